"""Does a shell complete what begins with citelaw, in bash, zsh and fish themselves?"""

import os
import pty
import select
import shlex
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from click.shell_completion import ShellComplete

from citelaw.commands import cli, run
from citelaw.commands.completion import SCRIPTS

ROOT = Path(__file__).resolve().parents[1]
SHELLS = ("bash", "zsh", "fish")
PATIENCE = 30.0
"""Seconds after which a shell that has not answered never will."""


# ---------------------------------------------------------------- what is offered


def offered(line: str) -> list[str]:
    """What may stand in place of the last word of ``line``, kinds of names by themselves."""
    *words, last = line.split(" ")
    found = ShellComplete(cli, {}, "citelaw", "X").get_completions(words, last)
    return [one.value if one.type == "plain" else f"<{one.type}>" for one in found]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("che", ["check"]),
        ("comp", ["completion"]),
        ("--v", ["--version"]),
        ("statutes se", ["search"]),
        ("rule CL60", ["CL601", "CL602", "CL603"]),
        ("rule CL90", ["CL901", "CL902"]),
        ("rule title-m", ["title-misspelled", "title-marks"]),
        ("rule --output-format ", ["text", "markdown", "json"]),
        ("check --select CL60", ["CL601", "CL602", "CL603"]),
        ("check --select CL601,CL60", ["CL601,CL602", "CL601,CL603"]),
        ("check --ignore CL101,dup", ["CL101,duplicate"]),
        ("check --extend-select A", ["ALL"]),
        ("check --output-format s", ["sarif"]),
        ("check --output-format=s", ["sarif"]),
        ("check --output-format sarif:x", ["<file>"]),
        ("check --fail-on ", ["error", "warning", "info"]),
        ("check --shape m", ["markdown"]),
        ("convert --to ", ["xlsx", "tsv", "md", "jsonl"]),
        ("export --to ", ["docbin", "jsonl"]),
        ("export --by ", ["file", "line"]),
        ("extract --encoding g", ["gb18030"]),
        ("check --excl", ["--exclude"]),
        ("check ", ["<file>"]),
        ("check a.txt 清", ["<file>"]),
        ("check -o x", ["<file>"]),
        ("check --config x", ["<file>"]),
        ("check --baseline x", ["<file>"]),
        ("explain 清", ["<file>"]),
        ("baseline prune x", ["<file>"]),
        ("init x", ["<dir>"]),
        ("completion ", ["bash", "zsh", "fish"]),
        ("no-such-command x", []),
        ("check --no-such-option --fail-on e", ["error"]),
        ("check --as-of never --fail-on e", ["error"]),
    ],
)
def test_half_a_word_is_completed(line: str, expected: list[str]) -> None:
    assert offered(line) == expected


def test_formats_are_those_that_there_are() -> None:
    found = offered("check --output-format ")
    assert {"full", "json", "sarif"} <= set(found)
    assert not [name for name in found if name.startswith("_")]


def test_every_command_is_offered() -> None:
    assert {"baseline", "check", "explain", "extract", "init", "report", "rule", "statutes"} <= set(
        offered("")
    )


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("citelaw che", 1),
        ("citelaw check --output-format ", 3),
        ("citelaw check --select CL", 3),
        ("citelaw rule title", 2),
    ],
)
def test_word_is_completed_without_loading_what_it_is_about(line: str, place: int) -> None:
    program = (
        "import sys\nfrom citelaw.commands import run\n"
        "try: run([])\nexcept SystemExit: print(*sys.modules, file=sys.stderr)"
    )
    asked = {"COMP_WORDS": line, "COMP_CWORD": str(place)}
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, **asked, "_CITELAW_COMPLETE": "bash_complete"},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout
    loaded = set(done.stderr.split())
    assert not loaded & {"citelaw.model", "citelaw.engine", "citelaw.rules", "citelaw.settings"}


# ---------------------------------------------------------------- the scripts


def test_script_is_printed_and_names_what_makes_it(capsys: pytest.CaptureFixture[str]) -> None:
    for shell in SHELLS:
        assert run(["completion", shell]) == 0
        script = capsys.readouterr().out
        assert script == Path(SCRIPTS, f"citelaw.{shell}").read_text("utf-8")
        assert f"citelaw completion {shell}" in script
        assert f"_CITELAW_COMPLETE={shell}_complete" in script


