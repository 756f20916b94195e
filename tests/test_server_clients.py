"""Is ``citelaw server`` understood by the clients in use, as they introduce themselves?

The profiles are those that pytest-lsp records of the editors; real editors are in heavy/editors.
"""

import os
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import NamedTuple

import pytest
import pytest_asyncio
from applied_edits import applied
from lsprotocol import types
from pytest_lsp import ClientServerConfig, LanguageClient, client_capabilities

from citelaw.integrations.lsp._documents import uri_of

pytestmark = pytest.mark.asyncio(loop_scope="module")

ROOT = Path(__file__).resolve().parents[1]
UNITS = {"utf-8": ("utf-8", 1), "utf-16": ("utf-16-le", 2), "utf-32": ("utf-32-le", 4)}


class Profile(NamedTuple):
    """How a client counts characters, and whether it asks for findings by itself."""

    encoding: str
    pull: bool


PROFILES = {
    "visual_studio_code": Profile("utf-16", pull=False),
    "neovim": Profile("utf-8", pull=True),
    "neovim@v0.7.0": Profile("utf-16", pull=False),
    "emacs": Profile("utf-32", pull=False),
}
WRONG = "依据《中华人民共和国青禾保险法》第三十条。"
LIST = f"甲\f乙\u2028丙\r\n1\t𠀋e\u0301\t{WRONG}𠀋《中华人民共和国青禾保险法》第四十条。\r\n"


class Editor:
    """A client by its profile, and the list that is open in it."""

    def __init__(self, name: str, client: LanguageClient, folder: Path) -> None:
        self.profile = PROFILES[name]
        self.client = client
        self._folder = folder
        self._count = 0
        self.text = ""
        self.uri = ""

    @property
    def document(self) -> types.TextDocumentIdentifier:
        return types.TextDocumentIdentifier(self.uri)

    def open(self, text: str) -> None:
        """Open a new list with ``text``."""
        self._count += 1
        self.uri = uri_of(self._folder / f"{self._count}.txt")
        self.text = text
        item = types.TextDocumentItem(self.uri, "plaintext", 1, text)
        self.client.text_document_did_open(types.DidOpenTextDocumentParams(item))

    def replace(self, words: str, new: str, version: int = 2) -> None:
        """Type ``new`` in place of the first ``words``."""
        self.client.diagnostics.pop(self.uri, None)
        start = self.text.index(words)
        given = types.Range(self.position(start), self.position(start + len(words)))
        changes = [types.TextDocumentContentChangePartial(given, new)]
        named = types.VersionedTextDocumentIdentifier(version, self.uri)
        self.client.text_document_did_change(types.DidChangeTextDocumentParams(named, changes))
        self.text = self.text.replace(words, new, 1)

    def position(self, offset: int) -> types.Position:
        lines = self.text[:offset].replace("\r\n", "\n").split("\n")
        codec, width = UNITS[self.profile.encoding]
        return types.Position(len(lines) - 1, len(lines[-1].encode(codec)) // width)

    def words(self, given: types.Range) -> str:
        assert given.start.line == given.end.line
        codec, width = UNITS[self.profile.encoding]
        line = self.text.split("\r\n")[given.start.line].encode(codec)
        return line[given.start.character * width : given.end.character * width].decode(codec)

    async def findings(self) -> list[types.Diagnostic]:
        """Return the findings, asked for or waited for as the client does."""
        if not self.profile.pull:
            while self.uri not in self.client.diagnostics:
                await self.client.wait_for_notification(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
            return list(self.client.diagnostics[self.uri])
        asked = types.DocumentDiagnosticParams(self.document)
        answer = await self.client.text_document_diagnostic_async(asked)
        assert isinstance(answer, types.RelatedFullDocumentDiagnosticReport)
        assert self.uri not in self.client.diagnostics  # never both
        return list(answer.items)

    async def underlined(self) -> list[tuple[str, object]]:
        return [(self.words(one.range), one.code) for one in await self.findings()]


@pytest_asyncio.fixture(scope="module", loop_scope="module", params=PROFILES)
async def editor(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, database: Path
) -> AsyncIterator[Editor]:
    folder = tmp_path_factory.mktemp("lists")
    (folder / "citelaw.toml").write_text(f"databases = ['{database}']\nas-of = 2026-11-21\n")
    config = ClientServerConfig(
        server_command=[sys.executable, "-m", "citelaw", "server"],
        server_env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    client = await config.start()
    params = types.InitializeParams(
        capabilities=client_capabilities(request.param),
        root_uri=uri_of(folder),
        initialization_options={"debounce": 0},
    )
    result = await client.initialize_session(params)
    opened = Editor(request.param, client, folder)
    offered = result.capabilities
    assert (offered.position_encoding or "utf-16") == opened.profile.encoding
    assert (offered.diagnostic_provider is not None) is opened.profile.pull
    yield opened
    await client.shutdown_session()
    await client.stop()


async def test_the_words_of_findings_are_underlined(editor: Editor) -> None:
    editor.open(LIST)
    assert await editor.underlined() == [("第三十条", "CL301"), ("第四十条", "CL301")]


async def test_findings_follow_what_is_typed(editor: Editor) -> None:
    editor.open(LIST)
    await editor.findings()
    editor.replace("甲", "甲乙\r\n丙\f𠀋")
    assert await editor.underlined() == [("第三十条", "CL301"), ("第四十条", "CL301")]
    editor.replace("第三十条", "第十条", version=3)
    assert await editor.underlined() == [("第四十条", "CL301")]


async def test_a_title_has_a_card(editor: Editor) -> None:
    editor.open(LIST)
    at = editor.position(editor.text.index("青禾"))
    card = await editor.client.text_document_hover_async(types.HoverParams(editor.document, at))
    assert card is not None
    assert card.range is not None
    assert editor.words(card.range) == "《中华人民共和国青禾保险法》"
    assert isinstance(card.contents, types.MarkupContent)
    assert "中华人民共和国青禾保险法" in card.contents.value


async def test_a_correction_changes_the_words_of_its_finding_alone(editor: Editor) -> None:
    editor.open(LIST.replace("中华人民共和国青禾保险法", "中华人民共和国 青禾保险法", 1))
    (finding,) = [one for one in await editor.findings() if one.code == "CL105"]
    context = types.CodeActionContext(diagnostics=[finding])
    asked = types.CodeActionParams(editor.document, finding.range, context)
    offered = await editor.client.text_document_code_action_async(asked)
    action = (offered or [None])[0]
    assert isinstance(action, types.CodeAction)
    if action.edit is None:
        action = await editor.client.code_action_resolve_async(action)
    assert action.edit is not None
    after = applied(action.edit, {editor.uri: editor.text}, editor.profile.encoding)
    assert after == {editor.uri: LIST}


async def test_titles_are_offered_behind_their_mark(editor: Editor) -> None:
    editor.open(LIST + "依据《青禾")
    end = editor.position(len(editor.text))
    asked = types.CompletionParams(editor.document, end)
    offered = await editor.client.text_document_completion_async(asked)
    assert isinstance(offered, types.CompletionList)
    assert "中华人民共和国青禾保险法" in [one.label for one in offered.items]
