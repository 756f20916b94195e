"""Are the files that a run is about the ones that were meant: folders, globs, ignore files?"""

import io
import json
import ntpath
import os
import re
import shutil
import string
import subprocess
import sys
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from citelaw.commands import run
from citelaw.configuration import Configuration
from citelaw.errors import ReadError
from citelaw.files import Chosen, Source, StandardInput, chosen
from citelaw.files._names import taken_apart
from citelaw.glob import compiled, names_of
from citelaw.settings import EXCLUDE, INCLUDE, FileGlob, Settings

WRONG = "根据《中华人民共和国社会保险法》第九百条处理。\n"

needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working folder of every test, empty."""
    folder = tmp_path / "工作 1"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


def made(*names: str, content: str = "") -> None:
    """Make files; a name that ends with a slash is a folder."""
    for name in names:
        path = Path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        if name.endswith("/"):
            path.mkdir(exist_ok=True)
        else:
            path.write_text(content, "utf-8", newline="")


def written(name: str, content: str) -> None:
    made(name, content=content)


def choice(*arguments: str, given: Settings | None = None, **options: Any) -> Chosen:
    return chosen(arguments, Configuration(given or Settings()), **options)


def failed(found: Chosen) -> tuple[str, ...]:
    return tuple(one.chinese for one in found.failures)


def paths(*arguments: str, given: Settings | None = None) -> list[str]:
    """The lists that were chosen, where nothing failed."""
    found = choice(*arguments, given=given)
    assert found.failures == ()
    return list(found.paths)


def globs(*texts: str) -> tuple[FileGlob, ...]:
    return tuple(FileGlob(os.getcwd(), text) for text in texts)


def git(*arguments: str) -> str:
    done = subprocess.run(["git", *arguments], check=True, capture_output=True, text=True)
    return done.stdout


# ---------------------------------------------------------------- names and folders


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        pytest.param((), ["a.txt", "清单/b.md", "清单/旧/c.TSV"], id="nothing is the folder here"),
        pytest.param((".",), ["a.txt", "清单/b.md", "清单/旧/c.TSV"], id="the folder here"),
        pytest.param(("清单",), ["清单/b.md", "清单/旧/c.TSV"], id="a folder"),
        pytest.param(("清单/",), ["清单/b.md", "清单/旧/c.TSV"], id="with a slash"),
        pytest.param(("./清单//",), ["清单/b.md", "清单/旧/c.TSV"], id="with a point"),
        pytest.param(("d.list", "a.txt"), ["a.txt", "d.list"], id="files whatever they are called"),
        pytest.param((".hidden.txt",), [".hidden.txt"], id="a hidden file"),
        pytest.param((".git",), [".git/x.txt"], id="a hidden folder that is named"),
        pytest.param(("node_modules",), ["node_modules/y.txt"], id="a usual folder that is named"),
        pytest.param(("a.txt", ".", "./a.txt"), ["a.txt", "清单/b.md", "清单/旧/c.TSV"], id="once"),
        pytest.param(("missing.txt",), ["missing.txt"], id="missing, which its reader will say"),
        pytest.param(
            ("清单/旧/../b.md", "清单"), ["清单/b.md", "清单/旧/c.TSV"], id="the shortest"
        ),
    ],
)
def test_arguments_name_lists(arguments: Sequence[str], expected: list[str]) -> None:
    made("a.txt", "清单/b.md", "清单/旧/c.TSV", "d.list", ".hidden.txt", ".git/x.txt")
    made("node_modules/y.txt", "清单/空/", "清单/LICENSE")
    assert paths(*arguments) == expected


def test_absolute_folder_gives_absolute_paths(here: Path) -> None:
    made("清单/a.txt")
    assert paths(str(here)) == [f"{here}/清单/a.txt"]
    assert paths(str(here), "清单") == ["清单/a.txt"]


def test_folder_above_is_walked_with_its_own_name() -> None:
    made("甲/a.txt", "乙/b.txt", "甲/丙/c.txt")
    os.chdir("甲/丙")
    assert paths("..", "../../乙") == ["../../乙/b.txt", "../a.txt", "../丙/c.txt"]
    assert paths("..", ".") == ["../a.txt", "c.txt"]


@pytest.mark.parametrize("glob", INCLUDE)
def test_every_kind_of_list_is_found_in_any_case(glob: str) -> None:
    name = glob.replace("*", "清单")
    made(name, name.upper().replace("清单", "大写"))
    assert len(paths()) == 2


@pytest.mark.parametrize("name", EXCLUDE)
def test_what_other_programs_make_is_passed_over(name: str) -> None:
    made(f"甲/{name}/a.txt", "b.txt")
    assert paths() == ["b.txt"]


@pytest.mark.parametrize("name", ["~$清单.docx", "~$清单.xlsx", ".~清单.docx"])
def test_file_that_locks_an_open_document_is_passed_over(name: str) -> None:
    made(f"甲/{name}", "甲/清单.txt")
    assert paths() == ["甲/清单.txt"]


def test_paper_of_a_report_is_passed_over_and_a_damaged_word_file_is_not() -> None:
    made("清单/a.txt", content=WRONG)
    assert run(["report", "清单/a.txt", "-o", "清单/校验意见.docx"]) == 1
    Path("清单/坏.docx").write_bytes(Path("清单/校验意见.docx").read_bytes()[:3000])
    assert paths() == ["清单/a.txt", "清单/坏.docx"]


def test_word_file_packed_as_no_office_does_it_is_a_list_like_any_other() -> None:
    """A part packed by LZMA raises what no other way of packing does, before anything is read."""
    with zipfile.ZipFile("清单.docx", "w", zipfile.ZIP_LZMA) as package:
        package.writestr("customXml/item1.xml", "甲" * 1000)
    data = Path("清单.docx").read_bytes()
    at = data.index(b"item1.xml") + len("item1.xml") + 4
    Path("清单.docx").write_bytes(data[:at] + b"\xff" * 8 + data[at + 8 :])
    assert paths() == ["清单.docx"]


def test_file_is_not_passed_over_for_the_name_of_a_folder() -> None:
    made("venv/a.txt", "甲/venv.txt")
    assert paths() == ["甲/venv.txt"]


@pytest.mark.parametrize(
    "name",
    ["a b .txt", " a.txt", "甲\n乙.txt", "-x.txt", "100%.txt", "a\\b.txt", "甲" * 80 + ".txt"],
    ids=repr,
)
def test_odd_names_are_found_and_read(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    made(name, content=WRONG)
    assert paths() == [name]
    assert run(["check", "--output-format", "json", "."]) == 1
    assert json.loads(capsys.readouterr().out)["files"][0]["path"] == name


def test_name_that_is_no_utf8_is_found_and_read() -> None:
    name = os.fsdecode("清单.txt".encode("gb18030"))
    try:
        made(name, content=WRONG)
    except OSError:
        pytest.skip("the file system takes UTF-8 alone")
    assert paths() == [name]
    assert run(["check", "."]) == 1


def test_links_to_files_are_read_and_links_to_folders_are_not_followed() -> None:
    made("甲/a.txt", "other/b.txt")
    os.symlink("a.txt", "甲/link.txt")
    os.symlink("..", "甲/loop")
    os.symlink("missing.txt", "甲/broken.txt")
    os.symlink("self.txt", "甲/self.txt")
    os.symlink("other", "named")
    assert paths("甲") == ["甲/a.txt", "甲/link.txt", "甲/self.txt"]
    assert paths("named") == ["named/b.txt"]


def test_pipe_in_a_folder_is_passed_over() -> None:
    made("a.txt")
    os.mkfifo("pipe.txt")
    os.mkfifo(".citelawignore")
    assert paths() == ["a.txt"]


def test_folder_without_a_list_is_an_error_and_the_others_go_on() -> None:
    made("甲/a.pptx", "乙/b.txt")
    found = choice("甲", "乙")
    assert found.paths == ("乙/b.txt",)
    assert failed(found) == ("甲：其中没有要检查的清单（被排除、忽略的不算）；给出文件名。",)


def test_folder_that_cannot_be_read_is_an_error_and_the_others_go_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made("a.txt", "封/b.txt")
    scandir = os.scandir

    def sealed(path: str) -> Any:
        if path == "封/":
            raise PermissionError(13, "Permission denied", path)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", sealed)
    found = choice()
    assert found.paths == ("a.txt",)
    assert failed(found) == ("封：文件夹读不出来（没有权限），其中的文件没有检查。",)


def test_walk_does_not_go_deeper_than_it_must() -> None:
    deep = "/".join(["d"] * 103)
    made("a.txt", f"{deep}/b.txt")
    found = choice()
    assert found.paths == ("a.txt",)
    assert len(found.failures) == 1
    assert "套了 100 层以上" in failed(found)[0]
    assert paths("/".join(["d"] * 50)) == [f"{deep}/b.txt"]


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(
    "output", ["html:r.html", "full:r.txt", "grouped:r.txt", "concise:r.md", "json:r.txt"]
)
def test_report_in_the_folder_is_no_list(output: str, lang: str) -> None:
    made("a.html", content=WRONG)
    for _ in range(2):
        assert run(["check", "--lang", lang, "--output-format", output, "."]) == 1
        assert paths() == ["a.html"]
    report = output.partition(":")[2]
    assert paths(report) == [report]


@pytest.mark.parametrize("command", ["check", "check --output-format json:a.txt", "extract"])
def test_no_list_of_a_folder_is_written_over(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    made("清单/a.txt", content=WRONG)
    os.chdir("清单")
    to = [] if ":" in command else ["-o", "./a.txt"]
    assert run([*command.split(), *to, "."]) == 2
    assert "a.txt 就是要读的清单" in capsys.readouterr().err
    assert Path("a.txt").read_text("utf-8") == WRONG


# ---------------------------------------------------------------- globs


@pytest.mark.parametrize(
    ("glob", "expected"),
    [
        ("*.txt", ["a.txt", "b.txt"]),
        ("?.txt", ["a.txt", "b.txt"]),
        ("[!a].txt", ["b.txt"]),
        ("清单/*", ["清单/c.txt", "清单/d.list", "清单/旧/e.txt"]),
        ("清单/*.*", ["清单/c.txt", "清单/d.list"]),
        ("*/*.txt", ["node_modules/y.txt", "清单/c.txt"]),
        ("清单/**/*.txt", ["清单/c.txt", "清单/旧/e.txt"]),
        ("**/*.list", ["清单/d.list"]),
        ("**/旧/**/*.txt", ["清单/旧/e.txt"]),
        ("./**/e.*", ["./清单/旧/e.txt"]),
        ("清单/**", ["清单/c.txt", "清单/旧/e.txt"]),
        ("*/旧", ["清单/旧/e.txt"]),
        ("*/旧/", ["清单/旧/e.txt"]),
        (".h*/*.txt", [".hidden/x.txt"]),
        ("清单/旧/../*.txt", ["清单/旧/../c.txt"]),
        ("a[1].md", ["a[1].md"]),
        ("a[[]*", ["a[1].md"]),
    ],
)
def test_glob_is_what_a_shell_makes_of_it(glob: str, expected: list[str]) -> None:
    made("a.txt", "b.txt", "清单/c.txt", "清单/d.list", "清单/旧/e.txt", "a[1].md")
    made(".hidden/x.txt", ".z.txt", "node_modules/y.txt")
    assert paths(glob) == expected


def test_absolute_glob_gives_absolute_paths(here: Path) -> None:
    made("清单/a.txt", "清单/b.md")
    glob = str(here).replace(" ", "?")
    assert paths(f"{glob}/**/*.txt") == [f"{here}/清单/a.txt"]


def test_file_of_that_name_wins_over_the_glob() -> None:
    made("清单[12].txt", "清单1.txt", "a*.txt", "ab.txt")
    assert paths("清单[12].txt", "a*.txt") == ["a*.txt", "清单[12].txt"]


def test_glob_that_names_nothing_is_an_error() -> None:
    made("a.txt")
    found = choice("*.md", "a.txt", "no/**/x")
    assert found.paths == ("a.txt",)
    assert failed(found) == (
        "*.md：没有这样的文件；检查路径和通配符。",
        "no/**/x：没有这样的文件；检查路径和通配符。",
    )
    assert run(["check", "*.md"]) == 2


def test_stars_of_a_glob_go_round_no_link() -> None:
    made("甲/a.txt")
    os.symlink("..", "甲/loop")
    assert paths("**/*.txt", "**/**/**/a.*") == ["甲/a.txt"]


def test_glob_with_a_file_where_a_folder_should_be_names_nothing() -> None:
    made("a.txt")
    assert failed(choice("a.txt/**/x", "*/x*", "a.txt/x*")) == (
        "a.txt/**/x：没有这样的文件；检查路径和通配符。",
        "*/x*：没有这样的文件；检查路径和通配符。",
        "a.txt/x*：没有这样的文件；检查路径和通配符。",
    )


WINDOWS = SimpleNamespace(path=ntpath, sep="\\", pardir="..")


@pytest.mark.parametrize(
    ("glob", "start", "parts"),
    [
        (r"清单\**\*.txt", "", ("清单", "**", "*.txt")),
        (r"C:\清单\*.txt", "C:\\", ("清单", "*.txt")),
        (r"C:*.txt", "C:", ("*.txt",)),
        (r"\\server\share\清单\*.txt", "\\\\server\\share\\", ("清单", "*.txt")),
        ("清单/*.txt", "", ("清单", "*.txt")),
    ],
)
def test_glob_of_windows_is_taken_apart_behind_its_drive(
    glob: str, start: str, parts: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("citelaw.files._names.os", WINDOWS)
    assert taken_apart(glob) == (start, parts)


def test_path_of_windows_is_its_drive_and_names(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("citelaw.glob.os", WINDOWS)
    assert names_of("C:\\清单\\a.txt") == ("C:", "清单", "a.txt")
    assert names_of(r"\\server\share\清单") == (r"\\server\share", "清单")


# ---------------------------------------------------------------- standard input


def said(content: bytes = b"", name: str = "-") -> StandardInput:
    return StandardInput(name, lambda: content)


def test_hyphen_is_standard_input_under_its_name() -> None:
    made("a.txt")
    found = choice("-", "a.txt", "-", standard_input=said(b"x", "b.txt"))
    assert found.files == (Source("a.txt"), Source("b.txt", b"x"))
    assert found.contents == {"b.txt": b"x"}
    assert choice("-").files == (Source("-"),)


@pytest.mark.parametrize("arguments", [("-", "."), (".", "-"), ("./a.txt", "-")])
def test_standard_input_stands_in_place_of_the_file_of_its_name(arguments: Sequence[str]) -> None:
    made("a.txt")
    found = choice(*arguments, standard_input=said(b"x", "a.txt"))
    assert found.files == (Source("a.txt", b"x"),)


def test_standard_input_that_cannot_be_read_is_an_error() -> None:
    def fail() -> bytes:
        raise ReadError("标准输入已关闭。")

    found = choice("-", standard_input=StandardInput("-", fail))
    assert (found.files, failed(found)) == ((), ("标准输入已关闭。",))


@pytest.fixture
def fed(monkeypatch: pytest.MonkeyPatch) -> Callable[[bytes], None]:
    """What puts bytes into standard input."""

    def feed(content: bytes) -> None:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))

    return feed


def report(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    run(["check", "--output-format", "json", *arguments])
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def test_text_from_standard_input_is_checked(
    fed: Callable[[bytes], None], capsys: pytest.CaptureFixture[str]
) -> None:
    fed(WRONG.encode("gb18030"))
    (file,) = report(capsys, "-")["files"]
    assert (file["path"], file["encoding"]) == ("-", "gb18030")
    assert [one["code"] for one in file["diagnostics"]] == ["CL301"]


def test_configuration_of_standard_input_is_that_of_its_name(
    fed: Callable[[bytes], None], capsys: pytest.CaptureFixture[str]
) -> None:
    written("甲/citelaw.toml", '[severity]\nCL301 = "info"\n')
    fed(WRONG.encode())
    (file,) = report(capsys, "--stdin-filename", "甲/没有.txt", "-")["files"]
    assert file["path"] == "甲/没有.txt"
    assert [one["severity"] for one in file["diagnostics"]] == ["info"]
    fed(WRONG.encode())
    (file,) = report(capsys, "--stdin-filename", "甲/没有.txt")["files"]
    assert file["path"] == "甲/没有.txt"


@pytest.mark.parametrize(
    ("command", "status"),
    [("check", 1), ("extract", 0), ("statutes learn", 0), ("baseline write", 0)],
)
def test_every_command_reads_standard_input(
    command: str,
    status: int,
    fed: Callable[[bytes], None],
    capsys: pytest.CaptureFixture[str],
) -> None:
    fed(WRONG.encode())
    assert run([*command.split(), "-"]) == status
    assert not capsys.readouterr().err


def test_binary_standard_input_is_refused_with_its_name(
    fed: Callable[[bytes], None], capsys: pytest.CaptureFixture[str]
) -> None:
    fed(b"PK\x03\x04")
    assert run(["check", "--stdin-filename", "表.docx", "-"]) == 2
    assert capsys.readouterr().err.startswith("citelaw: 表.docx：文件不完整或者已损坏")


@pytest.mark.parametrize("closed", [None, "folder"])
def test_standard_input_that_is_closed_or_a_folder_gives_one_line_and_2(
    closed: str | None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object) -> bytes:
        raise IsADirectoryError(21, "Is a directory")

    stdin = None if closed is None else SimpleNamespace(buffer=SimpleNamespace(read=fail))
    monkeypatch.setattr(sys, "stdin", stdin)
    assert run(["check", "-"]) == 2
    message = capsys.readouterr().err
    assert message.startswith("citelaw: 标准输入")
    assert message.count("\n") == 1


# ---------------------------------------------------------------- excludes


@pytest.mark.parametrize(
    ("decided", "expected"),
    [
        ({"exclude": ["旧"]}, ["a.txt", "node_modules/y.txt", "清单/b.txt"]),
        ({"exclude": ["旧/"]}, ["a.txt", "node_modules/y.txt", "清单/b.txt"]),
        ({"exclude": ["/旧"]}, ["a.txt", "node_modules/y.txt", "清单/b.txt", "清单/旧/c.txt"]),
        ({"exclude": ["./清单/旧"]}, ["a.txt", "node_modules/y.txt", "清单/b.txt"]),
        ({"exclude": ["b.txt/"]}, ["a.txt", "node_modules/y.txt", "清单/b.txt", "清单/旧/c.txt"]),
        ({"exclude": ["清单/**", "!旧"]}, ["a.txt", "node_modules/y.txt"]),
        ({"exclude": ["*.txt", "!a.txt"]}, ["a.txt"]),
        ({"extend_exclude": ["清单"]}, ["a.txt"]),
        ({"include": ["*.md"]}, ["d.md"]),
        ({"include": ["清单/**"]}, ["清单/b.txt", "清单/旧/c.txt"]),
        ({"extend_include": ["*.md", "e"]}, ["a.txt", "d.md", "e", "清单/b.txt", "清单/旧/c.txt"]),
    ],
    ids=str,
)
def test_settings_decide_what_is_a_list(decided: dict[str, list[str]], expected: list[str]) -> None:
    made("a.txt", "清单/b.txt", "清单/旧/c.txt", "node_modules/y.txt", "e")
    if "d.md" in expected:
        made("d.md")
    given = Settings(**{key: globs(*texts) for key, texts in decided.items()})  # type: ignore[arg-type]
    assert paths(given=given) == expected


def test_nearest_configuration_decides_and_its_globs_count_from_its_folder() -> None:
    made("旧/a.txt", "甲/旧/b.txt", "甲/乙/旧/c.txt", "甲/新/d.txt", "丙/d.txt")
    written("citelaw.toml", 'extend-exclude = ["/旧", "/甲/新"]\n')
    written("甲/citelaw.toml", 'extend-exclude = ["乙/旧"]\n')
    assert paths() == ["丙/d.txt", "甲/新/d.txt", "甲/旧/b.txt"]
    assert paths("旧") == ["旧/a.txt"]


def test_command_line_excludes_beside_the_configuration(
    capsys: pytest.CaptureFixture[str],
) -> None:
    made("旧/a.txt", "新/b.txt", "新/c.html", content=WRONG)
    written("citelaw.toml", 'extend-exclude = ["旧"]\n')

    def listed(*arguments: str) -> list[str]:
        return [file["path"] for file in report(capsys, *arguments)["files"]]

    assert listed() == ["新/b.txt", "新/c.html"]
    assert listed("--extend-exclude", "*.html") == ["新/b.txt"]
    assert listed("--exclude", "*.html") == ["新/b.txt"]
    assert listed("--isolated", "--exclude", "b.txt,*.html") == ["旧/a.txt"]
    os.chdir("新")
    assert listed("--isolated", "--exclude", "../旧", "..") == ["../新/b.txt", "../新/c.html"]
    assert listed("--isolated", "--exclude", "*.html", "..") == ["../新/b.txt", "../旧/a.txt"]


def test_broken_configuration_is_the_failure_of_its_lists_alone(
    capsys: pytest.CaptureFixture[str],
) -> None:
    made("好/a.txt", "坏/b.txt", "空/x", content="")
    written("坏/citelaw.toml", "exclude = 1\n")
    written("空/citelaw.toml", "exclude = 1\n")
    assert run(["check", "."]) == 2
    (message,) = capsys.readouterr().err.splitlines()
    assert message.startswith("citelaw: 坏/citelaw.toml:1：exclude 要写成方括号里的几段文字")


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("force-exclude = 1", "只能是 true 或 false，不加引号"),
        ('respect-gitignore = "no"', "只能是 true 或 false，不加引号"),
        ("exclude = []", "是空的；写上内容，或者删去这一项"),
        ('include = ".txt"', '要写成方括号里的几段文字，如 include = ["*.txt"]'),
    ],
)
def test_wrong_value_is_refused_with_its_line(
    line: str, reason: str, capsys: pytest.CaptureFixture[str]
) -> None:
    made("a.txt")
    written("citelaw.toml", f"\n{line}\n")
    assert run(["check", "a.txt"]) == 2
    key = line.partition(" ")[0]
    assert capsys.readouterr().err == f"citelaw: citelaw.toml:2：{key} {reason}。\n"


# ---------------------------------------------------------------- files that are named all the same


def test_named_file_is_read_unless_excludes_are_forced() -> None:
    made("旧/a.txt", "b.txt", "node_modules/c.txt")
    given = Settings(extend_exclude=globs("旧"))
    forced = Settings(extend_exclude=globs("旧"), force_exclude=True)
    names = ("旧/a.txt", "b.txt", "node_modules/c.txt")
    assert paths(*names, given=given) == ["b.txt", "node_modules/c.txt", "旧/a.txt"]
    found = choice(*names, given=forced)
    assert found == Chosen(
        (Source("b.txt"),), (), (Source("node_modules/c.txt"), Source("旧/a.txt"))
    )


def test_forced_exclude_is_that_of_each_folder_on_the_way() -> None:
    made("甲/旧/a.txt", "甲/新/b.txt", "乙/旧/c.txt")
    written("citelaw.toml", 'exclude = ["甲/旧"]\nforce-exclude = true\n')
    written("甲/旧/citelaw.toml", "force-exclude = true\n")
    written("乙/.citelawignore", "旧/*\n!旧/c.txt\n")
    assert paths("甲/旧/a.txt", "甲/新/b.txt", "乙/旧/c.txt", "甲/旧") == [
        "乙/旧/c.txt",
        "甲/新/b.txt",
    ]


def test_folder_above_the_working_folder_excludes_nothing_by_its_name() -> None:
    """A CI system may check out below any folder: ruff-pre-commit#69, where it was ``build``."""
    made("node_modules/build/work/a.txt", "node_modules/build/work/venv/b.txt")
    os.chdir("node_modules/build/work")
    forced = Settings(force_exclude=True)
    assert paths("a.txt", "venv/b.txt", given=forced) == ["a.txt"]
    assert paths("a.txt", given=Settings(force_exclude=True, exclude=globs("build"))) == ["a.txt"]
    assert paths() == ["a.txt"]


