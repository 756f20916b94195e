"""Chinese and Arabic numerals of legal citations.

The path for article numbers is a small exact function, proved against cn2an over 1…10,000 in
the tests; every other numeral (大写, 两, 廿, mixed digits such as 六49) goes to cn2an.
"""

from __future__ import annotations

_DIGITS = {character: value for value, character in enumerate("〇一二三四五六七八九")}
_DIGITS["零"] = 0
_UNITS = {"十": 10, "百": 100, "千": 1000}
_ASCII = str.maketrans("０１２３４５６７８９", "0123456789")
_SPACES = str.maketrans("", "", " \t\r\n\u00a0\u3000\u2002\u2003\u2009\u200b\ufeff")


def parse_number(text: str) -> int | None:
    """Return the value of a numeral as it stands in a pinpoint, or None where it is none.

    White space inside is passed over. A missing 零 is read as it was meant in an article number
    (一百四 is 104, where everyday Chinese reads 140); ``is_malformed`` tells that it is missing.

    >>> parse_number("一百零四"), parse_number("８７"), parse_number("二〇一八"), parse_number("十")
    (104, 87, 2018, 10)
    """
    known = COMMON_NUMBERS.get(text)
    if known is not None:
        return known
    text = text.translate(_SPACES).translate(_ASCII)
    if text.isdecimal():
        return int(text)
    value = _digit_row(text) if any("0" <= c <= "9" for c in text) else _exact(text)
    return _second_opinion(text) if value is None else value


def _exact(text: str) -> int | None:
    """Read a numeral built of 十 百 千, or a row of digits; None where it is built otherwise."""
    total = 0
    digit: int | None = None
    last_unit = 10_000
    rows = 0
    for character in text:
        value = _DIGITS.get(character)
        if value is not None:
            if digit is not None and digit != 0:
                rows += 1
            digit = value if not rows else (digit or 0) * 10 + value
            continue
        unit = _UNITS.get(character)
        if unit is None or unit >= last_unit or rows:
            return None
        if (digit == 0 and total == 0) or (digit is None and unit > 10):
            return None
        total += (1 if digit is None or digit == 0 else digit) * unit
        last_unit = unit
        digit = None
    if rows:
        return _digit_row(text) if total == 0 else None
    if not text:
        return None
    return total + (digit or 0) if total or digit is not None else None


def _digit_row(text: str) -> int | None:
    """Read 二〇一八, or 六49 as a scan leaves it, digit by digit."""
    value = 0
    for character in text:
        digit = int(character) if "0" <= character <= "9" else _DIGITS.get(character)
        if digit is None:
            return None
        value = value * 10 + digit
    return value


def _second_opinion(text: str) -> int | None:
    import cn2an  # lazy: 0.16 s

    try:
        return int(cn2an.cn2an(text, "smart"))
    except (ValueError, KeyError):  # cn2an raises both on what is no numeral
        return None


def is_malformed(text: str) -> bool:
    """Return whether a Chinese numeral leaves out its 零 (一百四 for 一百零四).

    >>> [is_malformed(text) for text in ("一百四", "一百零四", "一百四十", "104")]
    [True, False, False, False]
    """
    text = text.translate(_SPACES)
    for higher, lower in (("百", "十"), ("千", "百")):
        at = text.rfind(higher)
        rest = text[at + 1 :] if at >= 0 else ""
        if rest and lower not in rest and "零" not in rest and "〇" not in rest:
            return True
    return False


def to_chinese(value: int) -> str:
    """Return ``value`` (0…9,999) as an article number is printed.

    >>> [to_chinese(n) for n in (0, 10, 12, 20, 104, 110, 1020, 2000)]
    ['零', '十', '十二', '二十', '一百零四', '一百一十', '一千零二十', '二千']
    """
    if value == 0:
        return "零"
    words = ""
    gap = False
    rest = value
    for unit, word in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, rest = divmod(rest, unit)
        if digit:
            if gap and words:
                words += "零"
            words += "〇一二三四五六七八九"[digit] + word
            gap = False
        elif words and rest:
            gap = True
    return words[1:] if words.startswith("一十") else words


COMMON_NUMBERS = {to_chinese(value): value for value in range(1, 300)}
COMMON_NUMBERS.update({str(value): value for value in range(1, 100)})
"""The numerals that nearly every citation uses, as they are printed when written well."""
