"""Annotated copies (批注件): the list as it is, with each finding at its words.

The list itself is never written to. What its kind can hold decides what becomes of it: comments in
DOCX, notes and the sheet 校验结果 in XLSX, marks in a web page; of any other list the report as a
page.
"""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import NamedTuple

from citelaw.annotating import _page
from citelaw.annotating._copies import Given, content_of
from citelaw.annotating._former import answers_in, demand_free
from citelaw.annotating._target import Kind, Target, target_of
from citelaw.engine import Engine
from citelaw.errors import ReportError, why
from citelaw.model import Document, FileKind, Report
from citelaw.office import Format, format_of
from citelaw.readers import coding_of, read_content
from citelaw.reporters import Language
from citelaw.reporters.opinion import ANSWERS
from citelaw.whole import write_whole
from citelaw.words import Words

_WORD = (".docx", ".dotx")
"""Copies that can hold tracked changes."""

__all__ = ["Annotated", "Kind", "Wish", "annotate"]


class Wish(NamedTuple):
    """What is asked for.

    ``out`` names the copy, None for the usual name beside the list. ``corrections`` asks for the
    safe corrections as tracked changes; ``force`` allows to write over what is no such copy.
    """

    out: str | None = None
    language: Language = Language.CHINESE
    corrections: bool = False
    force: bool = False


class Annotated(NamedTuple):
    """A copy that was written.

    ``path`` is where; ``report`` that on the list, ``places`` how many of its places are marked;
    ``unplaced`` says what is not marked at its words, a line each.
    """

    path: str
    kind: Kind
    report: Report
    places: int
    unplaced: tuple[Words, ...] = ()


def annotate(engine: Engine, path: str, wish: Wish) -> Annotated:
    """Check the list ``path`` and write its annotated copy.

    What was answered in the copy of an earlier round that gives way counts on.

    Args:
        engine: reads and checks; with ``views``, for a page that shows the list.
        path: the list.
        wish: what the copy is to be.

    Raises:
        ReadError: the list cannot be read.
        RegistryError: what it is checked by cannot be opened.
        SettingsError: its configuration cannot be used.
        ReportError: the copy would be the list itself, is of another kind, would take the place of
            somebody's file, or cannot be written.
    """
    content = read_content(Path(path))
    own = engine.beside(Path(path)).prepare()
    document = own.read(Path(path), content)
    target = target_of(path, wish.out, _form(document, content, path))
    if wish.corrections:
        _demand_corrections(target, path)
    if not wish.force:
        demand_free(target, content)
    if target.kind is Kind.MARKS:
        content = _without_marks(document, content)
        document = own.read(Path(path), content)
    answers = (*answers_in(target), *document.answers)
    document = dataclasses.replace(document, answers=answers)
    given = Given(
        report=engine.report([own.check_document(document)]),
        document=document,
        content=content,
        language=wish.language,
        answers={one.id: (ANSWERS[0 if one.taken else 1], one.reason) for one in answers},
        corrections=wish.corrections,
    )
    copy = content_of(target, given)
    _write(target, copy.data)
    return Annotated(str(target.path), target.kind, given.report, copy.places, copy.unplaced)


def _form(document: Document, content: bytes, path: str) -> Format | None:
    return format_of(content, path) if isinstance(document.shape, FileKind) else None


def _demand_corrections(target: Target, path: str) -> None:
    """Raise where a copy has no tracked changes.

    Raises:
        ReportError: it has none.
    """
    if target.form is None or target.path.suffix.lower() not in _WORD:
        raise ReportError(
            f"{path}：只有 Word 批注件能用修订标出改法；去掉 --corrections，"
            "或者用 check --fix 另存改好的一份。",
            f"{path}: only copies for Word can show corrections as tracked changes; leave "
            "--corrections out, or have check --fix write a corrected copy.",
        )


def _without_marks(document: Document, content: bytes) -> bytes:
    """Return a page without the marks of an earlier round."""
    text = _page.stripped(document.source)
    coding = coding_of(content, document.source, document.encoding)
    return content if coding is None else coding.encode(text)


def _write(target: Target, data: bytes) -> None:
    try:
        write_whole(target.path, [data])
    except OSError as error:
        reason = why(error)
        raise ReportError(
            f"{target.path}：写不进去（{reason.chinese}）；换一个位置。",
            f"{target.path}: cannot be written ({reason.english}); choose another place.",
        ) from error
