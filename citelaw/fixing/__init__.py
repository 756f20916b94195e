"""Corrects files (修正): what the fixes of a report say, written so that nothing is ever lost.

The fixes are put in place round by round (``_rounds``), each a whole or not at all (``_edits``);
what changed is written in the file's own encoding and in one step (``_file``). Nothing here is
loaded by a run that corrects nothing.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from citelaw.engine import Engine
from citelaw.errors import FixError
from citelaw.fixing._file import Decoded, recode, recoded, save
from citelaw.fixing._rounds import Mended, mend
from citelaw.model import Applicability, FileReport, Fixed

__all__ = ["SAFE", "WITH_UNSAFE", "Outcome", "fix_path", "mend"]

SAFE = frozenset({Applicability.SAFE})
WITH_UNSAFE = frozenset({Applicability.SAFE, Applicability.UNSAFE})


class Outcome(NamedTuple):
    """What became of one file: its report, its text before and after.

    ``report`` is that of the text as it stands in the file, with ``fixed`` filled in; ``after`` is
    the text with its fixes, whether it was written or not. ``content`` is what stands in the list
    in the end where that is no file: its bytes with the fixes, or as they were given.
    """

    report: FileReport
    before: str
    after: str
    content: bytes | None = None


def fix_path(
    engine: Engine,
    path: str,
    wanted: frozenset[Applicability],
    *,
    write: bool = True,
    backup: bool = False,
    content: bytes | None = None,
) -> Outcome:
    """Check the file ``path`` and put its ``wanted`` fixes in place.

    A file that cannot be read or written is left as it is, and the report says why.

    Args:
        engine: reads and checks, before and after.
        path: the file.
        wanted: which fixes; those for display only are never put in place.
        write: whether the file is changed; else the outcome only says what would be.
        backup: whether the former bytes are kept beside it as ``.bak``.
        content: what stands in the list, where it is not to be read from the file ``path``, which
            is then not changed either.
    """
    ((report,), _) = engine.settled([engine.examine(path, content=content)])
    source = report.source
    if source is None or report.facts is None:
        return Outcome(report, "", "", content)
    own = engine.beside(Path(path))
    mended = mend(own, report, wanted)
    if mended.source == source:
        return Outcome(_with_fixed(report, mended), source, source, content)
    decoded = Decoded(source, report.facts.encoding)
    encoding = own.settings.encoding
    try:
        if content is not None:
            content = recoded(Path(path), content, decoded, mended.source, encoding)
        else:
            change = recode(Path(path), decoded, mended.source, encoding)
            if write:
                save(change, backup=backup)
    except FixError as error:
        left = report._replace(fixed=Fixed(refusal=str(error)))
        return Outcome(left, source, source, content)
    if write:
        report = _with_fixed(mended.report, mended)
    else:
        report = report._replace(fixed=Fixed(settled=mended.settled))
    return Outcome(report, source, mended.source, content)


def _with_fixed(report: FileReport, mended: Mended) -> FileReport:
    return report._replace(fixed=Fixed(rules=mended.fixed, settled=mended.settled))
