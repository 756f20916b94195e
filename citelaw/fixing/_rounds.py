"""Fixes to a fixed point: put in place, check again, until nothing is left to put in place."""

from __future__ import annotations

import dataclasses
from collections import Counter
from typing import NamedTuple

from citelaw.engine import Engine
from citelaw.fixing._edits import apply, choose
from citelaw.model import Applicability, FileReport

ROUNDS = 20
"""After so many rounds the fixes do not come to an end by themselves; real lists need three."""

Numbers = tuple[tuple[str, Applicability, int], ...]


class Mended(NamedTuple):
    """A text after its fixes: the text, its report, what was fixed.

    ``fixed`` holds the numbers of findings by code and applicability. ``settled`` is false where
    fixes contradict each other, or did not come to an end.
    """

    source: str
    report: FileReport
    fixed: Numbers
    settled: bool


def mend(engine: Engine, report: FileReport, wanted: frozenset[Applicability]) -> Mended:
    """Return the text of ``report`` with its ``wanted`` fixes in place, and what remains in it.

    Each round puts in place what goes together and checks the result. Where a text comes back
    that was there before, the fixes turn in a circle: then the text is that with which the
    circle began, so that the next run ends there too.
    """
    assert report.source is not None
    fixed: Counter[tuple[str, Applicability]] = Counter()
    source = report.source
    passed = {source: Mended(source, report, (), False)}
    for _ in range(ROUNDS):
        choice = choose(report.diagnostics, wanted, source)
        if not choice.findings:
            return Mended(source, report, _numbers(fixed), True)
        source = apply(source, choice.edits)
        if source in passed:
            return passed[source]
        fixed.update((one.code, one.fix.applicability) for one in choice.findings if one.fix)
        report = _check(engine, report, source)
        passed[source] = Mended(source, report, _numbers(fixed), False)
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
