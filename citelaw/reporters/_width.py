"""How many terminal columns text takes up: a Han character two, a combining mark none."""

from __future__ import annotations

import string
from collections.abc import Iterator, Sequence

from citelaw.pattern import Pattern

TAB = "    "
# Not printable by str.isprintable, and shown all the same: blanks, and the joiner of emoji.
_SHOWN = "\u00a0\u2002\u2003\u2009\u200d\u3000"

_WIDE_ONES = "\u4e00-\u9fff\u3000-\u3029\uff01-\uff60"
_EITHER_ONES = "·—‘’“”…①②③④⑤⑥⑦⑧⑨⑩"
_KNOWN = Pattern(f"[ -~{_WIDE_ONES}{_EITHER_ONES}]*")
_WIDE = Pattern(f"[{_WIDE_ONES}]+")
_NARROW = Pattern(f"[ -~{_EITHER_ONES}]*")
_EITHER = Pattern(f"[{_EITHER_ONES}]+")
"""Of ambiguous width: one column in most terminals, two in some Chinese ones."""

_PICTURES = "\u2190-\u21ff\u2300-\u23ff\u25a0-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff"
_STRAY_JOINER = Pattern(f"(?<![{_PICTURES}\ufe0f])\u200d|\u200d(?![{_PICTURES}])")
"""A joiner that joins no emoji: terminals and wcwidth make different things of it."""

_WORD = frozenset(string.ascii_letters + string.digits + "-_")
_CLOSING = "，。；：、！？）》〉”’】〕"


def columns(text: str, ambiguous: int = 1) -> int:
    """Return the display width of printable ``text``.

    ``ambiguous`` is the width of the characters that are narrow in some terminals and wide in
    others. Those that lists are made of are known, so that a report on one need not load wcwidth; a
    test holds both equal.
    """
    if text.isascii():
        return len(text)
    rest = _WIDE.sub("", text)
    total = 2 * len(text) - len(rest)
    if rest.isascii():
        return total
    if _NARROW.fullmatch(rest) is not None:
        return total + (ambiguous - 1) * (len(rest) - len(_EITHER.sub("", rest)))
    from wcwidth import wcswidth  # lazy: 20 ms

    return max(wcswidth(text, None, "auto", ambiguous), 0)


def printable(text: str) -> str:
    """Return ``text`` as a terminal may show it: a tab as blanks, controls as �.

    Marks that turn the direction of writing, and joiners that join nothing, are controls too.
    """
    text = text.replace("\t", TAB)
    if text.isprintable() or text.replace("\u3000", " ").isprintable():
        return text
    text = "".join(
        character if character.isprintable() or character in _SHOWN else "\ufffd"
        for character in text
    )
    return _STRAY_JOINER.sub("\ufffd", text) if "\u200d" in text else text


def head(text: str, limit: int, ambiguous: int = 1) -> str:
    """Return the longest beginning of printable ``text`` that fits into ``limit`` columns.

    What makes one picture on the screen (a letter and its accents, a flag) is not cut apart.
    """
    if columns(text, ambiguous) <= limit:
        return text
    if _KNOWN.fullmatch(text) is None:
        return _joined(_pictures(text), limit, ambiguous, 1)
    end, left = 0, limit
    while left > 0:
        part = text[end : end + max(left // 2, 1)]  # no character needs more than two columns
        left -= columns(part, ambiguous)
        if left >= 0:
            end += len(part)
    return text[:end]


def tail(text: str, limit: int, ambiguous: int = 1) -> str:
    """Return the longest end of printable ``text`` that fits; it opens with no combining mark."""
    if columns(text, ambiguous) <= limit:
        return text
    if _KNOWN.fullmatch(text) is None:
        return _joined(_pictures(text)[::-1], limit, ambiguous, -1)
    start, left = len(text), limit
    while left > 0:
        part = text[start - max(left // 2, 1) : start]
        left -= columns(part, ambiguous)
        if left >= 0:
            start -= len(part)
    return text[start:]


def _pictures(text: str) -> list[str]:
    from wcwidth import iter_graphemes  # lazy: 20 ms

    return list(iter_graphemes(text))


def _joined(pictures: Sequence[str], limit: int, ambiguous: int, order: int) -> str:
    """Return as many of the first ``pictures`` as fit, in their own or (-1) in reverse order."""
    used = number = 0
    while number < len(pictures) and used <= limit:
        used += columns(pictures[number], ambiguous)
        number += 1
    while columns(text := "".join(pictures[:number][::order]), ambiguous) > limit:
        number -= 1  # together they may be wider than each alone
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
