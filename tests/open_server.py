"""A client of a real ``citelaw server`` process: plain JSON over its pipes, nothing in between."""

import json
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
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


class Client:
    """What an editor does, one step after the other.

    ``said`` are the messages of the server so far, in their order; ``answers`` what it is answered
    where it asks something, by the method, and ``offered`` what the server can do.
    """

    def __init__(self, process: "subprocess.Popen[bytes]") -> None:
        self.process = process
        self.said: list[Json] = []
        self.offered: Json = {}
        self.answers: dict[str, Callable[[Json], Any]] = {}
        self._arrived: queue.Queue[Json | None] = queue.Queue()
        self._replies: dict[int, Json] = {}
        self._number = 0
        threading.Thread(target=self._read, daemon=True).start()

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
def served(*arguments: str, folder: Path | None = None, **environment: str) -> Iterator[Client]:
    """Yield a client that has not introduced itself yet; its server ends with the block."""
    command = [sys.executable, "-m", "citelaw", "server", *arguments]
    surroundings = {**os.environ, "PYTHONPATH": str(ROOT), **environment}
    process = subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=folder,
        env=surroundings,
    )
    assert process.stderr is not None
    errors: list[bytes] = []
    reader = threading.Thread(target=lambda: errors.extend(process.stderr or ()), daemon=True)
    reader.start()
    try:
        yield Client(process)
    finally:
        if process.stdin is not None and not process.stdin.closed:
            process.stdin.close()
        try:
            process.wait(SOON)
        finally:
            process.kill()
            process.wait()
            reader.join(SOON)
            for pipe in (process.stdout, process.stderr):
                if pipe is not None:
                    pipe.close()
            sys.stderr.write(b"".join(errors).decode("utf-8", "replace"))
