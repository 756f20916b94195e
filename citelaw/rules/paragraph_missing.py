"""CL302 paragraph-missing (warning)

找什么：所引的款超出该条的款数。

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
    Diagnostic,
    Missing,
    Need,
    ResolvedDocument,
    Rule,
    Severity,
    Statute,
    Version,
)
from citelaw.numeral import to_chinese
from citelaw.rules._basis import article
from citelaw.rules._missing import Said, absent

CODE = ("CL302", "paragraph-missing", Severity.WARNING)


def check(resolved: ResolvedDocument) -> Iterator[Diagnostic]:
    """Yield a finding for every pinpoint whose article has fewer 款."""
    yield from absent(resolved, CODE, "paragraph", _say)


def _say(_statute: Statute, _version: Version, missing: Missing) -> Said:
    paragraph, total = missing.locator.paragraph or 0, missing.total or 0
    place, ordinal = article(missing.locator), to_chinese(paragraph)
    listed = f"；如指分项，请引“第{ordinal}项”" if missing.items >= paragraph else ""
    return Said(
        f"{place}仅{to_chinese(total)}款，无第{ordinal}款{listed}。",
        f"{place} has {total} paragraph(s); there is no paragraph {paragraph}.",
    )


RULE = Rule(
    code=CODE[0],
    name=CODE[1],
    severity=CODE[2],
    check=check,
    needs=(Need.PINPOINT, Need.PARAGRAPH, Need.STATUTE, Need.VERSION, Need.PLACE_KNOWN),
)
