"""Speaks one of two languages, and lays lines out under their labels."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from citelaw.model import Cell, Unit
from citelaw.reporters import Language
from citelaw.reporters._location import Places
from citelaw.reporters._where import address_at
from citelaw.reporters.explain._words import Pair
from citelaw.reporters.statutes._layout import labelled
from citelaw.span import Span

_SHOWN = 24
"""Characters of each end of a long quotation that are shown."""


class Voice:
    """Says things in one language: ``voice("条款", "place")``; knows lines and columns.

    ``units`` are those of a file that is no text: there a place is its address.
    """

    def __init__(self, language: Language, places: Places, units: Sequence[Unit] = ()) -> None:
        self.language = language
        self.places = places
        self.units = units
        self.comma = self("、", ", ")
        self.semicolon = self("；", "; ")

    def __call__(self, chinese: str, english: str) -> str:
        return chinese if self.language is Language.CHINESE else english

    def pair(self, words: Pair) -> str:
        """Return the words in the language."""
        return self(*words)

    def lines(self, label: Pair, text: str, *more: str) -> Iterator[str]:
        """Yield ``text`` and ``more``, each from a line of its own on, under one label."""
        yield from labelled(self.pair(label), text, *more)

    def in_brackets(self, text: str) -> str:
        """Return ``text`` in brackets, nothing for nothing."""
        return self(f"（{text}）", f" ({text})") if text else ""

    def joined(self, parts: Iterator[str] | list[str] | tuple[str, ...]) -> str:
        """Return the parts that say something, with commas between them."""
        return self("，", ", ").join(part for part in parts if part)

    def where(self, cell: Cell, span: Span) -> str:
        """Return line and column of the *cell* span: 12:5."""
        return self.place(cell.offsets.to_source(span))

    def place(self, span: Span) -> str:
        """Return line and column of the *source* span; its address where there are no lines."""
        if self.units:
            return address_at(self.units, span.start)
        at = self.places.locate(span.start)
        return f"{at.line}:{at.column}"


def shortened(text: str) -> str:
    """Return ``text`` on one line, its middle left out where it is long."""
    text = " ".join(text.split())
    if len(text) <= 2 * _SHOWN + 1:
        return text
    return f"{text[:_SHOWN]} … {text[-_SHOWN:]}"
