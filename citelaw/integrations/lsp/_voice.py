"""What the server says: to the person, into the client's log, and how things stand."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from lsprotocol import types
from pygls.lsp.server import LanguageServer

from citelaw.integrations.lsp._terms import Terms
from citelaw.version import __version__
from citelaw.words import Words

STATUS = "citelaw/status"
"""The notification that tells how things stand: state, data, findings."""


class Voice:
    """Says things in the language of the client. ``data_date`` is what the database knows to."""

    def __init__(self, server: LanguageServer, terms: Terms) -> None:
        self._server = server
        self._terms = terms
        self._said: set[Words] = set()
        self._troubles: frozenset[Words] = frozenset()
        self._told: dict[str, Any] = {}
        self.data_date = ""

    def show(self, words: Words, kind: types.MessageType = types.MessageType.Error) -> None:
        """Show a message to the person."""
        message = f"citelaw: {words.said(self._terms.language)}"
        self._server.window_show_message(types.ShowMessageParams(kind, message))

    def warn(self, faults: Iterable[Words]) -> None:
        """Show what does not count to the person, each thing once."""
        for one in faults:
            if one not in self._said:
                self._said.add(one)
                self.show(one, types.MessageType.Warning)

    def trouble(self, words: Iterable[Words]) -> None:
        """Show what is wrong now to the person, each thing once until it is mended."""
        now = dict.fromkeys(words)
        for one in now:
            if one not in self._troubles:
                self.show(one)
        self._troubles = frozenset(now)

    @property
    def is_troubled(self) -> bool:
        """Whether something was wrong when that was told last."""
        return bool(self._troubles)

    def log(self, words: Words) -> None:
        """Write a message into the client's log."""
        message = words.said(self._terms.language)
        self._server.window_log_message(types.LogMessageParams(types.MessageType.Error, message))

    def tell(
        self, state: str, *, findings: int | None = None, message: Words | None = None
    ) -> None:
        """Tell the client how things stand, unless it knows."""
        told = {
            "state": state,
            "dataDate": self.data_date,
            "version": __version__,
            "findings": findings,
            "message": message.said(self._terms.language) if message is not None else "",
        }
        if self._terms.hears_status and told != self._told:
            self._server.protocol.notify(STATUS, told)
        self._told = told

    @property
    def has_told(self) -> bool:
        """Whether the client was told how things stand."""
        return bool(self._told)
