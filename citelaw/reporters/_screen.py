"""What a report is read on: the characters it can show, their columns, and its colours."""

from __future__ import annotations

import codecs

from citelaw.model import Severity
from citelaw.reporters import Style
from citelaw.reporters._width import columns, head, printable, tail

BOLD = "1"
FAINT = "38;5;244"
RIGHT = "38;5;28"
WRONG = "38;5;167"
CHANGED = "1;4"
MARKED = "4"
"""Parameters of SGR (ECMA-48). The colours are of the fixed 256, which no theme of a terminal
changes, and in the middle between black and white, so that they can be read on both."""

SEVERITY = {
    Severity.ERROR: "38;5;196",
    Severity.WARNING: "38;5;136",
    Severity.INFO: "38;5;32",
}

_EVERYTHING = frozenset({"utf-8", "utf-16", "utf-32", "gb18030"})
"""Encodings that lack no character."""

_INSTEAD = {"…": "...", "→": "->", "⏎": "/", "×": "x"}
"""What stands for the report's own marks where the encoding lacks them."""


class Screen:
    """Shows text in one style: ``style.color``, ``style.ambiguous``, ``style.encoding``.

    What goes through ``shown`` holds no control and only characters that can be written, so that
    what is measured is what will be seen.
    """

    __slots__ = ("_ambiguous", "_encoding", "color", "cut", "width")

    def __init__(self, style: Style) -> None:
        self._ambiguous = style.ambiguous
        self.color = style.color
        encoding = codecs.lookup(style.encoding).name
        self._encoding = None if encoding in _EVERYTHING else encoding
        self.width = style.width
        self.cut = self.shown("…")

    def shown(self, text: str) -> str:
        """Return ``text`` as it can be shown: a tab as blanks, controls as �, else as ?."""
        text = printable(text)
        if self._encoding is None or text.isascii():
            return text
        for character, words in _INSTEAD.items():
            if character in text and not self._has(character):
                text = text.replace(character, words)
        return text.encode(self._encoding, "replace").decode(self._encoding, "replace")

    def line(self, text: str) -> str:
        """Return ``text`` on one line, as it can be shown."""
        return self.shown(" ".join(text.split()))

    def columns(self, shown: str) -> int:
        """Return the width of text that went through ``shown``."""
        return columns(shown, self._ambiguous)

    def head(self, shown: str, limit: int) -> str:
        """Return the longest beginning that fits into ``limit`` columns."""
        return head(shown, limit, self._ambiguous)

    def tail(self, shown: str, limit: int) -> str:
        """Return the longest end that fits into ``limit`` columns."""
        return tail(shown, limit, self._ambiguous)

    def paint(self, shown: str, *looks: str) -> str:
        """Return ``shown`` in the colours and lines ``looks``, where there are colours."""
        if not self.color or not shown:
            return shown
        return f"\x1b[{';'.join(looks)}m{shown}\x1b[0m"

    def _has(self, character: str) -> bool:
        assert self._encoding is not None
        try:
            character.encode(self._encoding)
        except UnicodeEncodeError:
            return False
        return True
