"""The Chinese words of the views, for what the database says in codes."""

from __future__ import annotations

import re
from datetime import date, timedelta

from citelaw.model import Change, Event, MapKind, Status, Statute, Tier, Version

STATUS = {
    "in-force": "有效",
    "not-yet-in-force": "尚未施行",
    "repealed": "已废止",
    "superseded": "已被替代",
    "unknown": "状态不明",
}
CERTAINTY = {
    "text": "法规文本载明",
    "metadata": "据来源的元数据",
    "listed": "仅见于清单",
    "known": "公知事实",
}
CHANGE = {
    "enactment": "制定",
    "amendment": "修正",
    "revision": "修订",
    "unspecified": "修改",
    "undated": "日期不明",
}
EVENT = {
    "adopted": "通过",
    "promulgated": "公布",
    "approved": "批准",
    "effective": "施行",
    "amended": "修正",
    "revised": "修订",
    "repealed": "废止",
    "unspecified": "修改",
}
MAPPED = {
    MapKind.SAME: "未变",
    MapKind.MOVED: "移动",
    MapKind.CHANGED: "修改",
    MapKind.SPLIT: "拆分",
    MapKind.MERGED: "合并",
    MapKind.DROPPED: "删去",
    MapKind.NEW: "新增",
}
NOT_HELD = "未收录"
ASSERTED = 0.75
"""Similarity from which the place of an article is certain; below it is probable."""

_BY_TEXT = re.compile(r"(?P<title>.+?)(?:, from (?P<day>.+)| \((?P<version>[\d-]+)\))")


def tier(statute: Statute) -> str:
    """Return the tier; 推定 where it is only guessed."""
    if statute.tier is None:
        return "不明"
    return statute.tier.chinese + ("" if statute.tier_certain else "（推定）")


def marked(title: str) -> str:
    """Return a title in 书名号, marks inside it as 〈〉."""
    return f"《{title.replace('《', '〈').replace('》', '〉')}》"


def tier_name(name: str) -> str:
    """Return the tier of that English name in Chinese."""
    return Tier(name).chinese if name in set(Tier) else "位阶不明"


def evidence(status: Status) -> str:
    """Return by what the status of a statute is known."""
    said = status.evidence
    by = _BY_TEXT.fullmatch(said) if status.certainty in ("text", "metadata") else None
    if not said or not "\u4e00" <= said[0] <= "\u9fff":
        return ""  # a note of the curated facts, for their editors
    if by is None:
        return said
    day = f"，施行日期 {by['day']}" if by["day"] else ""
    return f"《{by['title']}》" + (f"（{by['version']}）" if by["version"] else day)


def event(one: Event) -> str:
    """Return an event in words: 2018-12-29 修正 主席令第25号."""
    return " ".join(part for part in (one.date, EVENT.get(one.kind, one.kind), one.number) if part)


def interval(low: date | None, high: date | None, presumed: bool) -> str:
    """Return the day between ``low`` and ``high`` in words, as far as it is known."""
    if low is not None and low == high:
        return low.isoformat()
    ends = [f"不早于 {low}"] if low is not None else []
    ends += [f"不晚于 {high}"] if high is not None else []
    return "、".join(ends) + ("（推定）" if presumed else "") if ends else NOT_HELD


def in_force(change: Change, following: Change | None, repealed_on: str | None) -> str:
    """Return from when to when the words of a change are in force, both days included."""
    begin = interval(change.low, change.high, change.presumed)
    if begin == NOT_HELD:
        return NOT_HELD
    known = change.low is not None and change.low == change.high
    last = day_before(repealed_on) if repealed_on is not None and following is None else None
    if following is not None and following.low is not None and following.low == following.high:
        last = (following.low - timedelta(days=1)).isoformat()
    if last is not None:
        return f"{begin} 至 {last}" if known else f"{begin}，至 {last}"
    if not known:
        return begin
    return f"{begin} 起" + ("，至下一文本施行" if following is not None else "")


def day_before(text: str) -> str | None:
    """Return the day before the day in ``text``, None where that is not an exact day."""
    try:
        return (date.fromisoformat(text) - timedelta(days=1)).isoformat()
    except ValueError:
        return None


def version(one: Version) -> str:
    """Return the version in words with its day: 2018年修正文本（2018-12-29）."""
    return f"{one.label}（{one.date}）" if one.date else "未注明日期的文本"


def certainty(similarity: float) -> str:
    """Return how sure the place of an article is by the similarity of the words."""
    return "确定" if similarity >= ASSERTED else "很可能"


def percent(share: float) -> str:
    """Return a share as per cent, never rounded up to 100."""
    return f"{int(100 * share + 1e-9)}%"
