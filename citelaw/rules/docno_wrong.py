"""CL502 docno-wrong (warning)

找什么：文号、令号不是这个文件的，而是另一个文件的，或者与已知的号码差一个字。

为什么
    按文号去找，找到的是另一个文件；多为抄错一行，或者漏了“办”字、年份差一年。

错误
    日期 2022-01-01
    【规范性文件】《国家青禾保障局关于优化青禾领域便民服务的意见》（⟦青保办发〔2021〕39号→青保发〔2021〕39号⟧）第三条

    日期 2022-01-01
    【规范性文件】《国家青禾保障局关于优化青禾领域便民服务的意见》（⟦青保发〔2020〕39号→青保发〔2021〕39号⟧）第三条

    【行政法规】《青禾救助暂行办法》（⟦国务院令第660号⟧）第二条

    【行政法规】《青禾救助暂行办法》（2014年2月21日⟦国务院令第911号→国务院令第901号⟧公布）第二条

    【行政法规】《青禾救助暂行办法》（国务院令第901号公布，2019年3月2日⟦国务院令第990号→国务院令第909号⟧修订）第二条

正确
    日期 2022-01-01
    【规范性文件】《国家青禾保障局关于优化青禾领域便民服务的意见》（青保发[2021]39号）第三条

    【行政法规】《青禾救助暂行办法》（国务院令第901号，国务院令第909号修订）第二条

    【行政法规】《国务院关于修改部分行政法规的决定》（国务院令第901号）第二条

    【部门规章】《白鹭机构管理办法》（青部令第7号）第二条

依据
    数据库中该文件及其历次修改的号码。库中没有该文件号码的，联合发文另有号码的，转发通知自己的号码，修改决定的
    号码，同名而由别的机关另发的文件，不报；主席令、部令的号码每届重起，只在该文件历次号码齐全时，或者题注
    所写的那一天是由另一号令公布的时，才比较。

English: The number is another document's, or a slip for the document's own.
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
from citelaw.rules._basis import evidence, titled
from citelaw.rules._finding import finding
from citelaw.rules._wrong_number import WrongNumber, further_numbers, wrong_numbers

CODE = ("CL502", "docno-wrong", Severity.WARNING)


def check(resolved: ResolvedDocument) -> Iterator[Diagnostic]:
    """Yield a finding for each number that is not the document's own."""
    for one, wrong in (*wrong_numbers(resolved), *further_numbers(resolved)):
        yield _finding(resolved, one, wrong)


def _finding(resolved: ResolvedDocument, one: MentionResolution, wrong: WrongNumber) -> Diagnostic:
    statute = one.statute or wrong.owner
    owner = f"，而是{titled(wrong.owner.title)}的" if wrong.owner is not None else ""
    right = f"，应为“{wrong.right}”" if wrong.right is not None else "，应核对"
    english = f"; it is “{wrong.right}”" if wrong.right is not None else ""
    sure = wrong.certainty is Certainty.CERTAIN
    return finding(
        resolved,
        CODE,
        one.cell,
        wrong.number.span,
        message=f"“{wrong.number.text}”不是《{one.mention.title}》的号码{owner}{right}。",
        message_en=f"“{wrong.number.text}” is not the number of 《{one.mention.title}》{english}.",
        severity=Severity.ERROR if sure else Severity.WARNING,
        certainty=wrong.certainty,
        expected=wrong.right,
        fix=Applicability.UNSAFE,
        minimal=True,
        evidence=evidence(statute),
        statute=one.mention,
    )


RULE = Rule(
    code=CODE[0], name=CODE[1], severity=CODE[2], check=check, needs=(Need.OWN_WORDS, Need.NUMBER)
)
