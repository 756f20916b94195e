"""Checks open documents as ``citelaw check`` would; lives in the thread of the worker.

What a configuration, a team's facts or a database say is read when a document is looked at
(``Checker.look``: opened, saved, told of by a watcher), not at every key press.
"""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from citelaw.errors import CitelawError, RegistryError, SettingsError
from citelaw.integrations.lsp._documents import Snapshot
from citelaw.integrations.lsp.checked import Checked
from citelaw.words import Words

if TYPE_CHECKING:
    from citelaw.configuration import Configuration
    from citelaw.draft import Draft
    from citelaw.engine import Engine
    from citelaw.settings import Settings

LARGEST = 20 * 1024 * 1024
"""Bytes of UTF-8 up to which a document is checked."""
_TOO_MANY_LOST = 50
"""One character in so many that the editor could not read: it read by the wrong encoding."""

_PLACE = re.compile(r"(?P<file>[^：]+?)(?::(?P<line>[0-9]{1,7}))?：")


class Asked(NamedTuple):
    """One version of a document that is to be checked.

    ``path`` is where the document stands, or would if it were a file: its configuration and facts
    are those of that place. ``is_file`` tells which. ``configuration`` is the file that decides,
    None for the nearest one. ``still_wanted`` is asked right before.
    """

    uri: str
    version: int | None
    name: str
    path: Path
    is_file: bool
    text: Snapshot
    configuration: Path | None
    still_wanted: Callable[[], bool]


class Problem(NamedTuple):
    """What is wrong beside a list, so that it is not checked as its owner wants it.

    ``file`` is where the fault stands, None where that is no file that a person writes;
    ``line`` counts from 0.
    """

    words: Words
    file: Path | None = None
    line: int = 0


class Outcome(NamedTuple):
    """What became of a document: ``checked``, or None where it was not.

    ``problems`` say why not, or what was left out; there are none where all went well, or where
    the configuration passes over the document. ``data_date`` is the last day that the database
    knows, "" where there is none; ``beside`` are the other files that decide.
    """

    checked: Checked | None
    problems: tuple[Problem, ...] = ()
    data_date: str = ""
    beside: tuple[Path, ...] = ()


State = tuple[tuple[str, int, int], ...]


class Checker:
    """Checks documents, each with the configuration and facts of the place where it stands.

    Args:
        today: tells what day it is.
    """

    def __init__(self, today: Callable[[], date]) -> None:
        self._today = today
        self._configuration: Path | None = None
        self._day: date | None = None
        self._engines: _Engines | None = None
        self._good: dict[Path, Settings] = {}
        self._states: dict[Path, State] = {}
        self._drafts: dict[str, Draft] = {}

    # ------------------------------------------------------------ what it works with

    def reset(self) -> None:
        """Read configurations, facts and databases anew before the next check."""
        self._engines = None
        self._drafts.clear()

    def look(self) -> bool:
        """Return whether something beside the lists has changed, and reset if so."""
        has_changed = any(
            _state(folder, self._read) != state for folder, state in self._states.items()
        )
        if has_changed:
            self.reset()
        return has_changed

    def close(self, uri: str) -> None:
        """Forget a document."""
        self._drafts.pop(uri, None)

    def warm(self) -> str:
        """Load what the first check needs; return the last day that the database knows.

        Raises:
            RegistryError: a database cannot be opened.
        """
        from citelaw.engine import Engine

        engine = Engine()
        engine.check_document(engine.read_text(_WARMING))
        return engine.registry.data_date

    def databases(self, folder: Path) -> tuple[Path, ...]:
        """Return the databases that lists in ``folder`` are checked against."""
        from citelaw.registry import at_hand

        with contextlib.suppress(SettingsError):
            named = self._read().nearest(folder / "_").databases
            if named:
                return named
        return tuple(at_hand())

    def _read(self) -> Configuration:
        """Return the configuration as it is now.

        Raises:
            SettingsError: the file that the client names cannot be used.
        """
        from citelaw.configuration import Configuration
        from citelaw.settings import Settings

        return Configuration(Settings(), today=self._today(), file=self._configuration)

    # ------------------------------------------------------------ checking

    def check(self, asked: Asked) -> Outcome | None:
        """Return what is found in a document; None where nobody wants to know any more."""
        if not asked.still_wanted():
            return None
        today = self._today()  # a server may run for weeks
        if (self._day, self._configuration) != (today, asked.configuration):
            self._day, self._configuration = today, asked.configuration
            self.reset()
        folder = asked.path.parent
        if self._engines is None:
            self._engines = _Engines(self._read, today, self._good)
        if not self._engines.has(folder):
            self._states[folder] = _state(folder, self._read)
        try:
            engine, problems = self._engines.beside(folder)
            if engine.settings.force_exclude and self._is_passed_over(asked):
                return Outcome(None)
            draft = self._drafts.pop(asked.uri, None) or _draft(engine, asked.name)
            report = draft.examine(asked.text.text)
            self._drafts[asked.uri] = draft  # one that failed is not asked again
        except RegistryError as error:
            self.reset()
            return Outcome(None, (Problem(error.words),))
        path = asked.path if asked.is_file else None
        return Outcome(
            Checked(asked.uri, asked.version, path, asked.text.positions, report, engine),
            problems,
            engine.registry.data_date,
            tuple(filter(None, (engine.settings.baseline, *engine.settings.databases))),
        )

    def _is_passed_over(self, asked: Asked) -> bool:
        """Return whether the configuration excludes a document even where it is opened."""
        from citelaw.files import chosen

        if not asked.is_file:
            return False
        try:
            return bool(chosen((str(asked.path),), self._read()).excluded)
        except SettingsError:
            return False


