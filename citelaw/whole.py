"""Files that appear whole or not at all: written beside their place and moved into it."""

from __future__ import annotations

import contextlib
import os
import stat
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path


@contextlib.contextmanager
def beside(target: Path) -> Iterator[Path]:
    """Give a new file in the folder of ``target``, which is gone in the end unless moved.

    Raises:
        OSError: there is no such folder, or nothing can be written in it.
    """
    number, name = tempfile.mkstemp(prefix=".citelaw-", dir=target.parent)
    os.close(number)
    draft = Path(name)
    try:
        yield draft
    finally:
        draft.unlink(missing_ok=True)


def write_whole(path: Path, chunks: Iterable[bytes]) -> None:
    """Write a file in one step; what is no file (a device, a pipe) is written as it is.

    A symbolic link stays, and its target is written. A file keeps its mode, a new one gets that of
    any new file.

    Raises:
        OSError: it cannot be written; it is as it was.
    """
    target = Path(os.path.realpath(path))
    mode = _mode(target)
    if mode is not None and not stat.S_ISREG(mode):
        with target.open("wb") as file:
            file.writelines(chunks)
        return
    with beside(target) as draft:
        with draft.open("wb") as file:
            file.writelines(chunks)
        draft.chmod(stat.S_IMODE(mode) if mode is not None else 0o666 & ~_umask())
        os.replace(draft, target)


def _mode(path: Path) -> int | None:
    """Return the kind and mode of a file, None where there is none."""
    try:
        return path.stat().st_mode
    except FileNotFoundError:
        return None


def _umask() -> int:
    """Return the bits that new files do not get; there is no way but to set them."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
