"""CL707 organ-abolished (info, list)

找什么：清单自己的文字里出现已经撤销的机关或者部门。

为什么
    机构改革以后，职责由别的机关承继；清单的责任事项、实施主体仍写旧机关，读者找不到承办的部门。

错误
    实施主体：⟦青禾部⟧。依据：《甲法》第三条

    日期 2020-01-01
    由⟦青禾部⟧审批。依据：《甲法》第三条

正确
    实施主体：国家青禾保障局。依据：《甲法》第三条

    实施主体：原青禾部。依据：《甲法》第三条

    依据：《青禾部关于甲工作的通知》（2010年青禾部令第2号）第三条：由青禾部审批。

    青禾部的职责划入国家青禾保障局。依据：《甲法》第三条

    由青禾部门、青禾部队办理。依据：《甲法》第三条

依据
    数据库所载机关的存续时间；地方机关和部门的通称以地方机构改革完成的时间为准。引文、题名、题注、文号里
    的机关，“原”字之后的，讲机构改革本身的（划入、更名），较长名称的一部分（“城乡建设部”在“住房和城乡建设
    部”之内），不报；表格以外的文字不看，依据各栏只看第一个文件名称之前的文字。清单制发时该机关尚在或者
    制发日期不明的，作为现行问题提示。同一机关在一个文件里多次出现的，合为一条。

English: An abolished organ in the list's own words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from citelaw.days import exact_day
from citelaw.model import (
    BASIS_SECTIONS,
    Cell,
    CellCitations,
    Diagnostic,
    Organ,
    Profile,
    ResolvedDocument,
    Rule,
    Severity,
)
from citelaw.pattern import Pattern
from citelaw.rules._finding import finding, joined
from citelaw.rules._lifetime import ended_before
from citelaw.rules._memo import of_cell
from citelaw.rules._words import found_in, own_words
from citelaw.span import Span

CODE = ("CL707", "organ-abolished", Severity.INFO)

SHORT = 4
"""Up to this length a name is a word of many others (人事部, 工商局): what stands before counts."""

_FORMER = Pattern(r"原(?![件则因告始有材来本文])[^，。；、：:\n）)]{0,8}$|[（(]原[^）)\n]{0,12}$")
_REFORM = Pattern(r"划转|划入|划归|划给|改革前|更名|改称|并入|不再保留|组建")
_NO_NAME_BEFORE = Pattern(
    r"(?:\A|[^\u4e00-\u9fff]|[省市县区州盟旗级由经报和与及或向对同被据按照到至在为门局委厅国府会请将给是的送交商询知求助调])$"
)
_OTHER_WORD = {"部": "门分队位署件级委属下落族", "局": "部限面势长"}
"""What makes another word of a name's last character: 青禾部门, 部队; 局部, 局限."""


def check(resolved: ResolvedDocument) -> Iterator[Diagnostic]:
    """Yield one finding for each abolished organ that the list names."""
    citations = found_in(resolved)
    names = _names(resolved.organs, resolved.as_of)
    places: dict[int, list[Diagnostic]] = {}
    for cell in resolved.document.cells:
        if cell.prose:
            continue
        for word, at in _named(cell, citations.get(id(cell)), names):
            for number in names.organs[word]:
                organ = resolved.organs[number]
                one = _finding(resolved, organ, cell, Span(at, at + len(word)))
                places.setdefault(number, []).append(one)
    for number in sorted(places):
        first, *others = sorted(places[number], key=lambda one: one.span)
        yield joined(first, others, "此处亦同", "named here too") if others else first


class _Names(NamedTuple):
    """The names of abolished organs.

    ``organs`` are the numbers of those of a name, ``any`` finds whether a text has a name at all,
    ``longer`` are the longer names that hold one.
    """

    organs: dict[str, tuple[int, ...]]
    any: re.Pattern[str]
    longer: dict[str, tuple[tuple[str, int], ...]]


@lru_cache(maxsize=4)
def _names(organs: tuple[Organ, ...], day: date) -> _Names:
    ended: dict[str, tuple[int, ...]] = {}
    for number, organ in enumerate(organs):
        if ended_before(organ, day):
            for word in dict.fromkeys((organ.name, *organ.short)):
                ended[word] = (*ended.get(word, ()), number)
    anyone = re.compile("|".join(map(re.escape, ended)) or r"(?!)")
    return _Names(ended, anyone, _longer(organs))


@of_cell
def _named(cell: Cell, found: CellCitations | None, names: _Names) -> tuple[tuple[str, int], ...]:
    """Return the names in the words of a cell that are the list's own, with where they stand."""
    text = cell.text
    if names.any.search(text) is None:
        return ()
    own = _words(cell, found)
    return tuple((word, at) for word in names.organs for at in _places(own, word, names.longer))


def _words(cell: Cell, found: CellCitations | None) -> str:
    """Return the words of a cell that are the list's own for sure; offsets stay."""
    return own_words(cell, found)[: _until(cell, found)]


def _until(cell: Cell, found: CellCitations | None) -> int:
    """Return up to where the words of a cell may be the list's own."""
    if cell.section not in BASIS_SECTIONS:
        return len(cell.text)
    if found is None or not (found.statutes or found.citations):
        return 0
    starts = [one.span.start for one in found.statutes]
    starts += [one.pinpoint.span.start for one in found.citations]
    return min(starts)


def _longer(organs: tuple[Organ, ...]) -> dict[str, tuple[tuple[str, int], ...]]:
    """Return for each name the longer names that hold it, with the place where they do."""
    names = [word for organ in organs for word in (organ.name, *organ.short)]
    held: dict[str, tuple[tuple[str, int], ...]] = {}
    for name in names:
        found = tuple((other, other.find(name)) for other in names if name in other != name)
        if found:
            held[name] = found
    return held


def _places(text: str, word: str, held: dict[str, tuple[tuple[str, int], ...]]) -> Iterator[int]:
    longer = held.get(word, ())
    at = text.find(word)
    while at >= 0:
        if _names_it(text, at, word) and not any(
            at >= offset and text.startswith(other, at - offset) for other, offset in longer
        ):
            yield at
        at = text.find(word, at + len(word))


def _names_it(text: str, at: int, word: str) -> bool:
    after = text[at + len(word) : at + len(word) + 1]
    if after and after in _OTHER_WORD.get(word[-1], ""):
        return False
    before = text[max(at - 14, 0) : at]
    beside = text[max(at - 14, 0) : at + len(word) + 16]
    if _FORMER.search(before) or _REFORM.search(beside):
        return False
    return len(word) > SHORT or _NO_NAME_BEFORE.search(before) is not None


def _finding(resolved: ResolvedDocument, organ: Organ, cell: Cell, span: Span) -> Diagnostic:
    made = resolved.list_date
    late = made is not None and made.not_before is not None and ended_before(organ, made.not_before)
    assert organ.until is not None
    printed = cell.text[span.start : span.end]
    when = "本清单制发前" if late else f"{organ.until[:4]}年前后"
    return finding(
        resolved,
        CODE,
        cell,
        span,
        message=f"“{printed}”{when}已在机构改革中撤销，应改用现行承担该职责的机关名称。",
        message_en=f"“{organ.name}” was abolished ({organ.until}).",
        wrong_since="list" if late else "today",
        since=organ.until if exact_day(organ.until) is not None else None,
    )


RULE = Rule(code=CODE[0], name=CODE[1], severity=CODE[2], check=check, profiles=(Profile.LIST,))
