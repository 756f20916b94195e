"""Provisions that a basis quotes without naming their document, and whose words they are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from citelaw.model import (
    BASIS_SECTIONS,
    Cell,
    CellCitations,
    Statute,
    UnnamedQuote,
)
from citelaw.pattern import Pattern
from citelaw.resolve._clock import Clock
from citelaw.resolve._owner import owner
from citelaw.span import Span

if TYPE_CHECKING:
    from citelaw.registry import Registry

_PARAGRAPH = Pattern(r"\s{0,8}(?P<words>[^\n《》〈〉]{15,400}。)[ \t\u3000]*\n")
_NAMED = Pattern(r"条例|办法|细则|通知|意见|规定[：:]|令第|〕|\]第?[0-9]|文件")
"""Words by which a paragraph names its document after all, in a way that is not read."""

_MOST = 100
"""Provisions of a file that are said to lack their document."""

_FITS = 0.6
"""Share of the words that an article must have for them to be taken for its own."""


def unnamed(
    cells: Iterable[CellCitations], statutes: Sequence[Statute], registry: Registry, clock: Clock
) -> tuple[UnnamedQuote, ...]:
    """Return the provisions that open a basis without their document.

    Whose words they are is looked for in the statutes that the file cites, those in force when the
    list was made or today.
    """
    opening = list(islice(_opening(cells), _MOST))
    if not opening:
        return ()
    versions = [
        (statute, known[-1])
        for statute in statutes
        if (known := clock.window(statute).versions or clock.today(statute))
    ]
    found = []
    for cell, span in opening:
        words = cell.text[span.start : span.end]
        found.append(UnnamedQuote(cell, span, owner(words, versions, registry, fits=_FITS)))
    return tuple(found)


def _opening(cells: Iterable[CellCitations]) -> Iterator[tuple[Cell, Span]]:
    """Yield the first paragraph of a basis where it is a provision whose document is not named.

    The documents are named in the paragraphs after it, and the cell goes on from no other.
    """
    before: Cell | None = None
    for found in cells:
        cell, goes_on = found.cell, before is not None and _same_field(before, found.cell)
        before = cell
        if cell.section not in BASIS_SECTIONS or cell.prose or goes_on:
            continue
        paragraph = _PARAGRAPH.match(cell.text)
        if paragraph is None or len(found.statutes) == 0:
            continue
        span = Span(*paragraph.span("words"))
        places = [one.span for one in found.statutes] + [
            one.pinpoint.span for one in found.citations
        ]
        named = any(one.start < span.end for one in places) or _NAMED.search(paragraph["words"])
        if not named:
            yield cell, span


def _same_field(one: Cell, two: Cell) -> bool:
    """Return whether a field that was torn over two records goes on."""
    return (one.row, one.column) == (two.row, two.column)
