"""Fixes in files that are no text: their bytes after each round, written anew and read again."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from pathlib import Path

from citelaw.engine import Engine
from citelaw.errors import FixError
from citelaw.fixing._edits import Choice, apply, choose
from citelaw.fixing._rounds import Round
from citelaw.model import Applicability, Diagnostic
from citelaw.office import Format
from citelaw.words import Words

MOST_TRIES = 100
"""Times that a file is written to find out which fixes it does not take."""
_ALL = frozenset(Applicability)


class Package:
    """A file whose fixes are put in place round by round.

    ``left`` is the reason why some fixes could not be, None where all were.

    Args:
        engine: reads and checks it.
        form: what kind of file it is; one that can be written anew.
        path: what it is called.
        data: its bytes.
        source: the text that it shows.
    """

    def __init__(self, engine: Engine, form: Format, path: str, data: bytes, source: str) -> None:
        assert form.rewrite is not None
        self._engine = engine
        self._rewrite = form.rewrite
        self._path = path
        self._made = {source: data}
        self.left: Words | None = None

    def showing(self, source: str) -> bytes:
        """Return the bytes of the round that made the text ``source``."""
        return self._made[source]

    def put(self, source: str, choice: Choice) -> Round | None:
        """Put what goes together into the file that shows ``source``, as far as it takes it.

        Raises:
            FixError: it takes too few, or shows something else afterwards.
        """
        taken, data = self._taken(self._made[source], source, choice)
        if not taken.findings:
            return None
        document = self._engine.read(Path(self._path), data)
        after = apply(source, taken.edits)
        if document.source != after:
            raise FixError(
                f"{self._path}：改后读出的文字和应有的不一致，没有写副本；在原文件里手工修正。",
                f"{self._path}: corrected it would not read as it should, so no copy was written; "
                "correct it by hand.",
            )
        self._made.setdefault(after, data)
        return Round(taken, after, self._engine.check_document(document))

    def _taken(self, data: bytes, source: str, choice: Choice) -> tuple[Choice, bytes]:
        """Return as many findings of ``choice`` as the file takes, and the file with them.

        What it refuses is halved.
        """
        with contextlib.suppress(FixError):
            return choice, self._rewrite(data, self._path, choice.edits)
        taken: list[Diagnostic] = []
        waiting: list[Sequence[Diagnostic]] = [choice.findings]
        for _ in range(MOST_TRIES):
            if not waiting:
                break
            some = waiting.pop()
            try:
                self._rewrite(data, self._path, choose(some, _ALL, source).edits)
            except FixError as error:
                self.left = error.words
                half = len(some) // 2
                waiting += [some[half:], some[:half]] if half else []
            else:
                taken += some
        if waiting and self.left is not None:
            raise FixError(*self.left)
        some_of_them = choose(taken, _ALL, source)
        return some_of_them, self._rewrite(data, self._path, some_of_them.edits)
