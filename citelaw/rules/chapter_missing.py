"""CL307 chapter-missing (warning)

找什么：所引的编、章、节在该文件里没有。

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
    Diagnostic,
    Missing,
    Need,
    ResolvedDocument,
    Rule,
    Severity,
    Statute,
    Version,
)
from citelaw.rules._basis import titled
from citelaw.rules._missing import Said, absent

CODE = ("CL307", "chapter-missing", Severity.WARNING)


def check(resolved: ResolvedDocument) -> Iterator[Diagnostic]:
    """Yield a finding for every pinpoint that names a chapter the version lacks."""
    yield from absent(resolved, CODE, "chapter", _say)


def _say(statute: Statute, version: Version, missing: Missing) -> Said:
    place = missing.locator.chinese()
    return Said(
        f"{titled(statute.title)}（{version.label}）无{place}。",
        f"{titled(statute.title)} ({version.date}) has no {place}.",
    )


RULE = Rule(
    code=CODE[0],
    name=CODE[1],
    severity=CODE[2],
    check=check,
    needs=(Need.PINPOINT, Need.CHAPTER, Need.STATUTE, Need.VERSION, Need.PLACE_KNOWN),
)
