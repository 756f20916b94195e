"""Corrects files (修正): what the fixes of a report say, written so that nothing is ever lost.

The fixes are put in place round by round (``_rounds``), each a whole or not at all (``_edits``);
what changed is written in the file's own encoding and in one step (``_file``). Nothing here is
loaded by a run that corrects nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from citelaw.engine import Engine
from citelaw.errors import FixError
from citelaw.fixing._edits import choose
from citelaw.fixing._file import Decoded, demand_file, encoded, recode, save
from citelaw.fixing._rounds import mend
from citelaw.model import Applicability, FileReport, Fixed

__all__ = ["SAFE", "WITH_UNSAFE", "Outcome", "choose", "fix_content", "fix_path", "mend"]

SAFE = frozenset({Applicability.SAFE})
WITH_UNSAFE = frozenset({Applicability.SAFE, Applicability.UNSAFE})


class Outcome(NamedTuple):
    """What became of one file: its report, its text before and after.

    ``report`` is that of the text as it stands in the file, with ``fixed`` filled in; ``after`` is
    the text with its fixes, whether it was written or not.
    """

    report: FileReport
    before: str
    after: str


def fix_path(
    engine: Engine,
    path: str,
    wanted: frozenset[Applicability],
    *,
    write: bool = True,
    backup: bool = False,
) -> Outcome:
    """Check the file ``path`` and put its ``wanted`` fixes in place.

    A file that cannot be read or written is left as it is, and the report says why.

    Args:
        engine: reads and checks, before and after.
        path: the file.
        wanted: which fixes; those for display only are never put in place.
        write: whether the file is changed; else the outcome only says what would be.
        backup: whether the former bytes are kept beside it as ``.bak``.
    """
    try:
        demand_file(Path(path))
    except FixError as error:  # not read: who reads it next would find nothing
        return Outcome(FileReport(path=path, fixed=Fixed(refusal=error.words)), "", "")
    report = engine.check_path(path)

    def put(read: Decoded, source: str, encoding: str | None) -> None:
        change = recode(Path(path), read, source, encoding)
        if write:
            save(change, backup=backup)

    done = _fixed(engine, report, wanted, put)
    if write or done.before == done.after:
        return done
    settled = done.report.fixed is not None and done.report.fixed.settled
    return done._replace(report=report._replace(fixed=Fixed(settled=settled)))


def fix_content(
    engine: Engine, path: str, content: bytes, wanted: frozenset[Applicability]
) -> tuple[Outcome, bytes]:
    """Check what goes by the name ``path``; return it with its ``wanted`` fixes, in its encoding.

    What cannot be written in that encoding comes back as it is, and the report says why.
    """
    after = [content]

    def put(read: Decoded, source: str, encoding: str | None) -> None:
        after.append(encoded(Path(path), content, read, source, encoding))

    ((report,), _) = engine.settled([engine.examine(path, (), content)])
    return _fixed(engine, report, wanted, put), after[-1]


def _fixed(
    engine: Engine,
    report: FileReport,
    wanted: frozenset[Applicability],
    put: Callable[[Decoded, str, str | None], None],
) -> Outcome:
    """Return a file with its fixes; ``put`` writes them, or says by an error why it cannot."""
    source = report.source
    if source is None or report.facts is None:
        return Outcome(report, "", "")
    own = engine.beside(Path(report.path))
    mended = mend(own, report, wanted)
    fixed = Fixed(rules=mended.fixed, settled=mended.settled)
    if mended.source == source:
        return Outcome(report._replace(fixed=fixed), source, source)
    try:
        put(Decoded(source, report.facts.encoding), mended.source, own.settings.encoding)
    except FixError as error:
        return Outcome(report._replace(fixed=Fixed(refusal=error.words)), source, source)
    return Outcome(mended.report._replace(fixed=fixed), source, mended.source)
