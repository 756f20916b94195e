"""``citelaw rule``: the manual page of a rule."""

from __future__ import annotations

import click

from citelaw.commands import _complete, _console, _options
from citelaw.errors import SettingsError


@click.command(short_help="Explain a rule.")
@click.argument("label", metavar="[CODE|NAME]", required=False, shell_complete=_complete.rule)
@click.option("--all", "every", is_flag=True, help="Explain every rule.")
@click.option(
    "--output-format",
    type=click.Choice(["text", "markdown", "json"]),
    default="text",
    show_default=True,
    help="text: for reading; markdown: for a page; json: for programs.",
)
@_options.output
def rule(label: str | None, every: bool, output_format: str, output: str | None) -> int:
    """Print the manual page (规则说明) of the rule CODE or NAME, with its examples.

    The beginning of codes (CL4) prints the pages of all that begin so.
    """
    from citelaw.manual import names, pages
    from citelaw.reporters import load_manual
    from citelaw.selection import OWN, Labels

    if (label is None) != every:
        raise click.UsageError("给出一条规则的编号或名称，或者用 --all")
    labels = Labels(names(), OWN)
    asked = None if every else labels.find(label or "")
    found = pages(asked)
    if not found:
        near = labels.nearest(label or "")
        hint = f"最接近的是 {near}；" if near else ""
        raise SettingsError(f"{label}：没有这条规则，{hint}citelaw rule --all 列出全部规则。")
    _console.write([load_manual(output_format).render(found)], output)
    return 0


COMMAND = rule
