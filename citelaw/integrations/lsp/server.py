"""The language server (``citelaw server``): which requests it answers, and by what."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import BinaryIO

from lsprotocol import types
from pygls.lsp.server import LanguageServer
from pygls.protocol import default_converter

from citelaw.integrations.lsp._commands import add_commands, surroundings
from citelaw.integrations.lsp._documents import path_of
from citelaw.integrations.lsp._parent import when_gone
from citelaw.integrations.lsp._protocol import Protocol, serve
from citelaw.integrations.lsp._session import Session
from citelaw.version import __version__


def run(
    source: BinaryIO, sink: BinaryIO, today: Callable[[], date], parent: int | None = None
) -> int:
    """Serve the client behind ``source`` and ``sink``; return the exit status.

    Args:
        source: what it sends.
        sink: where it reads.
        today: tells what day it is.
        parent: the process with which the server ends; the client may name another.
    """
    server, session = made(today, parent)
    try:
        return serve(server, source, sink)
    finally:
        session.worker.close()


def made(today: Callable[[], date], parent: int | None = None) -> tuple[LanguageServer, Session]:
    """Return the server, with all that it answers, and the dialogue that it is for."""
    server = LanguageServer(
        name="citelaw",
        version=__version__,
        protocol_cls=Protocol,
        converter_factory=default_converter,
    )
    protocol = server.protocol
    assert isinstance(protocol, Protocol)
    session = protocol.session = Session(server, today)
    _begin(server, protocol, session, parent)
    _answer(server, session)
    add_commands(server, session)
    return server, session


def _begin(
    server: LanguageServer, protocol: Protocol, session: Session, parent: int | None
) -> None:
    """Have the server begin, and hear of what changes."""

    @server.feature(types.INITIALIZE)
    def initialize(params: types.InitializeParams) -> None:
        encoding = server.workspace.position_encoding or types.PositionEncodingKind.Utf16
        session.initialize(params, types.PositionEncodingKind(encoding).value)
        if session.terms.client.pull:
            options = types.DiagnosticOptions(
                inter_file_dependencies=False, workspace_diagnostics=False, identifier="citelaw"
            )

            @server.feature(types.TEXT_DOCUMENT_DIAGNOSTIC, options)
            async def pull(
                params: types.DocumentDiagnosticParams,
            ) -> types.DocumentDiagnosticReport:
                return await session.display.pull(
                    params.text_document.uri, params.previous_result_id
                )

    @server.feature(types.INITIALIZED)
    def initialized(params: types.InitializedParams) -> None:
        session.initialized()
        process = server.process_id or parent
        if process:
            session.tasks.start(when_gone(process, protocol.hang_up))

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


def _answer(server: LanguageServer, session: Session) -> None:
    """Have the server answer what clients ask of a place or of a whole document."""
    _answer_of_places(server, session)
    _answer_of_documents(server, session)
    _offer_actions(server, session)


def _answer_of_places(server: LanguageServer, session: Session) -> None:
    """Have the server answer what is asked of the place where a cursor or a pointer is."""

    @server.feature(types.TEXT_DOCUMENT_HOVER)
    async def hover(params: types.HoverParams) -> types.Hover | None:
        from citelaw.integrations.lsp.hover import hover

        return await session.desk.ask(
            params.text_document.uri,
            lambda checked: hover(
                checked,
                checked.offset(params.position),
                session.terms.language,
                markdown=session.terms.client.markdown,
            ),
        )

    @server.feature(types.TEXT_DOCUMENT_DEFINITION)
    async def definition(params: types.DefinitionParams) -> types.Location | None:
        from citelaw.integrations.lsp.definition import definition

        return await session.desk.ask(
            params.text_document.uri,
            lambda checked: definition(checked, checked.offset(params.position)),
        )

    @server.feature(types.TEXT_DOCUMENT_REFERENCES)
    async def references(params: types.ReferenceParams) -> list[types.Location] | None:
        from citelaw.integrations.lsp.definition import references

        return await session.desk.ask(
            params.text_document.uri,
            lambda checked: references(
                checked,
                checked.offset(params.position),
                declaration=params.context.include_declaration,
            ),
        )

    triggers = types.CompletionOptions(
        trigger_characters=["《", "〈", "第", "“"], resolve_provider=True
    )

    @server.feature(types.TEXT_DOCUMENT_COMPLETION, triggers)
    async def completion(params: types.CompletionParams) -> types.CompletionList | None:
        from citelaw.integrations.lsp.completion import completion

        return await session.desk.ask(
            params.text_document.uri,
            lambda checked: completion(
                checked,
                params.position,
                session.terms.language,
                [one for one in session.desk.current() if one.uri != checked.uri],
                insert_replace=session.terms.client.insert_replace,
            ),
        )

    @server.feature(types.COMPLETION_ITEM_RESOLVE)
    async def resolve_completion(item: types.CompletionItem) -> types.CompletionItem:
        from citelaw.integrations.lsp.completion import resolve_completion

        found = await session.desk.ask(
            _uri_in(item.data),
            lambda checked: resolve_completion(item, checked, session.terms.language),
        )
        return found or item


def _answer_of_documents(server: LanguageServer, session: Session) -> None:
    """Have the server answer what is asked of a document each time that it has changed.

    Nobody waits for these, so that they are not worked out while somebody types.
    """

    @server.feature(types.TEXT_DOCUMENT_DOCUMENT_LINK)
    async def links(params: types.DocumentLinkParams) -> list[types.DocumentLink] | None:
        from citelaw.integrations.lsp.links import links

        await session.quiet(params.text_document.uri)
        return await session.desk.ask(params.text_document.uri, links, session.terms.language)

    @server.feature(types.TEXT_DOCUMENT_INLAY_HINT)
    async def hints(params: types.InlayHintParams) -> list[types.InlayHint] | None:
        from citelaw.integrations.lsp.hints import hints

        if not session.terms.options.inlay_hints:
            return None
        await session.quiet(params.text_document.uri)
        return await session.desk.ask(
            params.text_document.uri,
            lambda checked: hints(checked, checked.span(params.range), session.terms.language),
        )

    @server.feature(types.TEXT_DOCUMENT_CODE_LENS)
    async def lenses(params: types.CodeLensParams) -> list[types.CodeLens] | None:
        from citelaw.integrations.lsp.lenses import lenses

        if not session.terms.options.code_lenses:
            return None
        await session.quiet(params.text_document.uri)
        return await session.desk.ask(params.text_document.uri, lenses, session.terms.language)

    @server.feature(types.TEXT_DOCUMENT_DOCUMENT_SYMBOL)
    async def document_symbols(
        params: types.DocumentSymbolParams,
    ) -> list[types.DocumentSymbol] | list[types.SymbolInformation] | None:
        from citelaw.integrations.lsp.symbols import document_symbols, flat_symbols

        await session.quiet(params.text_document.uri)
        if session.terms.client.hierarchical_symbols:
            return await session.desk.ask(
                params.text_document.uri, document_symbols, session.terms.language
            )
        return await session.desk.ask(
            params.text_document.uri, flat_symbols, session.terms.language
        )

    @server.feature(types.WORKSPACE_SYMBOL)
    async def workspace_symbols(
        params: types.WorkspaceSymbolParams,
    ) -> list[types.WorkspaceSymbol]:
        from citelaw.integrations.lsp.symbols import workspace_symbols

        return await session.desk.ask_all(workspace_symbols, params.query, session.terms.language)

    from citelaw.integrations.lsp.tokens import LEGEND, tokens

    @server.feature(types.TEXT_DOCUMENT_SEMANTIC_TOKENS_FULL, LEGEND)
    async def all_tokens(params: types.SemanticTokensParams) -> types.SemanticTokens | None:
        await session.quiet(params.text_document.uri)
        return await session.desk.ask(params.text_document.uri, tokens)

    @server.feature(types.TEXT_DOCUMENT_SEMANTIC_TOKENS_RANGE, LEGEND)
    async def some_tokens(
        params: types.SemanticTokensRangeParams,
    ) -> types.SemanticTokens | None:
        await session.quiet(params.text_document.uri)
        return await session.desk.ask(
            params.text_document.uri,
            lambda checked: tokens(checked, checked.span(params.range)),
        )


def _offer_actions(server: LanguageServer, session: Session) -> None:
    """Have the server offer what can be done about findings."""
    kinds = [types.CodeActionKind.QuickFix.value, "source.fixAll.citelaw"]
    options = types.CodeActionOptions(code_action_kinds=kinds, resolve_provider=True)

    @server.feature(types.TEXT_DOCUMENT_CODE_ACTION, options)
    async def actions(params: types.CodeActionParams) -> list[types.CodeAction] | None:
        from citelaw.integrations.lsp.actions import actions

        uri = params.text_document.uri
        return await session.desk.ask(
            uri,
            actions,
            params.range,
            params.context,
            session.terms.language,
            session.terms.client,
            surroundings(session, uri),
        )

    @server.feature(types.CODE_ACTION_RESOLVE)
    async def resolve_action(action: types.CodeAction) -> types.CodeAction:
        from citelaw.integrations.lsp.actions import resolved

        found = await session.desk.ask(
            _uri_in(action.data), lambda checked: resolved(action, checked, session.terms.client)
        )
        return found or action


def _uri_in(data: object) -> str:
    """Return which document the data of an item or an action name, "" where they name none."""
    uri = data.get("uri") if isinstance(data, Mapping) else None
    return uri if isinstance(uri, str) else ""
