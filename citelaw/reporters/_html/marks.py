"""Marks round words of a text, nested where they lie within each other, cut where they cross.

Offsets are those of the text that is shown, the *cell*'s. HTML elements cannot cross, so of two
marks that do the one that opens later is closed before the end of the other and opened again
behind it; what stands within all fragments of a mark is exactly its words.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from citelaw.reporters._html.markup import Html, escaped


class Mark(NamedTuple):
    """What is to stand round ``text[start:end]``; of two with the same words the first is outside.

    ``opening`` is the tag of the first fragment, ``again`` that of each further one, ``closing``
    ends a fragment, ``after`` follows the last one. Of an empty range the mark holds nothing.
    """

    start: int
    end: int
    opening: str
    again: str
    closing: str
    after: str = ""


def marked(text: str, marks: Iterable[Mark]) -> Html:
    """Return ``text``, escaped, with the marks round their words."""
    pending = sorted(marks, key=lambda one: (one.start, -one.end))
    bounds = sorted({0, len(text), *(at for one in pending for at in one[:2])})
    out: list[str] = []
    open_ones: list[Mark] = []
    met = 0
    for at, begin in enumerate(bounds):
        open_ones, suspended = _close(out, open_ones, begin)
        while met < len(pending) and pending[met].start == begin:
            suspended.append(pending[met])
            met += 1
        _open(out, open_ones, suspended, begin)
        if at + 1 < len(bounds):
            out.append(escaped(text[begin : bounds[at + 1]]))
    return Html("".join(out))


def _close(out: list[str], stack: list[Mark], at: int) -> tuple[list[Mark], list[Mark]]:
    """End the marks that end here; return those still open, and those to be opened again."""
    lowest = next((place for place, one in enumerate(stack) if one.end <= at), len(stack))
    suspended = []
    for one in reversed(stack[lowest:]):
        out.append(one.closing)
        if one.end <= at:
            out.append(one.after)
        else:
            suspended.append(one)
    return stack[:lowest], suspended[::-1]


def _open(out: list[str], stack: list[Mark], marks: Sequence[Mark], at: int) -> None:
    """Begin marks, the longest first; an empty one ends at once."""
    for one in sorted(marks, key=lambda one: -one.end):
        if one.end <= at:
            out += (one.opening, one.closing, one.after)
            continue
        out.append(one.opening if one.start == at else one.again)
        stack.append(one)