def test_forced_exclude_counts_for_standard_input_and_globs() -> None:
    made("旧/a.txt", "b.txt")
    forced = Settings(exclude=globs("旧"), force_exclude=True)
    found = choice("-", given=forced, standard_input=said(b"x", "旧/c.txt"))
    assert found == Chosen((), (), (Source("旧/c.txt", b"x"),))
    assert paths("*", given=forced) == ["b.txt"]
    assert choice("旧/*", given=forced).files == ()


def test_run_in_which_all_is_excluded_is_no_failure(capsys: pytest.CaptureFixture[str]) -> None:
    made("旧/a.txt", content=WRONG)
    assert run(["check", "--force-exclude", "--exclude", "旧", "旧/a.txt"]) == 0
    assert run(["check", "--no-force-exclude", "--exclude", "旧", "旧/a.txt"]) == 1
    written("citelaw.toml", 'exclude = ["旧"]\nforce-exclude = true\n')
    assert run(["check", "旧/a.txt"]) == 0
    assert run(["check", "--no-force-exclude", "旧/a.txt"]) == 1
    assert not capsys.readouterr().err


# ---------------------------------------------------------------- ignore files


@needs_git
def test_what_git_ignores_is_passed_over_in_folders_alone() -> None:
    made("a.txt", "out/b.txt", "甲/c.txt", "甲/乙/d.txt", "甲/乙/e.txt", "甲/f.md")
    written(".gitignore", "out/\n*.md\n/a.txt\n")
    written("甲/.gitignore", "!f.md\n乙/*\n!乙/e.txt\n")
    everything = ["a.txt", "out/b.txt", "甲/c.txt", "甲/f.md", "甲/乙/d.txt", "甲/乙/e.txt"]
    assert paths() == everything  # no repository yet
    git("init", "-q")
    assert paths() == ["甲/c.txt", "甲/f.md", "甲/乙/e.txt"]
    assert paths("a.txt", "out", "甲/乙/d.txt") == ["a.txt", "out/b.txt", "甲/乙/d.txt"]
    assert paths("甲/乙") == ["甲/乙/e.txt"]
    assert paths(given=Settings(respect_gitignore=False)) == everything
    written("甲/citelaw.toml", "respect-gitignore = false\n")
    assert paths() == ["甲/c.txt", "甲/f.md", "甲/乙/d.txt", "甲/乙/e.txt"]


