"""找什么：引用里面和引用前后的标点错误。

为什么
    题名与条号之间多一个逗号、文号后面多一个句号，条号就归不到文件；引号缺一半或者把下一条的条号括进去，
    读者分不清哪些是法条原文。

错误
    【法律】《甲法》⟦，第七章，第三十五条→第七章第三十五条⟧。

    【规范性文件】《甲局工作规则》⟦（甲厅字〔2018〕172号）。→（甲厅字〔2018〕172号）⟧
    第三条第一款：组织甲工作。

    【法律】《甲法》第三条⟦；；→；⟧《乙法》第五条⟦，。→。⟧

    《甲法》第三条⟦,，→，⟧第五条

    《甲法》第三条：⟦“⟧县级以上人民政府负责甲工作。第五条：乙机关负责乙工作。”

    《甲法》第三条：⟦“⟧县级以上人民政府负责甲工作。

    《甲法》第三条：⟦”→“⟧县级以上人民政府负责甲工作。”

    《甲法》第三条⟦, →，⟧第五条；《乙法》（2010年1月1日公布,2018年1月1日修正）第七条

    《甲办法》⟦（）⟧第三条

    1.《甲法》第三条⟦：⟧
    2.《乙法》第五条。

    1.《甲法》第三条；
    2.《乙法》⟦第五条→第五条；⟧
    3.《丙法》第七条；
    4.《丁法》第九条。

    《甲法》（2018年1月1日修正⟦)→）⟧第三条

    ⟦【法律→【法律】⟧《甲法》第三条

    《甲办法》⟦（甲发〔2018〕3号→（甲发〔2018〕3号）⟧第三条

    《甲办法》（2009年4月2日通过，⟦2016年12月12日修改→2016年12月12日修改）⟧
    第三条：县级机关负责甲工作。

    《甲办法》⟦（（→（⟧2009年4月2日通过，2016年12月12日修改）第三条

正确
    《甲办法》（2009年4月2日通过，2016年12月12日修改）第三条（一般规定）

    《甲办法》（2009年4月2日通过，2016年12月12日修改，第三条）

    【法律】《甲法》、第16章《戊条例》；《乙法》第三条，第五条；《丙法》《丁法》第七章第三十五条。

    《甲法》第三条：“县级以上人民政府负责甲工作。”第五条：“乙机关负责‘乙’工作。”

    《甲法》第三条：“县级以上人民政府负责甲工作。
    “乡级人民政府协助甲工作。”

    《甲法》第三条：县级以上人民政府负责甲工作……

    《甲办法》（甲发〔2018〕3号）。《乙办法》（乙发〔2018〕3号）。

    由县级机关负责甲工作，，，并做好乙工作。依据：《甲法》第三条

    《甲法》（2010年1月1日公布）第三条：县级以上人民政府负责 1,000 吨以上的甲工作；

依据
    GB/T 15834-2011《标点符号用法》。只看引用里面和前后五个字以内；《》、《》与《》《》都对；引文
    分段、每段只写前引号的，一栏拆成几格的，不报。半角逗号、分号全文合为一条。引文末尾缺句号，须清单其他
    引文都有句号，并且库中文字到此为一款、一条的末尾，或者库中没有该文件的文字。

English: Wrong punctuation in and around citations.
"""

from __future__ import annotations

import sys
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from citelaw.model import (
    BASIS_SECTIONS,
    Applicability,
    Cell,
    CellCitations,
    Certainty,
    Citation,
    CitationResolution,
    Diagnostic,
    Pinpoint,
    ResolvedDocument,
    Rule,
    Severity,
    StatuteMention,
)
from citelaw.pattern import Pattern
from citelaw.rules._finding import finding, joined
from citelaw.rules._words import without_quotations
from citelaw.span import Span

CODE = ("CL602", "punctuation", Severity.INFO)

