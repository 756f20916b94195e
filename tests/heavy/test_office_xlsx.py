"""Annotated workbooks as LibreOffice opens and saves them."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from xlsx_files import office_workbook

from citelaw.model import Answer, Severity
from citelaw.office import Remark, Table
from citelaw.office.xlsx import FORMAT
from citelaw.span import Span

_TABLE = Table(("编号", "位置", "问题", "答复", "理由"), 1, 3, ("采纳", "不采纳"))
_WORDS = ("《合同法》第五十二条", "《中华人民共和国劳动法》", "《民法通则》第一百条（")


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an annotated workbook that LibreOffice saved anew."""
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("no soffice")
    folder = tmp_path_factory.mktemp("office")
    data = office_workbook()
    source = FORMAT.open(data, "清单.xlsx").source
    remarks = []
    for number, words in enumerate(_WORDS):
        at = source.index(words)
        row = (f"k{number}", "", "已废止。")
        remarks.append(Remark(Span(at, at + len(words)), Severity.ERROR, "已废止。", (), row))
    assert FORMAT.annotate is not None
    (folder / "list.xlsx").write_bytes(FORMAT.annotate(data, "清单.xlsx", remarks, _TABLE))
    subprocess.run(
        [
            program,
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            "xlsx",
            "--outdir",
            str(folder / "saved"),
            str(folder / "list.xlsx"),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    return folder / "saved" / "list.xlsx"


def test_libreoffice_keeps_values_notes_and_colours(saved: Path) -> None:
    before = openpyxl.load_workbook(saved.parent.parent / "list.xlsx", rich_text=True)
    after = openpyxl.load_workbook(saved, rich_text=True)
    assert after.sheetnames == before.sheetnames
    for sheet in before:
        for row in sheet:
            for one in row:
                found = after[sheet.title][one.coordinate]
                assert str(found.value) == str(one.value)
                assert (found.comment and found.comment.text) == (one.comment and one.comment.text)
                assert _coloured(found.value) == _coloured(one.value)
    results = after["校验结果"]
    assert results["B2"].hyperlink is not None
    assert results.auto_filter.ref == "A1:E4"
    assert [str(one.sqref) for one in results.data_validations.dataValidation] == ["D2:D4"]


def test_what_libreoffice_saved_is_taken_back_and_read(saved: Path) -> None:
    book = openpyxl.load_workbook(saved, rich_text=True)
    book["校验结果"]["D2"] = "不采纳"
    book["校验结果"]["E2"] = "另有规定"
    book.save(saved.parent / "answered.xlsx")
    data = (saved.parent / "answered.xlsx").read_bytes()
    opened = FORMAT.open(data, "清单.xlsx")
    assert opened.answers == (Answer("k0", "另有规定"),)
    assert FORMAT.annotate is not None
    again = saved.parent / "again.xlsx"
    again.write_bytes(FORMAT.annotate(data, "清单.xlsx", [], _TABLE))
    book = openpyxl.load_workbook(again, rich_text=True)
    notes = {one.comment.text for sheet in book for row in sheet for one in row if one.comment}
    assert notes == {"类型待定", "与劳动科核对"}
    assert not any(
        _coloured(one.value)
        for sheet in book
        for row in sheet
        for one in row
        if sheet.title[0] != "校"
    )


def _coloured(value: object) -> list[str]:
    runs = value if isinstance(value, CellRichText) else []
    return [one.text for one in runs if isinstance(one, TextBlock) and one.font.u]
