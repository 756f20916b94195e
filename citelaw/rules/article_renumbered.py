"""CL304 article-renumbered (warning)

找什么：所引的是旧文本的条号，修改后该内容已经换了条号。

为什么
    修订常使条文顺序后移，照抄旧条号就指向了另一条规定。

错误
    日期 2020-01-01
    【法律】《中华人民共和国云杉职员法》⟦第三条→第五条⟧：“云杉职员因工作需要兼职，应当经有关机关批准，并不得领取兼职报酬。”

    日期 2020-01-01
    【法律】《中华人民共和国云雀会堂法》⟦第七条→第四条⟧：“会堂管理机构的工作人员索取演出场地以外的费用的，由会堂主管部门责令退还，并处五百元以下的罚款。”

正确
    日期 2020-01-01
    【法律】《中华人民共和国云杉职员法》第五条：“云杉职员因工作需要兼职，应当经有关机关批准，并不得领取兼职报酬。”

    日期 2018-01-01
    【法律】《中华人民共和国云杉职员法》（2005年4月27日通过）第三条：“云杉职员因工作需要兼职，应当经有关机关批准，并不得领取兼职报酬。”

依据
    引文与旧文本该条一致，或者此前的文本没有收录而引文是现行文本相近一条的文字（只说可能），或者新旧条文对照相似度不低于0.75且所注为旧文本。所注为旧文本而清单早于修改时不报；
    判决书、决定书按作出时的文本引用，后来改了条号，不报。没有引文印证的，只给改法，不自动改。

English: The number is right in an older version; the article has another number now.
"""

from __future__ import annotations

from collections.abc import Iterator

from citelaw.model import (
    Applicability,
    Certainty,
    CitationResolution,
    Diagnostic,
    Need,
    Pinpoint,
    Renumbered,
    ResolvedDocument,
    Rule,
    Severity,
    Statute,
)
from citelaw.rules._basis import (
    article,
    by_later_law,
    certainty,
    day,
    evidence,
    severity,
    statute_of,
    titled,
    with_article,
)
from citelaw.rules._finding import finding

CODE = ("CL304", "article-renumbered", Severity.WARNING)
_CHANGE = {"amendment": "修正", "revision": "修订"}


def check(resolved: ResolvedDocument) -> Iterator[Diagnostic]:
    """Yield a finding for every pinpoint that carries the number of an older version."""
    for one in resolved.citations:
        if one.renumbered is not None and not by_later_law(resolved, one):
            yield _finding(resolved, one, one.renumbered)


def _finding(resolved: ResolvedDocument, one: CitationResolution, moved: Renumbered) -> Diagnostic:
    statute, pinpoint = statute_of(one), one.citation.pinpoint
    place = article(moved.locator)
    default = Severity.ERROR if moved.proved else Severity.WARNING
    return finding(
        resolved,
        CODE,
        one.citation.cell,
        pinpoint.span,
        message=_message(statute, pinpoint, moved),
        message_en=(
            f"The number is that of {f'the {moved.old.date[:4]}' if moved.old else 'an earlier'} "
            f"text; the words stand in {place} of that of {moved.new.date}."
        ),
        severity=severity(one, default),
        certainty=certainty(resolved, one) if moved.proved and moved.old else Certainty.LIKELY,
        wrong_since=one.meant_since,
        expected=with_article(pinpoint.raw, moved.locator) if pinpoint.through is None else None,
        fix=Applicability.UNSAFE if moved.proved else Applicability.DISPLAY,
        since=str(moved.new.effective_from) if moved.new.effective_from else None,
        evidence=evidence(statute, moved.new, moved.locator),
        statute=one.citation.statute,
        citation=one.citation,
    )


def _message(statute: Statute, pinpoint: Pinpoint, moved: Renumbered) -> str:
    place = article(moved.locator)
    if moved.old is None:
        return (
            f"引文是{titled(statute.title)}（{moved.new.label}）{place}的文字，"
            f"所引{article(pinpoint.locator)}可能是此前文本的条号，请按现行文本改引。"
        )
    since = day(moved.new.effective_from, moved.new.date)
    change = _CHANGE.get(moved.new.kind, "修改")
    return (
        f"所引为{moved.old.date[:4]}年文本条号，{titled(statute.title)}{since}{change}后"
        f"相应内容为{place}。"
    )


RULE = Rule(
    code=CODE[0],
    name=CODE[1],
    severity=CODE[2],
    check=check,
    needs=(Need.PINPOINT, Need.STATUTE, Need.VERSION),
)
