"""Builds ``statutes.sqlite`` from a corpus of texts and curated facts.

Deterministic: inputs are read in sorted order, nothing comes from the clock or the host, and the
file is written by ``VACUUM INTO``. The digest is taken over the sorted rows of all tables, since
the file header carries the version of SQLite. No text of a statute goes into the file.
"""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections import Counter, defaultdict
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from struct import Struct
from typing import Any

from citelaw.errors import RegistryError
from citelaw.model import Event, Tier
from citelaw.registry.corpus import Article, Defect, StatuteText, read_corpus
from citelaw.registry.curated import Curated, CuratedStatute, CuratedVersion, read_curated
from citelaw.registry.history import KINDS, Change, Held, Occurrence, time_line
from citelaw.registry.layout import (
    APPLICATION_ID,
    SCHEMA,
    ArticleKey,
    Mapped,
    pack_articles,
    pack_headings,
    pack_map,
    pack_units,
)
from citelaw.registry.names import is_bare_name, short_titles
from citelaw.registry.normalise import NORMALISER, number_key, title_key

MAPS = "article-maps.tsv"
_GUESSING_SOURCES = ("waystowork/waystowork.github.io",)
_TITLE_ID = Struct("<I")

Row = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildReport:
    """What was built: row counts, what could not be used, the digest of the data."""

    statutes: int
    versions: int
    articles: int
    distinct_articles: int
    incomplete_versions: int
    defects: tuple[Defect, ...]
    digest: str
    size: int


def build(corpus: Path | None, curated: Path, out: Path, *, local: bool = False) -> BuildReport:
    """Build the database at ``out`` from a corpus folder (or None) and curated facts.

    With ``local`` the folders 07 and 08 are taken in place of the national tiers; the file is then
    looked up beside the shipped one.

    Raises:
        RegistryError: a folder is missing, a curated fact is wrong, or two facts contradict.
    """
    for folder in (corpus, curated):
        if folder is not None and not folder.is_dir():
            raise RegistryError(f"{folder.name}: no such folder; name the folder with the inputs")
    facts = read_curated(curated)
    texts: dict[str, list[StatuteText]] = defaultdict(list)
    defects: list[Defect] = []
    for found in read_corpus(corpus, local) if corpus is not None else ():
        if isinstance(found, Defect):
            defects.append(found)
            continue
        texts[found.title].append(found)
        defects.extend(found.defects)
    tables = _Tables(facts)
    for title in sorted(set(texts) | {statute.title for statute in facts.statutes}):
        tables.add_statute(title, sorted(texts[title], key=lambda text: (text.date, text.file)))
    if corpus is not None and (corpus / MAPS).is_file():
        defects.extend(tables.add_maps(corpus / MAPS))
    rows = tables.finish()
    digest = _digest(rows)
    rows["meta"].append({"key": "digest", "value": digest})
    _write(rows, out)
    return BuildReport(
        statutes=len(rows["statute"]),
        versions=len(rows["version"]),
        articles=sum(row["article_count"] for row in rows["version"]),
        distinct_articles=len(rows["text"]),
        incomplete_versions=sum(not row["complete"] for row in rows["version"]),
        defects=tuple(defects),
        digest=digest,
        size=out.stat().st_size,
    )


