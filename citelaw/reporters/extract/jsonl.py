"""One JSON object a line, for programs."""

from __future__ import annotations

from citelaw.model import CellCitations, Document
from citelaw.reporters import Listing
from citelaw.reporters._json import line
from citelaw.reporters.extraction import Object, objects, text_object


def render(document: Document, cells: tuple[CellCitations, ...], file: str | None) -> bytes:
    """Return the statutes, pinpoints and forms of a document, one object a line."""
    return _lines(objects(document, cells), file)


def text(document: Document, file: str | None) -> bytes:
    """Return the source of a document as one object."""
    return _lines([text_object(document)], file)


def _lines(found: list[Object], file: str | None) -> bytes:
    head = {} if file is None else {"file": file}
    lines = (line(head | one) + "\n" for one in found)
    return "".join(lines).encode("utf-8", "backslashreplace")


LISTING = Listing(render=render, text=text)
