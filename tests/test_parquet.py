"""Are the tables of ``parquet:DIR`` those of a check of each file, and the same after a kill?"""

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.shell_completion import ShellComplete

import citelaw.integrations.arrow as arrow
import citelaw.integrations.parquet as parquet
from citelaw import Engine
from citelaw.commands import _options, cli, run
from citelaw.configuration import Configuration
from citelaw.integrations.parquet import Folder, Run, parts_of
from citelaw.settings import Settings

DAY = date(2026, 11, 21)
WRONG = "依据《中华人民共和国社会保险法》第九百条。\n"
CLEAN = "依据《中华人民共和国社会保险法》第八十八条。\n"
on_posix = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with names")
PROGRAM = """
import sys
import citelaw.integrations.parquet as parquet
from citelaw.commands import run
if __name__ == "__main__":
    parquet.PART_FILES = 2
    sys.exit(run(sys.argv[1:]))
"""


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A working folder with eleven lists, one of which is unreadable, in parts of two."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(parquet, "PART_FILES", 2)
    lists = tmp_path / "lists"
    lists.mkdir()
    for number in range(10):
        (lists / f"{number}.txt").write_text(f"第{number}份。\n" + WRONG * (number % 3), "utf-8")
    (lists / "binary.txt").write_bytes(b"\x00\x01" * 500)
    return tmp_path


def checked(*options: str) -> int:
    return run(["check", "lists", "--as-of", str(DAY), "--output-format", "parquet:out", *options])


def rows(folder: str = "out") -> list[dict[str, Any]]:
    parts = sorted(Path(folder).glob("part-*.parquet"))
    return [row for part in parts for row in pq.read_table(part).to_pylist()]


def bytes_of(folder: str = "out") -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(Path(folder).iterdir())}


def made() -> dict[str, int]:
    """When each part was put where it is, as far as the file system tells two files apart."""
    return {path.name: path.stat().st_ino for path in Path("out").glob("part-*")}


def paths() -> list[str]:
    return sorted(os.path.join("lists", name) for name in os.listdir("lists"))


# ---------------------------------------------------------------- what is in the tables


def as_rows(found: Iterator[dict[str, Any]], path: str, schema: pa.Schema) -> list[dict[str, Any]]:
    return pa.Table.from_pylist([{"file": path} | row for row in found], schema).to_pylist()


def test_rows_are_those_of_each_file_checked_by_itself(here: Path) -> None:
    assert checked() == 2
    engine = Engine(as_of=DAY)
    expected = []
    for path, result in zip(paths(), engine.check_many(paths()), strict=True):
        expected += as_rows(arrow.checked_rows(result), path, parquet.SCHEMAS["check"])
    assert rows() == expected
    assert len([row for row in expected if row["code"] == "CL301"]) == 9


def test_rows_are_those_of_each_file_extracted_by_itself(here: Path) -> None:
    assert run(["extract", "lists", "--output-format", "parquet:out"]) == 2
    expected = []
    for path, result in zip(paths(), Engine().extract_many(paths()), strict=True):
        expected += as_rows(arrow.extracted_rows(result), path, parquet.SCHEMAS["extract"])
    assert rows() == expected


def test_every_file_gives_one_row_of_its_own_and_unreadable_ones_say_why(here: Path) -> None:
    checked()
    documents = [row for row in rows() if row["kind"] == "document"]
    assert [row["file"] for row in documents] == paths()
    (failed,) = (row for row in documents if row["error"])
    assert failed["file"] == os.path.join("lists", "binary.txt")
    assert failed["document"] is None


