"""找什么：法规标题写错了字：与库中一个标题只差一两个字，自身却不是任何文件的标题。

为什么
    标题写错就查不到依据；多为同音、形近字或者扫描识别的误字。

错误
    日期 2022-01-01
    ⟦《国家青禾保障局关于优化青禾领域便面服务的意见》→《国家青禾保障局关于优化青禾领域便民服务的意见》⟧（青保发〔2021〕39号）

正确
    日期 2022-01-01
    《国家青禾保障局关于优化青禾领域便民服务的意见》（青保发〔2021〕39号）

    日期 2022-01-01
    《国家青保局关于优化青禾领域便民服务的意见》（青保发〔2021〕39号）

依据
    库中只有一个标题与之相近，并且相差的字不是数字、年份、地名，也不是“暂行”“通知”“决定”一类另成一件文件的字。
    文号或日期也属于该标题时为错误，否则为警告。机关的规范简称（国家医保局）不报。

English: The title is a slip for a known one and no title itself.
"""

from __future__ import annotations

from collections.abc import Iterator

from citelaw.model import (
    Applicability,
    Certainty,
    Diagnostic,
    MentionResolution,
    Need,
    ResolvedDocument,
    Rule,
    Severity,
)
from citelaw.rules._basis import evidence
from citelaw.rules._finding import finding
from citelaw.rules._near import Slip, slip

CODE = ("CL101", "title-misspelled", Severity.WARNING)


def check(resolved: ResolvedDocument) -> Iterator[Diagnostic]:
    """Yield a finding for every mention whose title is a slip for a known one."""
    for one in resolved.mentions:
        found = slip(one)
        if found is not None:
            yield _finding(resolved, one, found)


def _finding(resolved: ResolvedDocument, one: MentionResolution, found: Slip) -> Diagnostic:
    mention, statute = one.mention, found.near.statute
    right = found.near.title.replace("《", "〈").replace("》", "〉")
    proof = "，文号或日期也属于该文件" if found.confirmed else ""
    sure = found.confirmed and statute.tier_certain
    return finding(
        resolved,
        CODE,
        one.cell,
        mention.span,
        message=f"标题“{mention.title}”有误，应为《{right}》{proof}。",
        message_en=f"The title is a slip for {right}.",
        severity=Severity.ERROR if found.confirmed else Severity.WARNING,
        certainty=Certainty.CERTAIN if sure else Certainty.LIKELY,
        expected=right if mention.bare else f"《{right}》",
        fix=Applicability.UNSAFE,
        evidence=evidence(statute),
        statute=mention,
    )


RULE = Rule(
    code=CODE[0],
    name=CODE[1],
    severity=CODE[2],
    check=check,
    needs=(Need.OWN_WORDS,),
)
