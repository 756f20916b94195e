"""What the words of a list are, for editors that colour them (textDocument/semanticTokens).

Tokens neither overlap nor cross a line end, since few clients can do with that: a quotation is cut
where a title or a place stands in it, and a title that goes on in the next line is two tokens.
Markup inside a title belongs to no token.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from enum import IntEnum, IntFlag
from typing import NamedTuple

from lsprotocol.types import (
    SemanticTokenModifiers,
    SemanticTokens,
    SemanticTokensLegend,
    SemanticTokenTypes,
)

from citelaw.directive import directives
from citelaw.grammar.tokens import definition
from citelaw.integrations.lsp._cited import uses
from citelaw.integrations.lsp.checked import Checked
from citelaw.integrations.lsp.standing import is_repealed
from citelaw.model import Cell, CellCitations, Citation, StatuteMention
from citelaw.span import Span

LEGEND = SemanticTokensLegend(
    token_types=[
        SemanticTokenTypes.Class.value,
        SemanticTokenTypes.Number.value,
        SemanticTokenTypes.String.value,
        SemanticTokenTypes.Comment.value,
        SemanticTokenTypes.Property.value,
        SemanticTokenTypes.Keyword.value,
    ],
    token_modifiers=[
        SemanticTokenModifiers.Deprecated.value,
        SemanticTokenModifiers.Definition.value,
    ],
)
"""The standard types and modifiers that are used, in the order of the numbers below."""


class _Type(IntEnum):
    """What a token is, by its place in the legend."""

    TITLE = 0
    PLACE = 1
    QUOTATION = 2
    COMMENT = 3
    TIER_LABEL = 4
    DOCUMENT_NUMBER = 5


class _Modifier(IntFlag):
    """What is said of a token beside its type."""

    REPEALED = 1
    SHORT_NAME = 2


class Token(NamedTuple):
    """A token at a *source* span: its type and modifiers as numbers of the legend."""

    span: Span
    type: int
    modifiers: int = 0


def tokens(checked: Checked, span: Span | None = None) -> SemanticTokens:
    """Return the tokens of a list, of those lines only that ``span`` touches where it is given."""
    data: list[int] = []
    line = character = 0
    for one in tokens_of(checked, span):
        place = checked.range(one.span)
        start, end = place.start, place.end
        if start.line != line:
            character = 0
        data += (
            start.line - line,
            start.character - character,
            end.character - start.character,
            int(one.type),
            int(one.modifiers),
        )
        line, character = start.line, start.character
    return SemanticTokens(data)


def tokens_of(checked: Checked, span: Span | None = None) -> Iterator[Token]:
    """Yield the tokens in source order; none crosses a line end or touches another's words."""
    resolved = checked.report.resolved
    if resolved is None:
        return
    lines = _whole_lines(checked, span)
    cells = _Cells(checked, lines)
    found = [*_comments(checked.source, lines), *cells.tokens()]
    last = lines.start
    for one in sorted(_apart(found, cells.quotations())):
        for part in _by_line(checked, one):
            if part.span.start >= last and part.span.end <= lines.end:
                yield part
                last = part.span.end


def _whole_lines(checked: Checked, span: Span | None) -> Span:
    """Return the span of the lines that ``span`` touches."""
    if span is None:
        return Span(0, len(checked.source))
    return Span(checked.line(span.start).start, checked.line(span.end).end)


def _comments(source: str, lines: Span) -> Iterator[Token]:
    """Yield the comments to citelaw; each stands on one line."""
    for one in directives(source[lines.start : lines.end]):
        span = Span(one.span.start + lines.start, one.span.end + lines.start)
        yield Token(span, _Type.COMMENT)


_FARTHEST = 1_000
"""Characters from a title or a place to what belongs to it: label, numbers."""

_LONGEST_QUOTATION = 7_000
"""Characters from a place to the end of the words that are quoted of it."""


