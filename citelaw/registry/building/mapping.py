"""Maps the articles of one version to those of the next (条文对照).

Articles are compared by their bigrams, weighted by how rare they are in the two versions (cosine);
references to other articles are left out, since renumbering changes them without changing the law.
A pair is matched where each is the other's best: asserted from 0.75, probable from 0.5, and below
that nothing is said. Articles without a match whose words stand in another are parts of it: it was
split, or they were merged into it.

That an article is gone, or new, is said where nothing speaks for a counterpart only: no paragraph
of it is like one of the other version, and no article without a match stands where its neighbours
went. Read by eye on ten pairs of versions, likeness alone was wrong in every second article that
it called gone: they had been rewritten in place, or one of their paragraphs had been set apart.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log, sqrt

from citelaw.model import ArticleFlag, MapKind
from citelaw.registry.building.provisions import Article
from citelaw.registry.layout import NOWHERE, ArticleKey, Mapped, UnitKind

ASSERTED = 0.75
"""Similarity from which a match is asserted."""

PROBABLE = 0.5
"""Similarity from which a match is probable; nothing is recorded below."""

_UNLIKE = 0.35
"""An article is gone, or new, where no other is so like it."""

_PARAGRAPHS_UNLIKE = 0.45
"""… and no paragraph of it is so like one of the other version."""

_PART = 0.75
"""Share of an article's words that must stand in another to be a part of it."""

_WORTH = 0.15
"""Share of the other's words that a part has at least; less is a phrase of the trade."""

_TIE = 0.05
"""Of two candidates so near each other neither is probable."""

_SHORT = 12
_NUMERAL = "[零一二三四五六七八九十百千]{1,9}"
_REFERENCE = re.compile(rf"第{_NUMERAL}条(?:之{_NUMERAL})?")
_PURPOSE = re.compile(r"制定本(?:法|条例|规定|办法|细则|规则|解释|决定|章程|规程|准则)")

Weights = dict[str, float]


def map_articles(
    old: Sequence[Article],
    new: Sequence[Article],
    *,
    old_whole: bool = True,
    new_whole: bool = True,
) -> list[Mapped]:
    """Return what became of every article of ``old``, and which of ``new`` are new.

    Where a text is not whole, nothing is said to be missing from it.
    """
    pair = _Pair(old, new)
    rows = [*pair.matched(), *pair.parts()]
    if new_whole:
        rows += pair.gone(rows)
    if old_whole:
        rows += [
            Mapped(NOWHERE, row.old, 0, MapKind.NEW) for row in pair.turned().gone(_turned(rows))
        ]
    return sorted(rows)


def _turned(rows: Sequence[Mapped]) -> list[Mapped]:
    return [row._replace(old=row.new, new=row.old) for row in rows]


@dataclass(frozen=True, slots=True)
class _Texts:
    """Texts as weighted bigrams, with the lengths of the vectors."""

    vectors: tuple[Weights, ...]
    lengths: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class _Side:
    """The articles of one version, each once, in order; ``plain`` are words without references.

    ``paragraphs`` are those of all articles, ``owners`` the index of the article of each.
    ``formal`` are the articles on purpose and commencement, which each version words anew.
    """

    keys: tuple[ArticleKey, ...]
    plain: tuple[str, ...]
    articles: _Texts
    paragraphs: _Texts
    owners: tuple[int, ...]
    formal: frozenset[int]


