"""CL207 tier-wrong (warning)

找什么：标题前的层级标签与该文件的层级不符。

为什么
    层级决定文件能设定什么；把行政法规标成规章，或者反过来，整项依据的效力就说错了。

错误
    【⟦规章→行政法规⟧】《青禾救助暂行办法》第二条

    【⟦行政法规→法律⟧】《中华人民共和国青禾保险法》第三条

    【⟦地方性法规⟧】《云杉省高楼防火规定》（2016年2月29日云杉省第十二届人民政府第32次常务会议通过）第三条

    【⟦规章→地方性法规⟧】《云杉省高楼管理条例》（2016年2月29日云杉省第十二届人民代表大会常务委员会第三次会议通过）第三条

正确
    【规章】《云杉省高楼防火规定》（2016年2月29日云杉省第十二届人民政府第32次常务会议通过）第三条

    【地方性法规】《云杉省高楼管理条例》（2016年2月29日云杉省第十二届人民代表大会常务委员会第三次会议通过）第三条

    【法规】《青禾救助暂行办法》第二条

    【法律】《中华人民共和国青禾保险法》第三条

依据
    文件的制定机关和令号；库中没有的，看题注写明由人民政府还是人民代表大会及其常务委员会通过、公布。“法规”包括行政法规和地方性法规，“规章”包括部门规章和地方政府规章。
    2000年7月1日以前经国务院批准、由部门发布的文件，以及没有令号的规章与规范性文件之间，不报；
    库中层级只是推定的，不报。

English: The label names a tier that is not the statute's.
"""

from __future__ import annotations

from collections.abc import Iterator

from citelaw.model import (
    Applicability,
    Certainty,
    Diagnostic,
    MentionResolution,
    Need,
    ResolvedDocument,
    Rule,
    Severity,
    Statute,
    Tier,
)
from citelaw.pattern import Pattern
from citelaw.rules._basis import evidence, titled
from citelaw.rules._finding import finding
from citelaw.rules._tier import approved_early, continues

CODE = ("CL207", "tier-wrong", Severity.WARNING)

_STATE = (Tier.ADMINISTRATIVE_REGULATION,)
_RULES = (Tier.DEPARTMENT_RULE, Tier.LOCAL_RULE)
_REGULATIONS = (Tier.ADMINISTRATIVE_REGULATION, Tier.LOCAL_REGULATION, Tier.SUPERVISION_REGULATION)
_LABELS: dict[str, tuple[Tier, ...]] = {
    "宪法": (Tier.CONSTITUTION,),
    "法律": (Tier.LAW, Tier.CONSTITUTION),
    "国家法律": (Tier.LAW, Tier.CONSTITUTION),
    "法规": _REGULATIONS,
    "法律法规": (Tier.LAW, Tier.CONSTITUTION, *_REGULATIONS),
    "行政法规": _STATE,
    "国务院行政法规": _STATE,
    "监察法规": (Tier.SUPERVISION_REGULATION,),
    "地方性法规": (Tier.LOCAL_REGULATION,),
    "地方法规": (Tier.LOCAL_REGULATION,),
    "规章": _RULES,
    "部门规章": (Tier.DEPARTMENT_RULE,),
    "部委规章": (Tier.DEPARTMENT_RULE,),
    "国务院部门规章": (Tier.DEPARTMENT_RULE,),
    "地方政府规章": (Tier.LOCAL_RULE,),
    "地方规章": (Tier.LOCAL_RULE,),
    "政府规章": (Tier.LOCAL_RULE,),
    "司法解释": (Tier.JUDICIAL_INTERPRETATION,),
    "规范性文件": (Tier.NORMATIVE_DOCUMENT, Tier.JUDICIAL_INTERPRETATION),
    "党纪政纪条例": (Tier.NORMATIVE_DOCUMENT,),
    "党内法规": (Tier.NORMATIVE_DOCUMENT,),
}
"""A label and the tiers that it fits; a label that is not here is not judged."""

_GOVERNMENT = Pattern(
    r"人民政府(?:令|(?:第?[0-9０-９一二三四五六七八九十百]{1,5}[届次]){0,2}(?:常务|全体)会议)"
)
_CONGRESS = Pattern(r"(?:人民代表大会|人大)(?:常务委员会|常委会)?第?[^，。；（）]{1,12}会议")
_OF_CONGRESS = ("法律", "地方性法规", "地方法规")
_OF_GOVERNMENT = ("规章", "地方政府规章", "地方规章", "政府规章")
"""Labels of what a people's congress makes, and of what a government makes."""

_BELOW = (*_RULES, Tier.NORMATIVE_DOCUMENT)


