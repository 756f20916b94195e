"""CL308 basis-unrelated (info, list)

找什么：所引条款的种类与用处明显不合，如拿施行日期条款作依据，拿工作人员的处分条款作处罚依据。

为什么
    施行日期条款不授予任何权力，处分条款约束的是机关内部人员；多为条号抄错，或者修订后条号变了。

错误
    序号：1
    事项名称：青禾种子经营检查
    权力类型：行政检查
    设定依据：《青禾种子管理办法》第二条、⟦第八条⟧

    日期 2020-01-01
    序号：1
    事项名称：青禾保险稽核
    设定依据：《中华人民共和国青禾保险法》第三条
    追责情形：稽核不力的
    追责依据：《中华人民共和国云杉职员法》⟦第七条⟧

    序号：1
    事项名称：对伪造种子产地的处罚
    权力类型：行政处罚
    设定依据：《青禾种子管理办法》第六条、⟦第七条⟧

正确
    序号：1
    事项名称：对伪造种子产地的处罚
    权力类型：行政处罚
    设定依据：《青禾种子管理办法》第二条、第六条

    序号：1
    事项名称：青禾种子经营检查
    权力类型：行政检查
    设定依据：《青禾种子管理办法》第八条：“本办法自2015年7月1日起施行。”

    日期 2020-01-01
    序号：1
    事项名称：青禾保险稽核
    设定依据：《中华人民共和国青禾保险法》第一条、第二条
    追责情形：稽核不力的
    追责依据：《中华人民共和国青禾保险法》第十条

    序号：1
    事项名称：种子执法监督
    权力类型：行政检查
    设定依据：《青禾种子管理办法》第七条

依据
    数据库为每一条记下的“施行”“追责”等标记和追责的主体；只认该版本最末几条里单纯的施行条款，只认点名
    机关工作人员的处分条款。有引文的，版本或者条款说不准的，其他看不准的，都不报。

English: The kind of article cited plainly does not fit its use.
"""

from __future__ import annotations

from collections.abc import Iterator

from citelaw.model import (
    BASIS_SECTIONS,
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
from citelaw.pattern import Pattern
from citelaw.rules._basis import HARMLESS, evidence, statute_of, titled
from citelaw.rules._finding import finding, one_per_cause
from citelaw.rules._items import Item, items
from citelaw.rules._power import Power

CODE = ("CL308", "basis-unrelated", Severity.INFO)

_LAST = 2  # articles from the end among which the one on commencement stands
_STAFF = Pattern(
    r"(?:国家|机关|部门|政府|海关|法院|检察院).{0,8}工作人员$|公务员$|公职人员$|执法人员$"
)


def check(resolved: ResolvedDocument) -> Iterator[Diagnostic]:
    """Yield a finding for every cited article of a kind that cannot serve there."""
    yield from one_per_cause(_findings(resolved), "同一条款", "the same place")


def _findings(resolved: ResolvedDocument) -> Iterator[Diagnostic]:
    for item in items(resolved):
        for one in item.citations_of(*BASIS_SECTIONS):
            why = _unfitting(item, one)
            if why is not None:
                yield _finding(resolved, one, *why)


def _unfitting(item: Item, one: CitationResolution) -> tuple[str, str] | None:
    """Return why the article cannot serve, in Chinese and English; None where it may."""
    if one.citation.quote is not None or one.citation.pinpoint.through is not None:
        return None
    if one.facts is None or one.meant is None or one.exists is False or one.renumbered:
        return None
    if _commences(one):
        return "是施行日期条款，不能作为依据", "only says when the statute comes into force"
    section = one.citation.cell.section
    if item.power is Power.PENALTY and section is Section.BASIS and _disciplines(one):
        return (
            f"是对“{one.facts.subject}”的处分规定，不是行政处罚的依据",
            f"disciplines “{one.facts.subject}” and is no basis of a penalty",
        )
    return None


def _commences(one: CitationResolution) -> bool:
    """Return whether the article does nothing but say from when the statute is in force."""
    assert one.facts is not None
    assert one.meant is not None
    article = one.facts.locator.article or 0
    only = one.facts.flags == ArticleFlag.COMMENCEMENT
    return only and one.meant.last_article - article < _LAST


def _disciplines(one: CitationResolution) -> bool:
    """Return whether the article only disciplines the staff of organs."""
    assert one.facts is not None
    flags = one.facts.flags
    subject = one.facts.subject
    only = ArticleFlag.ACCOUNTABILITY in flags and flags in ArticleFlag.ACCOUNTABILITY | HARMLESS
    return only and subject is not None and _STAFF.search(subject) is not None


def _finding(
    resolved: ResolvedDocument, one: CitationResolution, chinese: str, english: str
) -> Diagnostic:
    statute, place = statute_of(one), one.citation.pinpoint.locator
    return finding(
        resolved,
        CODE,
        one.citation.cell,
        one.citation.pinpoint.span,
        message=f"{titled(statute.title)}{place.chinese()}{chinese}，请核对条号。",
        message_en=f"{titled(statute.title)}{place.chinese()} {english}.",
        certainty=Certainty.LIKELY,
        wrong_since=one.meant_since,
        evidence=evidence(statute, one.meant, place),
        statute=one.citation.statute,
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
