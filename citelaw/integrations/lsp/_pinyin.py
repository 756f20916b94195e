"""The initials of pinyin (拼音首字母): 社会保险法 is found by ``shbxf``.

GB 2312 has its 3,755 commoner characters (level 1) in the order of their pinyin, so that the first
character of each letter tells the letter of all that follow it up to the next. The order knows one
reading of each; what else is in use stands here, as do those of the rarer characters (level 2, in
the order of radicals) that names of places and of offences are made of. A character of which
nothing is known fits every letter: it never hides a title.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from functools import lru_cache
from string import ascii_lowercase, digits

_LETTERS = "abcdefghjklmnopqrstwxyz"
_FIRST = "啊芭擦搭蛾发噶哈击喀垃妈拿哦啪期然撒塌挖昔压匝"
"""The first character of level 1 under each of the letters; no word begins with i, u or v."""

_STARTS = [character.encode("gb2312") for character in _FIRST]
_LEVEL_1_END = b"\xd7\xf9"

_ALSO = {
    "b": "泌秘屏曝",
    "c": "刹栅椎伺重曾畜盛",
    "d": "澄石提",
    "e": "阿",
    "g": "贾夹咖",
    "h": "行巷吓",
    "j": "车给茄系校圈强奇",
    "k": "会槛",
    "l": "弄",
    "n": "粘",
    "o": "区",
    "p": "便堡辟番否脯泊",
    "q": "稽卡壳纤仇",
    "s": "参单匙乘率折召厦",
    "t": "弹调堤囤",
    "w": "蔓恶遗",
    "x": "降解见省宿浚臭吁",
    "y": "乐轧铅蔚",
    "z": "藏朝传长翟幢属识缴",
}
"""What else a character of level 1 is read as, by the initial of that reading."""

_LEVEL_2 = {
    "b": "亳殡汴陂膑",
    "c": "娼岑",
    "d": "儋砀渎",
    "f": "酆",
    "g": "珙莞",
    "h": "邗潢浒阖",
    "j": "羁鄄莒泾珏缙浃亟筠",
    "k": "恺夔",
    "l": "〇遴漯泸溧崂醴澧阆",
    "m": "岷汨渑",
    "o": "瓯",
    "p": "嫖郫濮邳鄱",
    "q": "衢綦邛岐磬",
    "s": "泗沭睢濉嵊鄯歙",
    "t": "郯滕洮潼",
    "w": "猥婺汶邬",
    "x": "亵盱歙隰",
    "y": "罂郓弋峄兖邕鄞黟眙郾筠",
    "z": "诏梓鄣涿邾",
}
"""Characters of level 2 by the initials of what they are read as."""

_OTHERS: dict[str, str] = {}
for _letter, _characters in (*_ALSO.items(), *_LEVEL_2.items()):
    for _character in _characters:
        _OTHERS[_character] = _OTHERS.get(_character, "") + _letter


@lru_cache(maxsize=16_384)
def initials(character: str) -> str:
    """Return the letters that the readings of a character begin with, "" where none is known.

    >>> initials("法"), initials("行"), initials("㐂")
    ('f', 'xh', '')
    """
    try:
        code = character.encode("gb2312")
    except UnicodeEncodeError:
        code = b""
    first = ""
    if len(code) == 2 and _STARTS[0] <= code <= _LEVEL_1_END:
        first = _LETTERS[bisect_right(_STARTS, code) - 1]
    return first + _OTHERS.get(character, "")


@lru_cache(maxsize=16_384)
def _folded(character: str) -> str:
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", character).casefold()))


def fold(text: str) -> str:
    """Return what of ``text`` counts when titles are looked for: no marks, blanks, width or case.

    >>> fold("关于印发〈某 办法〉的通知（２０１４）")
    '关于印发某办法的通知2014'
    """
    return "".join(map(_folded, text))


_FIRST_CODE = 0x21


@lru_cache(maxsize=1)
def _codes() -> dict[str, str]:
    """Return what a character may be typed as → the character that stands for all of its kind.

    There are fewer than 200 kinds, so that a text of them takes one byte a character.
    """
    kinds = ["", *ascii_lowercase, *digits, *map(initials, _OTHERS)]
    return {kind: chr(_FIRST_CODE + at) for at, kind in enumerate(dict.fromkeys(kinds))}


@lru_cache(maxsize=16_384)
def _code(character: str) -> str:
    return _codes()[character if character.isascii() else initials(character)]


def sounds(folded: str) -> str:
    """Return a text as long as ``folded`` in which characters of the same initials are the same."""
    return "".join(map(_code, folded))


class Typed:
    """What is typed of a title: its characters, their initials, or some of each (社会bxf).

    ``folded`` is what counts of it; it is ``spelled`` where letters stand in it, so that it is
    looked for by sound.
    """

    __slots__ = ("_han", "_opening", "_pattern", "folded", "spelled")

    def __init__(self, text: str) -> None:
        self.folded = fold(text)
        self.spelled = any("a" <= character <= "z" for character in self.folded)
        spelled = self.spelled
        pattern = "".join(map(_fits, self.folded)) if spelled else re.escape(self.folded)
        self._pattern = re.compile(pattern)
        self._opening = re.compile("\n" + pattern)
        self._han = tuple(
            (at, character)
            for at, character in enumerate(self.folded if spelled else "")
            if not character.isascii()
        )

    def find(
        self, words: str, sound: str, start: int, end: int, *, opening: bool = False
    ) -> int | None:
        r"""Return where it stands next in ``[start, end)`` of ``words``, whose sounds are given.

        ``opening`` asks for where it opens a line: right behind ``\n``.
        """
        text = sound if self.spelled else words
        pattern = self._opening if opening else self._pattern
        while (found := pattern.search(text, start, end)) is not None:
            at = found.start() + opening
            if all(words[at + place] == character for place, character in self._han):
                return at
            start = found.start() + 1
        return None


def _fits(character: str) -> str:
    """Return a pattern of the codes of all that may be meant where ``character`` is typed."""
    if not "a" <= character <= "z":
        return re.escape(_code(character))
    codes = [code for kind, code in _codes().items() if not kind or character in kind]
    return f"[{re.escape(''.join(codes))}]"
