"""Decree numbers (令号) and numbers of proclamations (公告)."""

from __future__ import annotations

from citelaw.grammar.tokens._organ import organ_before
from citelaw.grammar.tokens._text import SPACE, Token, TokenKind, squeeze
from citelaw.pattern import Pattern

_DIGITS = (
    rf"[0-9０-９〇零一二三四五六七八九十百](?:{SPACE}?[0-9０-９〇零一二三四五六七八九十百]){{0,6}}"
)
_BARE_YEAR = rf"(?:(?:19|20)[0-9]{{2}}{SPACE}*年?|[一二三四五六七八九十]{{1,3}}届)"
_YEAR = rf"(?:[（(〔\[【]{SPACE}*{_BARE_YEAR}{SPACE}*[）)〕\]】]|{_BARE_YEAR})"
# 令第35号, 令（第35号）, 令2019年第2号, 令〔2014〕第649号, and 令第35 where a bracket follows.
_NUMBER = (
    rf"{SPACE}*(?:{_YEAR}{SPACE}*(?=第|[0-9]))?([（(〔\[])?{SPACE}*(第)?{SPACE}*{_DIGITS}"
    rf"(?:{SPACE}*号(?(1){SPACE}*[）)〕\]])|(?(1)(?!))(?(2)(?=[）)，,、])|(?!)))"
)
_AFTER = Pattern(f"令{_NUMBER}")
_NOTICE = Pattern(f"公告{_NUMBER}")
_BEFORE = Pattern(rf"(?:{_YEAR}{SPACE}*)?(?:第{SPACE}*)?{_DIGITS}{SPACE}*号{SPACE}*$")
_NO_DECREE = "责禁指命法勒喝口司"


def read(text: str, position: int) -> Token | None:
    """Read the number whose 令 stands at ``position``, or whose 告 does (公告第23号)."""
    if text[position] == "告":
        return _read_notice(text, position)
    found = _AFTER.match(text, position)
    before = text[position - 1 : position]
    if found is not None and before not in _NO_DECREE:
        return _with_organ(text, position, int(found.end()))
    return _number_first(text, position, position + 1)


def _read_notice(text: str, position: int) -> Token | None:
    if text[position - 1 : position] != "公":
        return None
    found = _NOTICE.match(text, position - 1)
    if found is None:
        return _number_first(text, position - 1, position + 1)
    return _with_organ(text, position - 1, int(found.end()))


def _number_first(text: str, word: int, end: int) -> Token | None:
    """Read a number that stands before its ``word``: 第7号令, 2017年第68号公告."""
    if text[word - 1 : word] not in ("号", " "):
        return None
    number = _BEFORE.search(text, max(0, word - 24), word)
    if number is None:
        return None
    return _with_organ(text, int(number.start()), end)


def _with_organ(text: str, start: int, end: int) -> Token:
    """The number ``[start, end)`` with the organ that stands before it."""
    start = organ_before(text, start)
    return Token("number", start, end, squeeze(text[start:end]))


TOKEN = TokenKind(
    anchors="令告",
    read=read,
    show=lambda token: token.value,
    examples=(
        ("（国务院令649号, 自2014年5月1日起施行）", "国务院令649号"),
        ("（2014年5月国务院令第六49号）", "国务院令第六49号"),
        ("（中华人民共和国主席令第三十五号）", "中华人民共和国主席令第三十五号"),
        ("由中华人民共和国主席令第七十四号公布", "中华人民共和国主席令第七十四号"),
        ("甲省人大常委会公告(第23号)", "甲省人大常委会公告(第23号)"),
        ("（国务院令2015年第658号）", "国务院令2015年第658号"),
        ("（第7号令，2021年8月17日", "第7号令"),
        ("国务院第649号令", "国务院第649号令"),
        ("（人力资源和社会保障部、国家医保局令第41号)", "人力资源和社会保障部、国家医保局令第41号"),
        ("国务院批准1990年11月19日国家档案局令第1号发布", "国家档案局令第1号"),
        ("（国务院令第649）", "国务院令第649"),
        ("甲部 乙部令第3号", "甲部乙部令第3号"),
        ("（国务院令第 2 3 4 号）", "国务院令第234号"),
        ("（国务院令〔第182号〕）", "国务院令〔第182号〕"),
        ("甲省人大常委会公告〔十三届〕第38号", "甲省人大常委会公告〔十三届〕第38号"),
        ("（海关总署2017年第68号公告）", "海关总署2017年第68号公告"),
        ("（2017年第68号公告）", "2017年第68号公告"),
        ("责令第3号车间停产", None),
        ("命令第一次", None),
    ),
)
