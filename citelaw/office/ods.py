r"""ODS, workbooks of LibreOffice and WPS: read only.

Offsets are of the *source*: what the cells that are not empty show, joined by ``\n``.
"""

from __future__ import annotations

from typing import NamedTuple

from citelaw.model import FileKind, Unit
from citelaw.office._archive import damaged
from citelaw.office._odf import PICTURES, Line, Package, claims, number
from citelaw.office._opened import Field, Format, Grid, Opened, Row
from citelaw.office._xml import Node
from citelaw.words import Words

_CELLS = frozenset({"table:table-cell", "table:covered-table-cell"})
_HIDDEN = frozenset({"collapse", "filter"})
_MOST_COLUMNS = 16_384
_MOST_ROWS = 1_048_576
_MOST_REPEATED = 10_000  # rows and cells with text that stand for several, all together
_VALUES = ("office:string-value", "office:date-value", "office:time-value", "office:value")


class _Cell(NamedTuple):
    text: str
    column: int
    rows: int
    columns: int


class _Line(NamedTuple):
    """A row that is not empty: its number in the sheet, from 1, and how often it stands there."""

    number: int
    times: int
    cells: tuple[_Cell, ...]
    hidden: bool


class _Sheet(NamedTuple):
    name: str
    style: str
    lines: tuple[_Line, ...]
    hidden: tuple[range, ...]  # columns


def _claims(data: bytes, name: str) -> bool:
    return claims(b"spreadsheet", data, name)


def _open(data: bytes, name: str) -> Opened:
    try:
        return _Walk(Package(data, name)).opened()
    except RecursionError:
        raise damaged(name) from None


