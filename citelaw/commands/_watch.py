"""``--watch``: check again whenever something changes that the report depends on."""

from __future__ import annotations

import contextlib
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from citelaw.commands import _console
from citelaw.errors import CitelawError
from citelaw.words import Words

if TYPE_CHECKING:
    from citelaw.commands._running import Round

EVERY = 0.5
"""Seconds between two looks at the files."""
_REST = 10
"""The pause after a look is so many times as long at least: a large tree is walked rarely."""

State = tuple[tuple[str, int, int], ...]


def watch(round_: Round) -> int:
    """Check, and again after each change, until an interrupt (exit status 130).

    A configuration that cannot be used is said, and waited for.
    """
    before: State | None = None
    try:
        while True:
            started = time.monotonic()
            now = _state(round_)
            looked = time.monotonic() - started
            if now != before:
                before = now
                _once(round_)
            time.sleep(max(EVERY, looked * _REST))
    except KeyboardInterrupt:
        return _console.INTERRUPTED


def _once(round_: Round) -> None:
    """Show the report of now in place of the former one."""
    if _console.on_terminal():
        sys.stdout.write("\x1b[2J\x1b[3J\x1b[H")
        sys.stdout.flush()
    try:
        round_.run()
    except CitelawError as error:
        _console.complain(error)
    now = time.strftime("%H:%M:%S")
    _console.complain(
        Words(
            f"{now} 检查完毕，等待改动；按 Ctrl-C 结束。",
            f"{now} checked, waiting for a change; Ctrl-C ends it.",
        )
    )


def _state(round_: Round) -> State:
    """Return the size and time of all files that the report depends on, as they are now."""
    return tuple(sorted(set(_stated(round_))))


def _stated(round_: Round) -> Iterator[tuple[str, int, int]]:
    from citelaw.footing import of_file, of_folder, of_settings

    folders = {Path(os.curdir)}
    with contextlib.suppress(OSError):  # it is gone, as whoever reads the lists will say
        folders = {Path.cwd()}
    try:
        configuration = round_.configured()
        yield from of_settings(configuration.base)
        for path in round_.chosen(configuration).paths:
            yield from of_file(Path(path))
            folders.add(Path(os.path.abspath(path)).parent)
            yield from of_settings(configuration.nearest(Path(path)))
    except CitelawError as error:
        yield str(error), 0, 0
    for folder in folders:
        yield from of_folder(folder)
