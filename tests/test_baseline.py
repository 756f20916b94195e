"""Does a second round say 新增, 未改, 已改 rightly, and lose nothing that people wrote?"""

import gc
import json
import os
import threading
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from citelaw import baseline
from citelaw.baseline import Baseline
from citelaw.commands import run
from citelaw.engine import Engine
from citelaw.errors import ReportError, SettingsError
from citelaw.identity import finding_id, normalise, numbered
from citelaw.model import BaselineEntry, FileReport, Identity
from citelaw.registry import open_registry
from citelaw.settings import Settings
from citelaw.version import __version__

STATUTES = Path(__file__).resolve().parents[1] / "fixtures" / "statutes"
AS_OF = date(2026, 11, 21)
WRONG = "《中华人民共和国社会保险法》第九百条"
OTHER = "《中华人民共和国社会保险法》第九百零一条"
RIGHT = "《中华人民共和国社会保险法》第三条"
MISSING = "article-missing"


@pytest.fixture(scope="module")
def engine(database: Path) -> Engine:
    return Engine(Settings(as_of=AS_OF), registry=open_registry(database))


def ids(engine: Engine, *lines: str, path: str = "lists/a.txt") -> list[str]:
    report = engine.check_document(engine.read_text("\n".join(lines), path))
    return [finding_id(path, one) for one in report.diagnostics]


# ---------------------------------------------------------------- ids


def test_id_outlives_edits_elsewhere_moves_and_white_space(engine: Engine) -> None:
    (before,) = ids(engine, "《青禾保险法》第九百条")
    assert ids(engine, "", "新增一行。", "依《青禾保险法》第三条；", "《青禾保险法》 第九百条") == [
        before
    ]
    assert ids(engine, "《青禾保险法》第九百零一条") != [before]


def test_id_tells_files_rules_and_likes_apart(engine: Engine) -> None:
    lines = ["《青禾保险法》第九百条", "", "《青禾保险法》第九百条"]
    first, second = ids(engine, *lines)
    assert first != second
    assert ids(engine, lines[0]) == [first]
    assert ids(engine, lines[0], path="lists/b.txt") != [first]


def test_id_is_the_same_however_the_file_is_named(engine: Engine) -> None:
    line = "《青禾保险法》第九百条"
    same = [ids(engine, line, path=path) for path in ("a.txt", "./a.txt", os.path.abspath("a.txt"))]
    assert same[0] == same[1] == same[2]


def test_id_of_the_second_stays_where_the_first_is_suppressed(engine: Engine) -> None:
    line = "《青禾保险法》第九百条"
    _, second = ids(engine, line, line)
    assert ids(engine, f"{line} <!-- citelaw: ignore[CL301] 原文如此 -->", line) == [second]


def test_finding_without_citation_is_known_by_its_words_or_its_message(engine: Engine) -> None:
    report = engine.check_document(engine.read_text("《甲 条例》第三条"))
    one = next(one for one in report.diagnostics if one.code == "CL105")
    bare = one._replace(cited="")
    (numbered_one,) = numbered([bare])
    assert numbered_one.identity == Identity("title-whitespace", "《甲条例》", 1)
    (silent,) = numbered([bare._replace(raw="")])
    assert silent.identity is not None
    assert silent.identity.words == normalise(one.message)


# ---------------------------------------------------------------- rounds


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def put(path: str, *lines: str) -> str:
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_text("\n".join(lines) + "\n", "utf-8")
    return path


def command(*arguments: str) -> int:
    return run([*arguments, "--as-of", "2026-11-21"])


def entries(path: str = ".citelaw-baseline.json") -> list[dict[str, Any]]:
    data = json.loads(Path(path).read_text("utf-8"))
    assert data["citelaw_baseline"] == 1
    found: list[dict[str, Any]] = data["entries"]
    return found


def give_reason(reason: str, path: str = ".citelaw-baseline.json") -> None:
    file = Path(path)
    text = file.read_text("utf-8")
    file.write_text(text.replace('"reason": ""', f'"reason": "{reason}"', 1), "utf-8")


