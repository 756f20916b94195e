"""Does a list say the same, and is the same wrong with it, in whatever file it is handed over?"""

import json
import zipfile
from collections import Counter
from functools import cache
from importlib.resources import files
from io import BytesIO
from pathlib import Path

import jsonschema
import pytest
from office_lists import (
    EVERY_SHEET_QUIRK,
    EVERY_WORD_QUIRK,
    PLAIN_SHEET,
    PLAIN_WORD,
    citations,
    findings,
    laid,
    word,
    workbook,
)

from citelaw.commands import run
from citelaw.engine import Engine
from citelaw.readers import read_bytes
from citelaw.reporters import load_listing
from citelaw.reporters.convert import Tabulated, tabulated

FOLDER = Path(__file__).parent.parent / "fixtures" / "lists"
LISTS = sorted(path for path in FOLDER.iterdir() if path.name != "README.md")
OFFICE = {
    "docx plain": (word, PLAIN_WORD, 0),
    "docx quirks 1": (word, EVERY_WORD_QUIRK, 1),
    "docx quirks 2": (word, EVERY_WORD_QUIRK, 2),
    "docx framed": (word, EVERY_WORD_QUIRK._replace(framed=True), 3),
    "xlsx plain": (workbook, PLAIN_SHEET, 0),
    "xlsx quirks 1": (workbook, EVERY_SHEET_QUIRK, 1),
    "xlsx quirks 2": (workbook, EVERY_SHEET_QUIRK, 2),
    "xlsx sheets": (workbook, EVERY_SHEET_QUIRK._replace(sheets=True), 3),
    "xlsx away from A1": (workbook, EVERY_SHEET_QUIRK._replace(away=True), 4),
}


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine()


@cache
def said(engine: Engine, path: Path) -> tuple[Counter[tuple[object, ...]], ...]:
    """What the list of text cites, and what is wrong with it."""
    document = read_bytes(path.read_bytes(), path.name)
    return citations(engine, document), findings(engine, document)


def made(path: Path, variant: str) -> bytes:
    """The list as an Office file."""
    make, quirks, seed = OFFICE[variant]
    return make(laid(path.read_bytes(), path.name), quirks, seed)  # type: ignore[operator]


def same(engine: Engine, path: Path, variant: str) -> bool:
    document = read_bytes(made(path, variant), f"list.{variant[:4]}")
    return (citations(engine, document), findings(engine, document)) == said(engine, path)


@pytest.mark.parametrize("variant", OFFICE)
@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.name)
def test_list_in_an_office_file_says_what_its_text_says(
    engine: Engine, path: Path, variant: str
) -> None:
    document = read_bytes(made(path, variant), f"list.{variant[:4]}")
    assert citations(engine, document) == said(engine, path)[0]
    assert findings(engine, document) == said(engine, path)[1]


@pytest.mark.shared
@pytest.mark.parametrize("variant", OFFICE)
def test_real_lists_in_office_files_say_what_their_texts_say(
    engine: Engine, shared: Path, variant: str
) -> None:
    paths = sorted((shared / "lists").glob("*.txt"))
    assert [path.name for path in paths if not same(engine, path, variant)] == []


@pytest.mark.parametrize("variant", ["docx quirks 1", "xlsx quirks 1"])
@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.name)
def test_table_made_of_an_office_file_is_that_of_its_text(
    engine: Engine, path: Path, variant: str
) -> None:
    of_text = table(engine, path.read_bytes(), path.name)
    of_file = table(engine, made(path, variant), f"list.{variant[:4]}")
    assert of_file.columns == of_text.columns
    assert [one[:4] for one in of_file.items] == [one[:4] for one in of_text.items]


def table(engine: Engine, data: bytes, name: str) -> Tabulated:
    document = read_bytes(data, name)
    return tabulated(document, engine.extract_document(document))


@pytest.mark.parametrize("variant", ["docx framed", "xlsx quirks 1", "xlsx away from A1"])
def test_what_extract_says_of_an_office_file_is_placed_in_its_text_and_its_units(
    engine: Engine, variant: str
) -> None:
    schema = json.loads((files("citelaw.reporters") / "schema" / "extract.json").read_bytes())
    valid = jsonschema.Draft202012Validator(schema)
    for path in LISTS:
        document = read_bytes(made(path, variant), f"list.{variant[:4]}")
        found = engine.extract_document(document)
        starts = {unit.address: unit.start for unit in document.units}
        lines = load_listing("jsonl").render(document, found, None).splitlines()
        assert lines
        for one in map(json.loads, lines):
            valid.validate(one)
            assert document.source[one["start"] : one["end"]] == one["raw"]
            assert starts[one["address"]] + one["address_start"] == one["start"]
            assert starts[one["end_address"]] + one["address_end"] == one["end"]


def test_text_of_an_office_file_is_what_its_offsets_count_in(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "list.docx"
    path.write_bytes(made(LISTS[0], "docx plain"))
    assert run(["extract", "--with-text", str(path)]) == 0
    first, *found = map(json.loads, capsys.readouterr().out.splitlines())
    assert first["kind"] == "text"
    assert all(first["text"][one["start"] : one["end"]] == one["raw"] for one in found)


@pytest.mark.parametrize(
    ("variant", "part", "marks"),
    [
        (
            "docx quirks 1",
            "word/document.xml",
            ["<w:ins ", "<w:del ", "<w:vMerge", "<w:gridSpan", "<w:hyperlink ", "<w:txbxContent"],
        ),
        ("docx quirks 1", "word/footnotes.xml", ["<w:footnote "]),
        ("xlsx quirks 1", "xl/worksheets/sheet1.xml", ["<mergeCell ", "<r>", 't="s"', 't="n"']),
        ("xlsx quirks 1", "xl/sharedStrings.xml", ["<si><t", "<si><r>"]),
    ],
)
def test_files_have_the_quirks_that_they_are_to_have(
    variant: str, part: str, marks: list[str]
) -> None:
    text = ""
    for path in LISTS:
        with zipfile.ZipFile(BytesIO(made(path, variant))) as file:
            text += file.read(part).decode() if part in file.namelist() else ""
    assert [mark for mark in marks if mark not in text] == []
