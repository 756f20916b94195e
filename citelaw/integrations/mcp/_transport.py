"""Messages over standard input and output: one JSON object a line, whatever a client sends.

The transport of the SDK passes over a line that it cannot read, and a client that waits for the
answer waits for ever. Here such a line is answered: too long, no JSON, no message of JSON-RPC. Half
a character (a lone surrogate) is let through, so that the tool says which argument holds it.
"""

from __future__ import annotations

import json
import re
from typing import Any, BinaryIO

import anyio
from anyio.streams.memory import MemoryObjectReceiveStream, MemoryObjectSendStream
from anyio.to_thread import run_sync
from mcp.server.lowlevel import Server
from mcp.shared.message import SessionMessage
from mcp_types import (
    INVALID_REQUEST,
    PARSE_ERROR,
    ErrorData,
    JSONRPCError,
    JSONRPCMessage,
    JSONRPCNotification,
)
from mcp_types.jsonrpc import jsonrpc_message_adapter

LONGEST_LINE = 16_000_000
"""Bytes of a message: JSON may take six for one of the text."""

_LOOKED_AT = 4_096
_ID = re.compile(rb'"id"\s*:\s*("[^"\\]{1,100}"|-?[0-9]{1,18})')

_Incoming = MemoryObjectSendStream[SessionMessage | Exception]
_Outgoing = MemoryObjectSendStream[SessionMessage]


class _UnreadableError(Exception):
    """A line that is no message; ``id`` is that of the request, None where it is not known."""

    def __init__(self, code: int, reason: str, request: str | int | None) -> None:
        super().__init__(reason)
        self.answer = SessionMessage(
            JSONRPCError(
                jsonrpc="2.0", id=request, error=ErrorData(code=code, message=reason, data=None)
            )
        )


async def serve(server: Server[Any], source: BinaryIO, sink: BinaryIO) -> None:
    """Serve the client behind ``source`` and ``sink`` until it closes ``source``.

    Raises:
        BaseExceptionGroup: of an ``OSError``: the client reads no more.
    """
    incoming, read = anyio.create_memory_object_stream[SessionMessage | Exception](0)
    write, outgoing = anyio.create_memory_object_stream[SessionMessage](0)
    async with anyio.create_task_group() as group:
        group.start_soon(_receive, source, incoming, write.clone())
        group.start_soon(_send, outgoing, sink)
        await server.run(read, write, server.create_initialization_options())
        group.cancel_scope.cancel()


async def _receive(source: BinaryIO, incoming: _Incoming, answers: _Outgoing) -> None:
    async with incoming, answers:
        while line := await run_sync(source.readline, LONGEST_LINE + 1, abandon_on_cancel=True):
            if not line.strip():
                continue
            try:
                if len(line) > LONGEST_LINE:
                    raise await run_sync(_too_long, source, line, abandon_on_cancel=True)
                message = _message(line)
            except _UnreadableError as error:
                await answers.send(error.answer)
            else:
                await incoming.send(SessionMessage(message))


def _too_long(source: BinaryIO, line: bytes) -> _UnreadableError:
    """Return what is said of a line that is too long, whose rest is passed over."""
    head, _, arguments = line[:_LOOKED_AT].partition(b'"params"')
    tail = line[-_LOOKED_AT:]
    while not line.endswith(b"\n") and (line := source.readline(LONGEST_LINE)):
        tail = (tail + line)[-_LOOKED_AT:]
    found = (_ID.findall(head) if arguments else []) or _ID.findall(tail)[-1:]
    reason = (
        f"消息超过 {LONGEST_LINE:,} 字节，没有处理。 The message has more than {LONGEST_LINE:,} "
    )
    request = json.loads(found[0]) if found else None
    return _UnreadableError(INVALID_REQUEST, reason + "bytes and was not looked at.", request)


def _message(line: bytes) -> JSONRPCMessage:
    """Return the message in a line.

    Raises:
        _UnreadableError: there is none.
    """
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        raise _UnreadableError(PARSE_ERROR, "不是 JSON。 This is no JSON.", None) from None
    request = found.get("id") if isinstance(found, dict) else None
    try:
        _demand_characters(found)
        message = jsonrpc_message_adapter.validate_python(found, by_name=False)
        if isinstance(message, JSONRPCNotification) and "id" in found:
            raise ValueError  # a request whose id is none: it would not be answered
        return message
    except (ValueError, RecursionError):
        reason = "不是 JSON-RPC 2.0 的消息。 This is no message of JSON-RPC 2.0."
        known = type(request) is int or (isinstance(request, str) and request.isprintable())
        raise _UnreadableError(INVALID_REQUEST, reason, request if known else None) from None


def _demand_characters(found: Any) -> None:
    """Demand that nothing but the arguments of a tool holds half a character.

    What answers repeat of a message (its id, the name of a method) could not be written.

    Raises:
        ValueError: something does.
    """
    if not isinstance(found, dict):
        return
    params = found.get("params")
    if isinstance(params, dict):
        params = {name: value for name, value in params.items() if name != "arguments"}
    json.dumps(found | {"params": params}, ensure_ascii=False).encode()


async def _send(outgoing: MemoryObjectReceiveStream[SessionMessage], sink: BinaryIO) -> None:
    def write(line: bytes) -> None:
        sink.write(line)
        sink.flush()

    async with outgoing:
        async for one in outgoing:
            text = one.message.model_dump_json(by_alias=True, exclude_unset=True)
            await run_sync(write, text.encode() + b"\n")
