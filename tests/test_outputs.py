"""Where reports go, and how a run ends: several reports, pipes, interrupts, a terminal."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from wcwidth import wcswidth

from citelaw.commands import run

WRONG = "依据《中华人民共和国社会保险法》第九百条。\n"
RIGHT = "依据《中华人民共和国社会保险法》第八十八条。\n"
CITELAW = (sys.executable, "-m", "citelaw")


@pytest.fixture
def wrong(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.chdir(tmp_path)
    Path("清单 1.txt").write_text(WRONG, "utf-8")
    return "清单 1.txt"


def checked(*arguments: str) -> int:
    return run(["check", "--as-of", "2026-11-21", *arguments])


# ---------------------------------------------------------------- several reports


def test_one_run_gives_several_reports(wrong: str, capsys: pytest.CaptureFixture[str]) -> None:
    formats = ("--output-format", "json:out.json", "--output-format", "full")
    assert checked(wrong, *formats) == 1
    assert "CL301" in capsys.readouterr().out
    report = json.loads(Path("out.json").read_text("utf-8"))
    assert report["files"][0]["path"] == wrong


def test_report_without_a_file_of_its_own_goes_to_the_output_file(
    wrong: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert checked(wrong, "--output-format", "json", "-o", "out.json") == 1
    assert capsys.readouterr().out == ""
    assert json.loads(Path("out.json").read_text("utf-8"))["summary"]["errors"] == 1


@pytest.mark.parametrize("options", [["-o", "-"], ["--output-format", "full:-"]])
def test_a_dash_is_standard_output(
    wrong: str, options: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert checked(wrong, *options) == 1
    assert "CL301" in capsys.readouterr().out
    assert os.listdir() == [wrong]


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (
            ["--output-format", "full", "--output-format", "json"],
            "full 和 json 两份报告都写到标准输出；用 --output-format json:文件 给其中一份指定文件",
        ),
        (
            ["--output-format", "full:a", "--output-format", "json:./a"],
            "full 和 json 两份报告都写到./a；",
        ),
        (["--output-format", "full:", "x"], "--output-format：'full:' 的冒号后面没有文件名"),
        (["--output-format", "sarf"], "--output-format：没有格式 'sarf'，只有 "),
        (["--output-format", "json:清单 1.txt"], "清单 1.txt 就是要读的清单，报告换一个文件名"),
        (["--diff", "--output-format", "json"], "--diff 只输出改动，不能再指定 --output-format"),
        (["--exit-non-zero-on-fix"], "--exit-non-zero-on-fix 只能和 --fix 同用"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_reports_that_contradict_each_other_are_refused(
    wrong: str, arguments: list[str], reason: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert checked(wrong, *arguments) == 2
    assert capsys.readouterr().err.startswith(f"citelaw: {reason}")
    assert Path(wrong).read_text("utf-8") == WRONG


def test_report_that_cannot_be_written_is_said_and_the_others_are_written(
    wrong: str, capsys: pytest.CaptureFixture[str]
) -> None:
    formats = ("--output-format", "json:none/out.json", "--output-format", "full")
    assert checked(wrong, *formats) == 2
    said = capsys.readouterr()
    assert said.err == (
        "citelaw: none/out.json：写不进去（没有这个文件或者文件夹）；换一个位置。\n"
    )
    assert "CL301" in said.out


def test_report_is_never_left_half_written(wrong: str, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("out.json").write_text("former", "utf-8")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.replace", full)
    assert checked(wrong, "--no-cache", "--output-format", "json:out.json") == 2
    assert Path("out.json").read_text("utf-8") == "former"
    assert sorted(os.listdir()) == ["out.json", wrong]


# ---------------------------------------------------------------- how a run ends


def test_quiet_run_reports_findings_and_nothing_else(
    wrong: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("right.txt").write_text(RIGHT, "utf-8")
    assert checked("-q", "right.txt") == 0
    assert capsys.readouterr() == ("", "")
    assert checked("-q", wrong) == 1
    said = capsys.readouterr()
    assert "CL301" in said.out
    assert "共 1 个文件" not in said.out


def test_verbose_run_says_what_it_did(wrong: str, capsys: pytest.CaptureFixture[str]) -> None:
    Path("citelaw.toml").write_text('ignore = ["CL102"]\n', "utf-8")
    checked("-v", wrong)
    assert "检查 1 份，" in capsys.readouterr().err
    checked("-v", wrong)
    said = capsys.readouterr().err
    assert "缓存答复 1 份" in said
    assert "citelaw: 配置取自 citelaw.toml。\n" in said


def test_verbose_run_says_how_many_processes_examined_lists(
    wrong: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("citelaw.running.WORTH_SPREADING", 0)
    Path("right.txt").write_text(RIGHT, "utf-8")
    options = ("-v", "--no-cache", "-j", "2")
    checked(*options, wrong, "right.txt")
    assert "其余由本进程和另外 1 个进程检查；" in capsys.readouterr().err
    checked(*options, "--lang", "en", wrong)
    assert "the others checked by this process; " in capsys.readouterr().err


def test_fix_that_changed_something_can_fail_the_run(wrong: str) -> None:
    Path("space.txt").write_text("依据《中华人民共和国 社会保险法》第八十八条。\n", "utf-8")
    assert checked("--fix", "--exit-non-zero-on-fix", "space.txt") == 1
    assert checked("--fix", "--exit-non-zero-on-fix", "space.txt") == 0


def test_text_from_standard_input_is_passed_on_corrected(wrong: str) -> None:
    text = "依据《中华人民共和国 社会保险法》第九百条。\n"
    done = subprocess.run(
        [*CITELAW, "check", "--fix", "-"], input=text.encode("gb18030"), capture_output=True
    )
    assert done.stdout == text.replace(" ", "").encode("gb18030")
    assert "CL301" in done.stderr.decode()
    assert done.returncode == 1


def test_closed_pipe_is_no_error(tmp_path: Path) -> None:
    list_ = tmp_path / "list.txt"
    list_.write_text("".join(f"{n}、{WRONG}" for n in range(5000)), "utf-8")
    process = subprocess.Popen(
        [*CITELAW, "check", str(list_)], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout is not None
    assert process.stderr is not None
    with process:
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 1


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_interrupted_run_ends_its_workers_and_leaves_no_part(tmp_path: Path) -> None:
    for number in range(12):
        long = "".join(f"{n}、{WRONG}" for n in range(number, 6000))
        (tmp_path / f"{number}.txt").write_text(long, "utf-8")
    command = [*CITELAW, "check", "-j", "2", "--output-format", f"json:{tmp_path}/out.json"]
    process = subprocess.Popen(
        [*command, str(tmp_path)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
        env={**os.environ, "CITELAW_CACHE_DIR": str(tmp_path / "cache")},
    )
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    deadline = time.monotonic() + 60
    while len(children.read_text().split()) < 2 and time.monotonic() < deadline:
        time.sleep(0.05)
    workers = children.read_text().split()
    assert workers
    time.sleep(0.3)
    os.killpg(process.pid, signal.SIGINT)  # what Ctrl-C does: the workers get it too
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 130
    assert errors == b"\n"  # behind the ^C that a terminal shows
    while any(Path(f"/proc/{one}").exists() for one in workers) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not [one for one in workers if Path(f"/proc/{one}").exists()]
    assert not [one.name for one in tmp_path.rglob("*") if one.name.startswith(".citelaw-")]
    assert not (tmp_path / "out.json").exists()


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_watch_reports_again_after_a_change_until_interrupted(tmp_path: Path) -> None:
    list_ = tmp_path / "list.txt"
    list_.write_text(RIGHT, "utf-8")
    process = subprocess.Popen(
        [*CITELAW, "check", "--watch", "--output-format", "json", str(list_)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stderr is not None
    assert "等待改动" in process.stderr.readline()
    list_.write_text(WRONG, "utf-8")
    assert "等待改动" in process.stderr.readline()
    (tmp_path / "citelaw.toml").write_text("ignore = [", "utf-8")
    assert "citelaw.toml" in process.stderr.readline()
    process.send_signal(signal.SIGINT)
    out, _ = process.communicate(timeout=30)
    assert process.returncode == 130
    assert out.count('"schema_version"') >= 2
    assert "CL301" in out


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_watch_sees_what_other_files_decide(tmp_path: Path) -> None:
    list_, given, extended = (tmp_path / name for name in ("list.txt", "given.toml", "base.toml"))
    known = tmp_path / "known.json"
    list_.write_text(WRONG, "utf-8")
    extended.write_text("", "utf-8")
    given.write_text('extend = "base.toml"\nbaseline = "known.json"\n', "utf-8")
    assert run(["baseline", "write", "--isolated", str(list_), "-o", str(known)]) == 0
    entries = known.read_text("utf-8")
    process = subprocess.Popen(
        [*CITELAW, "check", "--watch", "--config", str(given), str(list_)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stderr is not None
    said = [process.stderr.readline()]
    for path, text in (
        (known, entries.replace("article-missing", "quote-altered")),
        (extended, 'ignore = ["CL301"]\n'),
        (given, 'ignore = ["CL602"]\n'),
    ):
        path.write_text(text, "utf-8")
        said.append(process.stderr.readline())
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=30)
    assert all("等待改动" in line for line in said), said


# ---------------------------------------------------------------- a terminal


def in_terminal(*arguments: str, **environment: str) -> str:
    """What a terminal gets of a run."""
    import pty  # which Windows has not

    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [*CITELAW, *arguments],
        stdout=theirs,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "TERM": "xterm", **environment},
    )
    os.close(theirs)
    got = b""
    while True:
        try:
            chunk = os.read(ours, 65536)
        except OSError:
            break
        if not chunk:
            break
        got += chunk
    process.wait()
    os.close(ours)
    return got.decode("utf-8", "replace")


@pytest.mark.skipif(os.name == "nt", reason="terminals of POSIX")
@pytest.mark.parametrize(
    ("options", "environment", "colored"),
    [
        ([], {}, True),
        ([], {"NO_COLOR": "1"}, False),
        ([], {"NO_COLOR": ""}, True),
        ([], {"TERM": "dumb"}, False),
        (["--color", "always"], {"NO_COLOR": "1"}, True),
        (["--color", "never"], {"FORCE_COLOR": "1"}, False),
    ],
)
def test_colours_are_for_terminals_that_want_them(
    wrong: str, options: list[str], environment: dict[str, str], colored: bool
) -> None:
    shown = in_terminal("check", *options, wrong, **environment)
    assert "CL301" in shown
    assert ("\x1b[" in shown) is colored


@pytest.mark.skipif(os.name == "nt", reason="terminals of POSIX")
@pytest.mark.parametrize("columns", [40, 60, 96])
def test_source_lines_and_carets_fit_the_terminal(tmp_path: Path, columns: int) -> None:
    path = tmp_path / "long.txt"
    path.write_text("依照各项有关规定办理，" * 20 + WRONG.strip() + "后面还有文字。" * 20, "utf-8")
    shown = in_terminal("check", "--color", "never", str(path), COLUMNS=str(columns))
    frame = [line for line in shown.splitlines() if line.lstrip(" 1").startswith("| ")]
    assert len(frame) >= 2
    assert max(map(wcswidth, frame)) <= columns


@pytest.mark.parametrize(("environment", "colored"), [({}, False), ({"FORCE_COLOR": "1"}, True)])
def test_pipe_gets_colours_only_when_they_are_forced(
    wrong: str, environment: dict[str, str], colored: bool
) -> None:
    done = subprocess.run(
        [*CITELAW, "check", wrong], capture_output=True, env={**os.environ, **environment}
    )
    assert (b"\x1b[" in done.stdout) is colored


@pytest.mark.skipif(os.name == "nt", reason="terminals of POSIX")
def test_file_gets_no_colours_of_the_terminal(wrong: str) -> None:
    in_terminal("check", "--output-format", "full:out.txt", wrong)
    assert "\x1b[" not in Path("out.txt").read_text("utf-8")
