"""Does the command line end as scripts rely on, whatever it is given?"""

import json
import os
import re
import subprocess
import sys
from importlib.resources import files
from pathlib import Path
from typing import Any

import click
import jsonschema
import pytest

import citelaw.reporters.check
import citelaw.reporters.extract
from citelaw.commands import _outputs, cli, run
from citelaw.discovery import module_names
from citelaw.model import Shape
from citelaw.rules import all_rules

CLEAN = "根据《中华人民共和国社会保险法》第八十八条处理。\n"
WRONG = "根据《中华人民共和国社会保险法》第九百条处理。\n"
UNKNOWN = "根据《某某县招商引资优惠办法》处理。\n"


def written(folder: Path, name: str, content: str | bytes) -> str:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return str(path)


def checked(*arguments: str) -> int:
    return run(["check", "--as-of", "2026-11-21", *arguments])


# ---------------------------------------------------------------- exit status


def test_clean_file_ends_with_0(tmp_path: Path) -> None:
    assert checked(written(tmp_path, "list.txt", CLEAN)) == 0


def test_error_ends_with_1(tmp_path: Path) -> None:
    assert checked(written(tmp_path, "list.txt", WRONG)) == 1


def test_error_ends_with_0_where_exit_zero_is_asked_for(tmp_path: Path) -> None:
    assert checked("--exit-zero", written(tmp_path, "list.txt", WRONG)) == 0


