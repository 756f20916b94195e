"""Does ``citelaw server`` keep to the protocol, with whatever client?"""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from open_server import PULL, PUSH, ROOT, SOON, Client, Json, RefusedError, served

from citelaw.integrations.lsp._documents import uri_of

WRONG = "依据《中华人民共和国青禾保险法》第三十条。"
RIGHT = "依据《中华人民共和国青禾保险法》第十条。"
PUBLISH = "textDocument/publishDiagnostics"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, database: Path) -> Path:
    """A folder whose lists are checked against the invented statutes."""
    made = tmp_path_factory.mktemp("lists")
    write(made / "citelaw.toml", database)
    return made


def write(path: Path, database: Path, more: str = "") -> None:
    path.write_text(f"databases = ['{database}']\nas-of = 2026-11-21\n{more}", "utf-8")


@pytest.fixture(scope="module")
def pushed(folder: Path) -> Iterator[Client]:
    """A client that is sent what is found."""
    with served(folder=folder) as client:
        client.initialize(PUSH)
        yield client
        assert client.end() == 0


@pytest.fixture(scope="module")
def pulling(folder: Path) -> Iterator[Client]:
    """A client that asks for what is found."""
    with served(folder=folder) as client:
        client.initialize(PULL)
        yield client
        assert client.end() == 0


@pytest.fixture
def uri(folder: Path, request: pytest.FixtureRequest) -> str:
    """A document of its own for each test."""
    return uri_of(folder / f"{abs(hash(request.node.name))}.txt")


def codes(items: list[Json]) -> list[str]:
    return [one["code"] for one in items]


def words(text: str, item: Json, encoding: str = "utf-16") -> str:
    """What of ``text`` an editor underlines."""
    units = {"utf-8": 1, "utf-16": 2, "utf-32": 4}[encoding]
    codec = encoding if units == 1 else f"{encoding}-le"
    lines = [
        line.encode(codec) for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    ]
    start, end = item["range"]["start"], item["range"]["end"]
    assert start["line"] == end["line"]
    return lines[start["line"]][start["character"] * units : end["character"] * units].decode(codec)


def at(line: int, start: int, end: int, text: str) -> Json:
    return {
        "range": {
            "start": {"line": line, "character": start},
            "end": {"line": line, "character": end},
        },
        "text": text,
    }


# ---------------------------------------------------------------- findings are sent


def test_what_is_found_is_sent_for_the_version_that_has_it(pushed: Client, uri: str) -> None:
    pushed.open(uri, WRONG, version=7)
    (one,) = pushed.pushed(uri, 7)
    assert (one["code"], one["source"], one["severity"]) == ("CL301", "citelaw", 1)
    assert words(WRONG, one) == "第三十条"
    assert "青禾保险法" in one["message"]


def test_what_is_mended_is_sent_as_nothing(pushed: Client, uri: str) -> None:
    pushed.open(uri, WRONG)
    assert pushed.pushed(uri, 1)
    pushed.change(uri, 2, at(0, 17, 19, ""))
    assert pushed.pushed(uri, 2) == []


def test_what_is_shown_of_a_document_goes_with_it(pushed: Client, uri: str) -> None:
    pushed.open(uri, WRONG)
    assert pushed.pushed(uri, 1)
    since = pushed.close(uri)
    assert pushed.pushed(uri, since=since) == []


def test_versions_that_are_typed_over_are_not_sent(pushed: Client, uri: str) -> None:
    pushed.open(uri, RIGHT)
    pushed.pushed(uri, 1)
    since = len(pushed.said)
    for version in range(2, 12):
        pushed.change(uri, version, at(0, 16, 16, "三"))
    pushed.pushed(uri, 11)
    pushed.listen()
    sent = [one for one in pushed.all_said(PUBLISH)[0:] if one["uri"] == uri]
    assert [one["version"] for one in sent] == [1, 11]
    assert since < len(pushed.said)


def test_documents_that_are_no_files_are_checked(pushed: Client) -> None:
    for uri in ("untitled:Untitled-1", "vscode-remote://ssh-remote%2Bbox/home/a/list.txt"):
        pushed.open(uri, "依据《中华人民共和国社会保险法》第九百条。")
        assert codes(pushed.pushed(uri, 1)) in (["CL301"], ["CL201"])
        pushed.close(uri)


# ---------------------------------------------------------------- findings are asked for


def test_a_client_that_asks_is_answered_and_sent_nothing(pulling: Client, uri: str) -> None:
    pulling.open(uri, WRONG)
    report = pulling.pull(uri)
    assert report["kind"] == "full"
    (one,) = report["items"]
    assert words(WRONG, one) == "第三十条"
    assert one["data"]["version"] == 1
    pulling.listen()
    assert pulling.all_said(PUBLISH) == []


def test_a_client_that_is_sent_findings_is_offered_no_other_way(folder: Path) -> None:
    with served(folder=folder) as client:
        assert "diagnosticProvider" not in client.initialize(PUSH)["capabilities"]
        client.end()


