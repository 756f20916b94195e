"""A table for Excel and its like: one row a finding, in UTF-8 with a byte-order mark.

What was left out and what could not be read stands in it too; the last column says what each row
is, so that a filter finds it. No cell is a formula, and Excel makes no date of a 序号 like 1-1.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import NamedTuple

from citelaw.model import Diagnostic, FileReport, Report
from citelaw.pattern import Pattern
from citelaw.reporters import Language, Reporter, Style, is_unverified
from citelaw.reporters._json import whole
from citelaw.reporters._paths import named
from citelaw.reporters._said import (
    correction,
    evidence,
    failures,
    left_out,
    message,
    notes,
    weight,
)
from citelaw.reporters._where import Where, section_name
from citelaw.reporters._words import WORDS


class _Table(NamedTuple):
    """The words of the table in one language."""

    head: str
    found: str
    known: dict[bool, str]
    note: str
    unverified: str
    suppressed: str


_TABLES = {
    Language.CHINESE: _Table(
        head="文件 行 列 位置 序号 事项 栏目 部分 规则 级别 原文 问题 修改 依据 状态",
        found="待改",
        known={True: "未改", False: "新增"},
        note="说明",
        unverified="未核验",
        suppressed="已抑制，{}",
    ),
    Language.ENGLISH: _Table(
        head="file line column address item name heading section rule severity words problem "
        "correction evidence state",
        found="to be mended",
        known={True: "unchanged", False: "new"},
        note="note",
        unverified="not verified",
        suppressed="suppressed, {}",
    ),
}
LONGEST = 32_000
"""Characters of a cell; Excel holds 32,767 and lets the rest run over the next rows."""
_CONTROL = Pattern(r"[\x00-\x08\x0b-\x1f\x7f]")
_FORMULA = tuple("=+-@\t＝＋－＠")
"""What a formula opens with; the full-width ones where Excel speaks Chinese or Japanese."""
_NUMBER = Pattern(
    r"""(?x)
    0\d{1,40}                       # 001: Excel drops the noughts
    | \d{1,9}(?:[-/.:]\d{1,9}){1,9} # 1-1 becomes a date, 2.10 becomes 2.1
    | \d{12,40}                     # becomes 1.2E+17
    | [(（]\d{1,9}[)）]             # becomes -1
    """
)


def render(report: Report, style: Style) -> bytes:
    """Return the table, its head in the language of the report."""
    text = io.StringIO()
    # Words in quotes: LibreOffice parts cells at tabs and semicolons as well.
    writer = csv.writer(text, lineterminator="\r\n", quoting=csv.QUOTE_NONNUMERIC)
    writer.writerow(_TABLES[style.language].head.split())
    for file in report.files:
        writer.writerows([_cell(cell) for cell in row] for row in _rows(file, style))
    return b"\xef\xbb\xbf" + whole(text.getvalue())


def _rows(file: FileReport, style: Style) -> Iterator[tuple[str | int, ...]]:
    table, path = _TABLES[style.language], named(file.path, style).path
    empty = [""] * 10
    for failure in failures(file, style.language):
        yield (path, *empty, failure.reason, "", "", WORDS[style.language].failures[failure.kind])
    for note in notes(file, style.language):
        yield (path, *empty, note, "", "", table.note)
    if file.source is None:
        return
    where = Where(file, path)
    rows = [(one, _state(one, table)) for one in file.diagnostics]
    if style.suppressed:
        rows += [
            (one.diagnostic, table.suppressed.format(left_out(one, style.language)))
            for one in file.suppressed
        ]
    for found, state in sorted(rows, key=lambda row: row[0].span):
        yield (path, *_found(where, found, style.language), state)


def _found(where: Where, one: Diagnostic, language: Language) -> tuple[str | int, ...]:
    (line, column), words = where.lines.location(one.span.start), WORDS[language]
    return (
        *((line, column, "") if where.is_text else ("", "", where.of(one))),
        one.place.row,
        one.place.item_name,
        one.place.column,
        section_name(one.place.section, words),
        f"{one.code} {one.name}",
        weight(one, words),
        one.raw,
        message(one, language),
        correction(one, language),
        evidence(one.evidence, language),
    )


def _state(one: Diagnostic, table: _Table) -> str:
    if is_unverified(one):
        return table.unverified
    return table.found if one.known is None else table.known[one.known]


def _cell(value: str | int) -> str | int:
    """Return a value as a cell that is shown as it stands and never worked out."""
    if isinstance(value, int):
        return value
    text = _CONTROL.sub("\ufffd", value.replace("\r\n", "\n").replace("\r", "\n"))
    if len(text) > LONGEST:
        text = text[: LONGEST - 1] + "…"
    return "'" + text if text.startswith(_FORMULA) or _NUMBER.fullmatch(text) else text


REPORTER = Reporter(render=render)
