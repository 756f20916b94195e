"""One worksheet: its cells with text, its merged cells, what of it is hidden."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from itertools import pairwise
from typing import NamedTuple

from citelaw.errors import ReadError
from citelaw.office._xml import Node, Part, whole
from citelaw.office.xlsx._address import (
    LAST_COLUMN,
    LAST_ROW,
    Area,
    area_of,
    column_of,
    reference,
)
from citelaw.office.xlsx._book import Book, Sheet, relations
from citelaw.office.xlsx._number import format_code, shown
from citelaw.office.xlsx._text import decoded, text_of

MOST_CELLS = 1_000_000
"""Cells with text of one workbook."""
MOST_TEXT = 64 << 20
"""Characters of one workbook."""
_MOST_STRINGS = 4_000_000
_TRUE = ("1", "true", "on")
_DIGITS = "0123456789"


class Kind(IntEnum):
    """Where the text of a cell comes from; only a ``STRING`` can be written anew."""

    STRING = 0
    VALUE = 1
    FORMULA = 2


class Held(NamedTuple):
    """A cell with text: row and column from 1, the *byte* offset of its element in the part."""

    row: int
    column: int
    text: str
    kind: Kind
    at: int


class Content(NamedTuple):
    """What a worksheet holds."""

    sheet: Sheet
    cells: Sequence[Held]
    merges: Sequence[Area]
    hidden_rows: frozenset[int]
    hidden_columns: bytes
    """A byte for each column from 0, 1 where it is hidden."""
    filtered: bool
    uncounted: tuple[str, ...]
    """Formulas that the file holds no result of."""
    drawings: tuple[str, ...]


class Reader:
    """Reads the sheets of a workbook: knows its strings and number formats, counts its cells."""

    __slots__ = ("_book", "_codes", "_strings", "cells", "text")

    def __init__(self, book: Book) -> None:
        self._book = book
        self._strings = _strings(book)
        self._codes = _codes(book)
        self.cells = 0
        self.text = 0

    def read(self, sheet: Sheet) -> Content:
        """Return what ``sheet`` holds.

        Raises:
            ReadError: it is damaged, or the workbook has more text than a list can have.
        """
        rows = _Rows()
        found: list[Held] = []
        uncounted: list[str] = []
        merges: list[Area] = []
        columns = bytearray(LAST_COLUMN + 1)

        def cell(node: Node) -> None:
            column = rows.place(node.attributes.get("r", ""))
            if not node.children or not column:
                return
            told = self._told(node)
            if told is None:
                uncounted.append(reference(rows.row, column))
            elif told[0]:
                found.append(Held(rows.row, column, *told, node.start))
                self._count(len(told[0]))
                if rows.hidden:
                    rows.hidden_rows.add(rows.row)

        def merge(node: Node) -> None:
            area = area_of(node.get("ref"))
            if area is not None and (area.row, area.column) != (area.last_row, area.last_column):
                merges.append(area)

        def width(node: Node) -> None:
            first, last = whole(node.get("min")), whole(node.get("max"))
            if node.get("hidden") in _TRUE and min(first, last) >= 0:
                low, high = min(first, LAST_COLUMN), min(last, LAST_COLUMN)
                columns[low : high + 1] = b"\1" * (high + 1 - low)

        archive = self._book.archive
        root = Part(
            archive.read(sheet.part),
            self._book.name,
            shed={
                "x:c": cell,
                "x:row": _forget,
                "x:mergeCell": merge,
                "x:col": width,
                **dict.fromkeys(("x:cfRule", "x:hyperlink", "x:dataValidation"), _forget),
            },
            begun={"x:row": rows.begin},
        ).root
        related = relations(archive, self._book.name, sheet.part)
        drawings = (one.part for one in related if one.kind == "drawing")
        return Content(
            sheet=sheet,
            cells=_in_order(found),
            merges=merges,
            hidden_rows=frozenset(rows.hidden_rows),
            hidden_columns=bytes(columns),
            filtered=any(one.tag == "x:filterColumn" for one in root.walk()),
            uncounted=tuple(uncounted),
            drawings=tuple(part for part in drawings if part in archive.names),
        )

    def _told(self, node: Node) -> tuple[str, Kind] | None:
        """Return what a cell shows; None for a formula without a result."""
        value: str | None = None
        inline = ""
        formula = False
        for child in node.children:
            if child.tag == "x:v":
                value = child.text
            elif child.tag == "x:f":
                formula = True
            elif child.tag == "x:is":
                inline = text_of(child)
        kind = node.attributes.get("t", "n")
        if kind == "inlineStr":
            return inline, Kind.STRING
        if value is None or (not value and kind != "str"):
            return None if formula else ("", Kind.VALUE)
        if kind == "s":
            place = whole(value)
            text = self._strings[place] if 0 <= place < len(self._strings) else ""
            return text, Kind.FORMULA if formula else Kind.STRING
        return self._plain(kind, value, node), Kind.FORMULA if formula else Kind.VALUE

    def _plain(self, kind: str, value: str, node: Node) -> str:
        if kind == "str":
            return decoded(value)
        if kind == "b":
            return "TRUE" if value.strip() in _TRUE else "FALSE"
        if kind == "d":
            return value.partition("T")[0]
        if kind == "e":
            return value
        code = self._codes.get(whole(node.attributes.get("s", "")), "")
        return shown(value.strip(), code, since_1904=self._book.since_1904)

    def _count(self, length: int) -> None:
        self.cells += 1
        self.text += length + 1
        if self.cells > MOST_CELLS or self.text > MOST_TEXT:
            raise ReadError(
                f"{self._book.name}：有字的单元格超过 {MOST_CELLS:,} 个或者文字超过 "
                f"{MOST_TEXT >> 20}M 字，不像清单，没有读取；拆成几个文件再检查。",
                f"{self._book.name}: more than {MOST_CELLS:,} cells with text or "
                f"{MOST_TEXT >> 20}M characters, which no list has, so it was not read; split it.",
            )


class _Rows:
    """Where in the sheet the next cell stands; cells and rows need not say it."""

    __slots__ = ("_column", "hidden", "hidden_rows", "row")

    def __init__(self) -> None:
        self.row = 0
        self._column = 0
        self.hidden = False
        self.hidden_rows: set[int] = set()

    def begin(self, node: Node) -> None:
        """Begin a row."""
        stated = node.attributes.get("r", "")
        number = int(stated) if stated.isdecimal() and len(stated) < 8 else self.row + 1
        self.row = number if 0 < number <= LAST_ROW else LAST_ROW
        self._column = 0
        self.hidden = node.attributes.get("hidden") in _TRUE

    def place(self, stated: str) -> int:
        """Return the column of a cell that says it is at ``stated``; 0 beyond the last one."""
        column = column_of(stated.rstrip(_DIGITS)) or self._column + 1
        self._column = column
        return column if column <= LAST_COLUMN else 0


def _forget(_: Node) -> None:
    """Rows are done with when their cells are."""


def _in_order(cells: list[Held]) -> list[Held]:
    """Return the cells by row and column, one at each place."""
    if all(a[:2] < b[:2] for a, b in pairwise(cells)):
        return cells
    first: dict[tuple[int, int], Held] = {}
    for one in cells:
        first.setdefault((one.row, one.column), one)
    return [first[place] for place in sorted(first)]


def _strings(book: Book) -> list[str]:
    """Return the shared strings (共享字符串)."""
    strings: list[str] = []

    def add(node: Node) -> None:
        strings.append(text_of(node))
        if len(strings) > _MOST_STRINGS:
            raise ReadError(
                f"{book.name}：共享字符串超过 {_MOST_STRINGS:,} 条，不像清单，没有读取。",
                f"{book.name}: more than {_MOST_STRINGS:,} shared strings; it was not read.",
            )

    if book.strings:
        Part(book.archive.read(book.strings), book.name, shed={"x:si": add})
    return strings


def _codes(book: Book) -> dict[int, str]:
    """Return the number formats of dates and the like, by the styles (``s``) that have them."""
    if not book.styles:
        return {}
    root = Part(book.archive.read(book.styles), book.name).root
    stated = {
        whole(one.get("numFmtId")): one.get("formatCode") for one in _children(root, "x:numFmts")
    }
    codes = {}
    for place, one in enumerate(_children(root, "x:cellXfs")):
        number = whole(one.get("numFmtId", "0"))
        code = format_code(number, stated) if number >= 0 else ""
        if code:
            codes[place] = code
    return codes


def _children(root: Node, tag: str) -> list[Node]:
    found = root.find(tag)
    return found.children if found is not None else []
