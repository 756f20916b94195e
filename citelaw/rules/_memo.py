"""What rules work out of the same document, or the same cell, is worked out once."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from citelaw.model import Cell, CellCitations, ResolvedDocument

_KEPT = 16
"""Documents of which the results are kept: those of a folder that are judged together."""

T = TypeVar("T")
Given = ParamSpec("Given")


_results: list[dict[int, tuple[ResolvedDocument, object]]] = []
"""The results of each ``once``, by the identity of the document, which stands beside its own."""


def once(work: Callable[[ResolvedDocument], T]) -> Callable[[ResolvedDocument], T]:
    """Return ``work`` so that it is done once for a document, whichever rules ask for it.

    What it returns is shared by them, also between threads, and must not be changed.
    """
    kept: dict[int, tuple[ResolvedDocument, T]] = {}
    _results.append(kept)  # type: ignore[arg-type]

    @wraps(work)
    def result(resolved: ResolvedDocument) -> T:
        known = kept.get(id(resolved))
        if known is not None:
            return known[1]
        made = work(resolved)
        for oldest in list(kept)[: len(kept) + 1 - _KEPT]:
            kept.pop(oldest, None)
        kept[id(resolved)] = resolved, made
        return made

    return result


def forget(resolved: ResolvedDocument) -> None:
    """Keep nothing more of a document that is judged: of a long list that is much."""
    for kept in _results:
        kept.pop(id(resolved), None)


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
