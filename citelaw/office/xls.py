"""XLS of Excel 97–2003 and of WPS: read by way of LibreOffice."""

from __future__ import annotations

from citelaw.model import FileKind
from citelaw.office._legacy import format_of_kind, kind_of


def _claims(data: bytes, name: str) -> bool:
    return kind_of(data, name) is FileKind.XLS


FORMAT = format_of_kind(FileKind.XLS, (".xls", ".et", ".xlt", ".ett"), "xlsx", _claims)
