"""The list itself: its tables and text, with citations underlined and findings marked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from citelaw.model import Severity, Shape, Unchecked, ViewCell, ViewCitation, ViewRow, ViewTable
from citelaw.reporters._html.marks import Mark, marked
from citelaw.reporters._html.markup import (
    EMPTY,
    Attributes,
    Html,
    element,
    escaped,
    joined,
    visible,
)
from citelaw.reporters._html.sheets import (
    Intervals,
    Sheet,
    Shown,
    Spot,
    in_doubt,
    item_at,
    place_at,
)
from citelaw.reporters._html.words import Words
from citelaw.reporters._said import gravity
from citelaw.span import Span

LONG = 160
"""Characters of a cell without findings that may be folded by the script."""
CONTEXT = 24
"""Characters round a finding outside the cells."""
_CLASS = {Severity.ERROR: "e", Severity.WARNING: "w", Severity.INFO: "i"}


class Listing(NamedTuple):
    """A list as markup, and the ids of the places in it that can be linked to."""

    html: Html
    anchors: frozenset[str]


def related_key(sheet: Sheet, span: Span) -> str:
    """Return the id of another place that a finding speaks of."""
    return f"q{sheet.number}-{span.start}-{span.end}"


def badge_class(severity: Severity) -> str:
    """Return the class by which the style tells the severities apart."""
    return _CLASS[severity]


def badge(spot: Spot, number: int, words: Words) -> Html:
    """Return the little mark behind a finding, which leads to what is said of it."""
    one = spot.diagnostic
    shown = f"{words.short[one.severity]}{number}"
    attributes: Attributes = {
        "class": f"n {_CLASS[one.severity]}",
        "href": f"#f{spot.note}",
        "data-p": spot.key,
        "aria-label": f"{shown}{words.comma}{words.rules.get(one.name, one.name)}",
    }
    return element("a", attributes, shown)


def listing(sheet: Sheet, first_citation: int, words: Words) -> Listing:
    """Return a list; of one that is not shown whole the cells with findings only.

    ``first_citation`` is the number of its first citation among those of the page.
    """
    hand = _Hand(sheet, first_citation, words)
    view = sheet.file.view
    blocks = [hand.table(table) for table in view.tables] if view is not None else []
    blocks.append(hand.outside())
    shown = [block for block in blocks if block.text]
    return Listing(joined(shown, "\n"), frozenset(hand.anchors))


class _Hand:
    """Writes one list; knows which ids are given out already."""

    def __init__(self, sheet: Sheet, first_citation: int, words: Words) -> None:
        view = sheet.file.view
        numbers = {note.key: note.number for note in sheet.notes}
        self.sheet = sheet
        self.words = words
        self.anchors: set[str] = set()
        self.tabular = view is not None and any(table.columns for table in view.tables)
        self.in_doubt = {first_citation + at for at in in_doubt(sheet)}
        self.spots = Intervals((spot.diagnostic.span, spot) for spot in sheet.spots)
        self.badges = {
            spot.key: badge(spot, numbers[spot.note], words).text for spot in sheet.spots
        }
        self.citations: Intervals[tuple[int, ViewCitation]] = Intervals(
            (Span(one.start, one.end), (first_citation + at, one))
            for at, one in enumerate(view.citations if view is not None else ())
        )
        self.related: Intervals[str] = Intervals(
            {
                one.span: related_key(sheet, one.span)
                for spot in sheet.spots
                for one in spot.diagnostic.related
            }.items()
        )

    # ------------------------------------------------------------ words of a cell

    def text(self, shown: Shown) -> tuple[Html, bool]:
        """Return the text of a cell with all its marks, and whether a finding is among them."""
        start, end = shown.extent
        marks = [
            mark
            for span, (number, one) in self.citations.touching(start, end)
            for mark in self._citation(shown.span(span), number, one)
        ]
        for span, key in self.related.touching(start, end):
            marks += self._related(shown.span(span), key)
        found = [
            (place, spot)
            for span, spot in self.spots.touching(start, end)
            if (place := shown.span(span)) is not None
        ]
        # of findings on the same words the gravest stands inside: its badge comes first
        found.sort(key=lambda one: -gravity(one[1].diagnostic.severity))
        marks += [self._finding(place, spot) for place, spot in found]
        return marked(shown.text, marks), bool(found)

    def _citation(self, span: Span | None, number: int, one: ViewCitation) -> list[Mark]:
        if span is None or one.verdict == "internal":
            return []
        if one.verdict != "checked":
            name = "un" if one.verdict == Unchecked.STATUTE_UNKNOWN else "no"
        else:
            name = "ok" if one.counted and number not in self.in_doubt else "ti"
        again = f'<span class="c {name}" data-c="{number}">'
        first, key = again, f"c{number}"
        if one.counted and one.verdict != "checked" and key not in self.anchors:
            self.anchors.add(key)
            first = f'{again[:-1]} id="{key}">'
        return [Mark(*span, first, again, "</span>")]

    def _related(self, span: Span | None, key: str) -> list[Mark]:
        if span is None or key in self.anchors:
            return []
        self.anchors.add(key)
        return [Mark(*span, f'<span class="q" id="{key}">', '<span class="q">', "</span>")]

    def _finding(self, span: Span, spot: Spot) -> Mark:
        key = f"p{spot.key}"
        empty = " z" if span.start == span.end else ""
        again = f'<mark class="{_CLASS[spot.diagnostic.severity]}{empty}" data-p="{spot.key}">'
        first = again
        if key not in self.anchors:
            self.anchors.add(key)
            first = f'{again[:-1]} id="{key}">'
        return Mark(*span, first, again, "</mark>", self.badges[spot.key])

    # ------------------------------------------------------------ rows and tables

    def table(self, table: ViewTable) -> Html:
        """Return a table, or the text between tables."""
        rows = [row for row in table.rows if self.sheet.whole or self._has_finding(row.cells)]
        if not rows:
            return EMPTY
        if not table.columns:
            return joined(self._prose(row) for row in rows)
        columns = _used(table, rows)
        cells = [self._cells(row, columns) for row in rows]
        names = [table.columns[at] if at >= 0 else self.words.no_column for at in columns]
        widths = _widths(names, cells)
        count = len(columns)
        shape = self.sheet.file.facts.shape if self.sheet.file.facts is not None else None
        stacked = shape is Shape.KEY_VALUE or not self.sheet.whole
        layout = "stack" if stacked else "n6" if count <= 6 else "n9" if count <= 9 else "n13"
        return element(
            "table",
            {"class": f"list {layout}", "role": "table"},
            joined(element("col", {"class": f"w{width}"}) for width in widths),
            self._head(names),
            element(
                "tbody",
                {"role": "rowgroup"},
                joined(
                    (self._row(row, one, names) for row, one in zip(rows, cells, strict=True)), "\n"
                ),
            ),
        )

    def _head(self, names: Sequence[str]) -> Html:
        cells = (element("th", {"role": "columnheader", "scope": "col"}, one) for one in names)
        return element("thead", {"role": "rowgroup"}, element("tr", {"role": "row"}, joined(cells)))

    def _has_finding(self, cells: Iterable[ViewCell]) -> bool:
        return any(
            any(True for _ in self.spots.touching(cell.pieces[0].start, cell.pieces[-1].end))
            for cell in cells
            if cell.pieces
        )

    def _cells(self, row: ViewRow, columns: Sequence[int]) -> list[list[Shown]]:
        """Return what stands in each column; of a list in parts what has findings, and the 序号."""
        kept = row.cells
        if not self.sheet.whole:
            kept = tuple(
                cell
                for at, cell in enumerate(row.cells)
                if self._has_finding((cell,)) or (at == 0 and len(_text_of(self.sheet, cell)) < 9)
            )
        by_column: dict[int, list[Shown]] = {column: [] for column in columns}
        for cell in kept:
            by_column[cell.column].append(Shown(self.sheet.source, cell.pieces))
        return list(by_column.values())

    def _row(self, row: ViewRow, cells: Sequence[Sequence[Shown]], names: Sequence[str]) -> Html:
        start = next((one.pieces[0].start for one in row.cells if one.pieces), 0)
        item = item_at(self.sheet.items, start)
        attributes: dict[str, str] = {"role": "row"}
        if item is not None:
            key = f"{self.sheet.number}-{item.key}"
            attributes["data-i"] = key
            if key not in self.anchors:
                self.anchors.add(key)
                attributes["id"] = key
        columns = zip(names, cells, strict=True)
        return element("tr", attributes, joined(self._cell(name, one) for name, one in columns))

    def _cell(self, name: str, texts: Sequence[Shown]) -> Html:
        attributes = {"role": "cell", "data-l": name or None}
        if not texts:
            return element("td", attributes)
        return element("td", attributes, joined(self._block(one) for one in texts))

    def _block(self, shown: Shown) -> Html:
        html, found = self.text(shown)
        folded = not found and len(shown.text) > LONG
        return element("div", {"class": "t k" if folded else "t"}, html)

    def _prose(self, row: ViewRow) -> Html:
        parts = []
        for cell in row.cells:
            if cell.pieces and (self.sheet.whole or self._has_finding((cell,))):
                html, _ = self.text(Shown(self.sheet.source, cell.pieces))
                parts.append(element("div", {"class": "t"}, html))
        layout = "prose" if self.tabular else "prose alone"
        return element("div", {"class": layout, "data-i": f"{self.sheet.number}-"}, joined(parts))

    # ------------------------------------------------------------ elsewhere

    def outside(self) -> Html:
        """Return the findings that stand in no cell, each with the source round it."""
        left = [one for one in self.sheet.spots if f"p{one.key}" not in self.anchors]
        if not left:
            return EMPTY
        words = self.words
        number = self.sheet.number
        lines = [
            element("li", {"data-i": f"{number}-{one.item}"}, *self._excerpt(one)) for one in left
        ]
        return element(
            "div",
            {"class": "outside"},
            element("p", None, words.outside if self.sheet.file.view else words.no_view),
            element("ul", None, joined(lines)),
        )

    def _excerpt(self, spot: Spot) -> tuple[Html, ...]:
        source, (start, end) = self.sheet.source, spot.diagnostic.span
        first, last = max(start - CONTEXT, 0), min(end + CONTEXT, len(source))
        key = f"p{spot.key}"
        self.anchors.add(key)
        name = _CLASS[spot.diagnostic.severity]
        tag = f'<mark class="{name}" data-p="{spot.key}" id="{key}">'
        mark = Mark(start - first, end - first, tag, tag, "</mark>", self.badges[spot.key])
        place = place_at(self.sheet, start, spot.diagnostic.place.address, self.words)
        where = Html(escaped(place) + " ")
        return where, element("span", {"class": "t"}, marked(source[first:last], [mark]))


def _text_of(sheet: Sheet, cell: ViewCell) -> str:
    return Shown(sheet.source, cell.pieces).text


def _used(table: ViewTable, rows: Sequence[ViewRow]) -> list[int]:
    """Return the columns that have anything; what belongs to none comes last."""
    used = {cell.column for row in rows for cell in row.cells}
    return [at for at in range(len(table.columns)) if at in used] + [-1] * (-1 in used)


def _widths(names: Sequence[str], rows: Sequence[Sequence[Sequence[Shown]]]) -> list[int]:
    """Return the widths of columns in per cent: the root of how much stands in them.

    So a column of ten times the text has three times the width, and rows come out even; none is so
    narrow that words stand one character below the other.
    """
    needs, least = [], []
    for at, name in enumerate(names):
        lengths = sorted(sum(_length(one.text) for one in row[at]) for row in rows)
        filled = [length for length in lengths if length] or [0.0]
        longest = max(filled[-1], min(_length(name), 2.0))
        needs.append(max(sum(filled) / len(filled), filled[-1] / 3, 1.0) ** 0.5)
        least.append(3.0 if longest <= 2 else 5.0)
    floor = min(1.0, 95 / sum(least))
    least = [one * floor for one in least]
    total = sum(needs)
    spare = 100 - sum(least)
    return [round(low + spare * need / total) for low, need in zip(least, needs, strict=True)]


def _length(text: str) -> float:
    """Return how wide text is in Han characters."""
    narrow = sum(1 for one in text if one < "\u0100")
    return len(text) - narrow * 0.45


def plain(text: str, limit: int) -> str:
    """Return text on one line, cut to ``limit`` characters."""
    line = visible(" ".join(text.split()))
    return line if len(line) <= limit else line[: limit - 1] + "…"
