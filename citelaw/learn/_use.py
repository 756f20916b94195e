"""One place where a list names a document that the database does not hold, and what it says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import PurePath
from typing import NamedTuple

from citelaw.learn._names import NumberKey, is_generic, number_key, title_key, undated
from citelaw.learn._proposal import Place
from citelaw.model import (
    Cell,
    DateKind,
    DocumentNumber,
    MentionResolution,
    NearTitle,
    NoteDate,
    ResolvedDocument,
    StatuteMention,
)
from citelaw.pattern import Pattern
from citelaw.span import LineIndex

CHANGES = (DateKind.AMENDED, DateKind.REVISED)
"""What may happen to a document often, each time by a number of its own."""

_ANNEX = Pattern(r"附(?:件|表|录)[0-9一二三四五六七八九十]{0,3}[\s:：.、]{0,3}$")
_BEFORE = 8
"""How many characters in front of a title may make an annex of it."""

_BETWEEN = Pattern(r"[\s，,、]{0,3}")
_LONGEST_ROW = 12
"""A longer 序号 is no number of a list."""


class Numbered(NamedTuple):
    """A printed number and what it is the same by."""

    text: str
    key: NumberKey


class Dated(NamedTuple):
    """A date of a version note; ``ordinal`` is the N of 第N次修正 or 0.

    ``numbers`` has the number that belongs to it, if any.
    """

    kind: DateKind
    value: str
    ordinal: int = 0
    numbers: tuple[Numbered, ...] = ()


class Use(NamedTuple):
    """What one mention says of its document; ``numbers`` are those of no change (修正, 修订).

    ``offset`` is where the mention starts in the source: one row may name a document twice.
    """

    place: Place
    offset: int
    title: str
    key: str
    printed: str
    label: str
    numbers: tuple[Numbered, ...]
    dates: tuple[Dated, ...]
    near: tuple[tuple[float, str], ...]
    holders: tuple[str, ...]


def uses(documents: Iterable[ResolvedDocument]) -> tuple[Use, ...]:
    """Return what the lists say of documents that are not held, in one fixed order."""
    return tuple(sorted(use for document in documents for use in _uses_in(document)))


def _uses_in(document: ResolvedDocument) -> Iterator[Use]:
    lines = LineIndex(document.document.source)
    file = PurePath(document.document.name).name
    for one in document.mentions:
        if _is_unknown(one):
            offset = one.cell.offsets.start(one.mention.span.start)
            line, _ = lines.location(offset)
            row = "".join(one.cell.row.split())
            place = Place(file, line, row if len(row) <= _LONGEST_ROW else "")
            yield _use(one, place, offset)


def _is_unknown(one: MentionResolution) -> bool:
    """Return whether a mention is the list's own and names a document that is not held."""
    mention = one.mention
    if one.candidates or not mention.own or mention.is_number:
        return False
    start = mention.span.start
    if _ANNEX.search(one.cell.text[max(0, start - _BEFORE) : start]):
        return False
    return not is_generic(mention.stands_for or mention.title)


def _use(one: MentionResolution, place: Place, offset: int) -> Use:
    mention = one.mention
    title, version = undated(mention.stands_for or mention.title)
    dates = tuple(_dates(one.cell, mention))
    changes = (dated for dated in dates if dated.kind in CHANGES)
    of_changes = {number.key for dated in changes for number in dated.numbers}
    if version is not None:
        dates = (*dates, Dated(*version))
    return Use(
        place=place,
        offset=offset,
        title=title,
        key=title_key(title),
        printed=mention.stands_for or mention.raw.strip("《》<>〈〉 "),
        label=mention.tier_label.text if mention.tier_label is not None else "",
        numbers=tuple(_numbers(mention, of_changes)),
        dates=dates,
        near=tuple((near.distance, near.title) for near in one.near if _is_slip(one, near)),
        holders=tuple(statute.title for statute in one.by_number),
    )


def _is_slip(one: MentionResolution, near: NearTitle) -> bool:
    """Return whether a title may be a slip for a near one: not for that of another place."""
    region = near.statute.region
    carries = any(statute.id == near.statute.id for statute in one.by_number)
    return carries or not region or region in one.mention.title


def _numbers(mention: StatuteMention, of_changes: set[NumberKey]) -> Iterator[Numbered]:
    """Yield the numbers of a mention, each once; those of changes are told with their dates."""
    seen = set(of_changes)
    for number in mention.numbers:
        key = number_key(number.text)
        if key is not None and key not in seen:
            seen.add(key)
            yield Numbered(number.text, key)


def _dates(cell: Cell, mention: StatuteMention) -> Iterator[Dated]:
    for note in mention.notes:
        for date in note.dates:
            numbers = tuple(_numbers_of(cell, mention, date))[:1]
            yield Dated(date.kind, date.value, date.ordinal or 0, numbers)


def _numbers_of(cell: Cell, mention: StatuteMention, date: NoteDate) -> Iterator[Numbered]:
    """Yield the numbers that stand in the words of a date, or right behind it."""
    for number in mention.numbers:
        key = number_key(number.text)
        if key is not None and _belongs(cell, number, date):
            yield Numbered(number.text, key)


def _belongs(cell: Cell, number: DocumentNumber, date: NoteDate) -> bool:
    if date.span.start <= number.span.start < date.span.end:
        return True
    between = cell.text[date.span.end : number.span.start]
    behind = number.span.start >= date.span.end
    return date.kind is DateKind.UNSPECIFIED and behind and bool(_BETWEEN.fullmatch(between))
