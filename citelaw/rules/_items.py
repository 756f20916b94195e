"""The items (事项) of a list: the cells of each, its kind of power, and what it stands on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from citelaw.model import (
    Cell,
    CitationResolution,
    MentionResolution,
    ResolvedDocument,
    Section,
)
from citelaw.rules._column import Role, role
from citelaw.rules._memo import once
from citelaw.rules._power import (
    Power,
    heads_group,
    may_be_kind,
    power_in_heading,
    power_named,
    power_printed,
)


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
            cell for cell in self.cells_of(Section.OTHER) if role(cell.column) is Role.ORGAN
        )

    @property
    def anchor(self) -> Cell:
        """The cell that stands for the item: its name, its number, else its first."""
        return self.name or self.cells[0]


_HEADING_LENGTH = 80  # characters of a line that heads the list, at most

_FEW = 0.5  # share of items with a kind of their own below which the kind's cells are merged ones


class _Seen(NamedTuple):
    """What was seen of the item being read: its number, and what its columns hold."""

    row: str
    roles: set[Role]


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
    has_kinds = any(role(cell.column) is Role.KIND for cell in cells)
    current: list[Cell] = []
    seen = _Seen("", set())
    heading: Power | None = None
    for _, group in groupby(cells, key=lambda cell: (cell.record, cell.prose)):
        record = tuple(group)
        headed = record[0].prose or (len(record) == 1 and heads_group(record[0].text))
        if current and (headed or _starts_item(record, seen, has_kinds)):
            yield _Rows(tuple(current), heading)
            current = []
        if headed:
            heading = power_in_heading(record[0].text)
        elif any(cell.column for cell in record):
            seen = seen if current else _Seen(record[0].row, set())
            seen.roles.update(role(cell.column) for cell in record)
            current.extend(record)
    if current:
        yield _Rows(tuple(current), heading)


def _starts_item(record: Sequence[Cell], current: _Seen, has_kinds: bool) -> bool:
    """Tell whether a record is a new item rather than the last one's rest."""
    roles = {role(cell.column) for cell in record}
    if record[0].row != current.row or Role.NUMBER in roles:
        return True
    telling = Role.KIND if has_kinds else Role.NAME
    return not record[0].row and telling in roles and telling in current.roles


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
        named = power_named(name.text) if name is not None else None
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
    if cell.section is not Section.OTHER:
        return None
    return power_printed(cell.text, of_kinds=role(cell.column) is Role.KIND)


def _fills_kind_column(cell: Cell) -> bool:
    """Return whether a cell says something of the kind that is not understood."""
    return role(cell.column) is Role.KIND and may_be_kind(cell.text)


def _name(cells: Iterable[Cell]) -> Cell | None:
    """Return the cell of the item's name, None where no column holds one."""
    for cell in cells:
        if cell.section is Section.OTHER and role(cell.column) is Role.NAME:
            return cell
    return None
