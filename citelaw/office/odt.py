r"""ODT, documents of LibreOffice and WPS: read only.

Offsets are of the *source*: paragraphs joined by ``\n``, in the order body, footnotes, endnotes,
headers, footers. The text of a text box (文本框) follows the paragraph that it is anchored in.
"""

from __future__ import annotations

from collections.abc import Iterator

from citelaw.model import FileKind, Unit
from citelaw.office._addresses import Place, counted
from citelaw.office._archive import damaged
from citelaw.office._odf import NO_TEXT, PICTURES, Line, Package, claims, number
from citelaw.office._odf_numbering import Numbers
from citelaw.office._opened import Field, Format, Grid, Opened, Passage, Row
from citelaw.office._xml import Node
from citelaw.words import Words

_PARAGRAPHS = frozenset({"text:p", "text:h"})
_CELLS = frozenset({"table:table-cell", "table:covered-table-cell"})
_GROUPS = frozenset({"table:table-header-rows", "table:table-rows", "table:table-row-group"})
_BOXES = frozenset({"draw:text-box", "draw:custom-shape", "draw:rect", "draw:ellipse"})
_MOST_COLUMNS = 10_000
_MOST_ROWS = 100_000
_MOST_REPEATED = 1_000  # rows and cells with text that stand for several, all together


def _claims(data: bytes, name: str) -> bool:
    return claims(b"text", data, name)


def _open(data: bytes, name: str) -> Opened:
    try:
        return _Walk(Package(data, name)).opened()
    except RecursionError:
        raise damaged(name) from None


