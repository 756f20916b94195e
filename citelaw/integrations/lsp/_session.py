"""What goes on between the server and one client: documents, settings, and what is shown when.

Everything here happens in the event loop; work on lists is handed to the worker. A version of a
document is checked once, whoever asks first, and what is asked of a version that is gone is not
answered with another.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
from collections import defaultdict
from collections.abc import Callable, Coroutine, Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Concatenate, NamedTuple, ParamSpec, TypeVar

from lsprotocol import types
from pygls.exceptions import JsonRpcContentModified, JsonRpcException
from pygls.lsp.server import LanguageServer

from citelaw.errors import CitelawError
from citelaw.integrations.lsp._checker import (
    Asked,
    Checker,
    Outcome,
    Problem,
    is_too_large,
    refusal,
)
from citelaw.integrations.lsp._documents import OpenDocument, path_of, uri_of
from citelaw.integrations.lsp._protocol import SERVER_CANCELLED
from citelaw.integrations.lsp._settings import SECTION, read_options
from citelaw.integrations.lsp._worker import Worker
from citelaw.integrations.lsp.checked import Checked
from citelaw.integrations.lsp.client import ClientAbilities, abilities
from citelaw.integrations.lsp.diagnostics import diagnostics, diagnostics_of_file, note
from citelaw.integrations.lsp.options import Options, Run
from citelaw.model import FileReport
from citelaw.version import __version__
from citelaw.words import Words

log = logging.getLogger(__name__)

Given = ParamSpec("Given")
Result = TypeVar("Result")

STATUS = "citelaw/status"

_PATIENCE = 2.0
"""Seconds that a client has to say its settings before lists are checked with the default ones."""
_RETRY = 2.0
"""Seconds between two looks at what keeps lists from being checked as their owners want."""
_LONG = 0.3
"""Seconds after which a client is told that a check goes on."""
_SETTLING = 0.1
"""Seconds in which several changes of files count as one."""

_MOST_OTHERS = 2_000
"""How many files that are not open are shown with findings."""

_WATCHED = ("**/citelaw.toml", "**/.citelaw.toml", "**/pyproject.toml", "**/statutes.toml")


class Shown(NamedTuple):
    """What a client was last given of a document, and what that is called."""

    result_id: str
    items: list[types.Diagnostic]


class Held:
    """An open document and what the server has under way for it.

    ``refused`` says why it is not checked at all. ``due`` tells that what is shown of it is to be
    that of its current version. ``touched`` is when it last changed, in seconds of the event loop.
    ``task`` gives, or has given, the outcome of its state ``state``.
    """

    def __init__(self, document: OpenDocument) -> None:
        self.document = document
        self.refused: Words | None = None
        self.due = True
        self.touched = float("-inf")
        self.state = (-1, -1)
        self.task: asyncio.Task[Outcome | None] | None = None
        self.timer: asyncio.TimerHandle | None = None
        self.shown: Shown | None = None
        self.superseded = asyncio.Event()

    @property
    def outcome(self) -> Outcome | None:
        """What the last check gave, None where it goes on, failed, or was not wanted any more."""
        task = self.task
        if task is None or not task.done() or task.cancelled() or task.exception() is not None:
            return None
        return task.result()


class Session:
    """The dialogue with one client.

    Args:
        server: what speaks the protocol.
        today: tells what day it is.
    """

    def __init__(self, server: LanguageServer, today: Callable[[], date]) -> None:
        self._server = server
        self.worker = Worker()
        self._checker = Checker(today)
        self.today = today
        self.data_date = ""
        self._held: dict[str, Held] = {}
        self._generation = 0
        self._serial = 0
        self._tasks: set[asyncio.Task[Any]] = set()
        self._settled = asyncio.Event()
        self._watched: set[str] = set()
        self._changing: asyncio.TimerHandle | None = None
        self._retrying = False
        self._said: set[Words] = set()
        self._troubles: frozenset[Words] = frozenset()
        self._others: dict[str, Path] = {}
        self._blamed: Mapping[Path, Sequence[Problem]] = {}
        self._told: dict[str, Any] = {}
        self._locale = ""
        self._tells = True
        self._initially: object = None
        self._registers_settings = False
        self.folders: tuple[Path, ...] = ()
        self.client = ClientAbilities()
        self.options = Options()
        self.encoding: str = types.PositionEncodingKind.Utf16.value

    # ------------------------------------------------------------ beginning

    def initialize(self, params: types.InitializeParams, encoding: str) -> None:
        """Take down what the client can do and wants."""
        self.client = abilities(params)
        self.encoding = encoding
        self.folders = _folders(params)
        self._locale = (params.locale or "").lower()
        self._tells = _tells(params, self.client.name)
        workspace = params.capabilities.workspace
        of_settings = workspace.did_change_configuration if workspace is not None else None
        self._registers_settings = bool(of_settings and of_settings.dynamic_registration)
        self._initially = params.initialization_options
        self._adopt({})

    def initialized(self) -> None:
        """Load what checks need, and ask the client for its settings."""
        self.start(self._warmed())
        if self.client.configuration:
            self.start(self._configured())
        else:
            self._settled.set()
        wanted = list(_WATCHED)
        if self._registers_settings:
            wanted.append("")
        self.start(self._register(wanted))

    @property
    def language(self) -> str:
        """The language of messages, "zh" or "en"."""
        if self.options.language != "auto":
            return self.options.language
        return "en" if self._locale and not self._locale.startswith("zh") else "zh"

    async def _warmed(self) -> None:
        try:
            self.data_date = await self.worker.do(self._checker.warm)
        except CitelawError as error:  # what is opened will say so
            log.warning("%s", error)
            return
        if not self._told:
            self._tell("ready")

    async def _configured(self) -> None:
        """Ask the client for its settings, and take them over."""
        asked = types.ConfigurationParams([types.ConfigurationItem(section=SECTION)])
        try:
            answer = await asyncio.wait_for(
                self._server.workspace_configuration_async(asked), _PATIENCE
            )
        except (TimeoutError, JsonRpcException) as error:
            log.warning("no settings from the client: %r", error)
        else:
            if answer and answer[0] is not None:
                self._adopt(answer[0])
        self._settled.set()

    async def _register(self, globs: Iterable[str]) -> None:
        """Have the client tell of files that match, and ("") of its settings, where it can."""
        wanted = [one for one in globs if one not in self._watched]
        self._watched.update(wanted)
        files = [types.FileSystemWatcher(glob_pattern=one) for one in wanted if one]
        made = []
        if files and self.client.watch_files:
            made.append(
                types.Registration(
                    id=f"citelaw-files-{len(self._watched)}",
                    method=types.WORKSPACE_DID_CHANGE_WATCHED_FILES,
                    register_options=types.DidChangeWatchedFilesRegistrationOptions(files),
                )
            )
        if "" in wanted:
            made.append(
                types.Registration(
                    id="citelaw-settings",
                    method=types.WORKSPACE_DID_CHANGE_CONFIGURATION,
                    register_options=types.DidChangeConfigurationRegistrationOptions(SECTION),
                )
            )
        if made:
            await _sent(
                self._server.client_register_capability_async, types.RegistrationParams(made)
            )

    # ------------------------------------------------------------ settings and files beside

    def _adopt(self, given: object) -> None:
        """Take over what the client sets, and say what of it does not count."""
        self.options, faults = read_options(self._initially, given)
        for fault in faults:
            self.say(fault, types.MessageType.Warning)

    async def settings_changed(self, given: object) -> None:
        """Take over what the client has set anew."""
        before = self.options
        if self.client.configuration:
            await self._configured()
        elif given:
            self._adopt(given)
        if self.options != before:
            self.renew()

    def files_changed(self) -> None:
        """Check everything anew when files that decide have changed, and no more do."""
        if self._changing is not None:
            self._changing.cancel()
        loop = asyncio.get_running_loop()
        self._changing = loop.call_later(_SETTLING, lambda: self.start(self._read_anew()))

    async def _read_anew(self) -> None:
        await self.worker.do(self._checker.reset)
        self.renew()

    def folders_changed(self, folders: Iterable[Path]) -> None:
        """Take down which folders the client works in."""
        self.folders = tuple(folders)

    def renew(self) -> None:
        """Check and show everything anew: settings, configurations or data have changed."""
        self._generation += 1
        for held in self._held.values():
            held.due = held.due or held.shown is not None or self.options.run is not Run.MANUAL
            if held.due:
                self._schedule(held, 0)
        self._ask_to_pull()
        if self.client.refresh_hints:
            self.start(_sent(self._server.workspace_inlay_hint_refresh_async, None))
        if self.client.refresh_lenses:
            self.start(_sent(self._server.workspace_code_lens_refresh_async, None))
        if self.client.refresh_tokens:
            self.start(_sent(self._server.workspace_semantic_tokens_refresh_async, None))

    def _ask_to_pull(self) -> None:
        if self.client.pull and self.client.refresh:
            self.start(_sent(self._server.workspace_diagnostic_refresh_async, None))

    async def look(self) -> bool:
        """Look whether something beside the lists has changed, and check anew if so."""
        has_changed = await self.worker.do(self._checker.look)
        if has_changed:
            self.renew()
        return has_changed

    # ------------------------------------------------------------ documents

    def opened(self, item: types.TextDocumentItem) -> None:
        """Take a document in, and check it."""
        self._dropped(item.uri)
        held = self._held[item.uri] = Held(OpenDocument(item, self.encoding))
        self._refuse_or_not(held)
        self._forget_other(held.document.path)
        held.due = self.options.run is not Run.MANUAL
        if held.due:
            self._schedule(held, 0)
        self.start(self.look())  # what was read for others may be out of date

    def changed(self, params: types.DidChangeTextDocumentParams) -> None:
        """Change a document, and check it when nobody types any more."""
        held = self._held.get(params.text_document.uri)
        if held is None:
            log.warning("%s is not open", params.text_document.uri)
            return
        is_forgotten = held.refused is not None and not held.document.now.text
        if is_forgotten and not any(map(_is_whole, params.content_changes)):
            return
        held.document.change(params.content_changes, params.text_document.version)
        held.touched = asyncio.get_running_loop().time()
        self._refuse_or_not(held)
        if self.options.run is Run.ON_TYPE:
            held.due = True
            self._schedule(held, self.options.debounce / 1000)

    def saved(self, uri: str) -> None:
        """Check a document that was saved, with what lies beside it as it is now."""
        held = self._held.get(uri)
        if held is None:
            return
        self.start(self.look())
        if self.options.run is Run.ON_SAVE:
            held.due = True
            self._schedule(held, 0)
            self._ask_to_pull()

    def closed(self, uri: str) -> None:
        """Forget a document, and take away what is shown of it."""
        if self._dropped(uri):
            if not self.client.pull:
                self._publish(uri, [], None)
            self.start(self.worker.do(self._checker.close, uri))
            self._weigh()

    def _dropped(self, uri: str) -> bool:
        """Let go of a document; return whether it was open."""
        held = self._held.pop(uri, None)
        if held is None:
            return False
        held.superseded.set()
        if held.timer is not None:
            held.timer.cancel()
        return True

    def _refuse_or_not(self, held: Held) -> None:
        """Take note of whether a document can be checked, and say it once if not."""
        document, before = held.document, held.refused
        held.refused = refusal(document.now.text)
        if is_too_large(document.now.text):
            document.forget()
        if held.refused is not None and held.refused != before:
            words = Words(
                f"{document.name}：{held.refused.chinese}",
                f"{document.name}: {held.refused.english}",
            )
            self.say(words, types.MessageType.Warning)

    def held(self, uri: str) -> Held | None:
        """Return an open document, None where it is not open."""
        return self._held.get(uri)

    @property
    def open_documents(self) -> tuple[OpenDocument, ...]:
        """The documents that are open."""
        return tuple(held.document for held in self._held.values())

    # ------------------------------------------------------------ checking

    def _state(self, held: Held) -> tuple[int, int]:
        return held.document.revision, self._generation

    def _is_open(self, held: Held) -> bool:
        return self._held.get(held.document.uri) is held

    async def _outcome(self, held: Held) -> Outcome | None:
        """Return what the check of the current version gives; None where it is gone meanwhile."""
        await self._settled.wait()
        state = self._state(held)
        if held.task is None or held.state != state:
            held.state = state
            held.task = self.start(self._checked(held, state))
        task = held.task
        await asyncio.wait([task])
        if task.exception() is not None:
            return Outcome(None, (Problem(_CRASHED),))
        return task.result()

    async def _checked(self, held: Held, state: tuple[int, int]) -> Outcome | None:
        document = held.document
        asked = Asked(
            uri=document.uri,
            version=document.version,
            name=document.name,
            path=document.path or self._folder / (document.name.replace(os.sep, "_") or "_"),
            is_file=document.path is not None,
            text=document.now,
            configuration=self.configuration,
            still_wanted=lambda: self._state(held) == state and self._is_open(held),
        )
        loop = asyncio.get_running_loop()
        telling = loop.call_later(_LONG, lambda: self._tell("checking"))
        try:
            outcome = await self.worker.do(self._checker.check, asked)
        finally:
            telling.cancel()
        if outcome is not None and asked.still_wanted():
            self.data_date = outcome.data_date or self.data_date
            loop.call_soon(self._weigh)
            self.start(self._register(f"**/{one.name}" for one in outcome.beside))
        return outcome

    @property
    def configuration(self) -> Path | None:
        """The configuration file that the client names for all lists; None for the nearest."""
        named = os.path.expanduser(self.options.configuration)
        return self._folder / named if named else None

    @property
    def _folder(self) -> Path:
        """The folder in which documents that are no files would stand."""
        return self.folders[0] if self.folders else Path.cwd()

    async def databases(self) -> tuple[Path, ...]:
        """Return the databases that lists in the client's folder are checked against."""
        return await self.worker.do(self._checker.databases, self._folder)

    def current(self) -> tuple[Checked, ...]:
        """Return the open documents whose current version is checked."""
        found = []
        for held in self._held.values():
            outcome = held.outcome if held.state == self._state(held) else None
            if outcome is not None and outcome.checked is not None:
                found.append(outcome.checked)
        return tuple(found)

    # ------------------------------------------------------------ how things stand

    def _weigh(self) -> None:
        """Say what is wrong beside the lists, each thing once, and tell how things stand."""
        outcomes = [one for held in self._held.values() if (one := held.outcome) is not None]
        problems = dict.fromkeys(one for outcome in outcomes for one in outcome.problems)
        words = {one.words: None for one in problems}
        self._said -= self._troubles - words.keys()  # what was mended may be said again
        self._troubles = frozenset(words)
        for trouble in words:
            self.say(trouble, types.MessageType.Error)
        self._blame(problems)
        if words:
            self._tell("failed", message=next(iter(words)).said(self.language))
        else:
            checked = [outcome.checked for outcome in outcomes if outcome.checked is not None]
            self._tell("ready", findings=sum(len(one.report.diagnostics) for one in checked))
        if problems and not self._retrying:
            self.start(self._retried())

    async def _retried(self) -> None:
        """Look now and then whether what was wrong is mended."""
        self._retrying = True
        while self._troubles:
            await asyncio.sleep(_RETRY)
            await self.look()
        self._retrying = False

    def _blame(self, problems: Iterable[Problem]) -> None:
        """Show what is wrong at the files that are wrong, where the client is sent findings."""
        by_file: dict[Path, list[Problem]] = defaultdict(list)
        for one in problems:
            if one.file is not None:
                by_file[one.file].append(one)
        if not self.client.pull:
            for file in sorted({*by_file, *self._blamed}):
                if by_file.get(file) != self._blamed.get(file) and not self._has_open(file):
                    items = [self._noted(one, one.line) for one in by_file.get(file, ())]
                    self._publish(uri_of(file), items, None)
        self._blamed = dict(by_file)

    def _has_open(self, file: Path) -> bool:
        return any(one.path == file for one in self.open_documents)

    def _noted(
        self,
        problem: Problem,
        line: int = 0,
        severity: types.DiagnosticSeverity = types.DiagnosticSeverity.Error,
    ) -> types.Diagnostic:
        return note(problem.words, self.language, severity, line)

    def _tell(self, state: str, *, findings: int | None = None, message: str = "") -> None:
        """Tell the client how things stand, unless it knows."""
        told = {
            "state": state,
            "dataDate": self.data_date,
            "version": __version__,
            "findings": findings,
            "message": message,
        }
        if self._tells and told != self._told:
            self._server.protocol.notify(STATUS, told)
        self._told = told

    # ------------------------------------------------------------ what is shown

    def _schedule(self, held: Held, seconds: float) -> None:
        """Check a document after so many seconds, where the client wants to be sent findings."""
        if held.timer is not None:
            held.timer.cancel()
            held.timer = None
        if not self.client.pull:
            loop = asyncio.get_running_loop()
            held.timer = loop.call_later(seconds, lambda: self.start(self._pushed(held)))

    async def _pushed(self, held: Held) -> None:
        """Check a document and send what is found, unless it has changed meanwhile."""
        state, version = self._state(held), held.document.version
        items = await self._items(held)
        if items is not None and self._state(held) == state and self._is_open(held):
            self._show(held, items)
            self._publish(held.document.uri, items, version)

    def _publish(self, uri: str, items: Sequence[types.Diagnostic], version: int | None) -> None:
        self._server.text_document_publish_diagnostics(
            types.PublishDiagnosticsParams(uri=uri, diagnostics=items, version=version)
        )

    def _show(self, held: Held, items: list[types.Diagnostic]) -> Shown:
        """Take note of what is shown of a document."""
        held.due = False
        if held.shown is None or not _alike(held.shown.items, items):
            self._serial += 1
            held.shown = Shown(str(self._serial), items)
        return held.shown

    async def _items(self, held: Held) -> list[types.Diagnostic] | None:
        """Return what is to be shown of the current version; None where it is gone."""
        if held.refused is not None:
            return [note(held.refused, self.language, types.DiagnosticSeverity.Information)]
        outcome = await self._outcome(held)
        if outcome is None:
            return None
        severity = types.DiagnosticSeverity.Warning
        if outcome.checked is None:
            severity = types.DiagnosticSeverity.Error
        own = held.document.path
        notes = [
            self._noted(one, one.line if one.file == own else 0, severity)
            for one in outcome.problems
        ]
        if outcome.checked is None:
            return notes
        found = await self.worker.do(
            diagnostics, outcome.checked, self.options, self.language, self.client
        )
        return notes + found

    async def show_others(self, files: Sequence[FileReport]) -> None:
        """Show what was found in files that are not open.

        Clients that ask for findings ask for what is open only, so that these have to be sent; they
        are taken away when a file is opened, and with the next time that all lists are checked.
        """
        shown = await self.worker.do(self._of_files, files)
        for uri in self._others.keys() - shown.keys():
            self._publish(uri, [], None)
        self._others = {}
        for uri, items in shown.items():
            path = path_of(uri)
            if path is not None and not self._has_open(path):
                self._others[uri] = path
                self._publish(uri, items, None)

    def _forget_other(self, path: Path | None) -> None:
        """Take away what was sent of a file before it was opened."""
        for uri in [uri for uri, other in self._others.items() if other == path]:
            del self._others[uri]
            self._publish(uri, [], None)

    def _of_files(self, files: Sequence[FileReport]) -> dict[str, list[types.Diagnostic]]:
        """Return what is to be shown of files by their URIs; done by the worker."""
        shown: dict[str, list[types.Diagnostic]] = {}
        for file in files:
            if file.diagnostics and len(shown) < _MOST_OTHERS:
                uri = uri_of(file.path)
                shown[uri] = diagnostics_of_file(
                    file, uri, self.encoding, self.options, self.language, self.client
                )
        return shown

    # ------------------------------------------------------------ what clients ask

    async def check(self, uri: str) -> int | None:
        """Check a document now, whatever the settings say; return how many findings it has."""
        held = self._held.get(uri)
        if held is None:
            return None
        await self.look()
        held.due = True
        if self.client.pull:
            self._ask_to_pull()
        else:
            await self._pushed(held)
        outcome = await self._outcome(held) if held.refused is None else None
        if outcome is not None and outcome.checked is not None:
            return len(outcome.checked.report.diagnostics)
        if held.refused is not None:
            self.complain(held.refused)
        elif outcome is not None and outcome.problems:
            self.complain(outcome.problems[0].words)
        return None

    async def pull(
        self, uri: str, known: str | None
    ) -> types.RelatedFullDocumentDiagnosticReport | types.RelatedUnchangedDocumentDiagnosticReport:
        """Return the findings of a document, of which the client has those called ``known``.

        Raises:
            JsonRpcException: it was asked again meanwhile, so that this need not be answered.
        """
        held = self._held.get(uri)
        if held is None:
            return types.RelatedFullDocumentDiagnosticReport(items=[])
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
            await self._quiet(held, superseded)
            state = self._state(held)
            items = None if superseded.is_set() else await self._items(held)
            if superseded.is_set():
                raise JsonRpcException("asked again", SERVER_CANCELLED, {"retriggerRequest": False})
            if items is not None and self._state(held) == state:
                return self._show(held, items)

    async def _quiet(self, held: Held, superseded: asyncio.Event | None = None) -> None:
        """Wait until nobody has typed for a while, or until ``superseded`` is set."""
        loop = asyncio.get_running_loop()
        while True:
            left = held.touched + self.options.debounce / 1000 - loop.time()
            if left <= 0 or (superseded is not None and superseded.is_set()):
                return
            if superseded is None:
                await asyncio.sleep(left)
                continue
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(superseded.wait(), left)

    async def ask(
        self,
        uri: str,
        answer: Callable[Concatenate[Checked, Given], Result],
        *given: Given.args,
        **named: Given.kwargs,
    ) -> Result | None:
        """Return what ``answer`` makes of the current version of a document.

        None where it is not open or cannot be checked, or where ``answer`` fails.

        Raises:
            JsonRpcContentModified: the version that was asked about is gone.
        """
        held = self._held.get(uri)
        if held is None or held.refused is not None:
            return None
        state = self._state(held)
        outcome = await self._outcome(held)
        if self._state(held) != state or not self._is_open(held):
            raise JsonRpcContentModified
        if outcome is None or outcome.checked is None:
            return None
        try:
            return await self.worker.do(answer, outcome.checked, *given, **named)
        except CitelawError as error:
            self.log(error.words)
            return None

    async def ask_all(
        self,
        answer: Callable[Concatenate[Sequence[Checked], Given], Result],
        *given: Given.args,
        **named: Given.kwargs,
    ) -> Result:
        """Return what ``answer`` makes of the current versions of all open documents."""
        for held in tuple(self._held.values()):
            if held.refused is None:
                await self._outcome(held)
        return await self.worker.do(answer, self.current(), *given, **named)

    async def quiet(self, uri: str) -> None:
        """Wait until nobody has typed in a document for a while.

        Raises:
            JsonRpcContentModified: somebody has typed while this waited.
        """
        held = self._held.get(uri)
        if held is None:
            return
        state = self._state(held)
        await self._quiet(held)
        if self._state(held) != state:
            raise JsonRpcContentModified

    # ------------------------------------------------------------ what is said

    def say(self, words: Words, kind: types.MessageType) -> None:
        """Show a message to the person, once."""
        if words not in self._said:
            self._said.add(words)
            message = f"citelaw: {words.said(self.language)}"
            self._server.window_show_message(types.ShowMessageParams(kind, message))

    def complain(self, words: Words) -> None:
        """Tell the person why what was asked for cannot be done."""
        message = f"citelaw: {words.said(self.language)}"
        self._server.window_show_message(types.ShowMessageParams(types.MessageType.Error, message))

    def log(self, words: Words) -> None:
        """Write a message into the client's log."""
        self._server.window_log_message(
            types.LogMessageParams(types.MessageType.Error, words.said(self.language))
        )

    def start(self, work: Coroutine[Any, Any, Result]) -> asyncio.Task[Result]:
        """Begin something; what goes wrong in it stands in the log."""
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._ended)
        return task

    def _ended(self, task: asyncio.Task[Any]) -> None:
        self._tasks.discard(task)
        error = None if task.cancelled() else task.exception()
        if error is not None:
            log.error("%s", error, exc_info=error)


