"""Reads a corpus of statute texts: front matter between ``---`` lines, then the text.

The format is that of the corpus README; the text after the front matter is read by ``provisions``.
A bad file is a defect to report, never a reason to stop.
"""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from citelaw.days import exact_day
from citelaw.errors import why
from citelaw.model import Tier
from citelaw.registry.building.effect import effective_stated
from citelaw.registry.building.provisions import Article, is_closed, numbering, read_body, repair
from citelaw.registry.layout import Heading

NATIONAL = re.compile(r"0[1-6]-")
"""Folders of the national tiers; 09 holds documents without text."""

LOCAL = re.compile(r"0[78]-")
"""Folders of local regulations (地方性法规) and local rules (地方政府规章)."""

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
_NUMERAL = "[〇零一二三四五六七八九十百千]{1,9}"
_EVENT = re.compile(r'  - \{date: (".*?"), kind: (\S+?), text: (".*")\}')
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_COUNT = re.compile(r"[0-9]{1,6}")
_UNFIT = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\u2028\u2029\u202a-\u202e\u2066-\u2069]")
"""Control characters, half pairs, line separators, marks of direction: no name has them."""

_LONGEST_TITLE = 400
_UNDATED = ("", "undated")
_LONGEST_WAIT = 3 * 366
"""Days between an event and the effective date that its words state, at most."""

_EFFECTIVE = re.compile(r"自([12]\d{3})年(1[0-2]|[1-9])月([12]\d|3[01]|[1-9])日起施行")
_DECREE = re.compile(
    rf"(?P<organ>[^，。、；：《》〈〉（）()\s]{{0,30}}?(?:令|公告))(?:[〔\[（(]?(?P<year>[12][0-9]{{3}})[〕\]）)]?年?)?"
    rf"第?(?P<number>[0-9]{{1,4}}|{_NUMERAL})号"
)


_OWN_DECREE = re.compile(
    r"\s{0,3}(?:公布|发布|颁布|令|修订|修正|修改|自|根据|[）)，。；]|$)", re.MULTILINE
)


_Front = dict[str, str | tuple[str, ...]]
"""Front matter: each value is a text or a list of texts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Defect:
    """Something amiss in an input file: the file, the line from 1, what it is.

    ``repaired`` says that a rule put it right, so that nothing is lost.
    """

    file: str
    line: int
    reason: str
    repaired: bool = False

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.reason}{' (repaired)' if self.repaired else ''}"


class Passed(NamedTuple):
    """A file that was passed over on purpose, and the reason."""

    file: str
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
        """The effective date (施行日期) that the event's text states.

        None where it lies before the event or years after it: then it is that of another event.
        """
        found = _EFFECTIVE.search(self.text)
        if found is None:
            return None
        try:
            stated = datetime.date(*(int(part) for part in found.groups()))
        except ValueError:
            return None  # 2月30日
        try:
            waits = (stated - datetime.date.fromisoformat(self.date)).days
        except ValueError:
            return stated
        return stated if 0 <= waits <= _LONGEST_WAIT else None


@dataclass(frozen=True, slots=True, kw_only=True)
class StatuteText:
    """One text file: what its front matter says and the articles of its body.

    ``declared`` is how many articles the front matter counts. ``numbered`` and ``closed`` are the
    two tests of completeness: numbers 1…n without a gap, and words that close a statute. Defects
    that only the second test found are no proof by themselves: see ``build``.
    """

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
    declared: int | None
    numbered: bool
    closed: bool
    breaks_doubtful: bool
    tier_certain: bool = True
    defects: tuple[Defect, ...] = field(default=())

    @property
    def whole(self) -> bool:
        """Whether both tests of completeness hold."""
        return self.numbered and self.closed

    @property
    def short(self) -> bool:
        """Whether there are fewer articles than the front matter counts: the file was cut."""
        return self.declared is not None and len(self.articles) < self.declared

    @property
    def dated(self) -> bool:
        """Whether the day of the version is known."""
        return self.date not in _UNDATED


def read_corpus(folder: Path, local: bool = False) -> Iterator[StatuteText | Defect | Passed]:
    """Yield the texts of a corpus folder in the order of their paths, and why others are left out.

    Files that lie in a folder 01…06 are national; with ``local`` those of 07 and 08 come instead.
    A corpus without such folders is taken whole.
    """
    files = sorted(folder.rglob("*.txt"), key=lambda path: path.relative_to(folder).as_posix())
    sorted_by_tier = any(
        path.is_dir() and re.match(r"0\d-", path.name) for path in folder.iterdir()
    )
    for path in files:
        name = path.relative_to(folder).as_posix()
        reason = _passed_over(name, local) if sorted_by_tier else None
        if reason is not None:
            yield Passed(name, reason)
            continue
        yield read_file(path, name)


def read_file(path: Path, name: str) -> StatuteText | Defect:
    """Return the text in a file, or why it cannot be used; ``name`` is what to call the file."""
    try:
        return parse_text(path.read_text("utf-8"), name)
    except UnicodeDecodeError as error:
        return Defect(file=name, line=1, reason=f"不是 UTF-8 编码（第 {error.start} 字节）")
    except FormatError as error:
        return Defect(file=name, line=error.line, reason=error.reason)
    except OSError as error:
        return Defect(file=name, line=1, reason=f"文件打不开：{why(error).chinese}")


def _passed_over(name: str, local: bool) -> str | None:
    """Return why a file is not of the tiers that are built now, None where it is."""
    if LOCAL.match(name):
        return None if local else "local statute (build with --local)"
    if NATIONAL.match(name):
        return "national statute (build without --local)" if local else None
    return "no text of a statute; what is known of it belongs in the curated facts"


class FormatError(ValueError):
    """A text file that is not in the corpus format; caught by ``read_corpus``."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(f"{line}: {reason}")
        self.line = line
        self.reason = reason


