"""The articles of versions: which there are, what they do, whose words are whose."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from citelaw.errors import RegistryError
from citelaw.model import (
    ArticleFacts,
    ArticleFlag,
    ArticleUnit,
    Comparison,
    Locator,
    MapKind,
    MappedArticle,
    Renumbered,
    Version,
)
from citelaw.registry.database import Database, joint_id, split_id
from citelaw.registry.fingerprint import SHINGLE, fingerprint, marks_of, unpack
from citelaw.registry.guess import Guesses, Standing, standing
from citelaw.registry.kept import Kept
from citelaw.registry.layout import (
    NOWHERE,
    ArticleKey,
    Heading,
    Mapped,
    Unit,
    UnitKind,
    unpack_articles,
    unpack_headings,
    unpack_lines,
    unpack_map,
)
from citelaw.registry.quotation import (
    LOWEST_COVERAGE,
    Quote,
    Text,
    cited_units,
    compare,
    similarity,
)

_RIVAL = 0.5
"""Share of the best article's shingles that another must have to be held against the words."""

_CACHED_TEXTS = 4096
_CACHED_INDEXES = 24
_KEPT_FACTS = 4096
_KEPT_QUOTES = 512
_KEPT_MARKS = 2048
_KEPT_SEARCHES = 4096
_MOVED = 0.75
"""Similarity from which a renumbered article is taken for the same (CL304)."""

_SEED = 6
"""Shingles without a gap that an article must share with words sought everywhere."""

_SEEDS = 12
_MOST_FOUND = 400


class Units(NamedTuple):
    """How an article is divided: ``items`` and ``subitems`` count per paragraph (款), in order.

    ``confirmations`` is the number of independent sources that confirm the line breaks; 0 where
    they cannot be trusted at all (an annex may hang on the last article).
    """

    paragraphs: int
    items: tuple[int, ...]
    subitems: tuple[int, ...]
    confirmations: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Body:
    """What a version holds: its articles in order, its headings, how far it can be trusted."""

    articles: tuple[tuple[ArticleKey, int], ...]
    numbers: dict[ArticleKey, int]
    headings: tuple[Heading, ...]
    complete: bool
    sources: tuple[str, ...]


