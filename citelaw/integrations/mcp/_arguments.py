"""The arguments of tools: what they are called, what they may be, and what is wrong with them.

An assistant makes them up as it goes, so nothing is taken on trust, and what is wrong is said so
that the next call is right. What was given is not repeated: it may be of any size.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from citelaw.errors import CitelawError
from citelaw.inquiry import place
from citelaw.model import ListDate, Locator, Profile
from citelaw.numeral import parse_number
from citelaw.settings import given_date

Object = dict[str, Any]

MOST_BYTES = 2_000_000
"""The longest text, in UTF-8."""

_LONGEST_TITLE = 300
_LONGEST_PLACE = 50
_MOST_ARTICLES = 9_999
_MOST_UNITS = 999
_YEARS = range(1949, 2101)

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_ROUGH_DAY = re.compile(r"\d{4}(?:-\d{2}){0,2}", re.ASCII)


class ArgumentError(CitelawError):
    """An argument of a tool is missing, of the wrong type, or out of bounds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """An argument that a tool takes: how it is described to assistants, how a value is read."""

    name: str
    schema: Object
    read: Callable[[str, Any], Any]
    required: bool = False
    default: Any = None


def input_schema(parameters: Sequence[Parameter]) -> Object:
    """Return the JSON Schema of the arguments of a tool."""
    return {
        "type": "object",
        "properties": {one.name: one.schema for one in parameters},
        "required": [one.name for one in parameters if one.required],
        "additionalProperties": False,
    }


def taken(parameters: Sequence[Parameter], given: Mapping[str, Any]) -> Object:
    """Return the values of the arguments; null is read as "not given", as assistants mean it.

    Raises:
        ArgumentError: one is missing, of the wrong type or out of bounds, or is none of these.
    """
    names = [one.name for one in parameters]
    if not given.keys() <= set(names):
        unknown = ", ".join(ascii(name[:50]) for name in sorted(given.keys() - set(names))[:5])
        raise ArgumentError(
            f"没有参数 {unknown}，只有 {'、'.join(names)}。",
            f"There is no argument {unknown}, only {', '.join(names)}.",
        )
    return {one.name: _value(one, given.get(one.name)) for one in parameters}


def _value(parameter: Parameter, value: Any) -> Any:
    if value is not None:
        return parameter.read(parameter.name, value)
    if parameter.required:
        raise ArgumentError(
            f"{parameter.name}：必须给出。", f"{parameter.name}: it must be given, and not be null."
        )
    return parameter.default


def text(name: str, value: Any) -> str:
    """Read the text of a document."""
    said = _words(name, value)
    size = len(said.encode())
    if size > MOST_BYTES:
        raise ArgumentError(
            f"{name}：文本有 {size:,} 字节（UTF-8），最多 {MOST_BYTES:,}；分成几段，每段调用一次。",
            f"{name}: the text has {size:,} bytes (UTF-8), at most {MOST_BYTES:,}; cut it into "
            "parts and call once for each.",
        )
    return said


TEXT = Parameter(
    name="text",
    schema={
        "type": "string",
        "description": "The text itself, at most 2 MB of UTF-8; not the name of a file. "
        "Give it unchanged, with its line breaks: tables in Markdown, HTML, CSV and TSV "
        "are understood.",
    },
    read=text,
    required=True,
)
"""The document that a tool looks at."""


def title(name: str, value: Any) -> str:
    """Read the title of a statute."""
    return _bounded(name, value, _LONGEST_TITLE)


def _bounded(name: str, value: Any, most: int) -> str:
    said = _words(name, value)
    if len(said) > most:
        raise ArgumentError(
            f"{name}：有 {len(said):,} 个字，最多 {most}。",
            f"{name}: it has {len(said):,} characters, at most {most}.",
        )
    return said


def _words(name: str, value: Any) -> str:
    """Return a text that is one: no other type, not blank, no halves of characters."""
    if not isinstance(value, str):
        raise _wrong_type(name, value, "文本（string）", "a text (string)")
    try:
        value.encode()
    except UnicodeEncodeError as error:
        raise ArgumentError(
            f"{name}：第 {error.start + 1} 个字符只有半个（单独的代理项），不是文字。",
            f"{name}: character {error.start + 1} is half of one (a lone surrogate).",
        ) from None
    if not value.strip():
        raise ArgumentError(f"{name}：是空的。", f"{name}: it is empty.")
    return value


