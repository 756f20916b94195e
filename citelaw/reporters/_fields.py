"""Parts that several reports for programs have in common."""

from __future__ import annotations

from typing import Any

from citelaw.model import ListDate


def list_date_fields(day: ListDate | None) -> dict[str, Any] | None:
    """Return the day that a list was made, null where nothing is known of it."""
    if day is None:
        return None
    return {
        "not_before": day.not_before.isoformat() if day.not_before else None,
        "not_after": day.not_after.isoformat() if day.not_after else None,
        "basis": day.basis.value,
    }
