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
@_options.as_of
@_round.list_date
@_round.path
@click.option("--reason", default="", metavar="TEXT", help="Why the new entries stay.")
def write(
    files: tuple[str, ...],
    shape: Shape | None,
    encoding: str | None,
    database: tuple[Path, ...],
    as_of: date,
    list_date: ListDate | None,
    output: Path,
    reason: str,
) -> int:
    """Write down all that is found in FILEs; entries that are there stay, with their reasons.

    Exit status: 0, or 2 where a file could not be read (the others are written down) or the
    baseline is not usable (it stays as it is).
    """
    from citelaw import baseline

    held = baseline.read(output) if output.exists() else baseline.Baseline(output)
    done = _round.run(files, shape, encoding, database, as_of, list_date)
    changed = baseline.extended(done.files, held, reason.strip())
    baseline.write(changed.baseline)
    _round.say(f"{output}：新记 {changed.added} 条，原有 {changed.kept} 条保留。")
    return _console.FAILED if done.failed else 0


COMMAND = write
