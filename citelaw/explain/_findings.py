"""Whom a finding is about: the findings of a document by citation, statute and place."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

from citelaw.explain._place import mention_spans
from citelaw.model import Diagnostic, ResolvedDocument, Statute, StatuteMention
from citelaw.reporters.explain import Subject
from citelaw.span import Span


class Findings:
    """The findings on a document, found by whom they are about and by where they are marked."""

    def __init__(self, diagnostics: Sequence[Diagnostic], resolved: ResolvedDocument) -> None:
        statutes = {id(one.mention): one.statute for one in resolved.mentions}
        self._on: dict[int, list[Diagnostic]] = {}
        self._first: dict[object, dict[str, Diagnostic]] = {}
        marked = []
        for number, one in enumerate(diagnostics):
            about = one.citation or one.statute
            if about is not None:
                self._on.setdefault(id(about), []).append(one)
            if one.citation is None and one.statute is not None:
                key = _statute_key(one.statute, statutes.get(id(one.statute)))
                self._first.setdefault(key, {}).setdefault(one.code, one)
            marked += [(span, number) for span in (one.span, *(each.span for each in one.related))]
        self._diagnostics = diagnostics
        self._marked = sorted(marked)
        self._starts = [span.start for span, _ in self._marked]
        # The farthest end of all places so far tells where to stop when one looks back.
        self._ends = [*accumulate((span.end for span, _ in self._marked), max)]

    def about(self, one: Subject) -> list[Diagnostic]:
        """Return the findings on ``one``, and those of which a place lies in it."""
        found = {id(each): each for each in self._on_places(_own(one))}
        for about in (one.citation.citation if one.citation is not None else None, _mention(one)):
            found |= {id(each): each for each in self._on.get(id(about), ())}
        return sorted(found.values(), key=lambda each: (each.span, each.code, each.message))

    def of_statute(self, one: Subject) -> Iterable[Diagnostic]:
        """Return the first finding of each rule on the statute as such that ``one`` names."""
        if one.mention is None:
            return ()
        return self._first.get(_statute_key(one.mention.mention, one.mention.statute), {}).values()

    def _on_places(self, own: Iterable[Span]) -> Iterator[Diagnostic]:
        for part in own:
            at = bisect_left(self._starts, part.end) - 1
            while at >= 0 and self._ends[at] > part.start:
                span, number = self._marked[at]
                if span.end > part.start:
                    yield self._diagnostics[number]
                at -= 1


def _statute_key(mention: StatuteMention, statute: Statute | None) -> object:
    return statute.id if statute is not None else mention.title


def _mention(one: Subject) -> StatuteMention | None:
    """Return the mention whose findings concern ``one``; none those of a place inside a text."""
    if one.mention is None or (one.citation and one.citation.citation.pinpoint.internal):
        return None
    return one.mention.mention


def _own(one: Subject) -> Iterator[Span]:
    """Yield the *source* spans of what is explained."""
    yield one.span
    quote = one.citation.citation.quote if one.citation is not None else None
    if quote is not None:
        yield one.cell.offsets.to_source(quote.span)
    mention = _mention(one)
    if mention is not None and one.mention is not None:
        for span in mention_spans(mention):
            yield one.mention.cell.offsets.to_source(span)
