"""Mentions in a basis that no pinpoint follows, and what stands behind them.

Spans are *cell* spans.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from citelaw.model import (
    BASIS_SECTIONS,
    Cell,
    MentionResolution,
    ResolvedDocument,
    StatuteMention,
    Tier,
)
from citelaw.pattern import Pattern
from citelaw.rules._memo import once
from citelaw.rules._mention import end_of
from citelaw.rules._title import sent_out, words_of
from citelaw.span import Span

_PASSAGE = 12
"""Han characters from which what follows a title is a passage of the document."""

_HAN = Pattern(r"[\u4e00-\u9fff]")
_BEHIND = Pattern(r"[ \t\u3000)）\]】]{0,8}")
_LEADS_ON = Pattern(
    r"(?:\s|【[^【】]{0,20}】|\[[^\[\]]{0,20}\]|[（(]?[0-9一二三四五六七八九十]{1,3}[.．、)）]"
    r"|[、，,；;。：:和及与*·-]|以及|依据){0,12}$"
)
"""What leads on to the next title and is no text of this one's: 2. 【规章】."""

_INTRODUCED = Pattern(
    r"(?:中|里|的)?(?:明确|具体|有关|相关)?(?:规定|指出|要求|提出|明确|强调|内容)?(?:了|如下)?"
    r"(?:[ \t\u3000]{0,4}[：:，,。]?[ \t\u3000]{0,4}(?:[“\"‘「『\n])|[ \t\u3000]{0,4}[：:])"
)
"""What introduces words of the document itself: 明确规定：, a quote mark, a line of its own."""

_HEADING = Pattern(r"[\s：:“\"]{0,12}(?P<words>[\u4e00-\u9fff]{2,10})[：:]")
_NO_HEADING = Pattern(
    r"规定|指出|要求$|提出|强调|如下|内容|全文|摘要|摘录|节选|附件|附表|其中|依据|明确$"
)
_NUMBERED = Pattern(
    r"[\s：:，,中里的之“\"]{0,8}(?:[（(]\s{0,2}[一二三四五六七八九十0-9]{1,3}\s{0,2}[)）]"
    r"|[一二三四五六七八九十]{1,3}[、.．]|[0-9]{1,3}(?:[、.．](?!\s{0,2}[《【])|[；;。\s]|$)"
    r"|第?[一二三四五六七八九十0-9]{1,3}(?:大|小)?(?:部分|点|款|段)|§|Art)"
)
"""A point of a notice, or a place in another style, that is no pinpoint of the grammar."""

_IN_FULL = Pattern(r"[\s，,：:]{0,4}(?:的)?(?:全文|全部条款|全部内容)")
_UNREAD = Pattern(
    r"[\s，,：:]{0,6}(?P<words>(?:第|笫|弟){1,2}\s{0,2}[0-9０-９〇零○OoＯ一二三四五六七八九十百.．]{1,10}\s{0,2}"
    r"(?:条|款|项|第[0-9一二三四五六七八九十]{1,3}[款项]))"
)
_ANNEX = Pattern(r"[\s，,；;。：:)）]{0,8}(?:的|之)?附[件表录]")
_OTHER_ROLE = Pattern(r"(?:违反|原|废止|修改|修订|修正|替代|取代|名为|简称|以下称)了?[“\"]?$")
_EXPLAINS = Pattern(r"(?:根据|依据|依照|按照|按|经|由)[^《》。；;\n]{0,40}$")
_EXPLAINED = Pattern(r"[^《》。；;\n]{0,40}?(?:修[订正改]|废止|制定|已被)")
_ARTICLED = Pattern(
    r"(?:法|法典|条例|规定|办法|细则|规则|规程|章程|准则)(?:[（(][^（）()]{1,12}[)）])?$"
)
_SHORT = frozenset({"条例", "办法", "规定", "细则", "规则", "决定", "通知", "意见", "目录"})
"""Titles that only stand for one given before."""

_DECREED = frozenset(Tier) - {Tier.NORMATIVE_DOCUMENT, Tier.JUDICIAL_INTERPRETATION}
_DECISION = Pattern(r"(?:决定|决议|通知|意见|批复|通告|公告)$")


class Whole(NamedTuple):
    """A document that a basis names without a place in it.

    ``articled`` is whether it has articles (条), ``known`` whether its text says so. ``passage``
    tells that words of it follow; ``heading`` is a heading without number that opens them.
    ``in_full`` is true where the list says that all of it applies (全文). ``unread`` is what
    stands in the pinpoint's place and is no number as it is written (第五.十一条).
    """

    resolution: MentionResolution
    articled: bool
    known: bool
    passage: bool
    heading: Span | None
    in_full: bool
    unread: Span | None


@once
def whole_documents(resolved: ResolvedDocument) -> tuple[Whole, ...]:
    """Return the mentions of a basis that no pinpoint follows, once for a document and cell."""
    return tuple(_whole_documents(resolved))


