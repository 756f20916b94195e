"""Reads the history (题注) under a title: which organ did what, on which day."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable

from citelaw.registry.building.corpus import CorpusEvent
from citelaw.registry.building.effect import arabic

ONLY_IN_NAME = "(date from the file name only; event text missing in the source)"
_DATE = re.compile(r"([12]\d{3})\s?年\s?(\d{1,2})\s?月\s?(\d{1,2})\s?日")
_TITLE = re.compile(r"《[^《》]{0,200}(?:《[^《》]{0,200}》[^《》]{0,200}){0,9}》")
_LEADING = re.compile(r"^[\s，、；]+")
_TRAILING = re.compile(r"(?:[\s，、；（(]|根据|依据|并根据|已于|已经|[于经])+$")
_LONGEST_TEXT = 400
_LONGEST_HISTORY = 20_000
_KINDS = (
    ("修正", "修正"),
    ("修订", "修订"),
    ("废止", "废止"),
    ("批准", "批准"),
    ("通过", "通过"),
    ("公布", "公布"),
    ("发布", "发布"),
    ("颁布", "公布"),
    ("修改", "修正"),
    ("施行", "施行"),
)
"""Word of an event → its kind, the deciding one first: 修订通过 is a 修订, 批准发布 a 批准."""

_EFFECT = ("施行", "废止")


def read_events(history: Iterable[str]) -> tuple[CorpusEvent, ...]:
    """Return the events of the history lines, in their order.

    A day inside 《》 and the day of 自…起施行 open no event; they belong to the one they stand in.
    """
    text = arabic("　".join(history)[:_LONGEST_HISTORY]).strip()
    if text[:1] in ("（", "(") and text[-1:] in ("）", ")"):
        text = text[1:-1]
    titles = [found.span() for found in _TITLE.finditer(text)]
    starts = [
        found
        for found in _DATE.finditer(text)
        if not any(start < found.start() < end for start, end in titles)
        and text[found.start() - 1 : found.start()] not in ("自", "从")
        and _day(found) is not None
    ]
    ends = [*(found.start() for found in starts), len(text)][1:]
    return tuple(
        _event(found, text[found.end() : end]) for found, end in zip(starts, ends, strict=True)
    )


def is_dated(line: str) -> bool:
    """Tell whether ``line`` holds a full date."""
    return _DATE.search(arabic(line)) is not None


def _event(found: re.Match[str], words: str) -> CorpusEvent:
    words = _TRAILING.sub("", _LEADING.sub("", words[:_LONGEST_TEXT]))
    return CorpusEvent(date=_day(found) or "", kind=_kind(words), text=words)


def _kind(words: str) -> str:
    bare = _TITLE.sub("", words)
    if bare.endswith("修改"):
        return "修正"
    if bare.startswith(("实施", "起实施")):
        return "施行"
    return next((kind for word, kind in _KINDS if word in bare), "其他")


def _day(found: re.Match[str]) -> str | None:
    year, month, day = (int(part) for part in found.groups())
    try:
        return datetime.date(year, month, day).isoformat()
    except ValueError:
        return None


def version_of(
    events: tuple[CorpusEvent, ...], named: str | None
) -> tuple[str, str, tuple[CorpusEvent, ...]]:
    """Return the version date (本文本的日期), what it rests on, and the events with it.

    It is the day of the last event that made words; ``named``, the day in the file name, goes
    before it where it is later, since headers often lack the newest amendment.
    """
    days = [event.date for event in events if event.kind not in _EFFECT]
    latest = max(days, default="")
    if named is not None and named > latest:
        event = CorpusEvent(date=named, kind="版本日期", text=ONLY_IN_NAME)
        return named, "filename", (*events, event)
    return (latest, "header", events) if latest else ("undated", "none", events)
