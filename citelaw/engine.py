"""The walk: read → find → resolve → lint, one short method a step; owns all state."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from citelaw.errors import ReadError, RegistryError, SettingsError
from citelaw.model import (
    CellCitations,
    CitationResolution,
    Compared,
    Counts,
    Diagnostic,
    Document,
    FileReport,
    MentionResolution,
    Profile,
    Report,
    ResolvedDocument,
    Rule,
    Severity,
    Unchecked,
)
from citelaw.settings import FileRules, Settings, reaches

if TYPE_CHECKING:
    from citelaw.baseline import Baseline
    from citelaw.configuration import Configuration
    from citelaw.grammar import NameIndex
    from citelaw.registry import Registry
    from citelaw.selection import Labels


OVERLAY = "statutes.toml"
"""The file beside a list in which a team keeps its own facts."""

ALWAYS_SAID = frozenset({"CL201", "CL901"})
"""What is said at every ``min_severity``: that a statute, or a file, was not checked."""


class _Data:
    """A statute database and the bare titles in it, opened when the first question is asked.

    Args:
        databases: the files; none for those at hand.
        registry: a registry to use in place of them.
    """

    def __init__(self, databases: tuple[Path, ...], registry: Registry | None = None) -> None:
        self._databases = databases
        self._given = registry

    @cached_property
    def registry(self) -> Registry:
        if self._given is not None:
            return self._given
        from citelaw.registry import open_registry

        return open_registry(*self._databases)

    @cached_property
    def names(self) -> NameIndex:
        from citelaw.grammar import NameIndex

        return NameIndex(lambda: self.registry.names())


class Engine:
    """Reads, finds, looks up and judges by one set of settings.

    The registry and the rules are loaded on first use and kept, so that one engine serves many
    documents. Nothing here reads the clock.

    Args:
        settings: the decisions of this run; with ``configuration``, which has its own, none.
        registry: a registry to use in place of the one that ``settings.databases`` name.
        configuration: what says which settings hold for a list that stands in a file.
    """

    def __init__(
        self,
        settings: Settings | None = None,
        *,
        registry: Registry | None = None,
        configuration: Configuration | None = None,
    ) -> None:
        self._configuration = configuration
        self.settings = configuration.base if configuration is not None else settings or Settings()
        own = _Data(self.settings.databases, registry)
        self._data = own
        self._data_for: dict[tuple[tuple[Path, ...], Path | None], _Data] = {
            (self.settings.databases, None): own
        }
        self._beside: dict[tuple[Settings, Path | None], Engine] = {}

    @property
    def registry(self) -> Registry:
        """The statute database, opened when the first question is asked."""
        return self._data.registry

    @property
    def names(self) -> NameIndex:
        """The titles that may stand without 书名号, loaded when the first may be one."""
        return self._data.names

    @cached_property
    def _labels(self) -> Labels:
        from citelaw.suppression import labels

        return labels()

    @cached_property
    def chosen(self) -> frozenset[str]:
        """The codes of the findings that the settings select, citelaw's own (CL9…) among them.

        Raises:
            SettingsError: a label means no rule, or the selection contradicts itself.
        """
        from citelaw.rules import all_rules
        from citelaw.selection import selected

        default = [rule.code for rule in all_rules() if rule.on]
        return selected(self._labels, self.settings.selections, default)

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """The rules that the settings select, in order of their codes.

        Raises:
            SettingsError: a label means no rule, or the selection contradicts itself.
        """
        from citelaw.rules import all_rules

        return tuple(rule for rule in all_rules() if rule.code in self.chosen)

    def prepare(self) -> Engine:
        """Return this engine, with its database opened and its settings looked through.

        Raises:
            RegistryError: a database cannot be opened.
            SettingsError: the settings name a rule that does not exist, or contradict each other.
        """
        for one in self.settings.suppress:
            self._labels.codes(one.rule, "suppress", one.source)
        _ = self.registry, self.rules, self._severities, self._silent, self.baseline
        return self

    @cached_property
    def _severities(self) -> dict[str, Severity]:
        from citelaw.selection import severities

        return severities(self._labels, self.settings.severity)

    @cached_property
    def _silent(self) -> tuple[tuple[FileRules, frozenset[str]], ...]:
        from citelaw.selection import silent_in_files

        return silent_in_files(self._labels, self.settings.per_file_ignores)

    def unwanted(self, name: str) -> frozenset[str]:
        """Return the codes of the findings that are not to stand in the report on ``name``."""
        silent = (codes for one, codes in self._silent if one.file.matches(name))
        return (self._labels.own - self.chosen).union(*silent)

    @cached_property
    def baseline(self) -> Baseline | None:
        """The findings of an earlier round, where the settings name its file.

        Raises:
            SettingsError: the file is missing or cannot be used.
        """
        if self.settings.baseline is None:
            return None
        from citelaw.baseline import read

        return read(self.settings.baseline)

    @cached_property
    def as_of(self) -> date:
        """The day that counts as today: as set, else the last day that the database knows."""
        return self.settings.as_of or date.fromisoformat(self.registry.data_date)

    def beside(self, path: Path) -> Engine:
        """Return the engine for the list ``path``: with its configuration and the team's facts.

        The configuration is that of the nearest folder, where this engine looks for any. A file
        ``statutes.toml`` in the folder of the list adds local documents, aliases and repeals, and
        wins over the database.

        Raises:
            RegistryError: the facts cannot be read.
            SettingsError: the configuration cannot be used.
        """
        nearest = self._configuration.nearest(path) if self._configuration else self.settings
        facts = path.parent / OVERLAY
        key = (nearest, facts if os.path.lexists(facts) else None)
        if key == (self.settings, None):
            return self
        known = self._beside.get(key)
        if known is None:
            known = Engine(nearest)
            known._data = self._data_of(nearest.databases, key[1])
            self._beside[key] = known
        return known

    def _data_of(self, databases: tuple[Path, ...], facts: Path | None) -> _Data:
        """Return the database of the files with the facts laid over it, opened once."""
        key = (databases, facts)
        if key not in self._data_for:
            if facts is None:
                data = _Data(databases)
                _ = data.registry  # opened here, where the list is known that needs it
            else:
                from citelaw.registry.overlay import read_overlay

                below = self._data_of(databases, None).registry
                data = _Data(databases, below.with_overlay(read_overlay(facts)))
            self._data_for[key] = data
        return self._data_for[key]

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
        )._replace(profile=self._profile(document))

    def _profile(self, document: Document) -> Profile:
        """Return what kind of text a document is: as set, else as it reads."""
        from citelaw.readers import profile_of

        return self.settings.profile or profile_of(document)

    def lint(self, resolved: ResolvedDocument) -> tuple[Diagnostic, ...]:
        """Return the findings in text order; a rule that crashes is a finding itself (CL901).

        Only the rules that are selected for the file and speak in its profile are asked.
        """
        from citelaw.rules import lint

        unwanted = self.unwanted(resolved.document.name)
        rules = self._rules_for(resolved)
        found = (self._weighed(one) for one in lint(resolved, rules) if one.code not in unwanted)
        return tuple(sorted(found, key=lambda one: (one.span, one.code, one.message)))

    def _rules_for(self, resolved: ResolvedDocument) -> tuple[Rule, ...]:
        """Return the rules that are asked of a document."""
        unwanted = self.unwanted(resolved.document.name)
        return tuple(
            rule
            for rule in self.rules
            if rule.code not in unwanted and resolved.profile in rule.profiles
        )

    def _weighed(self, found: Diagnostic) -> Diagnostic:
        """Return a finding with the severity that the settings give it."""
        severity = self._severities.get(found.code)
        return found if severity is None else replace(found, severity=severity)

    def _reported(self, found: tuple[Diagnostic, ...]) -> tuple[Diagnostic, ...]:
        """Return the findings that are severe enough to be reported."""
        floor = self.settings.min_severity or Severity.INFO
        return tuple(
            one for one in found if reaches(one.severity, floor) or one.code in ALWAYS_SAID
        )

    # ------------------------------------------------------------ whole walks

    def extract_document(self, document: Document) -> tuple[CellCitations, ...]:
        """Return what is cited in ``document``; no database is asked but for bare titles."""
        return self.find(document)

    def check_document(self, document: Document) -> FileReport:
        """Return the findings in ``document`` and the counts of what was checked."""
        resolved = self.resolve(document, self.find(document))
        return _settled([(self, self._judged(document, resolved))])[0][0]

    def check_path(self, path: str) -> FileReport:
        """Return the report on the file ``path``, with what lies beside it taken into account.

        One that cannot be read is reported with its reason.
        """
        return _settled(_judged([self._resolve_path(path)]))[0][0]

    def check_paths(self, paths: Iterable[str | os.PathLike[str]]) -> Report:
        """Return the report on the files ``paths``, each once, in the order of their names.

        A file that cannot be read, or whose configuration cannot be used, is reported with its
        reason, and the others go on. All are resolved before the first is judged, since a list may
        contradict the others.

        Raises:
            SettingsError: the settings of this engine itself are wrong.
        """
        self.prepare()
        resolved = [self._resolve_path(path) for path in in_order(paths)]
        files, compared = _settled(_judged(resolved))
        return self.report(files)._replace(baseline=compared)

    def report(self, files: Iterable[FileReport]) -> Report:
        """Return ``files`` as one report, with the state of the data it stands on.

        Where the lists have several databases the report says the oldest dates. Where they were
        judged by one day it is that of the report.
        """
        files = tuple(files)
        days = {file.resolved.as_of for file in files if file.resolved is not None}
        known_to = [dict(registry.known_to) for registry in self._registries()]
        tiers = sorted({tier for known in known_to for tier in known})
        return Report(
            files=files,
            as_of=days.pop() if len(days) == 1 else self.as_of,
            data_date=min(registry.data_date for registry in self._registries()),
            digest=self._digest(),
            known_to=tuple(
                (tier, min(known[tier] for known in known_to if tier in known)) for tier in tiers
            ),
            overlays=tuple(sorted({os.fspath(facts) for _, facts in self._beside if facts})),
        )

    def _registries(self) -> tuple[Registry, ...]:
        """Return the databases that were asked, this engine's own first."""
        return tuple(data.registry for data in self._data_for.values())

    def _digest(self) -> str:
        """Return the digest of the data, over those of every overlay and database beside it."""
        first, *others = (registry.digest for registry in self._registries())
        if not others:
            return first
        from hashlib import sha256  # lazy: 4 ms

        return sha256("\n".join([first, *sorted(others)]).encode()).hexdigest()

    def _resolve_path(self, path: str) -> tuple[Engine, FileReport]:
        """Return the file as it was resolved, not judged yet, and the engine that is to judge it.

        Where it could not be read the report says why.
        """
        try:
            engine = self.beside(Path(path)).prepare()
            document = engine.read(Path(path))
        except (ReadError, RegistryError, SettingsError) as error:
            return self, FileReport(path=path, document=None, failure=str(error))
        resolved = engine.resolve(document, engine.find(document))
        return engine, FileReport(path=path, document=document, resolved=resolved)

    def _judged(self, document: Document, resolved: ResolvedDocument) -> FileReport:
        """Return the findings in ``document`` as the comments in it want them.

        ``resolved`` knows the other lists of the run.
        """
        from citelaw.rules import all_rules
        from citelaw.suppression import by_comments

        asked = self._rules_for(resolved)
        outcome = by_comments(document, self.lint(resolved), asked)
        return FileReport(
            path=document.name,
            document=document,
            resolved=resolved,
            diagnostics=outcome.reported,
            counts=count(resolved),
            suppressed=outcome.suppressed,
            fail_on=self.settings.fail_on or Severity.ERROR,
            silent=frozenset(rule.name for rule in all_rules() if rule not in asked),
        )

    def _as_wanted(
        self, files: Sequence[FileReport]
    ) -> tuple[tuple[FileReport, ...], Compared | None]:
        """Return the files as the settings want them, and how they compare with the baseline.

        Ids and baseline see every finding; what is not severe enough is left out last.
        """
        from citelaw.suppression import settled

        done = settled(files, self.settings.suppress, self.rules, self.as_of)
        compared = None
        if self.baseline is not None:
            from citelaw.baseline import compare

            done, compared = compare(done, self.baseline, self.rules)
        return tuple(
            file._replace(diagnostics=self._reported(file.diagnostics)) for file in done
        ), compared


