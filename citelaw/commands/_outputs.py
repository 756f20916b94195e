"""Where the reports of ``citelaw check`` go, and how they look there: several in one run."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import click

from citelaw.commands import _console, _parquet

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from citelaw.model import Report
    from citelaw.reporters import Style

Decorated = TypeVar("Decorated", bound=Callable[..., object])

DEFAULT = "full"
_STANDARD_OUTPUT = "-"
_MARGIN = 10
"""Columns that stand before a source line: its number and a rule."""
_CHECKOUTS = ("GITHUB_WORKSPACE", "CI_PROJECT_DIR")
"""Where GitHub and GitLab say in which folder they have put the repository."""
_NARROWEST, _WIDEST, _USUAL = 24, 150, 96


class Output(NamedTuple):
    """A report that is asked for: its format, and its file, None for standard output."""

    format: str
    path: str | None = None


if TYPE_CHECKING:
    _ParamType = click.ParamType[Output]
else:
    _ParamType = click.ParamType  # takes no type before click 8.4


class Outputs(_ParamType):
    """Reads ``NAME`` or ``NAME:FILE``; completes the names."""

    name = "format"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> Output:
        """Return the report that ``value`` asks for."""
        if isinstance(value, Output):
            return value
        name, colon, path = str(value).partition(":")
        known = (*names(), _parquet.NAME)
        if name not in known:
            told = _console.said(
                f"没有格式 {name!r}，只有 {'、'.join(known)}",
                f"there is no format {name!r}, only {', '.join(known)}",
            )
            self.fail(told, param, ctx)
        if colon and not path:
            told = _console.said(
                f"{value!r} 的冒号后面没有文件名，写作 {name}:报告文件",
                f"no file stands behind the colon of {value!r}, write {name}:FILE",
            )
            self.fail(told, param, ctx)
        return Output(name, path or None)

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem[str]]:
        """Return the names that begin so; behind a colon stands a file."""
        from click.shell_completion import CompletionItem

        name, colon, path = incomplete.partition(":")
        if colon:
            return [CompletionItem(path, type="dir" if name == _parquet.NAME else "file")]
        known = (*names(), _parquet.NAME)
        return [CompletionItem(name) for name in known if name.startswith(incomplete)]

    def get_metavar(self, param: click.Parameter, ctx: click.Context | None = None) -> str:
        """Return how the help page calls the value."""
        return "NAME[:FILE]"


def names() -> tuple[str, ...]:
    """Return the formats: the modules of ``citelaw.reporters.check``, found without loading any."""
    import pkgutil

    folder = os.path.join(os.path.dirname(os.path.dirname(__file__)), "reporters", "check")
    found = (one.name for one in pkgutil.iter_modules([folder]))
    return tuple(sorted(name for name in found if not name.startswith("_")))


def options(command: Decorated) -> Decorated:
    """Add which reports are written, and how those for people look."""
    for decorate in (
        click.option(
            "--ambiguous-width",
            type=click.Choice(["1", "2"]),
            default="1",
            show_default=True,
            help="Columns that “ ” — · and their like take up in this terminal.",
        ),
        click.option(
            "--color",
            type=click.Choice(["auto", "always", "never"]),
            default="auto",
            show_default=True,
            help="Colours in reports for people; auto: on a terminal, NO_COLOR and FORCE_COLOR "
            "considered.",
        ),
        click.option("--statistics", is_flag=True, help="Add the numbers of findings by rule."),
        click.option(
            "--no-suppressed",
            is_flag=True,
            help="Leave what is suppressed out of sarif, junit and csv, which mark it as that; "
            "GitHub shows it as open all the same.",
        ),
        click.option(
            "--output-format",
            "formats",
            type=Outputs(),
            multiple=True,
            help=f"How to report: {', '.join(names())}; repeatable. NAME:FILE writes to a file, so "
            f"that one run gives several reports. parquet:DIR writes tables to a folder, however "
            f"many files there are.  [default: {DEFAULT}]",
        ),
    ):
        command = decorate(command)
    return command


def placed(formats: tuple[Output, ...], output: str | None) -> tuple[Output, ...]:
    """Return the reports to be written; those that name no file go to ``output``.

    ``-`` is standard output, for which there is no path.

    Raises:
        UsageError: two would go to one place.
    """
    wanted = formats or (Output(DEFAULT),)
    paths = (one.path or output for one in wanted)
    found = tuple(
        one._replace(path=None if path == _STANDARD_OUTPUT else path)
        for one, path in zip(wanted, paths, strict=True)
    )
    taken: dict[object, Output] = {}
    for one in found:
        place = None if one.path is None else _console.place(one.path)
        if place in taken:
            other = taken[place].format
            raise click.UsageError(
                _console.said(
                    f"{other} 和 {one.format} 两份报告都写到{one.path or '标准输出'}；"
                    f"用 --output-format {one.format}:文件 给其中一份指定文件",
                    f"both reports, {other} and {one.format}, go to "
                    f"{one.path or 'standard output'}; give one of them a file with "
                    f"--output-format {one.format}:FILE",
                )
            )
        taken[place] = one
    return found


class Look(NamedTuple):
    """What the options say of the look of reports for people."""

    lang: str
    color: str
    ambiguous_width: str
    statistics: bool
    quiet: bool = False
    no_suppressed: bool = False


def style(look: Look, output: Output, status: int | None = None) -> Style:
    """Return how a report looks where it goes to, in a run that ends with ``status``."""
    from citelaw.reporters import Language, Style

    folder = _folder()
    shown = output.path is None and _console.on_terminal()
    return Style(
        language=Language(look.lang),
        color=_colored(look.color, shown, output),
        width=_width() if shown else _USUAL,
        ambiguous=int(look.ambiguous_width),
        statistics=look.statistics,
        quiet=look.quiet,
        folder=folder,
        root=checkout(os.environ, folder),
        suppressed=not look.no_suppressed,
        status=status,
        encoding=sys.stdout.encoding if shown else "utf-8",
    )


def _colored(color: str, shown: bool, output: Output) -> bool:
    """Return whether a report has colours; in a file only where the option says so.

    Source:
        no-color.org and force-color.org: either variable counts where it is set and not empty.
    """
    if color != "auto":
        return color == "always"
    if os.environ.get("NO_COLOR") or output.path is not None:
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return shown and os.environ.get("TERM") != "dumb"


def _width() -> int:
    """Return the columns that a source line may take up in the terminal."""
    import shutil  # lazy: 2 ms

    columns = shutil.get_terminal_size((_USUAL + _MARGIN, 24)).columns
    return min(max(columns - _MARGIN, _NARROWEST), _WIDEST)


def _folder() -> str:
    try:
        return os.getcwd()
    except OSError:  # it is gone
        return ""


def checkout(environment: Mapping[str, str], folder: str) -> str:
    """Return the folder of the repository by what a CI system says, "" where nothing is known.

    It counts only where the working folder lies in it: a variable that came from elsewhere must
    not make all paths absolute.
    """
    from pathlib import PurePath  # lazy: 3 ms

    for name in _CHECKOUTS:
        root = environment.get(name, "")
        if folder and os.path.isabs(root) and PurePath(folder).is_relative_to(root):
            return root
    return ""


def write(
    report: Report, outputs: Iterable[Output], look: Look, status: int, *, aside: bool = False
) -> bool:
    """Write the reports of a run that ends with ``status``; return whether all could be written.

    One that cannot be is complained about, and the others go on. ``aside`` means standard error in
    place of standard output.
    """
    from citelaw.errors import ReportError
    from citelaw.reporters import load_reporter

    whole = True
    for one in outputs:
        reporter = load_reporter(one.format)
        how = style(look, one, status)
        if reporter.manual:
            from citelaw.manual import pages

            how = how._replace(pages=pages())
        try:
            _console.write([reporter.render(report, how)], one.path, aside=aside)
            if reporter.summary is not None:
                _add_summary(reporter.summary(report, how))
        except ReportError as error:
            _console.complain(error)
            whole = False
    return whole


def _add_summary(page: bytes) -> None:
    """Add a page to what GitHub shows of the step, where this is one; others write there as well.

    Raises:
        ReportError: the file cannot be written.
    """
    path = os.environ.get("GITHUB_STEP_SUMMARY")
    if not path:
        return
    from citelaw.errors import ReportError, why

    try:
        with open(path, "ab") as file:
            file.write(page)
    except OSError as error:
        reason = why(error)
        raise ReportError(
            f"{path}：步骤摘要写不进去（{reason.chinese}）；核对 GITHUB_STEP_SUMMARY。",
            f"{path}: the summary of the step cannot be written ({reason.english}); look at "
            "GITHUB_STEP_SUMMARY.",
        ) from error
