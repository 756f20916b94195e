"""The options of ``citelaw check`` that correct files, and what they do."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import click

from citelaw.commands import _console

if TYPE_CHECKING:
    from citelaw.engine import Engine
    from citelaw.files import Chosen
    from citelaw.fixing import Outcome
    from citelaw.model import FileReport, Report
    from citelaw.running import Run

Decorated = TypeVar("Decorated", bound=Callable[..., object])


def options(command: Decorated) -> Decorated:
    """Add what is to be corrected, and how."""
    for decorate in (
        click.option(
            "--backup",
            is_flag=True,
            help="With --fix: keep the former file as FILE.bak (or .bak1 …).",
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
            help="Correct in the files what is surely right (marks, white space, brackets); the "
            "text of - is written to standard output, the report to standard error.",
        ),
    ):
        command = decorate(command)
    return command


def refuse_contradictions(output_format: str, *, fix: bool, diff: bool, backup: bool) -> None:
    """Refuse options that contradict each other.

    Raises:
        UsageError: they do.
    """
    if fix and diff:
        raise click.UsageError("--fix 改写文件，--diff 只显示改动，不能同时用")
    if backup and not fix:
        raise click.UsageError("--backup 只能和 --fix 同用")
    if diff and output_format != "full":
        raise click.UsageError("--diff 只输出改动，不能再指定 --output-format")


class Mended(NamedTuple):
    """The report on what remains, and what standard input became where it was corrected."""

    report: Report
    text: bytes | None


def mend(run: Run, chosen: Chosen, *, unsafe: bool, backup: bool) -> Mended:
    """Correct the files; what came from standard input is given back, corrected or as it was.

    Raises:
        UsageError: standard input is one of several files, or is to have a backup.
    """
    _demand_one_text(chosen, backup=backup)
    outcomes = list(_outcomes(run.engine, chosen, unsafe=unsafe, write=True, backup=backup))
    fixed = {outcome.report.path: outcome.report.fixed for outcome in outcomes}
    texts = {path: one.content for path, one in zip(chosen.paths, outcomes, strict=True)}
    contents = {path: text for path, text in texts.items() if text is not None}
    report = run.check(chosen.paths, contents)
    report = report._replace(
        files=tuple(file._replace(fixed=fixed.get(file.path)) for file in report.files)
    )
    for file in report.files:
        _complain(file)
    passed_over = [one.content for one in chosen.excluded if one.content is not None]
    return Mended(report, next(iter((*contents.values(), *passed_over)), None))


def _demand_one_text(chosen: Chosen, *, backup: bool) -> None:
    given = (*chosen.files, *chosen.excluded)
    if all(one.content is None for one in given):
        return
    if len(given) > 1:
        raise click.UsageError("--fix 改正标准输入（-）时，不能同时给出别的文件")
    if backup:
        raise click.UsageError("--backup 不能用于标准输入（-）")


def show(engine: Engine, chosen: Chosen, output: str | None, *, unsafe: bool) -> int:
    """Write what would be corrected as a unified diff; return 1 where that is something."""
    from citelaw.reporters.diff import render

    status = 0
    chunks = []
    shown = output is None and _console.on_terminal()
    for outcome in _outcomes(engine, chosen, unsafe=unsafe, write=False, backup=False):
        file = outcome.report
        if file.failure is not None:
            _console.complain(file.failure)
        if file.failure is not None or _complain(file):
            status = _console.FAILED
        elif outcome.before != outcome.after:
            status = max(status, 1)
            chunks.append(render(file.path, outcome.before, outcome.after, shown=shown))
    _console.write(chunks, output)
    return status


def _outcomes(
    engine: Engine, chosen: Chosen, *, unsafe: bool, write: bool, backup: bool
) -> Iterator[Outcome]:
    """Correct the files one after the other, so that one with two names is corrected once."""
    from citelaw.fixing import SAFE, WITH_UNSAFE, fix_path

    wanted = WITH_UNSAFE if unsafe else SAFE
    for path, content in chosen.files:
        yield fix_path(engine, path, wanted, write=write, backup=backup, content=content)


def _complain(file: FileReport) -> bool:
    """Say why a file was not corrected, or not to the end; return whether it was not at all."""
    fixed = file.fixed
    if fixed is None:
        return False
    if fixed.refusal is not None:
        _console.complain(fixed.refusal)
    elif not fixed.settled:
        _console.complain(f"{file.path}：有些修正互相抵触或者改不完，没有再改；其余由人工核对。")
    return fixed.refusal is not None
