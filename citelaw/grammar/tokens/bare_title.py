"""Titles without 书名号, found backwards from their last word by the names that are known."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable

from citelaw.grammar.tokens._text import HAN, Token, TokenKind
from citelaw.grammar.tokens.title import Title
from citelaw.pattern import Pattern

_REFUSED_AFTER = Pattern(
    r"[律人院官定制庭学医警师系理务治则典]|规(?!定)|修正案|实施(?:条例|细则|办法|规定)|(?:实施)?若干|释义|解释|》"
)


_REGION_ENDS = frozenset("省市区州县")
_REGION = Pattern(rf"{HAN}{{2,10}}$")
_BEFORE_REGION = Pattern(r"^.*(?:根据|依据|按照|依照|违反|执行|符合|适用|[和与及对由在])")

_TAIL = 3
"""How many last characters of a name lead to it; a name may be shorter by one (刑法)."""


def name_tail(name: str) -> str:
    """Return the last characters of a name, by which it is looked for."""
    return name[-_TAIL:]


class NameIndex:
    """The names that may stand bare, looked up backwards from their last characters.

    ``load`` is called when the first ending is met, so that a document without one pays nothing.
    Names that a document itself gives (its titles, 以下简称) are added while it is read.
    """

    __slots__ = ("_lengths", "_load", "_names", "_own")

    def __init__(self, load: Callable[[], Iterable[str]] | None = None) -> None:
        self._load = load
        self._names: frozenset[str] = frozenset()
        self._own: set[str] = set()
        self._lengths: dict[str, tuple[int, ...]] = {}
        """The last characters of names → how long these are, the longest first."""

    def extended(self) -> NameIndex:
        """Return an index with the same names, to which a document's own may be added."""
        self._fill()
        copy = NameIndex()
        copy._names = self._names
        copy._own = set(self._own)
        copy._lengths = dict(self._lengths)
        return copy

    def _fill(self) -> None:
        load = self._load
        if load is None:
            return
        names = frozenset(name for name in load() if len(name) >= 2)
        lengths: dict[str, set[int]] = {}
        for name in names:
            lengths.setdefault(name_tail(name), set()).add(len(name))
        self._lengths = {
            tail: tuple(sorted(found, reverse=True)) for tail, found in lengths.items()
        }
        self._names = names
        self._load = None  # last, for threads that come meanwhile

    def tails(self) -> Container[str]:
        """Return the last characters of all names; it grows as names are added."""
        self._fill()
        return self._lengths

    def knows(self, name: str) -> bool:
        """Return whether ``name`` would be found."""
        self._fill()
        return name in self._own or name in self._names

    def add(self, name: str) -> None:
        """Let ``name`` be found from now on."""
        if self.knows(name):
            return
        self._own.add(name)
        tail = name_tail(name)
        lengths = self._lengths.get(tail, ())
        if len(name) not in lengths:
            self._lengths[tail] = tuple(sorted((*lengths, len(name)), reverse=True))

    def longest_before(self, text: str, end: int) -> str | None:
        """Return the longest known name that ends at ``end``, or None."""
        self._fill()
        for width in (_TAIL, _TAIL - 1):
            for length in self._lengths.get(text[end - width : end], ()):
                name = text[end - length : end]
                if name in self._names or name in self._own:
                    return name
        return None


def read_with(names: NameIndex, text: str, position: int) -> Token | None:
    """Read the bare title whose last word ends after the ending character at ``position``."""
    end = position + 1
    name = names.longest_before(text, end)
    if name is None or (_REFUSED_AFTER.match(text, end) and not text.startswith("》", end)):
        return None
    start = end - len(name)
    if text[start - 1 : start] in _REGION_ENDS:
        region = _REGION.search(text, max(0, start - 10), start)
        if region is not None:  # 甲省信访条例 is a statute of that province
            lead = _BEFORE_REGION.match(region[0])
            start = int(region.start()) + (lead.end() if lead is not None else 0)
            name = text[start:end]
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
        ("根据甲省民事诉讼法规定", "甲省民事诉讼法"),
        ("刑法修正案", None),
        ("社会保险法实施条例", None),
    ),
)
