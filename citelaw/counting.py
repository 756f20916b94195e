"""What was seen in a document and how much of it was checked, and what is known of it, summed."""

from __future__ import annotations

from collections import Counter

from citelaw.model import (
    CitationResolution,
    Counts,
    FileFacts,
    MentionResolution,
    ResolvedDocument,
    Unchecked,
    UndeterminedVersion,
)


def count(resolved: ResolvedDocument) -> Counts:
    """Return what was seen in a document and how much of it was checked.

    A *citation* is an external pinpoint, or a mention of the list's own that no pinpoint follows.
    Each is either checked or not checkable for one reason, the first that resolving met.
    """
    pinpoints = [one for one in resolved.citations if not one.citation.pinpoint.internal]
    pinned = {id(one.citation.statute) for one in pinpoints}
    alone = [one for one in resolved.mentions if one.mention.own and id(one.mention) not in pinned]
    reasons = [why_place(one) for one in pinpoints] + [why_mention(one) for one in alone]
    uncheckable = Counter(reason.value for reason in reasons if reason is not None)
    unattributed = sum(one.citation.statute is None for one in pinpoints)
    quotes = {
        (id(one.citation.cell), one.citation.quote.span) for one in pinpoints if one.citation.quote
    }
    return Counts(
        statutes=len(resolved.mentions),
        pinpoints=len(pinpoints),
        quotes=len(quotes),
        citations=len(reasons),
        attributed=len(pinpoints) - unattributed,
        unattributed=unattributed,
        checked=len(reasons) - uncheckable.total(),
        uncheckable=tuple(sorted(uncheckable.items())),
    )


def why_place(resolution: CitationResolution) -> Unchecked | None:
    """The reason why a pinpoint could not be checked, or None where it was."""
    return resolution.unchecked[0] if resolution.unchecked else None


def why_mention(resolution: MentionResolution) -> Unchecked | None:
    """The reason why a mention without pinpoint could not be checked, or None where it was."""
    if resolution.statute is not None:
        return None
    return Unchecked.STATUTE_AMBIGUOUS if resolution.candidates else Unchecked.STATUTE_UNKNOWN


def facts(resolved: ResolvedDocument) -> FileFacts:
    """Return what is known of a list as a whole."""
    document = resolved.document
    return FileFacts(
        encoding=document.encoding,
        shape=document.shape,
        profile=resolved.profile,
        as_of=resolved.as_of,
        list_date=resolved.list_date,
        undetermined=_undetermined(resolved),
        known_to=_known_to(resolved),
        notes=document.notes,
    )


def _undetermined(resolved: ResolvedDocument) -> tuple[UndeterminedVersion, ...]:
    """Return the statutes whose version that counts could not be told, sorted by title."""
    places: Counter[tuple[str, str, str]] = Counter()
    for one in resolved.citations:
        if one.mention is None or one.mention.statute is None:
            continue
        title = one.mention.statute.title
        if Unchecked.VERSION_UNDETERMINED in one.unchecked:
            places[title, *_why_undetermined(resolved, one.mention)] += 1
        elif Unchecked.HISTORY_INCOMPLETE in one.unchecked:
            places[title, "no-such-text", ""] += 1
    return tuple(UndeterminedVersion(*key, number) for key, number in sorted(places.items()))


def _why_undetermined(resolved: ResolvedDocument, mention: MentionResolution) -> tuple[str, str]:
    """Return why the version cannot be told, and the date of the change whose day is open."""
    open_ones = [one for one in mention.changes[1:] if one.presumed or one.low != one.high]
    dates = [event.date for one in open_ones for event in one.events]
    if dates:
        return "effective-date", max(dates)
    day = resolved.list_date
    return ("newer-text" if day is not None and day.not_after else "list-date"), ""


def _known_to(resolved: ResolvedDocument) -> tuple[tuple[str, str], ...]:
    """Return the statutes that the list cites itself, with the day up to which they are known."""
    known = {
        one.statute.title: one.statute.known_to
        for one in resolved.mentions
        if one.statute is not None and not one.mention.noted and one.statute.known_to is not None
    }
    return tuple(sorted(known.items()))
