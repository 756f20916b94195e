"""What the tests with real editors share: lists, and what a fresh check says of them.

In the lists, findings stand behind everything that shifts columns or that some programs take for
the end of a line.
"""

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from citelaw.commands import run

ROOT = Path(__file__).resolve().parents[3]
EDITORS = ROOT / "editors"
TODAY = "2026-11-21"

WRONG_ARTICLE = (
    "【法律】《中华人民共和国社会保险法》（2018年12月29日修正）第八十条："
    "“以欺诈、伪造证明材料或者其他手段骗取社会保险待遇的”。"
)
"""One finding at 第八十条, which should be 第八十八条."""
WRONG_TITLE = "《医疗保障基金使用监督管理条列》第四十一条"
NO_ARTICLE = "《中华人民共和国行政处罚法》第九百条"
REPEALED = "《中华人民共和国民法通则》第五条"


def _rows(before: str, between: str = "", line_end: str = "\n") -> str:
    """Return a list, each row with ``before`` in front and ``between`` between its citations."""
    rows = (
        "青石县医疗保障局权责清单",
        "序号\t事项名称\t设定依据",
        f"1\t{before}查处骗取待遇\t{before}{WRONG_ARTICLE}{between}{NO_ARTICLE}。",
        f"2\t医疗救助\t{WRONG_TITLE}；{before}{between}{REPEALED}。{between}",
    )
    return "".join(row + line_end for row in rows)


LISTS = {
    "plain": ("plain.tsv", _rows("")),
    "astral": ("astral.tsv", _rows("𠮷𮧵", "🏛️")),
    "form-feed": ("form-feed.txt", "\f" + _rows("\f第一页", "\f\v")),
    "separators": ("separators.txt", _rows("甲\u2028乙\u2029", "\x85丙\u2028")),
    "crlf": ("crlf.tsv", _rows("𠮷", "e\u0301", "\r\n")),
    "combining": ("combining.txt", _rows("か\u3099e\u0301", "👨\u200d👩\u200d👧")),
    "mark": ("mark.txt", "\ufeff" + _rows("𠮷")),
    "markdown": (
        "markdown.md",
        "# 清单𠮷\n\n| 序号 | 依据 |\n| --- | --- |\n"
        f"| 1 | 𠮷{WRONG_ARTICLE} |\n| 2 | e\u0301{REPEALED} |\n",
    ),
    "html": ("html.html", f"<table><tr><td>𠮷</td><td>{WRONG_ARTICLE}</td></tr></table>\n"),
    "csv": ("csv.csv", f"1,𠮷{NO_ARTICLE}\n2,{REPEALED}\n"),
}
"""By what is odd in them: the name of the file, and its text."""


PATIENCE = 20.0
STILL = 0.6
"""Seconds without a change after which what is shown counts as settled: beyond every delay."""


class Seen(NamedTuple):
    """A finding where an editor shows it: line and column from 0, the words there, the rule."""

    line: int
    column: int
    words: str
    code: str


def lay(folder: Path) -> Path:
    """Make ``folder`` one whose lists are judged on a fixed day; return it."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "citelaw.toml").write_text(f"as-of = {TODAY}\n", "utf-8")
    return folder


def command_folder(folder: Path) -> Path:
    """Put a program ``citelaw`` into ``folder``, that of this checkout; return the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    program = folder / "citelaw"
    program.write_text(f'#!/bin/sh\nPYTHONPATH={ROOT} exec {sys.executable} -m citelaw "$@"\n')
    program.chmod(0o755)
    return folder


def checked(path: Path, text: str) -> list[dict[str, Any]]:
    """Return what ``citelaw check`` finds in ``text``, written to ``path``."""
    path.write_bytes(text.encode())
    report = path.with_suffix(".json")
    outputs = ["--output-format", f"json:{report}"]
    assert run(["check", "--exit-zero", "--no-cache", *outputs, str(path)]) == 0
    found: list[dict[str, Any]] = json.loads(report.read_bytes())["files"][0]["diagnostics"]
    return found


def expected(path: Path, text: str) -> list[Seen]:
    """Return what an editor should show of ``text``, in order; columns count characters from 0.

    What goes over several lines is one piece a line, without the line ends.
    """
    source = text.removeprefix("\ufeff")
    lines = [found.span() for found in re.finditer(r"[^\r\n]*(?:\r\n|\n|\r|\Z)", source)]
    seen = []
    for one in checked(path, text):
        assert source[one["start"] : one["end"]] == one["raw"]
        for number, (start, end) in enumerate(lines):
            first, last = max(one["start"], start), min(one["end"], end)
            words = source[first:last].rstrip("\r\n")
            if first < last and words:
                seen.append(Seen(number, first - start, words, one["code"]))
    return sorted(seen)


def bare(seen: list[Seen]) -> list[Seen]:
    """Return what is seen without the rules."""
    return [one._replace(code="") for one in seen]


def settled(path: Path, look: Callable[[], tuple[str, list[Seen]]], *, twice: bool = False) -> str:
    """Wait until an editor shows what a fresh check of its text finds, and nothing else.

    Args:
        path: the list that is open; the fresh check is of a file beside it.
        look: returns the text in the editor, and what it shows.
        twice: whether findings are also seen without their rules, as mere marks.

    Returns:
        The text.
    """
    deadline = time.monotonic() + PATIENCE
    text: str | None = None
    wanted: list[Seen] = []
    since = time.monotonic()
    while True:
        now, shown = look()
        if now != text:
            text = now
            fresh = expected(path.with_name(f"fresh-{path.name}"), now)
            wanted = sorted(fresh + bare(fresh)) if twice else fresh
        if sorted(shown) != wanted:
            since = time.monotonic()
            assert since < deadline, (sorted(shown), wanted)
        elif time.monotonic() - since > STILL:
            return now
        time.sleep(0.05)


def until(claim: Callable[[], object], what: str) -> None:
    """Wait until ``claim`` holds."""
    deadline = time.monotonic() + PATIENCE
    while not claim():
        assert time.monotonic() < deadline, what
        time.sleep(0.05)


def end(process: "subprocess.Popen[bytes]") -> None:
    """Wait for a process that was told to end; one that does not is ended."""
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def surroundings(home: Path) -> dict[str, str]:
    """Return the environment of a person whose folder is ``home``, with citelaw on the PATH."""
    folders = {f"XDG_{one}_HOME": str(home / one.lower()) for one in ("CONFIG", "DATA", "STATE")}
    path = f"{command_folder(home / 'bin')}{os.pathsep}{os.environ['PATH']}"
    language = {"LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"}
    return {**os.environ, **folders, **language, "HOME": str(home), "PATH": path}
