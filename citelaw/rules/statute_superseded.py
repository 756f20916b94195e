"""CL203 statute-superseded (warning, list, prose)

找什么：引用的文件没有明文废止，但是新的法律法规已经规定了同一事项，或者它的期限已满。

为什么
    上位法或者新法规定了同一事项以后，旧文件与之不一致的部分不再适用；规划期满的文件不再是依据。

错误
    日期 2020-01-01
    【行政法规】⟦《青禾救助暂行办法》⟧第二条

    日期 2023-01-01
    【规范性文件】⟦《青禾省乡村青禾发展规划（2016—2020年）》⟧

正确
    日期 2026-08-01
    【法律】《中华人民共和国青禾救助法》第二条

    日期 2018-01-01
    【规范性文件】《青禾省乡村青禾发展规划（2016—2036年）》

依据
    数据库记有承接的文件和它的施行日期；规划、纲要、计划以题名所写的年限为准。明文废止的，由
    statute-repealed 说明；新文件尚未施行的，由 upcoming-change 说明。“原《……》”和裁判文书不报。

English: A newer statute covers it without express repeal, or its term has run out.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from citelaw.model import (
    Certainty,
    Diagnostic,
    MentionResolution,
    Need,
    Profile,
    ResolvedDocument,
    Rule,
    Severity,
)
from citelaw.numeral import parse_number
from citelaw.pattern import Pattern
from citelaw.rules._basis import day, evidence, titled
from citelaw.rules._finding import finding
from citelaw.rules._time import speaks_of_the_past, wrong_since

CODE = ("CL203", "statute-superseded", Severity.WARNING)

_PLAN = Pattern(r"规划|纲要|计划|方案|行动")
_TERM = Pattern(
    r"(?:19|20)[0-9]{2}\s?年?\s?(?:[-—－–~～]{1,2}|至|到)\s?((?:19|20)[0-9]{2})(?![0-9])"
)
_FIVE_YEARS = Pattern(
    r"[“\"‘](十[一二三四五六七八九]?)五[”\"’]"
    r"|(十[一二三四五六七八九])五(?![条个项年月日部届次号章期])"
)
_BEFORE_THE_PLANS = 1955
"""The n-th five-year plan ends five times n years after this one (the 14th in 2025)."""


def check(resolved: ResolvedDocument) -> Iterator[Diagnostic]:
    """Yield a finding for every mention of a statute that is covered, or whose term ended."""
    for one in resolved.mentions:
        if not one.mention.own or speaks_of_the_past(one):
            continue
        yield from _covered(resolved, one)
        yield from _run_out(resolved, one)


def _covered(resolved: ResolvedDocument, one: MentionResolution) -> Iterator[Diagnostic]:
    statute, new = one.statute, one.successor
    if statute is None or statute.status.word != "superseded" or new is None or new.since is None:
        return
    since = wrong_since(resolved, new.since)
    if since is None:
        return
    yield finding(
        resolved,
        CODE,
        one.cell,
        one.mention.span,
        message=(
            f"{titled(new.title)}自{day(new.since)}起施行并规定同一事项，"
            f"{titled(statute.title)}未见明文废止，请核实后优先引用{titled(new.title)}。"
        ),
        message_en=(
            f"{titled(new.title)}, in force since {new.since}, covers the matter of "
            f"{titled(statute.title)}, which is nowhere repealed in words; cite the new one."
        ),
        certainty=Certainty.LIKELY,
        wrong_since=since,
        since=new.since.isoformat(),
        evidence=evidence(statute)._replace(source=titled(new.title)),
        statute=one.mention,
    )


def _run_out(resolved: ResolvedDocument, one: MentionResolution) -> Iterator[Diagnostic]:
    last = last_year(one.mention.title)
    since = wrong_since(resolved, date(last + 1, 1, 1)) if last is not None else None
    if since is None:
        return
    yield finding(
        resolved,
        CODE,
        one.cell,
        one.mention.span,
        message=f"{titled(one.mention.title)}规划期至{last}年止，已届满，请核实是否仍可引用。",
        message_en=f"The term of {titled(one.mention.title)} ended in {last}.",
        certainty=Certainty.LIKELY,
        wrong_since=since,
        since=f"{(last or 0) + 1}-01-01",
        statute=one.mention,
    )


def last_year(title: str) -> int | None:
    """Return the last year of the term that the title of a plan states, None without one.

    >>> last_year("信用规划纲要（2014—2020年）"), last_year("“十四五”规划"), last_year("甲办法")
    (2020, 2025, None)
    """
    if not _PLAN.search(title):
        return None
    term = _TERM.search(title)
    if term is not None:
        return int(term[1])
    plan = _FIVE_YEARS.search(title)
    number = parse_number(plan[1] or plan[2]) if plan is not None else None
    return _BEFORE_THE_PLANS + 5 * number if number is not None else None


RULE = Rule(
    code=CODE[0],
    name=CODE[1],
    severity=CODE[2],
    check=check,
    needs=(Need.OWN_WORDS, Need.STATUTE),
    profiles=(Profile.LIST, Profile.PROSE),
)
