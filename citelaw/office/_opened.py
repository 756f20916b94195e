r"""What an Office, PDF or OpenDocument file shows: its visible text, and how that is laid out.

Offsets are of the *source*: the visible text of the parts, joined by ``\n``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from citelaw.model import Answer, Edit, FileKind, Severity, Unit
from citelaw.span import Span
from citelaw.words import Words


class Field(NamedTuple):
    """A cell of a grid: the *source* range of its text, that of the tables inside it included.

    ``column`` is its place in the grid, from 0; ``rows`` and ``columns`` say how many it takes up.
    ``address`` is what a person calls it.
    """

    start: int
    end: int
    column: int
    rows: int = 1
    columns: int = 1
    address: str = ""
    inner: tuple[Grid, ...] = ()


class Row(NamedTuple):
    """A row of a grid, in column order; ``head`` says that the file itself calls it a head."""

    fields: tuple[Field, ...]
    head: bool = False


class Grid(NamedTuple):
    """A table, or a sheet of a workbook; ``goes_on`` says that it continues the one before it."""

    rows: tuple[Row, ...]
    goes_on: bool = False


class Passage(NamedTuple):
    """Text outside any table: a *source* range."""

    start: int
    end: int
    address: str = ""


class Opened(NamedTuple):
    """What a file shows.

    ``blocks`` are in source order. ``units`` are what offsets are counted in for a person
    (paragraphs, cells of a workbook), in source order, apart from each other. ``notes`` say what
    a reader should know: that hidden rows were read, that pictures were not. ``answers`` are what
    was answered to the findings of an earlier round.
    """

    source: str
    blocks: tuple[Grid | Passage, ...]
    units: tuple[Unit, ...] = ()
    notes: tuple[Words, ...] = ()
    answers: tuple[Answer, ...] = ()


class Remark(NamedTuple):
    """A finding to be put into a copy of a file, at a *source* span.

    Args:
        text: what is written at the words; "" for nothing: it has a row in the sheet alone.
        edits: the correction to be shown as tracked changes, *source* spans; empty for none.
        row: the finding as a row of the sheet 校验结果, by the columns of its head.
    """

    span: Span
    severity: Severity
    text: str
    edits: tuple[Edit, ...] = ()
    row: tuple[str, ...] = ()


class Table(NamedTuple):
    """The head of the sheet 校验结果.

    ``places`` is the column that links to the words, ``answer`` the one with the drop-down of
    ``answers``.
    """

    head: tuple[str, ...]
    places: int
    answer: int
    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A kind of file that is no text.

    Args:
        kind: what it is called.
        endings: the endings of its names, with their dots; the first is the usual one.
        claims: tells by the bytes whether a file is one; ``name`` is for errors alone.
        open: what the file shows.
        rewrite: the file with these edits of its source, all else as it was.
        annotate: a copy with remarks in place of those of an earlier round.
        copies_as: the ending of that copy, where it is of another kind; "" for the usual one.
    """

    kind: FileKind
    endings: tuple[str, ...]
    claims: Callable[[bytes, str], bool]
    open: Callable[[bytes, str], Opened]
    rewrite: Callable[[bytes, str, Sequence[Edit]], bytes] | None = None
    annotate: Callable[[bytes, str, Sequence[Remark], Table], bytes] | None = None
    copies_as: str = ""
