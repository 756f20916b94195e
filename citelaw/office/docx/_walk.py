r"""What a Word document shows, in order, and by which elements: the one walk of reader and writers.

Offsets are of the *source*: paragraphs joined by ``\n``, in the order body, footnotes, endnotes,
headers, footers. The text of a text box (文本框) follows the paragraph that it is anchored in.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from citelaw.model import Unit
from citelaw.office._addresses import Place
from citelaw.office._archive import damaged
from citelaw.office._opened import Field, Grid, Passage, Row
from citelaw.office._xml import Node, Part
from citelaw.office.docx._numbering import Numbers, is_on
from citelaw.office.docx._package import Package

AUTHOR = "citelaw"
"""Who writes remarks and corrections into copies; as such they are no part of the text."""
TEXTS = frozenset({"w:t", "m:t", "w:delText"})
"""Elements whose character data is text."""
_BLANKS = " \t\r\n"
_AS_SPACES = str.maketrans("\r\n", "  ")
SIGNS = {
    **dict.fromkeys(("w:tab", "w:ptab"), "\t"),
    **dict.fromkeys(("w:br", "w:cr"), "\n"),
    "w:noBreakHyphen": "-",
}
"""Elements that show one character each."""
_DELETED = frozenset({"w:del", "w:moveFrom"})
INSERTED = frozenset({"w:ins", "w:moveTo"})
"""Elements round text that somebody put in and nobody accepted yet."""
_NO_TEXT = frozenset(
    {
        *("w:pPr", "w:rPr", "w:tblPr", "w:tblGrid", "w:tblPrEx", "w:trPr", "w:tcPr", "w:sdtPr"),
        *("w:sdtEndPr", "w:customXmlPr", "w:smartTagPr", "w:rt", "w:rubyPr", "w:delInstrText"),
        *("w:fldData", "w:ffData", "m:rPr", "m:ctrlPr", "w:numberingChange"),
    }
)
_ALTERNATIVES = "mc:AlternateContent"
_BOX = "w:txbxContent"
_PICTURES = frozenset({"a:blip", "v:imagedata"})
_PARTS_APART = ("/chart}chart", "/diagram}relIds")  # drawn from parts of their own
_PAGES = ("PAGE", "NUMPAGES", "SECTIONPAGES")
_HEADS = {"w:headerReference": "页眉", "w:footerReference": "页脚"}
_NOTES = {"w:footnoteReference": "脚注", "w:endnoteReference": "尾注"}
_NOTE_PARTS = (("脚注", "footnotes", "w:footnote"), ("尾注", "endnotes", "w:endnote"))
_MOST_COLUMNS = 10_000
_PRIVATE = 0xF000
_FIRST_CHARACTER = 0x20
_WINGDINGS = {
    0x6F: "□",
    0x6E: "■",
    0x6C: "●",
    0xA8: "□",
    0xFB: "×",
    0xFC: "√",
    0xFD: "☒",
    0xFE: "☑",
}
_WINGDINGS_2 = {0x50: "√", 0x4F: "×", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0xA3: "□"}
_SYMBOLS = {
    "Wingdings": _WINGDINGS,
    "Wingdings 2": _WINGDINGS_2,
    "Symbol": {0xB3: "≥", 0xA3: "≤", 0xB4: "×", 0xB0: "°", 0xB1: "±", 0xB7: "·"},
}


class Leaf(NamedTuple):
    """An element that shows text: a *source* range, never empty.

    ``node`` is the element itself, ``holder`` what stands for it in its paragraph (a run, a
    formula), ``parent`` what that stands in. ``is_direct`` says that the text may be cut in two by
    cutting its run in two.
    """

    start: int
    end: int
    part: str
    node: Node
    holder: Node
    parent: Node
    is_direct: bool


class Paragraph(NamedTuple):
    """A paragraph, as its *source* range; ``anchor`` stands for it in the body.

    A remark to what is not in the body, or in a text box, cannot be put there: it goes to
    ``anchor``, or without one to the first paragraph.
    """

    start: int
    end: int
    part: str
    node: Node
    address: str
    in_body: bool
    anchor: Node | None


class Counts(NamedTuple):
    """How often the document holds what a reader should know of."""

    pictures: int
    deleted: int
    hidden: int
    own: int
    chunks: int


class Text(NamedTuple):
    """What a document shows, and by which elements.

    ``twins`` are elements that show the same to programs that do not know the newer one, by the id
    of that: Word writes a text box twice.
    """

    source: str
    leaves: tuple[Leaf, ...]
    paragraphs: tuple[Paragraph, ...]
    blocks: tuple[Grid | Passage, ...]
    units: tuple[Unit, ...]
    parts: Mapping[str, Part]
    counts: Counts
    twins: Mapping[int, Node]


def walk(package: Package) -> Text:
    """Return what ``package`` shows.

    Raises:
        ReadError: a part is damaged or too large.
    """
    try:
        return _Walk(package).text()
    except RecursionError:
        raise damaged(package.name) from None


class _Field:
    """A complex field (域): its instruction, then what it shows.

    ``visible`` tells whether the field that it stands in shows what stands there: an instruction
    is not shown.
    """

    __slots__ = ("instruction", "shown", "started", "visible")

    def __init__(self, outer: _Field | None) -> None:
        self.instruction = ""
        self.started = False  # what it shows has begun
        self.shown = True
        self.visible: bool = outer is None or (outer.visible and outer.shown and outer.started)


class _Walk:
    def __init__(self, package: Package) -> None:
        self._package = package
        self._parts: dict[str, Part] = {}
        self._part = ""
        self._keeps_space = False
        self._numbers = Numbers(self._root("numbering"), self._root("styles"))
        self._pieces: list[str] = []
        self._at = 0
        self._leaves: list[Leaf] = []
        self._paragraphs: list[Paragraph] = []
        self._blocks: list[Grid | Passage] = []
        self._place = Place("")
        self._open: tuple[int, Node, str] | None = None  # a paragraph that still goes on
        self._boxes: list[tuple[Node, Node]] = []  # text boxes of that paragraph, their holders
        self._box_count = 0
        self._fields: list[_Field] = []
        self._own_deletion = False
        self._in_holder: Node | None = None  # the child of a run or formula that is walked
        self._twins: dict[int, Node] = {}
        self._nested: set[int] = set()  # alternatives inside others, by id
        self._references: dict[str, list[tuple[str, Node]]] = {"脚注": [], "尾注": []}
        self._heads: dict[str, list[str]] = {"页眉": [], "页脚": []}
        self._pictures = self._deleted = self._hidden = self._own = self._chunks = 0

    def _root(self, kind: str) -> Node | None:
        part = self._package.related(kind)
        return self._package.part(part).root if part else None

    def text(self) -> Text:
        """Walk it all."""
        package = self._package
        root = self._enter(package.main)
        body = root.find("w:body")
        if body is None:
            raise damaged(package.name, package.main)
        self._story(body, Place(""))
        for name, kind, tag in _NOTE_PARTS:
            self._notes(name, kind, tag)
        relations = package.relations(package.main)
        for name, ids in self._heads.items():
            found = dict.fromkeys(relations[one].target for one in ids if one in relations)
            for count, part in enumerate([one for one in found if one in package], 1):
                top = self._enter(part)
                if any(one.tag == "w:t" and one.text.strip() for one in top.walk()):
                    self._story(top, Place(name if count == 1 else f"{name}{count}", in_body=False))
        units = tuple(Unit(one.start, one.end, one.address) for one in self._paragraphs)
        return Text(
            source="".join(self._pieces),
            leaves=tuple(self._leaves),
            paragraphs=tuple(self._paragraphs),
            blocks=tuple(self._blocks),
            units=units,
            parts=self._parts,
            counts=Counts(self._pictures, self._deleted, self._hidden, self._own, self._chunks),
            twins=self._twins,
        )

    def _enter(self, part: str) -> Node:
        self._part = part
        self._parts[part] = found = self._package.part(part)
        self._keeps_space = found.root.get("xml:space") == "preserve"
        return found.root

    def _notes(self, name: str, kind: str, tag: str) -> None:
        references = self._references[name]
        part = self._package.related(kind)
        if not references or not part:
            return
        found = {one.get("w:id"): one for one in self._enter(part).all(tag)}
        for count, (number, holder) in enumerate(references, 1):
            if number in found:
                place = Place(f"{name}{count}", in_body=False, anchor=holder)
                self._story(found.pop(number), place)

    def _story(self, node: Node, place: Place) -> None:
        above, self._place = self._place, place
        fields, self._fields = self._fields, []
        self._blocks_of(node)
        self._close_paragraph()
        self._place, self._fields = above, fields

    # ------------------------------------------------------------ blocks

    def _blocks_of(self, node: Node) -> None:
        for child in node.children:
            tag = child.tag
            if tag == "w:p":
                self._paragraph(child)
            elif tag == "w:tbl":
                self._close_paragraph()
                self._table(child)
            elif tag == "w:sectPr":
                self._section(child)
            elif tag == _ALTERNATIVES:
                self._blocks_of(self._chosen(child))
            elif tag == "w:altChunk":
                self._chunks += 1
            elif tag not in _NO_TEXT:
                self._blocks_of(child)

    def _section(self, node: Node) -> None:
        for child in node.children:
            name = _HEADS.get(child.tag)
            if name is not None:
                self._heads[name].append(child.get("r:id"))

    def _paragraph(self, node: Node) -> None:
        properties = node.find("w:pPr")
        deleted = _is_mark_deleted(properties)
        if self._open is None:
            self._open_paragraph(node)
        if properties is not None and (section := properties.find("w:sectPr")) is not None:
            self._section(section)
        assert self._open is not None
        if not deleted and self._open[0] == self._at:
            self._pieces.append(label := self._numbers.label(properties))
            self._at += len(label)
        for child in node.children:
            self._inline(child, node, None)
        if deleted:
            self._deleted += 1
        else:
            self._close_paragraph()

    def _open_paragraph(self, node: Node) -> None:
        if self._paragraphs:
            self._pieces.append("\n")
            self._at += 1
        self._open = (self._at, node, self._place.next_paragraph())

    def _close_paragraph(self) -> None:
        if self._open is None:
            return
        start, node, address = self._open
        self._open = None
        place = self._place
        self._paragraphs.append(
            Paragraph(start, self._at, self._part, node, address, place.in_body, place.anchor)
        )
        if not place.cell:
            self._add_passage(start, address)
        boxes, self._boxes = self._boxes, []
        for box, holder in boxes:
            self._box(box, holder)

    def _add_passage(self, start: int, address: str) -> None:
        """Let the paragraph go on with the one before it: sentences go over both."""
        place = self._place
        last = self._blocks[-1] if self._blocks else None
        if isinstance(last, Passage) and place.passage == len(self._blocks) - 1:
            self._blocks[-1] = last._replace(end=self._at)
            return
        place.passage = len(self._blocks)
        self._blocks.append(Passage(start, self._at, address))

    def _box(self, node: Node, holder: Node) -> None:
        self._box_count += 1
        above = self._place
        place = Place(
            f"{above.prefix} 文本框{self._box_count}".lstrip(),
            in_body=False,
            anchor=above.anchor or (holder if above.in_body else None),
        )
        if above.cell:
            place.cell, place.inner = True, above.inner
        self._story(node, place)

    # ------------------------------------------------------------ tables

    def _table(self, node: Node) -> None:
        address = self._place.next_table()
        rows: list[list[Field]] = []
        heads: list[bool] = []
        reaching: dict[int, tuple[int, int]] = {}  # column → row and field that reach down
        for row in _inside(node, "w:tr"):
            properties = row.find("w:trPr")
            if properties is not None and properties.find("w:del") is not None:
                self._deleted += 1
                continue
            if properties is not None and is_on(properties.find("w:hidden")):
                self._hidden += 1
            rows.append([])
            heads.append(properties is not None and is_on(properties.find("w:tblHeader")))
            self._row(row, _number(properties, "w:gridBefore", 0), address, rows, reaching)
        grid = Grid(tuple(Row(tuple(row), head) for row, head in zip(rows, heads, strict=True)))
        if not any(rows):
            return
        if self._place.cell:
            self._place.inner.append(grid)
        else:
            self._blocks.append(grid)

    def _row(
        self,
        node: Node,
        column: int,
        table: str,
        rows: list[list[Field]],
        reaching: dict[int, tuple[int, int]],
    ) -> None:
        fields = rows[-1]
        for count, cell in enumerate(_inside(node, "w:tc"), 1):
            properties = cell.find("w:tcPr")
            room = max(_MOST_COLUMNS - column, 1)
            columns = min(max(_number(properties, "w:gridSpan", 1), 1), room)
            above = reaching.get(column)
            if _goes_on(properties, "w:hMerge") and fields:
                fields[-1] = fields[-1]._replace(columns=fields[-1].columns + columns)
            elif _goes_on(properties, "w:vMerge") and above is not None:
                field = rows[above[0]][above[1]]
                rows[above[0]][above[1]] = field._replace(rows=len(rows) - above[0])
            else:
                for taken in range(column, column + columns):
                    reaching.pop(taken, None)
                reaching[column] = (len(rows) - 1, len(fields))
                address = f"{table} 第{len(rows)}行第{count}列"
                fields.append(self._cell(cell, column, columns, address))
            column = min(column + columns, _MOST_COLUMNS)

    def _cell(self, node: Node, column: int, columns: int, address: str) -> Field:
        above = self._place
        self._place = place = Place(address, cell=True, in_body=above.in_body, anchor=above.anchor)
        first = len(self._paragraphs)
        self._blocks_of(node)
        if self._open is None and len(self._paragraphs) == first:
            self._open_paragraph(node)  # a cell must hold a paragraph, and may not
        self._close_paragraph()
        self._place = above
        start = self._paragraphs[first].start
        return Field(start, self._at, column, 1, columns, address, tuple(place.inner))

    # ------------------------------------------------------------ text

    def _inline(self, node: Node, parent: Node, holder: Node | None) -> None:
        tag = node.tag
        if tag in TEXTS:
            if tag != "w:delText" or self._own_deletion:
                self._put(self._text_of(node), node, parent, holder)
        elif tag in SIGNS:
            self._put(SIGNS[tag], node, parent, holder)
        elif tag in _NO_TEXT:
            pass
        elif tag in _DELETED or tag in INSERTED:
            self._change(node, parent, holder)
        elif tag == "w:fldChar" or tag == "w:instrText":
            self._field(node)
        elif tag == "w:fldSimple" and _is_page(node.get("w:instr")):
            pass
        elif tag in _NOTES:
            self._references[_NOTES[tag]].append((node.get("w:id"), holder or node))
        elif tag == "w:sym":
            self._put(_symbol(node), node, parent, holder)
        elif tag in ("w:drawing", "w:pict", "w:object"):
            self._drawing(node, holder or node)
        elif tag == _ALTERNATIVES:
            chosen = self._chosen(node)
            for child in chosen.children:
                self._inline(child, chosen, holder)
        elif tag == "w:altChunk" or tag == "w:subDoc":
            self._chunks += 1
        else:
            if tag == "w:r" and _is_hidden(node):
                self._hidden += 1
            if holder is None and tag in ("w:r", "m:oMath", "m:oMathPara"):
                self._walk_holder(node, parent)
                return
            for child in node.children:
                self._inline(child, node if holder is None else parent, holder)

    def _walk_holder(self, node: Node, parent: Node) -> None:
        for child in node.children:
            self._in_holder = child
            self._inline(child, parent, node)

    def _chosen(self, node: Node) -> Node:
        """Return the branch of alternatives that is read; remember what else shows its text."""
        if id(node) in self._nested:  # looked through with those round them, once
            return node.find("mc:Choice") or node.find("mc:Fallback") or node
        chosen = _chosen(node)
        self._nested.update(id(one) for one in chosen.walk() if one.tag == _ALTERNATIVES)
        for other in node.children:
            if other is not chosen and chosen is not node:
                self._twins.update(_twins(chosen, other))
        return chosen

    def _text_of(self, node: Node) -> str:
        text = node.text
        if not self._keeps_space and node.get("xml:space") != "preserve":
            text = text.strip(_BLANKS)
        return text.translate(_AS_SPACES)

    def _put(self, text: str, node: Node, parent: Node, holder: Node | None) -> None:
        if not text or not self._is_shown():
            return
        start = self._at
        self._pieces.append(text)
        self._at += len(text)
        holder = holder or node
        is_direct = holder.tag == "w:r" and node is self._in_holder
        self._leaves.append(Leaf(start, self._at, self._part, node, holder, parent, is_direct))

    def _change(self, node: Node, parent: Node, holder: Node | None) -> None:
        """Take what was inserted, pass over what was deleted; citelaw's own the other way."""
        own = node.get("w:author") == AUTHOR
        self._own += own
        if own is (node.tag in INSERTED):
            self._deleted += not own
            return
        before, self._own_deletion = self._own_deletion, self._own_deletion or own
        for child in node.children:
            self._inline(child, node if holder is None else parent, holder)
        self._own_deletion = before

    def _field(self, node: Node) -> None:
        kind = node.get("w:fldCharType")
        if node.tag == "w:instrText":
            if self._fields and not self._fields[-1].started:
                self._fields[-1].instruction += node.text
        elif kind == "begin":
            self._fields.append(_Field(self._fields[-1] if self._fields else None))
        elif kind == "separate" and self._fields:
            self._fields[-1].started = True
            self._fields[-1].shown = not _is_page(self._fields[-1].instruction)
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _is_shown(self) -> bool:
        """Tell whether text is shown here: that of a field inside an instruction is not."""
        return not self._fields or (self._fields[-1].visible and self._fields[-1].shown)

    def _drawing(self, node: Node, holder: Node) -> None:
        pictures = node.tag == "w:object"
        waiting = [node]
        while waiting:
            one = waiting.pop()
            if one.tag == _BOX:
                self._boxes.append((one, holder))
                continue
            pictures |= one.tag in _PICTURES or one.tag.endswith(_PARTS_APART)
            children = self._chosen(one).children if one.tag == _ALTERNATIVES else one.children
            waiting.extend(reversed(children))
        self._pictures += pictures


