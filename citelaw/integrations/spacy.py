"""citelaw as a component of spaCy pipelines: ``nlp.add_pipe("citelaw")``.

spaCy finds it by the entry point ``spacy_factories``, so that nobody has to import this module. It
is loaded with every pipeline on a machine that has citelaw, and therefore loads the engine only
when a component is made.
"""

# No `from __future__ import annotations`: spaCy reads those of the factory as types.
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import raise_error

from citelaw.errors import ReadError, SettingsError
from citelaw.integrations._spacy import (
    FINDING,
    KEY,
    MENTION,
    Examined,
    entries,
    register,
    span_id,
)
from citelaw.integrations.training import GROUP, LABELS
from citelaw.results import Failure, Object

if TYPE_CHECKING:
    from citelaw.library import Engine

__all__ = ["Component", "Examined", "make", "register"]

ErrorHandler = Callable[[str, Any, list[Doc], Exception], Any]
Read = TypeVar("Read")

_MODES = ("expand", "contract", "strict")
_MARK = "\ufeff"


class Component:
    """Finds, and checks, the citations of documents.

    Its settings are those of ``nlp.config``, and it has no others: a pipeline that is written to a
    disk or to bytes brings them with its config.
    """

    def __init__(
        self,
        name: str,
        engine: "Engine",
        *,
        check: bool,
        spans_key: str,
        findings_key: str,
        alignment_mode: str,
    ) -> None:
        self.name = name
        self.engine = engine
        self.check = check
        self.keys = {MENTION: spans_key} | ({FINDING: findings_key} if check else {})
        self.alignment_mode = alignment_mode
        self._error_handler: ErrorHandler = raise_error

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels of citations; findings have the codes of rules."""
        return tuple(LABELS.values())

    def __call__(self, doc: Doc) -> Doc:
        """Return ``doc`` with what it cites and what is wrong there.

        Raises:
            ReadError: nothing could be made of it; ``doc._.citelaw.failure`` says the same.
        """
        from citelaw.library import TEXT, outcome

        found = outcome(self._found, doc.text, TEXT)
        failure = found if isinstance(found, Failure) else None
        extracted, checked = (None, None) if isinstance(found, Failure) else found
        record: Object = {
            "extracted": extracted,
            "checked": checked,
            "failure": failure and failure.to_dict(),
            "unaligned": [],
        }
        for kind, key in self.keys.items():
            doc.spans[key] = self._spans(doc, record, kind)
        others = {
            name: one for name, one in doc.user_data.get(KEY, {}).items() if name != self.name
        }
        doc.user_data[KEY] = others | {self.name: record}
        if failure is not None:
            raise ReadError(failure.reason, failure.reason_en)
        return doc

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 1) -> Iterator[Doc]:
        """Yield the documents of a stream.

        One of which nothing could be made goes to the error handler; where that lets it pass, it is
        yielded like the others, and says so itself.
        """
        for doc in stream:
            try:
                self(doc)
            except ReadError as error:
                self._error_handler(self.name, self, [doc], error)
            yield doc

    def set_error_handler(self, error_handler: ErrorHandler) -> None:
        """Have ``error_handler`` told of documents that fail (``nlp.set_error_handler``)."""
        self._error_handler = error_handler

    def get_error_handler(self) -> ErrorHandler:
        """Return what is told of documents that fail."""
        return self._error_handler

    def _found(self, text: str, name: str) -> tuple[Object, Object | None]:
        """Return what is found in a text, whose offsets count from its very beginning."""
        if text.startswith(_MARK):  # readers take one byte-order mark off, spaCy counts it
            text = _MARK + text
        if self.check:
            return self.engine.dicts(text, name=name)
        return self.engine.extract_dict(text, name=name), None

    def _spans(self, doc: Doc, record: Object, kind: str) -> list[Span]:
        """Return the spans of the citations or findings; what gets none is written down."""
        found = []
        for at, one in enumerate(entries(record, kind)):
            span = doc.char_span(
                one["start"],
                max(one["end"], one["start"] + 1),
                label=LABELS[one["kind"]] if kind == MENTION else one["code"],
                alignment_mode=self.alignment_mode,
                span_id=span_id(kind, at, self.name),
            )
            if span is None:
                record["unaligned"].append([kind, at])
            else:
                found.append(span)
        return found


@Language.factory(
    "citelaw",
    assigns=["doc.spans", "doc._.citelaw", "span._.citation", "span._.finding"],
    default_config={
        "check": True,
        "database": [],
        "settings": None,
        "as_of": None,
        "list_date": None,
        "select": [],
        "ignore": [],
        "spans_key": GROUP,
        "findings_key": "citelaw_findings",
        "alignment_mode": "expand",
    },
)
def make(
    nlp: Language,
    name: str,
    check: bool,
    database: str | list[str],
    settings: str | None,
    as_of: str | None,
    list_date: str | None,
    select: list[str],
    ignore: list[str],
    spans_key: str,
    findings_key: str,
    alignment_mode: str,
) -> Component:
    """Return the component that ``config`` describes.

    Args:
        nlp: the pipeline; nothing of it is kept.
        name: what the component is called in it.
        check: whether findings are looked for, and not citations alone.
        database: the statute database, or several; that of citelaw without any.
        settings: a ``citelaw.toml`` whose decisions hold where the others say nothing.
        as_of: the day that counts as today, "2026-11-21"; else the last that the database knows.
        list_date: when the documents were made, "2019-05-01", "2019-05" or "2019", in place of what
            they say themselves.
        select: the rules that run, in place of the usual ones.
        ignore: rules that do not run.
        spans_key: the span group of the citations.
        findings_key: the span group of the findings.
        alignment_mode: how places become spans where tokens cut through them: "expand" takes every
            token that is touched, "contract" those that lie inside, "strict" wants a fit.

    Raises:
        RegistryError: a database cannot be opened.
        SettingsError: a value means nothing, or values contradict each other.
    """
    from citelaw.configuration import read_settings
    from citelaw.library import Engine  # lazy: 60 ms, for every pipeline on the machine
    from citelaw.settings import Settings, given_date

    if alignment_mode not in _MODES:
        raise _wrong(
            name,
            f"alignment_mode 只能是 {'、'.join(_MODES)}，不是 {alignment_mode!r}。",
            f"alignment_mode is one of {', '.join(_MODES)}, not {alignment_mode!r}.",
        )
    if check and spans_key == findings_key:
        raise _wrong(
            name,
            f"spans_key 和 findings_key 都是 {spans_key!r}；改掉其中一个。",
            f"spans_key and findings_key are both {spans_key!r}; change one of them.",
        )
    given = Settings(
        databases=tuple(map(Path, [database] if isinstance(database, str) else database)),
        as_of=_read(date.fromisoformat, as_of, "2026-11-21", f"{name}: as_of"),
        list_date=_read(given_date, list_date, "2019-05-01、2019-05、2019", f"{name}: list_date"),
        select=tuple(select),
        ignore=tuple(ignore),
        source=name,
    )
    below = Settings() if settings is None else read_settings(Path(settings))
    register()
    return Component(
        name,
        Engine(given.over(below)).prepare(),
        check=check,
        spans_key=spans_key,
        findings_key=findings_key,
        alignment_mode=alignment_mode,
    )


def _read(read: Callable[[str], Read], value: str | None, right: str, where: str) -> Read | None:
    """Return the day or days that a value of the configuration means."""
    if value is None:
        return None
    try:
        return read(value)
    except ValueError:
        raise SettingsError(
            f"spaCy 组件 {where} 应写作 {right}，不是 {value!r}。",
            f"spaCy component {where} is written {right}, not {value!r}.",
        ) from None


def _wrong(name: str, chinese: str, english: str) -> SettingsError:
    return SettingsError(f"spaCy 组件 {name}：{chinese}", f"spaCy component {name}: {english}")
