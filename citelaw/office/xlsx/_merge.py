"""Merged cells (合并单元格): which cells they show, and which they hide."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from heapq import heappop, heappush

from citelaw.office.xlsx._address import Area
from citelaw.office.xlsx._sheet import Held


def by_row(
    cells: Sequence[Held], merges: Iterable[Area]
) -> Iterator[tuple[int, list[Held], dict[int, Area], list[Held]]]:
    """Yield the rows that have text.

    Of each: its number, the cells that are shown, the merged areas by their left column that begin
    in it, the cells that lie hidden under merged ones. An area that meets another is none.
    """
    areas = sorted(merges)
    under = _Under()
    at = next_area = 0
    while at < len(cells):
        row = cells[at].row
        stop = at
        while stop < len(cells) and cells[stop].row == row:
            stop += 1
        begun: dict[int, Area] = {}
        while next_area < len(areas) and areas[next_area].row <= row:
            area = areas[next_area]
            next_area += 1
            under.leave(area.row)
            if under.add(area) and area.row == row:
                begun[area.column] = area
        under.leave(row)
        here = cells[at:stop]
        open_ = [one for one in here if not under.hides(one)]
        yield row, open_, begun, [one for one in here if under.hides(one)]
        at = stop


class _Under:
    """The areas over the row that is looked at, by column, none of which meets another."""

    __slots__ = ("_areas", "_columns", "_ends")

    def __init__(self) -> None:
        self._areas: list[Area] = []
        self._columns: list[int] = []
        self._ends: list[tuple[int, int]] = []

    def leave(self, row: int) -> None:
        """Forget the areas that end above ``row``."""
        while self._ends and self._ends[0][0] < row:
            _, column = heappop(self._ends)
            place = bisect_left(self._columns, column)
            del self._columns[place]
            del self._areas[place]

    def add(self, area: Area) -> bool:
        """Add an area; return whether it stands free."""
        place = bisect_left(self._columns, area.column)
        if place < len(self._areas) and self._areas[place].column <= area.last_column:
            return False
        if place and self._areas[place - 1].last_column >= area.column:
            return False
        self._columns.insert(place, area.column)
        self._areas.insert(place, area)
        heappush(self._ends, (area.last_row, area.column))
        return True

    def hides(self, cell: Held) -> bool:
        """Tell whether ``cell`` lies in an area whose first cell it is not."""
        place = bisect_right(self._columns, cell.column) - 1
        if place < 0:
            return False
        area = self._areas[place]
        return area.last_column >= cell.column and (area.row, area.column) != cell[:2]
