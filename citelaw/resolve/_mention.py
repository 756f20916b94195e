"""Which statutes a mention may name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from citelaw.model import (
    Cell,
    Identified,
    MentionResolution,
    NearTitle,
    Statute,
    StatuteMention,
    Successor,
)
from citelaw.pattern import Pattern
from citelaw.resolve._clock import Clock

if TYPE_CHECKING:
    from citelaw.registry import Registry

_TRIAL = ("试行", "暂行", "草案", "征求意见稿")

_CONTINUED = Pattern(
    r"(?P<and>及其)?的?(?P<rest>(?:实施|施行)(?:细则|办法|条例|意见|规定)|补充规定|司法解释)"
)
"""What makes another document of a title when it follows the marks: 《某规定》实施细则."""


class Names:
    """Looks mentions up in the database, each title once."""

    def __init__(self, registry: Registry, clock: Clock) -> None:
        self.registry = registry
        self.clock = clock
        self._near: dict[str, tuple[NearTitle, ...]] = {}
        self._successors: dict[str, Successor] = {}

    def resolution(self, cell: Cell, mention: StatuteMention) -> MentionResolution:
        """Return the statutes that a mention may name."""
        number = mention.document_number
        by_number = self.registry.by_number(number.text) if number is not None else ()
        identified, candidates = self._titled(cell, mention)
        if not candidates and number is not None and mention.span == number.span:
            identified, candidates = Identified.NUMBER, by_number if len(by_number) == 1 else ()
        told_apart = None
        if len(candidates) > 1:
            told_apart, candidates = self._told_apart(candidates, by_number, mention)
        one = candidates[0] if len(candidates) == 1 else None
        return MentionResolution(
            cell=cell,
            mention=mention,
            candidates=candidates,
            near=() if candidates else self._near_titles(mention.stands_for or mention.title),
            by_number=by_number,
            changes=self.registry.changes(one) if one is not None else (),
            successor=self._successor(one) if one is not None else None,
            identified=identified if candidates else None,
            told_apart=told_apart,
        )

    def speak_of_another(self, mention: MentionResolution) -> bool:
        """Return whether places after a mention are those of its implementing document."""
        found = _continuation(mention.cell, mention.mention)
        return found is not None and not self._continued(mention.cell, mention.mention)

    def _titled(
        self, cell: Cell, mention: StatuteMention
    ) -> tuple[Identified, tuple[Statute, ...]]:
        """Return the statutes of the title: the one it is short for, continues, or prints."""
        by, found = Identified.DEFINED, tuple[Statute, ...]()
        if mention.stands_for is not None:
            found = self.registry.by_title(mention.stands_for)
        if not found:
            by, found = Identified.CONTINUED, self._continued(cell, mention)
        if not found:
            by, found = Identified.TITLE, self.registry.by_title(mention.title)
        return by, tuple(one for one in found if not _other_trial(mention.title, one))

    def _continued(self, cell: Cell, mention: StatuteMention) -> tuple[Statute, ...]:
        """Return the statute of a title that goes on behind its marks: 《某规定》实施细则."""
        found = _continuation(cell, mention)
        if found is None or found["and"]:
            return ()
        return self.registry.by_title(mention.title + found["rest"])

    def _successor(self, statute: Statute) -> Successor | None:
        """Return what took the place of ``statute``, or will."""
        title = statute.successor or statute.repealed_by
        if title is None:
            return None
        known = self._successors.get(title)
        if known is None:
            known = self._successors[title] = self._first_day_of(title)
        return known

    def _first_day_of(self, title: str) -> Successor:
        found = self.registry.by_title(title)
        return self.begun(found[0]) if len(found) == 1 else Successor(title, None, None)

    def begun(self, statute: Statute) -> Successor:
        """Return ``statute`` with its first day in force, where that is known."""
        changes = self.registry.changes(statute)
        first = changes[0] if changes and changes[0].kind == "enactment" else None
        since = first.low if first is not None and first.low == first.high else None
        return Successor(statute.title, statute.document_number, since)

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
    ) -> tuple[Identified | None, tuple[Statute, ...]]:
        """Return the one of several statutes that number or dates single out, else all."""
        numbered = {statute.id for statute in by_number}
        for by, fitting in (
            (Identified.NUMBER, [one for one in candidates if one.id in numbered]),
            (Identified.NOTE, [one for one in candidates if self.clock.named(one, mention)]),
        ):
            if len(fitting) == 1:
                return by, tuple(fitting)
        return None, candidates


def _continuation(cell: Cell, mention: StatuteMention) -> re.Match[str] | None:
    """Return the words behind the marks that make another document of the title."""
    return None if mention.bare else _CONTINUED.match(cell.text, mention.span.end)


def _other_trial(title: str, statute: Statute) -> bool:
    """Return whether a title is that of a trial text (试行) where the statute is none.

    The final text has other articles; the look-up leaves such words out.
    """
    names = (statute.title, *statute.aliases)
    return any(word in title and not any(word in name for name in names) for word in _TRIAL)