@needs_git
def test_repositories_have_their_own_excludes_and_inner_ones_begin_anew() -> None:
    git("init", "-q")
    made("a.txt", "b.txt", "内/a.txt", "内/b.txt", "内/c.txt")
    written(".git/info/exclude", "# 本机\n/b.txt\n")
    written(".gitignore", "a.txt\n")
    git("init", "-q", "内")
    written("内/.git/info/exclude", "c.txt\n")
    assert paths() == ["内/a.txt", "内/b.txt"]


@needs_git
def test_working_trees_share_the_excludes_of_their_repository() -> None:
    git("init", "-q", "主")
    name = ("-c", "user.name=甲", "-c", "user.email=a@example.invalid")
    git("-C", "主", *name, "commit", "-q", "--allow-empty", "-m", "x")
    git("-C", "主", "worktree", "add", "-q", "../副")
    written("主/.git/info/exclude", "a.txt\n")
    made("副/a.txt", "副/b.txt")
    assert Path("副/.git").is_file()
    assert paths("副") == ["副/b.txt"]


def test_own_ignore_file_counts_everywhere_and_wins_over_git() -> None:
    made(".git/", "a.txt", "生成/b.txt", "生成/c.txt", "甲/乙/d.txt", "甲/乙/e.txt")
    written(".gitignore", "生成/\n")
    written(".citelawignore", "!生成/\n/生成/c.txt\nd.txt\n")
    assert paths() == ["a.txt", "生成/b.txt", "甲/乙/e.txt"]
    os.chdir("甲/乙")
    assert paths() == ["e.txt"]
    written(".citelawignore", "!d.txt\ne.txt\n")
    assert paths() == ["d.txt"]
    assert paths(given=Settings(respect_gitignore=False)) == ["d.txt"]


