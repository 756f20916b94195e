"""Does the library give what the command line gives, and stay itself whoever holds it?"""

import dataclasses
import doctest
import enum
import gc
import inspect
import json
import multiprocessing
import os
import pickle
import shutil
import subprocess
import sys
import threading
import types
import typing
import weakref
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from itertools import count, islice
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import citelaw
from citelaw.commands import run
from citelaw.grammar import NameIndex
from citelaw.library import outcome
from citelaw.results import diagnostic_of, mention_of

FIXTURES = Path(__file__).parents[1] / "fixtures" / "lists"
LISTS = sorted(path for path in FIXTURES.iterdir() if path.stem != "README")
PAGE = Path(__file__).parents[1] / "docs" / "library.md"
SCHEMAS = Path(citelaw.__file__).parent / "reporters" / "schema"
DAY = date(2026, 11, 21)
WRONG = "依据《中华人民共和国社会保险法》第九百条。"


@pytest.fixture(scope="module")
def engine() -> citelaw.Engine:
    return citelaw.Engine(as_of=DAY)


@pytest.fixture
def lists(tmp_path: Path) -> list[Path]:
    """Lists of one finding each, by which they can be told apart."""
    found = []
    for number in range(12):
        path = tmp_path / f"{number:02}.txt"
        path.write_text(f"{WRONG}{'再' * number}", "utf-8")
        found.append(path)
    return found


class Text(str):
    """A text as other libraries give it (``numpy.str_``)."""

    __slots__ = ()


def printed(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    capsys.readouterr()
    run([*arguments])
    return capsys.readouterr().out


# ---------------------------------------------------------------- what the command line gives


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.stem)
def test_result_of_a_check_is_the_report_of_the_command(
    path: Path, engine: citelaw.Engine, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ("check", "--isolated", "--as-of", DAY.isoformat(), "--output-format", "json")
    result = engine.check(path)
    assert result.to_dict() == json.loads(printed(capsys, *command, str(path)))
    assert all(result.text[one.start : one.end] == one.raw for one in result.diagnostics)


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.stem)
def test_mentions_are_the_lines_of_the_command(
    path: Path, engine: citelaw.Engine, capsys: pytest.CaptureFixture[str]
) -> None:
    result = engine.extract(path)
    shown = printed(capsys, "extract", "--isolated", "--output-format", "jsonl", str(path))
    assert result.to_dict()["mentions"] == [json.loads(line) for line in shown.splitlines()]
    assert result.mentions
    assert all(result.text[one.start : one.end] == one.raw for one in result.mentions)


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.stem)
def test_plain_values_of_one_walk_are_those_of_both_results(
    path: Path, engine: citelaw.Engine
) -> None:
    extracted = engine.extract(path).to_dict()
    checked = engine.check(path).to_dict()
    assert engine.dicts(path) == (extracted, checked)
    assert (engine.extract_dict(path), engine.check_dict(path)) == (extracted, checked)


def test_facts_beside_a_file_count_and_are_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = folder_with_facts(tmp_path / "甲")
    shown = printed(capsys, "check", "--as-of", "2026-11-21", "--output-format", "json", str(path))
    result = citelaw.check(path, as_of=DAY)
    assert result.to_dict() == json.loads(shown)
    assert result.statutes.overlays == (str(path.with_name("statutes.toml")),)
    assert citelaw.Engine(as_of=DAY).check(LISTS[0]).statutes.overlays == ()


def folder_with_facts(folder: Path) -> Path:
    """A list beside facts of its own, which say that its citation has another number."""
    folder.mkdir()
    facts = '[[statute]]\ntitle = "甲市测试办法"\nnumber = "甲政发〔2020〕1号"\n'
    (folder / "statutes.toml").write_text(facts, "utf-8")
    path = folder / "list.txt"
    path.write_text("依据《甲市测试办法》（甲政发〔2020〕2号）。", "utf-8")
    return path


def test_facts_beside_one_file_are_not_named_in_the_result_of_another(tmp_path: Path) -> None:
    engine = citelaw.Engine(as_of=DAY)
    before = engine.check(WRONG)
    engine.check(folder_with_facts(tmp_path / "甲"))
    assert engine.check(WRONG) == before


def test_other_settings_name_their_own_database_alone(database: Path) -> None:
    own = citelaw.Engine(as_of=DAY).with_settings(citelaw.Settings(databases=(database,)))
    alone = citelaw.Engine(as_of=DAY, database=database)
    assert own.check(WRONG) == alone.check(WRONG)