def parse_text(source: str, file: str) -> StatuteText:
    """Return the statute text in ``source``.

    Raises:
        FormatError: no front matter, or a value in it that cannot be read or used.
    """
    lines = source.split("\n")
    if lines[0] != "---" or "---" not in lines[1:]:
        raise FormatError(1, "开头没有夹在两行 --- 之间的说明")
    end = lines.index("---", 1)
    front, events = _front_matter(lines[1:end])
    title, tier = _identity(front)
    _check_values(front)
    body, repairs = repair(list(enumerate(lines[end + 1 :], end + 2)))
    headings, articles, preamble = read_body(body)
    problems = numbering(articles, title)
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
        effective=_text(front, "effective_stated") or _effect(articles),
        status=_text(front, "status"),
        status_by=_text(front, "status_by"),
        source_as_of=_text(front, "source_as_of"),
        events=events,
        sources=sources,
        decree_stated=bool(
            (number and "令" in number)
            or any(event.number and "令" in event.number for event in events)
            or _states_decree(preamble)
        ),
        headings=tuple(headings),
        articles=tuple(articles),
        declared=int(counted) if (counted := _text(front, "articles")) else None,
        numbered=bool(articles) and not problems,
        closed=is_closed(articles, body),
        breaks_doubtful=doubtful,
        defects=tuple(
            Defect(file=file, line=line or end + 2, reason=reason, repaired=repaired)
            for repaired, found in ((True, repairs), (False, problems))
            for line, reason in found
        ),
    )


def _effect(articles: list[Article]) -> str:
    """Return what the closing articles say of the effective date, where the header does not."""
    return effective_stated(["\n".join(article.lines) for article in articles[-3:]])


def _identity(front: _Front) -> tuple[str, Tier]:
    """Return title and tier, without which a text is of no use."""
    title = _text(front, "title")
    if not title.strip():
        raise FormatError(2, "没有标题（title）")
    if len(title) > _LONGEST_TITLE:
        raise FormatError(2, f"标题超过 {_LONGEST_TITLE} 字")
    tier = TIERS.get(_text(front, "tier"))
    if tier is None:
        named = _text(front, "tier")[:20]
        raise FormatError(2, f"效力层级（tier）{named!r} 不认识，应为{'、'.join(TIERS)}之一")
    return title, tier


def _check_values(front: _Front) -> None:
    """Raise FormatError where a day is no day or a count no count."""
    for key in ("version", "source_as_of"):
        day = _text(front, key)
        if day not in _UNDATED and not _is_day(day):
            raise FormatError(2, f"{key} 不是日期，应为 2020-01-31 的样子")
    counted = _text(front, "articles")
    if counted and not _COUNT.fullmatch(counted):
        raise FormatError(2, "条数（articles）不是数字")


def _is_day(text: str) -> bool:
    return _DAY.fullmatch(text) is not None and exact_day(text) is not None


def _front_matter(lines: list[str]) -> tuple[_Front, tuple[CorpusEvent, ...]]:
    values: _Front = {}
    events = []
    for number, line in enumerate(lines, 2):
        event = _EVENT.fullmatch(line)
        if event:
            kind = _read(event[2], number)[0]
            day, words = (_read(event[at], number)[0] for at in (1, 3))
            events.append(CorpusEvent(date=day, kind=kind, text=words))
            continue
        key, _, value = line.partition(":")
        value = value.strip()
        read = _read(value, number)
        values[key] = read if value.startswith("[") else read[0]
    return values, tuple(events)


def _read(value: str, line: int) -> tuple[str, ...]:
    """Return a value of the front matter: the texts of a list, or the one text that it is."""
    try:
        read = json.loads(value) if value[:1] in ('"', "[") else value
    except (ValueError, RecursionError) as error:
        raise FormatError(line, "引号或方括号里的值读不出") from error
    texts = tuple(read) if isinstance(read, list) else (read,)
    for text in texts:
        if not isinstance(text, str):
            raise FormatError(line, "方括号里只能是带引号的文字")
        if _UNFIT.search(text):
            raise FormatError(line, "有换行、控制字符或者不成字的编码")
    return texts


def _states_decree(preamble: str) -> bool:
    """Return whether the lines before the text give its own decree number, not a cited one."""
    return any(_OWN_DECREE.match(preamble, found.end()) for found in _DECREE.finditer(preamble))


def _text(front: _Front, key: str) -> str:
    value = front.get(key, "")
    return value if isinstance(value, str) else ""


def _texts(front: _Front, key: str) -> tuple[str, ...]:
    value = front.get(key, ())
    return value if isinstance(value, tuple) else ()
