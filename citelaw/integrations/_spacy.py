"""What the spaCy component keeps of a document, and how spans and documents give it back.

A record stands in ``doc.user_data`` in plain values, those of ``to_dict``, so that every way in
which spaCy keeps and sends documents carries it. A span of citelaw has an id that names an entry of
a record; the extensions make results of it when they are asked. Offsets in a record are those of
``doc.text``, exact also where the tokens of the span are not.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from spacy.tokens import Doc, Span
from spacy.util import is_same_func

from citelaw.errors import ReportError, SettingsError
from citelaw.results import (
    CheckResult,
    Counts,
    Diagnostic,
    ExtractResult,
    Failure,
    Mention,
    Object,
    diagnostic_of,
    mention_of,
)

KEY = "citelaw"
"""Where in ``doc.user_data`` the records of the components stand, by their names."""

MENTION, FINDING = "mention", "finding"
"""What a span may stand for."""


@dataclass(frozen=True, kw_only=True, repr=False)
class Examined:
    """What became of one document: ``doc._.citelaw``.

    ``failure`` says why nothing could be made of it, and the rest is empty; else it is None.
    """

    doc: Doc
    record: Object

    def __repr__(self) -> str:
        numbers = (f"{kind}s={len(entries(self.record, kind))}" for kind in (MENTION, FINDING))
        failure = self.record["failure"]
        return f"Examined({', '.join(numbers) if failure is None else failure['reason_en']})"

    @cached_property
    def failure(self) -> Failure | None:
        """Why the document could not be examined."""
        plain = self.record["failure"]
        return None if plain is None else Failure.from_dict(plain)

    @cached_property
    def extracted(self) -> ExtractResult | None:
        """What the document cites."""
        plain = self.record["extracted"]
        if plain is None:
            return None
        return dataclasses.replace(ExtractResult.from_dict(plain), text=self.doc.text)

    @cached_property
    def checked(self) -> CheckResult | None:
        """What is wrong in the document; None where the component only extracts."""
        plain = self.record["checked"]
        if plain is None:
            return None
        return dataclasses.replace(CheckResult.from_dict(plain), text=self.doc.text)

    @property
    def mentions(self) -> tuple[Mention, ...]:
        """The citations in text order, also those that have no span."""
        return self.extracted.mentions if self.extracted is not None else ()

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """The findings in text order, also those that have no span."""
        return self.checked.diagnostics if self.checked is not None else ()

    @property
    def counts(self) -> Counts | None:
        """How much was seen and how much of it was checked."""
        return self.checked.counts if self.checked is not None else None

    @property
    def unaligned(self) -> tuple[Mention | Diagnostic, ...]:
        """What has no span, as no tokens fit its place: nothing with the alignment "expand"."""
        of = {MENTION: self.mentions, FINDING: self.diagnostics}
        return tuple(of[kind][at] for kind, at in self.record["unaligned"])


def examined_of(doc: Doc) -> Examined | None:
    """Return what became of a document, by the component that saw it last; None by none.

    Raises:
        ReportError: the record is that of another document, as of one that this was taken out of.
    """
    records = doc.user_data.get(KEY)
    if not records:
        return None
    record = records[next(reversed(records))]
    length = doc[-1].idx + len(doc[-1].text_with_ws) if len(doc) else 0  # without making the text
    if record["extracted"] and record["extracted"]["characters"] != length:
        raise ReportError(
            "文档与它的 citelaw 记录（user_data）长短不同，"
            "如 as_doc(copy_user_data=True) 取出的一段；重新检查，或者到原文档里取。",
            "the document is not as long as its record of citelaw (user_data) says, like a part "
            "made by as_doc(copy_user_data=True); examine it anew, or ask the whole document.",
        )
    return Examined(doc=doc, record=record)


def citation_of(span: Span) -> Mention | None:
    """Return the citation that a span stands for, with its exact offsets; None for other spans."""
    found = _recorded(span, MENTION)
    return None if found is None else mention_of(found)


def finding_of(span: Span) -> Diagnostic | None:
    """Return the finding that a span stands for, with its exact offsets; None for other spans."""
    found = _recorded(span, FINDING)
    return None if found is None else diagnostic_of(found)


def span_id(kind: str, at: int, name: str) -> str:
    """Return the id of the span for the entry ``at`` in the record of the component ``name``."""
    return f"{KEY}/{kind}/{at}/{name}"


def _recorded(span: Span, kind: str) -> Object | None:
    """Return the entry of a record that a span is about.

    Raises:
        ReportError: the document came without its records.
    """
    try:
        own, _, rest = span.id_.partition("/")
    except KeyError:  # a number of somebody else
        return None
    if own != KEY or not rest.startswith(f"{kind}/"):
        return None
    _, at, name = rest.split("/", 2)
    try:
        return entries(span.doc.user_data[KEY][name], kind)[int(at)]
    except (KeyError, IndexError):
        raise ReportError(
            f"“{span.text}”：文档里没有 citelaw 的记录（user_data），只有标记；保存时带上它，如 "
            "DocBin(store_user_data=True)，或者重新检查。",
            f"“{span.text}”: the document has spans of citelaw, but not its records (user_data); "
            "keep them, as by DocBin(store_user_data=True), or examine it anew.",
        ) from None


def entries(record: Object, kind: str) -> list[Object]:
    """Return the citations, or the findings, of a record."""
    if kind == MENTION:
        found: list[Object] = record["extracted"]["mentions"] if record["extracted"] else []
    else:
        found = record["checked"]["files"][0]["diagnostics"] if record["checked"] else []
    return found


def register() -> None:
    """Make ``doc._.citelaw``, ``span._.citation`` and ``span._.finding`` known.

    A component does so when it is made. Call it where kept documents are read without one.

    Raises:
        SettingsError: another library uses one of the names.
    """
    extensions: tuple[tuple[Any, str, Callable[[Any], Any]], ...] = (
        (Doc, "citelaw", examined_of),
        (Span, "citation", citation_of),
        (Span, "finding", finding_of),
    )
    for kind, name, getter in extensions:
        if not kind.has_extension(name):
            kind.set_extension(name, getter=getter)
            continue
        known = kind.get_extension(name)[2]
        if known is None or not is_same_func(known, getter):
            where = f"{kind.__name__}._.{name}"
            raise SettingsError(
                f"{where} 已被别的程序登记；先 {kind.__name__}.remove_extension({name!r})，再加入 "
                "citelaw。",
                f"{where} is registered by another library; call {kind.__name__}"
                f".remove_extension({name!r}) before citelaw is added.",
            )
