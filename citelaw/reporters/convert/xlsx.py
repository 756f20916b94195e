"""A workbook for Excel, WPS and LibreOffice: the items on one sheet, the text around on another.

Every cell but 序号 and 引用数 is text, also where it looks like a formula.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from citelaw.errors import ReportError
from citelaw.model import CITED_COLUMNS
from citelaw.pattern import Pattern
from citelaw.reporters import Converter
from citelaw.reporters.convert._sheet import head, plain, rows, shielded
from citelaw.reporters.convert._tabulated import KIND, NAME, NUMBER, Tabulated

if TYPE_CHECKING:
    from openpyxl import Workbook

ITEMS, PROSE = "清单", "说明"
LONGEST = 32_000
"""Characters of a cell; Excel holds 32,767 and drops the rest."""
_NARROW, _WIDE, _WIDEST = 6, 46, 100  # widths of columns, in characters of half a Han one
_A4 = 9
_LINE, _HIGHEST = 15.0, 409.0  # points of a line, and of the highest row that Excel has
_SEEN = 2_000  # characters of a cell that the highest row may show
_WIDTHS = {NAME: 26, KIND: 14}  # of those that stay in sight or say little
_NUMBER = Pattern(r"0|[1-9][0-9]{0,8}")
_STAMPS = Pattern(r"<dcterms:(created|modified)[^<>]{0,200}>[^<>]{0,200}</dcterms:\1>")
_EPOCH = (1980, 1, 1, 0, 0, 0)


def render(table: Tabulated) -> bytes:
    """Return the workbook.

    Raises:
        ReportError: what writes workbooks is not installed.
    """
    try:
        from openpyxl import Workbook  # lazy: 0.3 s
    except ImportError:
        raise ReportError(
            "没有安装写工作簿所需的软件包，安装：pip install 'citelaw[office]'",
            "what writes workbooks is not installed, install it: pip install 'citelaw[office]'",
        ) from None
    book = Workbook(write_only=True)
    if table.items or not (table.before or table.after):
        _write_items(book, table)
    if table.before or table.after:
        _write_prose(book, [one.text for one in (*table.before, *table.after)])
    content = io.BytesIO()
    book.save(content)
    return _undated(content.getvalue())


def _write_items(book: Workbook, table: Tabulated) -> None:
    from openpyxl.utils import get_column_letter

    sheet = book.create_sheet(ITEMS)
    headings = head(table)
    lines = [headings, *rows(table, "\n")]
    widths = [
        _width(heading, [line[place] for line in lines[1:]])
        for place, heading in enumerate(headings)
    ]
    for place, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    sheet.freeze_panes = "C2"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", _A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "1:1"
    cells = _Cells(sheet)
    sheet.append([cells.head(heading) for heading in headings])
    numbers = headings.index(NUMBER), headings.index(CITED_COLUMNS[0])
    written = 1
    for line in lines[1:]:
        for part in _parts(line):
            written += 1
            sheet.row_dimensions[written].height = _height(part, widths)
            sheet.append(
                [
                    cells.number(text) if at in numbers else cells.text(text)
                    for at, text in enumerate(part)
                ]
            )
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(headings))}{written}"


def _write_prose(book: Workbook, texts: Iterable[str]) -> None:
    sheet = book.create_sheet(PROSE)
    sheet.column_dimensions["A"].width = _WIDEST
    cells = _Cells(sheet)
    parts = [part for text in texts for part in _cut(plain(text))]
    for row, part in enumerate(parts, 1):
        sheet.row_dimensions[row].height = _height([part], [_WIDEST])
        sheet.append([cells.text(part)])


class _Cells:
    """Makes the cells of a sheet: shown as they stand, never worked out."""

    def __init__(self, sheet: Any) -> None:
        from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

        self._sheet = sheet
        self._top = Alignment(wrap_text=True, vertical="top")
        self._centred = Alignment(wrap_text=True, vertical="top", horizontal="center")
        self._middle = Alignment(wrap_text=True, vertical="center", horizontal="center")
        line = Side(style="thin", color="FFBFBFBF")
        self._lines = Border(left=line, right=line, top=line, bottom=line)
        self._bold = Font(bold=True)
        self._fill = PatternFill("solid", fgColor="FFD9E2F3")

    def head(self, text: str) -> Any:
        """Return the cell of a heading."""
        cell = self.text(text)
        cell.alignment, cell.font, cell.fill = self._middle, self._bold, self._fill
        return cell

    def text(self, text: str) -> Any:
        """Return a cell that is text; one that might be a formula stays so when it is edited."""
        cell = self._made(text or None)
        if text:
            cell.data_type = "s"
            cell.quotePrefix = shielded(text) != text
        return cell

    def number(self, text: str) -> Any:
        """Return a cell that is a number, where ``text`` is one as it would be shown."""
        cell = self._made(int(text)) if _NUMBER.fullmatch(text) else self.text(text)
        cell.alignment = self._centred
        return cell

    def _made(self, value: str | int | None) -> Any:
        from openpyxl.cell import WriteOnlyCell

        cell = WriteOnlyCell(self._sheet, value)
        cell.alignment, cell.border = self._top, self._lines
        return cell


def _width(heading: str, texts: Sequence[str]) -> float:
    """Return the width of a column: three in four of its cells fit, if that reads well."""
    lengths = sorted(max(map(_length, text[:_SEEN].split("\n"))) for text in texts if text)
    usual = lengths[len(lengths) * 3 // 4] if lengths else 0
    most = _WIDTHS.get(heading, _WIDE)
    return min(max(usual + 2, _length(heading) + 2, _NARROW), max(most, _NARROW))


def _height(line: Sequence[str], widths: Sequence[float]) -> float:
    """Return the height of a row in which all lines of its longest cell are seen, if it may be."""
    longest = max(
        sum(1 + _length(part) // int(width - 1) for part in text[:_SEEN].split("\n"))
        for text, width in zip(line, widths, strict=True)
    )
    return min(longest * _LINE + 2, _HIGHEST)


def _length(text: str) -> int:
    return sum(2 if letter > "\u2e7f" else 1 for letter in text)


def _parts(line: Sequence[str]) -> Iterator[list[str]]:
    """Yield a row, and below it the rest of what is too long for one cell.

    Those rows repeat 序号, so that they are read as one item.
    """
    cut = [list(_cut(text)) for text in line]
    for at in range(max(map(len, cut))):
        yield [
            parts[at] if at < len(parts) else line[0] if not place else ""
            for place, parts in enumerate(cut)
        ]


def _cut(text: str) -> Iterator[str]:
    """Yield ``text`` in parts that a cell holds, cut at the end of a line where that can be."""
    while len(text) > LONGEST:
        at = text.rfind("\n", LONGEST // 2, LONGEST)
        stop = LONGEST if at < 0 else at + 1
        yield text[:stop]
        text = text[stop:]
    yield text


def _undated(content: bytes) -> bytes:
    """Return a workbook without the time at which it was made: the same for the same list."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(written, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "docProps/core.xml":
                part = _STAMPS.sub("", part.decode()).encode()
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, part)
    return written.getvalue()


CONVERTER = Converter(render=render, binary=True)
