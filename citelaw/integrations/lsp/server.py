"""The language server (``citelaw server``): which requests it answers, and by what."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from importlib import import_module
from importlib.util import find_spec
from typing import Any, BinaryIO

from lsprotocol import types
from pygls.lsp.server import LanguageServer
from pygls.protocol import default_converter

from citelaw.integrations.lsp._commands import add_commands
from citelaw.integrations.lsp._documents import path_of
from citelaw.integrations.lsp._parent import when_gone
from citelaw.integrations.lsp._protocol import Protocol, serve
from citelaw.integrations.lsp._session import Session
from citelaw.version import __version__

_PACKAGE = "citelaw.integrations.lsp"


def run(source: BinaryIO, sink: BinaryIO, today: Callable[[], date]) -> int:
    """Serve the client behind ``source`` and ``sink``; return the exit status."""
    return serve(made(today), source, sink)


def made(today: Callable[[], date]) -> LanguageServer:
    """Return the server, with all that it answers."""
    server = LanguageServer(
        name="citelaw",
        version=__version__,
        protocol_cls=Protocol,
        converter_factory=default_converter,
    )
    protocol = server.protocol
    assert isinstance(protocol, Protocol)
    session = protocol.session = Session(server, today)
    _begin(server, protocol, session)
    _answer(server, session)
    add_commands(server, session)
    return server


def _begin(server: LanguageServer, protocol: Protocol, session: Session) -> None:
    """Have the server begin, and hear of what changes."""

    @server.feature(types.INITIALIZE)
    def initialize(params: types.InitializeParams) -> None:
        encoding = server.workspace.position_encoding or types.PositionEncodingKind.Utf16
        session.initialize(params, types.PositionEncodingKind(encoding).value)
        if session.client.pull:
            options = types.DiagnosticOptions(
                inter_file_dependencies=False, workspace_diagnostics=False, identifier="citelaw"
            )

            @server.feature(types.TEXT_DOCUMENT_DIAGNOSTIC, options)
            async def pull(
                params: types.DocumentDiagnosticParams,
            ) -> types.DocumentDiagnosticReport:
                return await session.pull(params.text_document.uri, params.previous_result_id)

    @server.feature(types.INITIALIZED)
    def initialized(params: types.InitializedParams) -> None:
        session.initialized()
        if server.process_id is not None:
            session.start(when_gone(server.process_id, protocol.hang_up))

    @server.feature(types.TEXT_DOCUMENT_DID_SAVE)
    def saved(params: types.DidSaveTextDocumentParams) -> None:
        session.saved(params.text_document.uri)

    @server.feature(types.WORKSPACE_DID_CHANGE_CONFIGURATION)
    async def configured(params: types.DidChangeConfigurationParams) -> None:
        await session.settings_changed(params.settings)

    @server.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    def watched(params: types.DidChangeWatchedFilesParams) -> None:
        session.files_changed()

    @server.feature(types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS)
    def folders(params: types.DidChangeWorkspaceFoldersParams) -> None:
        paths = (path_of(one.uri) for one in server.workspace.folders.values())
        session.folders_changed(path for path in paths if path is not None)


def _has(module: str) -> bool:
    return find_spec(f"{_PACKAGE}.{module}") is not None


def _late(module: str, function: str) -> Callable[..., Any]:
    """Return a function of a feature, whose module is loaded when it is first asked."""

    def answer(*given: Any, **named: Any) -> Any:
        return getattr(import_module(f"{_PACKAGE}.{module}"), function)(*given, **named)

    return answer


def _answer(server: LanguageServer, session: Session) -> None:
    """Have the server answer what clients ask of a place or of a whole document."""
    if _has("hover"):

        @server.feature(types.TEXT_DOCUMENT_HOVER)
        async def hover(params: types.HoverParams) -> types.Hover | None:
            card = _late("hover", "hover")
            return await session.ask(
                params.text_document.uri,
                lambda checked: card(
                    checked,
                    checked.offset(params.position),
                    session.language,
                    markdown=session.client.markdown,
                    commands=session.client.commands,
                ),
            )

    if _has("links"):

        @server.feature(types.TEXT_DOCUMENT_DOCUMENT_LINK)
        async def links(params: types.DocumentLinkParams) -> list[types.DocumentLink] | None:
            return await session.ask(
                params.text_document.uri, _late("links", "links"), session.language
            )

    if _has("definition"):

        @server.feature(types.TEXT_DOCUMENT_DEFINITION)
        async def definition(params: types.DefinitionParams) -> types.Location | None:
            find = _late("definition", "definition")
            return await session.ask(
                params.text_document.uri,
                lambda checked: find(checked, checked.offset(params.position)),
            )

        @server.feature(types.TEXT_DOCUMENT_REFERENCES)
        async def references(params: types.ReferenceParams) -> list[types.Location] | None:
            find = _late("definition", "references")
            return await session.ask(
                params.text_document.uri,
                lambda checked: find(
                    checked,
                    checked.offset(params.position),
                    declaration=params.context.include_declaration,
                ),
            )

    if _has("hints"):

        @server.feature(types.TEXT_DOCUMENT_INLAY_HINT)
        async def hints(params: types.InlayHintParams) -> list[types.InlayHint] | None:
            if not session.options.inlay_hints:
                return None
            find = _late("hints", "hints")
            return await session.ask(
                params.text_document.uri,
                lambda checked: find(checked, checked.span(params.range), session.language),
            )

    if _has("lenses"):

        @server.feature(types.TEXT_DOCUMENT_CODE_LENS)
        async def lenses(params: types.CodeLensParams) -> list[types.CodeLens] | None:
            if not session.options.code_lenses:
                return None
            return await session.ask(
                params.text_document.uri, _late("lenses", "lenses"), session.language
            )

    if _has("symbols"):

        @server.feature(types.TEXT_DOCUMENT_DOCUMENT_SYMBOL)
        async def symbols(
            params: types.DocumentSymbolParams,
        ) -> list[types.DocumentSymbol] | None:
            return await session.ask(
                params.text_document.uri, _late("symbols", "document_symbols"), session.language
            )

    if _has("actions"):

        @server.feature(types.TEXT_DOCUMENT_CODE_ACTION)
        async def actions(params: types.CodeActionParams) -> list[types.CodeAction] | None:
            return await session.ask(
                params.text_document.uri,
                _late("actions", "actions"),
                params.range,
                params.context,
                session.language,
                session.client,
            )
