"""One field a line: a tab opens a field, lines without tab go on with it.

# seen in real lists: rows without 序号 open with a space in front of the tab; blank lines stand
# inside fields as well as between records.
"""

from __future__ import annotations

import re

from citelaw.model import Cell, Shape
from citelaw.pattern import Pattern
from citelaw.readers._header import is_header, is_word
from citelaw.readers._lines import split_lines
from citelaw.readers._reader import Reader
from citelaw.readers._table import Table

_FIELD = Pattern(r"(?:^|\r) {0,4}\t([^\t\r\n]+)", re.MULTILINE)
_OPENING = Pattern(r"( {0,4})\t")
_NUMBER = Pattern(r"[0-9]{1,5}[ .．、]?")
_LEAST = 4  # fields that make the shape
_HEAD = 4000  # characters in which its header words are looked for


class _Record:
    """The fields of the record being read: ranges and line numbers."""

    __slots__ = ("fields", "lines")

    def __init__(self) -> None:
        self.fields: list[tuple[int, int]] = []
        self.lines: list[int] = []

    def open(self, start: int, end: int, line: int) -> None:
        self.fields.append((start, end))
        self.lines.append(line)

    def go_on(self, end: int) -> None:
        self.fields[-1] = (self.fields[-1][0], end)

    def flush(self, table: Table) -> None:
        if self.fields:
            table.add(self.fields, self.lines[0], lines=self.lines)
        self.fields = []
        self.lines = []


def sniff(text: str) -> float:
    """Many lines that open with a tab and have no other, header words among them."""
    if "\t" not in text:
        return 0.0
    opening = text.count("\n\t") + text.startswith(("\t", " \t"))
    if "\r" in text:
        opening += text.count("\r\t")
    if opening < _LEAST or (text.count("\t") - opening) * 10 > opening:
        return 0.0
    words = sum(map(is_word, _FIELD.findall(text, 0, _HEAD)))
    return 0.85 if words >= 3 else 0.3


def read(source: str) -> tuple[Cell, ...]:
    """Return the cells of the records and of the text around them."""
    table = Table(source)
    record = _Record()
    prose: tuple[int, int, int] | None = None  # start, end, line number
    blank = True
    for line, (start, end) in enumerate(split_lines(source), 1):
        opening = _OPENING.match(source, start, end) if source[start : start + 1] in " \t" else None
        if opening is None:
            if start == end or source[start:end].isspace():
                blank = True
            elif record.fields and not (blank and _is_full(record, table)):
                record.go_on(end)
                blank = False
            else:
                record.flush(table)
                prose = (prose[0], end, prose[2]) if prose else (start, end, line)
                blank = False
            continue
        if prose:
            table.add_prose(*prose)
            prose = None
        begin = opening.end()
        if begin > start + 1:  # a space before the tab: a row without 序号
            record.flush(table)
            record.open(start, begin - 1, line)
        elif _opens(record, table, source, begin, end, blank):
            record.flush(table)
        record.open(begin, end, line)
        blank = False
    record.flush(table)
    if prose:
        table.add_prose(*prose)
    return tuple(table.cells)


def _is_full(record: _Record, table: Table) -> bool:
    if not table.width:
        return len(record.fields) == 1 or is_header(_texts(record, table))
    return len(record.fields) >= table.width


def _texts(record: _Record, table: Table) -> list[str]:
    return [text for start, end in record.fields if (text := table.source[start:end].strip())]


def _opens(record: _Record, table: Table, source: str, start: int, end: int, blank: bool) -> bool:
    """Tell whether a field after ``record`` is the first of the next one."""
    if not record.fields:
        return False
    if 0 < table.width <= len(record.fields):
        return True
    if not blank:
        return False
    # a blank line inside a record parts nothing, unless a 序号 or a head follows
    text = source[start:end].strip()
    return not table.width or _NUMBER.fullmatch(text) is not None or is_word(text)


READER = Reader(shape=Shape.INDENTED, surest=0.85, sniff=sniff, read=read)
