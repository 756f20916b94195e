"""CL701 basis-tier (warning, list)

找什么：一项权力只列了层级不足的依据，这些依据依法不能设定该类权力。

为什么
    处罚、许可、强制由哪一级文件设定，法律有限定；只列规范性文件或者规章，等于没有写出真正的依据。

错误
    序号：1
    事项名称：来源不明种子的封存
    权力类型：行政强制
    设定依据：⟦《青禾种子管理办法》⟧第四条

    序号：1
    事项名称：种子经营许可
    权力类型：行政许可
    设定依据：⟦《青禾种子管理办法》⟧第三条；
    《国家青禾保障局关于优化青禾领域便民服务的意见》（青保发〔2021〕39号）

    序号：1
    事项名称：对骗取青禾补贴的处罚
    权力类型：行政处罚
    设定依据：⟦《关于加强青禾补贴监管的通知》⟧（青财发〔2020〕5号）第二条

    序号：1
    事项名称：对伪造种子产地的处罚
    权力类型：行政处罚
    设定依据：⟦《青禾种子管理办法》⟧第六条：“伪造产地的，由青禾主管部门没收种子，并处一万元以下的罚款。”

    序号：1
    事项名称：对逾期不清理渠道的代履行
    权力类型：行政强制
    设定依据：【法规】⟦《新渠稽核条例》⟧第二条

正确
    序号：1
    事项名称：对未建立购销台账的处罚
    权力类型：行政处罚
    设定依据：《青禾种子管理办法》第五条

    序号：1
    事项名称：来源不明种子的封存
    权力类型：行政强制
    设定依据：《中华人民共和国青禾保险法》第三条；《青禾种子管理办法》第四条

    序号：1
    事项名称：种子举报奖励
    权力类型：行政奖励
    设定依据：《欺诈骗取青禾保险金举报奖励暂行办法》第三条

    序号：1
    事项名称：种子检验许可
    权力类型：行政许可
    设定依据：《银杉省青禾种子检验规定》第三条

    序号：1
    事项名称：种子经营许可
    权力类型：行政许可
    设定依据：《国务院对确需保留的青禾审批项目设定行政许可的决定》；《青禾种子管理办法》第三条

    序号：1
    事项名称：灯塔查封
    权力类型：行政强制
    设定依据：《灯塔管理规定》第一条

    序号：1
    事项名称：来源不明种子的封存
    权力类型：行政强制
    设定依据：《未收录的青禾条例》第九条；《青禾种子管理办法》第四条

    序号：1
    事项名称：来源不明种子的封存
    权力类型：行政强制
    设定依据：《青禾种子管理办法》等有关法律规定

    序号：1
    事项名称：来源不明种子的封存
    权力类型：行政强制
    设定依据：【法律】种子方面的法律；【规章】《青禾种子管理办法》第四条

依据
    事项的权力类型，以及所列全部依据的层级。行政处罚法（2021修订）第十至十六条，行政许可法（2019修正）
    第十四至十七条，行政强制法第十、十一、十三条。任何一件依据的层级不明或者只是推定的，不报；奖励、
    给付、确认等不受此限；规章单独作为处罚依据，引文中没有拘留、没收、吊销的，不报；许可列有国务院决定
    或者省级规章的，不报。结论一律待核。

English: All the bases of an item are of tiers that may not set this kind of power.
"""

from __future__ import annotations

from collections.abc import Iterator

from citelaw.model import (
    Cell,
    Certainty,
    Diagnostic,
    MentionResolution,
    Need,
    Profile,
    ResolvedDocument,
    Rule,
    Section,
    Severity,
    Tier,
)
from citelaw.pattern import Pattern
from citelaw.rules._finding import finding, related
from citelaw.rules._items import Item, items
from citelaw.rules._tier import sure_tier
from citelaw.rules._tier_demand import BELOW_REGULATIONS, JUDGES, Lack

CODE = ("CL701", "basis-tier", Severity.WARNING)

_HIGHER = Pattern(r"【(?P<words>(?:国家)?(?:宪法|法律|(?:行政|监察|地方性?)?法规|国务院决定))】")
_AND_MORE = Pattern(r"》[^《》。；;\n]{0,20}等(?:有关|相关)?(?:法律|法规|规章|规定|文件|办法)")


def check(resolved: ResolvedDocument) -> Iterator[Diagnostic]:
    """Yield a finding for every item whose bases are all of too low a tier."""
    for item in items(resolved):
        judge = JUDGES.get(item.power) if item.power is not None else None
        bases = item.mentions_of(Section.BASIS)
        tiers = _tiers(item, bases) if judge is not None and bases else None
        lack = judge(item, tiers) if judge is not None and tiers else None
        if tiers and lack is not None:
            yield _finding(resolved, item, bases, tiers, lack)


def _tiers(item: Item, bases: tuple[MentionResolution, ...]) -> frozenset[Tier] | None:
    """Return the tiers of the bases; None where one is unknown, or more may stand there."""
    if any(one.mention is None for one in item.citations_of(Section.BASIS)):
        return None
    for cell in item.cells_of(Section.BASIS):
        if _AND_MORE.search(cell.text) or _labels_another(cell, bases):
            return None
    tiers = {sure_tier(one) for one in bases}
    known = {tier for tier in tiers if tier is not None}
    return frozenset(known) if len(known) == len(tiers) else None


def _labels_another(cell: Cell, bases: tuple[MentionResolution, ...]) -> bool:
    """Return whether a label announces a higher statute (【法律】) that is none of ``bases``.

    One that stands at a statute of a lower tier contradicts it; tier-wrong speaks of that.
    """
    owners = {
        one.mention.tier_label.span.start: sure_tier(one)
        for one in bases
        if one.cell is cell and one.mention.tier_label is not None
    }
    labels = (found.start("words") for found in _HIGHER.finditer(cell.text))
    return any(owners.get(start) in (None, *BELOW_REGULATIONS) for start in labels)


def _finding(
    resolved: ResolvedDocument,
    item: Item,
    bases: tuple[MentionResolution, ...],
    tiers: frozenset[Tier],
    lack: Lack,
) -> Diagnostic:
    assert item.power is not None
    power, (first, *others) = item.power.value, bases
    words = "、".join(tier.chinese for tier in Tier if tier in tiers)
    what = f"其中的“{lack.measure}”" if lack.measure else ""
    return finding(
        resolved,
        CODE,
        first.cell,
        first.mention.span,
        message=(
            f"本项列为{power}，所列依据均为{words}，依{lack.law}不得据以设定{what}，"
            "待核，请补充上位依据或核实类型。"
        ),
        message_en=(
            f"The item is listed as “{power}”, but all its bases are of the tiers “{words}”, which "
            f"may not set it by {lack.law}; to be verified."
        ),
        certainty=Certainty.LIKELY,
        related=tuple(
            related(one.cell, one.mention.span, "同一事项的另一件依据", "another basis of the item")
            for one in others
        ),
        statute=first.mention,
    )


RULE = Rule(
    code=CODE[0],
    name=CODE[1],
    severity=CODE[2],
    check=check,
    profiles=(Profile.LIST,),
    needs=(Need.OWN_WORDS,),
)
