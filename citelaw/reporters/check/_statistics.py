"""How many findings there are of each rule, as a table."""

from __future__ import annotations

from collections import defaultdict

from citelaw.model import Diagnostic, Report, Severity
from citelaw.reporters._said import findings, gravity
from citelaw.reporters._screen import FAINT, SEVERITY, Screen
from citelaw.reporters._words import Words
from citelaw.reporters.check._heading import FIXABLE, is_fixable


def statistics(report: Report, words: Words, screen: Screen) -> str:
    """Return the table, the most frequent rule first; "" where nothing was found.

    The last column says of how many of its findings a fix can be put in place.
    """
    by_rule: dict[tuple[str, str], list[Diagnostic]] = defaultdict(list)
    for file in report.files:
        for one in findings(file):
            by_rule[one.code, one.name].append(one)
    if not by_rule:
        return ""
    ranked = sorted(by_rule.items(), key=lambda item: (-len(item[1]), item[0]))
    heads = [screen.shown(head) for head in words.heads]
    rows = [_row(code, name, found, words) for (code, name), found in ranked]
    table = [[screen.shown(cell) for cell in row] for row in rows]
    widths = [max(screen.columns(row[at]) for row in (heads, *table)) for at in range(len(heads))]
    lines = [screen.paint("  " + _line(heads, widths, screen), FAINT)]
    for (_, found), row in zip(ranked, table, strict=True):
        look = SEVERITY[min((one.severity for one in found), key=gravity)]
        lines.append("  " + _line(row, widths, screen, look))
    return "\n".join([words.statistics, *lines])


def _row(code: str, name: str, found: list[Diagnostic], words: Words) -> list[str]:
    fixable = sum(map(is_fixable, found))
    severities = {one.severity for one in found}
    named = "/".join(words.severity[one] for one in Severity if one in severities)
    return [str(len(found)), code, name, named, f"{FIXABLE} {fixable}" if fixable else ""]


def _line(row: list[str], widths: list[int], screen: Screen, look: str | None = None) -> str:
    """Return a row, the number to the right of its cell, code and severity in their colour."""
    blanks = [" " * (width - screen.columns(cell)) for cell, width in zip(row, widths, strict=True)]
    number, code, name, severity, fixable = row
    if look is not None:
        code, severity = screen.paint(code, look), screen.paint(severity, look)
    cells = [blanks[0] + number, code + blanks[1], name + blanks[2], severity + blanks[3], fixable]
    return "  ".join(cells).rstrip()
