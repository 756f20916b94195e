"""One JSON object a line, for programs."""

from __future__ import annotations

from citelaw.model import CellCitations, Document
from citelaw.reporters import Listing
from citelaw.reporters._extraction import objects
from citelaw.reporters._json import line


def render(document: Document, cells: tuple[CellCitations, ...], file: str | None) -> bytes:
    """Return the statutes, pinpoints and forms of a document, one object a line."""
    head = {} if file is None else {"file": file}
    lines = (line(head | found) + "\n" for found in objects(document, cells))
    return "".join(lines).encode("utf-8", "backslashreplace")


LISTING = Listing(render=render)
