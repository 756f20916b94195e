"""Does every request reach what answers it, and is what cannot be answered refused?"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from open_server import A_WHILE, PULL, Client, Json, RefusedError, serving

from citelaw.integrations.lsp._documents import uri_of

CITED = "《中华人民共和国青禾保险法》"
TEXT = (
    f"依据{CITED}第三十条。\n"
    "依据【行政法规】《旧渠稽核条例》第二条。\n"
    f"依据{CITED}第十条，第五条。\n"
)
CAN: Json = {
    "textDocument": {
        **PULL["textDocument"],
        "codeAction": {
            "codeActionLiteralSupport": {"codeActionKind": {"valueSet": []}},
            "dataSupport": True,
            "resolveSupport": {"properties": ["edit"]},
        },
        "documentSymbol": {"hierarchicalDocumentSymbolSupport": True},
        "hover": {"contentFormat": ["markdown"]},
    },
    "workspace": {
        **PULL["workspace"],
        "applyEdit": True,
        "workspaceEdit": {"documentChanges": True},
        "inlayHint": {"refreshSupport": True},
        "codeLens": {"refreshSupport": True},
        "semanticTokens": {"refreshSupport": True},
    },
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, database: Path) -> Path:
    made = tmp_path_factory.mktemp("lists")
    text = f"databases = ['{database}']\nas-of = 2026-11-21\n"
    (made / "citelaw.toml").write_text(text, "utf-8")
    return made


@pytest.fixture(scope="module")
def client(folder: Path) -> Iterator[Client]:
    with serving() as client:
        client.initialize(CAN, rootUri=uri_of(folder))
        yield client
        assert client.end() == 0


@pytest.fixture(scope="module")
def uri(client: Client, folder: Path) -> str:
    """A document that is open."""
    uri = uri_of(folder / "list.txt")
    client.open(uri, TEXT)
    return uri


def place(line: int, character: int) -> Json:
    return {"line": line, "character": character}


def ask(client: Client, method: str, uri: str, **params: Any) -> Any:
    return client.request(f"textDocument/{method}", {"textDocument": {"uri": uri}, **params})


WHOLE = {"start": place(0, 0), "end": place(9, 0)}


def test_hover_tells_of_the_statute(client: Client, uri: str) -> None:
    card = ask(client, "hover", uri, position=place(0, 5))
    assert card["contents"]["kind"] == "markdown"
    assert "青禾保险法" in card["contents"]["value"]


def test_hover_over_nothing_is_nothing(client: Client, uri: str) -> None:
    assert ask(client, "hover", uri, position=place(9, 9)) is None


def test_references_are_all_places_of_a_statute(client: Client, uri: str) -> None:
    context = {"includeDeclaration": True}
    found = ask(client, "references", uri, position=place(0, 5), context=context)
    assert {one["range"]["start"]["line"] for one in found} == {0, 2}


def test_definition_of_a_short_name_is_where_it_is_given(client: Client, folder: Path) -> None:
    uri = uri_of(folder / "short.txt")
    client.open(uri, f"{CITED}（以下简称《青保法》）第三条。\n依据《青保法》第四条。\n")
    found = ask(client, "definition", uri, position=place(1, 4))
    assert found["range"]["start"]["line"] == 0
    client.close(uri)


def test_links_lead_to_the_official_database(client: Client, uri: str) -> None:
    lines = {one["range"]["start"]["line"] for one in ask(client, "documentLink", uri)}
    assert {0, 2} <= lines


def test_titles_are_completed_and_told_of(client: Client, uri: str) -> None:
    client.change(uri, 2, {"range": {"start": place(3, 0), "end": place(3, 0)}, "text": "《青"})
    found = ask(client, "completion", uri, position=place(3, 2))
    labels = [one["label"] for one in found["items"]]
    assert any("青禾" in label for label in labels)
    resolved = client.request("completionItem/resolve", found["items"][0])
    assert resolved["label"] == labels[0]
    client.change(uri, 3, {"range": {"start": place(3, 0), "end": place(3, 2)}, "text": ""})


def test_symbols_are_the_statutes_of_a_list_and_of_all_lists(client: Client, uri: str) -> None:
    names = [one["name"] for one in ask(client, "documentSymbol", uri)]
    assert any("青禾保险法" in name for name in names)
    found = client.request("workspace/symbol", {"query": "青禾"})
    assert [one["location"]["uri"] for one in found] == [uri]


def test_tokens_are_those_of_the_whole_list_or_of_a_part(client: Client, uri: str) -> None:
    whole = ask(client, "semanticTokens/full", uri)["data"]
    part = {"start": place(1, 0), "end": place(1, 5)}
    some = ask(client, "semanticTokens/range", uri, range=part)["data"]
    assert 0 < len(some) < len(whole)
    assert len(whole) % 5 == 0


def test_hints_and_lenses_are_off_until_they_are_wanted(client: Client, uri: str) -> None:
    assert ask(client, "inlayHint", uri, range=WHOLE) is None
    assert ask(client, "codeLens", uri) is None
    wanted = {"citelaw": {"inlayHints": True, "codeLenses": True}}
    client.notify("workspace/didChangeConfiguration", settings=wanted)
    for method in ("inlayHint", "codeLens", "semanticTokens"):
        client.wait(f"workspace/{method}/refresh", lambda params: True)
    assert ask(client, "inlayHint", uri, range=WHOLE)
    assert ask(client, "codeLens", uri)


def test_actions_are_offered_and_worked_out_when_they_are_chosen(
    client: Client, folder: Path
) -> None:
    uri = uri_of(folder / "marks.txt")
    client.open(uri, f"依据{CITED}第三条,{CITED}第四条.\n")
    context: Json = {"diagnostics": [], "only": ["source.fixAll.citelaw"]}
    (action,) = ask(client, "codeAction", uri, range=WHOLE, context=context)
    assert action["kind"] == "source.fixAll.citelaw"
    (edited,) = client.request("codeAction/resolve", action)["edit"]["documentChanges"]
    assert edited["textDocument"] == {"uri": uri, "version": 1}
    assert {one["newText"] for one in edited["edits"]} <= {"，", "。"}

    asked: list[Json] = []
    client.answers["workspace/applyEdit"] = lambda params: asked.append(params) or {"applied": True}
    command(client, "fixAll", uri)
    assert asked[0]["edit"]["documentChanges"] == [edited]
    client.change(uri, 2, {"text": f"依据{CITED}第三条。"})
    since = len(client.said)
    command(client, "fixAll", uri)
    assert "没有可以安全修正" in client.wait("window/showMessage", since=since)["message"]
    assert len(asked) == 1
    client.close(uri)


def test_a_finding_is_left_out_for_the_reason_given(client: Client, uri: str) -> None:
    item = next(one for one in client.pull(uri)["items"] if one["code"] == "CL301")
    asked: list[Json] = []
    client.answers["workspace/applyEdit"] = lambda params: asked.append(params) or {"applied": True}
    which = {"uri": uri, "id": item["data"]["id"], "place": 0, "where": "here"}
    command(client, "ignore", {**which, "reason": "原文如此"})
    (edit,) = asked[0]["edit"]["documentChanges"][0]["edits"]
    assert "ignore[CL301] 原文如此" in edit["newText"]
    asked.clear()
    command(client, "ignore", {**which, "id": "no such", "reason": "原文如此"})
    command(client, "ignore")
    assert asked == []


def command(client: Client, name: str, *arguments: Any) -> Any:
    params = {"command": f"citelaw.server.{name}", "arguments": list(arguments)}
    return client.request("workspace/executeCommand", params)


def test_nothing_is_answered_of_a_document_that_is_not_open(client: Client) -> None:
    uri = "file:///nowhere.txt"
    assert ask(client, "hover", uri, position=place(0, 0)) is None
    assert ask(client, "documentSymbol", uri) is None
    assert ask(client, "codeAction", uri, range=WHOLE, context={"diagnostics": []}) is None
    action = {"title": "甲", "data": {"uri": 7}}
    assert client.request("codeAction/resolve", action)["title"] == "甲"


def test_what_is_asked_of_a_text_that_changes_meanwhile_is_refused(
    client: Client, folder: Path
) -> None:
    uri = uri_of(folder / "typed.txt")
    client.open(uri, TEXT)
    ask(client, "documentSymbol", uri)
    start = {"start": place(0, 0), "end": place(0, 0)}
    client.change(uri, 2, {"range": start, "text": "甲"})
    number = client.begin("textDocument/documentSymbol", {"textDocument": {"uri": uri}})
    client.listen(0.05)
    client.change(uri, 3, {"range": start, "text": "乙"})
    with pytest.raises(RefusedError) as refused:
        client.reply(number)
    assert refused.value.code == -32801
    client.close(uri)


# ---------------------------------------------------------------- commands


def test_status_says_with_what_is_checked(client: Client, database: Path) -> None:
    status = command(client, "status")
    assert status["database"] == str(database)
    assert status["dataDate"]
    assert status["version"]
    assert status["interpreter"]


def test_the_page_of_a_rule_is_markdown(client: Client) -> None:
    page = command(client, "rulePage", "CL301")
    assert page.startswith("#")
    assert "article-missing" in page
    assert command(client, "rulePage", "article-missing") == page
    since = len(client.said)
    assert command(client, "rulePage", "CL999") is None
    assert "CL999" in client.wait("window/showMessage", since=since)["message"]
    with pytest.raises(RefusedError) as refused:
        command(client, "rulePage")
    assert refused.value.code == -32602


def test_the_report_is_a_page_of_what_the_editor_has(client: Client, uri: str) -> None:
    path = Path(command(client, "htmlReport", [uri]))
    page = path.read_text("utf-8")
    path.unlink()
    assert page.startswith("<!DOCTYPE html>")
    assert "第三十条" in page


def test_the_report_is_made_of_a_document_that_is_no_file_as_well(client: Client) -> None:
    uri = "untitled:Untitled-1"
    client.open(uri, f"依据{CITED}第三十一条。")
    path = Path(command(client, "htmlReport", uri))
    page = path.read_text("utf-8")
    path.unlink()
    assert "第三十一条" in page
    assert "Untitled-1" in page
    client.close(uri)


def test_a_copy_with_remarks_stands_beside_its_list(
    client: Client, folder: Path, tmp_path: Path
) -> None:
    (tmp_path / "citelaw.toml").write_bytes((folder / "citelaw.toml").read_bytes())
    page = tmp_path / "清单.html"
    page.write_text(f"<html><body><p>依据{CITED}第三十条。</p></body></html>", "utf-8")
    copy = Path(command(client, "annotate", uri_of(page)))
    assert copy == page.with_name("清单.校验.html")
    assert ">第三十条</mark>" in copy.read_text("utf-8")
    assert Path(command(client, "annotate", uri_of(page))) == copy


@pytest.mark.parametrize(
    ("uri", "why"),
    [("untitled:Untitled-1", "先保存"), ("file:///no/such/list.html", "没有这个文件")],
)
def test_a_copy_of_what_is_no_file_is_refused_in_words(client: Client, uri: str, why: str) -> None:
    since = len(client.said)
    assert command(client, "annotate", uri) is None
    assert why in client.wait("window/showMessage", since=since)["message"]


def test_all_lists_are_checked_and_those_not_open_are_shown_until_they_are_opened(
    client: Client, uri: str, folder: Path
) -> None:
    other = folder / "others" / "清单.txt"
    other.parent.mkdir()
    other.write_text(f"依据{CITED}第三十条。\n", "utf-8")
    there = uri_of(other)
    since = len(client.said)
    told = command(client, "checkWorkspace")
    assert told == {"files": 1, "failures": 0, "findings": 1}
    (one,) = client.pushed(there, since=since)
    assert (one["code"], one["range"]["start"]["character"]) == ("CL301", 16)
    since = client.open(there, other.read_text("utf-8"))
    assert client.pushed(there, since=since) == []
    assert len(client.pull(there)["items"]) == 1
    client.listen(A_WHILE)
    sent = [one["uri"] for one in client.all_said("textDocument/publishDiagnostics")]
    assert set(sent) == {there}
    client.close(there)


def test_lists_that_are_gone_are_shown_no_more(client: Client, folder: Path) -> None:
    other = folder / "gone.txt"
    other.write_text(f"依据{CITED}第三十条。\n", "utf-8")
    since = len(client.said)
    command(client, "checkWorkspace")
    assert client.pushed(uri_of(other), since=since)
    other.unlink()
    since = len(client.said)
    command(client, "checkWorkspace")
    assert client.pushed(uri_of(other), since=since) == []


def test_what_is_no_file_stands_for_none_that_is_called_the_same(
    client: Client, folder: Path
) -> None:
    file = folder / "same.txt"
    before = command(client, "checkWorkspace")["findings"]
    file.write_text(f"依据{CITED}第三十条。\n", "utf-8")
    client.open("git:/same.txt?ref=HEAD", "依据有关规定。\n")
    assert command(client, "checkWorkspace")["findings"] == before + 1
    client.close("git:/same.txt?ref=HEAD")
    file.unlink()


def test_how_far_a_check_is_is_shown_and_it_can_be_stopped(folder: Path, tmp_path: Path) -> None:
    for number in range(30):
        (tmp_path / f"{number}.txt").write_text(f"依据{CITED}第三十条。\n" * 200, "utf-8")
    (tmp_path / "citelaw.toml").write_bytes((folder / "citelaw.toml").read_bytes())
    with serving() as client:
        client.initialize({**PULL, "window": {"workDoneProgress": True}}, rootUri=uri_of(tmp_path))
        name = {"command": "citelaw.server.checkWorkspace"}
        number = client.begin("workspace/executeCommand", name)
        begin = client.wait("$/progress", lambda params: params["value"]["kind"] == "begin")
        assert begin["value"]["cancellable"] is True
        client.notify("window/workDoneProgress/cancel", token=begin["token"])
        assert client.reply(number) is None
        client.wait("$/progress", lambda params: params["value"]["kind"] == "end")
        assert client.request("workspace/executeCommand", name)["files"] == 30
        kinds = [one["value"]["kind"] for one in client.all_said("$/progress")]
        assert kinds.count("begin") == kinds.count("end") == 2


def test_in_an_empty_folder_it_is_said_that_there_is_nothing_to_check(tmp_path: Path) -> None:
    with serving() as client:
        client.initialize(PULL, rootUri=uri_of(tmp_path))
        told = command(client, "checkWorkspace")
        assert told == {"files": 0, "failures": 1, "findings": 0}
        assert "没有要检查的清单" in client.wait("window/showMessage")["message"]


def test_without_any_folder_that_is_said(tmp_path: Path) -> None:
    with serving() as client:
        client.initialize(PULL)
        assert command(client, "checkWorkspace") is None
        assert "没有打开文件夹" in client.wait("window/showMessage")["message"]
