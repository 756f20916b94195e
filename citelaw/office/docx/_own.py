"""What citelaw put into a Word document in an earlier round, taken out again.

Its comments with their marks, its waves, its corrections that nobody accepted; runs that it cut
are joined again. What others wrote stays, answers to its comments too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from citelaw.office._xml import Node, Part, Splice, spliced
from citelaw.office.docx._elements import WAVES, is_own_wave, text_element, without_wave
from citelaw.office.docx._package import Package
from citelaw.office.docx._walk import AUTHOR, SIGNS, TEXTS

_MARKS = frozenset({"w:commentRangeStart", "w:commentRangeEnd", "w:commentReference"})
_STORIES = frozenset({"footnotes", "endnotes", "header", "footer"})
_DEEP = frozenset({"w:drawing", "w:pict", "w:object", "mc:AlternateContent", "w:ruby"})
_SIMPLE = frozenset({"w:rPr", "w:sym", "w:softHyphen"} | TEXTS | SIGNS.keys())
_OWN = re.compile(f"{AUTHOR}|{'|'.join(WAVES)}".encode())  # without these there is nothing
_W14 = "w14:paraId"
_W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"


def cleared(package: Package, *, revisions_only: bool = False) -> None:
    """Take what citelaw wrote out of the parts of ``package``.

    With ``revisions_only`` its comments and waves stay.
    """
    related = package.relations(package.main).values()
    stories = dict.fromkeys(one.target for one in related if one.kind in _STORIES)
    ids = frozenset() if revisions_only else _without_comments(package)
    for name in (package.main, *stories):
        if name in package and (ids or _OWN.search(package.data(name))):
            part = package.part(name)
            splices = list(_Clearer(part, ids, waves=not revisions_only).splices())
            if splices:
                package.put(name, spliced(part.data, splices))


def _without_comments(package: Package) -> frozenset[str]:
    """Take citelaw's comments out of their part and return their ids."""
    name = package.related("comments")
    if not name:
        return frozenset()
    part = package.part(name)
    own = [one for one in part.root.all("w:comment") if one.get("w:author") == AUTHOR]
    if own:
        package.put(name, spliced(part.data, _gone(part, own)))
        paragraphs = {node.get(_W14) for one in own for node in one.walk() if node.tag == "w:p"}
        _without_states(package, paragraphs - {""})
    return frozenset(one.get("w:id") for one in own)


def _without_states(package: Package, paragraphs: set[str]) -> None:
    """Forget what Word keeps of citelaw's comments: resolved or not, which answers which."""
    name = package.related("commentsExtended")
    if not name or not paragraphs:
        return
    part = package.part(name)
    splices = []
    for one in part.root.all(f"{_W15}commentEx"):
        if one.get(f"{_W15}paraId") in paragraphs:
            splices += _gone(part, [one])
        elif (parent := one.get(f"{_W15}paraIdParent")) in paragraphs:
            raw = part.data[one.start : part.open_end(one)]
            for quote in (b'"', b"'"):
                at = raw.find(b"paraIdParent=" + quote + parent.encode() + quote)
                if at >= 0:
                    start = one.start + raw.rindex(b" ", 0, at)
                    stop = one.start + at + len(b"paraIdParent=") + len(parent) + 2
                    splices.append(Splice(start, stop, b""))
    package.put(name, spliced(part.data, splices))


def _gone(part: Part, nodes: Iterable[Node]) -> list[Splice]:
    return [Splice(one.start, part.end(one), b"") for one in nodes]


class _Run(NamedTuple):
    """A run as it will be: where it stands now, its tag, its looks, what it shows."""

    start: int
    end: int
    tag: bytes
    looks: bytes
    written: bytes  # its looks as they still are
    content: tuple[bytes | _Words, ...]
    changed: bool
    simple: bool  # it shows text alone, so that it may be a piece of another


class _Words(NamedTuple):
    """A ``w:t``: how it is called, its text, whether it says that white space is to be kept."""

    called: bytes
    text: str
    keeps: bool
    raw: bytes