_WARMING = "依据《中华人民共和国社会保险法》第八十八条。"


def _draft(engine: Engine, name: str) -> Draft:
    from citelaw.draft import Draft

    return Draft(engine, name)


class _Engines:
    """The engines of one state of all configurations, by the folders of the lists.

    Args:
        read: reads the configuration; raises ``SettingsError``.
        today: the day that counts as today.
        good: the settings that could be used last, by folder; kept up to date.
    """

    def __init__(
        self, read: Callable[[], Configuration], today: date, good: dict[Path, Settings]
    ) -> None:
        self._read = read
        self._today = today
        self._good = good
        self._root: Engine | None = None
        self._found: dict[Path, tuple[Engine, tuple[Problem, ...]]] = {}

    def has(self, folder: Path) -> bool:
        """Return whether the engine for a folder is made."""
        return folder in self._found

    def beside(self, folder: Path) -> tuple[Engine, tuple[Problem, ...]]:
        """Return the engine for the lists in ``folder``, and what is wrong with it.

        Where the configuration cannot be used it is the one that could be used last, or the
        default; where the team's facts cannot be used it goes without them.

        Raises:
            RegistryError: a database cannot be opened.
        """
        if folder not in self._found:
            self._found[folder] = self._made(folder)
        return self._found[folder]

    def _made(self, folder: Path) -> tuple[Engine, tuple[Problem, ...]]:
        try:
            engine = self._wanted(folder)
        except SettingsError as error:
            engine, held = self._fallback(folder)
            return engine, (_said(error, held),)
        except RegistryError as error:
            engine = self._without_facts(folder, error)
            return engine, (_said(error, _WITHOUT),)
        self._good[folder] = engine.settings
        return engine, ()

    def _wanted(self, folder: Path) -> Engine:
        from citelaw.engine import Engine

        if self._root is None:
            self._root = Engine(configuration=self._read())
        return self._root.beside(folder / "_").prepare()

    def _fallback(self, folder: Path) -> tuple[Engine, Words]:
        """Return the engine of the settings that could be used last, and which these are."""
        from citelaw.engine import Engine
        from citelaw.settings import Settings

        good = self._good.get(folder)
        if good is not None:
            with contextlib.suppress(SettingsError):  # its baseline is gone, say
                return Engine(good).beside(folder / "_").prepare(), _LAST
        default = Engine(Settings(as_of=self._today))
        return default.beside(folder / "_").prepare(), _DEFAULT

    def _without_facts(self, folder: Path, error: RegistryError) -> Engine:
        """Return the engine without the facts beside a list, if it is they that are wrong."""
        from citelaw.engine import OVERLAY, Engine

        if not os.path.lexists(folder / OVERLAY):
            raise error
        return Engine(self._read().nearest(folder / "_")).prepare()


_LAST = Words("清单暂按上一次可用的设置检查。", "Lists are checked by the settings of before.")
_DEFAULT = Words("清单暂按默认设置检查。", "Lists are checked by the default settings.")
_WITHOUT = Words("清单暂不用这份补充法规检查。", "Lists are checked without these facts.")


def _said(error: CitelawError, held: Words) -> Problem:
    """Return what is said of a file that cannot be used, and where in it the fault stands."""
    words = Words(f"{error.words.chinese}{held.chinese}", f"{error.words.english} {held.english}")
    found = _PLACE.match(error.words.chinese)
    if found is None or not os.path.isfile(found["file"]):
        return Problem(words)
    return Problem(words, Path(os.path.abspath(found["file"])), int(found["line"] or 1) - 1)


def _state(folder: Path, read: Callable[[], Configuration]) -> State:
    """Return what decides how the lists in ``folder`` are checked: settings, files with times."""
    return tuple(_stated(folder, read))


def _stated(folder: Path, read: Callable[[], Configuration]) -> Iterator[tuple[str, int, int]]:
    from citelaw.footing import of_file, of_folder, of_settings
    from citelaw.registry import at_hand

    yield from of_folder(folder)
    for database in at_hand():
        yield from of_file(database)
    try:
        settings = read().nearest(folder / "_")
    except SettingsError as error:
        yield str(error), 0, 0
        return
    yield from of_settings(settings)


# ---------------------------------------------------------------- what is not checked


def refusal(text: str) -> Words | None:
    """Return why a document is not checked, None where it is."""
    if is_too_large(text):
        limit = LARGEST >> 20
        return Words(
            f"这份文件超过 {limit} MB，没有检查；拆成几个文件后重新打开。",
            f"This file is larger than {limit} MB and was not checked; split it and open the "
            "parts.",
        )
    if "\0" in text:
        return Words(
            "这份文件含有零字节，不是文本，没有检查；打开文本文件。",
            "This file holds zero bytes, so it is no text and was not checked; open a text file.",
        )
    if text.count("\ufffd") * _TOO_MANY_LOST > len(text):
        return Words(
            "编辑器没有按这份文件的编码打开它，没有检查；换一个编码（如 GB18030）重新打开。",
            "The editor opened this file by the wrong encoding, so it was not checked; reopen it "
            "with another one (GB18030, say).",
        )
    return None


def is_too_large(text: str) -> bool:
    """Return whether a text has more bytes of UTF-8 than a document may have."""
    if len(text) * 4 <= LARGEST:
        return False
    if len(text) > LARGEST:
        return True
    return len(text.encode("utf-8", "surrogatepass")) > LARGEST
