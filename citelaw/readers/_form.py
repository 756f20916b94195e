"""Forms (登记表): tables without a head, each value beside the word that says what it is.

``事项名称 | 取水许可 | 权力类型 | 行政许可``, and below it ``设定依据 | 《水法》第七条``: the words
are the columns, and a form (or each of those that stand one below the other) is one record.
"""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from typing import NamedTuple

from citelaw.model import Section
from citelaw.pattern import Pattern
from citelaw.readers._cell import make_cell
from citelaw.readers._header import find_name, find_number, is_header, is_word, section_of, squeeze
from citelaw.readers._markup import Cleaned, clean
from citelaw.readers._table import State, Table

LOOKED_AT = 24  # rows in which a form shows that it is one
_WORDS = 3  # different words in them, at least
_HEADING = 60  # characters of a heading between rows, at most
_LONGEST = 16  # characters of a word that is known by its column alone, at most
_OPENING = Pattern(r"\s*(?:[（(]?[一二三四五六七八九十0-9]{1,3}[)）.．、]\s*)?")
_SENTENCE = Pattern(r"[。；;《第]")


class Entry(NamedTuple):
    """A cell of a form.

    ``parts`` are the *source* ranges of its text in front of, between and behind the tables
    inside it; ``inner`` reads these, one after each part but the last.
    """

    parts: tuple[tuple[int, int], ...]
    column: int
    rows: int
    address: str
    inner: tuple[Callable[[], None], ...] = ()


Rows = Sequence[Sequence[Entry]]


class _Shown(NamedTuple):
    """An entry that holds anything: its first text, and the word that this is, else ""."""

    entry: Entry
    text: Cleaned | None
    word: str


class _Row(NamedTuple):
    """What a row shows; ``group`` is the cell at its left that reaches into rows below."""

    group: _Shown | None
    shown: tuple[_Shown, ...]
    inside: bool  # it begins right of the table's left edge

    def words(self) -> list[str]:
        """Return the words of the row, white space removed."""
        both = (self.group, *self.shown)
        return [one.word for one in both if one is not None and one.word]

    def pairs(self) -> bool:
        """Tell whether values stand beside their words; in a head words stand beside words."""
        words = [one.word for one in self.shown]
        if self.group is not None and self.group.word and words and not words[0]:
            return True
        told = sum(map(bool, words))
        return len(words) > 1 and bool(words[0]) and not words[1] and told * 2 <= len(words) + 1


def is_form(source: str, rows: Rows, *, goes_on: bool = False, escape: str = "") -> bool:
    """Tell whether a table is a form, by its first rows (``LOOKED_AT`` will do).

    ``goes_on`` says that it follows one whose rest it may be.
    """
    pairs = others = 0
    words: set[str] = set()
    for row in _read(source, rows[:LOOKED_AT], escape):
        if row.pairs():
            pairs += 1
            words.update(row.words())
        elif len(row.shown) > 1 and not row.inside:
            others += any(not one.word for one in row.shown)  # words alone: values not filled in
            if not pairs and is_header([one.text[0] for one in row.shown if one.text is not None]):
                return False
    if goes_on and pairs and not others:
        return True
    told = any(section_of(word) is not Section.OTHER for word in words)
    return told and len(words) >= _WORDS and pairs >= max(2, 2 * others)


def _read(source: str, rows: Rows, escape: str) -> Sequence[_Row]:
    left = min((entries[0].column for entries in rows if entries), default=0)
    return [
        row
        for entries in rows
        if (row := _row([_show(source, one, escape) for one in entries], left)).shown
    ]


def _show(source: str, entry: Entry, escape: str) -> _Shown:
    start, end = entry.parts[0]
    text = clean(source, start, end, escape) if start < end else None
    word = ""
    if text is not None and not entry.inner and len(text[0]) <= _HEADING:
        opening = _OPENING.match(text[0])
        word = squeeze(text[0][opening.end() if opening else 0 :]).rstrip("：:")
    return _Shown(entry, text, word if word and is_word(word) else "")


def _row(both: Sequence[_Shown], left: int) -> _Row:
    shown = tuple(one for one in both if one.text is not None or one.entry.inner)
    inside = bool(shown) and shown[0].entry.column > left
    if len(shown) > 1 and shown[0].entry.rows > 1 and not inside:
        return _Row(shown[0], shown[1:], inside)
    return _Row(None, shown, inside)


