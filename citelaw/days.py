"""Calendar days, months and years as the data writes them."""

from __future__ import annotations

import calendar
from datetime import date

_DAY_LENGTH = len("2018-12-29")
_MONTH_LENGTH = len("2018-12")


def exact_day(text: str) -> date | None:
    """Return the day, None where the text is a month, a year, or no date at all.

    >>> exact_day("2018-12-29"), exact_day("2018-12"), exact_day("undated")
    (datetime.date(2018, 12, 29), None, None)
    """
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def first_day(value: str) -> date:
    """Return the first day of "2018", "2018-05" or "2018-05-31".

    Raises:
        ValueError: there is no such day.

    >>> first_day("2018-05")
    datetime.date(2018, 5, 1)
    """
    return date.fromisoformat(f"{value}-01-01"[:_DAY_LENGTH])


def last_day(value: str) -> date:
    """Return the last day of "2018", "2018-05" or "2018-05-31".

    Raises:
        ValueError: there is no such day.

    >>> last_day("2018"), last_day("2018-02")
    (datetime.date(2018, 12, 31), datetime.date(2018, 2, 28))
    """
    first = first_day(value)
    if len(value) == _DAY_LENGTH:
        return first
    last = first if len(value) == _MONTH_LENGTH else first.replace(month=12)
    return last.replace(day=calendar.monthrange(last.year, last.month)[1])
