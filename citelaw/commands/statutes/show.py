"""``citelaw statutes show``: the card of a statute, or one of its articles."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from citelaw.commands import _options
from citelaw.commands.statutes import _view

if TYPE_CHECKING:
    from citelaw.model import Locator, Statute, Version
    from citelaw.registry import Registry
    from citelaw.reporters.statutes.article import Article, Neighbour


def place(_ctx: click.Context, _param: click.Parameter, value: str | None) -> Locator | None:
    """Read an article, or a unit of it, as people write it: 88, 17-1, 第八十七条第二款."""
    from citelaw.grammar.tokens import pinpoint

    if value is None:
        return None
    text = "".join(value.split()).removeprefix("第")
    number, dash, inserted = text.partition("-")
    if number.isascii() and number.isdigit():
        text = f"{number}条之{inserted}" if dash else f"{number}条"
    elif "条" not in text:
        text += "条"
    token = pinpoint.read(f"第{text}", 0)
    read: list[pinpoint.Place] = []
    if token is not None and token.end == len(text) + 1:
        read += token.value
    if len(read) != 1 or read[0].locator.article is None or read[0].through is not None:
        message = f"{value!r} 不是条号，写作 88、17-1、第八十八条或第八十七条第二款"
        raise click.BadParameter(message)
    return read[0].locator


@click.command(short_help="Show a statute or one of its articles.")
@click.argument("title", callback=_options.words)
@click.argument("article", required=False, callback=place)
@click.option(
    "--at",
    "day",
    callback=_options.day,
    metavar="DATE",
    help="The day whose version is shown; default: today in China.",
)
@_options.database
@_options.view_format
def show(
    title: str, article: Locator | None, day: date, database: tuple[Path, ...], output_format: str
) -> int:
    """Show what is known of a statute: its names, numbers, status, changes and versions.

    With ARTICLE (88, 17-1, 第十七条之一, 第八十七条第二款): how that article of the version in
    force is divided, what it does, and where it stood in the versions before and after.

    Exit status: 0, or 1 where the title, the article or the version in force is not known.
    """
    from citelaw.commands.statutes._database import opened
    from citelaw.model import Undetermined, Version
    from citelaw.reporters.statutes import article as article_view
    from citelaw.reporters.statutes import card as card_view

    registry = opened(database)
    statute = _view.only(registry, title, output_format)
    if statute is None:
        return _view.NOT_FOUND
    at = registry.at(statute, day)
    if article is None:
        card = card_view.Card(_view.history_of(registry, statute), day, at)
        _view.write(card_view.VIEW, card, registry, output_format)
        return 0
    shown = article_view.Article(statute, article, day, at)
    if isinstance(at, Version):
        shown = _filled(registry, statute, shown, at)
    elif isinstance(at, Undetermined):
        shown = shown._replace(
            possible=tuple(registry.article_exists(one, article) for one in at.candidates)
        )
    _view.write(article_view.VIEW, shown, registry, output_format)
    return 0 if shown.exists else _view.NOT_FOUND


def _filled(registry: Registry, statute: Statute, shown: Article, version: Version) -> Article:
    """Return the article with what the version in force knows of it."""
    from citelaw.reporters.statutes.article import cited

    facts = registry.article(version, shown.locator)
    exists = registry.article_exists(version, shown.locator)
    if facts is None:
        return shown._replace(exists=exists)
    return shown._replace(
        exists=bool(cited(facts, shown.locator)),
        facts=facts,
        lines=registry.words(version, shown.locator),
        neighbours=tuple(_neighbours(registry, statute, version, facts.locator)),
    )


def _neighbours(
    registry: Registry, statute: Statute, version: Version, locator: Locator
) -> Iterator[Neighbour]:
    from citelaw.reporters.statutes.article import Neighbour

    held = [one for one in registry.versions(statute) if one.date]
    at = held.index(version) if version in held else len(held)
    for other in (at - 1, at + 1):
        if not 0 <= other < len(held) or at == len(held):
            continue
        later = other > at
        old, new = (version, held[other]) if later else (held[other], version)
        rows = tuple(
            row
            for row in registry.map_over((old, new))
            if locator == (row.old if later else row.new)
        )
        yield Neighbour(held[other], later, rows)


COMMAND = show
