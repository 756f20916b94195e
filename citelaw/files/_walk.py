"""Walks folders: every entry is looked at once, and what is passed over is not entered."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from citelaw.configuration import Configuration, shown_path
from citelaw.errors import ReadError, SettingsError, why
from citelaw.files._filter import Filter, filter_of
from citelaw.files._ignore import Rules, read_rules
from citelaw.glob import Names, names_of
from citelaw.pattern import Pattern
from citelaw.settings import Settings
from citelaw.words import Words

DEPTH_LIMIT = 100
"""How many folders deep a walk goes; a tree of lists has five."""

IGNORE_FILE = ".citelawignore"
_PASSED_OVER = (".", "~$")
"""What the names of hidden files begin with, and of those by which Office locks what is open."""
_HEAD, _TAIL = 512, 4096
"""Bytes at the beginning and the end of a file that tell a report of citelaw."""
_ZIP = b"PK"
_PAGE = b'<meta name="generator" content="citelaw'
_DATA = b'"schema_version": 1,\n "citelaw": "'
_COUNTS = Pattern(
    r"""^(?: 共[ ]\d{1,9}[ ]个文件，引用[ ]\d{1,9}[ ]处：已核
          | \d{1,9}[ ]file\(s\),[ ]\d{1,9}[ ]citation\(s\):[ ]
        )""",
    re.VERBOSE | re.MULTILINE,
)
"""The counts that end a report for people."""
_GIT = ".git"
_GIT_IGNORE_FILE = ".gitignore"


class Found(NamedTuple):
    """A list that a walk came upon: its absolute path, and as reports call it."""

    absolute: str
    path: str


class _Folder(NamedTuple):
    """A folder of a walk, with the ignore files that count in it, the nearest first.

    ``prefix`` is what paths in reports have before the names in it, ``absolute`` its absolute path
    with a separator behind it. ``git`` is None outside of repositories.
    """

    prefix: str
    absolute: str
    names: Names
    level: int
    own: tuple[Rules, ...]
    git: tuple[Rules, ...] | None


class Walk:
    """The folders of one run.

    Args:
        configuration: which settings hold in each folder.

    ``failures`` are the reasons why folders and ignore files could not be read.
    """

    def __init__(self, configuration: Configuration) -> None:
        self.failures: dict[Words, None] = {}
        self._configuration = configuration
        self._read: dict[str, Rules] = {}

    # ------------------------------------------------------------ what a folder holds

    def lists_in(self, folder: str) -> Iterator[Found]:
        """Yield the lists in ``folder`` and the folders below it, in no order.

        Hidden files and folders, links to folders and citelaw's own reports are passed over, and
        what the settings and ignore files say. ``folder`` itself is walked whatever they say of it.
        """
        waiting = [self._start(folder)]
        while waiting:
            here = waiting.pop()
            entries = self._entries(here)
            here = self._with_rules(here, {entry.name for entry in entries})
            filter_ = self.filter_in(here.absolute)
            for entry in entries:
                name = entry.name
                if name.startswith(_PASSED_OVER):
                    continue
                names = (*here.names, name)
                if entry.is_dir(follow_symlinks=False):
                    if not self._left_out(here, filter_, names, folder=True):
                        waiting.append(_below(here, names))
                elif (
                    filter_.is_list(names)
                    and _is_file(entry)
                    and not self._left_out(here, filter_, names, folder=False)
                    and not _is_report(entry)
                ):
                    yield Found(here.absolute + name, here.prefix + name)

    def _start(self, folder: str) -> _Folder:
        absolute = os.path.abspath(folder)
        parent = os.path.dirname(absolute)
        above = [] if parent == absolute else list(_upwards(parent))
        own = tuple(self._rules(one, IGNORE_FILE) for one in above)
        return _Folder(
            prefix=_prefix(folder),
            absolute=os.path.join(absolute, ""),
            names=names_of(absolute),
            level=0,
            own=tuple(filter(None, own)),
            git=self._git_rules(above),
        )

    def _git_rules(self, folders: Iterable[str]) -> tuple[Rules, ...] | None:
        """Return git's rules that count below the first of ``folders``, which go upwards."""
        found = []
        for folder in folders:
            found.append(self._git_rules_in(folder))
            if os.path.lexists(os.path.join(folder, _GIT)):
                found.append(self._excluded_here(folder))
                return tuple(filter(None, found))
        return None

    def _entries(self, here: _Folder) -> list[os.DirEntry[str]]:
        shown = here.prefix.rstrip(os.sep) or here.prefix or os.curdir
        if here.level > DEPTH_LIMIT:
            self._fail(
                f"{shown}：文件夹套了 {DEPTH_LIMIT} 层以上，没有再往下找；直接给出它。",
                f"{shown}: more than {DEPTH_LIMIT} folders deep, so nothing below it was looked "
                "at; name it.",
            )
            return []
        try:
            with os.scandir(here.prefix or os.curdir) as found:
                return list(found)
        except OSError as error:
            reason = why(error)
            self._fail(
                f"{shown}：文件夹读不出来（{reason.chinese}），其中的文件没有检查。",
                f"{shown}: the folder cannot be read ({reason.english}); its files were not "
                "checked.",
            )
            return []

    def _with_rules(self, here: _Folder, present: set[str]) -> _Folder:
        """Return a folder with the ignore files that are ``present`` in it."""
        if not present & {_GIT, _GIT_IGNORE_FILE, IGNORE_FILE}:
            return here
        folder = os.path.dirname(here.absolute)
        own, git = here.own, here.git
        if IGNORE_FILE in present:
            own = (self._rules(folder, IGNORE_FILE), *own)
        if _GIT in present:  # of an outer repository nothing counts in this one
            git = tuple(filter(None, [self._excluded_here(folder)]))
        if git is not None and _GIT_IGNORE_FILE in present:
            git = (self._git_rules_in(folder), *git)
        return here._replace(own=own, git=git)

    def _left_out(self, here: _Folder, filter_: Filter, names: Names, *, folder: bool) -> bool:
        """Return whether an entry of ``here`` is passed over."""
        if filter_.excludes(names, folder=folder):
            return True
        ignored = _verdict(here.own, names, folder)
        if ignored is None and here.git and filter_.git:
            ignored = _verdict(here.git, names, folder)
        return bool(ignored)

    # ------------------------------------------------------------ a file that is named

    def is_excluded(self, path: str, *, folder: bool) -> bool:
        """Return whether excludes or a ``.citelawignore`` name a file or a folder that it lies in.

        Git's ignore files do not count. Above the working folder the folders that are passed over
        by default are not: a project may lie in any.
        """
        absolute = os.path.abspath(path)
        parent = os.path.dirname(absolute)
        if parent == absolute:
            return False
        names = names_of(absolute)
        usual_from = _depth_of_here(names)
        own: tuple[Rules, ...] = ()
        for above in reversed(list(_upwards(parent))):
            own = (self._rules(above, IGNORE_FILE), *own)
            depth = len(names_of(above)) + 1
            is_folder = folder or depth < len(names)
            one = names[:depth]
            if self.filter_in(os.path.join(above, "")).excludes(
                one, folder=is_folder, usual=depth > usual_from
            ) or _verdict(own, one, is_folder):
                return True
        return False

    # ------------------------------------------------------------ settings and ignore files

    def filter_in(self, folder: str) -> Filter:
        """Return what the settings in ``folder`` (absolute, with a separator) want of files.

        A configuration that cannot be used decides nothing here; the lists that it decides for
        fail with it when they are read.
        """
        try:
            return filter_of(self._configuration.nearest(Path(folder, "x")))
        except SettingsError:
            return filter_of(Settings())

    def _git_rules_in(self, folder: str) -> Rules:
        """Return the rules of git in ``folder``; where they do not count they are not read."""
        if not self.filter_in(os.path.join(folder, "")).git:
            return Rules((), 0)
        return self._rules(folder, _GIT_IGNORE_FILE)

    def _rules(self, folder: str, name: str) -> Rules:
        return self._read_rules(os.path.join(folder, name), folder)

    def _excluded_here(self, folder: str) -> Rules:
        """Return what the repository ``folder`` has in ``.git/info/exclude``."""
        return self._read_rules(os.path.join(_git_folder(folder), "info", "exclude"), folder)

    def _read_rules(self, path: str, folder: str) -> Rules:
        """Return the rules in ``path``, which count from ``folder``; each file is read once."""
        known = self._read.get(path)
        if known is None:
            depth = len(names_of(folder))
            try:
                known = read_rules(path, depth, shown_path(path))
            except ReadError as error:
                self._fail(*error.words)
                known = Rules((), depth)
            self._read[path] = known
        return known

    def _fail(self, chinese: str, english: str) -> None:
        self.failures[Words(chinese, english)] = None


