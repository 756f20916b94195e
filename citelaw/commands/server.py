"""``citelaw server``: what editors ask of citelaw while a list is written."""

from __future__ import annotations

import gc

import click

from citelaw.commands import _options, _serving
from citelaw.errors import CitelawError, ReportError, why

_EXTRA = frozenset({"pygls", "lsprotocol", "cattrs", "attrs", "attr"})
"""The modules that the extra installs."""


@click.command(short_help="Serve an editor.")
@click.option("--stdio", is_flag=True, help="Speak over standard input and output, as it does.")
@click.option("--log", type=click.Path(), metavar="FILE", help="Write what goes wrong to FILE.")
@click.option("-v", "--verbose", is_flag=True, help="Write every message to the log as well.")
@click.option("--clientProcessId", "parent", type=int, hidden=True)
def server(stdio: bool, log: str | None, verbose: bool, parent: int | None) -> int:
    """Serve an editor by the Language Server Protocol (语言服务器), over standard input and output.

    Exit status: 0 the editor ended it in order, 1 the editor is gone, 2 it could not start.
    """
    try:
        from citelaw.integrations.lsp.server import run  # lazy: 0.4 s
    except ModuleNotFoundError as error:
        if error.name is None or error.name.partition(".")[0] not in _EXTRA:
            raise
        raise CitelawError(
            "没有安装语言服务器所需的软件包，安装：pip install 'citelaw[lsp]'",
            "what the server needs is not installed, install it: pip install 'citelaw[lsp]'",
        ) from None
    _begin_log(log, verbose=verbose)
    source, sink = _serving.streams()
    gc.disable()  # garbage is collected when nobody waits for anything
    status = run(source, sink, _options.today, parent)
    _serving.leave(status)
    return status


def _begin_log(path: str | None, *, verbose: bool) -> None:
    """Have what goes wrong written to the file ``path``, by default to standard error.

    Raises:
        ReportError: the file cannot be written.
    """
    import logging  # lazy: 8 ms

    try:
        logging.basicConfig(
            filename=path,
            level=logging.DEBUG if verbose else logging.WARNING,
            format="%(asctime)s %(name)s %(levelname)s %(message)s",
            encoding="utf-8" if path is not None else None,
        )
    except OSError as error:
        reason = why(error)
        raise ReportError(
            f"{path}：日志写不进去（{reason.chinese}）；换一个位置。",
            f"{path}: the log cannot be written ({reason.english}); choose another place.",
        ) from error


COMMAND = server
