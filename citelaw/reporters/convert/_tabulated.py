"""A list as a clean table: a row an item, its columns as printed, its citations taken apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from citelaw.model import (
    Cell,
    CellCitations,
    Citation,
    DateKind,
    Document,
    Pinpoint,
    Section,
    StatuteMention,
)
from citelaw.pattern import Pattern
from citelaw.span import Span

NUMBER, NAME, KIND = STANDARD = ("序号", "事项名称", "类型")
"""The columns that every table has, whatever its list calls them."""
UNNAMED = "（未列栏目）"
"""The heading of what stands under none."""

_SPACE = Pattern(r"(?<![!-~])\s+|\s+(?![!-~])")  # what parts no words
_NUMBERS = Pattern(r"(?:序|顺)?[序编]号|序|No\.?|NO\.?")
_NAMES = Pattern(r"(?:事项|项目|职权|权力|权责|权力事项|职权事项|服务事项)(?:名称)?(?:项目|子项)?")
_KINDS = Pattern(r"(?:事项|项目|职权|权力|行政权力|权责|权力事项)?(?:类型|类别|性质|分类)")
_PLACE = Pattern(r"第(\d{1,5})列|!\$?([A-Z]{1,3})\$?\d")
_DATE_WORDS = {
    DateKind.ADOPTED: "通过",
    DateKind.PROMULGATED: "公布",
    DateKind.EFFECTIVE: "施行",
    DateKind.AMENDED: "修正",
    DateKind.REVISED: "修订",
    DateKind.UNSPECIFIED: "",
}


_Column = tuple[str, Section]
"""What tells columns apart: the heading as printed, and the section that its cells speak for."""


class Cited(NamedTuple):
    """A citation: a place of a statute, or a statute of which no place is named.

    ``statute`` is None where it is not known whose place it is. ``span`` is its place in the
    *source*, that of the pinpoint where there is one, ``raw`` what stands there. ``quoted`` says
    whether its words are quoted.
    """

    statute: StatuteMention | None
    pinpoint: Pinpoint | None
    cell: Cell
    span: Span
    raw: str
    quoted: bool

    @property
    def title(self) -> str | None:
        """The title of the statute; the full one where the list defined a short one."""
        return None if self.statute is None else self.statute.stands_for or self.statute.title

    @property
    def named(self) -> str:
        """The statute as it is shown: in 书名号, or the number that stands for it."""
        if self.statute is None:
            return "？"
        return self.statute.title if self.statute.is_number else f"《{self.title}》"

    @property
    def version(self) -> str:
        """What the list says of the version: 2018-12-29修正, several parted by commas; or ""."""
        notes = self.statute.notes if self.statute is not None else ()
        return "，".join(
            date.value + (_DATE_WORDS[date.kind] or "") for note in notes for date in note.dates
        )

    @property
    def document_number(self) -> str | None:
        """The number of the document (文号), as far as it is printed beside the title."""
        number = self.statute.document_number if self.statute is not None else None
        return number.text if number is not None else None


class Item(NamedTuple):
    """An item of a list: what its three standard columns say, and the others by their headings.

    Parts of a field that was torn over several records stand below each other. ``address`` is
    where it begins in the list.
    """

    number: str
    name: str
    kind: str
    fields: dict[str, str]
    cited: tuple[Cited, ...]
    address: str


class Prose(NamedTuple):
    """Text outside the tables of a list: its title, headings, notes."""

    text: str
    cited: tuple[Cited, ...]
    address: str


class Tabulated(NamedTuple):
    """A list as a table: its own ``columns`` in their order, and what it holds in source order."""

    columns: tuple[str, ...]
    rows: tuple[Item | Prose, ...]

    @property
    def items(self) -> tuple[Item, ...]:
        """The rows of the table."""
        return tuple(one for one in self.rows if isinstance(one, Item))

    @property
    def before(self) -> tuple[Prose, ...]:
        """What stands before the first item."""
        first = next((at for at, one in enumerate(self.rows) if isinstance(one, Item)), None)
        return tuple(one for one in self.rows[:first] if isinstance(one, Prose))

    @property
    def after(self) -> tuple[Prose, ...]:
        """What stands between the items and after them."""
        prose = tuple(one for one in self.rows if isinstance(one, Prose))
        return prose[len(self.before) :]


def tabulated(document: Document, found: tuple[CellCitations, ...]) -> Tabulated:
    """Return a list as a table."""
    cited = {id(one.cell): tuple(_cited(one, document.source)) for one in found}
    parts = tuple(_rows(document.cells))
    headings = _headings(parts)
    order = _Order()
    rows: list[Item | Prose] = []
    for cells in parts:
        mentioned = tuple(one for cell in cells for one in cited.get(id(cell), ()))
        if cells[0].prose:
            text = "\n".join(cell.text for cell in cells)
            rows.append(Prose(text, mentioned, cells[0].address))
            continue
        rows.append(_item(cells, headings, mentioned))
        for _, record in groupby(cells, key=lambda cell: cell.record):
            order.add([(headings[_column(cell)], _place(cell)) for cell in record])
    own = [heading for heading in order.columns if heading not in STANDARD]
    return Tabulated(tuple(sorted(own, key=UNNAMED.__eq__)), tuple(rows))


def _standard(cell: Cell) -> str | None:
    """Return the standard column that a cell belongs to, None where it is one of the list's own."""
    if cell.section is not Section.OTHER:
        return None
    word = _SPACE.sub("", cell.column)
    if _NUMBERS.fullmatch(word):
        return NUMBER
    if _NAMES.fullmatch(word):
        return NAME
    return KIND if _KINDS.fullmatch(word) else None


