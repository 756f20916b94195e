"""Lists of text put into Office files, as offices keep them: with all that Word and Excel add.

What the reader of the text hands on (its records, field by field, heads and empty fields among
them, and the text between) is laid out anew; nothing is built from what is cited. A seed decides
which quirks come where; all of them keep what the list says.
"""

from __future__ import annotations

import copy
import io
import random
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import groupby
from typing import Any, NamedTuple
from unittest import mock

import docx
import openpyxl
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.oxml import serialize_part_xml
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.text.paragraph import Paragraph
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Alignment

from citelaw.engine import Engine
from citelaw.model import Cell, Document, Shape
from citelaw.readers import read_bytes
from citelaw.readers._markup import clean
from citelaw.readers._table import Table

HEADING = 60  # characters of a heading inside a table, at most
_BOX = (
    f"<w:pict {nsdecls('w')} xmlns:v='urn:schemas-microsoft-com:vml'>"
    "<v:shape style='width:300pt;height:40pt'><v:textbox><w:txbxContent/></v:textbox></v:shape>"
    "</w:pict>"
)
_INLINE = re.compile(rb'<c ([^<>]*)t="inlineStr"><is>(.*?)</is></c>', re.DOTALL)
_SHEETS = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_ENTRIES = (
    (
        "xl/_rels/workbook.xml.rels",
        b"</Relationships>",
        b'<Relationship Id="rId900" Target="sharedStrings.xml" Type="http://schemas.openxmlformats.org'
        b'/officeDocument/2006/relationships/sharedStrings"/>',
    ),
    (
        "[Content_Types].xml",
        b"</Types>",
        b'<Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-'
        b'officedocument.spreadsheetml.sharedStrings+xml"/>',
    ),
)
_NOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_TELLING = re.compile(r"序号|名称|项目|类型|类别")
_SENTENCE = frozenset("。；;\n")


class Row(NamedTuple):
    """A record: the text of its fields by column; ``covered`` are reached into from above.

    ``spanning`` is one that a heading takes up from edge to edge.
    """

    fields: dict[int, str]
    width: int
    head: bool = False
    covered: frozenset[int] = frozenset()
    spanning: bool = False


class Grid(NamedTuple):
    """A table: rows of one width."""

    rows: list[Row]
    width: int


class Laid(NamedTuple):
    """A list taken apart: text and tables in its order."""

    blocks: list[str | Grid]

    @property
    def grids(self) -> list[Grid]:
        return [one for one in self.blocks if isinstance(one, Grid)]

    def with_headings_inside(self) -> Laid:
        """Return the list with short text between tables as rows of one table."""
        blocks: list[str | Grid] = []
        for block in self.blocks:
            above = blocks[-2:]
            if isinstance(block, Grid) and len(above) == 2 and _may_span(above[1], above[0]):
                grid, text = above
                assert isinstance(grid, Grid)
                assert isinstance(text, str)
                width = max(grid.width, block.width)
                heading = Row({0: text}, width, spanning=True)
                blocks[-2:] = [Grid([*grid.rows, heading, *block.rows], width)]
            else:
                blocks.append(block)
        return Laid(blocks)


def _may_span(text: str | Grid, above: str | Grid) -> bool:
    if not isinstance(text, str) or not isinstance(above, Grid) or above.width < 4:
        return False
    return len(text) <= HEADING and _SENTENCE.isdisjoint(text)


# ---------------------------------------------------------------- text to records


def laid(data: bytes, name: str) -> Laid:
    """Return the records of the list ``data`` and the text between them."""
    with _watched() as events:
        document = read_bytes(data, name)
    if document.shape is Shape.KEY_VALUE:
        events = list(_of_cells(document))
    blocks: list[str | Grid] = []
    for event in events:
        last = blocks[-1] if blocks else None
        if isinstance(event, str):
            blocks.append(f"{last}\n{event}" if isinstance(last, str) else event)
        elif isinstance(last, Grid) and (not event.head or event.width <= last.width):
            blocks[-1] = Grid([*last.rows, event], max(last.width, event.width))
        else:
            blocks.append(Grid([event], event.width))
    return Laid(blocks)


