"""Does what lies beside a list count: configuration, facts, database, settings of the client?"""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from open_server import PULL, PUSH, Client, Json, serving

from citelaw.commands import run
from citelaw.integrations.lsp._documents import uri_of

WRONG = "依据《中华人民共和国青禾保险法》第三十条。"
REPEALED = "依据【行政法规】《旧渠稽核条例》第二条。"
WATCHING: Json = {"didChangeWatchedFiles": {"dynamicRegistration": True}}
SAY = "window/showMessage"
DECIDED = "citelaw/status"


@pytest.fixture
def folder(tmp_path: Path, database: Path) -> Path:
    """A folder whose lists are checked against the invented statutes."""
    configure(tmp_path, database)
    return tmp_path


def configure(folder: Path, database: Path, more: str = "") -> None:
    path = folder / "citelaw.toml"
    path.write_text(f"databases = ['{database}']\nas-of = 2026-11-21\n{more}", "utf-8")
    later(path)


def later(path: Path) -> None:
    """Make sure that a file looks changed, however coarse the clock of the disk is."""
    state = path.stat()
    os.utime(path, ns=(state.st_atime_ns, state.st_mtime_ns + 1_000_000_000))


@pytest.fixture
def pushed(folder: Path) -> Iterator[Client]:
    with serving() as client:
        client.initialize({**PUSH, "workspace": WATCHING}, rootUri=uri_of(folder))
        yield client


@pytest.fixture
def uri(folder: Path) -> str:
    return uri_of(folder / "list.txt")


def codes(items: list[Json]) -> list[str]:
    return [one["code"] for one in items]


def tell_of(client: Client, path: Path) -> int:
    """Tell the server of a changed file; return how many messages had come before."""
    client.notify("workspace/didChangeWatchedFiles", changes=[{"uri": uri_of(path), "type": 2}])
    return len(client.said)


# ---------------------------------------------------------------- the configuration of the list


def test_files_that_decide_are_watched(pushed: Client) -> None:
    registered = pushed.wait("client/registerCapability")["registrations"]
    globs = [
        one["globPattern"]
        for registration in registered
        for one in registration["registerOptions"]["watchers"]
    ]
    assert {"**/citelaw.toml", "**/pyproject.toml", "**/statutes.toml"} <= set(globs)


def test_a_changed_configuration_counts_at_once(
    pushed: Client, folder: Path, database: Path, uri: str
) -> None:
    pushed.open(uri, WRONG)
    assert codes(pushed.pushed(uri)) == ["CL301"]
    configure(folder, database, "ignore = ['CL301']\n")
    since = tell_of(pushed, folder / "citelaw.toml")
    assert pushed.pushed(uri, since=since) == []


def test_a_client_that_asks_is_told_to_ask_again(folder: Path, database: Path, uri: str) -> None:
    capabilities = {**PULL, "workspace": {**PULL["workspace"], **WATCHING}}
    with serving() as client:
        client.initialize(capabilities, rootUri=uri_of(folder))
        client.open(uri, WRONG)
        first = client.pull(uri)
        assert codes(first["items"]) == ["CL301"]
        configure(folder, database, "ignore = ['CL301']\n")
        since = tell_of(client, folder / "citelaw.toml")
        client.wait("workspace/diagnostic/refresh", lambda params: True, since)
        assert client.pull(uri, first["resultId"])["items"] == []


def test_without_a_watch_the_files_are_looked_at_when_a_list_is_saved(
    folder: Path, database: Path, uri: str
) -> None:
    with serving() as client:
        client.initialize(PUSH)
        client.open(uri, WRONG)
        assert codes(client.pushed(uri)) == ["CL301"]
        configure(folder, database, "severity = { CL301 = 'info' }\n")
        since = client.save(uri)
        (one,) = client.pushed(uri, since=since)
        assert one["severity"] == 3


def test_a_broken_configuration_is_shown_where_it_is_broken_and_the_last_good_one_holds(
    pushed: Client, folder: Path, database: Path, uri: str
) -> None:
    configure(folder, database, "severity = { CL301 = 'info' }\n")
    pushed.open(uri, WRONG)
    (before,) = pushed.pushed(uri)
    configure(folder, database, "severity = { CL301 = 'warning }\n")
    since = tell_of(pushed, folder / "citelaw.toml")
    note, after = pushed.pushed(uri, since=since)
    assert (note["code"], note["severity"]) == ("not-checked", 2)
    assert "citelaw.toml:3" in note["message"]
    assert "上一次可用的设置" in note["message"]
    (there,) = note["relatedInformation"]
    assert there["location"]["uri"] == uri_of(folder / "citelaw.toml")
    assert there["location"]["range"]["start"]["line"] == 2
    assert after == before
    (blamed,) = pushed.pushed(uri_of(folder / "citelaw.toml"), since=since)
    assert blamed["range"]["start"]["line"] == 2
    status = pushed.wait(DECIDED, lambda params: params["state"] == "failed", since)
    assert "citelaw.toml:3" in status["message"]

    configure(folder, database, "severity = { CL301 = 'warning' }\n")
    since = tell_of(pushed, folder / "citelaw.toml")
    (mended,) = pushed.pushed(uri, since=since)
    assert mended["severity"] == 2
    assert pushed.pushed(uri_of(folder / "citelaw.toml"), since=since) == []
    pushed.wait(DECIDED, lambda params: params["state"] == "ready", since)
    assert len(pushed.all_said(SAY)) == 1


