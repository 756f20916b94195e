"""Reads the body of a statute text: headings, articles and their units, and whether all are there.

The lines are those of the corpus format: ``# `` 编, ``### `` 章, ``#### `` 节; an article starts
with 第X条 and U+3000; each further line up to a blank line is a unit of it (款, 项, 目).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from citelaw.numeral import parse_number, to_chinese
from citelaw.registry.building.flags import flags_of, subject_of
from citelaw.registry.fingerprint import pack, shingles
from citelaw.registry.layout import ArticleKey, Heading, Unit, UnitKind
from citelaw.registry.normalise import fold

NO_ARTICLES = "no articles"
"""The defect of a document that is not divided into articles (a decision, a notice)."""

_LONGEST_UNIT = 60_000
_MOST_ARTICLES = 5_000
_MOST_INSERTED = 200
"""Numbers beyond these are none; the longest statute (民法典) has 1260 articles."""

_NUMERAL = "[〇零一二三四五六七八九十百千]{1,9}"
_ARTICLE = re.compile(rf"第(?P<number>{_NUMERAL})条(?:之(?P<inserted>{_NUMERAL}))?　(?P<words>.*)")
_TORN_HEAD = re.compile(
    rf"[第笫]\s{{0,3}}(?P<number>{_NUMERAL})\s{{0,3}}条\s{{0,3}}(?=[^\s、，和及至或的第之规])"
)
_BARE_HEADING = re.compile(rf"第{_NUMERAL}(?P<unit>[编章节])\s{{1,4}}[^，。；：]{{1,25}}")
_MARKS = {"编": "#", "章": "###", "节": "####"}
_MOST_SKIPPED = 5
"""A torn number may lie so far beyond the last one; a larger one is a reference."""

_HEADING = re.compile(rf"(?P<marks>#{{1,4}}) ?第(?P<number>{_NUMERAL})(?P<unit>分编|编|章|节)")
_ITEM = re.compile(r"[（(]\s*[一二三四五六七八九十百]{1,4}\s*[）)]")
_SUBITEM = re.compile(r"(?:[0-9０-９]{1,2}\s*[.．、]|[（(]\s*[0-9０-９]{1,2}\s*[）)]|[①-⑳⑴-⒛])")
_CLOSING = re.compile(
    r"施行|废止|负责解释|解释权|生效|起(?:执行|实施|实行|试行)|另行(?:规定|制定)|为准|不再适用|参照"
    r"|同时(?:失效|停止)"
)
Line = tuple[int, str]
"""A line of a file with its number from 1, or with what was found there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """An article: its number, its units in order, the hashes of its words.

    ``lines`` are the units as printed, ``words`` all of them folded; ``line`` is that of the file
    where the article starts. ``subject`` is whom it binds where it is one on accountability.
    """

    key: ArticleKey
    units: tuple[Unit, ...]
    hashes: bytes
    lines: tuple[str, ...]
    words: str
    line: int
    subject: str | None


def repair(lines: list[Line]) -> tuple[list[Line], list[Line]]:
    """Return the numbered lines of a body with what a rule can put right, and what that was.

    Repaired are articles whose number is torn by white space, misprinted (笫) or not set off
    (第二十四 条实行…), headings that stand as lines of an article, and articles that stand in the
    line of the one before them; all of them only where just these numbers are missing.
    """
    present = {number for _, line in lines if (number := _number_of(line)) is not None}
    repairs: list[Line] = []
    mended = _mended_heads(lines, present, repairs)
    present |= {number for _, line in mended if (number := _number_of(line)) is not None}
    return _unglued(mended, present, repairs), repairs


def _mended_heads(lines: list[Line], present: set[int], repairs: list[Line]) -> list[Line]:
    mended: list[Line] = []
    last = 0
    for line_number, line in lines:
        number = _number_of(line)
        torn = _TORN_HEAD.match(line) if number is None else None
        value = parse_number(torn["number"]) if torn else None
        heading = _BARE_HEADING.fullmatch(line)
        if torn and value and value not in present and last < value <= last + _MOST_SKIPPED:
            repairs.append((line_number, f"article {value} was not set off as one"))
            mended.append((line_number, ""))
            line, number = f"第{torn['number']}条　{line[torn.end() :]}", value
        elif heading:
            repairs.append((line_number, "heading stood as a line of an article"))
            mended.append((line_number, ""))
            line = f"{_MARKS[heading['unit']]} {line}"
        last = number or last
        mended.append((line_number, line))
    return mended


def _unglued(lines: list[Line], present: set[int], repairs: list[Line]) -> list[Line]:
    """Break lines in which further articles stand, where their numbers are due and missing."""
    due = 1
    broken: list[Line] = []
    for line_number, line in lines:
        number = _number_of(line)
        due = number + 1 if number is not None else due
        while due not in present and due <= _MOST_ARTICLES:
            inner = re.search(rf"(?<=[。；])\s+第{to_chinese(due)}条\s+(?=\S)", line)
            if inner is None:
                break
            broken += [(line_number, line[: inner.start()]), (line_number, "")]
            line = f"第{to_chinese(due)}条　{line[inner.end() :]}"
            repairs.append((line_number, f"article {due} stood in the line of another"))
            due += 1
        broken.append((line_number, line))
    return broken


