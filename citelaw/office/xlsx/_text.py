"""Strings of a workbook: their runs (格式文本), and the escapes that XML has no characters for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from citelaw.office._xml import Node

_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_LIKE_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_UNWRITABLE = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]")
_HALVES = re.compile("[\ud800-\udbff][\udc00-\udfff]")
_HALF = re.compile("[\ud800-\udfff]")


def decoded(raw: str) -> str:
    r"""Return a string as it is shown: ``_x000D_`` is a carriage return, ``_x005F_`` is ``_``."""
    if "_x" not in raw:
        return raw
    text = _ESCAPE.sub(lambda found: chr(int(found[1], 16)), raw)
    text = _HALVES.sub(
        lambda found: found[0].encode("utf-16", "surrogatepass").decode("utf-16"), text
    )
    return _HALF.sub("\ufffd", text)


def encoded(text: str) -> str:
    """Return what a string is written as, before XML's own escapes."""
    text = _LIKE_ESCAPE.sub("_x005F_", text)
    return _UNWRITABLE.sub(lambda found: f"_x{ord(found[0]):04X}_", text)


def pieces(holder: Node) -> Iterator[tuple[Node | None, Node]]:
    """Yield the runs of a string (``si``, ``is``): the ``r``, None where plain, and its ``t``.

    Readings above the words (拼音, ``rPh``) are no text of the cell.
    """
    for child in holder.children:
        if child.tag == "x:t":
            yield None, child
        elif child.tag == "x:r":
            for inner in child.children:
                if inner.tag == "x:t":
                    yield child, inner


def text_of(holder: Node) -> str:
    """Return the text of a string (``si``, ``is``)."""
    children = holder.children
    if len(children) == 1 and children[0].tag == "x:t":
        return decoded(children[0].text)
    return "".join(decoded(text.text) for _, text in pieces(holder))
