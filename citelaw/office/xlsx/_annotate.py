"""Copies of workbooks with remarks: notes, coloured words, and the sheet 校验结果."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from operator import attrgetter

from citelaw.model import Severity
from citelaw.office._opened import Remark, Table
from citelaw.office._xml import Node, Splice, spliced, whole
from citelaw.office.xlsx._address import quoted, reference
from citelaw.office.xlsx._book import Book, Sheet, read_book
from citelaw.office.xlsx._cell import StringCells, read_string_cells, string_cell
from citelaw.office.xlsx._drawing import Drawn
from citelaw.office.xlsx._notes import Note, Sizes, comments_of, put_notes
from citelaw.office.xlsx._package import Package
from citelaw.office.xlsx._read import Placed, Reading, read
from citelaw.office.xlsx._results import Line, add_results
from citelaw.office.xlsx._runs import Properties, is_painted, painted, unpainted
from citelaw.office.xlsx._sheet import Held, Kind
from citelaw.office.xlsx._style import Fonts

_DECIMAL = re.compile(r"[0-9]{1,4}(?:\.[0-9]{1,20})?")
_ROW_HEIGHT = 15.0
_COLUMN_WIDTH = 8.43


@dataclass(slots=True)
class _Marked:
    """A cell with remarks: the notes that begin in it, and the words that are coloured."""

    cell: Held
    texts: list[str] = field(default_factory=list)
    spans: list[tuple[int, int, Severity]] = field(default_factory=list)


def annotate(data: bytes, name: str, remarks: Sequence[Remark], table: Table) -> bytes:
    """Return a copy of the workbook with ``remarks`` in place of those of an earlier round.

    Raises:
        ReadError: it is damaged.
    """
    book = read_book(data, name)
    reading = read(book)
    package = Package(book)
    fonts = Fonts(book)
    marked, lines = _by_cell(reading.placed, remarks)
    for sheet in book.sheets:
        _annotate_sheet(package, book, sheet, marked.get(sheet.part, {}), reading, fonts)
    add_results(package, book, lines, table, reading.given, reading.results)
    return package.written()


def _by_cell(
    placed: Sequence[Placed], remarks: Sequence[Remark]
) -> tuple[dict[str, dict[int, _Marked]], list[Line]]:
    """Return the cells with remarks, by part and *byte* offset, and the rows of the results."""
    marked: dict[str, dict[int, _Marked]] = {}
    lines = []
    for remark in remarks:
        at = bisect_right(placed, remark.span.start, key=attrgetter("start")) - 1
        somewhere = at >= 0 and (remark.text or remark.span.start < remark.span.end)
        if remark.row:
            lines.append(Line(remark.row, _location(placed[at]) if somewhere else ""))
        if at < 0 or not remark.text:
            continue
        first = True
        while at < len(placed) and (first or placed[at].start < remark.span.end):
            one = placed[at]
            at += 1
            if isinstance(one.cell, Drawn):  # boxes have no notes; the row links to their corner
                first = False
                continue
            here = marked.setdefault(one.sheet.part, {}).setdefault(one.cell.at, _Marked(one.cell))
            if first:
                here.texts.append(remark.text)
            first = False
            start = max(remark.span.start - one.start, 0)
            end = min(remark.span.end - one.start, len(one.cell.text))
            if start < end:
                here.spans.append((start, end, remark.severity))
    return marked, lines


def _location(one: Placed) -> str:
    return f"{quoted(one.sheet.title)}!{reference(one.cell.row, one.cell.column)}"


def _annotate_sheet(
    package: Package,
    book: Book,
    sheet: Sheet,
    marked: Mapping[int, _Marked],
    reading: Reading,
    fonts: Fonts,
) -> None:
    remarked = {(row, column) for title, row, column in reading.remarked if title == sheet.title}
    comments = comments_of(package, sheet.part)
    before = remarked if comments is None else comments.coloured(remarked)
    if not marked and not before and comments is None:
        return
    old = {
        one.cell.at
        for one in (reading.placed if before else ())
        if one.sheet == sheet and one.cell[:2] in before
    }
    cells = read_string_cells(book, sheet.part, old | marked.keys())
    splices: list[Splice] = []
    coloured = set()
    for node in cells.nodes:
        here = marked.get(node.start)
        if _colour(cells, node, here, fonts.of(node), splices, again=node.start in old):
            coloured.add(node.start)
    notes = [
        Note(one.cell.row, one.cell.column, "\n".join(one.texts), at in coloured)
        for at, one in marked.items()
        if one.texts
    ]
    splices += put_notes(package, cells.part, sheet.part, notes, _sizes(cells), comments)
    if splices:
        package.parts[sheet.part] = spliced(cells.part.data, splices)


def _colour(
    cells: StringCells,
    node: Node,
    marked: _Marked | None,
    font: Properties,
    splices: list[Splice],
    *,
    again: bool,
) -> bool:
    """Colour the words of a cell, those of an earlier round no more; return whether any are."""
    runs = cells.runs(node)
    if not runs:
        return False
    told = unpainted(runs, font) if again and is_painted(runs) else runs
    done = None
    if marked is not None and marked.spans and marked.cell.kind is Kind.STRING:
        done = painted(told, marked.spans, font)
    told = told if done is None else done
    if told != runs:
        splices += string_cell(cells.part, node, told)
    return done is not None


def _sizes(cells: StringCells) -> Sizes:
    root = cells.part.root
    default = root.find("x:sheetFormatPr")
    listed = root.find("x:cols")
    widths = [
        (whole(one.get("min")), whole(one.get("max")), _number(one.get("width"), _COLUMN_WIDTH))
        for one in (listed.children if listed is not None else ())
    ]
    return Sizes(
        heights=cells.heights,
        widths=widths,
        height=_number(default.get("defaultRowHeight") if default else "", _ROW_HEIGHT),
        width=_number(default.get("defaultColWidth") if default else "", _COLUMN_WIDTH),
    )


def _number(text: str, otherwise: float) -> float:
    return float(text) if _DECIMAL.fullmatch(text) else otherwise