def test_with_a_configuration_that_was_never_good_the_default_holds(
    pushed: Client, folder: Path, uri: str
) -> None:
    (folder / "citelaw.toml").write_text("nothing = 1\n", "utf-8")
    pushed.open(uri, "依据《中华人民共和国民法通则》第五条。")
    note, found = pushed.pushed(uri)
    assert "默认设置" in note["message"]
    assert found["code"] == "CL202"


def test_a_client_that_asks_gets_what_is_wrong_beside_as_a_message(folder: Path, uri: str) -> None:
    (folder / "citelaw.toml").write_text("nothing = 1\n", "utf-8")
    with serving() as client:
        client.initialize(PULL)
        client.open(uri, WRONG)
        assert codes(client.pull(uri)["items"])[0] == "not-checked"
        assert "citelaw.toml:1" in client.wait(SAY)["message"]
        client.listen()
        assert client.all_said("textDocument/publishDiagnostics") == []


def test_an_excluded_list_is_checked_when_it_is_opened_unless_that_is_forced(
    pushed: Client, folder: Path, database: Path, uri: str
) -> None:
    configure(folder, database, "exclude = ['list.txt']\n")
    pushed.open(uri, WRONG)
    assert codes(pushed.pushed(uri)) == ["CL301"]
    configure(folder, database, "exclude = ['list.txt']\nforce-exclude = true\n")
    since = tell_of(pushed, folder / "citelaw.toml")
    assert pushed.pushed(uri, since=since) == []


def test_what_a_comment_suppresses_is_not_shown_and_a_useless_comment_is(
    pushed: Client, uri: str
) -> None:
    ignored = "<!-- citelaw: ignore[CL301] 原文如此 -->"
    pushed.open(uri, f"{WRONG}{ignored}\n依据《中华人民共和国青禾保险法》第十条。{ignored}")
    (one,) = pushed.pushed(uri)
    assert (one["code"], one["range"]["start"]["line"]) == ("CL902", 1)


def test_what_a_baseline_holds_is_not_shown_and_its_file_is_watched(
    pushed: Client, folder: Path, database: Path, uri: str
) -> None:
    (folder / "list.txt").write_text(WRONG, "utf-8")
    known = folder / "known.json"
    arguments = ["baseline", "write", "--config", str(folder / "citelaw.toml")]
    assert run([*arguments, "-o", str(known), str(folder / "list.txt")]) == 0
    configure(folder, database, "baseline = 'known.json'\n")
    pushed.open(uri, f"{WRONG}\n{REPEALED}")
    assert codes(pushed.pushed(uri)) == ["CL202"]
    pushed.wait("client/registerCapability", lambda params: "**/known.json" in str(params))


def test_facts_beside_a_list_count_and_broken_ones_are_left_out(
    pushed: Client, folder: Path, uri: str
) -> None:
    facts = folder / "statutes.toml"
    facts.write_text('[[statute]]\ntitle = "云杉市青禾办法"\n', "utf-8")
    pushed.open(uri, "依据《云杉市青禾办法》第二条、《云杉市白鹭办法》第二条。")
    assert [one["message"].partition("》")[0] for one in pushed.pushed(uri)] == ["《云杉市白鹭办法"]
    facts.write_text("[[statute]\n", "utf-8")
    later(facts)
    since = tell_of(pushed, facts)
    note, *found = pushed.pushed(uri, since=since)
    assert "statutes.toml" in note["message"]
    assert "补充法规" in note["message"]
    assert codes(found) == ["CL201", "CL201"]


# ---------------------------------------------------------------- the database


def test_a_damaged_database_is_said_once_and_lists_are_checked_when_it_is_mended(
    folder: Path, database: Path, uri: str
) -> None:
    broken = folder / "statutes.sqlite"
    broken.write_bytes(database.read_bytes()[:5_000])
    configure(folder, broken)
    with serving() as client:
        client.initialize(PUSH)
        client.open(uri, WRONG)
        (note,) = client.pushed(uri)
        assert (note["code"], note["severity"]) == ("not-checked", 1)
        assert "已损坏" in note["message"]
        client.wait(DECIDED, lambda params: params["state"] == "failed")
        since = client.change(uri, 2, {"text": f"{WRONG}{WRONG}"})
        assert codes(client.pushed(uri, 2, since)) == ["not-checked"]
        assert len(client.all_said(SAY)) == 1
        since = len(client.said)
        broken.unlink()
        shutil.copyfile(database, broken)
        assert codes(client.pushed(uri, 2, since)) == ["CL301", "CL301"]
        client.wait(DECIDED, lambda params: params["state"] == "ready", since)


