"""Are files that are no text corrected in a copy, and left as they are themselves?"""

import json
import os
from pathlib import Path

import pytest
from made_up_office import fake, package, part
from xlsx_files import parts_of, rows, workbook

from citelaw.commands import run
from citelaw.model import FileKind
from citelaw.office import formats

FORMATS = formats

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
