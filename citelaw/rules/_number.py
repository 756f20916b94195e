"""A printed document or decree number (文号, 令号) as it should stand, and its parts."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from citelaw.numeral import parse_number
from citelaw.pattern import Pattern
from citelaw.rules._title import STATE, without_blanks

_DIGITS = r"[0-9０-９〇零一二三四五六七八九十百]{1,7}"
_SPACE = Pattern(r"[\s\u200b\ufeff]+")
_CODED = Pattern(
    r"(?P<code>.+?)(?P<open>[〔\[【(（﹝［﹙])(?P<year>[0-9０-９]{2,4})(?P<word>年?)"
    rf"(?P<close>[〕\]】)）﹞］﹚])(?P<ordinal>第?)(?P<number>{_DIGITS})号$"
)
_DECREE = Pattern(
    rf"(?P<organ>.*?)(?P<kind>令|公告)(?P<year>[^第]{{0,8}}?)(?P<ordinal>第?)(?P<number>{_DIGITS})号$"
)
_REORDERED = Pattern(rf"^(.{{0,30}}?)第({_DIGITS})号令$")
_YEAR = Pattern(r"[12][0-9]{3}")
_MIXED = Pattern(rf"第?({_DIGITS})号")
_ARABIC = Pattern(r"[0-9０-９]")
_CHINESE = Pattern(r"[〇零一二三四五六七八九十百]")
_KEPT = 2048
"""Printed numbers of which the form is kept; a list prints most of its own several times."""


class Form(NamedTuple):
    """How a number is badly printed: the ``faults`` in a word each, and the ``right`` form."""

    faults: tuple[str, ...]
    right: str


class Parts(NamedTuple):
    """The parts of a 文号: the organ's code, the year, the running number."""

    code: str
    year: str
    number: str


@lru_cache(maxsize=_KEPT)
def check_form(printed: str) -> Form:
    """Return how ``printed`` departs from the right form; no faults where it does not.

    >>> check_form("安办文 [2019]47号")
    Form(faults=('space', 'brackets'), right='安办文〔2019〕47号')
    >>> check_form("国务院令649号")
    Form(faults=('ordinal',), right='国务院令第649号')
    >>> check_form("国务院令第六49号").right, check_form("国务院令2007年第512号").faults
    ('国务院令第649号', ())
    """
    faults: list[str] = []
    words = _without_blanks(printed)
    if words != printed:
        faults.append("space")
    unmixed = _MIXED.sub(_unmix, words)
    if unmixed != words:
        faults.append("digits")
    coded = _CODED.match(unmixed)
    if coded is not None:
        return _coded(coded, faults)
    decree = _DECREE.match(unmixed)
    if decree is None or decree["ordinal"] or decree["year"]:
        return Form(tuple(faults), unmixed)
    faults.append("ordinal")
    return Form(tuple(faults), f"{decree['organ']}{decree['kind']}第{decree['number']}号")


def _coded(coded: re.Match[str], faults: list[str]) -> Form:
    if coded["open"] not in "〔﹝" or coded["close"] not in "〕﹞":
        faults.append("brackets")
    if coded["word"]:
        faults.append("year")
    if "brackets" not in faults and "year" not in faults:
        return Form(tuple(faults), coded[0])
    tail = f"{coded['ordinal']}{coded['number']}号"
    return Form(tuple(faults), f"{coded['code']}〔{coded['year']}〕{tail}")


def _without_blanks(printed: str) -> str:
    """Return ``printed`` without white space, but for one space between joint issuers."""
    at = max(printed.find("令"), printed.find("公告"))
    if at < 0:
        return _SPACE.sub("", printed)
    organ = printed[:at]
    return without_blanks(organ).rstrip() + _SPACE.sub("", printed[at:])


def _unmix(found: re.Match[str]) -> str:
    """Return a number in one kind of digits: 第六49号 is 第649号."""
    digits = found[1]
    value = None
    if _ARABIC.search(digits) and _CHINESE.search(digits):
        value = parse_number(digits)
    return found[0] if value is None else found[0].replace(digits, str(value))


@lru_cache(maxsize=_KEPT)
def coded_parts(text: str) -> Parts | None:
    """Return the parts of a 文号, None where ``text`` is another kind of number.

    >>> coded_parts("医保办发〔2018〕第022号")
    Parts(code='医保办发', year='2018', number='22')
    """
    found = _CODED.match(check_form(text).right)
    if found is None:
        return None
    return Parts(found["code"], found["year"], found["number"].lstrip("0"))


class Decree(NamedTuple):
    """The parts of a 令号: the organ (without 中华人民共和国), the year or "", the number."""

    organ: str
    year: str
    number: int


@lru_cache(maxsize=_KEPT)
def decree_parts(text: str) -> Decree | None:
    """Return the parts of a 令号, None where ``text`` is another kind of number.

    >>> decree_parts("中华人民共和国国务院令第六百四十九号"), decree_parts("农业部令2019年第2号")
    (Decree(organ='国务院', year='', number=649), Decree(organ='农业部', year='2019', number=2))
    """
    words = _SPACE.sub("", text).replace(STATE, "")
    found = _DECREE.match(_REORDERED.sub(r"\1令第\2号", words))
    value = parse_number(found["number"]) if found is not None else None
    if found is None or value is None or found["kind"] != "令":
        return None
    organ = found["organ"].removeprefix("国家") if "主席" in found["organ"] else found["organ"]
    year = _YEAR.search(found["year"])
    return Decree(organ, year[0] if year is not None else "", value)
