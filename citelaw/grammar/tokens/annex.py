"""Annexes: 附件2, 附件第8项, 附件1第3项, 附件目录第5项."""

from __future__ import annotations

from citelaw.grammar.tokens._text import BLANK, NUMERAL, Token, TokenKind
from citelaw.grammar.tokens.pinpoint import Place
from citelaw.model import Locator
from citelaw.numeral import parse_number
from citelaw.pattern import Pattern

_ANNEX = Pattern(
    rf"附(?:件|表|录)(?:{BLANK}?目录|{BLANK}?清单)?{BLANK}?({NUMERAL})?"
    rf"(?:{BLANK}?第{BLANK}?[（(]?({NUMERAL})[）)]?{BLANK}?([项条]))?"
)


def read(text: str, position: int) -> Token | None:
    """Read the annex whose 附 stands at ``position``; a bare 附件 is none."""
    found = _ANNEX.match(text, position)
    if found is None or (found[1] is None and found[2] is None):
        return None
    number = parse_number(found[1]) if found[1] else 0
    item = parse_number(found[2]) if found[2] else None
    locator = Locator(annex=number, item=item)
    place = Place(position, int(found.end()), locator, None, "")
    return Token("pinpoint", position, place.end, (place,))


TOKEN = TokenKind(
    anchors="附",
    read=read,
    show=lambda token: [place.locator.key for place in token.value],
    examples=(
        ("附件2《甲分工》", ["x2"]),
        ("附件第8项：", ["x0i8"]),
        ("附件1第3项", ["x1i3"]),
        ("附件目录第5项", ["x0i5"]),
        ("附件：甲", None),
        ("附近", None),
    ),
)
