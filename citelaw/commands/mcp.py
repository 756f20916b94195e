"""``citelaw mcp``: what assistants ask of citelaw."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from citelaw.commands import _console, _options, _serving
from citelaw.errors import CitelawError
from citelaw.words import Words

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

_EXTRA = frozenset({"mcp", "mcp_types", "anyio", "pydantic"})
"""The modules that the extra installs."""

_WAITS = Words(
    "等待助手（MCP 客户端）经标准输入输出通信，Ctrl-C 结束；接入方法见 docs/mcp.md。",
    "waiting for an assistant (an MCP client) on standard input and output, Ctrl-C ends it; "
    "docs/mcp.md tells how to add it to one.",
)


@click.command(short_help="Serve an assistant.")
@_options.database
@_options.as_of_if_given
def mcp(database: tuple[Path, ...], as_of: date | None) -> int:
    """Serve an assistant by the Model Context Protocol, over standard input and output.

    It offers the tools check_text, extract_citations, look_up_article and statute_history. No file
    is read but the database, and no configuration.

    Exit status: 0 the assistant ended it, 1 it is gone, 2 it could not start.
    """
    try:
        from citelaw.integrations.mcp.server import run  # lazy: 1 s
    except ModuleNotFoundError as error:
        if error.name is None or error.name.partition(".")[0] not in _EXTRA:
            raise
        raise CitelawError(
            "没有安装 MCP 服务所需的软件包，安装：pip install 'citelaw[mcp]'",
            "what the MCP server needs is not installed, install it: pip install 'citelaw[mcp]'",
        ) from None
    import signal

    from citelaw.library import Engine

    source, sink = _serving.streams()
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # a thread that waits for input hears of nothing
    if source.isatty():
        _console.complain(_WAITS)
    today = _options.today if as_of is None else lambda: as_of
    status = run(source, sink, Engine(database=database), today)
    _serving.leave(status)
    return status


COMMAND = mcp
