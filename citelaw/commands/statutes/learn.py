"""``citelaw statutes learn``: entries for ``statutes.toml`` from what the lists themselves say."""

from __future__ import annotations

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

    Titles, numbers, tiers and dates are those of the lists, with how often each stands there; what
    the lists contradict is commented out.

    Exit status: 0, or 2 where a file could not be read; the others are learned from all the same.
    """
    from citelaw.engine import Engine
    from citelaw.learn import propose, render
    from citelaw.settings import Settings

    settings = Settings(databases=database, shape=shape, encoding=encoding)
    configuration = _options.configured(settings, config, isolated)
    lists = _lists.Lists(Engine(configuration=configuration), files)
    proposals = propose(
        one.engine.resolve(one.document, one.engine.find(one.document)) for one in lists
    )
    _console.write([render(proposals).encode()], output)
    return _console.FAILED if lists.failed else 0


COMMAND = learn
