"""``citelaw rule``: the manual page of a rule."""

from __future__ import annotations

import inspect
import sys
from typing import TYPE_CHECKING

import click

from citelaw.commands import _console
from citelaw.errors import SettingsError

if TYPE_CHECKING:
    from citelaw.model import Rule


@click.command(short_help="Explain a rule.")
@click.argument("label", metavar="[CODE|NAME]", required=False)
@click.option("--all", "every", is_flag=True, help="Explain every rule.")
def rule(label: str | None, every: bool) -> int:
    """Print the manual page (规则说明) of the rule CODE or NAME, with its examples."""
    from citelaw.rules import all_rules

    if (label is None) != every:
        raise click.UsageError("给出一条规则的编号或名称，或者用 --all")
    rules = [one for one in all_rules() if every or label in (one.code, one.name)]
    if not rules:
        raise SettingsError(f"{label}：没有这条规则；citelaw rule --all 列出全部规则。")
    _console.write(["\n\n".join(page(one) for one in rules).encode() + b"\n"])
    return 0


def page(rule: Rule) -> str:
    """Return the manual page of ``rule``: its heading and the docstring of its module."""
    text = inspect.getdoc(sys.modules[rule.check.__module__]) or ""
    return f"{rule.code} {rule.name} ({rule.severity})\n\n{text}"


COMMAND = rule
