"""The documents that are open, and their checks: one for each version, whoever asks first."""

from __future__ import annotations

import asyncio
import gc
import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Concatenate, NamedTuple, ParamSpec, TypeVar

from lsprotocol import types
from pygls.exceptions import JsonRpcContentModified

from citelaw.errors import CitelawError
from citelaw.integrations.lsp._checker import (
    Asked,
    Checker,
    Outcome,
    Problem,
    is_too_large,
    refusal,
)
from citelaw.integrations.lsp._documents import OpenDocument
from citelaw.integrations.lsp._tasks import Tasks
from citelaw.integrations.lsp._terms import Terms
from citelaw.integrations.lsp._voice import Voice
from citelaw.integrations.lsp._worker import Worker
from citelaw.integrations.lsp.checked import Checked
from citelaw.words import Words

Given = ParamSpec("Given")
Result = TypeVar("Result")

LONG = 0.3
"""Seconds after which a client is told that a check goes on."""
IDLE = 2.0
"""Seconds without a check after which nobody is typing."""


class State(NamedTuple):
    """What an outcome is good for: the revision of the text, and of all that lies beside it."""

    revision: int
    generation: int


class Shown(NamedTuple):
    """What a client was last given of a document, and what that is called."""

    result_id: str
    items: list[types.Diagnostic]


class Held:
    """An open document and what the server has under way for it.

    ``refused`` says why it is not checked at all. ``due`` tells that what is shown of it is to be
    that of its current version. ``touched`` is when it last changed, in seconds of the event loop.
    ``task`` gives, or has given, the outcome for ``state``. ``superseded`` is set when the last
    question for its findings need not be answered any more.
    """

    def __init__(self, document: OpenDocument) -> None:
        self.document = document
        self.refused: Words | None = None
        self.due = True
        self.touched = float("-inf")
        self.state = State(-1, -1)
        self.task: asyncio.Task[Outcome | None] | None = None
        self.timer: asyncio.TimerHandle | None = None
        self.shown: Shown | None = None
        self.superseded = asyncio.Event()

    @property
    def outcome(self) -> Outcome | None:
        """What the last check gave; None where it goes on or was not wanted any more."""
        task = self.task
        if task is None or not task.done():
            return None
        if task.exception() is not None:
            return Outcome(None, (Problem(_CRASHED),))
        return task.result()