def _judged(files: Sequence[tuple[Engine, FileReport]]) -> list[tuple[Engine, FileReport]]:
    """Return the resolved files of a run with their findings, each by its own engine."""
    from citelaw.rules import compared

    resolved = [file.resolved for _, file in files if file.resolved is not None]
    together = iter(compared(resolved))
    return [
        (engine, engine._judged(file.document, next(together)) if file.document else file)
        for engine, file in files
    ]


def _settled(
    checked: Sequence[tuple[Engine, FileReport]],
) -> tuple[tuple[FileReport, ...], Compared | None]:
    """Return the files of a run in their order, each as the settings of its engine want it."""
    files = [file for _, file in checked]
    places: dict[Engine, list[int]] = {}
    for at, (engine, _) in enumerate(checked):
        places.setdefault(engine, []).append(at)
    rounds = []
    for engine, own in places.items():
        done, compared = engine._as_wanted([files[at] for at in own])
        for at, file in zip(own, done, strict=True):
            files[at] = file
        rounds += [compared] if compared is not None else []
    if len(rounds) < 2:
        return tuple(files), rounds[0] if rounds else None
    together = Compared(
        path="、".join(dict.fromkeys(one.path for one in rounds)),
        new=sum(one.new for one in rounds),
        unchanged=sum(one.unchanged for one in rounds),
        fixed=tuple(dict.fromkeys(entry for one in rounds for entry in one.fixed)),
    )
    return tuple(files), together


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
