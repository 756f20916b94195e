"""CL206 version-wrong (warning)

找什么：题注里的日期或者次数与该文件的任何一次制定、修改都不符，或者根本没有这一天。

为什么
    题注指明依据的是哪个文本；日期写错，就查不到所说的文本。表格下拉填充时，日期会一行加一天，加出
    “4月50日”来。

错误
    日期 2020-01-01
    【法律】《中华人民共和国青禾保险法》（⟦2018年5月50日⟧修正）第三条

    【法律】《中华人民共和国青禾保险法》（⟦2081年5月20日⟧修正）第三条

    日期 2020-01-01
    【法律】《中华人民共和国青禾保险法》（2010年3月1日通过，⟦2018年5月21日→2018年5月20日⟧修正）第三条

    日期 2022-01-01
    【法律】《中华人民共和国青禾保险法》（⟦2011年3月1日→2010年3月1日⟧通过，2018年5月20日修正）第三条

    日期 2020-01-01
    【法律】《中华人民共和国青禾保险法》（2018年5月20日⟦修订→修正⟧）第三条

    日期 2020-01-01
    【法律】《中华人民共和国青禾保险法》（2018年5月20日⟦第三次修正→修正⟧）第三条

    日期 2020-01-01
    【法律】《中华人民共和国云雀会堂法》（2016年2月6日⟦修正→修订⟧）第三条

    【行政法规】《青禾救助暂行办法》（2014年2月1日⟦国务院令第39次常务会议⟧通过）第二条

正确
    日期 2020-01-01
    【法律】《中华人民共和国青禾保险法》（2010年3月1日通过，2018年5月20日修正）第三条

    日期 2020-01-01
    【法律】《中华人民共和国青禾保险法》（2018年修正）第三条

    日期 2020-01-01
    【部门规章】《白鹭机构管理办法》（2016年6月9日修正）第三条

依据
    数据库记有全部修改，或者记有这一天的修改而题注写成别的。没有这一天的、这一天尚未到来的为错误，其余为警告。
    历次修改没有全部收录而查不到这一天的、只写年份而与某次修改相符的、先印发后公开发布的、注了施行日期的，不报；
    公布日期只报年份写错的；只有法律区分“修正”和“修订”。

English: A date or number in the note fits no version.
"""

from __future__ import annotations

from collections.abc import Iterator

from citelaw.model import (
    Applicability,
    Certainty,
    Change,
    DateKind,
    Diagnostic,
    Event,
    MentionResolution,
    Need,
    NoteDate,
    ResolvedDocument,
    Rule,
    Severity,
    Statute,
)
from citelaw.pattern import Pattern
from citelaw.rules._basis import day, evidence, titled
from citelaw.rules._event import (
    AS_DECIDED,
    CHANGE_WORDS,
    LAWS,
    amends,
    calendar_day,
    date_span,
    day_meant,
    is_day,
    own_dates,
    recorded,
    word_span,
    would_be_known,
)
from citelaw.rules._finding import finding
from citelaw.span import Span

CODE = ("CL206", "version-wrong", Severity.WARNING)

_SESSION = Pattern(
    r"(?:国务院|[\u4e00-\u9fff]{2,8}[部委局署])?令第?[0-9０-９一二三四五六七八九十百]{1,5}次"
    r"(?:常务)?会议"
)


def check(resolved: ResolvedDocument) -> Iterator[Diagnostic]:
    """Yield a finding for every date or ordinal of a note that fits no version."""
    for one in resolved.mentions:
        if not one.mention.own:
            continue
        yield from _sessions(resolved, one)
        for dated in own_dates(one):
            found = _judged(resolved, one, dated)
            if found is not None:
                yield found


def _judged(
    resolved: ResolvedDocument, one: MentionResolution, dated: NoteDate
) -> Diagnostic | None:
    if not is_day(dated):
        return None
    if calendar_day(dated) is None or _to_come(resolved, dated):
        return _impossible(resolved, one, dated)
    statute = one.statute
    if statute is None:
        return None
    events = list(recorded(one, dated))
    if events:
        return _misnamed(resolved, one, statute, dated, events)
    return _unrecorded(resolved, one, statute, dated) if statute.events_complete else None


# ---------------------------------------------------------------- what cannot be


def _to_come(resolved: ResolvedDocument, dated: NoteDate) -> bool:
    """Return whether a decision is dated after today; a day in force may well lie ahead."""
    today = max(resolved.as_of.isoformat(), resolved.data_date)
    return dated.kind in (*AS_DECIDED, DateKind.PROMULGATED) and dated.value > today


def _impossible(resolved: ResolvedDocument, one: MentionResolution, dated: NoteDate) -> Diagnostic:
    """Return the finding on a day that is none, or one that is still to come."""
    span = date_span(one.cell, dated)
    raw = one.cell.text[span.start : span.end]
    if calendar_day(dated) is None:
        message = f"“{raw}”不是日历上的日期，请核对题注（表格下拉填充会使日期逐行加一）。"
        english = f"There is no such day as “{raw}”."
    else:
        message = f"“{raw}”尚未到来，不会是{dated.word}的日期，请核对题注。"
        english = f"“{raw}” is still to come and cannot be the day of a decision."
    return finding(
        resolved,
        CODE,
        one.cell,
        span,
        message=message,
        message_en=english,
        severity=Severity.ERROR,
        evidence=evidence(one.statute),
        statute=one.mention,
    )


