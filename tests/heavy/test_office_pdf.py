"""Do lists still say the same when LibreOffice has printed them as PDF?"""

import io
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.shared import Cm, Pt
from office_lists import citations, findings, laid, word

from citelaw.engine import Engine
from citelaw.readers import read_bytes

LISTS = Path(__file__).resolve().parents[2] / "fixtures" / "lists"


def printable(data: bytes) -> bytes:
    """Return a document as lists are printed: across, small, with rules."""
    document = docx.Document(io.BytesIO(data))
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width
    section.left_margin = section.right_margin = Cm(1)
    for table in document.tables:
        table.style = "Table Grid"
        for cell in (cell for row in table.rows for cell in row.cells):
            for run in (run for paragraph in cell.paragraphs for run in paragraph.runs):
                run.font.size = Pt(8)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    "name", ["tsv.txt", "html.html", "tsv-html.txt", "markdown.md", "prose.txt"]
)
def test_list_that_was_printed_says_what_its_text_says(
    name: str, libreoffice: Callable[[Path, str], Path], tmp_path: Path
) -> None:
    data = (LISTS / name).read_bytes()
    (tmp_path / "list.docx").write_bytes(printable(word(laid(data, name))))
    printed = libreoffice(tmp_path / "list.docx", "pdf")
    engine = Engine()
    document = read_bytes(printed.read_bytes(), "list.pdf")
    text = read_bytes(data, name)
    assert citations(engine, document) == citations(engine, text)
    assert findings(engine, document) == findings(engine, text)
