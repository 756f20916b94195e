"""Are files that are no text corrected in a copy, and left as they are themselves?"""

import json
import os
from datetime import date
from pathlib import Path

import docx_files as docx
import office_lists
import pytest
from made_up_office import fake, package, part
from xlsx_files import parts_of, rows, workbook

from citelaw.commands import run
from citelaw.engine import Engine
from citelaw.fixing import WITH_UNSAFE, fix_content
from citelaw.model import FileKind
from citelaw.office import formats
from citelaw.settings import Settings

FORMATS = formats
FIXTURES = Path(__file__).resolve().parents[1] / "fixtures" / "lists"
LISTS = sorted(path for path in FIXTURES.iterdir() if path.name != "README.md")

HEAD = "序号\t权力名称\t设定依据\n"
WRONG = HEAD + "1\t社会保险稽核\t《中华人民共和国 社会保险法》第八十八条\n"
RIGHT = WRONG.replace("国 社", "国社")


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr("citelaw.office.formats", lambda: (fake(),))
    folder = tmp_path / "清单"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


def made(text: str = WRONG, name: str = "清单.xlsx") -> Path:
    Path(name).write_bytes(package(text))
    return Path(name)


def checked(*arguments: str) -> int:
    return run(["check", "--as-of", "2026-11-21", *arguments])


def names() -> list[str]:
    return sorted(os.listdir())


def test_corrections_stand_in_a_copy_beside_the_file(capsys: pytest.CaptureFixture[str]) -> None:
    made()
    assert checked("--fix", "清单.xlsx") == 0
    assert part(Path("清单.xlsx").read_bytes()) == WRONG
    assert part(Path("清单.修正.xlsx").read_bytes()) == RIGHT
    assert "已修正 1 处" in capsys.readouterr().out


def test_report_is_on_the_copy_and_says_where_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    made()
    checked("--fix", "--output-format", "json", "清单.xlsx")
    (file,) = json.loads(capsys.readouterr().out)["files"]
    assert file["path"] == "清单.xlsx"
    assert file["fixed"]["copy"] == "清单.修正.xlsx"
    assert file["fixed"]["safe"] == 1
    assert file["diagnostics"] == []


def test_no_file_is_written_over() -> None:
    made()
    Path("清单.修正.xlsx").write_bytes("别人的".encode())
    Path("清单.修正2.xlsx").write_bytes(b"")
    checked("--fix", "清单.xlsx")
    assert Path("清单.修正.xlsx").read_bytes() == "别人的".encode()
    assert part(Path("清单.修正3.xlsx").read_bytes()) == RIGHT


def test_copy_that_is_there_already_is_not_written_again() -> None:
    made()
    checked("--fix", "清单.xlsx")
    checked("--fix", "清单.xlsx")
    assert names() == ["清单.xlsx", "清单.修正.xlsx"]


def test_copy_of_a_copy_is_one_of_the_original() -> None:
    made(name="清单.修正.xlsx")
    checked("--fix", "清单.修正.xlsx")
    assert names() == ["清单.修正.xlsx", "清单.修正2.xlsx"]


def test_nothing_is_written_where_nothing_is_corrected() -> None:
    made(RIGHT)
    assert checked("--fix", "清单.xlsx") == 0
    assert names() == ["清单.xlsx"]


def test_copies_are_lists_like_any_other() -> None:
    made()
    checked("--fix", ".")
    assert checked(".") == 0
    assert checked("--fix", ".") == 0
    assert names() == ["清单.xlsx", "清单.修正.xlsx"]


def test_fixes_that_others_bring_to_light_are_in_the_copy_too() -> None:
    made(HEAD + "1\t稽核\t【行政法规】《中华人民共和国 社会保险法》第八十八条\n")
    checked("--fix", "--unsafe-fixes", "清单.xlsx")
    text = part(Path("清单.修正.xlsx").read_bytes())
    assert text.endswith("【法律】《中华人民共和国社会保险法》第八十八条\n")


def test_diff_shows_the_text_and_writes_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    made()
    assert checked("--diff", "清单.xlsx") == 1
    lines = capsys.readouterr().out.splitlines()
    assert "-《中华人民共和国 社会保险法》第八十八条" in lines
    assert "+《中华人民共和国社会保险法》第八十八条" in lines
    assert "@@ -5,2 +5,2 @@ Sheet1!C2" in lines
    assert names() == ["清单.xlsx"]


def test_backup_is_not_made_since_the_original_stays() -> None:
    made()
    assert checked("--fix", "--backup", "清单.xlsx") == 0
    assert names() == ["清单.xlsx", "清单.修正.xlsx"]