_NAMES = {"，": "逗号", "。": "句号", "；": "分号", "：": "冒号", "、": "顿号"}
_NAMES |= {",": "逗号", ";": "分号"}

NEAR = 5
"""Characters from a citation within which a mark belongs to it."""

_LONGEST_NOTE = 400
"""Characters of a version note, at most."""

_LAST_WORDS = Pattern(r"[^，,；;：《》（(\s]{1,60}\Z")
"""The words beside a bracket that is missing at the end of a note."""

TORN_APART = 3
"""Records that the parts of a torn field may lie apart."""


class _Fault(NamedTuple):
    """A wrong mark: the *cell* span, what is wrong, and the right text where there is one."""

    span: Span
    message: str
    english: str
    expected: str | None = None
    certainty: Certainty = Certainty.CERTAIN
    fix: Applicability = Applicability.SAFE


def check(resolved: ResolvedDocument) -> Iterator[Diagnostic]:
    """Yield a finding for each wrong mark in or beside a citation of the list's own."""
    torn = _torn(resolved)
    narrow: list[Diagnostic] = []
    for found in resolved.cells:
        cell = found.cell
        own = [one for one in found.statutes if not one.quoted and not one.noted]
        pinned = _pinned(found)
        faults = [
            *_strays(cell, own, pinned),
            *_doubled(cell, found),
            *_colons(cell, pinned),
            *_separators(cell, pinned),
            *_labels(cell, own),
            *_brackets(cell, own, pinned),
        ]
        if id(cell) not in torn:
            faults += _quote_marks(cell, found)
        yield from (_finding(resolved, cell, fault) for fault in faults)
        half = sorted([*_narrow(cell, found), *_half_brackets(cell, own)])
        narrow += (_finding(resolved, cell, fault) for fault in half)
    yield from _unstopped(resolved)
    if narrow:
        first, *others = narrow
        yield joined(first, others, "此处亦为半角标点") if others else first


def _finding(resolved: ResolvedDocument, cell: Cell, fault: _Fault) -> Diagnostic:
    return finding(
        resolved,
        CODE,
        cell,
        fault.span,
        message=fault.message,
        message_en=fault.english,
        certainty=fault.certainty,
        expected=fault.expected,
        fix=fault.fix if fault.expected is not None else None,
        minimal=True,
    )


def _torn(resolved: ResolvedDocument) -> set[int]:
    """Return the identities of the cells whose odd “ or ” has its partner in a cell close by.

    So stands a field that was torn over several records.
    """
    odd: dict[str, list[tuple[Cell, int]]] = {}
    for cell in resolved.document.cells:
        balance = cell.text.count("“") - cell.text.count("”")
        if balance:
            odd.setdefault(cell.column, []).append((cell, balance))
    return {
        id(one)
        for column in odd.values()
        for (first, a), (second, b) in pairwise(column)
        if a > 0 > b and second.record - first.record <= TORN_APART
        for one in (first, second)
    }


def _pinned(found: CellCitations) -> dict[int, list[Citation]]:
    """Return the citations of the list's own under the identity of their mention."""
    pinned: dict[int, list[Citation]] = {}
    for citation in found.citations:
        if citation.statute is not None and not citation.pinpoint.internal:
            pinned.setdefault(id(citation.statute), []).append(citation)
    return pinned


def _end(mention: StatuteMention, text: str) -> int:
    """Return where a mention ends with its notes and numbers and the bracket round them."""
    ends = [mention.span.end, *(note.span.end for note in mention.notes)]
    end = max(*ends, *(number.span.end for number in mention.numbers), 0)
    while end > mention.span.end and text[end : end + 1] in (")", "）"):
        end += 1
    return end


# ---------------------------------------------------------------- between title and number

