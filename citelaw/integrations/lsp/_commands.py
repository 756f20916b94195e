"""What a person may tell the server to do (workspace/executeCommand)."""

from __future__ import annotations

import asyncio
import os
import sys
import time
from collections.abc import Awaitable, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import uuid4

from lsprotocol import types
from pygls.exceptions import JsonRpcException, JsonRpcInvalidParams
from pygls.lsp.server import LanguageServer

from citelaw.errors import CitelawError, ReportError, SettingsError
from citelaw.integrations.lsp._documents import path_of
from citelaw.integrations.lsp._lists import (
    Found,
    StoppedError,
    Wanted,
    check_lists,
    write_copy,
    write_page,
)
from citelaw.integrations.lsp._session import Session
from citelaw.integrations.lsp._tasks import sent
from citelaw.version import __version__
from citelaw.words import Words

if TYPE_CHECKING:
    from citelaw.integrations.lsp._accepting import Surroundings

Result = TypeVar("Result")

PREFIX = "citelaw.server."
_OFTEN = 0.2
"""Seconds between two reports of how far something is."""


def add_commands(server: LanguageServer, session: Session) -> None:
    """Have the server carry out commands."""
    lists = _Lists(server, session)

    @server.command(f"{PREFIX}check")
    async def check(*given: Any) -> dict[str, int] | None:
        """Check a document now, whatever the settings say."""
        number = await session.check(_text(given))
        return None if number is None else {"findings": number}

    @server.command(f"{PREFIX}checkWorkspace")
    async def check_workspace(*given: Any) -> dict[str, int] | None:
        return await _carried_out(session, lists.check())

    @server.command(f"{PREFIX}fixAll")
    async def fix_all(*given: Any) -> None:
        """Make all safe corrections in a document."""
        from citelaw.integrations.lsp.actions import fix_all_edit

        edit = await session.desk.ask(_text(given), fix_all_edit, session.terms.client)
        if edit is None:
            session.voice.show(_NOTHING_TO_FIX, types.MessageType.Info)
        await _applied(server, edit)

    @server.command(f"{PREFIX}ignore")
    async def ignore(*given: Any) -> None:
        """Have a finding left out, for the reason given."""
        from citelaw.integrations.lsp.actions import ignore_edit

        asked = given[0] if given and isinstance(given[0], Mapping) else {}
        uri = str(asked.get("uri", ""))
        around = surroundings(session, uri)
        edit = await session.desk.ask(uri, ignore_edit, asked, session.terms.client, around)
        await _applied(server, edit)

    @server.command(f"{PREFIX}htmlReport")
    async def html_report(*given: Any) -> str | None:
        return await _carried_out(session, lists.report(_texts(given)))

    @server.command(f"{PREFIX}annotate")
    async def annotate(*given: Any) -> str | None:
        """Write an annotated copy of a file beside it; return its path."""
        return await _carried_out(session, lists.annotate(_text(given)))

    @server.command(f"{PREFIX}rulePage")
    async def rule_page(*given: Any) -> str | None:
        return await _carried_out(session, session.worker.do(_rule_page, _text(given)))

    @server.command(f"{PREFIX}status")
    async def status(*given: Any) -> dict[str, Any]:
        databases = [str(one) for one in await session.databases()]
        return {
            "version": __version__,
            "dataDate": session.voice.data_date,
            "database": databases[0],
            "databases": databases,
            "interpreter": sys.executable,
            "python": ".".join(map(str, sys.version_info[:3])),
        }


def surroundings(session: Session, uri: str) -> Surroundings:
    """Return what lies about a document."""
    from citelaw.integrations.lsp._accepting import OpenText, Surroundings

    path = path_of(uri)
    roots = (one for one in session.terms.folders if path is not None and path.is_relative_to(one))

    def text_of(file: Path) -> OpenText | None:
        for held in session.desk:
            one = held.document
            if one.path == file:
                return OpenText(one.uri, one.version, one.now.text)
        return None

    root = max(roots, key=lambda one: len(one.parts), default=None)
    return Surroundings(root=root, configuration=session.terms.configuration, text_of=text_of)


_NOTHING_TO_FIX = Words("没有可以安全修正的引用。", "nothing can be corrected safely.")


async def _applied(server: LanguageServer, edit: types.WorkspaceEdit | None) -> None:
    """Have the client make an edit."""
    if edit is not None:
        params = types.ApplyWorkspaceEditParams(edit, "citelaw")
        await sent(server.workspace_apply_edit_async, params)


def _text(given: Sequence[Any]) -> str:
    """Return the text that a command is given first.

    Raises:
        JsonRpcException: there is none.
    """
    if not given or not isinstance(given[0], str):
        raise JsonRpcInvalidParams("the command takes a text")
    return given[0]


def _texts(given: Sequence[Any]) -> tuple[str, ...]:
    """Return the texts that a command is given, one by one or as a list."""
    if len(given) == 1 and isinstance(given[0], (list, tuple)):
        given = given[0]
    return tuple(one for one in given if isinstance(one, str))


async def _carried_out(session: Session, work: Awaitable[Result]) -> Result | None:
    """Return what a command gives; None where it fails, and the person is told why."""
    try:
        return await work
    except StoppedError:
        return None
    except CitelawError as error:
        session.voice.show(error.words)
        return None


def _rule_page(label: str) -> str:
    """Return the manual page of a rule, as Markdown.

    Raises:
        SettingsError: there is no such rule.
    """
    from citelaw.manual import names, pages
    from citelaw.reporters import load_manual
    from citelaw.selection import OWN, Labels

    found = pages(Labels(names(), OWN).find(label))
    if not found:
        raise SettingsError(f"没有规则 {label}。", f"There is no rule {label}.")
    return load_manual("markdown").render(found).decode()


