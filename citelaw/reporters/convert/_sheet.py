"""What the tables of ``citelaw convert`` have in common, whatever is to read them."""

from __future__ import annotations

from collections.abc import Iterator

from citelaw.model import CITED_COLUMNS
from citelaw.pattern import Pattern
from citelaw.reporters.convert._tabulated import (
    STANDARD,
    Item,
    Tabulated,
    numbers_of,
    places_of,
    statutes_of,
)

_FORMULA = Pattern(r"'{0,1000}[=+\-@＝＋－＠\t\r]")
"""What a program that calculates might work out; the full-width ones where it speaks Chinese."""
_CONTROL = Pattern(r"[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff\ud800-\udfff]")


def head(table: Tabulated) -> tuple[str, ...]:
    """Return the headings: the standard ones, the list's own, those of the citations."""
    return (*STANDARD, *table.columns, *CITED_COLUMNS)


def rows(table: Tabulated, separator: str) -> Iterator[list[str]]:
    """Yield the cells of each item; ``separator`` parts the statutes, places and numbers cited."""
    for item in table.items:
        yield [
            *(plain(text) for text in (item.number, item.name, item.kind)),
            *(plain(item.fields.get(heading, "")) for heading in table.columns),
            *cited(item, separator),
        ]


def cited(item: Item, separator: str) -> tuple[str, str, str, str]:
    """Return what stands below ``CITED_COLUMNS``."""
    return (
        str(len(item.cited)),
        separator.join(statutes_of(item.cited)),
        separator.join(places_of(item.cited)),
        separator.join(numbers_of(item.cited)),
    )


def plain(text: str) -> str:
    """Return ``text`` without characters that no table can hold, each replaced by �."""
    return _CONTROL.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))


def shielded(text: str) -> str:
    """Return ``text`` with an apostrophe in front where it might be taken for a formula.

    One that has apostrophes there already gets one more, so that to take one off always gives
    what stood there.
    """
    return "'" + text if _FORMULA.match(text) else text
