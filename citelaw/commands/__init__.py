"""The command line (命令行): a group that finds its sub-commands by a walk and loads them late.

A sub-command is one module (or package) here with the constant ``COMMAND``; at its top it imports
click and helpers of this package only, so that ``citelaw --help`` stays as fast as click itself. A
command whose name is a word of Python has a module with ``_`` behind it (``import_``).
"""

from __future__ import annotations

import gc
import re
import sys
from itertools import pairwise
from typing import Any

import click

from citelaw.commands import _console
from citelaw.discovery import load, module_names
from citelaw.errors import CitelawError
from citelaw.version import __version__
from citelaw.words import Words

_EXTRA = re.compile(r"Got unexpected extra arguments? \((.*)\)", re.DOTALL)


class LazyGroup(click.Group):
    """A group whose sub-commands are the modules of ``package``, each loaded when asked for."""

    def __init__(self, *, package: str, **settings: Any) -> None:
        super().__init__(**settings)
        self._package = package

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the sub-commands, without importing any."""
        return [name.rstrip("_") for name in module_names(sys.modules[self._package])]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the sub-command ``cmd_name``, or None where there is none of that name."""
        package = sys.modules[self._package]
        for module in module_names(package):
            if module.rstrip("_") == cmd_name:
                return load(package, module, "COMMAND", click.Command)
        return None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the sub-command that ``args`` begin with; a wrong name is said."""
        known = self.list_commands(ctx)
        if args[0] not in known and not ctx.resilient_parsing:  # not while a shell completes
            ctx.fail(
                _console.said(
                    f"没有命令 {args[0]}，只有 {'、'.join(known)}",
                    f"there is no command {args[0]}, only {', '.join(known)}",
                )
            )
        return super().resolve_command(ctx, args)


@click.group(
    cls=LazyGroup, package=__name__, context_settings={"help_option_names": ["-h", "--help"]}
)
@click.version_option(__version__, prog_name="citelaw")
def cli() -> None:
    """Extract and check the legal citations of Chinese government lists (权责清单法规引用校验)."""


def main() -> None:
    """Run the command line and leave with its exit status."""
    # Nothing here refers to itself in a circle, so that to look for such garbage finds none:
    # it takes 20 ms while modules are loaded, and a quarter of the time of a list of 6 MB.
    gc.set_threshold(5_000_000)
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run the command line on ``arguments`` and return its exit status.

    A sub-command returns its status: 0 or 1, and 2 where a file could not be read. What could not
    be done at all gives one line on standard error and 2, an interrupt 130.
    """
    spoken = _console.LANGUAGE.set(_language(arguments))
    try:
        return _run(arguments)
    finally:
        _console.LANGUAGE.reset(spoken)


def _language(arguments: list[str]) -> str:
    """Return what ``--lang`` says; it stands in the arguments however wrong the others are."""
    found = ""
    for word, following in pairwise([*arguments, ""]):
        name, equals, value = word.partition("=")
        if name == "--lang":
            found = value if equals else following
    return found


def _run(arguments: list[str]) -> int:
    try:
        status = cli.main(arguments, prog_name="citelaw", standalone_mode=False)
    except click.ClickException as error:
        _explain(error)
        return _console.FAILED
    except CitelawError as error:
        _console.complain(error)
        return _console.FAILED
    except OSError as error:
        if error.filename is not None:
            raise
        _console.complain(_unnamed(error))
        return _console.FAILED
    except (click.Abort, KeyboardInterrupt):
        return _console.INTERRUPTED
    return status if isinstance(status, int) else 0


def _unnamed(error: OSError) -> Words:
    """Return what failed where the system names no file; all else is caught where it happens."""
    if isinstance(error, FileNotFoundError):  # a path was to be seen from the working folder
        return _console.NO_FOLDER
    return _console.unwritable(error)  # click's help, or the version


def _explain(error: click.ClickException) -> None:
    """Say in one line how the command was wrongly called; a bare group shows its help."""
    context = error.ctx if isinstance(error, click.UsageError) else None
    if context is not None and error.message == context.get_help():
        _console.tell(error.message)
        return
    command = context.command_path if context is not None else "citelaw"
    fault = _fault(error)
    _console.complain(
        Words(
            f"{fault.chinese}；用法见 {command} --help。",
            f"{fault.english}; {command} --help says more.",
        )
    )


def _fault(error: click.ClickException) -> Words:
    """Return what is wrong; click's own words for what hardly anyone meets."""
    if isinstance(error, click.NoSuchOption):
        return Words(f"没有选项 {error.option_name}", f"there is no option {error.option_name}")
    if isinstance(error, click.BadOptionUsage):
        return Words(
            f"选项 {error.option_name} 的值不对或者没有给出",
            f"option {error.option_name} has a wrong value or none",
        )
    if isinstance(error, click.BadParameter) and error.param is not None:
        return _bad(error, error.param)
    extra = _EXTRA.fullmatch(error.message)
    if extra:
        return Words(f"多出了 {extra[1]}", f"{extra[1]} is too much")
    own = error.format_message().rstrip(".")
    return Words(own, own)


def _bad(error: click.BadParameter, param: click.Parameter) -> Words:
    """Return what is wrong with the value of an option or an argument."""
    names = param.opts if isinstance(param, click.Option) else [param.human_readable_name]
    chinese, english = "、".join(names), ", ".join(names)
    if isinstance(error, click.MissingParameter):
        return Words(f"没有给出 {chinese}", f"{english} is missing")
    if isinstance(param.type, click.Choice):
        choices = list(map(str, param.type.choices))
        return Words(
            f"{chinese}：只能是 {'、'.join(choices)}", f"{english}: only {', '.join(choices)}"
        )
    if isinstance(param.type, click.IntRange):
        least, most = param.type.min, param.type.max
        above, not_above = ("", "") if most is None else (f"、不大于 {most}", f", not above {most}")
        return Words(
            f"{chinese}：要写不小于 {least}{above} 的整数",
            f"{english}: only a whole number not below {least}{not_above}",
        )
    return Words(f"{chinese}：{error.message}", f"{english}: {error.message}")