class _Pair:
    """Two versions of a statute, and how like each article of one is to each of the other."""

    def __init__(self, old: Sequence[Article], new: Sequence[Article]) -> None:
        weights = _weights([*old, *new])
        self.one, self.two = _side(old, weights), _side(new, weights)
        self.likeness = _cosines(self.one.articles, self.two.articles)
        self.matches = self._matches()

    def turned(self) -> _Pair:
        """Return the pair seen from the new version."""
        other = _Pair.__new__(_Pair)
        other.one, other.two = self.two, self.one
        other.likeness = _cosines(other.one.articles, other.two.articles)
        other.matches = {new: old for old, new in self.matches.items()}
        return other

    # ------------------------------------------------------------ pairs

    def _matches(self) -> dict[int, int]:
        """Return the pairs of which each is the other's best, at least probable."""
        ranked = sorted(
            (-round(likeness, 6), abs(self.one.keys[at].number - self.two.keys[to].number), at, to)
            for at, row in enumerate(self.likeness)
            for to, likeness in row.items()
            if likeness >= PROBABLE
        )
        best_old: dict[int, float] = {}
        best_new: dict[int, float] = {}
        found: dict[int, int] = {}
        taken: set[int] = set()
        for negative, _, at, to in ranked:
            best_old.setdefault(at, negative)
            best_new.setdefault(to, negative)
            if at in found or to in taken:
                continue
            if negative == best_old[at] and negative == best_new[to]:
                found[at] = to
                taken.add(to)
        return {at: to for at, to in found.items() if not self._is_tie(at, to)}

    def _is_tie(self, at: int, to: int) -> bool:
        """Return whether a probable match has a rival that is nearly as like."""
        likeness = self.likeness[at][to]
        if likeness >= ASSERTED:
            return False
        rivals = [value for other, value in self.likeness[at].items() if other != to]
        rivals += [row[to] for other, row in enumerate(self.likeness) if other != at and to in row]
        return max(rivals, default=0.0) > likeness - _TIE

    def matched(self) -> Iterator[Mapped]:
        """Yield the rows of the matched articles."""
        for at, to in sorted(self.matches.items()):
            old, new = self.one.keys[at], self.two.keys[to]
            similarity = min(round(100 * self.likeness[at][to]), 100)
            if self.one.plain[at] == self.two.plain[to]:
                yield Mapped(old, new, 100, MapKind.SAME if old == new else MapKind.MOVED)
            else:
                yield Mapped(old, new, min(similarity, 99), MapKind.CHANGED)

    # ------------------------------------------------------------ parts

    def parts(self) -> Iterator[Mapped]:
        """Yield the rows of articles that stand as parts in another.

        An old article in a larger new one is merged where another is there too; alone it was
        enlarged, which is a change.
        """
        sources = Counter(self.matches.values())
        merged = []
        for at in sorted(set(range(len(self.one.keys))) - set(self.matches)):
            share, to = _container(self.one, at, self.two)
            if share >= _PART:
                merged.append((at, to, share))
                sources[to] += 1
        enlarged = set()
        for at, to, share in merged:
            kind = MapKind.MERGED if sources[to] > 1 else MapKind.CHANGED
            enlarged.add(to)
            yield Mapped(self.one.keys[at], self.two.keys[to], min(round(100 * share), 99), kind)
        for to in sorted(set(range(len(self.two.keys))) - set(self.matches.values()) - enlarged):
            share, at = _container(self.two, to, self.one)
            if share >= _PART:
                row = (self.one.keys[at], self.two.keys[to], round(100 * share), MapKind.SPLIT)
                yield Mapped(*row)

    # ------------------------------------------------------------ what has no counterpart

    def gone(self, rows: Sequence[Mapped]) -> Iterator[Mapped]:
        """Yield the articles for which nothing speaks for a counterpart."""
        told = {row.old for row in rows}
        reached = {row.new for row in rows}
        open_new = [to for to, key in enumerate(self.two.keys) if key not in reached]
        for at, key in enumerate(self.one.keys):
            if key in told or at in self.one.formal:
                continue
            alike = max(self.likeness[at].values(), default=0.0)
            if alike >= _UNLIKE or self._open_between(at, open_new):
                continue
            if self._likest_paragraph(at) < _PARAGRAPHS_UNLIKE:
                yield Mapped(key, NOWHERE, 0, MapKind.DROPPED)

    def _open_between(self, at: int, open_new: list[int]) -> bool:
        """Return whether an article without a counterpart stands where the neighbours went."""
        before = [self.matches[other] for other in range(at) if other in self.matches]
        after = [
            self.matches[other]
            for other in range(at + 1, len(self.one.keys))
            if other in self.matches
        ]
        low = before[-1] if before else -1
        high = after[0] if after else len(self.two.keys)
        low, high = min(low, high), max(low, high)
        return any(low < to < high and to not in self.two.formal for to in open_new)

    def _likest_paragraph(self, at: int) -> float:
        """Return how like the likest paragraph of the other version is to one of the article."""
        own = [index for index, owner in enumerate(self.one.owners) if owner == at]
        chosen = _Texts(
            tuple(self.one.paragraphs.vectors[index] for index in own),
            tuple(self.one.paragraphs.lengths[index] for index in own),
        )
        found = _cosines(chosen, self.two.paragraphs)
        return max((value for row in found for value in row.values()), default=0.0)