class _Tables:
    """The rows of all tables while they are gathered; ids follow the sorted titles."""

    def __init__(self, facts: Curated) -> None:
        self._facts = facts
        self._curated = {statute.title: statute for statute in facts.statutes}
        if len(self._curated) < len(facts.statutes):
            twice = Counter(statute.title for statute in facts.statutes).most_common(1)[0][0]
            raise RegistryError(f"curated facts: {twice} stands twice; join the two entries")
        self._rows: dict[str, list[Row]] = defaultdict(list)
        self._words: dict[tuple[bytes, bytes], int] = {}
        self._versions: dict[tuple[str, str], int] = {}
        self._ranks: dict[tuple[str, int], int] = {}
        self._numbers: set[tuple[str, int]] = set()
        self._titles: list[tuple[int, str]] = []
        self._data_date = ""
        self._starts: dict[tuple[str, str], str] = {}

    def add_statute(self, title: str, texts: list[StatuteText]) -> None:
        statute_id = len(self._rows["statute"]) + 1
        known = self._curated.get(title)
        changes_known = _changes_known(title, texts, self._facts)
        occurrences = _occurrences(texts, known, changes_known)
        held = [_held(index, text) for index, text in enumerate(texts)]
        effective = {
            change.date: change.effective_from
            for change in changes_known
            if change.effective_from is not None
        }
        changes = time_line(occurrences, held, effective)
        ids = [self._add_version(statute_id, text) for text in texts]
        row = _statute_row(statute_id, title, texts, known, occurrences)
        if changes and changes[0].kind == "enactment":
            row["number"] = row["number"] or changes[0].number
        self._add_changes(row, changes, ids)
        row["known_to"] = _known_to(row["tier"], texts, self._facts)
        on_line = sum(change.held is not None for change in changes)
        row["history_complete"] = int(
            bool(changes)
            and changes[0].kind == "enactment"
            and on_line == len(changes) == len(texts)
        )
        self._rows["statute"].append(row)
        self._name(statute_id, title, texts, known)
        numbers = [row["number"], *(known.numbers if known else ())]
        numbers += [text.number for text in texts]
        numbers += [occurrence.number for occurrence in occurrences]
        numbers += [event.number for event in (known.events if known else ())]
        self._numbers |= {(number_key(number), statute_id) for number in numbers if number}
        as_of = [text.source_as_of for text in texts]
        self._data_date = max([self._data_date, *as_of])

    def _add_version(self, statute_id: int, text: StatuteText) -> int:
        version_id = len(self._rows["version"]) + 1
        articles = [(article.key, self._words_id(article)) for article in text.articles]
        date_stated = text.date if text.date[:1].isdigit() else ""
        if date_stated:
            self._versions[text.title, date_stated] = version_id
        self._rows["version"].append(
            {
                "id": version_id,
                "statute_id": statute_id,
                "date": date_stated,
                "kind": "unspecified",
                "effective_from": None,
                "effective_to": None,
                "number": None,
                "article_count": len(articles),
                "last_article": max((key.number for key, _ in articles), default=0),
                "complete": int(text.complete),
                "confirmations": text.confirmations,
                "headings": pack_headings(list(text.headings)),
                "articles": pack_articles(articles),
            }
        )
        return version_id

    def _words_id(self, article: Article) -> int:
        words = (pack_units(list(article.units)), article.hashes)
        known = self._words.get(words)
        if known is None:
            known = self._words[words] = len(self._words) + 1
            self._rows["text"].append({"id": known, "units": words[0], "hashes": words[1]})
        return known

    def _add_changes(self, statute: Row, changes: list[Change], ids: list[int]) -> None:
        for position, change in enumerate(changes):
            version_id = ids[change.held.index] if change.held is not None else None
            following = changes[position + 1] if position + 1 < len(changes) else None
            self._rows["change"].append(
                {
                    "statute_id": statute["id"],
                    "position": position,
                    "kind": change.kind,
                    "low": _iso(change.low),
                    "high": _iso(change.high),
                    "version_id": version_id,
                }
            )
            if version_id is None:
                continue
            version = self._rows["version"][version_id - 1]
            if change.low is not None and change.low == change.high:
                self._starts[statute["title"], version["date"]] = change.low.isoformat()
                if not position:
                    self._starts[statute["title"], ""] = change.low.isoformat()
            version["kind"] = "unspecified" if change.kind == "undated" else change.kind
            enacted = change.kind == "enactment"
            version["number"] = change.number or (statute["number"] if enacted else None)
            if change.low == change.high:
                version["effective_from"] = _iso(change.low)
            if following is not None and following.low == following.high:
                version["effective_to"] = _iso(following.low)

    def _name(
        self, statute_id: int, title: str, texts: list[StatuteText], known: CuratedStatute | None
    ) -> None:
        aliases = [alias for text in texts for alias in text.aliases]
        aliases += known.aliases if known else ()
        shown = dict.fromkeys(
            [*aliases, *([title.removeprefix("中华人民共和国")] if title.startswith("中") else [])]
        )
        shown.pop(title, None)
        self._rows["statute"][statute_id - 1]["aliases"] = json.dumps(
            list(shown), ensure_ascii=False
        )
        self._file(title, statute_id, 0)
        for alias in shown:
            self._file(alias, statute_id, 1)
        for name in (title, *shown):
            self._titles.append((statute_id, name))
            for form in short_titles(title_key(name)):
                self._file(form, statute_id, 2)

    def _file(self, name: str, statute_id: int, rank: int) -> None:
        entry = (title_key(name), statute_id)
        self._ranks[entry] = min(rank, self._ranks.get(entry, rank))

    def add_maps(self, path: Path) -> list[Defect]:
        """Take over old → new article numbers; rows of titles that are not here are passed over."""
        maps: dict[tuple[int, int], list[Mapped]] = defaultdict(list)
        defects = []
        for number, line in enumerate(path.read_text("utf-8").split("\n")[1:], 2):
            if not line:
                continue
            fields = line.split("\t")
            try:
                title, _, old_date, new_date, old, new, similarity = fields
                row = Mapped(_label(old), _label(new), round(float(similarity) * 100))
            except ValueError:
                defects.append(Defect(file=path.name, line=number, reason="not a row of a map"))
                continue
            ends = (self._versions.get((title, old_date)), self._versions.get((title, new_date)))
            if ends[0] is not None and ends[1] is not None:
                maps[ends[0], ends[1]].append(row)
        for (old_id, new_id), rows in maps.items():
            packed = pack_map(sorted(rows))
            self._rows["article_map"].append({"old_id": old_id, "new_id": new_id, "rows": packed})
        return defects

    def finish(self) -> dict[str, list[Row]]:
        """Return the rows of every table, sorted by their keys."""
        rows = self._rows
        for statute in rows["statute"]:
            self._date_repeal(statute)
        rows["name"] = [
            {"key": key, "statute_id": statute_id, "rank": rank}
            for (key, statute_id), rank in sorted(self._ranks.items())
        ]
        rows["number"] = [
            {"key": key, "statute_id": statute_id} for key, statute_id in sorted(self._numbers)
        ]
        self._index_titles()
        rows["article_map"].sort(key=lambda row: (row["old_id"], row["new_id"]))
        names = sorted({name for _, name in self._titles if is_bare_name(name)})
        tiers = sorted((tier.value, day) for tier, day in self._facts.known_to)
        dates = [self._data_date, *(day for _, day in tiers)]
        rows["meta"] = [
            {"key": "confusions", "value": _json([asdict(c) for c in self._facts.confusions])},
            {"key": "data_date", "value": max(dates)},
            {"key": "known_to", "value": _json(tiers)},
            {"key": "names", "value": "\n".join(names)},
            {"key": "normaliser", "value": str(NORMALISER)},
            {"key": "organs", "value": _json([asdict(organ) for organ in self._facts.organs])},
            {"key": "schema", "value": str(SCHEMA)},
        ]
        return rows

    def _date_repeal(self, statute: Row) -> None:
        """Put the effective date of the repealing text where only that text is named."""
        version = statute.pop("repealing_version") or ""
        if statute["repealed_by"] is not None and statute["repealed_on"] is None:
            statute["repealed_on"] = self._starts.get((statute["repealed_by"], version))

    def _index_titles(self) -> None:
        grams: dict[str, list[int]] = defaultdict(list)
        for title_id, (statute_id, text) in enumerate(self._titles, 1):
            key = title_key(text)
            self._rows["title"].append({"id": title_id, "statute_id": statute_id, "text": text})
            for gram in sorted({key[at : at + 2] for at in range(len(key) - 1)}):
                grams[gram].append(title_id)
        self._rows["bigram"] = [
            {"gram": gram, "titles": b"".join(_TITLE_ID.pack(one) for one in titles)}
            for gram, titles in sorted(grams.items())
        ]


