"""``citelaw statutes diff``: what became of the articles from one version to another."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from citelaw.commands import _options
from citelaw.commands.statutes import _view
from citelaw.errors import RegistryError

if TYPE_CHECKING:
    from citelaw.model import Statute, Version
    from citelaw.registry import Registry
    from citelaw.reporters.statutes.diff import Diff


@click.command(short_help="Compare two versions, article by article.")
@click.argument("title", callback=_options.words)
@click.argument("old", metavar="FROM", callback=_options.words)
@click.argument("new", metavar="TO", callback=_options.words)
@click.option("--all", "every", is_flag=True, help="Show the articles that are the same, too.")
@_options.database
@_options.view_format
def diff(
    title: str, old: str, new: str, every: bool, database: tuple[Path, ...], output_format: str
) -> int:
    """Show what became of the articles of a statute (条文对照) from one version to a later one.

    FROM and TO are the days of versions that are held, or as much of them as is unique (2018).
    Where other versions lie between, the maps are followed over them.

    Exit status: 0, 1 where the title is not known, 2 where a version is not held.
    """
    from citelaw.commands.statutes._database import opened
    from citelaw.reporters.statutes.diff import VIEW

    registry = opened(database)
    statute = _view.only(registry, title, output_format)
    if statute is None:
        return _view.NOT_FOUND
    held = [one for one in registry.versions(statute) if one.date]
    first, last = _chosen(statute, held, old), _chosen(statute, held, new)
    if first.date >= last.date:
        raise RegistryError(
            f"《{statute.title}》：前一文本 {first.date} 应早于后一文本 {last.date}；换个次序。"
        )
    chain = held[held.index(first) : held.index(last) + 1]
    _view.write(VIEW, _compared(registry, statute, chain, every), registry, output_format)
    return 0


def _chosen(statute: Statute, held: Sequence[Version], prefix: str) -> Version:
    """Return the one version whose day begins with ``prefix``.

    Raises:
        RegistryError: none does, or several do.
    """
    found = [one for one in held if one.date.startswith(prefix.strip())]
    if len(found) == 1:
        return found[0]
    if found:
        days = "、".join(one.date for one in found)
        raise RegistryError(f"《{statute.title}》：{prefix!r} 对应几个文本：{days}；写全日期。")
    days = "、".join(one.date for one in held)
    there = f"已收录的有 {days}" if days else "没有收录它的任何文本"
    raise RegistryError(f"《{statute.title}》：没有收录日期为 {prefix!r} 的文本；{there}。")


def _compared(registry: Registry, statute: Statute, chain: Sequence[Version], every: bool) -> Diff:
    from citelaw.reporters.statutes._history import Held
    from citelaw.reporters.statutes.diff import Diff

    rows = registry.map_over(chain)
    ends = [
        Held(one, registry.is_complete(one), registry.sources(one)) for one in (chain[0], chain[-1])
    ]
    said_old, said_new = {row.old for row in rows}, {row.new for row in rows}
    places_old, places_new = (
        dict.fromkeys(article.locator for article in registry.articles(one.version)) for one in ends
    )
    return Diff(
        statute=statute,
        old=ends[0],
        new=ends[1],
        rows=rows,
        open_old=tuple(place for place in places_old if place not in said_old),
        open_new=tuple(place for place in places_new if place not in said_new),
        composed=len(chain) > 2,
        every=every,
    )


COMMAND = diff
