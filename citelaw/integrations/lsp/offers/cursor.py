"""What is being written where the cursor stands: a title, a place of a statute, a quotation.

A half-written citation is not in the report: 《 without 》 is no title, 第 without 条 no place. So
the text in front of the cursor is looked at. Whose a place is, and which place a quotation is of,
is asked of the grammar, to which the cell is given up to the cursor with an ending that makes a
citation of it (第一条, a few quoted words): what is offered is then what the check will read.
Offsets are those of the *source* unless they are said to be of a cell.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from citelaw.grammar import NameIndex, find
from citelaw.integrations.lsp._cited import uses
from citelaw.integrations.lsp.checked import Checked
from citelaw.model import (
    Cell,
    CellCitations,
    Citation,
    Document,
    Locator,
    MentionResolution,
    StatuteMention,
)
from citelaw.pattern import Pattern
from citelaw.span import OffsetMap, Span

_DIGITS = "0-9０-９〇○零一二三四五六七八九十百千"
_BLANK = r"[^\S\r\n]"
_REACH = 4_000
"""Characters of a cell in front of the cursor that are looked at."""

_LONGEST_TITLE = 160
_LONGEST_QUOTATION = 1_000
_ROW = 12
"""Cells in front of that of the cursor in which the title may stand."""

_CLOSING = {"《": "》", "〈": "〉", "“": "”", "「": "」"}
_NO_TITLE = Pattern(rf"[。；;：:\t\r\n“”|<>\"]|第\s*[{_DIGITS}]{{1,9}}\s*[编章节条款项]")
_TITLE_MARKS = Pattern(r"[《》〈〉]")
_QUOTE_MARKS = Pattern(r"[“”「」]")
_LINE_END = Pattern(r"[\r\n]")
_PLACE = Pattern(rf"第(?P<typed>[（(]?[{_DIGITS}]{{0,8}})\Z")
_JOINED = rf"(?:[、，,和及与至或]|以及|或者){_BLANK}*"
_LEVELS = (
    ("款项", Pattern(rf"条(?:之[{_DIGITS}]{{1,4}})?{_BLANK}*\Z")),
    ("项", Pattern(rf"款{_BLANK}*\Z")),
    ("款条", Pattern(rf"款{_BLANK}*{_JOINED}\Z")),
    ("项条", Pattern(rf"项{_BLANK}*{_JOINED}\Z")),
)
"""Which units are meant by a 第, by what stands in front of it; else it is 条."""

_UNIT_BEHIND = {
    "条": Pattern(rf"[{_DIGITS}]{{0,8}}条(?:之[{_DIGITS}]{{1,4}})?"),
    "款": Pattern(rf"[{_DIGITS}]{{0,4}}款"),
    "项": Pattern(rf"[{_DIGITS}]{{0,4}}[）)]?项"),
}
_FILLER = "某某某某某某某某"
"""Words that nothing is read in, for a quotation that is to be."""


class TypedTitle(NamedTuple):
    """A title that is being written between ``start`` and the cursor ``stop``.

    ``end`` is where the rest of it ends behind the cursor, where its closing mark follows; then
    ``closing`` is "", else it is the mark that is missing. ``inner`` tells that it stands inside
    another title.
    """

    start: int
    stop: int
    end: int
    closing: str
    inner: bool


class Owner(NamedTuple):
    """Whose a place is: the mention in front of it, what is known of it, and the place so far."""

    mention: StatuteMention
    resolution: MentionResolution | None
    locator: Locator


class TypedPlace(NamedTuple):
    """A place that is being written, between its 第 at ``start`` and the cursor ``stop``.

    ``unit`` is 条, 款 or 项; ``end`` is where the number and the unit end that stand behind the
    cursor already. ``owner`` holds the article for a 款, the 款 for a 项.
    """

    start: int
    stop: int
    end: int
    unit: str
    owner: Owner


class TypedQuotation(NamedTuple):
    """A quotation that is being written between ``start`` and the cursor ``stop``.

    ``closing`` is the mark that is missing, "" where it follows. ``owners`` are the places that it
    is of; ``cell`` is the cell in which it stands.
    """

    start: int
    stop: int
    closing: str
    owners: tuple[Owner, ...]
    cell: Cell


Typing = TypedTitle | TypedPlace | TypedQuotation


def at_cursor(checked: Checked, offset: int) -> Iterator[Typing]:
    """Yield what may be in the course of being written at ``offset``, what is likeliest first."""
    if checked.report.resolved is None:
        return
    found = _cell_at(checked.report.resolved.document.cells, offset)
    if found is None:
        return
    number, at = found
    cell = checked.report.resolved.document.cells[number]
    line = _line(checked.source, offset, cell.span)
    title = _title(checked.source, line, offset)
    if title is not None:
        yield title
    before = cell.text[max(0, at - _REACH) : at]
    place = _PLACE.search(before)
    if place is not None and checked.source.endswith(place[0], line.start, offset):
        yield from _places(_Asked(checked, number, at), offset, place["typed"])
        return
    quotation = _quotation(_Asked(checked, number, at), line, offset)
    if quotation is not None:
        yield quotation


# ---------------------------------------------------------------- where the cursor stands


def _cell_at(cells: Sequence[Cell], offset: int) -> tuple[int, int] | None:
    """Return which cell ``offset`` stands in, and where in its text; None where no text is."""
    number = bisect_right(cells, offset, key=lambda cell: cell.span.start) - 1
    if number < 0 or offset > cells[number].span.end:
        return None
    at = _cell_offset(cells[number].offsets, offset)
    return (number, at) if at is not None else None


def _cell_offset(offsets: OffsetMap, offset: int) -> int | None:
    """Return the place in a cell's text of the source offset ``offset``."""
    pieces = offsets.pieces_of_cell
    at = bisect_right(pieces, offset, key=lambda piece: piece.source) - 1
    if at < 0:
        return None
    cell, source, length, source_length, kept = pieces[at]
    if kept and offset <= source + source_length:
        return cell + offset - source
    if offset == source:
        return cell
    return cell + length if offset == source + source_length else None


