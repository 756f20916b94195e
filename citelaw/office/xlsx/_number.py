"""Numbers as the sheet shows them: whole numbers, dates by their number format (数字格式)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, timedelta

_DATES = {
    **dict.fromkeys((14, 15), "yyyy-mm-dd"),
    16: "mm-dd",
    17: "yyyy-mm",
    **dict.fromkeys((18, 19, 20, 21, 45, 46, 47), "hh:mm:ss"),
    22: "yyyy-mm-dd hh:mm",
    **dict.fromkeys((27, 36, 50, 52, 57), 'yyyy"年"m"月"'),
    **dict.fromkeys((28, 29, 51, 53, 54, 58), 'm"月"d"日"'),
    30: "mm-dd",
    31: 'yyyy"年"m"月"d"日"',
    **dict.fromkeys((32, 33, 34, 35, 55, 56), "hh:mm:ss"),
}
"""Formats that a workbook need not state, those of a Chinese Excel included."""
_UNSHOWN = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]')
_LETTERS = re.compile(r"y+|m+|d+|h+|s+")
_LITERALS = re.compile(r"[年月日]")
_ZEROS = re.compile(r"0+")
_EXACT = 10**15
_LEAP = 60
"""Excel counts a 29 February 1900, which never was."""
_LAST_DAY = 2_958_466


def shown(raw: str, code: str, *, since_1904: bool = False) -> str:
    """Return the number ``raw`` as a sheet shows it in the number format ``code``.

    Percentages, currency and decimals stay plain numbers.
    """
    try:
        number = float(raw)
    except ValueError:
        return raw
    if number != number or abs(number) == float("inf"):
        return raw
    if code and number >= 0:
        if _ZEROS.fullmatch(code) and number == int(number):
            return str(int(number)).zfill(len(code))
        units = date_units(code)
        if units and number < _LAST_DAY:
            return _date(number, code, units, since_1904=since_1904)
    if number == int(number) and abs(number) < _EXACT:
        return str(int(number))
    return f"{number:.15g}" if abs(number) < _EXACT else raw


def format_code(number: int, stated: Mapping[int, str]) -> str:
    """Return the code of a number format that is worth looking at; empty for plain numbers."""
    code = _DATES.get(number, "") if number not in stated else stated[number]
    first = code.split(";", 1)[0]
    return first if _ZEROS.fullmatch(first) or date_units(first) else ""


def date_units(code: str) -> str:
    """Return which of ``y M d h m s`` a format shows, in their order; empty for none."""
    bare = _UNSHOWN.sub("", code).lower()
    if "general" in bare or "#" in bare or "0" in bare.replace(".0", "").replace("ss.00", ""):
        return ""
    units = ""
    runs = [found[0] for found in _LETTERS.finditer(bare)]
    for place, run in enumerate(runs):
        after = runs[place + 1][0] if place + 1 < len(runs) else ""
        minutes = run[0] == "m" and (units[-1:] == "h" or after == "s")
        unit = run[0] if run[0] != "m" or minutes else "M"
        units += "" if unit in units else unit
    return units


def _date(number: float, code: str, units: str, *, since_1904: bool) -> str:
    whole = round(number * 86_400)
    if since_1904:
        moment = datetime(1904, 1, 1) + timedelta(seconds=whole)
    else:
        early = number < _LEAP
        moment = datetime(1899, 12, 31 if early else 30) + timedelta(seconds=whole)
    clock = moment.strftime("%H:%M:%S" if "s" in units else "%H:%M")
    day = _day(moment, code, units)
    return " ".join([*([day] if day else []), *([clock] if "h" in units else [])]) or clock


def _day(moment: datetime, code: str, units: str) -> str:
    chinese = _LITERALS.search(code) is not None
    wide = chinese and "mm" in code.lower()
    parts = [
        (f"{moment.year:04}", "年") if "y" in units else None,
        (f"{moment.month:0{2 if wide or not chinese else 1}}", "月") if "M" in units else None,
        (f"{moment.day:0{2 if wide or not chinese else 1}}", "日") if "d" in units else None,
    ]
    told = [one for one in parts if one is not None]
    return "".join(a + b for a, b in told) if chinese else "-".join(a for a, _ in told)
