"""OpenDocument packages (ODT, ODS): what they are, their parts, the text of a paragraph."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from citelaw.errors import ReadError
from citelaw.office._archive import Archive, damaged, encrypted
from citelaw.office._xml import Node, Part

_MAGIC = b"PK"
_MEDIA = b"application/vnd.oasis.opendocument."
_MANIFEST = "META-INF/manifest.xml"
_BLANKS = re.compile("[ \t\r\n]+")
_MOST_SPACES = 1000  # that one element may stand for

NO_TEXT = frozenset(
    {
        *("office:annotation", "office:annotation-end", "office:forms", "text:tracked-changes"),
        *("table:tracked-changes", "text:note-citation", "text:ruby-text", "text:page-number"),
        *("text:page-count", "text:sequence-decls", "text:variable-decls", "text:index-title"),
        *("text:user-field-decls", "table:shapes", "table:named-expressions"),
    }
)
"""Elements in which nothing is text of the document."""

PICTURES = frozenset({"draw:image", "draw:object", "draw:object-ole"})


def claims(kind: bytes, data: bytes, name: str) -> bool:
    """Tell whether ``data`` is a package of this kind (text, spreadsheet), or a template of it."""
    if not data.startswith(_MAGIC):
        return False
    archive = Archive(data, name)
    if "mimetype" not in archive.names:
        return False
    media = archive.read("mimetype", 200).strip()
    return media in (_MEDIA + kind, _MEDIA + kind + b"-template")


class Package:
    """The parts of an OpenDocument file.

    Raises:
        ReadError: it is damaged or has a password.
    """

    __slots__ = ("_archive", "name")

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        self._archive = Archive(data, name)
        if _MANIFEST in self._archive.names:
            manifest = Part(self._archive.read(_MANIFEST), name).root
            if any(one.tag == "manifest:encryption-data" for one in manifest.walk()):
                raise encrypted(name)

    def part(
        self, part: str, shed: Mapping[str, Callable[[Node], None]] | None = None
    ) -> Node | None:
        """Return the root of an XML part, its text among its elements; None where it is missing."""
        if part not in self._archive.names:
            return None
        return Part(self._archive.read(part), self.name, shed, mixed=True).root

    def content(self, shed: Mapping[str, Callable[[Node], None]] | None = None) -> Node:
        """Return the root of what the document itself says."""
        root = self.part("content.xml", shed)
        if root is None:
            raise damaged(self.name, "content.xml")
        return root

    def damaged(self) -> ReadError:
        """Return the error for a package whose parts make no document."""
        return damaged(self.name, "content.xml")


class Line:
    """The text of a paragraph, put together: runs of white space in it are one space."""

    __slots__ = ("_pieces", "_space", "on_other")

    def __init__(self, on_other: Callable[[Node], bool]) -> None:
        self._pieces: list[str] = []
        self._space = False  # a space that shows if text follows
        self.on_other = on_other

    def text(self) -> str:
        """Return the text put so far."""
        return "".join(self._pieces)

    def add(self, node: Node) -> None:
        """Put the text inside an element; ``on_other`` is asked first, and may take the element."""
        for child in node.children:
            tag = child.tag
            if not tag:
                self._characters(child.text)
            elif tag == "text:s":
                self._put(" " * number(child, "text:c", _MOST_SPACES))
            elif tag == "text:tab":
                self._put("\t")
            elif tag == "text:line-break":
                self._put("\n")
            elif tag not in NO_TEXT and not self.on_other(child):
                self.add(child)

    def _characters(self, text: str) -> None:
        shown = _BLANKS.sub(" ", text)
        if shown.startswith(" "):
            self._space = bool(self._pieces)
        if shown.strip(" "):
            self._put(shown.strip(" "))
            self._space = shown.endswith(" ")

    def _put(self, text: str) -> None:
        if self._space:
            self._pieces.append(" ")
            self._space = False
        self._pieces.append(text)


def number(node: Node, attribute: str, most: int) -> int:
    """Return the value of an attribute that counts, from 1 to ``most``; 1 without one."""
    text = node.get(attribute)
    value = int(text) if text.isdecimal() and len(text) < 9 else 1
    return min(max(value, 1), most)
