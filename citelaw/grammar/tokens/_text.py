"""What the tokens share: character classes, and the shape of a token."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

from citelaw.pattern import Pattern

SPACE = r"\s"
"""White space of any kind, line ends included."""

BLANK = r"[^\S\r\n]"
"""White space inside a line."""

DIGITS = "0-9０-９〇零一二三四五六七八九十百千"
"""The characters of a number, for use inside a class."""

NUMERAL = rf"[{DIGITS}]{{1,9}}"
"""The digits of a number, Chinese or Arabic, or both as scans leave them (六49)."""

HAN = r"[^\W\da-zA-Z_]"
"""A Han character of any plane (and kana, and 〇): a letter that is none of ASCII."""

_SPACES = Pattern(r"[\s\u200b\ufeff]")


def squeeze(text: str) -> str:
    """Return ``text`` without any white space."""
    return text if _SPACES.search(text) is None else _SPACES.sub("", text)


class Token(NamedTuple):
    """Something found at an anchor: its kind, its cell span, and what was read."""

    kind: str
    start: int
    end: int
    value: Any = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenKind:
    """A kind of token: the characters it is anchored on and how it is read there.

    ``read(text, position)`` returns the token that stands at the anchor ``position`` (it may
    begin before it), or None. ``examples`` pairs a text with what ``show`` makes of the first
    token found in it, None where there is none; they are run by the tests.
    """

    anchors: str
    read: Callable[[str, int], Token | None]
    show: Callable[[Token], Any]
    examples: tuple[tuple[str, Any], ...]
