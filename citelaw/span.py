"""Places in text: spans, the map from cleaned cell text to source text, lines.

One coordinate rules the whole package: a ``Span`` is a half-open range of
Unicode code points. Cleaned text (a *cell*) carries an ``OffsetMap`` that was
built while it was cleaned, so a place in a cell is always a place in the source.
"""

import re
from bisect import bisect_right
from typing import NamedTuple


class Span(NamedTuple):
    """A half-open range ``[start, end)`` of code points in one text."""

    start: int
    end: int


class Piece(NamedTuple):
    """One run of a cell and where it came from.

    ``cell`` and ``source`` are the offsets where the run starts, ``length`` and
    ``source_length`` how long it is. Kept text has equal lengths and maps point
    by point; replaced text (an entity, a paragraph break) maps as a whole.
    """

    cell: int
    source: int
    length: int
    source_length: int
    kept: bool


class OffsetMap:
    """Maps spans of a cell's text to spans of the source it was cut from."""

    __slots__ = ("_starts", "pieces_of_cell")

    def __init__(self, pieces: tuple[Piece, ...]) -> None:
        self.pieces_of_cell = pieces
        self._starts = [piece.cell for piece in pieces] if len(pieces) > 1 else None

    def _piece(self, offset: int) -> Piece:
        if self._starts is None:
            return self.pieces_of_cell[0]
        return self.pieces_of_cell[max(bisect_right(self._starts, offset) - 1, 0)]

    def start(self, offset: int) -> int:
        """Return the source offset where the cell's character ``offset`` starts."""
        if not self.pieces_of_cell:
            return 0
        piece = self._piece(offset)
        if piece.kept:
            return piece.source + offset - piece.cell
        return piece.source

    def end(self, offset: int) -> int:
        """Return the source offset after the character that ends at cell offset ``offset``."""
        if not self.pieces_of_cell:
            return 0
        if offset <= 0:
            return self.start(0)
        piece = self._piece(offset - 1)
        if piece.kept:
            return piece.source + offset - piece.cell
        return piece.source + piece.source_length

    def to_source(self, span: Span) -> Span:
        """Return the source span that covers the cell span ``span``; empty stays empty."""
        start = self.start(span.start)
        if span.end <= span.start:
            return Span(start, start)
        return Span(start, self.end(span.end))

    def pieces(self, span: Span) -> tuple[Span, ...]:
        """Return the source ranges that are text of the cell span ``span``.

        What was dropped while cleaning (tags, row borders) is in none of them, so an
        edit made piece by piece never swallows a ``</p>``.
        """
        found: list[Span] = []
        for piece in self.pieces_of_cell:
            start = max(span.start, piece.cell)
            end = min(span.end, piece.cell + piece.length)
            if start < end:
                found.append(self.to_source(Span(start, end)))
        return tuple(found)


class CellBuilder:
    """Cleans a stretch of source text into a cell, keeping the offset map as it goes.

    Calls must come in source order. What is neither kept nor replaced is dropped.

    >>> builder = CellBuilder("<p>甲&amp;乙</p>")
    >>> builder.keep(3, 4); builder.replace(4, 9, "&"); builder.keep(9, 10)
    >>> text, offsets = builder.build()
    >>> text, offsets.to_source(Span(1, 2))
    ('甲&乙', Span(start=4, end=9))
    """

    __slots__ = ("_length", "_pieces", "_source", "_texts")

    def __init__(self, source: str) -> None:
        self._source = source
        self._texts: list[str] = []
        self._pieces: list[Piece] = []
        self._length = 0

    def keep(self, start: int, end: int) -> None:
        """Take the source range ``[start, end)`` as it is."""
        if start >= end:
            return
        length = end - start
        self._texts.append(self._source[start:end])
        last = self._pieces[-1] if self._pieces else None
        if last is not None and last.kept and last.source + last.length == start:
            self._pieces[-1] = Piece(
                last.cell, last.source, last.length + length, last.length + length, True
            )
        else:
            self._pieces.append(Piece(self._length, start, length, length, True))
        self._length += length

    def replace(self, start: int, end: int, text: str) -> None:
        """Let ``text`` stand for the source range ``[start, end)``."""
        if not text:
            return
        self._texts.append(text)
        self._pieces.append(Piece(self._length, start, len(text), end - start, False))
        self._length += len(text)

    def build(self) -> tuple[str, OffsetMap]:
        """Return the cell's text and its map to the source."""
        return "".join(self._texts), OffsetMap(tuple(self._pieces))


_LINE = re.compile(r"\r\n|\n|\r")


class LineIndex:
    r"""Line and column of source offsets; lines end at ``\n``, ``\r\n`` or ``\r`` only.

    Lines and columns count from 1, columns in code points. Form feed, U+0085 and
    U+2028 do not end a line, as in editors, so ``str.splitlines`` is never used.
    """

    __slots__ = ("_starts", "_text")

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts = [0, *(found.end() for found in _LINE.finditer(text))]

    def __len__(self) -> int:
        return len(self._starts)

    def location(self, offset: int) -> tuple[int, int]:
        """Return (line, column) of the source offset ``offset``."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    def line_span(self, line: int) -> Span:
        """Return the span of line number ``line`` (from 1), its line end not included."""
        start = self._starts[line - 1]
        end = self._starts[line] if line < len(self._starts) else len(self._text)
        while end > start and self._text[end - 1] in "\r\n":
            end -= 1
        return Span(start, end)
