"""What was seen in a document and how much of it was checked, added up."""

from __future__ import annotations

from collections import Counter

from citelaw.model import (
    CitationResolution,
    Counts,
    MentionResolution,
    ResolvedDocument,
    Unchecked,
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
