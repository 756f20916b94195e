"""Paragraphs and tables of a paper: heads on every page, rows that stay together.

They are written as XML and read by python-docx as a whole: it looks up each style and each cell
anew, which takes minutes for the findings of a large list.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any
from xml.sax.saxutils import escape

from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from citelaw.pattern import Pattern
from citelaw.reporters._paper import Grid

_TWIPS = 1440 / 25.4
"""Twentieths of a point in a millimetre."""
_MARGIN = 1.0
"""Millimetres beside the text of a cell."""
_EDGES = ("top", "left", "bottom", "right", "insideH", "insideV")
_UNFIT = Pattern(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
    "\ud800-\udfff\ufffe\uffff]"
)
"""What no XML may hold, and what turns the direction of writing or shows nothing."""


def shown(text: str) -> str:
    """Return ``text`` without what cannot be shown in a document."""
    return _UNFIT.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def add_paragraph(document: Document, text: str, style: str) -> None:
    """Add a paragraph in the style of that id to the end of the document."""
    _append(document, _paragraph(shown(text), style))


def add_table(document: Document, grid: Grid, style: str, number: int) -> None:
    """Add a table to the end of the document, and an empty small line below it.

    ``style`` is the id of the style of its text.
    """
    _append(document, "".join(_table(grid, style, number)))
    _append(document, _paragraph("", style))


def _append(document: Document, xml: str) -> None:
    """Add an element to the end of the body, before what describes its last section."""
    at = xml.index(">")
    body: Any = document.element.body
    body[-1].addprevious(parse_xml(f"{xml[:at]} {nsdecls('w')}{xml[at:]}"))


def _table(grid: Grid, style: str, number: int) -> Iterator[str]:
    widths = [round(width * _TWIPS) for width in grid.widths]
    yield "<w:tbl>"
    yield from _properties(widths, number)
    yield "<w:tblGrid>" + "".join(f'<w:gridCol w:w="{one}"/>' for one in widths) + "</w:tblGrid>"
    if grid.head:
        yield from _row(grid.head, widths, style, grid, head=True)
    for row in grid.rows:
        yield from _row(row, widths, style, grid)
    yield "</w:tbl>"


def _properties(widths: Sequence[int], number: int) -> Iterator[str]:
    margin = round(_MARGIN * _TWIPS)
    yield f'<w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblBorders>'
    for edge in _EDGES:
        yield f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
    yield '</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar>'
    for side in ("left", "right"):
        yield f'<w:{side} w:w="{margin}" w:type="dxa"/>'
    yield f'</w:tblCellMar><w:tblCaption w:val="表{number}"/></w:tblPr>'


def _row(
    texts: Sequence[str], widths: Sequence[int], style: str, grid: Grid, *, head: bool = False
) -> Iterator[str]:
    yield "<w:tr><w:trPr><w:cantSplit/>"
    if grid.height and not head:
        yield f'<w:trHeight w:val="{round(grid.height * _TWIPS)}" w:hRule="atLeast"/>'
    yield "<w:tblHeader/></w:trPr>" if head else "</w:trPr>"
    for at, (text, width) in enumerate(zip(texts, widths, strict=True)):
        named = head or (grid.labels and at == 0)
        yield _cell(text, width, style, named=named, kept=grid.height > 0)
    yield "</w:tr>"


def _cell(text: str, width: int, style: str, *, named: bool, kept: bool) -> str:
    """Return a cell; each line of its text is a paragraph.

    ``named`` ones hold the name of a row or column, ``kept`` ones stand on the page of the next.
    """
    middle = '<w:vAlign w:val="center"/>' if named or kept else ""
    lines = (_paragraph(line, style, kept=kept, centred=named) for line in shown(text).split("\n"))
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{middle}</w:tcPr>{"".join(lines)}</w:tc>'
    )


def _paragraph(text: str, style: str, *, kept: bool = False, centred: bool = False) -> str:
    """Return a paragraph; line ends in ``text`` are kept."""
    form = ("<w:keepNext/>" if kept else "") + ('<w:jc w:val="center"/>' if centred else "")
    lines = "<w:br/>".join(
        f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in text.split("\n")
    )
    run = f"<w:r>{lines}</w:r>" if text else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{form}</w:pPr>{run}</w:p>'
