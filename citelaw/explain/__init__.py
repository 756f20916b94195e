"""From a place in a list to all that is known of its citations, and what each rule made of them.

Nothing is judged here: what was found, resolved and said is put together. ``_place`` finds what
stands on a line, ``_stance`` says what each rule made of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from citelaw.explain._place import Places, nearby, without_their_titles
from citelaw.explain._stance import Stances
from citelaw.model import CitationResolution, FileReport, ResolvedDocument, Rule, Unit
from citelaw.reporters.explain import Explanation, Subject
from citelaw.resolve import Clock
from citelaw.span import LineIndex, Span

if TYPE_CHECKING:
    from citelaw.registry import Registry

__all__ = ["explain"]


def explain(
    file: FileReport,
    rules: Sequence[Rule],
    registry: Registry,
    line: int,
    column: int | None,
    unit: Unit | None = None,
) -> Explanation:
    """Return what is known of the citations on a line, or of the one at a column or nearest to it.

    Args:
        file: the list as it was checked.
        rules: those that were selected.
        registry: the database that it was checked against.
        line: its number, from 1; the list has it.
        column: in code points, from 1; None for the whole line.
        unit: the paragraph or cell that is asked for in place of the line, which it begins on.
    """
    resolved = file.resolved
    assert resolved is not None
    lines = LineIndex(resolved.document.source)
    span = Span(unit.start, unit.end) if unit is not None else lines.line_span(line)
    places = Places(resolved)
    touched = places.on(span)
    if column is None:
        chosen = without_their_titles(touched)
    else:
        chosen = places.at(touched, span.start + column - 1)
    facts, stances = _Facts(resolved, registry), Stances(file, rules)
    subjects = (facts.filled(one) for one in chosen)
    return Explanation(
        path=file.path,
        resolved=resolved,
        digest=registry.digest,
        line=line,
        column=column,
        subjects=tuple(one._replace(rulings=stances.of(one)) for one in subjects),
        address=unit.address if unit is not None else "",
        nearby=() if chosen else nearby(lines, places.subjects, line),
    )


class _Facts:
    """Asks the database what the resolutions do not hold."""

    def __init__(self, resolved: ResolvedDocument, registry: Registry) -> None:
        self._registry = registry
        self._clock = Clock(registry, resolved.list_date, resolved.as_of)

    def filled(self, one: Subject) -> Subject:
        """Return the subject with the versions in force, the one that is named, and its words."""
        statute = one.mention.statute if one.mention is not None else None
        if one.mention is None or statute is None:
            return one
        named = self._clock.named(statute, one.mention.mention)
        return one._replace(
            at_list=self._clock.window(statute).in_force,
            at_today=self._clock.at(statute, self._clock.as_of),
            named=named.version if named is not None else None,
            words=self._words(one.citation),
        )

    def _words(self, one: CitationResolution | None) -> tuple[str, ...] | None:
        if one is None or one.meant is None or one.facts is None:
            return None
        return self._registry.words(one.meant, one.facts.locator)
