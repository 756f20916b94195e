"""``citelaw extract``: every citation in the files, exactly placed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from citelaw.commands import _console, _options

if TYPE_CHECKING:
    from citelaw.model import Shape


@click.command(short_help="List the citations in files.")
@_options.files
@_options.database
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
    output: str | None,
    output_format: str | None,
) -> int:
    """List the statutes, pinpoints and quotations (法规、条款、引文) that FILEs cite.

    Exit status: 0, or 2 where a file could not be read; the others are listed all the same.
    """
    from citelaw.engine import Engine, in_order
    from citelaw.errors import ReadError, RegistryError
    from citelaw.reporters import load_listing
    from citelaw.settings import Settings

    engine = Engine(Settings(databases=database, shape=shape, encoding=encoding))
    if output_format is None:
        output_format = "table" if output is None and _console.on_terminal() else "jsonl"
    listing = load_listing(output_format)
    failed = False

    def chunks() -> Iterator[bytes]:
        nonlocal failed
        for path in in_order(files):
            try:
                beside = engine.beside(Path(path))
                document = beside.read(Path(path))
            except (ReadError, RegistryError) as error:
                _console.complain(error)
                failed = True
                continue
            cells = beside.extract_document(document)
            yield listing.render(document, cells, path if len(files) > 1 else None)

    _console.write(chunks(), output)
    return _console.FAILED if failed else 0


COMMAND = extract
