"""Statutes as Word files (.docx) in the layout of the official database of laws.

The visible text alone is read, paragraph by paragraph; the file is not trusted: its size, its
parts and its markup are bounded, and a document type declaration is refused.
"""

from __future__ import annotations

from citelaw.registry.building.corpus import FormatError
from citelaw.registry.convert._compose import split_name, statute
from citelaw.registry.convert._lines import clean, read_head
from citelaw.registry.convert._source import check_lines

_PART = "word/document.xml"
_MOST_ENTRIES = 2_000
_LARGEST_PART = 60 * 2**20
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_TRANSITIONAL = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SKIPPED = ("del", "moveFrom")
_BLANKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


def convert(content: bytes, file: str) -> str:
    """Return the statute in the corpus format.

    Raises:
        FormatError: it cannot be used.
    """
    lines = "\n".join(_paragraphs(_document(content))).split("\n")
    check_lines(lines)
    kept = clean(lines)
    if not kept:
        raise FormatError(1, "文件里没有文字")
    return statute(read_head(kept, split_name(file)[0]), file)


def _document(content: bytes) -> bytes:
    """Return the XML of the main part."""
    import io
    import zipfile  # lazy: only for this format
    import zlib

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if len(archive.infolist()) > _MOST_ENTRIES:
                raise FormatError(1, f"压缩包里超过 {_MOST_ENTRIES} 个文件，不读")
            with archive.open(_PART) as part:
                xml = part.read(_LARGEST_PART + 1)
    except FormatError:
        raise
    except KeyError as error:
        raise FormatError(1, f"不是 Word 文件：里面没有 {_PART}") from error
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, OSError) as error:
        raise FormatError(1, "不是 .docx 文件，或者文件已损坏") from error
    except (RuntimeError, NotImplementedError) as error:
        raise FormatError(1, "文件加了密，或者用了不支持的压缩方式") from error
    if len(xml) > _LARGEST_PART:
        raise FormatError(1, f"展开后超过 {_LARGEST_PART // 2**20} MB，不读")
    return xml


def _paragraphs(xml: bytes) -> list[str]:
    """Return the visible text of every paragraph, those in tables and text boxes too."""
    from xml.etree import ElementTree  # lazy: only for this format

    visible = _Visible()
    parser = ElementTree.XMLParser(target=visible)
    try:
        parser.feed(xml)
        parser.close()
    except ElementTree.ParseError as error:
        raise FormatError(error.position[0], "Word 文件的 XML 有误") from error
    except FormatError:
        raise
    except (LookupError, ValueError) as error:
        raise FormatError(1, "Word 文件的编码有误") from error
    return visible.paragraphs


class _Visible:
    """Collects text while the parser walks; deleted text (w:del) and fallbacks are passed over."""

    def __init__(self) -> None:
        self.paragraphs: list[str] = []
        self._open: list[list[str]] = []
        self._skipped = 0
        self._in_text = False

    def doctype(self, name: str, public: str | None, system: str | None) -> None:
        """Refuse a document type declaration before any entity of it is read."""
        raise FormatError(1, "Word 文件里有文档类型声明（DTD），不读")

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Open an element."""
        name = _local(tag)
        if self._skipped or name in _SKIPPED or tag == _FALLBACK:
            self._skipped += 1
        elif name == "p":
            self._open.append([])
        elif name == "t":
            self._in_text = True
        elif name in _BLANKS and self._open:
            self._open[-1].append(_BLANKS[name])

    def data(self, text: str) -> None:
        """Take the characters of an open w:t."""
        if self._in_text and not self._skipped and self._open:
            self._open[-1].append(text)

    def end(self, tag: str) -> None:
        """Close an element."""
        name = _local(tag)
        if self._skipped:
            self._skipped -= 1
        elif name == "p" and self._open:
            self.paragraphs.append("".join(self._open.pop()))
        elif name == "t":
            self._in_text = False

    def close(self) -> None:
        """End the document."""


def _local(tag: str) -> str:
    """Return the name of a WordprocessingML element, or "" for any other."""
    for namespace in (_TRANSITIONAL, _STRICT):
        if tag.startswith(namespace):
            return tag.removeprefix(namespace)
    return ""
