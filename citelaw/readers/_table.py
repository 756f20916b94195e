"""Records of a table to cells: heads, 序号, columns, sections, shifted and torn rows.

All table shapes feed one ``Table``. A record is a sequence of source ranges, one a field; what is
neither head nor separator becomes cells. Spans are *source* spans.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from citelaw.model import CITED_COLUMNS, Cell, Section
from citelaw.pattern import Pattern
from citelaw.readers._cell import make_cell
from citelaw.readers._header import (
    LIMIT,
    find_kind,
    find_name,
    find_number,
    is_header,
    is_word,
    section_below,
    section_of,
)
from citelaw.readers._markup import Cleaned, clean
from citelaw.readers._section import DUTIES, KIND, LABELS, OPENINGS, reconcile

if TYPE_CHECKING:
    from citelaw.readers._form import Form

_RULE = Pattern(r"[-—－─=:_+\s]{2,}")
_NUMBER = Pattern(
    r"""([（(]?
    (?:[A-Za-z]{0,3}[0-9０-９]{1,6}(?:[-.．－—–/][0-9０-９]{1,4}){0,4}|[一二三四五六七八九十百]{1,6})
    [)）]?)[.．、]?[ \t\u3000]*(?:\n|\Z)""",
    re.VERBOSE,
)
_HEADING = 60  # characters of a heading between rows, at most
_SENTENCE = Pattern(r"[。；;]")


class Head(NamedTuple):
    """The head of a table: its columns as printed, and the places that tell items apart.

    ``added`` is the first of the columns that ``citelaw convert`` added, -1 where it did not.
    """

    columns: tuple[str, ...] = ()
    sections: tuple[Section, ...] = ()
    number: int = -1
    name: int = -1
    kind: int = -1
    added: int = -1


NO_HEAD = Head()


def read_head(columns: Sequence[str]) -> Head:
    """Return the head whose columns print ``columns``."""
    return Head(
        columns=tuple(columns),
        sections=tuple(map(section_of, columns)),
        number=find_number(columns),
        name=find_name(columns),
        kind=find_kind(columns),
        added=_find_added(columns),
    )


def _find_added(columns: Sequence[str]) -> int:
    if CITED_COLUMNS[0] not in columns:
        return -1
    first = columns.index(CITED_COLUMNS[0])
    return first if tuple(columns[first : first + len(CITED_COLUMNS)]) == CITED_COLUMNS else -1


class State:
    """Where a table is read: the head in force, the item, what of the item was seen."""

    __slots__ = ("form", "fresh", "head", "kind_seen", "name", "name_seen", "row")

    def __init__(self) -> None:
        self.head = NO_HEAD
        self.form: Form | None = None  # the table before this one was a form
        self.fresh = False  # the record before this one was a head
        self.leave_item()

    def leave_item(self) -> None:
        """Forget the item."""
        self.row: str = ""
        self.name: str = ""
        self.kind_seen = False
        self.name_seen = False


class Table:
    """Collects the cells of a document; knows the head in force and the item it stands in."""

    __slots__ = ("_escape", "cells", "record", "source", "state")

    def __init__(self, source: str, escape: str = "") -> None:
        self.source = source
        self._escape = escape
        self.cells: list[Cell] = []
        self.record = 0
        self.state = State()

    @property
    def width(self) -> int:
        """The number of columns, 0 before the first head."""
        return len(self.state.head.columns)

    def add_prose(self, start: int, end: int, line: int) -> None:
        """Add the text between tables as one cell; the item ends there."""
        self.add_text(start, end, f"第{line}行")

    def add_text(self, start: int, end: int, address: str, escape: str = "") -> None:
        """Add text that stands at ``address``, outside any table; the item ends there."""
        cleaned = clean(self.source, start, end, escape)
        if cleaned is not None:
            self._add_prose(cleaned, address)

    def _add_prose(self, cleaned: Cleaned, address: str) -> None:
        text, offsets, span = cleaned
        self.record += 1
        self.state.leave_item()
        self.state.fresh = False
        self.cells.append(
            Cell(
                text=text,
                offsets=offsets,
                span=span,
                record=self.record,
                address=address,
                prose=True,
            )
        )

    def repeat_head(self) -> None:
        """Count a head that says what the one in force says (every page repeats it)."""
        self.record += 1
        self.state.fresh = True
        self.state.leave_item()

    def add(
        self,
        fields: Sequence[tuple[int, int]],
        line: int,
        *,
        lines: Sequence[int] | None = None,
        places: Sequence[int] | None = None,
        covered: frozenset[int] = frozenset(),
        table: int = 0,
        head: bool = False,
        called: Sequence[str] = (),
    ) -> bool:
        """Add a record; return whether it was a head.

        ``lines`` are the line numbers of the fields where they differ, ``places`` their columns,
        ``covered`` the columns that a cell of an earlier record reaches into (rowspan), ``table``
        its number where the address is to say it, ``head`` whether this is known to be a head,
        ``called`` the addresses of the fields where they are known.
        """
        source, escape = self.source, self._escape
        found = [
            (index if places is None else places[index], index, cleaned)
            for index, (start, end) in enumerate(fields)
            if start < end and (cleaned := clean(source, start, end, escape)) is not None
        ]
        if not found:
            return False
        texts = [cleaned[0] for _, _, cleaned in found]
        if _RULE.match(texts[0]) and all(_RULE.fullmatch(text) or text == "-" for text in texts):
            return False
        width = len(fields) if places is None else max(places) + 1
        if head or is_header(texts) or self._refines_head(found[0][0], texts, covered):
            heads = [called[index] if called else f"第{line}行" for _, index, _ in found]
            self._take_head(found, width, heads)
            return True
        where = f"表{table} 第" if table else "第"
        if called:
            addresses = [called[index] for _, index, _ in found]
        elif lines:
            addresses = [f"{where}{lines[index]}行第{index + 1}列" for _, index, _ in found]
        else:
            where = f"{where}{line}行第"
            addresses = [f"{where}{index + 1}列" for _, index, _ in found]
        if len(found) == 1 and self._is_heading(found[0][0], texts[0], bool(covered)):
            self._add_prose(found[0][2], addresses[0])
            return False
        self._add_data(found, addresses, covered)
        return False

    def _take_head(
        self, found: list[tuple[int, int, Cleaned]], width: int, addresses: list[str]
    ) -> None:
        columns = [""] * width
        for place, _, cleaned in found:
            columns[place] = cleaned[0]
        if self.state.fresh and find_number(columns) < 0 and self.state.head.number >= 0:
            # a second line of the same head: its words refine those above them
            over = self.state.head
            above = over.columns + ("",) * (width - self.width)
            columns += [""] * (len(above) - width)
            parts = over.sections + (Section.OTHER,) * (width - self.width)
            sections = tuple(
                section_below(part, low) if low else part
                for low, part in zip(columns, parts, strict=True)
            )
            columns = [low or high for low, high in zip(columns, above, strict=True)]
            self.state.head = read_head(columns)._replace(sections=sections)
        else:
            self.state.head = read_head(columns)
        self.record += 1
        self.state.fresh = True
        self.state.leave_item()
        for (_, _, (text, offsets, span)), address in zip(found, addresses, strict=True):
            if "《" in text:
                self.cells.append(
                    Cell(text=text, offsets=offsets, span=span, record=self.record, address=address)
                )

    def _refines_head(self, place: int, texts: list[str], covered: frozenset[int]) -> bool:
        """Tell whether this is a second line of the head before it: 序号 may reach into it."""
        if not self.state.fresh or place == 0:
            return False
        below = self.state.head.number in covered and max(map(len, texts)) <= LIMIT
        return below or all(map(is_word, texts))

    def _is_heading(self, place: int, text: str, covered: bool) -> bool:
        if self.width == 0:
            return True
        if place or covered or self.width < 4:
            return False
        return len(text) <= _HEADING and not _SENTENCE.search(text) and _NUMBER.match(text) is None

    def _add_data(
        self,
        found: list[tuple[int, int, Cleaned]],
        addresses: list[str],
        covered: frozenset[int],
    ) -> None:
        self.record += 1
        self.state.fresh = False
        columns, sections, number, name, kind, added = self.state.head
        if added >= 0:
            both = zip(found, addresses, strict=True)
            own = [one for one in both if not 0 <= one[0][0] - added < len(CITED_COLUMNS)]
            found, addresses = [one[0] for one in own], [one[1] for one in own]
            if not found:
                return
        by_place = {place: cleaned[0] for place, _, cleaned in found}
        shift = 0
        anchored = True
        if kind >= 0 and kind not in covered and not _is_kind(by_place.get(kind)):
            at = next((place for place in by_place if _is_kind(by_place[place])), None)
            anchored = at is not None
            shift = kind - at if at is not None else 0
        width = len(columns)
        named = self.state.name
        self._number_item(by_place, number - shift if number >= 0 else -1, kind - shift, covered)
        if name in covered:
            self.state.name = named
        elif name >= 0:
            self.state.name = by_place.get(name - shift, self.state.name)
        first = by_place.get(number)
        shifted = (
            width == 0
            or shift != 0
            or found[-1][0] >= width
            or (not anchored and first is not None and _NUMBER.match(first) is None)
        )
        row, item_name = self.state.row, self.state.name
        record, keep = self.record, self.cells.append
        for (place, _, (text, offsets, span)), address in zip(found, addresses, strict=True):
            place += shift
            if 0 <= place < width:
                column, section = columns[place], sections[place]
            else:
                column, section = "", Section.OTHER
            if shifted or (
                text[0] in OPENINGS
                and section is not Section.DUTY
                and (
                    (section is Section.OTHER and text.startswith(LABELS))
                    or text.startswith(DUTIES)
                )
            ):
                printed = section
                section = reconcile(
                    printed, text, shifted=shifted, anchored=anchored and shift != 0
                )
                if section is not printed and section in sections:
                    column = columns[sections.index(section)]
            keep(make_cell(text, offsets, span, row, column, section, record, address, item_name))

    def _number_item(
        self, by_place: dict[int, str], number: int, kind: int, covered: frozenset[int]
    ) -> None:
        """Find the item (序号) that the record belongs to."""
        if self.state.head.number in covered:
            return
        has_kind = _is_kind(by_place.get(kind))
        has_name = self.state.head.name in by_place
        if number < 0:
            number = 0
        text = by_place.get(number)
        if self.state.head.number < 0 and self.width:
            return
        if text is not None:
            printed = _NUMBER.match(text)
            self.state.leave_item()
            self.state.row = printed[1] if printed else ""
        elif self._starts_item(has_kind, has_name):
            self.state.leave_item()
        self.state.kind_seen |= has_kind
        self.state.name_seen |= has_name

    def _starts_item(self, has_kind: bool, has_name: bool) -> bool:
        """Tell whether a record without 序号 is a new item rather than the last one's rest."""
        if self.state.head.kind >= 0:
            return has_kind and self.state.kind_seen
        return has_name and self.state.name_seen


def _is_kind(text: str | None) -> bool:
    return text is not None and len(text) <= 16 and KIND.fullmatch(text) is not None