class Articles:
    """The articles of the versions of all files.

    The caches are replaced, never emptied, so that threads may share them.
    """

    def __init__(
        self, files: Sequence[Database], siblings: Callable[[Version], tuple[Version, ...]]
    ) -> None:
        self._files = files
        self._siblings = siblings
        self._wordy = tuple(file for file in files if file.meta["words"] == "1")
        self._bodies: dict[int, _Body] = {}
        self._texts: dict[int, Text] = {}
        self._indexes: dict[int, tuple[tuple[ArticleKey, Text], ...]] = {}
        self._known: Kept[tuple[int, ArticleKey], ArticleFacts] = Kept(_KEPT_FACTS)
        self._quotes: Kept[str, Quote] = Kept(_KEPT_QUOTES)
        self._marks: Kept[int, int] = Kept(_KEPT_MARKS)
        self._last_sought: tuple[Quote, frozenset[int], int] | None = None
        self._searches: Kept[tuple[int, str, int], tuple[Comparison, ...]] = Kept(_KEPT_SEARCHES)
        self._comparisons: Kept[tuple[int, Locator, str], Comparison | None] = Kept(_KEPT_QUOTES)

    # ------------------------------------------------------------ places

    def article_exists(self, version: Version, locator: Locator) -> bool | None:
        """See ``Registry.article_exists``."""
        key = _key(locator)
        if key is None:
            return None
        body = self._body(version)
        if key in body.numbers:
            return True
        return False if body.complete else None

    def chapter_exists(self, version: Version, locator: Locator) -> bool | None:
        """See ``Registry.chapter_exists``."""
        wanted = (locator.part, locator.chapter, locator.section)
        body = self._body(version)
        if wanted == (None, None, None) or not body.headings:
            return None
        for heading in body.headings:
            if all(want in (None, have) for want, have in zip(wanted, heading, strict=True)):
                return True
        return False if body.complete else None

    def units(self, version: Version, locator: Locator) -> Units | None:
        """See ``Registry.units``."""
        found = self._article(version, locator)
        if found is None:
            return None
        key, text = found
        items, subitems = [], []
        for unit in text.units:
            if unit.kind is UnitKind.PARAGRAPH:
                items.append(0)
                subitems.append(0)
            elif unit.kind is UnitKind.ITEM:
                items[-1] += 1
            else:
                subitems[-1] += 1
        confirmations = self._confirmations(version, key, text, len(items))
        return Units(len(items), tuple(items), tuple(subitems), confirmations)

    def _confirmations(self, version: Version, key: ArticleKey, text: Text, paragraphs: int) -> int:
        """Return how many sources confirm the breaks; an annex may hang on the last article."""
        annexed = key == self._body(version).articles[-1][0] and paragraphs > 2
        return 0 if annexed else text.confirmations

    def facts(self, version: Version, locator: Locator) -> ArticleFacts | None:
        """See ``Registry.article``."""
        found = self._article(version, locator)
        if found is None:
            return None
        asked = (version.id, found[0])
        return self._known.get(asked, lambda: self._facts(version, *found))

    def places(self, version: Version) -> tuple[Locator, ...]:
        """See ``Registry.places``."""
        numbers = dict.fromkeys(key for key, _ in self._body(version).articles)
        return tuple(map(_locator, numbers))

    def all_facts(self, version: Version) -> Iterator[ArticleFacts]:
        """See ``Registry.articles``."""
        for key, text in self._index(version):
            yield self._facts(version, key, text)

    def _facts(self, version: Version, key: ArticleKey, text: Text) -> ArticleFacts:
        places = text.places_of_units(_locator(key))
        units = tuple(
            ArticleUnit(place, unit.length, ArticleFlag(unit.flags))
            for place, unit in zip(places, text.units, strict=True)
        )
        paragraphs = sum(unit.kind is UnitKind.PARAGRAPH for unit in text.units)
        return ArticleFacts(
            locator=_locator(key),
            units=units,
            flags=_joined(text.units),
            confirmations=self._confirmations(version, key, text, paragraphs),
            subject=text.subject,
        )

    def flags(self, version: Version, locator: Locator) -> ArticleFlag | None:
        """See ``Registry.flags``."""
        found = self._article(version, locator)
        if found is None:
            return None
        cited = cited_units(found[1].units, locator)
        if cited is None:
            return None
        first, last = cited
        units = found[1].units
        while first and units[first].kind is not UnitKind.PARAGRAPH:
            first -= 1  # an item does what its opening words say
        opening = (units[first],) if first < cited[0] else ()
        chosen = (*opening, *units[cited[0] : last])
        return _joined(chosen)

    def same_words(self, one: Version, two: Version, locator: Locator) -> bool | None:
        """See ``Registry.same_words``."""
        first, second = self._article(one, locator), self._article(two, locator)
        if first is None and second is None:
            return None
        return first is not None and second is not None and first[1].data == second[1].data

    def sources(self, version: Version) -> tuple[str, ...]:
        """See ``Registry.sources``."""
        return self._body(version).sources

    def is_complete(self, version: Version) -> bool:
        """See ``Registry.is_complete``."""
        return self._body(version).complete

    def words(self, version: Version, locator: Locator) -> tuple[str, ...] | None:
        """See ``Registry.words``."""
        found = self._article(version, locator) if self._wordy else None
        return self._lines(found[1]) if found is not None else None

    def _lines(self, text: Text) -> tuple[str, ...] | None:
        mark = fingerprint(text.data)
        for file in self._wordy:
            with file.decoding():
                for (lines,) in file.rows("SELECT lines FROM words WHERE fingerprint = ?", mark):
                    return unpack_lines(lines)
        return None

    # ------------------------------------------------------------ loading

    def _body(self, version: Version) -> _Body:
        known = self._bodies.get(version.id)
        if known is None:
            position, local = split_id(version.id)
            query = "SELECT articles, headings, complete, sources FROM version WHERE id = ?"
            rows = self._files[position].rows(query, local) if position < len(self._files) else []
            if not rows:
                raise RegistryError(
                    f"没有编号为 {version.id} 的文本；它出自另一个法规数据库，请用原来的数据库。",
                    f"there is no text {version.id}; it comes from another statute database, use "
                    "that one.",
                )
            with self._files[position].decoding():
                known = self._bodies[version.id] = _decoded(position, rows[0])
        return known

    def _article(self, version: Version, locator: Locator) -> tuple[ArticleKey, Text] | None:
        key = _key(locator)
        text_id = self._body(version).numbers.get(key) if key is not None else None
        if key is None or text_id is None:
            return None
        text = self._texts.get(text_id)
        return key, text if text is not None else self._load([text_id])[0]

    def _load(self, ids: Sequence[int]) -> list[Text]:
        texts = self._texts
        found = {one: texts[one] for one in ids if one in texts}
        missing = [one for one in dict.fromkeys(ids) if one not in found]
        for start in range(0, len(missing), 500):
            found.update(self._fetch(missing[start : start + 500]))
        if len(texts) + len(missing) > _CACHED_TEXTS:
            self._texts = dict(found)
        else:
            texts.update(found)
        if not ids:
            return []
        with self._files[split_id(ids[0])[0]].decoding():
            return [found[one] for one in ids]

    def _fetch(self, ids: list[int]) -> Iterator[tuple[int, Text]]:
        """Yield the texts of ``ids``, all of one file."""
        position = split_id(ids[0])[0]
        marks = ",".join("?" * len(ids))
        query = f"SELECT id, units, hashes, confirmations, subject FROM text WHERE id IN ({marks})"
        local = [split_id(one)[1] for one in ids]
        file = self._files[position]
        with file.decoding():
            for one, units, hashes, confirmations, subject in file.rows(query, *local):
                yield joint_id(position, one), Text(units, hashes, confirmations, subject)

    # ------------------------------------------------------------ quotations

    def compare(self, version: Version, locator: Locator, text: str) -> Comparison | None:
        """See ``Registry.compare``."""
        asked = (version.id, locator, text)
        return self._comparisons.get(asked, lambda: self._compare(version, locator, text))

    def _compare(self, version: Version, locator: Locator, text: str) -> Comparison | None:
        found = self._article(version, locator)
        quote = self._quote(text)
        if found is None or quote is None:
            return None
        return self._compared(version, locator, found[1], quote)

    def _compared(
        self, version: Version, locator: Locator, text: Text, quote: Quote
    ) -> Comparison | None:
        lines = self._lines(text) if self._wordy else None
        return compare(version, locator, text, quote, lines)

    def standing(
        self, version: Version, locator: Locator, before: str, guesses: Guesses, after: str
    ) -> tuple[Standing, ...]:
        """See ``Registry.standing``."""
        found = self._article(version, locator)
        return standing(found[1], before, guesses, after) if found is not None else ()

    def search(self, version: Version, text: str, limit: int) -> tuple[Comparison, ...]:
        """See ``Registry.search``."""
        asked = (version.id, text, limit)
        return self._searches.get(asked, lambda: self._search(version, text, limit))

    def _search(self, version: Version, text: str, limit: int) -> tuple[Comparison, ...]:
        quote = self._quote(text)
        if quote is None:
            return ()
        wanted, marks = self._sought(quote)
        least = max(1, int(len(wanted) * LOWEST_COVERAGE))
        if (marks & self._marks_of(version)).bit_count() < least:
            return ()  # no article has more of them than all have together
        hits = [
            (count, key, article)
            for key, article in self._index(version)
            if (count := len(wanted & article.set)) >= least
        ]
        hits.sort(key=lambda hit: (-hit[0], hit[1]))
        found = []
        for count, key, article in hits[: limit + 4]:
            if count < hits[0][0] * _RIVAL:
                break
            comparison = self._compared(version, _locator(key), article, quote)
            if comparison is not None and comparison.coverage >= LOWEST_COVERAGE:
                found.append(comparison)
        found.sort(key=_merit)
        return tuple(found[:limit])

    def find(self, text: str) -> Iterator[tuple[int, int, Locator]]:
        """Yield the articles of all versions that may have the words of ``text``.

        Each comes as the id of its statute, of its version, and its place. An article may have
        them where some shingles stand there as they do in ``text``.
        """
        quote = self._quote(text)
        for position, file in enumerate(self._files if quote is not None else ()):
            assert quote is not None
            ids = _with_seeds(file, quote)
            query = "SELECT statute_id, id, articles FROM version ORDER BY id"
            for statute, version, articles in file.rows(query) if ids else ():
                for key, one in unpack_articles(articles):
                    if one in ids:
                        yield (
                            joint_id(position, statute),
                            joint_id(position, version),
                            _locator(key),
                        )

    # ------------------------------------------------------------ from version to version

    def moved(self, old: Version, new: Version, locator: Locator) -> Renumbered | None:
        """See ``Registry.moved``."""
        key = _key(locator)
        if key is None or key not in self._body(old).numbers or old.statute_id != new.statute_id:
            return None
        chain = [one for one in self._siblings(old) if _between(one, old, new)]
        if old.date > new.date:
            chain.reverse()
        lowest = 1.0
        for first, second in pairwise(chain):
            step = self._step(first, second, key)
            if step is None:
                return None
            key, likeness = step
            lowest = min(lowest, likeness)
        place = locator._replace(article=key.number, inserted=key.inserted or None)
        return Renumbered(old=old, new=new, locator=place, similarity=lowest)

    def article_map(self, old: Version, new: Version) -> tuple[MappedArticle, ...] | None:
        """See ``Registry.article_map``."""
        rows = self._map(old, new)
        return tuple(_mapped(row) for row in rows) if rows is not None else None

    def _map(self, old: Version, new: Version) -> list[Mapped] | None:
        (position, first), (other, second) = split_id(old.id), split_id(new.id)
        if position != other:
            return None
        query = "SELECT rows FROM article_map WHERE old_id = ? AND new_id = ?"
        with self._files[position].decoding():
            for (rows,) in self._files[position].rows(query, first, second):
                return list(unpack_map(rows))
        return None

    def _step(
        self, first: Version, second: Version, key: ArticleKey
    ) -> tuple[ArticleKey, float] | None:
        for row in self._map(first, second) or ():
            if row.old == key and row.new != NOWHERE:
                return row.new, row.similarity / 100
        for row in self._map(second, first) or ():
            if row.new == key and row.old != NOWHERE:
                return row.old, row.similarity / 100
        return self._likest(first, second, key)

    def _likest(
        self, first: Version, second: Version, key: ArticleKey
    ) -> tuple[ArticleKey, float] | None:
        text = self._load([self._body(first).numbers[key]])[0]
        likeness, found = max(
            ((similarity(text, other), one) for one, other in self._index(second)),
            default=(0.0, key),
        )
        return (found, likeness) if likeness >= _MOVED else None

    def _sought(self, quote: Quote) -> tuple[frozenset[int], int]:
        """Return the hashes of a quotation, and their marks; those of the last one are kept."""
        last = self._last_sought
        if last is None or last[0] is not quote:
            wanted = frozenset(quote.hashes)
            last = self._last_sought = (quote, wanted, marks_of(wanted))
        return last[1], last[2]

    def _marks_of(self, version: Version) -> int:
        """Return which hashes stand anywhere in a version; it costs little to keep."""
        return self._marks.get(version.id, lambda: self._marked(version))

    def _marked(self, version: Version) -> int:
        articles = self._body(version).articles
        if not articles:
            return 0
        file = self._files[split_id(articles[0][1])[0]]
        local = list(dict.fromkeys(split_id(one)[1] for _, one in articles))
        found: set[int] = set()
        for start in range(0, len(local), 500):
            some = local[start : start + 500]
            query = f"SELECT hashes FROM text WHERE id IN ({','.join('?' * len(some))})"
            with file.decoding():
                found.update(*(unpack(hashes) for (hashes,) in file.rows(query, *some)))
        return marks_of(found)

    def _index(self, version: Version) -> tuple[tuple[ArticleKey, Text], ...]:
        known = self._indexes.get(version.id)
        if known is None:
            articles = self._body(version).articles
            texts = self._load([text_id for _, text_id in articles])
            known = tuple((key, text) for (key, _), text in zip(articles, texts, strict=True))
            if len(self._indexes) >= _CACHED_INDEXES:
                self._indexes = {}
            self._indexes[version.id] = known
        return known

    def _quote(self, text: str) -> Quote | None:
        known = self._quotes.get(text, lambda: Quote(text))
        return known if len(known.words.text) >= SHINGLE else None


