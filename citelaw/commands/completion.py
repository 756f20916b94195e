"""``citelaw completion``: the script by which a shell completes commands, options and rules."""

from __future__ import annotations

import os

import click

from citelaw.commands import _console

SCRIPTS = os.path.join(os.path.dirname(__file__), "_shells")
"""The scripts: they ask citelaw with the variable ``_CITELAW_COMPLETE``, and click answers."""


@click.command(short_help="Print a script for the shell.")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> int:
    r"""Print the script by which bash (4.4 or later), zsh or fish completes citelaw.

    \b
    bash: citelaw completion bash > ~/.local/share/bash-completion/completions/citelaw
    zsh:  citelaw completion zsh > DIR/_citelaw, where DIR is one of $fpath
    fish: citelaw completion fish > ~/.config/fish/completions/citelaw.fish

    For one session: eval "$(citelaw completion bash)", or citelaw completion fish | source.
    """
    with open(os.path.join(SCRIPTS, f"citelaw.{shell}"), "rb") as file:
        _console.write([file.read()])
    return 0


COMMAND = completion
