"""Which verdict counts, by which version, and since when."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from citelaw.model import MeantBy, Statute, StatuteMention, Version
from citelaw.resolve._case import Case
from citelaw.resolve._clock import Clock, Window
from citelaw.resolve._judge import Judge
from citelaw.resolve._verdict import Verdict


class Outcome(NamedTuple):
    """The verdict that counts, the version it is by and why by that, and since when it holds."""

    verdict: Verdict
    meant: Version | None
    since: str
    by: MeantBy | None = None


class _Asked(NamedTuple):
    """The versions that may be meant, and how they were found.

    ``source`` is the version whose numbering the list uses, where the note or the date tells it.
    ``settled`` where the note leaves one version only.
    """

    versions: tuple[Version, ...]
    sure: bool
    source: Version | None
    settled: bool

    @property
    def by(self) -> MeantBy:
        """Why the newest of the versions is the one to judge by."""
        if self.settled:
            return MeantBy.NOTED
        return MeantBy.LIST_DATE if len(self.versions) == 1 else MeantBy.AGREED


class Court:
    """Asks the judge about every version that matters, each once."""

    def __init__(self, clock: Clock, judge: Judge) -> None:
        self.clock = clock
        self.judge = judge
        self._verdicts: dict[tuple[object, ...], Verdict] = {}

    def spoken(self, statute: Statute, window: Window) -> Outcome:
        """Return the version that a reference inside a provision speaks of, without a verdict."""
        versions = window.versions
        if versions:
            by = _Asked(versions, window.sure, None, False).by
            return Outcome(Verdict(), versions[-1], "list", by)
        versions = self.clock.today(statute)
        meant = versions[-1] if versions else None
        return Outcome(Verdict(), meant, "today", MeantBy.PRESENT if versions else None)

    def outcome(self, case: Case, mention: StatuteMention, window: Window) -> Outcome:
        """Return the verdict that counts; none where the words are those of a text not held."""
        outcome = self._judged(case, self._asked(case.statute, mention, window))
        if outcome.meant is None or outcome.verdict.fine:
            return outcome
        undated = not outcome.meant.date
        if undated or self.clock.names_unheld(case.statute, mention, outcome.meant):
            return outcome._replace(verdict=Verdict(unheld=True))
        return outcome

    def _asked(self, statute: Statute, mention: StatuteMention, window: Window) -> _Asked:
        """Return the versions that may be meant.

        A version that the note names is the only one asked where it may have been in force.
        """
        named = self.clock.named(statute, mention)
        possible = window.versions
        if named is None:
            return _Asked(possible, window.sure, None, False)
        if not possible or named.version.date < possible[0].date:
            return _Asked(possible, window.sure, named.version if named.firm else None, False)
        if named.firm or possible == (named.version,):
            return _Asked((named.version,), True, None, True)
        return _Asked(possible, window.sure, None, False)

    def _judged(self, case: Case, asked: _Asked) -> Outcome:
        """Return the verdict that counts.

        What speaks against the citation in every version that may have been in force when the
        list was made, holds since then; else what speaks against it today, holds today. A version
        that the note names settles the matter where the list is known to be older than the next
        change.
        """
        possible, source = asked.versions, asked.source
        verdict = self._agreed(case, possible, source)
        if verdict is not None and not verdict.fine:
            return Outcome(verdict, possible[-1], "list" if asked.sure else "today", asked.by)
        if verdict is not None and asked.settled and self.clock.bounded:
            return Outcome(verdict, possible[-1], "list", asked.by)
        if source is None and len(possible) == 1:
            source = possible[0]
        today = self.clock.today(case.statute)
        now = self._agreed(case, today, source)
        if now is not None and (verdict is None or not now.fine):
            by = MeantBy.PRESENT if verdict is None else MeantBy.TODAY
            return Outcome(now, today[-1], "today", by)
        if verdict is not None:
            return Outcome(verdict, possible[-1], "list", asked.by)
        return Outcome(Verdict(), None, "today")

    def _agreed(
        self, case: Case, versions: Sequence[Version], source: Version | None
    ) -> Verdict | None:
        """Return the verdict on which all versions agree, the newest's; None if they do not."""
        verdicts = [self._verdict(case, version, source) for version in versions]
        if not verdicts or len({verdict.signature for verdict in verdicts}) > 1:
            return None
        return verdicts[-1]

    def _verdict(self, case: Case, version: Version, source: Version | None) -> Verdict:
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
