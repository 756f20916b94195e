"""What the reports for people say of a finding in the same words: where, which rule, how bad."""

from __future__ import annotations

from citelaw.model import Applicability, Diagnostic, Related
from citelaw.reporters import Language, _said
from citelaw.reporters._screen import SEVERITY, Screen
from citelaw.reporters._words import Words

FIXABLE = "[*]"
"""Stands at a finding that --fix, or --fix --unsafe-fixes, corrects."""


def is_fixable(one: Diagnostic) -> bool:
    """Return whether a fix can be put in place; an idea alone cannot."""
    return one.fix is not None and one.fix.applicability is not Applicability.DISPLAY


def rule(one: Diagnostic, words: Words, screen: Screen) -> str:
    """Return code, mark of a fix, name and weight: CL401 [*] quote-wrong-article 错误."""
    look = SEVERITY[one.severity]
    mark = f" {FIXABLE}" if is_fixable(one) else ""
    code, how = screen.paint(one.code, look, "1"), screen.paint(_said.weight(one, words), look)
    return f"{code}{mark} {one.name} {how}"


def message(one: Diagnostic | Related, language: Language, screen: Screen) -> str:
    """Return what is said of a finding, or of another place, on one line."""
    return screen.line(_said.message(one, language))
