"""What GitHub shows beside a step, in Markdown: counts, findings, titles that are not verified."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import NamedTuple

from citelaw.model import Diagnostic, FileReport, Report
from citelaw.pattern import Pattern
from citelaw.reporters import Language, Style
from citelaw.reporters._json import whole
from citelaw.reporters._paths import named
from citelaw.reporters._said import (
    Failure,
    correction,
    failures,
    findings,
    gravity,
    message,
    notes,
    unverified_titles,
    weight,
)
from citelaw.reporters._screen import Screen
from citelaw.reporters._where import Where
from citelaw.reporters._words import WORDS, Words
from citelaw.reporters.check._closing import compared, counted

ROWS = 200
"""Findings of the summary; GitHub takes 1 MiB, a reader less."""
LONGEST = 500
"""Characters of a cell."""
BOUND = 500_000
"""Bytes of the summary; other commands of the step write to the same file."""
_MARK = Pattern(r"[!\"#$&*+:<=>@\[\\\]^_`{|}~]|(?<=[wW]{3})\.")
"""What Markdown may take for a mark, a link, a mention or an emoji."""
_BLANK = Pattern(r"[\s\x00-\x1f\x7f]{1,1000}")


class _Phrases(NamedTuple):
    """The words of the page in one language."""

    head: tuple[str, ...]
    left: str
    fold: str


_PHRASES = {
    Language.CHINESE: _Phrases(
        head=("级别", "位置", "规则", "问题", "修改"),
        left="另有 {} 条未列出，加 --output-format full 可见。",
        fold="未核验 {} 种文件（不表示有误）",
    ),
    Language.ENGLISH: _Phrases(
        head=("severity", "place", "rule", "problem", "correction"),
        left="{} more are not listed; add --output-format full to see them.",
        fold="Not verified: {} titles (not wrong for that)",
    ),
}


def summary(report: Report, style: Style) -> bytes:
    """Return the Markdown page that GitHub shows of a step (GITHUB_STEP_SUMMARY).

    It is to be appended to the file that the variable names, below what others have written.
    """
    phrases, words = _PHRASES[style.language], WORDS[style.language]
    screen = Screen(Style())
    blocks = ["### citelaw", _escaped(counted(report, words, screen), 2_000)]
    blocks += map(_escaped, compared(report.baseline, words, screen))
    blocks += [_table(report, style), _notes(report, style), _folded(report, phrases, words)]
    text = "\n\n".join(block for block in blocks if block) + "\n\n"
    return whole(text)


def _table(report: Report, style: Style) -> str:
    """What could not be read, then the findings, the worst first, as far as there is room."""
    phrases = _PHRASES[style.language]
    failed = [(file, one) for file in report.files for one in failures(file, style.language)]
    placed = [(file, one) for file in report.files for one in findings(file)]
    placed.sort(key=lambda pair: gravity(pair[1].severity))
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


def _notes(report: Report, style: Style) -> str:
    """What should be known of the files beside their findings."""
    lines = (
        f"{named(file.path, style).path}{WORDS[style.language].colon}{said}"
        for file in report.files
        for said in notes(file, style.language)
    )
    return "\n".join("- " + _escaped(line) for line in islice(lines, ROWS))


def _row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _failure_row(file: FileReport, failure: Failure, style: Style) -> tuple[str, ...]:
    said = WORDS[style.language].failures[failure.kind]
    return said, named(file.path, style).path, "", failure.reason, ""


def _finding_rows(
    placed: Iterable[tuple[FileReport, Diagnostic]], style: Style
) -> Iterator[tuple[str, ...]]:
    words = WORDS[style.language]
    path, where = None, None
    for file, one in placed:
        if where is None or file.path != path:
            path, where = file.path, Where(file, named(file.path, style).path)
        yield (
            weight(one, words),
            where.after(one),
            f"{one.code} {one.name}",
            message(one, style.language),
            correction(one, style.language),
        )


def _folded(report: Report, phrases: _Phrases, words: Words) -> str:
    """The titles that are not in the database, folded away."""
    titles = unverified_titles(report.files)
    if not titles:
        return ""
    lines = [
        "- " + words.times.format(title=_escaped(title), number=number)
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
