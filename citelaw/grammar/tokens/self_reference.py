"""References that a statute makes to itself: 本法, 本条例第三十八条, 前款规定, 该办法."""

from __future__ import annotations

from typing import NamedTuple

from citelaw.grammar.tokens import pinpoint
from citelaw.grammar.tokens._text import Token, TokenKind
from citelaw.pattern import Pattern


class SelfReference(NamedTuple):
    """``word`` is 本法, 前款, 该条例 …; ``places`` what stands right after it, if anything."""

    word: str
    places: tuple[pinpoint.Place, ...]


_KIND = (
    r"(?:法典?(?!律|规(?!定)|院|人|定|官|庭|制)|条例|办法|规定|细则|规则|决定|解释|意见|通知"
    r"|规范|方案|章程)"
)
_OWN = Pattern(
    rf"本(?:实施|暂行)?{_KIND}|[本前上](?:[一二两三]?[条款项])(?:的?规定)?|前[条款项](?:的?规定)?"
)
_OF_UNIT = Pattern(r"[条款项]的?规定$")
_THAT = Pattern(rf"(?:[该同]|[前上]述)({_KIND}|法律)")


_FOLLOWING = frozenset("法条办规细决解意通方章实暂述一二两三款项") - {""}
"""The characters that may follow the anchor; most 本 and 前 are refused by them at once."""


def read(text: str, position: int) -> Token | None:
    """Read the self-reference that begins at ``position``."""
    character = text[position]
    if text[position + 1 : position + 2] not in _FOLLOWING:
        return None
    if character in "该同" or text.startswith("述", position + 1):
        if character == "同" and text[position - 1 : position] == "合":
            return None  # 合同法
        found = _THAT.match(text, position)
        if found is None:
            return None
        return Token("anaphora", position, int(found.end()), found[1].removesuffix("律"))
    found = _OWN.match(text, position)
    if found is None or text[position + 1 : position + 3] == "项目":
        return None
    end = int(found.end())
    places: tuple[pinpoint.Place, ...] = ()
    if text.startswith("第", end) and not _OF_UNIT.search(found[0]):
        following = pinpoint.read(text, end)
        if following is not None:
            places = following.value
            end = following.end
    return Token("self", position, end, SelfReference(found[0], places))


def _show(token: Token) -> object:
    if token.kind == "anaphora":
        return token.value
    return token.value.word, [place.locator.key for place in token.value.places]


TOKEN = TokenKind(
    anchors="本前上该同",
    read=read,
    show=_show,
    examples=(
        ("违反本法规定", ("本法", [])),
        ("实施了本条例第三十八条规定行为", ("本条例", ["a38"])),
        ("依照前款规定处理", ("前款规定", [])),
        ("按照本条规定处理", ("本条规定", [])),
        ("依照本规定第五条第二款", ("本规定", ["a5p2"])),
        ("违反本实施细则第十二条第三款", ("本实施细则", ["a12p3"])),
        ("该条例第三条", "条例"),
        ("前述条例第三条", "条例"),
        ("上述法律第九条", "法"),
        ("同法第九条", "法"),
        ("本项目", None),
        ("本法律", None),
        ("本市", None),
    ),
)
