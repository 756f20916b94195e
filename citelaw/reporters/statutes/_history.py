"""The history (沿革) of a statute as the views show it: its changes and the versions held."""

from __future__ import annotations

from typing import NamedTuple

from citelaw.model import Change, Statute, Version
from citelaw.reporters.statutes import Object
from citelaw.reporters.statutes import _words as words


class Held(NamedTuple):
    """A version whose articles are held; ``complete`` where they are all there."""

    version: Version
    complete: bool
    sources: tuple[str, ...]


class History(NamedTuple):
    """The changes of a statute and the versions held, each the oldest first."""

    statute: Statute
    changes: tuple[Change, ...]
    held: tuple[Held, ...]


class Step(NamedTuple):
    """A change with its words; either may be unknown. ``effective`` is when they are in force."""

    change: Change | None
    held: Held | None
    effective: str


def steps(history: History) -> list[Step]:
    """Return the changes in order; versions that no change leads to come first."""
    by_id = {one.version.id: one for one in history.held}
    found = []
    for at, change in enumerate(history.changes):
        following = history.changes[at + 1] if at + 1 < len(history.changes) else None
        held = by_id.pop(change.version.id, None) if change.version is not None else None
        effective = words.in_force(change, following, history.statute.repealed_on)
        found.append(Step(change, held, effective))
    return [Step(None, one, words.NOT_HELD) for one in by_id.values()] + found


def articles(held: Held | None) -> str:
    """Return how many articles of a version are held, and whether they are all."""
    if held is None:
        return words.NOT_HELD
    return f"{held.version.article_count} 条，{'完整' if held.complete else '不完整'}"


def history_fields(history: History) -> list[Object]:
    """Return the changes and versions as objects; a day in force is an interval of two days."""
    return [_step_fields(step) for step in steps(history)]


def _step_fields(step: Step) -> Object:
    change = step.change
    return {
        "kind": change.kind if change is not None else "undated",
        "events": [
            {"date": one.date, "kind": one.kind, "number": one.number}
            for one in (change.events if change is not None else ())
        ],
        "effective": {
            "not_before": change.low.isoformat() if change is not None and change.low else None,
            "not_after": change.high.isoformat() if change is not None and change.high else None,
            "presumed": change.presumed if change is not None else False,
        },
        "version": held_fields(step.held) if step.held is not None else None,
    }


def held_fields(held: Held) -> Object:
    """Return a version that is held as an object."""
    return {
        **version_fields(held.version),
        "complete": held.complete,
        "sources": list(held.sources),
    }


def version_fields(version: Version) -> Object:
    """Return a version as an object; ``effective_to`` is the first day of the next."""
    return {
        "date": version.date or None,
        "kind": version.kind,
        "label": version.label,
        "effective_from": version.effective_from.isoformat() if version.effective_from else None,
        "effective_to": version.effective_to.isoformat() if version.effective_to else None,
        "number": version.decree_number,
        "articles": version.article_count,
        "last_article": version.last_article,
    }


def statute_fields(statute: Statute) -> Object:
    """Return the facts of a statute as an object."""
    return {
        "title": statute.title,
        "aliases": list(statute.aliases),
        "tier": statute.tier.value if statute.tier is not None else None,
        "tier_certain": statute.tier_certain,
        "issuer": statute.issuer,
        "number": statute.document_number,
        "region": statute.region,
        "status": {
            "word": statute.status.word,
            "evidence": statute.status.evidence,
            "certainty": statute.status.certainty,
            "as_of": statute.status.as_of,
        },
        "known_to": statute.known_to,
        "has_text": statute.has_text,
        "history_complete": statute.history_complete,
        "repealed_on": statute.repealed_on,
        "repealed_by": statute.repealed_by,
        "successor": statute.successor,
    }
