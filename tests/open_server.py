"""A client of ``citelaw server``: plain JSON over its pipes, nothing in between."""

import json
import os
import queue
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
SOON = 20.0
"""Seconds after which an answer is given up; nothing waits so long where all is well."""
A_WHILE = 0.6
"""Seconds in which what must not come would have come."""

Json = dict[str, Any]

PUSH: Json = {"textDocument": {"publishDiagnostics": {"relatedInformation": True}}}
PULL: Json = {
    "textDocument": {
        "diagnostic": {"dynamicRegistration": False},
        "publishDiagnostics": {"relatedInformation": True, "dataSupport": True},
    },
    "workspace": {"diagnostics": {"refreshSupport": True}},
}


class RefusedError(Exception):
    """The server answers a request with an error."""

    def __init__(self, error: Json) -> None:
        super().__init__(error["message"])
        self.code: int = error["code"]
        self.data: Any = error.get("data")


class Inside:
    """The server in a thread of this process, where it need not be loaded anew."""

    def __init__(self) -> None:
        from citelaw.integrations.lsp.server import run  # lazy: 0.4 s

        source, to_server = os.pipe()
        from_server, sink = os.pipe()
        self.stdin = os.fdopen(to_server, "wb")
        self.stdout = os.fdopen(from_server, "rb")
        self._ends = os.fdopen(source, "rb"), os.fdopen(sink, "wb")
        self._thread = threading.Thread(target=self._serve, args=(run,), daemon=True)
        self._has_ended = threading.Event()
        self._status = -1
        self._thread.start()

    def _serve(self, run: Callable[..., int]) -> None:
        source, sink = self._ends
        self._status = run(source, sink, date.today)
        sink.close()
        self._has_ended.set()
        with source:  # what reads it besides ends with it
            while source.read(1 << 16):
                pass

    def wait(self, seconds: float) -> int:
        """Return the exit status when the server has ended."""
        assert self._has_ended.wait(seconds), "the server does not end"
        if self.stdin.closed:
            self._thread.join(seconds)
        return self._status


