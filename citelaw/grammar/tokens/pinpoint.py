"""Pinpoints: 第三十四条第一款、第三款和第三十五条第（二）项, lists and ranges in one token."""

from __future__ import annotations

import re
from typing import NamedTuple

from citelaw.grammar.tokens._text import (
    BLANK,
    DIGITS,
    HAN,
    NUMERAL,
    SPACE,
    Token,
    TokenKind,
)
from citelaw.model import Locator
from citelaw.numeral import COMMON_NUMBERS, is_malformed, parse_number
from citelaw.pattern import Pattern


class Place(NamedTuple):
    """One member of a list of pinpoints; ``malformed`` as in ``model.Pinpoint``."""

    start: int
    end: int
    locator: Locator
    through: Locator | None
    malformed: str


UNITS = "编章节条款项目"
_FIELDS = ("part", "chapter", "section", "article", "paragraph", "item", "subitem")
_ARTICLE = 3

# A numeral may be torn by a space or a line end: 第八 十七条.
_TORN = rf"[{DIGITS}](?:{SPACE}{{0,2}}[{DIGITS}]){{0,8}}"
_N = rf"[（(]?{SPACE}*{_TORN}{SPACE}*[）)]?"
_RANGE = r"(?:至|到|—{1,2}|－|-|~|～|–)"
_UNIT = r"(编|章(?!程)|节(?!点|约|能|日|水|假|省)|条(?!件|款)|款(?!项)|项(?!目)|目(?!标|录|的|前))"
_JOIN = rf"(?:、|，|,|和|及|与|或者|或|以及|{_RANGE})"

# 第一、三款 / 第十一、十二条 / 第三至五条: several numbers before one unit.
_PAREN = rf"[（(]{BLANK}*{NUMERAL}{BLANK}*[）)]"
_MORE = rf"(?:{SPACE}*(?:{_JOIN}{SPACE}*第?{SPACE}*{_N}|{_PAREN})){{0,24}}"
_NUMBERS = rf"第{SPACE}*{_N}{_MORE}"
_INSERTED = (
    rf"(?:{BLANK}*之{BLANK}*([一二三四五六七八九十]{{1,3}}|[0-9]{{1,2}})(?![{DIGITS}年月日分]))?"
)
_HEAD = Pattern(rf"({_NUMBERS}){SPACE}*{_UNIT}{_INSERTED}")
# Inside a chain the 第 may be missing before a smaller unit: 第二十二条二款, 第一款（三）项,
# and 项 itself where list numbers end the place: 第三条（一）、（二）；
_DEEPER = Pattern(
    rf"{BLANK}*(?:((?:第{SPACE}*)?{_N}{_MORE})"
    rf"{BLANK}*(章(?!程)|节(?!点|约|能|日|水|假|省)|款(?!项)|项(?!目)|目(?!标|录|的|前))"
    rf"|({_PAREN}(?:{BLANK}*[、和及]?{BLANK}*{_PAREN}){{0,24}})"
    rf"(?={BLANK}*(?:[；;。，,：:]|$|\n|的|规定)))"
)
# After a connective: a full place, or one whose 第 is left out (第八条、九条).
_BARE_NUMBERS = (
    rf"[（(]?{BLANK}*{NUMERAL}{BLANK}*[）)]?(?:{SPACE}*{_JOIN}{SPACE}*{NUMERAL}){{0,12}}"
)
_NEXT = Pattern(
    rf"{SPACE}*(、|，|,|;|；|和|及|与|以及|或者|或|{_RANGE}){SPACE}*"
    rf"(?=第|{_BARE_NUMBERS}{BLANK}*[条款项目])"
)
_BARE = Pattern(rf"({_BARE_NUMBERS}){BLANK}*([条款项目])(?!件|目|款)")
_BARE_STARTS = frozenset("0123456789一二三四五六七八九十百")
_ADJACENT = Pattern(rf"{BLANK}*(?=第)")
_NUMBER = Pattern(rf"(第?{SPACE}*[（(]?{SPACE}*)({_TORN})({SPACE}*[）)]?)")
_IS_RANGE = re.compile(rf"{SPACE}*{_RANGE}{SPACE}*$")
_INNER_SPACE = re.compile(SPACE)


class _Chain(NamedTuple):
    """A place under construction: the unit values by level, and the printed stretch."""

    values: tuple[int | None, ...]
    inserted: int | None
    start: int
    end: int
    malformed: str