def _bigrams(words: str) -> Counter[str]:
    return Counter(words[at : at + 2] for at in range(len(words) - 1))


def _weights(articles: Sequence[Article]) -> Weights:
    holding: Counter[str] = Counter()
    for article in articles:
        holding.update(set(_bigrams(_REFERENCE.sub("", article.words))))
    return {gram: log(1 + len(articles) / count) for gram, count in holding.items()}


def _side(articles: Sequence[Article], weights: Mapping[str, float]) -> _Side:
    unique = {article.key: article for article in reversed(articles)}
    ordered = [unique[key] for key in sorted(unique)]
    paragraphs = [(at, text) for at, one in enumerate(ordered) for text in _paragraphs(one)]
    plain = tuple(_REFERENCE.sub("", article.words) for article in ordered)
    return _Side(
        keys=tuple(article.key for article in ordered),
        plain=plain,
        articles=_texts(plain, weights),
        paragraphs=_texts([text for _, text in paragraphs], weights),
        owners=tuple(at for at, _ in paragraphs),
        formal=frozenset(at for at, article in enumerate(ordered) if _is_formal(article)),
    )


def _paragraphs(article: Article) -> Iterator[str]:
    """Yield the words of each paragraph (款) with its items, references left out."""
    start = at = 0
    for unit in article.units:
        if unit.kind is UnitKind.PARAGRAPH and at > start:
            yield _REFERENCE.sub("", article.words[start:at])
            start = at
        at += unit.length
    yield _REFERENCE.sub("", article.words[start:])


def _is_formal(article: Article) -> bool:
    commences = any(unit.flags & ArticleFlag.COMMENCEMENT for unit in article.units)
    return commences or _PURPOSE.search(article.words) is not None


def _texts(texts: Sequence[str], weights: Mapping[str, float]) -> _Texts:
    vectors = tuple(
        {gram: count * weights.get(gram, 0.0) for gram, count in sorted(_bigrams(text).items())}
        for text in texts
    )
    lengths = tuple(sqrt(sum(value * value for value in vector.values())) for vector in vectors)
    return _Texts(vectors, lengths)


def _cosines(one: _Texts, two: _Texts) -> list[dict[int, float]]:
    """Return for each text of one side the cosine with each of the other that shares a bigram."""
    holders: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for at, vector in enumerate(two.vectors):
        for gram, value in vector.items():
            holders[gram].append((at, value))
    found = []
    for vector, length in zip(one.vectors, one.lengths, strict=True):
        sums: dict[int, float] = defaultdict(float)
        for gram, value in vector.items():
            for to, weight in holders.get(gram, ()):
                sums[to] += value * weight
        lengths = {to: length * two.lengths[to] for to, total in sums.items() if total}
        found.append({to: sums[to] / product for to, product in lengths.items()})
    return found


def _container(part: _Side, at: int, whole: _Side) -> tuple[float, int]:
    """Return the article that has the largest share of the words of a part, and that share."""
    vector = part.articles.vectors[at]
    total = sum(vector.values())
    best, best_at = 0.0, 0
    if len(part.plain[at]) < _SHORT or not total:
        return best, best_at
    for to, candidate in enumerate(whole.articles.vectors):
        shared = sum(
            min(value, candidate[gram]) for gram, value in vector.items() if gram in candidate
        )
        if shared / total > best and shared >= _WORTH * sum(candidate.values()):
            best, best_at = shared / total, to
    return best, best_at
