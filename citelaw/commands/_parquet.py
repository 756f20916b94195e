"""``--output-format parquet:DIR``: a folder of tables, however many files there are."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import click

from citelaw.commands import _console, _freshness, _options, _progress
from citelaw.words import Words

if TYPE_CHECKING:
    from datetime import date

    from click.shell_completion import CompletionItem

    from citelaw.configuration import Configuration
    from citelaw.files import Chosen
    from citelaw.integrations.parquet import Folder, Outcome, Run

Decorated = TypeVar("Decorated", bound=Callable[..., object])

NAME = "parquet"
_SHOWN = "parquet:DIR"
_REASONS = 20
"""Files of which it is said why they could not be read; a column of the table says it of all."""

if TYPE_CHECKING:
    _Choice = click.Choice[str]
else:
    _Choice = click.Choice  # takes no type before click 8.2


def resume(command: Decorated) -> Decorated:
    """Add the option that goes on with a folder."""
    return click.option(
        "--resume",
        is_flag=True,
        help="With parquet: go on with the folder of a run that was stopped; what is there and "
        "still right is kept.",
    )(command)


class Formats(_Choice):
    """Reads one of the names, or ``parquet:DIR``."""

    def __init__(self, names: tuple[str, ...]) -> None:
        super().__init__((*names, _SHOWN))

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the value, if it is one of them."""
        if str(value).startswith(f"{NAME}:"):
            return str(value)
        if value == NAME:
            self.fail(_no_folder(), param, ctx)
        return str(super().convert(value, param, ctx))

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem[str]]:
        """Return the names that begin so; behind a colon stands a folder."""
        from click.shell_completion import CompletionItem

        _, colon, path = incomplete.partition(":")
        if colon:
            return [CompletionItem(path, type="dir")]
        names = (name.partition(":")[0] for name in self.choices)
        return [CompletionItem(name) for name in names if name.startswith(incomplete)]


def _no_folder() -> str:
    return _console.said(
        f"{NAME} 要写明文件夹，写作 {NAME}:文件夹", f"{NAME} needs a folder, write {_SHOWN}"
    )


def folder_of(
    formats: tuple[tuple[str, str | None], ...], resume: bool, others: Mapping[str, object]
) -> str | None:
    """Return the folder that is asked for, None where tables are not.

    Args:
        formats: names, and where each goes to.
        resume: whether a folder is to be gone on with.
        others: the options that mean nothing for tables, with what was given for them.

    Raises:
        UsageError: options contradict each other.
    """
    if all(name != NAME for name, _ in formats):
        if resume:
            raise click.UsageError(
                _console.said(
                    f"--resume 只和 --output-format {NAME}:文件夹 同用",
                    f"--resume goes with --output-format {_SHOWN} only",
                )
            )
        return None
    if len(formats) > 1:
        raise click.UsageError(
            _console.said(
                f"{NAME} 不和别的格式同用；分两次运行",
                f"{NAME} does not go with other formats; run twice",
            )
        )
    for option, given in others.items():
        if given:
            raise click.UsageError(
                _console.said(
                    f"{option} 不和 --output-format {NAME} 同用",
                    f"{option} does not go with --output-format {NAME}",
                )
            )
    ((_, path),) = formats
    if not path:
        raise click.UsageError(_no_folder())
    return path


