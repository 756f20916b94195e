"""Proves article maps: references (本法第X条) inside matched articles must follow them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from citelaw.model import MapKind
from citelaw.numeral import parse_number
from citelaw.registry.building.mapping import ASSERTED
from citelaw.registry.building.provisions import Article
from citelaw.registry.layout import NOWHERE, ArticleKey, Mapped

_WHOLE = (MapKind.SAME, MapKind.MOVED, MapKind.CHANGED)
_UNCHANGED = (MapKind.SAME, MapKind.MOVED)
_NUMERAL = "[零一二三四五六七八九十百千]{1,9}"
_ARTICLE = re.compile(rf"第(?P<number>{_NUMERAL})条(?:之(?P<inserted>{_NUMERAL})(?!款|项))?")
_UNITS = rf"(?:第{_NUMERAL}[款项目])*"
_OWN_REFERENCES = re.compile(
    r"本(?:法|条例|规定|办法|细则|规则|解释|决定|章程|规程|准则)"
    rf"(?:(?:和|或者|或|及|以及|至|到)?第{_NUMERAL}条(?:之{_NUMERAL})?{_UNITS}){{1,20}}"
)


class Proof(NamedTuple):
    """How many references (本法第X条) inside matched articles follow the map, of how many.

    ``corrected`` of the others name an article whose words did not change: the amendment changed
    the reference, and the map cannot be wrong there.
    """

    agreeing: int
    testable: int
    corrected: int


def prove(old: Sequence[Article], new: Sequence[Article], rows: Sequence[Mapped]) -> Proof:
    """Hold the references of matched articles to other articles against the map.

    A reference is testable where both texts have as many of them and the article that the old one
    names is asserted to stand somewhere in the new version.
    """
    sure: dict[ArticleKey, list[Mapped]] = defaultdict(list)
    for row in rows:
        if row.similarity >= 100 * ASSERTED and NOWHERE not in (row.old, row.new):
            sure[row.old].append(row)
    words = {article.key: article.words for article in reversed(old)}
    words_new = {article.key: article.words for article in reversed(new)}
    agreeing = testable = corrected = 0
    for row in (row for found in sure.values() for row in found if row.kind in _WHOLE):
        first, second = _references(words[row.old]), _references(words_new[row.new])
        if len(first) != len(second):
            continue
        for before, after in zip(first, second, strict=True):
            if before in sure:
                testable += 1
                agrees = any(target.new == after for target in sure[before])
                agreeing += agrees
                unchanged = any(target.kind in _UNCHANGED for target in sure[before])
                corrected += not agrees and unchanged
    return Proof(agreeing, testable, corrected)


def _references(words: str) -> list[ArticleKey]:
    return [
        ArticleKey(parse_number(found["number"]) or 0, parse_number(found["inserted"] or "零") or 0)
        for chain in _OWN_REFERENCES.finditer(words)
        for found in _ARTICLE.finditer(chain[0])
    ]
