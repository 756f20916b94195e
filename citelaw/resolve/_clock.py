"""Which version of a statute was in force when, and which one a note names."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from citelaw.model import (
    DateKind,
    InForce,
    ListDate,
    NotYet,
    Statute,
    StatuteMention,
    Undetermined,
    Version,
)

if TYPE_CHECKING:
    from citelaw.registry import Registry


class Window(NamedTuple):
    """The versions that may have been in force when the list was made, the oldest first.

    ``sure`` is false where a version that is not held may lie among them.
    """

    in_force: InForce | None
    versions: tuple[Version, ...]
    sure: bool


class Named(NamedTuple):
    """The version that a note names.

    ``firm`` where the note tells an amendment or a revision, not just the original adoption,
    which identifies the statute and claims no version.
    """

    version: Version
    firm: bool


class Clock:
    """Which version of a statute was in force when, asked once for each statute."""

    def __init__(self, registry: Registry, list_date: ListDate | None, as_of: date) -> None:
        self.registry = registry
        self.list_date = list_date
        self.as_of = as_of
        self._at: dict[tuple[int, date], InForce] = {}
        self._windows: dict[int, Window] = {}

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

    def window(self, statute: Statute) -> Window:
        """Return the versions that may have been in force when the list was made."""
        known = self._windows.get(statute.id)
        if known is None:
            known = self._windows[statute.id] = self._window(statute)
        return known

    def _window(self, statute: Statute) -> Window:
        day = self.list_date
        if day is None:
            return Window(None, (), False)
        held = self.registry.versions(statute)
        last = self.at(statute, day.not_after or self.as_of)
        first = last if day.not_before is None else self.at(statute, day.not_before)
        if day.not_before is not None and first == last:
            versions = _versions_of(first)
            sure = not isinstance(first, Undetermined) or statute.history_complete
            return Window(first, versions, sure)
        ends = (*_versions_of(first), *_versions_of(last))
        if not ends:
            return Window(Undetermined(candidates=()), (), False)
        low = "" if day.not_before is None else min(version.date for version in ends)
        high = max(version.date for version in ends)
        versions = tuple(version for version in held if low <= version.date <= high)
        return Window(Undetermined(candidates=versions), versions, statute.history_complete)

    def named(self, statute: Statute, mention: StatuteMention) -> Named | None:
        """Return the newest held version that a note of the mention names, None where none does."""
        held = self.registry.versions(statute)
        best: Named | None = None
        for note in mention.notes:
            for dated in note.dates:
                version = _dated(held, statute, dated.kind, dated.value)
                if version is None or (best is not None and version.date < best.version.date):
                    continue
                changed = dated.kind in (DateKind.AMENDED, DateKind.REVISED)
                best = Named(version, changed or version.id != held[0].id)
        return best

    def names_unheld(self, statute: Statute, mention: StatuteMention, meant: Version) -> bool:
        """Return whether a note names a change whose text is not held instead of ``meant``.

        It does where the change is later, or where it is a recorded one and the last that the note
        knows of: the words may be those of the text that it made.
        """
        held = self.registry.versions(statute)
        dates = [
            dated
            for note in mention.notes
            for dated in note.dates
            if dated.kind in (DateKind.AMENDED, DateKind.REVISED)
        ]
        lacking = [one for one in dates if _dated(held, statute, one.kind, one.value) is None]
        if any(one.value[:4] > meant.date[:4] for one in lacking):
            return True
        last = max(dates, key=lambda one: one.value, default=None)
        return last in lacking and any(
            event.date.startswith(last.value)
            for change in self.registry.changes(statute)
            if change.version is None
            for event in change.events
        )


def _versions_of(in_force: InForce) -> tuple[Version, ...]:
    if isinstance(in_force, Version):
        return (in_force,)
    if isinstance(in_force, NotYet):
        return (in_force.first,) if in_force.first is not None else ()
    return in_force.candidates


def _dated(held: Sequence[Version], statute: Statute, kind: DateKind, value: str) -> Version | None:
    """Return the one version of that date; a day may be that of its adoption or promulgation."""
    if kind is DateKind.EFFECTIVE:
        fitting = [one for one in held if str(one.effective_from or "").startswith(value)]
        return fitting[0] if len(fitting) == 1 else None
    fitting = [one for one in held if one.date.startswith(value)]
    if not fitting and any(event.date == value for event in statute.events):
        fitting = [one for one in held if one.date[:4] == value[:4]]
    return fitting[0] if len(fitting) == 1 else None
