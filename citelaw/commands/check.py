"""``citelaw check``: what is wrong with the citations in the files, where, why, what is right."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from citelaw.commands import _console, _files, _fix, _freshness, _options

if TYPE_CHECKING:
    from datetime import date

    from citelaw.model import ListDate, Profile, Report, Severity, Shape
    from citelaw.settings import FileRules

FOUND = 1


@click.command(short_help="Check the citations in files.")
@_options.files
@_options.database
@_options.configuration
@_options.output
@click.option(
    "--output-format",
    type=click.Choice(["full", "json"]),
    default="full",
    show_default=True,
    help="full: for reading; json: for programs.",
)
@_options.lang
@_options.as_of_if_given
@_options.list_date
@click.option(
    "--profile",
    type=click.Choice(["list", "judgment", "prose"]),
    callback=_options.profile,
    help="What kind of text the files are, in place of what they read like.",
)
@click.option(
    "--select",
    multiple=True,
    callback=_options.labels,
    metavar="RULES",
    help="Run these rules only: names, codes, beginnings of codes (CL4) or ALL, with commas "
    "between them; repeatable.",
)
@click.option(
    "--ignore",
    multiple=True,
    callback=_options.labels,
    metavar="RULES",
    help="Leave these rules out; the longer code wins over --select.",
)
@click.option(
    "--extend-select",
    multiple=True,
    callback=_options.labels,
    metavar="RULES",
    help="Run these rules beside those that run anyway.",
)
@click.option(
    "--per-file-ignores",
    multiple=True,
    callback=_options.per_file_ignores,
    metavar="GLOB:RULES",
    help="Leave these rules out in the files that GLOB names; repeatable.",
)
@click.option(
    "--min-severity",
    type=click.Choice(["error", "warning", "info"]),
    callback=_options.severity,
    help="The least severity that is reported and counted.  [default: info]",
)
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
    callback=_options.severity,
    help="The least severity that gives exit status 1.  [default: error]",
)
@click.option("--exit-zero", is_flag=True, help="Leave with 0 whatever is found.")
@_fix.options
def check(
    files: tuple[str, ...],
    shape: Shape | None,
    encoding: str | None,
    database: tuple[Path, ...],
    config: Path | None,
    isolated: bool,
    output: str | None,
    output_format: str,
    lang: str,
    as_of: date | None,
    list_date: ListDate | None,
    profile: Profile | None,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    baseline: Path | None,
    extend_select: tuple[str, ...],
    per_file_ignores: tuple[FileRules, ...],
    min_severity: Severity | None,
    fail_on: Severity | None,
    exit_zero: bool,
    fix: bool,
    unsafe_fixes: bool,
    diff: bool,
    backup: bool,
) -> int:
    """Check the citations (法规名称、条款、引文) in FILEs against the statute database.

    A FILE may be a folder, a glob or - (standard input); without any it is the working folder.
    What is not said here stands in the nearest citelaw.toml of each file, if there is one.

    Exit status: 0 nothing found at or above --fail-on, 1 findings, 2 a file could not be read or
    corrected, or the options or the configuration are wrong.
    """
    _fix.refuse_contradictions(output_format, fix=fix, diff=diff, backup=backup)
    from citelaw.reporters import Language, Style, load_reporter
    from citelaw.running import Run
    from citelaw.settings import Settings

    settings = Settings(
        databases=database,
        as_of=as_of,
        list_date=list_date,
        shape=shape,
        encoding=encoding,
        profile=profile,
        select=select,
        ignore=ignore,
        baseline=baseline,
        extend_select=extend_select,
        per_file_ignores=per_file_ignores,
        min_severity=min_severity,
        fail_on=fail_on,
    )
    configuration = _options.configured(settings, config, isolated, _options.today())
    chosen = _files.chosen(files, configuration, [] if output is None else [output])
    run = Run(configuration)
    run.engine.prepare()
    for failure in chosen.failures:
        _console.complain(failure)
    if diff:
        status = _fix.show(run.engine, chosen, output, unsafe=unsafe_fixes)
        status = _console.FAILED if chosen.failures else status
        return 0 if exit_zero and status == FOUND else status
    text = None
    if fix:
        report, text = _fix.mend(run, chosen, unsafe=unsafe_fixes, backup=backup)
    else:
        report = run.check(chosen.paths, chosen.contents)
    rendered = load_reporter(output_format).render(report, Style(language=Language(lang)))
    if text is not None:
        _console.hand_on(text)
    if text is not None and output is None:
        _console.write_aside([rendered])
    else:
        _console.write([rendered], output)
    failures = (file.failure for file in report.files if file.failure is not None)
    for failure in dict.fromkeys(failures):  # a wrong configuration is said once for its files
        _console.complain(failure)
    if _freshness.is_old(report.data_date, report.as_of):
        _console.complain(_freshness.notice(report.known_to, report.as_of))
    return _console.FAILED if chosen.failures else _status(report, exit_zero)


def _status(report: Report, exit_zero: bool) -> int:
    """Return the exit status; a file that could not be read or written outranks findings."""
    from citelaw.reporters import is_unverified
    from citelaw.settings import reaches

    if any(file.failure or (file.fixed and file.fixed.refusal) for file in report.files):
        return _console.FAILED
    found = any(
        reaches(one.severity, file.fail_on) and not is_unverified(one)
        for file in report.files
        for one in file.diagnostics
    )
    return FOUND if found and not exit_zero else 0


COMMAND = check
