"""Reads the lists that a sub-command was given, each with the facts that lie beside it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from citelaw.commands import _console

if TYPE_CHECKING:
    from citelaw.engine import Engine
    from citelaw.model import Document


class Read(NamedTuple):
    """A list that was read: the path as given, and the engine that knows what lies beside it."""

    path: str
    engine: Engine
    document: Document


class Lists:
    """The lists of one run in the order of their names.

    A file that cannot be read is complained about, ``failed`` is set, and the others go on.
    """

    def __init__(self, engine: Engine, files: tuple[str, ...]) -> None:
        self._engine = engine
        self._files = files
        self.failed = False

    def __iter__(self) -> Iterator[Read]:
        from citelaw.engine import in_order
        from citelaw.errors import ReadError, RegistryError, SettingsError

        for path in in_order(self._files):
            try:
                engine = self._engine.beside(Path(path))
                yield Read(path, engine, engine.read(Path(path)))
            except (ReadError, RegistryError, SettingsError) as error:
                _console.complain(error)
                self.failed = True