def _columns(rows: Sequence[_Row]) -> Collection[int]:
    """Return the columns in which words stand: most cells there that others follow are some."""
    known: Counter[int] = Counter()
    followed: Counter[int] = Counter()
    for row in rows:
        words = [one.entry.column for one in row.shown if one.word]
        known.update(words)
        followed.update({*words, *(one.entry.column for one in row.shown[:-1])})
    return {at for at, count in known.items() if count > 1 and count * 2 >= followed[at]}


class Form:
    """Reads forms into ``table``: one that a later table goes on with is still the same item."""

    __slots__ = ("_cells", "_escape", "_first", "_item", "_seen", "_table", "_word")

    def __init__(self, table: Table, escape: str = "") -> None:
        self._table = table
        self._escape = escape
        self._first = ""  # the word that forms begin with
        self._word = ""  # the word that the next value belongs to
        self._leave_item()

    def add(self, rows: Rows) -> None:
        """Add the rows of a table."""
        table = self._table
        table.state = State()
        table.record += 1
        self._cells = len(table.cells)
        read = _read(table.source, rows, self._escape)
        if any(self._begins(word) for row in read for word in row.words()):
            self._leave_item()
        columns = _columns(read)
        group, reach = "", 0
        alone = False
        for row in read:
            first = row.shown[0]
            if row.group is not None:
                group, reach = row.group.word, row.group.entry.rows
                if not group:
                    self._keep(row.group, "", "")
            elif not row.inside:
                reach = 0
            single = len(row.shown) == 1 and not row.inside and row.group is None
            if single and not alone and self._add_heading(first):
                continue
            if reach > 0:
                self._word = group
            elif len(row.shown) > 1 and not row.inside:
                self._word = ""
            for place, one in enumerate(row.shown):
                bare = (reach > 0 and group) or place == len(row.shown) - 1
                word = one.word or ("" if bare else self._named(one, columns))
                if word:
                    self._open(word)
                else:
                    self._keep(one, self._word, group if reach > 0 else "")
            alone = len(row.shown) == 1 and bool(first.word)
            reach -= 1
        self._name()
        table.state = State()
        table.state.form = self

    def _leave_item(self) -> None:
        self._item = ("", "")  # its 序号 and its name
        self._seen: set[str] = set()
        self._cells = len(self._table.cells)

    def _begins(self, word: str) -> bool:
        """Tell whether ``word`` begins another item: it names one, and was there before."""
        return word in self._seen and (
            word == self._first or find_name([word]) == 0 or find_number([word]) == 0
        )

    def _open(self, word: str) -> None:
        if self._begins(word):
            self._name()
            self._leave_item()
            self._table.record += 1
        self._first = self._first or word
        self._seen.add(word)
        self._word = word

    def _named(self, shown: _Shown, columns: Collection[int]) -> str:
        """Return the word that stands where words do, though it is not a known one; else ""."""
        if shown.text is None or shown.entry.inner or shown.entry.column not in columns:
            return ""
        text = squeeze(shown.text[0]).rstrip("：:")
        return "" if len(text) > _LONGEST or _SENTENCE.search(text) else text

    def _add_heading(self, shown: _Shown) -> bool:
        """Add a row of one cell that is neither a word nor a value; return whether it was one."""
        if shown.word or shown.entry.inner or shown.text is None:
            return False
        self._name()
        start, end = shown.entry.parts[0]
        self._table.add_text(start, end, shown.entry.address, self._escape)
        self._table.record += 1
        self._cells = len(self._table.cells)
        return True

    def _keep(self, shown: _Shown, word: str, group: str) -> None:
        """Add a value, and what the tables inside it hold."""
        table, entry = self._table, shown.entry
        section = section_of(word)
        if section is Section.OTHER and group:
            section = section_of(group)
        for number, (start, end) in enumerate(entry.parts):
            cleaned = clean(table.source, start, end, self._escape) if start < end else None
            if cleaned is not None:
                text, offsets, span = cleaned
                self._learn(word, text)
                row, name = self._item
                table.cells.append(
                    make_cell(
                        text, offsets, span, row, word, section, table.record, entry.address, name
                    )
                )
            if number < len(entry.inner):
                entry.inner[number]()

    def _learn(self, word: str, text: str) -> None:
        row, name = self._item
        if not row and find_number([word]) == 0:
            self._item = (text, name)
        elif not name and find_name([word]) == 0:
            self._item = (row, text)

    def _name(self) -> None:
        """Give what was read of the item, inner tables too, its 序号 and its name."""
        row, name = self._item
        self._table.cells[self._cells :] = [
            cell
            if cell.prose or cell.item_name not in ("", name)
            else dataclasses.replace(cell, row=row, item_name=name)
            for cell in self._table.cells[self._cells :]
        ]
        self._cells = len(self._table.cells)
