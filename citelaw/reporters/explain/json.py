"""All that is known of a citation, for programs; ``schema/explain.json`` fixes the fields."""

from __future__ import annotations

import json
from collections.abc import Sequence

from citelaw.model import (
    ArticleFacts,
    ArticleFlag,
    Cell,
    Citation,
    CitationResolution,
    Comparison,
    Diagnostic,
    InForce,
    MentionResolution,
    Quote,
    Statute,
    Version,
)
from citelaw.reporters import Language
from citelaw.reporters._fields import list_date_fields
from citelaw.reporters._location import Places
from citelaw.reporters._where import address_at
from citelaw.reporters.explain import Explainer, Explanation, Ruling, Subject
from citelaw.reporters.statutes import Object
from citelaw.reporters.statutes._history import statute_fields, version_fields
from citelaw.reporters.statutes.article import flag_fields
from citelaw.reporters.statutes.card import in_force_fields
from citelaw.span import Span
from citelaw.version import __version__

SCHEMA_VERSION = 1


def render(explanation: Explanation, language: Language) -> bytes:
    """Return the explanation as one JSON object; messages stand in it in both languages."""
    resolved = explanation.resolved
    places = Places(resolved.document.source)
    data = {
        "schema_version": SCHEMA_VERSION,
        "citelaw": __version__,
        "statutes": {"data_date": resolved.data_date, "digest": explanation.digest},
        "as_of": resolved.as_of.isoformat(),
        "path": explanation.path,
        "line": explanation.line,
        "column": explanation.column,
        "address": explanation.address,
        "list_date": list_date_fields(resolved.list_date),
        "profile": resolved.profile.value,
        "subjects": [
            _subject(one, places) | {"address": address_at(resolved.document.units, one.span.start)}
            for one in explanation.subjects
        ],
        "nearby": list(explanation.nearby),
    }
    text = json.dumps(data, ensure_ascii=False, indent=1)
    return (text + "\n").encode("utf-8", "backslashreplace")


def _subject(one: Subject, places: Places) -> Object:
    kind = "form" if one.form is not None else "citation" if one.citation is not None else "mention"
    at = places.locate(one.span.start)
    citation = one.citation.citation if one.citation is not None else None
    return {
        "kind": kind,
        "start": one.span.start,
        "end": one.span.end,
        "location": {"line": at.line, "column": at.column},
        "item": one.cell.row,
        "column": one.cell.column,
        "section": one.cell.section.value,
        "mention": _mention(one.mention) if one.mention is not None else None,
        "pinpoint": _pinpoint(citation) if citation is not None else None,
        "pinpoints": [
            {**_place(each.cell, each.pinpoint.span), "key": each.pinpoint.key}
            for each in one.pinpoints
        ],
        "quote": _quote(citation.cell, citation.quote, one.sharing)
        if citation is not None and citation.quote is not None
        else None,
        "statute": _statute(one.mention) if one.mention is not None else None,
        "at_list": _in_force(one.at_list),
        "at_today": _in_force(one.at_today),
        "named": _version(one.named),
        "judged": _judged(one.citation) if one.citation is not None else None,
        "words": list(one.words) if one.words is not None else None,
        "rules": [_ruling(each) for each in one.rulings],
    }


def _place(cell: Cell, span: Span) -> Object:
    """Return the *source* span of a *cell* span."""
    start, end = cell.offsets.to_source(span)
    return {"start": start, "end": end}


# ---------------------------------------------------------------- as it was read


def _mention(one: MentionResolution) -> Object:
    cell, mention = one.cell, one.mention
    label = mention.tier_label
    return {
        **_place(cell, mention.span),
        "title": mention.title,
        "bare": mention.bare,
        "quoted": mention.quoted,
        "noted": mention.noted,
        "stands_for": mention.stands_for,
        "tier_label": {**_place(cell, label.span), "text": label.text} if label else None,
        "numbers": [
            {**_place(cell, each.span), "raw": each.raw, "text": each.text}
            for each in mention.numbers
        ],
        "dates": [
            {
                **_place(cell, each.span),
                "kind": each.kind.value,
                "date": each.value,
                "ordinal": each.ordinal,
            }
            for note in mention.notes
            for each in note.dates
        ],
    }


def _pinpoint(one: Citation) -> Object:
    pinpoint = one.pinpoint
    return {
        "key": pinpoint.key,
        "raw": pinpoint.raw,
        "internal": pinpoint.internal,
        "malformed": pinpoint.malformed or None,
    }


