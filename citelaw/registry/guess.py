"""Tries words at a place of an article: the fingerprint cannot be read, but it can be asked.

A guess is right where every shingle that has a part of it stands there in order; a wrong word of
one character passes once in 2 to the power of 64, where words are known on both sides of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from citelaw.registry.fingerprint import SHINGLE, followed, pack, shingle, shingles
from citelaw.registry.normalise import words as folded_words
from citelaw.registry.quotation import Text, stop

_SIDE = SHINGLE - 1
_BEFORE = 2 * SHINGLE
"""Printed characters in front of a guess by which its place is found."""

_AFTER = 2 * SHINGLE
_LEAST = 2
"""Shingles that must stand in the article for a guess to be proved."""


class Standing(NamedTuple):
    """A guess that stands in the article, and how many words of its unit follow it."""

    words: str
    left: int


class _Try(NamedTuple):
    """A guess at a place: the characters in front of it, its folded and its printed words."""

    at: int
    side: str
    folded: str
    word: str


class Guesses:
    """Words to be tried; the empty word stands for nothing between the two sides."""

    __slots__ = ("_by_first", "_firsts", "words")

    def __init__(self, words: Iterable[str]) -> None:
        self.words = tuple((_fold(word), word) for word in dict.fromkeys(words))
        self._by_first: dict[str, list[tuple[str, str]]] = {}
        for folded, word in self.words:
            self._by_first.setdefault(folded[:1], []).append((folded, word))
        self._firsts = "".join(self._by_first)

    def after(self, side: str, value: int) -> Iterable[tuple[str, str]]:
        """Yield (folded, printed) words that may follow the three characters ``side``.

        ``value`` is the hash of the shingle of ``side`` and the next character of the article.
        """
        yield from self._by_first.get("", ())
        for first in _fitting(side, self._firsts).get(value, ""):
            yield from self._by_first[first]


@lru_cache(maxsize=64)
def _fitting(side: str, firsts: str) -> dict[int, str]:
    """Return hash → those of the characters ``firsts`` that give it after ``side``."""
    fitting: dict[int, str] = {}
    for first, value in zip(firsts, followed(side, firsts), strict=True):
        fitting[value] = fitting.get(value, "") + first
    return fitting


@lru_cache(maxsize=4096)
def _fold(text: str) -> str:
    return folded_words(text).text


def standing(text: Text, before: str, guesses: Guesses, after: str) -> tuple[Standing, ...]:
    """Return the guesses that stand in ``text``, see ``Registry.standing``."""
    lead, tail = _fold(before[-_BEFORE:]), _fold(after[:_AFTER])
    if len(lead) < SHINGLE:
        places = _opening(text, lead, guesses, tail)
    else:
        tail = tail[:_SIDE]  # more may hold the next difference
        places = _inside(text, lead, guesses)
    found: dict[str, Standing] = {}
    for at, side, folded, word in places:
        if word not in found and _stands(text, at, side + folded + tail):
            end = at + len(side) + len(folded)
            found[word] = Standing(word, stop(text, end)[1])
    return tuple(found.values())


def _inside(text: Text, lead: str, guesses: Guesses) -> Iterator[_Try]:
    """Yield what may stand after ``lead``, wherever that is."""
    side = lead[-_SIDE:]
    for place in text.places(pack(shingles(lead))):
        at = place + len(lead) - _SIDE
        if at < len(text.hashes):
            for folded, word in guesses.after(side, text.hashes[at]):
                yield _Try(at, side, folded, word)


def _opening(text: Text, lead: str, guesses: Guesses, tail: str) -> Iterator[_Try]:
    """Yield what may open a unit after the few characters of ``lead``, before those of ``tail``."""
    if len(tail) >= SHINGLE and not text.places(pack(shingles(tail))):
        return
    starts = {text.hashes[at]: at for at in reversed(text.starts) if at < len(text.hashes)}
    for folded, word in guesses.words:
        words = (lead + folded + tail)[:SHINGLE]
        at = starts.get(shingle(words)) if len(words) == SHINGLE else None
        if at is not None:
            yield _Try(at, lead, folded, word)


def _stands(text: Text, at: int, words: str) -> bool:
    wanted = shingles(words)
    return len(wanted) >= _LEAST and text.hashes[at : at + len(wanted)] == wanted
