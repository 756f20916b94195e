"""Measures the fingerprints on texts of a corpus: false alarms first, then what is noticed.

Usage: python bench/measure_quotations.py CORPUS [SAMPLE [DATABASE]]

CORPUS is a folder in the corpus format from which ``statutes.sqlite`` was built; the words of its
articles are cut, altered and held against the database. Nothing of it is kept.
"""

from __future__ import annotations

import random
import re
import sys
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from citelaw.model import Comparison, Locator, Statute, Version
from citelaw.registry import Registry, open_registry
from citelaw.registry.building.corpus import StatuteText, read_corpus
from citelaw.registry.normalise import fold

SEED = 20261122
FRAGMENTS = 2000
ALTERED = 2000
ITEM = re.compile(r"^[（(][一二三四五六七八九十]+[）)]")
HAN = "当职责令改元县省法院前后内外可否同时其他各类部门资金保险管理监督检查"


@dataclass(frozen=True, slots=True)
class Sample:
    """An article of a held version and its lines as they stand in the corpus."""

    version: Version
    locator: Locator
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        return "".join(self.lines)


def samples(registry: Registry, corpus: Path) -> list[Sample]:
    """Return every article of the national tiers as the build reads it."""
    found = []
    for text in read_corpus(corpus):
        version = held(registry, text.title, text.date) if isinstance(text, StatuteText) else None
        if version is None or not isinstance(text, StatuteText):
            continue
        unique = {article.key: article for article in reversed(text.articles)}
        for key, article in sorted(unique.items()):
            if article.lines:
                place = Locator(article=key.number, inserted=key.inserted or None)
                found.append(Sample(version, place, article.lines))
    return found


def held(registry: Registry, title: str, day: str) -> Version | None:
    statutes: tuple[Statute, ...] = registry.by_title(title)
    for statute in statutes:
        for version in registry.versions(statute):
            if version.date == (day if day[:1].isdigit() else "") and statute.title == title:
                return version
    return None


def clean(comparison: Comparison | None) -> bool:
    return comparison is not None and not comparison.differences and comparison.coverage > 0.99


def share(name: str, good: int, of: int) -> None:
    print(f"{name:<58} {good:>7} of {of:>7}  {100 * good / max(of, 1):7.3f} %")


def true_quotations(registry: Registry, chosen: list[Sample]) -> None:
    counts: Counter[str] = Counter()
    examples = []
    spent = words = 0.0
    for one in chosen:
        if len(fold(one.text)) < 4:
            continue
        start = time.perf_counter()
        comparison = registry.compare(one.version, one.locator, one.text)
        spent += time.perf_counter() - start
        words += len(one.text)
        counts["whole"] += 1
        counts["whole clean"] += clean(comparison)
        counts["whole complete"] += bool(comparison and comparison.complete)
        if not clean(comparison):
            examples.append((one, comparison))
        paragraph = item = 0
        for line in one.lines:
            if ITEM.match(line) and paragraph:
                item += 1
                place = one.locator._replace(paragraph=paragraph, item=item)
                kind = "item"
            else:
                paragraph, item = paragraph + 1, 0
                place = one.locator._replace(paragraph=paragraph)
                kind = "paragraph"
            if len(fold(line)) < 8:
                continue
            alone = registry.compare(one.version, place, line)
            counts[kind] += 1
            counts[kind + " clean"] += clean(alone)
            if kind == "item" and item > 1:
                opening = next(e for e in one.lines if not ITEM.match(e))
                if one.lines.index(line) > one.lines.index(opening) and paragraph == 1:
                    joined = registry.compare(one.version, place, opening + line)
                    counts["opening+item"] += 1
                    counts["opening+item clean"] += clean(joined)
                    counts["opening+item complete"] += bool(joined and joined.complete)
        sentences = [part for part in re.split(r"(?<=。)", one.text) if len(fold(part)) >= 8]
        if len(sentences) >= 3:
            elided = registry.compare(one.version, one.locator, f"{sentences[0]}……{sentences[-1]}")
            counts["elided"] += 1
            counts["elided clean"] += clean(elided)
    for kind in ("whole", "paragraph", "item", "opening+item", "elided"):
        share(f"true quotation, {kind}: no difference", counts[kind + " clean"], counts[kind])
    share("true quotation, whole: complete", counts["whole complete"], counts["whole"])
    share(
        "true quotation, opening+item: complete",
        counts["opening+item complete"],
        counts["opening+item"],
    )
    per_200 = 1e6 * spent / max(words, 1) * 200
    print(f"comparison: {per_200:.0f} µs for 200 characters, article index included")
    for one, comparison in examples[:5]:
        print(
            "  FALSE ALARM", one.version.statute_id, one.version.date, one.locator.key, comparison
        )


def fragments(registry: Registry, chosen: list[Sample], size: int) -> None:
    right = alone = total = 0
    for one in chosen:
        text = one.text
        if len(text) < size + 4:
            continue
        at = random.randrange(len(text) - size)
        fragment = text[at : at + size]
        if len(fold(fragment)) < size * 0.7:
            continue
        total += 1
        found = registry.search(one.version, fragment, limit=8)
        best = [c for c in found if c.coverage > 0.999]
        right += any(c.locator[3:5] == one.locator[3:5] for c in best)
        alone += len(best) == 1 and best[0].locator[3:5] == one.locator[3:5]
        if total == FRAGMENTS:
            break
    share(f"fragment of {size}: the article among exact ties", right, total)
    share(f"fragment of {size}: and no other", alone, total)


