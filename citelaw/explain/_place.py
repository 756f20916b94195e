"""What a line of a list names: citations, mentions and forms, and which stands at a column."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from citelaw.model import (
    CellCitations,
    Citation,
    CitationResolution,
    ResolvedDocument,
    StatuteMention,
)
from citelaw.reporters.explain import Subject
from citelaw.span import LineIndex, Span

_NEARBY = 2
"""Lines with a citation that are named on each side of one that has none."""


class Places:
    """Every citation, mention and form of a document, in the order of the text."""

    def __init__(self, resolved: ResolvedDocument) -> None:
        self._mentions = {id(one.mention): one for one in resolved.mentions}
        self._citations = {id(one.citation): one for one in resolved.citations}
        self._under: dict[int, list[Citation]] = {}
        for one in resolved.citations:
            if one.citation.statute is not None and not one.citation.pinpoint.internal:
                self._under.setdefault(id(one.citation.statute), []).append(one.citation)
        found = [subject for cell in resolved.cells for subject in self._in_cell(cell)]
        self.subjects = sorted(found, key=lambda one: one.span)

    def _in_cell(self, found: CellCitations) -> Iterator[Subject]:
        cell, to_source = found.cell, found.cell.offsets.to_source
        together: dict[Span, list[Citation]] = {}
        for one in found.citations:
            if one.quote is not None and not one.pinpoint.internal:
                together.setdefault(one.quote.span, []).append(one)
        for mention in found.statutes:
            yield Subject(
                cell,
                to_source(mention.span),
                mention=self._mentions[id(mention)],
                pinpoints=tuple(self._under.get(id(mention), ())),
            )
        for citation in found.citations:
            resolution = self._citations[id(citation)]
            quote = citation.quote
            sharing = together.get(quote.span, []) if quote is not None else []
            yield Subject(
                cell,
                to_source(citation.pinpoint.span),
                mention=resolution.mention,
                citation=resolution,
                sharing=tuple(one for one in sharing if one is not citation),
            )
        for form in found.forms:
            yield Subject(cell, to_source(form.span), form=form)

    def on(self, line: Span) -> list[Subject]:
        """Return the subjects that touch the *source* span of a line, quotations included."""
        return [one for one in self.subjects if any(_touch(part, line) for part in _parts(one))]

    def at(self, subjects: Sequence[Subject], offset: int) -> list[Subject]:
        """Return the one of ``subjects`` at ``offset``, else the nearest.

        What is named there goes before the quotation round it, of two the shorter one. A title
        with one pinpoint stands for that.
        """

        def rank(one: Subject) -> tuple[int, int]:
            named, quoted = _named(one), _quoted(one)
            inside = [part.end - part.start for part in named if _holds(part, offset)]
            if inside:
                return 0, min(inside)
            if quoted is not None and _holds(quoted, offset):
                return 1, quoted.end - quoted.start
            return 2, min(max(part.start - offset, offset - part.end + 1) for part in named)

        if not subjects:
            return []
        nearest = min(subjects, key=rank)
        if len(nearest.pinpoints) == 1:
            (only,) = nearest.pinpoints
            return [
                one
                for one in self.subjects
                if one.citation is not None and one.citation.citation is only
            ]
        return [nearest]


def _parts(one: Subject) -> list[Span]:
    """Return all that a subject takes up: what is named, and the quotation."""
    quoted = _quoted(one)
    return [*_named(one), *([quoted] if quoted is not None else [])]


def _named(one: Subject) -> list[Span]:
    """Return where a subject is named: its pinpoint, or the title with what belongs to it."""
    if one.citation is not None or one.mention is None:
        return [one.span]
    return [one.cell.offsets.to_source(part) for part in mention_spans(one.mention.mention)]


def mention_spans(mention: StatuteMention) -> Iterator[Span]:
    """Yield the *cell* spans of a mention: its title, label, numbers and notes."""
    yield mention.span
    if mention.tier_label is not None:
        yield mention.tier_label.span
    yield from (number.span for number in mention.numbers)
    yield from (note.span for note in mention.notes)


def _quoted(one: Subject) -> Span | None:
    quote = one.citation.citation.quote if one.citation is not None else None
    return one.cell.offsets.to_source(quote.span) if quote is not None else None


def _touch(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _holds(span: Span, offset: int) -> bool:
    return span.start <= offset < span.end


def without_their_titles(subjects: list[Subject]) -> list[Subject]:
    """Return the subjects without the mentions that one of their citations speaks for."""
    told = {id(one.mention) for one in subjects if _is_external(one.citation)}
    return [one for one in subjects if one.citation is not None or id(one.mention) not in told]


def _is_external(one: CitationResolution | None) -> bool:
    return one is not None and not one.citation.pinpoint.internal


def nearby(lines: LineIndex, subjects: Sequence[Subject], line: int) -> tuple[int, ...]:
    """Return the nearest lines before and after ``line`` on which something is cited."""
    cited = sorted({lines.location(one.span.start)[0] for one in subjects})
    before = [one for one in cited if one < line][-_NEARBY:]
    after = [one for one in cited if one > line][:_NEARBY]
    return (*before, *after)
