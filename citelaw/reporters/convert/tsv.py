"""Fields parted by tabs, for editors and scripts; those with line ends stand in quotes."""

from __future__ import annotations

from citelaw.reporters import Converter
from citelaw.reporters._json import whole
from citelaw.reporters.convert._sheet import head, plain, rows, shielded
from citelaw.reporters.convert._tabulated import Tabulated


def render(table: Tabulated) -> bytes:
    """Return what stands before the table, the table, and the rest, with blank lines between."""
    lines = ["\t".join(map(_field, row)) for row in (head(table), *rows(table, "；"))]
    parts = [
        *(_text(one.text) for one in table.before),
        *(["\n".join(lines)] if table.items else []),
        *(_text(one.text) for one in table.after),
    ]
    return whole("\n\n".join(parts) + "\n")


def _field(text: str) -> str:
    text = shielded(text).replace("\t", " ")
    if '"' in text or "\n" in text:
        return '"' + text.replace('"', '""') + '"'
    return text


def _text(text: str) -> str:
    return shielded(plain(text)).replace("\t", " ")


CONVERTER = Converter(render=render)
