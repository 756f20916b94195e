"""What should stand in place of a finding's words, as lines of a diff."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from citelaw.model import Diagnostic
from citelaw.reporters._frame import LEAST, Frame
from citelaw.reporters._screen import CHANGED, RIGHT, WRONG, Screen

_CONTEXT = 10
"""Characters that are shown on either side of a change."""

_BRIEF = 40
"""Columns of a correction behind a message at most."""

_HUNKS = 3
"""Changes far from each other that are shown."""

_COMPARED = 40_000
"""Product of the lengths up to which two texts are compared character by character."""

_LINE_ENDS = (("\r\n", "⏎"), ("\n", "⏎"), ("\r", "⏎"))


class Line(NamedTuple):
    """A line of the diff: its sign, and the text as it is painted."""

    sign: str
    text: str


class Change(NamedTuple):
    """Where two texts differ: ``old[start:end]`` is ``new[new_start:new_end]``."""

    start: int
    end: int
    new_start: int
    new_end: int


def proposed(one: Diagnostic) -> str | None:
    """Return the text that should stand in place of ``one.raw``, None where it is not known.

    A fix tells more than ``expected``, which knows nothing of the markup between the words.
    """
    if one.fix is not None:
        start, end = one.span
        text = one.raw
        for span, words in sorted(one.fix.edits, reverse=True):
            if start <= span.start and span.end <= end:
                text = text[: span.start - start] + words + text[span.end - start :]
        if text != one.raw:
            return text
    return one.expected if one.expected != one.raw else None


def correction(one: Diagnostic, shown: Frame, screen: Screen) -> Iterator[Line]:
    """Yield what should stand there, for below the frame ``shown``; nothing if it is not known.

    Where the frame has all of the finding, what replaces it stands right below the carets. Else
    the places that differ are shown as they are (-) and as they should be (+).
    """
    right = proposed(one)
    if right is None:
        return
    indent = " " * shown.column
    if shown.whole and not right:
        yield Line("-", indent + screen.paint(shown.marked, WRONG))
    elif shown.whole and _fits(right, shown, screen):
        places = [(one.new_start, one.new_end) for one in _marked(one.raw, right, screen)]
        yield Line("+", indent + _painted(right, places, screen, RIGHT))
    else:
        yield from _hunks(one.raw, right, screen)


def arrow(one: Diagnostic, screen: Screen) -> str:
    """Return what should stand there, for behind the message (" → 第八十八条"), or ""."""
    right = proposed(one)
    if not right:
        return ""
    text = _visible(right[: _BRIEF + 1], screen)
    if screen.columns(text) > _BRIEF:
        start = max(changes(one.raw, right)[0].new_start - _CONTEXT, 0)
        text = screen.cut * (start > 0) + _visible(right[start : start + _BRIEF + 1], screen)
    if screen.columns(text) > _BRIEF:
        text = screen.head(text, _BRIEF - screen.columns(screen.cut)) + screen.cut
    return f" {screen.shown('→')} {screen.paint(text, RIGHT)}"


@lru_cache(maxsize=1024)
def changes(old: str, new: str) -> tuple[Change, ...]:
    """Return where two different texts differ; as one change where they have little in common."""
    length = min(len(old), len(new))
    first = next((at for at in range(length) if old[at] != new[at]), length)
    rest = range(1, length - first + 1)
    last = next((at - 1 for at in rest if old[-at] != new[-at]), length - first)
    whole = Change(first, len(old) - last, first, len(new) - last)
    inner, new_inner = old[whole.start : whole.end], new[whole.new_start : whole.new_end]
    if not 0 < len(inner) * len(new_inner) <= _COMPARED:
        return (whole,)
    from difflib import SequenceMatcher  # lazy: 2 ms

    matcher = SequenceMatcher(None, inner, new_inner, autojunk=False)
    shared = first + last + sum(block.size for block in matcher.get_matching_blocks())
    if 4 * shared < len(old) + len(new):
        return (whole,)
    return tuple(
        Change(first + start, first + end, first + new_start, first + new_end)
        for kind, start, end, new_start, new_end in matcher.get_opcodes()
        if kind != "equal"
    )


def _marked(old: str, new: str, screen: Screen) -> tuple[Change, ...]:
    """Return the changes to be marked in what replaces ``old``; none where it is all new."""
    found = changes(old, new) if screen.color else ()
    return found if any(one.new_end - one.new_start < len(new) for one in found) else ()


def _fits(right: str, shown: Frame, screen: Screen) -> bool:
    if "\n" in right or "\r" in right:
        return False
    room = max(screen.width, LEAST)
    return len(right) <= room and shown.column + screen.columns(screen.shown(right)) <= room


def _hunks(old: str, new: str, screen: Screen) -> Iterator[Line]:
    """Yield two lines for each group of changes that stand near each other."""
    groups: list[list[Change]] = []
    for change in changes(old, new):
        if groups and change.start - groups[-1][-1].end <= 2 * _CONTEXT:
            groups[-1].append(change)
        else:
            groups.append([change])
    for group in groups[:_HUNKS]:
        yield Line("-", _window(old, [(one.start, one.end) for one in group], screen, WRONG))
        places = [(one.new_start, one.new_end) for one in group]
        yield Line("+", _window(new, places, screen, RIGHT))
    if len(groups) > _HUNKS:
        yield Line(" ", screen.cut)


def _window(text: str, places: Sequence[tuple[int, int]], screen: Screen, look: str) -> str:
    """Return the places with some of the text around them."""
    start = max(places[0][0] - _CONTEXT, 0)
    most = max(screen.width, LEAST) // 2 - 2  # characters, each of two columns
    end = min(places[-1][1] + _CONTEXT, start + most, len(text))
    inside = [(max(first, start) - start, min(last, end) - start) for first, last in places]
    words = _painted(text[start:end], inside, screen, look)
    opening, closing = screen.cut * (start > 0), screen.cut * (end < len(text))
    return screen.paint(opening, look) + words + screen.paint(closing, look)


def _painted(text: str, places: Sequence[tuple[int, int]], screen: Screen, look: str) -> str:
    """Return ``text`` in its colour, with a line under the ``places`` that are new in it."""
    parts, at = [], 0
    for start, end in places if screen.color else ():
        parts += [
            screen.paint(_visible(text[at:start], screen), look),
            screen.paint(_visible(text[start:end], screen), look, CHANGED),
        ]
        at = max(at, end)
    return "".join([*parts, screen.paint(_visible(text[at:], screen), look)])


def _visible(text: str, screen: Screen) -> str:
    """Return ``text`` on one line, its line ends to be seen."""
    for line_end, mark in _LINE_ENDS:
        text = text.replace(line_end, mark)
    return screen.shown(text)