def _locator(chain: _Chain) -> Locator:
    values = dict(zip(_FIELDS, chain.values, strict=True))
    return Locator(**values, inserted=chain.inserted)


def _set(values: tuple[int | None, ...], level: int, number: int | None) -> tuple[int | None, ...]:
    """Put ``number`` at ``level``, keep what is above it, drop what is below it."""
    return (*values[:level], number, *(None for _ in values[level + 1 :]))


_EMPTY: tuple[int | None, ...] = (None,) * 7


def _fault(printed: str, digits: str) -> str:
    """Name what is wrong with the way a number is written, or ""."""
    if parse_number(digits) is None:
        return "number"
    if is_malformed(digits):
        return "zero"
    return "space" if _INNER_SPACE.search(printed.strip()) else ""


_ORDINAL = Pattern(r"第[0-9一二三四五六七八九十]{1,4}[届次号期批季年月日个种类位名轮级]")
_ARTICLES = {printed: Locator(article=number) for printed, number in COMMON_NUMBERS.items()}
# Most places are one article and no more; they are read without building chains.
_SIMPLE = Pattern(
    rf"第([0-9一二三四五六七八九十百零]{{1,7}})条(?!{SPACE}*(?:第|[之、，,和及与或以至到;；—－~～–（(\-0-9件款一二三四五六七八九十]))"
)


def read(text: str, position: int) -> Token | None:
    """Read all the places that stand in one row from the 第 at ``position``."""
    simple = _SIMPLE.match(text, position)
    if simple is not None:
        locator = _ARTICLES.get(simple[1])
        if locator is not None:
            end = simple.end()
            place = Place(position, end, locator, None, "")
            return Token("pinpoint", position, end, (place,))
    elif _ORDINAL.match(text, position):
        return None
    return _read_row(text, position) if _HEAD.match(text, position) else None


def read_bare(text: str, position: int) -> Token | None:
    """Read an article whose 第 is left out, where a title ends: 《甲法》六十六条, 94-96条."""
    if text[position : position + 1] not in _BARE_STARTS:
        return None
    found = _BARE.match(text, position)
    if found is None or found[2] != "条":
        return None
    token = _read_row(text, position)
    if token is None or _GOES_ON.match(text, token.end):
        return None
    return token


_GOES_ON = Pattern(rf"(?!规定|的|之|中|和|及|与|或){HAN}")  # 《甲意见》六条措施


def _read_row(text: str, position: int) -> Token | None:
    places: list[Place] = []
    chain = _Chain(_EMPTY, None, position, position, "")
    at = position
    range_from: _Chain | None = None
    while True:
        group = _read_chain(text, at, chain)
        if group is None:
            break
        chains, at = group
        for index, (link, joined) in enumerate(chains):
            if index == 0 and range_from is not None:
                places[-1] = _range(range_from, link)
                range_from = None
            elif joined:
                places[-1] = _range(chain, link)
            else:
                places.append(Place(link.start, link.end, _locator(link), None, link.malformed))
            chain = link
        follow = _NEXT.match(text, at)
        if follow is None:
            adjacent = _ADJACENT.match(text, at)  # 第五章第二十七条: two places in a row
            if adjacent is None:
                break
            range_from = None
            at = int(adjacent.end())
            continue
        joins = follow[1]
        if joins in ";；" and not text.startswith("第", follow.end()):
            break
        range_from = chain if _IS_RANGE.match(joins) else None
        at = int(follow.end())
    if not places:
        return None
    return Token("pinpoint", position, places[-1].end, tuple(places))


def _range(first: _Chain, last: _Chain) -> Place:
    return Place(
        first.start, last.end, _locator(first), _locator(last), first.malformed or last.malformed
    )


def _read_chain(text: str, at: int, before: _Chain) -> tuple[list[tuple[_Chain, bool]], int] | None:
    """Read one place, or several numbers before one unit, at ``at``.

    Returns the chains, each with whether it ends a range begun by the one before, and where the
    reading stopped.
    """
    found = _HEAD.match(text, at)
    match = found or _BARE.match(text, at)
    if match is None:
        return None
    level = UNITS.index(match[2][0])
    inherited = before.values if level > 0 else _EMPTY
    if level == _ARTICLE:
        inherited = _EMPTY
    chains = _numbers(text, match, level, inherited, before)
    if found is not None and found[3] is not None:
        last, joined = chains[-1]
        chains[-1] = (last._replace(inserted=parse_number(found[3])), joined)
    end = int(match.end())
    last, joined = chains[-1]
    while True:
        deeper = _DEEPER.match(text, end)
        if deeper is None:
            break
        next_level = UNITS.index(deeper[2] or "项")
        if next_level <= level or (level < _ARTICLE < next_level):
            break
        level = next_level
        links = _numbers(text, deeper, level, last.values, last)
        first, _ = links[0]
        links[0] = (
            first._replace(start=last.start, malformed=last.malformed or first.malformed),
            joined,
        )
        chains[-1:] = links
        last, joined = chains[-1]
        end = int(deeper.end())
    return chains, end


