"""The parts of a Word package: which is the document, and which parts it leads to."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from typing import NamedTuple

from citelaw.errors import ReadError
from citelaw.office._archive import Archive
from citelaw.office._xml import Node, Part, Splice, escaped, spliced

LARGEST_TREE = 64 << 20
"""Bytes of a part that is held as a tree."""
TYPES = "[Content_Types].xml"
_USUAL_MAIN = "word/document.xml"
_TOP = "_rels/.rels"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_MAIN = (f"{_WORD}document.main+xml", f"{_WORD}template.main+xml")
_MACROS = (
    "application/vnd.ms-word.document.macroEnabled.main+xml",
    "application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
)
_PROGRAM = "vbaproject.bin"
_STRICT = b"http://purl.oclc.org/ooxml/"
_KINDS = {
    True: "http://purl.oclc.org/ooxml/officeDocument/relationships/",
    False: "http://schemas.openxmlformats.org/officeDocument/2006/relationships/",
}
# what nothing here asks for, and what of the look of runs and cells stands before w:u by the schema
_SHED = (
    *("w:rFonts", "w:b", "w:bCs", "w:i", "w:iCs", "w:caps", "w:color", "w:spacing", "w:w"),
    *("w:kern", "w:position", "w:sz", "w:szCs", "w:highlight", "w:ind", "w:jc", "w:tcBorders"),
    *("w:tcMar", "w:tcW", "w:vAlign", "w:tblBorders", "w:tblCellMar", "w:lastRenderedPageBreak"),
    *("w:proofErr", "w:noProof", "w:textAlignment", "w:trHeight", "w:snapToGrid", "w:tabs"),
)


class Relation(NamedTuple):
    """What a part is related to: the last word of the kind, and the name of the other part."""

    kind: str
    target: str


class Package:
    """A Word document as a package of parts.

    Args:
        data: the bytes of the file.
        name: what it is called in messages.

    Raises:
        ReadError: it is damaged, or holds macros.
    """

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        self.archive = Archive(data, name)
        self._names = {one.lower(): one for one in self.archive.names}
        self._changed: dict[str, bytes] = {}
        self._refuse_macros()
        self.main = self._find_main()

    def _refuse_macros(self) -> None:
        kinds = _types(self.archive, self.name).values()
        program = any(one.endswith(_PROGRAM) for one in self._names)
        if program or any(kind in _MACROS for kind in kinds):
            raise ReadError(
                f"{self.name}：文件含宏，没有读取；用 Word 或者 WPS 另存为 .docx 再检查。",
                f"{self.name}: it holds macros, so it was not read; save it as .docx with Word or "
                "WPS.",
            )

    def _find_main(self) -> str:
        for one in self._related(_TOP, "").values():
            if one.kind == "officeDocument" and one.target in self:
                return self._names[one.target.lower()]
        named = (part for part, kind in self.types().items() if kind in _MAIN)
        main = next((part for part in (*named, _USUAL_MAIN) if part in self), "")
        if not main:
            raise ReadError(
                f"{self.name}：不是 Word 文件，里面没有正文；用 Word 或者 WPS 另存为 .docx。",
                f"{self.name}: it is no Word file, for it holds no document; save it as .docx with "
                "Word or WPS.",
            )
        return self._names[main.lower()]

    def __contains__(self, part: str) -> bool:
        return part.lower() in self._names

    def types(self) -> dict[str, str]:
        """Return the kinds of the parts that are named one by one."""
        return _types(self.archive, self.name)

    def data(self, part: str) -> bytes:
        """Return the bytes of a part, as they are now."""
        name = self._names.get(part.lower(), part)
        changed = self._changed.get(name)
        return self.archive.read(name, LARGEST_TREE) if changed is None else changed

    def part(self, part: str) -> Part:
        """Return a part as a tree, without elements that nothing here asks for."""
        return Part(self.data(part), self.name, dict.fromkeys(_SHED, _forget))

    def put(self, part: str, data: bytes) -> None:
        """Give a part other bytes; it may be a new one."""
        name = self._names.setdefault(part.lower(), part)
        self._changed[name] = data

    def relations(self, part: str) -> Mapping[str, Relation]:
        """Return what ``part`` is related to inside the package, by the ids of the relations."""
        folder, file = posixpath.split(part)
        return self._related(posixpath.join(folder, "_rels", f"{file}.rels"), folder)

    def _related(self, part: str, folder: str) -> dict[str, Relation]:
        if part not in self:
            return {}
        found = {}
        for one in Part(self.data(part), self.name).root.all("pr:Relationship"):
            if one.get("TargetMode") != "External":
                target = one.get("Target")
                path = target[1:] if target.startswith("/") else posixpath.join(folder, target)
                kind = one.get("Type").rpartition("/")[2]
                found[one.get("Id")] = Relation(kind, posixpath.normpath(path))
        return found

    def related(self, kind: str) -> str:
        """Return the part of that kind that the document is related to; "" without one."""
        relations = self.relations(self.main).values()
        return next(
            (one.target for one in relations if one.kind == kind and one.target in self), ""
        )

    def is_strict(self) -> bool:
        """Tell whether the document is of the strict kind (ISO/IEC 29500 Strict)."""
        return _STRICT in self.data(self.main)[:4096]

    def relate(self, part: str, kind: str, content_type: str) -> None:
        """Add a relation of the document to ``part``, and say of what type that is."""
        folder, file = posixpath.split(self.main)
        rels = posixpath.join(folder, "_rels", f"{file}.rels")
        taken = self.relations(self.main)
        number = next(n for n in range(1, len(taken) + 2) if f"citelaw{n}" not in taken)
        target = posixpath.relpath(part, folder or ".")
        relation = (
            f'Relationship Id="citelaw{number}" Type="{_KINDS[self.is_strict()]}{kind}" '
            f'Target="{escaped(target).decode()}"/>'
        )
        if rels in self:
            self.put(rels, _with_last(Part(self.data(rels), self.name), relation))
        else:
            uri = "http://schemas.openxmlformats.org/package/2006/relationships"
            self.put(rels, f'<Relationships xmlns="{uri}"><{relation}</Relationships>'.encode())
        types = Part(self.data(TYPES), self.name)
        named = escaped(part).decode()
        override = f'Override PartName="/{named}" ContentType="{content_type}"/>'
        self.put(TYPES, _with_last(types, override))

    def written(self) -> bytes:
        """Return the package with the parts that were given other bytes."""
        held = self.archive.names
        changed = {
            name: data
            for name, data in self._changed.items()
            if name not in held or data != self.archive.read(name)
        }
        return self.archive.rewritten(changed)


def is_word(data: bytes, name: str) -> bool:
    """Tell whether a package is a Word document, with macros or without.

    Raises:
        ReadError: it is damaged or encrypted.
    """
    archive = Archive(data, name)
    return any(kind in _MAIN + _MACROS for kind in _types(archive, name).values())


def _types(archive: Archive, name: str) -> dict[str, str]:
    if TYPES not in archive.names:
        return {}
    root = Part(archive.read(TYPES, LARGEST_TREE), name).root
    named = {
        one.get("PartName").lstrip("/"): one.get("ContentType") for one in root.all("ct:Override")
    }
    # a package may call every .xml in it a document
    by_ending = {
        f".{one.get('Extension')}": one.get("ContentType") for one in root.all("ct:Default")
    }
    return {**by_ending, **named}


def _with_last(part: Part, element: str) -> bytes:
    """Return ``part`` with one more element at the end of its root, in the root's namespace."""
    return with_last(part, b"<" + part.prefix(part.root) + element.encode())


def with_last(part: Part, elements: bytes) -> bytes:
    """Return ``part`` with ``elements`` at the end of its root."""
    root = part.root
    stop = part.end(root)
    if part.open_end(root) == stop:  # <w:comments/>
        tag = part.data[root.start : stop - 2]
        name = tag[1:].split(None, 1)[0]
        return spliced(
            part.data, [Splice(root.start, stop, tag + b">" + elements + b"</" + name + b">")]
        )
    return spliced(part.data, [Splice(root.close, root.close, elements)])


def _forget(_: Node) -> None:
    pass
