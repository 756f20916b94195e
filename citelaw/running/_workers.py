"""Processes that work through tasks side by side; the parent keeps all state and all files.

Each worker is a fresh interpreter (``spawn``: the same on every system), has one task at a time,
and ends when its pipe is closed, however its parent ended. An interrupt is the parent's business.
"""

from __future__ import annotations

import contextlib
import gc
import multiprocessing
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any

Work = Callable[[Any], Any]

MOST = 60 if sys.platform == "win32" else 256
"""Workers at once; Windows waits for 63 things at most (WaitForMultipleObjects)."""


class WorkerLostError(Exception):
    """A worker ended before its task was done, or none began: killed, or out of memory."""


def spread(make: Callable[[], Work], tasks: Sequence[Any], jobs: int) -> Iterator[tuple[int, Any]]:
    """Yield the place of each task with its result, as they are done, in any order.

    Args:
        make: makes what does a task; called once in each worker. It, tasks and results are sent
            by pickle, so that ``make`` is a function of a module, or a ``partial`` of one.
        tasks: the tasks, begun in their order.
        jobs: how many workers there may be.

    Raises:
        WorkerLostError: a worker ended before its task was done, or none could be started.
    """
    workers: dict[Connection, BaseProcess] = {}
    try:
        with _deaf():
            for _ in range(min(jobs, len(tasks), MOST)):
                try:
                    pipe, process = _started(make)
                except OSError as error:  # no more processes or memory: fewer have to do
                    if not workers:
                        raise WorkerLostError from error
                    break
                workers[pipe] = process
        yield from _replies(list(workers), tasks)
    finally:
        for pipe, process in workers.items():
            process.terminate()
            pipe.close()
        for process in workers.values():
            process.join()


def _replies(pipes: list[Connection], tasks: Sequence[Any]) -> Iterator[tuple[int, Any]]:
    waiting = iter(enumerate(tasks))
    busy: dict[Connection, int] = {}

    def give(pipe: Connection) -> None:
        at, task = next(waiting, (None, None))
        if at is not None:
            pipe.send(task)
            busy[pipe] = at

    try:
        for pipe in pipes:
            give(pipe)
        while busy:
            for ready in wait(list(busy)):
                assert isinstance(ready, Connection)
                result = ready.recv()
                at = busy.pop(ready)
                give(ready)
                yield at, result
    except (EOFError, ConnectionError) as error:
        raise WorkerLostError from error


def _started(make: Callable[[], Work]) -> tuple[Connection, BaseProcess]:
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(theirs, make), daemon=True)
    process.start()
    theirs.close()
    return ours, process


@contextlib.contextmanager
def _deaf() -> Iterator[None]:
    """Ignore interrupts while workers are started, which inherit that; only they go on so."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _serve(pipe: Connection, make: Callable[[], Work]) -> None:
    """Do tasks until the parent has no more; what a worker runs."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.set_threshold(1_000_000)
    work = make()
    with contextlib.suppress(EOFError, ConnectionError):
        while True:
            pipe.send(work(pipe.recv()))
