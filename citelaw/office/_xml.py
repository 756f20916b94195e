"""XML with places: every element knows the *byte* range of the part that it takes up.

So a part is changed by replacing ranges of its bytes (``spliced``), and all else stays what it was,
to the byte: prefixes, white space, extensions that nobody here knows. A document type, and with it
every entity of its own, is refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple
from xml.parsers import expat
from xml.sax.saxutils import escape as _escape

from citelaw.errors import ReadError
from citelaw.office._archive import damaged

DEEPEST = 512
"""Elements inside each other."""
MOST_NODES = 3_000_000
"""Elements of a part that are held at a time: about 1 GB."""
_TEXT = 1 << 20
_DIGITS = 18

_SCHEMAS = "http://schemas.openxmlformats.org/"
_STRICT = "http://purl.oclc.org/ooxml/"
_ODF = "urn:oasis:names:tc:opendocument:xmlns:"
_PREFIXES = {
    **{f"{_SCHEMAS}wordprocessingml/2006/main": "w", f"{_STRICT}wordprocessingml/main": "w"},
    **{f"{_SCHEMAS}spreadsheetml/2006/main": "x", f"{_STRICT}spreadsheetml/main": "x"},
    **{f"{_SCHEMAS}officeDocument/2006/relationships": "r"},
    **{f"{_STRICT}officeDocument/relationships": "r"},
    **{f"{_SCHEMAS}drawingml/2006/main": "a", f"{_STRICT}drawingml/main": "a"},
    **{f"{_SCHEMAS}drawingml/2006/spreadsheetDrawing": "xdr"},
    **{f"{_STRICT}drawingml/spreadsheetDrawing": "xdr"},
    **{f"{_SCHEMAS}officeDocument/2006/math": "m", f"{_STRICT}officeDocument/math": "m"},
    f"{_SCHEMAS}package/2006/relationships": "pr",
    f"{_SCHEMAS}package/2006/content-types": "ct",
    f"{_SCHEMAS}markup-compatibility/2006": "mc",
    "http://schemas.microsoft.com/office/word/2010/wordprocessingShape": "wps",
    "http://schemas.microsoft.com/office/word/2010/wordml": "w14",
    "urn:schemas-microsoft-com:vml": "v",
    "urn:schemas-microsoft-com:office:excel": "xl",
    "http://www.w3.org/XML/1998/namespace": "xml",
    **{f"{_ODF}{name}:1.0": name for name in ("office", "text", "table", "draw", "style")},
    f"{_ODF}manifest:1.0": "manifest",
}
_TAG = re.compile(rb"<[^<>\"']*(?:\"[^\"]*\"[^<>\"']*|'[^']*'[^<>\"']*)*>")
_NAME = re.compile(rb"</?([^\s/>]+)")
_DECLARED = re.compile(rb"\A<\?xml[^>]*?encoding\s*=\s*[\"']([A-Za-z0-9._-]+)[\"']")
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


class Node:
    """An element: ``start`` is the byte offset of its ``<``, ``close`` that of its end tag.

    Of an element without one (``<w:t/>``) ``close`` says nothing.

    ``tag`` has the usual prefix of its namespace, whatever prefix the part has (``w:p``); one of an
    unknown namespace is ``{uri}name``. The names of ``attributes`` likewise, without a prefix where
    they have none. ``text`` is the character data between its children, all together.
    """

    __slots__ = ("attributes", "children", "close", "start", "tag", "text")

    def __init__(self, tag: str, attributes: dict[str, str], start: int) -> None:
        self.tag = tag
        self.attributes = attributes
        self.start = start
        self.close = start
        self.children: list[Node] = []
        self.text = ""

    def walk(self) -> Iterator[Node]:
        """Yield this element and all in it, in document order."""
        waiting = [self]
        while waiting:
            one = waiting.pop()
            yield one
            waiting.extend(reversed(one.children))

    def find(self, tag: str) -> Node | None:
        """Return the first child with that tag."""
        return next((one for one in self.children if one.tag == tag), None)

    def all(self, tag: str) -> list[Node]:
        """Return the children with that tag."""
        return [one for one in self.children if one.tag == tag]

    def get(self, name: str, default: str = "") -> str:
        """Return the value of an attribute."""
        return self.attributes.get(name, default)


class Part:
    """One XML part of a package: its bytes as UTF-8 and its elements.

    Args:
        data: the bytes of the part.
        name: what its file is called in messages.
        shed: what is called with every finished element of these tags, which is then forgotten:
            so that a long sheet needs the memory of one row.
        begun: what is called with every element of these tags when only its attributes are known.
        mixed: whether character data stands among the children as well, as nodes without a tag:
            where text and elements follow each other (``<text:p>甲<text:s/>乙</text:p>``).

    Raises:
        ReadError: it is not well-formed, has a document type, is too deep or has too many elements.
    """

    __slots__ = ("data", "root")

    def __init__(
        self,
        data: bytes,
        name: str,
        shed: Mapping[str, Callable[[Node], None]] | None = None,
        begun: Mapping[str, Callable[[Node], None]] | None = None,
        *,
        mixed: bool = False,
    ) -> None:
        self.data = _utf8(data, name)
        self.root = _parsed(self.data, name, shed or {}, begun or {}, mixed)

    def open_end(self, node: Node) -> int:
        """Return the byte offset after the start tag of ``node``."""
        found = _TAG.match(self.data, node.start)
        assert found is not None
        return found.end()

    def end(self, node: Node) -> int:
        """Return the byte offset after ``node``."""
        stop = self.open_end(node)
        if self.data[stop - 2] == 0x2F:  # <w:t/>
            return stop
        return self.data.index(b">", node.close) + 1

    def raw(self, node: Node) -> bytes:
        """Return the bytes of ``node``, tags and all."""
        return self.data[node.start : self.end(node)]

    def prefix(self, node: Node) -> bytes:
        """Return the prefix that the part itself gives ``node``, with its colon; b"" without."""
        name = _NAME.match(self.data, node.start)
        assert name is not None
        return name[1].rpartition(b":")[0] + b":" if b":" in name[1] else b""


class Splice(NamedTuple):
    """Put ``data`` in place of the *byte* range ``[start, end)`` of a part."""

    start: int
    end: int
    data: bytes


def spliced(data: bytes, splices: Iterable[Splice]) -> bytes:
    """Return ``data`` with the splices, which do not overlap; at one place in the given order."""
    pieces = []
    at = 0
    for one in sorted(splices, key=lambda one: (one.start, one.end)):
        assert one.start >= at
        pieces += [data[at : one.start], one.data]
        at = one.end
    return b"".join([*pieces, data[at:]])


def escaped(text: str) -> bytes:
    """Return ``text`` as character data or the value of an attribute in double quotes.

    Characters that XML cannot hold are left out.
    """
    return _escape(_ILLEGAL.sub("", text), {'"': "&quot;"}).encode()


def whole(text: str) -> int:
    """Return the whole number that an attribute states, -1 where it states none, or one too long.

    Python itself works out no number of thousands of digits: it raises.
    """
    bare = text.strip()
    return int(bare) if len(bare) <= _DIGITS and bare.isdecimal() else -1


def _utf8(data: bytes, name: str) -> bytes:
    """Return a part as UTF-8 that says so."""
    if data.startswith(b"\xef\xbb\xbf"):
        return data[3:]
    found = _DECLARED.match(data)
    wide = data[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in data[:8]
    encoding = "utf-16" if wide else found[1].decode() if found else "utf-8"
    if encoding.lower() in ("utf-8", "utf8", "us-ascii"):
        return data
    try:
        text = data.decode(encoding)
    except (LookupError, UnicodeError):
        raise damaged(name) from None
    text = re.sub(r"\A(<\?xml[^>]*?)\s+encoding\s*=\s*[\"'][^\"']*[\"']", r"\1", text)
    return text.encode()


def _parsed(
    data: bytes,
    name: str,
    shed: Mapping[str, Callable[[Node], None]],
    begun: Mapping[str, Callable[[Node], None]],
    mixed: bool,
) -> Node:
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.buffer_size = _TEXT  # a long text comes in few pieces
    parser.specified_attributes = True
    top = Node("", {}, 0)
    stack = [top]
    known: dict[str, str] = {}
    texts: dict[int, list[str]] = {}  # text in several pieces, by the depth of its element
    held = 0
    held_before: list[int] = []  # elements held when each of those shed began

    def tag_of(expanded: str) -> str:
        uri, _, local = expanded.rpartition(" ")
        prefix = _PREFIXES.get(uri)
        tag = f"{prefix}:{local}" if prefix else f"{{{uri}}}{local}" if uri else local
        known[expanded] = tag
        return tag

    def start(expanded: str, attributes: dict[str, str]) -> None:
        nonlocal held
        named = attributes  # most elements have none
        if attributes:
            named = {known.get(key) or tag_of(key): value for key, value in attributes.items()}
        node = Node(known.get(expanded) or tag_of(expanded), named, parser.CurrentByteIndex)
        stack[-1].children.append(node)
        stack.append(node)
        if node.tag in shed:
            held_before.append(held)
        held += 1
        if len(stack) > DEEPEST or held > MOST_NODES:
            raise damaged(name)
        started = begun.get(node.tag)
        if started is not None:
            started(node)

    def end(_: str) -> None:
        nonlocal held
        if texts and len(stack) in texts:
            stack[-1].text = "".join(texts.pop(len(stack)))
        node = stack.pop()
        node.close = parser.CurrentByteIndex
        finished = shed.get(node.tag)
        if finished is not None:
            stack[-1].children.pop()
            held = held_before.pop()
            finished(node)

    def characters(text: str) -> None:
        node = stack[-1]
        if node.text:  # to append to it would copy it each time
            texts.setdefault(len(stack), [node.text]).append(text)
        else:
            node.text = text

    def among(text: str) -> None:
        node = Node("", {}, parser.CurrentByteIndex)
        node.text = text
        stack[-1].children.append(node)

    def doctype(*_: object) -> None:
        raise ReadError(
            f"{name}：文件里的 XML 带有文档类型声明（DOCTYPE），正常的 Office 文件没有，没有读取；"
            "用 Office 或者 WPS 另存一份再检查。",
            f"{name}: its XML declares a document type, which no usual Office file does, so it was "
            "not read; save it anew with Office or WPS.",
        )

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = among if mixed else characters
    parser.StartDoctypeDeclHandler = doctype
    try:
        parser.Parse(data, True)
    except expat.ExpatError:
        raise damaged(name) from None
    return top.children[0]
