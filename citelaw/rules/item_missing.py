"""CL303 item-missing (warning)

找什么：所引的项超出该条（款）的项数。

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

CODE = ("CL303", "item-missing", Severity.WARNING)


def check(resolved: ResolvedDocument) -> Iterator[Diagnostic]:
    """Yield a finding for every pinpoint whose article or paragraph has fewer 项."""
    yield from absent(resolved, CODE, "item", _say)


def _say(_statute: Statute, _version: Version, missing: Missing) -> Said:
    item, total = missing.locator.item or 0, missing.total or 0
    place = article(missing.locator)
    if missing.locator.paragraph is not None:
        place += f"第{to_chinese(missing.locator.paragraph)}款"
    range_words = f"仅{to_chinese(total)}项" if total else "不分项"
    return Said(
        f"{place}{range_words}，无第{to_chinese(item)}项。",
        f"{place} has {total or 'no'} item(s); there is no item {item}.",
    )


RULE = Rule(
    code=CODE[0],
    name=CODE[1],
    severity=CODE[2],
    check=check,
    needs=(Need.PINPOINT, Need.ITEM, Need.STATUTE, Need.VERSION, Need.PLACE_KNOWN),
)
