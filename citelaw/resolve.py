"""Citation + database + date → resolution: every question to the database is asked here.

A rule sees a ``ResolvedDocument`` only. The words of a quotation are held against the versions by
``_Judge``; which version counts is decided by ``_Clock``; ``_Resolver`` walks the document.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from citelaw.model import (
    Cell,
    CellCitations,
    Citation,
    CitationResolution,
    Comparison,
    DateBasis,
    DateKind,
    DifferenceKind,
    Document,
    InForce,
    ListDate,
    Locator,
    MentionResolution,
    NearTitle,
    NotYet,
    Pinpoint,
    Quote,
    Renumbered,
    ResolvedDocument,
    Statute,
    StatuteMention,
    Unchecked,
    Undetermined,
    Version,
)
from citelaw.pattern import Pattern
from citelaw.span import Span

if TYPE_CHECKING:
    from citelaw.registry import Registry

SHORTEST_QUOTE = 12
"""A quotation of fewer words is not judged (CL401): it may stand anywhere."""

_EXACT = 0.9
"""Share of shingles from which words without a difference are those of the place."""

_OWN = 0.5
"""Share of shingles from which an altered text is still the cited article's."""

_FITS = 0.85
"""Share of shingles from which words are another version's, or another article's."""

_LEAD = 0.3
"""By so much another article must fit better than the cited one."""

_UNIQUE = 0.15
"""By so much it must fit better than the next, else the words stand in several articles."""

_CLEARLY = 0.05
"""By so much a version fits better than another whatever the number of differences."""

_MOVED = 0.75
"""Similarity from which a renumbered article is taken for the same (CL304)."""

_CONFIRMED = 2
"""Independent sources from which the breaks between 款 and 项 are trusted."""

_LONGEST_RANGE = 20
"""Articles in a range of which each is looked at."""

_TRIAL = ("试行", "暂行", "草案", "征求意见稿")

_CONTINUED = Pattern(
    r"(?P<and>及其)?的?(?P<rest>(?:实施|施行)(?:细则|办法|条例|意见|规定)|补充规定|司法解释)"
)
"""What makes another document of a title when it follows the marks: 《某规定》实施细则."""

_NUMBERED_YEAR = Pattern(r"〔([12][0-9]{3})〕|令([12][0-9]{3})年")


def resolve(
    document: Document,
    cells: Sequence[CellCitations],
    registry: Registry,
    *,
    as_of: date,
    list_date: ListDate | None,
) -> ResolvedDocument:
    """Return ``document`` with what the database says of every mention and every citation.

    Args:
        document: the list as it was read.
        cells: what was found in it.
        registry: the statute database.
        as_of: the day that counts as today.
        list_date: the day the list was made; without it a lower bound is inferred from the newest
            date or number that the list cites.
    """
    day = list_date or _inferred(cells, as_of)
    return _Resolver(registry, _Clock(registry, day, as_of)).resolve(document, tuple(cells))


def _inferred(cells: Iterable[CellCitations], as_of: date) -> ListDate | None:
    """Return the lower bound that the newest date or number cited gives, None without any.

    Effective dates (施行日期) are left out, since a list may cite what is not yet in force.
    """
    days = [
        day
        for cell in cells
        for mention in cell.statutes
        for day in _dates_of(mention)
        if day <= as_of
    ]
    if not days:
        return None
    return ListDate(not_before=max(days), not_after=None, basis=DateBasis.INFERRED)


def _dates_of(mention: StatuteMention) -> Iterable[date]:
    for note in mention.notes:
        for dated in note.dates:
            day = None if dated.kind is DateKind.EFFECTIVE else _first_day(dated.value)
            if day is not None:
                yield day
    for number in mention.numbers:
        for found in _NUMBERED_YEAR.finditer(number.text):
            yield date(int(found[1] or found[2]), 1, 1)


def _first_day(value: str) -> date | None:
    """Return the first day of "2018-12-29", "2018-12" or "2018"; None where there is none."""
    try:
        return date.fromisoformat({4: f"{value}-01-01", 7: f"{value}-01"}.get(len(value), value))
    except ValueError:
        return None


# ---------------------------------------------------------------- which version counts


