"""Do lists still say the same after LibreOffice saved them, also in its own and the old formats?"""

from collections import Counter
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from office_lists import (
    EVERY_SHEET_QUIRK,
    EVERY_WORD_QUIRK,
    citations,
    findings,
    laid,
    word,
    workbook,
)

from citelaw.engine import Engine
from citelaw.readers import read_bytes
from citelaw.reporters import load_converter
from citelaw.reporters.convert import tabulated

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared" / "lists"
LISTS = [
    path
    for path in (*sorted((ROOT / "fixtures" / "lists").iterdir()), *sorted(SHARED.glob("*.txt")))
    if path.name != "README.md"
]
SAVED = [
    ("docx", "docx"),
    ("docx", "odt"),
    ("docx", "doc"),
    ("xlsx", "xlsx"),
    ("xlsx", "ods"),
    ("xlsx", "xls"),
]

Convert = Callable[[Path, str], Path]


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine()


@cache
def said(engine: Engine, path: Path) -> tuple[Counter[tuple[object, ...]], ...]:
    document = read_bytes(path.read_bytes(), path.name)
    return citations(engine, document), findings(engine, document)


@pytest.mark.parametrize(("made", "saved"), SAVED, ids="-".join)
@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.name)
def test_list_that_libreoffice_saved_says_what_its_text_says(
    engine: Engine, path: Path, made: str, saved: str, libreoffice: Convert, tmp_path: Path
) -> None:
    list_ = laid(path.read_bytes(), path.name)
    file = tmp_path / f"list.{made}"
    if made == "docx":
        file.write_bytes(word(list_, EVERY_WORD_QUIRK, 5))
    else:
        file.write_bytes(workbook(list_, EVERY_SHEET_QUIRK, 5))
    again = libreoffice(file, saved)
    document = read_bytes(again.read_bytes(), again.name)
    assert citations(engine, document) == said(engine, path)[0]
    assert findings(engine, document) == said(engine, path)[1]


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.name)
def test_workbook_that_convert_made_is_one_to_libreoffice(
    engine: Engine, path: Path, libreoffice: Convert, tmp_path: Path
) -> None:
    document = read_bytes(path.read_bytes(), path.name)
    file = tmp_path / "list.xlsx"
    table = tabulated(document, engine.extract_document(document))
    file.write_bytes(load_converter("xlsx").render(table))
    again = libreoffice(file, "xlsx")
    before, after = (read_bytes(one.read_bytes(), one.name) for one in (file, again))
    assert citations(engine, after) == citations(engine, before)
