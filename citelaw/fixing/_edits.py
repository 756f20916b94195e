"""Which fixes go together, and the text that they make. All spans index the source."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from citelaw.model import Applicability, Diagnostic, Edit
from citelaw.span import Span

Parts = tuple[Span | str, ...]
"""A text that edits made: the spans of the source that are left in it, and the new words."""


class Choice(NamedTuple):
    """The findings that are corrected together, and the edits that do it, in text order."""

    findings: tuple[Diagnostic, ...]
    edits: tuple[Edit, ...]


def choose(findings: Iterable[Diagnostic], wanted: frozenset[Applicability], source: str) -> Choice:
    """Return the findings whose fixes can be put into ``source`` at once.

    They are taken in text order, each fix as a whole. One that works on a place where another
    works already waits, even if their edits would not meet: both were made for the place as it
    stands. One whose edits are all made by others is corrected with them.
    """
    chosen: list[Diagnostic] = []
    taken: set[Edit] = set()
    places: list[Span] = []
    for one in sorted(findings, key=lambda one: (one.span, one.code)):
        if one.fix is None or one.fix.applicability not in wanted:
            continue
        edits = _sound(one.fix.edits, source)
        if not edits:
            continue
        if not taken.issuperset(edits):
            own = tuple(_places(one, edits))
            if any(_is_taken(places, place) for place in own):
                continue
            for place in own:
                insort(places, place)
            taken.update(edits)
        chosen.append(one)
    return Choice(tuple(chosen), tuple(sorted(taken)))


def apply(source: str, edits: Iterable[Edit]) -> str:
    """Return ``source`` with ``edits``, which are in text order and do not overlap, in place.

    An insertion stands before what replaces the text that begins at the same point.

    >>> apply("《甲 法>", [Edit(Span(2, 3), ""), Edit(Span(4, 5), "》")])
    '《甲法》'
    """
    parts: list[str] = []
    at = 0
    for span, text in edits:
        parts += (source[at : span.start], text)
        at = span.end
    return "".join([*parts, source[at:]])


def _sound(edits: Iterable[Edit], source: str) -> tuple[Edit, ...]:
    """Return the edits in text order, without those that change nothing.

    Nothing comes back of edits that contradict each other: a fix is put in place as a whole.
    """
    ordered = sorted({one for one in edits if source[slice(*one.span)] != one.text})
    for first, second in pairwise(ordered):
        if first.span.end > second.span.start or first.span == second.span:
            return ()
    inside = not ordered or (ordered[0].span.start >= 0 and ordered[-1].span.end <= len(source))
    return tuple(ordered) if inside else ()


def _places(one: Diagnostic, edits: tuple[Edit, ...]) -> Iterator[Span]:
    """Yield the places that a fix works on, none touching another, in text order.

    An edit inside a span of the finding works on all of that span.
    """
    spans = sorted({one.span, *(related.span for related in one.related)})
    starts = [span.start for span in spans]
    wide: list[Span] = []
    for edit in edits:
        place = edit.span
        at = bisect_left(starts, place.start + 1) - 1
        if at >= 0 and place.end <= spans[at].end:
            place = spans[at]
        wide.append(place)
    last: Span | None = None
    for place in sorted(wide):
        if last is not None and place.start <= last.end:
            last = Span(last.start, max(last.end, place.end))
            continue
        if last is not None:
            yield last
        last = place
    if last is not None:
        yield last


def _is_taken(places: list[Span], place: Span) -> bool:
    """Return whether ``place`` meets or touches one of ``places`` (in order, none touching)."""
    at = bisect_left(places, place)
    before = at > 0 and places[at - 1].end >= place.start
    return before or (at < len(places) and places[at].start <= place.end)


# ---------------------------------------------------------------- several rounds as one


def edited(parts: Parts, edits: Iterable[Edit]) -> Parts:
    """Return ``parts`` after ``edits`` of the text that they make, which are in text order.

    >>> edited((Span(0, 2), "丙"), [Edit(Span(1, 3), "丁")])
    (Span(start=0, end=1), '丁')
    """
    made: list[Span | str] = []
    left = list(reversed(parts))

    def take(length: int, *, keep: bool) -> None:
        while length > 0:
            first, rest = _cut(left.pop(), length)
            length -= _length(first)
            if rest is not None:
                left.append(rest)
            if keep:
                made.append(first)

    at = 0
    for span, text in edits:
        take(span.start - at, keep=True)
        take(span.end - span.start, keep=False)
        if text:
            made.append(text)
        at = span.end
    return (*made, *reversed(left))


def _length(part: Span | str) -> int:
    return len(part) if isinstance(part, str) else part.end - part.start


def _cut(part: Span | str, length: int) -> tuple[Span | str, Span | str | None]:
    """Return the first ``length`` characters of a part, and the rest if there is any."""
    if _length(part) <= length:
        return part, None
    if isinstance(part, str):
        return part[:length], part[length:]
    return Span(part.start, part.start + length), Span(part.start + length, part.end)


def edits_of(source: str, parts: Parts) -> tuple[Edit, ...]:
    """Return the edits that make the text of ``parts`` out of ``source``, as small as they can be.

    They are in text order and none touches another.

    >>> edits_of("甲乙丙", (Span(0, 1), "乙丁", Span(2, 3)))
    (Edit(span=Span(start=2, end=2), text='丁'),)
    """
    found: list[Edit] = []
    at = 0
    words = ""
    for part in (*parts, Span(len(source), len(source))):
        if isinstance(part, str):
            words += part
            continue
        if at < part.start or words:
            found.append(_trimmed(source, Span(at, part.start), words))
        at = part.end
        words = ""
    return tuple(one for one in found if one.text or one.span.start < one.span.end)


def _trimmed(source: str, span: Span, text: str) -> Edit:
    """Return the edit without what it leaves as it is at either end."""
    start, end = span
    most = min(end - start, len(text))
    first = next((at for at in range(most) if source[start + at] != text[at]), most)
    most -= first
    last = next((at for at in range(most) if source[end - 1 - at] != text[-1 - at]), most)
    return Edit(Span(start + first, end - last), text[first : len(text) - last])