def test_workers_write_what_one_process_writes(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    checked()
    monkeypatch.setattr(parquet, "WORTH_SPREADING", 0)
    alone = bytes_of()
    assert run(["check", "lists", "--as-of", str(DAY), "--output-format=parquet:two", "-j2"]) == 2
    assert bytes_of("two") == alone


def test_settings_are_those_nearest_to_each_file(here: Path) -> None:
    for name, toml in {
        "ignored": 'ignore = ["CL301"]',
        "accepted": '[[suppress]]\nrule = "CL301"\nreason = "旧版照录"',
        "mild": "[severity]\nCL301 = 'warning'",
    }.items():
        folder = here / "lists" / name
        folder.mkdir()
        (folder / "citelaw.toml").write_text(toml, "utf-8")
        (folder / "a.txt").write_text(WRONG, "utf-8")
        (folder / "b.txt").write_text(CLEAN, "utf-8")
    checked()
    found = {row["file"]: row for row in rows() if row["kind"] == "finding"}
    first = {name: found.get(os.path.join("lists", name, "a.txt")) for name in os.listdir("lists")}
    assert (first["ignored"], first["accepted"]) == (None, None)
    assert first["mild"] is not None
    assert first["mild"]["severity"] == "warning"
    accepted = os.path.join("lists", "accepted", "a.txt")
    (document,) = (row["document"] for row in rows() if row["file"] == accepted)
    assert [one["reason"] for one in document["suppressed"]] == ["旧版照录"]


def test_entry_that_does_nothing_in_one_of_many_files_is_no_finding(here: Path) -> None:
    entry = '[[suppress]]\nrule = "CL301"\nreason = "旧版照录"'
    (here / "lists" / "citelaw.toml").write_text(entry, "utf-8")
    checked()
    assert not [row for row in rows() if row["code"] == "CL902"]


def test_facts_beside_a_file_count(here: Path) -> None:
    (here / "lists" / "0.txt").write_text("依据《青石县集市管理办法》第三条。\n", "utf-8")
    checked()
    before = [row["code"] for row in rows() if row["file"].endswith("0.txt")]
    (here / "lists" / "statutes.toml").write_text(
        '[[statute]]\ntitle = "青石县集市管理办法"\nissuer = "青石县人民政府"\n', "utf-8"
    )
    checked("--resume")
    after = [row["code"] for row in rows() if row["file"].endswith("0.txt")]
    assert (before, after) == ([None, "CL201"], [None])


def test_least_severity_counts(here: Path) -> None:
    (here / "lists" / "0.txt").write_text(
        "依据《 中华人民共和国社会保险法》第八十八条。\n", "utf-8"
    )
    checked("--min-severity", "error")
    assert {row["severity"] for row in rows()} == {None, "error"}


def test_name_that_is_no_text_is_shown_with_its_bytes(here: Path) -> None:
    name = os.fsencode("lists/") + b"\xff.txt"
    try:
        Path(os.fsdecode(name)).write_bytes(b"\x00\x01" * 500)
    except OSError:
        pytest.skip("the file system wants text")
    checked()
    (row,) = (row for row in rows() if row["file"].startswith("lists/\\"))
    assert row["file"] == r"lists/\udcff.txt"
    assert r"\udcff" in row["error"]


def test_one_file_with_many_findings_is_written_in_several_groups(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(arrow, "BATCH", 20_000)
    monkeypatch.setattr(parquet, "BATCH", 20_000)
    (here / "lists" / "0.txt").write_text(WRONG * 300, "utf-8")
    checked()
    file = pq.ParquetFile("out/part-00000.parquet")
    assert file.metadata.num_rows > 300
    assert max(file.metadata.row_group(at).num_rows for at in range(file.num_row_groups)) < 60


# ---------------------------------------------------------------- parts


def test_parts_are_cut_by_bytes_and_by_number(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet, "PART_FILES", 4)
    monkeypatch.setattr(parquet, "PART_BYTES", 1000)
    names = paths()  # the last one has 1000 bytes
    found = list(parts_of([*names, "missing.txt"]))
    assert [one.name for one in found] == [f"part-0000{number}.parquet" for number in range(4)]
    assert [len(one.paths) for one in found] == [4, 4, 3, 1]


@on_posix
@pytest.mark.parametrize("whole", [1, 3, 5])
def test_killed_run_that_goes_on_ends_with_the_same_bytes(here: Path, whole: int) -> None:
    checked()
    undisturbed = bytes_of()
    command = ["check", "lists", "--as-of", str(DAY), "--output-format", "parquet:killed"]
    _stopped_after(whole, signal.SIGKILL, command, here / "killed")
    assert run([*command, "--resume"]) == 2
    assert bytes_of("killed") == undisturbed


@on_posix
def test_interrupted_run_says_how_to_go_on(here: Path) -> None:
    command = ["check", "lists", "--as-of", str(DAY), "--output-format", "parquet:stopped"]
    status, said = _stopped_after(1, signal.SIGINT, command, here / "stopped")
    assert status == 130
    assert re.search(
        r"citelaw: 中断；stopped 里已有 \d 个完整的部分，加 --resume 接着做。\n$", said
    )
    assert not list(Path("stopped").glob(".citelaw-*"))


def _stopped_after(
    whole: int, how: signal.Signals, command: list[str], folder: Path
) -> tuple[int, str]:
    """Send a run a signal when so many parts are whole; return its status, and what it said.

    Its lists are fed through a pipe, so that it cannot be sooner done than it is stopped.
    """
    pipe = paths()[2 * whole]
    content = Path(pipe).read_bytes()
    os.unlink(pipe)
    os.mkfifo(pipe)
    program = folder.parent / "program.py"
    program.write_text(PROGRAM, "utf-8")
    named = [*command[:1], *paths(), *command[2:]]
    run_ = subprocess.Popen(
        [sys.executable, str(program), *named], stderr=subprocess.PIPE, text=True
    )
    try:
        until = time.monotonic() + 30
        while len(list(folder.glob("part-*"))) < whole and time.monotonic() < until:
            assert run_.poll() is None, "the run ended early"
            time.sleep(0.01)
        time.sleep(0.1)  # into the next part
        run_.send_signal(how)
        said = run_.communicate(timeout=30)[1]
    finally:
        run_.kill()
        os.unlink(pipe)
        Path(pipe).write_bytes(content)
    return run_.returncode, said


def _no_change() -> None:
    pass


def _changed_file() -> None:
    Path("lists/2.txt").write_text(WRONG * 9, "utf-8")


def _truncated_part() -> None:
    path = Path("out/part-00001.parquet")
    path.write_bytes(path.read_bytes()[:-100])


def _damaged_page() -> None:
    path = Path("out/part-00001.parquet")
    found = bytearray(path.read_bytes())
    start = pq.read_metadata(path).row_group(0).column(0).dictionary_page_offset
    found[start + 40] ^= 0xFF
    path.write_bytes(bytes(found))


def _missing_part() -> None:
    os.unlink("out/part-00001.parquet")


def _draft() -> None:
    Path("out/.citelaw-77-0").write_bytes(b"PAR1")


def _surplus_part() -> None:
    path = Path("out/part-00000.parquet")
    Path("out/part-00017.parquet").write_bytes(path.read_bytes())


@pytest.mark.parametrize(
    ("change", "anew"),
    [
        (_no_change, ""),
        (_changed_file, "part-00001.parquet"),
        (_truncated_part, "part-00001.parquet"),
        (_damaged_page, "part-00001.parquet"),
        (_missing_part, "part-00001.parquet"),
        (_draft, ""),
        (_surplus_part, ""),
    ],
)
def test_going_on_makes_anew_what_is_not_right_any_more(
    here: Path, change: Callable[[], None], anew: str
) -> None:
    checked()
    before = made()
    change()
    assert checked("--resume") == 2
    kept = {name for name, at in made().items() if before[name] == at and name != anew}
    assert kept == before.keys() - {anew}
    run(["check", "lists", "--as-of", str(DAY), "--output-format", "parquet:fresh"])
    assert bytes_of() == bytes_of("fresh")


@pytest.mark.parametrize(
    "options", [["--min-severity", "error"], ["--select", "CL3"], ["--as-of", "2026-11-20"]]
)
def test_other_settings_make_all_anew(here: Path, options: list[str]) -> None:
    checked()
    checked("--resume", *options)
    run(["check", "lists", "--as-of", str(DAY), "--output-format", "parquet:fresh", *options])
    assert bytes_of() == bytes_of("fresh")


def test_other_working_folder_makes_all_anew_by_which_findings_are_known(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    command = ["check", str(here / "lists"), "--as-of", str(DAY), "--output-format"]
    run([*command, f"parquet:{here / 'out'}"])
    monkeypatch.chdir(here / "lists")
    run([*command, f"parquet:{here / 'out'}", "--resume"])
    run([*command, f"parquet:{here / 'fresh'}"])
    assert bytes_of(str(here / "out")) == bytes_of(str(here / "fresh"))


def test_other_database_makes_all_anew(here: Path, database: Path) -> None:
    checked()
    checked("--resume", "--database", str(database))
    digests = {row["document"]["digest"] for row in rows() if row["document"]}
    assert len(digests) == 1
    checked("--resume")
    assert digests.isdisjoint({row["document"]["digest"] for row in rows() if row["document"]})


def test_other_baseline_makes_all_anew(here: Path) -> None:
    assert run(["baseline", "write", "-o", "b.json", "--as-of", str(DAY), "lists/1.txt"]) == 0
    checked("--baseline", "b.json")
    assert not [row for row in rows() if row["code"] and row["file"].endswith("1.txt")]
    baseline = json.loads(Path("b.json").read_text("utf-8"))
    key = next(name for name, value in baseline.items() if isinstance(value, list) and value)
    Path("b.json").write_text(json.dumps(baseline | {key: []}), "utf-8")
    checked("--baseline", "b.json", "--resume")
    assert [row for row in rows() if row["code"] and row["file"].endswith("1.txt")]


def test_run_goes_on_with_the_day_on_which_it_began(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["check", "lists", "--output-format", "parquet:out"]
    monkeypatch.setattr(_options, "today", lambda: DAY)
    run(command)
    before = bytes_of()
    monkeypatch.setattr(_options, "today", lambda: date(2026, 11, 30))
    capsys.readouterr()
    run([*command, "--resume"])
    assert bytes_of() == before
    assert "接着 2026-11-21 的检查做" in capsys.readouterr().err


def test_file_that_failed_in_an_unforeseen_way_is_tried_again(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(self: object, path: Path, content: bytes) -> None:
        raise MemoryError

    with monkeypatch.context() as broken:
        broken.setattr("citelaw.engine.Engine.read", failing)
        checked()
    assert all(row["error"] for row in rows())
    checked("--resume")
    assert len([row for row in rows() if row["error"]]) == 1


def test_file_at_which_workers_died_is_tried_again(here: Path) -> None:
    examined = parquet._lost("check", "lists/0.txt")
    assert (examined.key, examined.tally.failed) == ("", 1)
    (batch,) = examined.batches
    assert batch.to_pylist()[0]["file"] == "lists/0.txt"


def test_configurations_that_are_held_are_few(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet, "MOST_BESIDE", 2)
    for number in range(7):
        folder = here / "lists" / str(number)
        folder.mkdir()
        (folder / "citelaw.toml").write_text(f'ignore = ["CL60{number % 3 + 1}"]', "utf-8")
        (folder / "a.txt").write_text(WRONG, "utf-8")
    examiner = parquet._Examiner("check", Configuration(Settings(as_of=DAY)))
    for number in range(7):
        assert examiner(f"lists/{number}/a.txt").tally.failing == 1
        assert len(examiner._states) <= 2


# ---------------------------------------------------------------- the folder


def test_folder_that_holds_anything_is_refused(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("out").mkdir()
    Path("out/note.txt").write_text("别动", "utf-8")
    assert checked() == 2
    assert capsys.readouterr().err == (
        "citelaw: out：文件夹不是空的；换一个，接着做上次没有做完的用 --resume。\n"
    )
    assert os.listdir("out") == ["note.txt"]


def test_files_of_others_stay(here: Path) -> None:
    Path("out").mkdir()
    Path("out/note.txt").write_text("别动", "utf-8")
    Path("out/part-1.parquet").write_text("别动", "utf-8")
    checked("--resume")
    assert Path("out/note.txt").read_text("utf-8") == "别动"
    assert Path("out/part-1.parquet").read_text("utf-8") == "别动"


def test_part_of_somebody_else_is_refused(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("out").mkdir()
    pq.write_table(pa.table({"a": [1]}), "out/part-00000.parquet")
    before = bytes_of()
    assert checked("--resume") == 2
    assert "part-00000.parquet：不是 citelaw 写的文件" in capsys.readouterr().err
    assert bytes_of() == before


def test_folder_of_the_other_command_is_refused(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(["extract", "lists", "--output-format", "parquet:out"])
    before = bytes_of()
    assert checked("--resume") == 2
    assert "out：里面是 citelaw extract 的结果" in capsys.readouterr().err
    assert bytes_of() == before


def test_folder_that_cannot_be_made_is_said(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("out").write_text("文件", "utf-8")
    assert checked() == 2
    assert capsys.readouterr().err == "citelaw: out：写不进去（已经有同名的文件）；换一个位置。\n"


def test_nothing_half_written_is_left_where_the_disk_is_full(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(self: object, *_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(pq.ParquetWriter, "write_table", full)
    assert checked() == 2
    assert os.listdir("out") == []


# ---------------------------------------------------------------- the command


def test_status_is_that_of_a_check_also_for_parts_that_are_kept(here: Path) -> None:
    assert checked() == 2
    assert checked("--resume") == 2
    os.unlink("lists/binary.txt")
    assert checked("--resume") == 1
    assert checked("--resume") == 1
    assert checked("--resume", "--exit-zero") == 0
    assert checked("--resume", "--select", "CL602") == 0


def test_run_says_what_it_did_and_nothing_where_it_is_to_be_quiet(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    os.unlink("lists/binary.txt")
    checked()
    assert capsys.readouterr() == (
        "",
        "citelaw: out：10 份文件，9 处问题；5 个部分，其中 0 个沿用。\n"
        "citelaw: 各份清单单独检查：不比较清单之间的写法（CL503），"
        "不报告配置里多余的抑制条目（CL902）。\n",
    )
    checked("--resume", "--quiet")
    assert capsys.readouterr() == ("", "")


def test_reasons_are_said_of_the_first_unreadable_files(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for number in range(30):
        Path(f"lists/b{number}.txt").write_bytes(b"\x00\x01" * 500)
    checked()
    said = capsys.readouterr().err.splitlines()
    assert len(said) == 22
    assert "31 份读不出来" in said[20]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ("check --output-format parquet lists", "parquet 要写明文件夹"),
        ("check --output-format parquet:o --output-format json lists", "不和别的格式同用"),
        ("check --output-format parquet:o --fix lists", "--fix 不和"),
        ("check --output-format parquet:o --watch lists", "--watch 不和"),
        ("check --output-format parquet:o -o x lists", "--output 不和"),
        ("check --output-format parquet:o --statistics lists", "--statistics 不和"),
        ("check --output-format parquet:o --diff lists", "--diff 只输出改动"),
        ("check --resume lists", "--resume 只和"),
        ("extract --resume lists", "--resume 只和"),
        ("extract --jobs 2 lists", "--jobs 只和"),
        ("extract --output-format parquet lists", "jsonl、table、parquet:DIR"),
        ("extract --output-format parquet: lists", "parquet 要写明文件夹"),
        ("extract --output-format parquet:o --with-text lists", "--with-text 不和"),
    ],
)
def test_options_that_contradict_each_other_are_refused(
    here: Path, arguments: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(arguments.split()) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert said in line
    assert not Path("o").exists()


def test_standard_input_is_refused(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with open("lists/1.txt", encoding="utf-8") as given, pytest.MonkeyPatch.context() as patch:
        patch.setattr("sys.stdin", given)
        assert run(["check", "-", "--output-format", "parquet:o"]) == 2
    assert "parquet 不和 -（标准输入）同用" in capsys.readouterr().err


def test_missing_package_is_said(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    assert checked() == 2
    assert capsys.readouterr().err == (
        "citelaw: 没有安装写 Parquet 所需的软件包，安装：pip install 'citelaw[parquet]'\n"
    )


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("check --output-format par", [("parquet", "plain")]),
        ("extract --output-format par", [("parquet", "plain")]),
        ("check --output-format parquet:o", [("o", "dir")]),
        ("extract --output-format parquet:o", [("o", "dir")]),
    ],
)
def test_name_and_folder_are_completed(line: str, expected: list[tuple[str, str]]) -> None:
    *words, last = line.split(" ")
    found = ShellComplete(cli, {}, "citelaw", "X").get_completions(words, last)
    assert [(one.value, one.type) for one in found] == expected


# ---------------------------------------------------------------- bounded memory, and the page


def test_no_document_is_held_once_it_is_written(here: Path) -> None:
    import gc

    from citelaw.model import ResolvedDocument

    folder = Folder(Path("out"), parquet.CHECK)
    folder.prepare(resume=False)
    gc.collect()
    before = {id(one) for one in gc.get_objects() if isinstance(one, ResolvedDocument)}
    Run(folder, Configuration(Settings(as_of=DAY))).write(paths())
    gc.collect()
    held = [one for one in gc.get_objects() if isinstance(one, ResolvedDocument)]
    assert [one for one in held if id(one) not in before] == []