def _number_of(line: str) -> int | None:
    found = _ARTICLE.match(line)
    return _number(found["number"]) or None if found and not found["inserted"] else None


def _number(numeral: str, most: int = _MOST_ARTICLES) -> int:
    """Return the value of a numeral, 0 where it cannot be the number of an article."""
    value = parse_number(numeral) or 0
    return value if value <= most else 0


def read_body(lines: list[Line]) -> tuple[list[Heading], list[Article], str]:
    """Return the headings, the articles, and the preamble."""
    headings: list[Heading] = []
    articles: list[Article] = []
    preamble: list[str] = []
    at = Heading(0, 0, 0)
    open_lines: list[str] = []
    key: ArticleKey | None = None
    start = 0
    for number, line in [*lines, (0, "")]:
        found = _ARTICLE.match(line)
        if key is not None and (found or not line.strip() or line[0] in "#>"):
            articles.append(_article(key, open_lines, start))
            key = None
        if found:
            key = ArticleKey(
                _number(found["number"]), _number(found["inserted"] or "零", _MOST_INSERTED)
            )
            open_lines, start = [found["words"]], number
        elif key is not None:
            open_lines.append(line)
        elif line.startswith("> "):
            preamble.append(line[2:])
        else:
            heading = _heading(line, at)
            if heading is not None:
                at = heading
                headings.append(heading)
    return headings, articles, "\n".join(preamble)


def _heading(line: str, before: Heading) -> Heading | None:
    found = _HEADING.match(line)
    number = _number(found["number"]) if found else 0
    if not found or not number:
        return None
    if found["unit"] == "编":
        return Heading(number, 0, 0)
    if found["unit"] == "章":
        return Heading(before.part, number, 0)
    if found["unit"] == "节":
        return Heading(before.part, before.chapter, number)
    return None  # 分编 is no unit of a Locator


def _article(key: ArticleKey, lines: list[str], start: int) -> Article:
    units: list[Unit] = []
    kept: list[str] = []
    words = ""
    for line in lines:
        folded = fold(line)[:_LONGEST_UNIT]
        if not folded:
            continue
        kind = UnitKind.PARAGRAPH
        if units and _ITEM.match(line):
            kind = UnitKind.ITEM
        elif units and _SUBITEM.match(line):
            kind = UnitKind.SUBITEM
        condition = kind is not UnitKind.PARAGRAPH and line.rstrip("；。;").endswith("的")
        units.append(Unit(kind, len(folded), flags_of(line, condition=condition)))
        kept.append(line)
        words += folded
    return Article(
        key=key,
        units=tuple(units),
        hashes=pack(shingles(words)),
        lines=tuple(kept),
        words=words,
        line=start,
        subject=subject_of(tuple(kept)),
    )


class Misplaced(NamedTuple):
    """An article whose number is not ``due``: numbers are missing before it, or out of order."""

    article: Article
    due: int


def misplaced(articles: list[Article], title: str) -> list[Misplaced]:
    """Return the articles that break the sequence 1…n: the first test of completeness.

    Amendments of the constitution (宪法修正案) go on with the numbers of those before them.
    """
    found: list[Misplaced] = []
    expected = articles[0].key.number if articles and "宪法修正案" in title else 1
    for article in articles:
        key = article.key
        if key.inserted:
            if key.number != expected - 1:
                found.append(Misplaced(article, expected))
        elif key.number != expected:
            found.append(Misplaced(article, expected))
            expected = key.number + 1
        else:
            expected += 1
    return found


def numbering(articles: list[Article], title: str) -> list[Line]:
    """Return where numbers are missing or out of order, with words for the report of a build."""
    if not articles:
        return [(0, NO_ARTICLES)]
    return [
        (
            article.line,
            f"第{article.key.number}条之{article.key.inserted} out of order"
            if article.key.inserted
            else f"article {article.key.number} where {due} is due",
        )
        for article, due in misplaced(articles, title)
    ]


def is_closed(articles: list[Article], body: list[Line]) -> bool:
    """Return whether the text closes as statutes do: the second test of completeness.

    A truncated file passes the numbering test, so one of the last articles must speak of effect,
    repeal or interpretation, or stand among the supplementary provisions (附则).
    """
    if any(_CLOSING.search("\n".join(article.lines)) for article in articles[-3:]):
        return True
    headings = [(number, line) for number, line in body if line.startswith("#")]
    if not articles or not headings:
        return False
    number, last = headings[-1]
    return "附" in last and "则" in last and articles[-1].line > number
