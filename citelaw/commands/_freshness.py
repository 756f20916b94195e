"""How old the facts of each tier are; the day that counts as today is known to commands alone."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from citelaw.words import Words

if TYPE_CHECKING:
    from citelaw.model import Tier


def notice(known_to: Iterable[tuple[str, str]], today: date) -> Words | None:
    """Return what is to be said of tiers whose facts are more than a year old, None of younger.

    ``known_to`` are tiers, each with the day up to which changes of its statutes would be known.
    """
    from citelaw.model import Tier  # lazy: 25 ms

    old: dict[str, list[Tier]] = {}
    for tier, day in known_to:
        if is_old(day, today):
            old.setdefault(day, []).append(Tier(tier))
    if not old:
        return None
    chinese, english = [], []
    for day, tiers in sorted(old.items()):
        chinese.append(f"{'、'.join(tier.chinese for tier in tiers)}截至 {day}")
        english.append(f"{', '.join(map(_english, tiers))} up to {day}")
    return Words(
        f"法规数据{'，'.join(chinese)}，已超过一年，其后的修改和废止不在其中；更新 citelaw。",
        f"the statute data ({'; '.join(english)}) is more than a year old and knows no later "
        "change; update citelaw.",
    )


def _english(tier: Tier) -> str:
    return tier.replace("_", " ")


def is_old(day: str, today: date) -> bool:
    """Return whether ``day`` lies more than a year before ``today``; no day is not old."""
    if not day:
        return False
    known = date.fromisoformat(day)
    return (today.year, today.month, today.day) > (known.year + 1, known.month, known.day)
