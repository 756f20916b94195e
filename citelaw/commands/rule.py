"""``citelaw rule``: the manual page of a rule."""

from __future__ import annotations

import inspect
import sys
from typing import TYPE_CHECKING

import click

from citelaw.commands import _console

if TYPE_CHECKING:
    from citelaw.model import Rule


@click.command(short_help="Explain a rule.")
@click.argument("label", metavar="[CODE|NAME]", required=False)
@click.option("--all", "every", is_flag=True, help="Explain every rule.")
def rule(label: str | None, every: bool) -> int:
    """Print the manual page (规则说明) of the rule CODE or NAME, with its examples."""
    from citelaw.rules import all_rules

    if (label is None) != every:
        raise click.UsageError("Give the code or name of one rule, or --all.")
    rules = [one for one in all_rules() if every or label in (one.code, one.name)]
    if not rules:
        raise click.UsageError(f"{label}: no such rule; `citelaw rule --all` shows them.")
    _console.write(["\n\n".join(page(one) for one in rules).encode() + b"\n"])
    return 0


def page(rule: Rule) -> str:
    """Return the manual page of ``rule``: its heading and the docstring of its module."""
    text = inspect.getdoc(sys.modules[rule.check.__module__]) or ""
    return f"{rule.code} {rule.name} ({rule.severity})\n\n{text}"


COMMAND = rule
