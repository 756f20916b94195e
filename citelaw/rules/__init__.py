"""The kinds of error, one file each; every file is the manual page of its rule."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from functools import cache

from citelaw.discovery import discover
from citelaw.model import Diagnostic, ResolvedDocument, Rule
from citelaw.rules._memo import forget
from citelaw.rules._run import compared, printed

__all__ = ["all_rules", "compared", "forget", "lint", "printed"]


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
            from citelaw.rules.rule_crashed import crashed  # lazy: a plug-in of this package

            found.append(crashed(resolved, rule, error))
    if resolved.document.units:
        from citelaw.rules._units import in_units  # only for files that are no text

        return in_units(resolved.document, found)
    return tuple(found)
