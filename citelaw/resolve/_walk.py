"""The walk through a document: every mention first, then every citation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from citelaw.model import (
    ArticleFacts,
    ArticleFlag,
    CellCitations,
    Citation,
    CitationResolution,
    Document,
    Found,
    ListDate,
    MentionResolution,
    Missing,
    Quote,
    ResolvedDocument,
    Statute,
    Unchecked,
    Version,
)
from citelaw.resolve._again import PLAIN, Memory, Resolved, Stance
from citelaw.resolve._case import case_of, sharing
from citelaw.resolve._clock import Clock
from citelaw.resolve._fit import FITS, STRANGE
from citelaw.resolve._judge import Judge
from citelaw.resolve._list_date import inferred
from citelaw.resolve._mention import Names
from citelaw.resolve._note import outdated
from citelaw.resolve._outcome import Court, Outcome
from citelaw.resolve._owner import owner
from citelaw.resolve._place import Places
from citelaw.resolve._right_words import RightWords
from citelaw.resolve._unchecked import unchecked
from citelaw.resolve._unnamed import unnamed
from citelaw.resolve._verdict import Verdict
from citelaw.span import Span

if TYPE_CHECKING:
    from citelaw.registry import Registry


_MOST_SEARCHED = 50
"""Quotations of a file that are looked for in its other statutes; the rest stays unmatched."""


def resolve(
    document: Document,
    cells: Sequence[CellCitations],
    registry: Registry,
    *,
    as_of: date,
    list_date: ListDate | None,
    memory: Memory | None = None,
) -> ResolvedDocument:
    """Return ``document`` with what the database says of every mention and every citation.

    Args:
        document: the list as it was read.
        cells: what was found in it.
        registry: the statute database.
        as_of: the day that counts as today.
        list_date: the day the list was made; without it a lower bound is inferred from the newest
            date or number that the list cites.
        memory: keeps what was said from one reading of a document to the next.
    """
    clock = Clock(registry, list_date or inferred(cells, as_of), as_of)
    memory = memory or Memory()
    memory.begin(document, clock)
    return _Walk(registry, clock, document).through(tuple(cells), memory)


class _Walk:
    """Walks a document; keeps what was asked, so that nothing is asked twice."""

    def __init__(self, registry: Registry, clock: Clock, document: Document) -> None:
        self.document = document
        self.registry = registry
        self.clock = clock
        self.names = Names(registry, clock)
        self.places = Places(registry)
        self.cited: tuple[Statute, ...] = ()
        self.mentions: dict[int, MentionResolution] = {}
        self.searched = 0
        self.words = RightWords(registry, document)
        self.court = Court(clock, Judge(registry, self.places))

    def through(self, cells: tuple[CellCitations, ...], memory: Memory) -> ResolvedDocument:
        """Return the document with everything resolved."""
        for found in cells:
            for one in memory.mentions(found, self._mentions_of):
                self.mentions[id(one.mention)] = one
        mentions = tuple(self.mentions.values())
        statutes = (one.statute for one in mentions)
        self.cited = tuple({one.id: one for one in statutes if one is not None}.values())
        citations = tuple(
            one.resolution
            for found in cells
            for one in memory.citations(found, self._citations_of, self._searched_alike)
        )
        return ResolvedDocument(
            document=self.document,
            cells=cells,
            mentions=mentions,
            citations=citations,
            list_date=self.clock.list_date,
            as_of=self.clock.as_of,
            data_date=self.registry.data_date,
            organs=self.registry.organs,
            unnamed=unnamed(cells, self.cited, self.registry, self.clock),
            outdated=outdated(mentions, citations, self.registry, self.clock),
            upcoming=tuple(
                self.names.begun(one) for one in self.registry.enacted_after(self.clock.as_of)
            ),
        )

    def _mentions_of(self, found: CellCitations) -> tuple[MentionResolution, ...]:
        return tuple(self.names.resolution(found.cell, mention) for mention in found.statutes)

    def _citations_of(self, found: CellCitations) -> tuple[Resolved, ...]:
        shared = sharing(found.citations)
        return tuple(self._followed(one, shared) for one in found.citations)

    def _followed(
        self, citation: Citation, shared: Mapping[Span, tuple[Citation, ...]]
    ) -> Resolved:
        """Return what the database says of a citation, and what that stands on."""
        looked, searched = len(self.words.looked), self.searched
        resolution = self._citation(citation, shared)
        if looked == len(self.words.looked) and searched == self.searched:
            return Resolved(resolution, PLAIN)
        among = self._among if searched < _MOST_SEARCHED else None
        stance = Stance(tuple(self.words.looked[looked:]), searched < self.searched, among)
        return Resolved(resolution, stance)

    @cached_property
    def _among(self) -> tuple[int, ...]:
        return tuple(one.id for one in self.cited)

    def _searched_alike(self, stances: Iterable[Stance]) -> bool:
        """Return whether quotations would be looked for in the same statutes, and count them."""
        searches = [one.among for one in stances if one.searched]
        now = [
            self._among if self.searched + nth < _MOST_SEARCHED else None
            for nth in range(len(searches))
        ]
        if searches != now:
            return False
        self.searched += len(searches)
        return True

    def _citation(
        self, citation: Citation, shared: Mapping[Span, tuple[Citation, ...]]
    ) -> CitationResolution:
        """Return what the database says of a citation."""
        if citation.statute is None:
            reason = Unchecked.UNATTRIBUTED
            return CitationResolution(citation=citation, mention=None, unchecked=(reason,))
        mention = self.mentions[id(citation.statute)]
        statute = self._statute(mention)
        if isinstance(statute, Unchecked):
            return CitationResolution(citation=citation, mention=mention, unchecked=(statute,))
        window = self.clock.window(statute)
        case = case_of(statute, citation, shared) if not citation.pinpoint.internal else None
        if case is None:
            outcome = self.court.spoken(statute, window)
        else:
            outcome = self.court.outcome(case, mention.mention, window)
        verdict = outcome.verdict
        facts, flags = self._provision(citation, outcome.meant)
        return CitationResolution(
            citation=citation,
            mention=mention,
            at_list=window.in_force,
            at_today=self.clock.at(statute, self.clock.as_of),
            meant=outcome.meant,
            meant_since=outcome.since,
            meant_by=outcome.by,
            exists=verdict.exists,
            missing=self._missing(citation, outcome),
            compared=case.places if case is not None else (),
            own=self.words.filled(verdict.own, citation.quote),
            older=verdict.older,
            elsewhere=verdict.elsewhere,
            foreign=self._foreign(statute, citation.quote, outcome),
            right=self._right(verdict, citation.quote),
            renumbered=verdict.renumbered,
            facts=facts,
            flags=flags,
            unchecked=unchecked(citation, window, outcome),
        )

    def _foreign(self, statute: Statute, quote: Quote | None, outcome: Outcome) -> Found | None:
        """Return whose words are quoted, where they are those of another statute of the file."""
        verdict = outcome.verdict
        if quote is None or not verdict.unmatched or outcome.meant is None:
            return None
        if verdict.own is not None and verdict.own.coverage > STRANGE:
            return None
        self.searched += 1
        if self.searched > _MOST_SEARCHED:
            return None
        others = (
            (other, version)
            for other in self.cited
            if other.id != statute.id
            for version in reversed(self.registry.versions(other))
        )
        return owner(quote.text, others, self.registry, fits=FITS)

    def _right(self, verdict: Verdict, quote: Quote | None) -> str | None:
        """Return an outdated quotation in the words that are in force, where they are known."""
        if verdict.older is None or quote is None:
            return None
        now = self.words.filled(verdict.now, quote)
        return self.words.whole(now, quote, to_the_end=verdict.older.stop_unit_end)

    def _missing(self, citation: Citation, outcome: Outcome) -> Missing | None:
        if outcome.meant is None or outcome.verdict.exists is not False:
            return None
        return self.places.missing(outcome.meant, citation.pinpoint)

    def _provision(
        self, citation: Citation, meant: Version | None
    ) -> tuple[ArticleFacts | None, ArticleFlag | None]:
        """Return what is known of the cited article, and what the cited place does."""
        locator = citation.pinpoint.locator
        if meant is None or locator.article is None or citation.pinpoint.internal:
            return None, None
        return self.registry.article(meant, locator), self.registry.flags(meant, locator)

    def _statute(self, mention: MentionResolution) -> Statute | Unchecked:
        """Return the statute whose text can be asked, else why there is none."""
        statute = mention.statute
        if statute is None or self.names.speak_of_another(mention):
            several = len(mention.candidates) > 1
            return Unchecked.STATUTE_AMBIGUOUS if several else Unchecked.STATUTE_UNKNOWN
        return statute if self.registry.versions(statute) else Unchecked.NO_TEXT