def _changes_known(title: str, texts: list[StatuteText], facts: Curated) -> list[CuratedVersion]:
    """Return the curated changes of a statute: its own, and those of decrees that amend many."""
    own = [version for version in facts.versions if version.statute == title]
    dates = {version.date for version in own}
    events = sorted(event.date for text in texts for event in text.events)
    for decree in facts.decrees:
        day = decree.date.isoformat()
        amended = bool(texts) and texts[-1].tier is decree.tier and title not in decree.but
        if amended and day in events[1:] and events[0] < day and decree.date not in dates:
            own.append(
                CuratedVersion(
                    statute=title,
                    date=decree.date,
                    effective_from=decree.effective_from,
                    promulgated=None,
                    number=decree.number,
                )
            )
    return own


def _occurrences(
    texts: list[StatuteText], known: CuratedStatute | None, changes: list[CuratedVersion]
) -> list[Occurrence]:
    """Return the dated events of all texts and of the curated facts, each once."""
    merged: dict[tuple[date, str], Occurrence] = {}
    stated = [
        (event.date, KINDS.get(event.kind, "unspecified"), event.number, event.effective)
        for text in texts
        for event in text.events
        if event.kind != "其他"
    ]
    if known is not None:
        stated += [(event.date, event.kind, event.number, None) for event in known.events]
    for day_text, kind, number, effective in stated:
        day = _date(day_text)
        if day is None:
            continue
        entry = merged.setdefault((day, kind), Occurrence(day=day, kind=kind))
        entry.number = entry.number or number
        entry.effective = entry.effective or effective
    for change in changes:
        for entry in [entry for (day, _), entry in merged.items() if day == change.date]:
            entry.number = change.number or entry.number
        if change.promulgated is not None and change.promulgated != change.date:
            merged[change.promulgated, "promulgated"] = Occurrence(
                day=change.promulgated, kind="promulgated", number=change.number
            )
    return sorted(merged.values(), key=lambda entry: (entry.day, entry.kind))


