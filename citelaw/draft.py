"""A list that is being written: examined again after every change, at the cost of what changed."""

from __future__ import annotations

from citelaw import grammar, resolve
from citelaw.engine import Engine, Memory
from citelaw.model import Document, FileReport
from citelaw.readers import with_cells_of


class Draft:
    """One list in an editor; keeps what was worked out, for the next time it is examined.

    The cells that an edit leaves as they were stay the same objects and are moved to where they
    stand now; what was found in them, and what the database says of it, is kept with them.

    Args:
        engine: with whose settings and data it is examined (``Engine.beside``); where these
            change, a new draft begins.
        name: what the list is called; findings that are accepted for a file are found by it.
    """

    def __init__(self, engine: Engine, name: str) -> None:
        self._engine = engine
        self._name = name
        self._memory = Memory(grammar.Memory(), resolve.Memory())
        self._document: Document | None = None

    def examine(self, text: str) -> FileReport:
        """Return the report on ``text``, the same as that of a fresh check.

        Spans index ``FileReport.source``, which is ``text`` without a byte-order mark. The report
        before this one must not be asked for its ``resolved`` any more: its cells have moved.
        """
        document = self._engine.read_text(text, self._name)
        if self._document is not None:
            document = with_cells_of(document, self._document)
        self._document = document
        return self._engine.check_document(document, self._memory)
