"""CL603 numbering (warning, list)

找什么：清单自己的序号有缺号或者重号。

为什么
    1. 2. 3. 之后是 5.，不是漏了一项，就是编错了号；电子表格下拉填充会把 2. 变成 3.、4.、5.。
    读者据序号引用责任事项，缺号、重号使引用落空。

错误
    1.《甲法》第三条；
    ⟦3⟧.《乙条例》第五条。

    1.【法律】《甲法》第三条
    2.【行政法规】《乙条例》第五条
    ⟦2⟧.【规范性文件】《丙办法》第六条
    3.【规范性文件】《丁办法》第七条

    ①《甲法》第三条；②《乙条例》第五条；⟦④⟧《丙办法》第六条。

    一、《甲法》第三条
    ⟦三⟧、《乙条例》第五条

正确
    3.《甲法》第三条；
    4.《乙条例》第五条。

    处罚依据：
    1.《甲法》第三条；
    2.《乙条例》第五条。
    程序依据：
    4.《丙办法》第六条。

    1.《甲法》第三条：（1）第一种情形；（3）第三种情形；2.《乙条例》第五条：1.一般情形；5.特殊情形。

    《甲办法》第三条：有下列情形之一的，不予批准：（一）材料不实的；（三）逾期的；（七）其他情形。

    1.《甲法》第三条；2、《乙条例》第五条；3,《丙办法》第六条；4.《丁办法》第七条。

    1.《甲法》第三条；
    12.《乙条例》第五条。

依据
    只看清单自己的文字；引文里的项号是法条的，不看；依据栏只看后面就是文件名称的序号。小标题之后重新编号，
    一栏从大于1的号开始（上一页或者上一格的续写），缺的号在两号之间以别的写法出现过，都不报；相差十个号
    以上的多半不是序号，不报。

English: A gap or a repeat in the numbering of a cell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from citelaw.model import (
    BASIS_SECTIONS,
    Cell,
    CellCitations,
    Diagnostic,
    Profile,
    ResolvedDocument,
    Rule,
    Severity,
)
from citelaw.numeral import parse_number, to_chinese
from citelaw.pattern import Pattern
from citelaw.rules._finding import finding
from citelaw.rules._memo import of_cell
from citelaw.rules._words import found_in, without_quotations
from citelaw.span import Span

CODE = ("CL603", "numbering", Severity.WARNING)

WIDEST = 10
"""A gap of so many numbers or more is none: 3 and then 15 are no series."""

DEEPEST = 8
"""Series that may be open at a time."""

_HAN_DIGITS = "一二三四五六七八九十"
_CIRCLES = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_MARKER = Pattern(
    rf"""[\s。；;：:！“”](?:
        (?P<dot>[0-9]{{1,2}})[ ]?[.．](?![0-9])
      | (?P<comma>[0-9]{{1,2}})、(?![0-9])
      | (?P<half>[0-9]{{1,2}})[)）]
      | [（(](?P<paren>[0-9]{{1,2}})[)）]
      | [（(](?P<item>[{_HAN_DIGITS}]{{1,3}})[)）]
      | (?<=\n)[ \u3000]{{0,4}}(?P<part>[{_HAN_DIGITS}]{{1,3}})、(?![{_HAN_DIGITS}])
      | (?P<circle>[{_CIRCLES}])
    )""",
    re.VERBOSE,
)
"""A number with the one character before it, by which it is quickly found."""

_CITATION = Pattern(r"[ \u3000]{0,3}[【《\[［]")
_UNITS = "年月日天个万千元人次小倍％%号条款项级类种分周"
_HEADING = Pattern(r"[：:][ \n\u3000]{0,4}$|(?:^|\n)[^\n，。；、：:.．0-9]{2,16}\n[ \u3000]{0,4}$")


class _Marker(NamedTuple):
    """A number that opens an item: ``span`` is the *cell* span of the number alone."""

    style: str
    value: int
    span: Span
    start: int
    end: int


def check(resolved: ResolvedDocument) -> Iterator[Diagnostic]:
    """Yield a finding for each number that does not follow the one before it."""
    citations = found_in(resolved)
    for cell in resolved.document.cells:
        if cell.prose:
            continue
        for before, marker in _broken(cell, citations.get(id(cell))):
            yield _finding(resolved, cell, before, marker)


@of_cell
def _broken(cell: Cell, found: CellCitations | None) -> tuple[tuple[_Marker, _Marker], ...]:
    """Return each number of a cell that breaks its series, with the one before it."""
    text = without_quotations(cell, found)
    return tuple(_breaks(text, _markers(cell, text, found)))


def _markers(cell: Cell, text: str, found: CellCitations | None) -> Iterator[_Marker]:
    """Yield the numbers of the list's own in text order.

    In a basis only a number before a title is the list's own for sure; and （一）（三） beside
    citations may be taken from the provision.
    """
    basis = cell.section in BASIS_SECTIONS
    for match in _MARKER.finditer("\n" + text):  # the line end also stands before a first number
        style = str(match.lastgroup)
        value = _value(match[style])
        if value is None or (basis and not _CITATION.match(text, match.end() - 1)):
            continue
        if style == "item" and (basis or "……" in text or (found is not None and found.citations)):
            continue
        span = Span(match.start(style) - 1, match.end(style) - 1)
        yield _Marker(style, value, span, match.start(), match.end() - 1)


def _value(digits: str) -> int | None:
    return _CIRCLES.index(digits) + 1 if digits in _CIRCLES else parse_number(digits)


def _breaks(text: str, markers: Iterator[_Marker]) -> Iterator[tuple[_Marker, _Marker]]:
    """Yield each number that breaks its series, with the one before it.

    Several series are open at a time, inner ones in the style of their outer one too
    (1. 2. [1. 2.] 3.); a number that goes on with an outer one closes the inner ones.
    """
    open_series: list[_Marker] = []
    for marker in markers:
        if marker.value == 1:
            open_series = [*open_series[-DEEPEST:], marker]
            continue
        alike = [at for at, one in enumerate(open_series) if one.style == marker.style]
        level = next((at for at in reversed(alike) if _goes_on(open_series[at], marker)), None)
        before = open_series[alike[-1]] if alike and level is None else None
        if before is not None and _is_break(text, before, marker):
            yield before, marker
        if level is None and alike:
            level = alike[-1]
        open_series = [*open_series[:level], marker]


def _goes_on(before: _Marker, marker: _Marker) -> bool:
    return marker.value == before.value + 1


def _is_break(text: str, before: _Marker, marker: _Marker) -> bool:
    """Return whether a number is a gap or a repeat after the last one of its series."""
    if _follows_heading(text, marker):
        return False
    gap = marker.value - before.value
    return gap == 0 or (1 < gap < WIDEST and not _stands_between(text, before, marker))


def _follows_heading(text: str, marker: _Marker) -> bool:
    return _HEADING.search(text[max(marker.start - 24, 0) : marker.start]) is not None


def _stands_between(text: str, before: _Marker, marker: _Marker) -> bool:
    """Return whether a missing number stands between the two, written in another way."""
    between = text[before.end : marker.start]
    return any(_written(value).search(between) for value in range(before.value + 1, marker.value))


@cache
def _written(value: int) -> Pattern:
    """Return the ways in which a number may open an item."""
    return Pattern(
        rf"(?<![0-9第〔]){value}[ ]?[.．、)）,，:：。]"
        rf"|(?:^|[\s。；;：:]){value}[ ]?(?![0-9{_UNITS}])"
        rf"|[（(\s。；;]{to_chinese(value)}[）)、]|{_CIRCLES[value - 1 : value] or value}"
    )


def _finding(
    resolved: ResolvedDocument, cell: Cell, before: _Marker, marker: _Marker
) -> Diagnostic:
    printed = cell.text[slice(*marker.span)]
    last = cell.text[slice(*before.span)]
    if marker.value == before.value:
        message = f"序号“{printed}”重复，应顺次编号并核对各项。"
        english = f"Number {marker.value} is used twice in a row."
    else:
        message = f"序号“{last}”之后是“{printed}”，中间缺号，应核对是否漏项或者编错。"
        english = f"Number {before.value} is followed by {marker.value}."
    return finding(resolved, CODE, cell, marker.span, message=message, message_en=english)


RULE = Rule(code=CODE[0], name=CODE[1], severity=CODE[2], check=check, profiles=(Profile.LIST,))
