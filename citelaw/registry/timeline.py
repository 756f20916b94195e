"""The versions of statutes and the days on which each is in force, over all files at once."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from citelaw.model import Change, Event, InForce, NotYet, Statute, Undetermined, Version
from citelaw.registry.database import Database, joint_id, split_id

_VERSION_COLUMNS = (
    "id, statute_id, date, kind, effective_from, effective_to, number, article_count, last_article"
)


_SAME_DAYS = 60
"""Events of two files that lie so close together belong to one change."""


class Timeline:
    """The versions and changes of statutes; ``everywhere`` gives the ids of one in every file."""

    def __init__(
        self, files: Sequence[Database], everywhere: Callable[[Statute], tuple[int, ...]]
    ) -> None:
        self._files = files
        self._everywhere = everywhere
        self._held: dict[int, tuple[Version, ...]] = {}
        self._changes: dict[int, tuple[Change, ...]] = {}

    def versions(self, statute: Statute) -> tuple[Version, ...]:
        """See ``Registry.versions``; of a version that several files hold the first counts."""
        known = self._held.get(statute.id)
        if known is None:
            found: list[Version] = []
            for one in self._everywhere(statute):
                dates = {version.date for version in found}
                found += [own for own in self._of_file(one, statute) if own.date not in dates]
            ordered = sorted(found, key=lambda version: (version.date, version.id))
            known = self._held[statute.id] = tuple(ordered)
        return known

    def _of_file(self, one: int, statute: Statute) -> list[Version]:
        position, local = split_id(one)
        query = f"SELECT {_VERSION_COLUMNS} FROM version WHERE statute_id = ? ORDER BY date, id"
        rows = self._files[position].rows(query, local)
        return [_version(position, statute.id, row) for row in rows]

    def changes(self, statute: Statute) -> tuple[Change, ...]:
        """See ``Registry.changes``."""
        known = self._changes.get(statute.id)
        if known is None:
            held = {version.id: version for version in self.versions(statute)}
            merged: list[Change] = []
            for one in self._everywhere(statute):
                merged = _merged(merged, self._changes_of_file(one, held))
            known = self._changes[statute.id] = tuple(merged)
        return known

    def _changes_of_file(self, one: int, held: dict[int, Version]) -> list[Change]:
        position, local = split_id(one)
        query = (
            "SELECT kind, events, low, high, presumed, version_id FROM change "
            "WHERE statute_id = ? ORDER BY position"
        )
        return [
            Change(
                kind=kind,
                events=tuple(Event(date=d, kind=k, number=n) for d, k, n in json.loads(events)),
                low=_day(low),
                high=_day(high),
                presumed=bool(presumed),
                version=held.get(joint_id(position, version)) if version is not None else None,
            )
            for kind, events, low, high, presumed, version in self._files[position].rows(
                query, local
            )
        ]

    def at(self, statute: Statute, day: date) -> InForce:
        """See ``Registry.at``."""
        changes = self.changes(statute)
        surely = [at for at, one in enumerate(changes) if one.high and one.high <= day]
        begun = [at for at, one in enumerate(changes) if one.low is None or one.low <= day]
        possible = [changes[at] for at in begun if not surely or at >= surely[-1]]
        if not possible:
            held = self.versions(statute)
            if changes and changes[0].kind in ("enactment", "undated") and held:
                return NotYet(first=held[0])
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
        at = next((at for at, one in enumerate(merged) if _same(one, change)), None)
        if at is None and change.version is not None:
            merged.append(change._replace(kind="unspecified"))
        elif at is not None and merged[at].version is None:
            merged[at] = merged[at]._replace(version=change.version)
    return sorted(
        merged, key=lambda change: min((event.date for event in change.events), default="")
    )


def _same(one: Change, two: Change) -> bool:
    """Return whether two files speak of the same change."""
    first, second = ([_day(event.date) for event in change.events] for change in (one, two))
    return any(
        abs((day - other).days) <= _SAME_DAYS
        for day in first
        for other in second
        if day is not None and other is not None
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