_STRAY = Pattern(r"[ \u3000]{0,3}(?P<mark>[，。；、,;])(?P<space>\s{0,8})")
_BEFORE_QUOTE = Pattern(r"(?P<mark>。)\s{0,3}(?=“)")
_NOTE = Pattern(r"[（(][^（）()《》]{1,120}(?:[（(][^（）()]{1,60}[)）][^（）()《》]{0,40})?[)）]$")


def _strays(
    cell: Cell, own: Sequence[StatuteMention], pinned: dict[int, list[Citation]]
) -> Iterator[_Fault]:
    """Yield the marks that part a title, or the note behind it, from its pinpoint or its text."""
    text = cell.text
    for mention in own:
        end = _end(mention, text)
        citations = pinned.get(id(mention), [])
        if not citations:
            quoted = _BEFORE_QUOTE.match(text, end) if cell.section in BASIS_SECTIONS else None
            if quoted is not None and end > mention.span.end:
                yield _stray(text, mention, quoted.start("mark"))
            continue
        first = citations[0].pinpoint
        stray = _STRAY.fullmatch(text, end, first.span.start) if first.span.start > end else None
        if stray is None or first.locator.article is first.locator.chapter is None:
            continue
        if "\n" in stray["space"]:
            if not cell.prose:
                yield _stray(text, mention, stray.start("mark"))
        elif text.startswith("《", citations[-1].pinpoint.span.end):
            continue  # the number belongs to the next title: 第16章《乙条例》
        elif end == mention.span.end:
            yield _chain(text, stray.start("mark"), [one.pinpoint for one in citations])
        else:
            yield _stray(text, mention, stray.start("mark"))


def _stray(text: str, mention: StatuteMention, mark: int) -> _Fault:
    """Return the fault of a mark at ``mark`` behind a title or its note."""
    note = _NOTE.search(text, mention.span.end, mark)
    start = note.start() if note is not None else mark - 1
    return _Fault(
        Span(start, mark + 1),
        f"此处多一个{_NAMES[text[mark]]}，把条款或者引文与文件隔开。",
        f"A stray {text[mark]} parts the citation from its statute.",
        text[start:mark],
    )


def _chain(text: str, mark: int, pinpoints: Sequence[Pinpoint]) -> _Fault:
    """Return the fault of a mark between title and pinpoint, with 章，条 where it goes on so."""
    last = pinpoints[0]
    words = last.raw
    for one in pinpoints[1:2]:
        gap = text[last.span.end : one.span.start]
        if last.locator.article is None and one.locator.article and gap in ("，", "、", ","):
            words, last = words + one.raw, one
    return _Fault(
        Span(mark, last.span.end),
        f"文件名称与条款之间不用{_NAMES[text[mark]]}，应作“{words}”。",
        "No mark stands between title and pinpoint.",
        words,
        Certainty.LIKELY,
    )


# ---------------------------------------------------------------- marks beside marks

_DOUBLED = Pattern(r"[，。；：、,;]{2,8}")
_FULL_WIDTH = str.maketrans(",;", "，；")
_AT_END = Pattern(r"[ \u3000]{0,8}(?:\n|\Z)")


def _doubled(cell: Cell, found: CellCitations) -> Iterator[_Fault]:
    """Yield the runs of marks of which one is too many."""
    zones: list[Span] = []
    for run in _DOUBLED.finditer(cell.text):
        marks = run[0].translate(_FULL_WIDTH)
        zones = zones or _zones(found)
        if not _within(zones, run.start(), run.end()) or "。。。" in marks:
            continue
        right: str | None = None
        if len(set(marks)) == 1:
            right = marks[0]
        elif marks.endswith("。") and _AT_END.match(cell.text, run.end()):
            right = "。"
        yield _Fault(
            Span(*run.span()),
            f"标点重叠，应只留一个{_NAMES[right] if right else '标点'}。",
            f"Doubled marks: {marks}.",
            right,
        )


