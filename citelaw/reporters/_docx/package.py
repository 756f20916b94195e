"""The bytes of a paper: what it carries for the next round, its properties, a ZIP without clock."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from citelaw.office import PAPER, Archive, Part
from citelaw.reporters._paper import Paper

if TYPE_CHECKING:
    from docx.document import Document
    from docx.opc.package import OpcPackage

MOST = 64 << 20
"""Bytes that a paper may carry for the next round; 60,000 findings have some 25 MB."""

_ITEM_ID = "{6B1E2D0C-5A1B-4F0E-9C3A-7D2F1C0B9A85}"
_TAG = f"{{{PAPER}}}round"
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
"""The day of every part: ZIP knows none before."""
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_PROPERTIES = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
_FONT_TABLE = "/word/fontTable.xml"
_FONTS = (
    ("仿宋_GB2312", "仿宋,FangSong,方正仿宋_GBK,Noto Serif CJK SC", "modern"),
    ("楷体_GB2312", "楷体,KaiTi,方正楷体_GBK,Noto Serif CJK SC", "modern"),
    ("方正小标宋简体", "方正小标宋_GBK,小标宋,华文中宋,Noto Serif CJK SC", "auto"),
    ("黑体", "SimHei,方正黑体_GBK,Noto Sans CJK SC", "modern"),
    ("宋体", "SimSun,方正书宋_GBK,Noto Serif CJK SC", "auto"),
)
"""Fonts of the standard, and what may stand for them where they are not installed."""


def packed(document: Document, paper: Paper) -> bytes:
    """Return the file of ``document``; nothing in it tells when or where it was made."""
    _set_properties(document, paper)
    package = document.part.package
    assert package is not None
    _name_fonts(package)
    _attach(document, paper.round)
    out = io.BytesIO()
    document.save(out)
    return _without_clock(out.getvalue())


def _set_properties(document: Document, paper: Paper) -> None:
    properties = document.core_properties
    properties.title = paper.title
    properties.author = properties.last_modified_by = "citelaw"
    properties.comments = properties.keywords = properties.subject = properties.category = ""
    properties.language = "zh-CN"
    properties.revision = 1
    properties.created = properties.modified = datetime(*paper.day.timetuple()[:3])


def _name_fonts(package: OpcPackage) -> None:
    """Say what stands for the fonts of the standard where they are missing."""
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    fonts = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{others}"/><w:charset w:val="86"/>'
        f'<w:family w:val="{family}"/><w:pitch w:val="default"/></w:font>'
        for name, others, family in _FONTS
    )
    latin = (
        '<w:font w:name="Times New Roman"><w:charset w:val="00"/><w:family w:val="roman"/>'
        '<w:pitch w:val="variable"/></w:font>'
    )
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    data = f'{head}<w:fonts xmlns:w="{word}">{fonts}{latin}</w:fonts>'.encode()
    for part in package.iter_parts():
        if part.partname == _FONT_TABLE:
            part._blob = data


def _attach(document: Document, content: bytes) -> None:
    """Let the document carry the lines ``content`` (UTF-8, no controls) as a custom XML part."""
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part as NewPart

    package = document.part.package
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    lines = "".join(f"<line>{escape(line)}</line>\n" for line in content.decode().splitlines())
    item = f'{head}<round xmlns="{PAPER}">{lines}</round>'
    schema = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
    about = (
        f'{head}<ds:datastoreItem ds:itemID="{_ITEM_ID}" xmlns:ds="{schema}">'
        f'<ds:schemaRefs><ds:schemaRef ds:uri="{PAPER}"/></ds:schemaRefs></ds:datastoreItem>'
    )
    # The template of python-docx has an item1 of its own.
    part = NewPart(PackURI("/customXml/item2.xml"), "application/xml", item.encode(), package)
    properties = NewPart(PackURI("/customXml/itemProps2.xml"), _PROPERTIES, about.encode(), package)
    part.relate_to(properties, f"{_RELATION}customXmlProps")
    document.part.relate_to(part, f"{_RELATION}customXml")


def _without_clock(data: bytes) -> bytes:
    """Return the package with the same parts, all of one day."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            info = zipfile.ZipInfo(name, _FIRST_DAY)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 3
            info.external_attr = 0o644 << 16
            new.writestr(info, old.read(name))
    return out.getvalue()


def attached(data: bytes, name: str) -> bytes | None:
    """Return the lines that the paper ``data`` carries for the next round, None without any.

    Args:
        data: the bytes of a DOCX file; another program may have saved it since.
        name: what it is called in messages.

    Raises:
        ReadError: it is damaged, encrypted or too large.
    """
    archive = Archive(data, name)
    for part in sorted(archive.names):
        if part.startswith("customXml/item") and part.endswith(".xml"):
            content = archive.read(part, MOST)
            if PAPER.encode() not in content:
                continue
            found = Part(content, f"{name}（{part}）").root
            if found.tag == _TAG:
                return "\n".join(line.text for line in found.children).encode()
    return None
