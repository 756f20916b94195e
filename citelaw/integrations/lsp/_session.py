"""What goes on between the server and one client: what happens when something has changed.

Everything here happens in the event loop; work on lists is handed to the worker.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

from lsprotocol import types
from pygls.exceptions import JsonRpcContentModified
from pygls.lsp.server import LanguageServer

from citelaw.errors import CitelawError
from citelaw.integrations.lsp._checker import Checker
from citelaw.integrations.lsp._desk import Desk
from citelaw.integrations.lsp._display import Display
from citelaw.integrations.lsp._tasks import Tasks
from citelaw.integrations.lsp._terms import Terms
from citelaw.integrations.lsp._voice import Voice
from citelaw.integrations.lsp._worker import Worker
from citelaw.integrations.lsp.options import Run

log = logging.getLogger(__name__)

RETRY = 2.0
"""Seconds between two looks at what keeps lists from being checked as their owners want."""
SETTLING = 0.1
"""Seconds in which several changes of files count as one."""


class Session:
    """The dialogue with one client.

    Args:
        server: what speaks the protocol.
        today: tells what day it is.
    """

    def __init__(self, server: LanguageServer, today: Callable[[], date]) -> None:
        self._server = server
        self._checker = Checker(today)
        self._changing: asyncio.TimerHandle | None = None
        self._retrying: asyncio.TimerHandle | None = None
        self._has_begun = False
        self.today = today
        self.tasks = Tasks()
        self.worker = Worker()
        self.terms = Terms(server, self.tasks)
        self.voice = Voice(server, self.terms)
        self.desk = Desk(
            self.terms, self.voice, self.tasks, self.worker, self._checker, self._weigh
        )
        self.display = Display(server, self.terms, self.desk, self.tasks, self.worker)

    # ------------------------------------------------------------ beginning

    def initialize(self, params: types.InitializeParams, encoding: str) -> None:
        """Take down what the client can do and wants."""
        self.voice.warn(self.terms.introduce(params, encoding))

    def initialized(self) -> None:
        """Load what checks need, and ask the client for its settings."""
        if self._has_begun:
            return
        self._has_begun = True
        self.tasks.start(self._warmed())
        self.tasks.start(self._asked())
        self.terms.register()

    async def _warmed(self) -> None:
        try:
            self.voice.data_date = await self.worker.do(self._checker.warm)
        except CitelawError as error:  # what is opened will say so
            log.warning("%s", error)
            return
        if not self.voice.has_told:
            self.voice.tell("ready")

    async def _asked(self) -> None:
        self.voice.warn(await self.terms.ask())

    # ------------------------------------------------------------ settings and files beside

    async def settings_changed(self, given: object) -> None:
        """Take over what the client has set anew."""
        before = self.terms.options
        if self.terms.client.configuration:
            await self._asked()
        elif given:
            self.voice.warn(self.terms.adopt(given))
        if self.terms.options != before:
            self.renew()

    def files_changed(self) -> None:
        """Check everything anew when files that decide have changed, and no more do."""
        self._changing = self.tasks.later(self._changing, SETTLING, self._read_anew)

    async def _read_anew(self) -> None:
        await self.worker.do(self._checker.reset)
        self.renew()

    def folders_changed(self, folders: Iterable[Path]) -> None:
        """Take down which folders the client works in."""
        self.terms.folders = tuple(folders)

    def renew(self) -> None:
        """Check and show everything anew: settings, configurations or data have changed."""
        self.desk.renew()
        is_manual = self.terms.options.run is Run.MANUAL
        for held in self.desk:
            held.due = held.due or held.shown is not None or not is_manual
            if held.due:
                self.display.schedule(held)
        self.display.refresh()
        client = self.terms.client
        for is_able, request in (
            (client.refresh_hints, self._server.workspace_inlay_hint_refresh_async),
            (client.refresh_lenses, self._server.workspace_code_lens_refresh_async),
            (client.refresh_tokens, self._server.workspace_semantic_tokens_refresh_async),
        ):
            if is_able:
                self.tasks.send(request, None)

    async def look(self) -> None:
        """Look whether something beside the lists has changed, and check anew if so."""
        if await self.worker.do(self._checker.look):
            self.renew()

    def _weigh(self) -> None:
        """Say what is wrong beside the lists, and how things stand."""
        outcomes = [one for held in self.desk if (one := held.outcome) is not None]
        problems = dict.fromkeys(one for outcome in outcomes for one in outcome.problems)
        dates = [one.data_date for one in outcomes if one.data_date]
        self.voice.data_date = min(dates, default=self.voice.data_date)
        self.voice.trouble(one.words for one in problems)
        self.display.blame(problems)
        if problems:
            self.voice.tell("failed", message=next(iter(problems)).words)
            self._retrying = self._retrying or self.tasks.later(None, RETRY, self._retried)
        else:
            checked = [one.checked for one in outcomes if one.checked is not None]
            self.voice.tell("ready", findings=sum(len(one.report.diagnostics) for one in checked))

    async def _retried(self) -> None:
        """Look whether what was wrong is mended, and go on looking until it is."""
        self._retrying = None
        await self.look()
        if self.voice.is_troubled and self._retrying is None:
            self._retrying = self.tasks.later(None, RETRY, self._retried)

    # ------------------------------------------------------------ documents

    def opened(self, item: types.TextDocumentItem) -> None:
        """Take a document in, and check it."""
        if not self._has_begun:  # some clients do not say that they are
            self.initialized()
        held = self.desk.take(item)
        self.display.forget_other(held.document.path)
        held.due = self.terms.options.run is not Run.MANUAL
        if held.due:
            self.display.schedule(held)
        self.tasks.start(self.look())  # what was read for others may be out of date

    def changed(self, params: types.DidChangeTextDocumentParams) -> None:
        """Change a document, and check it when nobody types any more."""
        held = self.desk.find(params.text_document.uri)
        if held is None:
            log.warning("%s is not open", params.text_document.uri)
            return
        self.desk.change(held, params)
        if self.terms.options.run is Run.ON_TYPE:
            held.due = True
            self.display.schedule(held, self.terms.options.debounce / 1000)

    def lost(self, uri: str) -> None:
        """Give a document up of which a change could not be understood."""
        held = self.desk.find(uri)
        if held is not None:
            self.desk.lose(held)
            self.display.schedule(held)

    def saved(self, uri: str) -> None:
        """Look at what lies beside a document that was saved, and check it where it is time."""
        held = self.desk.find(uri)
        if held is None:
            return
        self.tasks.start(self.look())
        if self.terms.options.run is Run.ON_SAVE:
            held.due = True
            self.display.schedule(held)
            self.display.refresh()

    def closed(self, uri: str) -> None:
        """Forget a document, and take away what is shown of it."""
        if self.desk.drop(uri):
            self.display.clear(uri)
            self._weigh()

    async def check(self, uri: str) -> int | None:
        """Check a document now, whatever the settings say; return how many findings it has.

        None where it is not open or cannot be checked; the person is told why.
        """
        held = self.desk.find(uri)
        if held is None:
            return None
        await self.look()
        held.due = True
        self.display.refresh()
        if not self.terms.client.pull:
            await self.display.push(held)
        outcome = await self.desk.outcome(held) if held.refused is None else None
        if outcome is not None and outcome.checked is not None:
            return len(outcome.checked.report.diagnostics)
        if held.refused is not None:
            self.voice.show(held.refused)
        elif outcome is not None and outcome.problems:
            self.voice.show(outcome.problems[0].words)
        return None

    async def quiet(self, uri: str) -> None:
        """Wait until nobody has typed in a document for a while.

        Raises:
            JsonRpcContentModified: somebody has typed while this waited.
        """
        held = self.desk.find(uri)
        if held is None:
            return
        state = self.desk.state(held)
        await self.desk.quiet(held)
        if self.desk.state(held) != state:
            raise JsonRpcContentModified

    async def databases(self) -> tuple[Path, ...]:
        """Return the databases that lists in the client's folder are checked against."""
        return await self.worker.do(self._checker.databases, self.terms.folder)
