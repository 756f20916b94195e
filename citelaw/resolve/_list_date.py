"""How old a list is at most, told by the newest date that it cites."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from citelaw.days import first_day
from citelaw.model import CellCitations, DateBasis, DateKind, ListDate, StatuteMention
from citelaw.pattern import Pattern

_NUMBERED_YEAR = Pattern(r"〔([12][0-9]{3})〕|令([12][0-9]{3})年")


def inferred(cells: Iterable[CellCitations], as_of: date) -> ListDate | None:
    """Return the lower bound that the newest date or number cited gives, None without any.

    Effective dates (施行日期) are left out, since a list may cite what is not yet in force.
    """
    days = [
        (day, mention.title)
        for cell in cells
        for mention in cell.statutes
        for day in _dates_of(mention)
        if day <= as_of
    ]
    if not days:
        return None
    newest, title = max(days, key=lambda one: one[0])
    return ListDate(newest, None, DateBasis.INFERRED, title)


def _dates_of(mention: StatuteMention) -> Iterable[date]:
    for note in mention.notes:
        for dated in note.dates:
            day = None if dated.kind is DateKind.EFFECTIVE else _first_day(dated.value)
            if day is not None:
                yield day
    for number in mention.numbers:
        for found in _NUMBERED_YEAR.finditer(number.text):
            yield date(int(found[1] or found[2]), 1, 1)


def _first_day(value: str) -> date | None:
    """Return the first day of "2018-12-29", "2018-12" or "2018"; None where there is none."""
    try:
        return first_day(value)
    except ValueError:
        return None
