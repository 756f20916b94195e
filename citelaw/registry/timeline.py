"""The versions of statutes and the days on which each is in force, over all files at once."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from citelaw.days import exact_day
from citelaw.model import Change, Event, InForce, NotYet, Statute, Undetermined, Version
from citelaw.registry.database import Database, joint_id, split_id
from citelaw.registry.kept import Kept

_VERSION_COLUMNS = (
    "id, statute_id, date, kind, effective_from, effective_to, number, article_count, last_article"
)


_KEPT_DAYS = 64
_SAME_DAYS = 60
"""Events of two files that lie so close together belong to one change."""


class Timeline:
    """The versions and changes of statutes.

    ``everywhere`` gives the ids of a statute in every file, ``added`` the events that a team's
    overlay adds to it.
    """

    def __init__(
        self,
        files: Sequence[Database],
        everywhere: Callable[[Statute], tuple[int, ...]],
        added: Callable[[Statute], tuple[Event, ...]],
    ) -> None:
        self._files = files
        self._added = added
        self._everywhere = everywhere
        self._held: dict[int, tuple[Version, ...]] = {}
        self._changes: dict[int, tuple[Change, ...]] = {}
        self._enacted: Kept[date, tuple[int, ...]] = Kept(_KEPT_DAYS)

    def versions(self, statute: Statute) -> tuple[Version, ...]:
        """See ``Registry.versions``; of a version that several files hold the first counts."""
        known = self._held.get(statute.id)
        if known is None:
            found: list[Version] = []
            for one in self._everywhere(statute):
                before = tuple(found)
                found += [own for own in self._of_file(one, statute) if not _held(own, before)]
            ordered = sorted(found, key=lambda version: (version.date, version.id))
            known = self._held[statute.id] = tuple(ordered)
        return known

    def _of_file(self, one: int, statute: Statute) -> list[Version]:
        position, local = split_id(one)
        query = f"SELECT {_VERSION_COLUMNS} FROM version WHERE id = ?"
        file = self._files[position]
        with file.decoding():
            return [
                _version(position, statute.id, row)
                for version, _ in file.versions.get(local, ())
                for row in file.rows(query, version)
            ]

    def changes(self, statute: Statute) -> tuple[Change, ...]:
        """See ``Registry.changes``."""
        known = self._changes.get(statute.id)
        if known is None:
            held = {version.id: version for version in self.versions(statute)}
            merged: list[Change] = []
            for one in self._everywhere(statute):
                merged = _merged(merged, self._changes_of_file(one, held))
            merged = _with_events(merged, self._added(statute))
            known = self._changes[statute.id] = tuple(merged)
        return known

    def _changes_of_file(self, one: int, held: dict[int, Version]) -> list[Change]:
        position, local = split_id(one)
        query = (
            "SELECT kind, events, low, high, presumed, version_id FROM change "
            "WHERE statute_id = ? ORDER BY position"
        )
        file, found = self._files[position], []
        with file.decoding():
            for kind, events, low, high, presumed, version in file.rows(query, local):
                change = Change(
                    kind=kind,
                    events=tuple(Event(date=d, kind=k, number=n) for d, k, n in json.loads(events)),
                    low=_day(low),
                    high=_day(high),
                    presumed=bool(presumed),
                    version=held.get(joint_id(position, version)) if version is not None else None,
                )
                found.append(change)
        return found

    def enacted_after(self, day: date) -> tuple[int, ...]:
        """Return the ids of the statutes whose first day in force is known and after ``day``."""
        return self._enacted.get(day, lambda: self._enacted_after(day))

    def _enacted_after(self, day: date) -> tuple[int, ...]:
        query = (
            "SELECT statute_id FROM change WHERE position = 0 AND kind = 'enactment' "
            "AND low > ? AND low = high ORDER BY statute_id"
        )
        return tuple(
            joint_id(position, one)
            for position, file in enumerate(self._files)
            for (one,) in file.rows(query, day.isoformat())
        )

    def at(self, statute: Statute, day: date) -> InForce:
        """See ``Registry.at``."""
        changes = self.changes(statute)
        surely = [at for at, one in enumerate(changes) if one.high and one.high <= day]
        begun = [at for at, one in enumerate(changes) if one.low is None or one.low <= day]
        possible = [changes[at] for at in begun if not surely or at >= surely[-1]]
        if not possible:
            if changes and changes[0].kind in ("enactment", "undated"):
                first = changes[0]
                begins = first.low if first.low == first.high else None
                return NotYet(first=first.version, begins=begins)
            return Undetermined(candidates=())
        candidates = tuple(one.version for one in possible if one.version is not None)
        if len(possible) == 1 and candidates and surely:
            return candidates[0]
        return Undetermined(candidates=candidates)


def _version(position: int, statute_id: int, row: Any) -> Version:
    return Version(
        id=joint_id(position, row[0]),
        statute_id=statute_id,
        date=row[2],
        kind=row[3],
        effective_from=_day(row[4]),
        effective_to=_day(row[5]),
        decree_number=row[6],
        article_count=row[7],
        last_article=row[8],
    )


def _merged(first: list[Change], second: list[Change]) -> list[Change]:
    """Return the changes of two files: the second fills in words and adds changes of its own.

    A change is the same where both record an event of about the same day: adopted one day, a text
    may be published some weeks later. What the second file alone records counts only where it
    holds the words.
    """
    if not first:
        return second
    merged = list(first)
    for change in second:
        if change.kind == "undated":
            continue
        at = _nearest(merged, change)
        if at is None and change.version is not None:
            merged.append(change._replace(kind="unspecified"))
        elif at is not None and merged[at].version is None:
            merged[at] = merged[at]._replace(version=change.version)
    return sorted(merged, key=_first_day)


def _with_events(changes: list[Change], added: Sequence[Event]) -> list[Change]:
    """Return the changes with those that only the overlay records; their words are not held."""
    if not added:
        return changes
    from citelaw.registry.building.history import Occurrence, time_line  # lazy: overlays alone

    days = [(exact_day(event.date), event) for event in added]
    happened = [
        Occurrence(day=day, kind=event.kind, number=event.number)
        for day, event in days
        if day is not None and event.kind != "repealed"
    ]
    merged = list(changes)
    for own in time_line(happened, ()):
        change = Change(
            kind=own.kind,
            events=tuple(Event(e.day.isoformat(), e.kind, e.number) for e in own.occurrences),
            low=own.low,
            high=own.high,
            presumed=own.presumed,
            version=None,
        )
        if _nearest(merged, change) is None:
            later = bool(changes) and change.kind == "enactment"
            merged.append(change._replace(kind="unspecified") if later else change)
    return sorted(merged, key=_first_day)


def _first_day(change: Change) -> str:
    return min((event.date for event in change.events), default="")


def _held(version: Version, before: Sequence[Version]) -> bool:
    """Return whether an earlier file holds the version, perhaps by another of its days."""
    day = _day(version.date)
    if day is None:
        return bool(before)
    days = [_day(one.date) for one in before]
    return any(abs((day - other).days) <= _SAME_DAYS for other in days if other is not None)


def _nearest(changes: Sequence[Change], wanted: Change) -> int | None:
    """Return which of the changes is the one that another file speaks of, None where none is."""
    gaps = [(_gap(change, wanted), at) for at, change in enumerate(changes)]
    gap, at = min(gaps, default=(_SAME_DAYS + 1, 0))
    return at if gap <= _SAME_DAYS else None


def _gap(one: Change, two: Change) -> int:
    """Return how many days lie between the nearest events of two changes."""
    first, second = (
        [day for event in change.events if (day := _day(event.date)) is not None]
        for change in (one, two)
    )
    return min((abs((a - b).days) for a in first for b in second), default=_SAME_DAYS + 1)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
