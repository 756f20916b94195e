"""``citelaw baseline``: write down what a round of checking found, for the next (基线).

A sub-command is one module here with the constant ``COMMAND``, as in ``citelaw.commands``.
"""

from __future__ import annotations

import click

from citelaw.commands import LazyGroup


@click.group(cls=LazyGroup, package=__name__, short_help="Keep the findings of a round.")
def baseline() -> None:
    """Write down the findings of a round, so that the next says what is new, unchanged and fixed.

    `citelaw check --baseline FILE` compares. Reasons why a finding stays are written into the file
    and are kept.
    """


COMMAND = baseline
