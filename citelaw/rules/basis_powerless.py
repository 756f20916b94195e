"""CL702 basis-powerless (warning, list)

找什么：处罚事项所引的条款都没有罚则，只是义务性规定或者转致他处。

为什么
    处罚要引规定罚则的条款；只引义务条款，看不出凭什么处罚、罚多少。

错误
    序号：1
    事项名称：对未建立种子购销台账的处罚
    权力类型：行政处罚
    设定依据：《青禾种子管理办法》⟦第二条⟧

    日期 2020-01-01
    序号：1
    事项名称：对农户不缴纳青禾保险费的处罚
    权力类型：行政处罚
    设定依据：【法律】《中华人民共和国青禾保险法》⟦第四条⟧：“农户应当按照播种面积缴纳青禾保险费。”；
    《新渠稽核条例》第二条

正确
    序号：1
    事项名称：对未建立种子购销台账的处罚
    权力类型：行政处罚
    设定依据：《青禾种子管理办法》第二条、第五条

    序号：1
    事项名称：种子购销台账检查
    权力类型：行政检查
    设定依据：《青禾种子管理办法》第二条

    日期 2020-01-01
    序号：1
    事项名称：对农户不缴纳青禾保险费的处罚
    权力类型：行政处罚
    设定依据：《中华人民共和国青禾保险法》第四条；《未收录的青禾条例》第九条

    日期 2020-01-01
    序号：1
    事项名称：对农户不缴纳青禾保险费的处罚
    权力类型：行政处罚
    设定依据：《中华人民共和国青禾保险法》第四条、第三章

    序号：1
    事项名称：对未建立种子购销台账的处罚
    权力类型：行政处罚
    设定依据：《青禾种子管理办法》第二条；《中华人民共和国青禾保险法》

    序号：1
    事项名称：对未建立种子购销台账的处罚
    权力类型：行政处罚
    设定依据：《青禾种子管理办法》第二条至第六条

依据
    数据库为每一条记下的“罚则”“义务”“转致”等标记。只要同一事项另引的条款有罚则，或者条款、版本查不到，
    或者引了整章、整部文件，或者依据的文字里写有罚款、没收等处罚，就不报；引错条的，由
    quote-wrong-article、article-renumbered 说明。结论一律待核。

English: None of the articles cited for a penalty has a penalty clause.
"""

from __future__ import annotations

from collections.abc import Iterator

from citelaw.model import (
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
from citelaw.rules._finding import finding, related
from citelaw.rules._items import Item, items
from citelaw.rules._power import Power

CODE = ("CL702", "basis-powerless", Severity.WARNING)

_PENALTY_WORDS = Pattern(
    r"罚款|罚金|没收|吊销|拘留|暂扣|警告(?![标牌线信装])|通报批评|责令(?:停产|停业|关闭|停止)"
    r"|(?:年内|终身|永久).{0,8}(?:不得|禁止)|禁止从[业事]|取消.{0,8}资格|(?:给予|予以).{0,6}处罚"
)


def check(resolved: ResolvedDocument) -> Iterator[Diagnostic]:
    """Yield a finding for every penalty that stands on articles without a penalty clause."""
    for item in items(resolved):
        if item.power is Power.PENALTY:
            cited = _powerless(item)
            if cited:
                yield _finding(resolved, cited)


def _powerless(item: Item) -> tuple[CitationResolution, ...]:
    """Return the articles cited for the item where all are known to have no penalty clause."""
    cited = item.citations_of(Section.BASIS)
    with_place = {id(one.citation.statute) for one in cited}
    bases = item.mentions_of(Section.BASIS)
    if any(id(one.mention) not in with_place for one in bases):
        return ()
    if not all(_harmless(one) for one in cited):
        return ()
    texts = (cell.text for cell in item.cells_of(Section.BASIS))
    return () if any(_PENALTY_WORDS.search(text) for text in texts) else cited


def _harmless(one: CitationResolution) -> bool:
    """Return whether the cited article is known, and only binds, refers, permits or inspects."""
    if one.flags is None or one.facts is None or one.citation.pinpoint.through is not None:
        return False
    if one.exists is False or one.elsewhere or one.older or one.renumbered:
        return False
    flags = one.flags | one.facts.flags
    return bool(flags) and flags in HARMLESS


def _finding(resolved: ResolvedDocument, cited: tuple[CitationResolution, ...]) -> Diagnostic:
    first, *others = cited
    statute, place = statute_of(first), first.citation.pinpoint
    several = "等所引条款均" if others else ""
    return finding(
        resolved,
        CODE,
        first.citation.cell,
        place.span,
        message=(
            f"本项列为行政处罚，所引{titled(statute.title)}{place.locator.chinese()}{several}"
            f"未见罚则（{_does(first)}），待核，请补引规定处罚的条款。"
        ),
        message_en=(
            "The item is listed as a penalty, but "
            f"{titled(statute.title)}{place.locator.chinese()} has no penalty "
            "clause, nor has any other article cited; to be verified."
        ),
        certainty=Certainty.LIKELY,
        related=tuple(
            related(
                one.citation.cell,
                one.citation.pinpoint.span,
                "同一事项所引，也未见罚则",
                "cited for the item, without a penalty clause either",
            )
            for one in others
        ),
        evidence=evidence(statute, first.meant, place.locator),
        statute=first.citation.statute,
        citation=first.citation,
    )


def _does(one: CitationResolution) -> str:
    """Return in words what the article does: 义务、转致."""
    assert one.facts is not None
    return "、".join(one.facts.flags.chinese)


RULE = Rule(
    code=CODE[0],
    name=CODE[1],
    severity=CODE[2],
    check=check,
    profiles=(Profile.LIST,),
    needs=(Need.PINPOINT, Need.STATUTE, Need.VERSION),
)
