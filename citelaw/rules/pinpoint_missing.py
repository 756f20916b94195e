"""CL305 pinpoint-missing (warning)

找什么：依据只写了文件名称，没有写明条款。

为什么
    依据要落到条款上，读者才能核对；只写一部法律的名称，等于没有说明依据哪一条。

错误
    【法律】⟦《中华人民共和国青禾保险法》⟧（2010年10月28日通过）

    【法律】⟦《中华人民共和国青禾保险法》⟧和《青禾救助暂行办法》第二条

    【规范性文件】⟦《甲省人民政府关于完善甲采购工作的意见》⟧（甲政发〔2015〕7号）明确规定：各县区应当建立健全检查督导制度，建立诚信记录。

    【规范性文件】⟦《关于印发〈甲省奖励实施细则〉的通知》⟧（甲发〔2019〕136号）

    【规范性文件】⟦《关于进一步完善甲制度的意见》⟧（甲发〔2010〕84号）；《关于做好甲工作的通知》（甲发〔2012〕8号）

    ⟦参加甲保险的人员，由甲经办机构按照规定支付待遇。⟧
    【法律】《中华人民共和国青禾保险法》第三条

正确
    【法律】《中华人民共和国青禾保险法》第二章，《青禾救助暂行办法》第二条、第三条

    【规范性文件】《关于印发〈甲省奖励实施细则〉的通知》（甲发〔2019〕136号），《甲省奖励实施细则》第三条

    【规范性文件】《关于进一步完善甲制度的意见》（甲发〔2010〕84号）三、明确救助对象。

    【规范性文件】《关于做好甲工作的通知》（甲发〔2012〕8号）全文适用

    【行政法规】《青禾救助暂行办法》（根据《国务院关于修改部分行政法规的决定》修订）第二条：“依照《甲条例》执行。”

    【行政法规】《青禾救助暂行办法》第二条，原《甲条例》废止。

依据
    只看依据栏里清单自身的文字。写了章节、附件的，条款写在同一格别处的，题注、引文里的名称，以及说明修订、废止
    经过的，不报；整件适用一份不分条的通知，写明“全文”的，不报。法律、法规、规章、办法和引了内容而不写出处的为
    警告；整件引用不分条的通知、意见只作提示，一格一条；全文都不写条款的，是清单的体例，合为一条提示。文件是否分条只从名称推定的，可能有误。

English: A basis that names a document and no place in it.
"""

from __future__ import annotations

from collections.abc import Iterator

from citelaw.model import (
    BASIS_SECTIONS,
    NO_EVIDENCE,
    Certainty,
    Diagnostic,
    Need,
    ResolvedDocument,
    Rule,
    Severity,
    UnnamedQuote,
)
from citelaw.rules._basis import article, evidence, titled
from citelaw.rules._finding import finding, joined
from citelaw.rules._whole import Whole, whole_documents

_MANY = 5
"""Documents cited whole from which it is the list's form, where no place is given anywhere."""

CODE = ("CL305", "pinpoint-missing", Severity.WARNING)


def check(resolved: ResolvedDocument) -> Iterator[Diagnostic]:
    """Yield a finding for each document cited whole, one a cell for notices without articles.

    A list that gives no place anywhere does so by its form: that is one finding.
    """
    wholes = [
        one for one in whole_documents(resolved) if one.heading is None and one.unread is None
    ]
    if len(wholes) > _MANY and not _gives_places(resolved):
        first, *others = (_finding(resolved, one, Severity.INFO) for one in wholes)
        form = first._replace(
            message=f"清单的依据都只写文件名称，没有写明条款，共{len(wholes)}处。",
            message_en=f"The list names documents only and no place in them ({len(wholes)}).",
        )
        yield joined(form, others, "此处同样只写文件名称", "a title alone here too")
        return
    notices: dict[int, list[Diagnostic]] = {}
    for one in wholes:
        if one.articled or one.passage:
            yield _finding(resolved, one, Severity.WARNING)
        elif not one.in_full:
            notice = _finding(resolved, one, Severity.INFO)
            notices.setdefault(id(one.resolution.cell), []).append(notice)
    for first, *others in notices.values():
        yield joined(
            first, others, "同一格内此处同样没有写明部分", "in the same cell without its place too"
        )
    for unnamed in resolved.unnamed:
        yield _unnamed(resolved, unnamed)


def _gives_places(resolved: ResolvedDocument) -> bool:
    """Return whether any basis of the list names a place."""
    return any(
        not one.pinpoint.internal and found.cell.section in BASIS_SECTIONS
        for found in resolved.cells
        for one in found.citations
    )


def _finding(resolved: ResolvedDocument, one: Whole, severity: Severity) -> Diagnostic:
    mention, statute = one.resolution.mention, one.resolution.statute
    if one.passage:
        message = f"引了《{mention.title}》的内容，没有写明出自哪一条、哪一部分。"
        english = f"Words of 《{mention.title}》 are quoted without their place in it."
    elif one.articled:
        message, english = (
            f"只写《{mention.title}》，没有写明条款。",
            f"《{mention.title}》 is cited without an article.",
        )
    else:
        message = f"整件引用《{mention.title}》，没有写明部分或者条目。"
        english = f"《{mention.title}》 is cited whole."
    sure = one.passage or (one.known and not one.in_full)
    return finding(
        resolved,
        CODE,
        one.resolution.cell,
        mention.span,
        message=message,
        message_en=english,
        severity=severity,
        certainty=Certainty.CERTAIN if sure else Certainty.LIKELY,
        statute=mention,
        evidence=evidence(statute),
    )


def _unnamed(resolved: ResolvedDocument, one: UnnamedQuote) -> Diagnostic:
    message = "引了条文，没有写明出自哪一文件、哪一条"
    english = "A provision is quoted without its document and its place"
    proof = NO_EVIDENCE
    if one.found is not None:
        statute, comparison = one.found
        place = article(comparison.locator)
        message += f"，其文字见于{titled(statute.title)}{place}"
        english += f"; its words stand in {titled(statute.title)}{place}"
        proof = evidence(statute, comparison.version, comparison.locator)
    return finding(
        resolved,
        CODE,
        one.cell,
        one.span,
        message=f"{message}。",
        message_en=f"{english}.",
        certainty=Certainty.LIKELY,
        evidence=proof,
    )


RULE = Rule(code=CODE[0], name=CODE[1], severity=CODE[2], check=check, needs=(Need.OWN_WORDS,))
