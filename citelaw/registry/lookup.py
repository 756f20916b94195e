"""The look-up side of the statute database: plain ``sqlite3``, read-only, lazy, thread-safe."""

from __future__ import annotations

import json
import threading
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from citelaw.errors import RegistryError
from citelaw.model import (
    Comparison,
    Event,
    InForce,
    Locator,
    NearTitle,
    NotYet,
    Renumbered,
    Statute,
    Tier,
    Undetermined,
    Version,
)
from citelaw.registry.fingerprint import SHINGLE
from citelaw.registry.layout import (
    APPLICATION_ID,
    SCHEMA,
    ArticleKey,
    Heading,
    UnitKind,
    unpack_articles,
    unpack_headings,
    unpack_map,
)
from citelaw.registry.names import looked_up
from citelaw.registry.normalise import NORMALISER, number_key, title_key
from citelaw.registry.quotation import (
    LOWEST_COVERAGE,
    Quote,
    Text,
    compare,
    part,
    similarity,
)
from citelaw.registry.titles import confusion_groups, title_distance

if TYPE_CHECKING:
    import sqlite3

SHIPPED = Path(__file__).parent.parent / "statutes.sqlite"
"""The compiled snapshot in the package."""

_RIVAL = 0.5
"""Share of the best article's shingles that another must have to be held against the words."""

_CACHED_TEXTS = 4096
_CACHED_INDEXES = 24
_MOVED = 0.75
"""Similarity from which a renumbered article is taken for the same (CL304)."""

_NEAR_CANDIDATES = 40
_NEAR_SHARE = 0.25
_NEAR_MOST = 4.0
"""A near title departs in a quarter of its characters at most, and in four edits at most."""

_STATUTE_COLUMNS = (
    "id, title, aliases, tier, tier_certain, issuer, region, number, events, known_to, "
    "history_complete, repealed_on, repealed_by, successor, "
    "EXISTS (SELECT 1 FROM version WHERE statute_id = statute.id AND article_count > 0)"
)
_VERSION_COLUMNS = (
    "id, statute_id, date, kind, effective_from, effective_to, number, article_count, last_article"
)


class Organ(NamedTuple):
    """An organ, its official short names, and from when to when it existed where known."""

    name: str
    short: tuple[str, ...]
    since: str | None
    until: str | None


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
    confirmations: int


def open_registry(path: Path | None = None) -> Registry:
    """Open the statute database at ``path``, or the one shipped with citelaw.

    Raises:
        RegistryError: the file is missing, damaged, or made for another version of citelaw.
    """
    return Registry(path or SHIPPED)


