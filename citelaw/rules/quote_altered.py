"""CL403 quote-altered (warning)

找什么：引文与所引条文相比改了、增了或者漏了字，又没有省略号。

为什么
    加引号或者写在条号之后的文字会被当作条文原文；少一个“不”字，意思就反了。

错误
    日期 2020-01-01
    【法律】《中华人民共和国青禾保险法》第九条：“以虚报播种面积、伪造灾情证明或者其他手段骗取青禾保险待遇的，由⟦农业→青禾⟧主管部门责令退回骗取的保险金，处骗取金额二倍以上五倍以下的罚款。”

    【规范性文件】《甲局关于全面开展重大青禾疾病医疗救助工作的意见》（甲发〔2015〕30号）：“全面开展⟦中→重⟧大青禾疾病医疗救助工作，进一步细化政策措施。”

正确
    日期 2020-01-01
    【法律】《中华人民共和国青禾保险法》第九条：“以虚报播种面积、伪造灾情证明或者其他手段骗取青禾保险待遇的，由青禾主管部门责令退回骗取的保险金，处骗取金额2倍以上5倍以下的罚款。”

    日期 2020-01-01
    【法律】《中华人民共和国青禾保险法》第九条：“以虚报播种面积……骗取青禾保险待遇的，由青禾主管部门责令退回骗取的保险金，处骗取金额二倍以上五倍以下的罚款。”

依据
    与该条逐字比对。空白、全角半角、标点样式、数字写法（1万元与一万元）、帐与账、项前序号不同的不报；
    库中只有文字的指纹，指出何处不同；原文能够试出并由指纹证实的，一并写明，其余请核对公布文本。
    没有文本的文件，其引文与题名相同而只有一字不同的，也报，作待核。

English: Words of the quotation were changed, added, or dropped without an ellipsis.
"""

from __future__ import annotations

from collections.abc import Iterator

from citelaw.model import (
    Cell,
    Certainty,
    CitationResolution,
    Comparison,
    Diagnostic,
    Difference,
    DifferenceKind,
    Need,
    Quote,
    Related,
    ResolvedDocument,
    Rule,
    Severity,
)
from citelaw.numeral import parse_number
from citelaw.pattern import Pattern
from citelaw.rules._basis import article, certainty, evidence, severity, statute_of, titled
from citelaw.rules._finding import finding, related
from citelaw.rules._quote import before, place, printed
from citelaw.rules._title_words import slips
from citelaw.span import Span

CODE = ("CL403", "quote-altered", Severity.WARNING)

_RUN_TOGETHER = 5
"""From so many places on the whole quotation is marked, once."""

_GRAVE = Pattern(
    r"不|应[当该]|可以|必须|[0-9０-９]|[二两三四五六七八九十百千万]"
    r"|部门|机关|机构|政府(?![采投信定指补购储基债])|法院|检察院|委员会"
    r"|(?<![布结格])局|(?<![舞餐])厅|(?<![医病剧影书学])院|(?<![部签])署"
)
_DUTY = Pattern(r"应[该当]")
_LONGEST_WORDS = 40
_SHARED_WORDS = 15
"""Characters that the openings of two items are thought to share at most."""

_ITEM = Pattern(r"[（(]\s?([一二三四五六七八九十]{1,3}|[0-9０-９]{1,2})\s?[）)]")
_KINDS = {
    DifferenceKind.CHANGED: ("改动", "changed"),
    DifferenceKind.ADDED: ("增字", "added"),
    DifferenceKind.DROPPED: ("漏字", "dropped"),
}


def check(resolved: ResolvedDocument) -> Iterator[Diagnostic]:
    """Yield a finding for every place where a quotation departs from the cited article."""
    for one in resolved.citations:
        quote, own = one.citation.quote, one.own
        if quote is None or own is None or one.older or one.elsewhere or one.renumbered:
            continue
        differences = [
            each
            for each in own.differences
            if not _trails(quote, each) and not _numbered_gap(quote, each)
        ]
        if len(differences) >= _RUN_TOGETHER:
            yield _together(resolved, one, quote, own, differences)
            continue
        for difference in differences:
            yield _finding(resolved, one, quote, own, difference)
    yield from _of_unnamed(resolved)
    yield from _of_titles(resolved)


def _of_unnamed(resolved: ResolvedDocument) -> Iterator[Diagnostic]:
    """Yield a finding where the words of a provision whose document is not named were changed."""
    for one in resolved.unnamed:
        if one.found is None or not one.found.comparison.differences:
            continue
        statute, own = one.found
        spoken, count = article(own.locator), len(own.differences)
        start = one.span.start
        places = (Span(start + at.span.start, start + at.span.end) for at in own.differences)
        yield finding(
            resolved,
            CODE,
            one.cell,
            one.span,
            message=f"与{titled(statute.title)}{spoken}相比，引文有{count}处改动，请核对原文。",
            message_en=(
                f"Compared with {titled(statute.title)}{spoken}, the quotation departs in {count} "
                "place(s)."
            ),
            certainty=Certainty.LIKELY,
            related=tuple(_departure(one.cell, each) for each in places),
            evidence=evidence(statute, own.version, own.locator),
        )


