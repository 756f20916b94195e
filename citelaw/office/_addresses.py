"""What a person calls the paragraphs and tables of a document, and how often it holds what."""

from __future__ import annotations

from collections.abc import Iterable

from citelaw.office._opened import Grid
from citelaw.office._xml import Node
from citelaw.words import Words

_LONGEST = 120  # tables in tables in tables: it ends there


class Place:
    """Where a walk through a document is: the body, a cell, a footnote, a text box.

    ``prefix`` is what that is called, "" for the body. ``inner`` are the tables in a cell,
    ``passage`` is the block that the next paragraph goes on with. What cannot have remarks at its
    words, being outside the body (``in_body``), has them at ``anchor``.
    """

    __slots__ = ("anchor", "cell", "in_body", "inner", "paragraphs", "passage", "prefix", "tables")

    def __init__(
        self, prefix: str, *, cell: bool = False, in_body: bool = True, anchor: Node | None = None
    ) -> None:
        self.prefix = prefix[:_LONGEST]
        self.cell = cell
        self.in_body = in_body
        self.anchor = anchor
        self.paragraphs = 0
        self.tables = 0
        self.inner: list[Grid] = []
        self.passage = -1

    def next_paragraph(self) -> str:
        """Count a paragraph and return its address.

        In a cell all say their number, elsewhere the first of a place has its name.
        """
        self.paragraphs += 1
        if self.cell:
            return f"{self.prefix} 段{self.paragraphs}"
        if self.prefix and self.paragraphs == 1:
            return self.prefix
        return f"{self.prefix} 第{self.paragraphs}段".lstrip()

    def next_table(self) -> str:
        """Count a table and return its address: 表2, in a cell 表2 第3行第8列 内表1."""
        self.tables += 1
        return f"{self.prefix} {'内' if self.cell else ''}表{self.tables}".lstrip()


def counted(found: Iterable[tuple[int, str, str]]) -> tuple[Words, ...]:
    """Return the sentences, Chinese and English, whose count is not 0, with that count put in."""
    return tuple(
        Words(chinese.format(count), english.format(count))
        for count, chinese, english in found
        if count
    )
