"""Office, OpenDocument and PDF files: what they show, and copies of them with changes.

One module a kind of file, with one constant ``FORMAT``. Nothing here knows what a citation is: a
file becomes its visible text and a layout, and edits or remarks at places of that text become a
copy in which all else is as it was. No part of a file is ever unpacked to the disk, run or fetched.
"""

from __future__ import annotations

import os
import sys
from functools import lru_cache

from citelaw.discovery import discover
from citelaw.errors import ReadError
from citelaw.office._archive import Archive
from citelaw.office._opened import Field, Format, Grid, Opened, Passage, Remark, Row, Table
from citelaw.office._paper import PAPER, is_paper
from citelaw.office._xml import Part

__all__ = [
    "PAPER",
    "Archive",
    "Field",
    "Format",
    "Grid",
    "Opened",
    "Part",
    "Passage",
    "Remark",
    "Row",
    "Table",
    "format_of",
    "formats",
    "helpers",
    "is_paper",
]


_ZIP = b"PK"


@lru_cache(maxsize=1)
def formats() -> tuple[Format, ...]:
    """Return every kind of file that is no text."""
    return tuple(discover(sys.modules[__name__], "FORMAT", Format).values())


def helpers() -> tuple[str, ...]:
    """Return the programs at hand that some kinds of files cannot be read without."""
    from importlib.util import find_spec

    from citelaw.office._libreoffice import is_installed

    there = {"pdfplumber": find_spec("pdfplumber") is not None, "libreoffice": is_installed()}
    return tuple(name for name, installed in there.items() if installed)


def format_of(data: bytes, name: str) -> Format:
    """Return what kind of file ``data`` is, by its bytes.

    Raises:
        ReadError: it is none of them, or is called what another kind is called.
    """
    if data.startswith(_ZIP):
        Archive(data, name)  # what cannot be unpacked is none of them, and says why
    found = next((one for one in formats() if one.claims(data, name)), None)
    if found is None:
        raise ReadError(
            f"{name}：压缩文件或者没有见过的格式；先解压，给出其中的清单文件。",
            f"{name}: an archive, or an unknown format; unpack it and name the list in it.",
        )
    ending = os.path.splitext(name)[1].lower()
    other = next((one for one in formats() if ending in one.endings), None)
    if other is not None and other is not found:
        raise ReadError(
            f"{name}：扩展名是 {ending}，内容却是 {found.kind.upper()} 文件；"
            f"改名为 {found.endings[0]} 再检查。",
            f"{name}: its name ends in {ending}, but it is a {found.kind.upper()} file; rename it "
            f"to {found.endings[0]}.",
        )
    return found