class Job(NamedTuple):
    """What is to be written.

    ``configured`` reads the configuration, with the day that counts as today where nothing else
    says so; ``chosen`` tells which files it is about.
    """

    table: str
    path: str
    configured: Callable[[date | None], Configuration]
    chosen: Callable[[Configuration], Chosen]
    jobs: int
    resume: bool = False
    quiet: bool = False
    exit_zero: bool = False

    def run(self) -> int:
        """Write the tables; return the exit status."""
        parquet = _loaded()
        from pathlib import Path

        folder = parquet.Folder(Path(self.path), self.table)
        configuration = self.configured(self._day(folder))
        chosen = self.chosen(configuration)
        if chosen.has_input:
            raise click.UsageError(
                _console.said(
                    f"{NAME} 不和 -（标准输入）同用；给出文件",
                    f"{NAME} does not go with - (standard input); name files",
                )
            )
        folder.prepare(resume=self.resume)
        for failure in chosen.failures:
            _console.complain(failure)
        progress = None if self.quiet else _progress.progress()
        run: Run = parquet.Run(
            folder, configuration, jobs=self.jobs, progress=progress, complain=_Reasons(progress)
        )
        try:
            done: Outcome = run.write(chosen.paths)
        except KeyboardInterrupt:
            _console.complain(_interrupted(self.path, run.done.parts))
            raise
        finally:
            if progress is not None:
                progress.clear()
        if not self.quiet:
            _console.complain(_summary(done, self.table, self.path))
            if self.table == parquet.CHECK:
                _console.complain(_ALONE)
        if self.table == parquet.CHECK:
            _complain_of_age(run)
        return self._status(done, chosen)

    def _day(self, folder: Folder) -> date | None:
        """Return the day that counts as today: on resuming, that of the run which was stopped."""
        from datetime import date

        if self.table != "check":
            return None
        today = _options.today()
        begun = folder.day() if self.resume else None
        decided = self.configured(None).base.as_of is not None
        if begun is None or begun == str(today) or decided:
            return today
        _console.complain(
            Words(
                f"接着 {begun} 的检查做，仍以这一天为今天；要以别的日子为准，用 --as-of。",
                f"going on with the check of {begun}, which still counts as today; --as-of names "
                "another day.",
            )
        )
        return date.fromisoformat(begun)

    def _status(self, done: Outcome, chosen: Chosen) -> int:
        if done.tally.failed or chosen.failures:
            return _console.FAILED
        return 1 if done.tally.failing and not self.exit_zero else 0


def _loaded() -> Any:
    """Return what writes tables.

    Raises:
        ReportError: it is not installed.
    """
    from citelaw.errors import ReportError

    try:
        import pyarrow.parquet  # noqa: F401  # lazy: 0.2 s
    except ImportError:
        raise ReportError(
            "没有安装写 Parquet 所需的软件包，安装：pip install 'citelaw[parquet]'",
            "what writes Parquet is not installed, install it: pip install 'citelaw[parquet]'",
        ) from None
    from citelaw.integrations import parquet

    return parquet


class _Reasons:
    """Says why files could not be read, of the first few."""

    def __init__(self, progress: _progress.Progress | None) -> None:
        self._left = _REASONS
        self._progress = progress

    def __call__(self, reason: Words) -> None:
        if not self._left:
            return
        self._left -= 1
        if self._progress is not None:
            self._progress.clear()
        _console.complain(reason)


def _complain_of_age(run: Run) -> None:
    """Say how old the data is where it is old."""
    registry, day = run.engine.registry, run.engine.as_of
    if _freshness.is_old(registry.data_date, day):
        _console.complain(_freshness.notice(registry.known_to, day))


_ALONE = Words(
    "各份清单单独检查：不比较清单之间的写法（CL503），不报告配置里多余的抑制条目（CL902）。",
    "each list was checked by itself: what several print differently (CL503) and entries of the "
    "configuration that suppress nothing (CL902) are not reported.",
)


def _summary(done: Outcome, table: str, path: str) -> Words:
    tally = done.tally
    chinese, english = ("处问题", "findings") if table == "check" else ("处引用", "citations")
    failed = Words(
        f"，{tally.failed} 份读不出来（error 列）" if tally.failed else "",
        f", {tally.failed} could not be read (column error)" if tally.failed else "",
    )
    return Words(
        f"{path}：{tally.files} 份文件，{tally.found} {chinese}{failed.chinese}；"
        f"{done.parts} 个部分，其中 {done.kept} 个沿用。",
        f"{path}: {tally.files} files, {tally.found} {english}{failed.english}; {done.parts} "
        f"parts, {done.kept} of them kept.",
    )


def _interrupted(path: str, parts: int) -> Words:
    return Words(
        f"中断；{path} 里已有 {parts} 个完整的部分，加 --resume 接着做。",
        f"interrupted; {parts} parts in {path} are whole, go on with --resume.",
    )