class Desk:
    """The open documents.

    Args:
        terms: what was agreed on with the client.
        checker: what checks them; it lives in the thread of ``worker``.
        weigh: is told whenever a check has given something.
    """

    def __init__(
        self,
        terms: Terms,
        voice: Voice,
        tasks: Tasks,
        worker: Worker,
        checker: Checker,
        weigh: Callable[[], None],
    ) -> None:
        self._terms = terms
        self._voice = voice
        self._tasks = tasks
        self._worker = worker
        self._checker = checker
        self._weigh = weigh
        self._held: dict[str, Held] = {}
        self._generation = 0
        self._tidying: asyncio.TimerHandle | None = None

    # ------------------------------------------------------------ which are open

    def __iter__(self) -> Iterator[Held]:
        return iter(tuple(self._held.values()))

    def find(self, uri: str) -> Held | None:
        """Return an open document, None where it is not open."""
        return self._held.get(uri)

    def has(self, path: Path) -> bool:
        """Return whether a file is open."""
        return any(one.document.path == path for one in self)

    def is_open(self, held: Held) -> bool:
        """Return whether a document is still open."""
        return self._held.get(held.document.uri) is held

    def take(self, item: types.TextDocumentItem) -> Held:
        """Take a document in."""
        self.drop(item.uri)
        held = self._held[item.uri] = Held(OpenDocument(item, self._terms.encoding))
        self._refuse_or_not(held)
        return held

    def change(self, held: Held, params: types.DidChangeTextDocumentParams) -> None:
        """Change a document."""
        changes = params.content_changes
        is_forgotten = held.refused is not None and not held.document.now.text
        if is_forgotten and not any(map(_is_whole, changes)):
            return
        held.document.change(changes, params.text_document.version)
        held.touched = asyncio.get_running_loop().time()
        self._refuse_or_not(held)

    def lose(self, held: Held) -> None:
        """Give up the text of a document, since it is not known what the editor has.

        To go on would be to underline and to change the wrong words.
        """
        held.document.forget()
        held.due = True
        self._refuse(held, _LOST)

    def drop(self, uri: str) -> bool:
        """Let go of a document; return whether it was open."""
        held = self._held.pop(uri, None)
        if held is None:
            return False
        held.superseded.set()
        if held.timer is not None:
            held.timer.cancel()
        self._tasks.start(self._worker.do(self._checker.close, uri))
        return True

    def _refuse_or_not(self, held: Held) -> None:
        """Take note of whether a document can be checked."""
        text = held.document.now.text
        self._refuse(held, refusal(text))
        if is_too_large(text):
            held.document.forget()

    def _refuse(self, held: Held, why: Words | None) -> None:
        """Take note of why a document is not checked, None where it is, and say it once."""
        held.refused = why
        if why is not None:
            name = held.document.name
            self._voice.warn([Words(f"{name}：{why.chinese}", f"{name}: {why.english}")])

    def place(self, document: OpenDocument) -> Path:
        """Return where a document stands, or would stand if it were a file."""
        name = document.name.replace(os.sep, "_") or "_"
        return document.path or self._terms.folder / name

    # ------------------------------------------------------------ checking

    def state(self, held: Held) -> State:
        """Return what an outcome must be good for to be that of now."""
        return State(held.document.revision, self._generation)

    def renew(self) -> None:
        """Have every outcome so far be out of date."""
        self._generation += 1

    async def outcome(self, held: Held) -> Outcome | None:
        """Return what the check of the current version gives; None where it is gone meanwhile."""
        await self._terms.settled.wait()
        state = self.state(held)
        if held.task is None or held.state != state:
            held.state = state
            held.task = self._tasks.start(self._checked(held, state))
        task = held.task
        await asyncio.wait([task])
        return held.outcome if held.task is task else None

    async def _checked(self, held: Held, state: State) -> Outcome | None:
        document = held.document
        asked = Asked(
            uri=document.uri,
            version=document.version,
            name=document.name,
            path=self.place(document),
            is_file=document.path is not None,
            text=document.now,
            configuration=self._terms.configuration,
            still_wanted=lambda: self.state(held) == state and self.is_open(held),
        )
        loop = asyncio.get_running_loop()
        telling = loop.call_later(LONG, lambda: self._voice.tell("checking"))
        try:
            outcome = await self._worker.do(self._checker.check, asked)
        finally:
            telling.cancel()
            self._tidying = self._tasks.later(self._tidying, IDLE, self._tidy)
            if asked.still_wanted():
                loop.call_soon(self._weigh)  # when this is done
        if outcome is not None:
            self._terms.watch(f"**/{one.name}" for one in outcome.beside)
        return outcome

    async def _tidy(self) -> None:
        """Collect what is no longer used, now that nobody waits for anything.

        In the midst of typing it would take a fifth of a second with a large list.
        """
        await self._worker.do(gc.collect)

    # ------------------------------------------------------------ answering

    def current(self) -> tuple[Checked, ...]:
        """Return the open documents whose current version is checked."""
        found = []
        for held in self:
            outcome = held.outcome if held.state == self.state(held) else None
            if outcome is not None and outcome.checked is not None:
                found.append(outcome.checked)
        return tuple(found)

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
        held = self.find(uri)
        if held is None or held.refused is not None:
            return None
        state = self.state(held)
        outcome = await self.outcome(held)
        if self.state(held) != state or not self.is_open(held):
            raise JsonRpcContentModified
        if outcome is None or outcome.checked is None:
            return None
        checked = outcome.checked

        def answered() -> Result:
            if self.state(held) != state:  # in its turn; a key press need not wait for it
                raise JsonRpcContentModified
            return answer(checked, *given, **named)

        try:
            return await self._worker.do(answered)
        except CitelawError as error:
            self._voice.log(error.words)
            return None

    async def ask_all(
        self,
        answer: Callable[Concatenate[Sequence[Checked], Given], Result],
        *given: Given.args,
        **named: Given.kwargs,
    ) -> Result:
        """Return what ``answer`` makes of the current versions of all open documents."""
        for held in self:
            if held.refused is None:
                await self.outcome(held)
        return await self._worker.do(answer, self.current(), *given, **named)

    async def quiet(self, held: Held, until: asyncio.Event | None = None) -> None:
        """Wait until nobody has typed in a document for a while, or until ``until`` is set."""
        loop = asyncio.get_running_loop()
        until = until or asyncio.Event()
        while not until.is_set():
            left = held.touched + self._terms.options.debounce / 1000 - loop.time()
            if left <= 0:
                return
            try:
                await asyncio.wait_for(until.wait(), left)
            except TimeoutError:
                continue


_LOST = Words(
    "编辑器发来的一处修改无法理解，没有继续检查；关闭后重新打开。",
    "A change that the editor sent makes no sense, so checking stopped; close the file and open it "
    "again.",
)
_CRASHED = Words(
    "citelaw 检查这份清单时出错，没有检查完；日志里有原因。",
    "citelaw failed on this list and did not finish checking it; the log says why.",
)


def _is_whole(change: types.TextDocumentContentChangeEvent) -> bool:
    return not isinstance(change, types.TextDocumentContentChangePartial)