def _whole_documents(resolved: ResolvedDocument) -> Iterator[Whole]:
    places = [
        (found.cell, one)
        for found in resolved.cells
        for one in found.citations
        if not one.pinpoint.internal
    ]
    pinned = {id(one.statute) for _, one in places if one.statute is not None}
    unowned = {(cell.row, cell.record) for cell, one in places if one.statute is None}
    read = {
        (id(found.cell), one.pinpoint.span.start)
        for found in resolved.cells
        for one in found.citations
    }
    by_article = _cited_by_article(resolved)
    for cell, mentions in _by_cell(resolved):
        if cell.section not in BASIS_SECTIONS or (cell.row, cell.record) in unowned:
            continue
        said = {name for one in mentions if id(one.mention) in pinned for name in _names(one)}
        for index, one in enumerate(mentions):
            names = _names(one)
            if id(one.mention) in pinned or names & said or not _is_basis(cell, one.mention):
                continue
            said |= names
            behind = _behind(cell, mentions, index)
            if _NUMBERED.match(cell.text, *behind):
                continue
            whole = _whole(one, behind, bool(names & by_article))
            if whole.unread is not None and (id(cell), whole.unread.start) in read:
                whole = whole._replace(unread=None)
            yield whole


def _by_cell(resolved: ResolvedDocument) -> Iterator[tuple[Cell, list[MentionResolution]]]:
    """Yield every cell with its own mentions, those in notes and quotations left out."""
    cells: dict[int, list[MentionResolution]] = defaultdict(list)
    for one in resolved.mentions:
        if one.mention.own:
            cells[id(one.cell)].append(one)
    for found in resolved.cells:
        if id(found.cell) in cells:
            yield found.cell, cells[id(found.cell)]


def _cited_by_article(resolved: ResolvedDocument) -> set[str]:
    """Return the names of the documents of which the file cites an article somewhere."""
    return {
        name
        for one in resolved.citations
        if one.mention is not None and one.citation.pinpoint.locator.article is not None
        for name in _names(one.mention)
    }


def _names(one: MentionResolution) -> frozenset[str]:
    """Return what a document may be called: by its title, or by that of what it encloses."""
    titles = [one.mention.stands_for or one.mention.title, *one.mention.inner]
    titles += [one.statute.title] if one.statute is not None else []
    return _words_of(tuple(titles))


@lru_cache(maxsize=4096)
def _words_of(titles: tuple[str, ...]) -> frozenset[str]:
    enclosed = [sent_out(title) for title in titles]
    return frozenset(words_of(title) for title in (*titles, *enclosed) if title)


def _is_basis(cell: Cell, mention: StatuteMention) -> bool:
    """Return whether a mention names a basis; some only say what became of a document."""
    if mention.is_number or mention.title in _SHORT:
        return False
    text, end = cell.text, end_of(mention)
    before = text[max(0, mention.span.start - 60) : mention.span.start]
    if _OTHER_ROLE.search(before) or _ANNEX.match(text, end):
        return False
    if sum(map(before.count, "（(")) > sum(map(before.count, "）)")):
        return False
    return not (_EXPLAINS.search(before) and _EXPLAINED.match(text, end))


def _behind(cell: Cell, mentions: list[MentionResolution], index: int) -> Span:
    """Return the cell span from a mention's own brackets to the next mention's label."""
    end = end_of(mentions[index].mention)
    brackets = _BEHIND.match(cell.text, end)
    start = brackets.end() if brackets is not None else end
    stop = min(
        (one.mention.span.start for one in mentions[index + 1 :] if one.mention.span.start > start),
        default=len(cell.text),
    )
    leads_on = _LEADS_ON.search(cell.text, start, stop)
    return Span(start, leads_on.start() if leads_on is not None else stop)


def _whole(one: MentionResolution, behind: Span, cited: bool) -> Whole:
    text = one.cell.text
    introduced = _INTRODUCED.match(text, *behind)
    passage = introduced is not None and len(_HAN.findall(text, *behind)) >= _PASSAGE
    known = cited or _has_text(one)
    articled = known or _looks_articled(one)
    heading = None
    if passage and not articled:
        found = _HEADING.match(text, *behind)
        if found is not None and not _NO_HEADING.search(found["words"]):
            heading = Span(*found.span("words"))
    in_full = _IN_FULL.match(text, *behind) is not None
    found = _UNREAD.match(text, *behind)
    unread = Span(*found.span("words")) if found is not None else None
    return Whole(one, articled, known, passage, heading, in_full, unread)


def _has_text(one: MentionResolution) -> bool:
    """Return whether the database holds articles of the document."""
    return any(
        change.version is not None and change.version.article_count > 1 for change in one.changes
    )


def _looks_articled(one: MentionResolution) -> bool:
    """Return whether a document of that tier or title has articles."""
    title = sent_out(one.mention.title) or (one.mention.inner or (one.mention.title,))[-1]
    if one.statute is not None and one.statute.tier in _DECREED:
        return not _DECISION.search(title)
    return _ARTICLED.search(title) is not None
