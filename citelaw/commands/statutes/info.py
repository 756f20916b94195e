"""``citelaw statutes info``: what the statute database holds and how far it is known."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from citelaw.commands import _freshness, _options
from citelaw.commands.statutes import _view

if TYPE_CHECKING:
    from citelaw.reporters.statutes.info import File


@click.command(short_help="Show what the database holds.")
@_options.database
@_options.as_of
@_options.view_format
def info(database: tuple[Path, ...], as_of: date, output_format: str) -> int:
    """Show what the statute database holds and how far it is known.

    Data that are more than a year old are said to be so.
    """
    from citelaw.commands.statutes._database import opened
    from citelaw.reporters.statutes.info import VIEW, Info

    registry = opened(database)
    notice = _freshness.notice(registry.known_to, as_of)
    it = Info(
        data_date=registry.data_date,
        digest=registry.digest,
        names=len(registry.names()),
        known_to=dict(registry.known_to),
        files=tuple(_file(path) for path in registry.paths),
        notice=None if notice is None else notice.chinese,
    )
    _view.write(VIEW, it, registry, output_format)
    return 0


def _file(path: Path) -> File:
    from citelaw.registry import open_registry
    from citelaw.reporters.statutes.info import File

    one = open_registry(path)
    return File(str(path), path.stat().st_size, one.data_date, one.digest, one.coverage)


COMMAND = info
