"""Does every report of a file that is no text say the cell, and never a line of it?"""

import csv
import io
import json
import re
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from xml.etree import ElementTree

import jsonschema
import pytest
from made_up_office import fake, package

from citelaw.commands import run

TEXT = (
    "序号\t事项名称\t设定依据\t追责情形依据\n"
    "1\t社会保险稽核\t《中华人民共和国 社会保险法》第八十八条¶《某甲办法》第三条\t"
    "《中华人民共和国社会保险法》第九百条\n"
    "2\t社会保险登记\t《中华人民共和国社会保险法》第九百条¶《某甲办法》第五条\t无\n"
)
NOTE = "第 5 至 7 行是隐藏的，也已检查。"
Checked = Callable[..., str]


@pytest.fixture
def checked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Checked:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr("citelaw.office.formats", lambda: (fake(),))
    monkeypatch.chdir(tmp_path)
    Path("清单.xlsx").write_bytes(package(TEXT, NOTE))

    def check(name: str, *arguments: str) -> str:
        given = ["--as-of", "2026-11-21", "--output-format", name, *arguments]
        assert run(["check", *given, "清单.xlsx"]) in (0, 1)
        return capsys.readouterr().out

    return check


def test_full_report_names_the_cell_and_numbers_no_line(checked: Checked) -> None:
    lines = checked("full").splitlines()
    at = lines.index("清单.xlsx Sheet1!C2 段1: CL105 [*] title-whitespace 警告")
    assert lines[at + 2] == "    | 《中华人民共和国 社会保险法》第八十八条"
    assert "  位置：序号 1，社会保险稽核，设定依据" in lines[at:]


def test_full_report_names_the_other_cells_of_which_the_same_is_said(checked: Checked) -> None:
    out = checked("full")
    assert "清单.xlsx Sheet1!D2: CL301 article-missing 错误" in out
    assert "同样的问题另有 1 处：Sheet1!C3 段1\n" in out
    assert "位置：序号 1，社会保险稽核，追责情形依据（追责依据）\n" in out


def test_section_is_said_where_the_column_does_not_say_it(checked: Checked) -> None:
    assert "追责情形依据（追责依据）" in checked("full")
    assert "追责情形依据 (basis of accountability)" in checked("full", "--lang", "en")


def test_concise_line_begins_with_file_and_cell(checked: Checked) -> None:
    places = [line.partition(": ")[0] for line in checked("concise").splitlines()[:3]]
    assert places == [
        "清单.xlsx:Sheet1!C2 段1",
        "清单.xlsx:Sheet1!D2",
        "清单.xlsx:Sheet1!C3 段1",
    ]


def test_grouped_report_has_the_cells_in_a_column(checked: Checked) -> None:
    head, *lines = checked("grouped").splitlines()[:4]
    assert head == "清单.xlsx"
    assert [line.partition("  CL")[0].strip() for line in lines] == [
        "Sheet1!C2 段1",
        "Sheet1!D2",
        "Sheet1!C3 段1",
    ]


@pytest.mark.parametrize(
    "name", ["full", "concise", "grouped", "junit", "csv", "html", "gitlab", "rdjsonl", "sarif"]
)
def test_what_reading_came_upon_is_said(name: str, checked: Checked) -> None:
    assert NOTE in checked(name)
    assert f"[{NOTE}]" in checked(name, "--lang", "en")


def test_step_summary_of_github_says_what_reading_came_upon(
    checked: Checked, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = tmp_path / "summary.md"
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(page))
    checked("github")
    assert f"- 清单.xlsx：{NOTE}" in page.read_text("utf-8")
    assert "清单.xlsx&#58;Sheet1&#33;D2" in page.read_text("utf-8")


def test_csv_has_the_cell_in_place_of_line_and_column(checked: Checked) -> None:
    rows = list(csv.DictReader(io.StringIO(checked("csv").removeprefix("\ufeff"))))
    assert (rows[0]["问题"], rows[0]["状态"]) == (NOTE, "说明")
    fields = ("行", "列", "位置", "序号", "事项", "栏目", "部分")
    found = next(row for row in rows if row["规则"].startswith("CL301"))
    assert [found[field] for field in fields] == [
        *("", "", "Sheet1!D2", "1", "社会保险稽核", "追责情形依据", "追责依据")
    ]


def test_json_says_address_offsets_and_notes(checked: Checked) -> None:
    data = json.loads(checked("json"))
    schema = files("citelaw.reporters") / "schema" / "check.json"
    jsonschema.validate(data, json.loads(schema.read_text("utf-8")))
    (file,) = data["files"]
    assert file["notes"] == [{"message": NOTE, "message_en": f"[{NOTE}]"}]
    one = next(one for one in file["diagnostics"] if one["code"] == "CL105")
    assert (one["address"], one["end_address"]) == ("Sheet1!C2 段1", "Sheet1!C2 段1")
    assert one["raw"] == "《中华人民共和国 社会保险法》"[one["address_start"] : one["address_end"]]
    unverified = next(one for one in file["diagnostics"] if one["code"] == "CL201")
    assert [one["address"] for one in unverified["related"]] == ["Sheet1!C3 段2"]


