"""What a client can do, as it says itself when it starts the server."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from lsprotocol.types import (
    ClientCapabilities,
    DiagnosticTag,
    InitializeParams,
    MarkupKind,
    ResourceOperationKind,
)

SHOW_RULE = "citelaw.showRule"
"""A client that has this command shows the page of a rule, whose code it is given."""


class ClientAbilities(NamedTuple):
    """What the server asks of a client; what a client does not say it cannot do.

    ``name`` is what the client calls itself. ``commands`` are those of its own that code actions
    and lenses may name (``citelaw.showRule``): ``initializationOptions.commands``.

    Edits: ``document_changes`` carry the version they are made for, ``create_files`` says that an
    edit may create a file, ``snippet_edits`` that it may hold a place to type at, ``apply_edit``
    that the server may send one. Code actions: ``action_literals`` may be answered (else commands
    only), ``resolve_edit`` says that an edit may be worked out when its action is chosen.

    Findings: ``pull`` says that the client asks for them, so that none is sent; ``refresh`` that it
    can be told to ask again. ``related_information``, ``code_description``, ``diagnostic_data`` and
    ``deprecated_tag`` may stand in them.

    ``markdown`` is about cards, ``insert_replace`` about completions.
    """

    name: str = ""
    commands: frozenset[str] = frozenset()
    document_changes: bool = False
    create_files: bool = False
    snippet_edits: bool = False
    apply_edit: bool = False
    action_literals: bool = False
    resolve_edit: bool = False
    pull: bool = False
    refresh: bool = False
    related_information: bool = False
    code_description: bool = False
    diagnostic_data: bool = False
    deprecated_tag: bool = False
    markdown: bool = False
    insert_replace: bool = False
    hierarchical_symbols: bool = False
    refresh_hints: bool = False
    refresh_lenses: bool = False
    refresh_tokens: bool = False
    configuration: bool = False
    watch_files: bool = False
    progress: bool = False


def abilities(params: InitializeParams) -> ClientAbilities:
    """Return what the client that sent ``params`` can do."""
    stated = _Stated(params.capabilities)
    edit, action = "workspace.workspace_edit", "text_document.code_action"
    # a client that pulls says there what may stand in findings, older ones where they are sent
    pull = stated.at("text_document.diagnostic") is not None
    finding = "text_document.diagnostic" if pull else "text_document.publish_diagnostics"
    published = "text_document.publish_diagnostics"
    document_changes = stated.says(f"{edit}.document_changes")
    return ClientAbilities(
        name=params.client_info.name if params.client_info is not None else "",
        commands=_commands(params.initialization_options),
        document_changes=document_changes,
        create_files=document_changes
        and ResourceOperationKind.Create in stated.all(f"{edit}.resource_operations"),
        snippet_edits=document_changes and stated.says(f"{edit}.snippet_edit_support"),
        apply_edit=stated.says("workspace.apply_edit"),
        action_literals=stated.at(f"{action}.code_action_literal_support") is not None,
        resolve_edit=stated.says(f"{action}.data_support")
        and "edit" in stated.all(f"{action}.resolve_support.properties"),
        pull=pull,
        refresh=stated.says("workspace.diagnostics.refresh_support"),
        related_information=_either(stated, finding, published, "related_information"),
        code_description=_either(stated, finding, published, "code_description_support"),
        diagnostic_data=_either(stated, finding, published, "data_support"),
        deprecated_tag=any(
            DiagnosticTag.Deprecated in stated.all(f"{place}.tag_support.value_set")
            for place in (finding, published)
        ),
        markdown=MarkupKind.Markdown in stated.all("text_document.hover.content_format"),
        insert_replace=stated.says(
            "text_document.completion.completion_item.insert_replace_support"
        ),
        hierarchical_symbols=stated.says(
            "text_document.document_symbol.hierarchical_document_symbol_support"
        ),
        refresh_hints=stated.says("workspace.inlay_hint.refresh_support"),
        refresh_lenses=stated.says("workspace.code_lens.refresh_support"),
        refresh_tokens=stated.says("workspace.semantic_tokens.refresh_support"),
        configuration=stated.says("workspace.configuration"),
        watch_files=stated.says("workspace.did_change_watched_files.dynamic_registration"),
        progress=stated.says("window.work_done_progress"),
    )


class _Stated:
    """The capabilities of a client, asked by their path in ``lsprotocol``."""

    def __init__(self, capabilities: ClientCapabilities) -> None:
        self._capabilities = capabilities

    def at(self, path: str) -> Any:
        """Return what stands at ``path``; None where the client says nothing."""
        found: Any = self._capabilities
        for part in path.split("."):
            if found is None:
                return None
            found = getattr(found, part)
        return found

    def says(self, path: str) -> bool:
        """Return whether the client says yes at ``path``."""
        return self.at(path) is True

    def all(self, path: str) -> tuple[Any, ...]:
        """Return what the client enumerates at ``path``."""
        return tuple(self.at(path) or ())


def _either(stated: _Stated, first: str, second: str, name: str) -> bool:
    return stated.says(f"{first}.{name}") or stated.says(f"{second}.{name}")


def _commands(given: object) -> frozenset[str]:
    """Return the commands of the client; whatever else stands there is none."""
    stated = given.get("commands") if isinstance(given, Mapping) else None
    if not isinstance(stated, (list, tuple)):
        return frozenset()
    return frozenset(one for one in stated if isinstance(one, str))