def _zones(found: CellCitations) -> list[Span]:
    """Return the *cell* spans in which a mark is the citation's, apart and in order.

    A quotation counts by its two ends alone.
    """
    spans: list[Span] = []
    for mention in found.statutes:
        if not mention.quoted:
            spans += [mention.span, *(note.span for note in mention.notes)]
            spans += [number.span for number in mention.numbers]
    for citation in found.citations:
        if not citation.pinpoint.internal:
            spans.append(citation.pinpoint.span)
            if citation.quote is not None:
                start, end = citation.quote.span
                spans += [Span(start, start), Span(end, end)]
    return _apart(Span(start - NEAR, end + NEAR) for start, end in spans)


def _apart(spans: Iterable[Span]) -> list[Span]:
    """Return ``spans`` in order, those that overlap as one."""
    joint: list[Span] = []
    for start, end in sorted(spans):
        if joint and start <= joint[-1].end:
            joint[-1] = Span(joint[-1].start, max(end, joint[-1].end))
        else:
            joint.append(Span(start, end))
    return joint


def _within(zones: Sequence[Span], start: int, end: int) -> bool:
    at = bisect_right(zones, (start, sys.maxsize)) - 1
    return at >= 0 and end <= zones[at].end


_NARROW = Pattern(
    r"(?<=[\u4e00-\u9fff》）)”])[,;][ ]?(?=[\u4e00-\u9fff《（(【“]|[0-9]{4}年|[0-9]{1,2}[.．、])"
)
_WIDE = {",": "，", ";": "；"}


def _narrow(cell: Cell, found: CellCitations) -> Iterator[_Fault]:
    """Yield the half-width commas and semicolons between Chinese words."""
    if ("," not in cell.text and ";" not in cell.text) or not _NARROW.search(cell.text):
        return
    text = without_quotations(cell, found)
    titles = _apart(mention.span for mention in found.statutes)
    zones: list[Span] = []
    for match in _NARROW.finditer(text):
        zones = zones or _zones(found)
        start, end = match.span()
        if not _within(zones, start, start + 1) or _within(titles, start, end):
            continue
        wide = _WIDE[text[start]]
        yield _Fault(
            Span(start, end),
            f"中文里用了半角{_NAMES[wide]}，应作“{wide}”。",
            f"A half-width mark in Chinese text: {wide}.",
            wide,
        )


_DANGLING = Pattern(
    r"(?P<colon>[：:])[ \u3000]{0,8}\n\s{0,8}"
    r"(?:[0-9]{1,2}[ ]?[.．、]|[（(][0-9一二三四五六七八九十]{1,3}[)）]"
    r"|[一二三四五六七八九十]{1,3}、|[①-⑳])\s{0,3}[【《]"
)


def _colons(cell: Cell, pinned: dict[int, list[Citation]]) -> Iterator[_Fault]:
    """Yield the colons behind a pinpoint that introduce nothing: the next basis follows."""
    for citations in pinned.values():
        for citation in citations:
            found = _DANGLING.match(cell.text, citation.pinpoint.span.end)
            if found is not None and citation.quote is None:
                yield _Fault(
                    Span(*found.span("colon")),
                    "冒号之后没有引文，应补引文或者改用分号。",
                    "The colon introduces nothing.",
                )


_ENTRY = Pattern(r"(?:\A|\n)[ \u3000]{0,4}[0-9]{1,2}[ ]?[.．、][ \u3000]{0,3}(?=[《【])")


def _separators(cell: Cell, pinned: dict[int, list[Citation]]) -> Iterator[_Fault]:
    """Yield the pinpoint that ends the one numbered basis without the ； that all others have."""
    if cell.section not in BASIS_SECTIONS or cell.text.count("；\n") < 2:
        return
    starts = [match.start() for match in _ENTRY.finditer(cell.text)]
    entries = [cell.text[a:b].rstrip() for a, b in pairwise(starts)]
    if len(entries) < 3 or sum(entry.endswith("；") for entry in entries) != len(entries) - 1:
        return
    at = next(at for at, entry in enumerate(entries) if not entry.endswith("；"))
    end = starts[at] + len(entries[at])
    last = [
        one.pinpoint
        for citations in pinned.values()
        for one in citations
        if one.pinpoint.span.end == end and one.quote is None
    ]
    for pinpoint in last[:1]:
        yield _Fault(
            pinpoint.span,
            "本栏各条依据之间都用分号，此处缺分号。",
            "The semicolon that parts the other bases is missing.",
            f"{pinpoint.raw}；",
        )


