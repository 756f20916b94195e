"""How old the statute database is; the day that counts as today is known to commands alone."""

from __future__ import annotations

from datetime import date


def notice(data_date: str, today: date) -> str | None:
    """Return what is to be said of data more than a year old, None of younger ones."""
    try:
        known = date.fromisoformat(data_date)
    except ValueError:  # "" in a database without dated facts
        return None
    if (today.year, today.month, today.day) <= (known.year + 1, known.month, known.day):
        return None
    return f"法规数据截至 {data_date}，已超过一年，其后的修改和废止不在其中；更新 citelaw。"
