"""One pass over a cell: the tokens that stand in it, in order."""

from __future__ import annotations

import re
from functools import cache, partial
from typing import Any

from citelaw.discovery import discover
from citelaw.grammar import tokens
from citelaw.grammar.tokens._text import Token, TokenKind
from citelaw.grammar.tokens.bare_title import ANCHORS as NAME_ENDINGS
from citelaw.grammar.tokens.bare_title import NameIndex, read_with
from citelaw.grammar.tokens.title import read_closing
from citelaw.pattern import Pattern


@cache
def token_kinds() -> dict[str, TokenKind]:
    """Return every kind of token by the name of its module."""
    return discover(tokens, "TOKEN", TokenKind)


@cache
def _machine() -> tuple[Pattern, dict[str, tuple[Any, ...]]]:
    """Compile the anchors of all tokens into one class, and list the readers of each."""
    readers: dict[str, tuple[Any, ...]] = {}
    for name in ("tier", *token_kinds()):  # 【法律】 before 【2018】22号
        kind = token_kinds()[name]
        for anchor in kind.anchors:
            known = readers.get(anchor, ())
            if kind.read not in known:
                readers[anchor] = (*known, kind.read)
    readers["》"] = (read_closing,)
    anchors = re.escape("".join(readers) + NAME_ENDINGS)
    return Pattern(f"[{anchors}]"), readers


class Scanner:
    """Finds the tokens of a document's cells; holds the names that may stand bare in it."""

    __slots__ = ("_anchors", "_names", "_readers")

    def __init__(self, names: NameIndex) -> None:
        self._anchors, readers = _machine()
        self._names = names
        self._readers = dict.fromkeys(NAME_ENDINGS, (partial(read_with, names),))
        self._readers.update(readers)

    def scan(self, text: str) -> list[Token]:
        """Return the tokens of ``text`` in order; they do not overlap.

        A token may begin before its anchor (a number, a title without marks); what it reaches
        back over gives way to it.
        """
        found: list[Token] = []
        stop = 0
        readers = self._readers
        tails = self._names.tails()
        for match in self._anchors.finditer(text):
            position = match.start()
            if position < stop:
                continue
            character = text[position]
            if (
                character in NAME_ENDINGS
                and text[position - 2 : position + 1] not in tails
                and text[position - 1 : position + 1] not in tails
            ):
                continue
            for read in readers[character]:
                token = read(text, position)
                if token is not None:
                    break
            else:
                continue
            if token.start < stop:
                continue
            found.append(token)
            stop = token.end
        return found
