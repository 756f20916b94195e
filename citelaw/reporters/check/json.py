"""The report for programs; its fields are fixed by ``schema/check.json``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from citelaw.identity import finding_ids
from citelaw.model import (
    Applicability,
    Compared,
    Counts,
    Diagnostic,
    FileReport,
    Fixed,
    Report,
    Severity,
    Suppressed,
)
from citelaw.reporters import Reporter, Style
from citelaw.reporters._diagnostic import Object, fields, state
from citelaw.reporters._fields import list_date_fields
from citelaw.reporters._json import laid_out
from citelaw.reporters._location import Places
from citelaw.version import __version__

SCHEMA_VERSION = 1
DEPTH = 4
"""The report, its files, what each of them holds, its findings: from there on one line each."""


def render(report: Report, style: Style) -> bytes:
    """Return the report as one JSON object; messages stand in it in both languages."""
    return laid_out(document_of(report), DEPTH).encode("utf-8", "backslashreplace")


def document_of(report: Report) -> Object:
    """Return the report as the object that ``schema/check.json`` describes."""
    read = [file for file in report.files if file.failure is None]
    return {
        "schema_version": SCHEMA_VERSION,
        "citelaw": __version__,
        "statutes": {
            "data_date": report.data_date,
            "digest": report.digest,
            "overlays": list(report.overlays),
            "known_to": dict(report.known_to),
        },
        "as_of": report.as_of.isoformat(),
        "files": [_file(file) for file in read],
        "failures": [
            {
                "path": file.path,
                "reason": file.failure.chinese,
                "reason_en": file.failure.english,
            }
            for file in report.files
            if file.failure is not None
        ],
        "summary": _summary(read),
        "baseline": _baseline(report.baseline),
    }


def _summary(files: list[FileReport]) -> Object:
    diagnostics = [one for file in files for one in file.diagnostics]
    severities = Counter(one.severity for one in diagnostics)
    return {
        "files": len(files),
        "citations": sum(file.counts.citations for file in files if file.counts),
        "errors": severities[Severity.ERROR],
        "warnings": severities[Severity.WARNING],
        "infos": severities[Severity.INFO],
        "fixable": _fixable(diagnostics, Applicability.SAFE),
        "fixable_unsafe": _fixable(diagnostics, Applicability.UNSAFE),
        "fixed": sum(number for file in files if file.fixed for *_, number in file.fixed.rules),
    }


def _fixable(diagnostics: list[Diagnostic], kind: Applicability) -> int:
    return sum(one.fix is not None and one.fix.applicability is kind for one in diagnostics)


def _file(file: FileReport) -> Object:
    source, counts, facts = file.source, file.counts, file.facts
    assert source is not None
    assert counts is not None
    assert facts is not None
    identify, places = finding_ids(file.path), Places(source)
    return {
        "path": file.path,
        "encoding": facts.encoding,
        "format": facts.shape.value,
        "profile": facts.profile.value,
        "as_of": facts.as_of.isoformat(),
        "characters": len(source),
        "list_date": list_date_fields(facts.list_date),
        "counts": _counts(counts),
        "notes": [{"message": one.chinese, "message_en": one.english} for one in facts.notes],
        "fixed": _fixed(file.fixed),
        "diagnostics": [fields(identify, places, one) for one in file.diagnostics],
        "suppressed": [_suppressed(identify, one) for one in file.suppressed],
    }


def _suppressed(identify: Callable[[Diagnostic], str], one: Suppressed) -> Object:
    found = one.diagnostic
    return {
        "id": identify(found),
        "code": found.code,
        "name": found.name,
        "start": found.span.start,
        "end": found.span.end,
        "kind": one.how.value,
        "reason": one.reason,
        "baseline_state": state(found),
    }


def _baseline(compared: Compared | None) -> Object | None:
    if compared is None:
        return None
    return {
        "path": compared.path,
        "new": compared.new,
        "unchanged": compared.unchanged,
        "fixed": [
            {
                "file": one.file,
                "rule": one.identity.rule,
                "citation": one.identity.words,
                "nth": one.identity.nth,
                "reason": one.reason,
            }
            for one in compared.fixed
        ],
    }


def _fixed(fixed: Fixed | None) -> Object | None:
    if fixed is None:
        return None
    refusal, refusal_en = fixed.refusal or (None, None)
    left, left_en = fixed.left or (None, None)
    rules: Counter[str] = Counter()
    for code, _, number in fixed.rules:
        rules[code] += number
    return {
        "safe": fixed.number(Applicability.SAFE),
        "unsafe": fixed.number(Applicability.UNSAFE),
        "rules": dict(sorted(rules.items())),
        "settled": fixed.settled,
        "refusal": refusal,
        "refusal_en": refusal_en,
        "left": left,
        "left_en": left_en,
        "copy": fixed.copy or None,
    }


def _counts(counts: Counts) -> Object:
    return {
        "statutes": counts.statutes,
        "pinpoints": counts.pinpoints,
        "quotes": counts.quotes,
        "citations": counts.citations,
        "attributed": counts.attributed,
        "unattributed": counts.unattributed,
        "checked": counts.checked,
        "uncheckable": dict(counts.uncheckable),
    }


REPORTER = Reporter(render=render)
