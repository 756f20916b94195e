"""Processes that work through tasks side by side; the parent keeps all state and all files.

Each worker is a fresh interpreter (``spawn``: the same on every system), does its tasks in their
order, and ends when its pipe is closed, however its parent ended. The parent does tasks itself
while no worker has anything for it. An interrupt is the parent's business.
"""

from __future__ import annotations

import contextlib
import gc
import multiprocessing
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any

Work = Callable[[Any], Any]

MOST = 60 if sys.platform == "win32" else 256
"""Workers at once; Windows waits for 63 things at most (WaitForMultipleObjects)."""


class WorkerLostError(Exception):
    """A worker ended before its task was done, or none began: killed, or out of memory."""


def spread(
    make: Callable[[], Work],
    batches: Sequence[Sequence[Any]],
    jobs: int,
    here: Work,
    *,
    ahead: int = 1,
) -> Iterator[tuple[int, int, Any]]:
    """Yield the place of each task (batch, task) with its result, as they are done, in any order.

    Args:
        make: makes what does a task; called once in each worker. It, tasks and results are sent
            by pickle, so that ``make`` is a function of a module, or a ``partial`` of one.
        batches: the tasks. A worker is given a batch at once and begins with the first; this
            process, which has to look after the workers, does one task after the other from the
            end.
        jobs: how many processes may work, this one among them.
        here: does a task in this process.
        ahead: how many batches a worker is given in advance, so that it need not wait until this
            process looks up. More than one wait in a pipe: they must be of some kilobytes at most,
            or both ends wait for each other.

    Raises:
        WorkerLostError: a worker ended before its task was done, or none could be started.
    """
    workers: dict[Connection, BaseProcess] = {}
    try:
        with quietly():
            for _ in range(min(jobs - 1, len(batches), MOST)):
                try:
                    pipe, process = started(make)
                except OSError as error:  # no more processes or memory: fewer have to do
                    if not workers:
                        raise WorkerLostError from error
                    break
                workers[pipe] = process
        yield from _replies(list(workers), batches, here, ahead)
    finally:
        for pipe, process in workers.items():
            process.terminate()
            pipe.close()
        for process in workers.values():
            process.join()


def _replies(
    pipes: list[Connection], batches: Sequence[Sequence[Any]], here: Work, ahead: int
) -> Iterator[tuple[int, int, Any]]:
    left = deque((at, deque(enumerate(batch))) for at, batch in enumerate(batches))
    given: dict[Connection, deque[tuple[int, list[int]]]] = {pipe: deque() for pipe in pipes}

    def give(pipe: Connection) -> None:
        while left and len(given[pipe]) < ahead:
            at, batch = left.popleft()
            pipe.send([task for _, task in batch])
            given[pipe].append((at, [place for place, _ in batch]))

    try:
        for pipe in pipes:
            give(pipe)
        while left or any(given.values()):
            done = wait([pipe for pipe in pipes if given[pipe]], 0 if left else None)
            for ready in done:
                assert isinstance(ready, Connection)
                results = received(ready)
                at, places = given[ready].popleft()
                give(ready)
                for place, result in zip(places, results, strict=True):
                    yield at, place, result
            if left and not done:
                at, batch = left[-1]
                place, task = batch.pop()
                if not batch:
                    left.pop()
                yield at, place, here(task)
    except (EOFError, ConnectionError) as error:
        raise WorkerLostError from error


def started(make: Callable[[], Work]) -> tuple[Connection, BaseProcess]:
    """Return the pipe to a new worker, and its process.

    Raises:
        OSError: there is no process or memory for it.
    """
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(theirs, make), daemon=True)
    process.start()
    theirs.close()
    return ours, process


def received(pipe: Connection) -> Any:
    """Return what the other end sends.

    Raises:
        EOFError: it is gone; where it was killed while it sent, ``recv`` says OSError.
    """
    try:
        return pipe.recv()
    except OSError as error:
        raise EOFError from error


@contextlib.contextmanager
def quietly() -> Iterator[None]:
    """Ignore interrupts while workers are started, which inherit that; only they go on so."""
    before = signal.getsignal(signal.SIGINT)
    if threading.current_thread() is not threading.main_thread() or before is None:
        yield  # None: not of Python, in a program that embeds it, and could not be put back
        return
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _serve(pipe: Connection, make: Callable[[], Work]) -> None:
    """Do tasks until the parent has no more; what a worker runs."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.set_threshold(5_000_000)  # as in the process that asks
    work = make()
    with contextlib.suppress(EOFError, ConnectionError):
        while True:
            pipe.send([work(task) for task in received(pipe)])
