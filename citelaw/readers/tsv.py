"""Tab-separated tables, plain or with quoted fields; prose may stand between them."""

from __future__ import annotations

from citelaw.model import Cell, Shape
from citelaw.pattern import Pattern
from citelaw.readers._header import is_header
from citelaw.readers._lines import split_lines
from citelaw.readers._reader import Reader
from citelaw.readers._table import Table

Fields = list[tuple[int, int]]
_ITEM = Pattern(r"[0-9]{1,5}[ .．、]?\t")


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
    lines = split_lines(source)
    quoted = '\t"' in source or '\n"' in source or source.startswith('"')
    prose: tuple[int, int, int] | None = None  # start, end, line number
    head = ""  # the line of the head in force
    index = 0
    while index < len(lines):
        start, end = lines[index]
        number = index + 1
        index += 1
        tab = source.find("\t", start, end)
        if tab < 0 or (not table.width and not _has_inner_tab(source, start, end)):
            if source[start:end].strip():
                prose = (prose[0], end, prose[2]) if prose else (start, end, number)
            continue
        if prose:
            table.add_prose(*prose)
            prose = None
        if head and head == source[start:end]:
            table.repeat_head()
            continue
        if quoted and '"' in source[start:end]:
            fields, index = _split_quoted(source, lines, index - 1)
        else:
            fields = _split(source, start, end)
        index = _join_torn(source, lines, index, fields, table.width)
        if table.add(fields, number):
            head = source[start:end] if "《" not in source[start:end] else ""
    if prose:
        table.add_prose(*prose)
    return tuple(table.cells)


def _has_inner_tab(source: str, start: int, end: int) -> bool:
    return "\t" in source[start:end].strip()


def _split(source: str, start: int, end: int) -> Fields:
    fields = []
    for part in source[start:end].split("\t"):
        stop = start + len(part)
        fields.append((start, stop))
        start = stop + 1
    return fields


def _split_quoted(source: str, lines: Fields, index: int) -> tuple[Fields, int]:
    """Split a record with quoted fields, which may hold line ends; return the next line's index.

    A field is quoted where a quote opens it and another closes it in front of a tab or a line
    end, before any tab: an unbalanced quote stays a character and spoils no other field.
    """
    fields: Fields = []
    at, end = lines[index]
    while True:
        close = _closing_quote(source, at) if source.startswith('"', at) else -1
        if close >= 0:
            fields.append((at + 1, close))
            at = close + 1
            while lines[index][1] < at:
                index += 1
            end = lines[index][1]
        else:
            stop = source.find("\t", at, end)
            stop = end if stop < 0 else stop
            fields.append((at, stop))
            at = stop
        if at >= end:
            return fields, index + 1
        at += 1  # the tab


def _closing_quote(source: str, opening: int) -> int:
    limit = source.find("\t", opening)
    limit = len(source) if limit < 0 else limit
    at = opening + 1
    while True:
        at = source.find('"', at, limit)
        if at < 0:
            return -1
        if source.startswith('""', at) and at + 1 < limit:
            at += 2
        elif at + 1 >= limit or source[at + 1] in "\r\n":
            return at
        else:
            at += 1


def _join_torn(source: str, lines: Fields, index: int, fields: Fields, width: int) -> int:
    """Join lines that an unquoted line end tore off a field; return the next line's index.

    # seen in real lists: a row too short, and lines after it that hold just the rest of it.
    """
    if len(fields) >= width:
        return index
    stop = _end_of_torn(source, lines, index, width - len(fields))
    for start, end in lines[index:stop]:
        more = _split(source, start, end)
        fields[-1] = (fields[-1][0], more[0][1])
        fields.extend(more[1:])
    return stop


def _end_of_torn(source: str, lines: Fields, index: int, lacking: int) -> int:
    """Return the index after the line that makes a row full, ``index`` where none does."""
    for at in range(index, len(lines)):
        start, end = lines[at]
        if start == end or source[start] in "\t-<" or _ITEM.match(source, start, end):
            return index
        lacking -= source.count("\t", start, end)
        if lacking < 0:
            return index
        if lacking == 0:
            return at + 1
    return index


READER = Reader(shape=Shape.TSV, surest=0.8, sniff=sniff, read=read)
