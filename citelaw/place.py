"""Where in a file that is no text something stands: in which paragraph or cell, where in it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from citelaw.model import Unit
from citelaw.span import Span


class Stretch(NamedTuple):
    """A stretch of a file: the addresses of its first and its last unit, and where in them."""

    address: str
    end_address: str
    start: int
    end: int


class Ruler:
    """Tells in which units (paragraphs, cells of a workbook) a *source* span stands."""

    def __init__(self, units: Sequence[Unit]) -> None:
        self._units = units
        self._starts = [unit.start for unit in units]

    def unit_at(self, offset: int) -> Unit:
        """Return the unit in which a *source* offset stands, the last before it if in none."""
        return self._units[max(bisect_right(self._starts, offset) - 1, 0)]

    def stretch(self, span: Span) -> Stretch:
        """Return where a *source* span begins and ends, counted in units."""
        first = self.unit_at(span.start)
        last = self.unit_at(max(span.end - 1, span.start))
        return Stretch(first.address, last.address, span.start - first.start, span.end - last.start)
