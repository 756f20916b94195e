"""Word documents for tests, from small pieces of their XML; and what is read back of them.

What reads back knows nothing of ``citelaw.office.docx``: it walks the elements on its own.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping
from xml.etree import ElementTree
from xml.sax.saxutils import escape

TRANSITIONAL = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
MAIN = f"{WORD}.document.main+xml"
TEMPLATE = f"{WORD}.template.main+xml"
MACROS = "application/vnd.ms-word.document.macroEnabled.main+xml"
NAMES = {
    "r": RELATIONS,
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "v": "urn:schemas-microsoft-com:vml",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
}
_SIDES = {
    "footnotes": "footnotes.xml",
    "endnotes": "endnotes.xml",
    "numbering": "numbering.xml",
    "styles": "styles.xml",
    "comments": "comments.xml",
    "header": "header1.xml",
    "footer": "footer1.xml",
}

# ---------------------------------------------------------------- pieces


def run(text: str, looks: str = "") -> str:
    """Return a run."""
    properties = f"<w:rPr>{looks}</w:rPr>" if looks else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(*content: str, properties: str = "") -> str:
    """Return a paragraph; what does not begin with ``<`` becomes a run."""
    inner = "".join(one if one.startswith("<") else run(one) for one in content)
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{inner}</w:p>"


def cell(*content: str, properties: str = "") -> str:
    """Return a cell; what does not begin with ``<`` becomes a paragraph."""
    inner = "".join(one if one.startswith("<") else paragraph(one) for one in content)
    return f"<w:tc>{f'<w:tcPr>{properties}</w:tcPr>' if properties else ''}{inner}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    """Return a row; what does not begin with ``<`` becomes a cell."""
    inner = "".join(one if one.startswith("<") else cell(one) for one in cells)
    return f"<w:tr>{f'<w:trPr>{properties}</w:trPr>' if properties else ''}{inner}</w:tr>"


def table(*rows: str) -> str:
    """Return a table."""
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


def inserted(*content: str, author: str = "张三", number: int = 7) -> str:
    """Return a tracked insertion."""
    inner = "".join(one if one.startswith("<") else run(one) for one in content)
    return f'<w:ins w:id="{number}" w:author="{author}">{inner}</w:ins>'


def deleted(text: str, author: str = "张三", number: int = 8) -> str:
    """Return a tracked deletion."""
    inner = f'<w:r><w:delText xml:space="preserve">{escape(text)}</w:delText></w:r>'
    return f'<w:del w:id="{number}" w:author="{author}">{inner}</w:del>'


def box(*content: str) -> str:
    """Return a run with a text box, as Word writes it: twice, the second for old programs."""
    inner = "".join(one if one.startswith("<") else paragraph(one) for one in content)
    words = f"<w:txbxContent>{inner}</w:txbxContent>"
    shape = (
        '<wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="2" '
        'behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>'
        '<wp:positionH relativeFrom="column"><wp:posOffset>0</wp:posOffset></wp:positionH>'
        '<wp:positionV relativeFrom="paragraph"><wp:posOffset>99999</wp:posOffset></wp:positionV>'
        '<wp:extent cx="5000000" cy="600000"/><wp:wrapTopAndBottom/><wp:docPr id="1" name="盒"/>'
        f'<a:graphic><a:graphicData uri="{NAMES["wps"]}"><wps:wsp><wps:cNvSpPr txBox="1"/>'
        '<wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="5000000" cy="600000"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:ln/></wps:spPr>'
        f"<wps:txbx>{words}</wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic>"
        "</wp:anchor>"
    )
    return (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>{shape}</w:drawing>'
        f"</mc:Choice><mc:Fallback><w:pict><v:textbox>{words}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )


def field(instruction: str, shown: str) -> str:
    """Return a complex field."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f"<w:r><w:instrText>{escape(instruction)}</w:instrText></w:r>"
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run(shown)}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def notes(kind: str, *texts: str) -> str:
    """Return the content of the part with footnotes or endnotes, numbered from 1."""
    inner = "".join(
        f'<w:{kind} w:id="{number}">{paragraph(text)}</w:{kind}>'
        for number, text in enumerate(texts, 1)
    )
    return f'<w:{kind} w:type="separator" w:id="0">{paragraph("线")}</w:{kind}>{inner}'


def note(number: int, kind: str = "footnote") -> str:
    """Return the run that refers to a footnote or an endnote."""
    return f'<w:r><w:{kind}Reference w:id="{number}"/></w:r>'


