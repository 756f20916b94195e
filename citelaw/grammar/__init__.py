"""Cell text to citations. Knows no statute: names come from outside, readers come before."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from citelaw.grammar._again import Memory
from citelaw.grammar.compose import Composed, Composer
from citelaw.grammar.tokens.bare_title import NameIndex
from citelaw.model import CellCitations, Document

__all__ = ["Memory", "NameIndex", "find"]


def find(
    document: Document,
    names: NameIndex | Callable[[], Iterable[str]] | None = None,
    memory: Memory | None = None,
) -> tuple[CellCitations, ...]:
    """Return the citations of ``document``, cell by cell in order; cells without any are left out.

    ``names`` gives the titles that may stand without 书名号; it is called at most once. ``memory``
    keeps what was found from one reading of a document to the next; the names must not change.
    """
    known = names if isinstance(names, NameIndex) else NameIndex(names)
    composer = Composer(known.extended())
    if memory is not None:
        return _cited(memory.compose(composer, document.cells))
    return _cited(composer.compose(cell) for cell in document.cells)


def _cited(composed: Iterable[Composed]) -> tuple[CellCitations, ...]:
    return tuple(one.found for one in composed if one.found is not None)
