"""The date of a list as the list prints it: a day on a line of its own, or in its title."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from datetime import date

from citelaw.model import Cell, DateBasis, ListDate
from citelaw.pattern import Pattern

_HEAD = 4000  # characters of prose in front of the list that are looked at, and behind it
_DIGITS = str.maketrans(
    "〇○零一二三四五六七八九０１２３４５６７８９", "000123456789" + "0123456789"
)

_WHITE = " \t\xa0\u3000"
_DAY = Pattern(r"([^年]{4})[ \t\u3000]?年([^月]{1,8})月([^日]{1,8})日(.{0,8})")
_MONTH = Pattern(r"([^年]{4})[ \t\u3000]?年[ \t\u3000]?([^年月]{1,3})月")
_MADE = "发布|公布|公开|印发|成文|发文|制定|制发|制表|编制|更新|修订|填报|填表|填写|生成"
_LABEL = Pattern(
    rf"(?:{_MADE}|截至|截止)"
    r"(?:日期|时间)?[ \t\u3000]?[：:]?[ \t\u3000]?(?=[12一二１２])"
)
"""What says that the day which follows is that of the list: 更新日期：2024-03-15."""

_BESIDE = Pattern(rf"(?:^|(?<=[{_WHITE}]))(?:{_MADE})(?:日期|时间)[：:]?[{_WHITE}]*")
"""That word behind another statement in the line, or at its end: 填报单位：甲局  填报日期：."""

_FIGURES = Pattern(r"([12][0-9]{3})[-./．]([0-9]{1,2})[-./．]([0-9]{1,2})(?![0-9])")
_YEAR = Pattern(
    r"(?<![0-9〇○零一二三四五六七八九])([12][0-9]{3}|[一二][〇○零一二三四五六七八九]{3})[ \t]?"
    r"(?:年[ \t]?([0-9]{1,2}|[一二三四五六七八九十]{1,2})[ \t]?月"
    r"(?:[ \t]?([0-9]{1,2}|[一二三四五六七八九十]{1,3})[ \t]?日)?|年|版|[）)])"
)
"""A year, a month or a day in a title; 2024 alone closes a bracket or a word: 清单（2024）."""

_NUMBER = Pattern(
    r"[^\W\da-zA-Z_]{2,12}[〔\[（(【]([12][0-9]{3})[〕\]）)】]第?[ \t]?[0-9]{1,5}[ \t]?号"
)
_BEGINS = ("起施行", "起实施", "起执行", "有效期")

_LISTS = ("清单", "目录", "详表", "一览表", "责任表", "权责表")
_LONG = 80  # characters of a title, at most
_LAST = 12  # lines at the foot of a list that are looked at


def _number(text: str) -> int:
    """Return a month or a day, 十一 and 11 alike."""
    text = text.strip(_WHITE)
    if "十" in text:
        tens, _, ones = text.partition("十")
        return int(tens.translate(_DIGITS) or 1) * 10 + int(ones.translate(_DIGITS) or 0)
    return int(text.translate(_DIGITS))


def _day(line: str) -> ListDate | None:
    """Return the day or month that is all a line says, beside a word that makes it the list's."""
    if len(line) > _LONG:
        return None
    words = line.strip(_WHITE + "\r（()）")
    label = _LABEL.match(words)
    if label is not None:
        words = words[label.end() :]
        figures = _FIGURES.match(words)
        if figures is not None:
            return _interval(*figures.groups())
    beside = _BESIDE.search(words)
    if beside is not None and beside.start():
        return _day(words[beside.start() :])
    month = _MONTH.fullmatch(words)
    if month is not None:
        return _interval(month[1], month[2], None)
    found = _DAY.fullmatch(words)
    if found is None or found[4].strip(_WHITE) not in ("", "印发", "发布", "公布", "编制"):
        return None
    return _interval(found[1], found[2], found[3])


def _titled(line: str) -> ListDate | None:
    """Return what a title states, or a line in brackets below one: a year, a month or a day.

    The number of the list itself (某政办发〔2021〕2号) on its own line states a year.
    """
    if len(line) > _LONG or "《" in line:  # another list is named
        return None
    number = _NUMBER.fullmatch(line.strip(_WHITE + "\r"))
    if number is not None:
        return _interval(number[1], None, None)
    if any(word in line for word in _BEGINS):
        return None
    if not any(word in line for word in _LISTS) and not line.strip(_WHITE).startswith(("（", "(")):
        return None
    found = _YEAR.search(line)
    return None if found is None else _interval(*found.groups())


def _interval(year: str, month: str | None, day: str | None) -> ListDate | None:
    """Return the days that a printed date leaves open, None where there is no such day."""
    try:
        first = date(int(year.translate(_DIGITS)), _number(month or "1"), _number(day or "1"))
    except ValueError:  # 2月30日, or words in place of figures
        return None
    last = first
    if day is None:
        last = first.replace(month=12) if month is None else first
        last = last.replace(day=monthrange(last.year, last.month)[1])
    return ListDate(not_before=first, not_after=last, basis=DateBasis.STATED)


def _lines(cells: Sequence[Cell]) -> list[str]:
    """Return the lines of the prose that ``cells`` begin with."""
    parts: list[str] = []
    size = 0
    for cell in cells:
        if not cell.prose or size > _HEAD:
            break
        parts.append(cell.text[: _HEAD - size])
        size += len(parts[-1])
    lines: list[str] = []
    for line in "\n".join(parts).split("\n"):
        beside = _BESIDE.search(lines[-1].strip(_WHITE)) if lines else None
        if beside is not None and beside.end() == len(lines[-1].strip(_WHITE)):
            lines[-1] += line  # the word and the day stand in cells of their own
        else:
            lines.append(line)
    return lines


def stated_date(cells: Sequence[Cell]) -> ListDate | None:
    """Return the date that a list states, None where it states none.

    It stands in the prose in front of the first table: a day or a month on a line of its own, or
    in a title (2024年权责清单). Else one on a line of its own at the foot will do.
    """
    head = _lines(cells)
    for read in (_day, _titled):
        for line in head:
            found = read(line)
            if found is not None:
                return found
    tail = cells[-1].text[-_HEAD:].split("\n")[-_LAST:] if cells and cells[-1].prose else []
    return next((found for line in tail if (found := _day(line)) is not None), None)
