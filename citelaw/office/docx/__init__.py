"""Word documents (.docx, .dotx; WPS writes them too): text, tables, footnotes, text boxes."""

from __future__ import annotations

from collections.abc import Sequence

from citelaw.model import Edit, FileKind
from citelaw.office._opened import Format, Opened, Remark, Table

_ZIP = b"PK"


def _claims(data: bytes, name: str) -> bool:
    if not data.startswith(_ZIP):
        return False
    from citelaw.office.docx._package import is_word  # only for packages

    return is_word(data, name)


def _open(data: bytes, name: str) -> Opened:
    from citelaw.office.docx._read import read  # only for Word documents

    return read(data, name)


def _rewrite(data: bytes, name: str, edits: Sequence[Edit]) -> bytes:
    from citelaw.office.docx._rewrite import rewrite  # only for Word documents

    return rewrite(data, name, edits)


def _annotate(data: bytes, name: str, remarks: Sequence[Remark], table: Table) -> bytes:
    from citelaw.office.docx._annotate import annotate  # only for Word documents

    return annotate(data, name, remarks)


FORMAT = Format(
    kind=FileKind.DOCX,
    endings=(".docx", ".dotx"),
    claims=_claims,
    open=_open,
    rewrite=_rewrite,
    annotate=_annotate,
)