def _of_titles(resolved: ResolvedDocument) -> Iterator[Diagnostic]:
    """Yield a finding where a passage has words of its document's title with one changed."""
    for slip in slips(resolved):
        mention, cell = slip.whole.resolution.mention, slip.whole.resolution.cell
        raw = cell.text[slip.span.start : slip.span.end]
        yield finding(
            resolved,
            CODE,
            cell,
            slip.span,
            message=(
                f"引文中的“{raw}”在{titled(mention.title)}的题名里作“{slip.right}”，请核对原文。"
            ),
            message_en=f"The title of the document has “{slip.right}” where this has “{raw}”.",
            certainty=Certainty.LIKELY,
            expected=slip.right,
            statute=mention,
        )


def _trails(quote: Quote, difference: Difference) -> bool:
    """Return whether the list's own words stand at an end of a quotation without marks."""
    if quote.marked or difference.kind is not DifferenceKind.ADDED:
        return False
    start, end = difference.span
    if not quote.text[end:].strip("。；：，、 \n\t\u3000）”"):
        return quote.text[:start].rstrip(" \t\u3000").endswith(("。", "；", "：", "\n", "）"))
    after = quote.text[end : end + 1]
    return not quote.text[:start].strip() and after in ("\n", " ", "\u3000", "：", ":", "。")


def _numbered_gap(quote: Quote, difference: Difference) -> bool:
    """Return whether the numbers of the items show that some are left out: 下列行为之一：（三）.

    The words that the items share hide where the gap begins, so it is looked for some characters
    after the number.
    """
    if difference.kind is not DifferenceKind.DROPPED or not difference.passage:
        return False
    last = 0
    for found in _ITEM.finditer(quote.text):
        number = parse_number(found[1]) or 0
        near = difference.span.start - _SHARED_WORDS <= found.start() < difference.span.end + 3
        if near and number > last + 1:
            return True
        last = number
    return False


def _finding(
    resolved: ResolvedDocument,
    one: CitationResolution,
    quote: Quote,
    own: Comparison,
    difference: Difference,
) -> Diagnostic:
    word, word_en = _KINDS[difference.kind]
    where = before(quote, difference)
    front = f"“{where}”之后" if where else "引文开头"
    marks = "且无省略号" if difference.kind is DifferenceKind.DROPPED else ""
    spoken = article(own.locator)
    return _marked(
        resolved,
        one,
        own,
        place(quote, difference),
        message=(
            f"与{titled(statute_of(one).title)}{spoken}相比，{front}有{word}{marks}"
            f"{_original(difference)}，请核对原文。"
        ),
        message_en=(
            f"Compared with {titled(statute_of(one).title)}{spoken}, words were {word_en} "
            f"{_place_in_english(quote, difference)}{_original_in_english(difference)}."
        ),
        default=_severity(quote, difference),
        expected=difference.expected,
    )


def _original(difference: Difference) -> str:
    """Return the provision's own words, where the user has them."""
    words = difference.expected
    if not words:
        return ""
    return f"（原文为“{_shortened(words)}”）"


def _place_in_english(quote: Quote, difference: Difference) -> str:
    words = printed(quote, difference)
    if words:
        return f"at “{words}”"
    where = before(quote, difference)
    return f"behind “{where}”" if where else "at the beginning"


def _original_in_english(difference: Difference) -> str:
    words = difference.expected
    return f"; the provision has “{_shortened(words)}”" if words else ""


def _shortened(words: str) -> str:
    return words if len(words) <= _LONGEST_WORDS else words[:_LONGEST_WORDS] + "……"


def _together(
    resolved: ResolvedDocument,
    one: CitationResolution,
    quote: Quote,
    own: Comparison,
    differences: list[Difference],
) -> Diagnostic:
    spoken, count = article(own.locator), len(differences)
    return _marked(
        resolved,
        one,
        own,
        quote.span,
        message=f"与{titled(statute_of(one).title)}{spoken}相比，引文有{count}处改动，请核对原文。",
        message_en=(
            f"Compared with {titled(statute_of(one).title)}{spoken}, the quotation departs in "
            f"{count} places."
        ),
        default=Severity.WARNING,
        places=[place(quote, each) for each in differences],
    )


def _marked(
    resolved: ResolvedDocument,
    one: CitationResolution,
    own: Comparison,
    span: Span,
    *,
    message: str,
    message_en: str,
    default: Severity,
    places: list[Span] | None = None,
    expected: str | None = None,
) -> Diagnostic:
    cell = one.citation.cell
    return finding(
        resolved,
        CODE,
        cell,
        span,
        message=message,
        message_en=message_en,
        severity=severity(one, default),
        certainty=certainty(resolved, one),
        wrong_since=one.meant_since,
        expected=expected,
        related=tuple(_departure(cell, each) for each in places or ()),
        evidence=evidence(statute_of(one), own.version, own.locator),
        statute=one.citation.statute,
        citation=one.citation,
    )


def _departure(cell: Cell, span: Span) -> Related:
    return related(cell, span, "与条文不同之处", "differs from the provision")


def _severity(quote: Quote, difference: Difference) -> Severity:
    """Return error where a printed word carries duty, power, number or organ."""
    if difference.kind is DifferenceKind.DROPPED:
        return Severity.WARNING
    start, end = difference.span
    touched = quote.text[max(start - 1, 0) : end]
    grave = _GRAVE.search(printed(quote, difference)) or _DUTY.search(touched)
    return Severity.ERROR if grave else Severity.WARNING


RULE = Rule(
    code=CODE[0],
    name=CODE[1],
    severity=CODE[2],
    check=check,
    needs=(Need.PINPOINT, Need.QUOTE, Need.STATUTE, Need.VERSION, Need.COMPARED),
)
