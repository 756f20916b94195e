r"""Markdown pipe tables, prose around them; ``\|`` is a pipe inside a cell."""

from __future__ import annotations

import re

from citelaw.model import Cell, Shape
from citelaw.pattern import Pattern
from citelaw.readers._header import is_header
from citelaw.readers._lines import split_lines
from citelaw.readers._reader import Reader
from citelaw.readers._table import Table

_RULE = Pattern(r"[ \t]*\|?[ \t]*:?-{1,}:?[ \t]*(?:\|[ \t]*:?-*:?[ \t]*)+")
_RULE_LINE = Pattern(r"^[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-*:?[ \t]*)+\r?$", re.MULTILINE)
_ROW = Pattern(r"^[ \t]{0,3}\|(?:[^|\r\n]*\|){2,}", re.MULTILINE)
_PIPE = Pattern(r"(?<!\\)\|")


def sniff(text: str) -> float:
    """A separator line, or several lines that open with a pipe."""
    if "|" not in text:
        return 0.0
    rows = sum(1 for _ in _ROW.finditer(text))
    if rows and _RULE_LINE.search(text):
        return 0.9
    return 0.7 if rows >= 2 else 0.0


def read(source: str) -> tuple[Cell, ...]:
    """Return the cells of the tables and of the text around them."""
    table = Table(source, "\\|")
    lines = split_lines(source)
    prose: tuple[int, int, int] | None = None  # start, end, line number
    index = 0
    while index < len(lines):
        start, end = lines[index]
        number = index + 1
        index += 1
        first = start + len(source[start:end]) - len(source[start:end].lstrip(" \t"))
        if not source.startswith("|", first, end):
            if first < end:
                prose = (prose[0], end, prose[2]) if prose else (start, end, number)
            continue
        if prose:
            table.add_prose(*prose)
            prose = None
        if _RULE.fullmatch(source, start, end):
            continue
        last = first  # where the last line of the row starts
        while not _ends_row(source, last, end) and index < len(lines):
            following = lines[index]
            if not _goes_on(source, *following):
                break
            last, end = following
            index += 1
        fields = _split(source, first, end)
        ruled = index < len(lines) and _RULE.fullmatch(source, *lines[index]) is not None
        head = ruled and _may_be_head(source, fields, bool(table.width))
        table.add(fields, number, head=head)
    if prose:
        table.add_prose(*prose)
    return tuple(table.cells)


def _ends_row(source: str, start: int, end: int) -> bool:
    """Tell whether the line ends with a pipe that is not the one that opens it."""
    return source[start:end].rstrip().endswith("|", 1)


def _goes_on(source: str, start: int, end: int) -> bool:
    """Tell whether a line goes on with an unfinished row: it is not blank and opens no row."""
    text = source[start:end].lstrip(" \t")
    return bool(text) and not text.startswith("|") and "|" in text


def _split(source: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the ranges between the pipes; the outer pipes bound nothing."""
    at = start + 1
    fields = []
    for pipe in _PIPE.finditer(source, at, end):
        fields.append((at, pipe.start()))
        at = pipe.end()
    if source[at:end].strip():
        fields.append((at, end))
    return fields


def _may_be_head(source: str, fields: list[tuple[int, int]], headed: bool) -> bool:
    """Tell whether the row above a separator is a head, not data under a page's repeated rule."""
    texts = [text for start, end in fields if (text := source[start:end].strip())]
    if not texts:
        return False
    return is_header(texts) or (not headed and not texts[0].isdigit())


READER = Reader(shape=Shape.MARKDOWN, surest=0.9, sniff=sniff, read=read)