class _Window(NamedTuple):
    """The versions that may have been in force when the list was made, the oldest first.

    ``sure`` is false where a version that is not held may lie among them.
    """

    in_force: InForce | None
    versions: tuple[Version, ...]
    sure: bool


class _Named(NamedTuple):
    """The version that a note names.

    ``firm`` where the note tells an amendment or a revision, not just the original adoption,
    which identifies the statute and claims no version.
    """

    version: Version
    firm: bool


class _Clock:
    """Which version of a statute was in force when, asked once for each statute."""

    def __init__(self, registry: Registry, list_date: ListDate | None, as_of: date) -> None:
        self.registry = registry
        self.list_date = list_date
        self.as_of = as_of
        self._at: dict[tuple[int, date], InForce] = {}
        self._windows: dict[int, _Window] = {}

    @property
    def bounded(self) -> bool:
        """Whether a last day is known on which the list may have been made."""
        return self.list_date is not None and self.list_date.not_after is not None

    def at(self, statute: Statute, day: date) -> InForce:
        """Return the version in force on ``day``."""
        key = (statute.id, day)
        known = self._at.get(key)
        if known is None:
            known = self._at[key] = self.registry.at(statute, day)
        return known

    def today(self, statute: Statute) -> tuple[Version, ...]:
        """Return the versions that may be in force today, the oldest first."""
        return _versions_of(self.at(statute, self.as_of))

    def window(self, statute: Statute) -> _Window:
        """Return the versions that may have been in force when the list was made."""
        known = self._windows.get(statute.id)
        if known is None:
            known = self._windows[statute.id] = self._window(statute)
        return known

    def _window(self, statute: Statute) -> _Window:
        day = self.list_date
        if day is None:
            return _Window(None, (), False)
        held = self.registry.versions(statute)
        last = self.at(statute, day.not_after or self.as_of)
        first = last if day.not_before is None else self.at(statute, day.not_before)
        if day.not_before is not None and first == last:
            versions = _versions_of(first)
            sure = not isinstance(first, Undetermined) or statute.history_complete
            return _Window(first, versions, sure)
        ends = (*_versions_of(first), *_versions_of(last))
        if not ends:
            return _Window(Undetermined(candidates=()), (), False)
        low = "" if day.not_before is None else min(version.date for version in ends)
        high = max(version.date for version in ends)
        versions = tuple(version for version in held if low <= version.date <= high)
        return _Window(Undetermined(candidates=versions), versions, statute.history_complete)

    def named(self, statute: Statute, mention: StatuteMention) -> _Named | None:
        """Return the newest held version that a note of the mention names, None where none does."""
        held = self.registry.versions(statute)
        best: _Named | None = None
        for note in mention.notes:
            for dated in note.dates:
                version = _dated(held, statute, dated.kind, dated.value)
                if version is None or (best is not None and version.date < best.version.date):
                    continue
                changed = dated.kind in (DateKind.AMENDED, DateKind.REVISED)
                best = _Named(version, changed or version.id != held[0].id)
        return best

    def names_unheld(self, statute: Statute, mention: StatuteMention, meant: Version) -> bool:
        """Return whether a note names an amendment after ``meant`` whose text is not held."""
        held = self.registry.versions(statute)
        return any(
            dated.value[:4] > meant.date[:4]
            and _dated(held, statute, dated.kind, dated.value) is None
            for note in mention.notes
            for dated in note.dates
            if dated.kind in (DateKind.AMENDED, DateKind.REVISED)
        )


def _versions_of(in_force: InForce) -> tuple[Version, ...]:
    if isinstance(in_force, Version):
        return (in_force,)
    return (in_force.first,) if isinstance(in_force, NotYet) else in_force.candidates


def _dated(held: Sequence[Version], statute: Statute, kind: DateKind, value: str) -> Version | None:
    """Return the one version of that date; a day may be that of its adoption or promulgation."""
    if kind is DateKind.EFFECTIVE:
        fitting = [one for one in held if str(one.effective_from or "").startswith(value)]
        return fitting[0] if len(fitting) == 1 else None
    fitting = [one for one in held if one.date.startswith(value)]
    if not fitting and any(event.date == value for event in statute.events):
        fitting = [one for one in held if one.date[:4] == value[:4]]
    return fitting[0] if len(fitting) == 1 else None


# ---------------------------------------------------------------- whose words they are