def _held(index: int, text: StatuteText) -> Held:
    return Held(
        day=_date(text.date),
        effective=text.effective,
        source_as_of=_date(text.source_as_of),
        index=index,
        law=text.tier in (Tier.LAW, Tier.CONSTITUTION),
    )


def _statute_row(
    statute_id: int,
    title: str,
    texts: list[StatuteText],
    known: CuratedStatute | None,
    occurrences: list[Occurrence],
) -> Row:
    last = texts[-1] if texts else None
    tier = known.tier if known and known.tier else (last.tier if last else None)
    certain = known is not None and known.tier is not None and known.certainty != "listed"
    if last is not None and (known is None or known.tier is None):
        guessed = last.sources[0] in _GUESSING_SOURCES and last.tier not in (
            Tier.LAW,
            Tier.ADMINISTRATIVE_REGULATION,
        )
        certain = not guessed or any(text.decree_stated for text in texts)
    number = known.number if known else None
    if number is None and texts:
        number = _own_number(texts)
    row: Row = {
        "id": statute_id,
        "title": title,
        "aliases": "[]",
        "tier": tier.value if tier else None,
        "tier_certain": int(certain),
        "issuer": (known.issuer if known else None) or (last.issuer if last else None),
        "region": known.region if known else None,
        "number": number,
        "events": _json([[e.date, e.kind, e.number] for e in _events(occurrences, known)]),
    }
    return row | _fate(last, known)


def _own_number(texts: list[StatuteText]) -> str | None:
    """Return the number of the enactment; a law's doc_no may be that of an amending decision."""
    law = texts[0].tier in (Tier.LAW, Tier.CONSTITUTION)
    for text in texts:
        changes = [event for event in text.events if event.kind in ("修正", "修订")]
        if text.number and not (law and changes):
            return text.number
    return None


def _events(occurrences: list[Occurrence], known: CuratedStatute | None) -> list[Event]:
    events = [
        Event(date=entry.day.isoformat(), kind=entry.kind, number=entry.number)
        for entry in occurrences
    ]
    rough = [event for event in (known.events if known else ()) if _date(event.date) is None]
    return sorted([*events, *rough], key=lambda event: (event.date, event.kind))


def _fate(last: StatuteText | None, known: CuratedStatute | None) -> Row:
    """Return repeal and succession, curated facts before the corpus's own status."""
    fate: Row = dict.fromkeys(("repealed_on", "repealed_by", "successor", "repealing_version"))
    if last is not None and last.status in ("repealed", "superseded"):
        by, _, since = last.status_by.partition(", from ")
        by, _, dated = by.partition(" (")
        if last.status == "repealed":
            fate["repealed_on"] = since if _date(since) else None
            fate["repealing_version"] = dated.rstrip(")")
            fate["repealed_by"] = by or None
        if by and not by[0].isdigit():
            fate["successor"] = by
    if known is not None:
        for key in ("repealed_on", "repealed_by", "successor"):
            fate[key] = getattr(known, key) or fate[key]
    return fate


def _known_to(tier: str | None, texts: list[StatuteText], facts: Curated) -> str | None:
    """Return the day up to which changes would be known: of its tier, or of a later source."""
    days = [text.source_as_of for text in texts if text.source_as_of]
    if not days:
        return None
    days += [day for known, day in facts.known_to if known.value == tier]
    return max(days)


def _label(text: str) -> ArticleKey:
    number, _, inserted = text.partition("-")
    return ArticleKey(int(number), int(inserted or 0))


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def _digest(rows: dict[str, list[Row]]) -> str:
    """Return the SHA-256 over all rows, tables and rows sorted."""
    total = hashlib.sha256()
    for table in sorted(rows):
        total.update(f"{table}\n".encode())
        for line in sorted(repr(sorted(row.items())) for row in rows[table]):
            total.update(line.encode())
    return total.hexdigest()


def _write(rows: dict[str, list[Row]], out: Path) -> None:
    from sqlalchemy import create_engine, insert, text  # lazy: 0.3 s

    from citelaw.registry.schema import TABLES

    out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=out.parent) as folder:
        draft = Path(folder) / "draft.sqlite"
        finished = Path(folder) / "finished.sqlite"
        engine = create_engine(f"sqlite:///{draft}")
        with engine.begin() as connection:
            connection.execute(text(f"PRAGMA application_id = {APPLICATION_ID}"))
            connection.execute(text(f"PRAGMA user_version = {SCHEMA}"))
            TABLES.create_all(connection)
            for table in TABLES.sorted_tables:
                if rows[table.name]:
                    connection.execute(insert(table), rows[table.name])
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("VACUUM INTO :path"), {"path": str(finished)})
        engine.dispose()
        finished.replace(out)
