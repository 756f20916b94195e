"""A Code Quality report of GitLab: a JSON array of issues.

GitLab reads ``description``, ``fingerprint``, ``severity`` and ``location``, drops an issue whose
fingerprint another has, and everything behind one that it cannot read. The widget of a merge
request compares by fingerprint, so that no line number may be part of it.

Source:
    GitLab documentation, Code Quality, "Code Quality report format".
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from citelaw.identity import finding_ids
from citelaw.model import Diagnostic, FileReport, Report, Severity
from citelaw.reporters import Reporter, Style
from citelaw.reporters._json import laid_out, whole
from citelaw.reporters._paths import named
from citelaw.reporters._said import (
    Failure,
    failures,
    findings,
    notes,
    told,
    unverified,
    unverified_message,
)
from citelaw.reporters._where import addressed, is_text
from citelaw.reporters._words import WORDS
from citelaw.span import LineIndex

Object = dict[str, Any]

_SEVERITIES = {Severity.ERROR: "critical", Severity.WARNING: "major", Severity.INFO: "minor"}
_UNVERIFIED = "info"
_UNREAD = "blocker"


def render(report: Report, style: Style) -> bytes:
    """Return the findings and the titles that are not verified as issues."""
    issues = [issue for file in report.files for issue in _file(file, style)]
    return whole(laid_out(_unique(issues), 1))


def _file(file: FileReport, style: Style) -> Iterator[Object]:
    path = named(file.path, style).path
    for failure in failures(file, style.language):
        yield _without_place(failure, path, _UNREAD)
    for number, said in enumerate(notes(file, style.language), 1):
        yield _without_place(Failure(f"note {number}", said), path, _UNVERIFIED)
    if file.source is None:
        return
    identify, place = finding_ids(file.path), _places(file, path)
    words = WORDS[style.language]
    for one in findings(file):
        yield {
            "description": addressed(file, one, told(one, style.language), words),
            "check_name": f"{one.code} {one.name}",
            "fingerprint": identify(one),
            "severity": _SEVERITIES[one.severity],
            "location": place(one),
        }
    for title in unverified(file):
        one, said = title.first, unverified_message(title, style.language)
        yield {
            "description": addressed(file, one, said, words),
            "check_name": f"{one.code} {one.name}",
            "fingerprint": identify(one),
            "severity": _UNVERIFIED,
            "location": place(one),
        }


def _places(file: FileReport, path: str) -> Callable[[Diagnostic], Object]:
    """Return what says the location of a finding; a line, which GitLab wants, of any file."""
    lines = LineIndex(file.source or "")

    def place(one: Diagnostic) -> Object:
        if not is_text(file):
            return {"path": path, "lines": {"begin": 1}}
        begin, end = (lines.location(offset) for offset in one.span)
        return {
            "path": path,
            "positions": {
                "begin": {"line": begin[0], "column": begin[1]},
                "end": {"line": end[0], "column": end[1]},
            },
        }

    return place


def _without_place(failure: Failure, path: str, severity: str) -> Object:
    """An issue with a file as a whole; GitLab wants a line all the same."""
    from hashlib import sha256  # lazy: 4 ms

    key = f"{failure.kind}\n{path}".encode("utf-8", "surrogatepass")
    return {
        "description": failure.reason,
        "check_name": f"citelaw {failure.kind}",
        "fingerprint": sha256(key).hexdigest()[:12],
        "severity": severity,
        "location": {"path": path, "lines": {"begin": 1}},
    }


def _unique(issues: list[Object]) -> list[Object]:
    """Number issues of one fingerprint: two names of one file, or findings that are alike."""
    met: dict[str, int] = {}
    for issue in issues:
        fingerprint = issue["fingerprint"]
        met[fingerprint] = met.get(fingerprint, 0) + 1
        if met[fingerprint] > 1:
            issue["fingerprint"] = f"{fingerprint}-{met[fingerprint]}"
    return issues


REPORTER = Reporter(render=render)
