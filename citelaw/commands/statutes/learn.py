"""``citelaw statutes learn``: entries for ``statutes.toml`` from what the lists themselves say."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from citelaw.commands import _console, _lists, _options

if TYPE_CHECKING:
    from citelaw.model import Shape


@click.command(short_help="Propose entries for documents that the database does not hold.")
@_options.files
@_options.database
@_options.configuration
@_options.output
def learn(
    files: tuple[str, ...],
    shape: Shape | None,
    encoding: str | None,
    database: tuple[Path, ...],
    config: Path | None,
    isolated: bool,
    output: str | None,
) -> int:
    """Propose entries (statutes.toml) for documents that FILEs cite and the database does not hold.

    A FILE may be a folder, a glob or - (standard input); without any it is the working folder.
    Titles, numbers, tiers and dates are those of the lists, with how often each stands there; what
    the lists contradict is commented out. A file that is there already is not written over.

    Exit status: 0, or 2 where a file could not be read; the others are learned from all the same.
    """
    if output is not None and os.path.isfile(output) and os.path.getsize(output):
        raise click.UsageError(f"-o：已经有 {output}，或有手写的条目；换一个文件名，核对后并入")
    from citelaw.learn import propose, render
    from citelaw.settings import Settings

    settings = Settings(databases=database, shape=shape, encoding=encoding)
    configuration = _options.configured(settings, config, isolated)
    lists = _lists.Lists(files, configuration, output)
    proposals = propose(
        one.engine.resolve(one.document, one.engine.find(one.document)) for one in lists
    )
    _console.write([render(proposals).encode()], output)
    return _console.FAILED if lists.failed else 0


COMMAND = learn
