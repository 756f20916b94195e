"""CL601 duplicate (info, list)

找什么：同一栏里把同一条依据列了两遍。

为什么
    同一文件、同一条款在一栏里出现两次，多是复制时的重行；有时是后一处本应写别的条款，值得核对。

错误
    【法律】《青禾保险法》第三条；【行政法规】《旧渠稽核条例》第五条；⟦【法律】《青禾保险法》第三条⟧

    1.《青禾保险法》第三条、第五条
    2.《旧渠稽核条例》第二条
    3.⟦《中华人民共和国青禾保险法》第五条、第三条⟧

    《甲法》第三条、第四条、⟦第三条⟧

    《甲法》第三条：县级以上人民政府负责甲工作。
    ⟦《甲法》第三条：县级以上人民政府负责甲工作。⟧

    【规范性文件】《关于加强甲工作的意见》（甲发〔2019〕3号）
    ⟦【规范性文件】《关于加强甲工作的意见》（甲发〔2019〕3号）⟧

正确
    【法律】《甲法》第三条；【行政法规】《乙条例》第五条；【法律】《甲法》第四条

    1.对甲行为的处罚：《甲法》第三条。
    2.对乙行为的处罚：《甲法》第三条。

    《甲法》第三条：县级以上人民政府负责甲工作。《甲法》第三条：甲机构负责登记。

    《甲法》第三条：县级以上人民政府负责甲工作，依照《乙法》第五条处理。《乙法》第五条：处以罚款。

    《甲法》（2010年修订）第三条；《甲法》（2018年修订）第三条

    《甲法》第三条：本办法依照第三条第一款、本法第三条办理。

    根据《甲办法》的授权，制定《乙办法》，按照《甲办法》执行。

    由县级机关根据《甲法》第三条受理，再按照《甲法》第三条审查。

依据
    同一文件（库中同一法规，或者题名相同）、同一条款，引文相同或者都没有引文。一栏分几个子项各列依据的，
    在各子项内比较；注明不同版本的，引文不同的，不报；引文、题注里提到的文件不算；只看依据各栏。

English: The same citation twice in one cell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from citelaw.model import (
    BASIS_SECTIONS,
    Cell,
    CellCitations,
    Citation,
    Diagnostic,
    Need,
    Profile,
    ResolvedDocument,
    Rule,
    Severity,
    StatuteMention,
)
from citelaw.pattern import Pattern
from citelaw.rules._finding import finding, related
from citelaw.rules._memo import of_cell
from citelaw.rules._mention import end_of, pinned
from citelaw.rules._words import without_quotations
from citelaw.span import Span

CODE = ("CL601", "duplicate", Severity.INFO)

_NOT_WORDS = Pattern(r"[\W_]+")
_TOUCHING = Pattern(r"(?:[^\w《》“”（）()]|【\w{1,8}】?|[0-9]{1,2}[.．、])*")
_SUB_ITEM = Pattern(
    r"(?:\A|(?<=[\s。；;]))(?:[0-9]{1,2}[ ]?[.．、](?![0-9])"
    r"|[（(][0-9一二三四五六七八九十]{1,3}[)）]"
    r"|[一二三四五六七八九十]{1,3}、|[①-⑳])(?=[ \u3000]{0,3}[^【《\[［ \u3000])"
    r"|(?:\A|(?<=\n))(?=[^\n《》【】，。；第条\ufffc]{2,24}[：:]\s{0,4}(?:\n|[《【0-9]|\Z))"
)
"""Where a sub-item or a part of the cell with bases of its own begins."""

_ENTRY = Pattern(r"(?:\A|[\n。；;、，：:】\]\s]|[0-9][.．、]|[）)])[ \u3000]*$")
_ENTRY_END = Pattern(r"[\s，,。；;、]*(?:$|[《【\n]|[0-9]{1,2}[.．、])|[。；;]")


class _Place(NamedTuple):
    """A citation as it stands in a cell: what it cites (``key``), and the *cell* span of it all."""

    key: tuple[object, ...]
    span: Span


def check(resolved: ResolvedDocument) -> Iterator[Diagnostic]:
    """Yield a finding for each citation that stands in the same part of its cell before."""
    statutes = {id(one.mention): one.statute.id for one in resolved.mentions if one.statute}
    for found in resolved.cells:
        if found.cell.section in BASIS_SECTIONS:
            ids = tuple(statutes.get(id(one)) for one in found.statutes)
            for second, first in _repeats(found.cell, found, ids):
                yield _finding(resolved, found.cell, second, first)


@of_cell
def _repeats(
    cell: Cell, found: CellCitations | None, statutes: tuple[int | None, ...]
) -> tuple[tuple[Span, Span], ...]:
    """Return each repeat in a cell with the place before; ``statutes`` are those mentioned."""
    assert found is not None
    text = without_quotations(cell, found)
    places = tuple(_places(found, statutes, text))
    if len({place.key for place in places}) == len(places):
        return ()
    titles = {_start(mention, text) for mention in found.statutes}
    parts = [
        match.start() for match in _SUB_ITEM.finditer(text) if _after(match, text) not in titles
    ]
    seen: dict[object, Span] = {}
    repeats: list[tuple[Span, Span]] = []
    for place in places:
        part = sum(start <= place.span.start for start in parts)
        first = seen.setdefault((part, place.key), place.span)
        if first is not place.span:
            _join(cell.text, repeats, place.span, first)
    return tuple(repeats)


def _after(match: re.Match[str], text: str) -> int:
    """Return where the words behind a number begin."""
    end = match.end()
    while text[end : end + 1] in (" ", "\u3000"):
        end += 1
    return end


def _join(text: str, repeats: list[tuple[Span, Span]], second: Span, first: Span) -> None:
    """Add a repeat, to the one before it where only marks and labels part the two."""
    if repeats:
        last, _ = repeats[-1]
        if _TOUCHING.fullmatch(text, last.end, max(second.start, last.end)):
            repeats[-1] = (Span(last.start, max(second.end, last.end)), repeats[-1][1])
            return
    repeats.append((second, first))


def _places(found: CellCitations, statutes: tuple[int | None, ...], text: str) -> Iterator[_Place]:
    """Yield the list's own citations of a cell in text order."""
    cited = pinned(found)
    for mention, statute in zip(found.statutes, statutes, strict=True):
        if not mention.own or not _opens_entry(mention, text):
            continue
        known = statute if statute is not None else mention.stands_for or mention.title
        name = (known, _version(mention))
        own = cited.get(id(mention), ())
        if own:
            yield from _pinned(mention, own, name, text)
        elif _closes_entry(mention, text):
            yield _Place((*name, ""), Span(_start(mention, text), _end(mention, text)))