def _quote(cell: Cell, one: Quote, sharing: Sequence[Citation]) -> Object:
    return {
        **_place(cell, one.span),
        "text": one.text,
        "marked": one.marked,
        "elided": one.elided,
        "shared_with": [each.pinpoint.key for each in sharing],
    }


# ---------------------------------------------------------------- as it was judged


def _statute(one: MentionResolution) -> Object:
    after = one.successor
    return {
        "known": statute_fields(one.statute) if one.statute is not None else None,
        "identified": one.identified.value if one.identified is not None else None,
        "told_apart": one.told_apart.value if one.told_apart is not None else None,
        "candidates": _titles(one.candidates),
        "by_number": _titles(one.by_number),
        "near": [{"title": each.title, "distance": each.distance} for each in one.near],
        "successor": {
            "title": after.title,
            "number": after.number,
            "since": after.since.isoformat() if after.since is not None else None,
        }
        if after is not None
        else None,
        "changes": [
            {
                "kind": each.kind,
                "not_before": each.low.isoformat() if each.low is not None else None,
                "not_after": each.high.isoformat() if each.high is not None else None,
                "presumed": each.presumed,
                "version": each.version.date if each.version is not None else None,
            }
            for each in one.changes
        ],
    }


def _titles(statutes: Sequence[Statute]) -> list[str]:
    return [one.title for one in statutes]


def _in_force(at: InForce | None) -> Object | None:
    return in_force_fields(at) if at is not None else None


def _version(one: Version | None) -> Object | None:
    return version_fields(one) if one is not None else None


def _judged(one: CitationResolution) -> Object:
    missing, moved, quote = one.missing, one.renumbered, one.citation.quote
    return {
        "version": _version(one.meant),
        "because": one.meant_by.value if one.meant_by is not None else None,
        "since": one.meant_since,
        "exists": one.exists,
        "missing": {
            "kind": missing.kind,
            "pinpoint": missing.locator.key,
            "total": missing.total,
        }
        if missing is not None
        else None,
        "compared_with": [each.key for each in one.compared],
        "own": _comparison(one.citation.cell, quote, one.own),
        "older": _comparison(one.citation.cell, quote, one.older),
        "elsewhere": _comparison(one.citation.cell, quote, one.elsewhere),
        "renumbered": {
            "old": _version(moved.old),
            "new": version_fields(moved.new),
            "pinpoint": moved.locator.key,
            "similarity": moved.similarity,
            "proved": moved.proved,
        }
        if moved is not None
        else None,
        "article": _article(one.facts, one.flags) if one.facts is not None else None,
        "unchecked": [each.value for each in one.unchecked],
    }


def _comparison(cell: Cell, quote: Quote | None, one: Comparison | None) -> Object | None:
    if quote is None or one is None:
        return None
    start = quote.span.start
    return {
        "version": version_fields(one.version),
        "pinpoint": one.locator.key,
        "coverage": one.coverage,
        "differences": [
            {
                **_place(cell, Span(start + each.span.start, start + each.span.end)),
                "kind": each.kind.value,
                "raw": quote.text[each.span.start : each.span.end],
                "expected": each.expected,
                "passage": each.passage,
            }
            for each in one.differences
        ],
        "complete": one.complete,
        "unit": one.unit.key if one.unit is not None else None,
        "stop": one.stop.key if one.stop is not None else None,
        "left": one.left,
    }


def _article(facts: ArticleFacts, flags: ArticleFlag | None) -> Object:
    return {
        "pinpoint": facts.locator.key,
        "units": [
            {"pinpoint": unit.locator.key, "length": unit.length, "flags": flag_fields(unit)}
            for unit in facts.units
        ],
        "confirmations": facts.confirmations,
        "flags": [str(flag.name).lower() for flag in (facts.flags if flags is None else flags)],
        "subject": facts.subject,
    }


def _ruling(one: Ruling) -> Object:
    return {
        "code": one.rule.code,
        "name": one.rule.name,
        "stance": one.stance.value,
        "why": one.why.value if one.why is not None else None,
        "findings": [_finding(each) for each in one.findings],
    }


def _finding(one: Diagnostic) -> Object:
    return {
        "severity": one.severity.value,
        "certainty": one.certainty.value,
        "wrong_since": one.wrong_since,
        "message": one.message,
        "message_en": one.message_en,
        "start": one.span.start,
        "end": one.span.end,
        "expected": one.expected,
    }


EXPLAINER = Explainer(render=render)