def _sessions(resolved: ResolvedDocument, one: MentionResolution) -> Iterator[Diagnostic]:
    """Yield a finding for a decree that is numbered as a meeting: 国务院令第39次常务会议."""
    for note in one.mention.notes:
        for found in _SESSION.finditer(one.cell.text, *note.span):
            yield finding(
                resolved,
                CODE,
                one.cell,
                Span(*found.span()),
                message=f"“{found[0]}”把令号与会议次数混在一起，请核对令号和会议。",
                message_en=f"“{found[0]}” mixes a decree number with the number of a meeting.",
                severity=Severity.ERROR,
                statute=one.mention,
            )


# ---------------------------------------------------------------- what is called by another name


def _misnamed(
    resolved: ResolvedDocument,
    one: MentionResolution,
    statute: Statute,
    dated: NoteDate,
    events: list[tuple[Change, Event | None]],
) -> Diagnostic | None:
    """Return a finding where the date is right and what is said to have happened is not."""
    kinds = {event.kind for _, event in events if event is not None}
    if dated.kind is DateKind.PROMULGATED and dated.word != "印发" and kinds == {"adopted"}:
        return _adopted(resolved, one, statute, dated, events[0][0])
    right = next((CHANGE_WORDS[kind] for kind in kinds if kind in CHANGE_WORDS), None)
    if right is None or not amends(dated) or dated.word == "修改":
        return None
    counted = dated.ordinal is None or not statute.history_complete or _counted(one, dated)
    if counted and (dated.word == right or statute.tier not in LAWS):
        return None
    span = word_span(one.cell, dated)
    raw = one.cell.text[span.start : span.end]
    return finding(
        resolved,
        CODE,
        one.cell,
        span,
        message=f"{day(calendar_day(dated))}的修改为“{right}”，不是“{raw}”。",
        message_en=f"What happened on {dated.value} was “{right}”, not “{raw}”.",
        certainty=Certainty.LIKELY if dated.word == right else Certainty.CERTAIN,
        expected=right,
        fix=Applicability.UNSAFE,
        evidence=evidence(statute, events[0][0].version),
        statute=one.mention,
    )


def _counted(one: MentionResolution, dated: NoteDate) -> bool:
    """Return whether an ordinal may be right: counted among its kind, or among all changes.

    The one change of its kind is printed without an ordinal.
    """
    later = [change for change in one.changes if change.kind in ("amendment", "revision")]
    upto = [change for change in later if _begins(change) <= dated.value]
    own = "revision" if dated.kind is DateKind.REVISED else "amendment"
    same = [change for change in later if change.kind == own]
    if len(same) <= 1 and len(later) <= 1:
        return False
    return dated.ordinal in (len(upto), sum(change.kind == own for change in upto))


def _begins(change: Change) -> str:
    return min((event.date for event in change.events), default="")


def _adopted(
    resolved: ResolvedDocument,
    one: MentionResolution,
    statute: Statute,
    dated: NoteDate,
    change: Change,
) -> Diagnostic | None:
    """Return a finding where the day of adoption is printed as that of promulgation."""
    published = [event for event in change.events if event.kind == "promulgated"]
    if not published or statute.tier in LAWS:
        return None
    number = f"（{published[0].number}）" if published[0].number else ""
    right = day(None, published[0].date)
    return finding(
        resolved,
        CODE,
        one.cell,
        dated.span,
        message=f"{day(calendar_day(dated))}为审议通过日，公布日为{right}{number}。",
        message_en=f"{dated.value} is the day of adoption; promulgated on {published[0].date}.",
        expected=f"{right}{dated.word}",
        fix=Applicability.UNSAFE,
        evidence=evidence(statute, change.version),
        statute=one.mention,
    )


# ---------------------------------------------------------------- what is recorded nowhere


def _unrecorded(
    resolved: ResolvedDocument, one: MentionResolution, statute: Statute, dated: NoteDate
) -> Diagnostic | None:
    """Return a finding where the statute has no event of that day, and would have it."""
    if not would_be_known(one, statute, dated):
        return None
    right = day_meant(one, statute, dated)
    if right is None:
        return None
    span = date_span(one.cell, dated)
    return finding(
        resolved,
        CODE,
        one.cell,
        span,
        message=(
            f"{titled(statute.title)}没有{day(calendar_day(dated))}{dated.word}的记载，"
            f"应为{day(None, right)}，请核对题注。"
        ),
        message_en=f"Nothing is on record of {dated.value}; {right} is meant.",
        certainty=Certainty.CERTAIN if statute.tier in LAWS else Certainty.LIKELY,
        expected=day(None, right),
        fix=Applicability.UNSAFE,
        evidence=evidence(statute),
        statute=one.mention,
    )


RULE = Rule(
    code=CODE[0],
    name=CODE[1],
    severity=CODE[2],
    check=check,
    needs=(Need.OWN_WORDS, Need.DATE, Need.STATUTE, Need.HISTORY),
)