def test_folders_with_facts_beyond_number_are_not_all_held(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("citelaw.library._FOLDERS", 2)
    held: list[weakref.ref[object]] = []
    walk = citelaw.library.Walk.with_settings

    def noted(*arguments: Any) -> object:
        held.append(weakref.ref(made := walk(*arguments)))
        return made

    monkeypatch.setattr("citelaw.library.Walk.with_settings", noted)
    engine = citelaw.Engine(as_of=DAY)
    paths = [folder_with_facts(tmp_path / str(number)) for number in range(5)]
    for path in (*paths, paths[-1]):
        (found,) = engine.check(path).diagnostics
        assert found.name == "docno-wrong"
    gc.collect()
    assert len(held) == len(paths)
    assert sum(one() is not None for one in held) <= 2


def test_results_keep_to_the_schemas(engine: citelaw.Engine) -> None:
    check, extract = (
        jsonschema.Draft202012Validator(json.loads((SCHEMAS / f"{name}.json").read_text("utf-8")))
        for name in ("check", "extract")
    )
    for path in LISTS:
        check.validate(engine.check(path).to_dict())
        for mention in engine.extract(path).to_dict()["mentions"]:
            extract.validate(mention)


# ---------------------------------------------------------------- results as values


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.stem)
def test_result_comes_back_from_json_and_from_a_pickle(path: Path, engine: citelaw.Engine) -> None:
    for result in (engine.check(path), engine.extract(path)):
        again = type(result).from_dict(json.loads(result.to_json()))
        assert again == result
        assert hash(again) == hash(result)
        assert again.text == ""
        assert pickle.loads(pickle.dumps(result)).text == result.text


def with_tuples(value: Any) -> Any:
    """A plain value as msgpack gives it back."""
    if isinstance(value, dict):
        return {name: with_tuples(one) for name, one in value.items()}
    return tuple(map(with_tuples, value)) if isinstance(value, list) else value


def test_result_comes_back_where_tuples_stand_for_lists(engine: citelaw.Engine) -> None:
    for result in (engine.check(LISTS[0]), engine.extract(LISTS[0])):
        assert type(result).from_dict(with_tuples(result.to_dict())) == result


def test_mention_and_finding_come_back_alone(engine: citelaw.Engine) -> None:
    plain, checked = engine.dicts(WRONG)
    assert checked is not None
    assert tuple(map(mention_of, plain["mentions"])) == engine.extract(WRONG).mentions
    found = tuple(map(diagnostic_of, checked["files"][0]["diagnostics"]))
    assert found == engine.check(WRONG).diagnostics


def test_failure_comes_back_from_json() -> None:
    failure = citelaw.Failure(path="甲.txt", reason="没有", reason_en="none")
    assert citelaw.Failure.from_dict(json.loads(json.dumps(failure.to_dict()))) == failure


def test_result_cannot_be_changed(engine: citelaw.Engine) -> None:
    result = engine.check(WRONG)
    with pytest.raises(dataclasses.FrozenInstanceError):
        result.path = "another"  # type: ignore[misc]
    with pytest.raises(dataclasses.FrozenInstanceError):
        result.diagnostics[0].raw = "another"  # type: ignore[misc]


def test_what_later_versions_add_is_passed_over(engine: citelaw.Engine) -> None:
    plain = engine.check(WRONG).to_dict()
    plain["files"][0]["diagnostics"][0]["new"] = plain["new"] = {"later": 1}
    assert citelaw.CheckResult.from_dict(plain) == engine.check(WRONG)


def broken(**changes: Any) -> dict[str, Any]:
    """The JSON of a check with fields of its first finding changed; None takes one away."""
    plain = citelaw.check(WRONG).to_dict()
    found = plain["files"][0]["diagnostics"][0]
    for name, value in changes.items():
        if value is None:
            del found[name]
        else:
            found[name] = value
    return plain


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"start": "3"}, "diagnostics[0].start"),
        ({"start": True}, "diagnostics[0].start"),
        ({"severity": "fatal"}, "diagnostics[0].severity"),
        ({"raw": None}, "diagnostics[0].raw"),
        ({"related": {}}, "diagnostics[0].related"),
        ({"evidence": 1}, "diagnostics[0].evidence"),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_json_that_is_something_else_is_refused_with_its_place(
    changes: dict[str, Any], place: str
) -> None:
    with pytest.raises(citelaw.ReportError, match=place.replace("[", r"\[")):
        citelaw.CheckResult.from_dict(broken(**changes))


