r"""Places of a text as the protocol counts them: line and character, both from 0.

Lines end at ``\n``, ``\r\n`` or ``\r`` only (LSP 3.17, text documents), as in ``citelaw.span``:
form feed, U+0085 and U+2028 stand inside a line. A character is a code unit of the encoding that
client and server agreed on. Offsets are code points of the whole text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Mapping

from lsprotocol.types import Position, PositionEncodingKind, Range

from citelaw.span import Span

_LINE = re.compile(r"\r\n|\n|\r")


def _utf8(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-8", "surrogatepass"))


def _utf16(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) >> 1


_UNITS: Mapping[str, Callable[[str], int]] = {
    PositionEncodingKind.Utf8.value: _utf8,
    PositionEncodingKind.Utf16.value: _utf16,
    PositionEncodingKind.Utf32.value: len,
}


class Positions:
    """The lines of ``text``, and the places in it in units of ``encoding`` ("utf-16" …)."""

    __slots__ = ("_ends", "_last", "_starts", "_units", "encoding", "text")

    def __init__(self, text: str, encoding: str = PositionEncodingKind.Utf16.value) -> None:
        self.text = text
        self.encoding = encoding
        self._units = _UNITS[encoding]
        breaks = [found.span() for found in _LINE.finditer(text)]
        self._starts = [0, *(end for _, end in breaks)]
        self._ends = [*(start for start, _ in breaks), len(text)]
        self._last = (0, 0, 0)  # line, offset and character of the place that was asked for last

    def __len__(self) -> int:
        """The number of lines; an empty text has one."""
        return len(self._starts)

    def line(self, number: int) -> Span:
        """Return the span of the line ``number`` (from 0), its line end not included."""
        return Span(self._starts[number], self._ends[number])

    def line_at(self, offset: int) -> int:
        """Return the number (from 0) of the line in which ``offset`` stands."""
        return bisect_right(self._starts, offset) - 1

    def position(self, offset: int) -> Position:
        """Return where the character at ``offset`` begins; inside a line end it is the line's.

        Places asked for in their order cost what lies between them, however long a line is.
        """
        offset = min(max(offset, 0), len(self.text))
        line = self.line_at(offset)
        end = min(offset, self._ends[line])
        known_line, start, before = self._last
        if known_line != line or start > end:
            start, before = self._starts[line], 0
        character = before + self._units(self.text[start:end])
        self._last = (line, end, character)
        return Position(line, character)

    def range(self, span: Span) -> Range:
        """Return the range that covers ``span``."""
        return Range(self.position(span.start), self.position(span.end))

    def offset(self, position: Position) -> int:
        """Return the offset of ``position``.

        One behind the end of its line is that end, one behind the last line the end of the text,
        one inside a character the place before it.
        """
        if position.line < 0:
            return 0
        if position.line >= len(self._starts):
            return len(self.text)
        start, end = self._starts[position.line], self._ends[position.line]
        wanted = max(position.character, 0)
        if self._units is len or wanted == 0:
            return min(start + wanted, end)
        return self._within(start, min(end, start + wanted), wanted)

    def _within(self, low: int, high: int, wanted: int) -> int:
        """Return the offset between ``low`` and ``high`` that is ``wanted`` units behind ``low``.

        Each step counts what the one before has left open, so that all count a long line but once.
        """
        while low < high:
            middle = (low + high + 1) // 2
            units = self._units(self.text[low:middle])
            if units <= wanted:
                low, wanted = middle, wanted - units
            else:
                high = middle - 1
        return low

    def span(self, given: Range) -> Span:
        """Return the span of a range; one whose end comes before its start is empty."""
        start = self.offset(given.start)
        return Span(start, max(start, self.offset(given.end)))
