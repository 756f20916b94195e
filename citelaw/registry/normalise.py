"""Folds text, titles and numbers to the form in which they are compared.

Words are compared without white space and punctuation, without regard to width, list numbers,
帐/账 and the way a number is written (what CL403 passes over). Every folded character
knows where it came from, so that a difference is placed in the text as it was printed.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from citelaw.numeral import parse_number, to_chinese
from citelaw.pattern import Pattern

NORMALISER = 1
"""Version of this folding; fingerprints made by another version cannot be compared."""

_VARIANTS = {"帐": "账", "〇": "零", "○": "零", "两": "二", "笫": "第"}
_HAN_DIGITS = "零一二三四五六七八九"
_SPECIAL = Pattern(
    r"""
    (?P<elision>
        …+ | \.{3,} | ．{3,} | 。{3,} | ·{3,}
      | [（(〔\[] \s* (?:以下|下|中|后)? 略 \s* [）)〕\]]
    )
  | (?P<list>
        (?<![第])[（(] \s* (?:[一二三四五六七八九十]{1,3} | [0-9０-９]{1,2}) \s* [）)]
      | [①-⑳㈠-㈩⑴-⒛]
      | (?<![0-9０-９.．第]) [0-9０-９]{1,2} [.．、] (?![0-9０-９])
    )
  | (?P<number> [0-9０-９]{1,12} (?: [,，][0-9０-９]{3} (?![0-9０-９]) ){0,3}
                (?: [.．][0-9０-９]{1,6} )? \s* [%％]? )
    """,
    re.VERBOSE,
)


class _Fold(dict[int, str]):
    """Code point → what is left of the character; filled as characters are met."""

    def __missing__(self, code: int) -> str:
        kept = "".join(
            _VARIANTS.get(character, character)
            for character in unicodedata.normalize("NFKC", chr(code)).casefold()
            if character.isalnum() or character in _VARIANTS
        )
        self[code] = kept
        return kept


_FOLD = _Fold()


class Words(NamedTuple):
    """The words of a text.

    ``text`` is folded; ``starts`` and ``ends`` give for every folded character its offsets in the
    original; ``breaks`` are the folded offsets where …… or （略） stood.
    """

    text: str
    starts: list[int]
    ends: list[int]
    breaks: tuple[int, ...]


def fold(text: str) -> str:
    """Return the words of ``text`` without the way back.

    >>> fold("（一）处 5000 元罚款；"), fold("处五千元罚款"), fold("第（四）项")
    ('处五千元罚款', '处五千元罚款', '第四项')
    """
    return _SPECIAL.sub(_replacement, text).translate(_FOLD)


def words(text: str) -> Words:
    """Return the words of ``text`` with the offsets where they stand in it.

    >>> words("一、 20%……的").breaks, words("处2倍").starts
    ((6,), [0, 1, 2])
    """
    folded: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    breaks: list[int] = []
    at = 0
    for found in _SPECIAL.finditer(text):
        _fold_plain(text, at, found.start(), folded, starts, ends)
        if found.lastgroup == "elision":
            breaks.append(len(folded))
        else:
            for character in _replacement(found).translate(_FOLD):
                folded.append(character)
                starts.append(found.start())
                ends.append(found.end())
        at = found.end()
    _fold_plain(text, at, len(text), folded, starts, ends)
    return Words("".join(folded), starts, ends, tuple(breaks))


def _fold_plain(
    text: str, start: int, end: int, folded: list[str], starts: list[int], ends: list[int]
) -> None:
    for offset in range(start, end):
        for character in _FOLD[ord(text[offset])]:
            folded.append(character)
            starts.append(offset)
            ends.append(offset + 1)


def _replacement(found: re.Match[str]) -> str:
    return _spoken(found) if found.lastgroup == "number" else ""


def _spoken(found: re.Match[str]) -> str:
    """Return an Arabic number as statutes print it: 5000 五千, 20% 百分之二十."""
    number = "".join(unicodedata.normalize("NFKC", found[0]).replace(",", "").split())
    percent = number.endswith("%")
    whole, _, decimals = number.rstrip("%").partition(".")
    if len(whole) == 4 and found.string[found.end() : found.end() + 1] == "年":
        return _digits(whole)
    text = "百分之" if percent else ""
    text += _integer(whole)
    return text + ("点" + _digits(decimals) if decimals else "")


def _integer(digits: str) -> str:
    if len(digits) > 8 or (len(digits) > 1 and digits[0] == "0"):
        return _digits(digits)
    high, low = divmod(int(digits), 10_000)
    if not high:
        return to_chinese(low)
    gap = "零" if 0 < low < 1000 else ""
    return to_chinese(high) + "万" + gap + (to_chinese(low) if low else "")


def _digits(digits: str) -> str:
    return "".join(_HAN_DIGITS[int(digit)] for digit in digits)


_BRACKETS = str.maketrans(
    {
        **dict.fromkeys("([［【〔（", "（"),
        **dict.fromkeys(")]］】〕）", "）"),
        **dict.fromkeys("—–－−‐‑~～―", "-"),
        **dict.fromkeys("《》〈〉<>＜＞«»「」『』“”\"'‘’", None),
        "〇": "零",
        "○": "零",
        "·": None,
        "•": None,
        "・": None,
        ",": "、",
        "，": "、",
    }
)


@lru_cache(maxsize=4096)
def title_key(title: str) -> str:
    """Return the key under which a title is filed: no white space, no marks, width folded.

    >>> title_key("《关于印发<某 办法>的通知》"), title_key("某办法(试行)")
    ('关于印发某办法的通知', '某办法（试行）')
    """
    folded = unicodedata.normalize("NFKC", title.translate(_BRACKETS))
    return "".join(folded.split()).translate(_BRACKETS)


def plain_number(number: str) -> str:
    """Return a document or decree number as lists print it, its figures in Arabic.

    >>> plain_number("主席令第三十五号"), plain_number("医保发〔2018〕22号")
    ('主席令第35号', '医保发〔2018〕22号')
    """
    found = _HAN_NUMBER.search(number)
    value = parse_number(found["number"]) if found else None
    if found is None or value is None:
        return number
    return f"{number[: found.start('number')]}{value}{number[found.end('number') :]}"


_HAN_NUMBER = Pattern(r"第(?P<number>[〇零一二三四五六七八九十百千]{1,9})号")
_NUMBER_BRACKETS = str.maketrans(
    {**dict.fromkeys("[［【（(〈《〔{", "〔"), **dict.fromkeys("]］】）)〉》〕}", "〕")}
)
_NUMERAL = r"[0-9〇○零一二三四五六七八九十百千]{1,6}"
_DECREE_WORD = r"令|公告|通告|通令"
_REORDERED = Pattern(rf"^(?P<organ>.*?)第(?P<number>{_NUMERAL})号(?P<word>{_DECREE_WORD})$")
_PLAIN = Pattern(rf"^(?P<head>.*?)第?(?P<number>{_NUMERAL})号$")
_YEAR = Pattern(r"〔?(?P<year>[12][0-9]{3})〕?年?第?$")


def number_key(number: str) -> str:
    """Return the key of a document or decree number (发文字号, 令号).

    >>> number_key("中华人民共和国国务院令第六百四十九号"), number_key("国务院第649号令")
    ('国务院令649号', '国务院令649号')
    >>> number_key("医保发[2018] 22 号"), number_key("农业部令2019年第2号")
    ('医保发〔2018〕22号', '农业部令〔2019〕2号')
    """
    text = unicodedata.normalize("NFKC", number)
    text = "".join(text.split()).translate(_NUMBER_BRACKETS).replace("中华人民共和国", "")
    reordered = _REORDERED.match(text)
    if reordered:
        text = f"{reordered['organ']}{reordered['word']}第{reordered['number']}号"
    found = _PLAIN.match(text)
    if not found:
        return text
    value = parse_number(found["number"])
    head = found["head"]
    year = _YEAR.search(head)
    if year:
        head = f"{head[: year.start()]}〔{year['year']}〕"
    return f"{head}{value}号"
