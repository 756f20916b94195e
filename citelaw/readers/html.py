"""HTML tables with rowspan and colspan, nested ones too; text outside tables is prose.

Only tags are found, by one regular expression; nothing is parsed or fetched.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from citelaw.model import Cell, Shape
from citelaw.pattern import Pattern
from citelaw.readers._above import count_above
from citelaw.readers._form import LOOKED_AT, Entry, Form, Rows, is_form
from citelaw.readers._header import is_header
from citelaw.readers._markup import WRAPS, clean, end_of_hidden
from citelaw.readers._reader import Reader
from citelaw.readers._table import State, Table
from citelaw.span import LineIndex
from citelaw.words import Words

_TAG = Pattern(
    r"<!--|<(script|style|citelaw-remarks)(?=[\s>/])"
    r"|<(/?)(table|tr|td|th|caption)((?:[\s/][^<>]{0,4000000})?)>",
    re.IGNORECASE,
)
_SPANS = Pattern(r"\b(row|col)span\s*=\s*[\"']?\s*([0-9]{1,4})", re.IGNORECASE)
_START = Pattern(r"\s*(?:<!--|<!doctype html|<html|<head|<body|<table|<\?xml)", re.IGNORECASE)
_FRAMES = Pattern(r"<frameset(?=[\s>])", re.IGNORECASE)
_MOST_ROWS = 1000  # rows that one cell may reach over
_MOST_COLUMNS = 100  # columns that one cell may reach over, and that rowspans may cover


class _Row(NamedTuple):
    """A row, or the part of one between tables inside it; ``spans``: rows and columns of each."""

    fields: list[tuple[int, int]]
    places: list[int]
    spans: list[tuple[int, int]]
    number: int
    covered: frozenset[int]


class _Grid:
    """One <table>: the row being read and the columns that earlier cells reach into.

    ``rows`` are those read since the table began, or since one inside it ended.
    """

    __slots__ = (
        "above",
        "covering",
        "fields",
        "next",
        "number",
        "places",
        "row",
        "rows",
        "spans",
        "start",
    )

    def __init__(self, number: int, above: State | None) -> None:
        self.number = number
        self.above = above  # the state of the table that this one stands in
        self.row = 0
        self.rows: list[_Row] = []
        self.start = -1  # where the open cell starts, -1 between cells
        self.covering: dict[int, int] = {}  # column → rows still to come
        self.begin_row()

    def begin_row(self) -> None:
        """Start a row."""
        self.next = 0
        self.begin_part()

    def begin_part(self) -> None:
        """Start a row, or what follows an inner table in it."""
        self.fields: list[tuple[int, int]] = []
        self.places: list[int] = []
        self.spans: list[tuple[int, int]] = []  # rows and columns of each field

    def open_cell(self, start: int, rows: int, columns: int) -> None:
        """Give the next cell of the row its column."""
        at = self.next
        while at in self.covering:
            at += 1
        self.places.append(at)
        self.spans.append((rows, columns))
        self.next = at + columns
        self.start = start

    def close_cell(self, end: int) -> None:
        """End the open cell, if there is one."""
        if self.start >= 0:
            self.fields.append((self.start, end))
            self.start = -1

    def cover(self) -> None:
        """Count the row's end: the reach of earlier cells shrinks, its own cells begin theirs."""
        self.covering = {at: left - 1 for at, left in self.covering.items() if left > 1}
        for place, (rows, columns) in zip(self.places, self.spans, strict=True):
            if rows > 1:
                reach = range(place, min(place + columns, _MOST_COLUMNS))
                self.covering.update(dict.fromkeys(reach, rows - 1))


