"""Papers of citelaw (校验意见书) told from lists: both are Word documents, in the same folders."""

from __future__ import annotations

import os
import zipfile
import zlib

from citelaw.office._archive import METHODS

PAPER = "urn:citelaw:report-round"
"""The namespace of what a paper carries for the next round; other programs keep it."""

_HEAD = 1_000
"""Bytes of a part in which its namespace stands."""
_MOST = 64
"""Parts that are looked into; documents have a few."""
_ENDING = ".docx"


def is_paper(path: str) -> bool:
    """Return whether the file ``path`` is a paper that citelaw wrote, whoever saved it since.

    Raises:
        OSError: it cannot be read.
    """
    if os.path.splitext(path)[1].lower() != _ENDING:
        return False
    try:
        with zipfile.ZipFile(path) as package:
            own = [one for one in package.infolist() if _may_tell(one)]
            return any(_begins(package, one) for one in own[:_MOST])
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError):
        return False  # whoever reads it will say why
    except RuntimeError:  # encrypted
        return False


def _may_tell(part: zipfile.ZipInfo) -> bool:
    return part.filename.startswith("customXml/item") and part.compress_type in METHODS


def _begins(package: zipfile.ZipFile, info: zipfile.ZipInfo) -> bool:
    with package.open(info) as part:
        return PAPER.encode() in part.read(_HEAD)
