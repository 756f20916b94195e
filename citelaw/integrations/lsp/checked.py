"""What is known of one version of a document that is open in an editor."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from lsprotocol.types import Position, Range

from citelaw.integrations.lsp.positions import Positions
from citelaw.model import CitationResolution, Diagnostic, FileReport, MentionResolution
from citelaw.span import Span

if TYPE_CHECKING:
    from citelaw.engine import Engine

T = TypeVar("T")


class Placed(NamedTuple, Generic[T]):
    """Something that stands at a *source* span."""

    span: Span
    what: T


class Checked:
    """One version of a document, and all that was found in it.

    All spans index ``report.source``: the text of the editor (``positions.text``) without a
    byte-order mark. ``path`` is None for a document that is no file. ``engine`` is the one whose
    settings and data it was checked with.
    """

    def __init__(
        self,
        uri: str,
        version: int | None,
        path: Path | None,
        positions: Positions,
        report: FileReport,
        engine: Engine,
    ) -> None:
        self.uri = uri
        self.version = version
        self.path = path
        self.positions = positions
        self.report = report
        self.engine = engine
        self._lead = len(positions.text) - len(self.source)

    @property
    def source(self) -> str:
        """The text that was checked."""
        return self.report.source or ""

    # ------------------------------------------------------------ places

    def range(self, span: Span) -> Range:
        """Return where the source span ``span`` stands in the editor."""
        return self.positions.range(Span(span.start + self._lead, span.end + self._lead))

    def offset(self, position: Position) -> int:
        """Return the source offset of a place in the editor."""
        return max(self.positions.offset(position) - self._lead, 0)

    def span(self, given: Range) -> Span:
        """Return the source span of a range in the editor."""
        start, end = self.positions.span(given)
        return Span(max(start - self._lead, 0), max(end - self._lead, 0))

    def line(self, offset: int) -> Span:
        """Return the span of the line in which ``offset`` stands, its line end not included."""
        start, end = self.positions.line(self.positions.line_at(offset + self._lead))
        return Span(max(start - self._lead, 0), max(end - self._lead, 0))

    # ------------------------------------------------------------ what stands there

    @cached_property
    def mentions(self) -> tuple[Placed[MentionResolution], ...]:
        """The titles that are cited, in source order."""
        resolved = self.report.resolved
        found = resolved.mentions if resolved is not None else ()
        return _in_order(Placed(one.cell.offsets.to_source(one.mention.span), one) for one in found)

    @cached_property
    def citations(self) -> tuple[Placed[CitationResolution], ...]:
        """The places of statutes that are cited (第八十七条), in source order."""
        resolved = self.report.resolved
        found = resolved.citations if resolved is not None else ()
        return _in_order(
            Placed(one.citation.cell.offsets.to_source(one.citation.pinpoint.span), one)
            for one in found
        )

    def mention_at(self, offset: int) -> Placed[MentionResolution] | None:
        """Return the title in or right before which ``offset`` stands."""
        return _at(self.mentions, offset)

    def citation_at(self, offset: int) -> Placed[CitationResolution] | None:
        """Return the place in or right before which ``offset`` stands."""
        return _at(self.citations, offset)

    def findings_at(self, span: Span) -> tuple[Diagnostic, ...]:
        """Return the findings that ``span`` touches, in the order of the report."""
        found = self.report.diagnostics
        numbers, reach = self._findings
        at = bisect_right(numbers, span.end, key=lambda one: found[one].span.start)
        touched = []
        while at and reach[at - 1] >= span.start:
            at -= 1
            if found[numbers[at]].span.end >= span.start:
                touched.append(numbers[at])
        return tuple(found[one] for one in sorted(touched))

    @cached_property
    def _findings(self) -> tuple[list[int], list[int]]:
        """The numbers of the findings by where they begin, and how far those up to each reach."""
        found = self.report.diagnostics
        numbers = sorted(range(len(found)), key=lambda one: found[one].span)
        return numbers, [*accumulate((found[one].span.end for one in numbers), max)]


def _in_order(found: Iterable[Placed[T]]) -> tuple[Placed[T], ...]:
    return tuple(sorted(found, key=lambda one: one.span))


def _at(placed: Sequence[Placed[T]], offset: int) -> Placed[T] | None:
    """Return the last of the placed that begins at or before ``offset`` and reaches it."""
    at = bisect_right(placed, offset, key=lambda one: one.span.start)
    while at:
        at -= 1
        if placed[at].span.end >= offset:
            return placed[at]
        if placed[at].span.end < offset - _LONGEST:
            return None
    return None


_LONGEST = 1_000
"""Characters from the start of a title within which one that holds it may begin."""
