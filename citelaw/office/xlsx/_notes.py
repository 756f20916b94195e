"""Notes (批注) at cells: those of citelaw put in and taken out, those of people left as they are.

A note is an element of the part of comments and a box in a VML drawing. The words of citelaw stand
in a note of their own, or below those of the person whose note the cell has, between two lines by
which they are found again, whatever program has saved the file since.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from citelaw.office._xml import Node, Part, Splice, spliced, whole
from citelaw.office.xlsx._address import LAST_COLUMN, LAST_ROW, cell_of, reference
from citelaw.office.xlsx._package import HEADER, Package, into
from citelaw.office.xlsx._runs import Change, Run, edited, runs_of, written

AUTHOR = "citelaw"
COLOURED = "【citelaw 校验】"
UNCOLOURED = "【citelaw 校验，文字未着色】"
_BEGINS = "【citelaw 校验"
_ENDS = "【citelaw 校验完】"
_THREADED = "tc="  # authors of the stand-ins for threaded comments (会话批注)
_LONGEST = 32_000  # characters of a note

_COMMENTS = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_VML = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_TEXT = (("sz", (("val", "9"),)), ("color", (("indexed", "81"),)), ("rFont", (("val", "宋体"),)))
_FONT = (*_TEXT, ("charset", (("val", "134"),)))
_BOLD = (("b", ()), *_FONT)

_SHAPE = re.compile(
    rb"<(?P<v>[\w.-]{1,20}:|)shape\s[^<>]{0,9999}(?<!/)>.*?</(?P=v)shape>\s{0,9}", re.DOTALL
)
_ROW = re.compile(rb"Row>\s*([0-9]{1,7})\s*<")
_COLUMN = re.compile(rb"Column>\s*([0-9]{1,5})\s*<")
_BLOCKS = re.compile(rb"(idmap[^<>]{0,200}?\sdata\s*=\s*[\"'])([0-9, ]{1,2000})")
_IDS_OF_BLOCK = 1024
_HEAD = 2000  # bytes of a drawing that declare its namespaces
_NAMESPACES = (
    b'xmlns:v="urn:schemas-microsoft-com:vml"',
    b'xmlns:o="urn:schemas-microsoft-com:office:office"',
    b'xmlns:x="urn:schemas-microsoft-com:office:excel"',
)
_BEFORE = frozenset(
    f"x:{tag}"
    for tag in (
        *("sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData"),
        *("sheetCalcPr", "sheetProtection", "protectedRanges", "scenarios", "autoFilter"),
        *("sortState", "dataConsolidate", "customSheetViews", "mergeCells", "phoneticPr"),
        *("conditionalFormatting", "dataValidations", "hyperlinks", "printOptions"),
        *("pageMargins", "pageSetup", "headerFooter", "rowBreaks", "colBreaks"),
        *("customProperties", "cellWatches", "ignoredErrors", "smartTags", "drawing"),
    )
)

_WIDTH = 300  # pixels of a box
_LINE = 17
_LINE_WIDTH = 44  # columns of a line in it, a Han character being two
_SHORTEST, _TALLEST = 60, 420
_PIXELS_OF_POINT = 4 / 3
_PIXELS_OF_DIGIT = 7


class Note(NamedTuple):
    """What is put down at a cell; ``coloured`` says that its words are."""

    row: int
    column: int
    text: str
    coloured: bool


class Sizes(NamedTuple):
    """The heights of rows in points, and the widths of columns in digits, where stated."""

    heights: Mapping[int, float]
    widths: Sequence[tuple[int, int, float]]
    height: float
    width: float

    def row(self, row: int) -> int:
        """Return the height of a row in pixels."""
        return max(1, round(self.heights.get(row, self.height) * _PIXELS_OF_POINT))

    def column(self, column: int) -> int:
        """Return the width of a column in pixels."""
        stated = (size for low, high, size in self.widths if low <= column <= high)
        return max(1, round(next(stated, self.width) * _PIXELS_OF_DIGIT) + 5)


class Kept(NamedTuple):
    """The comments of a sheet without those of citelaw; cells are row and column.

    ``coloured`` are the cells that an earlier round says it coloured, ``uncoloured`` those that it
    says it did not, ``removed`` those whose notes were its own. ``theirs`` are the notes of people:
    the text, its runs, whether it is threaded.
    """

    splices: list[Splice]
    coloured: set[tuple[int, int]]
    uncoloured: set[tuple[int, int]]
    removed: set[tuple[int, int]]
    theirs: dict[tuple[int, int], tuple[Node, list[Run], bool]]


class Comments(NamedTuple):
    """The part of the comments of a sheet, and what is kept of it."""

    name: str
    held: Part
    kept: Kept

    def coloured(self, remarked: set[tuple[int, int]]) -> set[tuple[int, int]]:
        """Return row and column of the cells that an earlier round coloured.

        ``remarked`` are those that had remarks in it, whose notes may be gone since.
        """
        return (self.kept.coloured | remarked) - self.kept.uncoloured


def comments_of(package: Package, part: str) -> Comments | None:
    """Return the comments of a sheet, None where it has none."""
    found = package.related(part, "comments")
    return Comments(found.part, *_kept(package, found.part)) if found is not None else None


def put_notes(
    package: Package,
    sheet: Part,
    part: str,
    notes: Sequence[Note],
    sizes: Sizes,
    comments: Comments | None,
) -> list[Splice]:
    """Put ``notes`` in place of those of an earlier round; return what the sheet must say."""
    if comments is None and not notes:
        return []
    gone: set[tuple[int, int]] = set()
    if comments is None:
        added = list(notes)
        name = package.free("xl/comments", ".xml")
        package.parts[name] = _new_comments(package, notes)
        package.declare(_COMMENTS, part=name)
        package.relate(part, "comments", name)
    else:
        gone = comments.kept.removed
        splices, added = _changed(comments.held, comments.kept, notes)
        package.parts[comments.name] = spliced(comments.held.data, splices)
    boxes = _boxes(package, sheet, part)
    if boxes:
        data = _without_boxes(package.part(boxes).data, gone)
        package.parts[boxes] = _with_boxes(package, data, added, sizes)
        return []
    return [_new_boxes(package, sheet, part, added, sizes)] if added else []


# ---------------------------------------------------------------- the part of comments


def _kept(package: Package, name: str) -> tuple[Part, Kept]:
    """Return the part of comments, and what is left of it without those of citelaw."""
    comments: list[Node] = []

    def comment(node: Node) -> None:
        text = node.find("x:text")
        words = "".join(one.text for one in runs_of(text)) if text is not None else ""
        if text is not None and words.startswith(_BEGINS):
            text.children.clear()  # thousands of them are large
            text.text = words[: len(UNCOLOURED)]
        comments.append(node)

    held = package.part(name, {"x:comment": comment})
    authors = [one.text for one in _children(held.root, "x:authors")]
    kept = Kept([], set(), set(), set(), {})
    for one in comments:
        number = whole(one.get("authorId"))
        author = authors[number] if 0 <= number < len(authors) else ""
        _keep(held, kept, one, author)
    return held, kept


def _keep(held: Part, kept: Kept, comment: Node, author: str) -> None:
    """Sort one comment: citelaw's own goes, a person's stays without the words of citelaw."""
    place = cell_of(comment.get("ref"))
    text = comment.find("x:text")
    if place is None or text is None:
        return
    runs = runs_of(text)
    words = text.text if text.text.startswith(_BEGINS) else "".join(one.text for one in runs)
    begin = 0 if words.startswith(_BEGINS) else -1
    if author == AUTHOR or not begin:
        kept.splices.append(Splice(comment.start, held.end(comment), b""))
        kept.removed.add(place)
    else:
        begin = words.find(f"\n{_BEGINS}") + 1 or -1
        theirs = _without_block(runs, words, begin)
        kept.theirs[place] = (text, theirs, author.startswith(_THREADED))
        if begin >= 0:
            kept.splices.append(_rewritten(held, text, theirs))
    if begin >= 0:
        done = words.startswith(COLOURED, begin)
        (kept.coloured if done else kept.uncoloured).add(place)


def _without_block(runs: list[Run], words: str, begin: int) -> list[Run]:
    """Return a person's note without the words of citelaw below it, which begin at ``begin``."""
    if begin < 0:
        return runs
    end = words.find(_ENDS, begin)
    end = end + len(_ENDS) if end >= 0 else len(words)
    texts = edited([one.text for one in runs], [Change(begin - 1, end, "")])
    return [one._replace(text=text) for one, text in zip(runs, texts, strict=True) if text]


