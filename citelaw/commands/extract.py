"""``citelaw extract``: every citation in the files, exactly placed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from citelaw.commands import _console, _lists, _options

if TYPE_CHECKING:
    from pathlib import Path

    from citelaw.model import Shape


@click.command(short_help="List the citations in files.")
@_options.files
@_options.database
@_options.configuration
@_options.output
@click.option(
    "--output-format",
    type=click.Choice(["jsonl", "table"]),
    help="jsonl: one object a line; table: for reading. Default: table on a terminal, else jsonl.",
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
) -> int:
    """List the statutes, pinpoints and quotations (法规、条款、引文) that FILEs cite.

    A FILE may be a folder, a glob or - (standard input); without any it is the working folder.

    Exit status: 0, or 2 where a file could not be read; the others are listed all the same.
    """
    from citelaw.reporters import load_listing
    from citelaw.settings import Settings

    settings = Settings(databases=database, shape=shape, encoding=encoding)
    if output_format is None:
        output_format = "table" if output is None and _console.on_terminal() else "jsonl"
    listing = load_listing(output_format)
    configuration = _options.configured(settings, config, isolated)
    lists = _lists.Lists(files, configuration, output)
    _console.write(
        (
            listing.render(
                one.document,
                one.engine.extract_document(one.document),
                None if lists.alone else one.path,
            )
            for one in lists
        ),
        output,
    )
    return _console.FAILED if lists.failed else 0


COMMAND = extract
