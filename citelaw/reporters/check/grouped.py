"""The findings of each file below its name, in columns, for reading a list from its beginning."""

from __future__ import annotations

from typing import NamedTuple

from citelaw.model import Diagnostic, FileReport, Report
from citelaw.reporters import Reporter, Style
from citelaw.reporters._said import findings, weight
from citelaw.reporters._screen import BOLD, FAINT, SEVERITY, Screen
from citelaw.reporters._words import WORDS, Words
from citelaw.reporters.check._closing import closing, inferred, written
from citelaw.reporters.check._correction import arrow
from citelaw.reporters.check._heading import FIXABLE, is_fixable, message
from citelaw.span import LineIndex


class _Row(NamedTuple):
    """A finding, and the parts of its line that stand in columns."""

    found: Diagnostic
    line: str
    column: str
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
    words, index = WORDS[style.language], LineIndex(file.source)
    rows = [_row(one, index, words, screen) for one in found]
    digits = max(len(row.line) for row in rows), max(len(row.column) for row in rows)
    room = max(screen.columns(row.weight) for row in rows)
    lines = [_line(row, digits, room, style, screen) for row in rows]
    return "\n".join([screen.paint(screen.shown(file.path), BOLD), *lines])


def _row(one: Diagnostic, index: LineIndex, words: Words, screen: Screen) -> _Row:
    line, column = index.location(one.span.start)
    return _Row(one, str(line), str(column), screen.shown(weight(one, words)))


def _line(row: _Row, digits: tuple[int, int], room: int, style: Style, screen: Screen) -> str:
    one, look = row.found, SEVERITY[row.found.severity]
    where = f"{row.line:>{digits[0]}}:{row.column:<{digits[1]}}"
    mark = FIXABLE if is_fixable(one) else " " * len(FIXABLE)
    how = screen.paint(row.weight, look) + " " * (room - screen.columns(row.weight))
    said = message(one, style.language, screen)
    code = screen.paint(one.code, look, BOLD)
    return f"  {screen.paint(where, FAINT)}  {code} {mark} {how}  {said}{arrow(one, screen)}"


REPORTER = Reporter(render=render)