def test_kind_that_is_not_written_is_refused_and_reported_all_the_same(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("citelaw.office.formats", lambda: (fake(FileKind.ODS, writes=False),))
    made(name="清单.ods")
    assert checked("--fix", "--output-format", "json", "清单.ods") == 2
    out, complaints = capsys.readouterr()
    (file,) = json.loads(out)["files"]
    assert [one["code"] for one in file["diagnostics"]] == ["CL105"]
    assert "只检查，不修正" in file["fixed"]["refusal"]
    assert "只检查，不修正" in complaints


def test_kind_that_is_not_written_is_not_refused_where_all_is_right(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("citelaw.office.formats", lambda: (fake(FileKind.ODS, writes=False),))
    made(RIGHT, "清单.ods")
    assert checked("--fix", "清单.ods") == 0


def test_what_a_file_does_not_take_is_left_and_the_rest_is_corrected(
    capsys: pytest.CaptureFixture[str],
) -> None:
    cell = "《中华人民共和国 社会保险法》第八十八条"
    rows = "".join(f"{n}\t甲\t{'=' * (n % 3 == 1)}{cell}\n" for n in range(1, 9))
    made(HEAD + rows)
    checked("--fix", "--output-format", "json", "清单.xlsx")
    out, complaints = capsys.readouterr()
    (file,) = json.loads(out)["files"]
    assert file["fixed"]["safe"] == 5
    assert [one["address"] for one in file["diagnostics"]] == [f"Sheet1!C{n}" for n in (2, 5, 8)]
    assert "公式不改" in complaints


def test_correction_over_paragraphs_is_left_to_a_person(
    capsys: pytest.CaptureFixture[str],
) -> None:
    made(HEAD + "1\t甲\t《中华人民共和国¶社会保险法》第八十八条\n")
    assert checked("--fix", "--output-format", "json", "清单.xlsx") == 0
    (file,) = json.loads(capsys.readouterr().out)["files"]
    (one,) = file["diagnostics"]
    assert (one["address"], one["end_address"]) == ("Sheet1!C2 段1", "Sheet1!C2 段2")
    assert one["fix"]["applicability"] == "display"
    assert names() == ["清单.xlsx"]


def test_file_that_would_read_otherwise_than_asked_for_is_refused(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    import dataclasses

    broken = dataclasses.replace(fake(), rewrite=lambda data, name, edits: package(HEAD))
    monkeypatch.setattr("citelaw.office.formats", lambda: (broken,))
    made()
    assert checked("--fix", "清单.xlsx") == 2
    assert "不一致" in capsys.readouterr().err
    assert names() == ["清单.xlsx"]


def test_folder_that_takes_no_copy_is_said(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made()
    here.chmod(0o500)
    if os.access(here, os.W_OK):
        pytest.skip("root may write everywhere")
    try:
        assert checked("--fix", "清单.xlsx") == 2
    finally:
        here.chmod(0o700)
    assert "副本写不进去" in capsys.readouterr().err


def test_mode_of_the_file_is_that_of_the_copy() -> None:
    made().chmod(0o400)
    checked("--fix", "清单.xlsx")
    assert Path("清单.修正.xlsx").stat().st_mode & 0o777 == 0o600


def test_workbook_keeps_all_parts_but_the_sheet_that_is_corrected(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("citelaw.office.formats", FORMATS)
    head, *lines = (line.split("\t") for line in WRONG.splitlines())
    theme = {"xl/theme/theme1.xml": b"<theme/>"}
    before = workbook({"清单": rows(head, *lines), "说明": rows(["另页"])}, parts=theme)
    Path("清单.xlsx").write_bytes(before)
    assert checked("--fix", "清单.xlsx") == 0
    assert Path("清单.xlsx").read_bytes() == before
    old, new = parts_of(before), parts_of(Path("清单.修正.xlsx").read_bytes())
    sheet = "xl/worksheets/sheet1.xml"
    assert old[sheet].decode().replace("国 社", "国社") == new[sheet].decode()
    assert old | {sheet: b""} == new | {sheet: b""}


def test_word_file_keeps_its_runs_and_all_that_is_not_corrected(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("citelaw.office.formats", FORMATS)
    bold = "<w:b/>"
    basis = docx.paragraph(
        docx.run("《中华人民共和国 ", bold), docx.inserted(docx.run("社会保险法》第八十八条"))
    )
    before = docx.document(
        docx.table(docx.row("序号", "设定依据"), docx.row("1", docx.cell(basis)))
    )
    Path("清单.docx").write_bytes(before)
    assert checked("--fix", "清单.docx") == 0
    assert Path("清单.docx").read_bytes() == before
    old, new = docx.parts(before), docx.parts(Path("清单.修正.docx").read_bytes())
    main = "word/document.xml"
    assert old[main].decode().replace("和国 <", "和国<") == new[main].decode()
    assert old | {main: b""} == new | {main: b""}


def test_second_correction_of_a_copy_finds_nothing_to_correct(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("citelaw.office.formats", FORMATS)
    rows_ = (docx.row(str(n), f"《印发<甲 办法{n}>的通知》（甲发[2018]{n}号）。") for n in (1, 2))
    Path("清单.docx").write_bytes(docx.document(docx.table(docx.row("序号", "设定依据"), *rows_)))
    checked("--fix", "清单.docx")
    checked("--fix", "清单.修正.docx")
    assert names() == ["清单.docx", "清单.修正.docx"]


# ---------------------------------------------------------------- whole lists


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine(Settings(as_of=date(2026, 11, 21))).prepare()


@pytest.mark.parametrize("path", LISTS, ids=lambda one: one.stem)
@pytest.mark.parametrize("kind", ["docx", "xlsx"])
def test_what_is_corrected_in_a_text_is_corrected_in_an_office_file(
    engine: Engine, path: Path, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("citelaw.office.formats", FORMATS)
    content = path.read_bytes()
    laid = office_lists.laid(content, path.name)
    if kind == "docx":
        packed = office_lists.word(laid, office_lists.EVERY_WORD_QUIRK, seed=7)
    else:
        packed = office_lists.workbook(laid, office_lists.EVERY_SHEET_QUIRK, seed=7)
    text, _ = fix_content(engine, path.name, content, WITH_UNSAFE)
    copied, after = fix_content(engine, f"清单.{kind}", packed, WITH_UNSAFE)
    assert text.report.fixed is not None
    assert copied.report.fixed == text.report.fixed
    again, same = fix_content(engine, f"清单.{kind}", after, WITH_UNSAFE)
    assert again.before == again.after == copied.after
    assert same == after