class _Walk:
    def __init__(self, package: Package) -> None:
        self._package = package
        self._lines: list[_Line] = []  # of the sheet being read
        self._number = 1
        self._sheets: list[_Sheet] = []
        self._pieces: list[str] = []
        self._at = 0
        self._units: list[Unit] = []
        self._repeated = 0
        self._pictures = 0

    def opened(self) -> Opened:
        """Walk it all; rows are forgotten once their words are known."""
        root = self._package.content({"table:table-row": self._row, "table:table": self._sheet})
        body = root.find("office:body")
        if body is None or body.find("office:spreadsheet") is None:
            raise self._package.damaged()
        blocks = tuple(self._grid(sheet) for sheet in self._sheets if sheet.lines)
        return Opened(
            source="".join(self._pieces),
            blocks=blocks,
            units=tuple(self._units),
            notes=tuple(self._remarks(_hidden_styles(root))),
        )

    # ------------------------------------------------------------ what the part holds

    def _row(self, node: Node) -> None:
        times = number(node, "table:number-rows-repeated", _MOST_ROWS)
        cells: list[_Cell] = []
        column = 0
        for cell in [one for one in node.children if one.tag in _CELLS]:
            repeated = number(cell, "table:number-columns-repeated", _MOST_COLUMNS)
            text = "" if cell.tag == "table:covered-table-cell" else self._text(cell)
            rows = number(cell, "table:number-rows-spanned", _MOST_ROWS)
            if text or rows > 1:
                columns = number(cell, "table:number-columns-spanned", _MOST_COLUMNS)
                for at in range(column, column + self._times(repeated)):
                    cells.append(_Cell(text, at, rows, columns))
            column += repeated
        if cells:
            hidden = node.get("table:visibility") in _HIDDEN
            self._lines.append(_Line(self._number, self._times(times), tuple(cells), hidden))
        self._number += times

    def _sheet(self, node: Node) -> None:
        hidden: list[range] = []
        at = 0
        for column in [one for one in node.walk() if one.tag == "table:table-column"]:
            repeated = number(column, "table:number-columns-repeated", _MOST_COLUMNS)
            if column.get("table:visibility") in _HIDDEN:
                hidden.append(range(at, at + repeated))
            at += repeated
        self._pictures += sum(one.tag in PICTURES for one in node.walk())
        sheet = _Sheet(
            name=node.get("table:name"),
            style=node.get("table:style-name"),
            lines=tuple(self._lines),
            hidden=tuple(hidden),
        )
        self._sheets.append(sheet)
        self._lines = []
        self._number = 1

    def _text(self, node: Node) -> str:
        texts = []
        for child in node.children:
            if child.tag == "text:p":
                line = Line(self._take)
                line.add(child)
                texts.append(line.text())
            elif child.tag:
                self._take(child)
        if texts:
            return "\n".join(texts)
        return next((node.get(one) for one in _VALUES if node.get(one)), "")

    def _take(self, node: Node) -> bool:
        """Count pictures; tell whether it was one."""
        if not node.tag.startswith("draw:"):
            return False
        self._pictures += any(one.tag in PICTURES for one in node.walk())
        return True

    def _times(self, times: int) -> int:
        times = min(times, max(_MOST_REPEATED - self._repeated, 1))
        self._repeated += times - 1
        return times

    # ------------------------------------------------------------ what it shows

    def _grid(self, sheet: _Sheet) -> Grid:
        rows: list[Row] = []
        below = reach = 0  # the row that comes next; the one before which the last reach ends
        for line in sheet.lines:
            rows += [Row(())] * min(max(min(line.number, reach) - below, 0), _MOST_REPEATED)
            below = line.number + line.times
            reach = max(reach, *(line.number + one.rows for one in line.cells))
            for further in range(line.times):
                fields = [self._field(sheet.name, line.number + further, one) for one in line.cells]
                rows.append(Row(tuple(fields)))
        return Grid(tuple(rows))

    def _field(self, sheet: str, row: int, cell: _Cell) -> Field:
        if self._units:
            self._pieces.append("\n")
            self._at += 1
        start = self._at
        self._pieces.append(cell.text)
        self._at += len(cell.text)
        address = f"{sheet}!{_letters(cell.column)}{row}"
        self._units.append(Unit(start, self._at, address))
        return Field(start, self._at, cell.column, cell.rows, cell.columns, address)

    def _remarks(self, styles: frozenset[str]) -> list[Words]:
        found: list[Words] = []
        sheets = [one.name for one in self._sheets if one.lines and one.style in styles]
        if sheets:
            found.append(
                Words(
                    f"隐藏的工作表（{'、'.join(sheets)}）也作了检查。",
                    f"hidden sheets ({', '.join(sheets)}) were checked all the same.",
                )
            )
        rows = sum(line.times for sheet in self._sheets for line in sheet.lines if line.hidden)
        if rows:
            found.append(
                Words(
                    f"隐藏或者被筛选掉的行有 {rows} 行，也作了检查。",
                    f"hidden or filtered rows: {rows}, checked all the same.",
                )
            )
        columns = sum(map(_hidden_columns, self._sheets))
        if columns:
            found.append(
                Words(
                    f"隐藏的列有 {columns} 列，也作了检查。",
                    f"hidden columns: {columns}, checked all the same.",
                )
            )
        if self._pictures:
            found.append(
                Words(
                    f"有 {self._pictures} 处图片或者嵌入的对象，其中的文字没有检查。",
                    f"pictures or embedded objects: {self._pictures}; words in them were not "
                    "checked.",
                )
            )
        return found


def _hidden_styles(root: Node) -> frozenset[str]:
    """Return the styles of sheets that are not displayed."""
    styles = root.find("office:automatic-styles")
    found = styles.all("style:style") if styles is not None else []
    return frozenset(
        one.get("style:name")
        for one in found
        for properties in one.all("style:table-properties")
        if properties.get("table:display") == "false"
    )


def _hidden_columns(sheet: _Sheet) -> int:
    """Return how many hidden columns of a sheet hold text."""
    used = {cell.column for line in sheet.lines for cell in line.cells if cell.text}
    return sum(any(column in one for one in sheet.hidden) for column in used)


def _letters(column: int) -> str:
    """Return what a workbook calls a column.

    >>> _letters(0), _letters(25), _letters(26), _letters(701), _letters(702)
    ('A', 'Z', 'AA', 'ZZ', 'AAA')
    """
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


FORMAT = Format(kind=FileKind.ODS, endings=(".ods", ".ots"), claims=_claims, open=_open)
