"""SARIF 2.1.0, as code scanning of GitHub, VS Code and others read it.

One run of one tool. Columns and offsets count code points (``columnKind``), lines end as in all of
citelaw (``newlineSequences``); files are named from the root of the repository. What is left out
is a result with ``suppressions``; what was not checked is a notification.

There is no ``automationDetails``: where a log has one, GitHub's upload action takes no ``category``
and makes none from the job, and two logs of one commit write over each other. There is no
``primaryLocationLineHash`` either: the action works it out from the file, and complains of each
result for which a log says another.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from citelaw.model import Diagnostic, FileReport, Report
from citelaw.reporters import Language, Reporter, Style
from citelaw.reporters._fields import list_date_fields
from citelaw.reporters._json import Encoded, laid_out, line, whole
from citelaw.reporters._paths import root_uri
from citelaw.reporters._said import failures
from citelaw.reporters._sarif.notifications import descriptors, notifications, too_many
from citelaw.reporters._sarif.places import ROOT, Object, artifact, location
from citelaw.reporters._sarif.results import results
from citelaw.reporters._sarif.rules import rules
from citelaw.version import __version__

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
DEPTH = 6
"""The log, its runs, a run, the tool, the driver, its rules: from there on a line each."""
_LANGUAGES = {Language.CHINESE: "zh-CN", Language.ENGLISH: "en-US"}


def render(report: Report, style: Style) -> bytes:
    """Return the report as a SARIF log."""
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [_run(report, style)]}
    return whole(laid_out(log, DEPTH))


def _run(report: Report, style: Style) -> Object:
    described = rules(style, _found(report))
    ranks = {rule["id"]: number for number, rule in enumerate(described)}
    found: list[Encoded] = []
    said: list[Encoded] = []
    for file in report.files:
        place = artifact(file, style) if file.source is not None else None
        if place is not None:
            found += _lines(results(file, place, ranks, style))
        said += _lines(notifications(file, place, style))
    said += _lines(too_many(len(found), style))
    language = _LANGUAGES[style.language]
    return {
        "tool": {
            "driver": {
                "name": "citelaw",
                "version": __version__,
                "semanticVersion": __version__,
                "language": language,
                "rules": described,
                "notifications": descriptors(style),
            }
        },
        "language": language,
        "invocations": [_invocation(report, said, style)],
        "originalUriBaseIds": {ROOT: _root(style)},
        "artifacts": list(_lines(_artifact(file, style) for file in report.files)),
        "columnKind": "unicodeCodePoints",
        "newlineSequences": ["\r\n", "\n", "\r"],
        "results": found,
        "properties": _properties(report),
    }


def _found(report: Report) -> Iterator[Diagnostic]:
    for file in report.files:
        yield from file.diagnostics
        yield from (one.diagnostic for one in file.suppressed)


def _lines(values: Iterable[Object]) -> Iterator[Encoded]:
    """Each on a line, and made at once: all results as objects would take much more room."""
    return (Encoded(line(value)) for value in values)


def _invocation(report: Report, said: list[Encoded], style: Style) -> Object:
    failed = any(True for file in report.files for _ in failures(file, style.language))
    data: Object = {"executionSuccessful": not failed, "toolExecutionNotifications": said}
    if style.status is not None:
        data["exitCode"] = style.status
    return data


def _root(style: Style) -> Object:
    """What the paths start from: the folder, where it is known."""
    data: Object = {"description": {"text": "The root of the repository, or the working folder."}}
    address = root_uri(style)
    return data if address is None else {"uri": address} | data


def _artifact(file: FileReport, style: Style) -> Object:
    """A file that was looked at, also where nothing was found in it."""
    data: Object = {"location": location(file.path, style), "roles": ["analysisTarget"]}
    if file.facts is not None and file.facts.encoding:
        data["encoding"] = file.facts.encoding.upper()
    properties: Object = {}
    if file.facts is not None and file.facts.list_date is not None:
        properties["listDate"] = list_date_fields(file.facts.list_date)
    if file.counts is not None:
        properties |= {"citations": file.counts.citations, "checked": file.counts.checked}
    return data | ({"properties": properties} if properties else {})


def _properties(report: Report) -> Object:
    """By what the lists were judged, and how the run compares with the baseline."""
    data: Object = {
        "asOf": report.as_of.isoformat(),
        "statutes": {
            "dataDate": report.data_date,
            "digest": report.digest,
            "knownTo": dict(report.known_to),
            "overlays": list(report.overlays),
        },
    }
    if report.baseline is not None:
        data["baseline"] = {
            "new": report.baseline.new,
            "unchanged": report.baseline.unchanged,
            "fixed": len(report.baseline.fixed),
        }
    return data


REPORTER = Reporter(render=render, manual=True)
