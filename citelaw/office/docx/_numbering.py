"""Automatic numbers (自动编号): what Word prints before a paragraph and keeps nowhere as text."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

from citelaw.numeral import to_chinese
from citelaw.office._numerals import capital, letter, one_of, roman, row_of
from citelaw.office._xml import Node

_PLACE = re.compile("%([1-9])")
_DIGITS = "〇一二三四五六七八九"
_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
_SUFFIXES = {"nothing": "", "space": " "}
_MOST = 9_999  # a number above it is printed in digits, whatever is asked for
_DEEPEST_STYLE = 20
_DEEPEST_LEVEL = 8
_LONGEST = 60  # characters that a list gives a number, and that a number has, at most


def _chinese(value: int) -> str:
    return to_chinese(value)


_CIRCLED = row_of("①", 20)
_FORMATS: Mapping[str, Callable[[int], str]] = {
    **dict.fromkeys(
        (
            *("chineseCounting", "chineseCountingThousand", "japaneseCounting"),
            *("taiwaneseCounting", "taiwaneseCountingThousand"),
        ),
        _chinese,
    ),
    **dict.fromkeys(
        ("chineseLegalSimplified", "ideographLegalTraditional", "japaneseLegal"),
        capital,
    ),
    **dict.fromkeys(
        ("ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital"),
        lambda value: "".join(_DIGITS[int(digit)] for digit in str(value)),
    ),
    **dict.fromkeys(("decimalEnclosedCircle", "decimalEnclosedCircleChinese"), _CIRCLED),
    "decimalZero": lambda value: f"{value:02}",
    "decimalFullWidth": lambda value: str(value).translate(_WIDE),
    "decimalFullWidth2": lambda value: str(value).translate(_WIDE),
    "decimalEnclosedFullstop": row_of("⒈", 20),
    "decimalEnclosedParen": row_of("⑴", 20),
    "ideographEnclosedCircle": row_of("㊀", 10),
    "ideographTraditional": one_of("甲乙丙丁戊己庚辛壬癸"),
    "ideographZodiac": one_of("子丑寅卯辰巳午未申酉戌亥"),
    "lowerLetter": letter,
    "upperLetter": lambda value: letter(value).upper(),
    "lowerRoman": roman,
    "upperRoman": lambda value: roman(value).upper(),
    "none": lambda _: "",
}


class _Level(NamedTuple):
    start: int
    format: str
    text: str
    suffix: str
    restarts: bool
    legal: bool  # numbers of the levels above in digits
    style: str


class _List(NamedTuple):
    """What ``w:num`` names: the levels, and the counters that it shares with others."""

    abstract: str
    levels: Mapping[int, _Level]
    starts: Mapping[int, int]  # levels that start anew with it


class Numbers:
    """Counts the numbered paragraphs of a document, which are given in order.

    Args:
        numbering: the root of the part of that name, or None.
        styles: the root of the part of that name, or None.
    """

    def __init__(self, numbering: Node | None, styles: Node | None) -> None:
        self._styles = {
            style.get("w:styleId"): style
            for style in (styles.all("w:style") if styles is not None else ())
        }
        self._lists = self._read_lists(numbering) if numbering is not None else {}
        self._counters: dict[str, dict[int, int]] = {}
        self._begun: set[str] = set()
        self._of_styles: dict[str, tuple[str, int | None, str]] = {}

    def label(self, properties: Node | None) -> str:
        """Return what is printed before the paragraph of these ``w:pPr``; "" where nothing is."""
        if not self._lists:
            return ""
        number, depth, style = self._numbered(properties)
        found = self._lists.get(number)
        if found is None:
            return ""
        if depth is None:
            depth = next((at for at, one in found.levels.items() if style == one.style), 0)
        level = found.levels.get(depth)
        if level is None:
            return ""
        counters = self._count(number, found, depth)
        if level.format == "bullet":
            return ""
        text = _PLACE.sub(
            lambda place: _printed(found, level, counters, int(place[1]) - 1), level.text
        )
        text = text[:_LONGEST]
        return text + _SUFFIXES.get(level.suffix, " ") if text else ""

    def _count(self, number: str, found: _List, depth: int) -> Mapping[int, int]:
        counters = self._counters.setdefault(found.abstract, {})
        if number not in self._begun:
            self._begun.add(number)
            for at in found.starts:
                counters.pop(at, None)
        for at in range(depth):
            counters.setdefault(at, found.levels[at].start if at in found.levels else 1)
        level = found.levels[depth]
        start = found.starts.get(depth, level.start)
        counters[depth] = counters[depth] + 1 if depth in counters else start
        for at in [at for at in counters if at > depth]:
            if at not in found.levels or found.levels[at].restarts:
                del counters[at]
        return counters

    def _numbered(self, properties: Node | None) -> tuple[str, int | None, str]:
        """Return the list, the level (None where it is that of the style) and the style."""
        if properties is None:
            return "", 0, ""
        own = properties.find("w:numPr")
        style = _value(properties.find("w:pStyle"))
        number, depth = _list_of(own)
        if number:
            return number, depth or 0, style
        found = self._of_styles.get(style)
        if found is None:
            found = self._of_styles[style] = self._numbered_by(style)
        number, inherited, called = found
        return number, depth if depth is not None else inherited, called

    def _numbered_by(self, style: str) -> tuple[str, int | None, str]:
        """Return the list and the level of a style or of those it is based on, and which it is."""
        called = style
        for _ in range(_DEEPEST_STYLE):
            node = self._styles.get(called)
            if node is None:
                break
            inner = node.find("w:pPr")
            number, inherited = _list_of(inner.find("w:numPr") if inner is not None else None)
            if number:
                return number, inherited, called
            called = _value(node.find("w:basedOn"))
        return "", 0, style

    def _read_lists(self, root: Node) -> dict[str, _List]:
        abstracts = {one.get("w:abstractNumId"): one for one in root.all("w:abstractNum")}
        nums = {one.get("w:numId"): one for one in root.all("w:num")}
        found = {}
        for number, num in nums.items():
            abstract = _value(num.find("w:abstractNumId"))
            node = abstracts.get(abstract)
            link = _value(node.find("w:numStyleLink")) if node is not None else ""
            if link:  # the levels are those of a style of lists
                abstract = self._linked(link, nums) or abstract
                node = abstracts.get(abstract)
            if node is None or number == "0":
                continue
            levels = dict(map(_level, node.all("w:lvl")))
            starts = {}
            for override in num.all("w:lvlOverride"):
                depth = _depth(override.get("w:ilvl"))
                anew = override.find("w:startOverride")
                if anew is not None:
                    starts[depth] = _int(_value(anew), 1)
                levels.update(map(_level, override.all("w:lvl")))
            found[number] = _List(abstract, levels, starts)
        return found

    def _linked(self, style: str, nums: Mapping[str, Node]) -> str:
        node = self._styles.get(style)
        properties = node.find("w:pPr") if node is not None else None
        number, _ = _list_of(properties.find("w:numPr") if properties is not None else None)
        return _value(nums[number].find("w:abstractNumId")) if number in nums else ""


def _printed(found: _List, level: _Level, counters: Mapping[int, int], depth: int) -> str:
    if depth not in counters:
        return ""
    value = counters[depth]
    one = found.levels.get(depth, level)
    name = "decimal" if level.legal and one.format != "decimalZero" else one.format
    shaped = _FORMATS.get(name)
    return shaped(value) if shaped is not None and 0 < value <= _MOST else str(value)


def _level(node: Node) -> tuple[int, _Level]:
    return _depth(node.get("w:ilvl")), _Level(
        start=_int(_value(node.find("w:start")), 0),
        format=_value(node.find("w:numFmt")) or "decimal",
        text=_value(node.find("w:lvlText"))[:_LONGEST],
        suffix=_value(node.find("w:suff")) or "tab",
        restarts=_value(node.find("w:lvlRestart")) != "0",
        legal=is_on(node.find("w:isLgl")),
        style=_value(node.find("w:pStyle")) or "\0",
    )


def _list_of(node: Node | None) -> tuple[str, int | None]:
    if node is None:
        return "", None
    depth = node.find("w:ilvl")
    return _value(node.find("w:numId")), _depth(_value(depth)) if depth is not None else None


def _value(node: Node | None) -> str:
    return node.get("w:val") if node is not None else ""


def is_on(node: Node | None) -> bool:
    """Tell whether a property that is on or off (``w:vanish``) is there and on."""
    return node is not None and node.get("w:val", "true") not in ("0", "false", "off", "none")


def _depth(text: str) -> int:
    return min(max(_int(text, 0), 0), _DEEPEST_LEVEL)


def _int(text: str, default: int) -> int:
    try:
        return int(text)
    except ValueError:
        return default
