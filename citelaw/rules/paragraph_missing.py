"""找什么：所引的款超出该条的款数。

为什么
    条对款错，查不到所引的规定；常见的是把分项误作款来数。

错误
    日期 2020-01-01
    【法律】《中华人民共和国青禾保险法》⟦第三条第三款⟧

正确
    日期 2020-01-01
    【法律】《中华人民共和国青禾保险法》第三条第一款

依据
    该条的分款须有两个以上来源一致；只有一个来源的不报。引文说明是另一条或者旧文本的，由
    quote-wrong-article、quote-outdated 或 article-renumbered 说明。

English: The article has fewer paragraphs (款) than the one cited.
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

CODE = ("CL302", "paragraph-missing", Severity.WARNING)


def check(resolved: ResolvedDocument) -> Iterator[Diagnostic]:
    """Yield a finding for every pinpoint whose article has fewer 款."""
    for one, missing in absent(resolved, "paragraph"):
        yield _finding(resolved, one, missing)


def _finding(resolved: ResolvedDocument, one: CitationResolution, missing: Missing) -> Diagnostic:
    paragraph, count = missing.locator.paragraph or 0, missing.total or 0
    place, ordinal = article(missing.locator), to_chinese(paragraph)
    listed = f"；如指分项，请引“第{ordinal}项”" if missing.items >= paragraph else ""
    return finding(
        resolved,
        CODE,
        one.citation.cell,
        one.citation.pinpoint.span,
        message=f"{place}仅{to_chinese(count)}款，无第{ordinal}款{listed}。",
        message_en=f"{place} has {count} paragraph(s); there is no paragraph {paragraph}.",
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
    needs=(Need.PINPOINT, Need.PARAGRAPH, Need.STATUTE, Need.VERSION, Need.PLACE_KNOWN),
)
