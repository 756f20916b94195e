"""Kinds of power (权力类型): how a list prints them in a column, a name, a heading."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache

from citelaw.pattern import Pattern


class Power(StrEnum):
    """The kind of power (权力类型) of an item, as a list prints it."""

    PENALTY = "行政处罚"
    LICENCE = "行政许可"
    COERCION = "行政强制"
    INSPECTION = "行政检查"
    CONFIRMATION = "行政确认"
    PAYMENT = "行政给付"
    REWARD = "行政奖励"
    ADJUDICATION = "行政裁决"
    LEVY = "行政征收"
    REQUISITION = "行政征用"
    OTHER = "其他"


_STEMS = {power.value.removeprefix("行政"): power for power in Power if power is not Power.OTHER}
STEM = "|".join(_STEMS)
"""The kinds as a pattern, without 行政."""

_OTHERS = (
    r"其他(?:行政)?(?:权力|职权|类|事项)?|行政(?:审批|备案|指导|监督|规划|复议|应急|收费)"
    r"|公共服务|审核转报|内部管理"
)

_KIND = Pattern(  # what a column of kinds prints
    r"(?:[A-Za-z0-9一二三四五六七八九十]{1,4}[、.．\-－])?"
    rf"(?:(?:行政)?(?:监督)?(?P<stem>{STEM})(?:措施|执行)?(?:权|权力|职权|类|事项)?"
    rf"|(?P<other>{_OTHERS}))"
)
_FULL_KIND = Pattern(rf"行政(?P<stem>{STEM})|(?P<other>{_OTHERS})")
_KIND_LENGTH = 16  # characters of a kind, at most

_NAMED = Pattern(  # how the name of an item ends
    rf"(?:行政(?P<stem>{STEM})|(?P<penalty>(?<!不予)(?<!免予)(?<!从轻)(?<!减轻)处罚)"
    r"|(?P<licence>许可)|(?P<coercion>强制措施|强制执行))"
    r"(?:措施|执行)?(?:[（(][^（()）\n]{1,40}[)）])?[。；;]?$"
)
_HEADING = Pattern(  # a row that heads a group: 一、行政处罚（共12项）
    r"(?:第?[（(]?[一二三四五六七八九十0-9]{1,3}[)）]?(?:部分|类)?[、.．：:]?)?"
    rf"(?:{_OTHERS}|行政(?:{STEM}))(?:类|权|权力|职权|事项|清单|目录|[（(][^（()）]{{1,20}}[)）]"
    r"|共?[0-9一二三四五六七八九十]{1,4}项){0,4}"
)
_GROUP_LENGTH = 60  # characters of a line that heads a group, at most
_SPACE = Pattern(r"\s+")


def power_printed(text: str, *, of_kinds: bool) -> Power | None:
    """Return the kind that a cell prints and nothing else.

    Args:
        text: the cell's.
        of_kinds: whether it stands in a column of kinds, where 处罚 alone will do.
    """
    return _printed(text, of_kinds) if len(text) <= _KIND_LENGTH else None


@lru_cache(maxsize=4096)  # of short texts alone: of cells it would hold whole lists
def _printed(text: str, of_kinds: bool) -> Power | None:
    found = (_KIND if of_kinds else _FULL_KIND).fullmatch(squeeze(text))
    return _power(found) if found is not None else None


def may_be_kind(text: str) -> bool:
    """Return whether a cell in a column of kinds says something of the kind, understood or not."""
    return "行政" in text and len(text) <= _KIND_LENGTH


@lru_cache(maxsize=4096)
def power_named(name: str) -> Power | None:
    """Return the kind that the name of an item ends with (对……的处罚).

    >>> power_named("对擅自引水行为的处罚").value
    '行政处罚'
    """
    found = _NAMED.search(squeeze(name))
    if found is None:
        return None
    if found["stem"]:
        return _STEMS[found["stem"]]
    if found["penalty"]:
        return Power.PENALTY
    return Power.LICENCE if found["licence"] else Power.COERCION


def heads_group(text: str) -> bool:
    """Return whether a row of these words heads a group: 一、行政处罚（共12项）."""
    return len(text) <= _GROUP_LENGTH and _heads(text)


@lru_cache(maxsize=4096)
def _heads(text: str) -> bool:
    return _HEADING.fullmatch(squeeze(text)) is not None


def power_in_heading(text: str) -> Power | None:
    """Return the one kind that the last line of a heading names, None for none or several."""
    for line in reversed(text.split("\n")):
        if len(line) > _GROUP_LENGTH or "。" in line:
            continue
        found = {_power(one) for one in _FULL_KIND.finditer(line)}
        if found:
            return found.pop() if len(found) == 1 else None
    return None


def _power(found: re.Match[str]) -> Power:
    return _STEMS[found["stem"]] if found["stem"] else Power.OTHER


def squeeze(text: str) -> str:
    """Return ``text`` without white space."""
    return _SPACE.sub("", text)
