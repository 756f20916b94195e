"""What a client makes of an edit, written without the code of the server."""

import re
from collections.abc import Iterable, Mapping

from lsprotocol.types import (
    CreateFile,
    Position,
    SnippetTextEdit,
    TextDocumentEdit,
    TextEdit,
    WorkspaceEdit,
)

BYTES_OF_A_UNIT = {"utf-8": 1, "utf-16": 2, "utf-32": 4}
LINE_END = re.compile(r"\r\n|\n|\r")


def applied(edit: WorkspaceEdit, files: Mapping[str, str], encoding: str) -> dict[str, str]:
    """Return ``files`` (URI → text as the editor holds it) after ``edit``."""
    after = dict(files)
    for uri, edits in (edit.changes or {}).items():
        after[uri] = edited(after[uri], edits, encoding)
    for change in edit.document_changes or ():
        if isinstance(change, CreateFile):
            assert change.uri not in after
            after[change.uri] = ""
            continue
        assert isinstance(change, TextDocumentEdit)
        uri = change.text_document.uri
        after[uri] = edited(after[uri], change.edits, encoding)
    return after


def edited(text: str, edits: Iterable[object], encoding: str) -> str:
    """Return ``text`` after ``edits``, which are all about it as it stands."""
    placed = []
    for number, one in enumerate(edits):
        assert isinstance(one, (TextEdit, SnippetTextEdit))
        start, end = (offset_of(text, at, encoding) for at in (one.range.start, one.range.end))
        assert start <= end
        placed.append((start, end, number, typed(one)))
    placed.sort()
    pieces, at = [], 0
    for start, end, _, new in placed:
        assert at <= start, "edits overlap"
        pieces += [text[at:start], new]
        at = end
    return "".join([*pieces, text[at:]])


def typed(edit: TextEdit | SnippetTextEdit) -> str:
    """Return what stands there when the user leaves a snippet as it is."""
    if isinstance(edit, TextEdit):
        return edit.new_text
    plain = re.sub(r"(?<!\\)\$\{1:((?:\\.|[^}\\])*)\}", r"\1", edit.snippet.value)
    return re.sub(r"\\([\\$}])", r"\1", plain)


def offset_of(text: str, position: Position, encoding: str) -> int:
    """Return the offset of a position, which must be that of a character or the end of a line."""
    at = 0
    for _ in range(position.line):
        end = LINE_END.search(text, at)
        assert end is not None, "there is no such line"
        at = end.end()
    end = LINE_END.search(text, at)
    line = text[at : end.start() if end else len(text)]
    codec = encoding if encoding == "utf-8" else f"{encoding}-le"
    before = 0
    for width in (len(one.encode(codec)) // BYTES_OF_A_UNIT[encoding] for one in line):
        if before == position.character:
            return at
        before += width
        at += 1
    assert before == position.character, "inside a character or behind the end of the line"
    return at
