"""Places in a sheet: ``I7``, ``A3:C9``, ``'权责 清单'!I7``. Rows and columns count from 1."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

LAST_ROW = 1_048_576
LAST_COLUMN = 16_384

_REFERENCE = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
_PLAIN = re.compile(r"[^\W\d][\w.]*")
_LIKE_REFERENCE = re.compile(r"[A-Za-z]{1,3}[0-9]+|[Rr][0-9]*(?:[Cc][0-9]*)?|[Cc][0-9]*|TRUE|FALSE")


class Area(NamedTuple):
    """A range of cells, its last row and column included."""

    row: int
    column: int
    last_row: int
    last_column: int


@lru_cache(maxsize=LAST_COLUMN)
def letters(column: int) -> str:
    """Return what the column is called (``1`` is ``A``)."""
    name = ""
    while column:
        column, digit = divmod(column - 1, 26)
        name = chr(65 + digit) + name
    return name


@lru_cache(maxsize=LAST_COLUMN)
def column_of(name: str) -> int:
    """Return the column that is called ``name``; 0 where that is none."""
    column = 0
    for letter in name:
        if not "A" <= letter <= "Z" or len(name) > 3:
            return 0
        column = column * 26 + ord(letter) - 64
    return column if column <= LAST_COLUMN else 0


def reference(row: int, column: int) -> str:
    """Return what the cell is called within its sheet."""
    return f"{letters(column)}{row}"


def cell_of(text: str) -> tuple[int, int] | None:
    """Return row and column of the cell called ``text``."""
    found = _REFERENCE.fullmatch(text)
    if found is None:
        return None
    row, column = int(found[2]), column_of(found[1].upper())
    return (row, column) if column and 0 < row <= LAST_ROW else None


def area_of(text: str) -> Area | None:
    """Return the range of cells called ``text``."""
    first, _, last = text.partition(":")
    begin = cell_of(first)
    end = cell_of(last) if last else begin
    if begin is None or end is None or begin[0] > end[0] or begin[1] > end[1]:
        return None
    return Area(*begin, *end)


def quoted(title: str) -> str:
    """Return a sheet's title as it stands before ``!``, in quotes where Excel wants them."""
    if _PLAIN.fullmatch(title) and not _LIKE_REFERENCE.fullmatch(title):
        return title
    return "'" + title.replace("'", "''") + "'"


def split_formula(formula: str) -> tuple[str, Area] | None:
    """Return title and range that a formula like ``'权责 清单'!$A$1:$I$9`` names."""
    title, _, cells = formula.rpartition("!")
    area = area_of(cells.replace("$", ""))
    if not title or area is None:
        return None
    if title.startswith("'") and title.endswith("'"):
        title = title[1:-1].replace("''", "'")
    return title, area