class _Walk:
    def __init__(self, package: Package) -> None:
        self._package = package
        self._pieces: list[str] = []
        self._at = 0
        self._units: list[Unit] = []
        self._blocks: list[Grid | Passage] = []
        self._place = Place("")
        self._numbers = Numbers(())
        self._label = ""  # what is printed before the next paragraph
        self._boxes: list[Node] = []  # text boxes of the paragraph being read
        self._box_count = 0
        self._notes: dict[str, list[Node]] = {"脚注": [], "尾注": []}
        self._repeated = 0
        self._pictures = self._deleted = self._hidden = 0

    def opened(self) -> Opened:
        """Walk it all."""
        root = self._package.content()
        body = root.find("office:body")
        text = body.find("office:text") if body is not None else None
        if text is None:
            raise self._package.damaged()
        styles = self._package.part("styles.xml")
        self._numbers = Numbers([root, styles] if styles is not None else [root])
        changes = text.find("text:tracked-changes")
        if changes is not None:
            self._deleted = sum(one.tag == "text:deletion" for one in changes.walk())
        self._story(text, Place(""))
        for name, notes in self._notes.items():
            for count, note in enumerate(notes, 1):
                self._story(note, Place(f"{name}{count}"))
        if styles is not None:
            self._margins(styles)
        return Opened(
            source="".join(self._pieces),
            blocks=tuple(self._blocks),
            units=tuple(self._units),
            notes=self._remarks(),
        )

    def _margins(self, styles: Node) -> None:
        """Walk the headers and footers, each text once."""
        for tag, name in (("style:header", "页眉"), ("style:footer", "页脚")):
            said: list[str] = []
            for node in [one for one in styles.walk() if one.tag == tag]:
                text = "".join(one.text for one in node.walk() if not one.tag)
                if text.strip() and text not in said:
                    said.append(text)
                    self._story(node, Place(name if len(said) == 1 else f"{name}{len(said)}"))

    def _remarks(self) -> tuple[Words, ...]:
        found = (
            (
                self._pictures,
                "有 {} 处图片或者嵌入的对象，其中的文字没有检查。",
                "pictures or embedded objects: {}; words in them were not checked.",
            ),
            (
                self._deleted,
                "修订中删除的内容有 {} 处，没有检查；插入的内容按已经接受检查。",
                "tracked deletions: {}, not checked; insertions were checked as if accepted.",
            ),
            (
                self._hidden,
                "隐藏的节或者表格行有 {} 处，也作了检查。",
                "hidden sections or rows: {}, checked all the same.",
            ),
        )
        return counted(found)

    def _story(self, node: Node, place: Place) -> None:
        above, self._place = self._place, place
        lists, label, self._label = self._numbers.outside(), self._label, ""
        self._blocks_of(node)
        self._numbers.inside(lists)
        self._place, self._label = above, label

    # ------------------------------------------------------------ paragraphs

    def _blocks_of(self, node: Node) -> None:
        for child in node.children:
            tag = child.tag
            if tag in _PARAGRAPHS:
                self._paragraph(child)
            elif tag == "table:table":
                self._table(child)
            elif tag == "text:list":
                self._list(child)
            elif tag and tag not in NO_TEXT and not tag.endswith("-source"):
                self._hidden += child.get("text:display") == "none"
                if not self._take(child):
                    self._blocks_of(child)
                else:
                    self._take_boxes()

    def _list(self, node: Node) -> None:
        self._numbers.open(node)
        for child in node.children:
            if child.tag == "text:list-item":
                self._label = self._numbers.label(child)
            self._blocks_of(child)
            self._label = ""
        self._numbers.close()

    def _paragraph(self, node: Node) -> None:
        address = self._place.next_paragraph()
        line = Line(self._take)
        label, self._label = self._label, ""
        line.add(node)
        start = self._put(label + line.text(), address)
        if not self._place.cell:
            self._add_passage(start, address)
        self._take_boxes()

    def _take_boxes(self) -> None:
        boxes, self._boxes = self._boxes, []
        for box in boxes:
            self._box(box)

    def _put(self, text: str, address: str) -> int:
        """Add a paragraph to the source; return where it starts."""
        if self._units:
            self._pieces.append("\n")
            self._at += 1
        start = self._at
        self._pieces.append(text)
        self._at += len(text)
        self._units.append(Unit(start, self._at, address))
        return start

    def _add_passage(self, start: int, address: str) -> None:
        """Let the paragraph go on with the one before it: sentences go over both."""
        place = self._place
        last = self._blocks[-1] if self._blocks else None
        if isinstance(last, Passage) and place.passage == len(self._blocks) - 1:
            self._blocks[-1] = last._replace(end=self._at)
            return
        place.passage = len(self._blocks)
        self._blocks.append(Passage(start, self._at, address))

    def _take(self, node: Node) -> bool:
        """Keep footnotes and text boxes for later, count pictures; tell whether it was one."""
        tag = node.tag
        if tag == "text:note":
            body = node.find("text:note-body")
            if body is not None:
                name = "尾注" if node.get("text:note-class") == "endnote" else "脚注"
                self._notes[name].append(body)
        elif tag in _BOXES:
            self._boxes.append(node)
        elif tag == "draw:frame":
            kinds = {one.tag for one in node.children}
            self._pictures += bool(kinds & PICTURES)
            self._boxes += node.all("draw:text-box")
        else:
            return False
        return True

    def _box(self, node: Node) -> None:
        if not any(one.tag in _PARAGRAPHS for one in node.walk()):
            return
        self._box_count += 1
        above = self._place
        place = Place(f"{above.prefix} 文本框{self._box_count}".lstrip(), cell=above.cell)
        place.inner = above.inner
        self._story(node, place)

    # ------------------------------------------------------------ tables

    def _table(self, node: Node) -> None:
        address = self._place.next_table()
        rows: list[Row] = []
        reaching: dict[int, int] = {}  # column → rows that a cell above still reaches over
        count = 0
        for row, head in _rows(node):
            self._hidden += row.get("table:visibility") in ("collapse", "filter")
            times = number(row, "table:number-rows-repeated", _MOST_ROWS)
            for _ in range(self._times(row, times)):
                count += 1
                rows.append(Row(self._row(row, f"{address} 第{count}行", reaching), head))
        grid = Grid(tuple(rows))
        if not any(row.fields for row in rows):
            return
        if self._place.cell:
            self._place.inner.append(grid)
        else:
            self._blocks.append(grid)

    def _times(self, node: Node, times: int) -> int:
        """Return how often what stands for several is read: once where it says nothing."""
        if times == 1 or not _has_text(node):
            return 1
        times = min(times, max(_MOST_REPEATED - self._repeated, 1))
        self._repeated += times - 1
        return times

    def _row(self, node: Node, address: str, reaching: dict[int, int]) -> tuple[Field, ...]:
        fields: list[Field] = []
        column = count = 0
        for cell in [one for one in node.children if one.tag in _CELLS]:
            times = number(cell, "table:number-columns-repeated", _MOST_COLUMNS)
            if cell.tag == "table:covered-table-cell":
                count += sum(reaching.get(at, 0) > 0 for at in range(column, column + times))
                column += times
                continue
            for _ in range(self._times(cell, times)):
                count += 1
                fields.append(self._cell(cell, column, f"{address}第{count}列"))
                column += 1
        for at in [one for one in reaching if reaching[one] <= 1]:
            del reaching[at]
        for at in reaching:
            reaching[at] -= 1
        for field in fields:
            if field.rows > 1:
                columns = range(field.column, field.column + field.columns)
                reaching.update(dict.fromkeys(columns, field.rows - 1))
        return tuple(fields)

    def _cell(self, node: Node, column: int, address: str) -> Field:
        place = Place(address, cell=True)
        first = len(self._units)
        self._story(node, place)
        if len(self._units) == first:
            self._put("", place.next_paragraph())
        return Field(
            start=self._units[first].start,
            end=self._at,
            column=column,
            rows=number(node, "table:number-rows-spanned", _MOST_ROWS),
            columns=number(node, "table:number-columns-spanned", _MOST_COLUMNS),
            address=address,
            inner=tuple(place.inner),
        )


def _rows(node: Node, head: bool = False) -> Iterator[tuple[Node, bool]]:
    for child in node.children:
        if child.tag == "table:table-row":
            yield child, head
        elif child.tag in _GROUPS:
            yield from _rows(child, head or child.tag == "table:table-header-rows")


def _has_text(node: Node) -> bool:
    return any(not one.tag and not one.text.isspace() for one in node.walk())


FORMAT = Format(kind=FileKind.ODT, endings=(".odt", ".ott"), claims=_claims, open=_open)
