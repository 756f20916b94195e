"""Quotations that end with a sentence but without its full stop."""

from __future__ import annotations

from collections.abc import Iterator

from citelaw.model import (
    BASIS_SECTIONS,
    Applicability,
    Cell,
    Certainty,
    CitationResolution,
    ResolvedDocument,
)
from citelaw.pattern import Pattern
from citelaw.rules._punctuation._fault import AT_END, Fault
from citelaw.span import Span

_HAN_END = Pattern(r"[\u4e00-\u9fff]\Z")
_LONGEST_CLAUSE = 40
_LAST_CLAUSE = Pattern(rf"[^，。；：、“”\s]{{1,{_LONGEST_CLAUSE}}}\Z")
_MOST_STOPPED = 0.8
"""From this share on a list ends its quotations with a full stop."""


def unstopped(resolved: ResolvedDocument) -> Iterator[tuple[Cell, Fault]]:
    """Yield the quotations that end with a sentence but without its full stop, with their cells.

    A list that leaves out most stops does so on purpose.
    """
    quoted = [
        one
        for one in resolved.citations
        if one.citation.quote is not None
        and not one.citation.pinpoint.internal
        and one.citation.cell.section in BASIS_SECTIONS
    ]
    ends = [one.citation.quote.text.rstrip()[-1:] for one in quoted if one.citation.quote]
    stopped = sum(end in ("。", "”") for end in ends)
    if stopped < 3 or stopped < _MOST_STOPPED * len(ends):
        return
    told: set[tuple[int, Span]] = set()
    for one in quoted:
        fault = _unstopped_fault(one)
        cell = one.citation.cell
        if fault is not None and (id(cell), fault.span) not in told:
            told.add((id(cell), fault.span))
            yield cell, fault


def _unstopped_fault(one: CitationResolution) -> Fault | None:
    quote = one.citation.quote
    assert quote is not None
    words = quote.text.rstrip()
    end = quote.span.start + len(words)
    if quote.elided or len(words) < 10 or not _HAN_END.match(words, len(words) - 1):
        return None
    if not AT_END.match(one.citation.cell.text, end):
        return None
    proved = one.own is not None and one.own.stop_unit_end
    statute = one.mention.statute if one.mention is not None else None
    if not proved and (one.own is not None or (statute is not None and statute.has_text)):
        return None  # it stops inside a sentence (CL404), or matches nothing
    clause = _LAST_CLAUSE.search(words, max(len(words) - _LONGEST_CLAUSE, 0))
    if clause is None:
        return None
    right = f"{clause[0]}。"
    return Fault(
        Span(quote.span.start + clause.start(), end),
        "引文到此为一句之末，缺句号。",
        "The quotation ends without its full stop.",
        right,
        Certainty.CERTAIN if proved else Certainty.LIKELY,
        Applicability.SAFE if proved else Applicability.UNSAFE,
    )
