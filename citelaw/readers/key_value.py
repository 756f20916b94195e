"""Blocks of ``key: value`` lines; a value goes on until the next known key."""

from __future__ import annotations

import dataclasses
from functools import lru_cache
from typing import NamedTuple

from citelaw.model import Cell, Section, Shape
from citelaw.pattern import Pattern
from citelaw.readers._header import find_name, is_word, section_of, squeeze
from citelaw.readers._lines import split_lines
from citelaw.readers._markup import clean
from citelaw.readers._reader import Reader
from citelaw.readers._table import Table

_WORDS = ("依据", "责任事项", "责任事项内容", "追责情形")  # one of them is a key in every such list
_MARKS = ("：", ":", " ：", "**：", "：**", "】：", "】", "]：")
_RULE = Pattern(r"[ \t]*(?:-{3,}|={3,}|\*{3,}|—{2,}|_{3,})[ \t]*")
_NUMBER = Pattern(r"(?:序号|编号|序|项目序号|事项序号)")
# Words that open a line inside a value (责任事项内容) rather than a value of their own.
_INNER = frozenset({"直接实施责任", "指导监督责任", "监督责任", "说明"})
_HEADING = 60  # characters of a heading after a block, at most
_SENTENCE = Pattern(r"[。；;\n]")
_BLANK_LINE = Pattern(r"(?:\r\n?|\n)[ \t]*(?:\r\n?|\n)")


@lru_cache(maxsize=1)
def _key() -> Pattern:
    """Return the pattern of a line's key; compiled when first needed."""
    return Pattern(
        r"[ \t\u3000]{0,8}(?:[-*#]{1,4}[ \t]+)?(?:[0-9]{1,2}[.．、)）][ \t]?)?(?:\*\*|【|\[)?"
        r"([^\s：:*【】\[\]|《。0-9a-zA-Z][^：:\r\n\t*】\]|《。]{0,30}?)(?:\*\*|】|\])?"
        r"[ \t\u3000]{0,4}[：:](?:\*\*)?"
    )


class _Entry(NamedTuple):
    key: str
    line: int
    start: int
    end: int


def sniff(text: str) -> float:
    """Lines that open with header words and a colon, several different ones, most recurring.

    Two will do where each recurs as often as the other (事项名称, 设定依据).
    """
    if not any(word + mark in text for word in _WORDS for mark in _MARKS):
        return 0.0
    match = _key().match
    keys = []
    for start, end in split_lines(text):
        found = match(text, start, end)
        if found and _is_key(found[1]):
            keys.append(squeeze(found[1]))
    different = set(keys)
    if not any(section_of(key) is not Section.OTHER for key in different):
        return 0.0
    if len(different) == 2:
        first, second = map(keys.count, different)
        return 0.7 if first == second > 1 else 0.0
    if len(different) < 3:
        return 0.0
    return 0.7 if len(different) >= 4 or len(keys) > len(different) else 0.3


def read(source: str) -> tuple[Cell, ...]:
    """Return a cell for every value, and the text around the blocks as prose."""
    table = Table(source)
    match = _key().match
    first_key = ""
    row = ""
    first = 0  # the first cell of the block
    seen: set[str] = set()
    entry: _Entry | None = None
    prose: tuple[int, int, int] | None = None
    for line, (start, end) in enumerate(split_lines(source), 1):
        found = match(source, start, end)
        if found and _is_key(found[1]):
            key = found[1].strip()
            name = squeeze(key)
            first_key = first_key or name
            opens = name == first_key or (
                _NUMBER.fullmatch(name) is not None
                and not (seen and all(map(_is_name, seen)))  # the name stands above the number
            )
            if entry:
                _close(table, entry, row, opens)
            if prose:
                table.add_prose(*prose)
                prose = None
            if (opens and seen) or not seen:
                table.record += 1
                _name(table, first)
                first = len(table.cells)
                row = ""
                seen = set()
            seen.add(name)
            entry = _Entry(key, line, found.end(), end)
            if _NUMBER.fullmatch(name):
                row = source[found.end() : end].strip()
        elif _RULE.fullmatch(source, start, end):
            if entry:
                _close(table, entry, row, True)
            entry = None
            seen = set()
            row = ""
        elif entry:
            if start < end:
                entry = entry._replace(end=end)
        elif source[start:end].strip():
            prose = (prose[0], end, prose[2]) if prose else (start, end, line)
    if entry:
        _close(table, entry, row, True)
    _name(table, first)
    if prose:
        table.add_prose(*prose)
    return tuple(table.cells)


def _name(table: Table, first: int) -> None:
    """Give the cells of a block, from the cell ``first`` on, the name and 序号 stated in it."""
    cells = table.cells[first:]
    name = next((cell.text for cell in cells if _is_name(cell.column)), "")
    row = next((cell.row for cell in cells if cell.row), "")
    table.cells[first:] = [
        cell if cell.prose else dataclasses.replace(cell, item_name=name, row=cell.row or row)
        for cell in cells
    ]


def _is_name(key: str) -> bool:
    return find_name([key]) == 0


def _is_key(text: str) -> bool:
    return is_word(text) and squeeze(text) not in _INNER


def _close(table: Table, entry: _Entry, row: str, last: bool) -> None:
    """Add the cell of a value; a heading after the block's last value is prose of its own."""
    source = table.source
    end = entry.end
    heading: int | None = None
    if last:
        for gap in _BLANK_LINE.finditer(source, entry.start, end):
            heading = gap.end()
    if heading is not None and _is_heading(source[heading:end]):
        end = heading
    cleaned = clean(source, entry.start, end)
    if cleaned is not None:
        table.cells.append(
            Cell(
                text=cleaned[0],
                offsets=cleaned[1],
                span=cleaned[2],
                row=row,
                column=entry.key,
                section=section_of(entry.key),
                record=table.record,
                address=f"第{entry.line}行",
            )
        )
    if heading is not None and end == heading:
        line = entry.line + len(split_lines(source[entry.start : heading])) - 1
        table.add_prose(heading, entry.end, line)


def _is_heading(text: str) -> bool:
    text = text.strip()
    return 0 < len(text) <= _HEADING and not _SENTENCE.search(text)


READER = Reader(shape=Shape.KEY_VALUE, surest=0.7, sniff=sniff, read=read)
