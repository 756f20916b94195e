"""Marks put into one part of a Word document: runs are cut where they begin and end.

Offsets are of the *source*.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator
from operator import attrgetter, itemgetter
from typing import Generic, NamedTuple, TypeVar

from citelaw.model import Severity
from citelaw.office._xml import Node, Part, Splice
from citelaw.office.docx._elements import names_of, shown, text_element, with_wave
from citelaw.office.docx._walk import AUTHOR, INSERTED, Leaf

_T = TypeVar("_T")
_WORST = (Severity.INFO, Severity.WARNING, Severity.ERROR)
_DEEP = frozenset({"w:drawing", "w:pict", "w:object", "mc:AlternateContent"})


class _Look(NamedTuple):
    """What a piece of a run is given: a wave, the number of the change that deletes it."""

    wave: Severity | None = None
    deletion: int | None = None


_PLAIN = _Look()


class _Piece(NamedTuple):
    """A part of a run, or (without a look) what stands between runs."""

    data: bytes
    look: _Look | None


class _Changes:
    """What is put into one leaf, by *source* offsets."""

    __slots__ = ("begins", "deletions", "ends", "insertions", "points", "waves")

    def __init__(self) -> None:
        self.begins: defaultdict[int, list[int]] = defaultdict(list)
        self.ends: defaultdict[int, list[int]] = defaultdict(list)
        self.points: defaultdict[int, list[int]] = defaultdict(list)
        self.insertions: dict[int, bytes] = {}
        self.waves: list[tuple[int, int, Severity]] = []
        self.deletions: list[tuple[int, int, int]] = []

    def cuts(self) -> set[int]:
        """Return where the leaf is cut."""
        spans = [*self.waves, *self.deletions]
        edges = {edge for start, end, _ in spans for edge in (start, end)}
        return edges.union(self.begins, self.ends, self.points, self.insertions)

    def looks(self, offsets: Iterable[int]) -> Iterator[_Look]:
        """Yield what the text at each of ``offsets`` is given, which are in order."""
        waves, deletions = _Spans(self.waves), _Spans(self.deletions)
        for offset in offsets:
            worst = max(waves.at(offset), key=_WORST.index, default=None)
            yield _Look(worst, next(iter(deletions.at(offset)), None))


class _Spans(Generic[_T]):
    """Spans with something each, asked at offsets that only grow."""

    __slots__ = ("_here", "_waiting")

    def __init__(self, spans: Iterable[tuple[int, int, _T]]) -> None:
        self._waiting = deque(sorted(spans, key=itemgetter(0)))
        self._here: list[tuple[int, int, _T]] = []

    def at(self, offset: int) -> list[_T]:
        """Return what the spans have in which ``offset`` is."""
        while self._waiting and self._waiting[0][0] <= offset:
            self._here.append(self._waiting.popleft())
        self._here = [one for one in self._here if offset < one[1]]
        return [one for _, _, one in self._here]


class Marks:
    """Collects what is put into ``part``, and says what that changes."""

    def __init__(self, part: Part, source: str) -> None:
        self._part = part
        self._source = source
        self._names = names_of(part)
        self._leaves: defaultdict[int, list[Leaf]] = defaultdict(list)  # by id of the holder
        self._changes: dict[int, _Changes] = {}  # by start of the leaf
        self._touched: dict[int, Node] = {}  # holders to write anew, by id
        self._before: list[Splice] = []
        self._after: list[Splice] = []
        self._wholes: dict[int, tuple[Node, list[int]]] = {}  # paragraphs and their comments

    def know(self, leaf: Leaf) -> None:
        """Take a leaf of this part; they come in order."""
        self._leaves[id(leaf.holder)].append(leaf)

    def colour(self, leaf: Leaf, start: int, end: int, severity: Severity) -> None:
        """Draw a wave under a range of a leaf."""
        if leaf.is_direct:
            self._of(leaf).waves.append((start, end, severity))

    def begin(self, number: int, leaf: Leaf, offset: int) -> None:
        """Begin the range of a comment."""
        if leaf.is_direct:
            self._of(leaf).begins[offset].append(number)
        else:
            self._before.append(_at(leaf.holder.start, self._range_start(number)))

    def end(self, number: int, leaf: Leaf, offset: int) -> None:
        """End the range of a comment, and show that it is there."""
        if leaf.is_direct:
            self._of(leaf).ends[offset].append(number)
        else:
            self._after.append(_at(self._part.end(leaf.holder), self._range_end(number)))

    def point(self, number: int, leaf: Leaf, offset: int) -> None:
        """Put a comment between two characters."""
        if leaf.is_direct:
            self._of(leaf).points[offset].append(number)
        else:
            self.around(number, leaf.holder)

    def around(self, number: int, node: Node) -> None:
        """Put a comment round a run."""
        self._before.append(_at(node.start, self._range_start(number)))
        self._after.append(_at(self._part.end(node), self._range_end(number)))

    def whole(self, number: int, paragraph: Node) -> None:
        """Put a comment to a paragraph."""
        self._wholes.setdefault(id(paragraph), (paragraph, []))[1].append(number)

    def delete(self, leaf: Leaf, start: int, end: int, number: int) -> None:
        """Propose to delete a range of a leaf; ``number`` is that of the change."""
        self._of(leaf).deletions.append((start, end, number))

    def insert(self, leaf: Leaf, offset: int, words: str, ids: Iterator[int]) -> None:
        """Propose to put ``words`` in; they look as the leaf does."""
        part, names, run = self._part, self._names, leaf.holder
        content = self._run(run, self._looks(run, None), shown(part.prefix(run), words, keep=True))
        data = names.tag("ins", self._by(next(ids)), content)
        parent = leaf.parent
        if parent.tag in INSERTED:  # an insertion of somebody else is closed before it
            tag = part.data[parent.start : part.open_end(parent)]
            called = tag[1:].split(None, 1)[0]
            number = parent.get("w:id").encode()
            again = tag.replace(b'id="%s"' % number, b'id="%d"' % next(ids), 1)
            data = b"</" + called + b">" + data + again
        self._of(leaf).insertions[offset] = data

    def _of(self, leaf: Leaf) -> _Changes:
        self._touched[id(leaf.holder)] = leaf.holder
        return self._changes.setdefault(leaf.start, _Changes())

    def _by(self, number: int) -> bytes:
        return self._names.attribute("id", number) + self._names.attribute("author", AUTHOR)

    def _range_start(self, number: int) -> bytes:
        return self._names.tag("commentRangeStart", self._names.attribute("id", number))

    def _range_end(self, number: int) -> bytes:
        called = self._names.attribute("id", number)
        shows = self._names.tag("r", content=self._names.tag("commentReference", called))
        return self._names.tag("commentRangeEnd", called) + shows

    def splices(self) -> list[Splice]:
        """Return what changes in the part."""
        part = self._part
        closes: list[Splice] = []
        wholes: list[Splice] = []
        for node, numbers in self._wholes.values():
            starts = b"".join(map(self._range_start, numbers))
            ends = b"".join(map(self._range_end, numbers))
            stop = part.open_end(node)
            if stop == part.end(node):  # <w:p/>
                tag = part.data[node.start : stop - 2]
                called = tag[1:].split(None, 1)[0]
                data = tag + b">" + starts + ends + b"</" + called + b">"
                wholes.append(Splice(node.start, stop, data))
                continue
            properties = node.find("w:pPr")
            begin = part.end(properties) if properties is not None else stop
            if begin == node.close:  # nothing stands between
                closes.append(_at(begin, starts + ends))
                continue
            self._before.append(_at(begin, starts))
            closes.append(_at(node.close, ends))
        runs = [
            Splice(node.start, part.end(node), self._rendered(node))
            for node in self._touched.values()
        ]
        return [*self._after, *closes, *self._before, *wholes, *runs]

    def _rendered(self, run: Node) -> bytes:
        """Return a run cut into pieces, with what stands between them."""
        found = []
        waiting: list[bytes] = []
        last = _PLAIN
        for piece in self._pieces(run):
            if waiting and piece.look != last:
                found.append(self._piece(run, last, b"".join(waiting)))
                waiting = []
            if piece.look is None:
                found.append(piece.data)
            else:
                waiting.append(piece.data)
                last = piece.look
        if waiting:
            found.append(self._piece(run, last, b"".join(waiting)))
        return b"".join(found)

    def _pieces(self, run: Node) -> Iterator[_Piece]:
        part = self._part
        properties = run.find("w:rPr")
        at = part.open_end(run) if properties is None else part.end(properties)
        look = _PLAIN
        for leaf in self._leaves[id(run)]:
            if not leaf.is_direct:
                continue
            if at < leaf.node.start:
                yield _Piece(part.data[at : leaf.node.start], self._gap_look(run, at, leaf, look))
            for piece in self._cut(leaf):
                look = piece.look or look
                yield piece
            at = part.end(leaf.node)
        if part.data[at : run.close]:
            yield _Piece(part.data[at : run.close], _PLAIN)

    def _gap_look(self, run: Node, at: int, leaf: Leaf, before: _Look) -> _Look:
        """Return the look of what shows no text: that of the text round it, unless it is large."""
        first, last = (
            bisect_left(run.children, edge, key=attrgetter("start"))
            for edge in (at, leaf.node.start)
        )
        if any(one.tag in _DEEP for one in run.children[first:last]):
            return _PLAIN
        changes = self._changes.get(leaf.start)
        after = next(changes.looks([leaf.start])) if changes is not None else _PLAIN
        return _Look(before.wave if before.wave == after.wave else None)

    def _cut(self, leaf: Leaf) -> Iterator[_Piece]:
        """Yield a leaf piece by piece, and what is put at its cuts."""
        part, changes = self._part, self._changes.get(leaf.start)
        if changes is None:
            yield _Piece(part.raw(leaf.node), _PLAIN)
            return
        edges = sorted({leaf.start, leaf.end, *changes.cuts()})
        stops = [*edges[1:], leaf.end]
        for at, stop, look in zip(edges, stops, changes.looks(edges), strict=True):
            yield from self._put_at(changes, at)
            if at < stop:
                yield _Piece(self._text(leaf, at, stop, look), look)

    def _put_at(self, changes: _Changes, at: int) -> Iterator[_Piece]:
        points = changes.points.get(at, [])
        found = [
            changes.insertions.get(at, b""),
            *map(self._range_end, changes.ends.get(at, [])),
            *(self._range_start(one) + self._range_end(one) for one in points),
            *map(self._range_start, changes.begins.get(at, [])),
        ]
        if data := b"".join(found):
            yield _Piece(data, None)

    def _text(self, leaf: Leaf, start: int, end: int, look: _Look) -> bytes:
        whole = (start, end) == (leaf.start, leaf.end)
        if look.deletion is None and (whole or leaf.node.tag != "w:t"):
            return self._part.raw(leaf.node)
        keep = leaf.node.get("xml:space") == "preserve" or look.deletion is not None
        name = b"t" if look.deletion is None else b"delText"
        called = self._part.prefix(leaf.node) + name
        return text_element(called, self._source[start:end], keep)

    def _piece(self, run: Node, look: _Look, content: bytes) -> bytes:
        data = self._run(run, self._looks(run, look.wave), content)
        if look.deletion is None:
            return data
        return self._names.tag("del", self._by(look.deletion), data)

    def _looks(self, run: Node, wave: Severity | None) -> bytes:
        if wave is not None:
            return with_wave(self._part, run, wave)
        properties = run.find("w:rPr")
        return self._part.raw(properties) if properties is not None else b""

    def _run(self, run: Node, looks: bytes, content: bytes) -> bytes:
        tag = self._part.data[run.start : self._part.open_end(run)]
        called = tag[1:].split(None, 1)[0].rstrip(b">")
        return tag + looks + content + b"</" + called + b">"


def _at(place: int, data: bytes) -> Splice:
    return Splice(place, place, data)
