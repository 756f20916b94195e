"""Annotations of GitHub Actions: workflow commands on standard output, and a step summary.

GitHub shows ten errors, ten warnings and ten notices of a step and drops the rest without a word:
the worst come first, and how many are not shown is said. What is left is in the step summary.

Source:
    GitHub documentation, "Workflow commands for GitHub Actions"; actions/toolkit, command.ts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import NamedTuple

from citelaw.model import Diagnostic, FileReport, Report, Severity
from citelaw.pattern import Pattern
from citelaw.reporters import Language, Reporter, Style
from citelaw.reporters._json import whole
from citelaw.reporters._paths import named
from citelaw.reporters._said import (
    Failure,
    correction,
    failures,
    findings,
    message,
    told,
    unverified,
    weight,
)
from citelaw.reporters._screen import Screen
from citelaw.reporters._width import printable
from citelaw.reporters._words import WORDS
from citelaw.reporters.check._closing import compared, counted
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
    head: tuple[str, ...]
    failed: dict[str, str]
    left: str
    fold: str
    titles: str


_PHRASES = {
    Language.CHINESE: _Phrases(
        hidden="GitHub 每步只显示错误、警告、提示各 10 条，未显示：{}；见本步的摘要，"
        "或者加 --output-format full。",
        hidden_of="{} {} 条",
        unverified="未核验：{number} 种文件不在数据库（数据截至 {date}），不表示有误：{titles}",
        etc="等",
        head=("级别", "位置", "规则", "问题", "修改"),
        failed={"unreadable": "未能读取", "not-written": "未能写入"},
        left="另有 {} 条未列出，加 --output-format full 可见。",
        fold="未核验 {} 种文件（不表示有误）",
        titles="《{title}》 {number} 处",
    ),
    Language.ENGLISH: _Phrases(
        hidden="GitHub shows 10 errors, 10 warnings and 10 notices of a step; not shown: {}. "
        "See the summary of the step, or add --output-format full.",
        hidden_of="{} {}",
        unverified="Not verified: {number} titles are not in the database (data to {date}), "
        "which does not mean that they are wrong: {titles}",
        etc=" and others",
        head=("severity", "place", "rule", "problem", "correction"),
        failed={"unreadable": "not read", "not-written": "not written"},
        left="{} more are not listed; add --output-format full to see them.",
        fold="Not verified: {} titles (not wrong for that)",
        titles="《{title}》 {number}",
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
    rank = list(Severity)
    found.sort(key=lambda one: rank.index(one.severity))
    notices = [*_hidden(found, report, style), *_unverified(report, style)]
    first = sum(one.severity is not Severity.INFO for one in found)
    lines = [one.text for one in found[:first]] + notices + [one.text for one in found[first:]]
    return whole("".join(line + "\n" for line in lines))


def _failures(file: FileReport, style: Style) -> Iterator[_Annotation]:
    for failure in failures(file):
        properties = {"title": "citelaw", "file": named(file.path, style).path}
        yield _Annotation(Severity.ERROR, _command("error", properties, failure.reason))


def _findings(file: FileReport, style: Style) -> Iterator[_Annotation]:
    if file.source is None:
        return
    path, lines = named(file.path, style).path, LineIndex(file.source)
    for one in findings(file):
        (line, column), (end_line, end_column) = map(lines.location, one.span)
        properties: dict[str, str | int] = {
            "title": f"citelaw ({one.code} {one.name})",
            "file": path,
            "line": line,
            "endLine": end_line,
        }
        if line == end_line:  # else GitHub refuses columns
            properties |= {"col": column, "endColumn": end_column}
        text = _command(_COMMANDS[one.severity], properties, told(one, style.language))
        yield _Annotation(one.severity, text)


def _hidden(found: list[_Annotation], report: Report, style: Style) -> Iterator[str]:
    """How many annotations GitHub will not show, in a notice that it does."""
    phrases, words = _PHRASES[style.language], WORDS[style.language]
    numbers = Counter(one.severity for one in found)
    room = dict.fromkeys(Severity, SHOWN)
    room[Severity.INFO] -= bool(_titles(report))  # which take a notice themselves
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
    titles = _titles(report)
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


def _titles(report: Report) -> list[tuple[str, int]]:
    """The titles that are not in the database with their mentions, the most frequent first."""
    titles: Counter[str] = Counter()
    for file in report.files:
        for one in unverified(file):
            titles[one.title] += len(one.spans)
    return sorted(titles.items(), key=lambda item: (-item[1], item[0]))


def _command(name: str, properties: dict[str, str] | dict[str, str | int], text: str) -> str:
    fields = ",".join(f"{key}={_property(str(value))}" for key, value in properties.items())
    return f"::{name} {fields}::{_data(text)}"


def _data(text: str) -> str:
    text = "\n".join(map(printable, text.replace("\r", "\n").split("\n")))
    return text.replace("%", "%25").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


# ---------------------------------------------------------------- the step summary

ROWS = 200
"""Findings of the summary; GitHub takes 1 MiB, a reader less."""
LONGEST = 500
"""Characters of a cell."""
BOUND = 500_000
"""Bytes of the summary; other commands of the step write to the same file."""
_MARK = Pattern(r"[!\"#$&*+:<=>@\[\\\]^_`{|}~]|(?<=[wW]{3})\.")
"""What Markdown may take for a mark, a link, a mention or an emoji."""
_BLANK = Pattern(r"[\s\x00-\x1f\x7f]{1,1000}")


def summary(report: Report, style: Style) -> bytes:
    """Return the Markdown page that GitHub shows of a step (GITHUB_STEP_SUMMARY).

    It is to be appended to the file that the variable names, below what others have written.
    """
    phrases, words = _PHRASES[style.language], WORDS[style.language]
    screen = Screen(Style())
    blocks = ["### citelaw", _escaped(counted(report, words, screen), 2_000)]
    blocks += map(_escaped, compared(report.baseline, words, screen))
    blocks += [_table(report, style), _folded(report, phrases)]
    text = "\n\n".join(block for block in blocks if block) + "\n\n"
    return whole(text)


def _table(report: Report, style: Style) -> str:
    """What could not be read, then the findings, the worst first, as far as there is room."""
    phrases = _PHRASES[style.language]
    failed = [(file, one) for file in report.files for one in failures(file)]
    placed = [(file, one) for file in report.files for one in findings(file)]
    rank = list(Severity)
    placed.sort(key=lambda pair: rank.index(pair[1].severity))
    rows = chain(
        (_failure_row(file, one, style) for file, one in failed),
        _finding_rows(placed[:ROWS], style),
    )
    lines, size = [_row(phrases.head), _row(["---"] * len(phrases.head))], 0
    for row in islice(rows, ROWS):
        line = _row(map(_escaped, row))
        size += len(line.encode("utf-8", "replace"))
        if size > BOUND:
            break
        lines.append(line)
    left = len(failed) + len(placed) - (len(lines) - 2)
    if len(lines) == 2:
        return ""
    return "\n".join(lines) + (f"\n\n{phrases.left.format(left)}" if left else "")


def _row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _failure_row(file: FileReport, failure: Failure, style: Style) -> tuple[str, ...]:
    said = _PHRASES[style.language].failed[failure.kind]
    return said, named(file.path, style).path, "", failure.reason, ""


def _finding_rows(
    placed: Iterable[tuple[FileReport, Diagnostic]], style: Style
) -> Iterator[tuple[str, ...]]:
    words = WORDS[style.language]
    path, lines = None, LineIndex("")
    for file, one in placed:
        if file.path != path:
            path, lines = file.path, LineIndex(file.source or "")
        line, column = lines.location(one.span.start)
        yield (
            weight(one, words),
            f"{named(file.path, style).path}:{line}:{column}",
            f"{one.code} {one.name}",
            message(one, style.language),
            correction(one, style.language),
        )


def _folded(report: Report, phrases: _Phrases) -> str:
    """The titles that are not in the database, folded away."""
    titles = _titles(report)
    if not titles:
        return ""
    lines = [
        "- " + phrases.titles.format(title=_escaped(title), number=number)
        for title, number in titles[:ROWS]
    ]
    if len(titles) > ROWS:
        lines.append("- " + phrases.left.format(len(titles) - ROWS))
    head = f"<details><summary>{phrases.fold.format(len(titles))}</summary>"
    return "\n\n".join([head, "\n".join(lines), "</details>"])


def _escaped(text: str, longest: int = LONGEST) -> str:
    """Return ``text`` as plain words on one line: no mark-up, no link, no cell of its own."""
    text = _BLANK.sub(" ", text).strip()
    if len(text) > longest:
        text = text[: longest - 1] + "…"
    return _MARK.sub(lambda mark: f"&#{ord(mark[0])};", text)


REPORTER = Reporter(render=render, summary=summary)
