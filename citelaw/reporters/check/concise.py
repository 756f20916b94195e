"""One line a finding, for searching, editors, and a quick look."""

from __future__ import annotations

from collections.abc import Iterator

from citelaw.model import FileReport, Report
from citelaw.reporters import Reporter, Style
from citelaw.reporters._said import findings
from citelaw.reporters._screen import FAINT, Screen
from citelaw.reporters._where import Where, called
from citelaw.reporters._words import WORDS
from citelaw.reporters.check._closing import closing, written
from citelaw.reporters.check._correction import arrow
from citelaw.reporters.check._heading import message, rule


def render(report: Report, style: Style) -> bytes:
    """Return a line for each finding, then what was not checked in a line each, and the counts."""
    screen = Screen(style)
    lines = [line for file in report.files for line in _file(file, style, screen)]
    return written([*lines, *closing(report, style, screen, brief=True)], "\n")


def _file(file: FileReport, style: Style, screen: Screen) -> Iterator[str]:
    found = findings(file)
    if not found or file.source is None:
        return
    words, places = WORDS[style.language], Where(file, screen.shown(called(file)))
    for one in found:
        where = screen.paint(screen.shown(places.after(one)) + ":", FAINT)
        said = message(one, style.language, screen)
        yield f"{where} {rule(one, words, screen)}{words.colon}{said}{arrow(one, screen)}"


REPORTER = Reporter(render=render)