@dataclass(frozen=True, slots=True, kw_only=True)
class _Verdict:
    """What one version says of a citation.

    ``newer`` where the words are a later version's, ``unmatched`` where they are found nowhere,
    ``unheld`` where the text that the citation speaks of is not held.
    """

    exists: bool | None = None
    own: Comparison | None = None
    older: Comparison | None = None
    elsewhere: Comparison | None = None
    renumbered: Renumbered | None = None
    newer: bool = False
    unmatched: bool = False
    unheld: bool = False

    @property
    def signature(self) -> tuple[object, ...]:
        """What must be equal for two versions to agree."""
        found = self.renumbered or self.elsewhere
        return (
            self.exists is False,
            self.altered,
            self.older is not None,
            _number(found.locator) if found is not None else None,
            self.newer,
            self.unmatched,
        )

    @property
    def altered(self) -> bool:
        """Whether the words are the cited article's, with differences."""
        own = self.own is not None and bool(self.own.differences)
        return own and not (self.older or self.elsewhere or self.renumbered)

    @property
    def fine(self) -> bool:
        """Whether nothing speaks against the citation."""
        return not any(self.signature)


class _Case(NamedTuple):
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


class _Judge:
    """Holds a citation against one version of its statute."""

    def __init__(self, registry: Registry) -> None:
        self.registry = registry

    def verdict(self, case: _Case, version: Version, source: Version | None) -> _Verdict:
        """Return what ``version`` says.

        ``source`` is the version whose numbering the list uses, where that is known.
        """
        exists = self.exists(version, case.pinpoint)
        if case.pinpoint.locator.article is None:
            return _Verdict(exists=exists)
        if case.quote is None:
            return _Verdict(exists=exists, renumbered=self._moved(case, version, source))
        if len(case.places) > 1:
            return self._joint(case, version, exists)
        return self._quoted(case, case.quote, version, exists)

    # ------------------------------------------------------------ places

    def exists(self, version: Version, pinpoint: Pinpoint) -> bool | None:
        """Return whether the version has the place (both ends of a range), None if unknown."""
        ends = (
            [pinpoint.locator] if pinpoint.through is None else [pinpoint.locator, pinpoint.through]
        )
        known = [self._has(version, locator) for locator in ends]
        if False in known:
            return False
        return None if None in known else True

    def _has(self, version: Version, locator: Locator) -> bool | None:
        if locator.article is None:
            return self.registry.chapter_exists(version, locator)
        has = self.registry.article_exists(version, locator)
        if not has or not _cites_unit(locator):
            return has
        return self._has_unit(version, locator)

    def _has_unit(
        self, version: Version, locator: Locator, *, confirmed: bool = False
    ) -> bool | None:
        """Return whether the article has the 款, 项 and 目, None where its breaks are not sure.

        A quotation that fills the unit from end to end (``confirmed``) is a source of its own.
        """
        units = self.registry.units(version, locator)
        if units is None or not (confirmed or units.confirmations >= _CONFIRMED):
            return None
        paragraph = locator.paragraph
        if paragraph is not None and paragraph > units.paragraphs:
            return False
        chosen = slice(None) if paragraph is None else slice(paragraph - 1, paragraph)
        if locator.item is not None and locator.item > max(units.items[chosen], default=0):
            return False
        if locator.subitem is None:
            return True
        return locator.subitem <= max(units.subitems[chosen], default=0) or None

    def _moved(self, case: _Case, version: Version, source: Version | None) -> Renumbered | None:
        if source is None or source.date >= version.date:
            return None
        locator = case.pinpoint.locator
        moved = self.registry.moved(source, version, locator)
        if moved is None or moved.similarity < _MOVED or _number(moved.locator) == _number(locator):
            return None
        return moved

    # ------------------------------------------------------------ words

    def _joint(self, case: _Case, version: Version, exists: bool | None) -> _Verdict:
        """Judge one quotation of several articles: together they must have its words."""
        assert case.quote is not None
        found = [self.registry.compare(version, place, case.quote.text) for place in case.places]
        covered = sum(one.coverage for one in found if one is not None)
        return _Verdict(exists=exists, unmatched=covered < _OWN)

    def _quoted(self, case: _Case, quote: Quote, version: Version, exists: bool | None) -> _Verdict:
        locator = case.places[0]
        own = self.registry.compare(version, locator, quote.text)
        if own is not None and case.parts:
            own = _without_gaps(own)
        if own is not None and _exact(own):
            fills = exists is None and own.complete and own.locator == locator
            known = self._has_unit(version, locator, confirmed=True) if fills else exists
            return _Verdict(exists=known, own=own)
        other = self._other_version(case, version, own)
        if other is not None and other.version.date > version.date:
            return _Verdict(own=own and _bare(own), newer=True)
        elsewhere, several = self._elsewhere(version, locator, quote, own)
        if other is not None and (elsewhere is None or other.coverage >= elsewhere.coverage - 0.02):
            return self._outdated(exists, own, other, elsewhere)
        if elsewhere is not None:
            return _Verdict(exists=exists, own=own, elsewhere=elsewhere)
        if several or own is None or own.coverage < _OWN:
            return _Verdict(exists=exists, own=own and _bare(own), unmatched=True)
        return _Verdict(exists=exists, own=own)

    def _other_version(
        self, case: _Case, version: Version, own: Comparison | None
    ) -> Comparison | None:
        """Return how the quotation lies in the version that fits clearly better, None if none."""
        assert case.quote is not None
        best: Comparison | None = None
        for other in reversed(self.registry.versions(case.statute)):
            if other.id == version.id or not other.date:
                continue
            found = self.registry.compare(other, case.places[0], case.quote.text)
            if found is None or found.coverage < _FITS or not _better(found, own):
                continue
            if best is None or _better(found, best):
                best = found
        return best

    def _elsewhere(
        self, version: Version, locator: Locator, quote: Quote, own: Comparison | None
    ) -> tuple[Comparison | None, bool]:
        """Return the one other article that has the words, and whether several have them."""
        floor = max(_FITS, own.coverage + _LEAD if own is not None else 0.0)
        if floor > 1.0:
            return None, False
        found = [
            one
            for one in self.registry.search(version, quote.text)
            if _number(one.locator) != _number(locator)
        ]
        if not found or found[0].coverage < floor:
            return None, False
        if len(found) > 1 and _rivals(found[0], found[1]):
            return None, True
        return found[0], False

    def _outdated(
        self,
        exists: bool | None,
        own: Comparison | None,
        older: Comparison,
        elsewhere: Comparison | None,
    ) -> _Verdict:
        """The words are an older version's: tell whether the article moved and changed."""
        renumbered = self._renumbered(older, own, elsewhere)
        same = (
            renumbered is not None
            and elsewhere is not None
            and not _better(older, elsewhere)
            and not _stops_early(elsewhere, older)
        )
        return _Verdict(
            exists=exists, own=own, older=None if same else older, renumbered=renumbered
        )

    def _renumbered(
        self, older: Comparison, own: Comparison | None, elsewhere: Comparison | None
    ) -> Renumbered | None:
        new = own.version if own is not None else elsewhere.version if elsewhere else None
        if new is None:
            return None
        moved = self.registry.moved(older.version, new, older.locator)
        if elsewhere is not None and (
            moved is None or _number(moved.locator) == _number(elsewhere.locator)
        ):
            return Renumbered(
                old=older.version,
                new=new,
                locator=Locator(*_number(elsewhere.locator)),
                similarity=elsewhere.coverage,
                proved=True,
            )
        if moved is None or _number(moved.locator) == _number(older.locator):
            return None
        return moved if moved.similarity >= _MOVED else None