class Client:
    """What an editor does, one step after the other.

    ``said`` are the messages of the server so far, in their order; ``answers`` what it is answered
    where it asks something, by the method, and ``offered`` what the server can do.
    """

    def __init__(self, process: "subprocess.Popen[bytes] | Inside") -> None:
        self.process = process
        self.said: list[Json] = []
        self.offered: Json = {}
        self.answers: dict[str, Callable[[Json], Any]] = {}
        self._arrived: queue.Queue[Json | None] = queue.Queue()
        self._replies: dict[int, Json] = {}
        self._number = 0
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def leave(self) -> int:
        """Close the pipes; return the exit status of the server."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        with suppress(BrokenPipeError):
            self.process.stdin.close()
        status: int = self.process.wait(SOON)
        self._reader.join(SOON)
        self.process.stdout.close()
        return status

    # ------------------------------------------------------------ messages

    def _read(self) -> None:
        output = self.process.stdout
        assert output is not None
        length = 0
        while line := output.readline():
            name, _, value = line.decode("ascii").partition(":")
            if name == "Content-Length":
                length = int(value)
            elif not line.strip():
                self._arrived.put(json.loads(output.read(length)))
        self._arrived.put(None)

    def write(self, content: bytes) -> None:
        """Send bytes as they are."""
        assert self.process.stdin is not None
        self.process.stdin.write(content)
        self.process.stdin.flush()

    def send(self, **message: Any) -> None:
        """Send a message."""
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))

    def notify(self, method: str, **params: Any) -> None:
        """Send a notification."""
        self.send(method=method, params=params)

    def begin(self, method: str, params: Any = None) -> int:
        """Send a request; return its number."""
        self._number += 1
        self.send(id=self._number, method=method, params=params)
        return self._number

    def reply(self, number: int) -> Any:
        """Return the answer to a request.

        Raises:
            RefusedError: it is an error.
        """
        while number not in self._replies:
            self._take(SOON)
        answer = self._replies.pop(number)
        if "error" in answer:
            raise RefusedError(answer["error"])
        return answer["result"]

    def request(self, method: str, params: Any = None) -> Any:
        """Send a request and return the answer."""
        return self.reply(self.begin(method, params))

    def _take(self, seconds: float) -> Json:
        """Take in the next message, and answer it where it asks something."""
        message = self._arrived.get(timeout=seconds)
        if message is None:
            raise EOFError("the server is gone")
        self.said.append(message)
        if "method" not in message:
            self._replies[message["id"]] = message
        elif "id" in message:
            answer = self.answers.get(message["method"], lambda params: None)
            self.send(id=message["id"], result=answer(message.get("params")))
        return message

    def wait(self, method: str, fits: Callable[[Any], bool] = bool, since: int = 0) -> Any:
        """Return the parameters of the next message ``method`` that fits, or of one since then."""
        while True:
            for at in range(since, len(self.said)):
                one = self.said[at]
                if one.get("method") == method and fits(one.get("params") or {"": None}):
                    return one.get("params")
            since = len(self.said)
            self._take(SOON)

    def listen(self, seconds: float = A_WHILE) -> None:
        """Take in what comes within so many seconds."""
        while True:
            try:
                self._take(seconds)
            except queue.Empty:
                return

    def all_said(self, method: str) -> list[Any]:
        """Return the parameters of all messages ``method`` so far."""
        return [one.get("params") for one in self.said if one.get("method") == method]

    # ------------------------------------------------------------ what editors do

    def initialize(self, capabilities: Json, **others: Any) -> Json:
        """Introduce the client; return what the server can do."""
        params = {"processId": os.getpid(), "rootUri": None, "capabilities": capabilities, **others}
        result: Json = self.request("initialize", params)
        self.notify("initialized")
        self.offered = result["capabilities"]
        return result

    def open(self, uri: str, text: str, version: int = 1) -> int:
        """Open a document; return how many messages had come before."""
        document = {"uri": uri, "languageId": "plaintext", "version": version, "text": text}
        self.notify("textDocument/didOpen", textDocument=document)
        return len(self.said)

    def change(self, uri: str, version: int, *changes: Json) -> int:
        """Change a document; return how many messages had come before."""
        document = {"uri": uri, "version": version}
        self.notify("textDocument/didChange", textDocument=document, contentChanges=changes)
        return len(self.said)

    def save(self, uri: str) -> int:
        """Save a document; return how many messages had come before."""
        self.notify("textDocument/didSave", textDocument={"uri": uri})
        return len(self.said)

    def close(self, uri: str) -> int:
        """Close a document; return how many messages had come before."""
        self.notify("textDocument/didClose", textDocument={"uri": uri})
        return len(self.said)

    def pushed(self, uri: str, version: int | None = None, since: int = 0) -> list[Json]:
        """Return the findings that the server sends of a document, or of that version of it."""

        def fits(params: Json) -> bool:
            return params["uri"] == uri and version in (None, params.get("version"))

        found: list[Json] = self.wait("textDocument/publishDiagnostics", fits, since)["diagnostics"]
        return found

    def pull(self, uri: str, previous: str | None = None) -> Json:
        """Ask for the findings of a document."""
        params: Json = {"textDocument": {"uri": uri}}
        if previous is not None:
            params["previousResultId"] = previous
        result: Json = self.request("textDocument/diagnostic", params)
        return result

    def end(self) -> int:
        """End the server as the specification wants; return its exit status."""
        self.request("shutdown")
        self.send(method="exit")
        return self.process.wait(SOON)


@contextmanager
def serving() -> Iterator[Client]:
    """Yield a client of a server in this process, which ends with the block."""
    client = Client(Inside())
    try:
        yield client
    finally:
        client.leave()


@contextmanager
def served(*arguments: str, folder: Path | None = None, **environment: str) -> Iterator[Client]:
    """Yield a client of a server process, which ends with the block."""
    with tempfile.TemporaryFile() as errors:
        process = subprocess.Popen(
            [sys.executable, "-m", "citelaw", "server", *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            cwd=folder,
            env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        )
        client = Client(process)
        try:
            yield client
        finally:
            try:
                client.leave()
            finally:
                process.kill()
                process.wait()
                errors.seek(0)
                sys.stderr.write(errors.read().decode("utf-8", "replace"))
