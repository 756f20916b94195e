"""The options of ``citelaw check`` that correct files, and what they do."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import click

from citelaw.commands import _console
from citelaw.words import Words

if TYPE_CHECKING:
    from citelaw.commands._outputs import Output
    from citelaw.engine import Engine
    from citelaw.files import Chosen, Source
    from citelaw.fixing import Outcome
    from citelaw.model import FileReport, Report
    from citelaw.running import Run

Decorated = TypeVar("Decorated", bound=Callable[..., object])


class Mending(NamedTuple):
    """What is to be corrected, and how, as the options say it."""

    fix: bool = False
    unsafe: bool = False
    diff: bool = False
    backup: bool = False
    exit_non_zero: bool = False


def options(command: Decorated) -> Decorated:
    """Add what is to be corrected, and how."""
    for decorate in (
        click.option(
            "--exit-non-zero-on-fix",
            is_flag=True,
            help="With --fix: exit status 1 where something was corrected, whatever is left.",
        ),
        click.option(
            "--backup",
            is_flag=True,
            help="With --fix: keep the former text as FILE.bak (or .bak1 …).",
        ),
        click.option(
            "--diff",
            is_flag=True,
            help="Show what --fix would change as a unified diff, and change nothing; exit status "
            "1 where something would change.",
        ),
        click.option(
            "--unsafe-fixes",
            is_flag=True,
            help="With --fix or --diff: also what is only probably right (article numbers, tier "
            "labels …); look at each.",
        ),
        click.option(
            "--fix",
            is_flag=True,
            help="Correct in the files what is surely right (marks, white space, brackets); for "
            "Word and Excel files, in a copy beside them (FILE.修正.docx). What comes from "
            "standard input goes corrected to standard output, the report to standard error.",
        ),
    ):
        command = decorate(command)
    return command


def refuse_contradictions(mending: Mending, formats: tuple[Output, ...]) -> None:
    """Refuse options that contradict each other.

    Raises:
        UsageError: they do.
    """
    if mending.fix and mending.diff:
        raise click.UsageError(
            _console.said(
                "--fix 改写文件，--diff 只显示改动，不能同时用",
                "--fix changes files and --diff only shows changes, so they do not go together",
            )
        )
    if mending.backup and not mending.fix:
        raise click.UsageError(
            _console.said(
                "--backup 只能和 --fix 同用",
                "--backup goes with --fix only",
            )
        )
    if mending.exit_non_zero and not mending.fix:
        raise click.UsageError(
            _console.said(
                "--exit-non-zero-on-fix 只能和 --fix 同用",
                "--exit-non-zero-on-fix goes with --fix only",
            )
        )
    if mending.diff and formats:
        raise click.UsageError(
            _console.said(
                "--diff 只输出改动，不能再指定 --output-format",
                "--diff writes the changes alone, so it does not go with --output-format",
            )
        )


def mend(run: Run, chosen: Chosen, mending: Mending) -> Report:
    """Correct the lists; return the report on what remains in them, or in their copies.

    What came from standard input goes to standard output, corrected or, where that is not to be or
    cannot be, as it came: what a pipe gives may be written back.

    Raises:
        UsageError: standard input is one of several lists, or is to have a backup.
    """
    _demand_one_text(chosen, mending)
    run.engine.prepare()
    for source in chosen.excluded:
        if source.content is not None:
            _console.hand_on(source.content)
    fixed: dict[str, FileReport] = {}
    contents = dict(chosen.contents)
    for source in chosen.files:
        if source.content is None:
            done = _on_disk(run.engine, source.path, mending, write=True)
            if done.content is not None:
                contents[source.path] = done.content
        else:
            done, contents[source.path] = _passed_on(run.engine, source, mending)
            _console.hand_on(contents[source.path])
        fixed[done.report.path] = done.report
    report = run.check(chosen.paths, contents)
    files = []
    for file in report.files:
        before = fixed.get(file.path)
        files.append(file._replace(fixed=before.fixed) if before is not None else file)
        _complain(files[-1])
    return report._replace(files=tuple(files))


def _demand_one_text(chosen: Chosen, mending: Mending) -> None:
    if not chosen.has_input:
        return
    if len(chosen.files) + len(chosen.excluded) > 1:
        raise click.UsageError(
            _console.said(
                "--fix 改正标准输入（-）时，不能同时给出别的文件",
                "with --fix standard input (-) stands alone, without other files",
            )
        )
    if mending.backup:
        raise click.UsageError(
            _console.said(
                "--backup 不能用于标准输入（-）",
                "--backup does not go with standard input (-)",
            )
        )


def show(engine: Engine, chosen: Chosen, output: str | None, *, unsafe: bool) -> int:
    """Write what would be corrected as a unified diff; return 1 where that is something."""
    from citelaw.reporters.diff import render

    mending = Mending(unsafe=unsafe)
    status = _console.FAILED if _complain_of(chosen.failures) else 0
    chunks = []
    shown = output is None and _console.on_terminal()
    for outcome in _proposed(engine, chosen.files, mending):
        file = outcome.report
        if file.failure is not None:
            _console.complain(file.failure)
        if file.failure is not None or _complain(file):
            status = _console.FAILED
        elif outcome.before != outcome.after:
            status = max(status, 1)
            units = file.resolved.document.units if file.resolved is not None else ()
            before, after = outcome.before, outcome.after
            chunks.append(render(file.path, before, after, shown=shown, units=units))
    _console.write(chunks, output)
    return status


def _proposed(engine: Engine, files: Iterable[Source], mending: Mending) -> Iterator[Outcome]:
    """Yield what would become of each list."""
    for source in files:
        if source.content is None:
            yield _on_disk(engine, source.path, mending, write=False)
        else:
            yield _passed_on(engine, source, mending)[0]


def _on_disk(engine: Engine, path: str, mending: Mending, *, write: bool) -> Outcome:
    from citelaw.fixing import SAFE, WITH_UNSAFE, fix_path

    wanted = WITH_UNSAFE if mending.unsafe else SAFE
    return fix_path(engine, path, wanted, write=write, backup=mending.backup)


def _passed_on(engine: Engine, source: Source, mending: Mending) -> tuple[Outcome, bytes]:
    from citelaw.fixing import SAFE, WITH_UNSAFE, fix_content

    assert source.content is not None
    wanted = WITH_UNSAFE if mending.unsafe else SAFE
    return fix_content(engine, source.path, source.content, wanted)


def _complain_of(failures: tuple[Words, ...]) -> bool:
    for failure in failures:
        _console.complain(failure)
    return bool(failures)


def _complain(file: FileReport) -> bool:
    """Say why a file was not corrected, or not to the end; return whether it was not at all."""
    fixed = file.fixed
    if fixed is None:
        return False
    if fixed.refusal is not None:
        _console.complain(fixed.refusal)
    elif fixed.left is not None:
        _console.complain(fixed.left)
    elif not fixed.settled:
        _console.complain(
            Words(
                f"{file.path}：有些修正互相抵触或者改不完，没有再改；其余由人工核对。",
                f"{file.path}: some fixes contradict each other or come to no end and were left; "
                "check the rest by hand.",
            )
        )
    return fixed.refusal is not None
