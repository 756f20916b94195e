"""Numbers as automatic numbering prints them: letters, Roman, circled, in Chinese capitals."""

from __future__ import annotations

from collections.abc import Callable

from citelaw.numeral import to_chinese

_CAPITALS = str.maketrans("〇零一二三四五六七八九十百千", "零零壹贰叁肆伍陆柒捌玖拾佰仟")
_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l")),
    *((40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)


def capital(value: int) -> str:
    """Return a number in Chinese capitals (大写).

    >>> capital(32)
    '叁拾贰'
    """
    return to_chinese(value).translate(_CAPITALS)


def roman(value: int) -> str:
    """Return a number in small Roman numerals.

    >>> roman(19)
    'xix'
    """
    words = ""
    for unit, word in _ROMAN:
        words += word * (value // unit)
        value %= unit
    return words


def letter(value: int) -> str:
    """Return a number as a small letter; after z as two and more of them.

    >>> letter(3), letter(28)
    ('c', 'bb')
    """
    return chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1)


def one_of(row: str) -> Callable[[int], str]:
    """Return what prints a number as that character of ``row``, beyond it in digits."""
    return lambda value: row[value - 1] if 0 < value <= len(row) else str(value)


def row_of(first: str, count: int) -> Callable[[int], str]:
    """Return what prints a number as one of ``count`` characters from ``first`` on."""
    return one_of("".join(chr(ord(first) + index) for index in range(count)))
