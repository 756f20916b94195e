"""Tab-separated tables, plain or with quoted fields; prose may stand between them."""

from __future__ import annotations

from citelaw.model import Cell, Shape
from citelaw.readers._header import is_header
from citelaw.readers._lines import split_lines
from citelaw.readers._parted import Parted
from citelaw.readers._reader import Reader
from citelaw.readers._table import Table


def sniff(text: str) -> float:
    """A line of header words parted by tabs; failing that, several lines with many tabs."""
    if "\t" not in text:
        return 0.0
    rows = 0
    for start, end in split_lines(text):
        tabs = text.count("\t", start, end)
        if not tabs:
            continue
        rows += tabs >= 2
        cells = [cell.strip(' "') for cell in text[start:end].split("\t")]
        if is_header([cell for cell in cells if cell]):
            return 0.8
    return 0.6 if rows >= 2 else 0.0


def read(source: str) -> tuple[Cell, ...]:
    """Return the cells of the tables and of the text around them."""
    table = Table(source, '""' if '"' in source else "")
    parted = Parted(source, "\t", inside=False)
    lines = parted.lines
    prose: tuple[int, int, int] | None = None  # start, end, line number
    head = ""  # the line of the head in force
    index = 0
    while index < len(lines):
        start, end = lines[index]
        number = index + 1
        tab = source.find("\t", start, end)
        if tab < 0 or (not table.width and not _has_inner_tab(source, start, end)):
            index += 1
            if source[start:end].strip():
                prose = (prose[0], end, prose[2]) if prose else (start, end, number)
            continue
        if prose:
            table.add_prose(*prose)
            prose = None
        if head and head == source[start:end]:
            index += 1
            table.repeat_head()
            continue
        fields, index = parted.record(index)
        index = parted.join_torn(index, fields, table.width)
        if table.add(fields, number):
            head = source[start:end] if "《" not in source[start:end] else ""
    if prose:
        table.add_prose(*prose)
    return tuple(table.cells)


def _has_inner_tab(source: str, start: int, end: int) -> bool:
    return "\t" in source[start:end].strip()


READER = Reader(shape=Shape.TSV, surest=0.8, sniff=sniff, read=read)