def _verdict(rules: Iterable[Rules], names: Names, folder: bool) -> bool | None:
    """Return what the nearest ignore file that speaks of ``names`` says."""
    for one in rules:
        found = one.verdict(names, folder=folder)
        if found is not None:
            return found
    return None


def _depth_of_here(names: Names) -> int:
    """Return how many names the working folder has, if ``names`` lie below it, else all."""
    try:
        here = names_of(os.getcwd())
    except OSError:  # it is gone
        return len(names)
    return len(here) if names[: len(here)] == here else len(names)


def _upwards(folder: str) -> Iterator[str]:
    """Yield an absolute folder and all above it."""
    while True:
        yield folder
        parent = os.path.dirname(folder)
        if parent == folder:
            return
        folder = parent


def _below(here: _Folder, names: Names) -> _Folder:
    name = names[-1] + os.sep
    return here._replace(
        prefix=here.prefix + name,
        absolute=here.absolute + name,
        names=names,
        level=here.level + 1,
    )


def _prefix(folder: str) -> str:
    """Return what stands before the names in ``folder``: nothing for the working folder."""
    while folder.startswith("./") and folder.strip("./"):
        folder = folder[2:].lstrip("/")
    while folder.endswith("//"):
        folder = folder[:-1]
    folder = os.path.join(folder, "")
    return "" if folder == os.path.join(os.curdir, "") else folder


