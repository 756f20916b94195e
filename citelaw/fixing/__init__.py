"""Corrects files (修正): what the fixes of a report say, written so that nothing is ever lost.

The fixes are put in place round by round (``_rounds``), each a whole or not at all (``_edits``).
What changed is written in one step (``_file``): a text in its own encoding, a file that is no text
(``_package``) as a copy beside it. Nothing here is loaded by a run that corrects nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from citelaw.engine import Engine
from citelaw.errors import FixError, ReadError
from citelaw.fixing._edits import choose
from citelaw.fixing._file import Decoded, demand_file, encoded, recode, save, save_copy
from citelaw.fixing._rounds import mend
from citelaw.model import Applicability, FileKind, FileReport, Fixed
from citelaw.readers import read_content
from citelaw.words import Words

__all__ = ["SAFE", "WITH_UNSAFE", "Outcome", "choose", "fix_content", "fix_path", "mend"]

SAFE = frozenset({Applicability.SAFE})
WITH_UNSAFE = frozenset({Applicability.SAFE, Applicability.UNSAFE})


class Outcome(NamedTuple):
    """What became of one file: its report, its text before and after.

    ``report`` is that of the text as it stands in the file, or in the copy that was written, with
    ``fixed`` filled in; ``after`` is the text with its fixes, whether it was written or not.
    ``content`` is what stands in the copy, None where there is none.
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
) -> Outcome:
    """Check the file ``path`` and put its ``wanted`` fixes in place; if it is no text, in a copy.

    A file that cannot be read or written is left as it is, and the report says why.

    Args:
        engine: reads and checks, before and after.
        path: the file.
        wanted: which fixes; those for display only are never put in place.
        write: whether the file is changed; else the outcome only says what would be.
        backup: whether the former bytes of a text are kept beside it as ``.bak``.
    """
    try:
        demand_file(Path(path))
    except FixError as error:  # not read: who reads it next would find nothing
        return Outcome(FileReport(path=path, fixed=Fixed(refusal=error.words)), "", "")
    try:
        content = read_content(Path(path))
    except ReadError as error:
        return Outcome(FileReport(path=path, failure=error.words), "", "")
    report = _examined(engine, path, content)
    if _is_text(report):

        def put(read: Decoded, source: str, encoding: str | None) -> None:
            change = recode(Path(path), read, source, encoding)
            if write:
                save(change, backup=backup)

        done = _fixed(engine, report, wanted, put)
    else:
        done = _rewritten(engine, report, content, wanted)
        done = _with_copy(done, Path(path)) if write else done._replace(content=None)
    if write or done.before == done.after:
        return done
    fixed = done.report.fixed
    assert fixed is not None
    return done._replace(report=report._replace(fixed=fixed._replace(rules=())))


def fix_content(
    engine: Engine, path: str, content: bytes, wanted: frozenset[Applicability]
) -> tuple[Outcome, bytes]:
    """Check what goes by the name ``path``; return it with its ``wanted`` fixes, in its encoding.

    What cannot be written so comes back as it is, and the report says why.
    """
    after = [content]

    def put(read: Decoded, source: str, encoding: str | None) -> None:
        after.append(encoded(Path(path), content, read, source, encoding))

    report = _examined(engine, path, content)
    if _is_text(report):
        return _fixed(engine, report, wanted, put), after[-1]
    done = _rewritten(engine, report, content, wanted)
    return done._replace(content=None), content if done.content is None else done.content


def _examined(engine: Engine, path: str, content: bytes) -> FileReport:
    return engine.settled([engine.examine(path, (), content)])[0][0]


def _is_text(report: FileReport) -> bool:
    return report.facts is None or not isinstance(report.facts.shape, FileKind)


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


def _rewritten(
    engine: Engine, report: FileReport, content: bytes, wanted: frozenset[Applicability]
) -> Outcome:
    """Return a file that is no text with its fixes, in ``Outcome.content`` where it has any."""
    from citelaw.fixing._package import Package  # only for files that are no text
    from citelaw.fixing._rounds import mend_by
    from citelaw.office import format_of

    source = report.source
    assert source is not None
    form = format_of(content, report.path)
    if form.rewrite is None:
        some = choose(report.diagnostics, wanted, source).findings
        fixed = Fixed(refusal=_not_written(report.path)) if some else Fixed()
        return Outcome(report._replace(fixed=fixed), source, source)
    package = Package(engine.beside(Path(report.path)), form, report.path, content, source)
    try:
        mended = mend_by(package.put, report, wanted)
    except FixError as error:
        return Outcome(report._replace(fixed=Fixed(refusal=error.words)), source, source)
    settled = mended.settled or package.left is not None
    fixed = Fixed(rules=mended.fixed, settled=settled, left=package.left)
    if mended.source == source:
        return Outcome(report._replace(fixed=fixed), source, source)
    after = package.showing(mended.source)
    return Outcome(mended.report._replace(fixed=fixed), source, mended.source, after)


def _not_written(path: str) -> Words:
    return Words(
        f"{path}：这种文件只检查，不修正；另存为 .docx 或者 .xlsx 再修正，PDF 文件改它的原稿。",
        f"{path}: files of this kind are checked, not corrected; save it as .docx or .xlsx, or "
        "correct what the PDF was made of.",
    )


def _with_copy(done: Outcome, path: Path) -> Outcome:
    """Return the outcome with its content written beside the file ``path``."""
    fixed = done.report.fixed
    if done.content is None or fixed is None:
        return done
    try:
        copy = save_copy(path, done.content)
    except FixError as error:
        refused = done.report._replace(fixed=Fixed(refusal=error.words))
        return Outcome(refused, done.before, done.before)
    return done._replace(report=done.report._replace(fixed=fixed._replace(copy=str(copy))))
