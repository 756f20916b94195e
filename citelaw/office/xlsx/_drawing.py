"""Text boxes and other shapes (文本框、形状) on a sheet."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from citelaw.office._xml import Node, Part, whole
from citelaw.office.xlsx._address import LAST_COLUMN, LAST_ROW
from citelaw.office.xlsx._book import Book

_ANCHORS = ("xdr:twoCellAnchor", "xdr:oneCellAnchor", "xdr:absoluteAnchor")


class Drawn(NamedTuple):
    """A shape with text: the *byte* offset of its text body, the cell that it is anchored to."""

    part: str
    at: int
    text: str
    row: int
    column: int


class Drawings(NamedTuple):
    """What the drawings of a sheet hold: shapes with text, and how many pictures."""

    shapes: tuple[Drawn, ...]
    pictures: int


def read_drawings(book: Book, parts: tuple[str, ...]) -> Drawings:
    """Return what the drawing parts of a sheet hold."""
    shapes: list[Drawn] = []
    pictures = 0
    for part in parts:
        root = Part(book.archive.read(part), book.name).root
        for anchor in root.children:
            if anchor.tag in _ANCHORS:
                row, column = _corner(anchor)
                for one in _shown(anchor):
                    if one.tag == "xdr:pic":
                        pictures += 1
                    elif one.tag == "xdr:txBody":
                        text = body_text(one)
                        if text.strip():
                            shapes.append(Drawn(part, one.start, text, row, column))
    return Drawings(tuple(shapes), pictures)


def body_text(body: Node) -> str:
    r"""Return the text of a shape, its paragraphs joined by ``\n``."""
    return "".join("\n" if one is None else one.text for one in body_pieces(body))


def body_pieces(body: Node) -> Iterator[Node | None]:
    """Yield the ``a:t`` of a shape in order, None for each break between them."""
    for number, paragraph in enumerate(body.all("a:p")):
        if number:
            yield None
        for run in paragraph.children:
            if run.tag == "a:br":
                yield None
            elif run.tag in ("a:r", "a:fld"):
                yield from run.all("a:t")


def _shown(anchor: Node) -> Iterator[Node]:
    """Yield what is in an anchor, without what stands there for older programs."""
    waiting = [anchor]
    while waiting:
        one = waiting.pop()
        if one.tag != "mc:Fallback":
            yield one
            waiting.extend(reversed(one.children))


def _corner(anchor: Node) -> tuple[int, int]:
    corner = anchor.find("xdr:from")
    if corner is None:
        return 1, 1
    numbers = [corner.find(tag) for tag in ("xdr:row", "xdr:col")]
    row, column = (max(whole(one.text), 0) + 1 if one is not None else 1 for one in numbers)
    return min(row, LAST_ROW), min(column, LAST_COLUMN)
