"""Lines for a terminal of 80 columns: labelled lines, tables, and words broken over lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest

from citelaw.reporters._width import columns, fitted, head, printable

WIDTH = 80
LABEL = 10
MOST = 22
"""Columns of a cell at most; the last takes what is left."""
_NOT_FIRST = "，。、；：？）】》〉”’"
"""What may not open a line (标点避头)."""

_NOT_LAST = "（《〈“‘【"
"""What may not end a line (标点避尾)."""


def wrapped(text: str, width: int) -> Iterator[str]:
    """Yield ``text`` in lines of ``width`` columns; a closing mark stays with what it closes."""
    text = printable(text)
    while columns(text) > width:
        line = head(text, width)
        if not line:
            break
        at = len(line)
        while at > 1 and _holds(text, at):
            at -= 1
        if at == 1:
            at = len(line)
        yield text[:at].rstrip()
        text = text[at:].lstrip()
    yield text


def _holds(text: str, at: int) -> bool:
    """Return whether no line may end before ``at``: in a date, a Latin word, beside a mark."""
    before, after = text[at - 1], text[at]
    if after in _NOT_FIRST or before in _NOT_LAST:
        return True
    return all(one.isascii() and (one.isalnum() or one in "-/.%") for one in (before, after))


def labelled(label: str, text: str, *more: str) -> Iterator[str]:
    """Yield a line that opens with what it is about; all further lines stand under the first."""
    opening = "  " + fitted(label, LABEL - 2)
    for part in (text, *more):
        for line in wrapped(part, WIDTH - LABEL - 2):
            yield f"{opening}  {line}"
            opening = " " * LABEL


def table(heading: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Yield rows under their heading, aligned; what is too long for its cell goes on below."""
    body = [[" ".join(cell.split()) for cell in row] for row in (heading, *rows)]
    widths = [
        min(max(columns(printable(row[at])) for row in body), MOST) for at in range(len(heading))
    ]
    widths[-1] = max(WIDTH - sum(widths[:-1]) - 2 * (len(widths) - 1), MOST)
    for row in body:
        cells = [[*wrapped(cell, width)] for cell, width in zip(row, widths, strict=True)]
        for parts in zip_longest(*cells, fillvalue=""):
            line = "  ".join(fitted(part, width) for part, width in zip(parts, widths, strict=True))
            yield line.rstrip()
