"""Tier labels in front of a title: 【法律】."""

from __future__ import annotations

from citelaw.grammar.tokens._text import Token, TokenKind, squeeze
from citelaw.pattern import Pattern

_LABEL = Pattern(
    r"[【\[［〖]([^【】\[\]［］〖〗\n<>《》]{0,12}(?:法律|法规|规章|文件|条例|解释|决定|规定|办法|意见"
    r"|三定|公约|宪法|规范|(依据|处罚|违则|罚则))[^【】\[\]［］〖〗\n<>《》]{0,6})[】\]］〗]"
)


def read(text: str, position: int) -> Token | None:
    """Read the label whose opening bracket stands at ``position``."""
    found = _LABEL.match(text, position)
    if found is None:
        return None
    # 【设定依据】 names a part of the field: it ends what stands before it, and is no tier
    tier = "" if found[2] is not None else squeeze(found[1])
    return Token("label", position, int(found.end()), tier)


TOKEN = TokenKind(
    anchors="【[［〖",
    read=read,
    show=lambda token: token.value,
    examples=(
        ("1.【法律】《甲法》", "法律"),
        ("【自治区政府文件】《甲决定》", "自治区政府文件"),
        ("[部门规章]《甲办法》", "部门规章"),
        ("【设定依据】《甲法》", ""),
        ("[《甲办法》](http://a.cn)", None),
        ("【2018】22号", None),
    ),
)
