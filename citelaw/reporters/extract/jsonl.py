"""One JSON object a line, for programs."""

from __future__ import annotations

import json

from citelaw.model import CellCitations, Document
from citelaw.reporters import Listing
from citelaw.reporters._extraction import objects


def render(document: Document, cells: tuple[CellCitations, ...], file: str | None) -> bytes:
    """Return the statutes, pinpoints and forms of a document, one object a line."""
    head = {} if file is None else {"file": file}
    lines = (
        json.dumps(head | found, ensure_ascii=False) + "\n" for found in objects(document, cells)
    )
    return "".join(lines).encode("utf-8", "backslashreplace")


LISTING = Listing(render=render)
