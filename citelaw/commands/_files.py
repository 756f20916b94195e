"""The files that a sub-command is about: the options that choose among them, and the choice."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Collection
from typing import TYPE_CHECKING, TypeVar

import click

from citelaw.commands import _complete, _console

if TYPE_CHECKING:
    from citelaw.configuration import Configuration
    from citelaw.files import Chosen
    from citelaw.settings import FileGlob, Settings

Decorated = TypeVar("Decorated", bound=Callable[..., object])

_HERE = "citelaw.files"
_DECIDED = ("exclude", "extend_exclude", "force_exclude", "respect_gitignore")


def _kept(ctx: click.Context, param: click.Parameter, value: object) -> None:
    """Keep what an option says for ``decided`` and ``chosen``; commands need not hand it on."""
    ctx.meta[f"{_HERE}.{param.name}"] = value


def _said(name: str) -> object:
    """Return what the option ``name`` says; None where the command has no such option."""
    context = click.get_current_context(silent=True)
    return None if context is None else context.meta.get(f"{_HERE}.{name}")


def _globs(ctx: click.Context, param: click.Parameter, value: tuple[str, ...]) -> None:
    """Read globs given one by one or with commas between them; they count from here."""
    found = tuple(glob.strip() for one in value for glob in one.split(","))
    if not all(found):
        raise click.BadParameter(
            _console.said(
                "有空的名称；写作 旧清单 或 旧清单,*.html",
                "a name is empty; write old or old,*.html",
            )
        )
    _kept(ctx, param, found)


def options(command: Decorated) -> Decorated:
    """Add which files are read where folders are given."""
    for decorate in (
        click.option(
            "--respect-gitignore/--no-respect-gitignore",
            default=None,
            callback=_kept,
            expose_value=False,
            help="In folders, pass over what git ignores.  [default: yes]",
        ),
        click.option(
            "--force-exclude/--no-force-exclude",
            default=None,
            callback=_kept,
            expose_value=False,
            help="Pass over what is excluded also where it is named as FILE, as by pre-commit.",
        ),
        click.option(
            "--extend-exclude",
            multiple=True,
            callback=_globs,
            expose_value=False,
            metavar="GLOBS",
            help="In folders, pass over these files and folders too.",
        ),
        click.option(
            "--exclude",
            multiple=True,
            callback=_globs,
            expose_value=False,
            metavar="GLOBS",
            help="In folders, pass over these files and folders, as .gitignore writes them, with "
            "commas between them; repeatable.  [default: node_modules, venv and the like]",
        ),
        click.option(
            "--stdin-filename",
            metavar="FILE",
            shell_complete=_complete.files,
            callback=_kept,
            expose_value=False,
            help="Name that the text from standard input (-) goes by: in reports, for the "
            "configuration and for excludes.",
        ),
    ):
        command = decorate(command)
    return command


def decided(settings: Settings) -> Settings:
    """Return ``settings`` with what the options of this command say of files."""
    said = {name: _said(name) for name in _DECIDED}
    if all(value in (None, ()) for value in said.values()):
        return settings
    from dataclasses import replace

    for name in ("exclude", "extend_exclude"):
        said[name] = _from_here(said[name])
    return replace(settings, **said)  # type: ignore[arg-type]


def _from_here(globs: object) -> tuple[FileGlob, ...]:
    from citelaw.settings import FileGlob

    return tuple(FileGlob(here(), one) for one in globs) if isinstance(globs, tuple) else ()


def here() -> str:
    """Return the working folder.

    Raises:
        ReadError: it is gone.
    """
    try:
        return os.getcwd()
    except OSError:
        from citelaw.errors import ReadError

        raise ReadError(*_console.NO_FOLDER) from None


def named_input(arguments: tuple[str, ...]) -> str | None:
    """Return the name that standard input goes by; None where the arguments do not mean it.

    Raises:
        UsageError: --stdin-filename without standard input.
    """
    name = _said("stdin_filename")
    if name is None:
        return "-" if "-" in arguments else None
    if arguments and "-" not in arguments:
        raise click.UsageError(
            _console.said(
                "--stdin-filename 只和 - （标准输入）同用",
                "--stdin-filename goes with standard input (-) only",
            )
        )
    return str(name)


def chosen(
    arguments: tuple[str, ...], configuration: Configuration, written: Collection[str] = ()
) -> Chosen:
    """Return the lists that the FILE arguments of this command name.

    Args:
        arguments: as given; ``-`` is standard input.
        configuration: which settings hold in each folder.
        written: files that the run will write.

    Raises:
        ReadError: the working folder is gone, and something is named as seen from it.
        UsageError: --stdin-filename without standard input; a list would be written over.
    """
    from citelaw.files import STANDARD_INPUT, StandardInput
    from citelaw.files import chosen as choose

    if not arguments or not all(map(os.path.isabs, arguments)):
        here()
    name = named_input(arguments)
    given = None if name is None else StandardInput(name, read_input)
    if given is not None:
        arguments = arguments or (STANDARD_INPUT,)
    found = choose(arguments, configuration, given)
    places = {_console.place(path): path for path in written}
    for one in found.files if places else ():
        over = places.get(_console.place(one.path))
        if over is not None:
            raise click.UsageError(
                _console.said(
                    f"{over} 就是要读的清单，报告换一个文件名",
                    f"{over} is a list to be read, choose another name for the report",
                )
            )
    return found


def read_input() -> bytes:
    """Return what stands in standard input, to one byte beyond what a list may have.

    Raises:
        ReadError: it is closed, or cannot be read.
    """
    from citelaw.errors import ReadError, why
    from citelaw.readers import LIMIT

    if sys.stdin is None:  # closed by the caller (<&-)
        raise ReadError(
            "标准输入已关闭；给出文件名，或者接上一个管道。",
            "standard input is closed; name a file, or put a pipe to it.",
        )
    try:
        return sys.stdin.buffer.read(LIMIT + 1)
    except OSError as error:
        reason = why(error)
        raise ReadError(
            f"标准输入：读不出来（{reason.chinese}）；给出文件名。",
            f"standard input: cannot be read ({reason.english}); name a file.",
        ) from error
