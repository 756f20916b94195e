"""CL402 quote-outdated (error)

找什么：引文是所引条文旧文本的文字，该条已经修改。

为什么
    按旧文字写明的机关、期限或者罚则，现在已经不是这样规定的。

错误
    日期 2020-01-01
    【法律】《中华人民共和国青禾保险法》第五条：“⟦青禾保险经办机构应当自收到申请之日起三十日内核定损失，并书面告知申请人。⟧”

正确
    日期 2020-01-01
    【法律】《中华人民共和国青禾保险法》第五条：“青禾保险经办机构应当自收到申请之日起十五个工作日内核定损失，并书面告知申请人。”

    日期 2015-01-01
    【法律】《中华人民共和国青禾保险法》（2010年3月1日通过）第五条：“青禾保险经办机构应当自收到申请之日起三十日内核定损失，并书面告知申请人。”

依据
    引文与库中该条旧文本一致，与应适用的文本不一致。应适用的版本不能确定时不报；
    判决书、决定书按作出时的文本引用，后来改了文字，不报。

English: The quotation has the words of an older version of the cited article.
"""

from __future__ import annotations

from collections.abc import Iterator

from citelaw.model import (
    CitationResolution,
    Comparison,
    Diagnostic,
    Need,
    Related,
    ResolvedDocument,
    Rule,
    Severity,
)
from citelaw.rules._basis import (
    by_later_law,
    certainty,
    day,
    evidence,
    severity,
    statute_of,
    titled,
)
from citelaw.rules._finding import finding, related
from citelaw.rules._quote import place, printed

CODE = ("CL402", "quote-outdated", Severity.ERROR)


def check(resolved: ResolvedDocument) -> Iterator[Diagnostic]:
    """Yield a finding for every quotation of an older version."""
    for one in resolved.citations:
        if one.older is not None and not by_later_law(resolved, one):
            yield _finding(resolved, one, one.older)


def _finding(resolved: ResolvedDocument, one: CitationResolution, older: Comparison) -> Diagnostic:
    assert one.citation.quote is not None
    statute = statute_of(one)
    until = older.version.effective_to
    newest = one.meant.date if one.meant else ""
    since = day(until, newest)
    words = _old_words(one)
    which = f"“{words}”" if words else "该条文字"
    return finding(
        resolved,
        CODE,
        one.citation.cell,
        one.citation.quote.span,
        message=(
            f"引文为{titled(statute.title)}{older.version.date[:4]}年文本，{which}自{since}起已改，"
            "请按现行文本重引。"
        ),
        message_en=(
            f"The words are those of the {older.version.date[:4]} text of {titled(statute.title)}; "
            f"they were changed from {until or newest}."
        ),
        severity=severity(one, Severity.ERROR),
        certainty=certainty(resolved, one),
        wrong_since=one.meant_since,
        expected=one.right,
        since=str(until) if until else None,
        related=_places(one),
        evidence=evidence(statute, older.version, older.locator),
        statute=one.citation.statute,
        citation=one.citation,
    )


def _old_words(one: CitationResolution) -> str:
    """Return the first of the words that were changed, "" where they cannot be told."""
    quote = one.citation.quote
    if quote is None or one.own is None:
        return ""
    return next((printed(quote, found) for found in one.own.differences), "")


def _places(one: CitationResolution) -> tuple[Related, ...]:
    quote = one.citation.quote
    if quote is None or one.own is None:
        return ()
    return tuple(
        related(one.citation.cell, place(quote, found), "旧文本的文字", "words of the older text")
        for found in one.own.differences
    )


RULE = Rule(
    code=CODE[0],
    name=CODE[1],
    severity=CODE[2],
    check=check,
    needs=(Need.PINPOINT, Need.QUOTE, Need.STATUTE, Need.VERSION, Need.COMPARED),
)
