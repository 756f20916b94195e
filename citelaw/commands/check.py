"""``citelaw check``: what is wrong with the citations in the files, where, why, what is right."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from citelaw.commands import _console, _fix, _freshness, _options

if TYPE_CHECKING:
    from citelaw.model import ListDate, Report, Shape

FOUND = 1


@click.command(short_help="Check the citations in files.")
@_options.files
@_options.database
@_options.output
@click.option(
    "--output-format",
    type=click.Choice(["full", "json"]),
    default="full",
    show_default=True,
    help="full: for reading; json: for programs.",
)
@click.option(
    "--lang",
    type=click.Choice(["zh", "en"]),
    default="zh",
    show_default=True,
    help="Language of the full report.",
)
@_options.as_of
@click.option(
    "--list-date",
    callback=_options.list_date,
    metavar="DATE",
    help="When the lists were made (2023, 2023-06 or 2023-06-01), in place of what they say.",
)
@click.option(
    "--select", multiple=True, metavar="RULE", help="Run this rule (name or code) only; repeatable."
)
@click.option("--ignore", multiple=True, metavar="RULE", help="Leave this rule out; repeatable.")
@click.option(
    "--baseline",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Leave out what this file (citelaw baseline write) holds, and say what is new, unchanged "
    "and fixed.",
)
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "info"]),
    default="error",
    show_default=True,
    help="The least severity that gives exit status 1.",
)
@click.option("--exit-zero", is_flag=True, help="Leave with 0 whatever is found.")
@_fix.options
def check(
    files: tuple[str, ...],
    shape: Shape | None,
    encoding: str | None,
    database: tuple[Path, ...],
    output: str | None,
    output_format: str,
    lang: str,
    as_of: date,
    list_date: ListDate | None,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    baseline: Path | None,
    fail_on: str,
    exit_zero: bool,
    fix: bool,
    unsafe_fixes: bool,
    diff: bool,
    backup: bool,
) -> int:
    """Check the citations (法规名称、条款、引文) in FILEs against the statute database.

    Exit status: 0 nothing found at or above --fail-on, 1 findings, 2 a file could not be read or
    corrected, or the options are wrong.
    """
    _fix.refuse_contradictions(files, output, output_format, fix=fix, diff=diff, backup=backup)
    from citelaw.engine import Engine
    from citelaw.reporters import Language, load_reporter
    from citelaw.settings import Settings

    settings = Settings(
        databases=database,
        as_of=as_of,
        list_date=list_date,
        shape=shape,
        encoding=encoding,
        select=select,
        ignore=ignore,
        baseline=baseline,
    )
    engine = Engine(settings)
    if diff:
        status = _fix.show(engine, files, output, unsafe=unsafe_fixes)
        return 0 if exit_zero and status == FOUND else status
    if fix:
        report = _fix.mend(engine, files, unsafe=unsafe_fixes, backup=backup)
    else:
        report = engine.check_paths(files)
    _console.write([load_reporter(output_format).render(report, Language(lang))], output)
    for file in report.files:
        if file.failure is not None:
            _console.complain(file.failure)
    if _freshness.is_old(report.data_date, as_of):
        _console.complain(_freshness.notice(report.known_to, as_of))
    return _status(report, fail_on, exit_zero)


def _status(report: Report, fail_on: str, exit_zero: bool) -> int:
    """Return the exit status; a file that could not be read or written outranks findings."""
    from citelaw.reporters import is_unverified

    if any(file.failure or (file.fixed and file.fixed.refusal) for file in report.files):
        return _console.FAILED
    severities = ("error", "warning", "info")
    failing = severities[: severities.index(fail_on) + 1]
    found = any(
        one.severity in failing and not is_unverified(one)
        for file in report.files
        for one in file.diagnostics
    )
    return FOUND if found and not exit_zero else 0


COMMAND = check