def closing(capsys: pytest.CaptureFixture[str]) -> str:
    return capsys.readouterr().out.rstrip("\n").split("\n")[-1]


def test_second_round_says_what_is_new_unchanged_and_fixed(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = put("list.txt", WRONG, OTHER)
    assert command("baseline", "write", path) == 0
    assert "新记 2 条，原有 0 条保留" in capsys.readouterr().out
    assert command("check", path, "--baseline", ".citelaw-baseline.json") == 0
    assert closing(capsys) == "与基线 .citelaw-baseline.json 相比：新增 0，未改 2，已改 0"
    put("list.txt", "依据：", OTHER, RIGHT, WRONG.replace("九百条", "八百条"))
    assert command("check", path, "--baseline", ".citelaw-baseline.json") == 1
    assert closing(capsys) == "与基线 .citelaw-baseline.json 相比：新增 1，未改 1，已改 1"


def test_json_has_the_state_of_each_finding_and_the_fixed_ones(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = put("list.txt", WRONG, OTHER)
    command("baseline", "write", path, "--reason", "已函告")
    put("list.txt", OTHER, WRONG.replace("九百条", "八百条"))
    capsys.readouterr()
    command("check", path, "--baseline", ".citelaw-baseline.json", "--output-format", "json")
    data = json.loads(capsys.readouterr().out)
    text = (files("citelaw.reporters") / "schema" / "check.json").read_bytes()
    jsonschema.Draft202012Validator(json.loads(text)).validate(data)
    (file,) = data["files"]
    assert [one["baseline_state"] for one in file["diagnostics"]] == ["new"]
    (gone,) = file["suppressed"]
    assert (gone["kind"], gone["reason"], gone["baseline_state"]) == (
        "baseline",
        "已函告",
        "unchanged",
    )
    assert data["summary"]["errors"] == 1
    (fixed,) = data["baseline"]["fixed"]
    assert (fixed["rule"], fixed["citation"], fixed["reason"]) == (MISSING, WRONG, "已函告")
    assert (data["baseline"]["new"], data["baseline"]["unchanged"]) == (1, 1)


def test_file_is_one_entry_a_line_and_sorted(folder: Path) -> None:
    command("baseline", "write", put("b.txt", WRONG, OTHER), put("sub/a.txt", WRONG))
    lines = Path(".citelaw-baseline.json").read_text("utf-8").split("\n")
    assert [json.loads(line.rstrip(","))["file"] for line in lines[1:-2]] == [
        "b.txt",
        "b.txt",
        "sub/a.txt",
    ]


def test_paths_are_those_seen_from_the_baseline(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    put("lists/a.txt", WRONG)
    command("baseline", "write", "lists/a.txt", "-o", "lists/known.json")
    assert entries("lists/known.json")[0]["file"] == "a.txt"
    monkeypatch.chdir(folder / "lists")
    assert command("check", "a.txt", "--baseline", "known.json") == 0


def test_writing_again_keeps_reasons_and_entries_of_other_files(folder: Path) -> None:
    first, second = put("a.txt", WRONG), put("b.txt", WRONG)
    command("baseline", "write", first, second)
    give_reason("上级文本如此")
    put("a.txt", OTHER, WRONG)
    command("baseline", "write", first, "--reason", "第二轮")
    assert [(one["file"], one["citation"], one["reason"]) for one in entries()] == [
        ("a.txt", WRONG, "上级文本如此"),
        ("a.txt", OTHER, "第二轮"),
        ("b.txt", WRONG, ""),
    ]


def test_writing_drops_no_entry_and_pruning_drops_those_that_are_gone(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first, second = put("a.txt", WRONG, OTHER), put("b.txt", WRONG)
    command("baseline", "write", first, second)
    give_reason("上级文本如此")
    put("a.txt", WRONG)
    command("baseline", "write", first)
    assert len(entries()) == 3
    put("b.txt", RIGHT)
    capsys.readouterr()
    assert command("baseline", "prune", first) == 0
    assert capsys.readouterr().out == ".citelaw-baseline.json：去掉已改的 1 条，保留 2 条。\n"
    assert [(one["file"], one["reason"]) for one in entries()] == [
        ("a.txt", "上级文本如此"),
        ("b.txt", ""),
    ]


def test_file_that_cannot_be_read_keeps_its_entries(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first, second = put("a.txt", WRONG), put("b.txt", WRONG)
    command("baseline", "write", first, second)
    Path("b.txt").unlink()
    assert command("baseline", "prune", first, second) == 2
    assert len(entries()) == 2
    assert "b.txt" in capsys.readouterr().err


def test_rule_that_was_not_run_is_neither_fixed_nor_pruned(engine: Engine) -> None:
    held = Baseline(Path("b.json"), (entry("list.txt", MISSING, "《甲法》第三条"),))
    other = tuple(rule for rule in engine.rules if rule.name != MISSING)
    report = engine.check_document(engine.read_text("《青禾保险法》第三条", "list.txt"))
    assert baseline.compare([report], held, other)[1].fixed == ()
    assert baseline.compare([report], held, engine.rules)[1].fixed == held.entries
    assert baseline.pruned([report], held, other).baseline == held


def entry(file: str, rule: str, words: str, nth: int = 1, **fields: Any) -> BaselineEntry:
    return BaselineEntry(file, Identity(rule, words, nth), **fields)


def test_finding_that_grew_by_a_place_is_new(engine: Engine) -> None:
    report = engine.check_document(engine.read_text("《青禾保险法》第九百条", "list.txt"))
    held = baseline.extended([report], Baseline(Path("b.json")), "").baseline
    (one,) = report.diagnostics
    grown = one._replace(parts=(one, one))
    wider = report._replace(diagnostics=(grown,))
    assert baseline.compare([report], held, engine.rules)[1][1:3] == (0, 1)
    compared = baseline.compare([wider], held, engine.rules)[1]
    assert (compared.new, compared.unchanged, compared.fixed) == (1, 0, ())
    again = baseline.extended([wider], held, "").baseline
    assert [one.places for one in again.entries] == [2]


def test_statute_that_is_not_in_the_database_is_never_written_down(engine: Engine) -> None:
    report = engine.check_document(engine.read_text("《某某县招商引资优惠办法》", "list.txt"))
    assert [one.name for one in report.diagnostics] == ["statute-unknown"]
    changed = baseline.extended([report], Baseline(Path("b.json")), "")
    assert changed.baseline.entries == ()
    (file,), compared = baseline.compare([report], changed.baseline, engine.rules)
    assert len(file.diagnostics) == 1
    assert compared.new == 0


def test_finding_that_a_comment_suppresses_is_not_fixed(engine: Engine) -> None:
    line = "《青禾保险法》第九百条"
    first = engine.check_document(engine.read_text(line, "list.txt"))
    held = baseline.extended([first], Baseline(Path("b.json")), "").baseline
    text = f"{line} <!-- citelaw: ignore[CL301] 原文如此 -->"
    second: FileReport = engine.check_document(engine.read_text(text, "list.txt"))
    (file,), compared = baseline.compare([second], held, engine.rules)
    assert (compared.new, compared.unchanged, compared.fixed) == (0, 1, ())
    assert [one.how for one in file.suppressed] == ["comment"]


def test_merged_file_with_an_entry_twice_keeps_the_reason(folder: Path) -> None:
    command("baseline", "write", put("a.txt", WRONG))
    path = Path(".citelaw-baseline.json")
    line = path.read_text("utf-8").split("\n")[1]
    twice = ",\n".join([line, line.replace('""', '"已函告"')])
    path.write_text(path.read_text("utf-8").replace(line, twice), "utf-8")
    assert [one.reason for one in baseline.read(path).entries] == ["已函告"]


# ---------------------------------------------------------------- files that cannot be used

ENTRY = '{"file": "a.txt", "rule": "article-missing", "citation": "甲", "nth": 1}'


def text_of(entries: str, schema: object = 1, version: str = __version__) -> str:
    return f'{{"citelaw_baseline": {schema}, "citelaw": "{version}", "entries": [{entries}]}}'


@pytest.mark.parametrize(
    ("content", "said"),
    [
        pytest.param("", "第 1 行不是正确的 JSON", id="empty"),
        pytest.param(text_of(ENTRY)[:-9], "第 1 行不是正确的 JSON", id="cut off"),
        pytest.param("{\n<<<<<<< HEAD\n}", "第 2 行不是正确的 JSON", id="merge conflict"),
        pytest.param("[" * 100_000, "不是 UTF-8 的 JSON 文件", id="nested without end"),
        pytest.param(b"\xff\xfe\x00", "不是 UTF-8 的 JSON 文件", id="binary"),
        pytest.param("[]", "不是 citelaw 的基线文件", id="a list"),
        pytest.param('{"entries": []}', "不是 citelaw 的基线文件", id="something else"),
        pytest.param(text_of(ENTRY, schema=2), "基线格式是第 2 版", id="newer schema"),
        pytest.param(text_of(ENTRY, schema='"x"'), "基线格式是第 'x' 版", id="odd schema"),
        pytest.param(text_of(ENTRY, version="1.0.0"), "主版本不同", id="another major version"),
        pytest.param('{"citelaw_baseline": 1, "entries": []}', "主版本不同", id="no version"),
        pytest.param(
            f'{{"citelaw_baseline": 1, "citelaw": "{__version__}"}}',
            "缺少 entries",
            id="no entries",
        ),
        pytest.param(text_of("1"), "第 1 个条目不是对象", id="a number"),
        pytest.param(text_of('{"file": "a"}'), "第 1 个条目缺少 rule", id="a field is missing"),
        pytest.param(
            text_of(ENTRY.replace(": 1", ": true")), "第 1 个条目的 nth 不是整数", id="another type"
        ),
        pytest.param(
            text_of(f"{ENTRY}, {ENTRY[:-1]}, " + '"by": "张三"}'),
            "第 2 个条目有不认识的 by",
            id="an unknown field",
        ),
    ],
)
@pytest.mark.parametrize("what", ["write", "prune", "check"])
def test_unusable_baseline_is_said_in_one_line_and_left_as_it_is(
    folder: Path,
    capsys: pytest.CaptureFixture[str],
    content: str | bytes,
    said: str,
    what: str,
) -> None:
    path = put("a.txt", WRONG)
    known = Path("known.json")
    known.write_bytes(content if isinstance(content, bytes) else content.encode())
    before = known.read_bytes()
    arguments = {"check": ["check", path, "--baseline"]}.get(what, ["baseline", what, path, "-o"])
    gc.disable()  # Hypothesis hooks into it, and cannot do so where the stack is used up
    try:
        assert command(*arguments, "known.json") == 2
    finally:
        gc.enable()
    error = capsys.readouterr().err
    assert error.startswith("citelaw: known.json：")
    assert error.count("\n") == 1
    assert said in error
    assert known.read_bytes() == before
    assert sorted(os.listdir()) == ["a.txt", "known.json"]


@pytest.mark.parametrize("what", [["check", "--baseline"], ["baseline", "prune", "-o"]], ids=str)
def test_missing_baseline_is_said(
    folder: Path, capsys: pytest.CaptureFixture[str], what: list[str]
) -> None:
    path = put("a.txt", WRONG)
    assert command(*what, "known.json", path) == 2
    assert "没有这个基线文件" in capsys.readouterr().err


def test_folder_that_cannot_be_written_leaves_the_old_file(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    command("baseline", "write", put("a.txt", WRONG))
    before = Path(".citelaw-baseline.json").read_bytes()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.replace", full)
    with pytest.raises(ReportError, match="原文件未改动"):
        baseline.write(Baseline(Path(".citelaw-baseline.json")))
    assert Path(".citelaw-baseline.json").read_bytes() == before
    assert sorted(os.listdir()) == [".citelaw-baseline.json", "a.txt"]


def test_what_is_written_is_read_again(folder: Path) -> None:
    odd = entry(
        "a\n“b”.txt", MISSING, '《甲\u2028法》\\"第三条\ud800', 3, places=2, reason="理\t由"
    )
    held = Baseline(Path("known.json"), (odd,))
    baseline.write(held)
    assert baseline.read(held.path) == held


def test_error_of_the_library_is_a_settings_error(engine: Engine) -> None:
    lost = Engine(Settings(as_of=AS_OF, baseline=Path("no-such.json")), registry=engine.registry)
    with pytest.raises(SettingsError):
        lost.check_paths([])


# ---------------------------------------------------------------- with a configuration


def configure(text: str) -> None:
    Path("citelaw.toml").write_text(text, "utf-8")


def test_baseline_is_the_one_that_the_configuration_names(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = put("a.txt", WRONG)
    configure('baseline = "known.json"\n')
    assert command("baseline", "write", path) == 0
    assert [one["rule"] for one in entries("known.json")] == [MISSING]
    assert not Path(".citelaw-baseline.json").exists()
    assert command("check", path) == 0
    assert closing(capsys).endswith("known.json 相比：新增 0，未改 1，已改 0")
    put("a.txt", RIGHT)
    assert command("baseline", "prune", path) == 0
    assert entries("known.json") == []


def test_lists_with_several_baselines_ask_for_one(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    configure('baseline = "known.json"\n')
    paths = put("a.txt", WRONG), put("b/b.txt", WRONG)
    Path("b/citelaw.toml").write_text('baseline = "other.json"\n', "utf-8")
    assert command("baseline", "write", *paths) == 2
    assert "不同的基线" in capsys.readouterr().err
    assert command("baseline", "write", "-o", "known.json", *paths) == 0
    assert len(entries("known.json")) == 2


def test_round_runs_what_the_configuration_selects(folder: Path) -> None:
    path = put("a.txt", WRONG)
    configure('ignore = ["CL301"]\n')
    command("baseline", "write", path)
    assert entries() == []
    configure('fail-on = "error"\nmin-severity = "error"\n[severity]\nCL301 = "info"\n')
    command("baseline", "write", path)
    assert [one["rule"] for one in entries()] == [MISSING]


def test_rule_that_is_silent_in_a_file_is_neither_fixed_nor_pruned(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = put("a.txt", WRONG)
    command("baseline", "write", path)
    known = ("check", "--baseline", ".citelaw-baseline.json")
    command(*known, "--per-file-ignores", "a.txt:CL3", path)
    assert closing(capsys).endswith("新增 0，未改 0，已改 0")
    configure('[per-file-ignores]\n"a.txt" = ["CL3"]\n')
    command("baseline", "prune", path)
    assert len(entries()) == 1


def test_statute_not_in_the_database_is_neither_new_nor_known(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = put("a.txt", "《某县甲乙丙丁办法》第三条")
    command("baseline", "write", path)
    capsys.readouterr()
    command("check", "--baseline", ".citelaw-baseline.json", "--output-format", "json", path)
    data = json.loads(capsys.readouterr().out)
    states = [one["baseline_state"] for one in data["files"][0]["diagnostics"]]
    assert (states, data["baseline"]["new"]) == ([None], 0)


@pytest.mark.skipif(not os.path.exists("/dev/zero"), reason="a device without end")
def test_file_without_end_is_no_baseline() -> None:
    with pytest.raises(SettingsError, match="大于 100 MB"):
        baseline.read(Path("/dev/zero"))


@pytest.mark.skipif(os.name == "nt", reason="named pipes")
def test_baseline_goes_into_a_pipe_that_nobody_has_written_to(tmp_path: Path) -> None:
    (tmp_path / "list.txt").write_text("依据《中华人民共和国社会保险法》第九百条。\n", "utf-8")
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read: list[bytes] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()), daemon=True)
    reader.start()
    assert run(["baseline", "write", str(tmp_path / "list.txt"), "-o", str(pipe)]) == 0
    reader.join(10)
    assert [one["rule"] for one in json.loads(read[0])["entries"]] == ["article-missing"]
