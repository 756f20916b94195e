"""找什么：所引的编、章、节在该文件里没有。

为什么
    整章引用时章号就是全部的指向，章号错了，所列依据就落空。

错误
    日期 2020-01-01
    【法律】《中华人民共和国青禾保险法》⟦第五章⟧

正确
    日期 2020-01-01
    【法律】《中华人民共和国青禾保险法》第三章

依据
    数据库中该版本的编章节目录齐全。文本不全或者不分章的，不报。

English: The statute has no such part, chapter or section.
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
from citelaw.rules._basis import absent, certainty, evidence, severity, statute_of
from citelaw.rules._finding import finding

CODE = ("CL307", "chapter-missing", Severity.WARNING)


def check(resolved: ResolvedDocument) -> Iterator[Diagnostic]:
    """Yield a finding for every pinpoint that names a chapter the version lacks."""
    for one, missing in absent(resolved, "chapter"):
        yield _finding(resolved, one, missing)


def _finding(resolved: ResolvedDocument, one: CitationResolution, missing: Missing) -> Diagnostic:
    statute, version = statute_of(one), one.meant
    assert version is not None
    place = missing.locator.chinese()
    return finding(
        resolved,
        CODE,
        one.citation.cell,
        one.citation.pinpoint.span,
        message=f"《{statute.title}》（{version.label}）无{place}。",
        message_en=f"{statute.title} ({version.date}) has no {place}.",
        severity=severity(one, CODE[2]),
        certainty=certainty(resolved, one),
        wrong_since=one.meant_since,
        evidence=evidence(statute, version, missing.locator),
        statute=one.citation.statute,
        citation=one.citation,
    )


RULE = Rule(
    code=CODE[0],
    name=CODE[1],
    severity=CODE[2],
    check=check,
    needs=(Need.PINPOINT, Need.CHAPTER, Need.STATUTE, Need.VERSION, Need.PLACE_KNOWN),
)
