"""A document read again after an edit: what its unchanged cells came to is kept.

Beside its own words a cell depends on two things: the names that the document gave before it, and
the statute that the cell before left open. Where an edit changes these, the cells that they reach
are composed anew, so that the result is always that of a fresh reading.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from citelaw.grammar.compose import Composed, Composer
from citelaw.grammar.tokens._text import squeeze
from citelaw.grammar.tokens.bare_title import NameIndex, name_tail
from citelaw.model import Cell


class Memory:
    """What the cells of one document came to, for the next time it is read.

    A cell is known again by its identity.
    """

    __slots__ = ("_known",)

    def __init__(self) -> None:
        self._known: list[Composed] = []

    def compose(self, composer: Composer, cells: Sequence[Cell]) -> Sequence[Composed]:
        """Return what ``cells`` come to; ``composer`` has read nothing yet."""
        old = self._known
        head, tail = _aligned(old, cells)
        for one in old[:head]:
            composer.accept(one)
        before = composer.names.extended()
        middle = [composer.compose(cell) for cell in cells[head : len(cells) - tail]]
        drift = _Drift(before)
        drift.differ(old[head : len(old) - tail], middle)
        rest = [drift.kept(one, composer) for one in old[len(old) - tail :]]
        self._known = [*old[:head], *middle, *rest]
        return self._known


def _aligned(old: Sequence[Composed], cells: Sequence[Cell]) -> tuple[int, int]:
    """Return how many cells at the beginning and at the end are those of the last time."""
    most = min(len(old), len(cells))
    head = 0
    while head < most and old[head].cell is cells[head]:
        head += 1
    tail = 0
    while tail < most - head and old[-1 - tail].cell is cells[-1 - tail]:
        tail += 1
    return head, tail


class _Drift:
    """The names that only one of two readings may know at a place.

    Args:
        shared: the names that both knew where the readings part.
    """

    def __init__(self, shared: NameIndex) -> None:
        self._shared = shared
        self._words: dict[str, str] = {}
        """Name → the words of a cell by which it may be reached by it."""
        self._defined: set[str] = set()

    def differ(self, old: Sequence[Composed], new: Sequence[Composed]) -> None:
        """Take note that one reading composed ``old`` where the other did ``new``."""
        names = _names(old) ^ _names(new)
        tails = self._shared.tails()
        for name in names:
            if not self._shared.knows(name):
                self._words[name] = name if name_tail(name) in tails else name_tail(name)
        before, now = _defined(old), _defined(new)
        self._defined.update(
            short for short in {**before, **now} if before.get(short) != now.get(short)
        )

    def kept(self, one: Composed, composer: Composer) -> Composed:
        """Return ``one`` where nothing that drifts reaches it, else its cell composed anew."""
        if composer.left_alike(one) and not self._reaches(one):
            composer.accept(one)
            now = one
        else:
            now = composer.compose(one.cell)
        if self._words or self._defined:
            for name in _names((one,)) & _names((now,)):
                self._words.pop(name, None)
            before, after = _defined((one,)), _defined((now,))
            self._defined.difference_update(
                short for short in before if before[short] == after.get(short)
            )
        if now is not one:
            self.differ((one,), (now,))
        return now

    def _reaches(self, one: Composed) -> bool:
        text = one.cell.text
        if self._words and any(words in text for words in self._words.values()):
            return True
        if not self._defined:
            return False
        titles = {each.title for each in one.found.statutes} if one.found is not None else set()
        text = squeeze(text)
        return any(short in titles or short in text for short in self._defined)


def _names(composed: Iterable[Composed]) -> set[str]:
    return {name for one in composed for name in one.names}


def _defined(composed: Iterable[Composed]) -> dict[str, str]:
    return dict(pair for one in composed for pair in one.defined)
