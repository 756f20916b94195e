"""``citelaw statutes versions``: the changes of a statute as a table."""

from __future__ import annotations

from pathlib import Path

import click

from citelaw.commands import _options
from citelaw.commands.statutes import _view


@click.command(short_help="List the changes of a statute.")
@click.argument("title", callback=_options.words)
@_options.database
@_options.view_format
def versions(title: str, database: tuple[Path, ...], output_format: str) -> int:
    """List the changes of a statute: day, kind, number, from when to when in force, the words held.

    Exit status: 0, or 1 where the title is not known.
    """
    from citelaw.commands.statutes._database import opened
    from citelaw.inquiry import history_of
    from citelaw.reporters.statutes.versions import VIEW

    registry = opened(database)
    statute = _view.only(registry, title, output_format)
    if statute is None:
        return _view.NOT_FOUND
    _view.write(VIEW, history_of(registry, statute), registry, output_format)
    return 0


COMMAND = versions
