"""The date of a list as the list prints it: a day on a line of its own, or the title's year."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from citelaw.model import Cell, DateBasis, ListDate
from citelaw.pattern import Pattern

_HEAD = 4000  # characters of prose in front of the list that are looked at
_DIGITS = str.maketrans(
    "〇○零一二三四五六七八九０１２３４５６７８９", "000123456789" + "0123456789"
)

_WHITE = " \t\xa0\u3000"
_DAY = Pattern(r"([^年]{4})[ \t\u3000]?年([^月]{1,8})月([^日]{1,8})日(.{0,8})")
_YEAR = Pattern(r"(?<![0-9])((?:19|20)[0-9]{2})[ \t]?(?:年|版|[）)])(?!\s?[0-9]{1,2}\s?月)")
_LISTS = ("清单", "目录", "详表", "一览表", "责任表", "权责表")
_LONG = 80  # characters of a title, at most


def _number(text: str) -> int:
    """Return a month or a day, 十一 and 11 alike."""
    text = text.strip(_WHITE)
    if "十" in text:
        tens, _, ones = text.partition("十")
        return int(tens.translate(_DIGITS) or 1) * 10 + int(ones.translate(_DIGITS) or 0)
    return int(text.translate(_DIGITS))


def _day(line: str) -> date | None:
    """Return the day that is all a line says."""
    if "年" not in line or "日" not in line or len(line) > _LONG:
        return None
    found = _DAY.fullmatch(line.strip(_WHITE + "\r（()）"))
    if found is None or found[4].strip(_WHITE) not in ("", "印发", "发布", "公布", "编制"):
        return None
    try:
        return date(int(found[1].translate(_DIGITS)), _number(found[2]), _number(found[3]))
    except ValueError:  # 2月30日, or words in place of figures
        return None


def _year(line: str) -> int | None:
    """Return the year that a title states, or a line in brackets below one."""
    if len(line) > _LONG or "《" in line:  # another list is named
        return None
    if not any(word in line for word in _LISTS) and not line.strip(_WHITE).startswith(("（", "(")):
        return None
    found = _YEAR.search(line)
    return int(found[1]) if found else None


def stated_date(cells: Sequence[Cell]) -> ListDate | None:
    """Return the date that the head of a list states, None where it states none.

    The head is the prose in front of the first table. A day on a line of its own is exact; the
    year in the title (2024年权责清单) gives the whole year.
    """
    parts: list[str] = []
    size = 0
    for cell in cells:
        if not cell.prose or size > _HEAD:
            break
        parts.append(cell.text[: _HEAD - size])
        size += len(parts[-1])
    lines = "\n".join(parts).split("\n")
    for line in lines:
        day = _day(line)
        if day is not None:
            return ListDate(not_before=day, not_after=day, basis=DateBasis.STATED)
    for line in lines:
        year = _year(line)
        if year is not None:
            return ListDate(
                not_before=date(year, 1, 1), not_after=date(year, 12, 31), basis=DateBasis.STATED
            )
    return None
