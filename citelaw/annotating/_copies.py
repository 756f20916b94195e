"""What stands in an annotated copy: made of a report, for each kind of copy."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from citelaw.annotating import _page
from citelaw.annotating._target import Kind, Target
from citelaw.errors import ReportError
from citelaw.fixing import SAFE, choose
from citelaw.model import NOWHERE, Document, Edit, FileKind, Report
from citelaw.office import Remark, Table
from citelaw.readers import coding_of
from citelaw.reporters import Language, Style, load_reporter
from citelaw.reporters.opinion import (
    ANSWERS,
    Spot,
    columns,
    introduction,
    label,
    place_of,
    spots,
    where_in,
    with_words,
)
from citelaw.words import Words

_WORKBOOKS = (FileKind.XLSX, FileKind.XLS)


class Content(NamedTuple):
    """The bytes of a copy; how many places are marked, and what is not marked at its words."""

    data: bytes
    places: int
    unplaced: tuple[Words, ...] = ()


class Given(NamedTuple):
    """What a copy is made of.

    ``content`` is the list without the remarks of an earlier round, ``answers`` what was answered
    in that, by the ids of findings in their file.
    """

    report: Report
    document: Document
    content: bytes
    language: Language
    answers: Mapping[str, tuple[str, str]]
    corrections: bool = False


def content_of(target: Target, given: Given) -> Content:
    """Return what is to stand in a copy.

    Raises:
        ReportError: the list cannot be written again.
    """
    if target.kind is Kind.REPORT:
        return _report(given)
    if target.kind is Kind.MARKS:
        return _with_marks(given)
    return _with_remarks(target, given)


def _report(given: Given) -> Content:
    """Return the report for leaders and the public."""
    from citelaw.manual import pages

    reporter = load_reporter("html")
    style = Style(language=given.language, folder=os.getcwd())
    if reporter.manual:
        style = style._replace(pages=pages())
    (file,) = given.report.files
    return Content(reporter.render(given.report, style), len(file.diagnostics))


def _said(given: Given) -> tuple[Spot, ...]:
    where = where_in(given.document, given.language)
    return spots(given.report.files[0], given.language, where, given.answers)


# ---------------------------------------------------------------- files of Office


def _with_remarks(target: Target, given: Given) -> Content:
    form = target.form
    assert form is not None
    assert form.annotate is not None
    said = _said(given)
    edits = _edits(given, said) if given.corrections else {}
    texts = [_at_words(given, one) for one in said]
    remarks = [
        Remark(one.span, one.severity, text, edits.get(at, ()), one.row)
        for at, (one, text) in enumerate(zip(said, texts, strict=True))
    ]
    head, place, answer = columns(given.language)
    table = Table(head, place, answer, ANSWERS)
    data = form.annotate(given.content, given.document.name, remarks, table)
    left = (one for one, text in zip(said, texts, strict=True) if one.text and not text)
    unplaced = tuple(_unplaced(given, one) for one in left)
    return Content(data, sum(map(bool, texts)), unplaced)


def _at_words(given: Given, one: Spot) -> str:
    """Return what is said at the words; "" of a finding that is about no place of the list.

    The notes of a workbook stand beside a cell, so they quote the words.
    """
    if one.finding.place == NOWHERE and not one.finding.raw:
        return ""
    is_of_cell = given.document.shape in _WORKBOOKS
    return with_words(one, given.language) if is_of_cell else one.text


def _edits(given: Given, said: Sequence[Spot]) -> dict[int, tuple[Edit, ...]]:
    """Return the safe corrections that go together, by the places of the spots they belong to."""
    (file,) = given.report.files
    chosen = choose(file.diagnostics, SAFE, given.document.source)
    found: dict[int, tuple[Edit, ...]] = {}
    for edit in chosen.edits:
        at = next((at for at, one in enumerate(said) if one.text and _makes(one, edit)), None)
        if at is not None:
            found[at] = (*found.get(at, ()), edit)
    return found


def _makes(one: Spot, edit: Edit) -> bool:
    fix = one.finding.fix
    return fix is not None and edit in fix.edits


def _unplaced(given: Given, one: Spot) -> Words:
    where = {language: where_in(given.document, language) for language in Language}
    said = {
        language: f"{label(one.number, given.language)}{place_of(one, language, where[language])}"
        for language in Language
    }
    return Words(
        f"{said[Language.CHINESE]}：{one.finding.message}",
        f"{said[Language.ENGLISH]}: {one.finding.message_en}",
    )


# ---------------------------------------------------------------- web pages


def _with_marks(given: Given) -> Content:
    source, name = given.document.source, given.document.name
    coding = coding_of(given.content, source, given.document.encoding)
    if coding is None:
        raise ReportError(
            f"{name}：按 {given.document.encoding} 写回得不到原来的字节；先另存为 UTF-8，再批注。",
            f"{name}: its bytes do not come back from {given.document.encoding}; save it as UTF-8 "
            "first.",
        )
    said = _said(given)
    shown = [
        _page.Spot(one.span, one.severity, label(one.number, given.language), one.text)
        for one in said
    ]
    marked = _page.insertions(source, shown, coding.codec)
    listing = _page.block(_listing(given, said), marked)
    parts = [coding.mark]
    at = 0
    put = (*marked.insertions, _page.Insertion(_page.end_of_body(source), listing))
    for one in sorted(put, key=lambda one: one.at):
        parts += (source[at : one.at].encode(coding.codec), _page.written(one.markup, coding.codec))
        at = one.at
    parts.append(source[at:].encode(coding.codec))
    unplaced = tuple(_unplaced(given, one) for at, one in enumerate(said) if at not in marked.ids)
    return Content(b"".join(parts), len(said) - len(unplaced), unplaced)


def _listing(given: Given, said: Sequence[Spot]) -> _page.Listing:
    """Return the list at the end of a page: each opinion once, with all its places."""
    where = where_in(given.document, given.language)
    entries: dict[int, _page.Entry] = {}
    for number, one in enumerate(said):
        place = (number, place_of(one, given.language, where))
        entry = entries.get(one.number)
        if entry is None:
            entries[one.number] = _page.Entry(one.text, one.severity, (place,))
        else:
            entries[one.number] = entry._replace(places=(*entry.places, place))
    title, notes, unplaced = introduction(given.report, given.language)
    return _page.Listing(title, notes, tuple(entries.values()), unplaced)
