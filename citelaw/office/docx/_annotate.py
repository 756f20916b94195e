"""Remarks in a Word document: comments at exactly the words, waves under them, corrections.

Comments can stand in the body alone, so says the format: a remark to a footnote or a text box goes
to the place in the body where that is anchored, one to a header to the first paragraph.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterator, Sequence
from itertools import pairwise

from citelaw.model import Edit
from citelaw.office._opened import Remark
from citelaw.office._xml import Node, Part, spliced
from citelaw.office.docx._elements import names_of, shown
from citelaw.office.docx._marks import Marks
from citelaw.office.docx._own import cleared
from citelaw.office.docx._package import Package, with_last
from citelaw.office.docx._walk import AUTHOR, Leaf, Paragraph, Text, walk

_INITIALS = "CL"
_KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_MOST_ID = 1 << 30
_LONGEST_ID = 12
_NUMBERED = frozenset({"w:comment", "w:ins", "w:del", "w:moveFrom", "w:moveTo", "w:rPrChange"})
_QUOTED = 40  # characters of the words that are quoted where a comment cannot stand at them


def annotate(data: bytes, name: str, remarks: Sequence[Remark]) -> bytes:
    """Return a copy of the document with ``remarks`` in place of those of an earlier round.

    Raises:
        ReadError: it cannot be read.
    """
    package = Package(data, name)
    cleared(package)
    text = walk(package)
    comments = _comments(package, text.parts[package.main])
    ids = _free_ids([*text.parts.values(), comments])
    marker = _Marker(text, package.main, ids)
    said = (one for one in remarks if one.text)
    written = [marker.add(one) for one in sorted(said, key=lambda one: one.span)]
    for part, marks in marker.marks.items():
        splices = marks.splices()
        if splices:
            package.put(part, spliced(text.parts[part].data, splices))
    if written:
        _add_comments(package, comments, written)
    return package.written()


def _comments(package: Package, main: Part) -> Part:
    """Return the part with the comments; an empty one where there is none."""
    name = package.related("comments")
    if name:
        return package.part(name)
    names = names_of(main)
    uri = main.data[: main.open_end(main.root)]
    declared = names.declared or _declaration(uri, names.prefix)
    root = b"<" + names.prefix + b"comments" + declared + b"/>"
    head = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return Part(head + root, package.name)


def _declaration(tag: bytes, prefix: bytes) -> bytes:
    """Return the declaration of ``prefix`` as a start tag has it, with a blank before it."""
    at = tag.index(b"xmlns:" + prefix[:-1] + b"=")
    quote = tag.index(b"=", at) + 1
    return b" " + tag[at : tag.index(tag[quote : quote + 1], quote + 1) + 1]


def _add_comments(
    package: Package, part: Part, comments: Sequence[tuple[int, Sequence[str]]]
) -> None:
    names = names_of(part)
    found = []
    for number, lines in comments:
        paragraphs = []
        for count, line in enumerate(lines):
            run = names.tag("r", content=shown(names.prefix, line, keep=True))
            mark = names.tag("r", content=names.tag("annotationRef")) if count == 0 else b""
            paragraphs.append(names.tag("p", content=mark + run))
        attributes = (
            names.attribute("id", number)
            + names.attribute("author", AUTHOR)
            + names.attribute("initials", _INITIALS)
        )
        found.append(names.tag("comment", attributes, b"".join(paragraphs)))
    name = package.related("comments")
    if not name:
        folder = package.main.rpartition("/")[0]
        name = f"{folder}/comments.xml".lstrip("/")
        while name in package:
            name = name.replace("comments", "comments1")
        package.relate(name, "comments", _KIND)
    package.put(name, with_last(part, b"".join(found)))


def _free_ids(parts: Sequence[Part]) -> Iterator[int]:
    """Yield numbers that no comment and no change has."""
    nodes = (node for part in parts for node in part.root.walk() if node.tag in _NUMBERED)
    texts = (node.get("w:id") for node in nodes)
    taken = {int(text) for text in texts if text.isdecimal() and len(text) < _LONGEST_ID}
    number = max((one for one in taken if one < _MOST_ID), default=-1)
    while True:
        number += 1
        if number not in taken:
            yield number


class _Marker:
    """Decides where remarks stand, and hands them to the marks of the parts."""

    def __init__(self, text: Text, main: str, ids: Iterator[int]) -> None:
        self._text = text
        self._ids = ids
        self.marks = {name: Marks(part, text.source) for name, part in text.parts.items()}
        for leaf in text.leaves:
            self.marks[leaf.part].know(leaf)
        self._main = self.marks[main]
        self._starts = [leaf.start for leaf in text.leaves]
        self._paragraphs = [one.start for one in text.paragraphs]
        self._taken: list[tuple[int, int]] = []  # ranges with corrections, in order

    def add(self, remark: Remark) -> tuple[int, Sequence[str]]:
        """Put a remark in place; return the number of its comment and the lines of that."""
        number = next(self._ids)
        lines = remark.text.split("\n")
        paragraph = self._paragraph(remark.span.start)
        leaves = self._leaves(remark.span.start, remark.span.end)
        for leaf in leaves:
            start, end = max(leaf.start, remark.span.start), min(leaf.end, remark.span.end)
            self.marks[leaf.part].colour(leaf, start, end, remark.severity)
        if paragraph is not None and paragraph.in_body:
            self._anchor(number, remark, leaves, paragraph)
        else:
            node = paragraph.anchor if paragraph is not None else None
            if node is not None:
                self._main.around(number, node)
            elif (first := self._first_paragraph()) is not None:
                self._main.whole(number, first)
            address = paragraph.address if paragraph is not None else ""
            lines[0] = f"〔{address}：“{self._quoted(remark)}”〕{lines[0]}"
        self._correct(remark.edits)
        return number, lines

    def _quoted(self, remark: Remark) -> str:
        words = self._text.source[slice(*remark.span)].replace("\n", " ")
        return words if len(words) <= _QUOTED else f"{words[: _QUOTED - 1]}…"

    def _anchor(
        self, number: int, remark: Remark, leaves: Sequence[Leaf], paragraph: Paragraph
    ) -> None:
        """Put the marks of a comment round the words; without any, at their place."""
        body = [leaf for leaf in leaves if self._in_body(leaf)]
        if body:
            first, last = body[0], body[-1]
            self._main.begin(number, first, max(first.start, remark.span.start))
            self._main.end(number, last, min(last.end, remark.span.end))
            return
        offset = remark.span.start
        near = self._leaves(offset - 1, offset + 1)
        near = [one for one in near if paragraph.start <= one.start and one.end <= paragraph.end]
        if near:
            leaf = near[-1] if near[-1].start == offset else near[0]
            self._main.point(number, leaf, min(max(offset, leaf.start), leaf.end))
            return
        self._main.whole(number, paragraph.node)

    def _in_body(self, leaf: Leaf) -> bool:
        paragraph = self._paragraph(leaf.start)
        return paragraph is not None and paragraph.in_body

    def _paragraph(self, offset: int) -> Paragraph | None:
        at = bisect_right(self._paragraphs, offset) - 1
        return self._text.paragraphs[at] if at >= 0 else None

    def _first_paragraph(self) -> Node | None:
        return next((one.node for one in self._text.paragraphs if one.in_body), None)

    def _leaves(self, start: int, end: int) -> list[Leaf]:
        """Return the leaves of which something stands in a *source* range."""
        first = max(bisect_right(self._starts, start) - 1, 0)
        last = bisect_left(self._starts, end)
        return [leaf for leaf in self._text.leaves[first:last] if leaf.end > start]

    def _correct(self, edits: Sequence[Edit]) -> None:
        """Propose the edits as changes, all of them or none."""
        if not all(map(self._can_correct, edits)):
            return
        for edit in edits:
            (start, end), words = edit
            insort(self._taken, (start, end))
            leaves = self._leaves(start, end)
            if not leaves:
                leaves = self._leaves(start - 1, start + 1)[:1]
            marks = self.marks[leaves[0].part]
            for leaf in leaves:
                marks.delete(leaf, max(start, leaf.start), min(end, leaf.end), next(self._ids))
            if words:
                marks.insert(leaves[-1], max(end, leaves[-1].start), words, self._ids)

    def _can_correct(self, edit: Edit) -> bool:
        (start, end), words = edit
        leaves = self._leaves(start, end) if start < end else self._leaves(start - 1, start + 1)[:1]
        if not leaves or any(one.node.tag != "w:t" or not one.is_direct for one in leaves):
            return False
        if leaves[0].start > start or leaves[-1].end < end or "\n" in words:
            return False
        if any(one.end != two.start for one, two in pairwise(leaves)):
            return False
        at = bisect_left(self._taken, (start, end))
        return all(end < one[0] or one[1] < start for one in self._taken[max(at - 1, 0) : at + 1])
