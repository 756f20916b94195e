"""Holds a quotation's shingles against those of an article, in order, and places what differs.

Runs of equal shingles on one diagonal are chained from left to right; what lies between two runs
is a difference. Order decides which of several equal openings is meant: items (项) often begin
with the same words, and a test of first hits alone cries wolf on 19 % of true quotations.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from citelaw.model import DifferenceKind
from citelaw.registry.fingerprint import SHINGLE

_EDGE = SHINGLE - 1
_MOST_RUNS = 300
_ECHO = 3
_LIKE_LENGTH = 2
"""Words that no run holds are taken for altered ones of a unit where their lengths are so near."""

_AT_SEAM = _EDGE - 0.2
"""What it costs, or gains, to go from one run to the next where only items lie between."""

_IN_LINE = -0.2
"""What it costs at least where no seam lies between."""

_PASSAGE = 40
"""So many missing characters are a passage even inside one unit."""


_Law = tuple[tuple[int, int], ...]
"""Pieces of an article in folded offsets."""


class Run(NamedTuple):
    """So many characters at ``quote`` in the quotation and at ``place`` in the article."""

    quote: int
    place: int
    length: int


class Frame(NamedTuple):
    """What an alignment needs to know of the article.

    Where its units start and end, the length of its words, the cited part ``[start, end)``, the
    (end, start) pairs between which only sibling items stand, and those of them that a quotation
    may pass over.
    """

    starts: Sequence[int]
    ends: Sequence[int]
    length: int
    start: int
    end: int
    seams: frozenset[tuple[int, int]]
    skips: frozenset[tuple[int, int]]


class Shingles(NamedTuple):
    """The quotation's hashes, and where in the article each hash stands."""

    quote: array[int]
    places: Mapping[int, Sequence[int]]

    def stand(self, at: int, place: int, length: int) -> bool:
        """Return whether so many characters of the quotation also stand at ``place``."""
        return length >= SHINGLE and all(
            place + step in self.places.get(self.quote[at + step], ())
            for step in range(length - _EDGE)
        )


class Gap(NamedTuple):
    """A difference in folded offsets of the quotation; ``passage`` where a unit or more is gone.

    ``law`` are the article's own words that should stand there, pieces ``[start, end)`` between
    which lie items that a quotation may pass over; None where that cannot be told. ``loose``: a
    quotation may stop before their end. ``unsure``: the words may be the same, they are too short
    for a shingle.
    """

    kind: DifferenceKind
    start: int
    end: int
    passage: bool
    law: _Law | None = None
    loose: bool = False
    unsure: bool = False


class Alignment(NamedTuple):
    """How a quotation lies in an article.

    The runs that were chained, the share of shingles that they hold, what differs, and whether the
    quotation ends at the end of the cited part, or of any unit.
    """

    runs: tuple[Run, ...]
    coverage: float
    gaps: tuple[Gap, ...]
    complete: bool
    stop_unit_end: bool


def align(
    quote: array[int],
    length: int,
    breaks: Sequence[int],
    index: Mapping[int, Sequence[int]],
    frame: Frame,
) -> Alignment | None:
    """Return how the quotation lies in the article, None where nothing of it stands there.

    ``length`` is the quotation's number of folded characters, ``breaks`` its elisions (……).
    """
    runs = _chain(_runs(quote, breaks, index), breaks, frame)
    if not runs:
        return None
    runs, gaps = _between(runs, Shingles(quote, index), breaks, frame)
    head = _head(runs[0], breaks, frame)
    tail, complete, stop = _tail(runs[-1], length, breaks, frame)
    return Alignment(
        runs=tuple(runs),
        coverage=_coverage(runs, length, breaks, frame),
        gaps=(*head, *gaps, *tail),
        complete=complete,
        stop_unit_end=stop,
    )


def whole(places: Sequence[int], length: int, frame: Frame) -> Alignment:
    """Return the alignment of a quotation that stands in the article word for word.

    Of several ``places`` the one in the cited part that starts a unit is meant.
    """
    starts = set(frame.starts)
    place = min(places, key=lambda at: (not frame.start <= at < frame.end, at not in starts, at))
    run = Run(0, place, length)
    end = place + length
    return Alignment(
        runs=(run,),
        coverage=1.0,
        gaps=() if place in starts else (_beheaded(place, frame),),
        complete=end >= frame.end,
        stop_unit_end=end in set(frame.ends),
    )


