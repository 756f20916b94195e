"""A paper to be printed and signed, as blocks of plain text; how it is laid out is said elsewhere.

Nothing here knows of findings or of Word. Text may hold anything that stands in a list; whoever
writes the paper takes out what no document may hold.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import NamedTuple


class Look(StrEnum):
    """What a line of text is in the paper."""

    TITLE = "title"
    FIRST = "heading-1"
    """一、"""
    SECOND = "heading-2"
    """（一）"""
    BODY = "body"
    FLUSH = "flush"
    """Body text without indent: whom the paper is for."""
    ANNEX = "annex"
    """附件1, at the top left of its page."""
    CLOSING = "closing"
    """Body text that stands on the page of what follows it."""
    NOTE = "note"
    """A remark in the size of tables."""


class Text(NamedTuple):
    """A paragraph; line ends in it are kept."""

    text: str
    look: Look = Look.BODY


class Size(StrEnum):
    """How large the text of a table is."""

    USUAL = "usual"
    SMALL = "small"


class Grid(NamedTuple):
    """A table: ``head`` is repeated on every page, empty for none; ``widths`` are millimetres.

    ``labels`` says that the first column holds the names of the rows; ``height`` is the least one
    of a row in millimetres, for what is written by hand, 0 for as high as the text; such rows stand
    on one page.
    """

    head: tuple[str, ...]
    widths: tuple[float, ...]
    rows: tuple[tuple[str, ...], ...]
    size: Size = Size.USUAL
    labels: bool = False
    height: float = 0


Block = Text | Grid


class Part(NamedTuple):
    """Pages of one direction; each part begins on a new page."""

    blocks: tuple[Block, ...]
    landscape: bool = False


class Paper(NamedTuple):
    """All of a paper: its title, the day that its properties bear, and its parts.

    ``round`` is what the next round is told by: kept in the file, not shown.
    """

    title: str
    day: date
    parts: tuple[Part, ...]
    round: bytes
