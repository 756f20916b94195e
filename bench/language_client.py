"""A client of ``citelaw server`` over its standard streams, for bench/editing.py and tests.

It knows the protocol and nothing of citelaw: lines, units and edits are worked out here anew.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from queue import Empty, Queue
from threading import Thread
from typing import Any, NamedTuple, Self

from written import Edit

LINE_END = re.compile(r"\r\n|\n|\r")
UNITS = {"utf-8": ("utf-8", 1), "utf-16": ("utf-16-le", 2), "utf-32": ("utf-32-le", 4)}
PATIENCE = 120.0
"""Seconds after which an answer will not come any more."""


class Arrived(NamedTuple):
    """Diagnostics of a version, and the moment (``time.perf_counter``) when they were there."""

    version: int | None
    diagnostics: list[dict[str, Any]]
    moment: float


class ServerError(Exception):
    """The server answered with an error, or not at all."""


def units(text: str, encoding: str) -> int:
    """Return the length of ``text`` in the units of a position encoding."""
    codec, width = UNITS[encoding]
    return len(text.encode(codec)) // width


class Document:
    """A text that is open in the client; ``encoding`` is what its positions count."""

    def __init__(self, uri: str, text: str, encoding: str) -> None:
        self.uri = uri
        self.text = text
        self.version = 1
        self.encoding = encoding

    def position(self, offset: int) -> dict[str, int]:
        """Return where the character at ``offset`` stands."""
        line, start = 0, 0
        for found in LINE_END.finditer(self.text, 0, offset):
            line, start = line + 1, found.end()
        return {"line": line, "character": units(self.text[start:offset], self.encoding)}

    def range(self, start: int, end: int) -> dict[str, Any]:
        """Return the range of the characters from ``start`` to ``end``."""
        return {"start": self.position(start), "end": self.position(end)}

    def offset(self, position: Mapping[str, int]) -> int:
        """Return the offset of a place that the server named."""
        starts = [0, *(found.end() for found in LINE_END.finditer(self.text))]
        rest = self.text[starts[position["line"]] :]
        codec, width = UNITS[self.encoding]
        return starts[position["line"]] + len(
            rest[: position["character"]]
            .encode(codec)[: position["character"] * width]
            .decode(codec)
        )

    def words(self, given: Mapping[str, Any]) -> str:
        """Return the text of a range that the server named."""
        return self.text[self.offset(given["start"]) : self.offset(given["end"])]


class Client:
    """A server process, started in ``folder``, and what it says.

    Args:
        folder: what the editor has open.
        encoding: the only position encoding that the client knows, beside UTF-16.
        pull: whether diagnostics are asked for; else they are waited for.
        options: the settings ``citelaw.*``, by their names without that.
    """

    def __init__(
        self,
        folder: Path,
        *,
        encoding: str = "utf-16",
        pull: bool = True,
        options: Mapping[str, Any] | None = None,
        capabilities: Mapping[str, Any] | None = None,
    ) -> None:
        self.folder = folder
        self.pull = pull
        self.started = time.perf_counter()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "citelaw", "server"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=folder,
            env=os.environ,
        )
        self.published: dict[str, Arrived] = {}
        self.notified: list[dict[str, Any]] = []
        self._answers: dict[int, tuple[dict[str, Any], float]] = {}
        self._queue: Queue[tuple[bytes, float]] = Queue()
        self._next = 0
        self._listener = Thread(target=self._listen, daemon=True)
        self._listener.start()
        result = self.request("initialize", self._hello(encoding, options, capabilities))
        self.capabilities: dict[str, Any] = result["capabilities"]
        self.encoding = str(self.capabilities.get("positionEncoding", "utf-16"))
        self.notify("initialized", {})

    def _hello(
        self,
        encoding: str,
        options: Mapping[str, Any] | None,
        capabilities: Mapping[str, Any] | None,
    ) -> dict[str, Any]:
        able: dict[str, Any] = defaultdict(dict, capabilities or {})
        able["general"] = {"positionEncodings": [encoding]}
        document = dict(able["textDocument"])
        document["publishDiagnostics"] = {"versionSupport": True, "relatedInformation": True}
        if self.pull:
            document["diagnostic"] = {"dynamicRegistration": False}
        able["textDocument"] = document
        uri = self.folder.as_uri()
        return {
            "processId": os.getpid(),
            "rootUri": uri,
            "workspaceFolders": [{"uri": uri, "name": self.folder.name}],
            "capabilities": able,
            "initializationOptions": dict(options or {}),
        }

    # ------------------------------------------------------------ messages

    def _listen(self) -> None:
        """Put what arrives on the queue, with the moment; an empty message is the end."""
        output = self.process.stdout
        assert output is not None
        while True:
            length = 0
            while (line := output.readline()) not in (b"\r\n", b""):
                name, _, value = line.partition(b":")
                length = int(value) if name.lower() == b"content-length" else length
            body = output.read(length)
            self._queue.put((body, time.perf_counter()))
            if not line:
                return

    def _send(self, message: Mapping[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        pipe = self.process.stdin
        assert pipe is not None
        pipe.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        pipe.flush()

    def _take(self, deadline: float) -> None:
        """Take in one message.

        Raises:
            ServerError: none came in time, or the process ended.
        """
        try:
            body, moment = self._queue.get(timeout=max(deadline - time.perf_counter(), 0.001))
        except Empty:
            raise ServerError("no answer") from None
        if not body:
            raise ServerError(f"the server ended with status {self.process.wait(10)}")
        message = json.loads(body)
        method = message.get("method")
        if method is None:
            self._answers[message["id"]] = (message, moment)
        elif "id" in message:
            items = message.get("params", {}).get("items", ())
            asked = method == "workspace/configuration"
            self._send({"id": message["id"], "result": [None for _ in items] if asked else None})
        elif method == "textDocument/publishDiagnostics":
            given = message["params"]
            arrived = Arrived(given.get("version"), given["diagnostics"], moment)
            self.published[given["uri"]] = arrived
        else:
            self.notified.append(message)

    def notify(self, method: str, params: Mapping[str, Any]) -> None:
        """Tell the server something."""
        self._send({"method": method, "params": params})

    def asked(self, method: str, params: Any) -> tuple[Any, float]:
        """Ask the server, and return its answer and the moment when it was there."""
        self._next += 1
        self._send({"id": self._next, "method": method, "params": params})
        deadline = time.perf_counter() + PATIENCE
        while self._next not in self._answers:
            self._take(deadline)
        message, moment = self._answers.pop(self._next)
        if "error" in message:
            raise ServerError(message["error"]["message"])
        return message["result"], moment

    def request(self, method: str, params: Any) -> Any:
        """Ask the server, and return its answer."""
        return self.asked(method, params)[0]

    # ------------------------------------------------------------ documents

    def open(self, name: str, text: str) -> Document:
        """Open a file of the folder with that text, whether it is on the disk or not."""
        document = Document((self.folder / name).as_uri(), text, self.encoding)
        item = {"uri": document.uri, "languageId": "plaintext", "version": 1, "text": text}
        self.notify("textDocument/didOpen", {"textDocument": item})
        return document

    def close(self, document: Document) -> None:
        """Close a document."""
        self.notify("textDocument/didClose", {"textDocument": {"uri": document.uri}})
        self.published.pop(document.uri, None)

    def change(self, document: Document, edits: Iterable[Edit]) -> float:
        """Send edits, one after the other, as one change; return the moment when it was sent."""
        changes: list[dict[str, Any]] = []
        for edit in edits:
            given = document.range(edit.start, edit.end)
            changes.append({"range": given, "text": edit.text})
            document.text = edit.applied(document.text)
        document.version += 1
        named = {"uri": document.uri, "version": document.version}
        moment = time.perf_counter()
        self.notify("textDocument/didChange", {"textDocument": named, "contentChanges": changes})
        return moment

    def diagnostics(self, document: Document) -> Arrived:
        """Return the diagnostics of the document as it stands, asked for or waited for."""
        if self.pull:
            params = {"textDocument": {"uri": document.uri}}
            answer, moment = self.asked("textDocument/diagnostic", params)
            return Arrived(document.version, answer["items"], moment)
        deadline = time.perf_counter() + PATIENCE
        while True:
            last = self.published.get(document.uri)
            if last is not None and last.version == document.version:
                return last
            self._take(deadline)

    def memory(self) -> float:
        """Return the memory that the server takes, in MB (Linux)."""
        status = Path(f"/proc/{self.process.pid}/status").read_text("utf-8")
        return int(status.partition("VmRSS:")[2].split()[0]) / 1024

    def work(self) -> float:
        """Return the seconds that the server has computed (Linux), however busy the machine is."""
        status = Path(f"/proc/{self.process.pid}/stat").read_text("utf-8")
        fields = status.rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def stop(self) -> int:
        """Have the server shut down, and return its exit status."""
        self.request("shutdown", None)
        self.notify("exit", {})
        return self.process.wait(10)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """End the server, in whatever state it is."""
        self.process.kill()
        self.process.wait()
        self._listener.join()
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe is not None:
                pipe.close()


def findings(diagnostics: Sequence[Mapping[str, Any]]) -> list[str]:
    """Return diagnostics in an order of their own, to compare them."""
    return sorted(json.dumps(one, ensure_ascii=False, sort_keys=True) for one in diagnostics)
