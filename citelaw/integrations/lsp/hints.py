"""What has become of a statute, between the words of the list (textDocument/inlayHint)."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from lsprotocol.types import InlayHint

from citelaw.integrations.lsp.checked import Checked
from citelaw.integrations.lsp.standing import (
    Standing,
    State,
    standing,
    standing_words,
    titled,
)
from citelaw.model import MentionResolution, Statute
from citelaw.resolve import Clock
from citelaw.span import Span
from citelaw.words import Words


def hints(checked: Checked, span: Span, language: str) -> list[InlayHint]:
    """Return what editors are to show behind the titles that end in the source span ``span``.

    Only the list's own mentions of a known statute have hints, and only where it is not in force
    any more or not yet, or is called differently now.
    """
    resolved = checked.report.resolved
    if resolved is None:
        return []
    clock = Clock(checked.engine.registry, resolved.list_date, resolved.as_of)
    return [
        InlayHint(
            position=checked.range(place).end,
            label=label.said(language),
            tooltip=tooltip.said(language),
            padding_left=True,
        )
        for place, one in _within(checked, span)
        if (told := _told(one, clock)) is not None
        for label, tooltip in [told]
    ]


def _within(checked: Checked, span: Span) -> Iterator[tuple[Span, MentionResolution]]:
    """Yield the mentions of the list's own that end in ``span``."""
    placed = checked.mentions
    at = bisect_left(placed, span.start, key=lambda one: one.span.start)
    while at and placed[at - 1].span.end > span.start:
        at -= 1  # it begins before what is asked for, and ends in it
    for one in placed[at:]:
        if one.span.start >= span.end:
            return
        if one.span.end <= span.end and one.what.mention.own:
            yield one.span, one.what


def _told(one: MentionResolution, clock: Clock) -> tuple[Words, Words] | None:
    """Return the hint for a mention and what explains it, None where nothing is to be told."""
    statute = one.statute
    if statute is None:
        return None
    day = clock.as_of
    now = standing(one, statute, clock.at(statute, day), day)
    label = _label(one, statute, now)
    if label is None:
        return None
    name, state = titled(statute.title), standing_words(now)
    return label, Words(f"{name}：{state.chinese}", f"{name}: {state.english}")


def _label(one: MentionResolution, statute: Statute, now: Standing) -> Words | None:
    since = now.since.isoformat() if now.since is not None else ""
    match now.state:
        case State.REPEALED:
            new = one.successor
            to = f" → {titled(new.title)}" if new is not None else ""
            return Words(
                "已废止" + (f"（{since}）" if since else "") + to,
                "repealed" + (f" ({since})" if since else "") + to,
            )
        case State.SUPERSEDED:
            to = f"→ {titled(now.by or '')}"
            return Words(to, to)
        case State.NOT_YET:
            return Words(
                "尚未施行" + (f"（{since} 起）" if since else ""),
                "not in force" + (f" until {since}" if since else " yet"),
            )
    if _is_renamed(one, statute):
        to = f"→ {titled(statute.title)}"
        return Words(to, to)
    return None


def _is_renamed(one: MentionResolution, statute: Statute) -> bool:
    """Return whether the list uses another title, and not just a part of the present one."""
    title = one.mention.title
    return (
        one.mention.stands_for is None
        and title in statute.aliases
        and not statute.title.endswith(title)
    )
