"""Quotation marks: what opens and closes quoted words."""

from __future__ import annotations

from citelaw.grammar.tokens._text import Token, TokenKind

_OPENING = "“「『"
_CLOSING = "”」』"


def read(text: str, position: int) -> Token | None:
    """Read the mark at ``position``; the straight mark may open or close."""
    mark = text[position]
    if mark in _OPENING:
        kind = "open-quote"
    elif mark in _CLOSING:
        kind = "close-quote"
    else:
        kind = "quote"
    return Token(kind, position, position + 1, mark)


TOKEN = TokenKind(
    anchors='“”「」『』"',
    read=read,
    show=lambda token: token.kind,
    examples=(("“甲”", "open-quote"), ('"甲"', "quote"), ("甲", None)),
)
