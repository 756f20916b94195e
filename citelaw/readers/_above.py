"""Rows above the head of a table: 填报单位, 填报日期, a title that is not merged to the edge."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from citelaw.pattern import Pattern
from citelaw.readers._form import Entry, Rows
from citelaw.readers._header import is_header
from citelaw.readers._markup import clean

_MOST = 8  # rows above a head, at most
_LONGEST = 60  # characters of a cell beside others in such a row, at most
_ITEM = Pattern(r"[（(]?[0-9０-９]{1,6}[)）.．、]?\s*")


def count_above(source: str, rows: Rows, escape: str = "") -> int:
    """Return how many of ``rows`` stand above the head and are text: 0 where there is no head.

    A row of an item may stand above a head too (every page repeats it): it has a number, or as
    many cells as the head, or cites, or begins right of the edge.
    """
    left = min((entries[0].column for entries in rows if entries), default=0)
    most = 0
    for number, entries in enumerate(rows[: _MOST + 1]):
        shown = list(_shown(source, entries, escape))
        texts = [text for _, text in shown]
        if is_header(texts):
            return number if most < len(texts) else 0
        if shown and (
            shown[0][0].column > left
            or any(entry.rows > 1 or entry.inner for entry in entries)
            or _ITEM.fullmatch(texts[0])
            or (len(texts) > 1 and any("《" in one or len(one) > _LONGEST for one in texts))
        ):
            return 0
        most = max(most, len(texts))
    return 0


def _shown(source: str, entries: Sequence[Entry], escape: str) -> Iterator[tuple[Entry, str]]:
    for entry in entries:
        start, end = entry.parts[0]
        text = clean(source, start, end, escape) if start < end else None
        if text is not None:
            yield entry, text[0]
