"""The walk: read → find → resolve → lint, one short method a step; owns all state."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from citelaw.counting import count, facts
from citelaw.databases import Databases
from citelaw.errors import ReadError, RegistryError, SettingsError
from citelaw.identity import mention_ids
from citelaw.model import (
    CellCitations,
    Compared,
    DateBasis,
    Diagnostic,
    Document,
    FileReport,
    ListDate,
    NumberUse,
    Profile,
    Report,
    ResolvedDocument,
    Rule,
    Severity,
    View,
)
from citelaw.settings import FileRules, Settings, reaches

if TYPE_CHECKING:
    from citelaw import grammar, resolve
    from citelaw.baseline import Baseline
    from citelaw.configuration import Configuration
    from citelaw.grammar import NameIndex
    from citelaw.registry import Registry
    from citelaw.selection import Labels


OVERLAY = "statutes.toml"
"""The file beside a list in which a team keeps its own facts."""

ALWAYS_SAID = frozenset({"CL201", "CL901"})
"""What is said at every ``min_severity``: that a statute, or a file, was not checked."""


class Memory(NamedTuple):
    """What was worked out from the cells of one list, for the next time it is examined."""

    found: grammar.Memory
    resolved: resolve.Memory


class Engine:
    """Reads, finds, looks up and judges by one set of settings.

    The registry and the rules are loaded on first use and kept, so that one engine serves many
    documents. Nothing here reads the clock.

    Args:
        settings: the decisions of this run; with ``configuration``, which has its own, none.
        registry: a registry to use in place of the one that ``settings.databases`` name.
        configuration: what says which settings hold for a list that stands in a file.
        views: whether file reports hold what a page shows of the list (``FileReport.view``).
    """

    def __init__(
        self,
        settings: Settings | None = None,
        *,
        registry: Registry | None = None,
        configuration: Configuration | None = None,
        views: bool = False,
    ) -> None:
        self._configuration = configuration
        self._views = views
        self.settings = configuration.base if configuration is not None else settings or Settings()
        self._databases = Databases(self.settings.databases, registry)
        self._own = self._databases.about(self.settings.databases, None)
        """What this engine itself asks, without what the lists of a run have beside them."""
        self._data = self._databases.first
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
            self._databases.of(nearest.databases, key[1])  # which the report on the run names
            known = self._beside[key] = self.with_settings(nearest, key[1])
        return known

    def with_settings(self, settings: Settings, facts: Path | None = None) -> Engine:
        """Return an engine by other settings, which shares the databases that are open.

        ``facts`` is a file that is laid over them.

        Raises:
            RegistryError: a database cannot be opened, or the facts cannot be read.
        """
        other = Engine(settings, views=self._views)
        other._own = other._databases = self._databases.about(settings.databases, facts)
        other._data = other._databases.of(settings.databases, facts)
        return other

    # ------------------------------------------------------------ the steps

    def read(self, path: Path, content: bytes | None = None) -> Document:
        """Return the list in the file ``path``; ``content`` is what stands in it, where known.

        Raises:
            ReadError: the file is missing, is no text, or is in an unknown encoding.
        """
        from citelaw.readers import read_bytes, read_content

        content = read_content(path) if content is None else content
        shape, encoding = self.settings.shape, self.settings.encoding
        return read_bytes(content, str(path), shape=shape, encoding=encoding)

    def read_text(self, text: str, name: str = "<text>") -> Document:
        """Return the list that ``text`` is."""
        from citelaw.readers import read_text

        return read_text(text, name, shape=self.settings.shape)

    def find(self, document: Document, memory: Memory | None = None) -> tuple[CellCitations, ...]:
        """Return what is cited in each cell of ``document``."""
        from citelaw.grammar import find

        return find(document, self.names, memory and memory.found)

    def resolve(
        self,
        document: Document,
        cells: tuple[CellCitations, ...],
        memory: Memory | None = None,
    ) -> ResolvedDocument:
        """Return ``document`` with all that the database says of its citations."""
        from citelaw.resolve import resolve

        return resolve(
            document,
            cells,
            self.registry,
            as_of=self.as_of,
            list_date=self._list_date(document),
            memory=memory and memory.resolved,
        )._replace(profile=self._profile(document))

    def _list_date(self, document: Document) -> ListDate | None:
        """Return when a document was made: as given for it, as set for all, else as it says."""
        own = document.list_date
        given = own is not None and own.basis is DateBasis.GIVEN
        return own if given else self.settings.list_date or own

    def _profile(self, document: Document) -> Profile:
        """Return what kind of text a document is: as set, else as it reads."""
        from citelaw.readers import profile_of

        return self.settings.profile or profile_of(document)

    def lint(self, resolved: ResolvedDocument) -> tuple[Diagnostic, ...]:
        """Return the findings in text order; a rule that crashes is a finding itself (CL901).

        Only the rules that are selected for the file and speak in its profile are asked.
        """
        from citelaw.rules import lint
        from citelaw.suppression import in_text_order

        unwanted = self.unwanted(resolved.document.name)
        rules = self._rules_for(resolved)
        found = (self._weighed(one) for one in lint(resolved, rules) if one.code not in unwanted)
        return in_text_order(found)

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
        return found if severity is None else found._replace(severity=severity)

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

    def check_document(self, document: Document, memory: Memory | None = None) -> FileReport:
        """Return the findings in ``document`` and the counts of what was checked.

        ``memory`` keeps what was worked out from one reading of a document to the next.
        """
        return self._as_wanted([self._judged(document, (), memory)])[0][0]

    def report_on(self, document: Document, *, alone: bool = True) -> Report:
        """Return the report on one document, compared with the baseline where there is one.

        ``alone`` is false for one of many documents that nobody looks at together: that an accepted
        finding is not in it does not say that it is nowhere.
        """
        done, compared = self._as_wanted([self._judged(document, ())], whole=alone)
        return self._report(done, self._own)._replace(baseline=compared)

    def check_path(self, path: str) -> FileReport:
        """Return the report on the file ``path``, with what lies beside it taken into account.

        One that cannot be read is reported with its reason.
        """
        return self.settled([self.examine(path)])[0][0]

    def check_paths(self, paths: Iterable[str | os.PathLike[str]]) -> Report:
        """Return the report on the files ``paths``, each once, in the order of their names.

        A file that cannot be read, or whose configuration cannot be used, is reported with its
        reason, and the others go on. All are resolved before the first is judged, since a list may
        contradict the others.

        Raises:
            SettingsError: the settings of this engine itself are wrong.
        """
        self.prepare()
        files = [self.examine(path) for path in in_order(paths)]
        for at, run in contradicted(files):
            files[at] = self.examine(files[at].path, run)
        return self.conclude(files)

    def conclude(self, files: Sequence[FileReport]) -> Report:
        """Return the report of a run on the files that were examined in it."""
        done, compared = self.settled(files)
        return self.report(done)._replace(baseline=compared)

    def report(self, files: Iterable[FileReport]) -> Report:
        """Return ``files`` as one report, with the state of the data it stands on.

        Where the lists have several databases the report says the oldest dates. Where they were
        judged by one day it is that of the report.
        """
        return self._report(tuple(files), self._databases)

    def _report(self, files: tuple[FileReport, ...], asked: Databases) -> Report:
        days = {file.facts.as_of for file in files if file.facts is not None}
        return Report(
            files=files,
            as_of=days.pop() if len(days) == 1 else self.as_of,
            data_date=asked.data_date,
            digest=asked.digest,
            known_to=asked.known_to,
            overlays=asked.overlays,
        )

    def examine(
        self, path: str, run: tuple[NumberUse, ...] = (), content: bytes | None = None
    ) -> FileReport:
        """Return the findings in the file ``path``, before the run is looked at as a whole.

        What lies beside the file is taken into account, and ``run``, what the other lists print
        differently; nothing else of them is. ``content`` is what stands in it; without it the file
        is read. One that cannot be read is reported with its reason.
        """
        try:
            engine = self.beside(Path(path)).prepare()
            document = engine.read(Path(path), content)
        except (ReadError, RegistryError, SettingsError) as error:
            return FileReport(path=path, failure=error.words)
        return engine._judged(document, run)

    def settled(
        self, files: Sequence[FileReport]
    ) -> tuple[tuple[FileReport, ...], Compared | None]:
        """Return files of one run that were examined, in their order, as their settings want them.

        Accepted findings, baseline and severities are those of the configuration of each file.
        """
        return _settled(
            [(self if file.failure else self.beside(Path(file.path)), file) for file in files]
        )

    def _judged(
        self, document: Document, run: tuple[NumberUse, ...], memory: Memory | None = None
    ) -> FileReport:
        """Return the findings in ``document`` as the comments in it want them."""
        from citelaw.rules import all_rules, forget, printed
        from citelaw.suppression import by_answers, by_comments

        cells = self.find(document, memory)
        resolved = self.resolve(document, cells, memory)._replace(run=run)
        asked = self._rules_for(resolved)
        ids = mention_ids(resolved.cells)
        found = tuple(
            one._replace(statute_id=ids.get(id(one.statute))) for one in self.lint(resolved)
        )
        outcome = by_comments(document, found, asked)
        outcome = by_answers(document, outcome, document.answers, asked)
        report = FileReport(
            path=document.name,
            source=document.source,
            facts=facts(resolved),
            diagnostics=outcome.reported,
            counts=count(resolved),
            suppressed=outcome.suppressed,
            fail_on=self.settings.fail_on or Severity.ERROR,
            silent=frozenset(rule.name for rule in all_rules() if rule not in asked),
            printed=printed(resolved),
            view=self._view(resolved),
            resolved=resolved,
        )
        forget(resolved)
        return report

    def _view(self, resolved: ResolvedDocument) -> View | None:
        """Return what a page shows of a document, where that is asked for."""
        if not self._views:
            return None
        from citelaw.view import view_of  # only for pages

        return view_of(resolved)

    def _as_wanted(
        self, files: Sequence[FileReport], *, whole: bool = True
    ) -> tuple[tuple[FileReport, ...], Compared | None]:
        """Return the files as the settings want them, and how they compare with the baseline.

        Ids and baseline see every finding; what is not severe enough is left out last. ``whole``
        says that ``files`` are all of a run.
        """
        from citelaw.suppression import settled

        done = settled(files, self.settings.suppress, self.rules, self.as_of, whole=whole)
        compared = None
        if self.baseline is not None:
            from citelaw.baseline import compare

            done, compared = compare(done, self.baseline, self.rules)
        return tuple(
            file._replace(diagnostics=self._reported(file.diagnostics)) for file in done
        ), compared


def contradicted(
    files: Sequence[FileReport],
) -> Iterator[tuple[int, tuple[NumberUse, ...]]]:
    """Yield the files of a run that others contradict, by their place in ``files``, and with what.

    They are to be examined again, with that.
    """
    from citelaw.rules import compared

    runs = compared([(file.path, file.printed) for file in files])
    return ((at, run) for at, run in enumerate(runs) if run)


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
    return tuple(files), _together(rounds)


def _together(rounds: Sequence[Compared]) -> Compared | None:
    """Return the comparisons with several baselines as one, None without any."""
    if len(rounds) < 2:
        return rounds[0] if rounds else None
    return Compared(
        path="、".join(dict.fromkeys(one.path for one in rounds)),
        new=sum(one.new for one in rounds),
        unchanged=sum(one.unchanged for one in rounds),
        fixed=tuple(dict.fromkeys(entry for one in rounds for entry in one.fixed)),
    )


def in_order(paths: Iterable[str | os.PathLike[str]]) -> tuple[str, ...]:
    """Return the paths sorted by code points, each once.

    A shell expands ``*.txt`` by the rules of its locale; the report must not depend on them.
    """
    return tuple(sorted({os.fspath(path) for path in paths}))
