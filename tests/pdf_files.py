"""PDF files for tests: text and rules at places, in a font that says what its characters mean.

No font is embedded: to take text out of a file takes only its codes, widths and meanings.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from typing import NamedTuple

WIDTH, HEIGHT = 842.0, 595.0
"""Points of a page: A4 across."""


class Text(NamedTuple):
    """A line of text; ``x`` and ``y`` are its left end and its top, points from the top left."""

    x: float
    y: float
    text: str
    size: float = 10.0
    askew: bool = False


class Rule(NamedTuple):
    """A rule from one point to another, in points from the top left."""

    x: float
    y: float
    to_x: float
    to_y: float


Drawn = Text | Rule


class Cell(NamedTuple):
    """A cell of a table: the lines it shows, how many rows and columns it takes up."""

    lines: Sequence[str]
    rows: int = 1
    columns: int = 1


def table(
    x: float,
    y: float,
    widths: Sequence[float],
    heights: Sequence[float],
    rows: Sequence[Sequence[Cell | str | None]],
    *,
    sides: bool = True,
) -> list[Drawn]:
    """Return what draws a table; None stands for what an earlier cell reaches over.

    Without ``sides`` its left and right borders are not drawn.
    """
    xs = [x + sum(widths[:at]) for at in range(len(widths) + 1)]
    ys = [y + sum(heights[:at]) for at in range(len(heights) + 1)]
    drawn: list[Drawn] = []
    for row, cells in enumerate(rows):
        for column, one in enumerate(cells):
            if one is None:
                continue
            cell = one if isinstance(one, Cell) else Cell([one])
            left, right = xs[column], xs[column + cell.columns]
            top, bottom = ys[row], ys[row + cell.rows]
            drawn += [Rule(left, top, right, top), Rule(left, bottom, right, bottom)]
            if sides or column:
                drawn.append(Rule(left, top, left, bottom))
            if sides or right < xs[-1]:
                drawn.append(Rule(right, top, right, bottom))
            drawn += [Text(left + 5, top + 4 + 13 * at, line) for at, line in enumerate(cell.lines)]
    return drawn


def pdf(
    pages: Iterable[Iterable[Drawn]],
    *,
    turned: bool = False,
    meanings: dict[str, str] | None = None,
    picture: bool = False,
    secret: bool = False,
) -> bytes:
    """Return a PDF file.

    Args:
        pages: what each page shows.
        turned: whether it is drawn upwards on pages that stand.
        meanings: what the file says of characters in place of the truth; "" for nothing.
        picture: whether each page has a picture.
        secret: whether it says that it opens with a password alone.
    """
    pages = [list(page) for page in pages]
    known = sorted({one for page in pages for drawn in page for one in _text(drawn)})
    codes = {one: number for number, one in enumerate(known, 1)}
    objects: list[bytes] = []

    def add(body: bytes) -> int:
        objects.append(body)
        return len(objects)

    def stream(data: bytes, extra: bytes = b"") -> int:
        packed = zlib.compress(data)
        head = b"<< /Length %d /Filter /FlateDecode %s >>" % (len(packed), extra)
        return add(head + b"\nstream\n" + packed + b"\nendstream")

    told = {one: (meanings or {}).get(one, one) for one in known}
    meaning = stream(_meaning({codes[one]: text for one, text in told.items() if text}))
    inner = add(
        b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Sample /CIDSystemInfo << /Registry "
        b"(Adobe) /Ordering (Identity) /Supplement 0 >> /DW 1000 /W [%s] >>"
        % b" ".join(b"%d [500]" % codes[one] for one in known if one.isascii())
    )
    font = add(
        b"<< /Type /Font /Subtype /Type0 /BaseFont /Sample /Encoding /Identity-H "
        b"/DescendantFonts [%d 0 R] /ToUnicode %d 0 R >>" % (inner, meaning)
    )
    image = stream(
        b"\0",
        b"/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray "
        b"/BitsPerComponent 8",
    )
    tree = len(objects) + 2 * len(pages) + 1
    kids = []
    for page in pages:
        content = b"\n".join(_drawing(one, codes) for one in page)
        if turned:
            content = b"q 0 1 -1 0 %g 0 cm\n%s\nQ" % (HEIGHT, content)
        if picture:
            content += b"\nq 50 0 0 50 9 9 cm /I Do Q"
        data = stream(content)
        box = (HEIGHT, WIDTH) if turned else (WIDTH, HEIGHT)
        kids.append(
            add(
                b"<< /Type /Page /Parent %d 0 R /MediaBox [0 0 %g %g] /Contents %d 0 R /Resources "
                b"<< /Font << /F %d 0 R >> /XObject << /I %d 0 R >> >> >>"
                % (tree, *box, data, font, image)
            )
        )
    references = b" ".join(b"%d 0 R" % kid for kid in kids)
    add(b"<< /Type /Pages /Kids [%s] /Count %d >>" % (references, len(kids)))
    root = add(b"<< /Type /Catalog /Pages %d 0 R >>" % tree)
    locked = b"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <%s> /U <%s> >> /ID [<00> <00>]"
    return _file(objects, root, locked % (b"00" * 32, b"00" * 32) if secret else b"")


def _text(drawn: Drawn) -> str:
    return drawn.text if isinstance(drawn, Text) else ""


def _drawing(one: Drawn, codes: dict[str, int]) -> bytes:
    if isinstance(one, Rule):
        start, end = (one.x, HEIGHT - one.y), (one.to_x, HEIGHT - one.to_y)
        return b"0.5 w %g %g m %g %g l S" % (*start, *end)
    shown = "".join(f"{codes[character]:04x}" for character in one.text).encode()
    place = (one.x, HEIGHT - one.y - one.size)
    turn = (0.7, 0.7, -0.7, 0.7) if one.askew else (1, 0, 0, 1)
    return b"BT /F %g Tf %g %g %g %g %g %g Tm <%s> Tj ET" % (one.size, *turn, *place, shown)


def _meaning(told: dict[int, str]) -> bytes:
    """Return the map from codes to characters (ToUnicode)."""
    lines = [
        f"<{code:04x}> <{text.encode('utf-16-be').hex()}>".encode() for code, text in told.items()
    ]
    return (
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /M def\n"
        b"1 begincodespacerange <0000> <ffff> endcodespacerange\n"
        b"%d beginbfchar\n%s\nendbfchar endcmap end end" % (len(lines), b"\n".join(lines))
    )


def _file(objects: Sequence[bytes], root: int, extra: bytes) -> bytes:
    out = b"%PDF-1.7\n"
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"trailer\n<< /Size %d /Root %d 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        root,
        extra,
        start,
    )