@pytest.mark.parametrize("number", ["1", [], None], ids=repr)
def test_json_of_counts_that_are_none_is_refused(number: Any) -> None:
    plain = citelaw.check(WRONG).to_dict()
    plain["files"][0]["counts"]["uncheckable"] = {"statute-unknown": number}
    with pytest.raises(citelaw.ReportError, match=r"counts\.uncheckable\.statute-unknown"):
        citelaw.CheckResult.from_dict(plain)


@pytest.mark.parametrize("plain", [{}, {"schema_version": 2}, [], None], ids=repr)
def test_json_of_another_format_is_refused(plain: Any) -> None:
    with pytest.raises(citelaw.ReportError, match="schema_version"):
        citelaw.CheckResult.from_dict(plain)


def test_report_on_several_files_is_no_result() -> None:
    with pytest.raises(citelaw.ReportError, match="files"):
        citelaw.CheckResult.from_dict({"schema_version": 1, "files": []})


# ---------------------------------------------------------------- what goes in


def test_text_bytes_and_file_give_the_same(tmp_path: Path, engine: citelaw.Engine) -> None:
    path = tmp_path / "list.txt"
    path.write_text(WRONG, "utf-8")
    raws = [
        [one.raw for one in engine.check(source).diagnostics]
        for source in (WRONG, WRONG.encode(), WRONG.encode("gb18030"), path)
    ]
    assert raws == [["第九百条"]] * 4


@pytest.mark.parametrize("source", [None, float("nan"), 3, ["文"]], ids=repr)
def test_what_is_no_document_is_refused(source: Any, engine: citelaw.Engine) -> None:
    for work in (engine.check, engine.extract):
        with pytest.raises(citelaw.ReadError, match=type(source).__name__):
            work(source)


@pytest.mark.parametrize(
    "name", [7, Path("甲.txt"), Text("甲")], ids=lambda name: type(name).__name__
)
def test_document_may_be_called_by_any_key(name: Any, engine: citelaw.Engine) -> None:
    for source in (WRONG, Text(WRONG), WRONG.encode(), LISTS[0]):
        for result in (engine.check(source, name=name), engine.extract(source, name=name)):
            assert result.path == str(name)
            assert type(result.text) is str


def test_bytes_that_are_no_text_are_refused(engine: citelaw.Engine) -> None:
    with pytest.raises(citelaw.ReadError, match="PNG"):
        engine.check(b"\x89PNG\r\n")


def test_half_a_character_counts_as_an_unknown_one(engine: citelaw.Engine) -> None:
    result = engine.check(f"\ud800{WRONG}")
    assert [one.raw for one in result.diagnostics] == ["第九百条"]
    assert result.text[0] == "\ufffd"
    json.loads(result.to_json().encode())


def test_path_that_is_no_utf8_is_kept_in_json(engine: citelaw.Engine) -> None:
    name = os.fsdecode(b"\xff.txt")
    for result in (engine.check(WRONG, name=name), engine.extract(WRONG, name=name)):
        again = type(result).from_dict(json.loads(result.to_json().encode()))
        assert (again, again.path) == (result, name)


def test_name_of_a_file_is_not_taken_for_its_text(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, engine: citelaw.Engine
) -> None:
    (tmp_path / "list.txt").write_text(WRONG, "utf-8")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(citelaw.ReadError, match=r"Path\('list.txt'\)"):
        engine.check("list.txt")
    assert engine.check("list.txt", name="as said").diagnostics == ()
    assert engine.check("other.txt").diagnostics == ()


def test_empty_text_cites_nothing(engine: citelaw.Engine) -> None:
    assert engine.extract("").mentions == ()
    assert engine.check("").counts.citations == 0


# ---------------------------------------------------------------- settings


def test_database_of_the_caller_is_asked(database: Path) -> None:
    own = citelaw.Engine(database=database)
    assert own.check("《社会保险法》第一条").statutes.digest != citelaw.check("").statutes.digest
    assert citelaw.check("", database=[database]).statutes.digest == own.check("").statutes.digest


def test_missing_database_is_said_before_the_first_file(tmp_path: Path) -> None:
    engine = citelaw.Engine(database=tmp_path / "none.sqlite")
    with pytest.raises(citelaw.RegistryError, match=r"none\.sqlite"):
        engine.check_many([])


