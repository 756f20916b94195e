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
        stated = datetime.date(*(int(part) for part in found.groups()))
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
        try:
            yield parse_text(path.read_text("utf-8"), name)
        except UnicodeDecodeError as error:
            yield Defect(file=name, line=1, reason=f"not UTF-8 at byte {error.start}")
        except FormatError as error:
            yield Defect(file=name, line=error.line, reason=error.reason)


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
        declared=int(counted) if (counted := _text(front, "articles")).isdigit() else None,
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


def _states_decree(preamble: str) -> bool:
    """Return whether the lines before the text give its own decree number, not a cited one."""
    return any(_OWN_DECREE.match(preamble, found.end()) for found in _DECREE.finditer(preamble))


def _text(front: dict[str, object], key: str) -> str:
    value = front.get(key, "")
    return value if isinstance(value, str) else ""


def _texts(front: dict[str, object], key: str) -> tuple[str, ...]:
    value = front.get(key, [])
    return tuple(str(entry) for entry in value) if isinstance(value, list) else ()