def _line(source: str, offset: int, within: Span) -> Span:
    """Return the part of the line of ``offset`` that lies in ``within``, as far as is looked at."""
    low, high = max(within.start, offset - _REACH), min(within.end, offset + _REACH)
    breaks = (source.rfind("\n", low, offset), source.rfind("\r", low, offset))
    end = _LINE_END.search(source, offset, high)
    return Span(max(low, max(breaks) + 1), end.start() if end is not None else high)


def _title(source: str, line: Span, offset: int) -> TypedTitle | None:
    """Return the title inside of which ``offset`` stands."""
    low = max(line.start, offset - _LONGEST_TITLE)
    opened = _open_marks(source, low, offset, _TITLE_MARKS)
    if not opened or source[opened[0]] != "《":
        return None
    start = opened[-1] + 1
    if _NO_TITLE.search(source, start, offset):
        return None
    closing = _CLOSING[source[start - 1]]
    high = min(line.end, offset + _LONGEST_TITLE)
    behind = _TITLE_MARKS.search(source, offset, high)
    end = behind.start() if behind is not None and behind[0] == closing else None
    if end is None or _NO_TITLE.search(source, offset, end):
        return TypedTitle(start, offset, offset, closing, len(opened) > 1)
    return TypedTitle(start, offset, end, "", len(opened) > 1)


def _open_marks(source: str, low: int, high: int, marks: Pattern) -> list[int]:
    """Return where the marks stand that are open at ``high``, the outermost first."""
    opened: list[int] = []
    for found in marks.finditer(source, low, high):
        if found[0] in _CLOSING:
            opened.append(found.start())
        elif opened:
            opened.pop()
    return opened


# ---------------------------------------------------------------- what the grammar says


