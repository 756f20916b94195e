"""A table in Markdown, a row a line; what stands around it are paragraphs."""

from __future__ import annotations

from citelaw.reporters import Converter
from citelaw.reporters._json import whole
from citelaw.reporters.convert._sheet import head, plain, rows, shielded
from citelaw.reporters.convert._tabulated import Tabulated


def render(table: Tabulated) -> bytes:
    """Return what stands before the table, the table, and the rest, with blank lines between."""
    headings = head(table)
    lines = [_row(headings), "|" + " --- |" * len(headings)]
    lines += [_row(row) for row in rows(table, "；")]
    parts = [
        *(_text(one.text) for one in table.before),
        *(["\n".join(lines)] if table.items else []),
        *(_text(one.text) for one in table.after),
    ]
    return whole("\n\n".join(parts) + "\n")


def _row(cells: list[str] | tuple[str, ...]) -> str:
    return "| " + " | ".join(map(_cell, cells)) + " |"


def _cell(text: str) -> str:
    return shielded(text).replace("|", "\\|").replace("\t", " ").replace("\n", "<br>")


def _text(text: str) -> str:
    """Return text outside the table; none of its lines opens a row."""
    lines = shielded(plain(text)).split("\n")
    return "\n".join("\\" + line if line.startswith("|") else line for line in lines)


CONVERTER = Converter(render=render)
