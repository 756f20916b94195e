"""Files that are no text to a ``Document``: what ``citelaw.office`` shows, cut into cells."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from citelaw.errors import ReadError
from citelaw.model import Document, Shape
from citelaw.office import Field, Grid, Opened, Row, format_of
from citelaw.readers._above import count_above
from citelaw.readers._form import LOOKED_AT, Entry, Form, Rows, is_form
from citelaw.readers._header import is_header
from citelaw.readers._markup import clean
from citelaw.readers._table import State, Table

_MOST_COLUMNS = 100  # columns that a cell may reach over, and that reaches may cover


def read_file(data: bytes, name: str, shape: Shape | None) -> Document:
    """Read a file that is no text.

    Raises:
        ReadError: it is damaged, has a password, is another kind of file than its name says, or
            needs a program that is not there.
    """
    form = format_of(data, name)
    if shape is not None:
        raise ReadError(
            f"{name}：是 {form.kind.upper()} 文件，不能按 {shape} 读取；去掉 --shape 再检查。",
            f"{name}: it is a file of {form.kind.upper()} and cannot be read as {shape}; leave "
            "--shape out.",
        )
    opened = form.open(data, name)
    table = Table(opened.source)
    left = 0
    for block in opened.blocks:
        if isinstance(block, Grid):
            left = left if block.goes_on else _first_column(block)
            _Sheet(table, left).add(block)
        else:
            table.add_text(block.start, block.end, block.address)
    return Document(
        name=name,
        source=opened.source,
        cells=tuple(table.cells),
        shape=form.kind,
        encoding="",
        units=opened.units,
        notes=opened.notes,
        answers=opened.answers,
        merged=_reaches(opened),
    )


def _reaches(opened: Opened) -> bool:
    grids = [one for one in opened.blocks if isinstance(one, Grid)]
    return any(field.rows > 1 for grid in grids for row in grid.rows for field in row.fields)


def _first_column(grid: Grid) -> int:
    return min((field.column for row in grid.rows for field in row.fields), default=0)


class _Sheet:
    """Feeds one grid to a ``Table``: which columns earlier cells reach into, inner tables.

    Columns are counted from the first that holds anything: a table need not begin at A1.
    """

    __slots__ = ("_covering", "_left", "_table")

    def __init__(self, table: Table, left: int) -> None:
        self._table = table
        self._covering: dict[int, int] = {}  # column → rows still to come
        self._left = left

    def add(self, grid: Grid) -> None:
        """Add the rows of ``grid``."""
        form = self._table.state.form
        first = self._rows(grid, LOOKED_AT)
        if is_form(self._table.source, first, goes_on=form is not None):
            (form or Form(self._table)).add(self._rows(grid))
            return
        self._table.state.form = None
        above = count_above(self._table.source, first)
        for number, row in enumerate(grid.rows):
            if number < above:
                for field in row.fields:
                    self._table.add_text(field.start, field.end, field.address)
                continue
            if number == above and not grid.goes_on:
                self._begin(row)
            self._add_row(row, number + 1)
            self._cover(row)

    def _rows(self, grid: Grid, most: int | None = None) -> Rows:
        return [[self._entry(field) for field in row.fields] for row in grid.rows[:most]]

    def _entry(self, field: Field) -> Entry:
        parts = []
        at = field.start
        for inner in field.inner:
            start, end = _range(inner, at)
            parts.append((at, start))
            at = end
        return Entry(
            parts=(*parts, (at, field.end)),
            column=field.column,
            rows=field.rows,
            address=field.address,
            inner=tuple(partial(self._nest, inner) for inner in field.inner),
        )

    def _nest(self, inner: Grid) -> None:
        """Add a table that stands in a cell; the one round it goes on after it."""
        above, self._table.state = self._table.state, State()
        _Sheet(self._table, _first_column(inner)).add(inner)
        self._table.state = above

    def _begin(self, row: Row) -> None:
        """Forget the head of the table before, unless this one has as many columns."""
        last = row.fields[-1] if row.fields else None
        width = last.column + last.columns - self._left if last else 0
        if self._table.width not in (0, width):
            self._table.state = State()

    def _cover(self, row: Row) -> None:
        """Count the row's end: the reach of earlier cells shrinks, its own cells begin theirs."""
        self._covering = {at: left - 1 for at, left in self._covering.items() if left > 1}
        for field in row.fields:
            if field.rows > 1:
                stop = min(field.column + field.columns, _MOST_COLUMNS)
                self._covering.update(dict.fromkeys(range(field.column, stop), field.rows - 1))

    def _add_row(self, row: Row, line: int) -> None:
        if len(row.fields) == 1 and not row.fields[0].inner:
            (field,) = row.fields
            if field.columns >= max(self._table.width, 3):  # a title, a heading, a note
                self._table.add_text(field.start, field.end, field.address)
                return
        parts: list[Field] = []
        for field in row.fields:
            at = field.start
            for inner in field.inner:
                start, end = _range(inner, at)
                parts.append(field._replace(start=at, end=start))
                self._add_part(parts, row.head, line)
                parts = []
                self._nest(inner)
                at = end
            parts.append(field._replace(start=at))
        self._add_part(parts, row.head, line)

    def _add_part(self, fields: Sequence[Field], head: bool, line: int) -> None:
        spans = [(one.start, one.end) for one in fields]
        places = [one.column - self._left for one in fields]
        called = [one.address for one in fields]
        if any(one.columns > 1 for one in fields) and (head or self._is_head(spans)):
            spread = [
                (one, place)
                for one in fields
                for place in range(one.column, one.column + min(one.columns, _MOST_COLUMNS))
            ]
            spans = [(one.start, one.end) for one, _ in spread]
            places = [place - self._left for _, place in spread]
            called = [one.address for one, _ in spread]
        if spans:
            self._table.add(
                spans,
                line,
                places=places,
                covered=frozenset(at - self._left for at in self._covering),
                head=head and self._is_head(spans),
                called=called,
            )

    def _is_head(self, spans: Sequence[tuple[int, int]]) -> bool:
        cleaned = (clean(self._table.source, start, end) for start, end in spans)
        return is_header([one[0] for one in cleaned if one is not None])


def _range(grid: Grid, at: int) -> tuple[int, int]:
    """Return the *source* range of a grid; empty at ``at`` where it has no cells."""
    fields = [field for row in grid.rows for field in row.fields]
    return (fields[0].start, fields[-1].end) if fields else (at, at)
