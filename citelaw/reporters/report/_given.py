"""What the paper is made of, and where its places are."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from typing import NamedTuple

from citelaw.identity import file_from
from citelaw.model import Diagnostic, Evidence, FileReport, Place, Report
from citelaw.reporters.report._round import Held
from citelaw.span import LineIndex
from citelaw.words import Words


class Before(NamedTuple):
    """A former round: the name of what holds it, and what became of its findings.

    ``gone`` are those that are not found any more, ``matched`` the names of the lists of that round
    that were taken for others of this one, each with that other, and ``unseen`` those that were not
    checked in this one. Whether a finding of this round is new stands in itself.
    """

    name: str
    gone: tuple[Held, ...]
    matched: tuple[tuple[str, str], ...] = ()
    unseen: tuple[str, ...] = ()


class Given(NamedTuple):
    """All that the paper is made of.

    ``report`` was made with views. ``folder`` is the absolute one that the paper will stand in.
    ``digests`` are the SHA-256 of the bytes of the lists by their paths; ``texts`` the words of the
    provisions that findings stand on, where the user has them; ``failures`` why something that was
    asked for is no list of the run.
    """

    report: Report
    folder: str
    digests: Mapping[str, str] = {}
    texts: Mapping[Evidence, tuple[str, ...]] = {}
    failures: tuple[Words, ...] = ()
    before: Before | None = None

    @property
    def several(self) -> bool:
        """Whether places must say in which list they are."""
        return len(self.report.files) > 1

    def file(self, path: str) -> str:
        """Return how the paper carries the name of a list: as seen from its folder."""
        return file_from(self.folder, path)


class Spot(NamedTuple):
    """Where something stands, for a person; "" for what is not known."""

    item: str
    column: str
    address: str

    @property
    def cell(self) -> str:
        """Column and address on a line each."""
        return "\n".join(part for part in (self.column, self.address) if part)


class Where:
    """Says where in a list something stands: its 序号 and name, its column, its address or line."""

    __slots__ = ("_cells", "_lines", "_starts", "_unit_starts", "_units")

    def __init__(self, file: FileReport) -> None:
        self._lines = LineIndex(file.source or "")
        document = file.resolved.document if file.resolved is not None else None
        cells = document.cells if document is not None else ()
        self._cells = sorted(cells, key=lambda cell: cell.span)
        self._starts = [cell.span.start for cell in self._cells]
        self._units = document.units if document is not None else ()
        self._unit_starts = [unit.start for unit in self._units]

    def of(self, one: Diagnostic) -> Spot:
        """Return where a finding stands."""
        return self._spot(one.place, one.span.start)

    def at(self, offset: int) -> Spot:
        """Return where the *source* offset is."""
        place = Place()
        at = bisect_right(self._starts, offset) - 1
        if at >= 0 and offset < self._cells[at].span.end:
            cell = self._cells[at]
            place = Place(row=cell.row, column=cell.column, item_name=cell.item_name)
            place = place._replace(address=cell.address)
        unit = bisect_right(self._unit_starts, offset) - 1
        if unit >= 0:
            place = place._replace(address=self._units[unit].address)
        return self._spot(place, offset)

    def _spot(self, place: Place, offset: int) -> Spot:
        number = f"序号{_line(place.row)}" if place.row else ""
        item = " ".join(part for part in (number, _line(place.item_name)) if part)
        address = place.address or f"第{self._lines.location(offset)[0]}行"
        return Spot(item, _line(place.column), address)


def _line(text: str) -> str:
    return " ".join(text.split())