class _Cells:
    """What was found in the cells that ``lines`` touches.

    A list of running text is one cell, of which only a part may be asked for.
    """

    def __init__(self, checked: Checked, lines: Span) -> None:
        resolved = checked.report.resolved
        assert resolved is not None
        first = bisect_right(resolved.cells, lines.start, key=_start) - 1
        last = bisect_left(resolved.cells, lines.end, key=_start)
        self._lines = lines
        self._cells = resolved.cells[max(first, 0) : last]
        self._short_names = uses(checked).short_names
        begin = self._cells[0].cell.span.start if self._cells else 0
        mentions = resolved.mentions
        low = bisect_left(mentions, begin, key=lambda one: one.cell.span.start)
        high = bisect_left(mentions, lines.end, key=lambda one: one.cell.span.start)
        self._repealed = {
            id(one.mention)
            for one in mentions[low:high]
            if len(one.candidates) == 1 and is_repealed(one.candidates[0], resolved.as_of)
        }

    def tokens(self) -> Iterator[Token]:
        """Yield everything but quotations, in the order of the cells."""
        for found in self._cells:
            asked = _part_asked_for(found.cell, self._lines)
            near = Span(asked.start - _FARTHEST, asked.end + _FARTHEST)
            low = bisect_left(found.statutes, near.start, key=lambda one: one.span.start)
            high = bisect_left(found.statutes, near.end, key=lambda one: one.span.start)
            for mention in found.statutes[low:high]:
                yield from self._of_mention(found.cell, mention)
            for citation in _citations(found, near):
                yield from self._parts(found.cell, citation.pinpoint.span, _Type.PLACE)
            if self._short_names:
                yield from self._short_names_given(found.cell, asked)

    def _of_mention(self, cell: Cell, mention: StatuteMention) -> Iterator[Token]:
        if mention.tier_label is not None:
            yield from self._parts(cell, mention.tier_label.span, _Type.TIER_LABEL)
        for number in mention.numbers:
            yield from self._parts(cell, number.span, _Type.DOCUMENT_NUMBER)
        if mention.is_number:
            return
        modifiers = 0
        if id(mention) in self._repealed:
            modifiers |= _Modifier.REPEALED
        if mention.noted and mention.stands_for is not None:
            modifiers |= _Modifier.SHORT_NAME
        yield from self._parts(cell, mention.span, _Type.TITLE, modifiers)

    def _short_names_given(self, cell: Cell, asked: Span) -> Iterator[Token]:
        """Yield the short names that stand without 书名号 where they are given."""
        text = cell.text
        at = text.find("称", asked.start, asked.end)
        while at >= 0:
            token = definition.read(text, at)
            if token is not None and token.value in self._short_names:
                start = text.find(token.value, token.start, token.end)
                if start >= 0:
                    span = Span(start, start + len(token.value))
                    yield from self._parts(cell, span, _Type.TITLE, _Modifier.SHORT_NAME)
            at = text.find("称", at + 1, asked.end)

    def quotations(self) -> Iterator[Token]:
        """Yield the quotations, each once."""
        for found in self._cells:
            asked = _part_asked_for(found.cell, self._lines)
            near = _citations(found, Span(asked.start - _LONGEST_QUOTATION, asked.end))
            quotes = (one.quote.span for one in near if one.quote is not None)
            for span in dict.fromkeys(quotes):
                yield from self._parts(found.cell, span, _Type.QUOTATION)

    def _parts(self, cell: Cell, span: Span, kind: _Type, modifiers: int = 0) -> Iterator[Token]:
        """Yield the token of a *cell* span; its parts, where markup or a line break is inside."""
        for part in _source_parts(cell, span):
            if part.start < self._lines.end and part.end > self._lines.start:
                yield Token(part, kind, modifiers)


def _start(found: CellCitations) -> int:
    return found.cell.span.start


def _citations(found: CellCitations, asked: Span) -> tuple[Citation, ...]:
    """Return the citations whose places begin in a part of the cell."""
    low = bisect_left(found.citations, asked.start, key=lambda one: one.pinpoint.span.start)
    high = bisect_left(found.citations, asked.end, key=lambda one: one.pinpoint.span.start)
    return found.citations[low:high]


def _part_asked_for(cell: Cell, lines: Span) -> Span:
    """Return the *cell* span of what stands in ``lines``, or a little more."""
    pieces = cell.offsets.pieces_of_cell
    first = bisect_right(pieces, lines.start, key=lambda piece: piece.source) - 1
    after = bisect_left(pieces, lines.end, key=lambda piece: piece.source)
    low = 0
    if first >= 0:
        piece = pieces[first]
        low = piece.cell + min(lines.start - piece.source, piece.length)
    last = pieces[after - 1] if after else None
    high = last.cell + min(lines.end - last.source, last.length) if last is not None else 0
    return Span(low, high if last is None or last.kept else last.cell + last.length)


def _source_parts(cell: Cell, span: Span) -> Iterator[Span]:
    """Yield the source spans of the words of a cell span, those that adjoin as one."""
    pieces = cell.offsets.pieces_of_cell
    first = max(bisect_right(pieces, span.start, key=lambda piece: piece.cell) - 1, 0)
    start = end = -1
    for number in range(first, len(pieces)):
        piece = pieces[number]
        if piece.cell >= span.end:
            break
        low, high = max(span.start, piece.cell), min(span.end, piece.cell + piece.length)
        if low >= high or (not piece.kept and cell.text[low:high].isspace()):
            continue
        shift = piece.source - piece.cell
        own = (
            (low + shift, high + shift)
            if piece.kept
            else (piece.source, piece.source + piece.source_length)
        )
        if own[0] != end:
            if start >= 0:
                yield Span(start, end)
            start = own[0]
        end = own[1]
    if start >= 0:
        yield Span(start, end)


def _apart(found: list[Token], quotations: Iterable[Token]) -> Iterator[Token]:
    """Yield the tokens, those that begin inside another left out, quotations cut around them."""
    taken: list[Token] = []
    for one in sorted(found):
        if not taken or one.span.start >= taken[-1].span.end:
            taken.append(one)
    yield from taken
    for one in quotations:
        start = one.span.start
        at = bisect_right(taken, start, key=lambda token: token.span.end)
        while at < len(taken) and taken[at].span.start < one.span.end:
            if start < taken[at].span.start:
                yield one._replace(span=Span(start, taken[at].span.start))
            start = taken[at].span.end
            at += 1
        if start < one.span.end:
            yield one._replace(span=Span(start, one.span.end))


def _by_line(checked: Checked, one: Token) -> Iterator[Token]:
    """Yield the parts of a token that stand in one line each."""
    positions = checked.positions
    lead = len(positions.text) - len(checked.source)
    start, end = one.span.start + lead, one.span.end + lead
    for number in range(positions.line_at(start), positions.line_at(max(end - 1, start)) + 1):
        line = positions.line(number)
        low, high = max(start, line.start), min(end, line.end)
        if low < high:
            yield one._replace(span=Span(low - lead, high - lead))
