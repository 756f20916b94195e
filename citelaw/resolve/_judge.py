"""Whose words are quoted: a citation held against one version of its statute."""

from __future__ import annotations

from typing import TYPE_CHECKING

from citelaw.model import Comparison, Locator, Quote, Renumbered, Statute, Version
from citelaw.resolve._case import Case
from citelaw.resolve._fit import (
    FITS,
    LEAD,
    LEVEL,
    OWN,
    bare,
    better,
    exact,
    rivals,
    stops_early,
    without_gaps,
)
from citelaw.resolve._place import Places, number
from citelaw.resolve._verdict import Verdict

if TYPE_CHECKING:
    from citelaw.registry import Registry

_MOVED = 0.75
"""Similarity from which a renumbered article is taken for the same (CL304)."""

_FARTHEST_MOVE = 10
"""Places by which a change of a statute moves its articles, as a rule at most."""


class Judge:
    """Holds a citation against one version of its statute."""

    def __init__(self, registry: Registry, places: Places) -> None:
        self.registry = registry
        self.places = places

    def verdict(self, case: Case, version: Version, source: Version | None) -> Verdict:
        """Return what ``version`` says.

        ``source`` is the version whose numbering the list uses, where that is known.
        """
        exists = self.places.has(version, case.pinpoint)
        if case.pinpoint.locator.article is None:
            return Verdict(exists=exists)
        if case.quote is None:
            return Verdict(exists=exists, renumbered=self._moved(case, version, source))
        if len(case.places) > 1:
            return self._joint(case, case.quote, version, exists)
        return self._quoted(case, case.quote, version, exists)

    def _joint(self, case: Case, quote: Quote, version: Version, exists: bool | None) -> Verdict:
        """Judge one quotation of several articles: together they must have its words."""
        found = [self.registry.compare(version, place, quote.text) for place in case.places]
        covered = sum(one.coverage for one in found if one is not None)
        return Verdict(exists=exists, unmatched=covered < OWN)

    def _quoted(self, case: Case, quote: Quote, version: Version, exists: bool | None) -> Verdict:
        """Judge a quotation of one article: its own, another version's, another article's."""
        locator = case.places[0]
        own = self.registry.compare(version, locator, quote.text)
        if own is not None and case.parts:
            own = without_gaps(own)
        if own is not None and exact(own):
            fills = exists is None and own.complete and own.locator == locator
            known = self.places.has_unit(version, locator, confirmed=True) if fills else exists
            return Verdict(exists=known, own=own)
        other = self._other_version(case, quote, version, own)
        if other is not None and other.version.date > version.date:
            return Verdict(own=own and bare(own), newer=True)
        elsewhere, several = self._elsewhere(version, locator, quote, own)
        if other is not None and (
            elsewhere is None or other.coverage >= elsewhere.coverage - LEVEL
        ):
            return self._outdated(exists, quote, own, other, elsewhere)
        if elsewhere is not None:
            moved = self._from_unheld(case.statute, locator, version, elsewhere)
            return Verdict(exists=exists, own=own, elsewhere=elsewhere, renumbered=moved)
        if several or own is None or own.coverage < OWN:
            return Verdict(exists=exists, own=own and bare(own), unmatched=True)
        return Verdict(exists=exists, own=own)

    # ------------------------------------------------------------ whose words

    def _other_version(
        self, case: Case, quote: Quote, version: Version, own: Comparison | None
    ) -> Comparison | None:
        """Return how the quotation lies in the version that fits clearly better, None if none."""
        best: Comparison | None = None
        for other in reversed(self.registry.versions(case.statute)):
            if other.id == version.id or not other.date:
                continue
            found = self.registry.compare(other, case.places[0], quote.text)
            if found is None or found.coverage < FITS or not better(found, own):
                continue
            if best is None or better(found, best):
                best = found
        return best

    def _elsewhere(
        self, version: Version, locator: Locator, quote: Quote, own: Comparison | None
    ) -> tuple[Comparison | None, bool]:
        """Return the one other article that has the words, and whether several have them."""
        floor = max(FITS, own.coverage + LEAD if own is not None else 0.0)
        if floor > 1.0:
            return None, False
        found = [
            one
            for one in self.registry.search(version, quote.text)
            if number(one.locator) != number(locator)
        ]
        if not found or found[0].coverage < floor:
            return None, False
        if len(found) > 1 and rivals(found[0], found[1]):
            return None, True
        return found[0], False

    def _outdated(
        self,
        exists: bool | None,
        quote: Quote,
        own: Comparison | None,
        older: Comparison,
        elsewhere: Comparison | None,
    ) -> Verdict:
        """The words are an older version's: tell whether the article moved and changed."""
        renumbered = self._renumbered(older, own, elsewhere)
        same = (
            renumbered is not None
            and elsewhere is not None
            and not better(older, elsewhere)
            and not stops_early(elsewhere, older)
        )
        now = own
        if renumbered is not None:
            now = self.registry.compare(renumbered.new, renumbered.locator, quote.text)
        return Verdict(
            exists=exists,
            own=own,
            older=None if same else older,
            now=now,
            renumbered=renumbered,
        )

    # ------------------------------------------------------------ where the article went

    def _from_unheld(
        self, statute: Statute, cited: Locator, version: Version, elsewhere: Comparison
    ) -> Renumbered | None:
        """Return where the words stand now, where the number may be an earlier text's, not held.

        None where every earlier text is held, and where the number is a slip of the pen or too
        far off to have moved.
        """
        lacking = any(
            change.version is None and change.events and change.events[0].date < version.date
            for change in self.registry.changes(statute)
        )
        one, two = cited.article or 0, elsewhere.locator.article or 0
        if not lacking or abs(one - two) > _FARTHEST_MOVE or _is_slip(cited, elsewhere.locator):
            return None
        return Renumbered(
            old=None,
            new=version,
            locator=Locator(*number(elsewhere.locator)),
            similarity=elsewhere.coverage,
            proved=True,
        )

    def _moved(self, case: Case, version: Version, source: Version | None) -> Renumbered | None:
        """Return where the article stands now, told without any quotation."""
        if source is None or source.date >= version.date:
            return None
        locator = case.pinpoint.locator
        return _elsewhere_now(self.registry.moved(source, version, locator), locator)

    def _renumbered(
        self, older: Comparison, own: Comparison | None, elsewhere: Comparison | None
    ) -> Renumbered | None:
        """Return where the article stands now; a quotation that lies there too proves it."""
        new = own.version if own is not None else elsewhere.version if elsewhere else None
        if new is None:
            return None
        moved = self.registry.moved(older.version, new, older.locator)
        if elsewhere is not None and (
            moved is None or number(moved.locator) == number(elsewhere.locator)
        ):
            return Renumbered(
                old=older.version,
                new=new,
                locator=Locator(*number(elsewhere.locator)),
                similarity=elsewhere.coverage,
                proved=True,
            )
        return _elsewhere_now(moved, older.locator)


def _is_slip(cited: Locator, right: Locator) -> bool:
    """Return whether the numbers differ by one character left out: 第八十条 for 第八十八条."""
    short, long = sorted((cited.chinese(), right.chinese()), key=len)
    return any(long[:at] + long[at + 1 :] == short for at in range(len(long)))


def _elsewhere_now(moved: Renumbered | None, locator: Locator) -> Renumbered | None:
    """Return ``moved`` where it is surely the same article under another number, else None."""
    if moved is None or moved.similarity < _MOVED or number(moved.locator) == number(locator):
        return None
    return moved