def _is_file(entry: os.DirEntry[str]) -> bool:
    """Return whether an entry is a file or a link to one; a broken link is none."""
    try:
        return entry.is_file()
    except OSError:  # where a link leads cannot be seen: whoever reads it will say why
        return True


def _is_report(entry: os.DirEntry[str]) -> bool:
    """Return whether an entry is what citelaw wrote of other lists, all of whose words it has."""
    try:
        with open(entry.path, "rb") as file:
            head = file.read(_HEAD)
            if _PAGE in head or _DATA in head:
                return True
            if head.startswith(_ZIP):
                from citelaw.office import is_paper  # only where there are Office files

                return is_paper(entry.path)
            file.seek(max(os.fstat(file.fileno()).st_size - _TAIL, 0))
            return _COUNTS.search(file.read(_TAIL).decode("utf-8", "replace")) is not None
    except OSError:  # whoever reads it will say why
        return False


def _git_folder(folder: str) -> str:
    """Return where the repository ``folder`` keeps its own files.

    Source:
        gitrepository-layout(5): ``.git`` may be a file that names the place, which may name
        another that several working trees share.
    """
    path = os.path.join(folder, _GIT)
    if os.path.isfile(path):
        path = os.path.join(folder, _first_line(path).removeprefix("gitdir:").strip())
        shared = _first_line(os.path.join(path, "commondir"))
        path = os.path.join(path, shared) if shared else path
    return os.path.normpath(path)


def _first_line(path: str) -> str:
    if not os.path.isfile(path):
        return ""
    try:
        with open(path, encoding="utf-8", errors="surrogateescape") as file:
            return file.readline(4096).strip()
    except OSError:
        return ""
