"""Options that several sub-commands share, and how their values are read."""

from __future__ import annotations

import codecs
from collections.abc import Callable
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

if TYPE_CHECKING:
    from citelaw.model import ListDate, Shape

Decorated = TypeVar("Decorated", bound=Callable[..., object])

CHINA = timezone(timedelta(hours=8))


def shape(_ctx: click.Context, _param: click.Parameter, value: str | None) -> Shape | None:
    """Read the name of a layout."""
    from citelaw.model import Shape  # lazy: 25 ms

    if value is None:
        return None
    try:
        return Shape(value)
    except ValueError:
        raise click.BadParameter(f"没有名为 {value!r} 的版式，只能是 {'、'.join(Shape)}") from None


def encoding(_ctx: click.Context, _param: click.Parameter, value: str | None) -> str | None:
    """Read the name of a text encoding that Python knows."""
    if value is not None and not _is_text_encoding(value):
        raise click.BadParameter(f"没有名为 {value!r} 的文字编码，常用 utf-8、gb18030")
    return value


def _is_text_encoding(name: str) -> bool:
    try:
        return bool(getattr(codecs.lookup(name), "_is_text_encoding", True))
    except (LookupError, ValueError):  # ValueError: a NUL in the name
        return False


def day(_ctx: click.Context, _param: click.Parameter, value: str | None) -> date:
    """Read a calendar day; without one it is today in China.

    This is the only place where citelaw reads the clock.
    """
    if value is None:
        return datetime.now(CHINA).date()
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise click.BadParameter(f"{value!r} 不是日期，写作 2023-06-01") from None


def words(_ctx: click.Context, _param: click.Parameter, value: str) -> str:
    """Read a text to look for; bytes that are no UTF-8 stand in it as ?."""
    value = value.encode("utf-8", "replace").decode()
    if not value.strip():
        raise click.BadParameter("是空的")
    return value


def list_date(_ctx: click.Context, _param: click.Parameter, value: str | None) -> ListDate | None:
    """Read the day, month or year in which a list was made, as the interval that it spans."""
    from citelaw.model import DateBasis, ListDate  # lazy: 25 ms

    if value is None:
        return None
    try:
        first, last = _interval(value)
    except ValueError:
        message = f"{value!r} 不是日期，写作 2023、2023-06 或 2023-06-01"
        raise click.BadParameter(message) from None
    return ListDate(not_before=first, not_after=last, basis=DateBasis.GIVEN)


def _interval(value: str) -> tuple[date, date]:
    year, *rest = (int(part) for part in value.split("-"))
    if not rest:
        return date(year, 1, 1), date(year, 12, 31)
    if len(rest) == 1:
        month = rest[0]
        import calendar  # lazy: 3 ms

        return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
    exact = date.fromisoformat(value)
    return exact, exact


def reading(command: Decorated) -> Decorated:
    """Add how files are to be read."""
    for decorate in (
        click.option(
            "--encoding",
            callback=encoding,
            metavar="NAME",
            help="Encoding of the files, in place of the one that is sniffed.",
        ),
        click.option(
            "--shape",
            callback=shape,
            metavar="SHAPE",
            help="Layout of the files, in place of the one that is sniffed: tsv, indented, "
            "markdown, html, key-value, lines or prose.",
        ),
    ):
        command = decorate(command)
    return command


def files(command: Decorated) -> Decorated:
    """Add the files to read and how to read them."""
    return click.argument("files", metavar="FILE...", nargs=-1, required=True)(reading(command))


database = click.option(
    "--database",
    type=click.Path(path_type=Path),
    multiple=True,
    metavar="FILE",
    help="Statute database, in place of the one that is shipped; further ones are looked up "
    "beside the first.",
)
output = click.option(
    "-o", "--output", metavar="FILE", help="File to write to, in place of standard output."
)
view_format = click.option(
    "--output-format",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="text: for reading; json: for programs.",
)
as_of = click.option(
    "--as-of",
    callback=day,
    metavar="DATE",
    help="The day that counts as today; default: today in China.",
)
