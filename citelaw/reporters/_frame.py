"""The source frame of a finding: a window of its line, and carets under the finding."""

from __future__ import annotations

from typing import NamedTuple

from citelaw.reporters import Style
from citelaw.reporters._screen import Screen
from citelaw.span import Span

LEAST = 24
"""Columns of a window at least, however narrow the terminal is."""

PLAIN = Screen(Style())


class Frame(NamedTuple):
    """A window of a source line: what stands before, in and behind the finding in it.

    ``column`` is the number of columns before the carets, ``width`` that of the carets. ``whole``
    is false where the finding goes on beyond the window.
    """

    before: str
    marked: str
    after: str
    column: int
    width: int
    whole: bool

    @property
    def text(self) -> str:
        """The window."""
        return self.before + self.marked + self.after

    @property
    def carets(self) -> str:
        """The line below the window."""
        return " " * self.column + "^" * self.width


def frame(source: str, line: Span, finding: Span, screen: Screen = PLAIN) -> Frame:
    """Return the window of ``line`` round ``finding``; all spans index ``source``.

    The window is as wide as the screen at most, however long the line is; where something is cut
    off stands an ellipsis. Of a finding over several lines the part on ``line`` is shown. There is
    one caret for each terminal column that the finding takes up, and at least one.
    """
    room = max(screen.width, LEAST)
    start, end = finding.start, max(min(finding.end, line.end), finding.start)
    # No character needs less than 0 columns, but a run of combining marks is not worth its room.
    first, last = max(line.start, start - room), min(line.end, end + room)
    stop = min(end, start + room)
    left, middle = screen.shown(source[first:start]), screen.shown(source[start:stop])
    right = screen.shown(source[end:last])
    ends_here = stop == end and finding.end <= line.end
    if first == line.start and last == line.end and stop == end:
        text = left + middle + right
        if len(text) <= room and screen.columns(text) <= room:
            return _framed(screen, left, middle, right, whole=ends_here)

    room -= 2 * screen.columns(screen.cut)
    long = screen.columns(middle) > room // 2
    before = screen.tail(left, room // 6 if long else room // 3)
    marked = screen.head(middle, room - screen.columns(before))
    whole = marked == middle and stop == end
    after = screen.head(right, room - screen.columns(before + marked)) if whole else ""
    if whole and after == right:
        before = screen.tail(left, room - screen.columns(marked + after))
    opening = screen.cut if first > line.start or before != left else ""
    closing = screen.cut if not whole or last < line.end or after != right else ""
    return _framed(screen, opening + before, marked, after + closing, whole=whole and ends_here)


def _framed(screen: Screen, before: str, marked: str, after: str, *, whole: bool) -> Frame:
    first = screen.columns(before)
    last = screen.columns(before + marked)
    if marked and first == last:  # a lone combining mark stands over the character before it
        first = max(first - 1, 0)
    return Frame(before, marked, after, first, max(last - first, 1), whole)
