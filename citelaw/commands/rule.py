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
    from citelaw.reporters import load_manual
    from citelaw.rules import all_rules, page_of
    from citelaw.suppression import labels

    if (label is None) != every:
        raise click.UsageError("给出一条规则的编号或名称，或者用 --all")
    asked = labels().find(label or "")
    rules = [one for one in all_rules() if every or one.code in asked]
    if not rules:
        near = labels().nearest(label or "")
        hint = f"最接近的是 {near}；" if near else ""
        raise SettingsError(f"{label}：没有这条规则，{hint}citelaw rule --all 列出全部规则。")
    pages = [page_of(one) for one in rules]
    _console.write([load_manual(output_format).render(pages)], output)
    return 0


COMMAND = rule
