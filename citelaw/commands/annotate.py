"""``citelaw annotate``: a copy of a list with the findings at their words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from citelaw.commands import _complete, _console, _files, _freshness, _options
from citelaw.words import Words

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from citelaw.annotating import Annotated
    from citelaw.model import ListDate, Profile, Severity, Shape

UNPLACED_SHOWN = 20
"""Findings without a mark that are listed one by one."""


@click.command(short_help="Write a copy of a list with the findings at their words.")
@click.argument("file", metavar="FILE", shell_complete=_complete.files)
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    shell_complete=_complete.files,
    help="The copy; its ending says of what kind: that of the list, or .html.  [default: "
    "清单.校验.docx beside 清单.docx]",
)
@click.option(
    "--corrections",
    is_flag=True,
    help="Show what is surely right as tracked changes (.docx only).",
)
@click.option(
    "--force",
    is_flag=True,
    help="Write over a file that is no earlier annotated copy; never over the list itself.",
)
@_options.reading
@_options.database
@_options.configuration
@_options.lang
@_options.as_of_if_given
@_options.list_date
@_options.profile_of_text
@_options.select
@_options.ignore
@_options.extend_select
@_options.min_severity
@_options.baseline
@_options.fail_on
@_options.exit_zero
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but what went wrong.")
def annotate(
    file: str,
    output: str | None,
    corrections: bool,
    force: bool,
    shape: Shape | None,
    encoding: str | None,
    database: tuple[Path, ...],
    config: Path | None,
    isolated: bool,
    lang: str,
    as_of: date | None,
    list_date: ListDate | None,
    profile: Profile | None,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    extend_select: tuple[str, ...],
    min_severity: Severity | None,
    baseline: Path | None,
    fail_on: Severity | None,
    exit_zero: bool,
    quiet: bool,
) -> int:
    """Write a copy of FILE in which every finding stands at its words; FILE itself stays.

    Word files get comments, workbooks notes and the sheet 校验结果, web pages marks; of any other
    list a page is made. The remarks of an earlier round give way, those of others stay.

    Exit status: 0 nothing found at or above --fail-on, 1 findings, 2 the list could not be read or
    the copy not be written.
    """
    from citelaw.annotating import Wish
    from citelaw.annotating import annotate as write_copy
    from citelaw.engine import Engine
    from citelaw.reporters import Language, exit_status
    from citelaw.settings import Settings

    if file == "-" or output == "-":
        raise click.UsageError(
            _console.said(
                "批注件从文件来，写到文件去，不用 -（标准输入、标准输出）",
                "an annotated copy is made of a file and goes to a file, not to -",
            )
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
        min_severity=min_severity,
        fail_on=fail_on,
    )
    _files.here()
    configuration = _options.configured(settings, config, isolated, _options.today())
    wish = Wish(output, Language(lang), corrections=corrections, force=force)
    done = write_copy(Engine(configuration=configuration, views=True), file, wish)
    _tell(done, quiet=quiet)
    status = exit_status(done.report)
    return 0 if exit_zero and status == 1 else status


def _tell(done: Annotated, *, quiet: bool) -> None:
    """Say where the copy is, and what of it is not as one would look for it."""
    found = len(done.report.files[0].diagnostics)
    if not quiet:
        said = Words(
            f"{done.path}：问题 {found} 条，标出 {done.places} 处。\n",
            f"{done.path}: {found} finding(s), marked at {done.places} place(s).\n",
        )
        _console.write([_console.said(*said).encode("utf-8", "backslashreplace")])
    for one in done.unplaced[:UNPLACED_SHOWN]:
        _console.complain(
            Words(f"没有标在原处：{one.chinese}", f"not marked at its words: {one.english}")
        )
    if len(done.unplaced) > UNPLACED_SHOWN:
        more = len(done.unplaced) - UNPLACED_SHOWN
        _console.complain(
            Words(
                f"没有标在原处的另有 {more} 处，见 citelaw check 的报告。",
                f"{more} more are not marked at their words; see citelaw check.",
            )
        )
    report = done.report
    if _freshness.is_old(report.data_date, report.as_of):
        _console.complain(_freshness.notice(report.known_to, report.as_of))


COMMAND = annotate
