"""Files, regions and texts in SARIF: relative URIs, code points, snippets of a bounded length."""

from __future__ import annotations

from typing import Any, NamedTuple

from citelaw.model import FileReport
from citelaw.pattern import Pattern
from citelaw.reporters import Style
from citelaw.reporters._paths import named, uri
from citelaw.reporters._where import is_text
from citelaw.span import LineIndex, Span

Object = dict[str, Any]

ROOT = "%SRCROOT%"
"""The name by which GitHub and others know the folder of the repository."""
SNIPPET = 2_000
"""Code points of a snippet; a longer one is left out, as a part would not be the region's text."""
AROUND = 200
"""Code points of context on each side: a line may be 100 MB long."""
_PLACEHOLDER = Pattern(r"\{(\d{1,9})\}")


class Artifact(NamedTuple):
    """A file that was read, with what its places are worked out by.

    A file that is no text has no regions: a line or a character of it is nothing that a viewer
    could show. Its places are logical locations alone.
    """

    location: Object
    source: str
    lines: LineIndex
    is_text: bool


def location(path: str, style: Style) -> Object:
    """Return the artifactLocation of the file ``path``."""
    one = named(path, style)
    return {"uri": uri(one), "uriBaseId": ROOT} if one.inside else {"uri": uri(one)}


def artifact(file: FileReport, style: Style) -> Artifact:
    """Return a file that was read."""
    source = file.source or ""
    return Artifact(location(file.path, style), source, LineIndex(source), is_text(file))


def physical(file: Artifact, span: Span, *, context: bool = True) -> Object:
    """Return the physicalLocation of a *source* span, with its text and the text around it."""
    data: Object = {"artifactLocation": file.location}
    if not file.is_text:
        return data
    data["region"] = region(file, span)
    around = _around(file, span) if context else None
    if around is not None:
        data["contextRegion"] = region(file, around)
    return data


def region(file: Artifact, span: Span, *, snippet: bool = True) -> Object:
    """Return a *source* span as a region: lines and columns from 1, ``charOffset`` from 0."""
    (line, column), (end_line, end_column) = map(file.lines.location, span)
    data: Object = {
        "startLine": line,
        "startColumn": column,
        "endLine": end_line,
        "endColumn": end_column,
        "charOffset": span.start,
        "charLength": span.end - span.start,
    }
    if snippet and span.end - span.start <= SNIPPET:
        data["snippet"] = {"text": file.source[span.start : span.end]}
    return data


def _around(file: Artifact, span: Span) -> Span | None:
    """The lines of a span, cut where they are long; None where nothing stands beside it."""
    first, last = (file.lines.location(offset)[0] for offset in span)
    start = max(file.lines.line_span(first).start, span.start - AROUND)
    end = min(file.lines.line_span(last).end, span.end + AROUND)
    around = Span(min(start, span.start), max(end, span.end))
    return around if around != span else None


def text(words: str) -> Object:
    """Return ``words`` as a message in plain text, in which nothing is a link or a placeholder.

    Brackets are escaped only where they could make a link: what shows a message without regard
    to links would show the escapes.
    """
    if "](" in words:
        for mark in "\\[]":
            words = words.replace(mark, "\\" + mark)
    return {"text": _PLACEHOLDER.sub(r"{{\1}}", words)}
