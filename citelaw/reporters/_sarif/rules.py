"""The rules as SARIF describes them: every rule of the manual, with its page."""

from __future__ import annotations

from collections.abc import Iterable

from citelaw.manual import RulePage
from citelaw.model import Diagnostic, Severity
from citelaw.reporters import Language, Style
from citelaw.reporters._sarif.places import Object
from citelaw.reporters.rule import markdown, text

LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_PROBLEMS = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.INFO: "recommendation",
}
_TOPICS = {
    "1": "title",
    "2": "status-and-version",
    "3": "pinpoint",
    "4": "quotation",
    "5": "number",
    "6": "text",
    "7": "fitness",
    "9": "citelaw",
}
"""What the hundreds of the codes are about."""
LONGEST = 1_024
"""Characters of a description that GitHub takes."""


def rules(style: Style, found: Iterable[Diagnostic]) -> list[Object]:
    """Return the rules in order of their codes: all of the manual, so that they change rarely.

    A rule without a page, as where none were handed in, is described by what it found.
    """
    by_code = {page.code: _rule(page, style.language) for page in style.pages}
    for one in found:
        if one.code not in by_code:
            by_code[one.code] = _described(one.code, one.name, one.severity, one.name, one.name)
    return [by_code[code] for code in sorted(by_code)]


def _rule(page: RulePage, language: Language) -> Object:
    short = page.finds if language is Language.CHINESE else page.summary
    full = f"{page.finds}{page.why}" if language is Language.CHINESE else page.summary
    severity = Severity(page.severity)
    data = _described(page.code, page.name, severity, short or page.name, full or page.name)
    data["help"] = {
        "text": text.render([page]).decode().rstrip("\n"),
        "markdown": "\n\n".join(markdown.section(page)),
    }
    if not page.on:
        data["defaultConfiguration"]["enabled"] = False
    return data


def _described(code: str, name: str, severity: Severity, short: str, full: str) -> Object:
    """A rule; ``name`` is what GitHub filters by, so it is the same in every language."""
    return {
        "id": code,
        "name": name,
        "shortDescription": {"text": short[:LONGEST]},
        "fullDescription": {"text": full[:LONGEST]},
        "help": {"text": full},
        "defaultConfiguration": {"level": LEVELS[severity]},
        "properties": {
            "tags": ["legal-citation", _TOPICS.get(code[2:3], "citelaw")],
            "precision": "high",
            "problem.severity": _PROBLEMS[severity],
        },
    }
