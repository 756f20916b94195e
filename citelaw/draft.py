"""A list that is being written: examined again after every change."""

from __future__ import annotations

from citelaw.engine import Engine
from citelaw.model import FileReport


class Draft:
    """One list in an editor; keeps what was worked out, for the next time it is examined.

    Args:
        engine: with whose settings and data it is examined (``Engine.beside``).
        name: what the list is called; findings that are accepted for a file are found by it.
    """

    def __init__(self, engine: Engine, name: str) -> None:
        self._engine = engine
        self._name = name

    def examine(self, text: str) -> FileReport:
        """Return the report on ``text``, the same as that of a fresh check.

        Spans index ``FileReport.source``, which is ``text`` without a byte-order mark.
        """
        return self._engine.check_document(self._engine.read_text(text, self._name))
