"""What the rules share: from a place in a cell to a finding in the source."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import lru_cache

from citelaw.model import (
    NO_EVIDENCE,
    NOWHERE,
    Applicability,
    Cell,
    Certainty,
    Citation,
    Diagnostic,
    Document,
    Edit,
    Evidence,
    Fix,
    Place,
    Related,
    ResolvedDocument,
    Severity,
    Shape,
    StatuteMention,
)
from citelaw.pattern import Pattern
from citelaw.span import Span

_TAG = Pattern(r"<[/!a-zA-Z]")
_MARKUP = frozenset('<>&|"\t\r\n')
"""What has a meaning of its own in some layout, so that no edit may bring it in."""

_MARKS = frozenset(",;")
_PARTING = Pattern(
    r"""[^\t\r\n]\t                             # a tab that is no indentation
        | (?:\r\n|\n|\r(?!\n)) [^\S\r\n]{0,99} [\r\n]   # a blank line
    """,
    re.VERBOSE,
)
_SUREST = (Applicability.SAFE, Applicability.UNSAFE, Applicability.DISPLAY)


def finding(
    resolved: ResolvedDocument,
    rule: tuple[str, str, Severity],
    cell: Cell,
    span: Span,
    *,
    message: str,
    message_en: str,
    certainty: Certainty = Certainty.CERTAIN,
    wrong_since: str = "list",
    severity: Severity | None = None,
    expected: str | None = None,
    fix: Applicability | None = None,
    minimal: bool = False,
    since: str | None = None,
    related: tuple[Related, ...] = (),
    evidence: Evidence = NO_EVIDENCE,
    statute: StatuteMention | None = None,
    citation: Citation | None = None,
) -> Diagnostic:
    """Return a finding on the *cell* span ``span``.

    Args:
        resolved: the document that is judged.
        rule: code, name and default severity.
        cell: the cell that ``span`` indexes.
        span: what is marked, no wider than what is wrong.
        message: one Chinese sentence; ``message_en`` the English one.
        certainty: how sure the finding is.
        wrong_since: "list" or "today".
        severity: where it differs from the rule's own.
        expected: the text that should stand in place of the marked one.
        fix: how far ``expected`` may be put in place by a program; None for not at all.
        minimal: whether the fix touches only the characters that differ.
        since: the day from which on it is wrong, where known.
        related: other places that belong to it.
        evidence: what proves it.
        statute: the mention that it is about.
        citation: the place cited that it is about.
    """
    code, name, default = rule
    source_span = cell.offsets.to_source(span)
    named = citation.statute if citation is not None else statute
    correction = None
    if expected is not None and fix is not None:
        edits = mend(cell, span, expected) if minimal else replace(cell, span, expected)
        source = resolved.document.source
        if fix is Applicability.SAFE and _joins_parts(source, edits):
            fix = Applicability.UNSAFE
        tears = resolved.document.shape is Shape.CSV and _brings_marks(edits)
        if not tears and not _touches_markup(source, edits):
            correction = Fix(
                title=f"改为“{expected}”" if expected else "删去",
                title_en=f"change to “{expected}”" if expected else "delete",
                edits=edits,
                applicability=fix,
            )
    return Diagnostic(
        code=code,
        name=name,
        severity=severity or default,
        certainty=certainty,
        wrong_since=wrong_since,
        message=message,
        message_en=message_en,
        span=source_span,
        raw=resolved.document.source[source_span.start : source_span.end],
        place=place_of(cell),
        title=named.title if named is not None else "",
        cited=_cited(named, citation),
        expected=expected,
        fix=correction,
        since=since,
        related=related,
        evidence=evidence,
        statute=statute,
        citation=citation,
    )


def _cited(named: StatuteMention | None, citation: Citation | None) -> str:
    """Return the citation as printed (《甲法》第八条), "" where there is none."""
    title = f"《{named.title}》" if named is not None else ""
    return title + (citation.pinpoint.raw if citation is not None else "")


def place_of(cell: Cell) -> Place:
    """Return where in the list a cell is."""
    return Place(cell.row, cell.column, cell.section, cell.address, cell.item_name)


def finding_in_source(
    document: Document | None,
    rule: tuple[str, str, Severity],
    span: Span,
    message: str,
    message_en: str,
) -> Diagnostic:
    """Return a finding of citelaw on its own work.

    ``span`` indexes the source; without a ``document`` it is empty.
    """
    code, name, severity = rule
    cell = cell_at(document, span.start) if document and span.start < span.end else None
    return Diagnostic(
        code=code,
        name=name,
        severity=severity,
        certainty=Certainty.CERTAIN,
        wrong_since="list",
        message=message,
        message_en=message_en,
        span=span,
        raw=document.source[span.start : span.end] if document else "",
        place=place_of(cell) if cell is not None else NOWHERE,
    )


def cell_at(document: Document, offset: int) -> Cell | None:
    """Return the cell that the *source* offset is in, None where it is in none."""
    at = bisect_right(document.cells, offset, key=lambda cell: cell.span.start) - 1
    if at >= 0 and offset < document.cells[at].span.end:
        return document.cells[at]
    return None


def _touches_markup(source: str, edits: tuple[Edit, ...]) -> bool:
    """Return whether an edit would take a tag away (a title broken by </p><p>) or bring one in."""
    return any(
        not _MARKUP.isdisjoint(edit.text) or _TAG.search(source, *edit.span) for edit in edits
    )


def _brings_marks(edits: tuple[Edit, ...]) -> bool:
    """Return whether an edit would bring in what parts the fields of CSV that are not quoted."""
    return any(not _MARKS.isdisjoint(edit.text) for edit in edits)


def _joins_parts(source: str, edits: tuple[Edit, ...]) -> bool:
    """Return whether an edit takes away what may part two columns or paragraphs."""
    return any(_PARTING.search(source, max(span.start - 1, 0), span.end) for span, _ in edits)


def replace(cell: Cell, span: Span, text: str) -> tuple[Edit, ...]:
    """Return the edits that put ``text`` in place of the cell span ``span``.

    Markup inside the span stays: the text goes where the span's first piece stands, and the other
    pieces are emptied.
    """
    pieces = cell.offsets.pieces(span)
    return tuple(
        Edit(span=piece, text=text if index == 0 else "") for index, piece in enumerate(pieces)
    )


def related(cell: Cell, span: Span, message: str, message_en: str) -> Related:
    """Return another place that belongs to a finding; ``span`` indexes ``cell``."""
    return Related(cell.offsets.to_source(span), message, message_en)


def mend(cell: Cell, span: Span, text: str) -> tuple[Edit, ...]:
    """Return the smallest edits that turn the cell span ``span`` into ``text``.

    Only the characters that differ are touched, so that markup between the others stays.
    """
    printed = cell.text[span.start : span.end]
    edits: list[Edit] = []
    for start, end, first, last in _departures(printed, text):
        place = Span(span.start + start, span.start + end)
        if start == end and start:  # an insertion stays with the character before it
            at = cell.offsets.end(place.start)
            edits.append(Edit(span=Span(at, at), text=text[first:last]))
        elif start == end:
            edits.append(Edit(span=cell.offsets.to_source(place), text=text[first:last]))
        else:
            edits.extend(replace(cell, place, text[first:last]))
    return tuple(edits)


@lru_cache(maxsize=1024)
def _departures(printed: str, right: str) -> tuple[tuple[int, int, int, int], ...]:
    """Return where two texts depart: ``printed[start:end]`` is to be ``right[first:last]``."""
    from difflib import SequenceMatcher  # lazy: 2 ms

    steps = SequenceMatcher(None, printed, right, autojunk=False).get_opcodes()
    return tuple(
        (start, end, first, last) for kind, start, end, first, last in steps if kind != "equal"
    )


def unquoted_mentions(resolved: ResolvedDocument) -> Iterator[tuple[Cell, StatuteMention]]:
    """Yield the mentions with their cells in text order, none inside a quotation.

    Those inside version notes are among them.
    """
    for found in resolved.cells:
        for mention in found.statutes:
            if not mention.quoted:
                yield found.cell, mention


def one_per_cause(
    findings: Iterable[Diagnostic], message: str, message_en: str
) -> Iterator[Diagnostic]:
    """Yield one finding for the places where the same words are wrong in the same way.

    The first place is marked, the others stand in ``related`` with the message, and the fix edits
    them all.
    """
    causes: dict[object, list[Diagnostic]] = {}
    for one in findings:
        key = (one.code, one.severity, one.raw, one.expected, one.message)
        causes.setdefault(key, []).append(one)
    for first, *others in causes.values():
        yield joined(first, others, message, message_en) if others else first


def joined(
    first: Diagnostic, others: Iterable[Diagnostic], message: str, message_en: str
) -> Diagnostic:
    """Return ``first`` with ``others`` as its related places, and with one fix for them all.

    ``message`` and ``message_en`` say what is wrong at each of the others.
    """
    parts = (first, *others)
    places = tuple(Related(one.span, message, message_en, one.place.address) for one in parts[1:])
    return first._replace(fix=common_fix(parts), related=(*first.related, *places), parts=parts)


def common_fix(parts: Iterable[Diagnostic]) -> Fix | None:
    """Return the one fix of findings of one cause, None where none has any.

    A fix promises one thing: where some are surer than others it edits the surest alone. The
    others are findings of their own once those are corrected.
    """
    fixes = [one.fix for one in parts if one.fix is not None]
    fix = min(fixes, key=lambda one: _SUREST.index(one.applicability), default=None)
    if fix is None:
        return None
    surest = (one.edits for one in fixes if one.applicability is fix.applicability)
    return fix._replace(edits=tuple(edit for edits in surest for edit in edits))
