"""What the finders ask of a cell: what its own words cite, and which marks belong to that."""

from __future__ import annotations

import sys
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import cached_property

from citelaw.model import CellCitations, Citation, StatuteMention
from citelaw.rules._mention import pinned, spans_of
from citelaw.span import Span

NEAR = 5
"""Characters from a citation within which a mark belongs to it."""


class Cited:
    """A cell with the mentions and citations of the list's own; spans are *cell* spans."""

    def __init__(self, found: CellCitations) -> None:
        self.found = found
        self.cell = found.cell
        self.text = found.cell.text
        self.mentions = [one for one in found.statutes if one.own]

    @cached_property
    def _pinned(self) -> dict[int, list[Citation]]:
        return pinned(self.found)

    def of(self, mention: StatuteMention) -> list[Citation]:
        """The citations of a mention, in text order."""
        return self._pinned.get(id(mention), [])

    @property
    def citations(self) -> list[Citation]:
        """The citations of all mentions, by mention."""
        return [one for citations in self._pinned.values() for one in citations]

    @cached_property
    def zones(self) -> list[Span]:
        """The spans in which a mark is the citation's, apart and in order.

        A quotation counts by its two ends alone.
        """
        spans = [span for one in self.found.statutes if not one.quoted for span in spans_of(one)]
        for citation in self.found.citations:
            if not citation.pinpoint.internal:
                spans.append(citation.pinpoint.span)
                if citation.quote is not None:
                    start, end = citation.quote.span
                    spans += [Span(start, start), Span(end, end)]
        return apart(Span(start - NEAR, end + NEAR) for start, end in spans)


def apart(spans: Iterable[Span]) -> list[Span]:
    """Return ``spans`` in order, those that overlap as one."""
    joint: list[Span] = []
    for start, end in sorted(spans):
        if joint and start <= joint[-1].end:
            joint[-1] = Span(joint[-1].start, max(end, joint[-1].end))
        else:
            joint.append(Span(start, end))
    return joint


def within(zones: Sequence[Span], start: int, end: int) -> bool:
    """Return whether ``start:end`` lies in one of ``zones``, which are apart and in order."""
    at = bisect_right(zones, (start, sys.maxsize)) - 1
    return at >= 0 and end <= zones[at].end
