"""CL503 docno-inconsistent (warning)

找什么：同一文件在清单里写了几个文号，或者几个文件共用一个文号。

为什么
    一个文件只有一个发文字号。前后不一，至少有一处是错的。

错误
    【规范性文件】《关于印发〈甲奖励暂行办法〉的通知》（甲保办发〔2018〕22号）第三条；
    【规范性文件】《关于印发〈甲奖励暂行办法〉的通知》（⟦甲保发〔2018〕22号⟧）第四条

    【规范性文件】《关于加强甲资金监督工作的意见》（甲发〔2019〕35号）第三条；
    【规范性文件】《乙类医疗机构设置规划方案》（⟦甲发〔2019〕35号⟧）第四条

    【规范性文件】《甲奖励暂行办法》（甲发〔2018〕22号）第三条；《甲奖励暂行办法》（甲发[2018]22号）第四条；
    【规范性文件】《甲奖励暂行办法》（⟦甲发〔2018〕23号→甲发〔2018〕22号⟧）第四条

正确
    【规范性文件】《甲局关于印发〈甲奖励暂行办法〉的通知》（甲保办发〔2018〕22号）第三条；
    【规范性文件】《甲奖励暂行办法》（甲保办发[2018]22号）第四条

    【规范性文件】《关于进一步完善甲救助制度的意见》（国甲发〔2015〕30号）第三条；
    【规范性文件】《甲省人民政府办公厅关于进一步完善甲救助制度的意见》（甲政办发〔2017〕54号）第四条

    【规范性文件】《甲管理办法》（甲发〔2010〕1号，甲发〔2015〕2号修订）第三条；
    【规范性文件】《甲管理办法》（甲发〔2010〕1号）第四条

    【行政法规】《甲条例》（国务院令第649号）第三条；
    【行政法规】《甲条例》（国务院令第709号修订）第四条

依据
    只比较发文字号；主席令、部令、公告的号码每届重起，修改决定一令改多部法规，都不比较。括号、空格的写法
    不同不算不同。《关于印发〈甲办法〉的通知》与《甲办法》是同一文件；题名相近的、互相包含的，以及
    一个通知印发的几个附件，不算几个文件；上下级机关各自制发的同名文件，不算同一文件。少数处为错；处数相同的，
    标后出现的。一次检查几份清单的，也与其他清单比较，以多数清单为准。数据库证明号码有误的，由
    docno-wrong 说明。

English: One document with several numbers in the file, or one number on several documents.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from citelaw.model import (
    Certainty,
    Diagnostic,
    Need,
    Related,
    ResolvedDocument,
    Rule,
    Severity,
)
from citelaw.rules._finding import finding, related
from citelaw.rules._number import Parts
from citelaw.rules._run import (
    LONG_TITLE,
    Opposed,
    as_printed,
    opposed,
    own_documents,
    same_issuer,
    shared,
)
from citelaw.rules._title import alike
from citelaw.rules._use import Use, grouped, uses
from citelaw.rules._wrong_number import wrong_numbers

CODE = ("CL503", "docno-inconsistent", Severity.WARNING)

_NAMED = 5
"""Other lists that a finding names."""


def check(resolved: ResolvedDocument) -> Iterator[Diagnostic]:
    """Yield a finding for each number that contradicts another place of the file or of the run."""
    wrong = {id(one.mention) for one, _ in wrong_numbers(resolved)}
    own = [use for use in uses(resolved) if id(use.resolution.mention) not in wrong]
    yield from _several_numbers(resolved, own)
    yield from _several_documents(resolved, own)
    yield from _other_lists(resolved, own)


# ---------------------------------------------------------------- one document, several numbers


def _several_numbers(resolved: ResolvedDocument, uses: Sequence[Use]) -> Iterator[Diagnostic]:
    by_subject: dict[str, list[Use]] = defaultdict(list)
    for use in uses:
        by_subject[use.subject].append(use)
    for same in by_subject.values():
        groups = grouped(same, key=lambda use: use.parts)
        if len(groups) < 2:
            continue
        right = groups[0]
        for wrong in groups[1:]:
            certainty = _contradiction(right[0], wrong[0])
            if certainty is None:
                continue
            proved = right[0].known or len(right) > len(wrong)
            expected = right[0].text if proved else None
            for use in wrong:
                yield _number_finding(resolved, use, right, expected, certainty)


def _number_finding(
    resolved: ResolvedDocument,
    use: Use,
    others: Sequence[Use],
    expected: str | None,
    certainty: Certainty,
) -> Diagnostic:
    return finding(
        resolved,
        CODE,
        use.cell,
        use.number.span,
        message=f"同一文件在本清单另有{len(others)}处写作“{others[0].text}”，应核对后统一。",
        message_en=f"The same document is numbered “{others[0].text}” elsewhere in this file.",
        certainty=certainty,
        expected=expected,
        related=tuple(
            related(
                one.cell, one.number.span, f"此处写作“{one.text}”", f"“{one.text}” is printed here"
            )
            for one in others
        ),
    )


def _contradiction(one: Use, two: Use) -> Certainty | None:
    """Return how sure it is that two numbers under one title contradict each other, or None.

    Organs of several levels give their documents the same title; so two numbers that share one
    part only contradict where the organ is the same and the title is long.
    """
    if not same_issuer(one.issuer, two.issuer):
        return None
    if shared(one.parts, two.parts) == len(one.parts) - 1:
        return Certainty.CERTAIN
    same_organ = one.parts.code == two.parts.code and one.issuer == two.issuer
    return Certainty.LIKELY if same_organ and len(one.subject) >= LONG_TITLE else None


# ---------------------------------------------------------------- one number, several documents


def _several_documents(resolved: ResolvedDocument, uses: Sequence[Use]) -> Iterator[Diagnostic]:
    by_number: dict[Parts, list[Use]] = defaultdict(list)
    for use in uses:
        by_number[use.parts].append(use)
    for same in by_number.values():
        groups = grouped(same, key=lambda use: use.subject)
        for wrong in groups[1:]:
            if not _related_titles(groups[0], wrong):
                for use in wrong:
                    yield _document_finding(resolved, use, groups[0])


def _document_finding(resolved: ResolvedDocument, use: Use, others: Sequence[Use]) -> Diagnostic:
    return finding(
        resolved,
        CODE,
        use.cell,
        use.number.span,
        message=f"“{use.text}”在本清单另有{len(others)}处用作另一文件的文号，应核对。",
        message_en=f"“{use.text}” is the number of another document elsewhere in this file.",
        certainty=Certainty.LIKELY,
        related=tuple(
            related(
                one.cell,
                one.number.span,
                "此处用作另一文件的文号",
                "the number of another document here",
            )
            for one in others
        ),
    )


def _related_titles(one: Sequence[Use], two: Sequence[Use]) -> bool:
    """Return whether two titles may name one document, or what it encloses."""
    inner = (words for use in (*one, *two) for words in use.inner)
    return alike(one[0].subject, two[0].subject, inner)


# ---------------------------------------------------------------- the other lists of the run


def _other_lists(resolved: ResolvedDocument, own: Sequence[Use]) -> Iterator[Diagnostic]:
    """Yield a finding for each number that more lists, or an earlier one, print otherwise."""
    if not resolved.run:
        return
    documents = own_documents([as_printed(use) for use in own])
    for use in own:
        found = opposed(as_printed(use), resolved.run, resolved.document.name, documents)
        if found is not None:
            yield _list_finding(resolved, use, found)


def _list_finding(resolved: ResolvedDocument, use: Use, found: Opposed) -> Diagnostic:
    fact, others = found.fact.printed, found.others
    where = others[0] if len(others) == 1 else f"{others[0]} 等{len(others)}份"
    same_number = fact.text == use.text
    what, english = (
        (f"用作《{fact.title}》的文号", f"has it as the number of 《{fact.title}》")
        if same_number
        else (f"写作“{fact.text}”", f"has “{fact.text}”")
    )
    expected = fact.text if not same_number and len(others) > found.lists else None
    place = use.cell.offsets.to_source(use.number.span)
    return finding(
        resolved,
        CODE,
        use.cell,
        use.number.span,
        message=f"“{use.text}”在同批清单 {where} 中{what}，应核对后统一。",
        message_en=f"{len(others)} other list(s), such as “{others[0]}”, contradict “{use.text}”.",
        certainty=found.certainty,
        expected=expected,
        related=tuple(
            Related(place, f"{file} {what}", f"“{file}” {english}") for file in others[:_NAMED]
        ),
    )


RULE = Rule(
    code=CODE[0],
    name=CODE[1],
    severity=CODE[2],
    check=check,
    needs=(Need.OWN_WORDS, Need.NUMBER),
)
