"""CL101 title-misspelled (warning)

找什么：法规标题写错了字：与库中一个标题只差一两个字，自身却不是任何文件的标题。

为什么
    标题写错就查不到依据；多为同音、形近字或者扫描识别的误字。

错误
    日期 2022-01-01
    ⟦《国家青禾保障局关于优化青禾领域便面服务的意见》→《国家青禾保障局关于优化青禾领域便民服务的意见》⟧（青保发〔2021〕39号）

    《转发民政厅等部门关于完善甲救助制度工作实施意见的通知》（甲政办发〔2017〕54号），
    《转发民政厅等部门关于完善甲救助制度工作实施意见的通知》（甲政办发〔2017〕54号），
    ⟦《转发民政部等部门关于完善甲救助制度工作实施意见的通知》→《转发民政厅等部门关于完善甲救助制度工作实施意见的通知》⟧（甲政办发〔2017〕54号）

    ⟦《国家青禾部甲机构集中采购工作规范》→《青禾部甲机构集中采购工作规范》⟧（青规发〔2010〕64号）

正确
    日期 2022-01-01
    《国家青禾保障局关于优化青禾领域便民服务的意见》（青保发〔2021〕39号）

    《甲标准（一）》（甲发〔2017〕5号），《甲标准（二）》（甲发〔2017〕5号），
    《关于印发〈甲机构管理办法〉的通知》（甲发〔2018〕6号），《甲机构管理办法》（甲发〔2018〕6号）

    日期 2022-01-01
    《国家青保局关于优化青禾领域便民服务的意见》（青保发〔2021〕39号）

依据
    库中只有一个标题与之相近，并且相差的字不是数字、年份、地名，也不是“暂行”“通知”“决定”一类另成一件文件的字。
    文号或日期也属于该标题时为错误，否则为警告。机关的规范简称（国家医保局）不报。清单里一个文号有两个只差一两个
    字的标题的，至少一个有误，多数处为准；处数相同的，标后出现的。国务院各部的名称没有“国家”二字。

English: The title is a slip for a known one and no title itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

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
from citelaw.rules._finding import finding, related
from citelaw.rules._near import Slip, is_slip_of, slip
from citelaw.rules._number import Parts
from citelaw.rules._title import inside, sent_out, words_of
from citelaw.rules._use import Use, grouped, uses

CODE = ("CL101", "title-misspelled", Severity.WARNING)


def check(resolved: ResolvedDocument) -> Iterator[Diagnostic]:
    """Yield a finding for every mention whose title is a slip for a known one, or for another."""
    slips = {id(one.mention): found for one in resolved.mentions if (found := slip(one))}
    ministries = _ministries(resolved)
    for one in resolved.mentions:
        found = slips.get(id(one.mention))
        if found is not None:
            yield _finding(resolved, one, found)
        elif one.mention.own:
            yield from _with_state(resolved, one, ministries)
    places = [use for use in uses(resolved) if id(use.resolution.mention) not in slips]
    yield from _contradicting(resolved, places)


# ---------------------------------------------------------------- against the database


def _finding(resolved: ResolvedDocument, one: MentionResolution, found: Slip) -> Diagnostic:
    mention, statute = one.mention, found.near.statute
    right = inside(found.near.title)
    proof = "，文号或日期也属于该文件" if found.confirmed else ""
    sure = found.confirmed and statute.tier_certain
    return finding(
        resolved,
        CODE,
        one.cell,
        mention.span,
        message=f"标题“{mention.title}”有误，应为《{right}》{proof}。",
        message_en=f"The title is a slip for 《{right}》.",
        severity=Severity.ERROR if found.confirmed else Severity.WARNING,
        certainty=Certainty.CERTAIN if sure else Certainty.LIKELY,
        expected=right if mention.bare else f"《{right}》",
        fix=Applicability.UNSAFE,
        evidence=evidence(statute),
        statute=mention,
    )


# ---------------------------------------------------------------- against the names of organs


def _ministries(resolved: ResolvedDocument) -> tuple[str, ...]:
    """Return the names of ministries (部), none of which has 国家 before it."""
    names = {organ.name for organ in resolved.organs}
    return tuple(
        sorted(
            name
            for name in names
            if name.endswith("部") and f"国家{name}" not in names and not name.startswith("国家")
        )
    )


def _with_state(
    resolved: ResolvedDocument, one: MentionResolution, ministries: tuple[str, ...]
) -> Iterator[Diagnostic]:
    """Yield a finding where a title names a ministry as 国家卫生部."""
    title, statute = one.mention.title, one.statute
    named = (f"国家{name}" for name in ministries) if "国家" in title else ()
    wrong = next((name for name in named if name in title), None)
    if wrong is None or (statute is not None and wrong in statute.title):
        return
    right = title.replace(wrong, wrong.removeprefix("国家"))
    if statute is not None and words_of(statute.title) in words_of(title):
        right = inside(statute.title)
    yield finding(
        resolved,
        CODE,
        one.cell,
        one.mention.span,
        message=f"机关名称没有“国家”二字，“{wrong}”有误，标题应为《{right}》。",
        message_en=f"There is no organ of the name “{wrong}”; the title is 《{right}》.",
        certainty=Certainty.LIKELY,
        expected=right if one.mention.bare else f"《{right}》",
        fix=Applicability.UNSAFE,
        statute=one.mention,
    )


# ---------------------------------------------------------------- against the list itself


def _contradicting(resolved: ResolvedDocument, places: Iterable[Use]) -> Iterator[Diagnostic]:
    """Yield a finding for each title that differs by a slip from another of the same number."""
    by_number: dict[Parts, list[Use]] = {}
    for use in places:
        by_number.setdefault(use.parts, []).append(use)
    for same in by_number.values():
        right, *others = grouped(same, key=_words)
        for wrong in others:
            if wrong[0].known or not is_slip_of(_words(wrong[0]), _words(right[0])):
                continue
            proved = right[0].known or len(right) > len(wrong)
            for use in wrong:
                yield _contradiction(resolved, use, right, proved)


def _words(use: Use) -> str:
    return words_of(sent_out(use.title) or use.title)


def _contradiction(
    resolved: ResolvedDocument, use: Use, right: list[Use], proved: bool
) -> Diagnostic:
    mention = use.resolution.mention
    return finding(
        resolved,
        CODE,
        use.cell,
        mention.span,
        message=f"同一文号在本清单另有{len(right)}处写作《{right[0].title}》，应核对后统一。",
        message_en=f"The same number stands with the title 《{right[0].title}》 elsewhere.",
        certainty=Certainty.LIKELY,
        expected=f"《{right[0].title}》" if proved and not mention.bare else None,
        related=tuple(
            related(
                one.cell,
                one.resolution.mention.span,
                f"此处写作《{one.title}》",
                f"《{one.title}》 is printed here",
            )
            for one in right
        ),
        statute=mention,
    )


RULE = Rule(
    code=CODE[0],
    name=CODE[1],
    severity=CODE[2],
    check=check,
    needs=(Need.OWN_WORDS,),
)
