"""Is a client taken at its word, and no further?"""

from typing import Any

import pytest
from lsprotocol.converters import get_converter
from lsprotocol.types import InitializeParams
from pytest_lsp import client_capabilities

from citelaw.integrations.lsp.client import ClientAbilities, abilities

CONVERTER = get_converter()


def of(capabilities: dict[str, Any], **more: Any) -> ClientAbilities:
    given = {"processId": None, "rootUri": None, "capabilities": capabilities, **more}
    return abilities(CONVERTER.structure(given, InitializeParams))


def test_client_that_says_nothing_can_do_nothing() -> None:
    assert of({}) == ClientAbilities()


def workspace_edit(**stated: object) -> dict[str, Any]:
    return {"workspace": {"workspaceEdit": stated}}


def code_action(**stated: object) -> dict[str, Any]:
    return {"textDocument": {"codeAction": stated}}


ONLY_EDIT = {"properties": ["edit"]}
TAGS = {"tagSupport": {"valueSet": [2]}}


@pytest.mark.parametrize(
    ("capabilities", "expected"),
    [
        (workspace_edit(documentChanges=True), {"document_changes"}),
        (workspace_edit(documentChanges=False), set()),
        (
            workspace_edit(documentChanges=True, resourceOperations=["create", "rename"]),
            {"document_changes", "create_files"},
        ),
        (workspace_edit(resourceOperations=["create"]), set()),
        (workspace_edit(documentChanges=True, resourceOperations=["rename"]), {"document_changes"}),
        (
            workspace_edit(documentChanges=True, snippetEditSupport=True),
            {"document_changes", "snippet_edits"},
        ),
        (workspace_edit(snippetEditSupport=True), set()),
        (code_action(dataSupport=True, resolveSupport=ONLY_EDIT), {"resolve_edit"}),
        (code_action(resolveSupport=ONLY_EDIT), set()),
        (code_action(dataSupport=True, resolveSupport={"properties": ["command"]}), set()),
        (
            code_action(codeActionLiteralSupport={"codeActionKind": {"valueSet": []}}),
            {"action_literals"},
        ),
        ({"textDocument": {"diagnostic": {}}}, {"pull"}),
        ({"textDocument": {"diagnostic": TAGS}}, {"pull", "deprecated_tag"}),
        ({"textDocument": {"publishDiagnostics": TAGS}}, {"deprecated_tag"}),
        (
            {
                "textDocument": {
                    "diagnostic": {},
                    "publishDiagnostics": {"relatedInformation": True},
                }
            },
            {"pull", "related_information"},
        ),
        ({"workspace": {"diagnostics": {"refreshSupport": True}}}, {"refresh"}),
        ({"textDocument": {"hover": {"contentFormat": ["plaintext", "markdown"]}}}, {"markdown"}),
        ({"textDocument": {"hover": {"contentFormat": ["plaintext"]}}}, set()),
    ],
    ids=str,
)
def test_client_can_do_what_it_says(capabilities: dict[str, Any], expected: set[str]) -> None:
    assert {name for name, can in of(capabilities)._asdict().items() if can} == expected


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({"commands": ["citelaw.showRule", 3, None]}, {"citelaw.showRule"}),
        ({"commands": "citelaw.showRule"}, set()),
        ({"commands": {"a": "b"}}, set()),
        (["citelaw.showRule"], set()),
        ("citelaw.showRule", set()),
        (None, set()),
    ],
    ids=str,
)
def test_commands_of_a_client_are_those_that_it_names(options: object, expected: set[str]) -> None:
    assert of({}, initializationOptions=options).commands == expected


@pytest.mark.parametrize("name", ["visual_studio_code", "neovim", "neovim@v0.7.0", "emacs"])
def test_clients_in_use_can_correct(name: str) -> None:
    known = client_capabilities(name)
    found = abilities(InitializeParams(capabilities=known))
    assert found.action_literals
    assert found.resolve_edit or found.apply_edit
