"""``citelaw statutes show``: the card of a statute, or one of its articles."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from citelaw.commands import _options
from citelaw.commands.statutes import _view

if TYPE_CHECKING:
    from citelaw.model import Locator


def place(_ctx: click.Context, _param: click.Parameter, value: str | None) -> Locator | None:
    """Read an article, or a unit of it, as people write it: 88, 17-1, 第八十七条第二款."""
    if value is None:
        return None
    from citelaw import inquiry

    locator = inquiry.place(value)
    if locator is None:
        message = f"{value!r} 不是条号，写作 88、17-1、第八十八条或第八十七条第二款"
        raise click.BadParameter(message)
    return locator


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
    from citelaw.inquiry import article_on, history_of
    from citelaw.reporters.statutes import article as article_view
    from citelaw.reporters.statutes import card as card_view

    registry = opened(database)
    statute = _view.only(registry, title, output_format)
    if statute is None:
        return _view.NOT_FOUND
    if article is None:
        card = card_view.Card(history_of(registry, statute), day, registry.at(statute, day))
        _view.write(card_view.VIEW, card, registry, output_format)
        return 0
    shown = article_on(registry, statute, article, day)
    _view.write(article_view.VIEW, shown, registry, output_format)
    return 0 if shown.exists else _view.NOT_FOUND


COMMAND = show
