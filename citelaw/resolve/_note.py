"""Version notes that name a text which a later change has replaced."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from citelaw.model import (
    Change,
    CitationResolution,
    Locator,
    MentionResolution,
    NoteDate,
    OutdatedNote,
    Statute,
)
from citelaw.pattern import Pattern
from citelaw.registry.normalise import number_key
from citelaw.resolve._clock import Clock
from citelaw.resolve._place import number
from citelaw.span import Span

if TYPE_CHECKING:
    from citelaw.registry import Registry

_CHANGED = Pattern(r"修订|修正(?!案)|修改(?=[）)，,。；;\s]|\Z)")
"""Words by which a note tells of a change; 修改 in the title of a decision is none."""


def outdated(
    mentions: Iterable[MentionResolution],
    citations: Sequence[CitationResolution],
    registry: Registry,
    clock: Clock,
) -> tuple[OutdatedNote, ...]:
    """Return the first note of each statute that names a replaced text.

    A change counts from the day on which it was surely in force. The history need not be complete:
    what the note names and what replaced it are recorded, whatever else is not.
    """
    found: dict[int, OutdatedNote] = {}
    cited: dict[int, list[CitationResolution]] = {}
    for each in citations:
        known = each.mention.statute if each.mention is not None else None
        if known is not None and not each.citation.pinpoint.internal:
            cited.setdefault(known.id, []).append(each)
    for one in mentions:
        statute, mention = one.statute, one.mention
        if statute is None or statute.id in found:
            continue
        if not mention.own or len(one.changes) < 2:
            continue
        note = _Noted(one, statute, registry, clock).outdated(cited.get(statute.id, ()))
        if note is not None:
            found[statute.id] = note
    return tuple(found.values())


class _Noted:
    """A mention with what its note and its numbers name."""

    def __init__(
        self, mention: MentionResolution, statute: Statute, registry: Registry, clock: Clock
    ) -> None:
        self.resolution = mention
        self.statute = statute
        self.registry = registry
        self.clock = clock

    def outdated(self, citations: Sequence[CitationResolution]) -> OutdatedNote | None:
        """Return the note as one that names a replaced text, None where it does not."""
        dated = tuple(self._dated())
        if len(dated) < len(self._dates):
            return None  # a date that no change has is a slip, or news
        claims = [*dated, *self._numbered()]
        if not claims:
            return None
        claimed = max(at for at, _ in claims)
        if self._tells_more(claims):
            return None
        newest, since = self._in_force(claimed)
        if newest is None:
            return None
        named = [span for at, span in claims if at == claimed]
        changes = self.resolution.changes
        changed, known = self._changed(citations, changes[claimed], newest)
        return OutdatedNote(
            mention=self.resolution,
            span=named[-1] if not self._dates else self._dates[-1].span,
            dated=bool(self._dates),
            newest=newest,
            since=since,
            changed=changed,
            compared=known,
        )

    def _tells_more(self, claims: Sequence[tuple[int, Span]]) -> bool:
        """Return whether the note tells of more changes than could be found on record.

        根据《甲决定》（国务院令第2号）修正 has no date of its own, and may be the newest.
        """
        told = sum(
            len(_CHANGED.findall(self.resolution.cell.text, note.span.start, note.span.end))
            for note in self.resolution.mention.notes
        )
        return told > len({at for at, _ in claims if at})

    @property
    def _dates(self) -> tuple[NoteDate, ...]:
        return tuple(dated for note in self.resolution.mention.notes for dated in note.dates)

    def _dated(self) -> Iterator[tuple[int, Span]]:
        """Yield the position of each change that a date names, with the date's *cell* span."""
        for dated in self._dates:
            for at in reversed(range(len(self.resolution.changes))):
                if _fits(self.resolution.changes[at], dated.value):
                    yield at, dated.span
                    break

    def _numbered(self) -> Iterator[tuple[int, Span]]:
        """Yield the position of each change that a number names, with the number's *cell* span."""
        first = self.statute.document_number
        for printed in self.resolution.mention.numbers:
            key = number_key(printed.text)
            for at in reversed(range(len(self.resolution.changes))):
                numbers = [event.number for event in self.resolution.changes[at].events]
                if at == 0:
                    numbers.append(first)
                if any(known and number_key(known) == key for known in numbers):
                    yield at, printed.span
                    break

    def _in_force(self, claimed: int) -> tuple[Change | None, str]:
        """Return the newest change after the claimed one that is in force, and since when."""
        known = self.clock.list_date
        first = known.not_before if known is not None else None
        for day, since in ((first, "list"), (self.clock.as_of, "today")):
            later = [
                change
                for change in self.resolution.changes[claimed + 1 :]
                if day is not None
                and change.high is not None
                and not change.presumed
                and change.high <= day
            ]
            if later:
                return later[-1], since
        return None, ""

    def _changed(
        self, citations: Sequence[CitationResolution], old: Change, new: Change
    ) -> tuple[tuple[Locator, ...], bool]:
        """Return the cited articles whose words differ, and whether all could be compared.

        ``citations`` are those of the statute. Where no article is cited nothing is compared.
        """
        changed: dict[Locator, None] = {}
        compared: list[bool] = []
        for one in citations:
            locator = one.citation.pinpoint.locator
            if locator.article is None or old.version is None or new.version is None:
                compared.append(False)
                continue
            place = Locator(*number(locator))
            same = self.registry.same_words(old.version, new.version, place)
            compared.append(same is not None)
            if same is False:
                changed[place] = None
        return tuple(changed), bool(compared) and all(compared)


def _fits(change: Change, value: str) -> bool:
    """Return whether a printed date (a day, a month, a year) is that of the change.

    It may be any of its recorded events, or the day on which it came into force.
    """
    days = [event.date for event in change.events]
    if change.low is not None and change.low == change.high:
        days.append(change.low.isoformat())
    return any(day.startswith(value) for day in days)
