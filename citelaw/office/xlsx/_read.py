r"""What a workbook shows: its cells row by row, joined by ``\n``, sheet after sheet."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from citelaw.model import Unit
from citelaw.office._opened import Field, Grid, Opened, Passage, Row
from citelaw.office.xlsx._address import Area, letters, quoted
from citelaw.office.xlsx._answers import Given, answers_of, area_of_answers, given, places_of
from citelaw.office.xlsx._book import Book, Sheet
from citelaw.office.xlsx._drawing import Drawn, read_drawings
from citelaw.office.xlsx._merge import by_row
from citelaw.office.xlsx._sheet import Content, Held, Kind, Reader
from citelaw.words import Words

_LISTED = 10  # rows, columns or cells that a note lists at most


class Placed(NamedTuple):
    """A cell or shape and where its text begins in the *source*."""

    start: int
    sheet: Sheet
    cell: Held | Drawn


@dataclass(slots=True)
class Reading:
    """A workbook being read."""

    placed: list[Placed] = field(default_factory=list)
    blocks: list[Grid | Passage] = field(default_factory=list)
    units: list[Unit] = field(default_factory=list)
    notes: list[Words] = field(default_factory=list)
    given: dict[str, Given] = field(default_factory=dict)
    results: list[Sheet] = field(default_factory=list)
    """The sheets that citelaw added."""
    remarked: set[tuple[str, int, int]] = field(default_factory=set)
    """Title, row and column of the cells that had remarks in an earlier round."""
    length: int = 0

    def take(self, sheet: Sheet, cell: Held | Drawn, address: str) -> tuple[int, int]:
        """Append the text of a cell; return its *source* range."""
        start = self.length
        end = start + len(cell.text)
        self.placed.append(Placed(start, sheet, cell))
        self.units.append(Unit(start, end, address))
        self.length = end + 1
        return start, end

    def opened(self) -> Opened:
        """Return what the workbook shows."""
        return Opened(
            source="\n".join([one.cell.text for one in self.placed]),
            blocks=tuple(self.blocks),
            units=tuple(self.units),
            notes=tuple(self.notes),
            answers=tuple(answers_of(self.given)),
        )


def read(book: Book) -> Reading:
    """Read a workbook.

    Raises:
        ReadError: it is damaged, or larger than any list.
    """
    reading = Reading()
    reader = Reader(book)
    for sheet in book.sheets:
        content = reader.read(sheet)
        area = area_of_answers(book, content)
        if area is not None:
            reading.results.append(sheet)
            reading.given.update(given(content, area))
            reading.remarked.update(places_of(content))
            continue
        _read_sheet(reading, book, content)
    return reading


def _read_sheet(reading: Reading, book: Book, content: Content) -> None:
    sheet = content.sheet
    called = quoted(sheet.title)
    before = len(reading.placed)
    under = _read_cells(reading, content, called)
    drawn = read_drawings(book, content.drawings)
    for number, shape in enumerate(drawn.shapes, 1):
        address = f"{called} 文本框{number}"
        start, end = reading.take(sheet, shape, address)
        reading.blocks.append(Passage(start, end, address))
    if len(reading.placed) > before or content.uncounted:
        reading.notes += _notes(content, called, under)
    if drawn.pictures:
        reading.notes.append(
            Words(
                f"{called} 有 {drawn.pictures} 张图片，其中的文字没有检查。",
                f"{called}: {drawn.pictures} pictures; words in them were not checked.",
            )
        )


def _read_cells(reading: Reading, content: Content, called: str) -> list[str]:
    """Read the cells of a sheet; return the addresses of those hidden under merged ones."""
    lines = list(by_row(content.cells, content.merges))
    numbers = [row for row, *_ in lines]
    columns = {one.column for _, shown, _, _ in lines for one in shown}
    width = (min(columns), max(columns)) if columns else (1, 1)
    rows: list[Row] = []
    goes_on = False
    for row, shown, merged, _ in lines:
        across = _across(shown, merged, width)
        if across is not None:
            goes_on = _close(reading, rows, goes_on)
            address = f"{called}!{letters(across.column)}{row}"
            start, end = reading.take(content.sheet, across, address)
            reading.blocks.append(Passage(start, end, address))
            continue
        rows.append(Row(tuple(_fields(reading, content.sheet, shown, merged, called, numbers))))
    _close(reading, rows, goes_on)
    return [f"{letters(one.column)}{one.row}" for *_, under in lines for one in under]


def _close(reading: Reading, rows: list[Row], goes_on: bool) -> bool:
    """End the grid that is being read, if any; the next one of the sheet goes on from it."""
    if rows:
        reading.blocks.append(Grid(tuple(rows), goes_on))
        rows.clear()
        return True
    return goes_on


def _across(shown: Sequence[Held], merged: dict[int, Area], width: tuple[int, int]) -> Held | None:
    """Return the one cell of a row that goes over the whole width: a title, a heading, a note."""
    if len(shown) != 1 or width[0] == width[1]:
        return None
    area = merged.get(shown[0].column)
    whole = area is not None and area.column <= width[0] and area.last_column >= width[1]
    return shown[0] if whole else None


def _fields(
    reading: Reading,
    sheet: Sheet,
    shown: Sequence[Held],
    merged: dict[int, Area],
    called: str,
    numbers: Sequence[int],
) -> Iterator[Field]:
    """Yield the fields of a row: cells with text, and empty ones that reach into other rows."""
    filled = {one.column: one for one in shown}
    tall = {column for column, area in merged.items() if area.last_row > area.row}
    for column in sorted(filled.keys() | tall) if tall else filled:
        area = merged.get(column)
        address = f"{called}!{letters(column)}"
        if column in filled:
            cell = filled[column]
            address += str(cell.row)
            start, end = reading.take(sheet, cell, address)
        else:
            start = end = max(reading.length - 1, 0)
        if area is None:
            yield Field(start, end, column - 1, address=address)
            continue
        # rows without text are none of the grid, so a cell reaches over those with text alone
        first = bisect_left(numbers, area.row)
        rows = bisect_right(numbers, area.last_row) - first
        columns = area.last_column - area.column + 1
        yield Field(start, end, column - 1, rows, columns, address)


def _notes(content: Content, called: str, under: Sequence[str]) -> Iterator[Words]:
    if content.sheet.hidden:
        yield Words(
            f"{called} 是隐藏的工作表，也已检查。",
            f"{called}: a hidden sheet, which was checked too.",
        )
    if content.hidden_rows:
        rows = sorted(content.hidden_rows)
        listed = "、".join(map(str, rows[:_LISTED]))
        more = Words(f"等 {len(rows)} 行", f" … {len(rows)} in all")
        more = more if len(rows) > _LISTED else Words("行", "")
        why = Words("筛选掉或者隐藏", "filtered out or hidden")
        why = why if content.filtered else Words("隐藏", "hidden")
        yield Words(
            f"{called} 的第{listed}{more.chinese}是{why.chinese}的，也已检查。",
            f"{called}: rows {listed.replace('、', ', ')}{more.english} are {why.english}; "
            "they were checked too.",
        )
    used = sorted({one.column for one in content.cells})
    columns = [letters(at) for at in used if content.hidden_columns[at]]
    if columns:
        yield _told(
            called,
            columns,
            Words("列是隐藏的，也已检查", "columns that are hidden; they were checked too"),
        )
    formulas = [
        f"{letters(one.column)}{one.row}"
        for one in content.cells
        if one.kind is Kind.FORMULA and not one.text.replace(".", "").isdecimal()
    ]
    if formulas:
        yield _told(
            called,
            formulas,
            Words(
                "是公式算出的文字，按上次保存的结果检查",
                "text that formulas gave; their saved results were checked",
            ),
        )
    if content.uncounted:
        yield _told(
            called,
            content.uncounted,
            Words(
                "是公式，文件里没有存结果，没有检查；用 Excel 或者 WPS 打开后保存再检查",
                "formulas without a saved result, which were not checked; open it with Excel or "
                "WPS and save it",
            ),
        )
    if under:
        yield _told(
            called,
            under,
            Words(
                "被合并单元格遮住，看不见，没有检查",
                "cells hidden under merged ones, which were not checked",
            ),
        )


def _told(called: str, cells: Sequence[str], what: Words) -> Words:
    listed = "、".join(cells[:_LISTED])
    more = f"等 {len(cells)} 处" if len(cells) > _LISTED else ""
    count = f" … ({len(cells)} in all)" if len(cells) > _LISTED else ""
    return Words(
        f"{called} 的 {listed}{more} {what.chinese}。",
        f"{called}: {listed.replace('、', ', ')}{count}: {what.english}.",
    )
