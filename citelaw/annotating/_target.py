"""Where an annotated copy goes, and what kind of file it is: never onto the list itself."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from enum import StrEnum
from itertools import count
from pathlib import Path
from typing import NamedTuple

from citelaw.errors import ReportError
from citelaw.office import Format

WEB_PAGE = (".html", ".htm", ".xhtml", ".shtml")
_COPY = "校验"
_COPIED = re.compile(rf"(.+)\.{_COPY}\d{{0,3}}", re.DOTALL)


class Kind(StrEnum):
    """What a copy is: a file of the list's own kind, the web page with marks, or a report on it."""

    FILE = "file"
    MARKS = "marks"
    REPORT = "report"


class Target(NamedTuple):
    """Where a copy goes; ``form`` is the kind of file that it is, None for a page."""

    path: Path
    kind: Kind
    form: Format | None = None


def target_of(path: str, out: str | None, form: Format | None) -> Target:
    """Return where the copy of the list ``path`` goes: to ``out``, or beside the list.

    Args:
        path: the list.
        out: the name that was asked for.
        form: the kind of file that the list is, None for a text.

    Raises:
        ReportError: a copy of this list cannot be of that kind, or would be the list itself.
    """
    own = _ending(path, form)
    if out is None:
        return Target(_beside(Path(path), own), *_kind(path, own, form))
    ending = Path(out).suffix.lower()
    if ending not in (own, *WEB_PAGE):
        possible = dict.fromkeys((own, ".html"))
        raise ReportError(
            f"{out}：{path} 的批注件只能是 {'、'.join(possible)} 文件；换一个扩展名。",
            f"{out}: the annotated copy of {path} can only be {' or '.join(possible)}; choose "
            "another ending.",
        )
    if _leads_to(out, path):
        raise ReportError(
            f"{out}：就是清单本身，批注件不写在原件上；换一个文件名。",
            f"{out}: it is the list itself, which is never written to; choose another name.",
        )
    return Target(Path(out), *_kind(path, ending, form))


def _ending(path: str, form: Format | None) -> str:
    """Return the ending of the usual copy of a list."""
    own = Path(path).suffix.lower()
    if form is None or form.annotate is None:
        return own if form is None and own in WEB_PAGE else ".html"
    return form.copies_as or (own if own in form.endings else form.endings[0])


def _kind(path: str, ending: str, form: Format | None) -> tuple[Kind, Format | None]:
    if ending not in WEB_PAGE:
        return Kind.FILE, form
    is_page = form is None and Path(path).suffix.lower() in WEB_PAGE
    return (Kind.MARKS if is_page else Kind.REPORT), None


def _beside(path: Path, ending: str) -> Path:
    """Return the usual name: 清单.校验.docx; of a copy itself 清单.校验2.docx."""
    return next(one for one in _names(path, ending) if not _leads_to(one, path))


def _names(path: Path, ending: str) -> Iterator[Path]:
    found = _COPIED.fullmatch(path.stem)
    stem = found[1] if found is not None else path.stem
    for number in count(1):
        yield path.with_name(f"{stem}.{_COPY}{number if number > 1 else ''}{ending}")


def _leads_to(out: str | Path, path: str | Path) -> bool:
    """Return whether two names are those of one file: links of both kinds, other letters."""
    try:
        return os.path.samefile(out, path)
    except (OSError, ValueError):  # there is no such file yet
        return os.path.realpath(out) == os.path.realpath(path)
