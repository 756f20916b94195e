"""Tables of a paper: heads on every page, rows that stay together.

The elements are made one by one: python-docx looks up each cell anew, which takes minutes for the
findings of a large list.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

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


def add_table(document: Document, grid: Grid, style: str, number: int) -> None:
    """Add a table to the end of the document, and an empty small line below it."""
    paragraph = document.add_paragraph(style=style)
    widths = [round(width * _TWIPS) for width in grid.widths]
    table = OxmlElement("w:tbl")
    table.append(_properties(widths, number))
    table.append(_columns(widths))
    if grid.head:
        table.append(_row(grid.head, widths, style, grid, head=True))
    for row in grid.rows:
        table.append(_row(row, widths, style, grid))
    paragraph._p.addprevious(table)


def _properties(widths: Sequence[int], number: int) -> Any:
    properties = OxmlElement("w:tblPr")
    _add(properties, "w:tblW", w=str(sum(widths)), type="dxa")
    borders = _add(properties, "w:tblBorders")
    for edge in _EDGES:
        _add(borders, f"w:{edge}", val="single", sz="4", space="0", color="000000")
    _add(properties, "w:tblLayout", type="fixed")
    margins = _add(properties, "w:tblCellMar")
    for side in ("left", "right"):
        _add(margins, f"w:{side}", w=str(round(_MARGIN * _TWIPS)), type="dxa")
    _add(properties, "w:tblCaption", val=f"表{number}")
    return properties


def _columns(widths: Iterable[int]) -> Any:
    columns = OxmlElement("w:tblGrid")
    for width in widths:
        _add(columns, "w:gridCol", w=str(width))
    return columns


def _row(
    texts: Sequence[str], widths: Sequence[int], style: str, grid: Grid, *, head: bool = False
) -> Any:
    row = OxmlElement("w:tr")
    properties = _add(row, "w:trPr")
    _add(properties, "w:cantSplit")
    if grid.height and not head:
        _add(properties, "w:trHeight", val=str(round(grid.height * _TWIPS)), hRule="atLeast")
    if head:
        _add(properties, "w:tblHeader")
    for at, (text, width) in enumerate(zip(texts, widths, strict=True)):
        named = head or (grid.labels and at == 0)
        row.append(_cell(text, width, style, named=named, kept=grid.height > 0))
    return row


def _cell(text: str, width: int, style: str, *, named: bool, kept: bool) -> Any:
    """Return a cell; each line of its text is a paragraph.

    ``named`` ones hold the name of a row or column, ``kept`` ones stand on the page of the next.
    """
    cell = OxmlElement("w:tc")
    properties = _add(cell, "w:tcPr")
    _add(properties, "w:tcW", w=str(width), type="dxa")
    if named or kept:
        _add(properties, "w:vAlign", val="center")
    for line in shown(text).split("\n"):
        paragraph = _add(cell, "w:p")
        form = _add(paragraph, "w:pPr")
        _add(form, "w:pStyle", val=style.replace(" ", ""))
        if kept:
            _add(form, "w:keepNext")
        if named:
            _add(form, "w:jc", val="center")
        if line:
            words = _add(_add(paragraph, "w:r"), "w:t")
            words.text = line
            words.set(qn("xml:space"), "preserve")
    return cell


def _add(parent: Any, tag: str, **attributes: str) -> Any:
    child = OxmlElement(tag)
    for name, value in attributes.items():
        child.set(qn(f"w:{name}"), value)
    parent.append(child)
    return child