def test_database_of_an_impossible_name_is_said_to_be_none() -> None:
    with pytest.raises(citelaw.RegistryError, match="没有法规数据库"):
        citelaw.Engine(database="x" * 5000).check(WRONG)


def test_day_given_for_a_document_wins_over_that_of_the_engine() -> None:
    engine = citelaw.Engine(as_of=DAY, list_date=date(2020, 1, 1))
    assert engine.check(WRONG).list_date == citelaw.ListDate(
        not_before=date(2020, 1, 1),
        not_after=date(2020, 1, 1),
        basis=citelaw.DateBasis.GIVEN,
    )
    own = engine.check(WRONG, list_date=date(2021, 1, 1)).list_date
    assert own is not None
    assert own.not_before == date(2021, 1, 1)


@pytest.mark.parametrize("day", ["2026-11-21", datetime(2026, 11, 21), 20261121], ids=repr)
def test_what_is_no_day_is_refused(day: Any) -> None:
    with pytest.raises(citelaw.SettingsError, match=type(day).__name__):
        citelaw.Engine(as_of=day)
    with pytest.raises(citelaw.SettingsError, match=type(day).__name__):
        citelaw.check(WRONG, list_date=day)


def test_settings_of_a_file_hold(tmp_path: Path) -> None:
    path = tmp_path / "citelaw.toml"
    path.write_text('ignore = ["CL301"]\n', "utf-8")
    settings = citelaw.read_settings(path)
    assert citelaw.Engine(settings).check(WRONG).diagnostics == ()


def test_result_says_how_it_compares_with_the_baseline_as_the_command_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    path, baseline = Path("list.txt"), Path("known.json")
    path.write_text(WRONG, "utf-8")
    printed(capsys, "baseline", "write", "--as-of", "2026-11-21", "-o", str(baseline), str(path))
    path.write_text(f"{WRONG}又据《中华人民共和国社会保险法》第八百条。", "utf-8")
    shown = printed(
        capsys,
        *("check", "--as-of", "2026-11-21", "--baseline", str(baseline)),
        *("--output-format", "json", str(path)),
    )
    result = citelaw.Engine(citelaw.Settings(baseline=baseline), as_of=DAY).check(path)
    assert result.to_dict() == json.loads(shown)
    assert result.baseline is not None
    assert (result.baseline.new, result.baseline.unchanged) == (1, 1)
    assert citelaw.CheckResult.from_dict(result.to_dict()) == result


def test_settings_that_contradict_each_other_are_refused() -> None:
    with pytest.raises(citelaw.SettingsError, match="fail-on"):
        citelaw.Engine(
            citelaw.Settings(min_severity=citelaw.Severity.ERROR, fail_on=citelaw.Severity.WARNING)
        )


# ---------------------------------------------------------------- threads and processes


def test_threads_share_an_engine() -> None:
    expected = [citelaw.Engine(as_of=DAY).check(path) for path in LISTS]
    shared = citelaw.Engine(as_of=DAY)
    start = threading.Barrier(8)

    def work(turn: int) -> list[citelaw.CheckResult]:
        start.wait()
        order = LISTS[turn:] + LISTS[:turn]
        found = {path: shared.check(path) for path in order}
        return [found[path] for path in LISTS]

    with ThreadPoolExecutor(8) as pool:
        for found in pool.map(work, range(8)):
            assert found == expected


def test_thread_that_comes_while_another_loads_the_names_finds_them_too() -> None:
    asked: list[bool] = []

    def load() -> Iterator[str]:
        if not asked:
            asked.append(True)
            with ThreadPoolExecutor(1) as pool:
                asked.append(pool.submit(index.knows, "社会保险法").result())
        yield "社会保险法"

    index = NameIndex(load)
    assert index.knows("社会保险法")
    assert asked == [True, True]


def test_engine_travels_to_another_process(engine: citelaw.Engine) -> None:
    expected = engine.check(LISTS[0])
    assert pickle.loads(pickle.dumps(engine)).check(LISTS[0]) == expected
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        assert pool.map(engine.check, [LISTS[0]]) == [expected]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork on this system")
def test_engine_is_whole_after_a_fork(engine: citelaw.Engine) -> None:
    """A child that went on with its parent's connection could break either."""
    expected = engine.check(LISTS[0])
    opened = engine._walk
    with multiprocessing.get_context("fork").Pool(2) as pool:
        assert pool.map(engine.check, LISTS[:1] * 4) == [expected] * 4
    assert engine._walk is opened