class _Asked:
    """The cell of the cursor up to ``at``, for questions to the grammar."""

    def __init__(self, checked: Checked, number: int, at: int) -> None:
        assert checked.report.resolved is not None
        self.checked = checked
        self.resolved = checked.report.resolved
        cells = self.resolved.document.cells
        self.cell, self.at = cells[number], at
        self.low = _paragraph_before(self.cell.text, at)
        self.text = self.cell.text[self.low : at]
        self._row = self._cells_before(cells, number)
        self._shifts: dict[int, tuple[Cell, int]] = {}

    def _cells_before(self, cells: Sequence[Cell], number: int) -> list[Cell]:
        """Return the cells of the same row that come before, where a place opens the cell."""
        if not self.text.lstrip().startswith("第"):
            return []
        return [
            one
            for one in cells[max(0, number - _ROW) : number]
            if one.row == self.cell.row and self.cell.record - one.record <= 1
        ]

    def citations(self, text: str) -> tuple[Citation, ...]:
        """Return what is cited in the cell where ``text`` is what stands in it up to the cursor."""
        parts = [self._part(one, max(0, len(one.text) - _REACH)) for one in self._row]
        asked = replace(self.cell, text=text)
        self._shifts[id(asked)] = (self.cell, self.low)
        document = self.resolved.document
        known = Document(name=document.name, source="", cells=(*parts, asked), shape=document.shape)
        found = find(known, self._names())
        self._found = found
        return found[-1].citations if found and found[-1].cell is asked else ()

    def _part(self, cell: Cell, low: int) -> Cell:
        part = replace(cell, text=cell.text[low:])
        self._shifts[id(part)] = (cell, low)
        return part

    def _names(self) -> NameIndex:
        """Return the names that may stand bare, those among them that the list gives itself."""
        names = self.checked.engine.names
        short_names = uses(self.checked).short_names
        if short_names:
            names = names.extended()
            for short in short_names:
                names.add(short)
        return names

    def owner(self, one: Citation) -> Owner | None:
        """Return whose place ``one`` is; None inside a quotation, or where nothing owns it."""
        mention, pinpoint = one.statute, one.pinpoint
        if mention is None or pinpoint.internal:
            return None
        return Owner(mention, self._resolution(mention), pinpoint.through or pinpoint.locator)

    def _resolution(self, mention: StatuteMention) -> MentionResolution | None:
        """Return what the report says of the mention that the grammar has read once more."""
        for part in self._found:
            if any(one is mention for one in part.statutes):
                return self._resolved_at(part, mention)
        return None

    def _resolved_at(
        self, part: CellCitations, mention: StatuteMention
    ) -> MentionResolution | None:
        cell, low = self._shifts[id(part.cell)]
        wanted = (cell.span.start, mention.span.start + low)
        mentions = self.resolved.mentions
        at = bisect_left(
            mentions, wanted, key=lambda one: (one.cell.span.start, one.mention.span.start)
        )
        if at == len(mentions):
            return None
        one = mentions[at]
        place = (one.cell.span.start, one.mention.span.start)
        return one if place == wanted and one.mention.title == mention.title else None


def _paragraph_before(text: str, at: int) -> int:
    """Return where to begin to read a cell for what stands at ``at``."""
    low = at - _REACH
    if low <= 0:
        return 0
    start = text.find("\n", low, at)
    return start + 1 if start >= 0 else low


def _places(asked: _Asked, offset: int, typed: str) -> Iterator[TypedPlace]:
    """Yield the places that may be written behind the 第 in front of ``typed``."""
    before = asked.text[: len(asked.text) - len(typed)]
    stem = before[:-1]
    units = next((units for units, pattern in _LEVELS if pattern.search(stem)), "条")
    for unit in units:
        if typed.startswith(("（", "(")) and unit != "项":
            continue
        text = f"{before}一{unit}"
        last = next(iter(reversed(asked.citations(text))), None)
        owner = asked.owner(last) if last is not None else None
        if last is None or owner is None or last.pinpoint.span.end != len(text):
            continue
        if unit != "条" and owner.locator.article is None:
            continue
        behind = _UNIT_BEHIND[unit].match(asked.checked.source, offset)
        end = behind.end() if behind is not None else offset
        yield TypedPlace(offset - len(typed) - 1, offset, end, unit, owner)


def _quotation(asked: _Asked, line: Span, offset: int) -> TypedQuotation | None:
    """Return the quotation of a cited place inside of which the cursor stands."""
    text = asked.text
    opened = _open_marks(text, max(0, len(text) - _LONGEST_QUOTATION), len(text), _QUOTE_MARKS)
    for mark in dict.fromkeys((*opened[-1:], *opened[:1])):  # an older one may just lack its ”
        typed, closing = text[mark + 1 :], _CLOSING[text[mark]]
        if not asked.checked.source.endswith(typed, line.start, offset):
            continue
        owners = _quoted(asked, mark + 1, closing)
        if owners:
            missing = "" if _closes(asked.checked.source, offset, line.end, closing) else closing
            return TypedQuotation(offset - len(typed), offset, missing, owners, asked.cell)
    return None


def _quoted(asked: _Asked, start: int, closing: str) -> tuple[Owner, ...]:
    """Return the places of which words would be that are quoted from ``start`` of the text on."""
    quoting = (
        asked.owner(one)
        for one in asked.citations(asked.text[:start] + _FILLER + closing)
        if one.quote is not None and one.quote.span.start == start
    )
    return tuple(one for one in quoting if one is not None and one.locator.article is not None)


def _closes(source: str, offset: int, end: int, closing: str) -> bool:
    """Return whether the mark ``closing`` stands behind ``offset`` before another one opens."""
    behind = _QUOTE_MARKS.search(source, offset, end)
    return behind is not None and behind[0] == closing
