"""Which words are held against which places: a citation made ready to be judged."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from citelaw.model import Citation, Locator, Pinpoint, Quote, Statute
from citelaw.resolve._place import articles
from citelaw.span import Span

_SHORTEST_QUOTE = 12
"""A quotation of fewer words is not judged (CL401): it may stand anywhere."""


class Case(NamedTuple):
    """A citation ready to be judged.

    ``quote`` is None where none is to be compared; ``places`` are the places that share it.
    ``parts`` is true where several 款 or 项 of one article share it: what stands between them may
    be left out.
    """

    statute: Statute
    pinpoint: Pinpoint
    quote: Quote | None
    places: tuple[Locator, ...]
    parts: bool = False


def sharing(citations: Iterable[Citation]) -> dict[Span, tuple[Citation, ...]]:
    """Return the citations of one cell by the quotation that they introduce together.

    The keys are *cell* spans.
    """
    found: dict[Span, tuple[Citation, ...]] = {}
    for one in citations:
        if one.quote is not None and not one.pinpoint.internal:
            found[one.quote.span] = (*found.get(one.quote.span, ()), one)
    return found


def case_of(
    statute: Statute, citation: Citation, shared: Mapping[Span, tuple[Citation, ...]]
) -> Case:
    """Return the case of a citation.

    ``shared`` is what ``sharing`` found in its cell. Of several places in one article the first
    alone is asked about the words.
    """
    pinpoint, quote = citation.pinpoint, citation.quote
    if quote is None or too_short(quote):
        return Case(statute, pinpoint, None, ())
    together = shared[quote.span]
    if len(together) == 1 and pinpoint.through is None:
        return Case(statute, pinpoint, quote, (pinpoint.locator,))
    if any(one.statute is not citation.statute for one in together):
        return Case(statute, pinpoint, None, ())
    places = tuple(dict.fromkeys(place for one in together for place in articles(one.pinpoint)))
    if len(places) == 1 and together[0] is not citation:
        return Case(statute, pinpoint, None, ())
    return Case(statute, pinpoint, quote, places, parts=len(places) == 1)


def too_short(quote: Quote) -> bool:
    """Return whether a quotation has too few words to be judged."""
    return sum(map(str.isalnum, quote.text)) < _SHORTEST_QUOTE
