"""The list's own words: a cell without the provisions that it quotes, the titles, the notes."""

from __future__ import annotations

from collections.abc import Sequence

from citelaw.model import Cell, CellCitations, ResolvedDocument
from citelaw.rules._mention import spans_of
from citelaw.span import Span

BLANK = "\ufffc"
"""Stands for each character that is not the list's own."""


def found_in(resolved: ResolvedDocument) -> dict[int, CellCitations]:
    """Return what was found in the cells, by the identity of the cell."""
    return {id(found.cell): found for found in resolved.cells}


def without_quotations(cell: Cell, found: CellCitations | None) -> str:
    """Return the text of a cell, each character of a quoted provision as ``BLANK``."""
    return _blanked(cell.text, _quotations(found) if found else ())


def own_words(cell: Cell, found: CellCitations | None) -> str:
    """Return the text of a cell, quotations, titles, notes and numbers as ``BLANK``."""
    if found is None:
        return cell.text
    spans = _quotations(found)
    spans += [form.span for form in found.forms]
    spans += [span for mention in found.statutes for span in spans_of(mention)]
    return _blanked(cell.text, spans)


def _quotations(found: CellCitations) -> list[Span]:
    return [one.quote.span for one in found.citations if one.quote is not None]


def _blanked(text: str, spans: Sequence[Span]) -> str:
    """Return ``text``, as long as before, with ``BLANK`` in the cell spans ``spans``."""
    if not spans:
        return text
    at = 0
    parts: list[str] = []
    for start, end in sorted(spans):
        if end <= at:
            continue
        start = max(start, at)
        parts += [text[at:start], BLANK * (end - start)]
        at = end
    return "".join([*parts, text[at:]])
