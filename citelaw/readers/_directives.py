"""Lets every reader read a list as if no comment to citelaw stood in it.

The comments are taken out before a layout is recognised, and what was read is put back to where it
stands in the source. So a tab or a pipe in a reason parts no cell, a comment on a line of its own
is an empty line, and no reader knows of any of it. Without a comment nothing is done at all.
"""

from __future__ import annotations

import dataclasses
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from itertools import pairwise

from citelaw.directive import directives, extent
from citelaw.model import Cell
from citelaw.span import OffsetMap, Piece, Span


class Without:
    """A text without its comments to citelaw, and the way back.

    ``text`` is what is left. Places of ``text`` are called *left* here, those of the source *own*.
    """

    __slots__ = ("_cuts", "_shifts", "text")

    def __init__(self, source: str) -> None:
        self._cuts: list[int] = []  # left offsets where something was taken out
        self._shifts = [0]  # how much was taken out before the n-th of them
        kept: list[str] = []
        at = 0
        for one in directives(source):
            start, end = extent(source, one) if one.closed else (at, at)
            if end <= at:
                continue
            start = max(start, at)
            kept.append(source[at:start])
            taken = self._shifts[-1]
            self._cuts.append(start - taken)
            self._shifts.append(taken + end - start)
            at = end
        self.text = source if not kept else "".join((*kept, source[at:]))

    def put_back(self, cells: tuple[Cell, ...]) -> tuple[Cell, ...]:
        """Return ``cells`` of ``text`` with their places in the source."""
        if not self._cuts:
            return cells
        return tuple(
            one
            if one.span.end <= self._cuts[0]
            else dataclasses.replace(
                one,
                span=Span(self._start(one.span.start), self._end(one.span.end)),
                offsets=OffsetMap(
                    tuple(own for piece in one.offsets.pieces_of_cell for own in self._own(piece))
                ),
            )
            for one in cells
        )

    def _start(self, left: int) -> int:
        """The own offset of the character that starts at ``left``."""
        return left + self._shifts[bisect_right(self._cuts, left)]

    def _end(self, left: int) -> int:
        """The own offset after the character that ends at ``left``."""
        return left + self._shifts[bisect_left(self._cuts, left)]

    def _own(self, piece: Piece) -> Iterator[Piece]:
        """Yield the pieces that ``piece`` falls into where comments stood in it."""
        start, end = piece.source, piece.source + piece.source_length
        if not piece.kept:
            own = self._start(start)
            yield piece._replace(source=own, source_length=max(self._end(end) - own, 0))
            return
        first, last = bisect_right(self._cuts, start), bisect_left(self._cuts, end)
        bounds = [start, *self._cuts[first:last], end]
        for at, stop in pairwise(bounds):
            if at < stop:
                own = self._start(at)
                yield Piece(piece.cell + at - start, own, stop - at, stop - at, True)
