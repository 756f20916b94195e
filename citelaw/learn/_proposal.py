"""The nouns of learning: a proposed document and what the lists say of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from citelaw.model import DateKind, Tier


class Place(NamedTuple):
    """Where a document is named: the file, the line from 1, the list's own 序号 or ""."""

    file: str
    line: int
    row: str = ""


@dataclass(frozen=True, slots=True)
class Counted:
    """A value and every place that states it, in order."""

    value: str
    places: tuple[Place, ...]

    @property
    def count(self) -> int:
        """How often the value is stated."""
        return len(self.places)


class Conflict(StrEnum):
    """What lists may contradict each other in."""

    NUMBERS = "numbers"
    SHARED_NUMBER = "shared-number"
    LABELS = "labels"
    DATES = "dates"
    DATE_ORDER = "date-order"


class Contradiction(NamedTuple):
    """Values that cannot all be true, the most frequent first.

    ``about`` is the kind of date or the number that they are said of, ``chosen`` the value that is
    proposed; None where none is more frequent than the others.
    """

    conflict: Conflict
    values: tuple[Counted, ...]
    about: str = ""
    chosen: str | None = None


class ProposedEvent(NamedTuple):
    """A dated event; one that is not ``certain`` is told, not proposed."""

    kind: DateKind
    date: str
    number: str | None
    places: tuple[Place, ...]
    certain: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A document (文件) that the database does not hold, as the lists describe it.

    ``spellings`` are the printed titles, ``numbers`` the numbers it is cited by, ``labels`` those
    in front of it; each with its places. ``number``, ``tier``, ``issuer`` and ``region`` are None
    where the lists do not settle them, ``further_numbers`` stand beside ``number``. ``near`` are
    known titles that it may be a slip for, ``holders`` the known documents that carry its number.
    """

    title: str
    places: tuple[Place, ...]
    spellings: tuple[Counted, ...]
    aliases: tuple[str, ...] = ()
    number: str | None = None
    numbers: tuple[Counted, ...] = ()
    further_numbers: tuple[str, ...] = ()
    tier: Tier | None = None
    labels: tuple[Counted, ...] = ()
    issuer: str | None = None
    region: str | None = None
    events: tuple[ProposedEvent, ...] = ()
    near: tuple[str, ...] = ()
    holders: tuple[str, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()

    @property
    def count(self) -> int:
        """How often the lists name the document."""
        return len(self.places)

    @property
    def files(self) -> tuple[tuple[str, int], ...]:
        """The files that name it and how often, in the order of their names."""
        return tuple(sorted(Counter(place.file for place in self.places).items()))

    @property
    def doubtful(self) -> bool:
        """Whether it may be a known document under a wrong title."""
        return bool(self.near or self.holders)


def counted(stated: Iterable[tuple[str, Place]]) -> tuple[Counted, ...]:
    """Return the values with their places, the most frequent first."""
    places: dict[str, list[Place]] = {}
    for value, place in stated:
        places.setdefault(value, []).append(place)
    found = [Counted(value, tuple(sorted(places[value]))) for value in sorted(places)]
    return tuple(sorted(found, key=lambda one: -one.count))


def settled(values: tuple[Counted, ...]) -> str | None:
    """Return the most frequent value, None on a tie."""
    if not values or (len(values) > 1 and values[0].count == values[1].count):
        return None
    return values[0].value