def altered(registry: Registry, chosen: list[Sample], how: str) -> None:
    total = noticed = placed = only = 0
    for one in chosen:
        text = one.text
        if len(fold(text)) < 40:
            continue
        wanted = "不" if how == "不 dropped" else None
        places = [
            at
            for at in range(6, len(text) - 6)
            if (text[at] == wanted if wanted else "一" <= text[at] <= "鿿")
        ]
        if not places:
            continue
        at = random.choice(places)
        other = random.choice(HAN)
        if how == "substituted":
            changed = text[:at] + other + text[at + 1 :]
        elif how.endswith("dropped"):
            changed = text[:at] + text[at + 1 :]
        else:
            changed = text[:at] + other + text[at:]
        if fold(changed) == fold(text):
            continue
        total += 1
        comparison = registry.compare(one.version, one.locator, changed)
        found = comparison.differences if comparison else ()
        noticed += bool(found)
        placed += any(d.span.start - 6 <= at <= d.span.end + 6 for d in found)
        only += len(found) == 1
        if total == ALTERED:
            break
    share(f"one character {how}: noticed", noticed, total)
    share(f"one character {how}: placed within 6", placed, total)
    share(f"one character {how}: as one difference", only, total)


def missing_units(registry: Registry, chosen: list[Sample]) -> None:
    total = noticed = swaps = swapped = 0
    for one in chosen:
        if len(one.lines) < 3:
            continue
        at = random.randrange(1, len(one.lines) - 1)
        if fold(one.lines[at]) == fold(one.lines[at + 1]):
            continue
        total += 1
        rest = "".join(one.lines[:at] + one.lines[at + 1 :])
        comparison = registry.compare(one.version, one.locator, rest)
        noticed += bool(comparison and comparison.differences)
        order = [*one.lines[:at], one.lines[at + 1], one.lines[at], *one.lines[at + 2 :]]
        swaps += 1
        comparison = registry.compare(one.version, one.locator, "".join(order))
        swapped += bool(comparison and comparison.differences)
    share("an inner unit dropped: noticed", noticed, total)
    share("two units swapped: noticed", swapped, swaps)


def ends(registry: Registry, chosen: list[Sample]) -> None:
    """Is the end of a unit told from a stop before it?"""
    total = told = stops = told_stops = 0
    for one in chosen:
        if len(one.lines) < 2:
            continue
        last = random.randrange(len(one.lines) - 1)
        text = "".join(one.lines[: last + 1])
        words = fold(one.lines[last])
        if len(words) < 20 or len(fold(text)) < 12:
            continue
        total += 1
        comparison = registry.compare(one.version, one.locator, text)
        told += bool(comparison and comparison.stop_unit_end and comparison.left == 0)
        cut = random.randrange(2, min(12, len(one.lines[last]) // 2))
        shorter = text[:-cut]
        missing = len(fold(text)) - len(fold(shorter))
        if not missing:
            continue
        stops += 1
        comparison = registry.compare(one.version, one.locator, shorter)
        told_stops += bool(
            comparison and not comparison.stop_unit_end and comparison.left == missing
        )
    share("stop at the end of a unit: told", told, total)
    share("stop before it: told, and by how much", told_stops, stops)


def versions(registry: Registry, everything: list[Sample]) -> None:
    """Are two versions of an article that differ in one word told apart?"""
    held = {(one.version.id, one.locator): one for one in everything}
    total = apart = 0
    for one in everything:
        following = [v for v in siblings(registry, one.version) if v.date > one.version.date]
        if not following:
            continue
        after = held.get((following[0].id, one.locator))
        if after is None or not in_one_word(fold(one.text), fold(after.text)):
            continue
        total += 1
        own = registry.compare(one.version, one.locator, one.text)
        other = registry.compare(after.version, after.locator, one.text)
        apart += clean(own) and bool(other and other.differences)
    share("versions that differ in one word: told apart", apart, total)


def siblings(registry: Registry, version: Version) -> tuple[Version, ...]:
    known = _SIBLINGS.get(version.statute_id)
    if known is None:
        statute = next(one for one in _STATUTES if one.id == version.statute_id)
        known = _SIBLINGS[version.statute_id] = registry.versions(statute)
    return known


_SIBLINGS: dict[int, tuple[Version, ...]] = {}
_STATUTES: list[Statute] = []


def in_one_word(one: str, two: str) -> bool:
    """Return whether the texts differ in one place of at most four characters."""
    if one == two:
        return False
    start = 0
    while start < min(len(one), len(two)) and one[start] == two[start]:
        start += 1
    end = 0
    while end < min(len(one), len(two)) - start and one[-1 - end] == two[-1 - end]:
        end += 1
    return max(len(one), len(two)) - start - end <= 4


def main() -> None:
    corpus = Path(sys.argv[1])
    size = int(sys.argv[2]) if len(sys.argv) > 2 else 6000
    random.seed(SEED)
    registry = open_registry(*(Path(path) for path in sys.argv[3:]))
    _STATUTES.extend(registry.statutes())
    everything = samples(registry, corpus)
    chosen = random.sample(everything, min(size, len(everything)))
    chosen.sort(key=lambda one: (one.version.id, one.locator.article or 0))
    print(f"{len(everything)} articles, {len(chosen)} chosen, data of {registry.data_date}")
    true_quotations(registry, chosen)
    for length in (16, 24, 40):
        some = random.sample(everything, min(3 * FRAGMENTS, len(everything)))
        fragments(registry, some, length)
    for how in ("substituted", "dropped", "inserted", "不 dropped"):
        altered(registry, random.sample(everything, min(12 * ALTERED, len(everything))), how)
    missing_units(registry, chosen)
    ends(registry, chosen)
    versions(registry, everything)


if __name__ == "__main__":
    main()
