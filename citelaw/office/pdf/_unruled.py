"""Tables without rules: they are found, so that nothing is read out of them.

Their columns touch in some rows and their rows begin anywhere, so that to guess at either would
make titles that nobody wrote. What is not read is said.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from citelaw.office.pdf._extract import Character
from citelaw.office.pdf._lines import printed_rows

_ROOM = 0.8  # of a character: between two columns at least
_COLUMNS = 3  # with room between them; two may be a label and its value
_ROWS = 3  # in which they stand side by side at least


class Parted(NamedTuple):
    """The characters of a page that are text, and whether others were left out."""

    text: list[Character]
    unread: bool


def without_unruled(characters: Sequence[Character], *, goes_on: bool) -> Parted:
    """Return what ``characters``, which stand in no ruled table, show outside tables without rules.

    Such a table takes up the rest of its page. ``goes_on`` says that the page before ended so:
    then one on this page takes up all of it, and two columns are enough to tell.
    """
    rows = printed_rows(one for one in characters if not one.text.isspace())
    beside = [at for at, row in enumerate(rows) if _stretches(row) >= _COLUMNS - goes_on]
    if len(beside) < _ROWS:
        return Parted(list(characters), False)
    kept = [] if goes_on else rows[: beside[0]]
    return Parted([one for row in kept for one in row], True)


def _stretches(row: Sequence[Character]) -> int:
    """Return how many pieces stand in a row with room between them."""
    count = 0
    right = 0.0
    for box in sorted((one.box for one in row), key=lambda box: box.left):
        if not count or box.left - right > _ROOM * (box.bottom - box.top):
            count += 1
        right = max(right, box.right)
    return count