class _Clearer:
    """Finds what goes out of one part, and which runs are one again."""

    def __init__(self, part: Part, ids: frozenset[str], *, waves: bool) -> None:
        self._part = part
        self._ids = ids
        self._waves = waves
        self._inline = False
        self._found: list[Splice] = []
        self._chain: list[_Run] = []
        self._gaps: list[Splice] = []  # taken out since the last run

    def splices(self) -> Iterator[Splice]:
        """Return what changes."""
        waiting = [(self._part.root, False)]
        while waiting:
            node, inline = waiting.pop()
            inline = (inline or node.tag == "w:p") and node.tag != "w:txbxContent"
            self._inline = inline
            apart = self._is_own_change(node) or (node.tag == "w:r" and _is_plain(self._part, node))
            if node.children and not apart and self._concerns(node):
                self._container(node)
            waiting += [
                (one, inline)
                for one in reversed(node.children)
                if not (one.tag == "w:ins" and self._is_own_change(one))
            ]
        yield from self._found

    def _concerns(self, node: Node) -> bool:
        return any(
            self._is_mark(one)
            or self._is_own_change(one)
            or (one.tag == "w:r" and (self._is_waved(one) or self._is_reference(one)))
            or (one.tag == "w:rPr" and node.tag == "w:pPr" and self._is_waved(node))
            for one in node.children
        )

    def _is_mark(self, node: Node) -> bool:
        return node.tag in _MARKS and node.get("w:id") in self._ids

    def _is_reference(self, run: Node) -> bool:
        return any(self._is_mark(one) for one in run.children)

    def _is_own_change(self, node: Node) -> bool:
        """Tell whether this is a change by citelaw, who changes only what is in a paragraph."""
        if not self._inline or node.tag not in ("w:ins", "w:del"):
            return False
        return node.get("w:author") == AUTHOR

    def _is_waved(self, run: Node) -> bool:
        properties = run.find("w:rPr") if self._waves else None
        line = properties.find("w:u") if properties is not None else None
        return line is not None and is_own_wave(line)

    def _container(self, node: Node) -> None:
        for child in self._flat(node):
            if isinstance(child, Splice):
                self._gaps.append(child)
            elif child.tag == "w:r" and _is_plain(self._part, child):
                self._run(child)
            else:
                self._flush()
                if child.tag == "w:rPr" and node.tag == "w:pPr":
                    data = without_wave(self._part, child)
                    self._found.append(Splice(child.start, self._part.end(child), data))
        self._flush()

    def _flat(self, node: Node) -> Iterator[Node | Splice]:
        """Yield the children that stay, and what goes; a deletion gives back what it deleted."""
        part = self._part
        for child in node.children:
            own = self._is_own_change(child)
            if own and child.tag == "w:del":
                yield Splice(child.start, part.open_end(child), b"")
                yield from child.children
                if part.open_end(child) < part.end(child):
                    yield Splice(child.close, part.end(child), b"")
            elif own or self._is_mark(child) or self._is_bare_reference(child):
                yield Splice(child.start, part.end(child), b"")
            else:
                yield child

    def _is_bare_reference(self, node: Node) -> bool:
        rest = [one for one in node.children if one.tag != "w:rPr"]
        return node.tag == "w:r" and bool(rest) and all(self._is_mark(one) for one in rest)

    def _run(self, node: Node) -> None:
        run = self._read(node)
        if self._chain:
            last = self._chain[-1]
            # citelaw cuts where a mark stands or the wave changes: other cuts are not its own
            apart = not self._gaps and run.written == last.written
            apart |= not (run.simple and last.simple)
            if (
                apart
                or (run.tag, run.looks) != (last.tag, last.looks)
                or self._is_between(last, run)
            ):
                self._flush()
        self._chain.append(run)
        self._gaps = [] if len(self._chain) > 1 else self._gaps
        if len(self._chain) == 1:
            self._found += self._gaps
            self._gaps = []

    def _is_between(self, last: _Run, run: _Run) -> bool:
        """Tell whether elements that the tree leaves out (``w:proofErr``) stand between."""
        at = last.end
        for gap in [*self._gaps, Splice(run.start, run.start, b"")]:
            if self._part.data[at : gap.start].strip():
                return True
            at = gap.end
        return False

    def _read(self, node: Node) -> _Run:
        part = self._part
        stop, end = part.open_end(node), part.end(node)
        looks = written = b""
        changed = self._is_waved(node)
        content: list[bytes | _Words] = []
        at = stop
        for child in node.children:
            if child.tag == "w:rPr":
                written = part.raw(child)
                looks = without_wave(part, child) if self._waves else written
                at = part.end(child)
            elif child.tag in ("w:t", "w:delText") or self._is_mark(child):
                content.append(part.data[at : child.start])
                at = part.end(child)
                changed |= child.tag != "w:t"
                if not self._is_mark(child):
                    called = part.prefix(child) + b"t"
                    keeps = child.get("xml:space") == "preserve"
                    raw = part.raw(child) if child.tag == "w:t" else b""
                    content.append(_Words(called, child.text, keeps, raw))
        content.append(part.data[at : node.close])
        return _Run(
            start=node.start,
            end=end,
            tag=part.data[node.start : stop],
            looks=looks,
            written=written,
            content=tuple(filter(None, content)),
            changed=changed,
            simple=all(one.tag in _SIMPLE for one in node.children),
        )

    def _flush(self) -> None:
        """Write the runs that are one again, and what was taken out behind them."""
        chain, self._chain = self._chain, []
        gaps, self._gaps = self._gaps, []
        if len(chain) > 1 or any(run.changed for run in chain):
            first = chain[0]
            content = [one for run in chain for one in run.content]
            called = first.tag[1:].split(None, 1)[0].rstrip(b"/>")
            data = first.tag + first.looks + _joined(content) + b"</" + called + b">"
            self._found.append(Splice(first.start, chain[-1].end, data))
        self._found += gaps


def _is_plain(part: Part, run: Node) -> bool:
    """Tell whether a run may be written anew: in a drawing there may be more to take out."""
    if any(one.tag in _DEEP for one in run.children):
        return False
    return part.open_end(run) < part.end(run)


def _joined(content: Iterable[bytes | _Words]) -> bytes:
    """Return what a run shows; texts side by side become one."""
    found: list[bytes | _Words] = []
    for one in content:
        last = found[-1] if found else None
        if isinstance(one, _Words) and isinstance(last, _Words):
            keeps = last.keeps and one.keeps
            found[-1] = _Words(one.called, last.text + one.text, keeps, b"")
        else:
            found.append(one)
    return b"".join(
        one if isinstance(one, bytes) else one.raw or text_element(one.called, one.text, one.keeps)
        for one in found
    )