def test_statute_not_in_the_database_fails_no_run(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert checked("--fail-on", "info", written(tmp_path, "list.txt", UNKNOWN)) == 0
    assert "《某某县招商引资优惠办法》 1 处" in capsys.readouterr().out


def test_warning_fails_a_run_only_where_asked_for(tmp_path: Path) -> None:
    path = written(tmp_path, "list.txt", "根据《中华人民共和国 社会保险法》第八十八条处理。\n")
    assert checked("--select", "title-whitespace", path) == 0
    assert checked("--select", "title-whitespace", "--fail-on", "warning", path) == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ["check", "--stdin-filename", "a.txt", "list.txt"],
        ["chekc", "list.txt"],
        ["check", "--as-of", "yesterday", "list.txt"],
        ["check", "--list-date", "2023-13", "list.txt"],
        ["check", "--shape", "cube", "list.txt"],
        ["check", "--encoding", "utf-99", "list.txt"],
        ["check", "--no-such-option", "list.txt"],
        ["check", "--fail-on", "never", "list.txt"],
        ["check", "list.txt", "--shape"],
        ["check", "list.txt", "-o", ""],
        ["check", "--select", "no-such-rule", "list.txt"],
        ["check", "--database", "no-such.sqlite", "list.txt"],
        ["extract", "--output-format", "xml", "list.txt"],
        ["extract", "list.txt", "-o", "no/such/folder/found.jsonl"],
        ["rule"],
        ["rule", "CL000"],
        ["statutes", "info", "--database", "no-such.sqlite"],
    ],
    ids=" ".join,
)
def test_wrong_usage_ends_with_2_and_a_reason(
    arguments: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    written(tmp_path, "list.txt", CLEAN)
    monkeypatch.chdir(tmp_path)
    assert run(arguments) == 2
    said = capsys.readouterr()
    assert said.err.startswith("citelaw: ")
    assert said.err.count("\n") == 1
    assert not said.out


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["explain"], "没有给出 FILE:LINE[:COL]；用法见 citelaw explain --help。"),
        (
            ["list.txt"],
            "没有命令 list.txt，只有 annotate、baseline、check、",
        ),
        (["check", "a", "--shape"], "选项 --shape 的值不对或者没有给出；用法见 citelaw --help。"),
        (["explain", "a:1", "b:2"], "多出了 b:2；用法见 citelaw explain --help。"),
        (["rule", "quote-wrong"], "quote-wrong：没有这条规则，最接近的是 quote-wrong-article；"),
        (["check", "--lsat", "a"], "没有选项 --lsat；用法见 citelaw check --help。"),
        (["check", "--jobs", "0", "a"], "-j、--jobs：要写不小于 1、不大于 256 的整数；"),
        (["check", "-j", "two", "a"], "-j、--jobs：要写不小于 1、不大于 256 的整数；"),
        (["statutes", "search", "--limit", "0", "a"], "--limit：要写不小于 1 的整数；"),
        (["check", "--fail-on", "never", "a"], "--fail-on：只能是 error、warning、info；"),
        (["check", "--as-of", "2026", "a"], "--as-of：'2026' 不是日期，写作 2023-06-01；"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_wrong_usage_is_explained_in_chinese(
    arguments: list[str], reason: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(arguments) == 2
    assert capsys.readouterr().err.startswith(f"citelaw: {reason}")


def test_command_line_without_a_command_shows_the_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert run([]) == 2
    assert "Check the citations in files." in capsys.readouterr().err


def test_interrupt_ends_with_130(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("citelaw.running.Run.check", interrupted)
    assert checked("list.txt") == 130


# ---------------------------------------------------------------- bad input


def unreadable(folder: Path) -> dict[str, str]:
    (folder / "directory.txt").mkdir()
    sealed = written(folder, "sealed.txt", CLEAN)
    os.chmod(sealed, 0)
    return {
        "missing": str(folder / "missing.txt"),
        "directory": str(folder / "directory.txt"),
        "sealed": sealed,
        "binary": written(folder, "binary.txt", bytes(range(256)) * 8),
        "unknown encoding": written(folder, "unknown.txt", b"\x80\xff\xe9 " * 400),
    }


@pytest.mark.parametrize("command", ["check", "extract"])
@pytest.mark.parametrize("kind", ["missing", "directory", "sealed", "binary", "unknown encoding"])
def test_unreadable_file_gives_one_line_and_2_and_the_others_go_on(
    command: str, kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    if kind == "sealed" and os.geteuid() == 0:
        pytest.skip("root may read every file")
    bad = unreadable(tmp_path)[kind]
    good = written(tmp_path, "good.txt", WRONG)
    assert run([command, bad, good]) == 2
    said = capsys.readouterr()
    assert said.err.count("\n") == 1
    assert said.err.startswith("citelaw: ")
    assert bad in said.err
    assert "good.txt" in said.out
    assert "第九百条" in said.out


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="empty"),
        pytest.param("\ufeff", id="a byte-order mark alone"),
        pytest.param("\n\n \t\n", id="blank"),
        pytest.param("依据《" + "社会保险" * 5000, id="unbalanced to the end"),
        pytest.param("《" * 5000, id="opened over and over"),
        pytest.param("（" * 5000 + "第八十条", id="nested over and over"),
        pytest.param("“《" * 2000 + "第一条", id="quoted over and over"),
        pytest.param("第一条、" * 5000, id="pinpoints without statute"),
        pytest.param("|" * 5000, id="a row of borders"),
        pytest.param("<p>" * 5000, id="tags never closed"),
        pytest.param("<!-- citelaw: ignore[CL101] " * 5000, id="suppressions never closed"),
        pytest.param("<!-- citelaw: ignore-start[CL101] x -->" * 5000, id="blocks in blocks"),
    ],
)
def test_odd_text_gives_an_honest_report(
    text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert checked("--exit-zero", written(tmp_path, "odd.txt", text)) == 0
    said = capsys.readouterr()
    assert "共 1 个文件" in said.out
    assert not said.err


# ---------------------------------------------------------------- output


def test_closed_pipe_is_silent(tmp_path: Path) -> None:
    path = written(tmp_path, "list.txt", CLEAN * 3000)
    command = [sys.executable, "-m", "citelaw", "extract", path]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


@pytest.mark.parametrize("command", ["check", "extract"])
@pytest.mark.parametrize("closed", [(1,), (2,), (1, 2)], ids=["stdout", "stderr", "both"])
def test_closed_streams_give_no_traceback(
    command: str, closed: tuple[int, ...], tmp_path: Path
) -> None:
    program = "import os, sys\n"
    program += f"for number in {closed}: os.close(number)\n"
    program += "os.execv(sys.executable, [sys.executable, '-m', 'citelaw', *sys.argv[1:]])"
    path = written(tmp_path, "list.txt", CLEAN)
    arguments = [sys.executable, "-c", program, command, path, str(tmp_path / "missing.txt")]
    done = subprocess.run(arguments, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert "citelaw: " not in done.stdout


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="a device of Linux")
@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["--help"], 0),
        (["check", "missing.txt"], 2),
        (["check", "--no-such-option"], 2),
        (["statutes"], 2),
    ],
)
def test_standard_error_that_takes_nothing_does_not_change_the_status(
    arguments: list[str], expected: int, tmp_path: Path
) -> None:
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "citelaw", *arguments],
            cwd=tmp_path,
            stdout=subprocess.DEVNULL,
            stderr=full,
            check=False,
        )
    assert done.returncode == expected


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="a device of Linux")
@pytest.mark.parametrize("page", ["--help", "--version"])
def test_page_that_cannot_be_written_gives_one_line_and_2(page: str) -> None:
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "citelaw", page],
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert done.returncode == 2
    assert done.stderr.decode() == "citelaw: 标准输出：写不进去（磁盘已满）；换一个位置。\n"


