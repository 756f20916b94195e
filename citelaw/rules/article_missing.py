"""CL301 article-missing (error)

找什么：所引条号超出该文件的条文范围。

为什么
    条号不存在，所列依据就落空；多为笔误，或者把旧文本的条号抄了下来。

错误
    日期 2020-01-01
    【法律】《中华人民共和国青禾保险法》⟦第三十条⟧

正确
    日期 2020-01-01
    【法律】《中华人民共和国青禾保险法》第十条

依据
    数据库中该版本的条文齐全。文本不全、版本不能确定时不报；引文能说明是旧文本或者另一条时，由
    quote-outdated、article-renumbered 或 quote-wrong-article 说明。

English: The cited article number lies beyond the articles of the version meant.
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
from citelaw.rules._basis import article, titled
from citelaw.rules._missing import Said, absent

CODE = ("CL301", "article-missing", Severity.ERROR)


def check(resolved: ResolvedDocument) -> Iterator[Diagnostic]:
    """Yield a finding for every pinpoint whose article the version lacks."""
    yield from absent(resolved, CODE, "article", _say)


def _say(statute: Statute, version: Version, missing: Missing) -> Said:
    last, place = to_chinese(version.last_article), article(missing.locator)
    plain = version.article_count == version.last_article
    range_words = f"共{last}条" if plain else f"末条为第{last}条"
    return Said(
        f"{titled(statute.title)}（{version.label}）{range_words}，无{place}。",
        f"{titled(statute.title)} ({version.date}) ends at article {version.last_article}; "
        f"there is no {place}.",
    )


RULE = Rule(
    code=CODE[0],
    name=CODE[1],
    severity=CODE[2],
    check=check,
    needs=(Need.PINPOINT, Need.ARTICLE, Need.STATUTE, Need.VERSION, Need.ARTICLE_KNOWN),
)
