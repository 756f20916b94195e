"""What has the name of a copy already: an earlier copy gives way, anything else stays."""

from __future__ import annotations

import contextlib
import re

from citelaw.annotating._page import is_annotated
from citelaw.annotating._target import Kind, Target
from citelaw.errors import CitelawError, ReadError, ReportError
from citelaw.model import Answer
from citelaw.office import Archive, format_of
from citelaw.readers import decode, read_content

_SHEET = b"citelaw_answers"
"""The defined name that the sheet 校验结果 of a copy has; others may have a sheet called so."""
_REMARK = re.compile(
    "author=[\"']citelaw[\"']|<(?:[a-z]{1,9}:)?author>citelaw<|【citelaw 校验".encode()
)
"""Comments by citelaw, or its words below those of a person; others may speak of it."""
_WORKBOOK = "xl/workbook.xml"
_REPORT = '<meta name="generator" content="citelaw'
_HEAD = 4_000
"""Characters in which a page says what made it."""


def demand_free(target: Target, content: bytes) -> None:
    """Raise where something else than an earlier copy has the name ``target``.

    ``content`` is the list: what is equal to it, byte by byte, gives way as well.

    Raises:
        ReportError: it has, or cannot be read.
    """
    path = target.path
    if not path.exists():
        return
    with contextlib.suppress(ReadError):
        data = read_content(path)
        if path.is_file() and (data == content or _is_copy(target, data)):
            return
    raise ReportError(
        f"{path}：已有这个文件，不是以前的批注件，没有改动；换一个文件名，或者加 --force 覆盖它。",
        f"{path}: it exists and is no earlier annotated copy, so it is as it was; choose another "
        "name, or write over it with --force.",
    )


def _is_copy(target: Target, data: bytes) -> bool:
    name = str(target.path)
    if target.kind is Kind.FILE:
        return _has_remarks(Archive(data, name))
    text, _ = decode(data, name)
    return is_annotated(text) or _REPORT in text[:_HEAD]


def _has_remarks(package: Archive) -> bool:
    """Return whether a package has comments of citelaw's, or its sheet."""
    if _WORKBOOK in package.names and _SHEET in package.read(_WORKBOOK).lower():
        return True
    comments = (part for part in package.names if "comments" in part.lower())
    return any(_REMARK.search(package.read(part)) for part in comments)


def answers_in(target: Target) -> tuple[Answer, ...]:
    """Return what was answered in the earlier copy that will give way."""
    if target.kind is not Kind.FILE or not target.path.is_file():
        return ()
    with contextlib.suppress(CitelawError):
        data, name = read_content(target.path), str(target.path)
        return format_of(data, name).open(data, name).answers
    return ()
