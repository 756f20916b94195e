"""Whether an unknown title is a slip for a known one, or the title of another document."""

from __future__ import annotations

from typing import NamedTuple

from citelaw.days import exact_day
from citelaw.model import MentionResolution, NearTitle
from citelaw.pattern import Pattern

_MARKS = Pattern(r"[《》〈〉<>“”\"\s]")

_MOST_EDITS = 1.0
"""Edits from which a title without a number or date to confirm it is another document's."""

_MOST_CONFIRMED = 3.0
"""The same where number or date confirm the known title."""

_LEAD = 1.0
"""By so many edits a known title must be nearer than the next."""

_SHORTEST = 8
"""Characters below which one edit makes another title (水法, 税法)."""

_SLIP = 2
"""Characters in which two titles of one number differ at most, to be one title."""

_SAFE_EDIT = 0.5
"""The cost of an edit between characters that are taken for each other (术 for 本)."""

_TELLING = Pattern(
    r"[0-9０-９〇零一二三四五六七八九十百两第年月日期届]"
    r"|[省市县区州盟旗国]|[东南西北中]"
    r"|[京津沪渝冀晋辽吉黑苏浙皖闽赣鲁豫鄂湘粤琼川贵云陕甘青台蒙桂藏宁新港澳]"
    r"|[不非反未新旧内外上下男女进出险障试暂]"
)
"""Characters that tell one document from another: numerals, places, opposites."""

_NUMERAL = Pattern(r"[0-9０-９〇零一二三四五六七八九十百两]")

_PLACE = Pattern(r"^[^省市县区州盟旗国]{2,8}(?:自治[区州县]|[省市县区州盟旗])")
"""A province, city or county that a title opens with."""

_WRAPPING = Pattern(r"通知|印发|决定|修改|废止|转发|批转|试行|暂行|实施|细则|补充|解释")
"""Words that make another document of the same subject (关于印发…的通知, 暂行, 实施细则)."""


class Slip(NamedTuple):
    """A known title that was meant; ``confirmed`` where number or date say so."""

    near: NearTitle
    confirmed: bool


def slip(resolution: MentionResolution) -> Slip | None:
    """Return the known title that an unknown one was meant to be, None where that is not plain."""
    mention = resolution.mention
    if resolution.candidates or not resolution.near or not mention.own:
        return None
    near = resolution.near[0]
    confirmed = _confirmed(resolution, near)
    if not confirmed and (_other_place(near, mention.title) or _rivalled(resolution)):
        return None
    parts = _differing(mention.stands_for or mention.title, near.title)
    if any(_WRAPPING.search(part) for part in parts):
        return None
    if confirmed:
        renamed = any(event.kind in ("amended", "revised") for event in near.statute.events)
        most = _MOST_EDITS if renamed else _MOST_CONFIRMED
        return Slip(near, True) if near.distance <= most else None
    return Slip(near, False) if _small(near, mention.title, parts) else None


def _other_place(near: NearTitle, title: str) -> bool:
    """Return whether the known title is that of a place that the printed one does not name."""
    place = near.statute.region
    found = _PLACE.match(near.title)
    return bool(place and place not in title) or bool(found and not title.startswith(found[0]))


def _rivalled(resolution: MentionResolution) -> bool:
    """Return whether a second known title is nearly as near."""
    first, *others = resolution.near
    return any(one.distance < first.distance + _LEAD for one in others)


def _small(near: NearTitle, title: str, parts: list[str]) -> bool:
    """Return whether so little differs that no other document can be meant."""
    if len(title) < _SHORTEST or near.distance > _MOST_EDITS:
        return False
    if near.distance <= _SAFE_EDIT or _exchanged(title, near.title):
        return True
    return not any(_TELLING.search(part) for part in parts)


def _exchanged(one: str, two: str) -> bool:
    """Return whether both have the same characters, numerals in the same order (共和城国市)."""
    return sorted(one) == sorted(two) and _NUMERAL.findall(one) == _NUMERAL.findall(two)


def _confirmed(resolution: MentionResolution, near: NearTitle) -> bool:
    """Return whether the number, or a whole date of the note, is that of the known title."""
    if any(statute.id == near.statute.id for statute in resolution.by_number):
        return True
    days = {event.date for event in near.statute.events if exact_day(event.date) is not None}
    return any(dated.value in days for note in resolution.mention.notes for dated in note.dates)


def _differing(one: str, two: str) -> list[str]:
    """Return the parts of both titles that the other lacks."""
    from difflib import SequenceMatcher  # lazy: needed for unknown titles only

    one, two = _MARKS.sub("", one), _MARKS.sub("", two)
    parts = []
    for tag, a, b, c, d in SequenceMatcher(None, one, two, autojunk=False).get_opcodes():
        if tag != "equal":
            parts += [one[a:b], two[c:d]]
    return parts


def is_slip_of(one: str, two: str) -> bool:
    """Return whether two titles of one document number differ by one slip.

    >>> is_slip_of("转发民政部等部门意见", "转发民政厅等部门意见")
    True
    >>> is_slip_of("某某机构建设标准一", "某某机构建设标准二")
    False
    """
    if min(len(one), len(two)) < _SHORTEST or abs(len(one) - len(two)) > _SLIP:
        return False
    parts = [part for part in _differing(one, two) if part]
    if not parts or sum(map(len, parts)) > 2 * _SLIP:
        return False
    return not any(_TELLING.search(part) or _WRAPPING.search(part) for part in parts)
