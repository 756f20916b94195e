"""One round of ``citelaw check``: which lists, how many at once, what is said of the run itself."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import click

from citelaw.commands import _changed, _console, _fix, _freshness, _outputs, _progress
from citelaw.words import Words

if TYPE_CHECKING:
    from citelaw.configuration import Configuration
    from citelaw.files import Chosen
    from citelaw.model import Report
    from citelaw.running import Run

Decorated = TypeVar("Decorated", bound=Callable[..., object])

FOUND = 1
MOST_JOBS = 8
"""Processes at once without being told: each takes some 50 MB, and more are rarely sooner done."""


jobs = click.option(
    "-j",
    "--jobs",
    type=click.IntRange(min=1, max=256),
    metavar="N",
    help="How many processes may work at once.  [default: one for each processor, at most 8]",
)


def options(command: Decorated) -> Decorated:
    """Add how the run goes about its work, and what it says of it."""
    for decorate in (
        click.option(
            "-v", "--verbose", is_flag=True, help="Say on standard error what the run did."
        ),
        click.option("-q", "--quiet", is_flag=True, help="Report the findings and nothing else."),
        click.option(
            "--watch",
            is_flag=True,
            help="Check again whenever a list, its configuration or its facts change, until "
            "Ctrl-C.",
        ),
        click.option(
            "--no-cache",
            is_flag=True,
            help="Examine every list anew, and keep nothing of it (citelaw clean).",
        ),
        jobs,
    ):
        command = decorate(command)
    return command


class Round(NamedTuple):
    """What a round is made of.

    ``configured`` reads the configuration anew, ``arguments`` are what was given as FILEs; of the
    lists that they mean, only those that differ since the commit ``changed_since`` are checked,
    where one is given.
    """

    arguments: tuple[str, ...]
    configured: Callable[[], Configuration]
    outputs: tuple[_outputs.Output, ...]
    look: _outputs.Look
    mending: _fix.Mending
    changed_since: str | None = None
    jobs: int | None = None
    cached: bool = True
    verbose: bool = False
    exit_zero: bool = False
    progress: _progress.Progress | None = None

    def run(self) -> int:
        """Check, correct where that is asked for, report; return the exit status."""
        configuration = self.configured()
        chosen = self.chosen(configuration)
        if self.mending.diff:
            return self._shown(configuration, chosen)
        run = self._made(configuration)
        started = time.monotonic()
        if self.progress is not None:
            self.progress.begin()
        try:
            report = self._checked(run, chosen)
        finally:
            if self.progress is not None:
                self.progress.clear()
        if run.alone:
            _console.complain(
                Words(
                    "有并行进程中途终止（可能内存不足），其余已由本进程检查；可用 --jobs 1。",
                    "a worker ended early (for want of memory, perhaps), so this process checked "
                    "the rest; try --jobs 1.",
                )
            )
        status = self._status(report, chosen)
        aside = self.mending.fix and chosen.has_input
        written = _outputs.write(report, self.outputs, self.look, status, aside=aside)
        _complain(report, chosen)
        if self.verbose:
            _tell(run, report, time.monotonic() - started)
        return status if written else _console.FAILED

    def chosen(self, configuration: Configuration) -> Chosen:
        """Return the lists that are meant.

        Raises:
            UsageError: a report would be written over one of them.
        """
        from citelaw.commands import _files

        written = [one.path for one in self.outputs if one.path is not None]
        chosen = _files.chosen(self.arguments, configuration, written)
        return chosen if self.changed_since is None else self._changed(chosen, self.changed_since)

    def _changed(self, chosen: Chosen, revision: str) -> Chosen:
        """Return the lists that differ since ``revision``."""
        if chosen.contents:
            raise click.UsageError(
                _console.said(
                    f"{_changed.OPTION} 只看仓库里的文件，不和 - （标准输入）同用",
                    f"{_changed.OPTION} is for files of a repository, not for standard input (-)",
                )
            )
        changed = frozenset(_changed.changed(chosen.paths, revision))
        if chosen.files and not changed and not self.look.quiet:
            number = len(chosen.files)
            _console.complain(
                Words(
                    f"{_changed.OPTION}：{number} 份清单都没有改动。",
                    f"{_changed.OPTION}: none of {number} lists has changed.",
                )
            )
        return chosen._replace(files=tuple(one for one in chosen.files if one.path in changed))

    @property
    def processes(self) -> int:
        """How many processes may work at once."""
        return processes(self.jobs)

    def _made(self, configuration: Configuration) -> Run:
        from citelaw.reporters import load_reporter
        from citelaw.running import Cache, Run, cache_folder

        return Run(
            configuration,
            jobs=self.processes,
            cache=Cache(cache_folder()) if self.cached else None,
            progress=self.progress,
            views=any(load_reporter(one.format).views for one in self.outputs),
        )

    def _checked(self, run: Run, chosen: Chosen) -> Report:
        if self.mending.fix:
            return _fix.mend(run, chosen, self.mending)
        return run.check(chosen.paths, chosen.contents)

    def _shown(self, configuration: Configuration, chosen: Chosen) -> int:
        """Show what would be corrected."""
        from citelaw.engine import Engine

        engine = Engine(configuration=configuration).prepare()
        (output,) = self.outputs
        status = _fix.show(engine, chosen, output.path, unsafe=self.mending.unsafe)
        return 0 if self.exit_zero and status == FOUND else status

    def _status(self, report: Report, chosen: Chosen) -> int:
        """Return the exit status; what could not be done outranks findings."""
        from citelaw.reporters import exit_status

        status = _console.FAILED if chosen.failures else exit_status(report)
        if status == 0 and self.mending.exit_non_zero and _has_fixed(report):
            status = FOUND
        return 0 if self.exit_zero and status == FOUND else status


def processes(jobs: int | None) -> int:
    """Return how many processes may work at once, where an option says ``jobs``."""
    return jobs or min(processors(), MOST_JOBS)


def processors() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _has_fixed(report: Report) -> bool:
    return any(file.fixed is not None and file.fixed.rules for file in report.files)


def _complain(report: Report, chosen: Chosen) -> None:
    """Say what could not be done, each reason once, and how old the data is where it is."""
    failures = [*chosen.failures, *(file.failure for file in report.files if file.failure)]
    for failure in dict.fromkeys(failures):
        _console.complain(failure)
    if _freshness.is_old(report.data_date, report.as_of):
        _console.complain(_freshness.notice(report.known_to, report.as_of))


def _tell(run: Run, report: Report, seconds: float) -> None:
    """Say what the run did."""
    read = sum(file.failure is None for file in report.files)
    workers = Words("本进程", "this process")
    if run.workers:
        workers = Words(
            f"本进程和另外 {run.workers} 个进程", f"this process and {run.workers} other(s)"
        )
    _console.complain(
        Words(
            f"检查 {read} 份，用时 {seconds:.2f} 秒：缓存答复 {run.answered} 份，"
            f"其余由{workers.chinese}检查；"
            f"数据库 {report.digest[:12]}，数据截至 {report.data_date}。",
            f"{read} lists in {seconds:.2f} s: {run.answered} answered by the cache, the others "
            f"checked by {workers.english}; database {report.digest[:12]}, data up to "
            f"{report.data_date}.",
        )
    )
    for source in run.sources(report):
        _console.complain(Words(f"配置取自 {source}。", f"configuration from {source}."))
