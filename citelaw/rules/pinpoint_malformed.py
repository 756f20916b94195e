"""找什么：写法不成立的条、款、项号。

为什么
    条号中间断开、漏“零”、“第”字与顿号混用，读者要猜引的是哪一条，程序也检索不到。

错误
    【法律】《甲法》⟦第五十七 条→第五十七条⟧

    【法律】《甲法》⟦第一百四条→第一百零四条⟧

    【法律】《甲法》⟦第二十二条二款→第二十二条第二款⟧

    【规范性文件】《关于进一步加强甲工作的意见》⟦第五、⟧甲的支付：按照规定支付。

正确
    【法律】《甲法》第五十七条，第一百零四条第一、三款，第8条第（四）项、第九条第四项

    【规范性文件】《关于进一步加强甲工作的意见》五、甲的支付：按照规定支付。

依据
    只看号码的写法；阿拉伯数字，第（四）项与第四项，第八条、九条与第一、三款这类列举都是通行写法，不报。
    “一百四”也可能漏的是“十”，改动须人工确认。引文里的条号不报。

English: A pinpoint whose number is not well written.
"""

from __future__ import annotations

from collections.abc import Iterator

from citelaw.model import (
    Applicability,
    Cell,
    Diagnostic,
    Need,
    Pinpoint,
    ResolvedDocument,
    Rule,
    Severity,
)
from citelaw.numeral import is_malformed, parse_number, to_chinese
from citelaw.pattern import Pattern
from citelaw.rules._finding import BASIS_SECTIONS, finding, joined
from citelaw.span import Span

CODE = ("CL306", "pinpoint-malformed", Severity.WARNING)

_SPACE = Pattern(r"[\s\u200b\ufeff]+")
_NUMERAL = Pattern(r"[〇零一二三四五六七八九十百千]+")
_NO_ORDINAL = Pattern(r"(?<=条)(?=[〇零一二三四五六七八九十0-9０-９]{1,3}[款项])")

_WORDS = {
    "space": ("条号中间有空格或者换行", "There is white space inside the number"),
    "zero": ("条号漏写“零”", "The number leaves out its 零"),
    "mixed": ("序号把“第”字与顿号混用", "The number mixes 第 with a list mark"),
    "ordinal": ("款项号缺“第”字", "The number lacks its 第"),
    "number": ("条号的写法不成立", "The number is not well formed"),
}


def check(resolved: ResolvedDocument) -> Iterator[Diagnostic]:
    """Yield a finding for each badly written pinpoint of the list's own.

    Line ends inside several numbers come from the layout: those are one finding.
    """
    broken: list[Diagnostic] = []
    for found in resolved.cells:
        for citation in found.citations:
            pinpoint = citation.pinpoint
            fault = _fault(pinpoint)
            if not fault:
                continue
            one = _judge(resolved, found.cell, pinpoint, fault)
            if fault == "space" and "\n" in pinpoint.raw:
                broken.append(one)
            else:
                yield one
    if len(broken) > 2:
        yield joined(broken[0], broken[1:], "全文条号多处折行，此处亦同")
    else:
        yield from broken


def _fault(pinpoint: Pinpoint) -> str:
    if pinpoint.internal:
        return ""
    return pinpoint.malformed or ("ordinal" if _NO_ORDINAL.search(pinpoint.raw) else "")


def _judge(resolved: ResolvedDocument, cell: Cell, pinpoint: Pinpoint, fault: str) -> Diagnostic:
    chinese, english = _WORDS.get(fault, _WORDS["number"])
    expected = _right(pinpoint.raw) if fault in ("space", "zero", "ordinal") else None
    style = fault == "ordinal" and cell.section not in BASIS_SECTIONS
    return finding(
        resolved,
        CODE,
        cell,
        _anchor(cell, pinpoint, fault),
        message=f"{chinese}{f'，应作“{expected}”' if expected else '，应核对原文后改正'}。",
        message_en=f"{english}{f': {expected}' if expected else ''}.",
        severity=Severity.INFO if style else Severity.WARNING,
        expected=expected,
        fix=Applicability.SAFE if fault == "space" else Applicability.UNSAFE,
        minimal=True,
    )


def _anchor(cell: Cell, pinpoint: Pinpoint, fault: str) -> Span:
    """Return the pinpoint's cell span, with the list mark that does not go with its 第."""
    start, end = pinpoint.span
    if fault == "mixed" and cell.text[end : end + 1] in ("、", "：", ":", "．"):
        return Span(start, end + 1)
    return pinpoint.span


def _right(printed: str) -> str:
    """Return the pinpoint as it should be written."""
    words = _NO_ORDINAL.sub("第", _SPACE.sub("", printed))
    return _NUMERAL.sub(lambda found: _with_zero(found[0]), words)


def _with_zero(digits: str) -> str:
    value = parse_number(digits) if is_malformed(digits) else None
    return digits if value is None else to_chinese(value)


RULE = Rule(
    code=CODE[0],
    name=CODE[1],
    severity=CODE[2],
    check=check,
    needs=(Need.PINPOINT,),
)
