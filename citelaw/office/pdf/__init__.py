"""PDF files with a text layer: lines as paragraphs, ruled tables as rows, over the ends of pages.

pdfplumber finds characters and ruled cells, in a process of its own (``_extract``). What was parted
by the layout alone is put together again here: the lines of a paragraph, a row on two pages.
"""

from __future__ import annotations

from citelaw.model import FileKind
from citelaw.office._opened import Format, Opened

_MAGIC = b"%PDF-"


def _claims(data: bytes, name: str) -> bool:
    return data.startswith(_MAGIC)


def _open(data: bytes, name: str) -> Opened:
    from citelaw.office.pdf._read import read  # only for PDF

    return read(data, name)


FORMAT = Format(kind=FileKind.PDF, endings=(".pdf",), claims=_claims, open=_open)
