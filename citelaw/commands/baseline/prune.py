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
@_options.as_of
@_round.list_date
@_round.path
def prune(
    files: tuple[str, ...],
    shape: Shape | None,
    encoding: str | None,
    database: tuple[Path, ...],
    as_of: date,
    list_date: ListDate | None,
    output: Path,
) -> int:
    """Drop the entries of FILEs whose finding is gone (已改); the others stay as they are.

    Exit status: 0, or 2 where a file could not be read (its entries stay) or the baseline is not
    usable (it stays as it is).
    """
    from citelaw import baseline

    held = baseline.read(output)
    done = _round.run(files, shape, encoding, database, as_of, list_date)
    changed = baseline.pruned(done.files, held, done.rules)
    if changed.dropped:
        baseline.write(changed.baseline)
    _round.say(f"{output}：去掉已改的 {changed.dropped} 条，保留 {changed.kept} 条。")
    return _console.FAILED if done.failed else 0


COMMAND = prune
