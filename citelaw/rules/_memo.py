"""What rules work out of the same document, or the same cell, is worked out once."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Concatenate, ParamSpec, TypeVar

from citelaw.model import Cell, CellCitations, ResolvedDocument

_KEPT = 16
"""Documents of which the results are kept: those of a folder that are judged together."""

T = TypeVar("T")
Given = ParamSpec("Given")


class _Same:
    """A document as a key: it is equal to itself alone, which is told without reading it."""

    __slots__ = ("resolved",)

    def __init__(self, resolved: ResolvedDocument) -> None:
        self.resolved = resolved

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.resolved is self.resolved

    def __hash__(self) -> int:
        return id(self.resolved)


def once(work: Callable[[ResolvedDocument], T]) -> Callable[[ResolvedDocument], T]:
    """Return ``work`` so that it is done once for a document, whichever rules ask for it.

    What it returns is shared by them, also between threads, and must not be changed.
    """
    kept = lru_cache(maxsize=_KEPT)(lambda same: work(same.resolved))

    @wraps(work)
    def result(resolved: ResolvedDocument) -> T:
        return kept(_Same(resolved))

    return result


def of_cell(
    work: Callable[Concatenate[Cell, CellCitations | None, Given], T],
) -> Callable[Concatenate[Cell, CellCitations | None, Given], T]:
    """Return ``work`` so that it is done once for a cell, as long as it is given the same.

    It may look at the words, the column, the section and the citations of the cell, and at what it
    is given beside them, and at nothing else: while a list is written, a cell moves (``row``,
    ``record``, ``address``, ``span`` and ``offsets`` change). What it returns is shared, must not
    be changed, and does not refer to the cell. It is forgotten when the cell is composed anew.
    """

    @wraps(work)
    def result(
        cell: Cell, found: CellCitations | None, /, *args: Given.args, **kwargs: Given.kwargs
    ) -> T:
        given = args, kwargs
        known = cell.memo.get(work)
        if known is not None and known[0] == given:
            return known[1]  # type: ignore[return-value]
        made = work(cell, found, *args, **kwargs)
        cell.memo[work] = (given, made)
        return made

    return result
