"""The source frame of a finding: a window of its line, and carets under the finding."""

from __future__ import annotations

from typing import NamedTuple

from citelaw.reporters._width import columns, head, printable, tail
from citelaw.span import Span

WIDTH = 96
BEFORE = 32
CUT = "…"


class Frame(NamedTuple):
    """A window of a source line, and the carets that stand under the finding in it."""

    text: str
    carets: str


def frame(source: str, line: Span, finding: Span) -> Frame:
    """Return the window of ``line`` round ``finding``; all spans index ``source``.

    The window is ``WIDTH`` columns at most, however long the line is; where something is cut off
    stands an ellipsis. Of a finding over several lines the part on ``line`` is shown. There is one
    caret for each terminal column that the finding takes up, and at least one.
    """
    start, end = finding.start, max(min(finding.end, line.end), finding.start)
    # No character needs less than 0 columns, but a run of combining marks is not worth its room.
    left = printable(source[max(line.start, start - WIDTH) : start])
    middle = printable(source[start : min(end, start + WIDTH)])
    right = printable(source[end : min(line.end, end + WIDTH)])

    before = tail(left, BEFORE)
    marked = head(middle, WIDTH - columns(before))
    whole = marked == middle and end - start <= WIDTH
    after = head(right, WIDTH - columns(before) - columns(marked)) if whole else ""
    opening = CUT if before != left or start - line.start > WIDTH else ""
    closing = CUT if not whole or after != right or line.end - end > WIDTH else ""

    first = columns(opening + before)
    last = columns(opening + before + marked)
    if marked and first == last:  # a lone combining mark stands over the character before it
        first = max(first - 1, 0)
    last = max(last, first + 1)
    return Frame(opening + before + marked + after + closing, " " * first + "^" * (last - first))
