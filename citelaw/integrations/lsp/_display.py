"""What an editor shows of findings: sent to it, or given when it asks, never both."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from lsprotocol import types
from pygls.exceptions import JsonRpcException
from pygls.lsp.server import LanguageServer

from citelaw.integrations.lsp._checker import Problem
from citelaw.integrations.lsp._desk import Desk, Held, Shown
from citelaw.integrations.lsp._documents import path_of, uri_of
from citelaw.integrations.lsp._protocol import SERVER_CANCELLED
from citelaw.integrations.lsp._tasks import Tasks
from citelaw.integrations.lsp._terms import Terms
from citelaw.integrations.lsp._worker import Worker
from citelaw.integrations.lsp.diagnostics import diagnostics, diagnostics_of_file, note
from citelaw.model import FileReport

MOST_OTHERS = 2_000
"""How many files that are not open are shown with findings."""

Report = types.RelatedFullDocumentDiagnosticReport | types.RelatedUnchangedDocumentDiagnosticReport


class Display:
    """What is shown of documents, open or not."""

    def __init__(
        self, server: LanguageServer, terms: Terms, desk: Desk, tasks: Tasks, worker: Worker
    ) -> None:
        self._server = server
        self._terms = terms
        self._desk = desk
        self._tasks = tasks
        self._worker = worker
        self._serial = 0
        self._others: dict[str, Path] = {}
        self._blamed: Mapping[Path, Sequence[Problem]] = {}

    # ------------------------------------------------------------ sent to the client

    def schedule(self, held: Held, seconds: float = 0) -> None:
        """Check and show a document after so many seconds, where the client does not ask."""
        if not self._terms.client.pull:
            held.timer = self._tasks.later(held.timer, seconds, lambda: self.push(held))

    async def push(self, held: Held) -> None:
        """Check a document and send what is found, unless it has changed meanwhile."""
        state, version = self._desk.state(held), held.document.version
        items = await self._items(held)
        if items is not None and self._desk.state(held) == state and self._desk.is_open(held):
            self._take_note(held, items)
            self._publish(held.document.uri, items, version)

    def clear(self, uri: str) -> None:
        """Show nothing of a document that is not open any more."""
        if not self._terms.client.pull:
            self._publish(uri, [])

    def _publish(
        self, uri: str, items: Sequence[types.Diagnostic], version: int | None = None
    ) -> None:
        self._server.text_document_publish_diagnostics(
            types.PublishDiagnosticsParams(uri=uri, diagnostics=items, version=version)
        )

    # ------------------------------------------------------------ given when the client asks

    def refresh(self) -> None:
        """Have the client ask again, if it is one that asks."""
        if self._terms.client.pull and self._terms.client.refresh:
            self._tasks.send(self._server.workspace_diagnostic_refresh_async, None)

    async def pull(self, uri: str, known: str | None) -> Report:
        """Return the findings of a document, of which the client has those called ``known``.

        Raises:
            JsonRpcException: it was asked again meanwhile, so that this need not be answered.
        """
        held = self._desk.find(uri)
        shown = None
        if held is not None:
            shown = await self._current(held) if held.due else held.shown
        if shown is None:
            return types.RelatedFullDocumentDiagnosticReport(items=[])
        if known == shown.result_id:
            return types.RelatedUnchangedDocumentDiagnosticReport(result_id=known)
        return types.RelatedFullDocumentDiagnosticReport(
            items=shown.items, result_id=shown.result_id
        )

    async def _current(self, held: Held) -> Shown:
        """Return what is to be shown of a document when nobody types any more."""
        held.superseded.set()
        superseded = held.superseded = asyncio.Event()
        while True:
            await self._desk.quiet(held, superseded)
            state = self._desk.state(held)
            items = None if superseded.is_set() else await self._items(held)
            if superseded.is_set():
                raise JsonRpcException("asked again", SERVER_CANCELLED, {"retriggerRequest": False})
            if items is not None and self._desk.state(held) == state:
                return self._take_note(held, items)

    # ------------------------------------------------------------ what it is

    def _take_note(self, held: Held, items: list[types.Diagnostic]) -> Shown:
        """Take note of what is shown of a document."""
        held.due = False
        if held.shown is None or not _alike(held.shown.items, items):
            self._serial += 1
            held.shown = Shown(str(self._serial), items)
        return held.shown

    async def _items(self, held: Held) -> list[types.Diagnostic] | None:
        """Return what is to be shown of the current version; None where it is gone."""
        terms = self._terms
        if held.refused is not None:
            return [note(held.refused, terms.language, types.DiagnosticSeverity.Information)]
        outcome = await self._desk.outcome(held)
        if outcome is None:
            return None
        severity = types.DiagnosticSeverity.Warning
        if outcome.checked is None:
            severity = types.DiagnosticSeverity.Error
        notes = [self._noted(held, one, severity) for one in outcome.problems]
        if outcome.checked is None:
            return notes
        found = await self._worker.do(
            diagnostics, outcome.checked, terms.options, terms.language, terms.client
        )
        return notes + found

    def _noted(
        self, held: Held, one: Problem, severity: types.DiagnosticSeverity
    ) -> types.Diagnostic:
        """Return what is said in a document of something wrong beside it, and where that is."""
        language, file = self._terms.language, one.file
        if file is None or file == held.document.path:
            return note(one.words, language, severity, one.line)
        made = note(one.words, language, severity)
        if self._terms.client.related_information:
            there = types.Position(one.line, 0)
            place = types.Location(uri_of(file), types.Range(there, there))
            made.related_information = [types.DiagnosticRelatedInformation(place, file.name)]
        return made

    # ------------------------------------------------------------ files that are not open

    def blame(self, problems: Iterable[Problem]) -> None:
        """Show what is wrong at the files that are wrong, where the client is sent findings."""
        by_file: dict[Path, list[Problem]] = defaultdict(list)
        for one in problems:
            if one.file is not None:
                by_file[one.file].append(one)
        if not self._terms.client.pull:
            for file in sorted({*by_file, *self._blamed}):
                if by_file.get(file) != self._blamed.get(file) and not self._desk.has(file):
                    self._publish(uri_of(file), [*map(self._blaming, by_file.get(file, ()))])
        self._blamed = dict(by_file)

    def _blaming(self, one: Problem) -> types.Diagnostic:
        return note(one.words, self._terms.language, types.DiagnosticSeverity.Error, one.line)

    async def show_others(self, files: Sequence[FileReport]) -> None:
        """Show what was found in files that are not open.

        Clients that ask for findings ask for what is open only, so that these have to be sent; they
        are taken away when a file is opened, and with the next time that all lists are checked.
        """
        shown = await self._worker.do(self._of_files, files)
        for uri in self._others.keys() - shown.keys():
            self._publish(uri, [])
        self._others = {}
        for uri, items in shown.items():
            path = path_of(uri)
            if path is not None and not self._desk.has(path):
                self._others[uri] = path
                self._publish(uri, items)

    def forget_other(self, path: Path | None) -> None:
        """Take away what was sent of a file before it was opened."""
        for uri in [uri for uri, other in self._others.items() if other == path]:
            del self._others[uri]
            self._publish(uri, [])

    def _of_files(self, files: Sequence[FileReport]) -> dict[str, list[types.Diagnostic]]:
        """Return what is to be shown of files by their URIs; done by the worker."""
        terms = self._terms
        shown: dict[str, list[types.Diagnostic]] = {}
        for file in files:
            if file.diagnostics and len(shown) < MOST_OTHERS:
                uri = uri_of(file.path)
                shown[uri] = diagnostics_of_file(
                    file, uri, terms.encoding, terms.options, terms.language, terms.client
                )
        return shown


def _alike(some: Sequence[types.Diagnostic], others: Sequence[types.Diagnostic]) -> bool:
    """Return whether two lists show the same, for whatever version of the text."""
    return len(some) == len(others) and all(
        one.range == other.range
        and one.message == other.message
        and one.severity == other.severity
        and one.tags == other.tags
        and one.related_information == other.related_information
        for one, other in zip(some, others, strict=True)
    )