def _rivals(first: Comparison, second: Comparison) -> bool:
    """Return whether the second article has the words too, or nearly as much of them."""
    if _exact(first):
        return _exact(second)
    return second.coverage > first.coverage - _UNIQUE


def _number(locator: Locator) -> tuple[None, None, None, int | None, int | None]:
    """Return the locator's article without its units, as the first fields of a ``Locator``."""
    return (None, None, None, locator.article, locator.inserted)


def _cites_unit(locator: Locator) -> bool:
    return (locator.paragraph, locator.item, locator.subitem) != (None, None, None)


def _exact(comparison: Comparison) -> bool:
    return comparison.coverage >= _EXACT and not comparison.differences


def _bare(comparison: Comparison) -> Comparison:
    """Return the comparison without its differences, which say nothing of other words."""
    return replace(comparison, differences=(), complete=None, stop_unit_end=False)


def _without_gaps(comparison: Comparison) -> Comparison:
    """Return the comparison without the places where words are left out."""
    kept = tuple(one for one in comparison.differences if one.kind is not DifferenceKind.DROPPED)
    return replace(comparison, differences=kept)


def _better(one: Comparison, two: Comparison | None) -> bool:
    """Return whether ``one`` fits clearly better: by much, or with fewer differences."""
    if two is None or one.coverage > two.coverage + _CLEARLY:
        return True
    return one.coverage > two.coverage and len(one.differences) < len(two.differences)


