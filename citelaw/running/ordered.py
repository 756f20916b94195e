"""Tasks without end, done by processes side by side; results come in the order of the tasks.

Where ``_workers.spread`` knows all tasks of a run and this process does its share, here tasks are
drawn as results are taken: what waits is bounded, however many tasks there are. A worker that dies
takes nothing with it: its tasks are given to another.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any

from citelaw.errors import WorkerError
from citelaw.running._workers import MOST, Work, quietly, received, started

AHEAD = 2
"""Tasks that a worker is given at once: one to do, one so that it need not wait."""
WAITING = 8
"""Tasks for each worker that are drawn and whose results are not taken yet, at most."""
TRIES = 2
"""How many workers may die at a task."""


class _Task:
    """A task that was drawn; ``deaths`` counts the workers that died at it."""

    __slots__ = ("deaths", "done", "result", "value")

    def __init__(self, value: Any) -> None:
        self.value = value
        self.deaths = 0
        self.done = False
        self.result: Any = None

    def settle(self, result: Any) -> None:
        self.result, self.done = result, True


class _Worker:
    """A process and what it was given, in the order in which it does it.

    ``ready`` is true once it has answered: then it was able to do tasks.
    """

    __slots__ = ("given", "pipe", "process", "ready")

    def __init__(self, pipe: Connection, process: BaseProcess) -> None:
        self.pipe, self.process = pipe, process
        self.given: deque[_Task] = deque()
        self.ready = False
        self._send([])  # is answered as soon as the worker is made

    def take(self, task: _Task) -> None:
        self.given.append(task)
        self._send([task.value])

    def _send(self, values: list[Any]) -> None:
        """Send the worker something; whether it is dead is seen when its answer is awaited."""
        with contextlib.suppress(ConnectionError):
            self.pipe.send(values)

    def receive(self) -> bool:
        """Take an answer; return whether there was one, and not the end of the process."""
        try:
            answer = received(self.pipe)
        except EOFError:
            return False
        self.ready = True
        for result in answer:
            self.given.popleft().settle(result)
        return True

    def stop(self) -> None:
        self.process.terminate()
        self.pipe.close()


class _Crew:
    """The workers: as many as are asked for, or as the system gives."""

    def __init__(self, make: Callable[[], Work], size: int) -> None:
        if multiprocessing.current_process().daemon:
            raise WorkerError(
                "这个进程是 multiprocessing 的守护进程（daemon，例如 Pool 的），不能再启动进程；"
                "用 workers=1。",
                "this process is a daemon of multiprocessing (as those of a Pool are), which may "
                "start no other; use workers=1.",
            )
        self._make = make
        self._home = os.getpid()
        self._size = max(1, min(size, MOST))
        self.workers: list[_Worker] = []
        self.window = self._size * WAITING

    def take(self, free: deque[_Task]) -> None:
        """Give out tasks; start a worker where one is wanted."""
        while free:
            if len(self.workers) < self._size and all(one.given for one in self.workers):
                self._start()
            worker = min(self.workers, key=lambda one: len(one.given))
            if len(worker.given) >= AHEAD:
                return
            worker.take(free.popleft())

    def _start(self) -> None:
        try:
            with quietly():
                self.workers.append(_Worker(*started(self._make)))
        except OSError as error:  # no more processes or memory: fewer have to do
            if not self.workers:
                raise _none() from error
            self._size = len(self.workers)

    def dead(self) -> Iterator[_Worker]:
        """Wait for answers; yield the workers that gave none any more, which are gone then."""
        pipes: list[Any] = [one.pipe for one in self.workers if one.given or not one.ready]
        answered = set(map(id, wait(pipes)))
        for worker in [one for one in self.workers if id(one.pipe) in answered]:
            if not worker.receive():
                worker.stop()
                worker.process.join()
                self.workers.remove(worker)
                yield worker

    def is_lost_without(self, worker: _Worker) -> bool:
        """Tell whether the crew has to do without a worker that never began; raise if it cannot.

        Raises:
            WorkerError: none is left.
        """
        if not worker.ready:
            self._size -= 1
            if not self.workers:
                raise _none()
        return not worker.ready

    def end(self) -> None:
        """End all, at once, so that a second interrupt finds none; in a fork they are others'."""
        if os.getpid() != self._home:
            return
        for worker in self.workers:
            worker.stop()
        for worker in self.workers:
            worker.process.join()


def _none() -> WorkerError:
    return WorkerError(
        '没有一个并行进程启动成功；主程序要写在 if __name__ == "__main__": 之下，'
        "内存也要够，或者用 workers=1。",
        "no worker process could begin; the main program must stand under "
        'if __name__ == "__main__":, and memory suffice; or use workers=1.',
    )


def ordered(
    make: Callable[[], Work], tasks: Iterable[Any], workers: int, lost: Callable[[Any], Any]
) -> Generator[Any, None, None]:
    """Yield the result of each task in the order of ``tasks``, which is drawn as they are taken.

    Args:
        make: makes what does a task; called once in each worker. It, tasks and results are sent
            by pickle, so that ``make`` is a function of a module, or a ``partial`` of one.
        tasks: the tasks, each of some kilobytes at most.
        workers: how many processes work.
        lost: makes the result of a task at which ``TRIES`` workers died.

    Raises:
        WorkerError: no worker came so far as to take a task, or none may be started.
    """
    source = iter(tasks)
    crew = _Crew(make, workers)
    line: deque[_Task] = deque()  # drawn, and their results not taken
    free: deque[_Task] = deque()  # of these, what no worker has
    drained = False
    try:
        while True:
            while not drained and len(line) < crew.window:
                for value in source:
                    line.append(_Task(value))
                    free.append(line[-1])
                    break
                else:
                    drained = True
            if not line:
                return
            crew.take(free)
            while line and line[0].done:
                yield line.popleft().result
            if line:
                _await(crew, free, lost)
    finally:
        crew.end()


def _await(crew: _Crew, free: deque[_Task], lost: Callable[[Any], Any]) -> None:
    """Wait until a worker has answered; what a dead one had is free again, or lost."""
    for worker in crew.dead():
        if not crew.is_lost_without(worker) and worker.given:
            first = worker.given[0]
            first.deaths += 1
            if first.deaths == TRIES:
                worker.given.popleft().settle(lost(first.value))
        free.extendleft(reversed(worker.given))
