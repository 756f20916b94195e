"""Small OpenDocument files: a document of given blocks, a workbook of given sheets."""

import io
import zipfile
from collections.abc import Mapping

_NAMES = ("office", "text", "table", "draw", "style")
_SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in _NAMES
)
_MANIFEST = (
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    '<manifest:file-entry manifest:full-path="content.xml">{}</manifest:file-entry>'
    "</manifest:manifest>"
)


def package(media: str, parts: Mapping[str, str]) -> bytes:
    """Return a package of this media type, its parts by their names."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr("mimetype", f"application/vnd.oasis.opendocument.{media}")
        for name, text in parts.items():
            file.writestr(name, text)
    return out.getvalue()


def odt(body: str, *, secret: bool = False, margins: str = "", styles: str = "") -> bytes:
    """Return a document with these blocks and automatic styles; ``margins`` of its pages."""
    content = f"<office:text>{body}</office:text>"
    page = f'<style:master-page style:name="Standard">{margins}</style:master-page>'
    pages = f"<office:master-styles>{page}</office:master-styles>"
    return package("text", _parts(content, secret=secret, automatic=styles, styles=pages))


def ods(tables: str, *, styles: str = "") -> bytes:
    """Return a workbook with these tables and automatic styles."""
    content = f"<office:spreadsheet>{tables}</office:spreadsheet>"
    return package("spreadsheet", _parts(content, automatic=styles))


def _parts(
    content: str, *, secret: bool = False, automatic: str = "", styles: str = ""
) -> dict[str, str]:
    inside = "<manifest:encryption-data/>" if secret else ""
    return {
        "content.xml": (
            f'<?xml version="1.0" encoding="UTF-8"?>\n<office:document-content {_SPACES}>'
            f"<office:automatic-styles>{automatic}</office:automatic-styles>"
            f"<office:body>{content}</office:body></office:document-content>"
        ),
        "styles.xml": f"<office:document-styles {_SPACES}>{styles}</office:document-styles>",
        "META-INF/manifest.xml": _MANIFEST.format(inside),
    }


def row(*cells: str, attributes: str = "") -> str:
    """Return a row of these cells: each the text of a paragraph, or an element of its own."""
    inner = "".join(one if one.startswith("<table:") else cell(one) for one in cells)
    return f"<table:table-row {attributes}>{inner}</table:table-row>"


def cell(text: str, attributes: str = "") -> str:
    """Return a cell; a line of ``text`` is a paragraph."""
    lines = "".join(f"<text:p>{line}</text:p>" for line in text.split("\n")) if text else ""
    return f"<table:table-cell {attributes}>{lines}</table:table-cell>"


def table(*rows: str, name: str = "Sheet1", attributes: str = "") -> str:
    """Return a table, a sheet of a workbook."""
    return f'<table:table table:name="{name}" {attributes}>{"".join(rows)}</table:table>'
