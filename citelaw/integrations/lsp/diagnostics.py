"""Findings as editors show them (textDocument/diagnostic, textDocument/publishDiagnostics)."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import NamedTuple
from urllib.parse import quote

from lsprotocol.types import (
    CodeDescription,
    Diagnostic,
    DiagnosticRelatedInformation,
    DiagnosticSeverity,
    DiagnosticTag,
    Location,
    Position,
    Range,
)

from citelaw.identity import finding_ids
from citelaw.integrations.lsp.checked import Checked
from citelaw.integrations.lsp.client import SHOW_RULE, ClientAbilities
from citelaw.integrations.lsp.options import Options
from citelaw.integrations.lsp.positions import Positions
from citelaw.model import Diagnostic as Finding
from citelaw.model import FileReport, Severity
from citelaw.span import Span
from citelaw.words import Words

SOURCE = "citelaw"
NOT_SHOWN = "not-shown"
"""The code of the note that there are more findings than an editor is given."""
NOT_CHECKED = "not-checked"
"""The code of the note that a list, or something in it, was not checked as its owner wants it."""

_SEVERITIES = {
    Severity.ERROR: DiagnosticSeverity.Error,
    Severity.WARNING: DiagnosticSeverity.Warning,
    Severity.INFO: DiagnosticSeverity.Information,
}
_REPEALED = frozenset({"statute-repealed"})
_START = Range(Position(0, 0), Position(0, 0))


def diagnostics(
    checked: Checked, options: Options, language: str, client: ClientAbilities
) -> list[Diagnostic]:
    """Return what an editor is to show of the findings in a list, in text order.

    Of more than ``options.most`` the worst ones, and of those the first ones; one note more says
    how many are not shown.
    """
    place = _Place(checked.uri, checked.version, checked.range)
    return _shown(checked.report, place, options, language, client)


def diagnostics_of_file(
    report: FileReport,
    uri: str,
    encoding: str,
    options: Options,
    language: str,
    client: ClientAbilities,
) -> list[Diagnostic]:
    """Return what an editor is to show of the findings in a file that is not open."""
    positions = Positions(report.source or "", encoding)
    return _shown(report, _Place(uri, None, positions.range), options, language, client)


class _Place(NamedTuple):
    """Where findings stand: the document, its version, and what makes ranges of its spans."""

    uri: str
    version: int | None
    range: Callable[[Span], Range]


def _shown(
    report: FileReport, place: _Place, options: Options, language: str, client: ClientAbilities
) -> list[Diagnostic]:
    found = report.diagnostics
    shown = _worst(found, options.most)
    identify = finding_ids(report.path)
    made = [_diagnostic(place, one, identify(one), options, language, client) for one in shown]
    if len(shown) < len(found):
        made.append(_more(len(found) - len(shown), language))
    return made


def note(words: Words, language: str, severity: DiagnosticSeverity, line: int = 0) -> Diagnostic:
    """Return what is said of a whole file, at the beginning of a line (from 0)."""
    place = Position(line, 0)
    return Diagnostic(
        range=Range(place, place),
        message=words.said(language),
        severity=severity,
        code=NOT_CHECKED,
        source=SOURCE,
    )


def _worst(found: Sequence[Finding], most: int) -> Sequence[Finding]:
    if len(found) <= most:
        return found
    order = list(Severity)
    ranked = sorted(range(len(found)), key=lambda at: (order.index(found[at].severity), at))
    return [found[at] for at in sorted(ranked[:most])]


def _more(number: int, language: str) -> Diagnostic:
    words = Words(
        f"还有 {number} 处未显示，citelaw check 列出全部。",
        f"{number} more findings are not shown; citelaw check shows all.",
    )
    return Diagnostic(
        range=_START,
        message=words.said(language),
        severity=DiagnosticSeverity.Information,
        code=NOT_SHOWN,
        source=SOURCE,
    )


def _diagnostic(
    place: _Place,
    one: Finding,
    identity: str,
    options: Options,
    language: str,
    client: ClientAbilities,
) -> Diagnostic:
    struck = options.strike_repealed and client.deprecated_tag and one.name in _REPEALED
    return Diagnostic(
        range=place.range(one.span),
        message=Words(one.message, one.message_en).said(language),
        severity=_SEVERITIES[one.severity],
        code=one.code,
        code_description=_page(one.code, client),
        source=SOURCE,
        tags=[DiagnosticTag.Deprecated] if struck else None,
        related_information=_related(place, one, language) if client.related_information else None,
        data={"id": identity, "version": place.version} if client.diagnostic_data else None,
    )


def _page(code: str, client: ClientAbilities) -> CodeDescription | None:
    """Return where the page of a rule is, for a client that can show it."""
    if not client.code_description or SHOW_RULE not in client.commands:
        return None
    arguments = quote(json.dumps([code]), safe="")
    return CodeDescription(f"command:{SHOW_RULE}?{arguments}")


def _related(
    place: _Place, one: Finding, language: str
) -> list[DiagnosticRelatedInformation] | None:
    return [
        DiagnosticRelatedInformation(
            location=Location(place.uri, place.range(other.span)),
            message=Words(other.message, other.message_en or other.message).said(language),
        )
        for other in one.related
    ] or None
