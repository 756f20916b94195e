"""DOC of Word 97–2003 and of WPS, RTF: read by way of LibreOffice."""

from __future__ import annotations

from citelaw.model import FileKind
from citelaw.office._legacy import format_of_kind, kind_of


def _claims(data: bytes, name: str) -> bool:
    return kind_of(data, name) is FileKind.DOC


FORMAT = format_of_kind(FileKind.DOC, (".doc", ".wps", ".rtf", ".dot", ".wpt"), "docx", _claims)