# ---------------------------------------------------------------- many documents


def test_finding_accepted_for_one_of_many_is_not_missed_in_the_others(lists: list[Path]) -> None:
    accepted = citelaw.SuppressEntry(file="**", rule="CL301", text="第八百条", reason="已函告")
    engine = citelaw.Engine(citelaw.Settings(suppress=(accepted,)), as_of=DAY)
    alone = engine.check(lists[0])
    assert [one.code for one in alone.diagnostics] == ["CL902", "CL301"]
    for found in engine.check_many(lists[:2]):
        assert isinstance(found, citelaw.CheckResult)
        assert [one.code for one in found.diagnostics] == ["CL301"]
    plain = engine.check_dict(lists[0])
    assert [one["code"] for one in plain["files"][0]["diagnostics"]] == ["CL301"]
    assert engine.dicts(lists[0])[1] == plain


@pytest.mark.parametrize("workers", [1, 2])
def test_many_files_give_results_in_their_order(
    workers: int, engine: citelaw.Engine, lists: list[Path]
) -> None:
    paths = [*lists[:3], lists[0].with_name("none.txt"), *lists[3:], lists[0]]
    found = list(engine.check_many(paths, workers=workers))
    assert [one.path for one in found] == [str(path) for path in paths]
    failed = found.pop(3)
    assert isinstance(failed, citelaw.Failure)
    assert "没有这个文件" in failed.reason
    assert found == [engine.check(path) for path in (*lists, lists[0])]
    assert [one.path for one in engine.extract_many(paths, workers=workers)] == [
        str(path) for path in paths
    ]


@pytest.mark.parametrize("workers", [1, 2])
def test_what_is_no_path_fails_alone_whatever_its_size(
    workers: int, engine: citelaw.Engine, lists: list[Path]
) -> None:
    paths: list[Any] = [lists[0], None, WRONG * 200_000, *[WRONG * 50_000] * 3, lists[1]]
    first, nothing, *texts, last = engine.check_many(paths, workers=workers)
    assert (first, last) == (engine.check(lists[0]), engine.check(lists[1]))
    assert isinstance(nothing, citelaw.Failure)
    assert "NoneType" in nothing.reason_en
    for text in texts:
        assert isinstance(text, citelaw.Failure)
        assert text.path.startswith(WRONG)
        assert len(text.reason) < 1000


@pytest.mark.parametrize("workers", [1, 2])
def test_what_the_paths_raise_comes_after_the_results_of_those_before(
    workers: int, engine: citelaw.Engine, lists: list[Path]
) -> None:
    def broken() -> Iterator[Path]:
        yield from lists[:5]
        raise LookupError("no more names")

    found = engine.check_many(broken(), workers=workers)
    assert [next(found).path for _ in range(5)] == [str(path) for path in lists[:5]]
    with pytest.raises(LookupError, match="no more names"):
        next(found)


def test_one_path_in_place_of_many_is_refused(engine: citelaw.Engine, lists: list[Path]) -> None:
    for path in (lists[0], str(lists[0]), os.fsencode(lists[0])):
        with pytest.raises(citelaw.ReadError, match="列表"):
            engine.check_many(path)  # type: ignore[arg-type]


def test_path_of_bytes_is_the_same_file(engine: citelaw.Engine, lists: list[Path]) -> None:
    assert [*engine.check_many([os.fsencode(lists[0])])] == [engine.check(lists[0])]  # type: ignore[list-item]


@pytest.mark.parametrize("workers", [1, 2])
def test_files_are_drawn_as_results_are_taken(
    workers: int, engine: citelaw.Engine, lists: list[Path]
) -> None:
    drawn = 0

    def endless() -> Iterator[Path]:
        nonlocal drawn
        for drawn in count(1):
            yield lists[drawn % len(lists)]

    found = engine.check_many(endless(), workers=workers)
    assert len(list(islice(found, 30))) == 30
    assert drawn <= 30 + 8 * workers
    found.close()  # type: ignore[attr-defined]
    assert not multiprocessing.active_children()


def test_files_beyond_number_leave_no_worker_behind_when_nobody_asks_on(
    engine: citelaw.Engine, lists: list[Path]
) -> None:
    found = engine.check_many(lists * 10, workers=2)
    next(found)
    assert multiprocessing.active_children()
    found.close()
    assert not multiprocessing.active_children()


