"""The protocol over standard input and output, as the server wants it of pygls.

Beside what pygls does: documents are kept by ``_documents``; input is read by a thread of its own,
whole messages at a time; what is no message is answered; requests before ``initialize`` and after
``shutdown`` are refused; the exit status is that of the specification.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import re
import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import TYPE_CHECKING, Any, BinaryIO

from lsprotocol import types
from pygls.exceptions import (
    JsonRpcContentModified,
    JsonRpcException,
    JsonRpcInvalidRequest,
    JsonRpcParseError,
    JsonRpcServerNotInitialized,
)
from pygls.io_ import StdoutWriter
from pygls.lsp.server import LanguageServer
from pygls.protocol import LanguageServerProtocol, lsp_method
from pygls.protocol.json_rpc import MsgId

if TYPE_CHECKING:
    from citelaw.integrations.lsp._session import Session

log = logging.getLogger(__name__)

_LENGTH = re.compile(rb"content-length[ \t]*:[ \t]*(\d{1,10})[ \t]*\r?\n", re.IGNORECASE)
SERVER_CANCELLED = -32802
"""The answer to a request that the server need not answer (LSP 3.17)."""
_OVERTAKEN = (JsonRpcContentModified.CODE, SERVER_CANCELLED)


class Protocol(LanguageServerProtocol):
    """What is done with each message; ``session`` keeps the documents."""

    session: Session
    status: int | None = None
    """The exit status, once the client wants the server to end."""
    hang_up: Callable[[], None]
    """Ends the server as if the client had closed its pipe."""

    @lsp_method(types.TEXT_DOCUMENT_DID_OPEN)
    def lsp_text_document__did_open(self, params: types.DidOpenTextDocumentParams) -> None:
        """Take a document in."""
        self.session.opened(params.text_document)

    @lsp_method(types.TEXT_DOCUMENT_DID_CHANGE)
    def lsp_text_document__did_change(self, params: types.DidChangeTextDocumentParams) -> None:
        """Change a document."""
        self.session.changed(params)

    @lsp_method(types.TEXT_DOCUMENT_DID_CLOSE)
    def lsp_text_document__did_close(self, params: types.DidCloseTextDocumentParams) -> None:
        """Forget a document."""
        self.session.closed(params.text_document.uri)

    @lsp_method(types.EXIT)
    def lsp_exit(self, *args: object) -> None:  # type: ignore[override]
        """Take note that the client wants the server to end."""
        self.status = 0 if self._shutdown else 1

    def _send_handler_result(self, future: Future[Any], *, msg_id: MsgId) -> None:
        """Answer a request; that it need not be answered any more is no fault to be logged."""
        error = None if future.cancelled() else future.exception()
        if isinstance(error, JsonRpcException) and error.code in _OVERTAKEN:
            self._request_futures.pop(msg_id, None)
            self._send_response(msg_id, error=error.to_response_error())
        else:
            super()._send_handler_result(future, msg_id=msg_id)

    def receive(self, body: bytes) -> None:
        """Handle what was read; what is no message, or comes at the wrong time, is answered so."""
        try:
            data = json.loads(body)
        except (ValueError, RecursionError) as error:
            log.error("no JSON: %s", error)
            self._refuse(None, JsonRpcParseError("no JSON"))
            return
        if not isinstance(data, dict) or data.get("jsonrpc") != self.VERSION:
            self._refuse(None, JsonRpcInvalidRequest("no message of JSON-RPC 2.0"))
            return
        try:
            self._demand_timely(data.get("method"))
            message = self.structure_message(data)
        except JsonRpcException as error:
            if "method" in data and "id" in data:
                self._refuse(data["id"], error)
            elif "id" in data:  # an answer, for which something waits
                self._handle_response(data["id"], error=error.to_response_error())
            elif data.get("method") == types.TEXT_DOCUMENT_DID_CHANGE:
                self.session.lost(_uri_in(data.get("params")))
            return
        self.handle_message(message)

    def _demand_timely(self, method: object) -> None:
        """Demand that a message comes at its time.

        Raises:
            JsonRpcException: it comes before ``initialize``, or after ``shutdown``.
        """
        if method is None or method == types.EXIT:
            return
        if self._shutdown:
            raise JsonRpcInvalidRequest("the server was told to shut down")
        if self._workspace is None and method != types.INITIALIZE:
            raise JsonRpcServerNotInitialized("initialize comes first")

    def _refuse(self, request: object, error: JsonRpcException) -> None:
        """Answer a request, or (None) what is none, with an error."""
        told = {"code": error.code, "message": error.message}
        self._send_data({"jsonrpc": self.VERSION, "id": request, "error": told})


def _uri_in(params: object) -> str:
    """Return which document parameters are about, however wrong they are otherwise."""
    document = params.get("textDocument") if isinstance(params, dict) else None
    uri = document.get("uri") if isinstance(document, dict) else None
    return uri if isinstance(uri, str) else ""


def serve(server: LanguageServer, source: BinaryIO, sink: BinaryIO) -> int:
    """Speak with a client until it ends the server or is gone; return the exit status."""
    protocol = server.protocol
    assert isinstance(protocol, Protocol)
    protocol.set_writer(StdoutWriter(sink))
    try:
        return asyncio.run(_served(protocol, source))
    except BrokenPipeError:
        return 1


async def _served(protocol: Protocol, source: BinaryIO) -> int:
    loop = asyncio.get_running_loop()
    messages: asyncio.Queue[bytes | None] = asyncio.Queue()
    protocol.hang_up = lambda: messages.put_nowait(None)

    def read() -> None:
        with contextlib.suppress(RuntimeError):  # the loop has ended before the client
            while (body := read_message(source)) is not None:
                loop.call_soon_threadsafe(messages.put_nowait, body)
            loop.call_soon_threadsafe(messages.put_nowait, None)

    threading.Thread(target=read, name="input", daemon=True).start()
    while protocol.status is None:
        body = await messages.get()
        if body is None:  # the client is gone
            return 0 if protocol._shutdown else 1
        protocol.receive(body)
        await asyncio.sleep(0)  # what was asked begins before the text changes
    return protocol.status


def read_message(source: BinaryIO) -> bytes | None:
    """Return the content of the next message, None where there is none any more.

    Lines that are no header are passed over.
    """
    length = 0
    while True:
        line = source.readline(4096)
        if not line:
            return None
        found = _LENGTH.fullmatch(line)
        if found is not None:
            length = int(found[1])
        elif not line.strip() and length:
            body = source.read(length)
            return body if len(body) == length else None
