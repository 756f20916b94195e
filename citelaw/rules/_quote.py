"""Places inside a quotation: from a difference to the cell."""

from __future__ import annotations

from citelaw.model import Difference, Quote
from citelaw.span import Span


def place(quote: Quote, difference: Difference) -> Span:
    """Return the *cell* span of a difference."""
    start = quote.span.start
    return Span(start + difference.span.start, start + difference.span.end)


def printed(quote: Quote, difference: Difference) -> str:
    """Return the words that are printed where the quotation departs."""
    return quote.text[difference.span.start : difference.span.end]


def before(quote: Quote, difference: Difference, length: int = 8) -> str:
    """Return the last words before a difference, at most ``length`` characters of one line."""
    end = difference.span.start
    return quote.text[max(end - length, 0) : end].rsplit("\n", 1)[-1].strip()