def _twins(node: Node, other: Node) -> dict[int, Node]:
    """Return the elements of ``other`` that show what those of ``node`` show, one by one."""
    mine, others = ([one for one in top.walk() if one.tag in TEXTS] for top in (node, other))
    if [(one.tag, one.text) for one in mine] != [(one.tag, one.text) for one in others]:
        return {}
    return {id(one): twin for one, twin in zip(mine, others, strict=True)}


def _chosen(node: Node) -> Node:
    """Return one branch of alternatives: the first, unless only the last shows text."""
    choice, fallback = node.find("mc:Choice"), node.find("mc:Fallback")
    if choice is None or fallback is None:
        return choice or fallback or node
    return choice if _has_text(choice) or not _has_text(fallback) else fallback


def _has_text(node: Node) -> bool:
    return any(one.tag in TEXTS for one in node.walk())


def _is_page(instruction: str) -> bool:
    return instruction.split(maxsplit=1)[:1] in ([page] for page in _PAGES)


def _is_mark_deleted(properties: Node | None) -> bool:
    mark = properties.find("w:rPr") if properties is not None else None
    return mark is not None and any(one.tag in _DELETED for one in mark.children)


def _is_hidden(run: Node) -> bool:
    properties = run.find("w:rPr")
    return (
        properties is not None
        and is_on(properties.find("w:vanish"))
        and any(one.tag in TEXTS for one in run.children)
    )


def _inside(node: Node, tag: str) -> Iterator[Node]:
    """Yield the elements of that tag, through content controls and the like."""
    for child in node.children:
        if child.tag == tag:
            yield child
        elif child.tag == _ALTERNATIVES:
            yield from _inside(_chosen(child), tag)
        elif child.tag not in _NO_TEXT:
            yield from _inside(child, tag)


def _number(properties: Node | None, tag: str, default: int) -> int:
    node = properties.find(tag) if properties is not None else None
    text = node.get("w:val") if node is not None else ""
    return min(int(text), _MOST_COLUMNS) if text.isdecimal() and len(text) < 8 else default


def _goes_on(properties: Node | None, tag: str) -> bool:
    node = properties.find(tag) if properties is not None else None
    return node is not None and node.get("w:val", "continue") == "continue"


def _symbol(node: Node) -> str:
    try:
        code = int(node.get("w:char"), 16)
    except ValueError:
        return ""
    table = _SYMBOLS.get(node.get("w:font"))
    if table is not None:
        return table.get(code & 0xFF, "")
    code -= _PRIVATE if code >= _PRIVATE else 0
    if not _FIRST_CHARACTER < code < _PRIVATE:
        return ""
    return chr(code) if chr(code).isprintable() else ""