def test_what_is_known_already_is_not_sent_again(pulling: Client, uri: str) -> None:
    pulling.open(uri, f"{RIGHT}\n{WRONG}")
    first = pulling.pull(uri)
    again = pulling.pull(uri, first["resultId"])
    assert again == {"kind": "unchanged", "resultId": first["resultId"]}
    pulling.change(uri, 2, at(0, 0, 2, "根据"))
    assert pulling.pull(uri, first["resultId"])["kind"] == "unchanged"
    pulling.change(uri, 3, at(0, 0, 0, "\n"))
    moved = pulling.pull(uri, first["resultId"])
    assert moved["kind"] == "full"
    assert moved["items"][0]["range"]["start"]["line"] == 2


def test_of_two_questions_for_one_document_the_later_one_is_answered(
    pulling: Client, uri: str
) -> None:
    pulling.open(uri, RIGHT)
    pulling.pull(uri)
    params = {"textDocument": {"uri": uri}}
    pulling.change(uri, 2, at(0, 16, 16, "九"))
    early = pulling.begin("textDocument/diagnostic", params)
    pulling.change(uri, 3, at(0, 16, 16, "九"))
    late = pulling.begin("textDocument/diagnostic", params)
    with pytest.raises(RefusedError) as refused:
        pulling.reply(early)
    assert (refused.value.code, refused.value.data) == (-32802, {"retriggerRequest": False})
    assert pulling.reply(late)["kind"] == "full"


def test_a_question_that_is_taken_back_is_answered_as_that(pulling: Client, uri: str) -> None:
    pulling.open(uri, RIGHT)
    pulling.pull(uri)
    pulling.change(uri, 2, at(0, 16, 16, "九"))
    number = pulling.begin("textDocument/diagnostic", {"textDocument": {"uri": uri}})
    pulling.notify("$/cancelRequest", id=number)
    with pytest.raises(RefusedError) as refused:
        pulling.reply(number)
    assert refused.value.code == -32800


def test_of_a_document_that_is_not_open_nothing_is_found(pulling: Client) -> None:
    assert pulling.pull("file:///nowhere.txt") == {"kind": "full", "items": []}


# ---------------------------------------------------------------- units, lines, characters


@pytest.fixture(scope="module", params=["utf-8", "utf-16", "utf-32"])
def counting(folder: Path, request: pytest.FixtureRequest) -> Iterator[tuple[Client, str]]:
    """A client that counts characters in units of its own."""
    capabilities = {**PUSH, "general": {"positionEncodings": [request.param]}}
    with served(folder=folder) as client:
        offered = client.initialize(capabilities)["capabilities"]
        assert offered["positionEncoding"] == request.param
        yield client, request.param


@pytest.mark.parametrize(
    "before",
    [
        pytest.param("𠀋👨‍👩‍👧é", id="astral characters"),
        pytest.param("甲\f乙\v丙\x85丁\u2028戊", id="breaks that end no line"),
        pytest.param("甲\r\n乙\r丙\n", id="line ends of all kinds"),
        pytest.param("\ufeff甲\n", id="a byte-order mark"),
    ],
)
def test_the_right_words_are_underlined(
    counting: tuple[Client, str], before: str, uri: str
) -> None:
    client, encoding = counting
    text = f"{before}{WRONG}"
    client.open(uri, text)
    assert [words(text, one, encoding) for one in client.pushed(uri, 1)] == ["第三十条"]


def test_without_a_word_on_units_they_are_those_of_utf_16(folder: Path) -> None:
    with served(folder=folder) as client:
        assert client.initialize({})["capabilities"]["positionEncoding"] == "utf-16"


# ---------------------------------------------------------------- beginning and end


def test_the_version_and_what_the_server_can_do_are_said_before_anything_is_loaded() -> None:
    with served(CITELAW_DATA="/nonexistent") as client:
        result = client.initialize(PUSH)
        assert result["serverInfo"]["name"] == "citelaw"
        assert result["capabilities"]["textDocumentSync"]["change"] == 2
        assert result["capabilities"]["textDocumentSync"]["openClose"] is True


def test_before_initialize_and_after_shutdown_requests_are_refused() -> None:
    with served() as client:
        with pytest.raises(RefusedError) as refused:
            client.request("textDocument/hover", {})
        assert refused.value.code == -32002
        client.initialize(PUSH)
        client.request("shutdown")
        with pytest.raises(RefusedError) as refused:
            client.request("textDocument/hover", HOVER)
        assert refused.value.code == -32600
        client.send(method="exit")
        assert client.process.wait(SOON) == 0


HOVER = {"textDocument": {"uri": "file:///a.txt"}, "position": {"line": 0, "character": 0}}