class Registry:
    """The statute database: what statutes are called, their versions, and whose words are whose.

    May be used from several threads; each has its own read-only connection.
    """

    def __init__(self, path: Path) -> None:
        self._connections: list[sqlite3.Connection] = []
        self._path = path
        self._local = threading.local()
        self._statutes: dict[int, Statute] = {}
        self._held: dict[int, tuple[Version, ...]] = {}
        self._bodies: dict[int, _Body] = {}
        self._texts: dict[int, Text] = {}
        self._indexes: dict[int, tuple[tuple[ArticleKey, Text], ...]] = {}
        self._quotes: dict[str, Quote] = {}
        self._titles: dict[str, tuple[Statute, ...]] = {}
        self._meta = self._open()
        organs = json.loads(self._meta["organs"])
        self.organs = tuple(
            Organ(o["name"], tuple(o["short"]), o["since"], o["until"]) for o in organs
        )
        """The organs whose names are known, in the order of the curated facts."""
        self._short_organs = sorted(
            ((short, organ.name) for organ in self.organs for short in organ.short),
            key=lambda pair: -len(pair[0]),
        )
        self._confusions: dict[str, frozenset[str]] | None = None

    # ------------------------------------------------------------ the file

    def _open(self) -> dict[str, str]:
        if not self._path.is_file():
            raise RegistryError(
                f"{self._path}：没有法规数据库文件；检查路径，或用 citelaw statutes build 生成。"
            )
        application = self._rows("PRAGMA application_id")[0][0]
        schema = self._rows("PRAGMA user_version")[0][0]
        if application != APPLICATION_ID:
            raise RegistryError(f"{self._path}：不是 citelaw 的法规数据库；换一个文件。")
        if schema != SCHEMA:
            age, remedy = ("新", "更新 citelaw") if schema > SCHEMA else ("旧", "重新生成")
            raise RegistryError(
                f"{self._path}：供更{age}的 citelaw 使用"
                f"（格式 {schema}，本版 {SCHEMA}）；{remedy}。"
            )
        meta = dict(self._rows("SELECT key, value FROM meta WHERE key <> 'names'"))
        missing = {"digest", "data_date", "known_to", "organs", "normaliser"} - set(meta)
        if missing:
            raise RegistryError(f"{self._path}：已损坏，缺 {min(missing)}；重新生成。")
        if meta["normaliser"] != str(NORMALISER):
            raise RegistryError(f"{self._path}：文字指纹出自另一版 citelaw；重新生成。")
        return meta

    def _rows(self, query: str, *values: object) -> list[Any]:
        import sqlite3  # lazy: 0.02 s

        try:
            return self._connection().execute(query, values).fetchall()
        except sqlite3.DatabaseError as error:
            raise RegistryError(
                f"{self._path}：不能作为法规数据库读取（{error}）；重新生成。"
            ) from error

    def _connection(self) -> sqlite3.Connection:
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            import sqlite3  # lazy: 0.02 s

            path = str(self._path.resolve())
            for mark in "%?#":  # what an SQLite address reads as its own
                path = path.replace(mark, f"%{ord(mark):02x}")
            address = f"file:{path}?mode=ro&immutable=1"
            connection = sqlite3.connect(address, uri=True, check_same_thread=False)
            self._local.connection = connection
            self._connections.append(connection)
        return connection

    def close(self) -> None:
        """Close the connections of all threads; the registry opens new ones when asked again."""
        self._local = threading.local()
        while self._connections:
            self._connections.pop().close()

    def __del__(self) -> None:
        self.close()

    @property
    def digest(self) -> str:
        """The SHA-256 over all rows of the database."""
        return self._meta["digest"]

    @property
    def data_date(self) -> str:
        """The newest day of the facts in the database."""
        return self._meta["data_date"]

    @property
    def known_to(self) -> tuple[tuple[str, str], ...]:
        """Tier and the day up to which changes of its statutes would be known."""
        return tuple((tier, day) for tier, day in json.loads(self._meta["known_to"]))

    # ------------------------------------------------------------ titles and numbers

    def names(self) -> tuple[str, ...]:
        """Return every title and alias that is recognised in running text without 书名号."""
        return tuple(self._rows("SELECT value FROM meta WHERE key = 'names'")[0][0].split("\n"))

    def by_title(self, title: str) -> tuple[Statute, ...]:
        """Return the statutes of that exact title or alias; several where it is ambiguous.

        White space, width, marks and organs' short names (国家医保局) do not matter. A wrapper
        (关于印发〈某办法〉的通知) gives what it encloses where it is not known itself.
        """
        known = self._titles.get(title)
        if known is None:
            known = self._titles[title] = self._by_title(title)
        return known

    def _by_title(self, title: str) -> tuple[Statute, ...]:
        for key in dict.fromkeys(looked_up(title, self._short_organs)):
            rows = self._rows("SELECT statute_id, rank FROM name WHERE key = ?", key)
            if rows:
                best = min(rank for _, rank in rows)
                return tuple(self._statute(one) for one, rank in rows if rank == best)
        return ()

    def near_titles(self, title: str, limit: int = 3) -> tuple[NearTitle, ...]:
        """Return known titles within a few edits of an unknown one, the nearest first.

        Confused characters (OCR, homophones) count half. A substring is not near. The forms under
        which ``by_title`` looks a title up are tried here too, so that a slip inside a wrapper
        (关于印发〈某办法〉的通知) is found.
        """
        found: dict[int, NearTitle] = {}
        for key in dict.fromkeys(looked_up(title, self._short_organs)):
            most = max(1.0, min(len(key) * _NEAR_SHARE, _NEAR_MOST))
            for statute_id, text in self._candidates(key):
                distance = title_distance(key, title_key(text), self._confused(), most)
                before = found.get(statute_id)
                if distance <= most and (before is None or distance < before.distance):
                    statute = self._statute(statute_id)
                    found[statute_id] = NearTitle(statute=statute, title=text, distance=distance)
        near = sorted(found.values(), key=lambda one: (one.distance, one.statute.id))
        return tuple(near[:limit])

    def _candidates(self, key: str) -> list[tuple[int, str]]:
        grams = sorted({key[at : at + 2] for at in range(len(key) - 1)})
        if not grams:
            return []
        marks = ",".join("?" * len(grams))
        hits: Counter[int] = Counter()
        for (titles,) in self._rows(f"SELECT titles FROM bigram WHERE gram IN ({marks})", *grams):
            hits.update(memoryview(titles).cast("I"))
        best = [one for one, _ in hits.most_common(_NEAR_CANDIDATES)]
        marks = ",".join("?" * len(best))
        return self._rows(f"SELECT statute_id, text FROM title WHERE id IN ({marks})", *best)

    def _confused(self) -> dict[str, frozenset[str]]:
        if self._confusions is None:
            groups = json.loads(self._meta["confusions"])
            self._confusions = confusion_groups(group["characters"] for group in groups)
        return self._confusions

    def by_number(self, number: str) -> tuple[Statute, ...]:
        """Return the statutes that bear the document or decree number (发文字号, 令号).

        A decree that amends many statutes gives them all.
        """
        rows = self._rows("SELECT statute_id FROM number WHERE key = ?", number_key(number))
        return tuple(self._statute(one) for (one,) in rows)

    def _statute(self, statute_id: int) -> Statute:
        known = self._statutes.get(statute_id)
        if known is not None:
            return known
        query = f"SELECT {_STATUTE_COLUMNS} FROM statute WHERE id = ?"
        row = self._rows(query, statute_id)[0]
        statute = Statute(
            id=row[0],
            title=row[1],
            aliases=tuple(json.loads(row[2])),
            tier=Tier(row[3]) if row[3] else None,
            tier_certain=bool(row[4]),
            issuer=row[5],
            region=row[6],
            document_number=row[7],
            events=tuple(Event(date=d, kind=k, number=n) for d, k, n in json.loads(row[8])),
            known_to=row[9],
            history_complete=bool(row[10]),
            repealed_on=row[11],
            repealed_by=row[12],
            successor=row[13],
            has_text=bool(row[14]),
        )
        self._statutes[statute_id] = statute
        return statute

    # ------------------------------------------------------------ versions and time

    def versions(self, statute: Statute) -> tuple[Version, ...]:
        """Return the versions whose articles are held, the oldest first."""
        known = self._held.get(statute.id)
        if known is None:
            query = f"SELECT {_VERSION_COLUMNS} FROM version WHERE statute_id = ? ORDER BY date, id"
            known = tuple(_version(row) for row in self._rows(query, statute.id))
            self._held[statute.id] = known
        return known

    def latest(self, statute: Statute) -> Version | None:
        """Return the newest version that is held, whether it is in force or not."""
        held = self.versions(statute)
        return held[-1] if held else None

    def at(self, statute: Statute, day: date) -> InForce:
        """Return the version (文本) of ``statute`` in force on ``day``.

        Days before the first effective date (施行日期) give ``NotYet``; on the day itself the new
        version counts. Where an effective date is not known, or the version is not held, the held
        versions that may be in force come back as ``Undetermined``. An amendment without a known
        effective date counts as in force two years after its date (``history.PRESUMED_DAYS``).
        Repeal is not looked at: on later days the last version is given.

        Args:
            statute: as this registry gave it.
            day: calendar day in China; no time zone is involved.

        Source:
            立法法 (2023修正) 第六十一条: a statute states its effective date.
        """
        held = {version.id: version for version in self.versions(statute)}
        query = (
            "SELECT kind, low, high, version_id FROM change WHERE statute_id = ? ORDER BY position"
        )
        changes = self._rows(query, statute.id)
        today = day.isoformat()
        surely = [at for at, (_, _, high, _) in enumerate(changes) if high and high <= today]
        begun = [at for at, (_, low, _, _) in enumerate(changes) if low is None or low <= today]
        possible = [at for at in begun if not surely or at >= surely[-1]]
        if not possible:
            first = changes[0] if changes else None
            if first is not None and first[0] in ("enactment", "undated") and held:
                return NotYet(first=min(held.values(), key=lambda one: (one.date, one.id)))
            return Undetermined(candidates=())
        ids = [changes[at][3] for at in possible]
        if len(ids) == 1 and ids[0] in held and surely:
            return held[ids[0]]
        return Undetermined(candidates=tuple(held[one] for one in ids if one in held))

    # ------------------------------------------------------------ places

    def article_exists(self, version: Version, locator: Locator) -> bool | None:
        """Return whether the version has the article; None where its text is not complete."""
        key = _key(locator)
        if key is None:
            return None
        body = self._body(version)
        if key in body.numbers:
            return True
        return False if body.complete else None

    def chapter_exists(self, version: Version, locator: Locator) -> bool | None:
        """Return whether the version has the 编, 章 or 节; None where that cannot be told."""
        wanted = (locator.part, locator.chapter, locator.section)
        body = self._body(version)
        if wanted == (None, None, None) or not body.headings:
            return None
        for heading in body.headings:
            if all(want in (None, have) for want, have in zip(wanted, heading, strict=True)):
                return True
        return False if body.complete else None

    def units(self, version: Version, locator: Locator) -> Units | None:
        """Return how the article of ``locator`` is divided; None where the version lacks it."""
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
        body = self._body(version)
        annexed = key == body.articles[-1][0] and len(items) > 2
        confirmations = 0 if annexed else body.confirmations
        return Units(len(items), tuple(items), tuple(subitems), confirmations)

    def _body(self, version: Version) -> _Body:
        known = self._bodies.get(version.id)
        if known is None:
            query = "SELECT articles, headings, complete, confirmations FROM version WHERE id = ?"
            rows = self._rows(query, version.id)
            if not rows:
                raise RegistryError(
                    f"{self._path}：没有编号为 {version.id} 的文本；它出自另一个数据库。"
                )
            articles, headings, complete, confirmations = rows[0]
            listed = tuple(unpack_articles(articles))
            known = self._bodies[version.id] = _Body(
                articles=listed,
                numbers=dict(reversed(listed)),
                headings=unpack_headings(headings),
                complete=bool(complete),
                confirmations=confirmations,
            )
        return known

    def _article(self, version: Version, locator: Locator) -> tuple[ArticleKey, Text] | None:
        key = _key(locator)
        text_id = self._body(version).numbers.get(key) if key is not None else None
        if key is None or text_id is None:
            return None
        return key, self._load([text_id])[0]

    def _load(self, ids: Sequence[int]) -> list[Text]:
        texts = self._texts
        missing = [one for one in ids if one not in texts]
        if missing and len(texts) + len(missing) > _CACHED_TEXTS:
            texts = self._texts = {one: texts[one] for one in ids if one in texts}
        for start in range(0, len(missing), 500):
            some = missing[start : start + 500]
            marks = ",".join("?" * len(some))
            query = f"SELECT id, units, hashes FROM text WHERE id IN ({marks})"
            for one, units, hashes in self._rows(query, *some):
                texts[one] = Text(units, hashes)
        return [texts[one] for one in ids]

    # ------------------------------------------------------------ quotations

    def compare(self, version: Version, locator: Locator, text: str) -> Comparison | None:
        """Hold the quotation ``text`` against the cited place (条, or 款 or 项 in it).

        The result's locator is the cited one, or, where the words stand in another part of the
        same article, that part. Differences index ``text``. Below 30 % coverage the words are not
        those of the place, and differences are not listed. None where the version lacks the
        article or the quotation has fewer than four words.
        """
        found = self._article(version, locator)
        quote = self._quote(text)
        if found is None or quote is None:
            return None
        return compare(version, locator, found[1], quote)

    def search(self, version: Version, text: str, limit: int = 3) -> tuple[Comparison, ...]:
        """Return the articles of ``version`` that have the words of ``text``, the best first."""
        quote = self._quote(text)
        if quote is None:
            return ()
        wanted = frozenset(quote.hashes)
        least = max(1, int(len(wanted) * LOWEST_COVERAGE))
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
            comparison = compare(version, _locator(key), article, quote)
            if comparison is not None and comparison.coverage >= LOWEST_COVERAGE:
                found.append(comparison)
        found.sort(key=_merit)
        return tuple(found[:limit])

    def same_words(self, a: Version, la: Locator, b: Version, lb: Locator) -> bool:
        """Return whether two places have the same words; false where one of them is missing."""
        one, two = self._article(a, la), self._article(b, lb)
        if one is None or two is None:
            return False
        first, second = part(one[1], la), part(two[1], lb)
        return first is not None and first == second

    def moved(self, old: Version, new: Version, locator: Locator) -> Renumbered | None:
        """Return where the article of ``old`` stands in ``new``, over all versions between.

        The map of each neighbouring pair is followed; where it is silent the words decide. None
        where an article is lost on the way or its words changed too much (similarity below 0.75
        by words; the map's own similarity is handed on as it is).
        """
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

    def _siblings(self, version: Version) -> tuple[Version, ...]:
        return self.versions(self._statute(version.statute_id))

    def _step(
        self, first: Version, second: Version, key: ArticleKey
    ) -> tuple[ArticleKey, float] | None:
        query = "SELECT rows FROM article_map WHERE old_id = ? AND new_id = ?"
        for rows in self._rows(query, first.id, second.id):
            for row in unpack_map(rows[0]):
                if row.old == key:
                    return row.new, row.similarity / 100
        for rows in self._rows(query, second.id, first.id):
            for row in unpack_map(rows[0]):
                if row.new == key:
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
        known = self._quotes.get(text)
        if known is None:
            known = Quote(text)
            if len(self._quotes) >= 256:
                self._quotes = {}
            self._quotes[text] = known
        return known if len(known.words.text) >= SHINGLE else None


def _version(row: Any) -> Version:
    return Version(
        id=row[0],
        statute_id=row[1],
        date=row[2],
        kind=row[3],
        effective_from=date.fromisoformat(row[4]) if row[4] else None,
        effective_to=date.fromisoformat(row[5]) if row[5] else None,
        decree_number=row[6],
        article_count=row[7],
        last_article=row[8],
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
