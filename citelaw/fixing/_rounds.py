"""Fixes to a fixed point: put in place, check again, until nothing is left to put in place."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Callable
from typing import NamedTuple

from citelaw.engine import Engine
from citelaw.fixing._edits import Choice, Parts, apply, choose, edited, edits_of
from citelaw.model import Applicability, Edit, FileReport
from citelaw.span import Span

ROUNDS = 20
"""After so many rounds the fixes do not come to an end by themselves; real lists need three."""

Numbers = tuple[tuple[str, Applicability, int], ...]


class Round(NamedTuple):
    """What a round made of a text: what was put in place, the text, the report on it."""

    choice: Choice
    source: str
    report: FileReport


Put = Callable[[str, Choice], Round | None]
"""Puts what goes together into a text, or as much of it as can be; None where that is nothing."""


class Mended(NamedTuple):
    """A text after its fixes: the text, its report, what was fixed.

    ``fixed`` holds the numbers of findings by code and applicability. ``settled`` is false where
    fixes contradict each other, or did not come to an end. ``parts`` say which spans of the text
    before are left in ``source``.
    """

    source: str
    report: FileReport
    fixed: Numbers
    settled: bool
    parts: Parts

    def edits(self, before: str) -> tuple[Edit, ...]:
        """Return the smallest edits that make ``source`` out of the text ``before`` the fixes."""
        return edits_of(before, self.parts)


def mend(
    engine: Engine,
    report: FileReport,
    wanted: frozenset[Applicability],
    examine: Callable[[str], FileReport] | None = None,
) -> Mended:
    """Return the text of ``report`` with its ``wanted`` fixes in place, and what remains in it.

    Args:
        engine: checks the text of each round.
        report: what was found in the text as it stands.
        wanted: which fixes.
        examine: checks in place of ``engine``, and finds the same (``Draft.examine``).
    """

    def put(source: str, choice: Choice) -> Round:
        after = apply(source, choice.edits)
        found = examine(after) if examine is not None else _check(engine, report, after)
        return Round(choice, after, found)

    return mend_by(put, report, wanted)


def mend_by(put: Put, report: FileReport, wanted: frozenset[Applicability]) -> Mended:
    """Return the text of ``report`` with its ``wanted`` fixes in place, as far as ``put`` goes.

    Each round puts in place what goes together and checks the result. Where a text comes back
    that was there before, the fixes turn in a circle: then the text is that with which the
    circle began, so that the next run ends there too.
    """
    assert report.source is not None
    fixed: Counter[tuple[str, Applicability]] = Counter()
    source = report.source
    parts: Parts = (Span(0, len(source)),)
    passed = {source: Mended(source, report, (), False, parts)}
    for _ in range(ROUNDS):
        choice = choose(report.diagnostics, wanted, source)
        if not choice.findings:
            return Mended(source, report, _numbers(fixed), True, parts)
        done = put(source, choice)
        if done is None:
            return passed[source]
        (choice, source, report), parts = done, edited(parts, done.choice.edits)
        if source in passed:
            return passed[source]
        fixed.update((one.code, one.fix.applicability) for one in choice.findings if one.fix)
        passed[source] = Mended(source, report, _numbers(fixed), False, parts)
    settled = not choose(report.diagnostics, wanted, source).findings
    return passed[source]._replace(settled=settled)


def _check(engine: Engine, report: FileReport, source: str) -> FileReport:
    """Return the report on ``source``, the new text of the file of ``report``."""
    assert report.facts is not None
    document = engine.read_text(source, report.path)
    document = dataclasses.replace(document, encoding=report.facts.encoding)
    return engine.check_document(document)


def _numbers(fixed: Counter[tuple[str, Applicability]]) -> Numbers:
    return tuple((code, kind, number) for (code, kind), number in sorted(fixed.items()))
