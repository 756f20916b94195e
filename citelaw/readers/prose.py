"""Everything that is no table: one cell for the whole text."""

from __future__ import annotations

from citelaw.model import Cell, Shape
from citelaw.readers._reader import Reader
from citelaw.readers._table import Table


def sniff(text: str) -> float:
    """Always possible, never likely: what no other shape claims is prose."""
    return 0.1


def read(source: str) -> tuple[Cell, ...]:
    """Return the text as one cell."""
    table = Table(source)
    table.add_prose(0, len(source), 1)
    return tuple(table.cells)


READER = Reader(shape=Shape.PROSE, surest=0.1, sniff=sniff, read=read)
