"""CL202 statute-repealed (error, list, prose)

找什么：引用了已经废止或者宣布失效的文件。

为什么
    废止以后的文件不再是依据；清单制发以前就废止的，所列职权落空，制发以后废止的，修订时应当改引。

错误
    日期 2020-01-01
    【行政法规】⟦《旧渠稽核条例》⟧第二条

    日期 2014-01-01
    【行政法规】⟦《旧渠稽核条例》⟧第二条

正确
    日期 2020-01-01
    【行政法规】《新渠稽核条例》第二条（《旧渠稽核条例》同时废止）

    日期 2020-01-01
    【规范性文件】《青禾局关于贯彻原〈旧渠稽核条例〉有关问题的通知》（青发〔2013〕2号）

    日期 2020-01-01
    依照原《旧渠稽核条例》办结的案件，不再重新处理。

依据
    数据库记有废止日期和废止它的文件。清单日期晚于废止日的为错误，早于的为警告；题注里的修改决定、题名里的
    题名、“原《……》”、写明已废止的，以及裁判文书，不报；所注日期或者文号晚于废止日的，多是重名的
    另一文件，也不报。

English: The statute was repealed or declared invalid.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from citelaw.model import (
    Certainty,
    Diagnostic,
    Evidence,
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
from citelaw.rules._time import (
    list_day,
    newest_year,
    speaks_of_the_past,
    was_right,
    wrong_since,
)

CODE = ("CL202", "statute-repealed", Severity.ERROR)


def check(resolved: ResolvedDocument) -> Iterator[Diagnostic]:
    """Yield a finding for every mention of a statute that is repealed."""
    for one in resolved.mentions:
        statute = one.statute
        if statute is None or statute.repealed_on is None:
            continue
        ended = date.fromisoformat(statute.repealed_on)
        since = wrong_since(resolved, ended)
        if since is not None and not _silent(one, ended):
            yield _finding(resolved, one, statute, ended, since)


def _silent(one: MentionResolution, ended: date) -> bool:
    if not one.mention.own or speaks_of_the_past(one):
        return True
    newest = newest_year(one)
    return newest is not None and newest > ended.year


def _finding(
    resolved: ResolvedDocument, one: MentionResolution, statute: Statute, ended: date, since: str
) -> Diagnostic:
    proved = statute.status.certainty == "text"
    return finding(
        resolved,
        CODE,
        one.cell,
        one.mention.span,
        message=_message(resolved, statute, ended, since),
        message_en=(
            f"{titled(statute.title)} was repealed on {ended}"
            + (f" by {titled(statute.repealed_by)}." if statute.repealed_by else ".")
        ),
        severity=Severity.ERROR if since == "list" else Severity.WARNING,
        certainty=Certainty.CERTAIN if proved else Certainty.LIKELY,
        wrong_since=since,
        since=ended.isoformat(),
        evidence=_proof(statute),
        statute=one.mention,
    )


def _proof(statute: Statute) -> Evidence:
    proof = evidence(statute)
    return proof._replace(source=titled(statute.repealed_by)) if statute.repealed_by else proof


def _message(resolved: ResolvedDocument, statute: Statute, ended: date, since: str) -> str:
    new, by = statute.successor or statute.repealed_by, statute.repealed_by
    if since == "list":
        file = f"（{titled(by)}）" if by else ""
        instead = f"，请改引{titled(new)}" if new else ""
        return (
            f"{titled(statute.title)}已自{day(ended)}起废止{file}，早于{list_day(resolved)}，"
            f"不得作为依据{instead}。"
        )
    valid = "制发时有效，" if was_right(resolved, ended) else ""
    who = f"被{titled(by)}" if by else ""
    return f"{titled(statute.title)}{valid}自{day(ended)}起已{who}废止，修订清单时请改引。"


RULE = Rule(
    code=CODE[0],
    name=CODE[1],
    severity=CODE[2],
    check=check,
    needs=(Need.OWN_WORDS, Need.STATUTE),
    profiles=(Profile.LIST, Profile.PROSE),
)
