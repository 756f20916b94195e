"""Do tasks without end come back in their order, whatever becomes of the workers?"""

import contextlib
import functools
import multiprocessing
import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from citelaw.errors import WorkerError
from citelaw.running import ordered as module
from citelaw.running.ordered import TRIES, ordered

WAIT = 0.2


def worker(folder: str) -> Callable[[str], str]:
    """What does a task here: it may die at it, once or whenever it is tried."""

    def work(task: str) -> str:
        if task.startswith("slow"):
            time.sleep(WAIT)
        tried = Path(folder, task)
        if task.startswith("die") or (task.startswith("once") and not tried.exists()):
            with tried.open("a") as file:
                file.write("x")
            os.kill(os.getpid(), signal.SIGKILL)
        return f"{task} done"

    return work


def sender_of_much() -> Callable[[int], bytes]:
    """What gives more than a pipe holds."""
    return lambda task: bytes([task]) * 5_000_000


def unable() -> Callable[[str], str]:
    raise SystemExit(3)


def lost(task: str) -> str:
    return f"{task} lost"


def done(folder: Path, tasks: list[str], workers: int = 2) -> list[str]:
    return list(ordered(functools.partial(worker, str(folder)), tasks, workers, lost))


def test_results_come_in_the_order_of_the_tasks_not_of_their_ends(tmp_path: Path) -> None:
    tasks = ["slow 1", *map(str, range(40)), "slow 2", "end"]
    assert done(tmp_path, tasks) == [f"{task} done" for task in tasks]


@pytest.mark.parametrize("workers", [1, 2, 5])
def test_worker_that_was_killed_once_costs_nothing(workers: int, tmp_path: Path) -> None:
    tasks = ["1", "once", "2", "3", "4", "5", "6"]
    assert done(tmp_path, tasks, workers) == [f"{task} done" for task in tasks]
    assert (tmp_path / "once").read_text() == "x"


def test_task_at_which_workers_die_is_lost_and_no_other(tmp_path: Path) -> None:
    tasks = ["1", "die", *map(str, range(2, 20)), "die again"]
    assert done(tmp_path, tasks) == [
        lost(task) if task.startswith("die") else f"{task} done" for task in tasks
    ]
    assert (tmp_path / "die").read_text() == "x" * TRIES


def test_worker_that_was_killed_while_it_sent_costs_nothing() -> None:
    found = ordered(sender_of_much, [1, 2], 1, lost)
    first = next(found)
    time.sleep(WAIT)  # until it waits for room in its pipe
    (process,) = multiprocessing.active_children()
    assert process.pid is not None
    os.kill(process.pid, signal.SIGKILL)
    assert [one[-1] for one in (first, *found)] == [1, 2]


def of_a_daemon(folder: str) -> str:
    with pytest.raises(WorkerError) as caught:
        done(Path(folder), ["1"])
    return str(caught.value)


def test_daemon_that_may_have_no_workers_is_an_error_that_says_so(tmp_path: Path) -> None:
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        assert "Pool" in pool.apply(of_a_daemon, (str(tmp_path),))


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork on this system")
def test_fork_that_ends_leaves_the_workers_to_its_parent(tmp_path: Path) -> None:
    found = ordered(functools.partial(worker, str(tmp_path)), map(str, range(4)), 2, lost)
    assert next(found) == "0 done"
    workers = multiprocessing.active_children()
    child = os.fork()
    if not child:
        with contextlib.suppress(AssertionError):
            found.close()
        os._exit(0)
    os.waitpid(child, 0)
    time.sleep(WAIT)
    assert all(one.is_alive() for one in workers)
    assert list(found) == ["1 done", "2 done", "3 done"]


def test_no_task_gives_no_result_and_no_worker(tmp_path: Path) -> None:
    assert list(ordered(unable, [], 2, lost)) == []


def test_workers_that_cannot_be_made_are_an_error_not_an_endless_try() -> None:
    with pytest.raises(WorkerError, match="workers=1"):
        list(ordered(unable, ["1", "2"], 2, lost))


@pytest.mark.parametrize("possible", [0, 1])
def test_as_many_workers_as_can_be_started_do_the_tasks(
    possible: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    start, started = module.started, []

    def scarce(make: Callable[[], Callable[[str], str]]) -> object:
        if len(started) >= possible:
            raise BlockingIOError
        started.append(make)
        return start(make)

    monkeypatch.setattr(module, "started", scarce)
    tasks = list(map(str, range(10)))
    if possible:
        assert done(tmp_path, tasks, 3) == [f"{task} done" for task in tasks]
    else:
        with pytest.raises(WorkerError):
            done(tmp_path, tasks, 3)
