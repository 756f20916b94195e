"""Runs over many lists: the same report however it comes about."""

import os
import signal
import threading
import time
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from made_up_office import fake, package

import citelaw.running as running
from citelaw.configuration import Configuration
from citelaw.engine import Engine
from citelaw.model import FileReport, Report
from citelaw.reporters import Style, load_reporter
from citelaw.running import Cache, Run, _workers
from citelaw.running._cache import cache_folder
from citelaw.running._packing import DamagedError, pack, unpack
from citelaw.running._workers import WorkerLostError, spread
from citelaw.settings import Settings
from citelaw.words import Words

LISTS = Path(__file__).resolve().parents[1] / "fixtures" / "lists"
AS_OF = date(2026, 11, 21)
WRONG = "依据《中华人民共和国社会保险法》第九百条。\n"
NAMES = ("tsv.txt", "markdown.md", "key-value.txt", "html.html", "prose.txt", "lines.txt")


def configuration(**settings: object) -> Configuration:
    given = Settings(**settings)  # type: ignore[arg-type]
    return Configuration(given, today=AS_OF, isolated=True)


def a_run(cache: Cache | None = None, jobs: int = 1, **settings: object) -> Run:
    return Run(configuration(**settings), jobs=jobs, cache=cache)


def as_json(report: Report) -> bytes:
    return load_reporter("json").render(report, Style())


def fixtures(folder: Path) -> list[str]:
    """The fixture lists in a folder of their own, and one that cannot be read."""
    for name in NAMES:
        (folder / name).write_bytes((LISTS / name).read_bytes())
    (folder / "binary.txt").write_bytes(b"\x00\x01" * 500)
    return [str(folder / name) for name in (*NAMES, "binary.txt", "missing.txt")]


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache(tmp_path / "cache")


# ---------------------------------------------------------------- the same report


def test_run_reports_what_the_engine_reports(tmp_path: Path) -> None:
    paths = fixtures(tmp_path)
    alone = Engine(configuration=configuration()).check_paths(paths)
    assert as_json(a_run().check(paths)) == as_json(alone)


