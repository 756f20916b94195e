"""``citelaw statutes``: look into the statute database (法规数据库), build it, add to it.

A sub-command is one module here with the constant ``COMMAND``, as in ``citelaw.commands``.
"""

from __future__ import annotations

import click

from citelaw.commands import LazyGroup


@click.group(cls=LazyGroup, package=__name__, short_help="Look into the statute database.")
def statutes() -> None:
    """Look into the statute database (法规数据库), build one, add to it."""


COMMAND = statutes
