"""What goes on between the server and one client: documents, settings, and what is shown when.

Everything here happens in the event loop; work on lists is handed to the worker. A version of a
document is checked once, whoever asks first, and what is asked of a version that is gone is not
answered with another.
"""

from __future__ import annotations

import asyncio
import logging
import os
from collections.abc import Callable, Coroutine, Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Concatenate, NamedTuple, ParamSpec, TypeVar

from lsprotocol import types
from pygls.exceptions import JsonRpcContentModified, JsonRpcException
from pygls.lsp.server import LanguageServer

from citelaw.errors import CitelawError
from citelaw.integrations.lsp._checker import Asked, Checker, Outcome, Place, Problem, refusal
from citelaw.integrations.lsp._documents import OpenDocument, path_of, uri_of
from citelaw.integrations.lsp._settings import SECTION, read_options
from citelaw.integrations.lsp._worker import Worker
from citelaw.integrations.lsp.checked import Checked
from citelaw.integrations.lsp.client import ClientAbilities, abilities
from citelaw.integrations.lsp.diagnostics import diagnostics, note
from citelaw.integrations.lsp.options import Options, Run
from citelaw.version import __version__
from citelaw.words import Words

log = logging.getLogger(__name__)

Given = ParamSpec("Given")
Result = TypeVar("Result")

SERVER_CANCELLED = -32802
STATUS = "citelaw/status"
_PATIENCE = 2.0
"""Seconds that a client has to say its settings before lists are checked with the default ones."""
_RETRY = 2.0
"""Seconds between two looks at what kept lists from being checked."""


class Shown(NamedTuple):
    """What a client was last given of a document, and what that is called."""

    result_id: str
    items: list[types.Diagnostic]


class Held:
    """An open document and what the server has under way for it.

    ``refused`` says why it is not checked at all. ``due`` tells that it is to be checked though
    nobody types: it was opened or saved, or its owner asked. ``touched`` is when it last changed,
    in seconds of the event loop.
    """

    def __init__(self, document: OpenDocument) -> None:
        self.document = document
        self.refused: Words | None = None
        self.due = True
        self.look = True
        self.touched = 0.0
        self.outcome: Outcome | None = None
        self.state = (-1, -1)
        self.task: asyncio.Task[Outcome | None] | None = None
        self.timer: asyncio.TimerHandle | None = None
        self.shown: Shown | None = None
        self.asked: asyncio.Event | None = None


