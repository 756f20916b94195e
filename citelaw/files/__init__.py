"""Which files are read (选取文件): names, folders, globs and standard input → a list of lists.

What is named is read, whatever it is called; a folder is walked (``_walk``) for files that are
lists by their names (``_filter``), without what ignore files (``_ignore``) and the configuration
have passed over; a name that no file has may be a glob (``_names``).
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from citelaw.errors import ReadError, SettingsError
from citelaw.words import Words

if TYPE_CHECKING:
    from citelaw.configuration import Configuration
    from citelaw.files._walk import Walk

__all__ = ["STANDARD_INPUT", "WILD", "Chosen", "Source", "StandardInput", "chosen"]

STANDARD_INPUT = "-"
"""The name that stands for standard input; a file of that name is ``./-``."""

WILD = frozenset("*?[")
"""What makes a name that no file has a glob."""


class Source(NamedTuple):
    """A list to read: the file ``path``, or ``content`` (bytes) that goes by that name."""

    path: str
    content: bytes | None = None


class Chosen(NamedTuple):
    """What a run is about: the lists in the order of their names (by code points), each once.

    ``failures`` are the reasons, one line each, why something that was asked for is not among
    them; a run with any could not do all of its work. ``excluded`` was named and is passed over
    all the same, since ``force-exclude`` wants that.
    """

    files: tuple[Source, ...]
    failures: tuple[Words, ...] = ()
    excluded: tuple[Source, ...] = ()

    @property
    def paths(self) -> tuple[str, ...]:
        """The names of the lists."""
        return tuple(one.path for one in self.files)

    @property
    def contents(self) -> Mapping[str, bytes]:
        """What stands in the lists that are not to be read from the file of their name."""
        return {one.path: one.content for one in self.files if one.content is not None}

    @property
    def has_input(self) -> bool:
        """Whether standard input was named, excluded or not."""
        return any(one.content is not None for one in (*self.files, *self.excluded))


class StandardInput(NamedTuple):
    """Standard input: the name that it goes by, and what reads it (bytes, to their limit)."""

    name: str
    read: Callable[[], bytes]


def chosen(
    arguments: Sequence[str],
    configuration: Configuration,
    standard_input: StandardInput | None = None,
) -> Chosen:
    """Return the lists that ``arguments`` name.

    An argument that exists is a file or a folder, else one with ``*``, ``?`` or ``[`` is a glob,
    else a file that is not there, which whoever reads it will say. Of several names of one file
    the shortest counts.

    Args:
        arguments: files, folders, globs and ``-``; none are the working folder.
        configuration: which settings hold in each folder.
        standard_input: what ``-`` stands for; without it, it is a file of that name.
    """
    choice = _Choice(configuration)
    for argument in dict.fromkeys(arguments) or (os.curdir,):
        if argument == STANDARD_INPUT and standard_input is not None:
            choice.add_input(standard_input)
        else:
            choice.add(argument)
    return choice.made()


class _Choice:
    """The lists that were chosen so far, by their absolute paths."""

    def __init__(self, configuration: Configuration) -> None:
        self._configuration = configuration
        self._found: dict[str, Source] = {}
        self._excluded: dict[str, Source] = {}
        self._failures: dict[Words, None] = {}
        self._walked: Walk | None = None

    @property
    def _walk(self) -> Walk:
        from citelaw.files._walk import Walk  # lazy: 3 ms

        if self._walked is None:
            self._walked = Walk(self._configuration)
        return self._walked

    def made(self) -> Chosen:
        """Return what was chosen."""
        failures = self._failures | (self._walked.failures if self._walked else {})
        return Chosen(_sorted(self._found), tuple(failures), _sorted(self._excluded))

    def add(self, argument: str) -> None:
        """Add what an argument names."""
        if WILD.isdisjoint(argument) or os.path.lexists(argument):
            self._add_named(argument)
            return
        from citelaw.files._names import expanded

        named = expanded(argument)
        self._failures.update(dict.fromkeys(named.failures))
        if not named.paths:
            self._fail(
                f"{argument}：没有这样的文件；检查路径和通配符。",
                f"{argument}: no such file; check the path and the wildcards.",
            )
        for path in named.paths:
            self._add_named(path)

    def add_input(self, given: StandardInput) -> None:
        """Add standard input; a file of the name that it goes by is not read."""
        try:
            source = Source(given.name, given.read())
        except ReadError as error:
            self._fail(*error.words)
            return
        kept = self._excluded if self._is_excluded(given.name, folder=False) else self._found
        kept[_key(given.name)] = source

    def _add_named(self, path: str) -> None:
        """Add a file that was named, or the lists in a folder."""
        folder = os.path.isdir(path)
        if self._is_excluded(path, folder=folder):
            if not folder:
                self._excluded[_key(path)] = Source(path)
        elif folder:
            self._add_folder(path)
        else:
            self._keep(_key(path), path)

    def _add_folder(self, folder: str) -> None:
        before = len(self._walk.failures)
        empty = True
        for one in self._walk.lists_in(folder):
            empty = False
            self._keep(os.path.normcase(one.absolute), one.path)
        if empty and len(self._walk.failures) == before:
            self._fail(
                f"{folder}：其中没有要检查的清单（被排除、忽略的不算）；给出文件名。",
                f"{folder}: it holds no list to check (what is excluded or ignored does not "
                "count); name a file.",
            )

    def _keep(self, key: str, path: str) -> None:
        known = self._found.get(key)
        if known is None or (known.content is None and _better(path, known.path)):
            self._found[key] = Source(path)

    def _is_excluded(self, path: str, *, folder: bool) -> bool:
        """Return whether something that was named is to be passed over all the same."""
        try:
            forced = self._configuration.nearest(Path(path)).force_exclude
        except (SettingsError, OSError):  # whoever reads the file will say so
            return False
        return bool(forced) and self._walk.is_excluded(path, folder=folder)

    def _fail(self, chinese: str, english: str) -> None:
        self._failures[Words(chinese, english)] = None


def _sorted(found: Mapping[str, Source]) -> tuple[Source, ...]:
    return tuple(sorted(found.values(), key=lambda one: one.path))


def _better(path: str, than: str) -> bool:
    return (len(path), path) < (len(than), than)


def _key(path: str) -> str:
    """Return what two names of one file have in common, as far as their letters tell."""
    try:
        return os.path.normcase(os.path.abspath(path))
    except OSError:  # the working folder is gone
        return path
