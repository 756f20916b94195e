"""Half-width marks in Chinese text: commas, semicolons, one bracket of a pair."""

from __future__ import annotations

from collections.abc import Iterator

from citelaw.pattern import Pattern
from citelaw.rules._punctuation._cited import Cited, apart, within
from citelaw.rules._punctuation._fault import NAMES, Fault
from citelaw.rules._words import without_quotations
from citelaw.span import Span

_NARROW = Pattern(
    r"(?<=[\u4e00-\u9fff》）)”])[,;][ ]?(?=[\u4e00-\u9fff《（(【“]|[0-9]{4}年|[0-9]{1,2}[.．、])"
)
_WIDE = {",": "，", ";": "；"}
_BRACKET = Pattern(r"[(（)）]")
_HALF = {"(": "（", ")": "）"}


def half_marks(cited: Cited) -> Iterator[Fault]:
    """Yield the half-width commas and semicolons between Chinese words."""
    if ("," not in cited.text and ";" not in cited.text) or not _NARROW.search(cited.text):
        return
    text = without_quotations(cited.cell, cited.found)
    titles = apart(mention.span for mention in cited.found.statutes)
    for match in _NARROW.finditer(text):
        start, end = match.span()
        if not within(cited.zones, start, start + 1) or within(titles, start, end):
            continue
        wide = _WIDE[text[start]]
        yield Fault(
            Span(start, end),
            f"中文里用了半角{NAMES[wide]}，应作“{wide}”。",
            f"A half-width mark in Chinese text: {wide}.",
            wide,
        )


def half_brackets(cited: Cited) -> Iterator[Fault]:
    """Yield the half-width bracket of a note whose other bracket is a full one."""
    text = cited.text
    for mention in cited.mentions:
        start = mention.span.end
        if text[start : start + 1] not in ("(", "（"):
            continue
        end = _closing(text, start)
        if end is None or (text[start] in _HALF) == (text[end] in _HALF):
            continue
        at = start if text[start] in _HALF else end
        wide = _HALF[text[at]]
        yield Fault(
            Span(at, at + 1),
            f"括号一半全角、一半半角，应作“{wide}”。",
            f"The brackets differ in width: {wide}.",
            wide,
        )


def _closing(text: str, start: int) -> int | None:
    """Return where the bracket that opens at ``start`` closes, None where it does not nearby."""
    depth = 0
    for found in _BRACKET.finditer(text, start, start + 300):
        depth += 1 if found[0] in "(（" else -1
        if depth == 0:
            return found.start()
    return None
