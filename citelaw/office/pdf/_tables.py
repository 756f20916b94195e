"""Ruled cells to tables: rows and columns of a page, tables over pages, rows that a page end parts.

Boxes are in points from the top left of the page.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from citelaw.office.pdf._extract import Box, Character, Page
from citelaw.office.pdf._lines import Line, breaks_off, has_sentences, joined, lines_of, paragraphs
from citelaw.office.pdf._unruled import without_unruled

_APART = 2.5  # points that rules of one line may lie apart
_MARGIN = 12.0  # points between a rule and its text, at most
_MOST_CELLS = 20_000  # of a page


class Part:
    """What a cell shows on one page, as paragraphs."""

    __slots__ = ("address", "paragraphs")

    def __init__(self, texts: list[str], address: str) -> None:
        self.paragraphs = texts
        self.address = address


class PrintedCell:
    """A cell: its place in the grid of its page, how far it reaches, what it shows.

    ``parts`` has one entry for each page that the cell stands on.
    """

    __slots__ = ("box", "column", "columns", "parts", "row", "rows")

    def __init__(self, box: Box, row: int, column: int, rows: int, columns: int) -> None:
        self.box = box
        self.row = row
        self.column = column
        self.rows = rows
        self.columns = columns
        self.parts: list[Part] = []

    @property
    def text(self) -> str:
        """Everything that the cell shows."""
        return "\n".join(text for part in self.parts for text in part.paragraphs)


Rows = list[list[PrintedCell]]


class PrintedTable:
    """A table on one page, later on all its pages: rows of cells, its box on the last page."""

    def __init__(self, boxes: Sequence[Box]) -> None:
        self.box = Box(
            min(one.left for one in boxes),
            min(one.top for one in boxes),
            max(one.right for one in boxes),
            max(one.bottom for one in boxes),
        )
        self._xs = _edges(side for one in boxes for side in (one.left, one.right))
        self._ys = _edges(side for one in boxes for side in (one.top, one.bottom))
        self._at: dict[tuple[int, int], PrintedCell] = {}
        self._held: dict[int, list[Character]] = {}
        self.columns = len(self._xs) - 1
        self.cells = [cell for one in boxes if (cell := self._cell(one)) is not None]
        self.rows: Rows = []
        self.last: dict[int, PrintedCell] = {}  # what stands in the last row, by column

    def _cell(self, box: Box) -> PrintedCell | None:
        column, stop = _place(self._xs, box.left), _place(self._xs, box.right)
        row, below = _place(self._ys, box.top), _place(self._ys, box.bottom)
        if stop <= column or below <= row or (stop - column) * (below - row) > _MOST_CELLS:
            return None
        cell = PrintedCell(box, row, column, below - row, stop - column)
        for y in range(row, below):
            for x in range(column, stop):
                self._at.setdefault((y, x), cell)
        return cell

    def take(self, character: Character) -> bool:
        """Take a character that stands in a cell; return whether it does."""
        box = character.box
        x, y = (box.left + box.right) / 2, (box.top + box.bottom) / 2
        cell = self._at.get((bisect_right(self._ys, y) - 1, bisect_right(self._xs, x) - 1))
        if cell is None:
            return False
        self._held.setdefault(id(cell), []).append(character)
        return True

    def settle(self, address: str) -> None:
        """Make the rows of what was taken; ``address`` is that of the page and the table."""
        lines = {id(cell): lines_of(self._held.get(id(cell), ())) for cell in self.cells}
        margin = self._margin(lines)
        by_row: dict[int, list[PrintedCell]] = {}
        for cell in self.cells:
            by_row.setdefault(cell.row, []).append(cell)
        tops = sorted(by_row)
        for number, at in enumerate(tops, 1):
            row = sorted(by_row[at], key=lambda cell: cell.column)
            for place, cell in enumerate(row, 1):
                texts = _texts(lines[id(cell)], cell.box.right - margin)
                cell.parts.append(Part(texts, f"{address} 第{number}行第{place}列"))
                cell.rows = bisect_left(tops, at + cell.rows) - number + 1
            self.rows.append(row)
        self.last = self.across(tops[-1])
        self._held.clear()

    def across(self, row: int) -> dict[int, PrintedCell]:
        """Return the cells that stand in a row of the page, those from above too, by column."""
        cells = (self._at.get((row, at)) for at in range(self.columns))
        return {cell.column: cell for cell in cells if cell is not None}

    def _margin(self, lines: dict[int, list[Line]]) -> float:
        """Return how far the text of cells stays away from the rules."""
        rooms = [
            line.box.left - cell.box.left
            for cell in self.cells
            for line in lines[id(cell)]
            if line.box.left >= cell.box.left
        ]
        return min(min(rooms, default=0.0), _MARGIN)


class Laid(NamedTuple):
    """What a page is laid out as: tables from top to bottom, and the text that stands in none.

    ``unread`` tells whether a table without rules was left out.
    """

    tables: list[PrintedTable]
    outside: list[Character]
    unread: bool


def tables_of(page: Page, *, goes_on: bool) -> Laid:
    """Return what a page is laid out as; one ruled cell alone is a frame, no table.

    ``goes_on`` says that the page before ended with a table without rules.
    """
    tables = [PrintedTable(boxes) for boxes in page.tables if 1 < len(boxes) <= _MOST_CELLS]
    tables = [one for one in tables if len(one.cells) > 1]
    outside = [one for one in page.characters if not any(table.take(one) for table in tables)]
    text, unread = without_unruled(outside, goes_on=goes_on)
    return Laid(sorted(tables, key=lambda one: one.box.top), text, unread)


def _edges(sides: Iterable[float]) -> list[float]:
    """Return the places of rules, those that lie close to each other as one."""
    places: list[float] = []
    for side in sorted(sides):
        if not places or side - places[-1] > _APART:
            places.append(side)
    return places


def _place(edges: Sequence[float], side: float) -> int:
    return max(bisect_right(edges, side + 0.01) - 1, 0)


def _texts(lines: list[Line], right: float) -> list[str]:
    if len(lines) > 1 and all(len(line.text) == 1 for line in lines):
        return [joined(lines)]  # written downwards
    return [joined(one) for one in paragraphs(lines, right)]


def go_on(table: PrintedTable, more: PrintedTable) -> bool:
    """Let ``table`` go on with ``more``, the first thing on the next page; False where it does not.

    A row that the end of the page parts is joined: the one below has no 序号, and somewhere a
    sentence goes on, or it has nothing but more sentences.
    """
    if table.columns != more.columns:
        return False
    rows = more.rows
    heads = 0
    while heads < min(len(rows), len(table.rows)) and _same(table.rows[heads], rows[heads]):
        heads += 1
    rows = rows[heads:]
    if rows and table.rows:
        rest = more.across(rows[0][0].row)
        if _is_rest(table.last, rest):
            last = {id(cell): _joined(table.last[at], cell) for at, cell in rest.items()}
            more.last = {at: last.get(id(cell), cell) for at, cell in more.last.items()}
            rows = rows[1:]
    table.rows += rows
    table.last = more.last
    table.box = more.box
    return True


def _same(row: list[PrintedCell], other: list[PrintedCell]) -> bool:
    """Return whether a row is a head that is printed again."""
    texts = [cell.text for cell in row]
    return any(texts) and texts == [cell.text for cell in other]


def _is_rest(above: dict[int, PrintedCell], below: dict[int, PrintedCell]) -> bool:
    """Return whether the row ``below`` is the rest of the row ``above``."""
    if not below or above.keys() != below.keys():
        return False
    number = min(below)
    if below[number].text and not (above[number].text and not _begins(below[number].text)):
        return False
    both = [(one.text, below[at].text) for at, one in above.items() if below[at].text]
    return any(breaks_off(one) for one, _ in both) or all(has_sentences(one) for one, _ in both)


def _begins(text: str) -> bool:
    """Return whether a text looks like the 序号 of a row of its own."""
    return text.strip("（）().．、 ").isdecimal() or len(text) <= 4


def _joined(above: PrintedCell, below: PrintedCell) -> PrintedCell:
    """Let a cell go on with its rest on the next page; return it."""
    above.parts += below.parts
    above.rows += below.rows - 1
    return above
