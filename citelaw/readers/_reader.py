"""What every reader module declares: its shape, how it is recognised, how it is read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from citelaw.model import Cell, Shape
from citelaw.words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """One layout of a list (版式).

    ``sniff`` says how much the head of a text looks like the shape, 0.0 to 1.0; the highest
    wins. ``surest`` is the most that it ever says: readers are asked in its order, until none of
    the rest can say more. ``read`` cuts a whole text into cells, in source order. ``notes``
    says what a person should know of a text. A file whose name
    has one of the ``endings`` is of the shape if ``fits`` says so of its text, whatever ``sniff``
    thinks.
    """

    shape: Shape
    surest: float
    sniff: Callable[[str], float]
    read: Callable[[str], tuple[Cell, ...]]
    notes: Callable[[str], tuple[Words, ...]] | None = None
    endings: tuple[str, ...] = ()
    fits: Callable[[str], bool] | None = None
