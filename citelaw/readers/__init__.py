"""Bytes to a ``Document``: encoding, layout, cells with 序号, column and section.

Each shape is one module with one constant ``READER``; the one whose ``sniff`` is surest reads.
"""

from __future__ import annotations

import dataclasses
import os
import re
import sys
from functools import lru_cache
from pathlib import Path

from citelaw.discovery import discover
from citelaw.errors import ReadError, why
from citelaw.model import Document, Shape
from citelaw.pattern import Pattern
from citelaw.readers._again import with_cells_of
from citelaw.readers._decode import NEVER_TEXT, PACKED, PROGRAM, Coding, coding_of, decode
from citelaw.readers._directives import Without
from citelaw.readers._list_date import stated_date
from citelaw.readers._profile import profile_of
from citelaw.readers._reader import Reader

LIMIT = 200 * 1024 * 1024
_SNIFFED = 256 * 1024
_HEAD = 1024  # bytes in which a text says which program it is for
_MERGES = Pattern(r"<t[dh][^<>]{0,200}rowspan", re.IGNORECASE)
_HALF = re.compile("[\ud800-\udfff]")

__all__ = [
    "LIMIT",
    "Coding",
    "Reader",
    "coding_of",
    "decode",
    "profile_of",
    "read_bytes",
    "read_content",
    "read_path",
    "read_text",
    "readers",
    "source_of",
    "with_cells_of",
]


@lru_cache(maxsize=1)
def readers() -> dict[Shape, Reader]:
    """Return the reader of every shape, in the order in which they are asked."""
    found = discover(sys.modules[__name__], "READER", Reader).values()
    ordered = sorted(found, key=lambda reader: -reader.surest)
    return {reader.shape: reader for reader in ordered}


def _choose(text: str, name: str) -> Reader:
    ending = os.path.splitext(name)[1].lower()
    for reader in readers().values():
        if ending in reader.endings and reader.fits is not None and reader.fits(text):
            return reader
    best, surest = readers()[Shape.PROSE], 0.0
    for reader in readers().values():
        if surest >= reader.surest:
            break
        sure = reader.sniff(text)
        if sure > surest:
            best, surest = reader, sure
    return best


def read_path(path: Path, *, shape: Shape | None = None, encoding: str | None = None) -> Document:
    """Read a file.

    Args:
        path: the file.
        shape: the layout; without it the text is looked at.
        encoding: the encoding; without it the bytes are looked at.

    Raises:
        ReadError: the file is missing, a directory, not readable, binary, too large, or its
            encoding is not recognised.
    """
    return read_bytes(read_content(path), str(path), shape=shape, encoding=encoding)


def read_content(path: Path) -> bytes:
    """Return the bytes of a file, and one byte more than ``LIMIT`` where it has more than that.

    Raises:
        ReadError: the file is missing, a directory, or not readable.
    """
    try:
        with path.open("rb") as file:
            return file.read(LIMIT + 1)
    except FileNotFoundError:
        raise ReadError(
            f"{path}：没有这个文件；检查路径。", f"{path}: no such file; check the path."
        ) from None
    except IsADirectoryError:
        raise ReadError(
            f"{path}：这是目录；给出其中的文件。", f"{path}: it is a folder; name a file in it."
        ) from None
    except PermissionError:
        raise ReadError(
            f"{path}：没有读取权限；检查文件权限。",
            f"{path}: no permission to read it; check the file’s mode.",
        ) from None
    except OSError as error:
        reason = why(error)
        raise ReadError(
            f"{path}：读不出来（{reason.chinese}）；检查路径。",
            f"{path}: cannot be read ({reason.english}); check the path.",
        ) from None
    except ValueError as error:
        raise ReadError(
            f"{path}：读不出来（{error}）；检查路径。",
            f"{path}: cannot be read ({error}); check the path.",
        ) from None


def read_bytes(
    data: bytes, name: str, *, shape: Shape | None = None, encoding: str | None = None
) -> Document:
    """Read the bytes of a file called ``name``.

    Raises:
        ReadError: binary, too large, or an encoding that is not recognised.
    """
    if len(data) > LIMIT:
        raise ReadError(
            f"{name}：超过 {LIMIT >> 20} MB；拆成几个文件再检查。",
            f"{name}: larger than {LIMIT >> 20} MB; split it into several files.",
        )
    if _is_packed(data, encoding):
        from citelaw.readers._laid import read_file  # only for Office, PDF, OpenDocument

        document = read_file(data, name, shape)
        return dataclasses.replace(document, list_date=stated_date(document.cells))
    _demand_text(name, encoding)
    text, codec = decode(data, name, encoding)
    return _read(text, name, shape, codec)


def source_of(data: bytes, name: str, encoding: str | None = None) -> str:
    """Return the source of the file called ``name``: its text, or what it shows.

    Raises:
        ReadError: it cannot be read.
    """
    if _is_packed(data, encoding):
        from citelaw.office import format_of

        return format_of(data, name).open(data, name).source
    return decode(data, name, encoding)[0]


def _is_packed(data: bytes, encoding: str | None) -> bool:
    """Tell whether a file is no text, or is text that only programs read.

    The encoding that is set for the texts of a folder makes no text of it: none opens with such
    bytes. That one names a program may be chance.
    """
    return data.startswith(PACKED) or (encoding is None and PROGRAM in data[:_HEAD])


def _demand_text(name: str, encoding: str | None) -> None:
    """Raise where the name of what is no Office file says that it is one.

    An .xls may well be text: many systems write their lists as web pages of that name.
    """
    ending = os.path.splitext(name)[1].lower()
    if encoding is None and ending in NEVER_TEXT:
        raise ReadError(
            f"{name}：扩展名是 {ending}，内容却不是这种文件；重新下载，"
            "或者用 Office、WPS 打开后另存；本来是文本的，改名为 .txt 再检查。",
            f"{name}: its name ends in {ending}, but it is no such file; fetch it again, or save "
            "it anew with Office or WPS; where it is a text, rename it to .txt.",
        )


def read_text(text: str, name: str = "<text>", *, shape: Shape | None = None) -> Document:
    """Read a text that is decoded already; a byte-order mark at its start is not counted.

    Half of a character (a lone surrogate, as an editor may send it) counts as one that is not
    known: no database can be asked for it.
    """
    return _read(_whole(text.removeprefix("\ufeff")), name, shape, "utf-8")


def _whole(text: str) -> str:
    """Return ``text`` with � for each half of a character."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return _HALF.sub("\ufffd", text)
    return text


def _read(source: str, name: str, shape: Shape | None, encoding: str) -> Document:
    without = Without(source)
    reader = _choose(without.text[:_SNIFFED], name) if shape is None else readers()[shape]
    cells = without.put_back(reader.read(without.text))
    return Document(
        name=name,
        source=source,
        cells=cells,
        shape=reader.shape,
        encoding=encoding,
        list_date=stated_date(cells),
        notes=reader.notes(without.text) if reader.notes is not None else (),
        merged=reader.shape is Shape.HTML and _MERGES.search(source) is not None,
    )