def _runs(
    quote: array[int], breaks: Sequence[int], index: Mapping[int, Sequence[int]]
) -> list[Run]:
    """Return the runs of equal shingles, each as long as its diagonal goes on.

    No shingle and no run goes across an elision: the words after it may be those that follow in
    the article only by chance.
    """
    found: list[Run] = []
    open_runs: dict[int, int] = {}
    none: tuple[int, ...] = ()
    across = {at for end in breaks for at in range(end - _EDGE, end)}
    for at, value in enumerate(quote):
        still: dict[int, int] = {}
        for place in index.get(value, none) if at not in across else none:
            still[place - at] = open_runs.pop(place - at, at)
        for diagonal, start in open_runs.items():
            found.append(Run(start, start + diagonal, at - start + _EDGE))
        open_runs = still
    for diagonal, start in open_runs.items():
        found.append(Run(start, start + diagonal, len(quote) - start + _EDGE))
    return _without_echoes(found, len(quote) + _EDGE)


def _without_echoes(runs: list[Run], length: int) -> list[Run]:
    """Return the runs in order, without the short ones that only repeat a part of a long one.

    Phrases of the trade (社会保险行政部门) stand many times in one article; where a run three times
    as long holds the same words of the quotation, the others say nothing.
    """
    runs.sort(key=lambda run: (-run.length, run.quote, run.place))
    del runs[_MOST_RUNS:]
    owner = [0] * length
    kept = []
    for run in runs:
        end = run.quote + run.length - 1
        least = _ECHO * run.length
        if owner[run.quote] >= least and owner[end] == owner[run.quote]:
            continue
        kept.append(run)
        for at in range(run.quote, end + 1):
            owner[at] = owner[at] or run.length
    kept.sort()
    return kept


def _chain(runs: list[Run], breaks: Sequence[int], frame: Frame) -> list[Run]:
    """Return the runs of the best chain: most shingles, fewest and smallest jumps."""
    starts = set(frame.starts)
    cheapest = _AT_SEAM if frame.seams else _IN_LINE
    scores: list[float] = []
    before: list[int] = []
    for position, run in enumerate(runs):
        gain = run.length - _EDGE
        best, best_at = _opening(run, starts, frame), -1
        for earlier in range(position):
            if scores[earlier] + cheapest <= best:
                continue
            link = _link(runs[earlier], run, breaks, frame)
            if link is not None and scores[earlier] + link > best:
                best, best_at = scores[earlier] + link, earlier
        scores.append(best + gain + (0.2 if frame.start <= run.place < frame.end else 0.0))
        before.append(best_at)
    if not runs:
        return []
    at = max(range(len(runs)), key=lambda position: scores[position])
    chain: list[Run] = []
    while at >= 0:
        chain.append(runs[at])
        at = before[at]
    chain.reverse()
    return chain


def _opening(run: Run, starts: set[int], frame: Frame) -> float:
    if run.place - run.quote in starts:
        return 0.6 if frame.start <= run.place < frame.end else 0.4
    return 0.0


def _link(first: Run, second: Run, breaks: Sequence[int], frame: Frame) -> float | None:
    """Return the (negative) cost of going from one run to the next, None where order forbids it."""
    if second.place <= first.place or second.quote <= first.quote:
        return None
    quote_gap = second.quote - first.quote - first.length
    place_gap = second.place - first.place - first.length
    overlap = max(0, -min(quote_gap, place_gap))
    if (
        quote_gap <= 0
        and overlap < second.length
        and _seam(first, second, overlap, frame.seams) >= 0
    ):
        return _AT_SEAM - overlap
    if overlap >= second.length - _EDGE:
        return None
    jump = abs(place_gap - quote_gap)
    if jump == 0:
        return -0.5 - overlap
    end = first.quote + first.length
    if _breaks_between(breaks, end - _EDGE, second.quote + _EDGE):
        return _IN_LINE - overlap
    return -1.5 - overlap - min(jump, 1000) * 0.002


def _between(
    runs: list[Run], shingles: Shingles, breaks: Sequence[int], frame: Frame
) -> tuple[list[Run], list[Gap]]:
    """Return the runs without their overlaps, and the differences between them."""
    kept = [runs[0]]
    gaps: list[Gap] = []
    for run in runs[1:]:
        last = kept[-1]
        overlap = max(0, last.quote + last.length - run.quote, last.place + last.length - run.place)
        cut = _cut(last, run, overlap, frame)
        kept[-1] = last = last._replace(length=last.length - cut)
        rest = overlap - cut
        run = Run(run.quote + rest, run.place + rest, run.length - rest)
        kept.append(run)
        gaps.extend(_gap(last, run, shingles, breaks, frame))
    return kept, gaps


def _cut(last: Run, run: Run, overlap: int, frame: Frame) -> int:
    """Return how many of the overlapping characters the earlier run gives up.

    The seam is laid where units meet, so that words which two items share are given to the right
    one; else the earlier run keeps them.
    """
    return max(_seam(last, run, overlap, frame.seams), 0)


