"""The sheet 校验结果 of an earlier round: how it is recognised, what was answered in it.

A defined name of the workbook, which Excel, WPS and LibreOffice keep and move with the cells, says
where its columns for the answer and the reason stand.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from citelaw.model import Answer
from citelaw.office.xlsx._address import Area, split_formula
from citelaw.office.xlsx._book import Book, Sheet
from citelaw.office.xlsx._sheet import Content

TITLE = "校验结果"
NAME = "citelaw_answers"
"""The defined name: the head and the rows of the columns with answer and reason."""
REFUSED = "不采纳"
_ID = 1  # the column of the ids


class Given(NamedTuple):
    """What was put down at a finding: the answer as it stands, and the reason.

    ``row`` is the whole row, by the words of the head.
    """

    answer: str
    reason: str
    row: Mapping[str, str]


def is_results(book: Book, content: Content) -> bool:
    """Tell whether ``content`` is the sheet that citelaw added."""
    return _area(book, content.sheet) is not None


def results_sheets(book: Book) -> list[Sheet]:
    """Return the sheets that citelaw added."""
    return [one for one in book.sheets if _area(book, one) is not None]


def refusals(answers: Mapping[str, Given]) -> Iterator[Answer]:
    """Yield the findings that were not taken (不采纳), with the reasons, empty where none is."""
    for found, one in answers.items():
        if one.answer == REFUSED:
            yield Answer(found, one.reason)


def given(book: Book, content: Content) -> Mapping[str, Given]:
    """Return what was answered, by the ids of the findings."""
    area = _area(book, content.sheet)
    if area is None:
        return {}
    by_row: dict[int, dict[int, str]] = {}
    for cell in content.cells:
        if cell.row >= area.row:
            by_row.setdefault(cell.row, {})[cell.column] = cell.text.strip()
    head = by_row.pop(area.row, {})
    answers: dict[str, Given] = {}
    for row in by_row.values():
        one = Given(
            row.get(area.column, ""),
            row.get(area.column + 1, ""),
            {head.get(column, ""): text for column, text in row.items()},
        )
        if row.get(_ID) and (one.answer or one.reason):
            answers.setdefault(row[_ID], one)
    return answers


def _area(book: Book, sheet: Sheet) -> Area | None:
    for one in book.names:
        if one.name.lower() == NAME:
            found = split_formula(one.formula)
            if found is not None and found[0] == sheet.title:
                return found[1]
    return None
