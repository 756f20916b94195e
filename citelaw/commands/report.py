"""``citelaw report``: the paper that a reviewing office signs, as a Word document (校验意见书)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from citelaw.commands import _complete, _console, _files, _freshness, _options

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from citelaw.commands._former import Former
    from citelaw.engine import Engine
    from citelaw.files import Chosen
    from citelaw.model import ListDate, Profile, Report, Severity, Shape


@click.command(short_help="Write the paper of a review, to be signed.")
@_options.files
@_options.database
@_options.configuration
@click.option(
    "-o",
    "--output",
    required=True,
    metavar="FILE",
    shell_complete=_complete.files,
    help="The Word document to write (.docx).",
)
@click.option(
    "--previous",
    type=click.Path(),
    callback=_options.path,
    metavar="FILE",
    help="The paper of the former round, or a baseline (citelaw baseline write): say what is new, "
    "unchanged and fixed since. It takes the place of the baseline of the configuration.",
)
@_options.as_of_if_given
@_options.list_date
@_options.profile_of_text
@_options.select
@_options.ignore
@_options.extend_select
@_options.fail_on
@_options.exit_zero
def report(
    files: tuple[str, ...],
    shape: Shape | None,
    encoding: str | None,
    database: tuple[Path, ...],
    config: Path | None,
    isolated: bool,
    output: str,
    previous: Path | None,
    as_of: date | None,
    list_date: ListDate | None,
    profile: Profile | None,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    extend_select: tuple[str, ...],
    fail_on: Severity | None,
    exit_zero: bool,
) -> int:
    """Write what is wrong in FILEs as a paper in the layout of GB/T 9704 (校验意见书).

    It holds what was checked and what was not, the opinions by statute, a table of all findings
    with room for answers, and every statute cited. FILEs are chosen and judged as by check, and all
    findings are in it, whatever min-severity says.

    Exit status: 0 nothing found at or above --fail-on, 1 findings, 2 a file could not be read, or
    the options or the configuration are wrong.
    """
    from citelaw.model import Severity
    from citelaw.reporters import exit_status
    from citelaw.reporters.report import available
    from citelaw.settings import Settings

    available()
    former = _read_former(previous, output)
    settings = Settings(
        databases=database,
        as_of=as_of,
        list_date=list_date,
        shape=shape,
        encoding=encoding,
        profile=profile,
        select=select,
        ignore=ignore,
        extend_select=extend_select,
        min_severity=Severity.INFO,
        fail_on=fail_on,
    )
    configuration = _options.configured(
        settings, config, isolated, _options.today(), compared=former is None
    )
    from citelaw.engine import Engine

    engine = Engine(configuration=configuration, views=True).prepare()
    chosen = _files.chosen(files, configuration, [output])
    found, digests = _examined(engine, chosen)
    _console.write([_written(engine, chosen, found, digests, former, output)], output)
    _complain(found, chosen)
    status = _console.FAILED if chosen.failures else exit_status(found)
    return 0 if exit_zero and status == 1 else status


def _read_former(previous: Path | None, output: str) -> Former | None:
    """Return the former round, None where none is asked for.

    Raises:
        UsageError: its paper would be written over.
    """
    if previous is None:
        return None
    if _console.place(previous) == _console.place(output):
        raise click.UsageError(
            _console.said(
                f"-o：{output} 就是 --previous 的文件，换一个文件名",
                f"-o: {output} is the file of --previous, choose another name",
            )
        )
    from citelaw.commands import _former

    return _former.read(previous)


def _examined(engine: Engine, chosen: Chosen) -> tuple[Report, dict[str, str]]:
    """Return the report on the lists, and the SHA-256 of the very bytes that were checked."""
    from hashlib import sha256
    from pathlib import Path

    from citelaw.engine import contradicted
    from citelaw.errors import ReadError
    from citelaw.model import FileReport
    from citelaw.readers import read_content

    contents: dict[str, bytes] = dict(chosen.contents)
    files = []
    for path in chosen.paths:
        try:
            if path not in contents:
                contents[path] = read_content(Path(path))
        except ReadError as error:
            files.append(FileReport(path=path, failure=error.words))
            continue
        files.append(engine.examine(path, content=contents[path]))
    for at, run in contradicted(files):
        files[at] = engine.examine(files[at].path, run, contents[files[at].path])
    digests = {path: sha256(content).hexdigest() for path, content in contents.items()}
    return engine.conclude(files), digests


def _written(
    engine: Engine,
    chosen: Chosen,
    found: Report,
    digests: dict[str, str],
    former: Former | None,
    output: str,
) -> bytes:
    """Return the document."""
    import os

    from citelaw.commands import _former
    from citelaw.commands._provisions import provisions
    from citelaw.reporters.report import Given, document

    before = None
    if former is not None:
        found, before = _former.compared(found, former)
    given = Given(
        report=found,
        folder=os.path.abspath(os.path.dirname(output)),
        digests=digests,
        texts=provisions(engine, found),
        failures=chosen.failures,
        before=before,
    )
    return document(given)


def _complain(found: Report, chosen: Chosen) -> None:
    """Say what could not be done, each reason once, and how old the data is where it is."""
    failures = [*chosen.failures, *(file.failure for file in found.files if file.failure)]
    for failure in dict.fromkeys(failures):
        _console.complain(failure)
    if _freshness.is_old(found.data_date, found.as_of):
        _console.complain(_freshness.notice(found.known_to, found.as_of))


COMMAND = report