def _rewritten(held: Part, text: Node, runs: Sequence[Run]) -> Splice:
    prefix = held.prefix(text)
    return Splice(text.start, held.end(text), written(runs, prefix, b"text"))


def _changed(held: Part, kept: Kept, notes: Iterable[Note]) -> tuple[list[Splice], list[Note]]:
    """Return what changes the comments, and the notes that stand on their own."""
    splices = {one.start: one for one in kept.splices}
    added = []
    for note in notes:
        theirs = kept.theirs.get((note.row, note.column))
        if theirs is None:
            added.append(note)
            continue
        text, runs, threaded = theirs
        if not threaded:
            told = [*runs, Run(_FONT, f"\n{_words(note)}\n{_ENDS}")]
            splices[text.start] = _rewritten(held, text, told)
    return [*splices.values(), *_appended(held, added)], added


def _appended(held: Part, notes: Sequence[Note]) -> list[Splice]:
    authors, listed = held.root.find("x:authors"), held.root.find("x:commentList")
    if authors is None or listed is None or not notes:
        return []
    names = [one.text for one in authors.children]
    prefix = held.prefix(held.root)
    splices = []
    if AUTHOR not in names:
        author = b"<%sauthor>%s</%sauthor>" % (prefix, AUTHOR.encode(), prefix)
        splices += into(held, authors, [author])
        names.append(AUTHOR)
    number = names.index(AUTHOR)
    return [*splices, *into(held, listed, [_comment(one, number, prefix) for one in notes])]