def test_ignore_file_may_have_any_line_ends_and_a_mark() -> None:
    made("a.txt", "b.txt", "c.txt", "d.txt ", "e .txt", "#f.txt", "g.txt")
    Path(".citelawignore").write_bytes(
        b"\xef\xbb\xbfa.txt\r\n#g.txt\r\n\r\n \nb.txt  \nd.txt\\ \ne\\ .txt\n\\#f.txt"
    )
    assert paths() == ["c.txt", "g.txt"]


def test_ignore_file_that_cannot_be_used_is_an_error() -> None:
    made("a.txt")
    Path(".citelawignore").write_bytes(b"a.txt\n" * 200_000)
    found = choice()
    assert found.paths == ("a.txt",)
    assert failed(found) == (".citelawignore：大于 1 MB，没有照它忽略文件；拆小后再用。",)


HOSTILE = ["*a" * 60 + "b", "/".join(["**", "a"] * 60) + "/b", "[a-z]*" * 60 + "!", "?" * 2000]


@pytest.mark.parametrize("line", HOSTILE, ids=lambda line: line[:6])
def test_hostile_line_costs_no_time(line: str) -> None:
    glob = compiled(line)
    assert not glob.names(("a" * 250,) * 3)
    assert not glob.names(("a",) * 300)