def _seam(last: Run, run: Run, overlap: int, seams: frozenset[tuple[int, int]]) -> int:
    """Return how many characters ``last`` must give up so that both meet at units, -1 if none."""
    end = last.place + last.length
    for cut in range(overlap + 1 if seams else 0):
        if (end - cut, run.place + overlap - cut) in seams:
            return cut
    return -1


def _gap(last: Run, run: Run, shingles: Shingles, breaks: Sequence[int], frame: Frame) -> list[Gap]:
    start, end = last.quote + last.length, run.quote
    place, place_end = last.place + last.length, run.place
    missing = place_end - place
    elided = _breaks_between(breaks, start, end)
    if elided:
        return _elided_parts(start, end, elided)
    if start == end and missing == 0:
        return []
    back = _left_out(last, run, shingles, frame) if start == end else None
    if back is not None:
        seam = (place - back, place_end - back)
        dropped = Gap(DifferenceKind.DROPPED, start - back, start - back, True, (seam,))
        return [] if seam in frame.skips else [dropped]
    crossing = _crossing(last, run, shingles, frame) if missing else None
    if crossing is not None and frame.skips:
        return [crossing]
    if crossing is not None and start == end:
        # more than the items is missing: the words beside the gap are not the article's
        law = ((place - 1, place_end + 1),)
        return [_departure(start - 1, end + 1, law, frame)]
    return [_departure(start, end, ((place, place_end),), frame)]


def _left_out(last: Run, run: Run, shingles: Shingles, frame: Frame) -> int | None:
    """Return how far before the end of a run whole items are left out, None where none are.

    Words with which two items begin are in the run of the first; they are also the second's.
    """
    start, place, place_end = run.quote, last.place + last.length, run.place
    for back in range(min(last.length, _PASSAGE)):
        seam = (place - back, place_end - back)
        if seam in frame.seams and (not back or shingles.stand(start - back, seam[1], back)):
            return back
    return None


def _departure(start: int, end: int, law: _Law, frame: Frame) -> Gap:
    """Return the difference between words of the quotation and those of the article."""
    if start == end:
        kind = DifferenceKind.DROPPED
    elif all(one == two for one, two in law):
        kind = DifferenceKind.ADDED
    else:
        kind = DifferenceKind.CHANGED
    passage = any(_is_passage(one, two, end - start, frame) for one, two in law)
    return Gap(kind, start, end, passage, law)


def _crossing(last: Run, run: Run, shingles: Shingles, frame: Frame) -> Gap | None:
    """Return what differs beside a seam between two runs, None where no seam lies between them.

    Of the seams that leave about as many words of the article as are quoted, the one is meant
    that leads to the cited item, from its opening words rather than from an item before it.
    """
    start, end = last.quote + last.length, run.quote
    place, place_end = last.place + last.length, run.place
    unlike = abs(place_end - place - end + start)
    best = (max(unlike - _LIKE_LENGTH, 0) if unlike else -1, 1, 0, 0, 0)
    found: tuple[int, int, _Law] | None = None
    for one, two in frame.seams:
        back, ahead = max(place - one, 0), max(two - place_end, 0)
        if one == two or one >= place_end or two <= place or back >= last.length:
            continue
        if back and two + back <= place_end and shingles.stand(start - back, two, back):
            # the run holds the item's words too, where another item begins with the same
            law: _Law = ((two + back, place_end),)
            back = 0
        elif back > _EDGE or ahead > min(_EDGE, run.length - 1):
            continue
        else:
            law = ((min(place, one), one), (two, max(place_end, two)))
        spare = _size(law) - (end - start + back + ahead)
        unlike = max(abs(spare) - _LIKE_LENGTH, 0)
        merit = (unlike, int(two != frame.start), one, abs(spare) + back + ahead, two)
        if merit < best:
            best, found = merit, (start - back, end + ahead, law)
    return _departure(*found, frame) if found is not None else None


def _size(law: _Law) -> int:
    return sum(end - start for start, end in law)


def _elided_parts(start: int, end: int, elided: Sequence[int]) -> list[Gap]:
    """Return the unmatched words on both sides of an elision that are long enough to be judged."""
    edges = [start, *elided, end]
    return [
        Gap(DifferenceKind.CHANGED, one, two, False)
        for one, two in pairwise(edges)
        if two - one >= SHINGLE
    ]


def _head(first: Run, breaks: Sequence[int], frame: Frame) -> list[Gap]:
    """Return what differs before the first run; a quotation is due to start where a unit does."""
    elided = _breaks_between(breaks, 0, first.quote)
    if elided:
        return _elided_parts(0, first.quote, elided)
    if first.quote == 0:
        return [] if first.place in frame.starts else [_beheaded(first.place, frame)]
    before = _unit_start(first.place, frame)
    opening = _opening_without_run(first, before, frame)
    if opening is not None:
        return [opening]
    kind = DifferenceKind.ADDED if first.place == before else DifferenceKind.CHANGED
    return [Gap(kind, 0, first.quote, False, ((before, first.place),))]