# ---------------------------------------------------------------- brackets

_LABEL_OPEN = Pattern(r"【[\u4e00-\u9fff]{2,8}[ ]?$")
_EMPTY = Pattern(r"[ ]?(?P<empty>[（(][ \u3000]{0,4}[)）])")
_STOP = Pattern(r"[《【。；\n]")


def _labels(cell: Cell, own: Sequence[StatuteMention]) -> Iterator[_Fault]:
    """Yield the tier labels whose bracket is not closed: 【法律《甲法》."""
    for mention in own:
        start = mention.span.start
        label = _LABEL_OPEN.search(cell.text, max(start - 12, 0), start)
        if label is not None:
            printed = label[0].rstrip()
            yield _Fault(
                Span(label.start(), label.start() + len(printed)),
                f"方头括号没有闭合，应作“{printed}】”。",
                "The bracket of the label is not closed.",
                f"{printed}】",
            )


def _brackets(
    cell: Cell, own: Sequence[StatuteMention], pinned: dict[int, list[Citation]]
) -> Iterator[_Fault]:
    """Yield the empty brackets, and those that do not close round a number."""
    text = cell.text
    for mention in own:
        empty = _EMPTY.match(text, mention.span.end)
        if empty is not None:
            yield _Fault(
                Span(*empty.span("empty")),
                "括号内没有内容，应补文号、版本说明或者删除括号。",
                "Empty brackets.",
            )
        citations = pinned.get(id(mention), [])
        limit = citations[0].pinpoint.span.start if citations else mention.span.end + 120
        fault = _unclosed(text, mention, limit)
        if fault is None and citations and mention.notes:
            fault = _unclosed_note(text, Span(mention.span.end, limit))
        if fault is not None:
            yield fault


_BRACKET = Pattern(r"[(（)）]")
_HALF = {"(": "（", ")": "）"}


def _half_brackets(cell: Cell, own: Sequence[StatuteMention]) -> Iterator[_Fault]:
    """Yield the half-width bracket of a note whose other bracket is a full one."""
    text = cell.text
    for mention in own:
        start = mention.span.end
        if text[start : start + 1] not in ("(", "（"):
            continue
        end = _closing(text, start)
        if end is None or (text[start] in _HALF) == (text[end] in _HALF):
            continue
        at = start if text[start] in _HALF else end
        wide = _HALF[text[at]]
        yield _Fault(
            Span(at, at + 1),
            f"括号一半全角、一半半角，应作“{wide}”。",
            f"The brackets differ in width: {wide}.",
            wide,
        )


def _closing(text: str, start: int) -> int | None:
    """Return where the bracket that opens at ``start`` closes, None where it does not nearby."""
    depth = 0
    for found in _BRACKET.finditer(text, start, start + 300):
        depth += 1 if found[0] in "(（" else -1
        if depth == 0:
            return found.start()
    return None


