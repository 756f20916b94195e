"""An article of the version in force on a day: its units, what they do, where it stood before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from citelaw.model import (
    ArticleFacts,
    ArticleUnit,
    InForce,
    Locator,
    MappedArticle,
    NotYet,
    Statute,
    Undetermined,
    Version,
)
from citelaw.reporters.statutes import Object, View
from citelaw.reporters.statutes import _words as words
from citelaw.reporters.statutes._history import statute_fields, version_fields
from citelaw.reporters.statutes._layout import WIDTH, labelled, wrapped
from citelaw.reporters.statutes.card import in_force_fields, in_force_words

_FINGERPRINTS = (
    "数据库只存条文的指纹，不存原文；用 citelaw statutes import 导入法规文本后在此显示。"
)
_EXISTS = {True: "有这一条", False: "没有这一条", None: "不完整，不能确定有没有这一条"}


class Neighbour(NamedTuple):
    """The version before or after, and what the article of the shown version is there.

    ``rows`` run from the older to the newer version; empty where nothing is asserted.
    """

    version: Version
    later: bool
    rows: tuple[MappedArticle, ...]


class Article(NamedTuple):
    """The place ``locator`` of the version in force on ``day``.

    ``exists`` is None where that cannot be told. ``facts`` and ``lines`` are of the whole article,
    ``lines`` None where its words are not at hand. ``possible`` says of each version that may be
    in force whether it has the article.
    """

    statute: Statute
    locator: Locator
    day: date
    at: InForce
    exists: bool | None = None
    facts: ArticleFacts | None = None
    lines: tuple[str, ...] | None = None
    neighbours: tuple[Neighbour, ...] = ()
    possible: tuple[bool | None, ...] = ()


def cited(facts: ArticleFacts, locator: Locator) -> list[tuple[int, ArticleUnit]]:
    """Return the units of the article that ``locator`` names, each with its index."""
    wanted = locator[5:8]
    return [
        (at, unit)
        for at, unit in enumerate(facts.units)
        if all(want in (None, have) for want, have in zip(wanted, unit.locator[5:8], strict=True))
    ]


def lines(article: Article) -> Iterator[str]:
    """Yield what is known of the article in lines."""
    statute = article.statute
    yield from wrapped(f"{words.marked(statute.title)}{article.locator.chinese()}", WIDTH)
    if statute.status.word in ("repealed", "superseded"):
        yield from labelled("状态", words.STATUS[statute.status.word])
    at = in_force_words(statute, article.day, article.at)
    yield from labelled("当日适用", f"{article.day}：{at}")
    known_to = statute.known_to
    if known_to is not None and known_to < article.day.isoformat():
        yield from labelled("数据截至", f"{known_to}，其后的修改和废止不在其中")
    if not isinstance(article.at, Version):
        yield from _other_versions(article)
        return
    if not article.exists or article.facts is None:
        yield from labelled("条文", _absence(article, article.at))
    else:
        yield from _facts(article, article.facts)
    yield from _neighbours(article)
    if article.exists:
        yield from _words(article)


def _other_versions(article: Article) -> Iterator[str]:
    """Say what the versions have that may be in force, and how to ask for the first one."""
    at = article.at
    if isinstance(at, NotYet) and at.first is not None and at.begins is not None:
        text = f"--at {at.begins} 看{words.version(at.first)}的条文。"
        yield from labelled("", text)
    if isinstance(at, Undetermined):
        for version, exists in zip(at.candidates, article.possible, strict=True):
            yield from labelled("", f"{words.version(version)}：{_EXISTS[exists]}")


def _absence(article: Article, version: Version) -> str:
    if article.exists is None:
        return "文本不完整，不能确定有没有这一条。"
    if article.facts is not None:
        return f"没有这一处：{_division(article.facts)}。"
    return f"没有这一条，最后一条是{Locator(article=version.last_article).chinese()}。"


def _facts(article: Article, facts: ArticleFacts) -> Iterator[str]:
    yield from labelled("结构", f"{_division(facts)}；{_confirmed(facts)}")
    opening = "内容"
    for _, unit in cited(facts, article.locator):
        place = unit.locator._replace(article=None, inserted=None).chinese()
        does = "、".join(unit.flags.chinese)
        yield from labelled(opening, f"{place} {unit.length} 字{'：' if does else ''}{does}")
        opening = ""
    if facts.subject:
        yield from labelled("主体", facts.subject)


def division(facts: ArticleFacts) -> dict[int, int]:
    """Return the paragraphs (款) of an article, with the number of items (项) in each."""
    items = Counter(
        unit.locator.paragraph
        for unit in facts.units
        if unit.locator.item is not None and unit.locator.subitem is None
    )
    paragraphs = {unit.locator.paragraph or 1 for unit in facts.units}
    return {one: items[one] for one in sorted(paragraphs)}


def _division(facts: ArticleFacts) -> str:
    """Return how the article is divided: 2 款，第一款 3 项."""
    paragraphs = division(facts)
    parts = [f"{len(paragraphs)} 款"]
    for paragraph, count in paragraphs.items():
        parts += [f"{Locator(paragraph=paragraph).chinese()} {count} 项"] if count else []
    return "，".join(parts)


def _confirmed(facts: ArticleFacts) -> str:
    if facts.confirmations:
        return f"款项划分经 {facts.confirmations} 个来源印证"
    return "款项划分未经印证，不可为据"


def _neighbours(article: Article) -> Iterator[str]:
    for one in article.neighbours:
        label = "后一文本" if one.later else "前一文本"
        said = [_there(row, one.later) for row in one.rows] or ["未能对应"]
        yield from labelled(label, f"{words.version(one.version)}：{'；'.join(said)}")


def _there(row: MappedArticle, later: bool) -> str:
    place = row.new if later else row.old
    kind = words.MAPPED[row.kind]
    if place is None:
        return "后来删去" if later else "当时没有，后来新增"
    return f"{place.chinese()}，{kind}，相似 {words.percent(row.similarity)}，" + words.certainty(
        row.similarity
    )


def _words(article: Article) -> Iterator[str]:
    if article.lines is None:
        yield from labelled("原文", _FINGERPRINTS)
        return
    shown = article.lines
    if article.facts is not None and len(shown) == len(article.facts.units):
        shown = tuple(shown[at] for at, _ in cited(article.facts, article.locator))
    yield from labelled("原文", *shown)


def fields(article: Article) -> Object:
    """Return what is known of the article as an object."""
    facts = article.facts if article.exists else None
    return {
        "statute": statute_fields(article.statute),
        "pinpoint": article.locator.key,
        "day": article.day.isoformat(),
        "at": in_force_fields(article.at),
        "exists": article.exists,
        "candidates_have_it": list(article.possible),
        "units": [
            {
                "pinpoint": unit.locator.key,
                "length": unit.length,
                "flags": flag_fields(unit),
            }
            for _, unit in (cited(facts, article.locator) if facts is not None else ())
        ],
        "confirmations": facts.confirmations if facts is not None else None,
        "subject": facts.subject if facts is not None else None,
        "neighbours": [
            {
                "version": version_fields(one.version),
                "later": one.later,
                "rows": [row_fields(row) for row in one.rows],
            }
            for one in article.neighbours
        ],
        "words": list(article.lines) if article.lines is not None and facts is not None else None,
    }


def flag_fields(unit: ArticleUnit) -> list[str]:
    """Return the names of the flags of a unit."""
    return [flag.name.lower() for flag in unit.flags if flag.name is not None]


def row_fields(row: MappedArticle) -> Object:
    """Return a row of an article map as an object."""
    placed = row.old is not None and row.new is not None
    return {
        "kind": row.kind.value,
        "old": row.old.key if row.old is not None else None,
        "new": row.new.key if row.new is not None else None,
        "similarity": row.similarity if placed else None,
        "certain": row.similarity >= words.ASSERTED if placed else None,
    }


VIEW = View(name="article", lines=lines, fields=fields)