def _stops_early(one: Comparison, other: Comparison) -> bool:
    """Return whether equal words end a unit in ``other`` and stop inside one in ``one``.

    That alone is no proof of an older text (a quotation may stop where it likes); together with
    the older text's number it is.
    """
    return _exact(one) and other.stop_unit_end and not one.stop_unit_end


# ---------------------------------------------------------------- the walk


class _Outcome(NamedTuple):
    """The verdict that counts, the version it is by, and since when it holds."""

    verdict: _Verdict
    meant: Version | None
    since: str


class _Resolver:
    """Walks a document; keeps what was asked, so that nothing is asked twice."""

    def __init__(self, registry: Registry, clock: _Clock) -> None:
        self.registry = registry
        self.clock = clock
        self.judge = _Judge(registry)
        self._near: dict[str, tuple[NearTitle, ...]] = {}
        self._verdicts: dict[tuple[object, ...], _Verdict] = {}

    def resolve(self, document: Document, cells: tuple[CellCitations, ...]) -> ResolvedDocument:
        """Return the document with everything resolved."""
        mentions = {
            id(mention): self.mention(cell.cell, mention)
            for cell in cells
            for mention in cell.statutes
        }
        citations: list[CitationResolution] = []
        for cell in cells:
            shared = _sharing(cell.citations)
            citations.extend(self.citation(one, mentions, shared) for one in cell.citations)
        return ResolvedDocument(
            document=document,
            cells=cells,
            mentions=tuple(mentions.values()),
            citations=tuple(citations),
            list_date=self.clock.list_date,
            as_of=self.clock.as_of,
            data_date=self.registry.data_date,
        )

    # ------------------------------------------------------------ mentions

    def mention(self, cell: Cell, mention: StatuteMention) -> MentionResolution:
        """Return the statutes that a mention may name."""
        candidates: tuple[Statute, ...] = ()
        if mention.stands_for is not None:
            candidates = self.registry.by_title(mention.stands_for)
        candidates = candidates or self._continued(cell, mention)
        candidates = candidates or self.registry.by_title(mention.title)
        candidates = tuple(one for one in candidates if not _other_trial(mention.title, one))
        number = mention.document_number
        by_number = self.registry.by_number(number.text) if number is not None else ()
        if not candidates and number is not None and mention.span == number.span:
            candidates = by_number if len(by_number) == 1 else ()
        if len(candidates) > 1:
            candidates = self._told_apart(candidates, by_number, mention)
        return MentionResolution(
            cell=cell,
            mention=mention,
            candidates=candidates,
            near=() if candidates else self._near_titles(mention.stands_for or mention.title),
            by_number=by_number,
        )

    def _continued(self, cell: Cell, mention: StatuteMention) -> tuple[Statute, ...]:
        """Return the statute of a title that goes on behind its marks: 《某规定》实施细则."""
        found = _continuation(cell, mention)
        if found is None or found["and"]:
            return ()
        return self.registry.by_title(mention.title + found["rest"])

    def _near_titles(self, title: str) -> tuple[NearTitle, ...]:
        known = self._near.get(title)
        if known is None:
            known = self._near[title] = self.registry.near_titles(title)
        return known

    def _told_apart(
        self,
        candidates: tuple[Statute, ...],
        by_number: tuple[Statute, ...],
        mention: StatuteMention,
    ) -> tuple[Statute, ...]:
        """Return the one of several statutes that number or dates single out, else all."""
        numbered = {statute.id for statute in by_number}
        for fitting in (
            [one for one in candidates if one.id in numbered],
            [one for one in candidates if self.clock.named(one, mention) is not None],
        ):
            if len(fitting) == 1:
                return tuple(fitting)
        return candidates

    # ------------------------------------------------------------ citations

    def citation(
        self,
        citation: Citation,
        mentions: Mapping[int, MentionResolution],
        shared: Mapping[Span, tuple[Citation, ...]],
    ) -> CitationResolution:
        """Return what the database says of a citation."""
        if citation.statute is None:
            return CitationResolution(
                citation=citation, mention=None, unchecked=(Unchecked.UNATTRIBUTED,)
            )
        mention = mentions[id(citation.statute)]
        statute = mention.statute
        if statute is None or self._speaks_of_another(mention):
            several = bool(mention.candidates)
            reason = Unchecked.STATUTE_AMBIGUOUS if several else Unchecked.STATUTE_UNKNOWN
            return CitationResolution(citation=citation, mention=mention, unchecked=(reason,))
        if not self.registry.versions(statute):
            return CitationResolution(
                citation=citation, mention=mention, unchecked=(Unchecked.NO_TEXT,)
            )
        window = self.clock.window(statute)
        if citation.pinpoint.internal:
            outcome = self._spoken(statute, window)
        else:
            outcome = self._outcome(_case(statute, citation, shared), mention.mention, window)
        verdict = outcome.verdict
        return CitationResolution(
            citation=citation,
            mention=mention,
            at_list=window.in_force,
            at_today=self.clock.at(statute, self.clock.as_of),
            meant=outcome.meant,
            meant_since=outcome.since,
            exists=verdict.exists,
            own=verdict.own,
            older=verdict.older,
            elsewhere=verdict.elsewhere,
            renumbered=verdict.renumbered,
            unchecked=_unchecked(citation, window, outcome),
        )

    def _spoken(self, statute: Statute, window: _Window) -> _Outcome:
        """Return the version that a reference inside a provision speaks of, without a verdict."""
        since = "list" if window.versions else "today"
        versions = window.versions or self.clock.today(statute)
        return _Outcome(_Verdict(), versions[-1] if versions else None, since)

    def _speaks_of_another(self, mention: MentionResolution) -> bool:
        """Return whether places after a mention are those of its implementing document."""
        found = _continuation(mention.cell, mention.mention)
        return found is not None and not self._continued(mention.cell, mention.mention)

    def _outcome(self, case: _Case, mention: StatuteMention, window: _Window) -> _Outcome:
        """Return the verdict that counts; none where the words are those of a text not held."""
        outcome = self._judged(case, mention, window)
        if outcome.meant is None or outcome.verdict.fine:
            return outcome
        undated = not outcome.meant.date
        if undated or self.clock.names_unheld(case.statute, mention, outcome.meant):
            return outcome._replace(verdict=_Verdict(unheld=True))
        return outcome

    def _judged(self, case: _Case, mention: StatuteMention, window: _Window) -> _Outcome:
        """Return the verdict that counts.

        What speaks against the citation in every version that may have been in force when the
        list was made, holds since then; else what speaks against it today, holds today. A version
        that the note names is the only one asked where it may have been in force, and settles the
        matter where the list is known to be older than the next change.
        """
        named = self.clock.named(case.statute, mention)
        possible, sure = window.versions, window.sure
        source: Version | None = None
        settled = False
        if named is not None:
            if not possible or named.version.date < possible[0].date:
                source = named.version if named.firm else None
            elif named.firm or possible == (named.version,):
                possible, sure, settled = (named.version,), True, True
        verdict = self._agreed(case, possible, source)
        if verdict is not None and not verdict.fine:
            return _Outcome(verdict, possible[-1], "list" if sure else "today")
        if verdict is not None and settled and self.clock.bounded:
            return _Outcome(verdict, possible[-1], "list")
        if source is None and len(possible) == 1:
            source = possible[0]
        today = self.clock.today(case.statute)
        now = self._agreed(case, today, source)
        if now is not None and (verdict is None or not now.fine):
            return _Outcome(now, today[-1], "today")
        if verdict is not None:
            return _Outcome(verdict, possible[-1], "list")
        return _Outcome(_Verdict(), None, "today")

    def _agreed(
        self, case: _Case, versions: Sequence[Version], source: Version | None
    ) -> _Verdict | None:
        """Return the verdict on which all versions agree, the newest's; None if they do not."""
        verdicts = [self._verdict(case, version, source) for version in versions]
        if not verdicts or len({verdict.signature for verdict in verdicts}) > 1:
            return None
        return verdicts[-1]

    def _verdict(self, case: _Case, version: Version, source: Version | None) -> _Verdict:
        key = (
            version.id,
            case.pinpoint.key,
            case.quote.text if case.quote is not None else None,
            case.places,
            source.id if source is not None else None,
        )
        known = self._verdicts.get(key)
        if known is None:
            known = self._verdicts[key] = self.judge.verdict(case, version, source)
        return known


