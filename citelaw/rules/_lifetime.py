"""When an organ existed, as far as it is known."""

from __future__ import annotations

import calendar
from datetime import date

from citelaw.model import Organ


def first_day(value: str) -> date:
    """Return the first day of "2018", "2018-05" or "2018-05-31".

    >>> first_day("2018-05")
    datetime.date(2018, 5, 1)
    """
    year, month, day = _parts(value)
    return date(year, month or 1, day or 1)


def last_day(value: str) -> date:
    """Return the last day of "2018", "2018-05" or "2018-05-31".

    >>> last_day("2018")
    datetime.date(2018, 12, 31)
    """
    year, month, day = _parts(value)
    month = month or 12
    return date(year, month, day or calendar.monthrange(year, month)[1])


def ended_before(organ: Organ, day: date) -> bool:
    """Return whether the organ was surely gone on ``day``."""
    return organ.until is not None and last_day(organ.until) < day


def began_after(organ: Organ, day: date) -> bool:
    """Return whether the organ surely did not exist yet on ``day``."""
    return organ.since is not None and day < first_day(organ.since)


def _parts(value: str) -> tuple[int, int, int]:
    year, month, day = (*(int(part) for part in value.split("-")), 0, 0)[:3]
    return year, month, day
