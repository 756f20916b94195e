"""The lists of a report as its page sees them: findings numbered, their places found.

Spans index the source of each list. A *note* is what is said once, a *spot* is one place of which
it is said; findings that say the same of the same words are one note with several spots.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import Generic, NamedTuple, TypeVar

from citelaw.identity import finding_ids
from citelaw.model import Diagnostic, FileReport, Report, View, ViewCell, ViewPiece
from citelaw.reporters import is_unverified
from citelaw.reporters._html.words import Words
from citelaw.reporters._location import Places
from citelaw.reporters._said import findings, gravity, likeness
from citelaw.reporters._where import is_text
from citelaw.span import Span

T = TypeVar("T")

FULL_LIMIT = 600_000
"""Characters of lists that a page shows whole; of further ones it shows the cells with findings."""
NOTES_LIMIT = 4_000
"""Notes that a page holds; of further lists it gives the numbers only."""
NO_STATUTE = -1


class Spot(NamedTuple):
    """A place in a list of which something is said.

    ``key`` is "2-17", the seventeenth spot of the second list; ``statute`` the place of the title
    that it is about in ``Book.titles``, ``NO_STATUTE`` for none; ``item`` the key of its row;
    ``identity`` the id by which the finding is known from round to round.
    """

    key: str
    note: str
    diagnostic: Diagnostic
    statute: int
    item: str
    identity: str


class Note(NamedTuple):
    """What is said of some places; ``number`` counts within the list, errors first."""

    key: str
    number: int
    spots: tuple[Spot, ...]

    @property
    def first(self) -> Diagnostic:
        """The finding that speaks for all."""
        return self.spots[0].diagnostic


class Item(NamedTuple):
    """A row of a list, or several of one 序号: how it is called, where it stands.

    ``address`` is where it begins in a file that is no text, "" in others.
    """

    key: str
    name: str
    line: int
    address: str
    start: int
    end: int


class Sheet(NamedTuple):
    """A list that was read. ``whole`` tells whether all of it is shown, or cells with findings.

    ``left_out`` is the number of its findings that the page has no room for, the least grave ones.
    """

    number: int
    file: FileReport
    source: str
    places: Places
    items: tuple[Item, ...]
    notes: tuple[Note, ...]
    whole: bool
    left_out: int = 0

    @property
    def spots(self) -> list[Spot]:
        """All spots in text order."""
        found = [spot for note in self.notes for spot in note.spots]
        return sorted(found, key=lambda one: (one.diagnostic.span, one.note))


class Book(NamedTuple):
    """All that a page shows: the lists that were read, and the titles that findings are about.

    ``beyond`` are the lists whose findings are counted only, since the page holds enough.
    """

    sheets: tuple[Sheet, ...]
    titles: tuple[str, ...]
    beyond: tuple[FileReport, ...]


def book_of(report: Report) -> Book:
    """Return the lists of a report with their findings numbered."""
    titles: dict[str, int] = {}
    sheets: list[Sheet] = []
    beyond: list[FileReport] = []
    read = [file for file in report.files if file.source is not None]
    notes = characters = 0
    for file in read:
        assert file.source is not None
        shown = findings(file)
        if sheets and notes + len(shown) > NOTES_LIMIT:
            beyond.append(file)
            continue
        characters += len(file.source)
        whole = not sheets or characters <= FULL_LIMIT
        kept = _gravest(shown)
        sheet = _sheet(len(sheets) + 1, file, kept, titles, whole)
        sheet = sheet._replace(left_out=len(shown) - len(kept))
        notes += len(sheet.notes)
        sheets.append(sheet)
    return Book(tuple(sheets), tuple(titles), tuple(beyond))


def _gravest(shown: list[Diagnostic]) -> list[Diagnostic]:
    """Return the findings of a list that a page has room for, in their order."""
    if len(shown) <= NOTES_LIMIT:
        return shown
    ordered = sorted(range(len(shown)), key=lambda at: gravity(shown[at].severity))
    return [shown[at] for at in sorted(ordered[:NOTES_LIMIT])]


def _sheet(
    number: int, file: FileReport, shown: Sequence[Diagnostic], titles: dict[str, int], whole: bool
) -> Sheet:
    source = file.source or ""
    places = Places(source)
    items = _items(file, places)
    cited, identify = _titles_by_mention(file.view), finding_ids(file.path)
    spots = 0
    notes: list[Note] = []
    for alike in _alike(shown):
        key = f"{number}-{len(notes) + 1}"
        own = []
        for one in alike:
            spots += 1
            title = cited.get(one.statute_id or "") or one.title
            statute = titles.setdefault(title, len(titles)) if title else NO_STATUTE
            item = item_at(items, one.span.start)
            row = item.key if item else ""
            own.append(Spot(f"{number}-{spots}", key, one, statute, row, identify(one)))
        notes.append(Note(key, len(notes) + 1, tuple(own)))
    return Sheet(number, file, source, places, items, tuple(notes), whole)


def _alike(shown: Iterable[Diagnostic]) -> list[list[Diagnostic]]:
    """Return the findings that say the same of the same words together, errors first."""
    groups: dict[object, list[Diagnostic]] = {}
    for one in shown:
        groups.setdefault((likeness(one), one.known, one.evidence), []).append(one)
    return sorted(groups.values(), key=lambda one: gravity(one[0].severity))


def _titles_by_mention(view: View | None) -> dict[str, str]:
    """Return the titles of the statutes by the ids of their mentions, as far as they are known."""
    if view is None:
        return {}
    return {
        one.mention: view.statutes[one.statute].title
        for one in view.citations
        if one.mention and one.statute >= 0
    }


def _items(file: FileReport, places: Places) -> tuple[Item, ...]:
    """Return the rows of a list in order; records that go on with a 序号 are one."""
    view, text = file.view, is_text(file)
    found: list[Item] = []
    last = ""
    for table in view.tables if view is not None else ():
        for row in table.rows:
            start, end = extent(row.cells)
            if last and row.item == last and table.columns:
                found[-1] = found[-1]._replace(end=end)
                continue
            last = row.item if table.columns else ""
            key = f"r{len(found) + 1}" if table.columns else ""
            line, _ = places.lines.location(start)
            address = "" if text else row.address
            found.append(Item(key, row.item, line, address, start, end))
    return tuple(sorted(found, key=lambda one: one.start))


def extent(cells: Iterable[ViewCell]) -> Span:
    """Return the source range that some cells take up."""
    pieces = [piece for cell in cells for piece in cell.pieces]
    if not pieces:
        return Span(0, 0)
    return Span(min(one.start for one in pieces), max(one.end for one in pieces))


def place_at(sheet: Sheet, offset: int, address: str, words: Words) -> str:
    """Return where in the file an offset is: its line, else ``address`` or that of its row."""
    offset = min(offset, len(sheet.source))
    if is_text(sheet.file):
        return words.line.format(sheet.places.lines.location(offset)[0])
    at = bisect_right(sheet.items, offset, key=lambda one: one.start) - 1
    return address or (sheet.items[at].address if at >= 0 else "")


def item_at(items: Sequence[Item], offset: int) -> Item | None:
    """Return the row that the offset is in, None where it is in none."""
    at = bisect_right(items, offset, key=lambda one: one.start) - 1
    return items[at] if at >= 0 and offset < items[at].end and items[at].key else None


class Intervals(Generic[T]):
    """Finds the things that touch a range; each has a source span, some are empty."""

    __slots__ = ("_ends", "_spans", "_things")

    def __init__(self, things: Iterable[tuple[Span, T]]) -> None:
        ordered = sorted(things, key=lambda one: one[0])
        self._spans = [span for span, _ in ordered]
        self._things = [thing for _, thing in ordered]
        self._ends = list(accumulate((span.end for span in self._spans), max))

    def touching(self, start: int, end: int) -> Iterable[tuple[Span, T]]:
        """Yield what has at least a character of the range, or is empty and in it."""
        first = bisect_left(self._ends, start)
        last = bisect_right(self._spans, end, key=lambda one: one.start)
        for span, thing in zip(self._spans[first:last], self._things[first:last], strict=True):
            if (span.start < end and span.end > start) or span.start == span.end >= start:
                yield span, thing


def in_doubt(sheet: Sheet) -> frozenset[int]:
    """Return which citations of a list are not clean, by their places in its view.

    A finding stands in their words, in the title that they belong to, or in what they quote; one
    that is not listed counts as well.
    """
    file, view = sheet.file, sheet.file.view
    if view is None:
        return frozenset()
    known = (*file.diagnostics, *(one.diagnostic for one in file.suppressed))
    wrong = Intervals((one.span, one) for one in known if not is_unverified(one))

    def touched(start: int, end: int) -> bool:
        return any(True for _ in wrong.touching(start, end))

    titles = {
        one.mention for one in view.citations if not one.place and touched(one.start, one.end)
    }
    return frozenset(
        at
        for at, one in enumerate(view.citations)
        if one.mention in titles
        or touched(one.start, one.end)
        or (one.quote[0] < one.quote[1] and touched(*one.quote))
    )


class Shown:
    """The text of a cell as it is shown, and where in it stands what a source span covers."""

    __slots__ = ("_begins", "_ends", "_pieces", "_starts", "extent", "text")

    def __init__(self, source: str, pieces: Sequence[ViewPiece]) -> None:
        texts = [source[one.start : one.end] if one.text is None else one.text for one in pieces]
        self.text = "".join(texts)
        self.extent = Span(pieces[0].start, pieces[-1].end) if pieces else Span(0, 0)
        self._pieces = pieces
        self._starts = [one.start for one in pieces]
        self._ends = [one.end for one in pieces]
        self._begins = [0, *accumulate(map(len, texts))]

    def span(self, source: Span) -> Span | None:
        """Return what of the text the span covers; None where that is nothing.

        What stands for a range (a paragraph break) is covered where a part of the range is. An
        empty span is empty here as well, where it lies in the cell.
        """
        if not self._pieces:
            return None
        if source.start == source.end:
            inside = self.extent.start <= source.start <= self.extent.end
            at = self._start(source.start)
            return Span(at, at) if inside else None
        start, end = self._start(source.start), self._end(source.end)
        return Span(start, end) if start < end else None

    def _start(self, offset: int) -> int:
        at = bisect_right(self._ends, offset)
        if at == len(self._pieces):
            return len(self.text)
        piece = self._pieces[at]
        return self._begins[at] + (max(offset - piece.start, 0) if piece.text is None else 0)

    def _end(self, offset: int) -> int:
        at = bisect_left(self._starts, offset) - 1
        if at < 0:
            return 0
        piece = self._pieces[at]
        if piece.text is None:
            return self._begins[at] + min(offset, piece.end) - piece.start
        return self._begins[at + 1]
