"""Cell text to citations. Knows no statute: names come from outside, readers come before."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from citelaw.grammar.compose import Composer
from citelaw.grammar.tokens.bare_title import NameIndex
from citelaw.model import CellCitations, Document

__all__ = ["NameIndex", "find"]

_OWN_NAME = 8
"""From this length on a title that a document names is known to stand bare in it too."""


def find(
    document: Document, names: NameIndex | Callable[[], Iterable[str]] | None = None
) -> tuple[CellCitations, ...]:
    """Return the citations of ``document``, cell by cell in order; cells without any are left out.

    ``names`` gives the titles that may stand without 书名号; it is called at most once.
    """
    known = names if isinstance(names, NameIndex) else NameIndex(names)
    index = known.extended()
    composer = Composer(index)
    found = []
    for cell in document.cells:
        citations = composer.compose(cell)
        if citations is None:
            continue
        for mention in citations.statutes:
            for title in (mention.title, *mention.inner):
                if len(title) >= _OWN_NAME and "〈" not in title:
                    index.add(title)
        found.append(citations)
    return tuple(found)
