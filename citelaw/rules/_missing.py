"""What the rules on places that are not there share (CL301, CL302, CL303, CL307)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from citelaw.model import Diagnostic, Missing, ResolvedDocument, Severity, Statute, Version
from citelaw.rules._basis import by_later_law, certainty, day_known, evidence, severity, statute_of
from citelaw.rules._finding import finding


class Said(NamedTuple):
    """What is said of a missing place, in Chinese and in English."""

    chinese: str
    english: str


def absent(
    resolved: ResolvedDocument,
    rule: tuple[str, str, Severity],
    kind: str,
    say: Callable[[Statute, Version, Missing], Said],
) -> Iterator[Diagnostic]:
    """Yield a finding for each pinpoint of which the version meant lacks a ``kind`` of unit.

    Where the words or the article are found elsewhere, another rule says so (CL304, 401, 402). A
    decision whose day is known had what only later law lacks.
    """
    for one in resolved.citations:
        missing, version = one.missing, one.meant
        if missing is None or missing.kind != kind or version is None:
            continue
        if one.elsewhere or one.older or one.renumbered:
            continue
        if by_later_law(resolved, one) and day_known(resolved):
            continue
        statute = statute_of(one)
        said = say(statute, version, missing)
        yield finding(
            resolved,
            rule,
            one.citation.cell,
            one.citation.pinpoint.span,
            message=said.chinese,
            message_en=said.english,
            severity=severity(one, rule[2]),
            certainty=certainty(resolved, one),
            wrong_since=one.meant_since,
            evidence=evidence(statute, version, missing.locator),
            statute=one.citation.statute,
            citation=one.citation,
        )
