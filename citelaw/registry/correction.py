"""Says what is right where a quotation departs from an article whose words a user has.

Gaps come from the alignment in folded characters. Here they are narrowed by the words themselves,
widened to whole numbers (the folded characters of 5000 share one place in print), and cut out of
the article as it is printed.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from citelaw.model import Difference, DifferenceKind
from citelaw.pattern import Pattern
from citelaw.registry.align import Gap
from citelaw.registry.normalise import Words, words
from citelaw.span import Span

_LONGEST_REST = 80
"""Unmatched characters at the end of a quotation for which an end in the article is sought."""

_LIKE_END = 2
_MARKS = Pattern(r"[，、；：。]+")

_Law = tuple[tuple[int, int], ...]


class LawWords(NamedTuple):
    """The words of an article: as printed, folded, and where its lines start."""

    printed: str
    folded: Words
    lines: tuple[int, ...]

    def line_end(self, offset: int) -> int:
        """Return where the printed line that holds ``offset`` ends."""
        after = bisect_right(self.lines, offset)
        return self.lines[after] if after < len(self.lines) else len(self.printed)

    def cut(self, law: _Law) -> str:
        """Return the printed words of folded pieces, joined by what is printed beside the seams."""
        pieces = [(start, end) for start, end in law if start < end]
        starts, ends = self.folded.starts, self.folded.ends
        found = [self.printed[starts[start] : ends[end - 1]] for start, end in pieces]
        for at in range(len(pieces) - 1, 0, -1):
            last, first = ends[pieces[at - 1][1] - 1], starts[pieces[at][0]]
            line = self.lines[bisect_right(self.lines, first) - 1]
            found.insert(at, self.printed[last : self.line_end(last - 1)])
            found.insert(at + 1, self.printed[line:first])
        return "".join(found)

    def marks(self, at: int) -> str:
        """Return the punctuation that is printed after the folded character before ``at``."""
        if at == 0:
            return ""
        found = _MARKS.match(self.printed, self.folded.ends[at - 1])
        return found[0] if found else ""


def right_words(lines: Sequence[str], length: int) -> LawWords | None:
    """Return the words of an article of ``length`` folded characters, None if these are others."""
    folded: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    offsets = []
    at = 0
    for line in lines:
        own = words(line)
        folded.append(own.text)
        starts += [at + start for start in own.starts]
        ends += [at + end for end in own.ends]
        offsets.append(at)
        at += len(line)
    if len(starts) != length:
        return None
    return LawWords("".join(lines), Words("".join(folded), starts, ends, ()), tuple(offsets))


def differences(
    gaps: Iterable[Gap], text: str, quote: Words, law: LawWords | None
) -> tuple[Difference, ...]:
    """Return the gaps as differences of the quotation ``text``, with what is right if known."""
    known = [gap for gap in gaps if law is not None or not gap.unsure]
    if law is not None:
        known = [narrowed for gap in known if (narrowed := _narrowed(gap, quote, law)) is not None]
    merged: list[Gap] = []
    for gap in sorted(known, key=lambda gap: (gap.start, gap.end)):
        widened = _widened(_visible(gap, len(quote.text)), quote, law)
        if merged and widened.start < merged[-1].end:
            merged[-1] = _joined(merged[-1], widened)
        else:
            merged.append(widened)
    return tuple(_difference(gap, text, quote, law) for gap in merged)


def _narrowed(gap: Gap, quote: Words, law: LawWords) -> Gap | None:
    """Return the gap without the words that are right at its ends, None if nothing differs."""
    if gap.loose:
        gap = _ended(gap, quote, law)
    if gap.law is None:
        return gap
    quoted = quote.text[gap.start : gap.end]
    right = "".join(law.folded.text[start:end] for start, end in gap.law)
    front = _shared(quoted, right)
    back = _shared(quoted[front:][::-1], right[front:][::-1])
    if front == len(quoted) and (front == len(right) or gap.loose):
        return None
    kind = gap.kind
    if front + back == len(quoted):
        kind = DifferenceKind.DROPPED
    elif front + back == len(right):
        kind = DifferenceKind.ADDED
    left = _without_back(_without_front(gap.law, front), back)
    return gap._replace(kind=kind, start=gap.start + front, end=gap.end - back, law=left)


def _shared(one: str, two: str) -> int:
    """Return how many characters both begin with."""
    at = 0
    while at < min(len(one), len(two)) and one[at] == two[at]:
        at += 1
    return at


def _without_front(law: _Law, count: int) -> _Law:
    while count > law[0][1] - law[0][0]:
        count -= law[0][1] - law[0][0]
        law = law[1:]
    return ((law[0][0] + count, law[0][1]), *law[1:])


def _without_back(law: _Law, count: int) -> _Law:
    while count > law[-1][1] - law[-1][0]:
        count -= law[-1][1] - law[-1][0]
        law = law[:-1]
    return (*law[:-1], (law[-1][0], law[-1][1] - count))


def _ended(gap: Gap, quote: Words, law: LawWords) -> Gap:
    """Return a gap at the end of a quotation with the words of the article up to where it stops.

    A quotation may stop before the unit ends; the article's words are those most like its own.
    """
    if gap.law is None or len(gap.law) > 1:
        return gap
    start, end = gap.law[0]
    quoted, right = quote.text[gap.start :], law.folded.text[start:end]
    like_end = min(_LIKE_END, len(quoted))
    if abs(len(quoted) - len(right)) <= 2 or right.endswith(quoted[-like_end:]):
        return gap
    if len(quoted) > _LONGEST_REST:
        return gap._replace(law=None)
    edits = _edits(quoted, right[: 2 * len(quoted) + 4])
    stop = min(range(len(edits)), key=lambda at: (edits[at], abs(at - len(quoted)), at))
    return gap._replace(law=((start, start + stop),) if edits[stop] < len(quoted) else None)


def _edits(one: str, two: str) -> list[int]:
    """Return the edit distances of ``one`` to every beginning of ``two``."""
    row = list(range(len(two) + 1))
    for done, character in enumerate(one, 1):
        before, row[0] = row[0], done
        for at, other in enumerate(two, 1):
            changed = before + (character != other)
            before = row[at]
            row[at] = min(changed, before + 1, row[at - 1] + 1)
    return row


def _visible(gap: Gap, length: int) -> Gap:
    """Return the gap with something to mark: for dropped words, those beside them."""
    if gap.start < gap.end:
        return gap
    start = max(gap.start - 1, 0)
    end = min(gap.start + 1 if gap.start else 2, length)
    return _moved(gap, gap.start - start, end - gap.end)


def _moved(gap: Gap, left: int, right: int) -> Gap:
    """Return the gap with so many more characters on both sides of quotation and article."""
    law = gap.law
    if law is not None:
        law = ((law[0][0] - left, law[0][1]), *law[1:])
        law = (*law[:-1], (law[-1][0], law[-1][1] + right))
    return gap._replace(start=gap.start - left, end=gap.end + right, law=law)


def _widened(gap: Gap, quote: Words, law: LawWords | None) -> Gap:
    """Return the gap with the whole of every number that it touches, here and in the article."""
    while gap.start > 0 and (
        _inside(quote, gap.start)
        or (law is not None and gap.law is not None and _inside(law.folded, gap.law[0][0]))
    ):
        gap = _moved(gap, 1, 0)
    while gap.end < len(quote.text) and (
        _inside(quote, gap.end)
        or (law is not None and gap.law is not None and _inside(law.folded, gap.law[-1][1]))
    ):
        gap = _moved(gap, 0, 1)
    return gap


def _inside(folded: Words, at: int) -> bool:
    """Return whether the folded characters on both sides of ``at`` are one in print."""
    return 0 < at < len(folded.starts) and folded.starts[at - 1] == folded.starts[at]


def _joined(first: Gap, second: Gap) -> Gap:
    """Return two gaps that touch the same number as one."""
    law = None
    if first.law is not None and second.law is not None:
        seam = (first.law[-1][0], max(second.law[0][1], first.law[-1][0]))
        law = (*first.law[:-1], seam, *second.law[1:])
        if second.end < first.end:
            law = _moved(second._replace(law=law), 0, first.end - second.end).law
    return Gap(
        DifferenceKind.CHANGED,
        first.start,
        max(first.end, second.end),
        first.passage or second.passage,
        law,
    )


def _difference(gap: Gap, text: str, quote: Words, law: LawWords | None) -> Difference:
    span = Span(quote.starts[gap.start], quote.ends[gap.end - 1])
    if law is None or gap.law is None:
        return Difference(kind=gap.kind, span=span, passage=gap.passage)
    if not 0 <= gap.law[0][0] <= gap.law[-1][1] <= len(law.folded.text):
        return Difference(kind=gap.kind, span=span, passage=gap.passage)
    expected = law.cut(gap.law)
    kind = gap.kind
    if kind is DifferenceKind.ADDED and expected:
        kind = DifferenceKind.CHANGED
    if kind is not DifferenceKind.DROPPED:
        expected = _with_marks(expected, gap, text, quote, law)
    return Difference(kind=kind, span=span, expected=expected, passage=gap.passage)


def _with_marks(expected: str, gap: Gap, text: str, quote: Words, law: LawWords) -> str:
    """Return the right words with the punctuation that the quoted ones stand in the place of."""
    assert gap.law is not None
    before = text[quote.ends[gap.start - 1] if gap.start else 0 : quote.starts[gap.start]]
    last = gap.end == len(quote.text)
    after = text[quote.ends[gap.end - 1] : None if last else quote.starts[gap.end]]
    left, right = law.marks(gap.law[0][0]), law.marks(gap.law[-1][1])
    here, there = _MARKS.search(before), _MARKS.search(after)
    if not expected:
        return "" if here or there or not gap.start else left
    if gap.start and not here:
        expected = left + expected
    return expected if last or there else expected + right