class Session:
    """The dialogue with one client.

    Args:
        server: what speaks the protocol.
        today: tells what day it is.
    """

    def __init__(self, server: LanguageServer, today: Callable[[], date]) -> None:
        self._server = server
        self._worker = Worker()
        self._checker = Checker(today)
        self._held: dict[str, Held] = {}
        self._generation = 0
        self._serial = 0
        self._tasks: set[asyncio.Task[Any]] = set()
        self._said: set[Words] = set()
        self._ready = asyncio.Event()
        self._problem_files: dict[Path, tuple[Problem, ...]] = {}
        self._data_date = ""
        self._folder: Path | None = None
        self._locale = ""
        self.client = ClientAbilities()
        self.options = Options()
        self.encoding: str = types.PositionEncodingKind.Utf16.value

    # ------------------------------------------------------------ beginning

    def initialize(self, params: types.InitializeParams, encoding: str) -> None:
        """Take down what the client can do and wants."""
        self.client = abilities(params)
        self.encoding = encoding
        self._locale = (params.locale or "").lower()
        self._folder = _folder(params)
        self._adopt(params.initialization_options)

    def initialized(self) -> None:
        """Load what checks need, and ask the client for its settings."""
        self.start(self._warmed())
        if self.client.configuration:
            self.start(self._configured())
        else:
            self._ready.set()
        self.start(self._registered())

    @property
    def language(self) -> str:
        """The language of messages, "zh" or "en"."""
        if self.options.language != "auto":
            return self.options.language
        return "en" if self._locale and not self._locale.startswith("zh") else "zh"

    async def _warmed(self) -> None:
        try:
            self._data_date = await self._worker.do(self._checker.warm)
        except CitelawError as error:
            self._trouble((Problem(error.words),))
        self._tell("ready")

    async def _configured(self) -> None:
        """Ask the client for its settings."""
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
        self._ready.set()

    async def _registered(self) -> None:
        """Have the client tell of changed settings and files, where it can."""
        wanted = []
        if self.client.watch_files:
            watchers = [types.FileSystemWatcher(glob_pattern=glob) for glob in _WATCHED]
            wanted.append(
                types.Registration(
                    id="citelaw-files",
                    method=types.WORKSPACE_DID_CHANGE_WATCHED_FILES,
                    register_options=types.DidChangeWatchedFilesRegistrationOptions(watchers),
                )
            )
        if not wanted:
            return
        try:
            await self._server.client_register_capability_async(types.RegistrationParams(wanted))
        except JsonRpcException as error:
            log.warning("the client watches nothing: %r", error)

    # ------------------------------------------------------------ settings

    def _adopt(self, given: object) -> None:
        """Take over what the client sets, and say what of it does not count."""
        options, faults = read_options(given)
        self.options = options
        for fault in faults:
            self.say(fault, types.MessageType.Warning)

    def settings_changed(self, params: types.DidChangeConfigurationParams) -> None:
        """Take over what the client has set anew."""
        self.start(self._resettled(params.settings))

    async def _resettled(self, given: object) -> None:
        if self.client.configuration:
            await self._configured()
        elif given:
            self._adopt(given)
        await self.renew()

    async def files_changed(self) -> None:
        """Check everything anew after a change of files that decide."""
        await self.renew()

    async def renew(self) -> None:
        """Check everything anew: settings, configurations or data have changed."""
        self._checker_place()
        await self._worker.do(self._checker.reset)
        self._generation += 1
        for held in self._held.values():
            held.due = True
            if not self.client.pull:
                self._schedule(held, 0)
        if self.client.pull and self.client.refresh:
            self._refresh(self._server.workspace_diagnostic_refresh_async)
        if self.client.refresh_hints:
            self._refresh(self._server.workspace_inlay_hint_refresh_async)
        if self.client.refresh_lenses:
            self._refresh(self._server.workspace_code_lens_refresh_async)

    def _refresh(self, request: Callable[[None], Coroutine[Any, Any, None]]) -> None:
        self.start(_unanswered(request(None)))

    def _checker_place(self) -> Place:
        named = os.path.expanduser(self.options.configuration)
        if not named:
            return Place()
        return Place(Path(os.path.join(self._folder or "", named)))

    # ------------------------------------------------------------ documents

    def opened(self, item: types.TextDocumentItem) -> None:
        """Take a document in, and check it."""
        held = self._held[item.uri] = Held(OpenDocument(item, self.encoding))
        self._refuse_or_not(held)
        held.due = self.options.run is not Run.MANUAL
        if held.due:
            self._schedule(held, 0)

    def changed(self, params: types.DidChangeTextDocumentParams) -> None:
        """Change a document, and check it when nobody types any more."""
        held = self._held.get(params.text_document.uri)
        if held is None:
            log.warning("%s is not open", params.text_document.uri)
            return
        held.document.change(params.content_changes, params.text_document.version)
        held.touched = asyncio.get_running_loop().time()
        self._refuse_or_not(held)
        if self.options.run is Run.ON_TYPE:
            held.due = True
            self._schedule(held, self.options.debounce / 1000)

    def saved(self, uri: str) -> None:
        """Check a document that was saved."""
        held = self._held.get(uri)
        if held is None or self.options.run is Run.MANUAL:
            return
        held.due = held.look = True
        self._schedule(held, 0)
        if self.client.pull and self.client.refresh and self.options.run is Run.ON_SAVE:
            self._refresh(self._server.workspace_diagnostic_refresh_async)

    def closed(self, uri: str) -> None:
        """Forget a document, and take away what is shown of it."""
        held = self._held.pop(uri, None)
        if held is None:
            return
        if held.timer is not None:
            held.timer.cancel()
        if held.asked is not None:
            held.asked.set()
        if not self.client.pull:
            self._publish(uri, [], None)
        self.start(self._worker.do(self._checker.close, uri))

    def _refuse_or_not(self, held: Held) -> None:
        refused = refusal(held.document.text)
        if refused is not None and refused != held.refused:
            self.say(
                Words(
                    f"{held.document.name}：{refused.chinese}",
                    f"{held.document.name}: {refused.english}",
                ),
                types.MessageType.Warning,
            )
        held.refused = refused

    # ------------------------------------------------------------ checking

    def _schedule(self, held: Held, seconds: float) -> None:
        """Check a document after so many seconds, where the client wants to be sent findings."""
        if held.timer is not None:
            held.timer.cancel()
            held.timer = None
        if self.client.pull:
            return
        loop = asyncio.get_running_loop()
        held.timer = loop.call_later(seconds, lambda: self.start(self._pushed(held)))

    async def _pushed(self, held: Held) -> None:
        """Check a document and send what is found, unless it has changed meanwhile."""
        state = self._state(held)
        items = await self._items(held)
        if items is None or not self._is_open(held) or self._state(held) != state:
            return
        held.due = False
        self._publish(held.document.uri, items, held.document.version)

    def _publish(self, uri: str, items: Sequence[types.Diagnostic], version: int | None) -> None:
        self._server.text_document_publish_diagnostics(
            types.PublishDiagnosticsParams(uri=uri, diagnostics=items, version=version)
        )

    async def _items(self, held: Held) -> list[types.Diagnostic] | None:
        """Return what is to be shown of the current version; None where it is gone."""
        if held.refused is not None:
            return [note(held.refused, self.language, types.DiagnosticSeverity.Information)]
        outcome = await self.outcome(held)
        if outcome is None:
            return None
        severity = types.DiagnosticSeverity.Warning
        if outcome.checked is None:
            severity = types.DiagnosticSeverity.Error
        notes = [note(one.words, self.language, severity) for one in outcome.problems]
        if outcome.checked is None:
            return notes
        found = await self._worker.do(
            diagnostics, outcome.checked, self.options, self.language, self.client
        )
        return notes + found

    def _state(self, held: Held) -> tuple[int, int]:
        return held.document.revision, self._generation

    def _is_open(self, held: Held) -> bool:
        return self._held.get(held.document.uri) is held

    async def outcome(self, held: Held) -> Outcome | None:
        """Return what the check of the current version gave; None where it is gone meanwhile."""
        await self._ready.wait()
        state = self._state(held)
        if held.outcome is not None and held.state == state:
            return held.outcome
        if held.task is None or held.task.done() or held.state != state:
            held.state = state
            held.outcome = None
            held.task = self.start(self._checked(held, state))
        return await asyncio.shield(held.task)

    async def _checked(self, held: Held, state: tuple[int, int]) -> Outcome | None:
        document = held.document
        look, held.look = held.look, False
        asked = Asked(
            uri=document.uri,
            version=document.version,
            name=document.name,
            path=document.path or self._elsewhere(document),
            is_file=document.path is not None,
            positions=lambda: document.positions,
            still_wanted=lambda: self._state(held) == state and self._is_open(held),
        )
        self._tell("checking")
        outcome, changed = await self._worker.do(self._work, asked, look, self._checker_place())
        if outcome is not None and self._state(held) == state:
            held.outcome = outcome
            self._data_date = outcome.data_date or self._data_date
            self._trouble(outcome.problems)
            self._report(outcome)
        if changed:
            await self.renew()
        return outcome

    def _work(self, asked: Asked, look: bool, place: Place) -> tuple[Outcome | None, bool]:
        """Check a document; done by the worker."""
        self._checker.place(place)
        changed = self._checker.look(asked.path) if look else False
        return self._checker.check(asked), changed

    def _elsewhere(self, document: OpenDocument) -> Path:
        """Return where a document that is no file would stand."""
        folder = self._folder or Path.cwd()
        return folder / (document.name.replace(os.sep, "_") or "_")

    def _trouble(self, problems: Iterable[Problem]) -> None:
        """Say what is wrong, each thing once."""
        for one in problems:
            self.say(one.words, types.MessageType.Error)

    def _report(self, outcome: Outcome) -> None:
        if outcome.checked is None:
            message = outcome.problems[0].words.said(self.language) if outcome.problems else ""
            self._tell("failed", message=message)
            return
        self._tell("ready", findings=len(outcome.checked.report.diagnostics))

    # ------------------------------------------------------------ what clients ask

    async def pull(self, params: types.DocumentDiagnosticParams) -> types.DocumentDiagnosticReport:
        """Return the findings of a document (textDocument/diagnostic)."""
        held = self._held.get(params.text_document.uri)
        if held is None:
            return types.RelatedFullDocumentDiagnosticReport(items=[])
        known = params.previous_result_id
        shown = held.shown
        if not held.due and shown is not None and known == shown.result_id:
            return types.RelatedUnchangedDocumentDiagnosticReport(result_id=known)
        if not held.due and self.options.run is Run.MANUAL:
            return types.RelatedFullDocumentDiagnosticReport(items=[])
        shown = await self._current(held)
        if known == shown.result_id:
            return types.RelatedUnchangedDocumentDiagnosticReport(result_id=known)
        return types.RelatedFullDocumentDiagnosticReport(
            items=shown.items, result_id=shown.result_id
        )

    async def _current(self, held: Held) -> Shown:
        """Return what is to be shown of a document when nobody types any more.

        Raises:
            JsonRpcException: it was asked again meanwhile, so that this need not be answered.
        """
        if held.asked is not None:
            held.asked.set()
        asked = held.asked = asyncio.Event()
        while True:
            await self._quiet(held, asked)
            if asked.is_set():
                raise JsonRpcException("asked again", SERVER_CANCELLED, {"retriggerRequest": False})
            state = self._state(held)
            items = await self._items(held)
            if items is not None and self._state(held) == state:
                break
        held.due = False
        if held.shown is None or not _alike(held.shown.items, items):
            self._serial += 1
            held.shown = Shown(str(self._serial), items)
        return held.shown

    async def _quiet(self, held: Held, asked: asyncio.Event | None = None) -> None:
        """Wait until nobody has typed for a while, or until ``asked`` is set."""
        loop = asyncio.get_running_loop()
        while not (asked is not None and asked.is_set()):
            left = held.touched + self.options.debounce / 1000 - loop.time()
            if not held.touched or left <= 0:
                return
            if asked is None:
                await asyncio.sleep(left)
                continue
            try:
                await asyncio.wait_for(asked.wait(), left)
            except TimeoutError:
                continue

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
        outcome = await self.outcome(held)
        if self._state(held) != state:
            raise JsonRpcContentModified
        if outcome is None or outcome.checked is None:
            return None
        try:
            return await self._worker.do(answer, outcome.checked, *given, **named)
        except CitelawError as error:
            self.log(error.words)
            return None

    # ------------------------------------------------------------ what is said

    def say(self, words: Words, kind: types.MessageType) -> None:
        """Show a message to the person, once."""
        if words in self._said:
            return
        self._said.add(words)
        self._server.window_show_message(
            types.ShowMessageParams(kind, f"citelaw: {words.said(self.language)}")
        )

    def log(self, words: Words) -> None:
        """Write a message into the client's log."""
        self._server.window_log_message(
            types.LogMessageParams(types.MessageType.Error, words.said(self.language))
        )

    def _tell(self, state: str, *, findings: int | None = None, message: str = "") -> None:
        """Tell a client that shows it how things stand."""
        self._server.protocol.notify(
            STATUS,
            {
                "state": state,
                "dataDate": self._data_date,
                "version": __version__,
                "findings": findings,
                "message": message,
            },
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


_WATCHED = (
    "**/citelaw.toml",
    "**/.citelaw.toml",
    "**/pyproject.toml",
    "**/statutes.toml",
    "**/*baseline*.json",
)


def _folder(params: types.InitializeParams) -> Path | None:
    """Return the first folder that the client works in."""
    uris = [one.uri for one in params.workspace_folders or ()]
    if params.root_uri:
        uris.append(params.root_uri)
    elif params.root_path:
        uris.append(uri_of(params.root_path))
    return next((path for uri in uris if (path := path_of(uri)) is not None), None)


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


async def _unanswered(request: Coroutine[Any, Any, None]) -> None:
    """Send a request whose answer says nothing."""
    try:
        await request
    except JsonRpcException as error:
        log.info("the client refuses: %r", error)