def _continuation(cell: Cell, mention: StatuteMention) -> re.Match[str] | None:
    """Return the words behind the marks that make another document of the title."""
    return None if mention.bare else _CONTINUED.match(cell.text, mention.span.end)


def _other_trial(title: str, statute: Statute) -> bool:
    """Return whether a title is that of a trial text (试行) where the statute is none.

    The final text has other articles; the look-up leaves such words out.
    """
    names = (statute.title, *statute.aliases)
    return any(word in title and not any(word in name for name in names) for word in _TRIAL)


def _sharing(citations: Iterable[Citation]) -> dict[Span, tuple[Citation, ...]]:
    """Return the citations of one cell by the quotation that they introduce together."""
    found: dict[Span, tuple[Citation, ...]] = {}
    for one in citations:
        if one.quote is not None and not one.pinpoint.internal:
            found[one.quote.span] = (*found.get(one.quote.span, ()), one)
    return found


def _case(
    statute: Statute, citation: Citation, shared: Mapping[Span, tuple[Citation, ...]]
) -> _Case:
    pinpoint, quote = citation.pinpoint, citation.quote
    if quote is None or _length(quote) < SHORTEST_QUOTE:
        return _Case(statute, pinpoint, None, ())
    together = shared[quote.span]
    if len(together) == 1 and pinpoint.through is None:
        return _Case(statute, pinpoint, quote, (pinpoint.locator,))
    if any(one.statute is not citation.statute for one in together):
        return _Case(statute, pinpoint, None, ())
    places = tuple(dict.fromkeys(place for one in together for place in _articles(one.pinpoint)))
    if len(places) == 1 and together[0] is not citation:
        return _Case(statute, pinpoint, None, ())
    return _Case(statute, pinpoint, quote, places, parts=len(places) == 1)


