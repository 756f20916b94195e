"""Do the decisions of a user hold: where they stand, which wins, what is said of a wrong one?"""

import dataclasses
import json
import re
import subprocess
import sys
import tomllib
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from citelaw.commands import run
from citelaw.configuration import KEYS, SUPPRESS_KEYS, read_settings
from citelaw.engine import Engine
from citelaw.errors import SettingsError
from citelaw.model import (
    DateBasis,
    Diagnostic,
    Profile,
    ResolvedDocument,
    Rule,
    Severity,
    Shape,
)
from citelaw.readers import profile_of, read_text
from citelaw.rules import all_rules
from citelaw.selection import OWN, Labels, selected
from citelaw.settings import FileGlob, Selection, Settings, SuppressEntry, given_date

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures"
ROOT = Path(__file__).resolve().parents[1]

# CL301, an error; CL105, a warning.
WRONG = "根据《中华人民共和国社会保险法》第九百条处理。\n"
BLANK = "根据《中华人民共和国 社会保险法》第八十八条处理。\n"


def written(path: Path, content: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def checked(*arguments: str | Path) -> int:
    return run(["check", "--as-of", "2026-11-21", *map(str, arguments)])


def reported(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> dict[str, Any]:
    """The report for programs, and nothing said beside it but of old data."""
    run(["check", "--output-format", "json", *map(str, arguments)])
    report: dict[str, Any] = json.loads(capsys.readouterr().out)
    return report


def codes(report: dict[str, Any]) -> list[list[str]]:
    return [[one["code"] for one in file["diagnostics"]] for file in report["files"]]


# ---------------------------------------------------------------- which rules run

NAMES = {
    "CL101": "title-misspelled",
    "CL105": "title-whitespace",
    "CL401": "quote-wrong-article",
    "CL402": "quote-outdated",
    "CL706": "basis-order",
}
DEFAULT = ("CL101", "CL105", "CL401", "CL402")  # CL706 is off


def chosen(*selections: Selection) -> set[str]:
    return set(selected(Labels(NAMES, {}), selections, DEFAULT))


@pytest.mark.parametrize(
    ("selections", "expected"),
    [
        pytest.param([], "101 105 401 402", id="nothing said"),
        pytest.param([Selection(select=("CL401",))], "401", id="a code"),
        pytest.param([Selection(select=("quote-outdated",))], "402", id="a name"),
        pytest.param([Selection(select=("CL4",))], "401 402", id="the beginning of codes"),
        pytest.param([Selection(select=("CL40",))], "401 402", id="a longer beginning"),
        pytest.param(
            [Selection(select=("ALL",))], "101 105 401 402 706", id="all, also what is off"
        ),
        pytest.param([Selection(select=("CL7",))], "706", id="a beginning switches on"),
        pytest.param([Selection(extend_select=("CL706",))], "101 105 401 402 706", id="beside"),
        pytest.param([Selection(ignore=("CL1",))], "401 402", id="all but some"),
        pytest.param(
            [Selection(select=("CL4",), ignore=("CL401",))], "402", id="a longer ignore wins"
        ),
        pytest.param(
            [Selection(select=("CL401",), ignore=("CL4",))], "401", id="a longer select wins"
        ),
        pytest.param(
            [Selection(select=("title-misspelled",), ignore=("CL10",))],
            "101",
            id="a name is as long as its code",
        ),
        pytest.param(
            [Selection(ignore=("CL4",), extend_select=("CL401",))],
            "101 105 401",
            id="extend-select against ignore",
        ),
        pytest.param(
            [Selection(select=("CL4",)), Selection(ignore=("CL402",))], "401", id="ignored above"
        ),
        pytest.param(
            [Selection(ignore=("CL401",)), Selection(extend_select=("CL4",))],
            "101 105 401 402",
            id="what is above wins, however short",
        ),
        pytest.param(
            [Selection(ignore=("CL1",)), Selection(select=("ALL",), ignore=("CL7",))],
            "101 105 401 402",
            id="select starts anew",
        ),
    ],
)
def test_rules_run_as_their_labels_say(selections: list[Selection], expected: str) -> None:
    assert chosen(*selections) == {f"CL{number}" for number in expected.split()}


@pytest.mark.parametrize(
    ("selection", "reason"),
    [
        (Selection(select=("CL410",)), "“CL410”没有这条规则，最接近的是 CL4"),
        (Selection(ignore=("title-mispelled",)), "最接近的是 title-misspelled"),
        (Selection(select=("cl4020",)), "最接近的是 CL402"),
        (Selection(extend_select=("CL8",), source="a.toml"), "a.toml：extend-select 里写的“CL8”"),
        (Selection(select=("",)), "没有这条规则"),
        (Selection(select=("CL401",), ignore=("CL401",)), "既要检查（select）又要忽略（ignore）"),
        (Selection(select=("CL401",), ignore=("quote-wrong-article",)), "又要忽略"),
        (Selection(select=("ALL",), ignore=("CL",)), "又要忽略"),
        (Selection(ignore=("ALL",)), "没有选中任何规则"),
    ],
    ids=str,
)
def test_wrong_selection_is_refused_with_a_hint(selection: Selection, reason: str) -> None:
    with pytest.raises(SettingsError) as error:
        chosen(selection)
    assert reason in str(error.value)


def test_crash_of_a_rule_is_reported_whatever_is_selected() -> None:
    labels = Labels(NAMES, OWN)
    assert "CL901" in selected(labels, [Selection(select=("CL401",))], DEFAULT)
    assert "CL901" in selected(labels, [Selection(select=("CL4",), ignore=("ALL",))], DEFAULT)
    assert "CL901" not in selected(labels, [Selection(ignore=("rule-crashed",))], DEFAULT)


def test_options_take_rules_one_by_one_and_with_commas(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = written(tmp_path / "list.txt", WRONG + BLANK)
    assert codes(reported(capsys, "--select", "CL301, title-whitespace", path)) == [
        ["CL301", "CL105"]
    ]
    both = ("--select", "CL3", "--select", "CL1", "--ignore", "CL105")
    assert codes(reported(capsys, *both, path)) == [["CL301"]]


@pytest.mark.parametrize(
    "arguments",
    [
        ["--select", "CL401,"],
        ["--per-file-ignores", "CL401"],
        ["--per-file-ignores", "*.txt:"],
        ["--per-file-ignores", "*.txt:CL888"],
        ["--min-severity", "error", "--fail-on", "info"],
        ["--isolated", "--config", "citelaw.toml"],
        ["--config", "missing.toml"],
        ["--list-date", "2030"],
        ["--select", "CL301", "--ignore", "article-missing"],
    ],
    ids=" ".join,
)
def test_contradictory_options_end_with_2_and_one_line(
    arguments: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert checked(*arguments, written(tmp_path / "list.txt", WRONG)) == 2
    said = capsys.readouterr()
    assert said.err.startswith("citelaw: ")
    assert said.err.count("\n") == 1
    assert not said.out


@pytest.mark.parametrize("value", ["1949-09-30", "0001-01-01"])
def test_day_before_there_were_statutes_is_refused(
    value: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = written(tmp_path / "list.txt", WRONG)
    assert run(["check", "--as-of", value, str(path)]) == 2
    assert "没有可以核对的法规" in capsys.readouterr().err


# ---------------------------------------------------------------- which files


@pytest.mark.parametrize(
    ("glob", "path", "expected"),
    [
        ("*.txt", "a.txt", True),
        ("*.txt", "old/deep/a.txt", True),
        ("*.txt", "a.tsv", False),
        ("old", "old/deep/a.txt", True),
        ("old/", "old/a.txt", True),
        ("old/*.txt", "old/a.txt", True),
        ("old/*.txt", "old/deep/a.txt", False),
        ("old/**/*.txt", "old/a.txt", True),
        ("old/**/*.txt", "old/deep/er/a.txt", True),
        ("old/**", "old/deep/a.txt", True),
        ("**/a.txt", "a.txt", True),
        ("**", "a.txt", True),
        ("./a.txt", "a.txt", True),
        ("./a.txt", "old/a.txt", False),
        ("../other/*.txt", "../other/a.txt", True),
        ("甲[12].txt", "甲2.txt", True),
        ("a?.txt", "a/.txt", False),
        ("A.txt", "a.txt", False),
        ("/a.txt", "a.txt", True),
        ("/a.txt", "old/a.txt", False),
        ("/lists/old", "old/a.txt", True),
        ("/other/*.txt", "../other/a.txt", True),
        ("./../other/./*.txt", "../other/a.txt", False),
        (".././a.txt", "../a.txt", True),
        ("a[1].txt", "a[1].txt", True),
        ("a[.txt", "a[.txt", True),
        (r"a\*.txt", "a*.txt", True),
        (r"a\*.txt", "ab.txt", False),
        ("old/**", "old", False),
        ("#recycle", "#recycle/a.txt", True),
    ],
)
def test_glob_names_files_as_gitignore_does(glob: str, path: str, expected: bool) -> None:
    assert FileGlob("/lists", glob).matches(f"/lists/{path}") is expected


def test_glob_of_many_stars_costs_no_time() -> None:
    assert not FileGlob("/lists", "**/" * 50 + "x").matches("/lists/" + "a/" * 200 + "y")
    assert not FileGlob("/lists", "*a" * 40 + "b").matches("/lists/" + "a" * 200)


def test_rules_are_silent_in_the_files_that_a_glob_names(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    written(tmp_path / "new.txt", WRONG + BLANK)
    written(tmp_path / "old" / "list.txt", WRONG + BLANK)
    ignores = ("--per-file-ignores", "old/:CL1,article-missing")
    assert codes(reported(capsys, *ignores, "new.txt", "old/list.txt")) == [
        ["CL301", "CL105"],
        [],
    ]


# ---------------------------------------------------------------- severity


def test_what_is_below_min_severity_is_neither_reported_nor_counted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = written(tmp_path / "list.txt", WRONG + BLANK)
    report = reported(capsys, "--min-severity", "error", path)
    assert codes(report) == [["CL301"]]
    assert report["summary"]["warnings"] == 0


@pytest.mark.parametrize("word", ["CL201", "CL901"])
def test_what_was_not_checked_is_said_at_every_severity(
    word: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def crash(resolved: ResolvedDocument) -> list[Diagnostic]:
        raise ZeroDivisionError

    if word == "CL901":
        rule = Rule("CL999", "always", Severity.INFO, crash)
        monkeypatch.setattr("citelaw.rules.all_rules", lambda: (rule,))
    path = written(tmp_path / "list.txt", "根据《某某县招商引资优惠办法》处理。\n")
    assert codes(reported(capsys, "--min-severity", "error", path)) == [[word]]


def test_severity_of_a_rule_is_that_of_the_configuration(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = written(tmp_path / "list.txt", WRONG + BLANK)
    words = '[severity]\nCL3 = "warning"\nCL301 = "info"\ntitle-whitespace = "off"\n'
    written(tmp_path / "citelaw.toml", words)
    report = reported(capsys, path)
    (found,) = report["files"][0]["diagnostics"]
    assert (found["code"], found["severity"]) == ("CL301", "info")
    assert checked(path) == 0
    assert checked("--fail-on", "info", path) == 1


def test_each_file_fails_the_run_by_its_own_settings(tmp_path: Path) -> None:
    strict = written(tmp_path / "strict" / "list.txt", BLANK)
    mild = written(tmp_path / "mild" / "list.txt", BLANK)
    written(tmp_path / "strict" / "citelaw.toml", 'fail-on = "warning"\n')
    assert checked(mild) == 0
    assert checked(mild, strict) == 1
    assert checked("--fail-on", "error", mild, strict) == 0
    assert checked("--exit-zero", mild, strict) == 0


# ---------------------------------------------------------------- which file decides


def only(code: str) -> str:
    return f'select = ["{code}"]\n'


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        pytest.param({}, ["CL301", "CL105"], id="none"),
        pytest.param({"citelaw.toml": only("CL301")}, ["CL301"], id="in a folder above"),
        pytest.param(
            {"citelaw.toml": only("CL301"), "sub/citelaw.toml": only("CL105")},
            ["CL105"],
            id="the nearest",
        ),
        pytest.param(
            {"citelaw.toml": 'ignore = ["CL105"]\n', "sub/citelaw.toml": 'fail-on = "info"\n'},
            ["CL301", "CL105"],
            id="the nearest as a whole",
        ),
        pytest.param(
            {"sub/.citelaw.toml": only("CL301"), "sub/citelaw.toml": only("CL105")},
            ["CL105"],
            id="citelaw.toml before .citelaw.toml",
        ),
        pytest.param(
            {
                "sub/pyproject.toml": '[tool.citelaw]\nselect = ["CL301"]\n',
                "sub/.citelaw.toml": only("CL105"),
            },
            ["CL105"],
            id=".citelaw.toml before pyproject.toml",
        ),
        pytest.param(
            {"sub/pyproject.toml": '[tool.citelaw]\nselect = ["CL301"]\n'},
            ["CL301"],
            id="a table of pyproject.toml",
        ),
        pytest.param(
            {"sub/pyproject.toml": '[tool]\ncitelaw.select = ["CL301"]\n'},
            ["CL301"],
            id="the table in another spelling",
        ),
        pytest.param(
            {
                "citelaw.toml": only("CL301"),
                "sub/pyproject.toml": '[project]\nname = "citelaw-lists"\n[tool.ruff]\n',
            },
            ["CL301"],
            id="pyproject.toml of other tools is passed over",
        ),
        pytest.param(
            {"citelaw.toml": only("CL301"), "sub/pyproject.toml": "[broken\n"},
            ["CL301"],
            id="also where it is broken",
        ),
        pytest.param(
            {"base.toml": only("CL301"), "sub/citelaw.toml": 'extend = "../base.toml"\n'},
            ["CL301"],
            id="extended",
        ),
        pytest.param(
            {
                "base.toml": 'select = ["CL3", "CL1"]\n',
                "sub/citelaw.toml": 'extend = "../base.toml"\nignore = ["CL301"]\n',
            },
            ["CL105"],
            id="extended and changed",
        ),
        pytest.param(
            {
                "pyproject.toml": '[tool.citelaw]\nselect = ["CL105"]\n',
                "sub/.citelaw.toml": 'extend = "../pyproject.toml"\n',
            },
            ["CL105"],
            id="pyproject.toml extended",
        ),
    ],
)
def test_nearest_configuration_decides(
    content: dict[str, str],
    expected: list[str],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    for name, text in content.items():
        written(tmp_path / name, text)
    path = written(tmp_path / "sub" / "list.txt", WRONG + BLANK)
    assert codes(reported(capsys, path)) == [expected]


def test_command_line_wins_over_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = written(tmp_path / "list.txt", WRONG + BLANK)
    written(
        tmp_path / "citelaw.toml", 'ignore = ["CL301"]\nas-of = 2025-01-01\nlist-date = "2020"\n'
    )
    assert codes(reported(capsys, path)) == [["CL105"]]
    assert codes(reported(capsys, "--extend-select", "CL3", path)) == [["CL301", "CL105"]]
    assert codes(reported(capsys, "--isolated", path)) == [["CL301", "CL105"]]
    report = reported(capsys, "--list-date", "2021", path)
    assert report["files"][0]["list_date"]["not_before"] == "2021-01-01"
    assert (report["as_of"], report["files"][0]["as_of"]) == ("2025-01-01", "2025-01-01")
    assert reported(capsys, "--as-of", "2025-02-02", path)["as_of"] == "2025-02-02"


def test_configuration_given_by_name_is_that_of_every_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = written(tmp_path / "list.txt", WRONG + BLANK)
    written(tmp_path / "citelaw.toml", only("CL301"))
    own = written(tmp_path / "own" / "any-name.toml", only("CL105"))
    assert codes(reported(capsys, "--config", own, path)) == [["CL105"]]


def test_lists_in_several_folders_have_each_their_own_configuration(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first = written(tmp_path / "a" / "list.txt", WRONG + BLANK)
    second = written(tmp_path / "b" / "list.txt", WRONG + BLANK)
    written(tmp_path / "a" / "citelaw.toml", only("CL301") + 'profile = "list"\n')
    report = reported(capsys, first, second)
    assert codes(report) == [["CL301"], ["CL301", "CL105"]]
    assert [file["profile"] for file in report["files"]] == ["list", "prose"]


def test_relative_paths_count_from_the_file_that_states_them(tmp_path: Path) -> None:
    base = (
        'databases = ["own.sqlite"]\nbaseline = "known.json"\n[per-file-ignores]\n"x" = ["CL1"]\n'
    )
    written(tmp_path / "base" / "base.toml", base)
    path = written(tmp_path / "sub" / "citelaw.toml", 'extend = "../base/base.toml"\n')
    settings = read_settings(path)
    assert settings.databases == (tmp_path / "base" / "own.sqlite",)
    assert settings.baseline == tmp_path / "base" / "known.json"
    (ignored,) = settings.per_file_ignores
    assert ignored.file == FileGlob(str(tmp_path / "base"), "x")


def test_fixes_keep_to_the_configuration_of_each_list(tmp_path: Path) -> None:
    first = written(tmp_path / "a" / "list.txt", BLANK)
    second = written(tmp_path / "b" / "list.txt", BLANK)
    written(tmp_path / "a" / "citelaw.toml", 'ignore = ["CL105"]\n')
    assert checked("--fix", first, second) == 0
    assert first.read_text("utf-8") == BLANK
    assert second.read_text("utf-8") == BLANK.replace("国 社", "国社")


def test_configuration_also_says_how_extract_reads(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = written(tmp_path / "list.txt", WRONG)
    assert run(["extract", str(path)]) == 0
    assert "第九百条" in capsys.readouterr().out
    written(tmp_path / "citelaw.toml", 'encoding = "ascii"\n')
    assert run(["extract", str(path)]) == 2
    assert "ascii" in capsys.readouterr().err


def test_databases_of_a_configuration_are_asked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    statutes = FIXTURES / "statutes"
    arguments = ["--corpus", str(statutes), "--curated", str(statutes / "curated")]
    (tmp_path / "a").mkdir()
    assert run(["statutes", "build", *arguments, "--out", str(tmp_path / "a" / "own.sqlite")]) == 0
    capsys.readouterr()
    text = "根据《中华人民共和国青禾保险法》第九百条处理。\n"
    lists = [written(tmp_path / name / "list.txt", text) for name in ("a", "b")]
    written(tmp_path / "a" / "citelaw.toml", 'databases = ["own.sqlite"]\n')
    assert codes(reported(capsys, *lists)) == [["CL301"], ["CL201"]]


# ---------------------------------------------------------------- a wrong file

BROKEN = [
    ('selct = ["CL4"]', ":1：selct 没有这一项，最接近的是 select。"),
    ('min_severity = "info"', ":1：min_severity 没有这一项，最接近的是 min-severity。"),
    ("水 = 1", "Expected"),
    ('select = "CL4"', ':1：select 要写成方括号里的几段文字，如 select = ["CL4"]。'),
    ("select = []", ":1：select 是空的"),
    ("select = [1]", ":1：select 要写成方括号里的几段文字"),
    ('select = ["CL410"]', "：select 里写的“CL410”没有这条规则，最接近的是 CL4"),
    ('ignore = ["ALL"]', "没有选中任何规则"),
    ('select = ["CL4', ":1：到这里为止不合 TOML 的写法（引号没有配对）"),
    ('\n\nselect = ["CL4"]\nselect = ["CL3"]', ":4：到这里为止不合 TOML 的写法（同一项写了两次）"),
    ('as-of = "2023-02-30"', ":1：as-of 不是日期，写作 2023-06-01。"),
    ("as-of = 1900-01-01", "as-of（1900-01-01）早于 1949-10-01"),
    ("as-of = 2023-06-01T10:00:00", ":1：as-of 不是日期"),
    ("list-date = 2023", ":1：list-date 不是日期"),
    ('list-date = "2023-13"', ":1：list-date 不是日期"),
    (
        'as-of = 2023-01-01\nlist-date = "2024"',
        "list-date（2024-01-01）晚于今天（as-of，2023-01-01）",
    ),
    ('shape = "cube"', ":1：shape 不能是“cube”，只能是 tsv、"),
    ("shape = 3", ':1：shape 要写成引号里的文字，如 shape = "tsv"。'),
    ('encoding = "utf-99"', ":1：encoding 不能是“utf-99”"),
    ('profile = ""', ":1：profile 要写成引号里的文字"),
    ('min-severity = "error"\nfail-on = "info"', "min-severity（error）高于 fail-on（info）"),
    ('[severity]\nCL401 = "of"', ":2：severity.CL401 不能是“of”，只能是引号里的 error、"),
    ("[severity]\nCL401 = 1", ":2：severity.CL401 不能是“1”"),
    ('[severity]\nCL888 = "info"', "：severity 里写的“CL888”没有这条规则"),
    ('severity = "info"', ":1：severity 要写成一张表 [severity]。"),
    ('[per-file-ignores]\n"*.txt" = "CL1"', ":1：per-file-ignores.*.txt 要写成方括号"),
    ('[per-file-ignores]\nold = ["CL888"]', "：per-file-ignores 里写的“CL888”没有这条规则"),
    ("suppress = 1", ":1：suppress 要写成双方括号的表 [[suppress]]"),
    ('[[suppress]]\nrule = "CL301"', ":1：suppress.reason 没有写；写明为什么不改。"),
    ('[[suppress]]\nrule = "CL301"\nreason = " "', ":3：suppress.reason 要写成引号里的文字"),
    ('[[suppress]]\nreason = "甲"', ":1：suppress.rule 没有写"),
    ('[[suppress]]\nrule = "CL888"\nreason = "甲"', "：suppress 里写的“CL888”没有这条规则"),
    (
        '[[suppress]]\nrule = "CL301"\nreason = "甲"\n[[suppress]]\nrule = "CL301"\nreson = "甲"',
        ":6：suppress.reson 没有这一项，最接近的是 reason。",
    ),
    (
        '[[suppress]]\nrule = "CL301"\nreason = "甲"\nexpires = "明年"',
        ":4：suppress.expires 不是日期",
    ),
    ('extend = "missing.toml"', ":1：extend 所指的 "),
    ('extend = "citelaw.toml"', ":1：extend 绕了一圈（"),
    ('extend = "."', "不是普通文件"),
    ('databases = ["missing.sqlite"]', "没有法规数据库文件"),
    ('x = "\x80"'.encode("latin-1"), ":1：不是 UTF-8 编码"),
    (b"#" * (5 * 1024 * 1024 + 1), "大于 5 MB"),
    ("x = " + "[" * 5000, "套得太深"),
]


@pytest.mark.parametrize(
    ("content", "reason"), BROKEN, ids=[f"{number}" for number in range(len(BROKEN))]
)
def test_wrong_configuration_is_said_once_and_other_lists_are_reported(
    content: str | bytes, reason: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    if reason == "Expected":  # what the parser of this Python says of a key without quotes
        reason = ":1：第"
    written(tmp_path / "bad" / "citelaw.toml", content)
    bad = [written(tmp_path / "bad" / name, WRONG) for name in ("a.txt", "b.txt")]
    good = written(tmp_path / "good.txt", WRONG)
    assert run(["check", *map(str, bad), str(good)]) == 2
    said = capsys.readouterr()
    told = [line for line in said.err.splitlines() if "已超过" not in line]
    assert len(told) == 1
    assert reason in told[0]
    assert "citelaw.toml" in told[0] or "/bad" in told[0]
    assert "good.txt" in said.out


def test_directory_in_place_of_a_configuration_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "citelaw.toml").mkdir()
    assert checked(written(tmp_path / "list.txt", WRONG)) == 2
    assert "不是普通文件" in capsys.readouterr().err


def test_files_that_extend_each_other_are_refused(tmp_path: Path) -> None:
    path = written(tmp_path / "a.toml", 'extend = "b.toml"\n')
    written(tmp_path / "b.toml", 'extend = "./a.toml"\n')
    with pytest.raises(SettingsError, match=r"绕了一圈（.*a\.toml → .*b\.toml → .*a\.toml）"):
        read_settings(path)


def test_wrong_configuration_given_by_name_ends_the_run(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = written(tmp_path / "list.txt", WRONG)
    wrong = written(tmp_path / "own.toml", "selct = 1\n")
    assert checked("--config", wrong, path) == 2
    said = capsys.readouterr()
    assert not said.out
    assert said.err.count("\n") == 1


def test_wrong_configuration_gives_extract_2_and_the_others_are_listed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    written(tmp_path / "bad" / "citelaw.toml", "selct = 1\n")
    bad, good = written(tmp_path / "bad" / "a.txt", WRONG), written(tmp_path / "b.txt", WRONG)
    assert run(["extract", str(bad), str(good)]) == 2
    said = capsys.readouterr()
    assert said.err.count("\n") == 1
    assert "第九百条" in said.out


# ---------------------------------------------------------------- what the keys mean


def test_every_key_is_read(tmp_path: Path) -> None:
    path = written(
        tmp_path / "citelaw.toml",
        """
databases = ["a.sqlite"]
as-of = "2026-01-02"
list-date = 2023-06-01
shape = "tsv"
encoding = "gb18030"
profile = "judgment"
select = ["CL4"]
ignore = ["CL401"]
extend-select = ["CL706"]
min-severity = "warning"
fail-on = "warning"
baseline = "known.json"
include = ["*.txt"]
extend-include = ["*.list"]
exclude = ["old", "!old/a.txt"]
extend-exclude = ["/drafts/"]
force-exclude = true
respect-gitignore = true
[per-file-ignores]
"old/*" = ["CL2"]
[severity]
CL402 = "warning"
CL403 = "off"
[[suppress]]
file = "a.txt"
rule = "CL101"
text = "《甲》"
reason = "原件如此"
expires = 2027-12-31
""",
    )
    settings = read_settings(path)
    decided = {field.name for field in dataclasses.fields(settings)}
    assert all(getattr(settings, name) for name in decided - {"inherited"})
    assert settings.as_of == date(2026, 1, 2)
    assert settings.list_date == given_date("2023-06-01")
    assert (settings.shape, settings.profile) == (Shape.TSV, Profile.JUDGMENT)
    assert settings.ignore == ("CL401", "CL403")
    assert [one[:2] for one in settings.severity] == [("CL402", Severity.WARNING)]
    assert settings.suppress == (
        SuppressEntry(
            file="a.txt",
            rule="CL101",
            text="《甲》",
            reason="原件如此",
            expires=date(2027, 12, 31),
            folder=str(tmp_path),
            source=settings.source,
        ),
    )
    assert settings.exclude == (
        FileGlob(str(tmp_path), "old"),
        FileGlob(str(tmp_path), "!old/a.txt"),
    )
    (entry,) = settings.suppress
    assert entry.is_about(tmp_path / "sub" / "a.txt")
    assert not entry.is_about(tmp_path / "b.txt")


def test_shipped_example_is_read_and_its_names_are_known() -> None:
    settings = read_settings(FIXTURES / "configuration" / "finance" / "citelaw.toml")
    assert settings.as_of == date(2026, 11, 21)
    assert settings.list_date is not None
    assert settings.list_date.basis is DateBasis.GIVEN
    assert settings.suppress
    Engine(settings).prepare()


# ---------------------------------------------------------------- the JSON Schema


@pytest.fixture(scope="module")
def schema() -> jsonschema.Draft202012Validator:
    text = (files("citelaw") / "settings.schema.json").read_bytes()
    jsonschema.Draft202012Validator.check_schema(json.loads(text))
    return jsonschema.Draft202012Validator(json.loads(text))


def as_json(path_or_text: Path | str) -> Any:
    """A TOML file as an editor hands it to a validator: dates are text."""
    text = path_or_text.read_text("utf-8") if isinstance(path_or_text, Path) else path_or_text
    return json.loads(json.dumps(tomllib.loads(text), default=str))


def test_schema_has_the_keys_of_settings(schema: jsonschema.Draft202012Validator) -> None:
    fields = {field.name.replace("_", "-") for field in dataclasses.fields(Settings)}
    keys = fields - {"inherited", "source"} | {"extend"}
    assert set(KEYS) == keys == set(schema.schema["properties"])
    entry = schema.schema["properties"]["suppress"]["items"]["properties"]
    assert set(SUPPRESS_KEYS) == set(entry) == set(SuppressEntry._fields) - {"folder", "source"}


@pytest.mark.parametrize(
    ("key", "kind"), [("shape", Shape), ("profile", Profile), ("fail-on", Severity)]
)
def test_schema_has_the_words_of_the_model(
    key: str, kind: Any, schema: jsonschema.Draft202012Validator
) -> None:
    property_ = schema.schema["properties"][key]
    name = property_.get("$ref", "").rpartition("/")[2]
    words = schema.schema["$defs"][name]["enum"] if name else property_["enum"]
    assert words == list(kind)


def test_schema_allows_a_list_where_settings_hold_several(
    schema: jsonschema.Draft202012Validator,
) -> None:
    for field in dataclasses.fields(Settings):
        property_ = schema.schema["properties"].get(field.name.replace("_", "-"))
        if property_ is None or field.name in ("per_file_ignores", "severity", "suppress"):
            continue
        several = property_.get("$ref") in ("#/$defs/texts", "#/$defs/rules")
        assert several == ("tuple[" in str(field.type)), field.name


def test_schema_takes_every_label(schema: jsonschema.Draft202012Validator) -> None:
    labels = [one for rule in all_rules() for one in (rule.code, rule.name)]
    schema.validate({"select": [*labels, *OWN, *OWN.values(), "ALL", "CL", "CL4", "CL40"]})


@pytest.mark.parametrize("path", sorted(FIXTURES.glob("configuration/**/*.toml")), ids=str)
def test_examples_are_valid_by_the_schema(
    path: Path, schema: jsonschema.Draft202012Validator
) -> None:
    schema.validate(as_json(path))


_OF_FORM = [
    content
    for content, reason in BROKEN
    if isinstance(content, str)
    and ("没有这一项" in reason or "要写成" in reason or "没有写" in reason)
]


@pytest.mark.parametrize("content", _OF_FORM)
def test_what_is_of_the_wrong_form_is_invalid_by_the_schema(
    content: str, schema: jsonschema.Draft202012Validator
) -> None:
    assert not schema.is_valid(as_json(content))


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_configuration_that_a_readme_shows_works(
    name: str, tmp_path: Path, schema: jsonschema.Draft202012Validator
) -> None:
    blocks = re.findall(r"```toml\n(.*?)```", (ROOT / name).read_text("utf-8"), re.DOTALL)
    (shown,) = (block for block in blocks if "fail-on" in block)
    schema.validate(as_json(shown))
    settings = read_settings(written(tmp_path / "citelaw.toml", shown))
    Engine(dataclasses.replace(settings, databases=())).prepare()


# ---------------------------------------------------------------- the profile

JUDGMENT = """杉县人民法院
民 事 判 决 书
（2019）京01民终1234号
原告：甲某。
被告：乙公司。
本院认为，依照《中华人民共和国社会保险法》第八十八条，判决如下：
一、驳回。
"""
PENALTY = """杉县市场监督管理局
行政处罚决定书
杉市监处罚〔2023〕12号
当事人：某店。
经查，该店销售的食品超过保质期。本局决定处罚如下：罚款。
如不服本处罚决定，可以申请复议。
"""
BODY = """上诉人（原审被告）：乙公司，住所地杉县。
经审理查明，双方订有合同。本院认为，原判正确。裁定如下：
驳回上诉。
"""
HANDBOOK = """食品安全执法手册
第一章 概述
行政处罚决定书应当载明当事人的情况（《中华人民共和国行政处罚法》第五十九条）。
法律依据：《中华人民共和国食品安全法》第三十四条。
实践中，有法院在（2019）京01民终1234号判决里支持了处罚。
"""
NOTICE = """杉县人民政府关于印发权责清单的通知
各乡镇人民政府：
二、完善权责清单
为规范管理，决定如下：各单位依照《中华人民共和国行政处罚法》执行。
"""
NUMBERED = """杉县医保局
一、对骗取医保基金的处罚
设定依据：《中华人民共和国社会保险法》第八十七条
二、对骗取待遇的处罚
设定依据：《中华人民共和国社会保险法》第八十八条
"""
LABELLED = """1. 事项名称：对骗保的处罚
依据：《中华人民共和国社会保险法》第八十八条
"""
TITLED = """杉县医保局权责清单（2023年版）
1. 对骗保的处罚，《中华人民共和国社会保险法》第八十八条
"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(JUDGMENT, "judgment", id="judgment"),
        pytest.param(PENALTY, "judgment", id="penalty decision"),
        pytest.param(BODY, "judgment", id="ruling without its head"),
        pytest.param("## **民事判决书**\n\n**被告：**乙公司。\n", "judgment", id="in Markdown"),
        pytest.param(
            "<h1>行政处罚决定书</h1><p>当事人：某店。</p><p>本局决定处罚。</p>",
            "judgment",
            id="in HTML",
        ),
        pytest.param(HANDBOOK, "prose", id="handbook that speaks of judgments"),
        pytest.param(NOTICE, "prose", id="notice about lists"),
        pytest.param(NUMBERED, "list", id="numbered items with their bases"),
        pytest.param(LABELLED, "list", id="items with labels"),
        pytest.param(TITLED, "list", id="called a list"),
        pytest.param("", "prose", id="empty"),
        pytest.param("序号\t事项\t设定依据\n1\t处罚\t《甲法》第一条\n", "list", id="table"),
    ],
)
def test_profile_is_told_by_how_a_text_reads(text: str, expected: str) -> None:
    assert profile_of(read_text(text)) == expected


def test_profile_given_wins(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = written(tmp_path / "list.txt", JUDGMENT)
    assert reported(capsys, path)["files"][0]["profile"] == "judgment"
    written(tmp_path / "citelaw.toml", 'profile = "prose"\n')
    assert reported(capsys, path)["files"][0]["profile"] == "prose"
    assert reported(capsys, "--profile", "list", path)["files"][0]["profile"] == "list"


def test_day_that_no_calendar_has_is_wrong_in_a_judgment_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    noted = JUDGMENT.replace("社会保险法》", "社会保险法》（2010年4月50日通过）")
    (file,) = reported(capsys, written(tmp_path / "a.txt", noted))["files"]
    assert file["profile"] == "judgment"
    assert "CL206" in [one["code"] for one in file["diagnostics"]]


def test_rule_is_asked_in_its_profiles_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def check(resolved: ResolvedDocument) -> list[Diagnostic]:
        asked.append(resolved.profile)
        return []

    rule = Rule("CL999", "always", Severity.INFO, check, profiles=(Profile.LIST,))
    monkeypatch.setattr("citelaw.rules.all_rules", lambda: (rule,))
    for profile in Profile:
        engine = Engine(Settings(profile=profile, as_of=date(2026, 11, 21)))
        engine.check_document(engine.read_text("《甲法》第一条"))
    assert asked == [Profile.LIST]


@pytest.mark.parametrize(("profile", "expected"), [("list", ["CL304", "CL402"]), ("judgment", [])])
def test_decision_is_not_held_against_later_law(
    profile: str, expected: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    # 公务员法 of 2005, 第五十三条, is 第五十九条 since 2019
    text = (
        "依照《中华人民共和国公务员法》第五十三条：“公务员必须遵守纪律，不得有下列行为："
        "（一）散布有损国家声誉的言论，组织或者参加旨在反对国家的集会、游行、示威等活动”。\n"
    )
    path = written(tmp_path / "list.txt", text)
    options = ("--list-date", "2015", "--profile", profile, "--select", "CL304,CL402,CL301")
    assert codes(reported(capsys, *options, path)) == [expected]


@pytest.mark.parametrize(("profile", "expected"), [("list", ["CL303"]), ("judgment", [])])
def test_decision_of_a_day_whose_law_is_not_held_is_not_judged(
    profile: str, expected: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    # of 行政诉讼法 the texts since 2014 are held; that of 1989 had three items in 第六十一条 still
    path = written(tmp_path / "list.txt", "依照《中华人民共和国行政诉讼法》第六十一条第（一）项\n")
    options = ("--list-date", "2012", "--profile", profile, "--select", "CL303")
    assert codes(reported(capsys, *options, path)) == [expected]


# ---------------------------------------------------------------- start-up

PROGRAM = """
import sys
from citelaw.commands import run
run(sys.argv[1:])
print(*sys.modules, sep="\\n", file=sys.stderr)
"""


def loaded(*arguments: str | Path) -> set[str]:
    command = [sys.executable, "-c", PROGRAM, *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return set(done.stderr.split())


def test_run_without_a_configuration_file_loads_no_parser(tmp_path: Path) -> None:
    path = written(tmp_path / "list.txt", WRONG)
    written(tmp_path / "pyproject.toml", '[project]\nname = "x"\n')
    assert not loaded("check", path) & {"tomllib", "difflib"}
    written(tmp_path / "citelaw.toml", 'fail-on = "info"\n')
    assert "tomllib" in loaded("check", path)
