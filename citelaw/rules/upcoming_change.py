"""CL208 upcoming-change (info, list, prose)

找什么：所引文件的修改，或者替代它的新法，已经公布而尚未施行。

为什么
    清单还没有错，但是到施行之日就要跟着改；早知道，可以一并准备。

错误
    日期 2026-09-01
    【规范性文件】⟦《青禾局关于远星服务管理的意见》⟧第二条；《远星设备检验办法》第三条

正确
    日期 2026-09-01
    【行政法规】《新渠稽核条例》第二条

    日期 2026-09-01
    【规范性文件】《远星旧船检验办法》第三条

依据
    数据库记有已经公布而未到施行日的修改和新法。每个新文件全篇只报一次，标在最先的一处；距施行不足
    一百八十天的为警告。新法是否替代旧文件由条文决定，这里只提醒复核。

English: A promulgated change takes effect later.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from citelaw.model import (
    Diagnostic,
    Evidence,
    MentionResolution,
    Need,
    Profile,
    ResolvedDocument,
    Rule,
    Severity,
)
from citelaw.pattern import Pattern
from citelaw.rules._basis import day, titled
from citelaw.rules._finding import finding, related

CODE = ("CL208", "upcoming-change", Severity.INFO)

_SOON = timedelta(days=180)
_FRAME = Pattern(r"^(?:中华人民共和国)?(.{2,40}?)(?:法|条例|规定|办法)(?:实施(?:条例|细则|办法))?$")
_SHORTEST_SUBJECT = 2
"""Characters of a new statute's subject (医疗保障) that a cited title must have."""


class _Coming(NamedTuple):
    """What will be in force: the words for it, and since when."""

    title: str
    begins: date
    amends: bool


def check(resolved: ResolvedDocument) -> Iterator[Diagnostic]:
    """Yield one finding for each change or new statute that is to come."""
    places: dict[_Coming, list[MentionResolution]] = {}
    for one in resolved.mentions:
        if not one.mention.own or _is_gone(resolved, one):
            continue
        for coming in _coming(resolved, one):
            places.setdefault(coming, []).append(one)
    for coming, found in places.items():
        yield _finding(resolved, coming, found)


def _is_gone(resolved: ResolvedDocument, one: MentionResolution) -> bool:
    """Return whether the statute is repealed already: nothing of it is to be reviewed later."""
    ended = one.statute.repealed_on if one.statute is not None else None
    return ended is not None and date.fromisoformat(ended) <= resolved.as_of


def _coming(resolved: ResolvedDocument, one: MentionResolution) -> Iterator[_Coming]:
    """Yield what is to change for the statute of a mention."""
    statute, new = one.statute, one.successor
    if statute is not None:
        for change in one.changes[1:]:
            if change.low is not None and change.low == change.high and change.low > resolved.as_of:
                yield _Coming(statute.title, change.low, amends=True)
    if new is not None and new.since is not None and new.since > resolved.as_of:
        yield _Coming(new.title, new.since, amends=False)
    for other in resolved.upcoming:
        if new is not None and new.title == other.title:
            continue
        if other.since is not None and _same_subject(other.title, one.mention.title):
            yield _Coming(other.title, other.since, amends=False)


def _same_subject(new: str, title: str) -> bool:
    """Return whether a cited title has the subject of a new statute in it, and is not its own."""
    frame = _FRAME.match(new)
    subject = frame[1] if frame is not None else new
    return len(subject) >= _SHORTEST_SUBJECT and subject in title and new not in title


def _finding(
    resolved: ResolvedDocument, coming: _Coming, found: list[MentionResolution]
) -> Diagnostic:
    first, *others = found
    titles = {(one.statute.title if one.statute else one.mention.title) for one in found}
    what = f"{titled(coming.title)}的修改" if coming.amends else titled(coming.title)
    old = titled(first.statute.title if first.statute else first.mention.title)
    more = f"{old}等{len(titles)}件文件" if len(titles) > 1 else old
    places = _places(resolved, found)
    soon = coming.begins - resolved.as_of <= _SOON
    return finding(
        resolved,
        CODE,
        first.cell,
        first.mention.span,
        message=f"{what}已公布，自{day(coming.begins)}起施行，届时请复核所引{more}{places}。",
        message_en=(
            f"{'An amendment of ' if coming.amends else ''}{titled(coming.title)} is promulgated "
            f"and in force from {coming.begins}; review then what is cited of {old}."
        ),
        wrong_since="today",
        severity=Severity.WARNING if soon else Severity.INFO,
        related=tuple(
            related(one.cell, one.mention.span, "届时一并复核", "to be reviewed then too")
            for one in others
        ),
        evidence=Evidence(statute=coming.title),
        statute=first.mention,
    )


def _places(resolved: ResolvedDocument, found: list[MentionResolution]) -> str:
    """Return the places cited of the statutes in words: 第二条等3处, 3处, or nothing for one."""
    mentions = {id(one.mention) for one in found}
    pinpoints = [
        one.citation.pinpoint.raw
        for one in resolved.citations
        if id(one.citation.statute) in mentions and not one.citation.pinpoint.internal
    ]
    if not pinpoints:
        return f"{len(found)}处" if len(found) > 1 else ""
    return f"{pinpoints[0]}等{len(pinpoints)}处" if len(pinpoints) > 1 else pinpoints[0]


RULE = Rule(
    code=CODE[0],
    name=CODE[1],
    severity=CODE[2],
    check=check,
    needs=(Need.OWN_WORDS, Need.STATUTE),
    profiles=(Profile.LIST, Profile.PROSE),
)
