"""What a page shows of a list beside its findings, made of what was resolved.

A report holds no cells and nothing of the database (it travels between processes and through a
cache); a reporter that shows the list itself is handed a ``View``. It is made only when asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import groupby

from citelaw.counting import why_mention, why_place
from citelaw.identity import mention_ids
from citelaw.model import (
    Cell,
    Change,
    CitationResolution,
    MentionResolution,
    ResolvedDocument,
    Statute,
    Unchecked,
    Version,
    View,
    ViewCell,
    ViewCitation,
    ViewPiece,
    ViewRow,
    ViewStatute,
    ViewTable,
    ViewVersion,
)

CHECKED = "checked"
INTERNAL = "internal"

Record = tuple[Cell, ...]


def view_of(resolved: ResolvedDocument) -> View:
    """Return the layout of a document, its citations in text order, and the statutes cited."""
    cited = _Cited(resolved)
    return View(
        tables=tuple(_tables(resolved.document.cells)),
        citations=cited.citations(),
        statutes=cited.statutes(),
    )


# ---------------------------------------------------------------- the layout


def _tables(cells: Iterable[Cell]) -> Iterable[ViewTable]:
    """Yield the tables of a document and the text between them.

    Records stay in one table as long as its columns go on: after a gap in the numbers of the
    records, where a head stood, one with a new column begins another.
    """
    records = [tuple(group) for _, group in groupby(cells, key=lambda cell: cell.record)]
    order = _column_order(records)
    together: list[Record] = []
    for record in records:
        if together and not _goes_on(together, record):
            yield _table(together, order)
            together = []
        together.append(record)
    if together:
        yield _table(together, order)


def _goes_on(together: Sequence[Record], record: Record) -> bool:
    """Tell whether a record belongs to the table of the records before it."""
    last = together[-1]
    if record[0].prose or last[0].prose:
        return record[0].prose and last[0].prose
    if record[0].record == last[0].record + 1:
        return True
    return _names(record) <= {name for one in together for name in _names(one)}


def _names(record: Record) -> set[str]:
    return {cell.column for cell in record if cell.column}


def _column_order(records: Iterable[Record]) -> dict[str, int]:
    """Return the columns of a document in their order, as far as its records show it.

    The fullest record tells most; what it lacks is put before the next column that is known.
    """
    order: list[str] = []
    for record in sorted(records, key=len, reverse=True):
        new: list[str] = []
        for cell in record:
            if cell.column in order:
                at = order.index(cell.column)
                order[at:at] = new
                new = []
            elif cell.column and cell.column not in new:
                new.append(cell.column)
        order += new
    return {name: at for at, name in enumerate(order)}


def _table(together: Sequence[Record], order: Mapping[str, int]) -> ViewTable:
    """Return the table of some records; one without any head gets columns without names."""
    if together[0][0].prose:
        return ViewTable((), tuple(_row(record, {}) for record in together))
    names = sorted({name for one in together for name in _names(one)}, key=order.__getitem__)
    if names:
        places = {name: at for at, name in enumerate(names)}
        return ViewTable(tuple(names), tuple(_row(record, places) for record in together))
    rows = tuple(
        ViewRow(
            one[0].row,
            tuple(ViewCell(at, _pieces(cell)) for at, cell in enumerate(one)),
            one[0].address,
        )
        for one in together
    )
    return ViewTable(("",) * max(map(len, together)), rows)


def _row(record: Record, places: Mapping[str, int]) -> ViewRow:
    cells = tuple(ViewCell(places.get(cell.column, -1), _pieces(cell)) for cell in record)
    return ViewRow(record[0].row, cells, record[0].address)


def _pieces(cell: Cell) -> tuple[ViewPiece, ...]:
    """Return the runs of a cell, in order."""
    return tuple(
        ViewPiece(
            piece.source,
            piece.source + piece.source_length,
            None if piece.kept else cell.text[piece.cell : piece.cell + piece.length],
        )
        for piece in cell.offsets.pieces_of_cell
    )


# ---------------------------------------------------------------- what is cited


class _Cited:
    """Gathers citations and the statutes that they name, each statute once."""

    __slots__ = ("_ids", "_mentions", "_numbers", "_resolved")

    def __init__(self, resolved: ResolvedDocument) -> None:
        self._resolved = resolved
        self._ids = mention_ids(resolved.cells)
        self._numbers: dict[int, int] = {}  # the place in the view by the id of the statute
        self._mentions: list[MentionResolution] = []  # the first of each statute
        for one in resolved.mentions:
            if one.statute is not None and one.statute.id not in self._numbers:
                self._numbers[one.statute.id] = len(self._mentions)
                self._mentions.append(one)

    def citations(self) -> tuple[ViewCitation, ...]:
        """Return titles and places in text order; what counts is what ``counting`` counts."""
        external = [one for one in self._resolved.citations if not one.citation.pinpoint.internal]
        pinned = {id(one.citation.statute) for one in external}
        found = [self._title(one, pinned) for one in self._resolved.mentions]
        found += [self._place(one) for one in self._resolved.citations]
        return tuple(sorted(found))

    def _title(self, one: MentionResolution, pinned: set[int]) -> ViewCitation:
        own = one.mention.own
        start, end = one.cell.offsets.to_source(one.mention.span)
        return ViewCitation(
            start=start,
            end=end,
            mention=self._ids[id(one.mention)],
            statute=self._number(one.statute),
            version=-1,
            place="",
            verdict=_verdict(why_mention(one)) if own else INTERNAL,
            counted=own and id(one.mention) not in pinned,
        )

    def _place(self, one: CitationResolution) -> ViewCitation:
        pinpoint, mention, quote = one.citation.pinpoint, one.mention, one.citation.quote
        offsets = one.citation.cell.offsets
        start, end = offsets.to_source(pinpoint.span)
        return ViewCitation(
            start=start,
            end=end,
            mention=self._ids[id(mention.mention)] if mention is not None else "",
            statute=self._number(mention.statute if mention is not None else None),
            version=_version_number(mention, one.meant),
            place=pinpoint.chinese(),
            verdict=INTERNAL if pinpoint.internal else _verdict(why_place(one)),
            counted=not pinpoint.internal,
            quote=offsets.to_source(quote.span) if quote is not None else (0, 0),
            compared=one.own is not None,
        )

    def _number(self, statute: Statute | None) -> int:
        return -1 if statute is None else self._numbers[statute.id]

    def statutes(self) -> tuple[ViewStatute, ...]:
        """Return the statutes in the order of their first mention."""
        return tuple(map(_statute, self._mentions))


def _verdict(reason: Unchecked | None) -> str:
    return CHECKED if reason is None else reason.value


def _version_number(mention: MentionResolution | None, meant: Version | None) -> int:
    """Return which change of the statute is the version meant, -1 where none is."""
    if mention is None or meant is None:
        return -1
    held = (one.version.id if one.version is not None else None for one in mention.changes)
    return next((at for at, one in enumerate(held) if one == meant.id), -1)


def _statute(mention: MentionResolution) -> ViewStatute:
    statute, after = mention.statute, mention.successor
    assert statute is not None
    nexts: list[Change | None] = [*mention.changes[1:], None]
    return ViewStatute(
        title=statute.title,
        tier=statute.tier.value if statute.tier is not None else "",
        tier_certain=statute.tier_certain,
        number=statute.document_number or "",
        status=statute.status.word,
        versions=tuple(
            _version(one, following, statute.repealed_on)
            for one, following in zip(mention.changes, nexts, strict=False)
        ),
        repealed_on=statute.repealed_on,
        successor=after.title if after is not None else statute.successor,
        successor_since=_day(after.since) if after is not None else None,
    )


def _version(one: Change, following: Change | None, repealed_on: str | None) -> ViewVersion:
    if following is None:
        until = repealed_on
    else:
        until = _day(following.low) if following.low == following.high else None
    newest = max((event.date for event in one.events), default="")
    return ViewVersion(
        kind=one.kind,
        date=one.version.date if one.version is not None else newest,
        low=_day(one.low),
        high=_day(one.high),
        presumed=one.presumed,
        until=until,
        events=tuple((event.date, event.kind, event.number or "") for event in one.events),
    )


def _day(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None
