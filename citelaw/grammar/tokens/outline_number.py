"""Numbered points of notices and decisions: 三十一：, 第五、, 二、 after the document's name.

Not found by the scan: the fold looks for one where a mention's words end.
"""

from __future__ import annotations

from citelaw.grammar.tokens._text import SPACE, Token, TokenKind
from citelaw.grammar.tokens.pinpoint import Place
from citelaw.model import Locator
from citelaw.numeral import parse_number
from citelaw.pattern import Pattern

_POINT = Pattern(
    r"(第?([一二三四五六七八九十]{1,4}))(?=[、：:．])(?:、\s*[（(]([一二三四五六七八九十]{1,3})[）)])?"
    r"|(第([一二三四五六七八九十]{1,4})(?:部分|点))"
)
_STARTS = frozenset("第一二三四五六七八九十")
_NEXT_PART = Pattern(r"[、和及](第([一二三四五六七八九十]{1,4})部分)")
_BEFORE = Pattern(rf"(?:[：:，,中的]|规定)?{SPACE}*")


def read(text: str, position: int) -> Token | None:
    """Read the numbered point that follows the words of a mention ending at ``position``."""
    gap = _BEFORE.match(text, position)
    start = int(gap.end()) if gap is not None else position
    if text[start : start + 1] not in _STARTS:
        return None
    found = _POINT.match(text, start)
    if found is None:
        return None
    malformed = "mixed" if found[1] and found[1].startswith("第") else ""
    locator = Locator(
        outline=parse_number(found[2] or found[5]),
        item=parse_number(found[3]) if found[3] else None,
    )
    end = int(found.end())
    places = [Place(start, end, locator, None, malformed)]
    more = _NEXT_PART.match(text, end) if found[4] is not None else None
    while more is not None:
        end = int(more.end())
        locator = Locator(outline=parse_number(more[2]))
        places.append(Place(int(more.start(1)), end, locator, None, ""))
        more = _NEXT_PART.match(text, end)
    return Token("pinpoint", start, end, tuple(places))


TOKEN = TokenKind(
    anchors="",
    read=read,
    show=lambda token: [place.locator.key for place in token.value],
    examples=(
        ("\n三十一：将《甲办法》第三条修改为", ["n31"]),
        ("第五、甲的支付：", ["n5"]),
        ("：二、稳步提升", ["n2"]),
        ("第三部分", ["n3"]),
        ("第一点，", ["n1"]),
        ("第二部分、第三部分", ["n2", "n3"]),
        ("二、（三）", ["n2i3"]),
        ("。甲", None),
    ),
)