@contextmanager
def _watched() -> Iterator[list[str | Row]]:
    """Note what is handed to the table that all shapes feed."""
    events: list[str | Row] = []
    add, add_text, repeat_head = Table.add, Table.add_text, Table.repeat_head

    def text_of(table: Table, start: int, end: int) -> str:
        cleaned = clean(table.source, start, end, table._escape)
        return cleaned[0] if cleaned is not None else ""

    def added(self: Table, fields: Any, line: int, **how: Any) -> bool:
        places = how.get("places") or range(len(fields))
        texts = {
            place: text
            for place, (start, end) in zip(places, fields, strict=True)
            if (text := text_of(self, start, end))
        }
        count = len(self.cells)
        head = add(self, fields, line, **how)
        if head or len(self.cells) > count:
            width = max([0, *places]) + 1
            events.append(Row(texts, width, head, how.get("covered", frozenset())))
        return head

    def text_added(table: Table, start: int, end: int, address: str) -> None:
        if text := text_of(table, start, end):
            events.append(text)
        add_text(table, start, end, address)

    def head_repeated(table: Table) -> None:
        events.append(next(one for one in reversed(events) if isinstance(one, Row) and one.head))
        repeat_head(table)

    with (
        mock.patch.object(Table, "add", added),
        mock.patch.object(Table, "add_text", text_added),
        mock.patch.object(Table, "repeat_head", head_repeated),
    ):
        yield events


def _of_cells(document: Document) -> Iterator[str | Row]:
    """Yield a head and the records of blocks of ``key: value``, whose keys are the columns."""
    heads = list(dict.fromkeys(cell.column for cell in document.cells if not cell.prose))
    head = Row(dict(enumerate(heads)), len(heads), head=True)
    begun = False
    for (_, prose), group in groupby(document.cells, key=lambda cell: (cell.record, cell.prose)):
        cells: list[Cell] = list(group)
        if prose:
            yield "\n".join(cell.text for cell in cells)
            begun = False
            continue
        if not begun:
            yield head
        begun = True
        yield Row({heads.index(cell.column): cell.text for cell in cells}, len(heads))


# ---------------------------------------------------------------- Word


class WordQuirks(NamedTuple):
    """What a Word file may have beside the words, and how often (0..1)."""

    split: float = 0.0  # runs torn in the middle of a citation
    inserted: float = 0.0  # a run that is a tracked insertion
    deleted: float = 0.0  # a tracked deletion beside a run
    linked: float = 0.0  # a run that is a hyperlink
    broken: float = 0.0  # a line break in place of a new paragraph
    repeated: float = 0.0  # the head again, as on each page
    merged: bool = False  # 序号 of a torn row merged downwards
    heading: bool = False  # a heading between tables as a merged row of the one before
    framed: bool = False  # every table inside a table of one cell
    boxed: bool = False  # the first text in a text box
    noted: bool = False  # the last text as a footnote


PLAIN_WORD = WordQuirks()
EVERY_WORD_QUIRK = WordQuirks(
    split=0.5,
    inserted=0.3,
    deleted=0.3,
    linked=0.1,
    broken=0.3,
    repeated=0.3,
    merged=True,
    heading=True,
    boxed=True,
    noted=True,
)


def word(list_: Laid, quirks: WordQuirks = PLAIN_WORD, seed: int = 0) -> bytes:
    """Return the list as a Word document."""
    return _Word(quirks, random.Random(seed)).file(list_)


