"""A finding as the object of the contract, for the formats json and jsonl."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from citelaw.model import Diagnostic, Evidence, Fix
from citelaw.reporters._location import Places

Object = dict[str, Any]


def fields(identify: Callable[[Diagnostic], str], places: Places, one: Diagnostic) -> Object:
    """Return a finding as the object that ``schema/check.json`` describes.

    ``identify`` gives the ids of its file (``identity.finding_ids``).
    """
    start, end = places.locate(one.span.start), places.locate(one.span.end)
    return {
        "id": identify(one),
        "code": one.code,
        "name": one.name,
        "severity": one.severity.value,
        "certainty": one.certainty.value,
        "wrong_since": one.wrong_since,
        "since": one.since,
        "message": one.message,
        "message_en": one.message_en,
        "start": one.span.start,
        "end": one.span.end,
        "raw": one.raw,
        "location": {"line": start.line, "column": start.column},
        "end_location": {"line": end.line, "column": end.column},
        "byte_start": start.byte,
        "byte_end": end.byte,
        "utf16_column": start.utf16_column,
        "utf16_end_column": end.utf16_column,
        "address": one.place.address,
        "end_address": one.place.end_address or one.place.address,
        "address_start": one.place.start,
        "address_end": one.place.end,
        "item": one.place.row,
        "item_name": one.place.item_name,
        "section": one.place.section.value,
        "statute_id": one.statute_id,
        "citation": one.cited or None,
        "expected": one.expected,
        "fix": _fix(one.fix),
        "related": [
            {
                "start": related.span.start,
                "end": related.span.end,
                "message": related.message,
                "message_en": related.message_en,
                "address": related.address,
            }
            for related in one.related
        ],
        "evidence": _evidence(one.evidence),
        "url": None,
        "baseline_state": state(one),
    }


def _fix(fix: Fix | None) -> Object | None:
    if fix is None:
        return None
    return {
        "applicability": fix.applicability.value,
        "title": fix.title,
        "title_en": fix.title_en,
        "edits": [
            {"start": edit.span.start, "end": edit.span.end, "text": edit.text}
            for edit in fix.edits
        ],
    }


def _evidence(evidence: Evidence) -> Object:
    return {
        "statute": evidence.statute,
        "version": evidence.version,
        "version_en": evidence.version_en,
        "pinpoint": evidence.pinpoint,
        "source": evidence.source,
        "known_to": evidence.known_to,
    }


def state(one: Diagnostic) -> str | None:
    """Return how a finding compares with the baseline, None where none was asked."""
    if one.known is None:
        return None
    return "unchanged" if one.known else "new"
