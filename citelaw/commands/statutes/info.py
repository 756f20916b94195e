"""``citelaw statutes info``: what the statute database holds and how far it is known."""

from __future__ import annotations

from pathlib import Path

import click

from citelaw.commands import _console, _options


@click.command()
@_options.database
def info(database: tuple[Path, ...]) -> int:
    """Show what the statute database holds and how far it is known."""
    from citelaw.model import Tier
    from citelaw.registry import open_registry

    registry = open_registry(*database)
    lines = [f"数据截至 {registry.data_date}", f"数据摘要 {registry.digest}"]
    lines += [f"{Tier(tier).chinese}更新至 {day}" for tier, day in registry.known_to]
    lines += [f"不加书名号也能识别的名称 {len(registry.names())} 个"]
    _console.write(["\n".join([*lines, ""]).encode()])
    return 0


COMMAND = info
