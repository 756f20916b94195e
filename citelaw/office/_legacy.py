"""Files of Office and WPS as they were before 2007: told apart here, read through LibreOffice.

The two kinds (``doc``, ``xls``) differ in nothing but what they are called and become.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Sequence

from citelaw.errors import ReadError
from citelaw.model import FileKind
from citelaw.office._archive import damaged, encrypted
from citelaw.office._compound import MAGIC, Compound
from citelaw.office._libreoffice import converted
from citelaw.office._opened import Format, Opened, Remark, Table
from citelaw.words import Words

RTF = b"{\\rtf"
_PROGRAM = b"<?mso-application"
_WORD = b'progid="Word.Document"'
_EXCEL = b'progid="Excel.Sheet"'
_HEAD = 1024  # bytes in which an XML file says which program it is for
_SECRET = 0x0100  # in the flags of a document
_SECRET_RECORD = 0x002F  # FILEPASS of a workbook


def kind_of(data: bytes, name: str) -> FileKind | None:
    """Return which kind of old file ``data`` is, None for none.

    Raises:
        ReadError: it is a file of Office that has a password.
    """
    if data.startswith(RTF):
        return FileKind.DOC
    if data.startswith(MAGIC):
        return _kind_of_compound(Compound(data), name)
    head = data[:_HEAD]
    if _PROGRAM not in head:
        return None
    return FileKind.DOC if _WORD in head else FileKind.XLS if _EXCEL in head else None


def _kind_of_compound(file: Compound, name: str) -> FileKind | None:
    if "encryptedpackage" in file.streams:
        raise encrypted(name)
    if "worddocument" in file.streams:
        head = file.begins("worddocument")
        if len(head) >= 12 and struct.unpack_from("<H", head, 10)[0] & _SECRET:
            raise encrypted(name)
        return FileKind.DOC
    return FileKind.XLS if "workbook" in file.streams or "book" in file.streams else None


def _has_secret_record(data: bytes) -> bool:
    """Tell whether a workbook is encrypted; LibreOffice knows the password that Excel gives."""
    if not data.startswith(MAGIC):
        return False
    file = Compound(data)
    head = file.begins("workbook") or file.begins("book")
    at = 0
    while at + 4 <= len(head):
        record, length = struct.unpack_from("<HH", head, at)
        if record == _SECRET_RECORD:
            return True
        at += 4 + length
    return False


def format_of_kind(
    kind: FileKind, endings: tuple[str, ...], target: str, claims: Callable[[bytes, str], bool]
) -> Format:
    """Return the format of an old kind of file, whose copies are of the kind ``target``."""

    def open_(data: bytes, name: str) -> Opened:
        modern, form = _modern(data, name, endings[0], target)
        opened = form.open(modern, name)
        return opened._replace(notes=(_converted_note(target), *opened.notes))

    def annotate(data: bytes, name: str, remarks: Sequence[Remark], table: Table) -> bytes:
        modern, form = _modern(data, name, endings[0], target)
        if form.annotate is None:
            raise damaged(name)
        return form.annotate(modern, name, remarks, table)

    return Format(
        kind=kind,
        endings=endings,
        claims=claims,
        open=open_,
        annotate=annotate,
        copies_as=f".{target}",
    )


def _converted_note(target: str) -> Words:
    return Words(
        f"由 LibreOffice 转换为 .{target} 后读取，位置是转换后文件里的位置。",
        f"it was read as LibreOffice converted it to .{target}; places are those of that file.",
    )


def _modern(data: bytes, name: str, ending: str, target: str) -> tuple[bytes, Format]:
    """Return a file as it is after conversion, and the format of that."""
    from citelaw.office import formats  # of which this is one

    if data.startswith(RTF):
        ending = ".rtf"
    elif not data.startswith(MAGIC):
        ending = ".xml"
    try:
        modern = converted(data, name, ending.removeprefix("."), target)
    except ReadError:
        if _has_secret_record(data):
            raise encrypted(name) from None
        raise
    form = next((one for one in formats() if one.claims(modern, name)), None)
    if form is None:
        raise damaged(name)
    return modern, form