def _articles(pinpoint: Pinpoint) -> list[Locator]:
    """Return the articles of a pinpoint; of a range all that it spans."""
    first = pinpoint.locator.article
    if first is None:
        return []
    last = pinpoint.through.article if pinpoint.through is not None else None
    if last is None or last - first > _LONGEST_RANGE:
        return [Locator(*_number(pinpoint.locator))]
    return [Locator(article=number) for number in range(first, last + 1)]


def _length(quote: Quote) -> int:
    return sum(map(str.isalnum, quote.text))


def _unchecked(citation: Citation, window: _Window, outcome: _Outcome) -> tuple[Unchecked, ...]:
    """Return why a citation was not compared in every part that it states, in order."""
    if citation.pinpoint.internal:
        return ()
    locator, verdict = citation.pinpoint.locator, outcome.verdict
    if outcome.meant is None or verdict.unheld:
        undetermined = bool(window.versions) and not verdict.unheld
        return (Unchecked.VERSION_UNDETERMINED if undetermined else Unchecked.HISTORY_INCOMPLETE,)
    reasons: list[Unchecked] = []
    if locator.article is None and verdict.exists is None:
        reasons.append(Unchecked.NOT_AN_ARTICLE)
    elif verdict.exists is None and not verdict.newer:
        reasons.append(Unchecked.UNITS_UNCONFIRMED if _cites_unit(locator) else Unchecked.NO_TEXT)
    if verdict.newer:
        reasons.append(Unchecked.VERSION_UNDETERMINED)
    if citation.quote is not None and _length(citation.quote) < SHORTEST_QUOTE:
        reasons.append(Unchecked.QUOTE_TOO_SHORT)
    elif citation.quote is not None and (verdict.unmatched or locator.article is None):
        reasons.append(Unchecked.QUOTE_UNMATCHED)
    return tuple(reasons)