def test_exit_without_shutdown_is_a_failure() -> None:
    with served() as client:
        client.initialize(PUSH)
        client.send(method="exit")
        assert client.process.wait(SOON) == 1


def test_a_client_that_is_gone_ends_the_server() -> None:
    with served() as client:
        client.initialize(PUSH)
        assert client.leave() == 1


@pytest.mark.skipif(sys.platform == "win32", reason="signals are of other systems")
def test_a_client_that_was_killed_ends_the_server_though_its_pipes_stay_open() -> None:
    editor = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    with editor, served() as client:
        client.initialize(PUSH, processId=editor.pid)
        os.kill(editor.pid, signal.SIGKILL)
        editor.wait()
        assert client.process.wait(SOON) == 1


@pytest.mark.parametrize(
    ("content", "code"),
    [
        pytest.param(b"{", -32700, id="no JSON"),
        pytest.param(b"\xff\xfe", -32700, id="no UTF-8"),
        pytest.param(b"[" * 5_000, -32700, id="too deep"),
        pytest.param(b"[]", -32600, id="no object"),
        pytest.param(b'{"a": 1}', -32600, id="no JSON-RPC"),
    ],
)
def test_what_is_no_message_is_answered_and_the_server_goes_on(
    pushed: Client, content: bytes, code: int
) -> None:
    since = len(pushed.said)
    pushed.write(b"Content-Length: %d\r\n\r\n%b" % (len(content), content))
    assert pushed.request("workspace/executeCommand", STATUS)
    errors = [one["error"]["code"] for one in pushed.said[since:] if one.get("id", 0) is None]
    assert errors == [code]


STATUS = {"command": "citelaw.server.status"}


def test_headers_in_any_case_and_order_are_read(pushed: Client) -> None:
    body = json.dumps(
        {"jsonrpc": "2.0", "id": 0, "method": "workspace/executeCommand", "params": STATUS}
    )
    kind = "Content-Type: application/vscode-jsonrpc; charset=utf-8"
    pushed.write(f"{kind}\r\ncontent-length:{len(body)}\r\n\r\n{body}".encode())
    assert pushed.reply(0)["version"]


def test_an_unknown_request_and_wrong_parameters_are_refused(pushed: Client) -> None:
    for method, params, code in (
        ("textDocument/nothing", {}, -32601),
        ("workspace/executeCommand", {"command": "nothing"}, -32602),
        ("workspace/executeCommand", {"command": 7}, -32602),
        ("textDocument/hover", {"textDocument": 7}, -32602),
    ):
        with pytest.raises(RefusedError) as refused:
            pushed.request(method, params)
        assert refused.value.code == code


def test_a_change_of_a_document_that_is_not_open_is_passed_over(pushed: Client, uri: str) -> None:
    pushed.change(uri, 2, at(0, 0, 0, "甲"))
    pushed.close(uri)
    pushed.open(uri, WRONG)
    assert codes(pushed.pushed(uri, 1)) == ["CL301"]


def test_nothing_but_messages_comes_out() -> None:
    done = command("--stdio", "--clientProcessId=1")
    assert (done.stdout, done.stderr, done.returncode) == (b"", b"", 1)


def test_without_what_the_extra_installs_one_line_says_how_to_install_it(tmp_path: Path) -> None:
    (tmp_path / "pygls.py").write_text("raise ModuleNotFoundError(name='pygls')", "utf-8")
    done = command(PYTHONPATH=f"{tmp_path}{os.pathsep}{ROOT}")
    assert done.returncode == 2
    (line,) = done.stderr.decode().splitlines()
    assert line.endswith("安装：pip install 'citelaw[lsp]'")


def test_a_log_that_cannot_be_written_is_said_in_one_line(tmp_path: Path) -> None:
    done = command("--log", str(tmp_path / "no" / "such"))
    assert done.returncode == 2
    (line,) = done.stderr.decode().splitlines()
    assert "日志写不进去" in line


def test_what_goes_on_is_written_to_the_log(tmp_path: Path, folder: Path) -> None:
    log = tmp_path / "日志.txt"
    with served("--log", str(log), "-v", folder=folder) as client:
        client.initialize(PUSH)
        client.end()
    assert "initialize" in log.read_text("utf-8")


def command(*arguments: str, **environment: str) -> "subprocess.CompletedProcess[bytes]":
    return subprocess.run(
        [sys.executable, "-m", "citelaw", "server", *arguments],
        input=b"",
        capture_output=True,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
    )


def test_a_client_that_answers_nonsense_keeps_nothing_waiting(pushed: Client, uri: str) -> None:
    cited = "《中华人民共和国青禾保险法》"
    pushed.open(uri, f"依据{cited}第三条,{cited}第四条.")
    pushed.answers["workspace/applyEdit"] = lambda params: 7
    name = {"command": "citelaw.server.fixAll", "arguments": [uri]}
    assert pushed.request("workspace/executeCommand", name) is None
    assert pushed.all_said("workspace/applyEdit")
