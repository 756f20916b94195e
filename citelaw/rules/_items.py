"""The items (事项) of a list: the cells of each, its kind of power, and what it stands on."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from citelaw.model import (
    Cell,
    CitationResolution,
    MentionResolution,
    ResolvedDocument,
    Section,
)
from citelaw.pattern import Pattern
from citelaw.rules._memo import once


class Power(StrEnum):
    """The kind of power (权力类型) of an item, as a list prints it."""

    PENALTY = "行政处罚"
    LICENCE = "行政许可"
    COERCION = "行政强制"
    INSPECTION = "行政检查"
    CONFIRMATION = "行政确认"
    PAYMENT = "行政给付"
    REWARD = "行政奖励"
    ADJUDICATION = "行政裁决"
    LEVY = "行政征收"
    REQUISITION = "行政征用"
    OTHER = "其他"


class Item(NamedTuple):
    """An item of a list.

    ``number`` is its 序号 as printed, ``name`` the cell of its name. ``records`` counts the rows
    that its cells take up; where it is more than one, sub-items (子项) or a torn row stand in it.
    ``mentions`` and ``citations`` are the list's own: none inside a quotation or a version note.
    ``power`` is None where the list does not say it, or not clearly.
    """

    number: str
    power: Power | None
    name: Cell | None
    cells: tuple[Cell, ...]
    records: int
    mentions: tuple[MentionResolution, ...]
    citations: tuple[CitationResolution, ...]

    def cells_of(self, *sections: Section) -> tuple[Cell, ...]:
        """The cells of the item that belong to ``sections``."""
        return tuple(cell for cell in self.cells if cell.section in sections)

    def mentions_of(self, *sections: Section) -> tuple[MentionResolution, ...]:
        """What the item names in ``sections``, in text order."""
        return tuple(one for one in self.mentions if one.cell.section in sections)

    def citations_of(self, *sections: Section) -> tuple[CitationResolution, ...]:
        """The places that the item cites in ``sections``, in text order."""
        return tuple(one for one in self.citations if one.citation.cell.section in sections)

    @property
    def organs(self) -> tuple[Cell, ...]:
        """The cells that name the organ which exercises the power (行使主体)."""
        return tuple(
            cell for cell in self.cells_of(Section.OTHER) if _role(cell.column) is _Role.ORGAN
        )

    @property
    def anchor(self) -> Cell:
        """The cell that stands for the item: its name, its number, else its first."""
        return self.name or self.cells[0]


_STEMS = {power.value.removeprefix("行政"): power for power in Power if power is not Power.OTHER}
_STEM = "|".join(_STEMS)
_OTHERS = (
    r"其他(?:行政)?(?:权力|职权|类|事项)?|行政(?:审批|备案|指导|监督|规划|复议|应急|收费)"
    r"|公共服务|审核转报|内部管理"
)

_SPACE = Pattern(r"\s+")

_KIND = Pattern(  # what a column of kinds prints
    r"(?:[A-Za-z0-9一二三四五六七八九十]{1,4}[、.．\-－])?"
    rf"(?:(?:行政)?(?:监督)?(?P<stem>{_STEM})(?:措施|执行)?(?:权|权力|职权|类|事项)?"
    rf"|(?P<other>{_OTHERS}))"
)
_FULL_KIND = Pattern(rf"行政(?P<stem>{_STEM})|(?P<other>{_OTHERS})")
_KIND_LENGTH = 16  # characters of a kind, at most

_NAMED = Pattern(  # how the name of an item ends
    rf"(?:行政(?P<stem>{_STEM})|(?P<penalty>(?<!不予)(?<!免予)(?<!从轻)(?<!减轻)处罚)"
    r"|(?P<licence>许可)|(?P<coercion>强制措施|强制执行))"
    r"(?:措施|执行)?(?:[（(][^（()）\n]{1,40}[)）])?[。；;]?$"
)
_HEADING = Pattern(  # a row that heads a group: 一、行政处罚（共12项）
    r"(?:第?[（(]?[一二三四五六七八九十0-9]{1,3}[)）]?(?:部分|类)?[、.．：:]?)?"
    rf"(?:{_OTHERS}|行政(?:{_STEM}))(?:类|权|权力|职权|事项|清单|目录|[（(][^（()）]{{1,20}}[)）]"
    r"|共?[0-9一二三四五六七八九十]{1,4}项){0,4}"
)
_IN_HEADING = Pattern(rf"行政(?P<stem>{_STEM})|(?P<other>{_OTHERS})")
_GROUP_LENGTH = 60  # characters of a line that heads a group, at most
_HEADING_LENGTH = 80  # characters of a line that heads the list, at most

_FEW = 0.5  # share of items with a kind of their own below which the kind's cells are merged ones


class _Role(StrEnum):
    """What a column outside the sections holds."""

    NUMBER = "number"
    NAME = "name"
    KIND = "kind"
    ORGAN = "organ"
    OTHER = "other"


_HEADS = (
    (_Role.NUMBER, Pattern(r"(?:序|顺)?[序编]号|序|No\.?|NO\.?")),
    (_Role.KIND, Pattern(r"[^\n]{0,8}(?:类型|类别|性质|种类|分类)")),
    (
        _Role.NAME,
        Pattern(
            rf"(?:行政|执法|服务|主要|(?:行政)?(?:{_STEM})){{0,2}}"
            r"(?:事项|项目|职权|权力|权责|主项|权力事项|职权事项|服务事项|权责事项){1,2}(?:名称)?(?:项目)?"
        ),
    ),
    (
        _Role.ORGAN,
        Pattern(r"(?:行使|实施|责任|执法|权力|职权)(?:主体|单位|机构|机关|部门)(?:名称)?"),
    ),
)


class _Seen(NamedTuple):
    """What was seen of the item being read: its number, and what its columns hold."""

    row: str
    roles: set[_Role]


class _Rows(NamedTuple):
    """The cells of one item, and the kind that the heading above it names."""

    cells: tuple[Cell, ...]
    heading: Power | None


@once
def items(resolved: ResolvedDocument) -> tuple[Item, ...]:
    """Return the items of a list in text order; what stands outside any field is in none."""
    mentions: defaultdict[int, list[MentionResolution]] = defaultdict(list)
    citations: defaultdict[int, list[CitationResolution]] = defaultdict(list)
    for one in resolved.mentions:
        if one.mention.own:
            mentions[id(one.cell)].append(one)
    for each in resolved.citations:
        if _own(each):
            citations[id(each.citation.cell)].append(each)
    rows = tuple(_rows(resolved.document.cells))
    return tuple(
        Item(
            number=cells[0].row,
            power=power,
            name=_name(cells),
            cells=cells,
            records=len({cell.record for cell in cells}),
            mentions=tuple(one for cell in cells for one in mentions[id(cell)]),
            citations=tuple(one for cell in cells for one in citations[id(cell)]),
        )
        for (cells, _), power in zip(rows, _powers(rows), strict=True)
    )


def headings(resolved: ResolvedDocument) -> Iterator[str]:
    """Yield the short lines that stand outside any field: titles, organs, dates."""
    for cell in resolved.document.cells:
        for line in cell.text.split("\n") if cell.prose else ():
            if len(line) <= _HEADING_LENGTH:
                yield line


def _own(one: CitationResolution) -> bool:
    """Return whether a place is cited by the list itself."""
    named = one.citation.statute
    if one.citation.pinpoint.internal:
        return False
    return named is None or named.own


# ---------------------------------------------------------------- rows to items


def _rows(cells: Sequence[Cell]) -> Iterator[_Rows]:
    """Yield the cells of each item; a heading parts items and may name their kind."""
    has_kinds = any(_role(cell.column) is _Role.KIND for cell in cells)
    current: list[Cell] = []
    seen = _Seen("", set())
    heading: Power | None = None
    for _, group in groupby(cells, key=lambda cell: (cell.record, cell.prose)):
        record = tuple(group)
        headed = record[0].prose or _heads_group(record)
        if current and (headed or _starts_item(record, seen, has_kinds)):
            yield _Rows(tuple(current), heading)
            current = []
        if headed:
            heading = _named_in_heading(record[0].text)
        elif any(cell.column for cell in record):
            seen = seen if current else _Seen(record[0].row, set())
            seen.roles.update(_role(cell.column) for cell in record)
            current.extend(record)
    if current:
        yield _Rows(tuple(current), heading)


def _starts_item(record: Sequence[Cell], current: _Seen, has_kinds: bool) -> bool:
    """Tell whether a record is a new item rather than the last one's rest."""
    roles = {_role(cell.column) for cell in record}
    if record[0].row != current.row or _Role.NUMBER in roles:
        return True
    telling = _Role.KIND if has_kinds else _Role.NAME
    return not record[0].row and telling in roles and telling in current.roles


