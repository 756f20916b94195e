"""Changes of documents as the protocol wants them. Spans index the *source* of a document."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from lsprotocol.types import (
    CreateFile,
    OptionalVersionedTextDocumentIdentifier,
    Range,
    SnippetTextEdit,
    StringValue,
    TextDocumentEdit,
    TextEdit,
    WorkspaceEdit,
)

from citelaw.integrations.lsp.client import ClientAbilities
from citelaw.model import Edit
from citelaw.pattern import Pattern
from citelaw.span import Span

_OF_SNIPPETS = Pattern(r"[\\$}]")


class Change(NamedTuple):
    """One document, the version that it is changed in, and its edits; they do not overlap.

    ``version`` is None where the document is not open. ``new`` is true for a file that is not there
    and is made.
    """

    uri: str
    version: int | None
    edits: Sequence[TextEdit | SnippetTextEdit]
    new: bool = False


def workspace_edit(change: Change, client: ClientAbilities) -> WorkspaceEdit:
    """Return what has a client make ``change``, tied to the version if it knows how."""
    if not client.document_changes:
        plain = [one for one in change.edits if isinstance(one, TextEdit)]
        return WorkspaceEdit(changes={change.uri: plain})
    document = OptionalVersionedTextDocumentIdentifier(uri=change.uri, version=change.version)
    edits = TextDocumentEdit(text_document=document, edits=list(change.edits))
    return WorkspaceEdit(
        document_changes=[*([CreateFile(change.uri)] if change.new else []), edits]
    )


def text_edits(
    source: str, edits: Iterable[Edit], place: Callable[[Span], Range]
) -> list[TextEdit]:
    """Return ``edits``, in text order, as the protocol has them; ``place`` says where a span is."""
    return [TextEdit(place(span), text) for span, text in _around_line_ends(source, edits)]


def snippet(edit: TextEdit, hole: Span) -> SnippetTextEdit:
    r"""Return ``edit`` as one that has the user type over the ``hole`` in its text.

    >>> from lsprotocol.types import Position, Range
    >>> start = Range(Position(0, 0), Position(0, 0))
    >>> snippet(TextEdit(start, "a$ b c"), Span(3, 4)).snippet.value
    'a\\$ ${1:b} c'
    """
    text = edit.new_text
    before, typed, after = (
        _OF_SNIPPETS.sub(r"\\\g<0>", part)
        for part in (text[: hole.start], text[hole.start : hole.end], text[hole.end :])
    )
    return SnippetTextEdit(
        range=edit.range, snippet=StringValue(value=f"{before}${{1:{typed}}}{after}")
    )


def _around_line_ends(source: str, edits: Iterable[Edit]) -> list[Edit]:
    r"""Return ``edits`` so that none begins or ends inside ``\r\n``, where no position is."""
    made: list[Edit] = []
    for (start, end), text in edits:
        if made and made[-1].span.end == start:
            (start, _), before = made.pop()
            text = before + text
        made.append(Edit(Span(start, end), text))
    return [_whole(source, one) for one in made]


def _whole(source: str, edit: Edit) -> Edit:
    (start, end), text = edit
    if _is_inside_line_end(source, end):
        end, text = end + 1, f"{text}\n"
    if _is_inside_line_end(source, start):
        start, text = start - 1, f"\r{text}"
    return Edit(Span(start, end), text)


def _is_inside_line_end(source: str, offset: int) -> bool:
    return 0 < offset < len(source) and source[offset - 1 : offset + 1] == "\r\n"
