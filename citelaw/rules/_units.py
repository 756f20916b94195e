"""Findings in a file that is no text, with their places counted in its paragraphs or cells.

A correction that reaches over the end of one cannot be put into such a file: there stands no line
end that could be taken away, but markup. It is an idea for whoever reads of it.
"""

from __future__ import annotations

from collections.abc import Iterable

from citelaw.model import Applicability, Diagnostic, Document, Edit, Fix
from citelaw.place import Ruler
from citelaw.rules._finding import common_fix


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
        related = tuple(
            other._replace(address=ruler.unit_at(other.span.start).address) for other in one.related
        )
        parts = tuple(map(placed, one.parts))
        fix = common_fix(parts) if parts else possible(one.fix)
        return one._replace(place=place, fix=fix, related=related, parts=parts)

    def possible(fix: Fix | None) -> Fix | None:
        if fix is None or all(inside(edit) for edit in fix.edits):
            return fix
        return fix._replace(applicability=Applicability.DISPLAY)

    def inside(edit: Edit) -> bool:
        unit = ruler.unit_at(edit.span.start)
        return unit.start <= edit.span.start and edit.span.end <= unit.end

    return tuple(map(placed, findings))
