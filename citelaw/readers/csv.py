"""Tables parted by commas, or by ; or |: CSV as Excel, WPS and databases write it.

Fields may stand in quotes and then hold commas, line ends and doubled quotes. Text may stand above
and below the table, and between its rows.
"""

from __future__ import annotations

import re

from citelaw.model import Cell, Shape
from citelaw.pattern import Pattern
from citelaw.readers._form import LOOKED_AT, Entry, Form, Rows, is_form
from citelaw.readers._header import is_header
from citelaw.readers._parted import Fields, Parted, texts_of
from citelaw.readers._reader import Reader
from citelaw.readers._table import Table

_MARKS = ",;|"
_TOLD = Pattern(r"sep=([,;|])[ \t]*(?:[\r\n]|\Z)", re.IGNORECASE)  # for Excel, in the first line
_COMPARED = 200  # records that are looked at for whether they have the same number of fields
_ALIKE = 0.6  # the share of them that does, at least
_AFTER = 20  # records after the head among which one has as many fields
_NUMBER = Pattern(r"[A-Za-z]{0,3}[0-9０-９一二三四五六七八九十（）().．、-]{1,9}")


def sniff(text: str) -> float:
    """Header words parted by commas, and a record after them with as many fields."""
    return 0.78 if any(_has_head(text, mark) for mark in _MARKS if mark in text) else 0.0


def fits(text: str) -> bool:
    """Tell whether a file called .csv is one: most records have the same number of fields."""
    if text.lstrip().startswith("<"):  # a web page
        return False
    if "\t" in text and _head(Parted(text, "\t", inside=False)) is not None:
        return False
    return _mark(text) is not None


def read(source: str) -> tuple[Cell, ...]:
    """Return the cells of the table and of the text around it."""
    parted = Parted(source, _mark(source) or ",", inside=True)
    escape = '""' if '"' in source else ""
    table = Table(source, escape)
    if is_form(source, _entries(parted, LOOKED_AT), escape=escape):
        Form(table, escape).add(_entries(parted, len(parted.lines)))
        return tuple(table.cells)
    found = _head(parted)
    first = found[0] if found else 0
    size = found[1] if found else 0
    prose: tuple[int, int, int] | None = None  # start, end, line number
    index = 1 if _TOLD.match(source) else 0
    while index < len(parted.lines):
        at = index
        start, end = parted.lines[index]
        if source[start:end].isspace() or start == end:
            index += 1
            continue
        fields, index = parted.record(index)
        if at > first:
            index = parted.join_torn(index, fields, table.width)
        above = at < first
        if _is_text_above(source, fields, size) if above else _is_text(table, fields):
            start, end = fields[0][0], fields[-1][1]
            prose = (prose[0], end, prose[2]) if prose else (start, end, at + 1)
            continue
        if prose:
            table.add_prose(*prose)
            prose = None
        table.add(fields, at + 1)
    if prose:
        table.add_prose(*prose)
    return tuple(table.cells)


def _entries(parted: Parted, most: int) -> Rows:
    """Return the first records of a file as rows of a form, empty fields left out."""
    rows: list[list[Entry]] = []
    index = 1 if _TOLD.match(parted.source) else 0
    while index < len(parted.lines) and len(rows) < most:
        line = index + 1
        fields, index = parted.record(index)
        rows.append(
            [
                Entry(parts=(field,), column=at, rows=1, address=f"第{line}行第{at + 1}列")
                for at, field in enumerate(fields)
                if field[0] < field[1]
            ]
        )
    return rows


def _is_text_above(source: str, fields: Fields, size: int) -> bool:
    """Tell whether a record above a head of ``size`` fields is text: sentences have commas too."""
    return len(fields) == 1 or (len(fields) != size and len(texts_of(source, fields)) > 1)


def _is_text(table: Table, fields: Fields) -> bool:
    """Tell whether a record is text: too short for the table, and no item begins in it."""
    if len(fields) == 1:
        return True
    first = table.source[slice(*fields[0])].strip()
    if len(fields) >= table.width or _NUMBER.fullmatch(first):
        return False
    return bool(first) if table.state.head.number == 0 else len(fields) * 2 <= table.width


def _mark(source: str) -> str | None:
    """Return what parts the fields: those of the head, or of most records; None for nothing."""
    told = _TOLD.match(source)
    if told is not None:
        return str(told[1])
    marks = [mark for mark in _MARKS if mark in source]
    return next((mark for mark in marks if _has_head(source, mark)), None) or next(
        (mark for mark in marks if _is_even(source, mark)), None
    )


def _has_head(text: str, mark: str) -> bool:
    parted = Parted(text, mark, inside=True)
    found = _head(parted)
    if found is None:
        return False
    _, size, index = found
    after = _sizes(parted, index, _AFTER)
    return not after or size in after


def _head(parted: Parted) -> tuple[int, int, int] | None:
    """Return the line of the first head, how many fields it has, and the line after it."""
    index = 0
    while index < len(parted.lines):
        at = index
        start, end = parted.lines[index]
        line = parted.source[start:end]
        if '"' not in line and (parted.mark not in line or "。" in line):
            index += 1  # a sentence: most lines of other texts are
            continue
        fields, index = parted.record(index)
        if len(fields) > 1 and is_header(texts_of(parted.source, fields)):
            return at, len(fields), index
    return None


def _sizes(parted: Parted, index: int, most: int) -> list[int]:
    """Return how many fields the records from a line on have, at most so many records."""
    sizes: list[int] = []
    while index < len(parted.lines) and len(sizes) < most:
        start, end = parted.lines[index]
        blank = not parted.source[start:end].strip()
        fields, index = parted.record(index)
        if not blank:
            sizes.append(len(fields))
    return sizes


def _is_even(text: str, mark: str) -> bool:
    """Tell whether most records have the same number of fields, more than one."""
    sizes = _sizes(Parted(text, mark, inside=True), 0, _COMPARED)
    usual = max(sizes, key=sizes.count, default=1)
    return usual > 1 and sizes.count(usual) >= _ALIKE * len(sizes)


READER = Reader(shape=Shape.CSV, surest=0.78, sniff=sniff, read=read, endings=(".csv",), fits=fits)
