"""When an organ existed, as far as it is known."""

from __future__ import annotations

from datetime import date

from citelaw.days import first_day, last_day
from citelaw.model import Organ


def ended_before(organ: Organ, day: date) -> bool:
    """Return whether the organ was surely gone on ``day``."""
    return organ.until is not None and last_day(organ.until) < day


def began_after(organ: Organ, day: date) -> bool:
    """Return whether the organ surely did not exist yet on ``day``."""
    return organ.since is not None and day < first_day(organ.since)
