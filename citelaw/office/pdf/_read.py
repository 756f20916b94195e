"""What a PDF file shows: paragraphs and tables over all its pages, by page and line or cell.

What repeats at the head and the foot of pages is left out: it would stand amidst sentences.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from citelaw.errors import ReadError
from citelaw.model import Unit
from citelaw.office._opened import Field, Grid, Opened, Passage, Row
from citelaw.office.pdf._extract import Page, pages_of
from citelaw.office.pdf._lines import UNREAD, Line, goes_on, joined, lines_of, paragraphs
from citelaw.office.pdf._tables import PrintedCell, PrintedTable, go_on, tables_of
from citelaw.pattern import Pattern
from citelaw.words import Words

_BAND = 0.13  # of a page's height: where heads and feet stand
_MOST_EDGE = 3  # lines of a head or a foot
_OFTEN = 0.6  # share of the pages on which they stand
_NUMBER = Pattern(
    r"[-—－–·\s]{0,4}(?:第\s?)?[0-9０-９]{1,4}(?:\s?页)?(?:\s?[/／,，]?\s?共?\s?[0-9]{1,4}\s?页?)?[-—－–·\s]{0,4}"
)
_DIGITS = Pattern(r"[0-9０-９一二三四五六七八九十]+")
_NAMED = 20  # pages that a note names


class _Printed(NamedTuple):
    """A line outside tables, with its page and its number there."""

    line: Line
    page: int
    number: int


class _Laid(NamedTuple):
    """The lines outside the tables of a page, the tables; ``unread`` as in ``Laid``."""

    lines: list[_Printed]
    tables: list[PrintedTable]
    unread: bool


def read(data: bytes, name: str) -> Opened:
    """Return what a PDF file shows.

    Raises:
        ReadError: it cannot be read, or no page has text.
    """
    return _read(data, name)


@lru_cache(maxsize=1)  # a file is opened again for its source
def _read(data: bytes, name: str) -> Opened:
    pages = pages_of(data, name)
    if not any(one.characters for one in pages):
        raise ReadError(
            f"{name}：没有文字层（扫描件），没有检查；先用 OCR 识别成文字，再检查。",
            f"{name}: it has no text (a scan), so nothing was checked; have its text recognised "
            "(OCR) first.",
        )
    laid: list[_Laid] = []
    for number, page in enumerate(pages, 1):
        laid.append(_laid(page, number, goes_on=bool(laid) and laid[-1].unread))
    edges = _edges([(one.lines, page.height) for one, page in zip(laid, pages, strict=True)])
    writer = _Writer()
    kept = [[line for line in one.lines if id(line.line) not in edges] for one in laid]
    right = max((one.line.box.right for lines in kept for one in lines), default=0.0)
    for block in _blocks(kept, [one.tables for one in laid]):
        if isinstance(block, PrintedTable):
            writer.add_table(block)
        else:
            writer.add_lines(block, right)
    notes = _notes(pages, set(edges.values()), writer.source)
    return writer.opened((*_of_unruled(laid), *notes))


def _laid(page: Page, number: int, *, goes_on: bool) -> _Laid:
    laid = tables_of(page, goes_on=goes_on)
    for at, table in enumerate(laid.tables, 1):
        table.settle(f"第{number}页 表{at}")
    lines = lines_of(laid.outside)
    printed = [_Printed(line, number, at) for at, line in enumerate(lines, 1)]
    return _Laid(printed, laid.tables, laid.unread)


def _edges(pages: Sequence[tuple[list[_Printed], float]]) -> dict[int, str]:
    """Return the lines at the head and the foot of pages, by identity, "" for mere numbers."""
    found: dict[int, str] = {}
    likes: Counter[str] = Counter()
    candidates = []
    for lines, height in pages:
        band = [
            one.line
            for one in (*lines[:_MOST_EDGE], *lines[_MOST_EDGE:][-_MOST_EDGE:])
            if one.line.box.bottom < _BAND * height or one.line.box.top > (1 - _BAND) * height
        ]
        candidates.append(band)
        likes.update({_DIGITS.sub("", line.text) for line in band})
    for band in candidates:
        for line in band:
            if _NUMBER.fullmatch(line.text):
                found[id(line)] = ""
            elif len(pages) > 2 and likes[_DIGITS.sub("", line.text)] >= _OFTEN * len(pages):
                found[id(line)] = line.text
    return found


def _blocks(
    pages: Sequence[list[_Printed]], tables: Sequence[list[PrintedTable]]
) -> Iterator[list[_Printed] | PrintedTable]:
    """Yield lines and tables in reading order; what goes on over a page's end comes as one."""
    waiting: list[_Printed] = []
    open_table: PrintedTable | None = None
    for lines, own in zip(pages, tables, strict=True):
        items: list[_Printed | PrintedTable] = [*lines, *own]
        for number, item in enumerate(sorted(items, key=_top)):
            if isinstance(item, _Printed):
                if open_table is not None:
                    yield open_table
                    open_table = None
                waiting.append(item)
                continue
            if waiting:
                yield waiting
                waiting = []
            if open_table is not None:
                if not number and go_on(open_table, item):
                    continue
                yield open_table
            open_table = item
    if open_table is not None:
        yield open_table
    if waiting:
        yield waiting


