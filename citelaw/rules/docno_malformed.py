"""CL501 docno-malformed (warning)

找什么：写法不规范的文号和令号。

为什么
    发文字号的年份用六角括号〔〕，不加空格（GB/T 9704-2012，党政机关公文格式）；令号写作“第…号”。
    号码写错写散，文件就检索不到。

错误
    【规范性文件】《关于加强甲工作的意见》（⟦甲办文 [2019]47号→甲办文〔2019〕47号⟧）第三条

    【规范性文件】《关于加强甲工作的意见》（⟦甲保发〔 2021〕5号→甲保发〔2021〕5号⟧）第三条

    【规范性文件】《关于加强甲工作的意见》（⟦甲应急【2021】77号→甲应急〔2021〕77号⟧）第三条

    【行政法规】《甲条例》（⟦国务院令第六49号→国务院令第649号⟧）第三条

    【行政法规】《甲条例》（⟦国务院令649号→国务院令第649号⟧）第三条

正确
    【行政法规】《甲条例》（国务院令第649号，自2014年5月1日起施行）第三条

    【部门规章】《乙办法》（甲部令2019年第2号）第三条

    【规范性文件】《关于加强甲工作的意见》（甲法监发〔2004〕第97号）第三条，《关于加强乙工作的意见》（甲发〔2018〕063号）第三条

依据
    只看号码的写法。令号缺“第”字只作提示；令2019年第2号、第7号令、〔2004〕第97号、063号是通行写法，不报；
    联合发文机关之间空一格，不报；引文里的号码不报。每一处都标出。

English: A document or decree number with wrong brackets, spaces, mixed digits, or without its 第.
"""

from __future__ import annotations

from collections.abc import Iterator

from citelaw.model import (
    Applicability,
    Cell,
    Diagnostic,
    DocumentNumber,
    Need,
    ResolvedDocument,
    Rule,
    Severity,
)
from citelaw.rules._finding import finding, unquoted_mentions
from citelaw.rules._number import check_form

CODE = ("CL501", "docno-malformed", Severity.WARNING)

_WORDS = {
    "space": ("号码中间有空格或者换行", "white space inside"),
    "brackets": ("年份应用六角括号〔〕", "the year stands in 〔〕"),
    "year": ("括号内的年份不写“年”字", "no “年” in the brackets"),
    "digits": ("数字混用汉字与阿拉伯数字", "mixed digits"),
    "ordinal": ("令号缺“第”字", "“第” is missing"),
}
_SAFE = frozenset({"space", "brackets", "year"})


def check(resolved: ResolvedDocument) -> Iterator[Diagnostic]:
    """Yield a finding for each number that is badly printed."""
    seen: set[tuple[int, int]] = set()  # a number may serve two mentions
    for cell, mention in unquoted_mentions(resolved):
        for number in mention.numbers:
            place = cell.offsets.to_source(number.span)
            found = _judge(resolved, cell, number) if place not in seen else None
            seen.add(place)
            if found is not None:
                yield found


def _judge(resolved: ResolvedDocument, cell: Cell, number: DocumentNumber) -> Diagnostic | None:
    faults, right = check_form(number.raw)
    if not faults:
        return None
    chinese = "，".join(_WORDS[fault][0] for fault in faults)
    english = ", ".join(_WORDS[fault][1] for fault in faults)
    return finding(
        resolved,
        CODE,
        cell,
        number.span,
        message=f"{chinese}，应作“{right}”。",
        message_en=f"Badly written number ({english}): “{right}”.",
        severity=Severity.INFO if faults == ("ordinal",) else Severity.WARNING,
        expected=right,
        fix=Applicability.SAFE if _SAFE.issuperset(faults) else Applicability.UNSAFE,
        minimal=True,
    )


RULE = Rule(
    code=CODE[0],
    name=CODE[1],
    severity=CODE[2],
    check=check,
    needs=(Need.OWN_WORDS, Need.NUMBER),
)
