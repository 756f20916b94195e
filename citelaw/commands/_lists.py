"""Reads the lists that a sub-command was given, each with the facts that lie beside it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from citelaw.commands import _console, _files

if TYPE_CHECKING:
    from citelaw.configuration import Configuration
    from citelaw.engine import Engine
    from citelaw.model import Document


class Read(NamedTuple):
    """A list that was read: the path as given, and the engine that knows what lies beside it."""

    path: str
    engine: Engine
    document: Document


class Lists:
    """The lists that the arguments of a command name (``paths``), in the order of their names.

    A file that cannot be read is complained about, ``failed`` is set, and the others go on.
    ``output`` is the file that the command writes. ``alone`` says that one list was asked for, by
    its name, so that it need not be named in results.
    """

    def __init__(
        self, arguments: tuple[str, ...], configuration: Configuration, output: str | None
    ) -> None:
        from citelaw.engine import Engine

        chosen = _files.chosen(arguments, configuration, [] if output is None else [output])
        self._engine = Engine(configuration=configuration)
        self._contents = chosen.contents
        self.paths = chosen.paths
        self.alone = len(arguments) <= 1 and self.paths in (arguments, tuple(self._contents))
        for failure in chosen.failures:
            _console.complain(failure)
        self.failed = bool(chosen.failures)

    def __iter__(self) -> Iterator[Read]:
        from pathlib import Path  # lazy: 3 ms

        from citelaw.errors import ReadError, RegistryError, SettingsError

        for path in self.paths:
            try:
                engine = self._engine.beside(Path(path))
                content = self._contents.get(path)
                yield Read(path, engine, engine.read(Path(path), content))
            except (ReadError, RegistryError, SettingsError) as error:
                _console.complain(error)
                self.failed = True
