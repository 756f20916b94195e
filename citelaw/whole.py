"""Files that appear whole or not at all: written beside their place and moved into it."""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Iterable, Iterator
from itertools import count
from pathlib import Path

DRAFT = ".citelaw-"
"""What the names of files begin with that are being written."""


@contextlib.contextmanager
def beside(target: Path) -> Iterator[Path]:
    """Give a new file in the folder of ``target``, which is gone in the end unless moved.

    Raises:
        OSError: there is no such folder, or nothing can be written in it.
    """
    draft = _new(target.parent)
    try:
        yield draft
    finally:
        draft.unlink(missing_ok=True)


def _new(folder: Path) -> Path:
    """Make a file that nothing else has; ``tempfile`` would take 6 ms to load."""
    for number in count():
        draft = folder / f"{DRAFT}{os.getpid()}-{number}"
        try:
            draft.open("xb").close()
        except FileExistsError:  # a process of that number was killed
            continue
        return draft
    raise AssertionError("count() has no end")


def write_whole(path: Path, chunks: Iterable[bytes]) -> None:
    """Write a file in one step; what is no file (a device, a pipe) is written as it is.

    A symbolic link stays, and its target is written. A file keeps its mode, a new one gets that of
    any new file.

    Raises:
        OSError: it cannot be written; it is as it was.
    """
    mode = _mode(path)
    if mode is not None and not stat.S_ISREG(mode):
        with path.open("wb") as file:  # where a link of /dev leads to may have no name
            file.writelines(chunks)
        return
    _replace(Path(os.path.realpath(path)), chunks, mode)


def replace_whole(path: Path, chunks: Iterable[bytes]) -> None:
    """Write a file in one step in place of whatever has its name: a link or a pipe is not followed.

    For a folder that others may write to.

    Raises:
        OSError: it cannot be written; what was there still is.
    """
    _replace(path, chunks, None)


def _replace(target: Path, chunks: Iterable[bytes], mode: int | None) -> None:
    with beside(target) as draft:
        with draft.open("wb") as file:
            file.writelines(chunks)
        if mode is not None:
            draft.chmod(stat.S_IMODE(mode))
        os.replace(draft, target)


def _mode(path: Path) -> int | None:
    """Return the kind and mode of a file, None where there is none."""
    try:
        return path.stat().st_mode
    except FileNotFoundError:
        return None
