"""Workbooks with edits of their source: of strings alone, each in its run."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from operator import attrgetter

from citelaw.errors import FixError
from citelaw.model import Edit
from citelaw.office._xml import Node, Part, Splice, escaped, spliced
from citelaw.office.xlsx._address import quoted, reference
from citelaw.office.xlsx._book import Book, read_book
from citelaw.office.xlsx._cell import read_string_cells, string_cell
from citelaw.office.xlsx._drawing import Drawn, body_pieces
from citelaw.office.xlsx._read import Placed, read
from citelaw.office.xlsx._runs import Change, Run, edited
from citelaw.office.xlsx._sheet import Held, Kind


def rewrite(data: bytes, name: str, edits: Sequence[Edit]) -> bytes:
    """Return the workbook with ``edits`` of its source, all else as it was.

    Raises:
        FixError: an edit is of a number, a date or what a formula gave, or of several cells.
        ReadError: it is damaged.
    """
    book = read_book(data, name)
    placed = read(book).placed
    changes = _by_cell(book.name, placed, edits)
    parts: dict[str, bytes] = {}
    cells = [placed[at] for at in changes]
    for part in dict.fromkeys(_part(one) for one in cells):
        here = {
            one.cell.at: made
            for one, made in zip(cells, changes.values(), strict=True)
            if _part(one) == part
        }
        shapes = any(isinstance(one.cell, Drawn) and one.cell.part == part for one in cells)
        parts[part] = (_drawn if shapes else _written)(book, part, here)
    return book.archive.rewritten(parts)


def _part(one: Placed) -> str:
    return one.cell.part if isinstance(one.cell, Drawn) else one.sheet.part


def _by_cell(name: str, placed: Sequence[Placed], edits: Iterable[Edit]) -> dict[int, list[Change]]:
    """Return the changes of each cell, by its place among ``placed``."""
    changes: dict[int, list[Change]] = {}
    for edit in edits:
        at = bisect_right(placed, edit.span.start, key=attrgetter("start")) - 1
        one = placed[max(at, 0)]
        start, end = edit.span.start - one.start, edit.span.end - one.start
        _check(name, one, end)
        changes.setdefault(at, []).append(Change(start, end, edit.text))
    return changes


def _check(name: str, one: Placed, end: int) -> None:
    address = f"{quoted(one.sheet.title)}!{reference(one.cell.row, one.cell.column)}"
    if end > len(one.cell.text):
        raise FixError(
            f"{name}：{address} 的改动连着下一个单元格，没有改；在 Excel 或者 WPS 里改。",
            f"{name}: a correction at {address} reaches into the next cell; make it by hand.",
        )
    if isinstance(one.cell, Held) and one.cell.kind is not Kind.STRING:
        raise FixError(
            f"{name}：{address} 是公式的结果、数字或者日期，没有改；在 Excel 或者 WPS 里改。",
            f"{name}: {address} is the result of a formula, a number or a date; change it by hand.",
        )


def _written(book: Book, part: str, changes: Mapping[int, Sequence[Change]]) -> bytes:
    cells = read_string_cells(book, part, changes)
    splices: list[Splice] = []
    for node in cells.nodes:
        runs = cells.runs(node)
        texts = edited([one.text for one in runs], changes[node.start])
        told = [Run(one.font, text) for one, text in zip(runs, texts, strict=True)]
        splices += string_cell(cells.part, node, told)
    return spliced(cells.part.data, splices)


def _drawn(book: Book, part: str, changes: Mapping[int, Sequence[Change]]) -> bytes:
    drawing = Part(book.archive.read(part), book.name)
    splices: list[Splice] = []
    for node in drawing.root.walk():
        if node.tag == "xdr:txBody" and node.start in changes:
            splices += _shape(book.name, drawing, node, changes[node.start])
    return spliced(drawing.data, splices)


def _shape(name: str, drawing: Part, body: Node, changes: Sequence[Change]) -> Iterable[Splice]:
    pieces = list(body_pieces(body))
    before = ["\n" if one is None else one.text for one in pieces]
    after = edited(before, changes)
    for piece, old, new in zip(pieces, before, after, strict=True):
        if old == new:
            continue
        if piece is None or not piece.text:
            raise FixError(
                f"{name}：文本框里的改动跨了段，没有改；在 Excel 或者 WPS 里改。",
                f"{name}: a correction in a text box goes over a paragraph; make it by hand.",
            )
        yield Splice(drawing.open_end(piece), piece.close, escaped(new))
