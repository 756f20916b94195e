"""Marks beside marks: runs of which one is too many."""

from __future__ import annotations

from collections.abc import Iterator

from citelaw.pattern import Pattern
from citelaw.rules._punctuation._cited import Cited, within
from citelaw.rules._punctuation._fault import AT_END, NAMES, Fault
from citelaw.span import Span

_DOUBLED = Pattern(r"[，。；：、,;]{2,8}")
_FULL_WIDTH = str.maketrans(",;", "，；")


def doubled(cited: Cited) -> Iterator[Fault]:
    """Yield the runs of marks of which one is too many."""
    for run in _DOUBLED.finditer(cited.text):
        marks = run[0].translate(_FULL_WIDTH)
        if not within(cited.zones, *run.span()) or "。。。" in marks:
            continue
        right: str | None = None
        if len(set(marks)) == 1:
            right = marks[0]
        elif marks.endswith("。") and AT_END.match(cited.text, run.end()):
            right = "。"
        yield Fault(
            Span(*run.span()),
            f"标点重叠，应只留一个{NAMES[right] if right else '标点'}。",
            f"Doubled marks: {marks}.",
            right,
        )
