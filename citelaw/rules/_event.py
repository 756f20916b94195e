"""What a printed date says of a statute, held against what is recorded of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from citelaw.model import Cell, Change, DateKind, Event, MentionResolution, NoteDate
from citelaw.pattern import Pattern
from citelaw.span import Span

_DATE = Pattern(
    r"[12１２一二][0-9０-９〇零○O一二三四五六七八九]{3}\s{0,2}"
    r"(?:年\s{0,2}[0-9０-９一二三四五六七八九十]{1,3}\s{0,2}月(?:\s{0,2}[0-9０-９一二三四五六七八九十]{1,3}\s{0,2}日)?"
    r"|[.\-/．][0-9]{1,2}[.\-/．][0-9]{1,2})"
)
_DAY_LENGTH = len("2018-12-29")


def own_dates(one: MentionResolution) -> Iterator[NoteDate]:
    """Yield the dates of the mention's own notes."""
    for note in one.mention.notes:
        yield from note.dates


def is_day(dated: NoteDate) -> bool:
    """Return whether the date is printed to the day."""
    return len(dated.value) == _DAY_LENGTH


def calendar_day(dated: NoteDate) -> date | None:
    """Return the calendar day that is printed, None where there is no such day."""
    try:
        return date.fromisoformat(dated.value)
    except ValueError:
        return None


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