def _unclosed(text: str, mention: StatuteMention, limit: int) -> _Fault | None:
    """Return the fault of a number behind a title whose bracket is missing on one side."""
    start = mention.span.end
    number = mention.document_number
    if number is None or number.span.start < start or number.span.start - start > 1:
        return None
    stop = _STOP.search(text, number.span.end, max(limit, number.span.end))
    behind = text[start : stop.start() if stop is not None else max(limit, number.span.end)]
    opened = sum(behind.count(mark) for mark in "（(")
    closed = sum(behind.count(mark) for mark in "）)")
    end = number.span.end
    if opened == closed + 1 and behind[:1] in ("（", "(") and len(behind) == end - start:
        printed, right = text[start:end], text[start:end] + "）"
        side = "后"
    elif opened + 1 == closed and start == number.span.start and text[end : end + 1] in "）)":
        end += 1
        printed = text[start:end]
        right, side = "（" + printed, "前"
    else:
        return None
    return _Fault(
        Span(start, end),
        f"文号缺{side}括号，应作“{right}”。",
        f"A bracket of the number is missing: {printed}.",
        right,
    )


def _unclosed_note(text: str, between: Span) -> _Fault | None:
    """Return the fault of a version note between a title and its pinpoint that does not close.

    What closes behind the pinpoint on its line takes the pinpoint in: (国务院令第1号，第二条).
    """
    start, end = between
    behind = text[start:end]
    printed = behind.rstrip()
    if not behind.startswith(("（", "(")) or len(behind) > _LONGEST_NOTE:
        return None
    line = text[end : end + _LONGEST_NOTE].split("\n", 1)[0]
    if _depth(behind) != 1 or _depth(line) < 0:
        return None
    if printed[1:2] in ("（", "("):
        return _Fault(
            Span(start, start + 2),
            f"括号重复，应作“{printed[0]}”。",
            "The bracket is doubled.",
            printed[0],
        )
    last = _LAST_WORDS.search(printed)
    if last is None:
        return None
    close = "）" if printed[0] == "（" else ")"
    right = f"{last[0]}{close}"
    return _Fault(
        Span(start + last.start(), start + last.end()),
        f"题注缺后括号，应作“{right}”。",
        "The bracket of the note is not closed.",
        right,
    )


def _depth(text: str) -> int:
    """Return how many brackets are left open; below zero where more close than open."""
    return sum(text.count(mark) for mark in "（(") - sum(text.count(mark) for mark in "）)")


# ---------------------------------------------------------------- quotation marks

_QUOTE_MARK = Pattern(r"[“”]")
_OPENS_LINE = Pattern(r"\n[ \u3000>]{0,5}\Z")
_AFTER_CLOSE = Pattern(r"\s*(?:\Z|\n|[；;。，、]|第)")


def _quote_marks(cell: Cell, found: CellCitations) -> Iterator[_Fault]:
    """Yield the quotation marks that have no partner, and those that take in the next article."""
    pairs, faults = _paired(cell.text)
    if not pairs and not faults:
        return
    zones = _zones(found)
    for fault in faults:
        if _within(zones, *fault.span):
            yield fault
    own = [one for one in found.citations if not one.pinpoint.internal]
    ends = [one.pinpoint.span.end for one in own]
    for start, end in pairs:
        first, inner = bisect_left(ends, start - NEAR), bisect_right(ends, start)
        if first < inner and any(
            _opens_text(cell.text, one) for one in own[inner : bisect_left(ends, end)]
        ):
            yield _Fault(
                Span(start, start + 1),
                "引号把下一条的条号也括了进去，应分条加引号。",
                "The quotation marks take in the number of the next article.",
            )


def _opens_text(text: str, citation: Citation) -> bool:
    """Return whether a pinpoint opens a provision of its own: 。第五条：…."""
    start, end = citation.pinpoint.span
    opens = text[end : end + 1] in ("：", ":") and text[start - 1] in "。；;\n 　"
    return opens and citation.quote is not None


