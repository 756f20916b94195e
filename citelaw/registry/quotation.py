"""Holds a quotation against an article: which words differ, and where it stops."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from citelaw.model import Comparison, Locator, Version
from citelaw.pattern import Pattern
from citelaw.registry.align import Alignment, Frame, align, whole
from citelaw.registry.correction import differences, right_words
from citelaw.registry.fingerprint import SHINGLE, pack, shingles, unpack
from citelaw.registry.layout import Unit, UnitKind, unpack_units
from citelaw.registry.normalise import words

LOWEST_COVERAGE = 0.3
"""Below this share the words are not those of the place; what differs is not listed."""


_TORN_MARK = Pattern(
    r"^\s{0,4}(?:[一二三四五六七八九十]{1,3}|[0-9]{1,2})\s?[）)]"
    r"|[（(]\s?(?:[一二三四五六七八九十]{1,3}|[0-9]{1,2})\s{0,4}$"
)
"""Half of the mark of an item at an end of a quotation: 二）甲项；（三, which is no word of it."""


class Text:
    """The words of one article: units, hashes, and an index of them made when first needed.

    ``confirmations`` and ``subject`` are what the build found of it, see ``ArticleFacts``.
    """

    __slots__ = (
        "_index", "_seams", "_set", "confirmations", "data", "ends", "hashes", "length", "starts",
        "subject", "units",
    )  # fmt: skip

    def __init__(
        self, units: bytes, data: bytes, confirmations: int = 1, subject: str | None = None
    ) -> None:
        self.confirmations = confirmations
        self.subject = subject
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
        self._seams: frozenset[tuple[int, int]] | None = None

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
    def seams(self) -> frozenset[tuple[int, int]]:
        """The (end, start) pairs between which only items stand."""
        if self._seams is None:
            self._seams = _item_seams(self)
        return self._seams

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

    def places_of_units(self, article: Locator) -> list[Locator]:
        """Return the place of each unit: the 款, 项 and 目 counted from their openings."""
        places = []
        above, below = article[:5], article[8:]
        counts = [0, 0, 0]
        for unit in self.units:
            counts[unit.kind] += 1
            counts[unit.kind + 1 :] = [0] * (2 - unit.kind)
            paragraph, item, subitem = (count or None for count in counts)
            places.append(Locator(*above, paragraph, item, subitem, *below))
        return places


class Quote:
    """A quotation made ready: folded words with their way back, and their hashes."""

    __slots__ = ("hashes", "packed", "text", "words")

    def __init__(self, text: str) -> None:
        self.text = text
        self.words = words(_TORN_MARK.sub(lambda mark: " " * len(mark[0]), text))
        self.hashes = shingles(self.words.text)
        self.packed = pack(self.hashes)


def similarity(one: Text, two: Text) -> float:
    """Return how much of their words two articles share (Dice), 0..1."""
    together = len(one.set) + len(two.set)
    return 2 * len(one.set & two.set) / together if together else 0.0


def compare(
    version: Version,
    locator: Locator,
    text: Text,
    quote: Quote,
    lines: Sequence[str] | None = None,
) -> Comparison | None:
    """Return how the quotation stands in the article, see ``Registry.compare``.

    ``lines`` are the words of the article where a user has them; then differences say what is
    right.
    """
    if not text.units:
        return None
    places = text.places(quote.packed) if not quote.words.breaks else []
    frame = _frame(text, locator, verbatim=bool(places))
    length = len(quote.words.text)
    if places:
        alignment: Alignment | None = whole(places, length, frame)
    else:
        alignment = align(quote.hashes, length, quote.words.breaks, text.index, frame)
    if alignment is None:
        return Comparison(version=version, locator=locator, coverage=0.0)
    if alignment.coverage < LOWEST_COVERAGE:
        return Comparison(version=version, locator=locator, coverage=alignment.coverage)
    right = right_words(lines, text.length) if lines is not None and alignment.gaps else None
    last = alignment.runs[-1]
    at, left = stop(text, last.place + last.length)
    units = text.places_of_units(locator._replace(paragraph=None, item=None, subitem=None))
    return Comparison(
        version=version,
        locator=_place(text, locator, alignment, frame),
        coverage=alignment.coverage,
        differences=differences(alignment.gaps, quote.text, quote.words, right),
        complete=alignment.complete or _ends_cited(text, quote, frame),
        stop_unit_end=alignment.stop_unit_end,
        unit=_common([units[_unit_at(text, run.place)] for run in alignment.runs] + [units[at]]),
        stop=units[at],
        left=left,
    )


def _unit_at(text: Text, place: int) -> int:
    """Return the index of the unit that holds the folded character at ``place``."""
    return max(bisect_right(text.starts, place) - 1, 0)


def stop(text: Text, end: int) -> tuple[int, int]:
    """Return the unit in which the words before ``end`` stand, and what is left of it."""
    at = _unit_at(text, max(end - 1, 0))
    return at, max(text.ends[at] - end, 0)


def _common(places: Sequence[Locator]) -> Locator:
    """Return the smallest unit that holds all the places."""
    first = places[0]
    for shorter in (
        first,
        first._replace(subitem=None),
        first._replace(item=None, subitem=None),
    ):
        width = sum(one is not None for one in (shorter.paragraph, shorter.item, shorter.subitem))
        if all(one[5 : 5 + width] == shorter[5 : 5 + width] for one in places):
            return shorter
    return first._replace(paragraph=None, item=None, subitem=None)


def _frame(text: Text, locator: Locator, *, verbatim: bool) -> Frame:
    """Return the cited part of an article and the seams that a quotation of it may pass over."""
    first, last = cited_units(text.units, locator) or (0, len(text.units))
    cites_item = locator.item is not None or locator.subitem is not None
    seams = text.seams if cites_item or not verbatim else frozenset()
    return Frame(
        starts=text.starts,
        ends=text.ends,
        length=text.length,
        start=text.starts[first],
        end=text.ends[last - 1],
        seams=seams,
        skips=seams if cites_item else frozenset(),
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


def cited_units(units: Sequence[Unit], locator: Locator) -> tuple[int, int] | None:
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