def _heads_group(record: Sequence[Cell]) -> bool:
    if len(record) != 1 or len(record[0].text) > _GROUP_LENGTH:
        return False
    return _HEADING.fullmatch(_squeeze(record[0].text)) is not None


def _named_in_heading(text: str) -> Power | None:
    """Return the one kind that the last line of a heading names, None for none or several."""
    for line in reversed(text.split("\n")):
        if len(line) > _GROUP_LENGTH or "。" in line:
            continue
        found = {_power(one) for one in _IN_HEADING.finditer(line)}
        if found:
            return found.pop() if len(found) == 1 else None
    return None


# ---------------------------------------------------------------- the kind of power


def _powers(rows: Sequence[_Rows]) -> Iterator[Power | None]:
    """Yield the kind of every item: of its own cell, a merged cell above, its name, a heading."""
    own = [_own_power(cells) for cells, _ in rows]
    merged = sum(printed for printed, _ in own) < _FEW * len(own)
    above: Power | None = None
    for (cells, heading), (printed, power) in zip(rows, own, strict=True):
        if printed:
            above = power
            yield power
            continue
        name = _name(cells)
        named = _named(name.text) if name is not None else None
        said = {one for one in (named, above if merged else None, heading) if one is not None}
        yield said.pop() if len(said) == 1 else None


