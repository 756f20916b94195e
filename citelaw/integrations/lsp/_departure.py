"""Where a quotation departs from the words of its place: what to delete there, what to add."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from enum import Enum
from typing import NamedTuple

from citelaw.integrations.lsp.markup import Markup
from citelaw.model import Difference

_CONTEXT = 10
"""Characters of the quotation that are shown on each side of a difference."""
_LONGEST = 60
"""Characters of missing words that are shown; of more, both ends."""
_MOST = 6


class Kind(Enum):
    """What becomes of a piece of the quotation."""

    KEPT = "kept"
    DROPPED = "dropped"
    ADDED = "added"


class Piece(NamedTuple):
    """Words in a row of which the same becomes."""

    kind: Kind
    words: str


class Departures(NamedTuple):
    """The places that depart, as one line of marked-up text, and how many more there are."""

    line: str
    left: int


def departures(quote: str, found: Sequence[Difference], markup: Markup) -> Departures | None:
    """Return ``quote`` with its corrections, cut to what is around them.

    None where no correction is known. ``found`` index ``quote`` and are in order.
    """
    known = [one for one in found if one.expected is not None]
    shown = known[:_MOST]
    pieces = list(_joined(_pieces(quote, shown)))
    if all(one.kind is Kind.KEPT for one in pieces):
        return None
    last = len(pieces) - 1
    line = "".join(_marked(one, at == 0, at == last, markup) for at, one in enumerate(pieces))
    return Departures(line, len(found) - len(shown))


def _pieces(quote: str, found: Iterable[Difference]) -> Iterator[Piece]:
    """Yield the pieces of the quotation and what is to be put between them."""
    at = 0
    for one in found:
        start, end = one.span
        expected = one.expected or ""
        printed = quote[start:end]
        front = _shared(printed, expected)
        back = _shared(printed[front:][::-1], expected[front:][::-1])
        yield Piece(Kind.KEPT, quote[at : start + front])
        yield Piece(Kind.DROPPED, printed[front : len(printed) - back])
        yield Piece(Kind.ADDED, expected[front : len(expected) - back])
        at = end - back
    yield Piece(Kind.KEPT, quote[at:])


def _shared(one: str, two: str) -> int:
    """Return how many characters both begin with."""
    return next(
        (at for at, (a, b) in enumerate(zip(one, two, strict=False)) if a != b),
        min(len(one), len(two)),
    )


def _joined(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Yield the pieces that say something, those of one kind in a row as one."""
    last: Piece | None = None
    for one in pieces:
        if not one.words:
            continue
        if last is not None and last.kind is one.kind:
            last = Piece(one.kind, last.words + one.words)
            continue
        if last is not None:
            yield last
        last = one
    if last is not None:
        yield last


def _marked(one: Piece, first: bool, last: bool, markup: Markup) -> str:
    if one.kind is Kind.DROPPED:
        return markup.dropped(_middle_left_out(one.words, _LONGEST // 2))
    if one.kind is Kind.ADDED:
        return markup.added(_middle_left_out(one.words, _LONGEST // 2))
    if first:
        return markup.text(one.words if len(one.words) <= _CONTEXT else "…" + one.words[-_CONTEXT:])
    if last:
        return markup.text(one.words if len(one.words) <= _CONTEXT else one.words[:_CONTEXT] + "…")
    return markup.text(_middle_left_out(one.words, _CONTEXT))


def _middle_left_out(words: str, end: int) -> str:
    """Return ``words`` whole where they are short, else ``end`` characters of both ends."""
    return words if len(words) <= 2 * end + 1 else f"{words[:end]}…{words[-end:]}"
