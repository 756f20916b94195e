"""Brackets of labels, numbers and notes that are empty or lack their other half."""

from __future__ import annotations

from collections.abc import Iterator

from citelaw.model import StatuteMention
from citelaw.pattern import Pattern
from citelaw.rules._punctuation._cited import Cited
from citelaw.rules._punctuation._fault import Fault
from citelaw.span import Span

_LONGEST_NOTE = 400
"""Characters of a version note, at most."""

_LAST_WORDS = Pattern(r"[^，,；;：《》（(\s]{1,60}\Z")
"""The words beside a bracket that is missing at the end of a note."""

_LABEL_OPEN = Pattern(r"【[\u4e00-\u9fff]{2,8}[ ]?$")
_EMPTY = Pattern(r"[ ]?(?P<empty>[（(][ \u3000]{0,4}[)）])")
_STOP = Pattern(r"[《【。；\n]")


def labels(cited: Cited) -> Iterator[Fault]:
    """Yield the tier labels whose bracket is not closed: 【法律《甲法》."""
    for mention in cited.mentions:
        start = mention.span.start
        label = _LABEL_OPEN.search(cited.text, max(start - 12, 0), start)
        if label is not None:
            printed = label[0].rstrip()
            yield Fault(
                Span(label.start(), label.start() + len(printed)),
                f"方头括号没有闭合，应作“{printed}】”。",
                "The bracket of the label is not closed.",
                f"{printed}】",
            )


def brackets(cited: Cited) -> Iterator[Fault]:
    """Yield the empty brackets, and those that do not close round a number."""
    text = cited.text
    for mention in cited.mentions:
        empty = _EMPTY.match(text, mention.span.end)
        if empty is not None:
            yield Fault(
                Span(*empty.span("empty")),
                "括号内没有内容，应补文号、版本说明或者删除括号。",
                "Empty brackets.",
            )
        citations = cited.of(mention)
        limit = citations[0].pinpoint.span.start if citations else mention.span.end + 120
        fault = _unclosed(text, mention, limit)
        if fault is None and citations and mention.notes:
            fault = _unclosed_note(text, Span(mention.span.end, limit))
        if fault is not None:
            yield fault


def _unclosed(text: str, mention: StatuteMention, limit: int) -> Fault | None:
    """Return the fault of a number behind a title whose bracket is missing on one side."""
    start = mention.span.end
    number = mention.document_number
    if number is None or number.span.start < start or number.span.start - start > 1:
        return None
    stop = _STOP.search(text, number.span.end, max(limit, number.span.end))
    behind = text[start : stop.start() if stop is not None else max(limit, number.span.end)]
    depth, end = _depth(behind), number.span.end
    if depth == 1 and behind[:1] in ("（", "(") and len(behind) == end - start:
        printed, right = text[start:end], text[start:end] + "）"
        side = "后"
    elif depth == -1 and start == number.span.start and text[end : end + 1] in "）)":
        end += 1
        printed = text[start:end]
        right, side = "（" + printed, "前"
    else:
        return None
    return Fault(
        Span(start, end),
        f"文号缺{side}括号，应作“{right}”。",
        f"A bracket of the number is missing: “{printed}”.",
        right,
    )


def _unclosed_note(text: str, between: Span) -> Fault | None:
    """Return the fault of a version note between a title and its pinpoint that does not close.

    What closes behind the pinpoint on its line takes the pinpoint in: (国务院令第1号，第二条).
    """
    start, end = between
    behind = text[start:end]
    printed = behind.rstrip()
    if not behind.startswith(("（", "(")) or len(behind) > _LONGEST_NOTE:
        return None
    line = text[end : end + _LONGEST_NOTE].split("\n", 1)[0]
    if _depth(behind) != 1 or _depth(line) < 0:
        return None
    if printed[1:2] in ("（", "("):
        return Fault(
            Span(start, start + 2),
            f"括号重复，应作“{printed[0]}”。",
            "The bracket is doubled.",
            printed[0],
        )
    last = _LAST_WORDS.search(printed)
    if last is None:
        return None
    close = "）" if printed[0] == "（" else ")"
    right = f"{last[0]}{close}"
    return Fault(
        Span(start + last.start(), start + last.end()),
        f"题注缺后括号，应作“{right}”。",
        "The bracket of the note is not closed.",
        right,
    )


def _depth(text: str) -> int:
    """Return how many brackets are left open; below zero where more close than open."""
    return sum(text.count(mark) for mark in "（(") - sum(text.count(mark) for mark in "）)")
