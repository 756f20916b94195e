"""Calendar days as the data writes them."""

from __future__ import annotations

from datetime import date


def exact_day(text: str) -> date | None:
    """Return the day, None where the text is a month, a year, or no date at all.

    >>> exact_day("2018-12-29"), exact_day("2018-12"), exact_day("undated")
    (datetime.date(2018, 12, 29), None, None)
    """
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
