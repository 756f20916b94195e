"""The server for assistants (``citelaw mcp``): which tools there are, and who answers a call."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any, BinaryIO

import anyio
from mcp.server.context import ServerRequestContext
from mcp.server.lowlevel import Server
from mcp.shared.exceptions import MCPError
from mcp_types import (
    INVALID_PARAMS,
    CallToolRequestParams,
    CallToolResult,
    ListToolsResult,
    PaginatedRequestParams,
    TextContent,
    ToolAnnotations,
)
from mcp_types import Tool as Offered

from citelaw.discovery import discover
from citelaw.errors import CitelawError
from citelaw.integrations.mcp import tools
from citelaw.integrations.mcp._arguments import input_schema, taken
from citelaw.integrations.mcp._tool import Desk, Tool
from citelaw.integrations.mcp._transport import serve
from citelaw.library import Engine
from citelaw.version import __version__

_INSTRUCTIONS = """\
citelaw checks citations of Chinese law (法规引用) against a database of statutes with their \
versions. It reads what a text cites and compares that with the database; it gives no legal \
advice.

Three things are kept apart, and must stay apart in what you tell the user:
- findings: citelaw claims that something is wrong, and says why and what is right;
- unknown (未核验): citelaw does not know the document or could not compare. That does not mean \
that the citation is wrong, nor that it is right. Never present it as an error, and never \
correct it;
- checked: compared in every part that the citation states.
"Nothing found" holds for what was checked only; read `verdict` and `counts`. The database ends \
on the days in `data.known_to`, and most of it holds no words of provisions: quote none from \
memory as if it came from here.\
"""
_AT_ONCE = 4
"""How many calls are worked on side by side; the others wait."""


def run(source: BinaryIO, sink: BinaryIO, engine: Engine, today: Callable[[], date]) -> int:
    """Serve the client behind ``source`` and ``sink``; return the exit status.

    Args:
        source: what it sends.
        sink: where it reads.
        engine: what answers; its database is opened here, before the first message.
        today: tells what day it is.

    Raises:
        RegistryError: the database cannot be opened.
    """
    desk = Desk(engine.prepare(), today)
    status = 0
    try:
        anyio.run(serve, made(desk), source, sink)
    except* (OSError, anyio.BrokenResourceError):  # the client reads no more
        status = 1
    return status


def made(desk: Desk) -> Server[Any]:
    """Return the server, with all that it answers.

    Work is done in threads, so that the server hears a client while a long text is checked.
    """
    offered = discover(tools, "TOOL", Tool)
    pool = ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="citelaw")

    async def list_tools(
        context: ServerRequestContext[Any], params: PaginatedRequestParams | None
    ) -> ListToolsResult:
        return ListToolsResult(tools=[_described(name, one) for name, one in offered.items()])

    async def call_tool(
        context: ServerRequestContext[Any], params: CallToolRequestParams
    ) -> CallToolResult:
        tool = offered.get(params.name)
        if tool is None:
            reason = f"没有这个工具，只有 {'、'.join(offered)}。 There is no such tool."
            raise MCPError(INVALID_PARAMS, reason)
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(pool, _answered, desk, tool, params.arguments or {})

    return Server(
        "citelaw",
        version=__version__,
        title="citelaw 法规引用校验",
        instructions=_INSTRUCTIONS,
        on_list_tools=list_tools,
        on_call_tool=call_tool,
    )


def _described(name: str, tool: Tool) -> Offered:
    return Offered(
        name=name,
        title=tool.title,
        description=tool.description,
        input_schema=input_schema(tool.parameters),
        output_schema=tool.output(),
        annotations=ToolAnnotations(
            read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False
        ),
    )


def _answered(desk: Desk, tool: Tool, arguments: Mapping[str, Any]) -> CallToolResult:
    """Return what a tool answers; what is wrong with a call is an answer as well."""
    try:
        answer = tool.answer(desk, taken(tool.parameters, arguments))
    except CitelawError as error:
        said = dict.fromkeys((error.words.chinese, error.words.english))
        return CallToolResult(content=[TextContent(text="\n".join(said))], is_error=True)
    text = (answer.summary.chinese, answer.details, desk.state_in_words(answer.as_of))
    return CallToolResult(
        content=[TextContent(text="\n\n".join(filter(None, text)))],
        structured_content={
            "verdict": answer.verdict,
            "summary": answer.summary.chinese,
            "summary_en": answer.summary.english,
            **answer.fields,
            "data": desk.state(answer.as_of),
        },
    )
