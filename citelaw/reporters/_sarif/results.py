"""Findings as SARIF results."""

from __future__ import annotations

from collections.abc import Iterator

from citelaw.identity import finding_ids
from citelaw.model import (
    Applicability,
    Diagnostic,
    Evidence,
    FileReport,
    Fix,
    Place,
    Suppressed,
    SuppressedBy,
)
from citelaw.reporters import Language, Style
from citelaw.reporters._diagnostic import state
from citelaw.reporters._said import corrected, findings, fix_title, message
from citelaw.reporters._sarif.places import Artifact, Object, physical, region, text
from citelaw.reporters._sarif.rules import LEVELS
from citelaw.reporters._where import addressed
from citelaw.reporters._words import WORDS

RELATED = 100
"""Related places of a result; what shows them shows no more."""
FINGERPRINT = "citelawFinding/v1"
_IN_SOURCE = (SuppressedBy.COMMENT, SuppressedBy.ANSWER)
"""What the list itself says, or the sheet that travels with it."""


def results(
    file: FileReport, place: Artifact, ranks: dict[str, int], style: Style
) -> Iterator[Object]:
    """Yield what was found in a file, in text order, and what was left out, marked as that.

    Titles that are not verified are no results (``notifications``): a result is shown as an alert,
    whatever its kind, and they claim nothing to be wrong.
    """
    found: list[tuple[Diagnostic, Suppressed | None]] = [(one, None) for one in findings(file)]
    if style.suppressed:
        found += [(one.diagnostic, one) for one in file.suppressed]
    identify = finding_ids(file.path)
    for one, left_out in sorted(found, key=lambda pair: pair[0].span):
        said = addressed(file, one, corrected(one, style.language), WORDS[style.language])
        data = _result(place, one, said, left_out, style.language)
        data["ruleIndex"] = ranks[one.code]
        data["partialFingerprints"] = {FINGERPRINT: identify(one)}
        yield data


def _result(
    place: Artifact, one: Diagnostic, said: str, left_out: Suppressed | None, language: Language
) -> Object:
    data: Object = {
        "ruleId": one.code,
        "level": LEVELS[one.severity],
        "message": text(said),
        "locations": [{"physicalLocation": physical(place, one.span)}],
    }
    logical = _logical(one.place)
    if logical is not None:
        data["locations"][0]["logicalLocations"] = [logical]
    if one.related:
        data["relatedLocations"] = _related(place, one, language)
    if left_out is not None:
        data["suppressions"] = [_suppression(left_out)]
    elif one.fix is not None and place.is_text and _is_sure(one.fix):
        data["fixes"] = [_fix(place, one.fix, language)]
    if state(one) is not None:
        data["baselineState"] = state(one)
    data["properties"] = _properties(one)
    return data


def _is_sure(fix: Fix) -> bool:
    return fix.applicability is not Applicability.DISPLAY


def _logical(place: Place) -> Object | None:
    """Where in the list the finding stands: its address, else its item (序号) and column."""
    if place.start is not None:
        return {"name": place.address, "fullyQualifiedName": place.address, "kind": "cell"}
    parts = [part for part in (place.row, place.column) if part]
    if not parts:
        return None
    return {
        "name": parts[-1],
        "fullyQualifiedName": "/".join(part.replace("/", "／") for part in parts),
        "kind": "cell",
    }


def _related(place: Artifact, one: Diagnostic, language: Language) -> list[Object]:
    related: list[Object] = []
    for number, other in enumerate(one.related[:RELATED], 1):
        entry: Object = {
            "id": number,
            "physicalLocation": physical(place, other.span, context=False),
        }
        if other.address:
            entry["logicalLocations"] = [{"fullyQualifiedName": other.address, "kind": "cell"}]
        said = message(other, language)
        if said:
            entry["message"] = text(said)
        related.append(entry)
    return related


def _fix(place: Artifact, fix: Fix, language: Language) -> Object:
    replacements = [
        {
            "deletedRegion": region(place, edit.span, snippet=False),
            "insertedContent": {"text": edit.text},
        }
        for edit in fix.edits
    ]
    return {
        "description": text(fix_title(fix, language)),
        "artifactChanges": [{"artifactLocation": place.location, "replacements": replacements}],
        "properties": {"applicability": fix.applicability.value},
    }


def _suppression(one: Suppressed) -> Object:
    data: Object = {
        "kind": "inSource" if one.how in _IN_SOURCE else "external",
        "status": "accepted",
        "properties": {"by": one.how.value},
    }
    if one.reason:
        data["justification"] = one.reason
    return data


def _properties(one: Diagnostic) -> Object:
    """What SARIF has no field for; nothing that is not known."""
    known = {
        "certainty": one.certainty.value,
        "wrongSince": one.wrong_since,
        "since": one.since,
        "citation": one.cited,
        "expected": one.expected,
        "item": one.place.row,
        "itemName": one.place.item_name,
        "section": one.place.section.value,
        "address": one.place.address,
        "evidence": _evidence(one.evidence),
        "relatedLocationsOmitted": max(len(one.related) - RELATED, 0),
    }
    inside: Object = {}
    if one.place.start is not None:  # of a file that has no lines
        inside = {
            "column": one.place.column,
            "endAddress": one.place.end_address,
            "addressStart": one.place.start,
            "addressEnd": one.place.end,
        }
    return {name: value for name, value in known.items() if value} | inside


def _evidence(one: Evidence) -> Object:
    known = {
        "statute": one.statute,
        "version": one.version,
        "versionEn": one.version_en,
        "pinpoint": one.pinpoint,
        "source": one.source,
        "knownTo": one.known_to,
    }
    return {name: value for name, value in known.items() if value}
