"""What tier of statute the law demands for a power, and what the bases of an item lack."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from citelaw.model import MentionResolution, Section, Tier
from citelaw.pattern import Pattern
from citelaw.rules._items import Item
from citelaw.rules._power import Power
from citelaw.rules._region import is_province

_RULES = frozenset({Tier.DEPARTMENT_RULE, Tier.LOCAL_RULE})
_BELOW_RULES = frozenset({Tier.NORMATIVE_DOCUMENT})
BELOW_REGULATIONS = _RULES | _BELOW_RULES
_BELOW_LAWS = BELOW_REGULATIONS | {Tier.ADMINISTRATIVE_REGULATION, Tier.LOCAL_REGULATION}
_LOCAL_AND_BELOW = BELOW_REGULATIONS | {Tier.LOCAL_REGULATION}

_BEYOND_RULES = Pattern(r"拘留|没收|吊销")
_BEYOND_LOCAL = Pattern(r"拘留|吊销(?:其|企业)?营业执照")
_BY_ANOTHER = Pattern(r"依照|按照|根据|依据|依法|移送|移交|提请|建议|构成")
_SENTENCE = Pattern(r"[^。；;\n]{1,400}")

_EXECUTION = Pattern(r"代履行|强制执行|强制拆除|加处罚款|滞纳金|划拨|拍卖")
_BEYOND_SEALING = Pattern(r"冻结|限制(?:公民)?人身自由|强制隔离|约束(?:性|至)")


class Lack(NamedTuple):
    """Why the bases do not reach: the source of law, and the measure that they may not set."""

    law: str
    measure: str = ""


def _penalty(item: Item, tiers: frozenset[Tier]) -> Lack | None:
    """Judge the bases of a penalty.

    Source:
        行政处罚法 (2021修订) 第十二条: no 限制人身自由, no 吊销营业执照 by local regulations;
        第十三、十四条: by rules 警告, 通报批评, 罚款, else what a higher statute sets;
        第十六条: other documents set none.
    """
    if tiers <= _BELOW_RULES:
        return Lack("《行政处罚法》第十六条")
    if tiers <= BELOW_REGULATIONS:
        measure = _quoted(item, _BEYOND_RULES)
        place = "第十四条" if Tier.DEPARTMENT_RULE not in tiers else "第十三条"
        return Lack(f"《行政处罚法》{place}", measure) if measure else None
    if tiers <= _LOCAL_AND_BELOW:
        measure = _quoted(item, _BEYOND_LOCAL)
        return Lack("《行政处罚法》第十二条", measure) if measure else None
    return None


def _licence(item: Item, tiers: frozenset[Tier]) -> Lack | None:
    """Judge the bases of a licence.

    Source:
        行政许可法 (2019修正) 第十四条: laws, administrative regulations, 国务院决定;
        第十五条: local regulations, provincial rules for one year; 第十七条: nothing else.
    """
    if not tiers <= BELOW_REGULATIONS:
        return None
    for one in item.mentions_of(Section.BASIS):
        if _of_state_council(one):
            return None
        if one.statute is not None and one.statute.tier is Tier.LOCAL_RULE:
            region = one.statute.region
            if region is None or is_province(region):
                return None
    return Lack("《行政许可法》第十七条")


def _of_state_council(one: MentionResolution) -> bool:
    """Return whether the State Council itself issued the document (国务院决定)."""
    title, number = one.mention.title, one.mention.document_number
    if number is not None and number.text.startswith(("国发", "国函", "国务院令")):
        return True
    return "国务院" in title and "办公厅" not in title


def _coercion(item: Item, tiers: frozenset[Tier]) -> Lack | None:
    """Judge the bases of a coercive measure or of forced execution.

    Source:
        行政强制法 第十条: laws, administrative regulations; 查封 and 扣押 by local regulations;
        nothing by other documents; 第十三条: forced execution is set by laws.
    """
    if tiers <= BELOW_REGULATIONS:
        return Lack("《行政强制法》第十条")
    name = item.name.text if item.name is not None else ""
    execution = _EXECUTION.search(name)
    if execution is not None and tiers <= _BELOW_LAWS:
        return Lack("《行政强制法》第十三条", execution[0])
    beyond = _BEYOND_SEALING.search(name)
    if beyond is not None and tiers <= _LOCAL_AND_BELOW:
        return Lack("《行政强制法》第十条", beyond[0])
    return None


def _quoted(item: Item, measures: Pattern) -> str:
    """Return the measure that a quotation imposes by itself; "" where it leaves it to others."""
    for one in item.citations_of(Section.BASIS):
        quote = one.citation.quote
        for sentence in _SENTENCE.findall(quote.text) if quote is not None else ():
            found = measures.search(sentence)
            if found is not None and not _BY_ANOTHER.search(sentence):
                return str(found[0])
    return ""


JUDGES: dict[Power, Callable[[Item, frozenset[Tier]], Lack | None]] = {
    Power.PENALTY: _penalty,
    Power.LICENCE: _licence,
    Power.COERCION: _coercion,
}
"""What judges the bases of a power by their tiers."""
