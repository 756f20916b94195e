"""CL504 issuer-anachronism (warning)

找什么：令号、公告号、文号里的机关在所注年份并不存在。

为什么
    机关撤销以后不会再发令，成立以前也不会；机关与年份对不上，说明机关、年份、号码至少有一处抄错。

错误
    【部门规章】《白鹭机构管理办法》（2022年3月2日⟦青禾部⟧令第5号）第三条

    【部门规章】《甲办法》（⟦青禾部⟧令2022年第5号）第三条

    【部门规章】《甲办法》（⟦国家青禾保障局⟧令第5号，2015年3月2日公布）第三条

正确
    【部门规章】《甲办法》（2012年3月2日青禾部令第5号）第三条

    【部门规章】《甲办法》（青禾部令第5号，2022年3月2日修正）第三条

    【部门规章】《甲办法》（青禾部令第5号）第三条

    【部门规章】《甲办法》（2018年青禾部令第5号）第三条

    【部门规章】《甲办法》（2022年3月2日丙部令第5号）第三条

依据
    数据库所载机关的存续时间，撤销、成立的当年不报。只看与令号连写的日期，或者令号之后注明公布、发布的
    日期；令号之后的修正日期是另一件事。文号只看一个机关
    专用的代字（国土资发、银保监发）。没有载明存续时间的机关不报。

English: The organ of a decree did not exist in the year that is given for it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from citelaw.model import (
    Cell,
    Diagnostic,
    DocumentNumber,
    Need,
    Organ,
    ResolvedDocument,
    Rule,
    Severity,
)
from citelaw.pattern import Pattern
from citelaw.rules._finding import finding, unquoted_mentions
from citelaw.rules._lifetime import began_after, ended_before
from citelaw.rules._number import coded_parts
from citelaw.rules._title import STATE
from citelaw.span import Span

CODE = ("CL504", "issuer-anachronism", Severity.WARNING)

_YEAR = r"(?P<year>(?:19|20)[0-9]{2})"
_DECREE = Pattern(
    rf"(?P<organs>[^令\s][^令]{{1,60}}?)(?:令|公告)[（(〔\[【]?(?:{_YEAR}年?[）)〕\]】]?)?[（(〔\[【]?第?[0-9一二三四五六七八九十百〇零]"
)
_BEFORE = Pattern(rf"{_YEAR}年(?:[0-9]{{1,2}}月(?:[0-9]{{1,2}}日)?)?[ ]?(?:以|由|经)?$")
_AFTER = Pattern(
    rf"[）)]?[，,、\s（(]{{0,3}}{_YEAR}年(?:[0-9]{{1,2}}月(?:[0-9]{{1,2}}日)?)?(?:公布|发布|颁布|颁发)"
)
_CODES = {
    "国土资发": "国土资源部",
    "国土资规": "国土资源部",
    "国土资厅发": "国土资源部",
    "自然资发": "自然资源部",
    "自然资规": "自然资源部",
    "自然资办发": "自然资源部",
    "劳社部发": "劳动和社会保障部",
    "劳社厅发": "劳动和社会保障部",
    "人社部发": "人力资源和社会保障部",
    "人社部规": "人力资源和社会保障部",
    "银监发": "中国银行业监督管理委员会",
    "保监发": "中国保险监督管理委员会",
    "银保监发": "中国银行保险监督管理委员会",
    "银保监规": "中国银行保险监督管理委员会",
    "银保监办发": "中国银行保险监督管理委员会",
}
"""The codes (发文机关代字) that one organ alone uses; local organs put their place before them."""

_ORGAN = Pattern(r"[^、，,\s\u3000]{2,24}")


def check(resolved: ResolvedDocument) -> Iterator[Diagnostic]:
    """Yield a finding for each organ that issues a decree in a year in which it did not exist."""
    organs = {word: organ for organ in resolved.organs for word in (*organ.short, organ.name)}
    for cell, mention in unquoted_mentions(resolved):
        for number in mention.numbers:
            yield from _judge(resolved, cell, number, organs)


def _judge(
    resolved: ResolvedDocument, cell: Cell, number: DocumentNumber, organs: dict[str, Organ]
) -> Iterator[Diagnostic]:
    for words, organ, year in (*_issuers(cell.text, number, organs), *_coded(number, organs)):
        if _out_of_time(organ, year) and cell.text[words.start - 1 : words.start] != "原":
            yield _finding(resolved, cell, words, organ, year)


def _issuers(
    text: str, number: DocumentNumber, organs: dict[str, Organ]
) -> Iterator[tuple[Span, Organ, int]]:
    """Yield the known organs of a decree with their *cell* spans and the year that is given."""
    decree = _DECREE.match(number.raw)
    year = _year(text, number) if decree is not None else None
    if decree is None or year is None:
        return
    for name in _ORGAN.finditer(decree["organs"]):
        printed = name[0].removeprefix(STATE)
        if printed in organs:
            end = number.span.start + name.end()
            yield Span(end - len(printed), end), organs[printed], year


def _coded(number: DocumentNumber, organs: dict[str, Organ]) -> Iterator[tuple[Span, Organ, int]]:
    """Yield the organ whose code a 文号 opens with, where the code is its alone."""
    parts = coded_parts(number.raw)
    organ = organs.get(_CODES.get(parts.code, "")) if parts is not None else None
    if parts is None or organ is None or len(parts.year) != 4:
        return
    if number.raw.startswith(parts.code) and parts.year.isascii():
        start = number.span.start
        yield Span(start, start + len(parts.code)), organ, int(parts.year)


def _year(text: str, number: DocumentNumber) -> int | None:
    """Return the year that the list gives for the decree itself, None where it gives none."""
    start, end = number.span
    decree = _DECREE.match(number.raw)
    if decree is not None and decree["year"]:
        return int(decree["year"])
    found = _BEFORE.search(text[max(start - 14, 0) : start]) or _AFTER.match(text, end)
    return int(found["year"]) if found is not None else None


def _out_of_time(organ: Organ, year: int) -> bool:
    """Return whether the organ existed on no day of the year."""
    return ended_before(organ, date(year, 1, 1)) or began_after(organ, date(year, 12, 31))


def _finding(
    resolved: ResolvedDocument, cell: Cell, span: Span, organ: Organ, year: int
) -> Diagnostic:
    printed = cell.text[span.start : span.end]
    if ended_before(organ, date(year, 1, 1)):
        known = f"该机关已于{(organ.until or '')[:4]}年撤销"
    else:
        known = f"该机关{(organ.since or '')[:4]}年才设立"
    return finding(
        resolved,
        CODE,
        cell,
        span,
        message=f"{year}年没有“{printed}”的文件，{known}，应核对机关、年份和号码。",
        message_en=f"“{organ.name}” did not exist in {year}.",
    )


RULE = Rule(code=CODE[0], name=CODE[1], severity=CODE[2], check=check, needs=(Need.OWN_WORDS,))
