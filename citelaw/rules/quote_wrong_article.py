"""CL401 quote-wrong-article (error)

找什么：引文不是所引条文的文字，而是另一条的文字，或者清单所引另一文件的文字。

为什么
    条号与内容对不上，执法人员和当事人都查不到依据。

错误
    日期 2020-01-01
    【法律】《中华人民共和国青禾保险法》⟦第八条→第九条⟧：“以虚报播种面积、伪造灾情证明或者其他手段骗取青禾保险待遇的，由青禾主管部门责令退回骗取的保险金，处骗取金额二倍以上五倍以下的罚款。”

    日期 2020-01-01
    【法律】《中华人民共和国青禾保险法》第三条；《中华人民共和国云杉职员法》⟦第五条⟧：“以虚报播种面积、伪造灾情证明或者其他手段骗取青禾保险待遇的，由青禾主管部门责令退回骗取的保险金，处骗取金额二倍以上五倍以下的罚款。”

正确
    日期 2020-01-01
    【法律】《中华人民共和国青禾保险法》第九条：“以虚报播种面积、伪造灾情证明或者其他手段骗取青禾保险待遇的，由青禾主管部门责令退回骗取的保险金，处骗取金额二倍以上五倍以下的罚款。”

依据
    引文的文字在另一条中基本齐全，在所引条文中没有。没有引文、引文不足十二字、几条都有同样文字时不报；
    旧文本的条号由 article-renumbered 说明。在所引文件里哪一条都没有的，再到清单所引的其他文件里找，
    只作待核。

English: The quoted words are those of another article, or of another statute of the file.
"""

from __future__ import annotations

from collections.abc import Iterator

from citelaw.model import (
    Applicability,
    Certainty,
    CitationResolution,
    Comparison,
    Diagnostic,
    Found,
    Need,
    ResolvedDocument,
    Rule,
    Severity,
)
from citelaw.rules._basis import article, certainty, evidence, severity, statute_of, titled
from citelaw.rules._finding import finding

CODE = ("CL401", "quote-wrong-article", Severity.ERROR)


def check(resolved: ResolvedDocument) -> Iterator[Diagnostic]:
    """Yield a finding for every quotation that is another article's."""
    for one in resolved.citations:
        if one.elsewhere is not None and one.older is None and one.renumbered is None:
            yield _finding(resolved, one, one.elsewhere)
        elif one.foreign is not None:
            yield _foreign(resolved, one, one.foreign)


def _finding(
    resolved: ResolvedDocument, one: CitationResolution, elsewhere: Comparison
) -> Diagnostic:
    statute, pinpoint = statute_of(one), one.citation.pinpoint
    cited, right = article(pinpoint.locator), article(elsewhere.locator)
    return finding(
        resolved,
        CODE,
        one.citation.cell,
        pinpoint.span,
        message=(
            f"引文不是{titled(statute.title)}{cited}，而是{right}（{elsewhere.version.label}）的文字，"
            "请改条号或重引。"
        ),
        message_en=(
            f"The quoted words are not {titled(statute.title)}{cited} but {right} "
            f"({elsewhere.version.date})."
        ),
        severity=severity(one, Severity.ERROR),
        certainty=certainty(resolved, one),
        wrong_since=one.meant_since,
        expected=right if pinpoint.through is None else None,
        fix=Applicability.UNSAFE,
        evidence=evidence(statute, elsewhere.version, elsewhere.locator),
        statute=one.citation.statute,
        citation=one.citation,
    )


def _foreign(resolved: ResolvedDocument, one: CitationResolution, found: Found) -> Diagnostic:
    """The words are those of another statute that the file cites."""
    statute, comparison = found
    cited, right = article(one.citation.pinpoint.locator), article(comparison.locator)
    return finding(
        resolved,
        CODE,
        one.citation.cell,
        one.citation.pinpoint.span,
        message=(
            f"引文不是{titled(statute_of(one).title)}{cited}，而是{titled(statute.title)}{right}"
            f"（{comparison.version.label}）的文字，请改引或重引。"
        ),
        message_en=(
            f"The quoted words are not {titled(statute_of(one).title)}{cited} but "
            f"{titled(statute.title)}{right} ({comparison.version.date})."
        ),
        severity=severity(one, Severity.ERROR),
        certainty=Certainty.LIKELY,
        wrong_since=one.meant_since,
        evidence=evidence(statute, comparison.version, comparison.locator),
        statute=one.citation.statute,
        citation=one.citation,
    )


RULE = Rule(
    code=CODE[0],
    name=CODE[1],
    severity=CODE[2],
    check=check,
    needs=(Need.PINPOINT, Need.QUOTE, Need.STATUTE, Need.VERSION, Need.COMPARED),
)