# What a name may fit: only what git reads as bytes (? and [] beside Han characters) is left out.
NAMES = ("a", "b", "ab", "abc", "a b", "aXb", "a]", "#a", "!b", "a*b")
_PIECES = st.one_of(
    st.sampled_from(["a", "b", "ab", "c", "X", "*", "*", "**", "?", " ", "]", "-", "#", "!", "["]),
    st.sampled_from(["[ab]", "[!a]", "[^b]", "[a-c]", "[]a]", "[a-]", "[b-a]", "[a\\-c]", "[a/b]"]),
    st.sampled_from(
        ["[[:alpha:]]", "[[:foo:]]", "[\\]a]", "\\*", "\\", "\\ ", "\\#", "\\!", "\\/"]
    ),
)
_SEGMENTS = st.one_of(
    st.lists(_PIECES, min_size=1, max_size=3).map("".join), st.sampled_from(["**", "*", "a"])
)
# Git takes what stands before the first wildcard off pattern and path alike, so that a** is ** to
# it at the start of a line; and **\\/ is one folder at least. Neither is meant by its manual.
_QUIRKS = re.compile(r"!?/?[^*?\[\\/]+\*\*|.*\*\*\\/")
_LINES = st.builds(
    "{}{}{}{}".format,
    st.sampled_from(["", "", "", "!"]),
    st.sampled_from(["", "", "/"]),
    st.lists(_SEGMENTS, min_size=1, max_size=4).map("/".join),
    st.sampled_from(["", "", "/", " ", "\r"]),
).filter(lambda line: not _QUIRKS.match(line))


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with files in folders of all the names, three deep."""
    root = tmp_path_factory.mktemp("repository")
    subprocess.run(["git", "init", "-q", root], check=True)
    for at, outer in enumerate(NAMES):
        for inner in NAMES[at:]:
            (root / outer / inner).mkdir(parents=True, exist_ok=True)
            for name in NAMES[::3]:
                (root / outer / inner / name).touch()
        for name in NAMES[:at]:
            (root / outer / name).touch()
    return root


@needs_git
@settings(max_examples=60)
@given(top=st.lists(_LINES, min_size=1, max_size=4), below=st.lists(_LINES, max_size=3))
@example(top=["a", "!**/a"], below=["!a"])
@example(top=["a/a\\/a", "\\/b"], below=[])
@example(top=["/***/a*b", "a/**", "!a/b/"], below=["/**"])
def test_ignore_files_mean_what_git_makes_of_them(
    top: list[str], below: list[str], repository: Path
) -> None:
    os.chdir(repository)
    Path(".gitignore").write_text("\n".join(top), "utf-8", newline="")
    Path("a/.gitignore").write_text("\n".join(below), "utf-8", newline="")
    command = ["git", "ls-files", "--others", "--exclude-standard", "-z"]
    found = subprocess.run(command, capture_output=True, check=True).stdout.decode().split("\0")
    expected = sorted(name for name in found if name and not name.endswith(".gitignore"))
    given = Settings(include=globs("*"), exclude=globs("nothing"))
    assert list(choice(given=given).paths) == expected


def test_characters_are_characters_where_git_sees_bytes() -> None:
    assert compiled("?.txt").names(("清.txt",))
    assert compiled("[清甲].txt").names(("清.txt",))


@pytest.mark.parametrize("name", sorted(set(string.punctuation) - set("/!")))
def test_every_mark_may_stand_escaped_and_in_a_bracket(name: str) -> None:
    assert compiled(f"a\\{name}").names((f"a{name}",))
    assert compiled(f"a[\\{name}]").names((f"a{name}",))
    assert not compiled(f"a[!\\{name}]").names((f"a{name}",))


# ---------------------------------------------------------------- what commands make of it


def test_folder_is_checked_as_its_files_are(capsys: pytest.CaptureFixture[str]) -> None:
    made("清单/a.txt", "清单/b.md", content=WRONG)
    assert report(capsys, "清单") == report(capsys, "清单/b.md", "清单/a.txt")
    os.chdir("清单")
    assert [file["path"] for file in report(capsys)["files"]] == ["a.txt", "b.md"]


def test_folder_without_a_list_ends_with_2(capsys: pytest.CaptureFixture[str]) -> None:
    for command in ("check", "extract", "statutes learn", "baseline write", "check --diff"):
        assert run(command.split()) == 2
        assert capsys.readouterr().err == (
            "citelaw: .：其中没有要检查的清单（被排除、忽略的不算）；给出文件名。\n"
        )


def test_listing_names_the_file_unless_one_file_was_asked_for(
    fed: Callable[[bytes], None], capsys: pytest.CaptureFixture[str]
) -> None:
    made("a.txt", content=WRONG)

    def files(*arguments: str) -> set[str | None]:
        assert run(["extract", *arguments]) == 0
        lines = capsys.readouterr().out.splitlines()
        return {json.loads(line).get("file") for line in lines}

    assert files("a.txt") == {None}
    assert files(".") == files() == files("*.t?t") == {"a.txt"}
    fed(WRONG.encode())
    assert files("-") == {None}
    fed(WRONG.encode())
    assert files("-", "a.txt") == {"-", "a.txt"}


def test_baseline_is_kept_of_folders(capsys: pytest.CaptureFixture[str]) -> None:
    made("清单/a.txt", content=WRONG)
    assert run(["baseline", "write"]) == 0
    assert run(["check", "--baseline", ".citelaw-baseline.json"]) == 0
    made("清单/a.txt", content="没有。\n")
    assert run(["baseline", "prune", "清单"]) == 0
    assert "去掉已改的 1 条，保留 0 条" in capsys.readouterr().out


def test_fixes_reach_the_files_of_a_folder() -> None:
    made("清单/a.txt", content="根据《中华人民共和国 社会保险法》第八十八条处理。\n")
    assert run(["check", "--fix", "."]) == 0
    assert "《中华人民共和国社会保险法》" in Path("清单/a.txt").read_text("utf-8")


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["--exclude", ","], "--exclude：有空的名称；写作 旧清单 或 旧清单,*.html"),
        (["--stdin-filename", "a.txt", "b.txt"], "--stdin-filename 只和 - （标准输入）同用"),
        (["--watch", "-"], "--watch 不能用于标准输入（-）"),
    ],
)
def test_wrong_options_are_refused(
    arguments: list[str], reason: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["check", *arguments]) == 2
    assert capsys.readouterr().err == f"citelaw: {reason}；用法见 citelaw check --help。\n"


# ---------------------------------------------------------------- start-up


def test_run_on_a_named_file_loads_no_walk() -> None:
    made("a.txt", content=WRONG)
    program = (
        "import sys; from citelaw.commands import run; run(['check', 'a.txt', '-o', 'r']);"
        "print(*sys.modules)"
    )
    root = Path(__file__).resolve().parents[1]
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": str(root)},
    )
    loaded = set(done.stdout.split())
    assert "citelaw.files" in loaded
    assert not loaded & {"citelaw.files._walk", "citelaw.glob", "citelaw.files._filter"}


def test_working_folder_that_is_gone_is_said_where_it_is_needed(
    here: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made("../清单/a.txt", content=WRONG)
    here.rmdir()
    for arguments in (["check"], ["check", "a.txt"], ["check", "--exclude", "a", "/"], ["init"]):
        assert run(arguments) == 2
        assert capsys.readouterr().err == (
            "citelaw: 当前文件夹已经不存在；换到别的文件夹再运行。\n"
        )
    assert run(["check", str(tmp_path / "清单")]) == 1
    assert run(["check", "--force-exclude", str(tmp_path / "清单" / "a.txt")]) == 1


# ---------------------------------------------------------------- standard input, corrected

BLANK = "根据《中华人民共和国 社会保险法》第八十八条处理。\r\n"
RIGHT = "根据《中华人民共和国社会保险法》第八十八条处理。\r\n"


Fix = Callable[..., tuple[int, bytes, str]]


@pytest.fixture
def fix(fed: Callable[[bytes], None], capsysbinary: pytest.CaptureFixture[bytes]) -> Fix:
    """What corrects bytes from standard input: status, standard output, standard error."""

    def mended(content: bytes, *arguments: str) -> tuple[int, bytes, str]:
        fed(content)
        status = run(["check", "--fix", "-", *arguments])
        said = capsysbinary.readouterr()
        return status, said.out, said.err.decode()

    return mended


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_corrected_standard_input_is_given_back_in_its_own_bytes(encoding: str, fix: Fix) -> None:
    status, text, told = fix(BLANK.encode(encoding))
    assert (status, text) == (0, RIGHT.encode(encoding))
    assert "已修正 1 处" in told


def test_report_on_corrected_standard_input_may_go_to_a_file(fix: Fix) -> None:
    arguments = ("--output-format", "json", "-o", "report.json", "--stdin-filename", "甲.txt")
    status, text, told = fix((BLANK + WRONG).encode(), *arguments)
    assert (status, text, told) == (1, (RIGHT + WRONG).encode(), "")
    (file,) = json.loads(Path("report.json").read_bytes())["files"]
    assert [one["code"] for one in file["diagnostics"]] == ["CL301"]
    assert file["path"] == "甲.txt"
    assert not Path("甲.txt").exists()


@pytest.mark.parametrize(
    ("content", "status"),
    [
        pytest.param(RIGHT.encode(), 0, id="nothing to correct"),
        pytest.param(b"", 0, id="nothing at all"),
        pytest.param(b"PK\x03\x04\xff", 2, id="no text"),
        pytest.param(BLANK.encode("gb18030") + b"\xff", 2, id="in no encoding"),
    ],
)
def test_what_cannot_be_corrected_is_given_back_as_it_was(
    content: bytes, status: int, fix: Fix
) -> None:
    assert fix(content)[:2] == (status, content)


def test_excluded_standard_input_is_given_back_as_it_was(fix: Fix) -> None:
    excluded = ("--force-exclude", "--exclude", "旧", "--stdin-filename", "旧/a.txt")
    assert fix(BLANK.encode(), *excluded)[:2] == (0, BLANK.encode())


@pytest.mark.parametrize("option", ["--backup", "a.txt"])
def test_standard_input_is_corrected_alone(option: str, fix: Fix) -> None:
    made("a.txt", content=BLANK)
    status, text, told = fix(BLANK.encode(), option)
    assert (status, text) == (2, b"")
    assert "标准输入（-）" in told
    assert Path("a.txt").read_bytes() == BLANK.encode()


def test_difference_of_standard_input_has_its_name(
    fed: Callable[[bytes], None], capsys: pytest.CaptureFixture[str]
) -> None:
    fed(BLANK.encode())
    assert run(["check", "--diff", "--stdin-filename", "甲.txt"]) == 1
    assert "甲.txt" in capsys.readouterr().out.splitlines()[0]