class _Word:
    def __init__(self, quirks: WordQuirks, chance: random.Random) -> None:
        self._quirks = quirks
        self._chance = chance
        self._document = docx.Document()
        self._changes = 0

    def file(self, list_: Laid) -> bytes:
        blocks = (list_.with_headings_inside() if self._quirks.heading else list_).blocks
        for at, block in enumerate(blocks):
            if isinstance(block, Grid):
                self._table(block)
            elif not at and self._quirks.boxed:
                self._box(block)
            elif at and at == len(blocks) - 1 and self._quirks.noted:
                self._note(block)
            else:
                for line in block.split("\n"):
                    self._fill(self._document.add_paragraph(), line)
        out = io.BytesIO()
        self._document.save(out)
        return out.getvalue()

    def _happens(self, share: float) -> bool:
        return self._chance.random() < share

    def _table(self, grid: Grid) -> None:
        rows = list(_with_heads(grid, lambda: self._happens(self._quirks.repeated)))
        where: Any = self._document
        if self._quirks.framed:
            where = self._document.add_table(rows=1, cols=1).cell(0, 0)
        table = where.add_table(rows=len(rows), cols=grid.width)
        for at, (row, shown) in enumerate(zip(rows, table.rows, strict=True)):
            cells = shown.cells
            if row.spanning:
                cells[0].merge(cells[-1])
            for place, text in row.fields.items():
                self._cell(cells[place], text)
            for place in row.covered:
                _continue(cells[place])
                _begin(table.rows[at - 1].cells[place])
        if self._quirks.merged:
            self._merge_numbers(rows, table)
        self._document.add_paragraph()

    def _merge_numbers(self, rows: list[Row], table: Any) -> None:
        """Merge the 序号 of a record with the empty ones below it, where the row is torn."""
        for at in torn_rows(rows):
            if 0 in rows[at - 1].fields:
                _begin(table.rows[at - 1].cells[0])
                _continue(table.rows[at].cells[0])

    def _cell(self, cell: Any, text: str) -> None:
        paragraph: Paragraph = cell.paragraphs[0]
        for at, line in enumerate(text.split("\n")):
            if at and self._happens(self._quirks.broken):
                paragraph.add_run().add_break()
            elif at:
                paragraph = cell.add_paragraph()
            self._fill(paragraph, line)

    def _box(self, text: str) -> None:
        """Put text into a text box that hangs at an empty paragraph."""
        holder = self._document.add_paragraph()
        picture = parse_xml(_BOX)
        (content,) = picture.iter(qn("w:txbxContent"))
        for line in text.split("\n"):
            paragraph = self._document.add_paragraph()
            self._fill(paragraph, line)
            content.append(paragraph._p)
        holder.add_run()._r.append(picture)

    def _note(self, text: str) -> None:
        """Put text into a footnote of the last paragraph."""
        note = parse_xml(f"<w:footnotes {nsdecls('w')}><w:footnote w:id='2'/></w:footnotes>")
        for line in text.split("\n"):
            paragraph = self._document.add_paragraph()
            self._fill(paragraph, line)
            note[0].append(paragraph._p)
        part = Part(PackURI("/word/footnotes.xml"), _NOTES, serialize_part_xml(note))
        self._document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
        mark = OxmlElement("w:footnoteReference")
        mark.set(qn("w:id"), "2")
        self._document.paragraphs[-1].add_run()._r.append(mark)

    def _fill(self, paragraph: Paragraph, text: str) -> None:
        for part in self._parts(text):
            if self._happens(self._quirks.deleted):
                self._tracked(paragraph, "w:del", "《某某条例》第九百九十九条")
            if self._happens(self._quirks.inserted):
                self._tracked(paragraph, "w:ins", part)
            elif self._happens(self._quirks.linked):
                self._link(paragraph, part)
            else:
                run = paragraph.add_run(part)
                run.bold = self._happens(0.1) or None

    def _parts(self, text: str) -> Iterator[str]:
        """Yield ``text`` in pieces, torn wherever chance has it."""
        while text and self._happens(self._quirks.split):
            at = self._chance.randint(1, min(len(text), 12))
            yield text[:at]
            text = text[at:]
        if text:
            yield text

    def _tracked(self, paragraph: Paragraph, tag: str, text: str) -> None:
        self._changes += 1
        change = OxmlElement(tag)
        change.set(qn("w:id"), str(900 + self._changes))
        change.set(qn("w:author"), "张三")
        change.set(qn("w:date"), "2024-03-01T09:00:00Z")
        run = paragraph.add_run(text)._r
        paragraph._p.remove(run)
        if tag == "w:del":
            for shown in run.findall(qn("w:t")):
                shown.tag = qn("w:delText")
        change.append(run)
        paragraph._p.append(change)

    def _link(self, paragraph: Paragraph, text: str) -> None:
        link = OxmlElement("w:hyperlink")
        link.set(qn("w:anchor"), "a")
        run = paragraph.add_run(text)._r
        paragraph._p.remove(run)
        link.append(run)
        paragraph._p.append(link)


def _begin(cell: Any) -> None:
    _merge(cell, "restart")


def _continue(cell: Any) -> None:
    _merge(cell, "continue")


