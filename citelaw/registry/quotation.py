"""Holds a quotation against an article: which words differ, and where it stops."""

from __future__ import annotations

from collections.abc import Sequence

from citelaw.model import Comparison, Difference, Locator, Version
from citelaw.registry.align import Alignment, Frame, Gap, align, whole
from citelaw.registry.fingerprint import SHINGLE, pack, shingles, unpack
from citelaw.registry.layout import Unit, UnitKind, unpack_units
from citelaw.registry.normalise import Words, words
from citelaw.span import Span

LOWEST_COVERAGE = 0.3
"""Below this share the words are not those of the place; what differs is not listed."""


class Text:
    """The words of one article: units, hashes, and an index of them made when first needed."""

    __slots__ = ("_index", "_set", "data", "ends", "hashes", "length", "starts", "units")

    def __init__(self, units: bytes, data: bytes) -> None:
        self.units = unpack_units(units)
        self.data = data
        self.hashes = unpack(data)
        starts, at = [], 0
        for unit in self.units:
            starts.append(at)
            at += unit.length
        self.starts = starts
        self.ends = [*starts[1:], at] if starts else []
        self.length = at
        self._index: dict[int, list[int]] | None = None
        self._set: frozenset[int] | None = None

    @property
    def index(self) -> dict[int, list[int]]:
        """Hash → its places, in order."""
        if self._index is None:
            index: dict[int, list[int]] = {}
            for at, value in enumerate(self.hashes):
                index.setdefault(value, []).append(at)
            self._index = index
        return self._index

    @property
    def set(self) -> frozenset[int]:
        """The hashes without their order."""
        if self._set is None:
            self._set = frozenset(self.hashes)
        return self._set

    def places(self, quote: bytes) -> list[int]:
        """Return where the shingles ``quote`` stand without a gap."""
        found = []
        at = self.data.find(quote)
        while at >= 0:
            if at % 2 == 0:
                found.append(at // 2)
            at = self.data.find(quote, at + 1)
        return found


class Quote:
    """A quotation made ready: folded words with their way back, and their hashes."""

    __slots__ = ("hashes", "packed", "words")

    def __init__(self, text: str) -> None:
        self.words = words(text)
        self.hashes = shingles(self.words.text)
        self.packed = pack(self.hashes)


def similarity(one: Text, two: Text) -> float:
    """Return how much of their words two articles share (Dice), 0..1."""
    together = len(one.set) + len(two.set)
    return 2 * len(one.set & two.set) / together if together else 0.0


def compare(version: Version, locator: Locator, text: Text, quote: Quote) -> Comparison | None:
    """Return how the quotation stands in the article, see ``Registry.compare``."""
    if not text.units:
        return None
    frame = _frame(text, locator)
    places = text.places(quote.packed) if not quote.words.breaks else []
    length = len(quote.words.text)
    if places:
        alignment: Alignment | None = whole(places, length, frame)
    else:
        alignment = align(quote.hashes, length, quote.words.breaks, text.index, frame)
    if alignment is None:
        return Comparison(version=version, locator=locator, coverage=0.0)
    if alignment.coverage < LOWEST_COVERAGE:
        return Comparison(version=version, locator=locator, coverage=alignment.coverage)
    return Comparison(
        version=version,
        locator=_place(text, locator, alignment, frame),
        coverage=alignment.coverage,
        differences=tuple(_difference(gap, quote.words) for gap in alignment.gaps),
        complete=alignment.complete or _ends_cited(text, quote, frame),
        stop_unit_end=alignment.stop_unit_end,
    )


def _difference(gap: Gap, folded: Words) -> Difference:
    last = len(folded.text)
    start = min(gap.start, last - 1)
    end = max(min(gap.end, last), start + 1)
    span = Span(folded.starts[start], folded.ends[end - 1])
    return Difference(kind=gap.kind, span=span, passage=gap.passage)


def _frame(text: Text, locator: Locator) -> Frame:
    """Return the cited part of an article and the seams that a quotation of it may pass over."""
    first, last = _cited(text.units, locator) or (0, len(text.units))
    skips: frozenset[tuple[int, int]] = frozenset()
    if locator.item is not None or locator.subitem is not None:
        skips = _item_seams(text)
    return Frame(
        starts=text.starts,
        ends=text.ends,
        length=text.length,
        start=text.starts[first],
        end=text.ends[last - 1],
        skips=skips,
    )


def _item_seams(text: Text) -> frozenset[tuple[int, int]]:
    """Return (end, start) pairs between which only items of one paragraph stand.

    A list that cites one item quotes the opening words and that item, and leaves out the others
    without a mark; that is the use of all lists, no omission.
    """
    seams = set()
    for position, unit in enumerate(text.units):
        if unit.kind is UnitKind.PARAGRAPH:
            continue
        for earlier in range(position - 1, -1, -1):
            seams.add((text.ends[earlier], text.starts[position]))
            if text.units[earlier].kind is UnitKind.PARAGRAPH:
                break
    return frozenset(seams)


def _cited(units: Sequence[Unit], locator: Locator) -> tuple[int, int] | None:
    """Return the units ``[first, last)`` that the locator's 款, 项 and 目 name, None if none."""
    first, last = 0, len(units)
    if locator.paragraph is not None:
        narrowed = _nth(units, first, last, UnitKind.PARAGRAPH, locator.paragraph)
        if narrowed is None:
            return None
        first, last = narrowed
    for kind, wanted in ((UnitKind.ITEM, locator.item), (UnitKind.SUBITEM, locator.subitem)):
        if wanted is None:
            continue
        narrowed = _nth(units, first, last, kind, wanted)
        if narrowed is None:
            return None
        first, last = narrowed
    return first, last


def _nth(
    units: Sequence[Unit], first: int, last: int, kind: UnitKind, wanted: int
) -> tuple[int, int] | None:
    """Return the ``wanted``-th unit of a kind with all that belongs to it."""
    places = [at for at in range(first, last) if units[at].kind is kind]
    if not 1 <= wanted <= len(places):
        return None
    start = places[wanted - 1]
    end = start + 1
    while end < last and units[end].kind > kind:
        end += 1
    return start, end


def _ends_cited(text: Text, quote: Quote, frame: Frame) -> bool:
    """Return whether the quotation's last words are the whole cited item.

    Two items may share their opening words, so that the alignment stays in the first.
    """
    length = frame.end - frame.start - SHINGLE + 1
    if length < 1 or not frame.skips:
        return False
    return quote.packed.endswith(text.data[2 * frame.start : 2 * (frame.start + length)])


def _place(text: Text, locator: Locator, alignment: Alignment, frame: Frame) -> Locator:
    """Return the cited locator, or the part of the article where the words stand instead."""
    runs = alignment.runs
    if any(run.place < frame.end and frame.start < run.place + run.length for run in runs):
        return locator
    article = Locator(article=locator.article, inserted=locator.inserted)
    paragraph = 0
    for unit, start, end in zip(text.units, text.starts, text.ends, strict=True):
        paragraph += unit.kind is UnitKind.PARAGRAPH
        if start <= runs[0].place < end:
            return article._replace(paragraph=paragraph)
    return article


def part(text: Text, locator: Locator) -> tuple[tuple[Unit, ...], bytes] | None:
    """Return the hashes of the cited part alone; shingles that reach beyond it are left out."""
    cited = _cited(text.units, locator)
    if cited is None or not text.units:
        return None
    first, last = cited
    start, end = text.starts[first], text.ends[last - 1]
    return text.units[first:last], text.data[2 * start : 2 * max(end - SHINGLE + 1, start + 1)]
