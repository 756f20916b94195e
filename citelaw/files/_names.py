"""Globs on the command line: what a shell makes of them, where none did (Windows, quotes)."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import NamedTuple

from citelaw.errors import why
from citelaw.files import WILD
from citelaw.files._walk import DEPTH_LIMIT
from citelaw.glob import part
from citelaw.settings import EXCLUDE
from citelaw.words import Words

_ANY_DEPTH = "**"


class Named(NamedTuple):
    """What a glob names, files and folders, in the order of their names.

    ``failures`` are the reasons why some folders could not be looked into.
    """

    paths: tuple[str, ...]
    failures: tuple[Words, ...]


def expanded(glob: str) -> Named:
    """Return what ``glob`` names: what a shell would give, with ``**`` for any number of folders.

    Hidden names are meant only where the glob itself has the point. ``**`` does not go where a
    walk never goes: into hidden folders, ``node_modules`` and the like, links to folders. At the
    end of a glob ``**`` is the folder, which is then walked.
    """
    start, names = taken_apart(glob)
    failures: dict[Words, None] = {}
    found = set()
    waiting = [(start, 0)]
    passed = set(waiting)
    while waiting:
        folder, at = waiting.pop()
        if at == len(names) or (names[at] == _ANY_DEPTH and at + 1 == len(names)):
            found.add(folder or os.curdir)
            continue
        try:
            steps = set(_steps(folder, names, at))
        except NotADirectoryError:  # a file stands where the glob wants a folder
            continue
        except OSError as error:
            shown, reason = folder or os.curdir, why(error)
            said = Words(
                f"{shown}：文件夹读不出来（{reason.chinese}），没有再往下找。",
                f"{shown}: the folder cannot be read ({reason.english}); nothing below it was "
                "looked at.",
            )
            failures[said] = None
            continue
        waiting += steps - passed
        passed |= steps
    return Named(tuple(sorted(found)), tuple(failures))


def taken_apart(glob: str) -> tuple[str, tuple[str, ...]]:
    """Return the place where a glob begins ("" for the working folder), and its parts."""
    drive, rest = os.path.splitdrive(glob)
    rest = rest.replace(os.sep, "/")
    start = drive + (os.sep if rest.startswith("/") else "")
    return start, tuple(filter(None, rest.split("/")))


def _steps(folder: str, names: tuple[str, ...], at: int) -> Iterator[tuple[str, int]]:
    """Yield where a glob goes from ``folder``, with the part that is asked there."""
    name = names[at]
    if name == _ANY_DEPTH:
        yield folder, at + 1
        if len(folder.split(os.sep)) <= DEPTH_LIMIT:
            yield from ((one, at) for one in _folders_in(folder))
    elif WILD.isdisjoint(name):
        path = os.path.join(folder, name)
        if os.path.lexists(path):
            yield path, at + 1
    else:
        fits, last = part(name, literal_too=True), at + 1 == len(names)
        with os.scandir(folder or os.curdir) as entries:
            for entry in entries:
                hidden = entry.name.startswith(".") and not name.startswith(".")
                if not hidden and fits(entry.name) and (last or entry.is_dir()):
                    yield os.path.join(folder, entry.name), at + 1


def _folders_in(folder: str) -> Iterator[str]:
    """Yield the folders in ``folder`` that a walk may enter."""
    with os.scandir(folder or os.curdir) as entries:
        for entry in entries:
            usual = not entry.name.startswith(".") and entry.name not in EXCLUDE
            if usual and entry.is_dir(follow_symlinks=False):
                yield os.path.join(folder, entry.name)
