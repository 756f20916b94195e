"""Styles (样式): the fonts of cells, and those that the sheet 校验结果 needs."""

from __future__ import annotations

from typing import NamedTuple

from citelaw.office._xml import Node, Part, Splice, spliced, whole
from citelaw.office.xlsx._book import Book
from citelaw.office.xlsx._package import Package, into
from citelaw.office.xlsx._runs import Properties, properties

_FILL = (
    b'<%(p)sfill><%(p)spatternFill patternType="solid"><%(p)sfgColor rgb="FFD9E2F3"/>'
    b'<%(p)sbgColor indexed="64"/></%(p)spatternFill></%(p)sfill>'
)
_SIDES = b"".join(
    b'<%%(p)s%s style="thin"><%%(p)scolor rgb="FFBFBFBF"/></%%(p)s%s>' % (side, side)
    for side in (b"left", b"right", b"top", b"bottom")
)
_BORDER = b"<%(p)sborder>" + _SIDES + b"<%(p)sdiagonal/></%(p)sborder>"
_FONT = (
    b'<%%(p)sfont>%s<%%(p)ssz val="10"/><%%(p)scolor %s/><%%(p)sname val="%s"/>'
    b'<%%(p)sfamily val="3"/><%%(p)scharset val="134"/></%%(p)sfont>'
)
_FACE = "宋体".encode()
_XF = (
    b'<%%(p)sxf numFmtId="49" fontId="%d" fillId="%d" borderId="%d" xfId="0" '
    b'applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1">'
    b'<%%(p)salignment %s vertical="%s" wrapText="1"/></%%(p)sxf>'
)
_LISTS = ("x:fonts", "x:fills", "x:borders", "x:cellXfs")


class Fonts:
    """The fonts of cells, by their style."""

    __slots__ = ("_fonts", "_of_style")

    def __init__(self, book: Book) -> None:
        root = Part(book.archive.read(book.styles), book.name).root if book.styles else None
        self._fonts = [properties(one) for one in _children(root, "x:fonts")]
        self._of_style = [max(whole(one.get("fontId")), 0) for one in _children(root, "x:cellXfs")]

    def of(self, cell: Node) -> Properties:
        """Return the font of a cell."""
        style = max(whole(cell.get("s")), 0)
        font = self._of_style[style] if style < len(self._of_style) else 0
        return self._fonts[font] if font < len(self._fonts) else ()


class Styles(NamedTuple):
    """The styles of the sheet 校验结果, by their numbers."""

    head: int = 0
    body: int = 0
    link: int = 0


def add_styles(package: Package, book: Book) -> Styles:
    """Add the styles of the sheet 校验结果, those alone that the workbook lacks."""
    if not book.styles:
        return Styles()
    part = package.part(book.styles)
    lists = {tag: part.root.find(tag) for tag in _LISTS}
    if None in lists.values():
        return Styles()
    adding = _Adding(part)
    fonts, fills, borders, styles = (node for node in lists.values() if node is not None)
    plain = adding.add(fonts, _FONT % (b"", b'rgb="FF000000"', _FACE))
    bold = adding.add(fonts, _FONT % (b"<%(p)sb/>", b'rgb="FF000000"', _FACE))
    blue = adding.add(fonts, _FONT % (b"<%(p)su/>", b'rgb="FF0563C1"', _FACE))
    fill = adding.add(fills, _FILL)
    border = adding.add(borders, _BORDER)
    found = Styles(
        head=adding.add(styles, _XF % (bold, fill, border, b'horizontal="center"', b"center")),
        body=adding.add(styles, _XF % (plain, 0, border, b'horizontal="left"', b"top")),
        link=adding.add(styles, _XF % (blue, 0, border, b'horizontal="left"', b"top")),
    )
    splices = adding.splices()
    if splices:
        package.parts[book.styles] = spliced(part.data, splices)
    return found


class _Adding:
    """Appends elements to the lists of the styles, each once."""

    __slots__ = ("_added", "_part", "_prefix")

    def __init__(self, part: Part) -> None:
        self._part = part
        self._prefix = part.prefix(part.root)
        self._added: dict[int, tuple[Node, list[bytes]]] = {}

    def add(self, node: Node, told: bytes) -> int:
        """Return the place of the element ``told`` in the list ``node``."""
        raw = told.replace(b"%(p)s", self._prefix)
        for place, one in enumerate(node.children):
            if self._part.raw(one) == raw:
                return place
        _, added = self._added.setdefault(node.start, (node, []))
        if raw not in added:
            added.append(raw)
        return len(node.children) + added.index(raw)

    def splices(self) -> list[Splice]:
        """Return what writes the elements that were added."""
        return [
            one for node, added in self._added.values() for one in into(self._part, node, added)
        ]


def _children(root: Node | None, tag: str) -> list[Node]:
    found = root.find(tag) if root is not None else None
    return found.children if found is not None else []
