"""``citelaw check``: what is wrong with the citations in the files, where, why, what is right."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from citelaw.commands import (
    _changed,
    _console,
    _files,
    _fix,
    _options,
    _outputs,
    _parquet,
    _progress,
    _running,
)

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from citelaw.model import ListDate, Profile, Severity, Shape
    from citelaw.settings import FileRules


@click.command(short_help="Check the citations in files.")
@_options.files
@_options.database
@_options.configuration
@_options.output
@_outputs.options
@_parquet.resume
@_options.lang
@_options.as_of_if_given
@_options.list_date
@_options.profile_of_text
@_options.select
@_options.ignore
@_options.extend_select
@click.option(
    "--per-file-ignores",
    multiple=True,
    callback=_options.per_file_ignores,
    metavar="GLOB:RULES",
    help="Leave these rules out in the files that GLOB names; repeatable.",
)
@_options.min_severity
@_options.baseline
@_options.fail_on
@_options.exit_zero
@_fix.options
@_changed.option
@_running.options
def check(
    files: tuple[str, ...],
    shape: Shape | None,
    encoding: str | None,
    database: tuple[Path, ...],
    config: Path | None,
    isolated: bool,
    output: str | None,
    formats: tuple[_outputs.Output, ...],
    lang: str,
    color: str,
    ambiguous_width: str,
    statistics: bool,
    no_suppressed: bool,
    resume: bool,
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
    exit_non_zero_on_fix: bool,
    fix: bool,
    unsafe_fixes: bool,
    diff: bool,
    backup: bool,
    changed_since: str | None,
    jobs: int | None,
    no_cache: bool,
    watch: bool,
    quiet: bool,
    verbose: bool,
) -> int:
    """Check the citations (法规名称、条款、引文) in FILEs against the statute database.

    A FILE may be a folder, a glob or - (standard input); without any it is the working folder.
    What is not said here stands in the nearest citelaw.toml of each file, if there is one.

    Exit status: 0 nothing found at or above --fail-on, 1 findings, 2 a file could not be read or
    corrected, or the options or the configuration are wrong.
    """
    from citelaw.settings import Settings

    mending = _fix.Mending(
        fix=fix,
        unsafe=unsafe_fixes,
        diff=diff,
        backup=backup,
        exit_non_zero=exit_non_zero_on_fix,
    )
    _fix.refuse_contradictions(mending, formats)
    folder = _parquet.folder_of(
        formats,
        resume,
        {
            "--output": output,
            "--fix": fix,
            "--watch": watch,
            "--statistics": statistics,
            "--no-suppressed": no_suppressed,
        },
    )
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
    round_ = _running.Round(
        arguments=files,
        configured=lambda: _options.configured(settings, config, isolated, _options.today()),
        outputs=() if folder is not None else _outputs.placed(formats, output),
        look=_outputs.Look(lang, color, ambiguous_width, statistics, quiet, no_suppressed),
        mending=mending,
        changed_since=changed_since,
        jobs=jobs,
        cached=not no_cache,
        verbose=verbose,
        exit_zero=exit_zero,
        progress=None if quiet else _progress.progress(),
    )
    if folder is not None:
        return _parquet.Job(
            table="check",
            path=folder,
            configured=lambda day: _options.configured(settings, config, isolated, day),
            chosen=round_.chosen,
            jobs=round_.processes,
            resume=resume,
            quiet=quiet,
            exit_zero=exit_zero,
        ).run()
    if watch:
        if _files.named_input(files) is not None:
            raise click.UsageError(
                _console.said(
                    "--watch 不能用于标准输入（-）",
                    "--watch does not go with standard input (-)",
                )
            )
        from citelaw.commands import _watch

        return _watch.watch(round_)
    return round_.run()


COMMAND = check