def _paired(text: str) -> tuple[list[tuple[int, int]], list[_Fault]]:
    """Return the pairs of “ ” in a cell, and the marks that have no partner."""
    pairs: list[tuple[int, int]] = []
    faults: list[_Fault] = []
    unclosed: list[int] = []
    for found in _QUOTE_MARK.finditer(text):
        at, mark = found.start(), found[0]
        if mark == "“":
            if unclosed and _ends_here(text, at):
                pairs.append((unclosed.pop(), at))
                faults.append(_turned(at, "”"))
            elif not (unclosed and _OPENS_LINE.search(text[max(at - 6, 0) : at])):
                unclosed.append(at)  # else a new paragraph of the same quotation
        elif mark == "”" and unclosed:
            pairs.append((unclosed.pop(), at))
        elif mark == "”" and text[at - 1 : at] in ("：", ":"):
            unclosed.append(at)
            faults.append(_turned(at, "“"))
        elif mark == "”":
            faults.append(_Fault(Span(at, at + 1), "后引号没有前引号与之配对。", "An odd ”."))
    faults += [
        _Fault(Span(at, at + 1), "前引号没有后引号与之配对。", "An odd “.") for at in unclosed
    ]
    return pairs, faults


def _ends_here(text: str, at: int) -> bool:
    """Return whether a quotation ends at the mark at ``at``, turned as it is."""
    return text[at - 1 : at] in ("。", "；") and _AFTER_CLOSE.match(text, at + 1) is not None


def _turned(at: int, right: str) -> _Fault:
    return _Fault(
        Span(at, at + 1), f"引号方向相反，应作“{right}”。", f"A turned mark: {right}.", right
    )


# ---------------------------------------------------------------- the end of a quotation

_ENDS = Pattern(r"[。！？…：:；;”’\"）)〉》、，,.]\s*\Z")
_HAN_END = Pattern(r"[\u4e00-\u9fff]\Z")
_LONGEST_CLAUSE = 40
_LAST_CLAUSE = Pattern(rf"[^，。；：、“”\s]{{1,{_LONGEST_CLAUSE}}}\Z")
MOST_STOPPED = 0.8
"""From this share on a list ends its quotations with a full stop."""


def _unstopped(resolved: ResolvedDocument) -> Iterator[Diagnostic]:
    """Yield the quotations that end with a sentence but without its full stop."""
    quoted = [
        one
        for one in resolved.citations
        if one.citation.quote is not None
        and not one.citation.pinpoint.internal
        and one.citation.cell.section in BASIS_SECTIONS
    ]
    ends = [one.citation.quote.text.rstrip()[-1:] for one in quoted if one.citation.quote]
    stopped = sum(end in ("。", "”") for end in ends)
    if stopped < 3 or stopped < MOST_STOPPED * len(ends):
        return
    told: set[tuple[int, Span]] = set()
    for one in quoted:
        fault = _unstopped_fault(one)
        cell = one.citation.cell
        if fault is not None and (id(cell), fault.span) not in told:
            told.add((id(cell), fault.span))
            yield _finding(resolved, cell, fault)


def _unstopped_fault(one: CitationResolution) -> _Fault | None:
    quote = one.citation.quote
    assert quote is not None
    words = quote.text.rstrip()
    end = quote.span.start + len(words)
    if quote.elided or len(words) < 10 or not _HAN_END.match(words, len(words) - 1):
        return None
    if not _AT_END.match(one.citation.cell.text, end):
        return None
    proved = one.own is not None and one.own.stop_unit_end
    statute = one.mention.statute if one.mention is not None else None
    if not proved and (one.own is not None or (statute is not None and statute.has_text)):
        return None  # it stops inside a sentence (CL404), or matches nothing
    clause = _LAST_CLAUSE.search(words, max(len(words) - _LONGEST_CLAUSE, 0))
    if clause is None:
        return None
    right = f"{clause[0]}。"
    return _Fault(
        Span(quote.span.start + clause.start(), end),
        "引文到此为一句之末，缺句号。",
        "The quotation ends without its full stop.",
        right,
        Certainty.CERTAIN if proved else Certainty.LIKELY,
        Applicability.SAFE if proved else Applicability.UNSAFE,
    )


RULE = Rule(code=CODE[0], name=CODE[1], severity=CODE[2], check=check)
