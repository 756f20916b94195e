"""CL404 quote-truncated (warning)

找什么：引文没有引到所引条、款、项的末尾，又没有省略号。

为什么
    加引号的文字会被当作全文；断在半句，意思不全，漏掉的款常常正是职权所在。

错误
    日期 2020-01-01
    【法律】《中华人民共和国青禾保险法》第八条：“⟦农户未按时足额缴纳青禾保险费的，由青禾主管部门责令限期缴纳，逾期仍不缴纳的⟧”

    日期 2020-01-01
    【法律】《中华人民共和国青禾保险法》第二条：“⟦本法所称青禾保险，是指对青禾因旱涝、虫害遭受的损失给予补偿的互助保险。⟧”

    日期 2020-01-01
    权力类型：行政奖励
    设定依据：《中华人民共和国青禾保险法》第二条：“⟦本法所称青禾保险，是指对青禾因旱涝、虫害遭受的损失给予补偿的互助保险。⟧”

正确
    日期 2020-01-01
    【法律】《中华人民共和国青禾保险法》第二条第一款：“本法所称青禾保险，是指对青禾因旱涝、虫害遭受的损失给予补偿的互助保险。”

    日期 2020-01-01
    【法律】《中华人民共和国青禾保险法》第八条：“农户未按时足额缴纳青禾保险费的，由青禾主管部门责令限期缴纳……”

    日期 2020-01-01
    【法律】《中华人民共和国青禾保险法》第二条：“本法所称青禾保险，是指对青禾因旱涝、虫害遭受的损失给予补偿的互助保险。（略）”

依据
    与该条逐字比对。断在半句的，或者漏掉的款正是本项职权（处罚、许可、强制、检查）所在的，为警告；止于句末或者款末的，为提示。
    引到所引款、项末尾的，有省略号或者“（略）”的，不报。引文另有改动的，由 quote-altered 说明。

English: The quotation stops before the cited unit ends, without an ellipsis.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import reduce
from operator import or_

from citelaw.model import (
    ArticleFlag,
    Certainty,
    CitationResolution,
    Comparison,
    Diagnostic,
    Need,
    Quote,
    ResolvedDocument,
    Rule,
    Severity,
)
from citelaw.rules._basis import article, certainty, evidence, severity, statute_of
from citelaw.rules._finding import finding, related
from citelaw.rules._items import items
from citelaw.rules._power import Power
from citelaw.span import Span

CODE = ("CL404", "quote-truncated", Severity.WARNING)

_CARRIES = {
    Power.PENALTY: ArticleFlag.PENALTY,
    Power.LICENCE: ArticleFlag.LICENCE,
    Power.COERCION: ArticleFlag.COERCION,
    Power.INSPECTION: ArticleFlag.INSPECTION,
}
"""What an article must do to carry the power of an item."""

_ANY_POWER = ArticleFlag.PENALTY | ArticleFlag.LICENCE | ArticleFlag.COERCION
_NOTHING = ArticleFlag(0)
_SENTENCE_END = "。！？；;"
_SHOWN = 8
"""Characters before the stop that a message shows."""


def check(resolved: ResolvedDocument) -> Iterator[Diagnostic]:
    """Yield a finding for every quotation that stops before its unit ends."""
    powers = {id(one.citation): item.power for item in items(resolved) for one in item.citations}
    seen: set[tuple[int, Span]] = set()
    for one in resolved.citations:
        quote, own = one.citation.quote, one.own
        if quote is None or own is None or not _stops_early(one, quote, own):
            continue
        place = (id(one.citation.cell), quote.span)
        if place not in seen:
            seen.add(place)
            power = powers.get(id(one.citation))
            carries = _ANY_POWER if power is None else _CARRIES.get(power, _NOTHING)
            yield _finding(resolved, one, quote, own, carries)


def _stops_early(one: CitationResolution, quote: Quote, own: Comparison) -> bool:
    if one.older or one.elsewhere or one.renumbered or one.citation.pinpoint.internal:
        return False
    return own.complete is False and not own.differences and not quote.elided


def _finding(
    resolved: ResolvedDocument,
    one: CitationResolution,
    quote: Quote,
    own: Comparison,
    carries: ArticleFlag,
) -> Diagnostic:
    inside = _inside_sentence(quote, own)
    power = _dropped_power(one, own) & carries
    ends = quote.text.rstrip(_SENTENCE_END + "，,、 \t\u3000\n”")[-_SHOWN:].rsplit("\n", 1)[-1]
    end = quote.span.end
    what = f"，其后另有{'、'.join(power.chinese)}的规定" if power else ""
    return finding(
        resolved,
        CODE,
        one.citation.cell,
        quote.span,
        message=(f"与{article(own.locator)}相比，“{ends}”之后未引完且无省略号{what}，请核对原文。"),
        message_en=f"The quotation of {article(own.locator)} stops early after “{ends}”.",
        severity=severity(one, Severity.WARNING if inside or power else Severity.INFO),
        certainty=certainty(resolved, one) if inside else Certainty.LIKELY,
        wrong_since=one.meant_since,
        related=(
            related(
                one.citation.cell, Span(end, end), "引文在此处停止", "the quotation stops here"
            ),
        ),
        evidence=evidence(statute_of(one), own.version, own.locator),
        statute=one.citation.statute,
        citation=one.citation,
    )


def _inside_sentence(quote: Quote, own: Comparison) -> bool:
    """Return whether the quotation surely stops inside a sentence.

    The fingerprints hold no marks: a quotation that prints a full stop where words follow may end
    with a sentence of its own.
    """
    if own.stop_unit_end or not own.left:
        return False
    return not quote.text.rstrip(' \t\u3000\n”"').endswith(tuple(_SENTENCE_END))


def _dropped_power(one: CitationResolution, own: Comparison) -> ArticleFlag:
    """Return the powers of the paragraphs that follow the stop, which none before it has."""
    facts, stop = one.facts, own.stop
    if facts is None or stop is None:
        return _NOTHING
    places = [unit.locator for unit in facts.units]
    if stop not in places:
        return _NOTHING
    at = places.index(stop)
    flags = [unit.flags for unit in facts.units]
    quoted, dropped = (reduce(or_, some, _NOTHING) for some in (flags[: at + 1], flags[at + 1 :]))
    return dropped & ~quoted


RULE = Rule(
    code=CODE[0],
    name=CODE[1],
    severity=CODE[2],
    check=check,
    needs=(Need.PINPOINT, Need.QUOTE, Need.STATUTE, Need.VERSION, Need.COMPARED),
)
