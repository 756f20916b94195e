"""``citelaw statutes list``: the statutes of the database, a line each."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from citelaw.commands import _options
from citelaw.commands.statutes import _view

if TYPE_CHECKING:
    from citelaw.model import Tier


def tier(_ctx: click.Context, _param: click.Parameter, value: str | None) -> Tier | None:
    """Read a tier by its Chinese or English name."""
    from citelaw.model import Tier

    if value is None:
        return None
    for one in Tier:
        if value.strip().lower().replace("-", "_") in (one.value, one.chinese):
            return one
    known = "、".join(one.chinese for one in Tier)
    raise click.BadParameter(f"没有名为 {value!r} 的位阶，只能是 {known}")


def status(_ctx: click.Context, _param: click.Parameter, value: str | None) -> str | None:
    """Read a status by its Chinese or English name."""
    from citelaw.reporters.statutes._words import STATUS

    if value is None:
        return None
    for word, chinese in STATUS.items():
        if value.strip().lower().replace("_", "-") in (word, chinese):
            return word
    known = "、".join(f"{chinese}（{word}）" for word, chinese in STATUS.items())
    raise click.BadParameter(f"没有名为 {value!r} 的状态，只能是 {known}")


@click.command("list", short_help="List the statutes.")
@click.option(
    "--tier",
    "wanted",
    callback=tier,
    metavar="TIER",
    help="Only statutes of this tier: 法律 or law, 行政法规 or administrative_regulation …",
)
@click.option(
    "--status",
    "word",
    callback=status,
    metavar="STATUS",
    help="Only statutes of this status: in-force, not-yet-in-force, repealed, superseded or "
    "unknown, or its Chinese name.",
)
@_options.database
@_options.view_format
def list_(
    wanted: Tier | None, word: str | None, database: tuple[Path, ...], output_format: str
) -> int:
    """List the statutes of the database: tier, newest version held, status, title."""
    from citelaw.commands.statutes._database import opened
    from citelaw.reporters.statutes.listing import VIEW, Listed

    registry = opened(database)
    listing = tuple(
        Listed(one, registry.latest(one))
        for one in registry.statutes()
        if wanted in (None, one.tier) and word in (None, one.status.word)
    )
    _view.write(VIEW, listing, registry, output_format)
    return 0


COMMAND = list_
