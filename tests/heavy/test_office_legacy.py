"""Do the files that LibreOffice itself makes of a list give the cells of the list?"""

import http.server
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from citelaw.model import Cell, FileKind
from citelaw.readers import read_path

docx = pytest.importorskip("docx")
openpyxl = pytest.importorskip("openpyxl")

BASIS = "《中华人民共和国社会保险法》第五十七条"
ROWS = (
    ("序号", "事项名称", "设定依据", "责任事项"),
    ("1", "社会保险登记", f"{BASIS}\n第五十八条", "受理：一次告知。"),
    ("", "社会保险变更登记", BASIS, "审查：核对材料。"),
    ("2", "社会保险注销登记", f"依照{BASIS}，“用人单位应当自成立之日起三十日内”", "送达。"),
)

Convert = Callable[[Path, str], Path]


@pytest.fixture(autouse=True)
def _on_the_path(needed: Callable[[str, str], str], monkeypatch: pytest.MonkeyPatch) -> None:
    folder = Path(needed("CITELAW_SOFFICE", "soffice")).parent
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = docx.Document()
    made.add_paragraph("某某局权责清单")
    table = made.add_table(rows=len(ROWS), cols=4, style="Table Grid")
    for number, row in enumerate(ROWS):
        for column, text in enumerate(row):
            table.cell(number, column).text = text
    table.cell(1, 0).merge(table.cell(2, 0))
    made.add_paragraph("注：本表由法规科编制。")
    path = tmp_path_factory.mktemp("made") / "清单.docx"
    made.save(path)
    return path


@pytest.fixture(scope="module")
def workbook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = openpyxl.Workbook()
    sheet = made.active
    sheet.title = "清单"
    for row in ROWS:
        sheet.append([text or None for text in row])
    sheet.merge_cells("A2:A3")
    sheet.row_dimensions[4].hidden = True
    path = tmp_path_factory.mktemp("made") / "清单.xlsx"
    made.save(path)
    return path


def told(cells: tuple[Cell, ...]) -> list[tuple[str, str, str, str]]:
    return [(cell.text, cell.row, cell.column, cell.item_name) for cell in cells]


@pytest.mark.parametrize("kind", ["doc", "rtf", "odt"])
def test_every_kind_of_document_gives_the_cells_of_the_list(
    document: Path, kind: str, libreoffice: Convert
) -> None:
    read = read_path(libreoffice(document, kind))
    assert told(read.cells) == told(read_path(document).cells)
    assert read.shape is (FileKind.ODT if kind == "odt" else FileKind.DOC)
    basis = next(cell for cell in read.cells if cell.text.startswith("依照"))
    assert (basis.row, basis.address) == ("2", "表1 第4行第3列")


@pytest.mark.parametrize("kind", ["xls", "ods"])
def test_every_kind_of_workbook_gives_the_cells_of_the_list(
    workbook: Path, kind: str, libreoffice: Convert
) -> None:
    read = read_path(libreoffice(workbook, kind))
    found = [(cell.text, cell.row, cell.column) for cell in read.cells]
    assert found[2] == (f"{BASIS}\n第五十八条", "1", "设定依据")
    assert found[5] == (BASIS, "1", "设定依据")
    assert read.cells[-2].address == "清单!C4"
    assert any("隐藏" in note.chinese for note in read.notes)


def test_wps_calls_the_same_files_by_other_names(document: Path, libreoffice: Convert) -> None:
    path = libreoffice(document, "doc")
    renamed = path.rename(path.with_suffix(".wps"))
    assert told(read_path(renamed).cells) == told(read_path(document).cells)


def test_lists_are_converted_side_by_side(document: Path, libreoffice: Convert) -> None:
    old = libreoffice(document, "doc").read_bytes()
    folder = document.parent
    names = [f"{number}.doc" for number in range(4)]
    for name in names:
        (folder / name).write_bytes(old)
    runs = [
        subprocess.Popen(
            [sys.executable, "-m", "citelaw", "extract", name],
            cwd=folder,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        for name in names
    ]
    outputs = {run.communicate()[0] for run in runs}
    assert len(outputs) == 1
    assert "a57" in outputs.pop()


@pytest.mark.parametrize(("kind", "copy"), [("doc", "docx"), ("xls", "xlsx")])
def test_annotated_copy_of_an_old_file_is_a_new_one(
    document: Path, workbook: Path, kind: str, copy: str, libreoffice: Convert
) -> None:
    old = libreoffice(document if kind == "doc" else workbook, kind)
    before = old.read_bytes()
    command = [sys.executable, "-m", "citelaw", "annotate", old.name]
    subprocess.run(command, cwd=old.parent, check=True, capture_output=True)
    made = read_path(old.parent / f"清单.校验.{copy}")
    assert BASIS in "".join(cell.text for cell in made.cells)
    assert made.shape.value == copy
    assert old.read_bytes() == before


def test_nothing_is_fetched_while_a_file_is_converted(tmp_path: Path) -> None:
    asked: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def _answer(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        do_GET = do_HEAD = do_OPTIONS = do_PROPFIND = _answer  # noqa: N815

        def log_message(self, *_: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    url = f"http://127.0.0.1:{server.server_port}"
    (tmp_path / "甲.rtf").write_text(
        "{\\rtf1\\ansi hello"
        f'{{\\field{{\\*\\fldinst INCLUDEPICTURE "{url}/x.png" \\\\d}}{{\\fldrslt a}}}}'
        f'{{\\field{{\\*\\fldinst INCLUDETEXT "{url}/x.rtf"}}{{\\fldrslt a}}}}'
        f"{{\\*\\template {url}/t.dot}}}}",
        "ascii",
    )
    (tmp_path / "乙.xls").write_text(
        '<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>'
        '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
        'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="A"><Table>'
        f'<Row><Cell ss:Formula="=WEBSERVICE(&quot;{url}/w&quot;)"><Data ss:Type="Number">1</Data>'
        f'</Cell><Cell ss:Formula="=\'[{url}/b.xls]S\'!R1C1"><Data ss:Type="Number">1</Data>'
        "</Cell></Row></Table></Worksheet></Workbook>",
        "utf-8",
    )
    assert "hello" in read_path(tmp_path / "甲.rtf").source
    assert read_path(tmp_path / "乙.xls").shape is FileKind.XLS
    server.shutdown()
    server.server_close()
    assert not asked
