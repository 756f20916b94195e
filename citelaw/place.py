"""Where in a file that is no text a finding stands: in which paragraph or cell, and where in it.

A correction that reaches over the end of one cannot be put into such a file: there stands no line
end that could be taken away, but markup. It is an idea for whoever reads of it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from citelaw.model import Applicability, Diagnostic, Document, Edit, Fix, Unit
from citelaw.span import Span


class Stretch(NamedTuple):
    """A stretch of a file: the addresses of its first and its last unit, and where in them."""

    address: str
    end_address: str
    start: int
    end: int


class Ruler:
    """Tells in which units (paragraphs, cells of a workbook) a *source* span stands."""

    def __init__(self, units: Sequence[Unit]) -> None:
        self._units = units
        self._starts = [unit.start for unit in units]

    def unit_at(self, offset: int) -> Unit:
        """Return the unit in which a *source* offset stands, the last before it if in none."""
        return self._units[max(bisect_right(self._starts, offset) - 1, 0)]

    def stretch(self, span: Span) -> Stretch:
        """Return where a *source* span begins and ends, counted in units."""
        first = self.unit_at(span.start)
        last = self.unit_at(max(span.end - 1, span.start))
        return Stretch(first.address, last.address, span.start - first.start, span.end - last.start)


def in_units(document: Document, findings: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return findings with their places counted in the units of ``document``."""
    ruler = Ruler(document.units)

    def placed(one: Diagnostic) -> Diagnostic:
        where = ruler.stretch(one.span)
        place = one.place._replace(
            address=where.address,
            end_address=where.end_address,
            start=where.start,
            end=where.end,
        )
        return one._replace(place=place, fix=possible(one.fix))

    def possible(fix: Fix | None) -> Fix | None:
        if fix is None or all(inside(edit) for edit in fix.edits):
            return fix
        return fix._replace(applicability=Applicability.DISPLAY)

    def inside(edit: Edit) -> bool:
        unit = ruler.unit_at(edit.span.start)
        return unit.start <= edit.span.start and edit.span.end <= unit.end

    return tuple(map(placed, findings))
