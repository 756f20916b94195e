"""The titles of the database, so laid out that all that fit what is typed are found at once.

The names of all statutes stand in one text, a line each, in the order in which they are offered;
beside it the same text by initials. So one search of a regular expression looks through them all.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple
from weakref import WeakKeyDictionary

from citelaw.integrations.lsp._pinyin import Typed, fold, sounds
from citelaw.model import Statute, Tier

if TYPE_CHECKING:
    from citelaw.registry import Registry

STATE = "中华人民共和国"
_TIERS = {tier: place for place, tier in enumerate(Tier)}


class Fit(NamedTuple):
    """A statute that fits what is typed.

    ``rank`` says how well: 0 where it opens the title (with or without 中华人民共和国), 1 where it
    opens another name of the statute, 2 where it stands inside one. ``name`` is that other name, ""
    where the title itself fits; ``rest`` is what of the name follows what is typed, folded.
    """

    statute: Statute
    rank: int
    name: str
    rest: str


class Titles:
    """The names of statutes, those known as repealed last, laid out for the search."""

    def __init__(self, statutes: Sequence[Statute]) -> None:
        self._statutes = sorted(statutes, key=_order)
        self._live = 0
        """Where the lines of the statutes begin that are repealed."""
        self._firsts: list[int] = []
        """Where the lines of each statute begin."""
        self._places = {one.id: place for place, one in enumerate(self._statutes)}
        self._lines: list[int] = []
        """Where each line begins; a name stands behind its line break."""
        self._names: list[str] = []
        self._words = self._laid_out()
        self._sounds = "\n".join(map(sounds, self._words.split("\n")))

    def _laid_out(self) -> str:
        words: list[str] = []
        length = 0
        for one in self._statutes:
            self._firsts.append(length)
            for line, name in _names(one):
                self._lines.append(length)
                self._names.append(name)
                words.append(line)
                length += len(line) + 1
            if one.status.word != "repealed":
                self._live = length
        return "".join(f"\n{line}" for line in words)

    def __contains__(self, statute: Statute) -> bool:
        return statute.id in self._places

    def place(self, statute: Statute) -> int:
        """Return the place of a statute in the order in which titles are offered."""
        return self._places[statute.id]

    def fit(self, statute: Statute, typed: Typed) -> Fit | None:
        """Return how a statute fits what is typed, None where it does not."""
        place = self._places[statute.id]
        start = self._firsts[place]
        stop = self._firsts[place + 1] if place + 1 < len(self._firsts) else len(self._words)
        for opening in (True, False):
            for found in self._between(start, stop, typed, opening=opening):
                return found
        return None

    def fitting(self, typed: Typed, most: int) -> Iterator[Fit]:
        """Yield up to ``most`` statutes that fit what is typed, the best first."""
        met: set[int] = set()
        for start, stop in ((0, self._live), (self._live, len(self._words))):
            for opening in (True, False):
                for found in self._between(start, stop, typed, opening=opening):
                    if found.statute.id in met:
                        continue
                    if len(met) >= most:
                        return
                    met.add(found.statute.id)
                    yield found

    def _between(self, start: int, stop: int, typed: Typed, *, opening: bool) -> Iterator[Fit]:
        """Yield the statutes whose lines lie in ``[start, stop)``, each once."""
        while True:
            at = typed.find(self._words, self._sounds, start, stop, opening=opening)
            if at is None:
                return
            line = self._lines[bisect_right(self._lines, max(at - 1, 0)) - 1]
            if line + 1 < at < line + 1 + len(STATE) and self._words.startswith(STATE, line + 1):
                start = line + 1 + len(STATE)  # 国渔业法 is no part of a title; its line comes next
                continue
            yield self._fit(at, typed, opening=opening)
            place = bisect_right(self._firsts, at)
            if place >= len(self._firsts):
                return
            start = self._firsts[place]

    def _fit(self, at: int, typed: Typed, *, opening: bool) -> Fit:
        statute = self._statutes[bisect_right(self._firsts, max(at - 1, 0)) - 1]
        line = bisect_right(self._lines, max(at - 1, 0)) - 1
        stop = self._words.find("\n", at)
        name = self._names[line]
        rank = 2 if not opening else 1 if name else 0
        rest = self._words[at + len(typed.folded) : stop if stop >= 0 else len(self._words)]
        return Fit(statute, rank, name, rest)


_known: WeakKeyDictionary[Registry, Titles] = WeakKeyDictionary()


def titles(registry: Registry) -> Titles:
    """Return the titles of a database, laid out once."""
    known = _known.get(registry)
    if known is None:
        known = _known[registry] = Titles(tuple(registry.statutes()))
    return known


_WORSE = {"not-yet-in-force": 1, "superseded": 2, "repealed": 3}


def _order(one: Statute) -> tuple[int, int, int, str]:
    tier = _TIERS[one.tier] if one.tier is not None else len(_TIERS)
    return _WORSE.get(one.status.word, 0), tier, len(one.title), one.title


def _names(one: Statute) -> Iterator[tuple[str, str]]:
    """Yield what a statute is found by, each once: folded, and the name where it is another."""
    met: set[str] = set()
    named = ((one.title, ""), (one.title.replace(STATE, ""), ""), *((n, n) for n in one.aliases))
    for text, name in named:
        line = fold(text)
        if line and line not in met:
            met.add(line)
            yield line, name
