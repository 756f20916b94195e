"""CL204 statute-not-in-force-yet (error, list, prose)

找什么：清单制发的时候，所引文件还没有施行。

为什么
    公布以后、施行以前的文件不产生效力，不能作为职权的依据。

错误
    日期 2026-09-01
    【法律】⟦《中华人民共和国远星法》⟧第二条

    日期 2026-01-01
    【法律】⟦《中华人民共和国青禾救助法》⟧第二条

正确
    日期 2026-08-01
    【法律】《中华人民共和国青禾救助法》第二条

    【法律】《中华人民共和国青禾救助法》第二条

    日期 2026-09-01
    【法律】《中华人民共和国远星法》（自2027年1月1日起施行）

依据
    数据库记有首次施行日期。施行日期不知道的、清单的日期可能在施行日以后的，不报；注明了施行日期的，是有意
    为之，不报。

English: The statute was not in force yet when the list was made.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from citelaw.model import (
    DateKind,
    Diagnostic,
    MentionResolution,
    Need,
    Profile,
    ResolvedDocument,
    Rule,
    Severity,
    Statute,
)
from citelaw.rules._basis import day, evidence, titled
from citelaw.rules._finding import finding

CODE = ("CL204", "statute-not-in-force-yet", Severity.ERROR)


def check(resolved: ResolvedDocument) -> Iterator[Diagnostic]:
    """Yield a finding for every mention of a statute that began after the list was made."""
    known = resolved.list_date
    last = known.not_after if known is not None and known.not_after else resolved.as_of
    for one in resolved.mentions:
        begins = _begins(one)
        if one.statute is None or begins is None or begins <= last or _silent(one):
            continue
        yield _finding(resolved, one, one.statute, begins)


def _begins(one: MentionResolution) -> date | None:
    """Return the first day in force, None where it is not known to the day."""
    first = one.changes[0] if one.changes else None
    if first is None or first.kind != "enactment" or first.presumed:
        return None
    return first.low if first.low == first.high else None


def _silent(one: MentionResolution) -> bool:
    if not one.mention.own:
        return True
    dates = [dated for note in one.mention.notes for dated in note.dates]
    return any(dated.kind is DateKind.EFFECTIVE for dated in dates)


def _finding(
    resolved: ResolvedDocument, one: MentionResolution, statute: Statute, begins: date
) -> Diagnostic:
    return finding(
        resolved,
        CODE,
        one.cell,
        one.mention.span,
        message=f"{titled(statute.title)}自{day(begins)}起施行，本清单制发时尚未生效。",
        message_en=(f"{titled(statute.title)} is in force from {begins}, after the list was made."),
        evidence=evidence(statute),
        statute=one.mention,
    )


RULE = Rule(
    code=CODE[0],
    name=CODE[1],
    severity=CODE[2],
    check=check,
    needs=(Need.OWN_WORDS, Need.STATUTE),
    profiles=(Profile.LIST, Profile.PROSE),
)
