"""A run over many lists: side by side in several processes, and with what earlier runs kept.

``Run.check`` gives what ``Engine.check_paths`` gives, sooner. Each list is examined by itself,
wherever that is done; what several lists of a run say of each other, what was accepted, and the
baseline are looked at in this process, when all are examined.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from citelaw.configuration import Configuration
from citelaw.engine import Engine, contradicted, in_order
from citelaw.errors import ReadError, RegistryError, SettingsError
from citelaw.model import Diagnostic, FileReport, NumberUse, Report
from citelaw.readers import read_content, source_of
from citelaw.running._cache import Cache, cache_folder, digest
from citelaw.running._packing import DamagedError, pack, unpack
from citelaw.running._state import code_digest, code_state, entry_name, settings_state

__all__ = [
    "WORTH_SPREADING",
    "Cache",
    "Progress",
    "Run",
    "cache_folder",
    "code_digest",
    "digest",
    "settings_state",
]

Progress = Callable[[int, int], None]
"""Told after each list how many of how many are done."""

WORTH_SPREADING = 500_000
"""Bytes of lists from which on several processes are sooner done than one: to start them takes as
long as to check half as much."""
BATCH = 150_000
"""Bytes of lists that a worker is given at once, where it is given more than one."""


class _Task(NamedTuple):
    """A list to be examined, with what the others of the run print of its documents."""

    path: str
    run: tuple[NumberUse, ...] = ()


class _Asked(NamedTuple):
    """A task that the cache does not answer.

    ``at`` is its place in the run, ``content`` what stands in the list where that is no file.
    ``state`` is the digest of the content, ``key`` that under which the result is kept.
    """

    at: int
    task: _Task
    size: int
    state: str
    key: str
    content: bytes | None


class _Examined(NamedTuple):
    """What a worker sends back: a packed report, its source, the digest of what was read."""

    packed: bytes
    source: str | None
    state: str


class Run:
    """Checks lists with one configuration.

    Args:
        configuration: says which settings hold for each list.
        jobs: how many processes may work at once.
        cache: what earlier runs kept; None to keep and to use nothing.
        progress: told how far the run is.
        views: whether file reports hold what a page shows of the list.
    """

    def __init__(
        self,
        configuration: Configuration,
        *,
        jobs: int = 1,
        cache: Cache | None = None,
        progress: Progress | None = None,
        views: bool = False,
    ) -> None:
        self.engine = Engine(configuration=configuration, views=views)
        self._views = views
        self._configuration = configuration
        self._jobs = jobs
        self._cache = cache
        self._progress = progress
        self._states: dict[Engine, str] = {}
        self.answered = 0
        """How many lists the cache answered."""
        self.workers = 0
        """How many other processes examined lists."""
        self.alone = False
        """Whether a worker died, and this process had to go on alone."""

    def check(self, paths: Sequence[str], contents: Mapping[str, bytes] | None = None) -> Report:
        """Return the report on the files ``paths``, each once, in the order of their names.

        A file that cannot be read, or whose configuration cannot be used, is reported with its
        reason, and the others go on.

        Args:
            paths: the files.
            contents: what stands in those that are not read from the disk.

        Raises:
            RegistryError: the database cannot be opened.
            SettingsError: the settings of the run itself are wrong.
        """
        self.engine.prepare()
        contents = dict(contents or {}) | _piped(paths, contents or {})
        files = self._examined([_Task(path) for path in in_order(paths)], contents)
        again = list(contradicted(files))
        tasks = [_Task(files[at].path, run) for at, run in again]
        for (at, _), file in zip(again, self._examined(tasks, contents), strict=True):
            files[at] = file
        return self.engine.conclude(files)

    def sources(self, report: Report) -> tuple[str, ...]:
        """Return the configuration files that decided for the lists of a report, sorted."""
        read = (Path(file.path) for file in report.files if file.failure is None)
        return tuple(sorted({self._configuration.nearest(path).source for path in read} - {""}))

    def _examined(self, tasks: Sequence[_Task], contents: Mapping[str, bytes]) -> list[FileReport]:
        """Return the reports on the lists of ``tasks``, in their order."""
        done: dict[int, FileReport] = {}
        left = []
        for at, task in enumerate(tasks):
            found = self._looked_up(at, task, contents.get(task.path))
            if isinstance(found, FileReport):
                done[at] = found
            else:
                left.append(found)
        for asked, file, state in self._worked(left):
            done[asked.at] = file
            if self._cache is not None and file.failure is None and state == asked.state:
                self._cache.keep(entry_name(*asked.task, views=self._views), asked.key, pack(file))
            if self._progress is not None:
                self._progress(len(done), len(tasks))
        return [done[at] for at in range(len(tasks))]

    def _looked_up(self, at: int, task: _Task, content: bytes | None) -> FileReport | _Asked:
        """Return the report on a list if the cache has it, or if there is no way to examine it."""
        try:
            engine = self.engine.beside(Path(task.path)).prepare()
            read = read_content(Path(task.path)) if content is None else content
        except (ReadError, RegistryError, SettingsError) as error:
            return FileReport(path=task.path, failure=error.words)
        if self._cache is None:
            return _Asked(at, task, len(read), "", "", content)
        state = digest(read)
        key = digest(state.encode(), self._state(engine).encode(), repr(task.run).encode())
        kept = self._cache.find(entry_name(*task, views=self._views), key)
        if kept is not None:
            try:
                report = unpack(kept)
            except DamagedError:
                pass  # made anew below
            else:
                self.answered += 1
                source = source_of(read, task.path, engine.settings.encoding)
                return report._replace(path=str(Path(task.path)), source=source)
        return _Asked(at, task, len(read), state, key, content)

    def _state(self, engine: Engine) -> str:
        """Return the digest of all that decides what ``engine`` finds in a text."""
        if engine not in self._states:
            self._states[engine] = digest(
                code_state().encode(),
                engine.registry.digest.encode(),
                settings_state(engine.settings).encode(),
            )
        return self._states[engine]

    def _worked(self, left: Sequence[_Asked]) -> Iterator[tuple[_Asked, FileReport, str]]:
        """Yield each list with its report and the digest of what was read, in any order."""
        rest = {asked.at: asked for asked in left}
        files = [asked for asked in left if asked.content is None]
        if self._jobs > 1 and len(files) > 1 and sum(map(_size, files)) >= WORTH_SPREADING:
            for one in self._spread(files):
                del rest[one[0].at]
                yield one
        for asked in rest.values():
            yield asked, *_examine(self.engine, asked.task, asked.content)

    def _spread(self, files: Sequence[_Asked]) -> Iterator[tuple[_Asked, FileReport, str]]:
        """Yield what workers and this process made of the lists.

        When a worker dies, that is what is done until then.
        """
        from citelaw.running._workers import WorkerLostError, spread  # lazy: 20 ms

        batches = _batches(files)
        make = partial(_examiner, self._configuration, self._views)
        self.workers = max(self.workers, min(self._jobs - 1, len(batches)))
        # What the others of a run print may be large; the names of lists are not.
        ahead = 1 if any(asked.task.run for asked in files) else 2
        tasks = [[asked.task for asked in batch] for batch in batches]
        here = partial(_examine, self.engine)
        try:
            for at, place, result in spread(make, tasks, self._jobs, here, ahead=ahead):
                done = _unpacked(result) if isinstance(result, _Examined) else result
                yield batches[at][place], *done
        except WorkerLostError:
            self.alone = True


def _piped(paths: Sequence[str], known: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return what pipes and devices among ``paths`` hold: they give it once, and it is read twice.

    What cannot be read is left to whoever says why.
    """
    found = {}
    for path in paths:
        if path not in known and os.path.exists(path) and not os.path.isfile(path):
            with contextlib.suppress(ReadError):
                found[path] = read_content(Path(path))
    return found


