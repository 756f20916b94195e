"""Lines, columns, bytes and UTF-16 units of source offsets, by tables made once a document."""

from __future__ import annotations

from typing import NamedTuple

from citelaw.span import LineIndex, Span

STEP = 1024


class Location(NamedTuple):
    """A source offset in every unit that programs ask for: lines and columns count from 1."""

    line: int
    column: int
    byte: int
    utf16_column: int


class Places:
    """Finds the locations of offsets of one source text, each in the time of ``STEP`` characters.

    Every ``STEP`` code points the tables hold how many UTF-8 bytes and UTF-16 units stand before,
    so that neither many findings nor a line of 100 MB make it slow.
    """

    __slots__ = ("_bytes", "_source", "_units", "lines")

    def __init__(self, source: str) -> None:
        self.lines = LineIndex(source)
        self._source = source
        self._bytes = [0]
        self._units = [0]
        for start in range(0, len(source), STEP):
            chunk = source[start : start + STEP]
            self._bytes.append(self._bytes[-1] + _byte_length(chunk))
            self._units.append(self._units[-1] + _unit_length(chunk))

    def locate(self, offset: int) -> Location:
        """Return where the code point ``offset`` is."""
        line, column = self.lines.location(offset)
        return Location(
            line,
            column,
            self._bytes[offset // STEP] + _byte_length(self._rest(offset)),
            self._units_before(offset) - self._units_before(offset - column + 1) + 1,
        )

    def line_span(self, line: int) -> Span:
        """Return the span of line number ``line`` (from 1), its line end not included."""
        return self.lines.line_span(line)

    def _units_before(self, offset: int) -> int:
        return self._units[offset // STEP] + _unit_length(self._rest(offset))

    def _rest(self, offset: int) -> str:
        return self._source[offset - offset % STEP : offset]


def _byte_length(text: str) -> int:
    return len(text.encode("utf-8", "surrogatepass"))


def _unit_length(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
