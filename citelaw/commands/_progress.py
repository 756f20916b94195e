"""How far a long run is, said on standard error where a person looks at it."""

from __future__ import annotations

import sys
import time

from citelaw.commands import _console

QUIET_FOR = 1.0
"""Seconds before anything is said; most runs are over by then."""
_EVERY = 0.1
"""Seconds between two lines; a terminal takes longer to show one than a list to be checked."""


class Progress:
    """One line that is written over and over, and taken away in the end of a run."""

    def __init__(self) -> None:
        self._shown = 0
        self.begin()

    def begin(self) -> None:
        """Begin a run: for a while nothing is said."""
        self._next = time.monotonic() + QUIET_FOR

    def __call__(self, done: int, total: int) -> None:
        """Say that ``done`` of ``total`` lists are checked."""
        now = time.monotonic()
        if now < self._next:
            return
        self._next = now + _EVERY
        line = _console.said(f"已检查 {done}/{total} 份清单", f"{done} of {total} lists checked")
        self._shown = max(self._shown, len(line))
        self._write(f"\r{line}")

    def clear(self) -> None:
        """Take the line away."""
        if self._shown:
            # A Han character takes up two columns.
            self._write("\r" + " " * self._shown * 2 + "\r")
            self._shown = 0

    @staticmethod
    def _write(text: str) -> None:
        encoding = sys.stderr.encoding or "ascii"
        sys.stderr.write(text.encode(encoding, "replace").decode(encoding))
        sys.stderr.flush()


def progress() -> Progress | None:
    """Return what says how far a run is, None where no person looks at standard error."""
    if sys.stderr is None or not sys.stderr.isatty():
        return None
    return Progress()
