"""The findings of each file below its name, in columns, for reading a list from its beginning."""

from __future__ import annotations

from typing import NamedTuple

from citelaw.model import Diagnostic, FileReport, Report
from citelaw.reporters import Reporter, Style
from citelaw.reporters._said import findings, weight
from citelaw.reporters._screen import BOLD, FAINT, SEVERITY, Screen
from citelaw.reporters._where import Where, called
from citelaw.reporters._words import WORDS, Words
from citelaw.reporters.check._closing import closing, inferred, written
from citelaw.reporters.check._correction import arrow
from citelaw.reporters.check._heading import FIXABLE, is_fixable, message


class _Row(NamedTuple):
    """A finding, and the parts of its line that stand in columns.

    In a text its place is before the colon a line, behind it a column; else it is all before.
    """

    found: Diagnostic
    before: str
    behind: str
    weight: str


def render(report: Report, style: Style) -> bytes:
    """Return a block for each file with findings, what was not checked and why, the counts."""
    screen, words = Screen(style), WORDS[style.language]
    blocks = [block for file in report.files if (block := _file(file, style, screen))]
    if not style.quiet:
        blocks += inferred(report, words, screen)
    return written([*blocks, *closing(report, style, screen)], "\n\n")


def _file(file: FileReport, style: Style, screen: Screen) -> str:
    """Return the findings of a file below its name; "" where there are none."""
    found = findings(file)
    if not found or file.source is None:
        return ""
    words, where = WORDS[style.language], Where(file, screen.shown(called(file)))
    rows = [_row(one, where, words, screen) for one in found]
    widths = (
        max(screen.columns(row.before) for row in rows),
        max(screen.columns(row.behind) for row in rows),
    )
    room = max(screen.columns(row.weight) for row in rows)
    lines = [_line(row, widths, room, style, screen) for row in rows]
    return "\n".join([screen.paint(where.path, BOLD), *lines])


def _row(one: Diagnostic, where: Where, words: Words, screen: Screen) -> _Row:
    before, behind = screen.shown(where.of(one)), ""
    if where.is_text:
        line, _, column = before.partition(":")
        before, behind = line, f":{column}"
    return _Row(one, before, behind, screen.shown(weight(one, words)))


def _line(row: _Row, widths: tuple[int, int], room: int, style: Style, screen: Screen) -> str:
    one, look = row.found, SEVERITY[row.found.severity]
    blank = " " * (widths[0] - screen.columns(row.before))
    where = f"{blank}{row.before}{row.behind:<{widths[1]}}" if row.behind else row.before + blank
    mark = FIXABLE if is_fixable(one) else " " * len(FIXABLE)
    how = screen.paint(row.weight, look) + " " * (room - screen.columns(row.weight))
    said = message(one, style.language, screen)
    code = screen.paint(one.code, look, BOLD)
    return f"  {screen.paint(where, FAINT)}  {code} {mark} {how}  {said}{arrow(one, screen)}"


REPORTER = Reporter(render=render)
