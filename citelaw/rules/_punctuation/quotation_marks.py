"""Quotation marks (“ ”) without a partner, and those that take in the next article."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from itertools import pairwise

from citelaw.model import Cell, Citation, Document
from citelaw.pattern import Pattern
from citelaw.rules._punctuation._cited import NEAR, Cited, within
from citelaw.rules._punctuation._fault import Fault
from citelaw.span import Span

_TORN_APART = 3
"""Records that the parts of a torn field may lie apart."""

_QUOTE_MARK = Pattern(r"[“”]")
_OPENS_LINE = Pattern(r"\n[ \u3000>]{0,5}\Z")
_AFTER_CLOSE = Pattern(r"\s*(?:\Z|\n|[；;。，、]|第)")


def torn(document: Document) -> set[int]:
    """Return the identities of the cells whose odd “ or ” has its partner in a cell close by.

    So stands a field that was torn over several records.
    """
    odd: dict[str, list[tuple[Cell, int]]] = {}
    for cell in document.cells:
        balance = cell.text.count("“") - cell.text.count("”")
        if balance:
            odd.setdefault(cell.column, []).append((cell, balance))
    return {
        id(one)
        for column in odd.values()
        for (first, a), (second, b) in pairwise(column)
        if a > 0 > b and second.record - first.record <= _TORN_APART
        for one in (first, second)
    }


def quote_marks(cited: Cited) -> Iterator[Fault]:
    """Yield the quotation marks that have no partner, and those that take in the next article."""
    pairs, faults = _paired(cited.text)
    if not pairs and not faults:
        return
    for fault in faults:
        if within(cited.zones, *fault.span):
            yield fault
    own = [one for one in cited.found.citations if not one.pinpoint.internal]
    ends = [one.pinpoint.span.end for one in own]
    for start, end in pairs:
        first, inner = bisect_left(ends, start - NEAR), bisect_right(ends, start)
        if first < inner and any(
            _opens_text(cited.text, one) for one in own[inner : bisect_left(ends, end)]
        ):
            yield Fault(
                Span(start, start + 1),
                "引号把下一条的条号也括了进去，应分条加引号。",
                "The quotation marks take in the number of the next article.",
            )


def _opens_text(text: str, citation: Citation) -> bool:
    """Return whether a pinpoint opens a provision of its own: 。第五条：…."""
    start, end = citation.pinpoint.span
    opens = text[end : end + 1] in ("：", ":") and text[start - 1] in "。；;\n 　"
    return opens and citation.quote is not None


def _paired(text: str) -> tuple[list[tuple[int, int]], list[Fault]]:
    """Return the pairs of “ ” in a cell, and the marks that have no partner."""
    pairs: list[tuple[int, int]] = []
    faults: list[Fault] = []
    unclosed: list[int] = []
    for found in _QUOTE_MARK.finditer(text):
        at, mark = found.start(), found[0]
        if mark == "“":
            if unclosed and _ends_here(text, at):
                pairs.append((unclosed.pop(), at))
                faults.append(_turned(at, "”"))
            elif not (unclosed and _OPENS_LINE.search(text[max(at - 6, 0) : at])):
                unclosed.append(at)  # else a new paragraph of the same quotation
        elif mark == "”" and unclosed:
            pairs.append((unclosed.pop(), at))
        elif mark == "”" and text[at - 1 : at] in ("：", ":"):
            unclosed.append(at)
            faults.append(_turned(at, "“"))
        elif mark == "”":
            faults.append(Fault(Span(at, at + 1), "后引号没有前引号与之配对。", "An odd ”."))
    faults += [
        Fault(Span(at, at + 1), "前引号没有后引号与之配对。", "An odd “.") for at in unclosed
    ]
    return pairs, faults


def _ends_here(text: str, at: int) -> bool:
    """Return whether a quotation ends at the mark at ``at``, turned as it is."""
    return text[at - 1 : at] in ("。", "；") and _AFTER_CLOSE.match(text, at + 1) is not None


def _turned(at: int, right: str) -> Fault:
    return Fault(
        Span(at, at + 1), f"引号方向相反，应作“{right}”。", f"A turned mark: {right}.", right
    )