def _headings(rows: Sequence[Sequence[Cell]]) -> dict[_Column, str]:
    """Return the heading in the table for each column of a list.

    # seen in real lists: several tables that call one section differently, by a word or a slip.
    Where no item has two columns of a section, the heading that stands oftenest is that of all.
    """
    printed = {_column(cell): _heading(cell) for row in rows for cell in row}
    mixed = {heading for (_, section), heading in printed.items() if section is Section.OTHER}
    used: dict[Section, Counter[str]] = {}
    several = {Section.OTHER}
    for row in rows:
        of_row: dict[Section, set[str]] = {}
        for cell in row:
            of_row.setdefault(cell.section, set()).add(printed[_column(cell)])
        several |= {section for section, headings in of_row.items() if len(headings) > 1}
        for section, headings in of_row.items():
            used.setdefault(section, Counter()).update(headings)
    return {
        column: heading
        if column[1] in several or heading in mixed
        else next(one for one, _ in used[column[1]].most_common() if one not in mixed)
        for column, heading in printed.items()
    }


def _column(cell: Cell) -> _Column:
    return cell.column, cell.section


def _heading(cell: Cell) -> str:
    return _standard(cell) or _SPACE.sub("", cell.column).replace("\n", " ") or UNNAMED


# ---------------------------------------------------------------- cells to rows


def _rows(cells: Sequence[Cell]) -> Iterator[tuple[Cell, ...]]:
    """Yield the cells of each item, and of each stretch of text between them."""
    heads = {cell.column for cell in cells}
    standard = {_standard(cell) for cell in cells if not cell.prose}
    telling = KIND if KIND in standard else NAME
    item: list[Cell] = []
    seen: set[str | None] = set()
    for _, group in groupby(cells, key=lambda cell: (cell.record, cell.prose)):
        record = tuple(group)
        if all(not cell.prose and not cell.column and cell.text in heads for cell in record):
            continue  # a head that cites: its words are the headings of the table
        says = {_standard(cell) for cell in record}
        other = bool(item) and (record[0].prose or record[0].row != item[0].row)
        again = NUMBER in says or telling in says & seen or standard == {None}
        if other or (item and again):
            yield tuple(item)
            item, seen = [], set()
        if record[0].prose:
            yield record
            continue
        item.extend(record)
        seen |= says
    if item:
        yield tuple(item)


def _item(cells: Sequence[Cell], headings: dict[_Column, str], cited: tuple[Cited, ...]) -> Item:
    texts: dict[str, list[str]] = {}
    for cell in cells:
        texts.setdefault(headings[_column(cell)], []).append(cell.text)
    joined = {heading: "\n".join(parts) for heading, parts in texts.items()}
    printed, name, kind = (joined.pop(heading, "") for heading in STANDARD)
    first = cells[0]
    return Item(
        number=first.row or printed,
        name=name or first.item_name,
        kind=kind,
        fields=joined,
        cited=cited,
        address=first.address,
    )


class _Order:
    """Puts the headings of a list in order; which columns a record leaves empty is not known."""

    def __init__(self) -> None:
        self.columns: list[str] = []
        self._places: dict[str, int] = {}

    def add(self, record: Sequence[tuple[str, int]]) -> None:
        """Add the headings of one record, in column order, each with its place there."""
        at = 0
        for heading, place in record:
            if heading in self._places:
                at = max(at, self.columns.index(heading) + 1)
                continue
            while at < len(self.columns) and 0 <= self._places[self.columns[at]] < place:
                at += 1
            self.columns.insert(at, heading)
            self._places[heading] = place
            at += 1


def _place(cell: Cell) -> int:
    """Return the column in which a cell stands, counted from any number, -1 where none is said."""
    said = _PLACE.search(cell.address)
    if said is None:
        return -1
    if said[1]:
        return int(said[1])
    place = 0
    for letter in said[2]:
        place = place * 26 + ord(letter) - ord("A") + 1
    return place


# ---------------------------------------------------------------- what is cited


def _cited(found: CellCitations, source: str) -> Iterator[Cited]:
    """Yield the citations of a cell in text order, counted as ``citelaw check`` counts them."""
    own = [one for one in found.citations if not one.pinpoint.internal]
    pinned = {id(one.statute) for one in own}
    alone = [one for one in found.statutes if one.own and id(one) not in pinned]
    pairs: list[tuple[Span, StatuteMention | Citation]] = [
        *((one.pinpoint.span, one) for one in own),
        *((one.span, one) for one in alone),
    ]
    for span, one in sorted(pairs, key=lambda pair: pair[0]):
        place = found.cell.offsets.to_source(span)
        raw = source[place.start : place.end]
        if isinstance(one, Citation):
            yield Cited(one.statute, one.pinpoint, found.cell, place, raw, one.quote is not None)
        else:
            yield Cited(one, None, found.cell, place, raw, False)


def statutes_of(cited: Iterable[Cited]) -> list[str]:
    """Return what is cited, each once, with what is said of its version: 《甲法》（2018修正）."""
    versions: dict[str, list[str]] = {}
    for one in cited:
        if one.statute is not None:
            said = versions.setdefault(one.named, [])
            if one.version and one.version not in said:
                said.append(one.version)
    return [
        shown
        for name, said in versions.items()
        for shown in ([f"{name}（{version}）" for version in said] or [name])
    ]


def places_of(cited: Iterable[Cited]) -> list[str]:
    """Return the places that are cited, each once: 《甲法》第八条第二款."""
    places = (
        one.named + (one.pinpoint.chinese() or one.pinpoint.raw)
        for one in cited
        if one.pinpoint is not None
    )
    return list(dict.fromkeys(places))


def numbers_of(cited: Iterable[Cited]) -> list[str]:
    """Return the numbers of documents that are printed beside their titles, each once."""
    return list(dict.fromkeys(one.document_number for one in cited if one.document_number))
