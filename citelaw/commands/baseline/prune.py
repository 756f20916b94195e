"""``citelaw baseline prune``: drops the entries whose finding is gone."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from citelaw.commands import _console, _options
from citelaw.commands.baseline import _round

if TYPE_CHECKING:
    from citelaw.model import ListDate, Shape


@click.command(short_help="Drop the entries whose finding is gone.")
@_options.files
@_options.database
@_options.configuration
@_options.as_of_if_given
@_options.list_date
@_round.path
def prune(
    files: tuple[str, ...],
    shape: Shape | None,
    encoding: str | None,
    database: tuple[Path, ...],
    config: Path | None,
    isolated: bool,
    as_of: date | None,
    list_date: ListDate | None,
    output: Path | None,
) -> int:
    """Drop the entries of FILEs whose finding is gone (已改); the others stay as they are.

    They are chosen and judged as check does it, by the same configuration.

    Exit status: 0, or 2 where a file could not be read (its entries stay) or the baseline is not
    usable (it stays as it is).
    """
    from citelaw import baseline
    from citelaw.rules import all_rules
    from citelaw.settings import Settings

    settings = Settings(
        databases=database, as_of=as_of, list_date=list_date, shape=shape, encoding=encoding
    )
    asked = _round.of(files, settings, config, isolated)
    path = asked.path(output)
    held = baseline.read(path)
    done = asked.run()
    changed = baseline.pruned(done.files, held, all_rules())
    if changed.dropped:
        baseline.write(changed.baseline)
    _round.say(f"{path}：去掉已改的 {changed.dropped} 条，保留 {changed.kept} 条。")
    return _console.FAILED if done.failed else 0


COMMAND = prune