def numbering(*levels: tuple[str, str], start: int = 1) -> str:
    """Return a numbering with one list, number 1, whose levels are (format, text)."""
    inner = "".join(
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{text}"/><w:suff w:val="nothing"/></w:lvl>'
        for depth, (form, text) in enumerate(levels)
    )
    return (
        f'<w:abstractNum w:abstractNumId="0">{inner}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )


def numbered(depth: int = 0, number: int = 1) -> str:
    """Return the properties of a paragraph in a list."""
    return f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>'


# ---------------------------------------------------------------- files


def document(
    *body: str,
    sides: Mapping[str, str] | None = None,
    main: str = "word/document.xml",
    content_type: str = MAIN,
    namespace: str = TRANSITIONAL,
    extra: Mapping[str, bytes] | None = None,
) -> bytes:
    """Return a document whose body holds ``body``; ``sides`` are the insides of other parts."""
    folder = main.rpartition("/")[0]
    inner = "".join(one if one.startswith("<") else paragraph(one) for one in body)
    parts = {main: _part("document", f"<w:body>{inner}</w:body>", namespace)}
    overrides = [f'<Override PartName="/{main}" ContentType="{content_type}"/>']
    relations = []
    for number, (kind, content) in enumerate((sides or {}).items()):
        root = {"header": "hdr", "footer": "ftr"}.get(kind, kind)
        parts[f"{folder}/{_SIDES[kind]}"] = _part(root, content, namespace)
        overrides.append(
            f'<Override PartName="/{folder}/{_SIDES[kind]}" ContentType="{WORD}.{kind}+xml"/>'
        )
        relations.append(
            f'<Relationship Id="r{number}" Type="{RELATIONS}/{kind}" Target="{_SIDES[kind]}"/>'
        )
    kinds = "".join(
        f'<Default Extension="{ending}" ContentType="{kind}"/>'
        for ending, kind in (
            ("rels", "application/vnd.openxmlformats-package.relationships+xml"),
            ("xml", "application/xml"),
        )
    )
    types = f'<Types xmlns="{PACKAGE}/content-types">{kinds}{"".join(overrides)}</Types>'
    top = f'<Relationship Id="r1" Type="{RELATIONS}/officeDocument" Target="{main}"/>'
    parts["_rels/.rels"] = _relations(top)
    parts[f"{folder}/_rels/{main.rpartition('/')[2]}.rels"] = _relations("".join(relations))
    return zipped({"[Content_Types].xml": types.encode(), **parts, **(extra or {})})


def zipped(parts: Mapping[str, bytes]) -> bytes:
    """Return a ZIP file with these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


def _part(root: str, content: str, namespace: str) -> bytes:
    declared = "".join(f' xmlns:{prefix}="{uri}"' for prefix, uri in NAMES.items())
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<w:{root} xmlns:w="{namespace}"{declared}>{content}</w:{root}>'
    ).encode()


def _relations(content: str) -> bytes:
    return f'<Relationships xmlns="{PACKAGE}/relationships">{content}</Relationships>'.encode()


# ---------------------------------------------------------------- read back


def part(data: bytes, name: str = "word/document.xml") -> bytes:
    """Return the bytes of a part."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name)


def parts(data: bytes) -> dict[str, bytes]:
    """Return the bytes of every part."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def comments(data: bytes) -> dict[str, tuple[str, str]]:
    """Return the author and the text of every comment, by its id."""
    w = f"{{{TRANSITIONAL}}}"
    name = next((one for one in parts(data) if one.endswith("comments.xml")), None)
    if name is None:
        return {}
    found = {}
    for one in ElementTree.fromstring(part(data, name)).iter(f"{w}comment"):
        lines = ["".join(t.text or "" for t in p.iter(f"{w}t")) for p in one.iter(f"{w}p")]
        found[one.get(f"{w}id", "")] = (one.get(f"{w}author", ""), "\n".join(lines))
    return found


def anchored(data: bytes) -> dict[str, str]:
    r"""Return the words that every comment stands at, by its id; paragraphs joined by ``\n``.

    Text that somebody else than citelaw deleted, or that citelaw proposes, does not count.
    """
    w = f"{{{TRANSITIONAL}}}"
    open_now: dict[str, list[str]] = {}
    found: dict[str, str] = {}
    referred: set[str] = set()
    for element, event in _events(ElementTree.fromstring(part(data))):
        tag = element.tag.removeprefix(w)
        number = element.get(f"{w}id", "")
        words = ""
        if event == "end":
            words = "\n" if tag == "p" else ""
        elif tag == "commentRangeStart":
            open_now[number] = []
        elif tag == "commentRangeEnd":
            found[number] = "".join(open_now.pop(number)).strip("\n")
        elif tag == "commentReference":
            referred.add(number)
        elif tag in ("t", "delText"):
            words = element.text or ""
        elif tag in ("tab", "br"):
            words = "\t" if tag == "tab" else "\n"
        for one in open_now.values():
            one.append(words)
    assert not open_now
    assert referred >= set(found)
    return found


def _events(root: ElementTree.Element) -> Iterator[tuple[ElementTree.Element, str]]:
    """Yield every element that shows text as it begins and ends."""
    w = f"{{{TRANSITIONAL}}}"
    own = root.get(f"{w}author") == "citelaw"
    if root.tag == f"{w}ins" and own:
        return
    if root.tag in (f"{w}del", f"{w}moveFrom") and not own:
        yield from ((one, "start") for one in root.iter() if "}comment" in one.tag)
        return
    if root.tag == f"{{{NAMES['mc']}}}Fallback" or root.tag in (f"{w}pPr", f"{w}tabs"):
        return
    yield root, "start"
    for child in root:
        yield from _events(child)
    yield root, "end"