def test_sarif_has_logical_locations_and_no_region(checked: Checked) -> None:
    text = checked("sarif")
    assert not re.search(r'"(region|contextRegion|deletedRegion|snippet|encoding)"', text)
    (log,) = json.loads(text)["runs"]
    found = log["results"][0]
    (location,) = found["locations"]
    assert location["logicalLocations"] == [
        {"name": "Sheet1!C2 段1", "fullyQualifiedName": "Sheet1!C2 段1", "kind": "cell"}
    ]
    assert found["message"]["text"].startswith("Sheet1!C2 段1：")
    assert found["properties"]["itemName"] == "社会保险稽核"
    said = log["invocations"][0]["toolExecutionNotifications"]
    assert NOTE in [one["message"]["text"] for one in said]


def test_github_annotates_the_file_and_no_line_of_it(checked: Checked) -> None:
    errors = [line for line in checked("github").splitlines() if line.startswith("::error")]
    assert errors[0].startswith(
        "::error title=citelaw (CL301 article-missing),file=清单.xlsx::Sheet1!D2："
    )
    assert not re.search(r"(line|col)=", "".join(errors))


def test_gitlab_wants_a_line_and_gets_the_first(checked: Checked) -> None:
    issues = json.loads(checked("gitlab"))
    assert {str(one["location"]) for one in issues} == {
        str({"path": "清单.xlsx", "lines": {"begin": 1}})
    }
    assert issues[1]["description"].startswith("Sheet1!C2 段1：")


def test_reviewdog_gets_no_range(checked: Checked) -> None:
    lines = [json.loads(line) for line in checked("rdjsonl").splitlines()]
    assert all(one["location"] == {"path": "清单.xlsx"} for one in lines)
    assert not any("suggestions" in one for one in lines)
    assert lines[1]["original_output"].startswith("清单.xlsx:Sheet1!C2 段1: CL105")


def test_junit_says_the_cell(checked: Checked) -> None:
    tree = ElementTree.fromstring(checked("junit"))
    texts = [one.text or "" for one in tree.iter("failure")]
    assert texts[0].startswith("清单.xlsx:Sheet1!D2: CL301 article-missing")


def test_page_names_the_cell_and_no_line(checked: Checked) -> None:
    page = checked("html")
    body = page[page.index("<main>") : page.index("</main>")]
    assert ">Sheet1!C2 段1、序号 1、社会保险稽核、设定依据<" in body
    assert not re.search(r"第 \d+ 行[、<]", body)


def test_encoding_of_the_texts_of_a_folder_does_not_hold_for_it(checked: Checked) -> None:
    Path("citelaw.toml").write_text('encoding = "gb18030"\n')
    assert "清单.xlsx:Sheet1!C2 段1: CL105" in checked("concise")
    assert "已修正 1 处" in checked("concise", "--fix")


def test_copy_is_named_in_the_reports_for_people(checked: Checked) -> None:
    out = checked("concise", "--fix")
    assert out.startswith("清单.修正.xlsx:Sheet1!D2: ")
    assert "改好的副本是 清单.修正.xlsx，原文件没有改动" in out


# ---------------------------------------------------------------- explain


@pytest.mark.parametrize(
    ("address", "titles"),
    [
        ("Sheet1!D2", ["Sheet1!D2: 《中华人民共和国社会保险法》第九百条"]),
        ("sheet1!d2", ["Sheet1!D2: 《中华人民共和国社会保险法》第九百条"]),
        ("Sheet1!C3段2", ["Sheet1!C3 段2: 《某甲办法》第五条"]),
        (
            "Sheet1!C3",
            [
                "Sheet1!C3 段1: 《中华人民共和国社会保险法》第九百条",
                "Sheet1!C3 段2: 《某甲办法》第五条",
            ],
        ),
    ],
)
def test_cell_of_a_report_is_explained(
    address: str, titles: list[str], checked: Checked, capsys: pytest.CaptureFixture[str]
) -> None:
    given = ["--as-of", "2026-11-21", f"清单.xlsx:{address}"]
    assert run(["explain", *given]) == 0
    lines = capsys.readouterr().out.splitlines()
    heads = [line for line in lines if line.startswith("清单.xlsx ")]
    assert heads == [f"清单.xlsx {title}" for title in titles]


def test_cell_without_citation_is_told_which_have_one(
    checked: Checked, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["explain", "清单.xlsx:Sheet1!B3"]) == 1
    out = capsys.readouterr().out
    assert out.startswith("清单.xlsx Sheet1!B3: 没有找到引用；附近有引用的：Sheet1!")


def test_address_that_is_not_there_is_refused_with_one_that_is(
    checked: Checked, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["explain", "清单.xlsx:Sheet2!A1"]) == 2
    assert "没有 Sheet2!A1 这个位置；照报告里的写法，如 Sheet1!A1" in capsys.readouterr().err
