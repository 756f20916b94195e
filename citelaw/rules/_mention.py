"""What belongs to a mention in its cell: its notes and numbers, and the places cited of it."""

from __future__ import annotations

from citelaw.model import CellCitations, Citation, StatuteMention
from citelaw.span import Span


def spans_of(mention: StatuteMention) -> list[Span]:
    """Return the *cell* spans of a mention, its notes and its numbers."""
    spans = [mention.span, *(note.span for note in mention.notes)]
    return [*spans, *(number.span for number in mention.numbers)]


def end_of(mention: StatuteMention) -> int:
    """Return where in its cell a mention ends, its notes and numbers included."""
    return max(span.end for span in spans_of(mention))


def pinned(found: CellCitations) -> dict[int, list[Citation]]:
    """Return the places cited of each mention in text order, by the identity of the mention.

    Places in the list itself and in what a quotation speaks of (本法) are none.
    """
    by_mention: dict[int, list[Citation]] = {}
    for citation in found.citations:
        if citation.statute is not None and not citation.pinpoint.internal:
            by_mention.setdefault(id(citation.statute), []).append(citation)
    return by_mention
