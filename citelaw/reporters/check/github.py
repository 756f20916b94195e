"""Annotations of GitHub Actions: workflow commands on standard output, and a step summary.

GitHub shows ten errors, ten warnings and ten notices of a step and drops the rest without a word:
the worst come first, and how many are not shown is said. What is left is in the step summary
(``_summary``). An annotation of a file that is no text has no line: it says its address.

Source:
    GitHub documentation, "Workflow commands for GitHub Actions"; actions/toolkit, command.ts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from citelaw.model import Diagnostic, FileReport, Report, Severity
from citelaw.reporters import Language, Reporter, Style
from citelaw.reporters._json import whole
from citelaw.reporters._paths import named
from citelaw.reporters._said import failures, findings, gravity, told, unverified_titles
from citelaw.reporters._where import addressed, is_text
from citelaw.reporters._width import printable
from citelaw.reporters._words import WORDS
from citelaw.reporters.check._summary import summary
from citelaw.span import LineIndex

SHOWN = 10
"""Annotations of one kind that GitHub shows of a step."""
_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


class _Phrases(NamedTuple):
    """The words of this format in one language."""

    hidden: str
    hidden_of: str
    unverified: str
    etc: str


_PHRASES = {
    Language.CHINESE: _Phrases(
        hidden="GitHub 每步只显示错误、警告、提示各 10 条，未显示：{}；见本步的摘要，"
        "或者加 --output-format full。",
        hidden_of="{} {} 条",
        unverified="未核验：{number} 种文件不在数据库（数据截至 {date}），不表示有误：{titles}",
        etc="等",
    ),
    Language.ENGLISH: _Phrases(
        hidden="GitHub shows 10 errors, 10 warnings and 10 notices of a step; not shown: {}. "
        "See the summary of the step, or add --output-format full.",
        hidden_of="{} {}",
        unverified="Not verified: {number} titles are not in the database (data to {date}), "
        "which does not mean that they are wrong: {titles}",
        etc=" and others",
    ),
}
TITLES_SHOWN = 5


class _Annotation(NamedTuple):
    """A workflow command and how bad it is."""

    severity: Severity
    text: str


def render(report: Report, style: Style) -> bytes:
    """Return the annotations, the worst first, a line each."""
    found = [one for file in report.files for one in _failures(file, style)]
    found += [one for file in report.files for one in _findings(file, style)]
    found.sort(key=lambda one: gravity(one.severity))
    notices = [*_hidden(found, report, style), *_unverified(report, style)]
    first = sum(one.severity is not Severity.INFO for one in found)
    lines = [one.text for one in found[:first]] + notices + [one.text for one in found[first:]]
    return whole("".join(line + "\n" for line in lines))


def _failures(file: FileReport, style: Style) -> Iterator[_Annotation]:
    for failure in failures(file, style.language):
        properties = {"title": "citelaw", "file": named(file.path, style).path}
        yield _Annotation(Severity.ERROR, _command("error", properties, failure.reason))


def _findings(file: FileReport, style: Style) -> Iterator[_Annotation]:
    if file.source is None:
        return
    path, lines = named(file.path, style).path, LineIndex(file.source)
    for one in findings(file):
        properties = {"title": f"citelaw ({one.code} {one.name})", "file": path}
        properties |= _lines(lines, one) if is_text(file) else {}
        said = addressed(file, one, told(one, style.language), WORDS[style.language])
        text = _command(_COMMANDS[one.severity], properties, said)
        yield _Annotation(one.severity, text)


def _lines(lines: LineIndex, one: Diagnostic) -> dict[str, str]:
    (line, column), (end_line, end_column) = map(lines.location, one.span)
    properties = {"line": str(line), "endLine": str(end_line)}
    if line == end_line:  # else GitHub refuses columns
        properties |= {"col": str(column), "endColumn": str(end_column)}
    return properties


def _hidden(found: list[_Annotation], report: Report, style: Style) -> Iterator[str]:
    """How many annotations GitHub will not show, in a notice that it does."""
    phrases, words = _PHRASES[style.language], WORDS[style.language]
    numbers = Counter(one.severity for one in found)
    room = dict.fromkeys(Severity, SHOWN)
    room[Severity.INFO] -= bool(unverified_titles(report.files))  # which take a notice themselves
    if all(numbers[one] <= room[one] for one in Severity):
        return
    room[Severity.INFO] -= 1
    parts = [
        phrases.hidden_of.format(words.severity[one], numbers[one] - room[one])
        for one in Severity
        if numbers[one] > room[one]
    ]
    yield _command("notice", {"title": "citelaw"}, phrases.hidden.format(words.comma.join(parts)))


def _unverified(report: Report, style: Style) -> Iterator[str]:
    """The titles that are not in the database: one notice, for they are no findings."""
    phrases, words = _PHRASES[style.language], WORDS[style.language]
    titles = unverified_titles(report.files)
    if not titles:
        return
    names = [
        words.times.format(title=printable(title), number=number)
        for title, number in titles[:TITLES_SHOWN]
    ]
    more = phrases.etc if len(titles) > TITLES_SHOWN else ""
    text = phrases.unverified.format(
        number=len(titles), date=report.data_date, titles=words.comma.join(names) + more
    )
    yield _command("notice", {"title": "citelaw"}, text)


def _command(name: str, properties: Mapping[str, str], text: str) -> str:
    fields = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    return f"::{name} {fields}::{_data(text)}"


def _data(text: str) -> str:
    text = "\n".join(map(printable, text.replace("\r", "\n").split("\n")))
    return text.replace("%", "%25").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


REPORTER = Reporter(render=render, summary=summary)
