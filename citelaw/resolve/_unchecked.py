"""Why a citation was not compared in every part that it states."""

from __future__ import annotations

from citelaw.model import Citation, Unchecked
from citelaw.resolve._case import too_short
from citelaw.resolve._clock import Window
from citelaw.resolve._outcome import Outcome
from citelaw.resolve._place import cites_unit


def unchecked(citation: Citation, window: Window, outcome: Outcome) -> tuple[Unchecked, ...]:
    """Return why a citation was not compared in every part that it states, in order."""
    if citation.pinpoint.internal:
        return ()
    locator, verdict = citation.pinpoint.locator, outcome.verdict
    if outcome.meant is None or verdict.unheld:
        undetermined = bool(window.versions) and not verdict.unheld
        return (Unchecked.VERSION_UNDETERMINED if undetermined else Unchecked.HISTORY_INCOMPLETE,)
    reasons: list[Unchecked] = []
    if locator.article is None and verdict.exists is None:
        reasons.append(Unchecked.NOT_AN_ARTICLE)
    elif verdict.exists is None and not verdict.newer:
        reasons.append(Unchecked.UNITS_UNCONFIRMED if cites_unit(locator) else Unchecked.NO_TEXT)
    if verdict.newer:
        reasons.append(Unchecked.VERSION_UNDETERMINED)
    if citation.quote is not None and too_short(citation.quote):
        reasons.append(Unchecked.QUOTE_TOO_SHORT)
    elif citation.quote is not None and (verdict.unmatched or locator.article is None):
        reasons.append(Unchecked.QUOTE_UNMATCHED)
    return tuple(reasons)
