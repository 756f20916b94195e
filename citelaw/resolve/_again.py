"""A document resolved again after an edit: what was said of its unchanged cells is kept.

Beside its own words a citation may depend on the day of the list, on what stands elsewhere in the
document (``_right_words``), and on the other statutes that it cites (``_owner``). Where an edit
changes these, the cells are resolved anew, so that the result is always that of a fresh walk.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import NamedTuple

from citelaw.model import Cell, CellCitations, CitationResolution, Document, MentionResolution
from citelaw.resolve._clock import Clock
from citelaw.resolve._right_words import REACH

Days = tuple[date | None, date | None, date]


class Stance(NamedTuple):
    """What a citation was resolved by, beside its own words.

    ``looked`` are the words that were looked for elsewhere in the document. ``searched`` tells
    whether its quotation was to be looked for in the other statutes that the document cites,
    ``among`` the ids of these, None where too many had been looked for before.
    """

    looked: tuple[str, ...] = ()
    searched: bool = False
    among: tuple[int, ...] | None = None


class Resolved(NamedTuple):
    """A citation resolved, and what it stands on."""

    resolution: CitationResolution
    stance: Stance


class _Known:
    """What was said of the mentions and the citations of a cell."""

    __slots__ = ("citations", "found", "mentions")

    def __init__(self, found: CellCitations, mentions: tuple[MentionResolution, ...]) -> None:
        self.found = found
        self.mentions = mentions
        self.citations: tuple[Resolved, ...] | None = None


class Memory:
    """What was said of a document, for the next time it is resolved with the same registry.

    What is cited in a cell is known again by its identity.
    """

    def __init__(self) -> None:
        self._before: dict[int, _Known] = {}
        self._now: dict[int, _Known] = {}
        self._cells: tuple[Cell, ...] = ()
        self._days: Days | None = None
        self._changed = ""

    def begin(self, document: Document, clock: Clock) -> None:
        """Take note that ``document`` is resolved now."""
        self._before, self._now = self._now, {}
        self._changed = _changed(self._cells, document.cells)
        self._cells = document.cells
        days = _days(clock)
        if days != self._days:
            for known in self._before.values():
                known.citations = None
        self._days = days

    def mentions(
        self,
        found: CellCitations,
        work: Callable[[CellCitations], tuple[MentionResolution, ...]],
    ) -> tuple[MentionResolution, ...]:
        """Return what is said of the mentions of a cell; ``work`` is asked where it is new."""
        known = self._before.get(id(found))
        if known is None:
            known = _Known(found, work(found))
        self._now[id(found)] = known
        return known.mentions

    def citations(
        self,
        found: CellCitations,
        work: Callable[[CellCitations], tuple[Resolved, ...]],
        holds: Callable[[Iterable[Stance]], bool],
    ) -> tuple[Resolved, ...]:
        """Return what is said of the citations of a cell.

        ``work`` is asked where it is new, or does not stand any more; ``holds`` tells whether what
        was searched would be searched in the same way.
        """
        known = self._now[id(found)]
        if known.citations is None or not self._stands(known.citations, holds):
            known.citations = work(found)
        return known.citations

    def _stands(
        self, citations: Sequence[Resolved], holds: Callable[[Iterable[Stance]], bool]
    ) -> bool:
        stances = [one.stance for one in citations if one.stance is not PLAIN]
        if not stances:
            return True
        if any(words in self._changed for one in stances for words in one.looked):
            return False
        return holds(stances)


PLAIN = Stance()
"""Of a citation that stands on its own words alone."""


def _days(clock: Clock) -> Days:
    day = clock.list_date
    first, last = (day.not_before, day.not_after) if day is not None else (None, None)
    return first, last, clock.as_of


def _changed(old: Sequence[Cell], new: Sequence[Cell]) -> str:
    """Return what an edit changed, as it was and as it is, with the words around it."""
    most = min(len(old), len(new))
    head = 0
    while head < most and old[head] is new[head]:
        head += 1
    tail = 0
    while tail < most - head and old[-1 - tail] is new[-1 - tail]:
        tail += 1
    if len(old) == len(new) == head:
        return ""
    return "\0".join(_around(cells, head, len(cells) - tail) for cells in (old, new))


def _around(cells: Sequence[Cell], start: int, end: int) -> str:
    """Return the words of ``cells[start:end]`` with ``REACH`` characters on both sides."""
    before = "\n".join(cell.text for cell in cells[max(start - REACH, 0) : start])
    after = "\n".join(cell.text for cell in cells[end : end + REACH])
    inside = (cell.text for cell in cells[start:end])
    return "\n".join([before[-REACH:], *inside, after[:REACH]])
