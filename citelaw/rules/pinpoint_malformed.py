"""CL306 pinpoint-malformed (warning)

找什么：写法不成立的条、款、项号。

为什么
    条号中间断开、漏“零”、“第”字与顿号混用，读者要猜引的是哪一条，程序也检索不到。

错误
    【法律】《甲法》⟦第五十七 条→第五十七条⟧

    【法律】《甲法》⟦第一百四条→第一百零四条⟧

    【法律】《甲法》⟦第二十二条二款→第二十二条第二款⟧

    【法律】《甲法》⟦五十一条→第五十一条⟧

    【法律】《甲法》⟦第三四条⟧、⟦第四10条⟧

    【法律】《甲法》⟦第二十八条第（二）款⟧

    【规范性文件】《甲市医疗局职能配置、内设机构和人员编制规定》⟦第四条第五款⟧

    【法律】《甲法》⟦第二款⟧

    【法律】《甲法》⟦第五.十一条⟧

    【规范性文件】《关于进一步加强甲工作的意见》⟦第五、⟧甲的支付：按照规定支付。

    【规范性文件】《关于进一步加强甲工作的意见》（甲发〔2015〕3号）
    ⟦目标任务⟧：各县区的救助制度于2015年年底以前合并实施，全面展开。

正确
    【法律】《甲法》第五十七条，第一百零四条第一、三款，第8条第（四）项、第九条第四项，第二〇条

    【规范性文件】《甲市医疗局职能配置、内设机构和人员编制规定》第三条第一款第四项

    【法律】《甲法》第二十八条第（二）款第（一）项，第八条、九条，第12条第2款

    【规范性文件】《关于进一步加强甲工作的意见》五、甲的支付：按照规定支付。

依据
    只看号码的写法；阿拉伯数字，第（四）项与第四项，第八条、九条与第一、三款这类列举都是通行写法，不报。
    “一百四”也可能漏的是“十”，改动须人工确认。款不编号：写作“第（二）款”的，多半指的是项；“三定”
    规定的各条以（一）（二）分项，引第二款以下的也是如此。
    不分条的通知、意见引了小标题而没有序号的，应当补序号。引文里的条号不报。

English: A pinpoint whose number is not well written.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from citelaw.model import (
    BASIS_SECTIONS,
    Applicability,
    Cell,
    CellCitations,
    Certainty,
    Citation,
    Diagnostic,
    Need,
    Pinpoint,
    ResolvedDocument,
    Rule,
    Severity,
)
from citelaw.numeral import is_malformed, parse_number, to_chinese
from citelaw.pattern import Pattern
from citelaw.rules._finding import finding, joined
from citelaw.rules._memo import of_cell
from citelaw.rules._whole import whole_documents
from citelaw.span import Span

CODE = ("CL306", "pinpoint-malformed", Severity.WARNING)

_SPACE = Pattern(r"[\s\u200b\ufeff]+")
_NUMERAL = Pattern(r"[〇零一二三四五六七八九十百千]+")
_RUN_TOGETHER = Pattern(r"(?<![〇零])[一二三四五六七八九]{2}(?![〇零])")
_MIXED = Pattern(r"[0-9０-９][〇零一二三四五六七八九十百]|[〇零一二三四五六七八九十百][0-9０-９]")
_NUMBERED_PARAGRAPH = Pattern(r"[（(]\s{0,2}[0-9一二三四五六七八九十]{1,3}\s{0,2}[）)]款$")
_STAFFING_PLAN = Pattern(r"内设机构[、和]?人员编制(?:的)?(?:规定|方案)")
_NO_FIRST_ORDINAL = Pattern(r"^[0-9０-９一二三四五六七八九十百零〇]{1,7}条")
_NO_ORDINAL = Pattern(r"(?<=条)(?=[〇零一二三四五六七八九十0-9０-９]{1,3}[款项])")

_WORDS = {
    "space": ("条号中间有空格或者换行", "There is white space inside the number"),
    "zero": ("条号漏写“零”", "The number leaves out its “零”"),
    "mixed": ("序号把“第”字与顿号混用", "The number mixes “第” with a list mark"),
    "ordinal": ("款项号缺“第”字", "The number lacks its “第”"),
    "number": ("条号的写法不成立", "The number is not well formed"),
    "first": ("条号缺“第”字", "The number lacks its “第”"),
    "together": ("几个数字连写，读不出是哪一条", "Numbers run together"),
    "digits": ("条号混用汉字与阿拉伯数字", "The number mixes Chinese and Arabic digits"),
    "paragraph": ("款不编号，分项列举的应当引项", "A list item is meant, not a paragraph"),
    "article": ("只写款，没有写明是哪一条", "A paragraph is cited without its article"),
    "heading": ("只写小标题，没有写明序号", "A heading is cited without its number"),
}
_MENDED = frozenset({"space", "zero", "ordinal", "first"})
_LIKELY = frozenset({"unread", "paragraph", "article", "heading"})


def check(resolved: ResolvedDocument) -> Iterator[Diagnostic]:
    """Yield a finding for each badly written pinpoint of the list's own.

    Line ends inside several numbers come from the layout: those are one finding.
    """
    broken: list[Diagnostic] = []
    for found in resolved.cells:
        for pinpoint, fault in _faults(found.cell, found):
            one = _judge(resolved, found.cell, pinpoint, fault)
            if fault == "space" and "\n" in pinpoint.raw:
                broken.append(one)
            else:
                yield one
    for whole in whole_documents(resolved):
        for span, fault in ((whole.unread, "unread"), (whole.heading, "heading")):
            if span is not None:
                yield _finding(resolved, whole.resolution.cell, span, fault)
    if len(broken) > 2:
        yield joined(
            broken[0],
            broken[1:],
            "全文条号多处折行，此处亦同",
            "numbers are broken by line ends throughout, here too",
        )
    else:
        yield from broken


@of_cell
def _faults(cell: Cell, found: CellCitations | None) -> Sequence[tuple[Pinpoint, str]]:
    """Return the badly written pinpoints of a cell, each with what is wrong with it."""
    citations = found.citations if found is not None else ()
    faults = ((one.pinpoint, _fault(cell, one)) for one in citations)
    return [(pinpoint, fault) for pinpoint, fault in faults if fault]


def _fault(cell: Cell, citation: Citation) -> str:
    """Name what is wrong with the way a pinpoint is written, or ""."""
    pinpoint = citation.pinpoint
    if pinpoint.internal:
        return ""
    words = _SPACE.sub("", pinpoint.raw)
    if pinpoint.malformed or _NO_ORDINAL.search(words):
        return pinpoint.malformed or "ordinal"
    if _NO_FIRST_ORDINAL.match(words) and cell.text[pinpoint.span.start - 1] in "》）)":
        return "first"
    for fault, pattern in (
        ("together", _RUN_TOGETHER),
        ("digits", _MIXED),
        ("paragraph", _NUMBERED_PARAGRAPH),
    ):
        if pattern.search(words):
            return fault
    if _is_item_of_staffing_plan(citation):
        return "paragraph"
    above = pinpoint.locator[:5] + pinpoint.locator[8:]
    alone = pinpoint.locator.paragraph is not None and not any(one is not None for one in above)
    return "article" if alone and citation.statute is not None else ""


def _is_item_of_staffing_plan(citation: Citation) -> bool:
    """Return whether a 款 beyond the first is cited of a 三定规定.

    Their articles open with one 款 and list by （一）（二）, which are 项.
    """
    locator, mention = citation.pinpoint.locator, citation.statute
    if mention is None or not _STAFFING_PLAN.search(mention.stands_for or mention.title):
        return False
    return locator.item is None and locator.article is not None and (locator.paragraph or 0) > 1


def _judge(resolved: ResolvedDocument, cell: Cell, pinpoint: Pinpoint, fault: str) -> Diagnostic:
    expected = _right(pinpoint.raw, fault) if fault in _MENDED else None
    return _finding(resolved, cell, _anchor(cell, pinpoint, fault), fault, expected)


def _finding(
    resolved: ResolvedDocument, cell: Cell, span: Span, fault: str, expected: str | None = None
) -> Diagnostic:
    chinese, english = _WORDS.get(fault, _WORDS["number"])
    style = fault == "ordinal" and cell.section not in BASIS_SECTIONS
    return finding(
        resolved,
        CODE,
        cell,
        span,
        message=f"{chinese}{f'，应作“{expected}”' if expected else '，应核对原文后改正'}。",
        message_en=f"{english}{f': “{expected}”' if expected else ''}.",
        severity=Severity.INFO if style else Severity.WARNING,
        certainty=Certainty.LIKELY if fault in _LIKELY else Certainty.CERTAIN,
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


def _right(printed: str, fault: str) -> str:
    """Return the pinpoint as it should be written."""
    words = ("第" if fault == "first" else "") + _NO_ORDINAL.sub("第", _SPACE.sub("", printed))
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