# ---------------------------------------------------------------- settings of the client


def test_settings_given_at_the_start_count(folder: Path, uri: str) -> None:
    with serving() as client:
        options = {"settings": {"language": "en", "most": 1}}
        client.initialize(PUSH, initializationOptions=options)
        client.open(uri, f"{WRONG}\n{WRONG}")
        found, more = client.pushed(uri)
        assert "there is no" in found["message"]
        assert more["message"].startswith("1 more findings")


@pytest.mark.parametrize(
    ("locale", "word"),
    [
        ("en-GB", "there is no"),
        ("de", "there is no"),
        ("zh-CN", "无第三十条"),
        (None, "无第三十条"),
    ],
)
def test_messages_are_in_the_language_of_the_editor(
    folder: Path, uri: str, locale: str | None, word: str
) -> None:
    with serving() as client:
        client.initialize(PUSH, **({"locale": locale} if locale else {}))
        client.open(uri, WRONG)
        (one,) = client.pushed(uri)
        assert word in one["message"]


def test_a_client_that_has_settings_is_asked_for_them_and_for_changed_ones(
    folder: Path, uri: str
) -> None:
    settings: Json = {"most": 1, "path": "", "trace": {"server": "off"}}
    asked: list[Any] = []

    def answer(params: Json) -> list[Json]:
        asked.append(params)
        return [settings]

    capabilities = {
        **PUSH,
        "workspace": {
            "configuration": True,
            "didChangeConfiguration": {"dynamicRegistration": True},
        },
    }
    with serving() as client:
        client.answers["workspace/configuration"] = answer
        client.initialize(capabilities)
        client.open(uri, f"{WRONG}\n{WRONG}")
        assert codes(client.pushed(uri)) == ["CL301", "not-shown"]
        assert asked[0] == {"items": [{"section": "citelaw"}]}
        registered = client.wait("client/registerCapability")["registrations"]
        assert [one["method"] for one in registered] == ["workspace/didChangeConfiguration"]
        settings["most"] = 5
        client.notify("workspace/didChangeConfiguration", settings=None)
        since = len(client.said)
        assert codes(client.pushed(uri, since=since)) == ["CL301", "CL301"]
        assert client.all_said(SAY) == []


def test_wrong_settings_are_said_once_and_the_rest_counts(folder: Path, uri: str) -> None:
    with serving() as client:
        client.initialize(PUSH)
        wrong = {"citelaw": {"most": 1, "debounce": "soon", "frequency": 3}}
        for _ in range(2):
            client.notify("workspace/didChangeConfiguration", settings=wrong)
        client.open(uri, f"{WRONG}\n{WRONG}")
        assert codes(client.pushed(uri)) == ["CL301", "not-shown"]
        said = sorted(one["message"] for one in client.all_said(SAY))
        assert [one.partition("citelaw.")[2].partition(" ")[0] for one in said] == [
            "frequency，可以设的是",
            "debounce",
        ]


def test_a_named_configuration_decides_for_all_lists(
    folder: Path, database: Path, uri: str
) -> None:
    other = folder / "other"
    other.mkdir()
    configure(other, database, "severity = { CL301 = 'info' }\n")
    with serving() as client:
        options = {"configuration": "other/citelaw.toml"}
        client.initialize(PUSH, rootUri=uri_of(folder), initializationOptions=options)
        client.open(uri, WRONG)
        assert [one["severity"] for one in client.pushed(uri)] == [3]
        untitled = "untitled:Untitled-1"
        client.open(untitled, WRONG)
        assert [one["severity"] for one in client.pushed(untitled)] == [3]


def test_lists_are_checked_when_they_are_saved_where_that_is_wanted(folder: Path, uri: str) -> None:
    with serving() as client:
        client.initialize(PUSH, initializationOptions={"run": "onSave", "debounce": 0})
        client.open(uri, "")
        assert client.pushed(uri, 1) == []
        client.change(uri, 2, {"text": WRONG})
        client.listen()
        since = client.save(uri)
        assert codes(client.pushed(uri, since=since)) == ["CL301"]
        assert len(client.all_said("textDocument/publishDiagnostics")) == 2


def test_lists_are_checked_when_asked_only_where_that_is_wanted(folder: Path, uri: str) -> None:
    for capabilities in (PUSH, PULL):
        with serving() as client:
            client.initialize(capabilities, initializationOptions={"run": "manual"})
            client.open(uri, WRONG)
            client.change(uri, 2, {"text": f"{WRONG}\n"})
            client.save(uri)
            if capabilities is PULL:
                assert client.pull(uri)["items"] == []
            client.listen()
            assert client.all_said("textDocument/publishDiagnostics") == []
            command = {"command": "citelaw.server.check", "arguments": [uri]}
            assert client.request("workspace/executeCommand", command) == {"findings": 1}
            if capabilities is PULL:
                assert client.all_said("workspace/diagnostic/refresh") == [None]
                assert codes(client.pull(uri)["items"]) == ["CL301"]
            else:
                assert codes(client.pushed(uri, 2)) == ["CL301"]
