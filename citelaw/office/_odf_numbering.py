"""Automatic numbers (自动编号) of OpenDocument lists, which no text of the file holds."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from citelaw.numeral import to_chinese
from citelaw.office._numerals import capital, letter, one_of, roman, row_of
from citelaw.office._xml import Node

_PLACE = re.compile("%([0-9]{1,2})%")
_FORMATS: Mapping[str, Callable[[int], str]] = {
    "a": letter,
    "A": lambda value: letter(value).upper(),
    "i": roman,
    "I": lambda value: roman(value).upper(),
    "01, 02, 03, ...": lambda value: f"{value:02}",
    "一, 二, 三, ...": lambda value: to_chinese(value),
    "壹, 贰, 叁, ...": capital,
    "①, ②, ③, ...": row_of("①", 20),
    "甲, 乙, 丙, ...": one_of("甲乙丙丁戊己庚辛壬癸"),
}
_MOST = 9_999  # a number above it is printed in digits, whatever is asked for
_SEPARATORS = {"nothing": ""}
_ALIGNMENT = "style:list-level-label-alignment"
_LABEL_FORMAT = "num-list-format"  # of an extension by LibreOffice, whatever its namespace


class _Level(NamedTuple):
    start: int
    format: str
    text: str  # with %3% for the number of the third level
    suffix: str


class _Place(NamedTuple):
    """A list that is open: its style, its level from 1, what was counted on every level."""

    style: str
    level: int
    counted: dict[int, int]


class Numbers:
    """Counts the items of lists, which are opened and closed in the order of the document.

    Args:
        roots: the parts that define styles of lists.
    """

    __slots__ = ("_by_id", "_last", "_open", "_styles")

    def __init__(self, roots: Iterable[Node]) -> None:
        styles = [one for root in roots for one in root.walk() if one.tag == "text:list-style"]
        self._styles = {one.get("style:name"): _levels(one) for one in styles}
        self._open: list[_Place] = []
        self._last: dict[str, dict[int, int]] = {}  # what the last list of a style counted
        self._by_id: dict[str, dict[int, int]] = {}

    def open(self, node: Node) -> None:
        """Begin a list; one in an item of another is a level of that."""
        goes_on = node.get("text:continue-numbering") == "true"
        if self._open:
            above = self._open[-1]
            place = _Place(node.get("text:style-name", above.style), above.level + 1, above.counted)
            if not goes_on:
                place.counted.pop(place.level, None)
        else:
            style = node.get("text:style-name")
            before = self._last.get(style) if goes_on else None
            earlier = node.get("text:continue-list")
            before = self._by_id.get(earlier, before) if earlier else before
            place = _Place(style, 1, before if before is not None else {})
            self._last[style] = self._by_id[node.get("xml:id")] = place.counted
        self._open.append(place)

    def close(self) -> None:
        """End the list opened last."""
        self._open.pop()

    def label(self, item: Node) -> str:
        """Return what is printed before an item; "" where nothing is, or it is but a list."""
        style, level, counted = self._open[-1]
        levels = self._styles.get(style, {})
        found = levels.get(level)
        start = found.start if found is not None else 1
        if next((one.tag for one in item.children if one.tag), "") == "text:list":
            counted.setdefault(level, start)
            return ""
        given = item.get("text:start-value")
        if given.isdecimal() and len(given) < 6:
            counted[level] = int(given)
        else:
            counted[level] = counted[level] + 1 if level in counted else start
        for at in [one for one in counted if one > level]:
            del counted[at]
        if found is None or not found.format:
            return ""
        text = _PLACE.sub(lambda at: _printed(levels, counted, int(at[1])), found.text)
        return text + found.suffix if text else ""

    def outside(self) -> list[_Place]:
        """Leave all lists, as a cell does; ``inside`` goes back to them."""
        left, self._open = self._open, []
        return left

    def inside(self, left: list[_Place]) -> None:
        """Go back to the lists that were left."""
        self._open = left


def _printed(levels: Mapping[int, _Level], counted: Mapping[int, int], level: int) -> str:
    found, value = levels.get(level), counted.get(level, 0)
    if found is None or not found.format or not value:
        return ""
    shaped = _FORMATS.get(found.format)
    return shaped(value) if shaped is not None and value <= _MOST else str(value)


def _levels(style: Node) -> dict[int, _Level]:
    found: dict[int, _Level] = {}
    for node in style.all("text:list-level-style-number"):
        level = _int(node.get("text:level"), 1)
        shown = min(_int(node.get("text:display-levels"), 1), level)
        numbers = ".".join(f"%{at}%" for at in range(level - shown + 1, level + 1))
        text = f"{node.get('style:num-prefix')}{numbers}{node.get('style:num-suffix')}"
        own = next((key for key in node.attributes if key.endswith(_LABEL_FORMAT)), "")
        found[level] = _Level(
            start=_int(node.get("text:start-value"), 1),
            format=node.get("style:num-format"),
            text=node.get(own) or text,
            suffix=_SEPARATORS.get(_followed(node), " "),
        )
    return found


def _followed(node: Node) -> str:
    return next(
        (one.get("text:label-followed-by") for one in node.walk() if one.tag == _ALIGNMENT), ""
    )


def _int(text: str, default: int) -> int:
    return int(text) if text.isdecimal() and len(text) < 6 else default