def test_workers_without_an_importable_main_module_are_an_error_that_says_so(
    tmp_path: Path,
) -> None:
    script = tmp_path / "script.py"
    script.write_text(
        "import citelaw\n"
        "try:\n    print(len(list(citelaw.check_many([__file__], workers=2))))\n"
        "except citelaw.WorkerError as error:\n    print(error)\n",
        "utf-8",
    )
    done = subprocess.run(
        [sys.executable, str(script)], capture_output=True, encoding="utf-8", timeout=60
    )
    assert done.returncode == 0
    assert "__main__" in done.stdout.splitlines()[-1]


def test_what_nobody_foresaw_is_the_failure_of_one_document() -> None:
    def work(source: object, name: str) -> citelaw.CheckResult:
        raise RecursionError("too deep")

    found = outcome(work, "文", "甲.txt")
    assert isinstance(found, citelaw.Failure)
    assert found.path == "甲.txt"
    assert "RecursionError: too deep" in found.reason
    assert "RecursionError: too deep" in found.reason_en


def test_interrupt_is_nobodys_failure() -> None:
    def work(source: object, name: str) -> citelaw.CheckResult:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        outcome(work, "文", "甲.txt")


# ---------------------------------------------------------------- public names

MADE_BY_FILES = {"FileGlob", "FileRules", "ListDate", "RuleSeverity", "Selection"}
"""Types of fields of ``Settings`` that ``read_settings`` makes."""


def test_package_shows_its_public_names_and_nothing_else() -> None:
    assert dir(citelaw) == sorted(citelaw.__all__)
    page = PAGE.read_text("utf-8")
    for name in citelaw.__all__:
        assert getattr(citelaw, name) is not None
        assert f"`{name}`" in page
    with pytest.raises(AttributeError, match="Walk"):
        _ = citelaw.Walk  # type: ignore[attr-defined]


def own_types(hint: Any) -> set[type]:
    """The classes of citelaw in an annotation."""
    inner = [one for argument in typing.get_args(hint) for one in own_types(argument)]
    own = isinstance(hint, type) and hint.__module__.startswith("citelaw")
    return {*inner, hint} if own else {*inner}


def seen(kind: type) -> Iterator[tuple[str, type]]:
    """Yield what the attributes and methods of a public class show of citelaw."""
    for name, hint in typing.get_type_hints(kind).items():
        yield from ((f"{kind.__name__}.{name}", one) for one in own_types(hint))
    for name, member in inspect.getmembers(kind):
        function = member.fget if isinstance(member, property) else inspect.unwrap(member)
        function = getattr(function, "__func__", function)
        if isinstance(function, types.FunctionType) and not name.startswith("_"):
            for hint in typing.get_type_hints(function).values():
                yield from ((f"{kind.__name__}.{name}", one) for one in own_types(hint))


def test_public_names_speak_of_public_names_alone() -> None:
    public = {getattr(citelaw, name) for name in citelaw.__all__ if name != "__version__"}
    classes = [one for one in public if isinstance(one, type) and not issubclass(one, enum.Enum)]
    shown = {one for kind in classes for one in seen(kind)}
    shown |= {
        (one.__name__, kind)
        for one in public
        if isinstance(one, types.FunctionType)
        for hint in typing.get_type_hints(one).values()
        for kind in own_types(hint)
    }
    leaks = {(where, kind.__name__) for where, kind in shown if kind not in public}
    assert {name for where, name in leaks if where.startswith("Settings.")} <= MADE_BY_FILES
    assert {leak for leak in leaks if not leak[0].startswith("Settings.")} == set()


def test_examples_of_the_page_give_what_it_shows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The examples follow each other, beside two lists and a configuration file."""
    monkeypatch.chdir(tmp_path)
    shutil.copy(FIXTURES / "tsv.txt", tmp_path / "清单.txt")
    (tmp_path / "第二份.txt").write_text(WRONG, "utf-8")
    (tmp_path / "citelaw.toml").write_text('ignore = ["CL301"]\n', "utf-8")
    examples = doctest.DocTestParser().get_doctest(
        PAGE.read_text("utf-8"), {}, PAGE.name, str(PAGE), 0
    )
    assert len(examples.examples) > 20
    said: list[str] = []
    doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(examples, out=said.append)
    assert said == []