def _pinned(
    mention: StatuteMention, own: Sequence[Citation], name: tuple[object, ...], text: str
) -> Iterator[_Place]:
    """Yield the citations under one mention; the first takes the mention in."""
    for index, citation in enumerate(own):
        start, end = citation.pinpoint.span
        quote = citation.quote
        words = _NOT_WORDS.sub("", quote.text) if quote is not None else ""
        shared = quote is not None and any(
            other.quote is not None and other.quote.span == quote.span for other in own[index + 1 :]
        )
        if quote is not None and not shared:
            end = max(end, quote.span.end)
        if index == 0 and start >= mention.span.end:
            start = _start(mention, text)
        yield _Place((*name, citation.pinpoint.key, words), Span(start, end))


def _version(mention: StatuteMention) -> tuple[str, ...]:
    """Return what says which version is cited: the dates of the notes."""
    return tuple(dated.value for note in mention.notes for dated in note.dates)


def _start(mention: StatuteMention, text: str) -> int:
    """Return where a mention begins with the label before it."""
    if mention.tier_label is None:
        return mention.span.start
    start = mention.tier_label.span.start
    return start - 1 if start and text[start - 1] in "【[［" else start


def _end(mention: StatuteMention, text: str) -> int:
    """Return where a mention ends with its notes and numbers and the bracket round them."""
    end = end_of(mention)
    while text[end : end + 1] in ("）", ")", "]", "】"):
        end += 1
    return end


def _opens_entry(mention: StatuteMention, text: str) -> bool:
    """Return whether a citation opens an entry of the cell, not a clause (根据《甲法》第三条)."""
    start = _start(mention, text)
    return _ENTRY.search(text[max(start - 6, 0) : start]) is not None


def _closes_entry(mention: StatuteMention, text: str) -> bool:
    """Return whether an entry ends with the title, its notes and numbers."""
    return _ENTRY_END.match(text, _end(mention, text)) is not None


def _finding(resolved: ResolvedDocument, cell: Cell, second: Span, first: Span) -> Diagnostic:
    return finding(
        resolved,
        CODE,
        cell,
        second,
        message="本栏前面已列同一依据，此处重复，应删除或者核对条款。",
        message_en="The same citation stands in this cell before.",
        related=(related(cell, first, "前一处", "the place before"),),
    )


RULE = Rule(
    code=CODE[0],
    name=CODE[1],
    severity=CODE[2],
    check=check,
    profiles=(Profile.LIST,),
    needs=(Need.OWN_WORDS,),
)