def _own_power(cells: Iterable[Cell]) -> tuple[bool, Power | None]:
    """Return whether cells of the item print its kind, and the kind where they agree."""
    cells = tuple(cells)
    found = [power for cell in cells if (power := _printed(cell)) is not None]
    if not found:
        return any(_fills_kind_column(cell) for cell in cells), None
    return True, found[0] if len(set(found)) == 1 else None


def _printed(cell: Cell) -> Power | None:
    """Return the kind that a cell prints and nothing else."""
    if cell.section is not Section.OTHER or len(cell.text) > _KIND_LENGTH:
        return None
    text = _squeeze(cell.text)
    pattern = _KIND if _role(cell.column) is _Role.KIND else _FULL_KIND
    found = pattern.fullmatch(text)
    return _power(found) if found is not None else None


def _fills_kind_column(cell: Cell) -> bool:
    """Return whether a cell says something of the kind that is not understood."""
    return (
        _role(cell.column) is _Role.KIND and "行政" in cell.text and len(cell.text) <= _KIND_LENGTH
    )


def _named(name: str) -> Power | None:
    """Return the kind that the name of an item ends with (对……的处罚).

    >>> _named("对擅自引水行为的处罚").value
    '行政处罚'
    """
    found = _NAMED.search(_squeeze(name))
    if found is None:
        return None
    if found["stem"]:
        return _STEMS[found["stem"]]
    if found["penalty"]:
        return Power.PENALTY
    return Power.LICENCE if found["licence"] else Power.COERCION


def _power(found: re.Match[str]) -> Power:
    return _STEMS[found["stem"]] if found["stem"] else Power.OTHER


# ---------------------------------------------------------------- columns


def _name(cells: Iterable[Cell]) -> Cell | None:
    """Return the cell of the item's name, None where no column holds one."""
    for cell in cells:
        if cell.section is Section.OTHER and _role(cell.column) is _Role.NAME:
            return cell
    return None


@lru_cache(maxsize=1024)
def _role(column: str) -> _Role:
    """Return what a column of this head holds."""
    word = _squeeze(column)
    return next((role for role, head in _HEADS if head.fullmatch(word)), _Role.OTHER)


def _squeeze(text: str) -> str:
    return _SPACE.sub("", text)