def test_workers_report_what_one_process_reports(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = fixtures(tmp_path)
    monkeypatch.setattr(running, "WORTH_SPREADING", 0)
    monkeypatch.setattr(running, "BATCH", 5000)
    spread_out = a_run(jobs=2)
    assert as_json(spread_out.check(paths)) == as_json(a_run().check(paths))
    assert not spread_out.alone


def test_second_run_is_answered_by_the_cache_and_reports_the_same(
    tmp_path: Path, cache: Cache
) -> None:
    paths = fixtures(tmp_path)
    first, second = a_run(cache), a_run(cache)
    assert as_json(first.check(paths)) == as_json(second.check(paths))
    assert (first.answered, second.answered) == (0, len(NAMES))


def test_office_file_is_answered_by_the_cache_with_its_places_and_notes(
    tmp_path: Path, cache: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("citelaw.office.formats", lambda: (fake(),))
    path = tmp_path / "清单.xlsx"
    path.write_bytes(package(WRONG.replace("。\n", "。¶无"), "有一行是隐藏的。"))
    first, second = a_run(cache), a_run(cache)
    made, kept = first.check([str(path)]), second.check([str(path)])
    assert as_json(made) == as_json(kept)
    assert second.answered == 1
    (one,) = kept.files[0].diagnostics
    assert (one.code, one.place.address) == ("CL301", "Sheet1!A1 段1")
    assert kept.files[0].source == made.files[0].source


@pytest.mark.skipif(os.name == "nt", reason="named pipes")
def test_list_in_a_pipe_is_read_once_and_checked(tmp_path: Path, cache: Cache) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_text, args=(WRONG, "utf-8"), daemon=True)
    writer.start()
    (file,) = a_run(cache).check([str(pipe)]).files
    writer.join(10)
    assert [one.code for one in file.diagnostics] == ["CL301"]


def test_lists_that_contradict_each_other_are_kept_too(tmp_path: Path, cache: Cache) -> None:
    title = "《甲省保障局关于印发〈骗取青禾基金举报奖励办法〉的通知》"
    numbers = ("甲保发〔2018〕22号", "甲保发〔2018〕22号", "甲保发〔2018〕23号")
    paths = []
    for number, name in zip(numbers, "abc", strict=True):
        paths.append(str(tmp_path / f"{name}.txt"))
        Path(paths[-1]).write_text(f"依据{title}（{number}）第三条。\n", "utf-8")
    first, second = a_run(cache), a_run(cache)
    report = first.check(paths)
    assert [one.code for file in report.files for one in file.diagnostics].count("CL503") == 1
    assert as_json(second.check(paths)) == as_json(report)
    assert second.answered == len(paths) + 1  # the one that others contradict is asked for twice


# ---------------------------------------------------------------- when the cache holds


def changed_text(list_: Path) -> Run:
    list_.write_text(WRONG + "又及。\n", "utf-8")
    return a_run(Cache(list_.parent / "cache"))


@pytest.mark.parametrize(
    "again",
    [
        pytest.param(changed_text, id="content"),
        pytest.param(
            lambda list_: a_run(Cache(list_.parent / "cache"), as_of=date(2026, 11, 22)), id="day"
        ),
        pytest.param(
            lambda list_: a_run(Cache(list_.parent / "cache"), ignore=("CL301",)), id="rules"
        ),
    ],
)
def test_cache_holds_for_what_it_was_made_with_only(
    tmp_path: Path, cache: Cache, again: Callable[[Path], Run]
) -> None:
    list_ = tmp_path / "list.txt"
    list_.write_text(WRONG, "utf-8")
    a_run(cache).check([str(list_)])
    run = again(list_)
    run.check([str(list_)])
    assert run.answered == 0


def test_cache_does_not_hold_for_a_citelaw_that_was_edited(
    tmp_path: Path, cache: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    list_ = tmp_path / "list.txt"
    list_.write_text(WRONG, "utf-8")
    a_run(cache).check([str(list_)])
    monkeypatch.setattr(running, "code_state", lambda: "0.1.0 edited")
    run = a_run(cache)
    run.check([str(list_)])
    assert run.answered == 0


def test_facts_beside_a_list_that_change_make_its_entry_void(tmp_path: Path, cache: Cache) -> None:
    list_, facts = tmp_path / "list.txt", tmp_path / "statutes.toml"
    list_.write_text("依据《云山市停车办法》第三条。\n", "utf-8")
    unknown = a_run(cache).check([str(list_)])
    assert [one.code for one in unknown.files[0].diagnostics] == ["CL201"]
    facts.write_text('[[statute]]\ntitle = "云山市停车办法"\ntier = "local_rule"\n', "utf-8")
    known = a_run(cache).check([str(list_)])
    assert not known.files[0].diagnostics


def test_accepted_findings_and_severity_are_asked_anew_of_a_kept_list(
    tmp_path: Path, cache: Cache
) -> None:
    from citelaw.model import Severity
    from citelaw.settings import SuppressEntry

    list_ = tmp_path / "list.txt"
    list_.write_text(WRONG, "utf-8")
    a_run(cache).check([str(list_)])
    entry = SuppressEntry("**", "CL301", None, "底稿如此")
    run = a_run(cache, suppress=(entry,), min_severity=Severity.ERROR)
    (file,) = run.check([str(list_)]).files
    assert run.answered == 1
    assert [one.diagnostic.code for one in file.suppressed] == ["CL301"]


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda data: b"", id="empty"),
        pytest.param(lambda data: data[:-20], id="cut off"),
        pytest.param(lambda data: data.replace(b"CL301", b"CL302"), id="altered"),
        pytest.param(lambda data: b"\xff" * len(data), id="other bytes"),
    ],
)
def test_damaged_entry_is_made_anew(
    tmp_path: Path, cache: Cache, damage: Callable[[bytes], bytes]
) -> None:
    list_ = tmp_path / "list.txt"
    list_.write_text(WRONG, "utf-8")
    first = a_run(cache).check([str(list_)])
    (entry,) = cache.folder.glob("*.entry")
    whole = entry.read_bytes()
    entry.write_bytes(damage(whole))
    assert as_json(a_run(cache).check([str(list_)])) == as_json(first)
    assert entry.read_bytes() == whole


@pytest.mark.skipif(os.name == "nt", reason="links need a right there")
def test_entry_that_somebody_made_a_link_or_a_pipe_is_not_followed(
    tmp_path: Path, cache: Cache
) -> None:
    path = tmp_path / "list.txt"
    path.write_text(WRONG, "utf-8")
    own = tmp_path / "own"
    own.write_text("不动", "utf-8")
    a_run(cache).check([str(path)])
    (entry,) = cache.folder.glob("*.entry")
    for make in (partial(os.symlink, own), os.mkfifo):
        entry.unlink()
        make(entry)
        a_run(cache).check([str(path)])
        assert not entry.is_symlink()
        assert entry.is_file()
    assert own.read_text("utf-8") == "不动"