class _Walk:
    """The state of reading: the open tables and where the text outside them starts."""

    __slots__ = ("_lines", "_outside", "_table", "_tables", "grids")

    def __init__(self, source: str) -> None:
        self._table = Table(source, WRAPS)
        self._lines = LineIndex(source)
        self._tables = 0
        self._outside = 0
        self.grids: list[_Grid] = []

    def open_table(self, start: int) -> None:
        """Open a table; text of the cell that it stands in is added first."""
        above = None
        if self.grids:
            self._add_part(start)
            above = self._table.state
            self._table.state = State()
        else:
            self.add_prose(start)
        self._tables += 1
        self.grids.append(_Grid(self._tables, above))

    def close_table(self, start: int, end: int) -> None:
        """Close the innermost table; the cell that it stands in goes on after it."""
        self.end_row(start)
        self._add_rows()
        grid = self.grids.pop()
        if not self.grids:
            self._outside = end
            return
        if grid.above is not None:
            self._table.state = grid.above
        if self.grids[-1].start >= 0:
            self.grids[-1].start = end

    def add_prose(self, end: int) -> None:
        """Add the text outside tables up to ``end``."""
        start = self._outside
        raw = self._table.source[start:end]
        start += len(raw) - len(raw.lstrip())
        if start < end:
            self._table.add_prose(start, end, self._lines.location(start)[0])
        self._outside = end

    def open_cell(self, attributes: str, start: int, end: int) -> None:
        """Open a cell, closing the one before it."""
        grid = self.grids[-1]
        grid.close_cell(start)
        rows = columns = 1
        if attributes:
            for which, count in _SPANS.findall(attributes):
                reach = max(int(count), 1)
                if which.lower() == "row":
                    rows = min(reach, _MOST_ROWS)
                else:
                    columns = min(reach, _MOST_COLUMNS)
        grid.open_cell(end, rows, columns)

    def end_row(self, end: int) -> None:
        """Add the row read so far and begin another."""
        grid = self.grids[-1]
        grid.close_cell(end)
        if grid.next:
            self._keep(grid)
            grid.row += 1
            grid.cover()
        grid.begin_row()

    def _add_part(self, end: int) -> None:
        """Add what a row holds in front of an inner table; the row goes on after it."""
        grid = self.grids[-1]
        inside = grid.start >= 0
        grid.close_cell(end)
        self._keep(grid)
        self._add_rows()
        place = grid.places[-1] if grid.places else 0
        grid.begin_part()
        if inside:
            grid.places.append(place)
            grid.spans.append((1, 1))
            grid.start = end

    def _keep(self, grid: _Grid) -> None:
        if grid.fields:
            covered = frozenset(grid.covering)
            grid.rows.append(_Row(grid.fields, grid.places, grid.spans, grid.row, covered))

    def _add_rows(self) -> None:
        """Add the rows that the innermost table has kept."""
        grid, table = self.grids[-1], self._table
        number = grid.number if self._tables > 1 else 0
        form = table.state.form
        first = _entries(grid.rows[:LOOKED_AT], number)
        if is_form(table.source, first, goes_on=form is not None, escape=WRAPS):
            (form or Form(table, WRAPS)).add(_entries(grid.rows, number))
        else:
            table.state.form = None
            above = count_above(table.source, first, WRAPS)
            for entry in (one for entries in first[:above] for one in entries):
                table.add_text(*entry.parts[0], entry.address, WRAPS)
            for row in grid.rows[above:]:
                self._add(row, number)
        grid.rows = []

    def _add(self, row: _Row, number: int) -> None:
        fields, places, table = row.fields, row.places, self._table
        if any(columns > 1 for _, columns in row.spans) and self._is_head(fields):
            fields, places = _spread(row)
        if not row.number and not row.covered and table.width not in (0, len(fields)):
            table.state = State()  # another table, whose head is not that of the last one
        table.add(fields, row.number + 1, places=places, covered=row.covered, table=number)

    def _is_head(self, fields: list[tuple[int, int]]) -> bool:
        cleaned = (clean(self._table.source, start, end, WRAPS) for start, end in fields)
        return is_header([cell[0] for cell in cleaned if cell is not None])

    def cells(self) -> tuple[Cell, ...]:
        """Return all cells, in source order."""
        return tuple(self._table.cells)


def _entries(rows: Sequence[_Row], table: int) -> Rows:
    where = f"表{table} 第" if table else "第"
    return [
        [
            Entry(
                parts=(field,),
                column=place,
                rows=span[0],
                address=f"{where}{row.number + 1}行第{index}列",
            )
            for index, (field, place, span) in enumerate(
                zip(row.fields, row.places, row.spans, strict=True), 1
            )
        ]
        for row in rows
    ]


def _spread(row: _Row) -> tuple[list[tuple[int, int]], list[int]]:
    """Repeat a header cell over the columns that it spans."""
    fields, places = [], []
    for field, place, (_, columns) in zip(row.fields, row.places, row.spans, strict=True):
        for at in range(columns):
            fields.append(field)
            places.append(place + at)
    return fields, places


def sniff(text: str) -> float:
    """Table cells in tags, or the opening of an HTML page."""
    if "<" not in text:
        return 0.0
    if "<t" in text or "<T" in text:
        cells = sum(1 for found in _TAG.finditer(text) if found[3] and not found[2])
        if cells >= 3:
            return 0.95
    opening = _START.match(text)
    return 0.5 if opening and not opening[0].endswith("<!--") else 0.0


def read(source: str) -> tuple[Cell, ...]:
    """Return the cells of all tables and the text around them."""
    walk = _Walk(source)
    at = 0
    endless: set[str] = set()
    for found in _TAG.finditer(source):
        start, end = found.span()
        if start < at:
            continue
        if found[3] is None:
            at = max(_after_hidden(source, found, endless), at)
            continue
        name, closing = found[3].lower(), bool(found[2])
        if name == "caption":
            continue
        if name == "table":
            if not closing:
                walk.open_table(start)
            elif walk.grids:
                walk.close_table(start, end)
            continue
        if not walk.grids:
            if closing:
                continue
            walk.open_table(start)  # a row without its <table>
        if name == "tr":
            walk.end_row(start)
        elif closing:
            walk.grids[-1].close_cell(start)
        else:
            walk.open_cell(found[4], start, end)
    while walk.grids:
        walk.close_table(len(source), len(source))
    walk.add_prose(len(source))
    return walk.cells()


def _after_hidden(source: str, found: re.Match[str], endless: set[str]) -> int:
    """Return where a comment or a script ends; 0 where it never does."""
    opening = found[0].lower()
    if opening in endless:
        return 0
    stop = end_of_hidden(source, found.end(), len(source), (found[1] or "").lower())
    if stop < 0:
        endless.add(opening)
    return max(stop, 0)


def notes(source: str) -> tuple[Words, ...]:
    """Say where the tables are of a workbook that Excel saved as a page of frames."""
    if _FRAMES.search(source) is None:
        return ()
    return (
        Words(
            "网页由框架组成，框架里的没有检查；Excel 保存的，表格在同名的 .files 文件夹里。",
            "this page is made of frames, and the pages in them were not checked; those of Excel "
            "are in the folder .files of the same name.",
        ),
    )


READER = Reader(shape=Shape.HTML, surest=0.95, sniff=sniff, read=read, notes=notes)
