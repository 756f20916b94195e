"""The package of a workbook while parts are changed and added."""

from __future__ import annotations

import re
from collections.abc import Iterable

from citelaw.office._xml import Node, Part, Splice, escaped, spliced
from citelaw.office.xlsx._book import TYPES, Book, Relation, relations, relations_part

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_STRICT_MAIN = "http://purl.oclc.org/ooxml/spreadsheetml/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT_RELATIONS = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
HEADER = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_COUNT = re.compile(rb"\scount\s*=\s*(?:\"[^\"]*\"|'[^']*')")
_BLOCKS = re.compile(rb"idmap[^<>]{0,200}?\sdata\s*=\s*[\"']([0-9, ]{1,2000})")
_NUMBERED = re.compile(r"rId([0-9]{1,9})")


class Package:
    """The parts that are written anew, those that go, and what the package must say of them."""

    __slots__ = ("_block", "_book", "gone", "main", "parts", "relations")

    def __init__(self, book: Book) -> None:
        self._block = 0
        self._book = book
        self.parts: dict[str, bytes] = {}
        self.gone: set[str] = set()
        strict = _STRICT_MAIN.encode() in book.archive.read(book.part)[:4096]
        self.main = _STRICT_MAIN if strict else MAIN
        self.relations = _STRICT_RELATIONS if strict else RELATIONS

    def part(self, name: str) -> Part:
        """Return a part as it is now."""
        data = self.parts.get(name)
        return Part(self._book.archive.read(name) if data is None else data, self._book.name)

    def related(self, part: str, kind: str) -> Relation | None:
        """Return the first relation of ``part`` of that kind, if its target is there."""
        found = relations(self._book.archive, self._book.name, part)
        names = self._book.archive.names
        return next((one for one in found if one.kind == kind and one.part in names), None)

    def target(self, part: str, name: str) -> str:
        """Return the part that the relation ``name`` of ``part`` leads to; empty for none."""
        found = relations(self._book.archive, self._book.name, part)
        names = self._book.archive.names
        return next((one.part for one in found if one.id == name and one.part in names), "")

    def block(self, count: int) -> int:
        """Return the first of ``count`` blocks of ids that no drawing of boxes has yet."""
        if not self._block:
            drawings = [one for one in self._book.archive.names if one.lower().endswith(".vml")]
            told = [
                int(number)
                for one in drawings
                for found in _BLOCKS.finditer(self._book.archive.read(one))
                for number in found[1].split(b",")
                if number.strip().isdigit()
            ]
            self._block = max(told, default=0) + 1
        first = self._block
        self._block += count
        return first

    def free(self, before: str, after: str) -> str:
        """Return a name for a new part: ``before``, a number, ``after``."""
        taken = {one.lower() for one in self._book.archive.names} | self.parts.keys()
        number = 1
        while f"{before}{number}{after}".lower() in taken:
            number += 1
        return f"{before}{number}{after}"

    def relate(self, part: str, kind: str, target: str) -> str:
        """Say that ``part`` has a relation to ``target``; return its id."""
        place = relations_part(part)
        if place not in self._book.archive.names and place not in self.parts:
            self.parts[place] = b'%s<Relationships xmlns="%s"/>' % (HEADER, _PACKAGE.encode())
        held = self.part(place)
        taken = [_NUMBERED.fullmatch(one.get("Id")) for one in held.root.children]
        name = f"rId{max((int(one[1]) for one in taken if one), default=0) + 1}"
        told = b'<%sRelationship Id="%s" Type="%s/%s" Target="/%s"/>' % (
            held.prefix(held.root),
            name.encode(),
            self.relations.encode(),
            kind.encode(),
            escaped(target),
        )
        self.parts[place] = spliced(held.data, into(held, held.root, [told]))
        return name

    def declare(self, content_type: str, *, part: str = "", ending: str = "") -> None:
        """State the content type of a new part, or of an ending unless it has one."""
        held = self.part(TYPES)
        known = {one.get("Extension").lower() for one in held.root.all("ct:Default")}
        prefix, kind = held.prefix(held.root), escaped(content_type)
        if ending and ending in known:
            return
        if ending:
            told = b'<%sDefault Extension="%s" ContentType="%s"/>'
            at = held.open_end(held.root)
            splices = [Splice(at, at, told % (prefix, ending.encode(), kind))]
        else:
            told = b'<%sOverride PartName="/%s" ContentType="%s"/>'
            splices = into(held, held.root, [told % (prefix, escaped(part), kind)])
        self.parts[TYPES] = spliced(held.data, splices)

    def written(self) -> bytes:
        """Return the package."""
        return self._book.archive.rewritten(self.parts, self.gone)


def into(part: Part, node: Node, added: Iterable[bytes]) -> list[Splice]:
    """Return what appends children to ``node``; a count that it states grows with them."""
    told = list(added)
    opened = part.open_end(node)
    tag = part.data[node.start : opened]
    if node.get("count"):
        count = b' count="%d"' % (len(node.children) + len(told))
        tag = _COUNT.sub(count, tag, count=1)
    if part.data.endswith(b"/>", node.start, opened):
        name = tag[1:].split(None, 1)[0].rstrip(b"/>")
        tag = tag[:-2] + b">"
        return [Splice(node.start, opened, b"%s%s</%s>" % (tag, b"".join(told), name))]
    return [
        Splice(node.start, opened, tag),
        Splice(node.close, node.close, b"".join(told)),
    ]
