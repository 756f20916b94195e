"""Reads dates in the words of statutes, and from when a closing article says it is in force.

Source:
    立法法 (2023修正) 第六十一条: a statute states the day from which it is in force (施行日期).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from citelaw.numeral import parse_number

_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")
_HAN_DATE = re.compile(
    r"([一二三四五六七八九〇○零]{4})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})日"
)
_OWN_EFFECT = re.compile(
    r"(?:^|[。；，])\s*(?:本[^，。；]{1,20}?)?(?:自|于|从)\s?"
    r"(?:(?P<year>[12]\d{3})\s?年\s?(?P<month>\d{1,2})\s?月\s?(?P<day>\d{1,2})\s?日"
    r"|(?:修订|修正)?(?P<word>公布|发布|颁布|通过)之日)起?"
    r"(?:开始|正式)?(?:施行|实施|执行|生效|试行|实行)"
)


def arabic(text: str) -> str:
    """Return ``text`` with its dates in ASCII digits: 一九九三年一月一日 is 1993年1月1日."""
    return _HAN_DATE.sub(
        lambda found: "{}年{}月{}日".format(*(parse_number(part) for part in found.groups())),
        text.translate(_DIGITS),
    )


def effective_stated(articles: Sequence[str]) -> str:
    """Return what the closing articles say of the effective date (施行日期), or ""."""
    for words in reversed(articles[-3:]):
        found = _OWN_EFFECT.search(arabic(words))
        if found and found["word"]:
            return f"自{found['word']}之日"
        if found:
            year, month, day = (int(found[name]) for name in ("year", "month", "day"))
            return f"{year:04}-{month:02}-{day:02}"
    return ""
