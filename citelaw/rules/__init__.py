"""The kinds of error, one file each; every file is the manual page of its rule."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from functools import cache

from citelaw.discovery import discover
from citelaw.model import Cell, Certainty, Diagnostic, ResolvedDocument, Rule, Severity
from citelaw.rules._use import compared
from citelaw.span import OffsetMap, Span

__all__ = ["all_rules", "compared", "lint"]

_NO_CELL = Cell(text="", offsets=OffsetMap(()), span=Span(0, 0))
"""Where a finding on a file without any cell stands."""


@cache
def all_rules() -> tuple[Rule, ...]:
    """Return every rule in order of its code."""
    found = discover(sys.modules[__name__], "RULE", Rule)
    return tuple(sorted(found.values(), key=lambda rule: rule.code))


def lint(resolved: ResolvedDocument, rules: Sequence[Rule]) -> tuple[Diagnostic, ...]:
    """Return what ``rules`` find in ``resolved``.

    A rule that fails on the document becomes a finding of its own (CL901 rule-crashed); the
    others go on.
    """
    found: list[Diagnostic] = []
    for rule in rules:
        try:
            found.extend(rule.check(resolved))
        except Exception as error:  # one rule must not take the others with it
            found.append(_crashed(resolved, rule, error))
    return tuple(found)


def _crashed(resolved: ResolvedDocument, rule: Rule, error: Exception) -> Diagnostic:
    reason = f"{type(error).__name__}: {error}"
    cells = resolved.document.cells
    return Diagnostic(
        code="CL901",
        name="rule-crashed",
        severity=Severity.WARNING,
        certainty=Certainty.CERTAIN,
        wrong_since="list",
        message=f"规则 {rule.code} 在本文件上出错，未完成检查，其余规则不受影响（{reason}）。",
        message_en=f"Rule {rule.code} failed on this file and was not checked ({reason}).",
        span=Span(0, 0),
        raw="",
        cell=cells[0] if cells else _NO_CELL,
    )
