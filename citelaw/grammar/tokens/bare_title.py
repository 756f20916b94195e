"""Titles without 书名号, found backwards from their last word by the names that are known."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable

from citelaw.grammar.tokens._text import Token, TokenKind
from citelaw.grammar.tokens.title import Title
from citelaw.pattern import Pattern

_REFUSED_AFTER = Pattern(
    r"[律规人院官定制庭学医警师系理务治则典]|修正案|实施(?:条例|细则|办法|规定)|(?:实施)?若干|释义|解释|》"
)


class NameIndex:
    """The names that may stand bare, looked up backwards from their last characters.

    ``load`` is called when the first ending is met, so that a document without one pays nothing.
    Names that a document itself gives (its titles, 以下简称) are added while it is read.
    """

    __slots__ = ("_by_tail", "_load")

    def __init__(self, load: Callable[[], Iterable[str]] | None = None) -> None:
        self._load = load
        self._by_tail: dict[str, tuple[str, ...]] = {}

    def extended(self) -> NameIndex:
        """Return an index with the same names, to which a document's own may be added."""
        self._fill()
        copy = NameIndex()
        copy._by_tail = dict(self._by_tail)
        return copy

    def _fill(self) -> None:
        if self._load is not None:
            names, self._load = self._load(), None
            tails: dict[str, list[str]] = {}
            for name in names:
                if len(name) >= 2:
                    tails.setdefault(name[-3:] if len(name) > 2 else name, []).append(name)
            self._by_tail = {
                tail: tuple(sorted(found, key=lambda name: (-len(name), name)))
                for tail, found in tails.items()
            }

    def tails(self) -> Container[str]:
        """Return the last characters of all names; it grows as names are added."""
        self._fill()
        return self._by_tail

    def add(self, name: str) -> None:
        """Let ``name`` be found from now on."""
        self._fill()
        tail = name[-3:] if len(name) > 2 else name
        known = self._by_tail.get(tail, ())
        if name not in known:
            self._by_tail[tail] = tuple(sorted((*known, name), key=lambda word: (-len(word), word)))

    def longest_before(self, text: str, end: int) -> str | None:
        """Return the longest known name that ends at ``end``, or None."""
        if self._load is not None:
            self._fill()
        for width in (3, 2):
            for name in self._by_tail.get(text[end - width : end], ()):
                if text.startswith(name, end - len(name)):
                    return name
        return None


def read_with(names: NameIndex, text: str, position: int) -> Token | None:
    """Read the bare title whose last word ends after the ending character at ``position``."""
    end = position + 1
    name = names.longest_before(text, end)
    if name is None or (_REFUSED_AFTER.match(text, end) and not text.startswith("》", end)):
        return None
    start = end - len(name)
    if text.startswith("》", end):
        return Token("title", start, end + 1, Title(name, (), True))
    return Token("title", start, end, Title(name, (), True, False))


def _read_example(text: str, position: int) -> Token | None:
    names = NameIndex(lambda: ("社会保险法", "中华人民共和国社会保险法", "民事诉讼法", "刑法"))
    for at in range(position, len(text)):
        if text[at] in ANCHORS:
            token = read_with(names, text, at)
            if token is not None:
                return token
    return None


ANCHORS = "法典例定则释范见知"
"""The last characters of the words that end a title."""

TOKEN = TokenKind(
    anchors="",
    read=_read_example,
    show=lambda token: token.value.text,
    examples=(
        ("依照民事诉讼法的有关规定", "民事诉讼法"),
        ("中华人民共和国社会保险法第三条", "中华人民共和国社会保险法"),
        ("违反社会保险法律、法规", None),
        ("刑法修正案", None),
        ("社会保险法实施条例", None),
    ),
)
