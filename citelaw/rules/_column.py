"""What the columns of a list outside its sections hold, by their heads."""

from __future__ import annotations

from enum import StrEnum
from functools import lru_cache

from citelaw.pattern import Pattern
from citelaw.rules._power import STEM, squeeze


class Role(StrEnum):
    """What a column outside the sections holds."""

    NUMBER = "number"
    NAME = "name"
    KIND = "kind"
    ORGAN = "organ"
    OTHER = "other"


_HEADS = (
    (Role.NUMBER, Pattern(r"(?:序|顺)?[序编]号|序|No\.?|NO\.?")),
    (Role.KIND, Pattern(r"[^\n]{0,8}(?:类型|类别|性质|种类|分类)")),
    (
        Role.NAME,
        Pattern(
            rf"(?:行政|执法|服务|主要|(?:行政)?(?:{STEM})){{0,2}}"
            r"(?:事项|项目|职权|权力|权责|主项|权力事项|职权事项|服务事项|权责事项){1,2}(?:名称)?(?:项目)?"
        ),
    ),
    (
        Role.ORGAN,
        Pattern(r"(?:行使|实施|责任|执法|权力|职权)(?:主体|单位|机构|机关|部门)(?:名称)?"),
    ),
)


@lru_cache(maxsize=1024)
def role(column: str) -> Role:
    """Return what a column of this head holds."""
    word = squeeze(column)
    return next((one for one, head in _HEADS if head.fullmatch(word)), Role.OTHER)