def day(name: str, value: Any) -> date:
    """Read a calendar day."""
    try:
        if isinstance(value, str) and _DAY.fullmatch(value):
            return _in_reach(date.fromisoformat(value))
    except ValueError:
        pass
    raise ArgumentError(
        f"{name}：要写成 {_YEARS[0]} 至 {_YEARS[-1]} 年间的日期，如 2018-12-29。",
        f"{name}: it must be a day from {_YEARS[0]} to {_YEARS[-1]}, such as 2018-12-29.",
    )


def rough_day(name: str, value: Any) -> ListDate:
    """Read a day, a month or a year."""
    try:
        if isinstance(value, str) and _ROUGH_DAY.fullmatch(value):
            _in_reach(date(int(value[:4]), 1, 1))
            return given_date(value)
    except ValueError:
        pass
    raise ArgumentError(
        f"{name}：要写成 {_YEARS[0]} 至 {_YEARS[-1]} 年间的日期、月份或者年份，如 2023-06-01、"
        "2023-06、2023。",
        f"{name}: it must be a day, month or year from {_YEARS[0]} to {_YEARS[-1]}, such as "
        "2023-06-01, 2023-06 or 2023.",
    )


def _in_reach(given: date) -> date:
    if given.year not in _YEARS:
        raise ValueError(given)
    return given


def profile(name: str, value: Any) -> Profile:
    """Read the kind of a text."""
    if not isinstance(value, str) or value not in set(Profile):
        raise ArgumentError(
            f"{name}：只能是 {'、'.join(Profile)}。", f"{name}: only {', '.join(Profile)}."
        )
    return Profile(value)


def number(least: int, most: int) -> Callable[[str, Any], int]:
    """Return what reads a whole number between two others."""

    def read(name: str, value: Any) -> int:
        if not _is_whole(value) or not least <= value <= most:
            raise ArgumentError(
                f"{name}：要写成 {least} 至 {most} 的整数。",
                f"{name}: it must be a whole number from {least} to {most}.",
            )
        return int(value)

    return read


def article(name: str, value: Any) -> Locator:
    """Read an article, or a unit of it: 88, "17-1", "第十七条之一", "第八十七条第二款"."""
    if _is_whole(value):
        return Locator(article=number(1, _MOST_ARTICLES)(name, value))
    if not isinstance(value, str):
        raise _wrong_type(name, value, "条号（string 或 integer）", "a string or an integer")
    found = place(_bounded(name, value, _LONGEST_PLACE))
    if found is None or not _is_small(found):
        raise ArgumentError(
            f"{name}：不是条号；写作 88、“17-1”、“第十七条之一”或“第八十七条第二款”，一次一条。",
            f'{name}: it is not the number of one article; write 88, "17-1", "第十七条之一" or '
            '"第八十七条第二款", one at a time.',
        )
    return found


def _is_small(given: Locator) -> bool:
    """Return whether no number in a place is larger than there may be."""
    article, *units = given[3:8]
    most = max(0 if one is None else one for one in units)
    least = min(1 if one is None else one for one in (article, *units))
    return least > 0 and (article or 0) <= _MOST_ARTICLES and most <= _MOST_UNITS


def unit(name: str, value: Any) -> int:
    """Read the number of a paragraph (款) or an item (项): 2, "二", "第二款", "（二）"."""
    if _is_whole(value):
        return number(1, _MOST_UNITS)(name, value)
    if not isinstance(value, str):
        raise _wrong_type(name, value, "序数（integer）", "an integer")
    bare = _bounded(name, value, _LONGEST_PLACE).strip().removeprefix("第")
    found = parse_number(bare.removesuffix("款").removesuffix("项").strip("（）()"))
    if found is None:
        raise ArgumentError(
            f"{name}：不是序数；写作 2、“二”或“第二款”。",
            f'{name}: it is no number; write 2, "二" or "第二款".',
        )
    return number(1, _MOST_UNITS)(name, found)


def _is_whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _wrong_type(name: str, value: Any, chinese: str, english: str) -> ArgumentError:
    found = type(value).__name__
    return ArgumentError(
        f"{name}：应是{chinese}，这里是 {found}。", f"{name}: it must be {english}, not {found}."
    )
