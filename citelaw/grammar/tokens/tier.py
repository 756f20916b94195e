"""Tier labels in front of a title: 【法律】."""

from __future__ import annotations

from citelaw.grammar.tokens._text import Token, TokenKind, squeeze
from citelaw.pattern import Pattern

_LABEL = Pattern(
    r"[【\[［〖]([^【】\[\]［］〖〗\n<>]{0,12}(?:法律|法规|规章|文件|条例|解释|决定|规定|办法|意见|三定|公约|宪法|依据)"
    r"[^【】\[\]［］〖〗\n<>]{0,6})[】\]］〗]"
)


def read(text: str, position: int) -> Token | None:
    """Read the label whose opening bracket stands at ``position``."""
    found = _LABEL.match(text, position)
    if found is None:
        return None
    return Token("label", position, int(found.end()), squeeze(found[1]))


TOKEN = TokenKind(
    anchors="【[［〖",
    read=read,
    show=lambda token: token.value,
    examples=(
        ("1.【法律】《甲法》", "法律"),
        ("【自治区政府文件】《甲决定》", "自治区政府文件"),
        ("[部门规章]《甲办法》", "部门规章"),
        ("【2018】22号", None),
    ),
)
