"""``citelaw extract``: every citation in the files, exactly placed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from citelaw.commands import _console, _files, _lists, _options, _parquet, _running

if TYPE_CHECKING:
    from pathlib import Path

    from citelaw.model import Shape
    from citelaw.reporters import Listing


@click.command(short_help="List the citations in files.")
@_options.files
@_options.database
@_options.configuration
@_options.output
@click.option(
    "--output-format",
    type=_parquet.Formats(("jsonl", "table")),
    help="jsonl: one object a line; table: for reading; parquet: tables in a folder, however many "
    "files there are. Default: table on a terminal, else jsonl.",
)
@_parquet.resume
@_running.jobs
@click.option(
    "--with-text",
    is_flag=True,
    help="jsonl: before the citations of each file, its text as it was read, in which all offsets "
    "count; of an Office or PDF file what it shows.",
)
def extract(
    files: tuple[str, ...],
    shape: Shape | None,
    encoding: str | None,
    database: tuple[Path, ...],
    config: Path | None,
    isolated: bool,
    output: str | None,
    output_format: str | None,
    with_text: bool,
    resume: bool,
    jobs: int | None,
) -> int:
    """List the statutes, pinpoints and quotations (法规、条款、引文) that FILEs cite.

    A FILE may be a folder, a glob or - (standard input); without any it is the working folder.

    Exit status: 0, or 2 where a file could not be read; the others are listed all the same.
    """
    from citelaw.reporters import load_listing
    from citelaw.settings import Settings

    settings = Settings(databases=database, shape=shape, encoding=encoding)
    name, _, path = (output_format or "").partition(":")
    others = {"--output": output, "--with-text": with_text}
    folder = _parquet.folder_of(((name, path),), resume, others)
    if folder is not None:
        return _parquet.Job(
            table="extract",
            path=folder,
            configured=lambda day: _options.configured(settings, config, isolated, day),
            chosen=lambda configuration: _files.chosen(files, configuration),
            jobs=_running.processes(jobs),
            resume=resume,
        ).run()
    if jobs is not None:
        raise click.UsageError(
            _console.said(
                "--jobs 只和 --output-format parquet:文件夹 同用",
                "--jobs goes with --output-format parquet:DIR only",
            )
        )
    if output_format is None:
        plain = output is not None or with_text or not _console.on_terminal()
        output_format = "jsonl" if plain else "table"
    listing = load_listing(output_format)
    if with_text and listing.text is None:
        raise click.UsageError(
            _console.said(
                "--with-text 只和 --output-format jsonl 同用",
                "--with-text goes with --output-format jsonl only",
            )
        )
    configuration = _options.configured(settings, config, isolated)
    lists = _lists.Lists(files, configuration, output)
    _console.write(_chunks(lists, listing, with_text), output)
    return _console.FAILED if lists.failed else 0


def _chunks(lists: _lists.Lists, listing: Listing, with_text: bool) -> Iterator[bytes]:
    for one in lists:
        file = None if lists.alone else one.path
        if with_text and listing.text is not None:
            yield listing.text(one.document, file)
        yield listing.render(one.document, one.engine.extract_document(one.document), file)


COMMAND = extract
