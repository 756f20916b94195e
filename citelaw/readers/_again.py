"""A document read again after an edit: its unchanged cells stay the same objects.

What was worked out from a cell is found again by its identity, so that an edit costs what it
changed. The kept cells are moved to where they stand now.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from citelaw.model import Cell, Document
from citelaw.readers._cell import move_cell
from citelaw.span import OffsetMap


def with_cells_of(document: Document, before: Document) -> Document:
    """Return ``document`` with the cells of ``before`` that an edit left as they were.

    These are the cells at the beginning and at the end that are alike in both. Their places (and
    序号, record, address) become those of ``document``, so ``before`` must not be used any more.
    """
    old, new = before.cells, document.cells
    if document.shape is not before.shape:
        return document
    most = min(len(old), len(new))
    head = 0
    while head < most and _alike(old[head], new[head]):
        head += 1
    tail = 0
    while tail < most - head and _alike(old[-1 - tail], new[-1 - tail]):
        tail += 1
    for one, now in zip(old[:head], new[:head], strict=True):
        move_cell(one, now)
    for one, now in zip(_last(old, tail), _last(new, tail), strict=True):
        move_cell(one, now)
    cells = (*old[:head], *new[head : len(new) - tail], *_last(old, tail))
    return dataclasses.replace(document, cells=cells)


def _last(cells: Sequence[Cell], number: int) -> Sequence[Cell]:
    return cells[len(cells) - number :]


def _alike(one: Cell, two: Cell) -> bool:
    """Return whether two cells say the same, and are made of their source in the same way."""
    return (
        one.text == two.text
        and one.column == two.column
        and one.section is two.section
        and one.prose == two.prose
        and _made_alike(one.offsets, two.offsets)
    )


def _made_alike(one: OffsetMap, two: OffsetMap) -> bool:
    """Return whether the maps of two cells of the same text differ by a move alone."""
    old, new = one.pieces_of_cell, two.pieces_of_cell
    if len(old) != len(new):
        return False
    if not old or (len(old) == 1 and old[0].kept and new[0].kept):
        return True
    move = new[0].source - old[0].source
    return all(
        b.source - a.source == move and a.cell == b.cell and a[2:] == b[2:]
        for a, b in zip(old, new, strict=True)
    )
