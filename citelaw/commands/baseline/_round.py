"""Runs the check that a baseline is made of, and says what became of it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from citelaw.commands import _console, _options

if TYPE_CHECKING:
    from citelaw.model import FileReport, ListDate, Rule, Shape

path = click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    default=Path(".citelaw-baseline.json"),
    show_default=True,
    metavar="FILE",
    help="The baseline.",
)
list_date = click.option(
    "--list-date",
    callback=_options.list_date,
    metavar="DATE",
    help="When the lists were made, as for `citelaw check`.",
)


class Round(NamedTuple):
    """The files of a round with their findings, and the rules that were run on them."""

    files: tuple[FileReport, ...]
    rules: tuple[Rule, ...]
    failed: bool


def run(
    files: tuple[str, ...],
    shape: Shape | None,
    encoding: str | None,
    database: tuple[Path, ...],
    as_of: date,
    list_date: ListDate | None,
) -> Round:
    """Check the files; those that cannot be read are complained about."""
    from citelaw.engine import Engine
    from citelaw.settings import Settings

    settings = Settings(
        databases=database, as_of=as_of, list_date=list_date, shape=shape, encoding=encoding
    )
    engine = Engine(settings)
    found = engine.check_paths(files).files
    for file in found:
        if file.failure is not None:
            _console.complain(file.failure)
    return Round(found, engine.rules, any(file.failure is not None for file in found))


def say(text: str) -> None:
    """Say on standard output what became of the baseline."""
    _console.write([f"{text}\n".encode("utf-8", "backslashreplace")])