def _top(item: _Printed | PrintedTable) -> float:
    return item.line.box.top if isinstance(item, _Printed) else item.box.top


class _Writer:
    """Writes the source and its layout."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._at = 0
        self._units: list[Unit] = []
        self._blocks: list[Grid | Passage] = []

    @property
    def source(self) -> str:
        """What was written."""
        return "".join(self._pieces)

    def opened(self, notes: tuple[Words, ...]) -> Opened:
        """Return what was written, with ``notes``."""
        return Opened(self.source, tuple(self._blocks), tuple(self._units), notes)

    def _put(self, text: str, address: str = "") -> None:
        if text and address:
            self._units.append(Unit(self._at, self._at + len(text), address))
        self._pieces.append(text)
        self._at += len(text)

    def add_lines(self, lines: list[_Printed], right: float) -> None:
        """Add text outside tables, which becomes one passage."""
        self._begin()
        start = self._at
        place = {id(one.line): one for one in lines}
        for number, paragraph in enumerate(paragraphs([one.line for one in lines], right)):
            self._put("\n" if number else "")
            parts = [
                list(part) for _, part in groupby(paragraph, key=lambda line: place[id(line)].page)
            ]
            text = joined(paragraph)
            for at, part in enumerate(parts):
                first = place[id(part[0])]
                own = text if at == len(parts) - 1 else text[: len(joined(part))]
                text = text[len(own) :]
                self._put(own, f"第{first.page}页 第{first.number}行")
        where = f"第{lines[0].page}页 第{lines[0].number}行"
        self._blocks.append(Passage(start, self._at, where))

    def add_table(self, table: PrintedTable) -> None:
        """Add a table."""
        rows = []
        for row in table.rows:
            fields = [self._field(cell) for cell in row]
            rows.append(Row(tuple(fields)))
        self._blocks.append(Grid(tuple(rows)))

    def _field(self, cell: PrintedCell) -> Field:
        self._begin()
        start = self._at
        before = ""
        for part in cell.parts:
            text = "\n".join(part.paragraphs)
            if before and text:
                self._put("" if goes_on(before, text) else "\n")
            self._put(text, part.address)
            before = text or before
        address = cell.parts[0].address if cell.parts else ""
        return Field(start, self._at, cell.column, cell.rows, cell.columns, address)

    def _begin(self) -> None:
        """Begin a paragraph or a cell: on a line of its own."""
        if self._pieces:
            self._put("\n")


def _of_unruled(laid: Sequence[_Laid]) -> Iterator[Words]:
    """Yield what is to be said of tables without rules."""
    unread = [number for number, one in enumerate(laid, 1) if one.unread]
    if unread:
        yield Words(
            f"第 {_named(unread)} 页的表格没有框线，读不准，没有检查；"
            "另存为 Word 或者 Excel 文件再检查。",
            f"The tables on page(s) {_named(unread, ', ')} have no rules and cannot be "
            "read for sure, so they were not checked. Save the file as Word or Excel.",
        )


def _named(pages: Sequence[int], comma: str = "、") -> str:
    """Return the numbers of pages, the first ones of many."""
    return comma.join(map(str, pages[:_NAMED])) + (" …" if len(pages) > _NAMED else "")


def _notes(pages: Sequence[Page], edges: set[str], source: str) -> tuple[Words, ...]:
    """Return what a reader should know of: what was not read, and what was left out."""
    notes = []
    bare = [at for at, page in enumerate(pages, 1) if not page.characters and page.pictures]
    if bare:
        notes.append(
            Words(
                f"第 {_named(bare)} 页没有文字层（扫描件），没有检查。",
                f"Page(s) {_named(bare, ', ')} have no text (scans) and were not checked.",
            )
        )
    pictures = sum(page.pictures for page in pages if page.characters)
    if pictures:
        notes.append(
            Words(
                f"有 {pictures} 张图片，其中的文字没有检查。",
                f"The words in {pictures} picture(s) were not checked.",
            )
        )
    unread = source.count(UNREAD)
    if unread:
        notes.append(
            Words(
                f"有 {unread} 个字认不出来（显示为 {UNREAD}），所在的引用可能没有查到。",
                f"{unread} character(s) could not be told from the file (shown as {UNREAD}); "
                "citations with them may have been missed.",
            )
        )
    askew = sum(page.askew for page in pages)
    if askew:
        notes.append(
            Words(
                f"有 {askew} 个字不是横排（水印、印章等），没有检查。",
                f"{askew} character(s) stand askew (watermarks, stamps) and were not checked.",
            )
        )
    left_out = sorted(edges - {""})
    if left_out:
        notes.append(
            Words(
                f"每页重复的页眉、页脚没有检查：{'；'.join(left_out[:3])}。",
                f"Heads and feet that repeat on the pages were not checked: "
                f"{'; '.join(left_out[:3])}.",
            )
        )
    return tuple(notes)
