"""CL205 version-outdated (warning, list, prose)

找什么：题注所注的是旧文本，之后的修改在判断之日已经施行。

为什么
    题注说明依据的是哪个文本；文件已经修改而题注停在旧文本，所引条文就可能不是现行规定。

错误
    日期 2020-01-01
    【行政法规】《青禾救助暂行办法》（国务院令第901号，自⟦2014年5月1日起施行→2014年5月1日起施行，2019年3月2日修订⟧）第二条

    日期 2020-01-01
    【法律】《中华人民共和国青禾保险法》（⟦2010年3月1日通过→2010年3月1日通过，2018年5月20日修正⟧）第三条

    日期 2020-01-01
    【行政法规】《青禾救助暂行办法》（⟦国务院令第901号⟧）第一条

    日期 2020-01-01
    【法律】《中华人民共和国云雀会堂法》（1998年10月25日通过，⟦2008年6月1日修正→2008年6月1日修正，2016年2月6日修订⟧）第三条

正确
    日期 2020-01-01
    【法律】《中华人民共和国青禾保险法》（2010年3月1日通过，2018年5月20日修正）第五条

    日期 2020-01-01
    【法律】《中华人民共和国青禾保险法》（2010年3月1日通过，2018年5月21日修正）第五条

    日期 2020-01-01
    【法律】《中华人民共和国青禾保险法》第五条

    日期 2020-01-01
    修订前的《中华人民共和国青禾保险法》（2010年3月1日通过）第五条

    日期 2020-01-01
    【法律】《中华人民共和国云雀会堂法》（1998年10月25日通过，根据主席令第8号修订）第三条

依据
    数据库记有题注所注的那一次，又记有后一次修改，且后一次的施行日期确知；历次文本不必齐全。所引条文因修改
    而不同的为警告，没有变动或者未能比对的为提示；只注令号可以识别文件，不等于注了版本，只作提示。每个文件
    全篇只报一次。修改的施行日期没有收录的、题注写了该次修改任何一个日期或者令号的，题注还
    写有查不到的修改的，说明是原文件、旧法的，不报。

English: The note names a version that an amendment in force has replaced.
"""

from __future__ import annotations

from collections.abc import Iterator

from citelaw.model import (
    Applicability,
    Certainty,
    Change,
    Diagnostic,
    Need,
    OutdatedNote,
    Profile,
    ResolvedDocument,
    Rule,
    Severity,
)
from citelaw.rules._basis import day, evidence
from citelaw.rules._event import CHANGE_WORDS
from citelaw.rules._finding import finding
from citelaw.rules._time import speaks_of_the_past

CODE = ("CL205", "version-outdated", Severity.WARNING)

_SHOWN = 3
"""Articles that a message names at most."""


def check(resolved: ResolvedDocument) -> Iterator[Diagnostic]:
    """Yield a finding for the first note of each statute that names a replaced text."""
    for note in resolved.outdated:
        if not speaks_of_the_past(note.mention):
            yield _finding(resolved, note)


def _finding(resolved: ResolvedDocument, note: OutdatedNote) -> Diagnostic:
    one, statute = note.mention, note.mention.statute
    assert statute is not None
    raw = one.cell.text[note.span.start : note.span.end]
    grave = note.dated and bool(note.changed)
    sure = note.dated and statute.history_complete
    return finding(
        resolved,
        CODE,
        one.cell,
        note.span,
        message=_message(note, raw),
        message_en=f"The note names a text that was changed on {changed_on(note.newest)}.",
        severity=Severity.WARNING if grave else Severity.INFO,
        certainty=Certainty.CERTAIN if sure else Certainty.LIKELY,
        wrong_since=note.since,
        since=note.newest.high.isoformat() if note.newest.high else None,
        expected=_expected(note, raw),
        fix=Applicability.UNSAFE,
        evidence=evidence(statute, note.newest.version),
        statute=one.mention,
    )


def _message(note: OutdatedNote, raw: str) -> str:
    when = day(None, changed_on(note.newest))
    if note.changed:
        places = "、".join(place.chinese() for place in note.changed[:_SHOWN])
        more = "等条" if len(note.changed) > _SHOWN else ""
        return f"仅注“{raw}”，该文件已于{when}修改且涉及{places}{more}，请补注修改情况并核对引文。"
    if note.compared:
        return (
            f"仅注“{raw}”可以识别文件，该文件已于{when}修改而所引条文未变，是否补注由编制单位决定。"
        )
    return f"仅注“{raw}”，该文件已于{when}修改，所引条文是否变动未能比对，请核对。"


def changed_on(change: Change) -> str:
    """Return the day of a change as law prints it: that of its amendment, else its first event."""
    dated = [event for event in change.events if event.kind in CHANGE_WORDS]
    return (dated or list(change.events))[0].date


def _expected(note: OutdatedNote, raw: str) -> str | None:
    """Return the note with the newest change added; None where the note prints no date."""
    kinds = [event.kind for event in note.newest.events if event.kind in CHANGE_WORDS]
    if not note.dated or not kinds:
        return None
    return f"{raw}，{day(None, changed_on(note.newest))}{CHANGE_WORDS[kinds[0]]}"


RULE = Rule(
    code=CODE[0],
    name=CODE[1],
    severity=CODE[2],
    check=check,
    needs=(Need.OWN_WORDS, Need.CLAIM, Need.STATUTE),
    profiles=(Profile.LIST, Profile.PROSE),
)
