"""What a check stands on beside the list: configuration, a team's facts, baseline, databases.

Each file is told by its name, size and time, so that a change of it is seen without reading it.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from citelaw.configuration import NAMES
from citelaw.engine import OVERLAY
from citelaw.settings import Settings

State = tuple[str, int, int]
"""The name of a file, its size, and when it was last written, in nanoseconds."""


def of_folder(folder: Path) -> Iterator[State]:
    """Yield the facts beside the lists of a folder, and the configurations that may hold there."""
    yield from of_file(folder / OVERLAY)
    for above in (folder, *folder.parents):
        for name in NAMES:
            yield from of_file(above / name)


def of_settings(settings: Settings) -> Iterator[State]:
    """Yield what settings say, from whatever file, and the files that they name."""
    yield repr(settings), 0, 0
    for path in (settings.baseline, *settings.databases):
        if path is not None:
            yield from of_file(path)


def of_file(path: Path) -> Iterator[State]:
    """Yield the state of a file; nothing where it is not there."""
    try:
        state = path.stat()
    except OSError:
        return
    yield str(path), state.st_size, state.st_mtime_ns
