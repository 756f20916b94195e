"""Which dated events the lists agree on."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from itertools import combinations

from citelaw.learn._names import NumberKey
from citelaw.learn._proposal import (
    Conflict,
    Contradiction,
    Counted,
    ProposedEvent,
    counted,
    settled,
)
from citelaw.learn._use import CHANGES, Dated, Use
from citelaw.model import DateKind

_ONCE = (DateKind.ADOPTED, DateKind.PROMULGATED, DateKind.EFFECTIVE)
"""What happens to a document once, in this order."""

_EXACT = len("2018-12-29")
_ORDER = (*_ONCE, *CHANGES, DateKind.UNSPECIFIED)
_LONGEST_WAIT = 2
"""Years from one of ``_ONCE`` to the next, beyond which the dates are of two versions."""


class _Stated:
    """The dates of one kind: which place states which, and the numbers beside them."""

    def __init__(self, uses: Iterable[Use], kind: DateKind) -> None:
        self.kind = kind
        stated = [(use, _of_kind(use, kind)) for use in uses]
        self.pairs = [(use, dated) for use, dates in stated for dated in dates]
        self.full = _full({dated.value for _, dated in self.pairs})
        self.values = counted(
            (value, use.place)
            for use, dates in stated
            for value in sorted({self.full[dated.value] for dated in dates})
        )

    def event(self, value: Counted, certain: bool) -> ProposedEvent:
        """Return the event of one of the dates, with the number that belongs to it."""
        beside: dict[NumberKey, str] = {}
        for _, dated in self.pairs:
            if self.full[dated.value] == value.value:
                beside.update((number.key, number.text) for number in dated.numbers)
        number = next(iter(beside.values())) if len(beside) == 1 else None
        return ProposedEvent(self.kind, value.value, number, value.places, certain)

    def by_ordinal(self) -> Iterator[tuple[Counted, ...]]:
        """Yield the dates of each N of 第N次修正 that has several."""
        stated = defaultdict(list)
        for use, dated in self.pairs:
            if dated.ordinal:
                stated[dated.ordinal].append((self.full[dated.value], use.place))
        for ordinal in sorted(stated):
            values = counted(stated[ordinal])
            if len(values) > 1:
                yield values


def _of_kind(use: Use, kind: DateKind) -> list[Dated]:
    dates = dict.fromkeys(use.dates)
    return [dated for dated in dates if dated.kind is kind and _is_date(dated.value)]


def events_of(
    uses: list[Use],
) -> tuple[tuple[ProposedEvent, ...], tuple[Contradiction, ...]]:
    """Return the events of a document by date, and where the lists contradict each other."""
    events: list[ProposedEvent] = []
    contradictions: list[Contradiction] = []
    for kind in _ORDER:
        stated = _Stated(uses, kind)
        found, against = _single(stated) if kind in _ONCE else _several(stated)
        events += found
        contradictions += against
    disordered = _disordered(events)
    if disordered:
        contradictions.append(_order(disordered))
    events = [event._replace(certain=False) if event in disordered else event for event in events]
    events = sorted(events, key=lambda event: (event.date, _ORDER.index(event.kind)))
    return tuple(_without_echoes(events)), tuple(contradictions)


def _order(disordered: list[ProposedEvent]) -> Contradiction:
    values = tuple(Counted(event.date, event.places) for event in disordered)
    about = "、".join(event.kind for event in disordered)
    return Contradiction(Conflict.DATE_ORDER, values, about)


def _single(stated: _Stated) -> tuple[list[ProposedEvent], list[Contradiction]]:
    """Return the one event of a kind; of several dates the most frequent is taken."""
    chosen = settled(stated.values)
    events = [stated.event(value, value.value == chosen) for value in stated.values]
    if len(events) < 2:
        return events, []
    return events, [Contradiction(Conflict.DATES, stated.values, stated.kind, chosen)]


def _several(stated: _Stated) -> tuple[list[ProposedEvent], list[Contradiction]]:
    """Return the events of a kind that may happen often; only 第N次 can have two dates."""
    wrong: set[str] = set()
    contradictions = []
    for values in stated.by_ordinal():
        chosen = settled(values)
        wrong |= {value.value for value in values if value.value != chosen}
        contradictions.append(Contradiction(Conflict.DATES, values, stated.kind, chosen))
    events = [stated.event(value, value.value not in wrong) for value in stated.values]
    return events, contradictions


def _disordered(events: list[ProposedEvent]) -> list[ProposedEvent]:
    """Return the events of ``_ONCE`` that come in the wrong order or years after one another."""
    once = [event for event in events if event.certain and event.kind in _ONCE]
    changes = [event.date for event in events if event.kind in CHANGES]
    wrong: list[ProposedEvent] = []
    for first, second in combinations(once, 2):
        if not _in_order(first, second, changes):
            wrong += (first, second)
    return [event for event in once if event in wrong]


def _in_order(first: ProposedEvent, second: ProposedEvent, changes: list[str]) -> bool:
    """Return whether one event of ``_ONCE`` can follow the other.

    A change (修正, 修订) between them explains a late effective date, which is that of its text.
    """
    known = min(len(first.date), len(second.date))
    if first.date[:known] > second.date[:known]:
        return False
    since = [first.date]
    if second.kind is DateKind.EFFECTIVE:
        since += [date for date in changes if date <= second.date]
    return int(second.date[:4]) - int(max(since)[:4]) <= _LONGEST_WAIT


def _without_echoes(events: list[ProposedEvent]) -> Iterator[ProposedEvent]:
    """Yield the events; a date without a word for what happened is told only where it is new."""
    known = {event.date for event in events if event.kind is not DateKind.UNSPECIFIED}
    for event in events:
        echo = any(date.startswith(event.date) for date in known)
        if event.kind is not DateKind.UNSPECIFIED or not echo:
            yield event


def _full(values: Collection[str]) -> dict[str, str]:
    """Return for every date the one exact date that it is short for, else the date itself.

    >>> _full(["2018", "2018-12", "2018-12-29"])
    {'2018': '2018-12-29', '2018-12': '2018-12-29', '2018-12-29': '2018-12-29'}
    """
    full = {}
    for value in values:
        days = [one for one in values if one.startswith(f"{value}-") and len(one) == _EXACT]
        full[value] = days[0] if len(days) == 1 else value
    return full


def _is_date(value: str) -> bool:
    """Return whether a value is a day, month or year of the calendar."""
    try:
        datetime.date.fromisoformat(value + "-01" * ((10 - len(value)) // 3))
    except ValueError:
        return False
    return True