def _comment(note: Note, author: int, prefix: bytes = b"") -> bytes:
    title, _, rest = _words(note).partition("\n")
    runs = [Run(_BOLD, title), Run(_FONT, f"\n{rest}")]
    return b'<%scomment ref="%s" authorId="%d">%s</%scomment>' % (
        prefix,
        reference(note.row, note.column).encode(),
        author,
        written(runs, prefix, b"text"),
        prefix,
    )


def _words(note: Note) -> str:
    text = note.text if len(note.text) <= _LONGEST else f"{note.text[:_LONGEST]}…"
    return f"{COLOURED if note.coloured else UNCOLOURED}\n{text}"


def _new_comments(package: Package, notes: Iterable[Note]) -> bytes:
    return b"".join(
        [
            HEADER,
            b'<comments xmlns="%s"><authors><author>%s</author></authors><commentList>'
            % (package.main.encode(), AUTHOR.encode()),
            *(_comment(one, 0) for one in notes),
            b"</commentList></comments>",
        ]
    )


def _children(root: Node, tag: str) -> list[Node]:
    found = root.find(tag)
    return found.children if found is not None else []


# ---------------------------------------------------------------- boxes


def _boxes(package: Package, sheet: Part, part: str) -> str:
    """Return the part of the boxes that notes of a sheet have; empty for none."""
    stated = sheet.root.find("x:legacyDrawing")
    return package.target(part, stated.get("r:id")) if stated is not None else ""


def _without_boxes(data: bytes, places: Iterable[tuple[int, int]]) -> bytes:
    """Return the drawing without the boxes of the notes at ``places``."""
    gone = set(places)

    def kept(found: re.Match[bytes]) -> bytes:
        row, column = _ROW.search(found[0]), _COLUMN.search(found[0])
        if row is None or column is None or b"Note" not in found[0]:
            return found[0]
        return b"" if (int(row[1]) + 1, int(column[1]) + 1) in gone else found[0]

    return _SHAPE.sub(kept, data) if gone else data


