"""Where in a file that is no text a finding stands: in which paragraph or cell, and where in it.

A correction that reaches over the end of one cannot be put into such a file: there stands no line
end that could be taken away, but markup. It is an idea for whoever reads of it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable

from citelaw.model import Applicability, Diagnostic, Document, Edit, Fix, Unit
from citelaw.rules._finding import common_fix


def unit_of(document: Document) -> Callable[[int], Unit]:
    """Return what tells in which unit of ``document``, which has some, a *source* offset is."""
    starts = [unit.start for unit in document.units]
    return lambda offset: document.units[max(bisect_right(starts, offset) - 1, 0)]


def in_units(document: Document, findings: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return findings with their places counted in the units of ``document``."""
    unit_at = unit_of(document)

    def placed(one: Diagnostic) -> Diagnostic:
        first = unit_at(one.span.start)
        last = unit_at(max(one.span.end - 1, one.span.start))
        place = one.place._replace(
            address=first.address,
            end_address=last.address,
            start=one.span.start - first.start,
            end=one.span.end - last.start,
        )
        related = tuple(
            other._replace(address=unit_at(other.span.start).address) for other in one.related
        )
        parts = tuple(map(placed, one.parts))
        fix = common_fix(parts) if parts else possible(one.fix)
        return one._replace(place=place, fix=fix, related=related, parts=parts)

    def possible(fix: Fix | None) -> Fix | None:
        if fix is None or all(inside(edit) for edit in fix.edits):
            return fix
        return fix._replace(applicability=Applicability.DISPLAY)

    def inside(edit: Edit) -> bool:
        unit = unit_at(edit.span.start)
        return unit.start <= edit.span.start and edit.span.end <= unit.end

    return tuple(map(placed, findings))
