"""The sheet 校验结果 of an earlier round: how it is recognised, what was answered in it.

A defined name of the workbook, which Excel, WPS and LibreOffice keep and move with the cells, says
where its columns for the answer and the reason stand.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby, pairwise
from operator import attrgetter
from typing import NamedTuple

from citelaw.model import Answer
from citelaw.office.xlsx._address import Area, split_formula
from citelaw.office.xlsx._book import Book
from citelaw.office.xlsx._sheet import Content

TITLE = "校验结果"
TAKEN, REFUSED = "采纳", "不采纳"
_ID = 1  # the column of the ids where the head is gone


class Given(NamedTuple):
    """What was put down at a finding: the answer as it stands, and the reason.

    ``row`` is the whole row, by the words of the head.
    """

    answer: str
    reason: str
    row: Mapping[str, str]


def area_of_answers(book: Book, content: Content) -> Area | None:
    """Return where answers stand in the sheet that citelaw added, from its head; else None.

    Without the defined name, which some programs drop, the sheet is known by its title and head.
    """
    sheet = content.sheet
    for formula in book.results:
        found = split_formula(formula)
        if found is not None and found[0] == sheet.title:
            return found[1]
    first = content.cells[0].row if sheet.title.startswith(TITLE) and content.cells else 0
    for cell, after in pairwise(content.cells):
        if cell.row != first:
            break
        words = cell.text.partition(REFUSED)
        if TAKEN in words[0] and words[1] and after[:2] == (first, cell.column + 1):
            return Area(first, cell.column, first, cell.column + 1)
    return None


def answers_of(answers: Mapping[str, Given]) -> Iterator[Answer]:
    """Yield what was answered to the findings, with the reasons, empty where none is."""
    for found, one in answers.items():
        if one.answer in (TAKEN, REFUSED):
            yield Answer(found, one.reason, one.answer == TAKEN)


def given(content: Content, area: Area) -> Mapping[str, Given]:
    """Return what was answered at ``area``, by the ids of the findings, the first column."""
    head: dict[int, str] = {}
    ids = _ID
    answers: dict[str, Given] = {}
    for number, cells in groupby(content.cells, key=attrgetter("row")):
        row = {cell.column: cell.text.strip() for cell in cells}
        if number == area.row:
            head, ids = row, min(row)
        if number <= area.row:
            continue
        one = Given(
            row.get(area.column, ""),
            row.get(area.column + 1, ""),
            {head.get(column, ""): text for column, text in row.items()},
        )
        if row.get(ids) and (one.answer or one.reason):
            answers.setdefault(row[ids], one)
    return answers


def places_of(content: Content) -> Iterator[tuple[str, int, int]]:
    """Yield title, row and column of the cells that the sheet of an earlier round names."""
    for cell in content.cells:
        found = split_formula(cell.text) if "!" in cell.text[-12:] else None
        if found is not None:
            yield found[0], found[1].row, found[1].column
