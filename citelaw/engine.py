"""The walk: read → find → resolve → lint, one short method a step; owns all state."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from citelaw.errors import ReadError, RegistryError, SettingsError
from citelaw.model import (
    CellCitations,
    CitationResolution,
    Counts,
    Diagnostic,
    Document,
    FileReport,
    MentionResolution,
    Report,
    ResolvedDocument,
    Rule,
    Unchecked,
)
from citelaw.settings import Settings

if TYPE_CHECKING:
    from citelaw.grammar import NameIndex
    from citelaw.registry import Registry


OVERLAY = "statutes.toml"
"""The file beside a list in which a team keeps its own facts."""


class Engine:
    """Reads, finds, looks up and judges by one set of settings.

    The registry and the rules are loaded on first use and kept, so that one engine serves many
    documents. Nothing here reads the clock.

    Args:
        settings: the decisions of this run.
        registry: a registry to use in place of the one that ``settings.databases`` name.
    """

    def __init__(
        self, settings: Settings | None = None, *, registry: Registry | None = None
    ) -> None:
        self.settings = settings or Settings()
        self._given_registry = registry
        self._beside: dict[Path, Engine] = {}

    @cached_property
    def registry(self) -> Registry:
        """The statute database, opened when the first question is asked."""
        if self._given_registry is not None:
            return self._given_registry
        from citelaw.registry import open_registry

        return open_registry(*self.settings.databases)

    @cached_property
    def names(self) -> NameIndex:
        """The titles that may stand without 书名号, loaded when the first may be one."""
        from citelaw.grammar import NameIndex

        return NameIndex(lambda: self.registry.names())

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """The rules that the settings select, in order of their codes.

        Raises:
            SettingsError: ``select`` or ``ignore`` names a rule that does not exist.
        """
        from citelaw.rules import all_rules

        rules = all_rules()
        known = {label for rule in rules for label in (rule.code, rule.name)}
        for label in (*self.settings.select, *self.settings.ignore):
            if label not in known:
                raise SettingsError(f"{label}：没有这条规则；citelaw rule --all 列出全部规则。")
        select, ignore = set(self.settings.select), set(self.settings.ignore)
        return tuple(
            rule
            for rule in rules
            if ({rule.code, rule.name} & select or (not select and rule.on))
            and not {rule.code, rule.name} & ignore
        )

    @cached_property
    def as_of(self) -> date:
        """The day that counts as today: as set, else the last day that the database knows."""
        return self.settings.as_of or date.fromisoformat(self.registry.data_date)

    def beside(self, path: Path) -> Engine:
        """Return the engine for the list ``path``: with the team's facts where they lie beside it.

        A file ``statutes.toml`` in the folder of the list adds local documents, aliases and
        repeals, and wins over the database.

        Raises:
            RegistryError: the file states something that cannot be read.
        """
        facts = path.parent / OVERLAY
        if not os.path.lexists(facts):
            return self
        known = self._beside.get(facts)
        if known is None:
            from citelaw.registry.overlay import read_overlay

            registry = self.registry.with_overlay(read_overlay(facts))
            known = self._beside[facts] = Engine(self.settings, registry=registry)
        return known

    # ------------------------------------------------------------ the steps

    def read(self, path: Path) -> Document:
        """Return the list in the file ``path``.

        Raises:
            ReadError: the file is missing, is no text, or is in an unknown encoding.
        """
        from citelaw.readers import read_path

        return read_path(path, shape=self.settings.shape, encoding=self.settings.encoding)

    def read_text(self, text: str, name: str = "<text>") -> Document:
        """Return the list that ``text`` is."""
        from citelaw.readers import read_text

        return read_text(text, name, shape=self.settings.shape)

    def find(self, document: Document) -> tuple[CellCitations, ...]:
        """Return what is cited in each cell of ``document``."""
        from citelaw.grammar import find

        return find(document, self.names)

    def resolve(self, document: Document, cells: tuple[CellCitations, ...]) -> ResolvedDocument:
        """Return ``document`` with all that the database says of its citations."""
        from citelaw.resolve import resolve

        return resolve(
            document,
            cells,
            self.registry,
            as_of=self.as_of,
            list_date=self.settings.list_date or document.list_date,
        )

    def lint(self, resolved: ResolvedDocument) -> tuple[Diagnostic, ...]:
        """Return the findings in text order; a rule that crashes is a finding itself (CL901)."""
        from citelaw.rules import lint

        found = lint(resolved, self.rules)
        return tuple(sorted(found, key=lambda one: (one.span, one.code, one.message)))

    # ------------------------------------------------------------ whole walks

    def extract_document(self, document: Document) -> tuple[CellCitations, ...]:
        """Return what is cited in ``document``; no database is asked but for bare titles."""
        return self.find(document)

    def check_document(self, document: Document) -> FileReport:
        """Return the findings in ``document`` and the counts of what was checked."""
        resolved = self.resolve(document, self.find(document))
        return self._judged(FileReport(path=document.name, document=document), resolved)

    def check_paths(self, paths: Iterable[str | os.PathLike[str]]) -> Report:
        """Return the report on the files ``paths``, each once, in the order of their names.

        A file that cannot be read is reported with its reason, and the others go on. All are
        resolved before the first is judged, since a list may contradict the others.
        """
        from citelaw.rules import compared

        files = [self._resolve_path(path) for path in in_order(paths)]
        together = iter(compared([file.resolved for file in files if file.resolved is not None]))
        return self.report(
            self._judged(file, next(together)) if file.resolved is not None else file
            for file in files
        )

    def report(self, files: Iterable[FileReport]) -> Report:
        """Return ``files`` as one report, with the state of the data it stands on."""
        return Report(
            files=tuple(files),
            as_of=self.as_of,
            data_date=self.registry.data_date,
            digest=self._digest(),
            known_to=tuple(sorted(dict(self.registry.known_to).items())),
            overlays=tuple(sorted(os.fspath(path) for path in self._beside)),
        )

    def _digest(self) -> str:
        """Return the digest of the data, over that of every overlay that was used."""
        overlaid = sorted(engine.registry.digest for engine in self._beside.values())
        if not overlaid:
            return self.registry.digest
        from hashlib import sha256  # lazy: 4 ms

        return sha256("\n".join([self.registry.digest, *overlaid]).encode()).hexdigest()

    def _resolve_path(self, path: str) -> FileReport:
        """Return the file as it was resolved, not judged yet, or why it could not be read."""
        try:
            engine = self.beside(Path(path))
            document = engine.read(Path(path))
        except (ReadError, RegistryError) as error:
            return FileReport(path=path, document=None, failure=str(error))
        resolved = engine.resolve(document, engine.find(document))
        return FileReport(path=path, document=document, resolved=resolved)

    def _judged(self, file: FileReport, resolved: ResolvedDocument) -> FileReport:
        """Return the file with its findings; ``resolved`` knows the other lists of the run."""
        return file._replace(
            resolved=resolved, diagnostics=self.lint(resolved), counts=count(resolved)
        )


def in_order(paths: Iterable[str | os.PathLike[str]]) -> tuple[str, ...]:
    """Return the paths sorted by code points, each once.

    A shell expands ``*.txt`` by the rules of its locale; the report must not depend on them.
    """
    return tuple(sorted({os.fspath(path) for path in paths}))


def count(resolved: ResolvedDocument) -> Counts:
    """Return what was seen in a document and how much of it was checked.

    A *citation* is an external pinpoint, or a mention of the list's own that no pinpoint follows.
    Each is either checked or not checkable for one reason, the first that resolving met.
    """
    pinpoints = [one for one in resolved.citations if not one.citation.pinpoint.internal]
    pinned = {id(one.citation.statute) for one in pinpoints}
    alone = [
        one
        for one in resolved.mentions
        if not one.mention.noted and not one.mention.quoted and id(one.mention) not in pinned
    ]
    reasons = [_why_pinpoint(one) for one in pinpoints] + [_why_mention(one) for one in alone]
    uncheckable = Counter(reason.value for reason in reasons if reason is not None)
    unattributed = sum(one.citation.statute is None for one in pinpoints)
    quotes = {
        (id(one.citation.cell), one.citation.quote.span) for one in pinpoints if one.citation.quote
    }
    return Counts(
        statutes=len(resolved.mentions),
        pinpoints=len(pinpoints),
        quotes=len(quotes),
        citations=len(reasons),
        attributed=len(pinpoints) - unattributed,
        unattributed=unattributed,
        checked=len(reasons) - uncheckable.total(),
        uncheckable=tuple(sorted(uncheckable.items())),
    )


def _why_pinpoint(resolution: CitationResolution) -> Unchecked | None:
    """The reason why a pinpoint could not be checked, or None where it was."""
    return resolution.unchecked[0] if resolution.unchecked else None


def _why_mention(resolution: MentionResolution) -> Unchecked | None:
    """The reason why a mention without pinpoint could not be checked, or None where it was."""
    if resolution.statute is not None:
        return None
    return Unchecked.STATUTE_AMBIGUOUS if resolution.candidates else Unchecked.STATUTE_UNKNOWN
