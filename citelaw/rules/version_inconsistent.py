"""CL209 version-inconsistent (warning)

找什么：同一文件在清单里的题注互相矛盾。

为什么
    同一次制定、修改只有一个日期；两处写法不同，至少有一处是错的。

错误
    日期 2022-01-01
    【法律】《甲保护法》（2019年8月26日修正）第三条；
    【法律】《甲保护法》（2019年8月26日修正）第四条；
    【法律】《甲保护法》（⟦2019年8月25日→2019年8月26日⟧修正）第五条

    日期 2022-01-01
    【行政法规】《甲管理条例》（2008年3月1日通过，2016年2月6日修订）第三条；
    【行政法规】《甲管理条例》（⟦2008年3月7日⟧通过，2016年2月6日修订）第四条

正确
    日期 2022-01-01
    【法律】《甲保护法》（1995年1月1日通过，2019年8月26日修正）第三条；
    【法律】《甲保护法》（2019年修正）第四条

    日期 2022-01-01
    【规范性文件】《甲管理办法》（2019年8月20日印发）第三条；
    【规范性文件】《甲管理办法》（2019年8月26日施行）第四条

    日期 2022-01-01
    【行政法规】《甲管理条例》（2008年3月1日公布）第三条；
    【行政法规】《甲管理条例》（2008年3月1日发布）第四条

依据
    只比较同一文件各处题注里同一年、同一种日期：通过、公布（发布、印发）、施行、修改。写法长短不同的、
    公布与发布之别，不算矛盾；历次文本齐全的，由 version-wrong 判断。数据库记有的日期为对，
    否则少数处为错；处数相同的，标后出现的。

English: One statute carries contradicting version notes in the file.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from citelaw.model import (
    Applicability,
    Cell,
    DateKind,
    Diagnostic,
    MentionResolution,
    Need,
    NoteDate,
    ResolvedDocument,
    Rule,
    Severity,
    StatuteMention,
)
from citelaw.rules._basis import day, titled
from citelaw.rules._event import amends, calendar_day, date_span, is_day, own_dates, recorded
from citelaw.rules._finding import finding, related
from citelaw.span import Span

CODE = ("CL209", "version-inconsistent", Severity.WARNING)


class _Use(NamedTuple):
    """A day that one place of the file prints for something that happens once."""

    cell: Cell
    mention: StatuteMention
    span: Span
    value: str
    recorded: bool


def check(resolved: ResolvedDocument) -> Iterator[Diagnostic]:
    """Yield a finding for every note whose date contradicts other places of the file."""
    events: dict[object, list[_Use]] = defaultdict(list)
    for one in resolved.mentions:
        if not one.mention.own:
            continue
        for dated in _single(one):
            span, known = date_span(one.cell, dated), any(recorded(one, dated))
            use = _Use(one.cell, one.mention, span, dated.value, known)
            events[_statute(one), _event(dated)].append(use)
    for uses in events.values():
        yield from _contradicted(resolved, uses)


def _statute(one: MentionResolution) -> object:
    if one.statute is not None:
        return one.statute.id
    return one.mention.stands_for or one.mention.title


def _event(dated: NoteDate) -> tuple[str, str]:
    """Return what has one day only: a kind of event in a year."""
    kind = "changed" if amends(dated) else dated.kind.value
    return kind, dated.value[:4]


def _single(one: MentionResolution) -> Iterator[NoteDate]:
    """Yield the days of a mention's notes of which there is one of their kind.

    Where the history of the statute is complete, ``version-wrong`` judges them instead.
    """
    if one.statute is not None and one.statute.events_complete:
        return
    dates = [
        dated
        for dated in own_dates(one)
        if is_day(dated)
        and dated.kind is not DateKind.UNSPECIFIED
        and calendar_day(dated) is not None
    ]
    events = [_event(dated) for dated in dates]
    for dated, event in zip(dates, events, strict=True):
        if events.count(event) == 1:
            yield dated


def _contradicted(resolved: ResolvedDocument, uses: list[_Use]) -> Iterator[Diagnostic]:
    groups: dict[str, list[_Use]] = defaultdict(list)
    for use in uses:
        groups[use.value].append(use)
    if len(groups) < 2:
        return
    right, *others = sorted(groups.values(), key=_weight, reverse=True)
    for wrong in others:
        for use in wrong:
            yield _finding(resolved, use, right, surely=_weight(right) > _weight(wrong))


def _weight(group: list[_Use]) -> tuple[bool, int]:
    """Return how much speaks for a day: that it is on record, and how often it is printed."""
    return group[0].recorded, len(group)


def _finding(
    resolved: ResolvedDocument, use: _Use, right: list[_Use], *, surely: bool
) -> Diagnostic:
    other = day(None, right[0].value)
    title = use.mention.stands_for or use.mention.title
    return finding(
        resolved,
        CODE,
        use.cell,
        use.span,
        message=f"{titled(title)}的题注在本清单另有{len(right)}处写作{other}，应核对后统一。",
        message_en=f"Elsewhere in this file the note says {right[0].value}.",
        expected=other if surely else None,
        fix=Applicability.UNSAFE if surely else None,
        related=tuple(
            related(
                one.cell,
                one.span,
                f"此处写作{day(None, one.value)}",
                f"{one.value} is printed here",
            )
            for one in right
        ),
        statute=use.mention,
    )


RULE = Rule(
    code=CODE[0],
    name=CODE[1],
    severity=CODE[2],
    check=check,
    needs=(Need.OWN_WORDS, Need.DATE),
)
