"""Gathers the rows of all tables of ``statutes.sqlite`` from texts and curated facts."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from dataclasses import asdict
from itertools import pairwise
from struct import Struct

from citelaw.errors import RegistryError
from citelaw.registry.building.corpus import StatuteText
from citelaw.registry.building.history import Change, time_line
from citelaw.registry.building.mapping import map_articles
from citelaw.registry.building.proof import Proof, prove
from citelaw.registry.building.provisions import Article
from citelaw.registry.building.record import (
    Row,
    as_json,
    as_text,
    changes_known,
    held,
    known_to,
    occurrences,
    status_of,
    statute_row,
)
from citelaw.registry.curated import Curated, CuratedStatute
from citelaw.registry.fingerprint import fingerprint
from citelaw.registry.layout import (
    SCHEMA,
    pack_articles,
    pack_headings,
    pack_lines,
    pack_map,
    pack_units,
)
from citelaw.registry.names import is_bare_name, short_titles
from citelaw.registry.normalise import NORMALISER, number_key, title_key

_TITLE_ID = Struct("<I")


class Tables:
    """The rows of all tables while they are gathered; ids follow the order of the titles.

    With ``words`` the words of the articles are kept too: for a file of the user's own.
    """

    def __init__(self, facts: Curated, data_date: str, *, words: bool = False) -> None:
        self._facts = facts
        self._keep_words = words
        self._curated = {statute.title: statute for statute in facts.statutes}
        if len(self._curated) < len(facts.statutes):
            twice = Counter(statute.title for statute in facts.statutes).most_common(1)[0][0]
            raise RegistryError(f"curated facts: {twice} stands twice; join the two entries")
        self._rows: dict[str, list[Row]] = defaultdict(list)
        self._texts: dict[tuple[bytes, bytes], int] = {}
        self._confirming: dict[int, set[str]] = defaultdict(set)
        self._layouts: dict[bytes, set[int]] = defaultdict(set)
        self._ranks: dict[tuple[str, int], int] = {}
        self._numbers: set[tuple[str, int]] = set()
        self._titles: list[tuple[int, str]] = []
        self._data_date = data_date
        self._starts: dict[tuple[str, str], str] = {}
        self.proof = Proof(0, 0, 0)
        """How many cross-references follow the article maps."""

    def add_statute(self, title: str, texts: list[StatuteText]) -> None:
        """Add a statute with its texts, the oldest first; either may be all that is known."""
        statute_id = len(self._rows["statute"]) + 1
        known = self._curated.get(title)
        curated = changes_known(title, texts, self._facts)
        happened = occurrences(texts, known, curated)
        effective = {
            change.date: change.effective_from
            for change in curated
            if change.effective_from is not None
        }
        numbers = {change.date.isoformat(): change.number for change in curated}
        dated = [held(at, text, numbers.get(text.date)) for at, text in enumerate(texts)]
        changes = time_line(happened, dated, effective)
        ids = [self._add_version(statute_id, text) for text in texts]
        self._add_maps(texts, ids)
        row = statute_row(statute_id, title, texts, known, happened)
        if changes and changes[0].kind == "enactment":
            row["number"] = row["number"] or changes[0].number
        self._add_changes(row, changes, ids)
        row["known_to"] = known_to(row["tier"], texts, self._facts)
        on_line = sum(change.held is not None for change in changes)
        row["history_complete"] = int(
            bool(changes)
            and changes[0].kind == "enactment"
            and on_line == len(changes) == len(texts)
        )
        begins = changes[0].low if changes and changes[0].low == changes[0].high else None
        last = texts[-1] if texts else None
        status = status_of(row, last, known, begins, self._data_date)
        row["status"], row["status_evidence"], row["status_certainty"], _ = status
        self._rows["statute"].append(row)
        self._name(statute_id, title, texts, known)
        borne = [row["number"], *(known.numbers if known else ())]
        borne += [text.number for text in texts]
        borne += [occurrence.number for occurrence in happened]
        borne += [event.number for event in (known.events if known else ())]
        borne += [change.number for change in curated]
        self._numbers |= {(number_key(number), statute_id) for number in borne if number}

    def _add_version(self, statute_id: int, text: StatuteText) -> int:
        version_id = len(self._rows["version"]) + 1
        articles = [(article.key, self._text_id(article)) for article in text.articles]
        if not text.breaks_doubtful:
            for _, one in articles:
                self._confirming[one] |= set(text.sources)
        self._rows["version"].append(
            {
                "id": version_id,
                "statute_id": statute_id,
                "date": text.date if text.date[:1].isdigit() else "",
                "kind": "unspecified",
                "effective_from": None,
                "effective_to": None,
                "number": None,
                "article_count": len(articles),
                "last_article": max((key.number for key, _ in articles), default=0),
                "complete": int(text.whole),
                "sources": as_json(list(dict.fromkeys(text.sources))),
                "headings": pack_headings(list(text.headings)),
                "articles": pack_articles(articles),
            }
        )
        return version_id

    def _text_id(self, article: Article) -> int:
        """Return the row of the words of an article, which versions share where nothing changed."""
        words = (pack_units(list(article.units)), article.hashes)
        known = self._texts.get(words)
        if known is None:
            known = self._texts[words] = len(self._texts) + 1
            self._layouts[article.hashes].add(known)
            row = {"id": known, "units": words[0], "hashes": words[1], "subject": article.subject}
            self._rows["text"].append(row)
            if self._keep_words and len(self._layouts[article.hashes]) == 1:
                mark, lines = fingerprint(article.hashes), pack_lines(article.lines)
                self._rows["words"].append({"fingerprint": mark, "lines": lines})
        return known

    def _add_maps(self, texts: list[StatuteText], ids: list[int]) -> None:
        dated = [
            (text, one)
            for text, one in zip(texts, ids, strict=True)
            if text.date[:1].isdigit() and text.articles
        ]
        for (old, old_id), (new, new_id) in pairwise(dated):
            rows = map_articles(
                old.articles, new.articles, old_whole=old.whole, new_whole=new.whole
            )
            proof = prove(old.articles, new.articles, rows)
            self.proof = Proof(*map(sum, zip(self.proof, proof, strict=True)))
            self._rows["article_map"].append(
                {"old_id": old_id, "new_id": new_id, "rows": pack_map(rows)}
            )

    def _add_changes(self, statute: Row, changes: list[Change], ids: list[int]) -> None:
        for position, change in enumerate(changes):
            version_id = ids[change.held.index] if change.held is not None else None
            following = changes[position + 1] if position + 1 < len(changes) else None
            happened = [] if change.kind == "undated" else change.occurrences
            self._rows["change"].append(
                {
                    "statute_id": statute["id"],
                    "position": position,
                    "kind": change.kind,
                    "events": as_json([[as_text(e.day), e.kind, e.number] for e in happened]),
                    "low": as_text(change.low),
                    "high": as_text(change.high),
                    "presumed": int(change.presumed),
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
                version["effective_from"] = as_text(change.low)
            if following is not None and following.low == following.high:
                version["effective_to"] = as_text(following.low)

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

    # ------------------------------------------------------------ all together

    def finish(self) -> dict[str, list[Row]]:
        """Return the rows of every table, sorted by their keys; the digest is not yet there."""
        rows = self._rows
        for statute in rows["statute"]:
            self._date_repeal(statute)
        for text in rows["text"]:
            text["confirmations"] = self._confirmations(text)
        rows["name"] = [
            {"key": key, "statute_id": statute_id, "rank": rank}
            for (key, statute_id), rank in sorted(self._ranks.items())
        ]
        rows["number"] = [
            {"key": key, "statute_id": statute_id} for key, statute_id in sorted(self._numbers)
        ]
        self._index_titles()
        rows["article_map"].sort(key=lambda row: (row["old_id"], row["new_id"]))
        rows["words"].sort(key=lambda row: row["fingerprint"])
        rows["meta"] = self._meta()
        return rows

    def _confirmations(self, text: Row) -> int:
        """Return how many sources confirm the breaks; none but one where others contradict them."""
        confirming = len(self._confirming[text["id"]])
        contested = len(self._layouts[text["hashes"]]) > 1
        return min(confirming or 1, 1 if contested else 9)

    def _meta(self) -> list[Row]:
        names = sorted({name for _, name in self._titles if is_bare_name(name)})
        tiers = sorted((tier.value, day) for tier, day in self._facts.known_to)
        values = {
            "confusions": as_json([asdict(one) for one in self._facts.confusions]),
            "coverage": as_json(self._coverage()),
            "data_date": self._data_date,
            "known_to": as_json(tiers),
            "names": "\n".join(names),
            "normaliser": str(NORMALISER),
            "organs": as_json([asdict(organ) for organ in self._facts.organs]),
            "schema": str(SCHEMA),
            "words": str(int(self._keep_words)),
        }
        return [{"key": key, "value": value} for key, value in sorted(values.items())]

    def _coverage(self) -> dict[str, dict[str, int]]:
        """Return the counts of each tier that ``citelaw statutes info`` shows."""
        counts: dict[str, Counter[str]] = defaultdict(Counter)
        tiers = {row["id"]: row["tier"] or "unknown" for row in self._rows["statute"]}
        with_text = {row["statute_id"] for row in self._rows["version"] if row["article_count"]}
        for row in self._rows["statute"]:
            count = counts[tiers[row["id"]]]
            count["statutes"] += 1
            count["with_text"] += row["id"] in with_text
            count["history_complete"] += row["history_complete"]
        for row in self._rows["version"]:
            count = counts[tiers[row["statute_id"]]]
            count["versions"] += 1
            count["complete"] += row["complete"]
            count["articles"] += row["article_count"]
        return {tier: dict(count) for tier, count in counts.items()}

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
