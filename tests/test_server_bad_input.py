"""Is what cannot be checked said, and does the server go on?"""

import time
from pathlib import Path

import pytest
from open_server import PULL, PUSH, served, serving

from citelaw.errors import RegistryError
from citelaw.integrations.lsp._checker import LARGEST, is_too_large, refusal
from citelaw.integrations.lsp._documents import uri_of

MEGABYTE = 1024 * 1024
WRONG = "依据《中华人民共和国社会保险法》第九百条。\n"
SAY = "window/showMessage"


@pytest.mark.parametrize(
    ("text", "size", "is_large"),
    [
        ("a", LARGEST, False),
        ("a", LARGEST + 1, True),
        ("法", LARGEST // 3, False),
        ("法", LARGEST // 3 + 1, True),
        ("\U0002000b", LARGEST // 4 + 1, True),
    ],
)
def test_the_size_of_a_text_is_that_of_its_bytes(text: str, size: int, is_large: bool) -> None:
    assert is_too_large(text * size) is is_large


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("", None),
        (WRONG, None),
        (f"{WRONG * 9}\ufffd", None),
        ("a\0b", "零字节"),
        ("\ufffd\ufffd\ufffd法", "编码"),
    ],
)
def test_what_is_no_text_is_refused_with_the_reason(text: str, word: str | None) -> None:
    refused = refusal(text)
    assert (refused is None) is (word is None)
    assert word is None or word in (refused or ("",))[0]


def test_fifty_megabytes_are_declined_and_the_server_goes_on(tmp_path: Path) -> None:
    large, small = uri_of(tmp_path / "large.txt"), uri_of(tmp_path / "small.txt")
    with serving() as client:
        client.initialize(PUSH)
        client.open(large, WRONG * (50 * MEGABYTE // len(WRONG.encode())))
        started = time.monotonic()
        (note,) = client.pushed(large, 1)
        assert (note["code"], note["severity"]) == ("not-checked", 3)
        assert "超过 20 MB" in note["message"]
        assert "large.txt" in client.wait(SAY)["message"]
        place = {"start": {"line": 3, "character": 0}, "end": {"line": 3, "character": 1}}
        for version in range(2, 50):
            client.change(large, version, {"range": place, "text": "甲"})
        client.open(small, WRONG)
        assert [one["code"] for one in client.pushed(small, 1)] == ["CL301"]
        assert time.monotonic() - started < 10
        assert len(client.all_said(SAY)) == 1
        client.change(large, 50, {"text": WRONG})
        assert [one["code"] for one in client.pushed(large, 50)] == ["CL301"]


def test_binary_content_is_declined_and_checked_when_it_is_text_again(tmp_path: Path) -> None:
    uri = uri_of(tmp_path / "list.txt")
    with serving() as client:
        client.initialize(PULL)
        client.open(uri, f"\0{WRONG}")
        (note,) = client.pull(uri)["items"]
        assert "零字节" in note["message"]
        assert "list.txt" in client.wait(SAY)["message"]
        ask = {"textDocument": {"uri": uri}, "position": {"line": 0, "character": 4}}
        if "hoverProvider" in client.offered:
            assert client.request("textDocument/hover", ask) is None
        start = {"line": 0, "character": 0}
        place = {"start": start, "end": {"line": 0, "character": 1}}
        client.change(uri, 2, {"range": place, "text": ""})
        assert [one["code"] for one in client.pull(uri)["items"]] == ["CL301"]


def test_places_that_are_nowhere_do_no_harm(tmp_path: Path) -> None:
    uri = uri_of(tmp_path / "list.txt")
    huge = 2**31 - 1
    with serving() as client:
        client.initialize(PUSH)
        client.open(uri, WRONG)
        for version, line in enumerate((0, 1, 2, 9, huge), 2):
            place = {"start": {"line": line, "character": huge}}
            place["end"] = place["start"]
            client.change(uri, version, {"range": place, "text": "甲"})
        assert client.pushed(uri, 6)


def test_after_a_change_without_sense_nothing_is_underlined_until_the_text_is_known(
    tmp_path: Path,
) -> None:
    uri = uri_of(tmp_path / "list.txt")
    with serving() as client:
        client.initialize(PUSH)
        client.open(uri, WRONG)
        assert [one["code"] for one in client.pushed(uri, 1)] == ["CL301"]
        nowhere = {"line": -1, "character": "two"}
        since = client.change(uri, 2, {"range": {"start": nowhere, "end": nowhere}, "text": "甲"})
        (note,) = client.pushed(uri, since=since)
        assert "无法理解" in note["message"]
        start = {"line": 0, "character": 0}
        client.change(uri, 3, {"range": {"start": start, "end": start}, "text": "甲"})
        client.change(uri, 4, {"text": WRONG})
        assert [one["code"] for one in client.pushed(uri, 4)] == ["CL301"]


def test_lone_surrogates_do_no_harm(tmp_path: Path) -> None:
    uri = uri_of(tmp_path / "list.txt")
    with serving() as client:
        client.initialize(PUSH)
        client.open(uri, f"\ud840{WRONG}《半个\udc0b字的办法》第三条\udc0b")
        one = next(one for one in client.pushed(uri, 1) if one["severity"] == 1)
        assert (one["code"], one["range"]["start"]["character"]) == ("CL301", 17)


def test_a_crash_of_the_server_is_seen_by_its_client() -> None:
    with served() as client:
        client.initialize(PUSH)
        client.process.kill()
        with pytest.raises((EOFError, OSError)):
            client.end()


def test_a_feature_that_fails_answers_nothing_and_says_why_in_the_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*given: object, **named: object) -> None:
        raise RegistryError("数据库读不出来。", "the database cannot be read.")

    monkeypatch.setattr("citelaw.integrations.lsp.hover.hover", fail)
    uri = uri_of(tmp_path / "list.txt")
    with serving() as client:
        client.initialize(PUSH)
        client.open(uri, WRONG)
        ask = {"textDocument": {"uri": uri}, "position": {"line": 0, "character": 4}}
        assert client.request("textDocument/hover", ask) is None
        assert client.wait("window/logMessage")["message"] == "数据库读不出来。"


def test_a_check_that_crashes_is_said_in_the_list_and_the_next_one_begins_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def crash(*given: object) -> None:
        raise ZeroDivisionError

    uri = uri_of(tmp_path / "list.txt")
    with serving() as client:
        client.initialize(PUSH)
        with monkeypatch.context() as patched:
            patched.setattr("citelaw.draft.Draft.examine", crash)
            client.open(uri, WRONG)
            (note,) = client.pushed(uri, 1)
            assert (note["code"], note["severity"]) == ("not-checked", 1)
            assert "出错" in note["message"]
            client.wait("citelaw/status", lambda params: params["state"] == "failed")
            ask = {"textDocument": {"uri": uri}, "position": {"line": 0, "character": 4}}
            assert client.request("textDocument/hover", ask) is None
        client.change(uri, 2, {"text": WRONG})
        assert [one["code"] for one in client.pushed(uri, 2)] == ["CL301"]
        client.wait("citelaw/status", lambda params: params["state"] == "ready")
    assert "ZeroDivisionError" in caplog.text