def test_name_with_orders_for_the_terminal_is_shown_without_them(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["check", "no\x1b[31m\u202esuch.txt"]) == 2
    assert "no\ufffd[31m\ufffdsuch.txt：没有" in capsys.readouterr().err


def test_several_files_are_named_each_once_in_order(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    second, first = written(tmp_path, "b.txt", CLEAN), written(tmp_path, "a.txt", CLEAN)
    assert run(["extract", second, first, second]) == 0
    found = [json.loads(line)["file"] for line in capsys.readouterr().out.splitlines()]
    assert found == [first, first, second, second]


def test_output_goes_to_the_file_asked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    output = tmp_path / "found.jsonl"
    assert run(["extract", written(tmp_path, "list.txt", CLEAN), "-o", str(output)]) == 0
    assert not capsys.readouterr().out
    assert json.loads(output.read_text("utf-8").split("\n")[0])["raw"] in CLEAN


@pytest.mark.parametrize(
    "arguments",
    [
        ["check", "-o", "./list.txt", "list.txt"],
        ["check", "list.txt", "--fix", "-o", "link.txt"],
        ["check", "list.txt", "-o", "hard.txt"],
        ["extract", "list.txt", "-o", "list.txt"],
        ["explain", "list.txt:1", "-o", "list.txt"],
        ["baseline", "write", "list.txt", "-o", "list.txt"],
        ["baseline", "prune", "list.txt", "-o", "list.txt"],
        ["report", "list.txt", "-o", "hard.txt"],
        ["statutes", "learn", "list.txt", "-o", "list.txt"],
    ],
    ids=" ".join,
)
def test_output_never_goes_over_a_list(
    arguments: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    path = Path(written(tmp_path, "list.txt", CLEAN))
    (tmp_path / "link.txt").symlink_to(path)
    (tmp_path / "hard.txt").hardlink_to(path)
    monkeypatch.chdir(tmp_path)
    assert run(arguments) == 2
    assert "就是要读的清单，换一个文件名；" in capsys.readouterr().err
    assert path.read_text("utf-8") == CLEAN


def test_list_date_given_as_a_month_is_its_interval(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = written(tmp_path, "list.txt", CLEAN)
    assert checked("--list-date", "2024-02", "--output-format", "json", path) == 0
    (file,) = json.loads(capsys.readouterr().out)["files"]
    assert file["list_date"] == {
        "not_before": "2024-02-01",
        "not_after": "2024-02-29",
        "basis": "given",
    }


def test_counts_add_up(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = written(tmp_path, "list.txt", CLEAN + WRONG + UNKNOWN + "依照第三条处理。\n")
    checked("--output-format", "json", path)
    counts: dict[str, Any] = json.loads(capsys.readouterr().out)["files"][0]["counts"]
    assert counts["statutes"] == 3
    assert counts["pinpoints"] == counts["attributed"] + counts["unattributed"]
    assert counts["citations"] == counts["checked"] + sum(counts["uncheckable"].values())
    assert counts["uncheckable"]["statute-unknown"] >= 1


def test_rule_page_is_found_by_code_and_by_name(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["rule", "CL301"]) == 0
    by_code = capsys.readouterr().out
    assert run(["rule", "article-missing"]) == 0
    assert capsys.readouterr().out == by_code
    assert by_code.startswith("CL301 article-missing")


@pytest.mark.parametrize(
    ("label", "head"),
    [
        ("CL401", "CL401 quote-wrong-article（错误）"),
        ("basis-order", "CL706 basis-order（提示，默认不启用，只用于清单）"),
    ],
)
def test_rule_page_opens_with_severity_and_scope(
    label: str, head: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["rule", label]) == 0
    assert capsys.readouterr().out.split("\n")[0] == head


def test_beginning_of_codes_prints_the_pages_of_a_group(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["rule", "cl4"]) == 0
    found = re.findall(r"^(CL\d+) ", capsys.readouterr().out, re.MULTILINE)
    assert found == ["CL401", "CL402", "CL403", "CL404"]


def test_rule_all_prints_every_page(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["rule", "--all"]) == 0
    pages = capsys.readouterr().out
    assert "CL101 title-misspelled" in pages
    assert "CL503 docno-inconsistent" in pages


def test_rule_all_gives_one_document_in_each_format(capsys: pytest.CaptureFixture[str]) -> None:
    codes = [rule.code for rule in all_rules()]
    assert run(["rule", "--all", "--output-format", "markdown"]) == 0
    sections = re.findall(r"^## (CL[0-9]{3}) ", capsys.readouterr().out, re.MULTILINE)
    assert sections == codes
    assert run(["rule", "--all", "--output-format", "json"]) == 0
    data = json.loads(capsys.readouterr().out)
    schema = files("citelaw.reporters") / "schema" / "rule.json"
    jsonschema.Draft202012Validator(json.loads(schema.read_bytes())).validate(data)
    assert [rule["code"] for rule in data["rules"]] == codes


# ---------------------------------------------------------------- what the help promises


def option(command: str, name: str) -> click.Option:
    found = cli.get_command(click.Context(cli), command)
    assert found is not None
    (one,) = (one for one in found.params if one.name == name)
    assert isinstance(one, click.Option)
    return one


def test_every_format_of_extract_can_be_asked_for() -> None:
    kind = option("extract", "output_format").type
    assert isinstance(kind, click.Choice)
    modules = module_names(citelaw.reporters.extract)
    assert set(kind.choices) == {*modules, "parquet:DIR"}


def test_every_format_of_check_can_be_asked_for() -> None:
    assert _outputs.names() == module_names(citelaw.reporters.check)
    text = option("check", "formats").help
    assert text is not None
    assert all(name in text for name in _outputs.names())


def test_help_names_every_shape() -> None:
    text = option("extract", "shape").help
    assert text is not None
    assert all(shape in text for shape in Shape)


# ---------------------------------------------------------------- the database


def test_statutes_are_built_from_facts_and_texts(tmp_path: Path) -> None:
    statutes = Path(__file__).parent.parent / "fixtures" / "statutes"
    out = tmp_path / "own.sqlite"
    arguments = ["--corpus", str(statutes), "--curated", str(statutes / "curated")]
    assert run(["statutes", "build", *arguments, "--out", str(out)]) == 0
    assert run(["statutes", "info", "--database", str(out)]) == 0


# ---------------------------------------------------------------- what extract says of places


def test_text_is_the_first_line_of_each_file_where_it_is_asked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    one = written(tmp_path, "a.txt", CLEAN.replace("\n", "\r\n").encode("utf-8-sig"))
    other = written(tmp_path, "b.txt", WRONG)
    assert run(["extract", "--with-text", one, other]) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    texts = [line for line in lines if line["kind"] == "text"]
    assert texts == [
        {"file": one, "kind": "text", "text": CLEAN.replace("\n", "\r\n")},
        {"file": other, "kind": "text", "text": WRONG},
    ]
    assert [line["kind"] for line in lines] == ["text", "statute", "ref"] * 2
    schema = json.loads((files("citelaw.reporters") / "schema" / "extract.json").read_bytes())
    for line in lines:
        jsonschema.validate(line, schema)
        text = CLEAN if line["file"] == one else WRONG
        assert line.get("raw", "") == text[line.get("start", 0) : line.get("end", 0)]


def test_text_is_not_there_unless_it_is_asked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["extract", written(tmp_path, "a.txt", CLEAN)]) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line["kind"] for line in lines] == ["statute", "ref"]
    assert not any("address" in line for line in lines)


def test_text_does_not_go_into_a_table(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = written(tmp_path, "a.txt", CLEAN)
    assert run(["extract", "--with-text", "--output-format", "table", path]) == 2
    assert "--with-text 只和 --output-format jsonl 同用" in capsys.readouterr().err
