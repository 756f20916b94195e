"""The documents that are open in an editor, kept as its changes say."""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote, urlsplit

from lsprotocol.types import (
    TextDocumentContentChangeEvent,
    TextDocumentContentChangePartial,
    TextDocumentItem,
)

from citelaw.integrations.lsp.positions import Positions
from citelaw.span import Span


class Snapshot:
    """A text as it stood in the editor at one time, a byte-order mark included."""

    def __init__(self, text: str, encoding: str) -> None:
        self.text = text
        self.encoding = encoding

    @cached_property
    def positions(self) -> Positions:
        """The lines of the text, worked out when first asked for."""
        return Positions(self.text, self.encoding)


class OpenDocument:
    """A document that a client has opened: its text as it stands in the editor.

    ``revision`` counts the changes of the text; ``version`` is what the client calls them, which
    need not be so orderly. ``path`` is None for a document that is no file, and ``name`` is what
    the document is called in every case.
    """

    def __init__(self, item: TextDocumentItem, encoding: str) -> None:
        self.uri = item.uri
        self.path = path_of(item.uri)
        self.name = str(self.path) if self.path is not None else name_of(item.uri)
        self.version: int | None = item.version
        self.revision = 0
        self.now = Snapshot(item.text, encoding)

    def change(
        self, changes: Sequence[TextDocumentContentChangeEvent], version: int | None
    ) -> None:
        """Put ``changes`` in place, each in the text that those before it have left."""
        self._put(changed(self.now, changes))
        self.version = version

    def forget(self) -> None:
        """Keep the text no longer; what changes in it from now on is not known."""
        self._put(Snapshot("", self.now.encoding))

    def _put(self, snapshot: Snapshot) -> None:
        self.now = snapshot
        self.revision += 1


def changed(before: Snapshot, changes: Sequence[TextDocumentContentChangeEvent]) -> Snapshot:
    """Return the text after ``changes``, made one after the other.

    Many changes at once mostly go from the end of a text to its beginning; what stands before a
    change stays where it was, so that as long as they do the lines need not be counted again.
    """
    waiting: list[tuple[Span, str]] = []
    for one in changes:
        if not isinstance(one, TextDocumentContentChangePartial):
            waiting.clear()
            before = Snapshot(one.text, before.encoding)
            continue
        span = before.positions.span(one.range)
        if waiting and span.end >= waiting[-1][0].start:
            before = _replaced(before, waiting)
            waiting.clear()
            span = before.positions.span(one.range)
        waiting.append((span, one.text))
    return _replaced(before, waiting)


def _replaced(before: Snapshot, edits: Sequence[tuple[Span, str]]) -> Snapshot:
    """Return the text after edits that do not meet, the last one in it first."""
    text = before.text
    pieces = []
    end = len(text)
    for span, new in edits:
        pieces += [text[span.end : end], new]
        end = span.start
    pieces.append(text[:end])
    return Snapshot("".join(reversed(pieces)), before.encoding)


def path_of(uri: str) -> Path | None:
    """Return the file that a URI names, None where it names none.

    >>> str(path_of("file:///tmp/%E6%B8%85%E5%8D%95.txt"))
    '/tmp/清单.txt'
    >>> path_of("untitled:Untitled-1")
    """
    from pygls.uris import to_fs_path

    try:
        path = to_fs_path(uri)
    except ValueError:  # a host in brackets that is none
        return None
    return Path(path) if path and "\0" not in path else None


def uri_of(path: str | os.PathLike[str]) -> str:
    """Return the URI of a file, as clients write it."""
    return Path(os.path.abspath(path)).as_uri()


def name_of(uri: str) -> str:
    """Return what a document that is no file is called: the last part of its URI.

    >>> name_of("untitled:Untitled-1"), name_of("vscode-vfs://github/a/b/%E6%B8%85.txt")
    ('Untitled-1', '清.txt')
    """
    try:
        path = urlsplit(uri).path
    except ValueError:
        path = uri
    return unquote(path).rstrip("/").rpartition("/")[2] or uri
