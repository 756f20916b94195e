"""CL704 accountability-subject (info, list)

找什么：追责依据所引的条款，追究的是另一类机关人员的责任。

为什么
    追责条款只约束它点名的机关；医保局引“公务员主管部门的工作人员”的责任条款，追不到本机关的人。

错误
    序号：1
    事项名称：青禾保险稽核
    行使主体：白河县青禾保障局
    设定依据：《中华人民共和国青禾保险法》第三条
    追责依据：《青禾种子管理办法》⟦第七条⟧

    序号：1
    事项名称：青禾保险稽核
    行使主体：白河县青禾保障局
    设定依据：《中华人民共和国青禾保险法》第三条
    追责依据：《未收录的条例》⟦第九条⟧：“海关工作人员违反本条例规定，滥用职权的，依法给予处分。”

正确
    序号：1
    事项名称：青禾种子税费减免
    行使主体：国家税务总局白河县税务局
    设定依据：《中华人民共和国青禾保险法》第三条
    追责依据：《青禾种子管理办法》第七条

    序号：1
    事项名称：青禾保险稽核
    行使主体：白河县青禾保障局
    设定依据：《中华人民共和国青禾保险法》第三条
    追责依据：《未收录的条例》第九条：“国家工作人员滥用职权、玩忽职守的，依法给予处分。”；
    第十条：“行政机关及其工作人员违反本条例规定的，依法给予处分。”；
    第十一条：“公安机关和其他有关部门的工作人员滥用职权的，依法给予处分。”

    序号：1
    事项名称：青禾保险稽核
    设定依据：《中华人民共和国青禾保险法》第三条
    追责情形：稽核不力的
    追责依据：《青禾种子管理办法》第七条

依据
    引文开头点名的主体，没有引文时是数据库为追责条款记下的主体；清单的行使主体和标题里的机关。主体是国家
    工作人员、行政机关等通称的，与有关部门并列的，清单没有写明机关的，不报。

English: The accountability article binds the staff of another kind of organ.
"""

from __future__ import annotations

from collections.abc import Iterator

from citelaw.model import (
    ArticleFlag,
    Certainty,
    CitationResolution,
    Diagnostic,
    Need,
    Profile,
    ResolvedDocument,
    Rule,
    Section,
    Severity,
)
from citelaw.rules._finding import finding, one_per_cause
from citelaw.rules._items import items
from citelaw.rules._organ import bound, may_be, organs_of_list, quoted_subject

CODE = ("CL704", "accountability-subject", Severity.INFO)


def check(resolved: ResolvedDocument) -> Iterator[Diagnostic]:
    """Yield a finding for every accountability article that binds another kind of organ."""
    yield from one_per_cause(_findings(resolved), "同一条款", "the same place")


def _findings(resolved: ResolvedDocument) -> Iterator[Diagnostic]:
    found = items(resolved)
    organs = organs_of_list(resolved, found)
    for item in found if organs else ():
        for one in item.citations_of(Section.ACCOUNTABILITY_BASIS, Section.ACCOUNTABILITY):
            subject = _subject(one)
            kind = bound(subject) if subject is not None else None
            if subject is not None and kind is not None and not may_be(kind, organs):
                yield _finding(resolved, one, subject)


def _subject(one: CitationResolution) -> str | None:
    """Return whom the cited article binds: as it is quoted, else as the database knows it."""
    if one.citation.quote is not None:
        return quoted_subject(one.citation.quote.text)
    if one.facts is None or one.exists is False or one.renumbered:
        return None
    if ArticleFlag.ACCOUNTABILITY not in one.facts.flags:
        return None
    return one.facts.subject


def _finding(resolved: ResolvedDocument, one: CitationResolution, subject: str) -> Diagnostic:
    pinpoint, mention = one.citation.pinpoint, one.citation.statute
    title = f"《{mention.title}》" if mention is not None else ""
    place = pinpoint.locator.chinese()
    return finding(
        resolved,
        CODE,
        one.citation.cell,
        pinpoint.span,
        message=(
            f"{title}{place}追究的是“{subject}”的责任，可能不适用于本清单的机关，"
            "请改引适用于本机关的追责条款。"
        ),
        message_en=f"{title}{place} binds “{subject}”, not the organ of this list.",
        certainty=Certainty.LIKELY,
        statute=mention,
        citation=one.citation,
    )


RULE = Rule(
    code=CODE[0],
    name=CODE[1],
    severity=CODE[2],
    check=check,
    profiles=(Profile.LIST,),
    needs=(Need.PINPOINT, Need.STATUTE, Need.VERSION),
)