def _merge(cell: Any, how: str) -> None:
    properties = cell._tc.get_or_add_tcPr()
    if properties.vMerge is not None and how == "restart":
        return
    properties.vMerge_val = how


def torn_rows(rows: list[Row]) -> Iterator[int]:
    """Yield the indices of rows that go on with the item of the row above them."""
    telling: set[int] = set()
    for at, row in enumerate(rows):
        if row.head:
            telling = {place for place, text in row.fields.items() if _TELLING.search(text)} | {0}
            continue
        above = rows[at - 1] if at else None
        goes_on = above is not None and not above.head and not above.spanning and not row.covered
        if telling and goes_on and len(row.fields) > 1 and telling.isdisjoint(row.fields):
            yield at


def _with_heads(grid: Grid, again: Any) -> Iterator[Row]:
    """Yield the rows; before some that begin an item the head again, as it stands on each page."""
    head: Row | None = None
    for row in grid.rows:
        if row.head:
            head = row
        elif head is not None and 0 in row.fields and not row.covered and len(row.fields) > 2:
            text = row.fields[0].strip(" .．、")
            if text.isdigit() and again():
                yield copy.copy(head)
        yield row


# ---------------------------------------------------------------- Excel


class SheetQuirks(NamedTuple):
    """What a workbook may have beside the words, and how often (0..1)."""

    rich: float = 0.0  # a cell with several fonts, torn in the middle of a citation
    shared: float = 0.0  # a string that stands among the shared ones, not in its cell
    hidden: float = 0.0  # a hidden row
    repeated: float = 0.0  # the head again, as on each page
    numbers: bool = False  # 序号 as a number
    merged: bool = False  # 序号 of a torn row merged downwards, titles merged over the columns
    heading: bool = False  # a heading between tables as a merged row of the one before
    sheets: bool = False  # every table on a sheet of its own
    away: bool = False  # the table does not begin at A1


PLAIN_SHEET = SheetQuirks()
EVERY_SHEET_QUIRK = SheetQuirks(
    rich=0.4,
    shared=0.5,
    hidden=0.2,
    repeated=0.3,
    numbers=True,
    merged=True,
    heading=True,
)


def workbook(list_: Laid, quirks: SheetQuirks = PLAIN_SHEET, seed: int = 0) -> bytes:
    """Return the list as a workbook."""
    return _Book(quirks, random.Random(seed)).file(list_)


