"""The command line (命令行): a group that finds its sub-commands by a walk and loads them late.

A sub-command is one module (or package) here with the constant ``COMMAND``; at its top it imports
click and helpers of this package only, so that ``citelaw --help`` stays as fast as click itself. A
command whose name is a word of Python has a module with ``_`` behind it (``import_``).
"""

from __future__ import annotations

import gc
import re
import sys
from typing import Any

import click

from citelaw.commands import _console
from citelaw.discovery import load, module_names
from citelaw.errors import CitelawError, why
from citelaw.version import __version__

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
        """Return the sub-command that ``args`` begin with; a wrong name is said in Chinese."""
        known = self.list_commands(ctx)
        if args[0] not in known and not ctx.resilient_parsing:  # not while a shell completes
            ctx.fail(f"没有命令 {args[0]}，只有 {'、'.join(known)}")
        return super().resolve_command(ctx, args)


@click.group(
    cls=LazyGroup, package=__name__, context_settings={"help_option_names": ["-h", "--help"]}
)
@click.version_option(__version__, prog_name="citelaw")
def cli() -> None:
    """Extract and check the legal citations of Chinese government lists (权责清单法规引用校验)."""


def main() -> None:
    """Run the command line and leave with its exit status."""
    # Imports allocate much and free nothing; to look for garbage among it takes 20 ms.
    gc.set_threshold(1_000_000)
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run the command line on ``arguments`` and return its exit status.

    A sub-command returns its status: 0 or 1, and 2 where a file could not be read. What could not
    be done at all gives one line on standard error and 2, an interrupt 130.
    """
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


def _unnamed(error: OSError) -> str:
    """Return what failed where the system names no file; all else is caught where it happens."""
    if isinstance(error, FileNotFoundError):  # a path was to be seen from the working folder
        return _console.NO_FOLDER
    return f"标准输出：写不进去（{why(error)}）；换一个位置。"  # click's help, or the version


def _explain(error: click.ClickException) -> None:
    """Say in one line how the command was wrongly called; a bare group shows its help."""
    context = error.ctx if isinstance(error, click.UsageError) else None
    if context is not None and error.message == context.get_help():
        _console.tell(error.message)
        return
    command = context.command_path if context is not None else "citelaw"
    _console.complain(f"{_fault(error)}；用法见 {command} --help。")


def _fault(error: click.ClickException) -> str:
    """Return what is wrong in Chinese; click's own words for what hardly anyone meets."""
    if isinstance(error, click.NoSuchOption):
        return f"没有选项 {error.option_name}"
    if isinstance(error, click.BadOptionUsage):
        return f"选项 {error.option_name} 的值不对或者没有给出"
    if isinstance(error, click.BadParameter) and error.param is not None:
        option = isinstance(error.param, click.Option)
        name = "、".join(error.param.opts) if option else error.param.human_readable_name
        kind = error.param.type
        if isinstance(error, click.MissingParameter):
            return f"没有给出 {name}"
        if isinstance(kind, click.Choice):
            return f"{name}：只能是 {'、'.join(map(str, kind.choices))}"
        if isinstance(kind, click.IntRange):
            least = f"不小于 {kind.min}" + ("" if kind.max is None else f"、不大于 {kind.max}")
            return f"{name}：要写{least} 的整数"
        return f"{name}：{error.message}"
    extra = _EXTRA.fullmatch(error.message)
    return f"多出了 {extra[1]}" if extra else error.format_message().rstrip(".")