def _unplaced(number: int) -> Words:
    return Words(
        f"有 {number} 处问题没有标在原处，见 citelaw 的报告。",
        f"{number} finding(s) are not marked at their words; see the report of citelaw.",
    )


class _Lists:
    """Checks and reports lists that need not be open."""

    def __init__(self, server: LanguageServer, session: Session) -> None:
        self._server = server
        self._session = session

    async def check(self) -> dict[str, int]:
        """Check the lists in the client's folders, and show what is found in those not open.

        Raises:
            CitelawError: they cannot be checked.
        """
        found = await self._checked(self._folders())
        await self._session.display.show_others(found.report.files)
        files = found.report.files
        return {
            "files": sum(one.failure is None for one in files),
            "failures": len(found.failures) + sum(one.failure is not None for one in files),
            "findings": sum(len(one.diagnostics) for one in files),
        }

    async def report(self, uris: Iterable[str]) -> str:
        """Write a page about the lists ``uris``, or those in the client's folders; return its path.

        Raises:
            CitelawError: they cannot be checked, or the page cannot be written.
        """
        named = tuple(path for uri in uris if (path := self._path(uri)) is not None)
        paths = named or self._folders()
        found = await self._checked(paths, views=True)
        folder = str(paths[0] if paths[0].is_dir() else paths[0].parent)
        return await asyncio.to_thread(
            write_page, found.report, self._session.terms.language, folder
        )

    async def annotate(self, uri: str) -> str:
        """Write an annotated copy of the file ``uri``, as it is saved; return its path.

        Raises:
            CitelawError: it is no file, cannot be read, or the copy cannot be written.
        """
        session, path = self._session, path_of(uri)
        if path is None:
            raise ReportError(
                "这份清单还不是文件，先保存再批注。", "this list is no file yet; save it first."
            )
        progress = _Progress(self._server, session)
        await progress.begin()
        try:
            copy = await asyncio.to_thread(
                write_copy,
                path,
                session.terms.configuration,
                session.today(),
                session.terms.language,
            )
        finally:
            progress.end()
        if copy.unplaced:
            session.voice.show(_unplaced(len(copy.unplaced)), types.MessageType.Warning)
        return os.path.abspath(copy.path)

    def _path(self, uri: str) -> Path | None:
        """Return where a document stands, or would stand if it were a file."""
        held = self._session.desk.find(uri)
        return self._session.desk.place(held.document) if held is not None else path_of(uri)

    def _folders(self) -> tuple[Path, ...]:
        """Return the folders that the client works in, or those of what is open."""
        paths = (held.document.path for held in self._session.desk)
        open_ones = sorted({one.parent for one in paths if one is not None})
        folders = self._session.terms.folders or open_ones
        if not folders:
            raise SettingsError(
                "没有打开文件夹，也没有打开清单。", "neither a folder nor a list is open."
            )
        return tuple(folders)

    async def _checked(self, paths: Iterable[Path], *, views: bool = False) -> Found:
        session, paths = self._session, tuple(paths)
        placed = [
            (session.desk.place(one.document), one.document)
            for one in session.desk
            if one.refused is None
        ]
        wanted = Wanted(
            paths=tuple(map(os.fspath, paths)),
            # what is no file (the text of a commit, say) stands for none that is called the same
            texts={
                str(place): document.now.text
                for place, document in placed
                if document.path is not None or place in paths
            },
            configuration=session.terms.configuration,
            today=session.today(),
        )
        progress = _Progress(self._server, session)
        await progress.begin()
        try:
            found = await asyncio.to_thread(check_lists, wanted, progress.tell, views=views)
        finally:
            progress.end()
        for failure in found.failures:
            session.voice.show(failure)
        for file in found.report.files:
            if file.failure is not None:
                session.voice.log(file.failure)
        return found


class _Progress:
    """Tells a client how far something is, where it shows that, and hears that it is to stop."""

    def __init__(self, server: LanguageServer, session: Session) -> None:
        self._server = server
        self._session = session
        self._token = ""
        self._loop = asyncio.get_running_loop()
        self._next = 0.0

    async def begin(self) -> None:
        """Have the client show it."""
        if not self._session.terms.client.progress:
            return
        token, shown = f"citelaw-{uuid4()}", self._server.work_done_progress
        try:
            await shown.create_async(token)
        except JsonRpcException:  # it does not want to
            return
        self._token = token
        title = Words("citelaw 检查清单", "citelaw checks lists").said(self._session.terms.language)
        shown.begin(token, types.WorkDoneProgressBegin(title=title, cancellable=True, percentage=0))

    def tell(self, done: int, of: int) -> None:
        """Tell how far it is; called by the thread that does it.

        Raises:
            StoppedError: it is to stop.
        """
        if not self._token:
            return
        future = self._server.work_done_progress.tokens.get(self._token)
        if future is not None and future.cancelled():
            raise StoppedError("已停止。", "stopped.")
        now = time.monotonic()
        if now >= self._next:
            self._next = now + _OFTEN
            report = types.WorkDoneProgressReport(
                message=f"{done}/{of}", percentage=100 * done // max(of, 1)
            )
            self._loop.call_soon_threadsafe(
                partial(self._server.work_done_progress.report, self._token, report)
            )

    def end(self) -> None:
        """Have the client show it no more."""
        if self._token:
            self._server.work_done_progress.end(self._token, types.WorkDoneProgressEnd())
