"""Diagnostics of reviewdog, one JSON object a line.

Columns are UTF-8 bytes of the line, from 1, ends exclusive. reviewdog reads no line beyond 64 KiB
and, without a word, nothing behind it; a field that it does not know ends its run. So lines are
bounded, and hold the fields of its message ``Diagnostic`` alone (``related_locations`` since 0.18).

Source:
    reviewdog, proto/rdf/reviewdog.proto and parser/rdjsonl.go.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from citelaw.model import Applicability, Diagnostic, FileReport, Fix, Report, Severity
from citelaw.reporters import Language, Reporter, Style
from citelaw.reporters._json import line, whole
from citelaw.reporters._location import Places
from citelaw.reporters._paths import from_folder
from citelaw.reporters._said import (
    failures,
    findings,
    message,
    notes,
    told,
    unverified,
    unverified_message,
)
from citelaw.reporters._where import Where, addressed
from citelaw.reporters._words import WORDS
from citelaw.span import Span

Object = dict[str, Any]

LONGEST = 60_000
"""Bytes of a line, below the 65,536 at which Go's ``bufio.Scanner`` gives up."""
SUGGESTED = 4_000
"""Characters of the text that a suggestion may take the place of."""
RELATED = 20
SAID = 4_000
"""Characters of a message where the line would be too long."""
_SEVERITIES = {Severity.ERROR: "ERROR", Severity.WARNING: "WARNING", Severity.INFO: "INFO"}


def render(report: Report, style: Style) -> bytes:
    """Return the findings, the titles that are not verified and the files not read."""
    lines = (_bounded(one) for file in report.files for one in _file(file, style))
    return b"".join(lines)


def _file(file: FileReport, style: Style) -> Iterator[Object]:
    path = from_folder(file.path, style)
    for failure in failures(file, style.language):
        yield _without_place(path, failure.reason, "ERROR")
    for said in notes(file, style.language):
        yield _without_place(path, said, "INFO")
    if file.source is None:
        return
    where = Where(file, path)
    if not where.is_text:
        yield from _in_package(file, where, style)
        return
    places = Places(file.source)
    for one in findings(file):
        yield _diagnostic(path, places, one, told(one, style.language)) | {
            **_suggestions(file.source, places, one.fix),
            **_related(path, places, one, style.language),
        }
    for title in unverified(file):
        said = unverified_message(title, style.language)
        yield _diagnostic(path, places, title.first, said)


def _without_place(path: str, said: str, severity: str) -> Object:
    return {
        "message": said,
        "location": {"path": path},
        "severity": severity,
        "source": {"name": "citelaw"},
        "original_output": said,
    }


def _in_package(file: FileReport, where: Where, style: Style) -> Iterator[Object]:
    """Yield what was found in a file that has no lines, and so no ranges and suggestions."""
    words = WORDS[style.language]
    found = [(one, told(one, style.language)) for one in findings(file)]
    found += [(one.first, unverified_message(one, style.language)) for one in unverified(file)]
    for one, said in found:
        first = said.partition("\n")[0]
        yield {
            "message": addressed(file, one, said, words),
            "location": {"path": where.path},
            "severity": _SEVERITIES[one.severity],
            "source": {"name": "citelaw"},
            "code": {"value": one.code},
            "original_output": f"{where.after(one)}: {one.code} {first}",
        }


def _diagnostic(path: str, places: Places, one: Diagnostic, said: str) -> Object:
    found = _range(places, one.span)
    first = said.partition("\n")[0]
    line, column = found["start"].values()
    return {
        "message": said,
        "location": {"path": path, "range": found},
        "severity": _SEVERITIES[one.severity],
        "source": {"name": "citelaw"},
        "code": {"value": one.code},
        # What reviewdog prints where it comments on nothing; else it prints this line as it is.
        "original_output": f"{path}:{line}:{column}: {one.code} {first}",
    }


def _related(path: str, places: Places, one: Diagnostic, language: Language) -> Object:
    related = [
        {
            "message": message(other, language),
            "location": {"path": path, "range": _range(places, other.span)},
        }
        for other in one.related[:RELATED]
    ]
    return {"related_locations": related} if related else {}


def _suggestions(source: str, places: Places, fix: Fix | None) -> Object:
    """Return a fix as one replacement: applied in part, its edits would leave nonsense."""
    if fix is None or fix.applicability is Applicability.DISPLAY or not fix.edits:
        return {}
    edits = sorted(fix.edits)
    span = Span(edits[0].span.start, max(edit.span.end for edit in edits))
    if span.end - span.start > SUGGESTED:
        return {}
    parts, at = [], span.start
    for edit in edits:
        if edit.span.start < at:
            return {}  # edits of one place: what they make together is not known here
        parts += [source[at : edit.span.start], edit.text]
        at = edit.span.end
    return {"suggestions": [{"range": _range(places, span), "text": "".join(parts)}]}


def _range(places: Places, span: Span) -> Object:
    return {"start": _position(places, span.start), "end": _position(places, span.end)}


def _position(places: Places, offset: int) -> dict[str, int]:
    at = places.locate(offset)
    first = places.locate(offset - at.column + 1)
    return {"line": at.line, "column": at.byte - first.byte + 1}


def _bounded(one: Object) -> bytes:
    """Return the line of a diagnostic, without what would make it too long."""
    data = whole(line(one) + "\n")
    for field in ("related_locations", "suggestions", "original_output"):
        if len(data) <= LONGEST:
            return data
        if one.pop(field, None) is not None:
            data = whole(line(one) + "\n")
    if len(data) > LONGEST:
        data = whole(line(one | {"message": one["message"][:SAID] + "…"}) + "\n")
    return data


REPORTER = Reporter(render=render)
