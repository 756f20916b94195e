"""What a printed date says of a statute, held against what is recorded of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from citelaw.days import exact_day
from citelaw.model import Cell, Change, DateKind, Event, MentionResolution, NoteDate, Statute, Tier
from citelaw.pattern import Pattern
from citelaw.span import Span

_DATE = Pattern(
    r"[12１２一二][0-9０-９〇零○O一二三四五六七八九]{3}\s{0,2}"
    r"(?:年\s{0,2}[0-9０-９一二三四五六七八九十]{1,3}\s{0,2}月(?:\s{0,2}[0-9０-９一二三四五六七八九十]{1,3}\s{0,2}日)?"
    r"|[.\-/．][0-9]{1,2}[.\-/．][0-9]{1,2})"
)
_DAY_LENGTH = len("2018-12-29")
_YEAR = len("2018")

_PUBLISHED_WITHIN = timedelta(days=60)
"""A text is published up to so long after its decision; both days are printed as that of it."""

_SLIP = 2
"""Digits by which a printed day may differ from the one that was meant."""

CHANGE_WORDS = {"amended": "修正", "revised": "修订"}
LAWS = (Tier.LAW, Tier.CONSTITUTION)
AS_DECIDED = (DateKind.ADOPTED, DateKind.AMENDED, DateKind.REVISED)


def own_dates(one: MentionResolution) -> Iterator[NoteDate]:
    """Yield the dates of the mention's own notes."""
    for note in one.mention.notes:
        yield from note.dates


def is_day(dated: NoteDate) -> bool:
    """Return whether the date is printed to the day."""
    return len(dated.value) == _DAY_LENGTH


def calendar_day(dated: NoteDate) -> date | None:
    """Return the calendar day that is printed, None where there is no such day."""
    return exact_day(dated.value)


def date_span(cell: Cell, dated: NoteDate) -> Span:
    """Return the *cell* span of the date alone, without the words of its event."""
    found = _DATE.search(cell.text, *dated.span)
    return Span(*found.span()) if found is not None else dated.span


def word_span(cell: Cell, dated: NoteDate) -> Span:
    """Return the *cell* span of the words that say what happened (第三次修正)."""
    text, (start, end) = cell.text, dated.span
    at = date_span(cell, dated).end
    word = text.rfind("第", at, end) if dated.ordinal is not None else -1
    if word < 0:
        word = text.rfind(dated.word, at, end)
    return Span(word, end) if word >= 0 else Span(start, end)


def recorded(one: MentionResolution, dated: NoteDate) -> Iterator[tuple[Change, Event | None]]:
    """Yield the changes of which the date is recorded, with the event; None for its first day."""
    for change in one.changes:
        for event in change.events:
            if event.date == dated.value:
                yield change, event
        begins = change.low if change.low == change.high else None
        if begins is not None and begins.isoformat() == dated.value:
            yield change, None


def amends(dated: NoteDate) -> bool:
    """Return whether the date is printed as that of an amendment or a revision."""
    return dated.kind in (DateKind.AMENDED, DateKind.REVISED)


def would_be_known(one: MentionResolution, statute: Statute, dated: NoteDate) -> bool:
    """Return whether such an event would stand on record.

    Of laws every decision does. Below them a decision and its publication may lie weeks apart
    with one of them on record, and adoption is recorded for some only.
    """
    if dated.kind not in (*AS_DECIDED, DateKind.PROMULGATED) or dated.word == "印发":
        return False
    if statute.known_to is None or dated.value > statute.known_to:
        return False
    if statute.tier in LAWS:
        return True
    events = [event for change in one.changes for event in change.events]
    if dated.kind is DateKind.ADOPTED and all(event.kind != "adopted" for event in events):
        return False
    printed = calendar_day(dated)
    assert printed is not None
    days = [known for event in events if (known := exact_day(event.date)) is not None]
    return all(abs(printed - known) > _PUBLISHED_WITHIN for known in days)


def day_meant(one: MentionResolution, statute: Statute, dated: NoteDate) -> str | None:
    """Return the one recorded day for which the printed one is a slip, None without such a day.

    Of a law it is the one of the year, whatever the digits; else few digits may differ. A day of
    promulgation may be any of several, so that there the year alone may be wrong.
    """
    promulgated = dated.kind is DateKind.PROMULGATED
    kinds = tuple(CHANGE_WORDS) if amends(dated) else ("adopted", *(("promulgated",) * promulgated))
    days = {e.date for change in one.changes for e in change.events if e.kind in kinds}
    near = [each for each in days if each[:_YEAR] == dated.value[:_YEAR]]
    if statute.tier not in LAWS or promulgated or not near:
        near = [each for each in days if _apart(each, dated.value) <= _SLIP]
    if promulgated:
        near = [each for each in near if each[_YEAR:] == dated.value[_YEAR:]]
    return near[0] if len(near) == 1 else None


def _apart(one: str, two: str) -> int:
    """Return by how many digits two days differ; a day against a month or year by all."""
    if len(one) != len(two):
        return len(two)
    return sum(a != b for a, b in zip(one, two, strict=True))
