"""Records of fields that a character parts (tab, comma …), plain or in quotes; torn ones joined.

Offsets are of the *source*.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from citelaw.pattern import Pattern
from citelaw.readers._lines import split_lines

Fields = list[tuple[int, int]]
"""The ranges of the fields of a record, the quotes round them left out."""

_QUOTES = Pattern(r'"+')


class Parted:
    """A text whose lines are records of fields parted by ``mark``.

    Args:
        source: the text.
        mark: what parts the fields, one character.
        inside: whether a field in quotes may hold ``mark``, and may have blanks round its quotes;
            both as in CSV.
    """

    __slots__ = ("_endless", "_inside", "_item", "_quoted", "lines", "mark", "source")

    def __init__(self, source: str, mark: str, *, inside: bool) -> None:
        self.source = source
        self.mark = mark
        self.lines = split_lines(source)
        self._inside = inside
        self._item = _item(mark)
        self._endless = False  # a field that begins with a quote was seen that no quote ends
        self._quoted = '"' in source and (
            inside or f'{mark}"' in source or '\n"' in source or source.startswith('"')
        )

    def record(self, index: int) -> tuple[Fields, int]:
        """Return the fields of the record that begins in a line, and the index of the next line."""
        start, end = self.lines[index]
        if self._quoted and '"' in self.source[start:end]:
            return self._split_quoted(index)
        return self._split(start, end), index + 1

    def _split(self, start: int, end: int) -> Fields:
        fields = []
        for part in self.source[start:end].split(self.mark):
            stop = start + len(part)
            fields.append((start, stop))
            start = stop + 1
        return fields

    def _split_quoted(self, index: int) -> tuple[Fields, int]:
        """Split a record with quoted fields, which may hold line ends.

        A field is quoted where a quote opens it and another closes it in front of a mark or a line
        end: an unbalanced quote stays a character and spoils no other field.
        """
        source, lines = self.source, self.lines
        fields: Fields = []
        at, end = lines[index]
        while True:
            opening = self._opening(at, end)
            close = self._closing(opening) if opening >= 0 else -1
            if close >= 0:
                fields.append((opening + 1, close))
                at = self._after_blanks(close + 1)
                while lines[index][1] < at:
                    index += 1
                end = lines[index][1]
            else:
                stop = source.find(self.mark, at, end)
                stop = end if stop < 0 else stop
                fields.append((at, stop))
                at = stop
            if at >= end:
                return fields, index + 1
            at += 1  # the mark

    def _after_blanks(self, at: int) -> int:
        while self._inside and self.source.startswith(" ", at):
            at += 1
        return at

    def _opening(self, at: int, end: int) -> int:
        """Return where the quote stands that opens the field at ``at``, -1 for none."""
        at = self._after_blanks(at)
        return at if at < end and self.source[at] == '"' else -1

    def _closing(self, opening: int) -> int:
        """Return where the quote stands that closes the field opened at ``opening``, -1 for none.

        Doubled quotes are one quote of the field. So is a single one between other characters,
        which careless programs write; but one that stands where a field opens shows that the
        quote at ``opening`` was never closed.
        """
        source = self.source
        if self._endless:
            return -1
        limit = len(source) if self._inside else source.find(self.mark, opening)
        limit = len(source) if limit < 0 else limit
        around = ("\r", "\n", self.mark)
        for found in _QUOTES.finditer(source, opening + 1, limit):
            start, end = found.span()
            if (end - start) % 2 == 0:
                continue
            after = self._after_blanks(end)
            if after >= limit or source[after] in around:
                return end - 1
            if source[start - 1] in around:
                return -1
        self._endless = limit == len(source)
        return -1

    def join_torn(self, index: int, fields: Fields, width: int) -> int:
        """Join lines that an unquoted line end tore off a record; return the next line's index.

        # seen in real lists: a row too short, and lines after it that hold just the rest of it.

        Args:
            index: the line after the record.
            fields: those of the record; the rest is added to them.
            width: how many there should be.
        """
        if len(fields) >= width:
            return index
        stop = self._end_of_torn(index, width - len(fields))
        for start, end in self.lines[index:stop]:
            more = self._split(start, end)
            fields[-1] = (fields[-1][0], more[0][1])
            fields.extend(more[1:])
        return stop

    def _end_of_torn(self, index: int, lacking: int) -> int:
        """Return the index after the line that makes a row full, ``index`` where none does."""
        source = self.source
        for at in range(index, len(self.lines)):
            start, end = self.lines[at]
            if start == end or source[start] in (self.mark, "-", "<"):
                return index
            if self._item.match(source, start, end):
                return index
            lacking -= source.count(self.mark, start, end)
            if lacking < 0:
                return index
            if lacking == 0:
                return at + 1
        return index


@lru_cache(maxsize=4)
def _item(mark: str) -> Pattern:
    """Return the pattern of a line that begins another row."""
    return Pattern(rf"[0-9]{{1,5}}[ .．、]?{re.escape(mark)}")


def texts_of(source: str, fields: Sequence[tuple[int, int]]) -> list[str]:
    """Return what the fields of a record say, the empty ones left out."""
    cells = [source[start:end].strip(' "') for start, end in fields]
    return [cell for cell in cells if cell and not cell.isspace()]
