"""What would be corrected in a file, as a unified diff (UTF-8).

Corrections change lines in place and join a few. So the lines of both texts are walked through
side by side, in time linear in the text; a general search, such as difflib's, is quadratic.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from citelaw.model import Unit
from citelaw.reporters._where import address_at
from citelaw.reporters._width import printable
from citelaw.span import LineIndex

CONTEXT = 1
"""Lines shown before and after a change: those of lists are long."""

_ALIKE = 3
_SKEW = 20
_LONGEST = 10_000

_LINE_ENDS = "\r\n"


class Change(NamedTuple):
    """The lines ``[start, end)`` of one text, counted from 0, and what stands in their place."""

    start: int
    end: int
    new_start: int
    new_end: int


def render(
    path: str, before: str, after: str, *, shown: bool = False, units: Sequence[Unit] = ()
) -> bytes:
    r"""Return the changes of the file ``path`` as a unified diff.

    Lines end at ``\n``, ``\r\n`` or ``\r``; a lone ``\r`` is written as ``\r\n``, since nothing
    else ends a line of a diff.

    Args:
        path: the name of the file.
        before: its text.
        after: its text when corrected.
        shown: whether a terminal shows it, which must not get controls.
        units: what a file that is no text is counted in; then each hunk is headed by the address
            of its first change.
    """
    old, new = _lines(before), _lines(after)
    parts = [_written(f"--- {path}\n", shown), _written(f"+++ {path}（修正后）\n", shown)]
    starts = [0, *accumulate(map(len, old))]
    for hunk in _hunks(_changes(old, new)):
        head = address_at(units, starts[hunk[0].start])
        parts += (_written(line, shown) for line in _hunk(old, new, hunk, head))
    return "".join(parts).encode("utf-8", "backslashreplace")


def _lines(text: str) -> list[str]:
    """Return the lines of ``text`` with their ends."""
    index = LineIndex(text)
    starts = [index.line_span(number).start for number in range(1, len(index) + 1)]
    ends = [*starts[1:], len(text)]
    return [text[start:end] for start, end in zip(starts, ends, strict=True) if start < end]


def _changes(old: list[str], new: list[str]) -> Iterator[Change]:
    """Yield where the texts differ, in order."""
    at = new_at = 0
    while at < len(old) or new_at < len(new):
        if old[at : at + 1] == new[new_at : new_at + 1]:
            at, new_at = at + 1, new_at + 1
            continue
        change = _change(old, new, at, new_at)
        yield change
        at, new_at = change.end, change.new_end


def _change(old: list[str], new: list[str], at: int, new_at: int) -> Change:
    """Return the change that begins at these lines: it ends where both go on alike."""
    for length in range(1, _LONGEST):
        for skew in range(min(length, _SKEW) + 1):
            for end, new_end in (
                (at + length, new_at + length - skew),
                (at + length - skew, new_at + length),
            ):
                if end > len(old) or new_end > len(new):
                    continue
                if old[end : end + _ALIKE] == new[new_end : new_end + _ALIKE]:
                    return Change(at, end, new_at, new_end)
    return Change(at, len(old), new_at, len(new))


def _hunks(changes: Iterator[Change]) -> Iterator[list[Change]]:
    """Group the changes whose contexts meet."""
    group: list[Change] = []
    for change in changes:
        if group and change.start - group[-1].end > 2 * CONTEXT:
            yield group
            group = []
        group.append(change)
    if group:
        yield group


def _hunk(old: list[str], new: list[str], changes: list[Change], head: str) -> Iterator[str]:
    """Yield the lines of one hunk; ``head`` stands behind its ranges."""
    first, last = changes[0], changes[-1]
    before = min(CONTEXT, first.start)
    after = min(CONTEXT, len(old) - last.end)
    ranges = (
        _range(first.start - before, last.end + after),
        _range(first.new_start - before, last.new_end + after),
    )
    yield "@@ -{} +{} @@{}\n".format(*ranges, f" {head}" if head else "")
    at = first.start - before
    for change in changes:
        yield from (" " + line for line in old[at : change.start])
        yield from ("-" + line for line in old[change.start : change.end])
        yield from ("+" + line for line in new[change.new_start : change.new_end])
        at = change.end
    yield from (" " + line for line in old[at : at + after])


def _range(start: int, end: int) -> str:
    """Return lines counted from 0 as a hunk's head counts them."""
    length = end - start
    return f"{start + 1}" if length == 1 else f"{start + (length > 0)},{length}"


def _written(line: str, shown: bool) -> str:
    words = line.rstrip(_LINE_ENDS)
    end = line[len(words) :]
    if shown:
        return printable(words) + "\n"
    if not end:
        return f"{words}\n\\ No newline at end of file\n"
    return words + (end if end.endswith("\n") else "\r\n")