def check(resolved: ResolvedDocument) -> Iterator[Diagnostic]:
    """Yield a finding for every label that names another tier."""
    for one in resolved.mentions:
        statute = one.statute
        if statute is not None and _wrong(one, statute):
            yield _finding(resolved, one, statute)
        elif not one.candidates:
            yield from _by_the_note(resolved, one)


def _wrong(one: MentionResolution, statute: Statute) -> bool:
    label = one.mention.tier_label
    fitting = _LABELS.get(label.text.strip()) if label is not None else None
    if fitting is None or statute.tier is None or not statute.tier_certain:
        return False
    if not one.mention.own or statute.tier in fitting:
        return False
    if continues(one):
        return False
    if _approved_before_legislation_law(statute, fitting):
        return False
    return not _unnumbered_below_regulation(statute, fitting)


def _by_the_note(resolved: ResolvedDocument, one: MentionResolution) -> Iterator[Diagnostic]:
    """Yield a finding where the note of an unknown document names another maker than the label.

    Source:
        立法法 (2023) 第八十条、第九十三条: people's congresses and their standing committees make
        local regulations, governments make rules.
    """
    mention, label = one.mention, one.mention.tier_label
    if label is None or not mention.own:
        return
    note = "\n".join(one.cell.text[note.span.start : note.span.end] for note in mention.notes)
    government, congress = _GOVERNMENT.search(note), _CONGRESS.search(note)
    printed = label.text.strip()
    if (government is None) == (congress is None):
        return
    if government is not None and printed in _OF_CONGRESS:
        right = Tier.LOCAL_RULE.chinese if "令" in government[0] else None
        maker = "人民政府"
    elif congress is not None and printed in _OF_GOVERNMENT and "全国" not in note:
        right, maker = Tier.LOCAL_REGULATION.chinese, "人民代表大会或者其常务委员会"
    else:
        return
    belongs = f"，属{right}" if right else ""
    yield finding(
        resolved,
        CODE,
        one.cell,
        label.span,
        message=f"《{mention.title}》题注载明由{maker}制定{belongs}，不应标【{printed}】。",
        message_en=f"By its note 《{mention.title}》 is not of the tier “{printed}”.",
        certainty=Certainty.LIKELY,
        expected=right,
        fix=Applicability.UNSAFE,
        statute=mention,
    )


def _approved_before_legislation_law(statute: Statute, fitting: tuple[Tier, ...]) -> bool:
    """Return whether both labels are right in use.

    So they are for what the State Council approved early; a later decree of its own (国务院令)
    settles it.
    """
    both = (*_STATE, Tier.DEPARTMENT_RULE)
    if not approved_early(statute) or any("国务院令" in number for number in _numbers(statute)):
        return False
    return statute.tier in both and any(tier in both for tier in fitting)


def _numbers(statute: Statute) -> list[str]:
    """Return the numbers of the statute and of all its events."""
    numbers = [statute.document_number, *(event.number for event in statute.events)]
    return [number for number in numbers if number]


def _unnumbered_below_regulation(statute: Statute, fitting: tuple[Tier, ...]) -> bool:
    """Return whether rule and normative document cannot be told apart for want of a 令."""
    if statute.tier not in _BELOW or not any(tier in _BELOW for tier in fitting):
        return False
    crosses = (statute.tier in _RULES) != any(tier in _RULES for tier in fitting)
    return crosses and not any("令" in number for number in _numbers(statute))


def _finding(resolved: ResolvedDocument, one: MentionResolution, statute: Statute) -> Diagnostic:
    label = one.mention.tier_label
    assert label is not None
    assert statute.tier is not None
    right = statute.tier.chinese
    return finding(
        resolved,
        CODE,
        one.cell,
        label.span,
        message=(
            f"{titled(statute.title)}{_origin(statute)}属{right}，不应标【{label.text.strip()}】。"
        ),
        message_en=(
            f"{titled(statute.title)} is of the tier “{right}”, not “{label.text.strip()}”."
        ),
        certainty=Certainty.CERTAIN,
        expected=right,
        fix=Applicability.UNSAFE,
        evidence=evidence(statute),
        statute=one.mention,
    )


def _origin(statute: Statute) -> str:
    """Return who issued the statute and by what number: 系国务院令第649号公布，."""
    orders = [number for number in _numbers(statute) if "令" in number]
    if orders and statute.tier not in (Tier.LAW, Tier.CONSTITUTION):
        first = orders[0].removeprefix("中华人民共和国")
        return f"系{first}公布，"
    issued = "制定" if statute.tier in (Tier.LAW, Tier.CONSTITUTION) else "发布"
    return f"由{statute.issuer}{issued}，" if statute.issuer else ""


RULE = Rule(
    code=CODE[0],
    name=CODE[1],
    severity=CODE[2],
    check=check,
    needs=(Need.OWN_WORDS, Need.TIER_LABEL, Need.TIER),
)