def _opening_without_run(first: Run, before: int, frame: Frame) -> Gap | None:
    """Return the gap where the first run lies in an item and none in the opening words."""
    ends = {one for one, two in frame.skips if two == before}
    end = min(ends, default=before)
    if end == 0:
        return None
    law: _Law = ((_unit_start(end - 1, frame), end), (before, first.place))
    spare = _size(law) - first.quote
    if end == before:
        law = ((law[0][0], first.place),)
    unsure = first.place == before and spare == 0 and bool(ends) and first.quote < SHINGLE
    if unsure or (first.quote >= SHINGLE and abs(spare) <= _LIKE_LENGTH):
        return Gap(DifferenceKind.CHANGED, 0, first.quote, False, law, unsure=unsure)
    return None


def _beheaded(place: int, frame: Frame) -> Gap:
    """Return the gap before a quotation that starts at ``place``, inside a unit."""
    law = ((_unit_start(place, frame), place),)
    return Gap(DifferenceKind.DROPPED, 0, 0, False, law)


def _unit_start(place: int, frame: Frame) -> int:
    return frame.starts[max(bisect_right(frame.starts, place) - 1, 0)]


def _tail(
    last: Run, length: int, breaks: Sequence[int], frame: Frame
) -> tuple[list[Gap], bool, bool]:
    """Return what differs after the last run, and whether it ends where the cited part ends."""
    quote_end, place_end = last.quote + last.length, last.place + last.length
    rest = length - quote_end
    at_end = place_end in frame.ends
    if rest == 0:
        return [], place_end >= frame.end, at_end
    elided = _breaks_between(breaks, quote_end, length)
    if elided:
        gaps = _elided_parts(quote_end, length, elided)
        return gaps, place_end >= frame.end, at_end
    item = _item_without_run(quote_end, place_end, length, frame)
    if item is not None:
        fits = _size(item.law or ()) - length + item.start <= (0 if item.unsure else _LIKE_LENGTH)
        return [item], fits, fits
    unit_end = frame.ends[min(bisect_left(frame.ends, place_end), len(frame.ends) - 1)]
    law = ((place_end, unit_end),)
    if at_end and (place_end == frame.length or rest >= SHINGLE):
        gap = Gap(DifferenceKind.ADDED, quote_end, length, False, law)
        return [gap], place_end >= frame.end, True
    complete = abs(frame.end - place_end - rest) <= _LIKE_LENGTH
    gap = Gap(DifferenceKind.CHANGED, quote_end, length, False, law, loose=True)
    return [gap], complete, abs(unit_end - place_end - rest) <= _LIKE_LENGTH


def _item_without_run(quote_end: int, place_end: int, length: int, frame: Frame) -> Gap | None:
    """Return the gap where the cited item follows its opening words and no run holds it.

    Fewer characters than a shingle have none of their own: whether they are right is not known.
    """
    fits: list[tuple[int, Gap]] = []
    for one, two in frame.skips:
        back = max(place_end - one, 0)
        if two != frame.start or back > (_EDGE if one != two else 0):
            continue
        law: _Law = ((two, frame.end),)
        if one > place_end:
            law = ((place_end, one), *law) if one != two else ((place_end, frame.end),)
        start = quote_end - back
        spare = _size(law) - length + start
        unsure = one != two and len(law) == 1 and spare >= 0 and length - start < SHINGLE
        if unsure or abs(spare) <= _LIKE_LENGTH:
            kind = DifferenceKind.CHANGED
            gap = Gap(kind, start, length, False, law, loose=True, unsure=unsure)
            fits.append((abs(spare) + abs(place_end - one), gap))
    return min(fits)[1] if fits else None


def _coverage(runs: Sequence[Run], length: int, breaks: Sequence[int], frame: Frame) -> float:
    """Return the share of shingles that stand in the runs or across a seam that may be there."""
    edges = [0, *breaks, length]
    due = sum(max(two - one - _EDGE, 0) for one, two in pairwise(edges))
    held = sum(max(run.length - _EDGE, 0) for run in runs)
    for last, run in pairwise(runs):
        joined = last.quote + last.length == run.quote
        if joined and (last.place + last.length, run.place) in frame.skips:
            held += _EDGE
    return min(held / due, 1.0) if due else 1.0


def _is_passage(place: int, place_end: int, quoted: int, frame: Frame) -> bool:
    if place_end - place - quoted >= _PASSAGE:
        return True
    first = bisect_left(frame.starts, place)
    return first < len(frame.ends) and frame.ends[first] <= place_end


def _breaks_between(breaks: Sequence[int], start: int, end: int) -> list[int]:
    return [at for at in breaks if start <= at <= end] if breaks else []