def _numbers(
    text: str,
    match: re.Match[str],
    level: int,
    values: tuple[int | None, ...],
    before: _Chain,
) -> list[tuple[_Chain, bool]]:
    """Split the numbers that stand before one unit into chains."""
    chains: list[tuple[_Chain, bool]] = []
    inserted = before.inserted if level > _ARTICLE else None
    group = 1 if match[1] is not None else 3
    position, stop = match.span(group)
    joined = False
    while position < stop:
        found = _NUMBER.match(text, position, stop)
        if found is None:
            position += 1
            continue
        gap = text[chains[-1][0].end : found.start()] if chains else ""
        joined = bool(chains) and _IS_RANGE.match(gap) is not None
        begin, end = int(found.start()), int(found.end())
        chains.append(
            (
                _Chain(
                    _set(values, level, parse_number(found[2])),
                    inserted,
                    begin,
                    end,
                    _fault(text[begin:end], found[2]),
                ),
                joined,
            )
        )
        position = end
    last, joined = chains[-1]
    end = int(match.end())
    fault = last.malformed or ("space" if _INNER_SPACE.search(text[last.start : end]) else "")
    chains[-1] = (last._replace(end=end, malformed=fault), joined)
    return chains


def _show(token: Token) -> list[str]:
    return [
        place.locator.key + (f"..{place.through.key}" if place.through else "")
        for place in token.value
    ]


TOKEN = TokenKind(
    anchors="第",
    read=read,
    show=_show,
    examples=(
        ("第八十七条：", ["a87"]),
        ("第二十二条第二款，第二十五条；", ["a22p2", "a25"]),
        ("第三条第一款第（四）项", ["a3p1i4"]),
        ("第三十四条第一款、第三款和第三十五条第（二）项", ["a34p1", "a34p3", "a35i2"]),
        ("第六十七条第一、三款", ["a67p1", "a67p3"]),
        ("第六条第（一）、（二）项", ["a6i1", "a6i2"]),
        ("第五条至第九条", ["a5..a9"]),
        ("第三至五条", ["a3..a5"]),
        ("第3-5条", ["a3..a5"]),
        ("第三十九至第五十条、第五十九条", ["a39..a50", "a59"]),
        ("第八条、九条", ["a8", "a9"]),
        ("第十一、十二条", ["a11", "a12"]),
        ("第五章第二十七条", ["c5", "a27"]),
        ("第七章，第三十五条", ["c7", "a35"]),
        ("第五章、第六章、第七章", ["c5", "c6", "c7"]),
        ("第五章第二节", ["c5s2"]),
        ("第三编第二章", ["b3c2"]),
        ("第十七条之一第二款", ["a17-1p2"]),
        ("第二十二条二款", ["a22p2"]),
        ("第二十七条第一款（三）项", ["a27p1i3"]),
        ("第三条第一款第四项第2目", ["a3p1i4m2"]),
        ("第五十七 条", ["a57"]),
        ("第八\n十七条", ["a87"]),
        ("第三十四三十五条", [""]),
        ("第一百四条", ["a104"]),
        ("第８７条", ["a87"]),
        ("第四条末款", ["a4"]),
        ("第一、加强管理", None),
        ("第四十八条第（一）（二）（三）项", ["a48i1", "a48i2", "a48i3"]),
        ("第四十一条（一）（三）项", ["a41i1", "a41i3"]),
        ("第六条第一款第（一）项至第（三）项", ["a6p1i1..a6p1i3"]),
        ("第三条第一款（一）至（九）项", ["a3p1i1..a3p1i9"]),
        ("第四条1、2款", ["a4p1", "a4p2"]),
        ("第三条（一）、（二）；", ["a3i1", "a3i2"]),
        ("第三条（一）加强管理", ["a3"]),
        ("第三条件", None),
        ("第一项目部", None),
    ),
)
