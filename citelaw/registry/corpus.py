"""Reads a corpus of statute texts: front matter between ``---`` lines, then the text.

The format is that of the corpus README: ``# `` 编, ``### `` 章, ``#### `` 节; an article starts
with 第X条 and U+3000; each further line up to a blank line is a unit of it (款, 项, 目).
A bad file is a
defect to report, never a reason to stop.
"""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from citelaw.model import Tier
from citelaw.numeral import parse_number
from citelaw.registry.fingerprint import pack, shingles
from citelaw.registry.layout import ArticleKey, Heading, Unit, UnitKind
from citelaw.registry.normalise import fold

NATIONAL = re.compile(r"0[1-6]-")
"""Folders of the national tiers; 07 and 08 are local, 09 holds documents without text."""

TIERS = {
    "宪法": Tier.CONSTITUTION,
    "法律": Tier.LAW,
    "行政法规": Tier.ADMINISTRATIVE_REGULATION,
    "监察法规": Tier.SUPERVISION_REGULATION,
    "部门规章": Tier.DEPARTMENT_RULE,
    "司法解释": Tier.JUDICIAL_INTERPRETATION,
    "规范性文件": Tier.NORMATIVE_DOCUMENT,
    "党内法规": Tier.NORMATIVE_DOCUMENT,
    "地方性法规": Tier.LOCAL_REGULATION,
    "地方政府规章": Tier.LOCAL_RULE,
}
_LONGEST_UNIT = 60_000
_NUMERAL = "[〇零一二三四五六七八九十百千]{1,9}"
_ARTICLE = re.compile(rf"第(?P<number>{_NUMERAL})条(?:之(?P<inserted>{_NUMERAL}))?　(?P<words>.*)")
_HEADING = re.compile(rf"(?P<marks>#{{1,4}}) ?第(?P<number>{_NUMERAL})(?P<unit>分编|编|章|节)")
_ITEM = re.compile(r"[（(]\s*[一二三四五六七八九十百]{1,4}\s*[）)]")
_SUBITEM = re.compile(r"(?:[0-9０-９]{1,2}\s*[.．、]|[（(]\s*[0-9０-９]{1,2}\s*[）)]|[①-⑳⑴-⒛])")
_CLOSING = re.compile(
    r"施行|废止|负责解释|解释权|生效|起(?:执行|实施|实行|试行)|另行(?:规定|制定)|为准|不再适用|参照"
    r"|同时(?:失效|停止)"
)
_EVENT = re.compile(r'  - \{date: (".*?"), kind: (\S+?), text: (".*")\}')
_EFFECTIVE = re.compile(r"自([12]\d{3})年(1[0-2]|[1-9])月([12]\d|3[01]|[1-9])日起施行")
_DECREE = re.compile(
    rf"(?P<organ>[^，。、；：《》〈〉（）()\s]{{0,30}}?(?:令|公告))(?:[〔\[（(]?(?P<year>[12][0-9]{{3}})[〕\]）)]?年?)?"
    rf"第?(?P<number>[0-9]{{1,4}}|{_NUMERAL})号"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Defect:
    """Something in an input file that could not be used: the file, the line from 1, the reason."""

    file: str
    line: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CorpusEvent:
    """An event of the front matter, as printed there."""

    date: str
    kind: str
    text: str

    @property
    def number(self) -> str | None:
        """The decree number (令号) that the event's text states."""
        found = _DECREE.search(self.text)
        return found[0].removeprefix("中华人民共和国") if found else None

    @property
    def effective(self) -> datetime.date | None:
        """The effective date (施行日期) that the event's text states."""
        found = _EFFECTIVE.search(self.text)
        return datetime.date(*(int(part) for part in found.groups())) if found else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """An article: its number, its units in order, the hashes of its words."""

    key: ArticleKey
    units: tuple[Unit, ...]
    hashes: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class StatuteText:
    """One text file: what its front matter says and the articles of its body."""

    file: str
    title: str
    aliases: tuple[str, ...]
    tier: Tier
    issuer: str | None
    number: str | None
    date: str
    effective: str
    status: str
    status_by: str
    source_as_of: str
    events: tuple[CorpusEvent, ...]
    sources: tuple[str, ...]
    decree_stated: bool
    headings: tuple[Heading, ...]
    articles: tuple[Article, ...]
    complete: bool
    confirmations: int
    defects: tuple[Defect, ...] = field(default=())


def read_corpus(folder: Path, local: bool = False) -> Iterator[StatuteText | Defect]:
    """Yield the texts of a corpus folder in the order of their paths.

    Files that lie in a folder 01…06 are national; with ``local`` those of 07 and 08 come instead.
    A corpus without such folders is taken whole.
    """
    files = sorted(folder.rglob("*.txt"), key=lambda path: path.relative_to(folder).as_posix())
    wanted = re.compile(r"0[78]-") if local else NATIONAL
    sorted_by_tier = any(
        path.is_dir() and re.match(r"0\d-", path.name) for path in folder.iterdir()
    )
    for path in files:
        name = path.relative_to(folder).as_posix()
        if sorted_by_tier and not wanted.match(name):
            continue
        try:
            yield parse_text(path.read_text("utf-8"), name)
        except UnicodeDecodeError as error:
            yield Defect(file=name, line=1, reason=f"not UTF-8 at byte {error.start}")
        except FormatError as error:
            yield Defect(file=name, line=error.line, reason=error.reason)


class FormatError(ValueError):
    """A text file that is not in the corpus format; caught by ``read_corpus``."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(f"{line}: {reason}")
        self.line = line
        self.reason = reason


def parse_text(source: str, file: str) -> StatuteText:
    """Return the statute text in ``source``.

    Raises:
        FormatError: no front matter, or a value in it that cannot be read.
    """
    lines = source.split("\n")
    if lines[0] != "---" or "---" not in lines[1:]:
        raise FormatError(1, "no front matter between --- lines")
    end = lines.index("---", 1)
    front, events = _front_matter(lines[1:end])
    title = _text(front, "title")
    tier = TIERS.get(_text(front, "tier"))
    if not title or tier is None:
        raise FormatError(2, "no title" if not title else f"unknown tier {_text(front, 'tier')!r}")
    headings, articles, preamble = _body(lines[end + 1 :])
    problems = _problems(articles, _texts(front, "defects"))
    sources = (_text(front, "source"), *_texts(front, "other_sources"))
    doubtful = any("paragraph breaks" in defect for defect in _texts(front, "defects"))
    number = _text(front, "doc_no") or None
    return StatuteText(
        file=file,
        title=title,
        aliases=_texts(front, "aliases"),
        tier=tier,
        issuer=_text(front, "issuer") or None,
        number=number,
        date=_text(front, "version"),
        effective=_text(front, "effective_stated"),
        status=_text(front, "status"),
        status_by=_text(front, "status_by"),
        source_as_of=_text(front, "source_as_of"),
        events=events,
        sources=sources,
        decree_stated=bool(
            (number and "令" in number)
            or any(event.number and "令" in event.number for event in events)
            or _DECREE.search(preamble)
        ),
        headings=tuple(headings),
        articles=tuple(article for article, _ in articles),
        complete=not problems,
        confirmations=1 if doubtful else len(set(sources)),
        defects=tuple(Defect(file=file, line=end + 2, reason=problem) for problem in problems),
    )


def _front_matter(lines: list[str]) -> tuple[dict[str, object], tuple[CorpusEvent, ...]]:
    values: dict[str, object] = {}
    events = []
    for number, line in enumerate(lines, 2):
        try:
            event = _EVENT.fullmatch(line)
            if event:
                events.append(
                    CorpusEvent(date=json.loads(event[1]), kind=event[2], text=json.loads(event[3]))
                )
                continue
            key, _, value = line.partition(":")
            value = value.strip()
            values[key] = json.loads(value) if value[:1] in ('"', "[") else value
        except json.JSONDecodeError as error:
            raise FormatError(number, f"front matter: {error.msg}") from error
    return values, tuple(events)


def _text(front: dict[str, object], key: str) -> str:
    value = front.get(key, "")
    return value if isinstance(value, str) else ""


def _texts(front: dict[str, object], key: str) -> tuple[str, ...]:
    value = front.get(key, [])
    return tuple(str(entry) for entry in value) if isinstance(value, list) else ()


def _body(lines: list[str]) -> tuple[list[Heading], list[tuple[Article, str]], str]:
    """Return the headings, the articles with their closing words, and the preamble."""
    headings: list[Heading] = []
    articles: list[tuple[Article, str]] = []
    preamble: list[str] = []
    at = Heading(0, 0, 0)
    open_lines: list[str] = []
    key: ArticleKey | None = None
    for line in [*lines, ""]:
        found = _ARTICLE.match(line)
        if key is not None and (found or not line.strip() or line[0] in "#>"):
            articles.append((_article(key, open_lines), "\n".join(open_lines)))
            key = None
        if found:
            key = ArticleKey(
                parse_number(found["number"]) or 0, parse_number(found["inserted"] or "零") or 0
            )
            open_lines = [found["words"]]
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
    number = parse_number(found["number"]) if found else None
    if not found or number is None:
        return None
    if found["unit"] == "编":
        return Heading(number, 0, 0)
    if found["unit"] == "章":
        return Heading(before.part, number, 0)
    if found["unit"] == "节":
        return Heading(before.part, before.chapter, number)
    return None  # 分编 is no unit of a Locator


def _article(key: ArticleKey, lines: list[str]) -> Article:
    units: list[Unit] = []
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
        units.append(Unit(kind, len(folded)))
        words += folded
    return Article(key=key, units=tuple(units), hashes=pack(shingles(words)))


def _problems(articles: list[tuple[Article, str]], noted: tuple[str, ...]) -> list[str]:
    """Return why the text may be incomplete: numbering first, then the closing article.

    A truncated file passes the numbering check, so a closing article (施行 废止 解释) is demanded
    as well (seen: 长江保护法 with 79 of 96 articles).
    """
    problems = [defect for defect in noted if "paragraph breaks" not in defect]
    if not articles:
        return problems or ["noarticles"]
    expected = 1
    for article, _ in articles:
        key = article.key
        if key.inserted:
            if key.number != expected - 1:
                problems.append(f"第{key.number}条之{key.inserted} out of order")
        elif key.number != expected:
            problems.append(f"article {key.number} where {expected} is due")
            expected = key.number + 1
        else:
            expected += 1
    if not any(_CLOSING.search(words) for _, words in articles[-3:]):
        problems.append("no closing article (possibly truncated)")
    return list(dict.fromkeys(problems))
