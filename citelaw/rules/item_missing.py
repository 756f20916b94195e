"""找什么：所引的项超出该条（款）的项数。

为什么
    项对应具体情形，项数不对，所引的情形就不存在。

错误
    日期 2020-01-01
    【法律】《中华人民共和国青禾保险法》⟦第十条第五项⟧

    日期 2020-01-01
    【法律】《中华人民共和国青禾保险法》⟦第六条第一款第（四）项⟧

正确
    日期 2020-01-01
    【法律】《中华人民共和国青禾保险法》第十条第（四）项

    日期 2020-01-01
    【法律】《中华人民共和国青禾保险法》第六条第三项

依据
    该条的分项须有两个以上来源一致；只有一个来源的不报。

English: The article (or paragraph) has fewer items (项) than the one cited.
"""

from __future__ import annotations

from collections.abc import Iterator

from citelaw.model import (
    CitationResolution,
    Diagnostic,
    Missing,
    Need,
    ResolvedDocument,
    Rule,
    Severity,
)
from citelaw.numeral import to_chinese
from citelaw.rules._basis import absent, article, certainty, evidence, severity, statute_of
from citelaw.rules._finding import finding

CODE = ("CL303", "item-missing", Severity.WARNING)


def check(resolved: ResolvedDocument) -> Iterator[Diagnostic]:
    """Yield a finding for every pinpoint whose article or paragraph has fewer 项."""
    for one, missing in absent(resolved, "item"):
        yield _finding(resolved, one, missing)


def _finding(resolved: ResolvedDocument, one: CitationResolution, missing: Missing) -> Diagnostic:
    item, count = missing.locator.item or 0, missing.total or 0
    place = article(missing.locator)
    if missing.locator.paragraph is not None:
        place += f"第{to_chinese(missing.locator.paragraph)}款"
    range_words = f"仅{to_chinese(count)}项" if count else "不分项"
    return finding(
        resolved,
        CODE,
        one.citation.cell,
        one.citation.pinpoint.span,
        message=f"{place}{range_words}，无第{to_chinese(item)}项。",
        message_en=f"{place} has {count or 'no'} item(s); there is no item {item}.",
        severity=severity(one, CODE[2]),
        certainty=certainty(resolved, one),
        wrong_since=one.meant_since,
        evidence=evidence(statute_of(one), one.meant, missing.locator),
        statute=one.citation.statute,
        citation=one.citation,
    )


RULE = Rule(
    code=CODE[0],
    name=CODE[1],
    severity=CODE[2],
    check=check,
    needs=(Need.PINPOINT, Need.ITEM, Need.STATUTE, Need.VERSION, Need.PLACE_KNOWN),
)
