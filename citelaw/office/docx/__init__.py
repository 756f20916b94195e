"""Word documents (.docx, .dotx; WPS writes them too): text, tables, footnotes, text boxes."""

from __future__ import annotations

from citelaw.model import FileKind
from citelaw.office._opened import Format, Opened

_ZIP = b"PK"


def _claims(data: bytes, name: str) -> bool:
    if not data.startswith(_ZIP):
        return False
    from citelaw.office.docx._package import is_word  # only for packages

    return is_word(data, name)


def _open(data: bytes, name: str) -> Opened:
    from citelaw.office.docx._read import read  # only for Word documents

    return read(data, name)


FORMAT = Format(
    kind=FileKind.DOCX,
    endings=(".docx", ".dotx"),
    claims=_claims,
    open=_open,
)
