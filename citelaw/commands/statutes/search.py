"""``citelaw statutes search``: statutes by title or number, articles by their words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from citelaw.commands import _options
from citelaw.commands.statutes import _view

if TYPE_CHECKING:
    from citelaw.registry import Registry
    from citelaw.reporters.statutes.search import Named

_LEAST_QUOTED = 8


@click.command(short_help="Find by title, number or quotation.")
@click.argument("text", callback=_options.words)
@click.option(
    "--limit",
    type=click.IntRange(1),
    default=10,
    show_default=True,
    metavar="N",
    help="How many statutes, and how many articles, to show.",
)
@_options.database
@_options.view_format
def search(text: str, limit: int, database: tuple[Path, ...], output_format: str) -> int:
    """Find statutes by a part of their title or by a number, and articles by their words.

    TEXT of eight or more Han characters that is in no title is looked for in the articles of all
    versions: shown is which unit has the words, which of them differ, and where they stop.

    Exit status: 0, or 1 where nothing is found.
    """
    from citelaw.commands.statutes._database import opened
    from citelaw.reporters.statutes.search import VIEW, Hits

    registry = opened(database)
    by_id: dict[int, Named] = {}
    for one in _named(registry, text):
        by_id.setdefault(one.statute.id, one)
    ordered = tuple(by_id.values())
    quoted = not ordered and _han(text) >= _LEAST_QUOTED
    found = registry.find(text, limit + 1) if quoted else ()
    hits = Hits(
        text=text,
        named=ordered[:limit],
        more=max(len(ordered) - limit, 0),
        quoted=quoted,
        found=found[:limit],
        full=len(found) > limit,
    )
    _view.write(VIEW, hits, registry, output_format)
    return 0 if hits.named or hits.found else _view.NOT_FOUND


def _named(registry: Registry, text: str) -> Iterator[Named]:
    """Yield the statutes of that title, then of that number, then with ``text`` in a title."""
    from citelaw.registry.normalise import title_key
    from citelaw.reporters.statutes.search import Named

    for one in registry.by_title(text):
        yield Named(one, "title", one.title)
    for one in registry.by_number(text):
        yield Named(one, "number", text.strip())
    part = title_key(text)
    for one in registry.statutes() if part else ():
        if part in title_key(one.title):
            yield Named(one, "title", one.title)
            continue
        alias = next((name for name in one.aliases if part in title_key(name)), None)
        if alias is not None:
            yield Named(one, "alias", alias)


def _han(text: str) -> int:
    return sum("\u3400" <= character <= "\u9fff" for character in text)


COMMAND = search