def _size(asked: _Asked) -> int:
    return asked.size


def _batches(files: Sequence[_Asked]) -> list[list[_Asked]]:
    """Return the lists in batches, the large ones first, so that no worker ends long after."""
    batches: list[list[_Asked]] = []
    room = 0
    for asked in sorted(files, key=_size, reverse=True):
        if asked.size > room:
            batches.append([])
            room = BATCH
        batches[-1].append(asked)
        room -= asked.size
    return batches


# ---------------------------------------------------------------- in whatever process


def _examiner(configuration: Configuration, views: bool) -> Callable[[_Task], _Examined]:
    """Return what examines a list in a worker."""
    return partial(_packed, Engine(configuration=configuration, views=views).prepare())


def _packed(engine: Engine, task: _Task) -> _Examined:
    report, state = _examine(engine, task)
    return _Examined(pack(report), report.source, state)


def _unpacked(examined: _Examined) -> tuple[FileReport, str]:
    return unpack(examined.packed)._replace(source=examined.source), examined.state


def _examine(engine: Engine, task: _Task, content: bytes | None = None) -> tuple[FileReport, str]:
    """Return the report on a list, fit to be kept, and the digest of what was read."""
    try:
        read = read_content(Path(task.path)) if content is None else content
    except ReadError as error:
        return FileReport(path=task.path, failure=error.words), ""
    report = engine.examine(task.path, task.run, read)
    light = report._replace(
        diagnostics=tuple(map(_light, report.diagnostics)),
        suppressed=tuple(
            one._replace(diagnostic=_light(one.diagnostic)) for one in report.suppressed
        ),
        resolved=None,
    )
    return light, digest(read)


def _light(one: Diagnostic) -> Diagnostic:
    """Return a finding without what its rule saw."""
    return one._replace(statute=None, citation=None, parts=tuple(map(_light, one.parts)))
