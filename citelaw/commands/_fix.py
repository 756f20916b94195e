"""The options of ``citelaw check`` that correct files, and what they do."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, TypeVar

import click

from citelaw.commands import _console

if TYPE_CHECKING:
    from citelaw.engine import Engine
    from citelaw.fixing import Outcome
    from citelaw.model import FileReport, Report

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
            help="Correct in the files what is surely right (marks, white space, brackets).",
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


def mend(engine: Engine, files: tuple[str, ...], *, unsafe: bool, backup: bool) -> Report:
    """Correct the files; return the report on what remains in them."""
    outcomes = list(_outcomes(engine, files, unsafe=unsafe, write=True, backup=backup))
    fixed = {outcome.report.path: outcome.report.fixed for outcome in outcomes}
    report = engine.check_paths(files)
    report = report._replace(
        files=tuple(file._replace(fixed=fixed.get(file.path)) for file in report.files)
    )
    for file in report.files:
        _complain(file)
    return report


def show(engine: Engine, files: tuple[str, ...], output: str | None, *, unsafe: bool) -> int:
    """Write what would be corrected as a unified diff; return 1 where that is something."""
    from citelaw.reporters.diff import render

    status = 0
    chunks = []
    shown = output is None and _console.on_terminal()
    for outcome in _outcomes(engine, files, unsafe=unsafe, write=False, backup=False):
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
    engine: Engine, files: tuple[str, ...], *, unsafe: bool, write: bool, backup: bool
) -> Iterator[Outcome]:
    """Correct the files one after the other, so that one with two names is corrected once."""
    from citelaw.engine import in_order
    from citelaw.fixing import SAFE, WITH_UNSAFE, fix_path

    wanted = WITH_UNSAFE if unsafe else SAFE
    for path in in_order(files):
        yield fix_path(engine, path, wanted, write=write, backup=backup)


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
