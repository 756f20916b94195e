"""Small workbooks, made of strings of XML, and one as a real office keeps it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_WORKSHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_HEADER = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

HEAD = ("序号", "事项名称", "类型", "设定依据", "备注")


def relations(targets: Mapping[str, tuple[str, str]]) -> str:
    """Return a part of relations: ``{id: (kind, target)}``."""
    listed = "".join(
        f'<Relationship Id="{name}" Type="{RELATIONS}/{kind}" Target="{target}"/>'
        for name, (kind, target) in targets.items()
    )
    return f'{_HEADER}<Relationships xmlns="{_PACKAGE}/relationships">{listed}</Relationships>'


def cell(at: str, text: str) -> str:
    """Return a cell with an inline string."""
    return f'<c r="{at}" t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>'


def rows(*lines: Sequence[str], first: int = 1) -> str:
    """Return ``sheetData`` with these lines of inline strings; empty ones are no cells."""
    told = "".join(
        f'<row r="{number}">'
        + "".join(cell(f"{chr(65 + at)}{number}", text) for at, text in enumerate(line) if text)
        + "</row>"
        for number, line in enumerate(lines, first)
    )
    return f"<sheetData>{told}</sheetData>"


def workbook(
    sheets: Mapping[str, str],
    *,
    strings: str = "",
    styles: str = "",
    names: str = "",
    settings: str = "",
    states: Mapping[str, str] | None = None,
    parts: Mapping[str, bytes | str] | None = None,
    content_type: str = SHEET_TYPE,
) -> bytes:
    """Return a workbook.

    ``sheets`` are titles and what stands in their ``worksheet``; ``strings`` and ``styles`` what
    stands in ``sst`` and ``styleSheet``; ``parts`` are added to the package, or in place of what is
    in it.
    """
    listed = "".join(
        f'<sheet name="{escape(title)}" sheetId="{at}"'
        f'{" " + states[title] if states and title in states else ""} r:id="s{at}"/>'
        for at, title in enumerate(sheets, 1)
    )
    related = {f"s{at}": ("worksheet", f"worksheets/sheet{at}.xml") for at in _count(sheets)}
    package: dict[str, bytes | str] = {
        "[Content_Types].xml": _types(len(sheets), content_type),
        "_rels/.rels": relations({"r1": ("officeDocument", "xl/workbook.xml")}),
        "xl/workbook.xml": f'{_HEADER}<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}">{settings}'
        f"<sheets>{listed}</sheets>{names}</workbook>",
    }
    for at, body in enumerate(sheets.values(), 1):
        package[f"xl/worksheets/sheet{at}.xml"] = (
            f'{_HEADER}<worksheet xmlns="{MAIN}" xmlns:r="{RELATIONS}">{body}</worksheet>'
        )
    if strings:
        related["ss"] = ("sharedStrings", "sharedStrings.xml")
        package["xl/sharedStrings.xml"] = f'{_HEADER}<sst xmlns="{MAIN}">{strings}</sst>'
    if styles:
        related["st"] = ("styles", "styles.xml")
        package["xl/styles.xml"] = f'{_HEADER}<styleSheet xmlns="{MAIN}">{styles}</styleSheet>'
    package["xl/_rels/workbook.xml.rels"] = relations(related)
    return package_of({**package, **(parts or {})})


def package_of(parts: Mapping[str, bytes | str]) -> bytes:
    """Return a ZIP file with these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


def parts_of(data: bytes) -> dict[str, bytes]:
    """Return the parts of a package."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _count(sheets: Mapping[str, str]) -> range:
    return range(1, len(sheets) + 1)


def _types(sheets: int, content_type: str) -> str:
    listed = "".join(
        f'<Override PartName="/xl/worksheets/sheet{at}.xml" ContentType="{_WORKSHEET_TYPE}"/>'
        for at in range(1, sheets + 1)
    )
    return (
        f'{_HEADER}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{content_type}"/>{listed}</Types>'
    )