def test_other_shells_are_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["completion", "tcsh"]) == 2
    assert "只能是 bash、zsh、fish" in capsys.readouterr().err


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home with lists in ``work`` and a ``citelaw`` that completes, or tells its arguments."""
    for name in ("清单 一.txt", "清单二.md", "a b.txt", "$x'y.txt", "sub dir/c.txt"):
        path = tmp_path / "work" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    stub = tmp_path / "bin" / "citelaw"
    stub.parent.mkdir()
    stub.write_text(
        "#!/bin/sh\n"
        f'if [ -n "$_CITELAW_COMPLETE" ]; then cd {shlex.quote(str(ROOT))};'
        f' exec {shlex.quote(sys.executable)} -m citelaw "$@"; fi\n'
        f"printf '%s\\0' \"$@\" > {shlex.quote(str(tmp_path))}/said.part\n"
        f"mv {shlex.quote(str(tmp_path))}/said.part {shlex.quote(str(tmp_path))}/said\n",
        "utf-8",
    )
    stub.chmod(0o755)
    return tmp_path


def environment(home: Path) -> dict[str, str]:
    path = f"{home / 'bin'}:{os.environ['PATH']}"
    return {"PATH": path, "HOME": str(home), "LANG": "C.UTF-8", "TERM": "xterm", "PS1": "> "}


def typed(command: list[str], home: Path, lines: Sequence[str]) -> Iterator[list[str]]:
    """Type lines in an interactive shell; yield the arguments that citelaw gets by each."""
    terminal, own = pty.openpty()
    process = subprocess.Popen(
        command,
        stdin=own,
        stdout=own,
        stderr=own,
        cwd=home / "work",
        env=environment(home),
        start_new_session=True,
    )
    os.close(own)
    try:
        for line in lines:
            os.write(terminal, line.encode())
            if "\t" in line:
                yield _said(home, terminal)
    finally:
        os.close(terminal)
        process.kill()
        process.wait()


def _said(home: Path, terminal: int) -> list[str]:
    said = home / "said"
    end = time.monotonic() + PATIENCE
    shown = b""
    while not said.exists():
        if time.monotonic() > end:
            raise TimeoutError(shown.decode("utf-8", "replace"))
        if select.select([terminal], [], [], 0.02)[0]:  # else the shell waits to be read
            shown += os.read(terminal, 65536)
    arguments = said.read_bytes().decode().split("\0")[:-1]
    said.unlink()
    return arguments


COMPLETED = {
    "citelaw che\t": ["check"],
    "citelaw rule CL104\t": ["rule", "CL104"],
    "citelaw check --output-format=sar\t": ["check", "--output-format=sarif"],
    "citelaw check --select CL101,title-missp\t": ["check", "--select", "CL101,title-misspelled"],
    "citelaw check 清单\\ \t": ["check", "清单 一.txt"],
    "citelaw check 清单二\t a\t": ["check", "清单二.md", "a b.txt"],
    "citelaw check \\$x\t": ["check", "$x'y.txt"],
    "citelaw check --config=a\t": ["check", "--config=a b.txt"],
    "citelaw check --output-format sarif:a\t": ["check", "--output-format", "sarif:a b.txt"],
}
STARTS = {
    "bash": (["bash", "--norc", "-i"], "source {}\n"),
    "zsh": (["zsh", "-f", "-i"], "autoload -U compinit && compinit -u -D && source {}\n"),
}


@pytest.mark.parametrize("shell", STARTS)
def test_shell_completes_what_is_typed(shell: str, home: Path) -> None:
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed")
    command, start = STARTS[shell]
    lines = [start.format(shlex.quote(os.path.join(SCRIPTS, f"citelaw.{shell}")))]
    lines += [f"{line}\n" for line in COMPLETED]
    assert list(typed(command, home, lines)) == list(COMPLETED.values())


@pytest.mark.skipif(shutil.which("fish") is None, reason="fish is not installed")
def test_fish_completes_what_is_typed(home: Path) -> None:
    lines = {
        "citelaw che": ["check\tCheck the citations in files."],
        "citelaw check --output-format=sar": ["--output-format=sarif"],
        "citelaw check --select CL101,title-missp": ["CL101,title-misspelled\tCL101"],
        "citelaw check 清": ["清单 一.txt", "清单二.md"],
        "citelaw check a\\ ": ["a b.txt"],
        "citelaw check --config=a": ["--config=a b.txt"],
        "citelaw check --output-format sarif:a": ["sarif:a b.txt"],
        "citelaw init s": ["sub dir/"],
    }
    asked = "; echo ==; ".join(f"complete -C {shlex.quote(line)}" for line in lines)
    done = subprocess.run(
        ["fish", "--no-config", "-c", f"source {SCRIPTS}/citelaw.fish; {asked}"],
        cwd=home / "work",
        env=environment(home),
        capture_output=True,
        text=True,
        check=True,
    )
    found = [part.splitlines() for part in done.stdout.split("==\n")]
    assert found == list(lines.values())
