"""How many terminal columns text takes up: a Han character two, a combining mark none."""

from __future__ import annotations

import string
from collections.abc import Iterator

TAB = "    "
# Not printable by str.isprintable, and shown all the same: blanks, and the joiner of emoji.
_SHOWN = "\u00a0\u2002\u2003\u2009\u200d\u3000"
# Ambiguous width elsewhere, one column in a terminal.
_NARROW = "·—‘’“”…①②③④⑤⑥⑦⑧⑨⑩"


_WORD = frozenset(string.ascii_letters + string.digits + "-_")
_CLOSING = "，。；：、！？）》〉”’】〕"


def columns(text: str) -> int:
    """Return the display width of printable ``text``.

    The characters that lists are made of are known, so that a report on one need not load
    wcwidth; a test holds both equal.
    """
    total = 0
    for character in text:
        if " " <= character <= "~" or character in _NARROW:
            total += 1
        elif (
            "\u4e00" <= character <= "\u9fff"
            or "\u3000" <= character <= "\u3029"
            or "\uff01" <= character <= "\uff60"
        ):
            total += 2
        else:
            from wcwidth import wcswidth  # lazy: 20 ms

            return max(wcswidth(text), 0)
    return total


def printable(text: str) -> str:
    """Return ``text`` as a terminal may show it: a tab as blanks, controls as �.

    Marks that turn the direction of writing are controls too.
    """
    text = text.replace("\t", TAB)
    if text.isprintable():
        return text
    return "".join(
        character if character.isprintable() or character in _SHOWN else "\ufffd"
        for character in text
    )


def _most(character: str) -> int:
    """Return what ``character`` may add to a width: the emoji selector widens what precedes it."""
    return 1 if character == "\ufe0f" else columns(character)


def head(text: str, limit: int) -> str:
    """Return the longest beginning of printable ``text`` that fits into ``limit`` columns."""
    used = 0
    for at, character in enumerate(text):
        used += _most(character)
        if used > limit:
            return text[:at]
    return text


def tail(text: str, limit: int) -> str:
    """Return the longest end of printable ``text`` that fits; it opens with no combining mark."""
    used = 0
    for at in range(len(text) - 1, -1, -1):
        used += _most(text[at])
        if used > limit:
            cut = at + 1
            while cut < len(text) and columns(text[cut]) == 0:
                cut += 1
            return text[cut:]
    return text


def fitted(text: str, limit: int) -> str:
    """Return ``text`` on one line, cut or padded with blanks to exactly ``limit`` columns."""
    text = printable(" ".join(text.split()))
    if columns(text) > limit:
        text = head(text, limit - 1) + "…"
    return text + " " * (limit - columns(text))


def wrapped(text: str, limit: int) -> Iterator[str]:
    """Yield printable ``text`` in lines of at most ``limit`` columns; Chinese breaks anywhere.

    No line opens with a mark that closes what stands before it, or within a word of Latin letters
    unless that is longer than a line.
    """
    while columns(text) > limit:
        line = whole = head(text, limit)
        while len(line) > 1 and (
            text[len(line)] in _CLOSING or {line[-1], text[len(line)]} <= _WORD
        ):
            line = line[:-1]
        line = whole if len(line) == 1 else line
        yield line.rstrip(" ")
        text = text[len(line) :].lstrip(" ")
    yield text
