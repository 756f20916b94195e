"""What client and server have agreed on: abilities, units, folders, settings, language."""

from __future__ import annotations

import asyncio
import logging
import os
from collections.abc import Iterable, Mapping
from pathlib import Path

from lsprotocol import types
from pygls.exceptions import JsonRpcException
from pygls.lsp.server import LanguageServer

from citelaw.integrations.lsp._documents import path_of
from citelaw.integrations.lsp._settings import SECTION, read_options
from citelaw.integrations.lsp._tasks import Tasks
from citelaw.integrations.lsp.client import ClientAbilities, abilities
from citelaw.integrations.lsp.options import Options
from citelaw.words import Words

log = logging.getLogger(__name__)

PATIENCE = 2.0
"""Seconds that a client has to say its settings before lists are checked with the default ones."""

WATCHED = ("**/citelaw.toml", "**/.citelaw.toml", "**/pyproject.toml", "**/statutes.toml")
"""The files that decide how lists are checked, by their names."""


class Terms:
    """What a client can do and wants.

    ``encoding`` is the unit of characters ("utf-16" …), ``folders`` are those that the client
    works in. ``hears_status`` tells whether it is told how things stand (``citelaw/status``).
    ``settled`` is set when its settings are known.
    """

    def __init__(self, server: LanguageServer, tasks: Tasks) -> None:
        self._server = server
        self._tasks = tasks
        self._initially: object = None
        self._locale = ""
        self._registers_settings = False
        self._watched: set[str] = set()
        self.client = ClientAbilities()
        self.options = Options()
        self.encoding = types.PositionEncodingKind.Utf16.value
        self.folders: tuple[Path, ...] = ()
        self.hears_status = True
        self.settled = asyncio.Event()

    @property
    def language(self) -> str:
        """The language of messages, "zh" or "en"."""
        if self.options.language != "auto":
            return self.options.language
        return "en" if self._locale and not self._locale.startswith("zh") else "zh"

    @property
    def folder(self) -> Path:
        """The folder in which documents that are no files would stand."""
        return self.folders[0] if self.folders else Path.cwd()

    @property
    def configuration(self) -> Path | None:
        """The configuration file that the client names for all lists; None for the nearest."""
        named = os.path.expanduser(self.options.configuration)
        return self.folder / named if named else None

    # ------------------------------------------------------------ what the client says

    def introduce(self, params: types.InitializeParams, encoding: str) -> tuple[Words, ...]:
        """Take down what a client says of itself; return what of its settings does not count."""
        self.client = abilities(params)
        self.encoding = encoding
        self.folders = _folders(params)
        self.hears_status = _hears_status(params, self.client.name)
        self._locale = (params.locale or "").lower()
        self._initially = params.initialization_options
        workspace = params.capabilities.workspace
        of_settings = workspace.did_change_configuration if workspace is not None else None
        self._registers_settings = bool(of_settings and of_settings.dynamic_registration)
        return self.adopt({})

    def adopt(self, given: object) -> tuple[Words, ...]:
        """Take over settings; return what of them does not count."""
        self.options, faults = read_options(self._initially, given)
        return faults

    async def ask(self) -> tuple[Words, ...]:
        """Ask the client for its settings, where it has any; return what does not count."""
        faults: tuple[Words, ...] = ()
        if self.client.configuration:
            item = types.ConfigurationItem(section=SECTION)
            answer = self._server.workspace_configuration_async(types.ConfigurationParams([item]))
            try:
                given = await asyncio.wait_for(answer, PATIENCE)
            except (TimeoutError, JsonRpcException) as error:
                log.warning("no settings from the client: %r", error)
            else:
                faults = self.adopt(given[0] if given else None)
        self.settled.set()
        return faults

    # ------------------------------------------------------------ what the client is to tell of

    def register(self) -> None:
        """Have the client tell of changed settings and of files that decide, where it can."""
        if self._registers_settings:
            options = types.DidChangeConfigurationRegistrationOptions(SECTION)
            method = types.WORKSPACE_DID_CHANGE_CONFIGURATION
            self._register(types.Registration("citelaw-settings", method, options))
        self.watch(WATCHED)

    def watch(self, globs: Iterable[str]) -> None:
        """Have the client tell when files that match have changed, where it can."""
        new = [one for one in dict.fromkeys(globs) if one not in self._watched]
        self._watched.update(new)
        if new and self.client.watch_files:
            watchers = [types.FileSystemWatcher(glob_pattern=one) for one in new]
            options = types.DidChangeWatchedFilesRegistrationOptions(watchers)
            method = types.WORKSPACE_DID_CHANGE_WATCHED_FILES
            number = len(self._watched)
            self._register(types.Registration(f"citelaw-files-{number}", method, options))

    def _register(self, one: types.Registration) -> None:
        params = types.RegistrationParams([one])
        self._tasks.send(self._server.client_register_capability_async, params)


def _hears_status(params: types.InitializeParams, name: str) -> bool:
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
