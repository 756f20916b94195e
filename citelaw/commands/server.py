"""``citelaw server``: what editors ask of citelaw while a list is written."""

from __future__ import annotations

import gc
import os
import sys

import click

from citelaw.commands import _console, _options


@click.command(short_help="Serve an editor.")
@click.option("--stdio", is_flag=True, help="Speak over standard input and output, as it does.")
@click.option("--log", type=click.Path(), metavar="FILE", help="Write what goes on to FILE.")
@click.option("-v", "--verbose", is_flag=True, help="Write every message to the log as well.")
def server(stdio: bool, log: str | None, verbose: bool) -> int:
    """Serve an editor by the Language Server Protocol (语言服务器), over standard input and output.

    Exit status: 0 the editor ended it in order, 1 the editor is gone, 2 it could not start.
    """
    import logging  # lazy: 8 ms

    logging.basicConfig(
        filename=log,
        level=logging.DEBUG if verbose else logging.WARNING,
        format="%(asctime)s %(name)s %(levelname)s %(message)s",
        encoding="utf-8" if log else None,
    )
    try:
        from citelaw.integrations.lsp.server import run  # lazy: 0.4 s
    except ModuleNotFoundError as error:
        if error.name is None or error.name.partition(".")[0] not in _EXTRA:
            raise
        raise click.UsageError(
            _console.said(
                "缺少语言服务器所需的软件包；运行 pip install 'citelaw[lsp]'",
                "what the server needs is not installed; run pip install 'citelaw[lsp]'",
            )
        ) from None
    gc.disable()  # garbage is collected when nobody waits for anything
    status = run(sys.stdin.buffer, sys.stdout.buffer, _options.today)
    sys.stderr.flush()
    logging.shutdown()
    os._exit(status)  # a thread that waits for input, or for a long check, would hold it up


_EXTRA = frozenset({"pygls", "lsprotocol", "cattrs", "attrs", "attr"})

COMMAND = server