class _Book:
    def __init__(self, quirks: SheetQuirks, chance: random.Random) -> None:
        self._quirks = quirks
        self._chance = chance
        self._book = openpyxl.Workbook()
        self._sheet: Any = self._book.active
        self._left = 3 if quirks.away else 1
        self._row = 3 if quirks.away else 0  # the last row written

    def file(self, list_: Laid) -> bytes:
        blocks = (list_.with_headings_inside() if self._quirks.heading else list_).blocks
        after_table = False
        for block in blocks:
            if isinstance(block, Grid):
                if after_table and self._quirks.sheets:
                    self._turn()
                self._grid(block)
                after_table = True
                continue
            if after_table:
                self._turn()
                after_table = False
            self._row += 1
            self._write(0, block)
            if self._quirks.merged:
                self._merge(self._row, self._row, 0, 7)
        out = io.BytesIO()
        self._book.save(out)
        return self._with_shared(out.getvalue()) if self._quirks.shared else out.getvalue()

    def _with_shared(self, data: bytes) -> bytes:
        """Return the workbook with some strings moved to the part that Excel keeps them in."""
        shared: list[bytes] = []

        def moved(cell: re.Match[bytes]) -> bytes:
            if not self._happens(self._quirks.shared):
                return cell[0]
            if cell[2] not in shared:
                shared.append(cell[2])
            return b'<c %st="s"><v>%d</v></c>' % (cell[1], shared.index(cell[2]))

        out = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
            parts = {name: old.read(name) for name in old.namelist()}
            for name in parts:
                if name.startswith("xl/worksheets/sheet"):
                    parts[name] = _INLINE.sub(moved, parts[name])
            items = b"".join(b"<si>%s</si>" % one for one in shared)
            parts["xl/sharedStrings.xml"] = b'<sst xmlns="%s">%s</sst>' % (_SHEETS, items)
            for name, end, entry in _ENTRIES:
                parts[name] = parts[name].replace(end, entry + end)
            for name, content in parts.items():
                new.writestr(name, content)
        return out.getvalue()

    def _turn(self) -> None:
        self._sheet = self._book.create_sheet(f"表 {len(self._book.sheetnames) + 1}")
        self._row = 0

    def _happens(self, share: float) -> bool:
        return self._chance.random() < share

    def _grid(self, grid: Grid) -> None:
        rows = list(_with_heads(grid, lambda: self._happens(self._quirks.repeated)))
        torn = set(torn_rows(rows)) if self._quirks.merged else set()
        first = self._row + 1
        for row in rows:
            self._row += 1
            for place, text in row.fields.items():
                self._write(place, text)
            if row.spanning:
                self._merge(self._row, self._row, 0, grid.width - 1)
            if not row.head and not row.fields.get(0) and self._happens(self._quirks.hidden):
                self._sheet.row_dimensions[self._row].hidden = True
        for place in {place for row in rows for place in row.covered}:
            self._merge_runs(first, [place in row.covered for row in rows], place)
        if torn and 0 not in {place for row in rows for place in row.covered}:
            begins = {at - 1 for at in torn if 0 in rows[at - 1].fields}
            self._merge_runs(first, [at in torn and at - 1 in begins for at in range(len(rows))], 0)

    def _merge_runs(self, first: int, covered: list[bool], place: int) -> None:
        """Merge every run of covered cells of a column with the cell above it."""
        at = 0
        while at < len(covered):
            stop = at
            while stop < len(covered) and covered[stop]:
                stop += 1
            if stop > at:
                self._merge(first + at - 1, first + stop - 1, place, place)
            at = stop + 1

    def _merge(self, top: int, bottom: int, left: int, right: int) -> None:
        self._sheet.merge_cells(
            start_row=top,
            end_row=bottom,
            start_column=self._left + left,
            end_column=self._left + right,
        )

    def _write(self, place: int, text: str) -> None:
        cell = self._sheet.cell(self._row, self._left + place)
        cell.alignment = Alignment(wrap_text=True)
        if self._quirks.numbers and not place and re.fullmatch(r"[1-9][0-9]{0,8}", text):
            cell.value = int(text)
        elif len(text) > 2 and self._happens(self._quirks.rich):
            cell.value = self._rich(text)
        else:
            cell.value = text
            cell.data_type = "s"

    def _rich(self, text: str) -> CellRichText:
        parts: list[str | TextBlock] = []
        while text:
            at = self._chance.randint(1, min(len(text), 12))
            font = InlineFont(b=True, color="FFC00000")
            parts.append(TextBlock(font, text[:at]) if self._happens(0.5) else text[:at])
            text = text[at:]
        return CellRichText(parts)


# ---------------------------------------------------------------- what must stay


def citations(engine: Engine, document: Document) -> Counter[tuple[object, ...]]:
    """Return what a list cites: words without markup and white space, statute, place, item."""
    found: Counter[tuple[object, ...]] = Counter()
    for one in engine.extract_document(document):
        text, row = one.cell.text, one.cell.row
        for mention in one.statutes:
            number = mention.document_number
            said = tuple((date.kind, date.value) for note in mention.notes for date in note.dates)
            words = _squeezed(text[mention.span.start : mention.span.end])
            found[words, mention.title, number and number.text, said, row] += 1
        for each in one.citations:
            place, title = each.pinpoint, each.statute and each.statute.title
            words = _squeezed(text[place.span.start : place.span.end])
            quote = each.quote and _squeezed(each.quote.text)
            found[words, title, place.key, place.internal, quote, row] += 1
        for form in one.forms:
            found[_squeezed(form.raw), row] += 1
    return found


def findings(engine: Engine, document: Document) -> Counter[tuple[object, ...]]:
    """Return what is wrong with a list: rule, words, citation, what should stand there, item."""
    return Counter(
        (
            one.code,
            _squeezed(_unmarked(one.raw)),
            _squeezed(_unmarked(one.cited)),
            one.severity,
            one.expected and _squeezed(one.expected),
            one.place.row,
            one.place.section,
        )
        for one in engine.check_document(document).diagnostics
    )


def _unmarked(text: str) -> str:
    cleaned = clean(text, 0, len(text), "\\|")
    return cleaned[0] if cleaned is not None else ""


def _squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)