def test_folder_that_cannot_be_written_is_no_failure(tmp_path: Path) -> None:
    list_ = tmp_path / "list.txt"
    list_.write_text(WRONG, "utf-8")
    (tmp_path / "cache").write_bytes(b"no folder")
    report = a_run(Cache(tmp_path / "cache")).check([str(list_)])
    assert [one.code for one in report.files[0].diagnostics] == ["CL301"]


def test_entries_nobody_asks_for_are_deleted_after_a_month(tmp_path: Path) -> None:
    folder = tmp_path / "cache"
    Cache(folder).keep("old", "key", b"old")
    (old,) = folder.glob("*.entry")
    month_ago = time.time() - 31 * 24 * 3600
    os.utime(old, (month_ago, month_ago))
    Cache(folder).keep("new", "key", b"new")
    assert old.exists()  # looked for once a day only
    os.utime(folder / "CACHEDIR.TAG", (month_ago, month_ago))
    Cache(folder).keep("new", "key", b"new")
    assert not old.exists()
    assert Cache(folder).find("new", "key") == b"new"


def test_cache_can_be_cleared(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache")
    cache.keep("a", "key", b"1")
    cache.keep("b", "key", b"2")
    assert cache.clear() == 2
    assert not cache.folder.exists()


def test_what_a_killed_process_left_is_cleared_too(tmp_path: Path, cache: Cache) -> None:
    a_run(cache).check(fixtures(tmp_path))
    (cache.folder / ".citelaw-999999-0").write_bytes(b"half")
    cache.clear()
    assert not cache.folder.exists()


def test_variable_names_the_cache_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("CITELAW_CACHE_DIR", str(tmp_path))
    assert cache_folder() == tmp_path


# ---------------------------------------------------------------- packing


def test_what_is_packed_comes_back(tmp_path: Path) -> None:
    report = a_run().check(fixtures(tmp_path))
    assert sum(len(file.diagnostics) for file in report.files) > 10
    for file in report.files:
        assert unpack(pack(file)) == file._replace(source=None)


@pytest.mark.parametrize(
    "data",
    [b"", b"{}", b"[]", b'["a"]', b"[1,2,3,4,5,6,7,8,9,10,11,12]", b"\xff", b"[" * 100_000],
)
def test_what_was_never_packed_is_refused(data: bytes) -> None:
    with pytest.raises(DamagedError):
        unpack(data)


def test_file_report_without_findings_can_be_packed() -> None:
    failed = FileReport(path="a.txt", failure=Words("a.txt：没有它。", "a.txt: no such file."))
    assert unpack(pack(failed)) == failed


# ---------------------------------------------------------------- workers


def doubled(number: int) -> int:
    return number * 2


def dying(number: int) -> int:
    if number == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def making(work: Any) -> Any:
    return work


def test_every_task_is_done_once() -> None:
    batches = [range(at, at + 4) for at in range(0, 20, 4)]
    done = list(spread(partial(making, doubled), batches, 3, doubled, ahead=2))
    assert sorted(done) == [
        (at, place, (4 * at + place) * 2) for at in range(5) for place in range(4)
    ]


def large(task: bytes) -> bytes:
    return task * 2


def test_large_tasks_and_results_do_not_wait_for_each_other() -> None:
    tasks = [bytes([number]) * 3_000_000 for number in range(8)]
    done = list(spread(partial(making, large), [[task] for task in tasks], 2, large, ahead=1))
    assert sorted(done) == [(number, 0, task * 2) for number, task in enumerate(tasks)]


def test_worker_that_is_killed_is_noticed() -> None:
    with pytest.raises(WorkerLostError):
        list(spread(partial(making, dying), [[at] for at in range(3, 9)], 2, doubled))


@pytest.mark.parametrize("possible", [0, 1])
def test_as_many_workers_as_can_be_started_do_the_tasks(
    possible: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    start, started = _workers.started, []

    def short(make: Callable[[], object]) -> object:
        if len(started) == possible:
            raise BlockingIOError("no more processes")
        started.append(make)
        return start(make)

    monkeypatch.setattr(_workers, "started", short)
    tasks = spread(partial(making, doubled), [[at] for at in range(6)], 3, doubled)
    if possible:
        assert sorted(tasks) == [(number, 0, number * 2) for number in range(6)]
    else:
        with pytest.raises(WorkerLostError):
            next(tasks)


def lost(*_: object, **__: object) -> None:
    raise WorkerLostError


def test_run_goes_on_alone_when_a_worker_is_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = fixtures(tmp_path)
    monkeypatch.setattr(running, "WORTH_SPREADING", 0)
    monkeypatch.setattr("citelaw.running._workers.spread", lost)
    run = a_run(jobs=2)
    assert as_json(run.check(paths)) == as_json(a_run().check(paths))
    assert run.alone
