"""Cells with strings, as elements of their part: found again, and written as inline strings.

An inline string belongs to its cell alone, so that other cells with the same words stay as they
are, and the shared strings stay the bytes that they were.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from typing import NamedTuple

from citelaw.office._xml import Node, Part, Splice, whole
from citelaw.office.xlsx._book import Book
from citelaw.office.xlsx._runs import Run, runs_of, written

_HEIGHT = re.compile(r"[0-9]{1,4}(?:\.[0-9]{1,20})?")
_TYPE = re.compile(rb"\st\s*=\s*(?:\"[^\"]*\"|'[^']*')")


class StringCells(NamedTuple):
    """The cells of a sheet that were asked for, and the shared strings that they show."""

    part: Part
    nodes: Sequence[Node]
    strings: dict[int, Node]
    heights: dict[int, float]
    """The heights of rows that state them, in points."""

    def runs(self, cell: Node) -> list[Run]:
        """Return the runs of a cell's string; none where it shows no string."""
        holder = cell.find("x:is")
        if cell.get("t") == "s":
            holder = self.strings.get(shared(cell))
        return runs_of(holder) if holder is not None else []


def shared(cell: Node) -> int:
    """Return the number of the shared string that a cell shows, -1 for none."""
    value = cell.find("x:v")
    return whole(value.text) if cell.get("t") == "s" and value is not None else -1


def read_string_cells(book: Book, part: str, wanted: Container[int]) -> StringCells:
    """Return the cells whose elements begin at the *bytes* ``wanted`` of the part."""
    nodes: list[Node] = []
    heights: dict[int, float] = {}

    def row(node: Node) -> None:
        number, height = whole(node.get("r")), node.get("ht")
        if height and number >= 0 and _HEIGHT.fullmatch(height):
            heights[number] = float(height)

    def cell(node: Node) -> None:
        if node.start in wanted:
            nodes.append(node)

    sheet = Part(
        book.archive.read(part), book.name, {"x:c": cell, "x:row": _forget}, {"x:row": row}
    )
    strings = strings_at(book, {shared(one) for one in nodes})
    return StringCells(sheet, nodes, strings, heights)


def strings_at(book: Book, wanted: Container[int]) -> dict[int, Node]:
    """Return the shared strings with the numbers ``wanted``."""
    found: dict[int, Node] = {}
    number = 0

    def string(node: Node) -> None:
        nonlocal number
        if number in wanted:
            found[number] = node
        number += 1

    if book.strings:
        Part(book.archive.read(book.strings), book.name, shed={"x:si": string})
    return found


def string_cell(part: Part, cell: Node, runs: Sequence[Run]) -> Iterator[Splice]:
    """Yield what makes ``cell`` show ``runs``; its place, style and all else stay."""
    opened = part.open_end(cell)
    tag = part.data[cell.start : opened]
    yield Splice(cell.start, opened, _TYPE.sub(b' t="inlineStr"', tag, count=1))
    held = cell.find("x:v" if cell.get("t") == "s" else "x:is")
    assert held is not None
    yield Splice(held.start, part.end(held), written(runs, part.prefix(cell)))


def _forget(_: Node) -> None:
    """A row is done with when its cells are."""