_CRASHED = Words(
    "citelaw 检查这份清单时出错，没有检查完；日志里有原因。",
    "citelaw failed on this list and did not finish checking it; the log says why.",
)


def _tells(params: types.InitializeParams, name: str) -> bool:
    """Return whether a client is told how things stand, by a notification of citelaw's own.

    It says so itself (``initializationOptions.status``). Of the others, Eglot complains to its
    user of what it does not know.
    """
    given = params.initialization_options
    wanted = given.get("status") if isinstance(given, Mapping) else None
    return wanted if isinstance(wanted, bool) else "eglot" not in name.lower()


def _folders(params: types.InitializeParams) -> tuple[Path, ...]:
    """Return the folders that a client works in."""
    uris = [one.uri for one in params.workspace_folders or ()]
    if not uris and params.root_uri:
        uris.append(params.root_uri)
    paths = [path for uri in uris if (path := path_of(uri)) is not None]
    if not paths and params.root_path:
        paths.append(Path(params.root_path))
    return tuple(paths)


def _is_whole(change: types.TextDocumentContentChangeEvent) -> bool:
    return not isinstance(change, types.TextDocumentContentChangePartial)


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


async def _sent(request: Callable[[Any], Coroutine[Any, Any, None]], params: object) -> None:
    """Send a request whose answer says nothing."""
    try:
        await request(params)
    except JsonRpcException as error:
        log.info("the client refuses: %r", error)