def _with_seeds(file: Database, quote: Quote) -> frozenset[int]:
    """Return the texts of a file that share the most rows of shingles with the quotation."""
    size = 2 * min(_SEED, len(quote.hashes))
    last = max(len(quote.packed) - size, 0)
    step = max(last // _SEEDS // 2 * 2, 2)
    seeds = sorted({quote.packed[at : at + size] for at in range(0, last + 1, step)})
    shared = " + ".join(["(instr(hashes, ?) > 0)"] * len(seeds))
    query = f"SELECT id, {shared} AS shared FROM text WHERE shared > 0 ORDER BY 2 DESC, 1 LIMIT ?"
    return frozenset(one for one, _ in file.rows(query, *seeds, _MOST_FOUND))


def _decoded(position: int, row: tuple[bytes, bytes, int, str]) -> _Body:
    articles, headings, complete, sources = row
    listed = tuple((key, joint_id(position, text)) for key, text in unpack_articles(articles))
    return _Body(
        articles=listed,
        numbers=dict(reversed(listed)),
        headings=unpack_headings(headings),
        complete=bool(complete),
        sources=tuple(json.loads(sources)),
    )


def _joined(units: Iterable[Unit]) -> ArticleFlag:
    """Return what any of the units does."""
    joined = 0
    for unit in units:
        joined |= unit.flags
    return ArticleFlag(joined)


def _mapped(row: Mapped) -> MappedArticle:
    return MappedArticle(
        kind=row.kind,
        old=_locator(row.old) if row.kind is not MapKind.NEW else None,
        new=_locator(row.new) if row.kind is not MapKind.DROPPED else None,
        similarity=row.similarity / 100,
    )


def _key(locator: Locator) -> ArticleKey | None:
    if locator.article is None:
        return None
    return ArticleKey(locator.article, locator.inserted or 0)


def _locator(key: ArticleKey) -> Locator:
    return Locator(article=key.number, inserted=key.inserted or None)


def _between(version: Version, one: Version, two: Version) -> bool:
    return min(one.date, two.date) <= version.date <= max(one.date, two.date)


def _merit(comparison: Comparison) -> tuple[float, int]:
    return (-round(comparison.coverage, 3), len(comparison.differences))