def _with_boxes(package: Package, data: bytes, notes: Sequence[Note], sizes: Sizes) -> bytes:
    at = data.rfind(b"</")
    if not notes or at < 0:
        return data
    first = package.block(len(notes) // _IDS_OF_BLOCK + 1)
    blocks = _numbers(first, len(notes))
    known = all(one in data[:_HEAD] for one in _NAMESPACES)
    told = _shapes(notes, first, sizes, b"" if known else b" ".join([b"", *_NAMESPACES]))
    data = data[:at] + told + data[at:]
    return _BLOCKS.sub(lambda found: found[1] + found[2] + b"," + blocks, data, count=1)


def _new_boxes(
    package: Package, sheet: Part, part: str, notes: Sequence[Note], sizes: Sizes
) -> Splice:
    first = package.block(len(notes) // _IDS_OF_BLOCK + 1)
    name = package.free("xl/drawings/vmlDrawing", ".vml")
    package.parts[name] = (
        b'<xml %s><o:shapelayout v:ext="edit">'
        b'<o:idmap v:ext="edit" data="%s"/></o:shapelayout><v:shapetype id="_x0000_t202" '
        b'coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe"><v:stroke '
        b'joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
        b"%s</xml>"
        % (
            b" ".join(_NAMESPACES),
            _numbers(first, len(notes)),
            _shapes(notes, first, sizes, b""),
        )
    )
    package.declare(_VML, ending="vml")
    told = b'<%slegacyDrawing xmlns:r="%s" r:id="%s"/>' % (
        sheet.prefix(sheet.root),
        package.relations.encode(),
        package.relate(part, "vmlDrawing", name).encode(),
    )
    before = [one for one in sheet.root.children if one.tag in _BEFORE]
    at = sheet.end(before[-1])
    return Splice(at, at, told)


def _numbers(first: int, notes: int) -> bytes:
    """Return the blocks of a thousand ids that the boxes take, as the drawing states them."""
    blocks = range(first, first + notes // _IDS_OF_BLOCK + 1)
    return ",".join(map(str, blocks)).encode()


def _shapes(notes: Sequence[Note], block: int, sizes: Sizes, namespaces: bytes) -> bytes:
    return b"".join(
        b'<v:shape%s id="_x0000_s%d" type="#_x0000_t202" '
        b'style="position:absolute;margin-left:60pt;margin-top:2pt;width:225pt;height:%dpt;'
        b'z-index:%d;visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto">'
        b'<v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/>'
        b'<v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto">'
        b'<div style="text-align:left"></div></v:textbox><x:ClientData ObjectType="Note">'
        b"<x:MoveWithCells/><x:SizeWithCells/><x:Anchor>%s</x:Anchor><x:AutoFill>False</x:AutoFill>"
        b"<x:Row>%d</x:Row><x:Column>%d</x:Column></x:ClientData></v:shape>"
        % (
            namespaces,
            block * _IDS_OF_BLOCK + number,
            round(_height(note) / _PIXELS_OF_POINT),
            number,
            _anchor(note, sizes),
            note.row - 1,
            note.column - 1,
        )
        for number, note in enumerate(notes, 1)
    )


def _height(note: Note) -> int:
    """Return the height in pixels that the words of a note need."""
    lines = sum(1 + _columns(one) // _LINE_WIDTH for one in _words(note).split("\n"))
    return min(max((lines + 1) * _LINE, _SHORTEST), _TALLEST)


def _columns(text: str) -> int:
    return len(text) + sum(1 for one in text if one > "\u2000")


def _anchor(note: Note, sizes: Sizes) -> bytes:
    """Return where a box stands: right of its cell, as wide and high as its words need."""
    left = min(note.column + 1, LAST_COLUMN - 8)
    top = min(max(note.row, 1), LAST_ROW - 40)
    right, x = _walked(left, _WIDTH + 12, sizes.column)
    bottom, y = _walked(top, _height(note) + 4, sizes.row)
    return b"%d, 12, %d, 4, %d, %d, %d, %d" % (left - 1, top - 1, right - 1, x, bottom - 1, y)


def _walked(start: int, pixels: int, size: Callable[[int], int]) -> tuple[int, int]:
    """Return the row or column ``pixels`` after the beginning of ``start``, and the rest in it."""
    at = start
    while pixels >= (here := size(at)) and at < start + _WIDTH:
        pixels -= here
        at += 1
    return at, min(pixels, here - 1)
