"""Edits of the text of a Word document, put where the text stands; its looks stay."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from citelaw.errors import FixError
from citelaw.model import Edit
from citelaw.office._xml import Splice, spliced
from citelaw.office.docx._elements import shown, text_element
from citelaw.office.docx._own import cleared
from citelaw.office.docx._package import Package
from citelaw.office.docx._walk import TEXTS, Leaf, Text, walk
from citelaw.span import Span

_BREAK = re.compile("\n")
_ILLEGAL = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff\ud800-\udfff]")


def rewrite(data: bytes, name: str, edits: Sequence[Edit]) -> bytes:
    """Return the document with ``edits``, in text order and apart from each other, in its text.

    Raises:
        ReadError: it cannot be read.
        FixError: an edit works on what is no text of the file: on the end of a paragraph, or on a
            number that Word counts itself.
    """
    package = Package(data, name)
    text = walk(package)
    if text.counts.own:
        # its own corrections that nobody accepted are proposals: they would stand beside the edits
        source = text.source
        cleared(package, revisions_only=True)
        text = walk(package)
        assert text.source == source
    writer = _Writer(text, name)
    for edit in edits:
        for piece in _by_lines(text.source, edit):
            writer.put(piece)
    for part, splices in writer.splices().items():
        package.put(part, spliced(text.parts[part].data, splices))
    return package.written()


def _by_lines(source: str, edit: Edit) -> Iterator[Edit]:
    """Yield an edit line by line where it keeps the line ends, so that paragraphs stay apart."""
    start, end = edit.span
    breaks = [start + found.start() for found in _BREAK.finditer(source[start:end])]
    lines = edit.text.split("\n")
    if len(lines) != len(breaks) + 1:
        yield edit
        return
    for at, stop, line in zip(
        [start, *(one + 1 for one in breaks)], [*breaks, end], lines, strict=True
    ):
        if source[at:stop] != line:
            yield Edit(Span(at, stop), line)


class _Writer:
    """Collects what becomes of each leaf."""

    def __init__(self, text: Text, name: str) -> None:
        self._text = text
        self._name = name
        self._starts = [leaf.start for leaf in text.leaves]
        self._changes: dict[int, list[Edit]] = {}  # by leaf, its own offsets

    def put(self, edit: Edit) -> None:
        """Put an edit in place."""
        (start, end), words = edit
        if _ILLEGAL.search(words):
            raise self._refused(start)
        if start == end:
            at = self._leaf_at(start)
            leaf = self._text.leaves[at]
            place = Span(start - leaf.start, start - leaf.start)
            self._changes.setdefault(at, []).append(Edit(place, words))
            return
        reached = start
        first = bisect_right(self._starts, start) - 1
        for at in range(max(first, 0), len(self._starts)):
            leaf = self._text.leaves[at]
            if leaf.start > reached or leaf.end <= reached:
                break
            stop = min(end, leaf.end)
            place = Span(reached - leaf.start, stop - leaf.start)
            self._changes.setdefault(at, []).append(Edit(place, words if reached == start else ""))
            reached = stop
            if reached == end:
                return
        raise self._refused(reached)

    def _leaf_at(self, offset: int) -> int:
        """Return the leaf that takes text put in at ``offset``: that before it, if it can."""
        at = bisect_left(self._starts, offset) - 1
        leaves = self._text.leaves
        found = [one for one in (at, at + 1) if 0 <= one < len(leaves)]
        found = [one for one in found if leaves[one].start <= offset <= leaves[one].end]
        if not found:
            raise self._refused(offset)
        return next((one for one in found if leaves[one].node.tag == "w:t"), found[0])

    def _refused(self, offset: int) -> FixError:
        units = self._text.units
        at = bisect_right([unit.start for unit in units], offset) - 1
        where = units[at].address if at >= 0 else ""
        return FixError(
            f"{self._name}：{where} 的修改涉及段落标记、自动编号或者公式，没有写出文件；"
            "在 Word 里手工修改这一处。",
            f"{self._name}: the correction at {where} works on the end of a paragraph, an "
            "automatic number or a formula, so nothing was written; make it by hand in Word.",
        )

    def splices(self) -> dict[str, list[Splice]]:
        """Return what changes in which part."""
        found: dict[str, list[Splice]] = {}
        for at, edits in self._changes.items():
            leaf = self._text.leaves[at]
            splice = self._splice(leaf, edits)
            splices = found.setdefault(leaf.part, [])
            splices.append(splice)
            twin = self._text.twins.get(id(leaf.node))
            if twin is not None:
                stop = self._text.parts[leaf.part].end(twin)
                splices.append(Splice(twin.start, stop, splice.data))
        return found

    def _splice(self, leaf: Leaf, edits: Sequence[Edit]) -> Splice:
        part = self._text.parts[leaf.part]
        before = self._text.source[leaf.start : leaf.end]
        keep = leaf.node.get("xml:space") == "preserve"
        prefix = part.prefix(leaf.node)
        if leaf.node.tag == "w:t":
            element = shown(prefix, _applied(before, edits), keep)
        elif leaf.node.tag in TEXTS:
            after = _applied(before, edits)
            if "\n" in after or "\t" in after:
                raise self._refused(leaf.start)
            element = text_element(prefix + b"t", after, keep)
        else:  # a tab, a line break: one character
            gone = any(start < end for (start, end), _ in edits)
            words = [shown(prefix, text) for (start, end), text in edits if end == 0 or start < end]
            last = [shown(prefix, text) for (start, _), text in edits if start == 1]
            element = b"".join([*words, b"" if gone else part.raw(leaf.node), *last])
        return Splice(leaf.node.start, part.end(leaf.node), element)


def _applied(text: str, edits: Sequence[Edit]) -> str:
    pieces = []
    reached = 0
    for (start, end), words in edits:
        pieces += [text[reached:start], words]
        reached = end
    return "".join([*pieces, text[reached:]])
