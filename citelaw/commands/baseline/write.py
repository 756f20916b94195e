"""``citelaw baseline write``: writes down what the check of the files reports."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from citelaw.commands import _console, _options
from citelaw.commands.baseline import _round

if TYPE_CHECKING:
    from citelaw.model import ListDate, Shape


@click.command(short_help="Write down what is found in files.")
@_options.files
@_options.database
@_options.configuration
@_options.as_of_if_given
@_options.list_date
@_round.path
@click.option("--reason", default="", metavar="TEXT", help="Why the new entries stay.")
def write(
    files: tuple[str, ...],
    shape: Shape | None,
    encoding: str | None,
    database: tuple[Path, ...],
    config: Path | None,
    isolated: bool,
    as_of: date | None,
    list_date: ListDate | None,
    output: Path | None,
    reason: str,
) -> int:
    """Write down all that is found in FILEs; entries that are there stay, with their reasons.

    They are chosen and judged as check does it, by the same configuration.

    Exit status: 0, or 2 where a file could not be read (the others are written down) or the
    baseline is not usable (it stays as it is).
    """
    from citelaw import baseline
    from citelaw.settings import Settings

    settings = Settings(
        databases=database, as_of=as_of, list_date=list_date, shape=shape, encoding=encoding
    )
    asked = _round.of(files, settings, config, isolated)
    path = asked.path(output)
    # To read from a pipe or a device that is to be written would wait for ever.
    held = baseline.read(path) if path.is_file() else baseline.Baseline(path)
    done = asked.run()
    changed = baseline.extended(done.files, held, reason.strip())
    baseline.write(changed.baseline)
    _round.say(f"{path}：新记 {changed.added} 条，原有 {changed.kept} 条保留。")
    return _console.FAILED if done.failed else 0


COMMAND = write
