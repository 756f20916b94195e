"""Does an assistant hear from ``citelaw mcp`` what citelaw knows, unknown kept apart from wrong?

The client is the official one, the server a process of its own.
"""

import asyncio
import dataclasses
import json
import os
import re
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from datetime import date
from pathlib import Path
from threading import Timer
from typing import Any

import pytest
import pytest_asyncio
from mcp import Client, ClientSession, MCPError, StdioServerParameters, stdio_client

from citelaw.integrations.mcp._arguments import MOST_BYTES, taken
from citelaw.integrations.mcp._tool import Answer, Desk, Tool
from citelaw.integrations.mcp._transport import LONGEST_LINE
from citelaw.integrations.mcp.tools import check_text, look_up_article
from citelaw.library import Engine, registry_of
from citelaw.model import (
    ArticleFacts,
    Diagnostic,
    Locator,
    ResolvedDocument,
    Statute,
    Version,
)
from citelaw.registry import Registry
from citelaw.registry.building import compile_texts
from citelaw.registry.building.corpus import read_corpus
from citelaw.registry.curated import read_curated
from citelaw.rules import all_rules
from citelaw.settings import Settings

pytestmark = pytest.mark.asyncio(loop_scope="module")

ROOT = Path(__file__).resolve().parents[1]
STATUTES = ROOT / "fixtures" / "statutes"
TODAY = "2026-11-21"
ENVIRONMENT = {"PYTHONPATH": str(ROOT), "CITELAW_DATA": os.devnull}

LAW = "《中华人民共和国青禾保险法》"
RIGHT = f"依据{LAW}第九条。"
WRONG = f"依据{LAW}第三十条。"
UNKNOWN = "依据《某某特别办法》第三条。"


class Assistant:
    """A client that calls tools."""

    def __init__(self, session: ClientSession) -> None:
        self.session = session

    async def __call__(self, tool: str, **arguments: Any) -> Any:
        """Return what a tool answers; the client holds it against the schema of the tool."""
        result = await self.session.call_tool(tool, arguments)
        assert not result.is_error, result.content
        return result.structured_content

    async def said(self, tool: str, **arguments: Any) -> str:
        """Return what a tool says to a reader."""
        result = await self.session.call_tool(tool, arguments)
        (content,) = result.content
        assert content.type == "text"
        return content.text

    async def refused(self, tool: str, arguments: Any) -> str:
        """Return why a tool does not answer."""
        result = await self.session.call_tool(tool, arguments)
        assert result.is_error
        assert result.structured_content is None
        (content,) = result.content
        assert content.type == "text"
        return content.text


def command(*options: str) -> list[str]:
    return [sys.executable, "-m", "citelaw", "mcp", "--as-of", TODAY, *options]


async def talk(database: Path) -> AsyncIterator[Assistant]:
    """Yield an assistant; its connection lives in a task of its own, as the client demands."""
    program, *options = command("--database", str(database))
    server = StdioServerParameters(command=program, args=options, env=ENVIRONMENT)
    ready: asyncio.Queue[Assistant] = asyncio.Queue()
    over = asyncio.Event()

    async def connection() -> None:
        async with stdio_client(server) as streams, ClientSession(*streams) as session:
            await session.initialize()
            await session.list_tools()
            ready.put_nowait(Assistant(session))
            await over.wait()

    task = asyncio.create_task(connection())
    first = asyncio.create_task(ready.get())
    await asyncio.wait((task, first), return_when=asyncio.FIRST_COMPLETED)
    if task.done():
        first.cancel()
        task.result()
    yield first.result()
    over.set()
    await task


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def ask(database: Path) -> AsyncIterator[Assistant]:
    async for one in talk(database):
        yield one


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def informed(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Assistant]:
    """An assistant of a user who has imported the texts."""
    out = tmp_path_factory.mktemp("texts") / "texts.sqlite"
    compile_texts(read_corpus(STATUTES, False), read_curated(STATUTES / "curated"), out, words=True)
    async for one in talk(out):
        yield one


# ---------------------------------------------------------------- what is offered


async def test_the_four_tools_are_offered_as_ones_that_only_read(ask: Assistant) -> None:
    tools = (await ask.session.list_tools()).tools
    assert [one.name for one in tools] == [
        "check_text",
        "extract_citations",
        "look_up_article",
        "statute_history",
    ]
    for one in tools:
        assert one.annotations is not None
        assert one.annotations.read_only_hint
        assert one.annotations.open_world_hint is False
        assert one.output_schema is not None


async def test_every_argument_is_described_and_no_other_is_allowed(ask: Assistant) -> None:
    for one in (await ask.session.list_tools()).tools:
        assert one.input_schema["additionalProperties"] is False
        for name, schema in one.input_schema["properties"].items():
            assert schema["description"], (one.name, name)


async def test_every_verdict_is_explained(ask: Assistant) -> None:
    for one in (await ask.session.list_tools()).tools:
        assert one.output_schema is not None
        verdict = one.output_schema["properties"]["verdict"]
        assert all(f"{word}: " in verdict["description"] for word in verdict["enum"])


async def test_the_assistant_is_told_that_unknown_is_not_wrong(ask: Assistant) -> None:
    assert "Never present it as an error" in (ask.session.instructions or "")


# ---------------------------------------------------------------- check_text


@pytest.mark.parametrize(
    "text",
    [
        WRONG + UNKNOWN + RIGHT,
        *(
            (ROOT / "fixtures" / "lists" / name).read_text("utf-8")
            for name in ("tsv.txt", "lines.txt", "markdown.md", "html.html")
        ),
    ],
    ids=["sentence", "tsv", "lines", "markdown", "html"],
)
async def test_findings_are_those_of_the_library(ask: Assistant, database: Path, text: str) -> None:
    library = Engine(database=database, as_of=date.fromisoformat(TODAY)).check(text)
    (file,) = library.to_dict()["files"]
    told = await ask("check_text", text=text, limit=10_000)
    found = sorted([*told["findings"], *told["unknown"]], key=lambda one: one["id"])
    assert all(not one.pop("related_left_out") for one in found)
    assert found == sorted(file["diagnostics"], key=lambda one: one["id"])
    assert told["counts"] == file["counts"]
    assert [one["name"] for one in told["unknown"]] == ["statute-unknown"] * len(told["unknown"])


async def test_wrong_and_unknown_are_told_apart(ask: Assistant) -> None:
    told = await ask("check_text", text=WRONG + UNKNOWN)
    assert [(one["code"], one["raw"]) for one in told["findings"]] == [("CL301", "第三十条")]
    assert [(one["code"], one["raw"]) for one in told["unknown"]] == [("CL201", "《某某特别办法》")]


@pytest.mark.parametrize(
    ("text", "verdict", "summary"),
    [
        (RIGHT, "nothing-found", "1 处引用全部核对，没有发现问题。"),
        (
            RIGHT + UNKNOWN,
            "nothing-found-in-part",
            "已经核对的 1 处引用没有发现问题；没有核对的不在此列。2 处引用中有 1 处没有核对到底"
            "（数据库未收录 1），不表示对，也不表示错。有 1 种文件不在数据库，未核验，不表示有误。",
        ),
        (
            UNKNOWN,
            "nothing-checked",
            "1 处引用都没有能够核对（数据库未收录 1），不能说对，也不能说错。"
            "有 1 种文件不在数据库，未核验，不表示有误。",
        ),
        (WRONG, "errors", "发现问题：错误 1。"),
        (
            WRONG + UNKNOWN,
            "errors",
            "发现问题：错误 1。2 处引用中有 1 处没有核对到底（数据库未收录 1），不表示对，"
            "也不表示错。有 1 种文件不在数据库，未核验，不表示有误。",
        ),
        (RIGHT + "《旧渠稽核条例》第一条。", "findings", "发现应当处理的：警告 1。"),
        ("今天下雨。", "no-citations", "没有找到法规引用，没有可以核对的。"),
        (
            f"{RIGHT}\n{WRONG}<!-- citelaw: ignore[CL301] 试验 -->\n",
            "nothing-found-in-part",
            "没有列出问题，但文中的注释要求 1 处不列出，不能说没有问题。",
        ),
    ],
    ids=["right", "part", "unknown", "wrong", "both", "repealed", "nothing", "suppressed"],
)
async def test_what_was_not_checked_is_never_said_to_be_right(
    ask: Assistant, text: str, verdict: str, summary: str
) -> None:
    told = await ask("check_text", text=text)
    assert (told["verdict"], told["summary"]) == (verdict, summary)
    assert (await ask.said("check_text", text=text)).startswith(summary)


async def test_findings_do_not_hide_that_no_citation_was_checked(ask: Assistant) -> None:
    told = await ask("check_text", text="依据<某某特别办法>第三条。", profile="list")
    assert told["findings"]
    assert told["counts"]["checked"] == 0
    assert "没有核对到底（数据库未收录" in told["summary"]


async def test_english_summary_bounds_itself_as_well(ask: Assistant) -> None:
    told = await ask("check_text", text=RIGHT + UNKNOWN)
    assert told["summary_en"].startswith("Nothing was found in the 1 citations that were checked; ")
    assert "they may be right or wrong" in told["summary_en"]


async def test_text_for_readers_names_places_and_keeps_the_unknown_apart(ask: Assistant) -> None:
    said = await ask.said("check_text", text=WRONG + UNKNOWN)
    wrong, _, unknown = said.partition("未核验（不表示有误）：\n")
    assert "错误（待核） CL301 第1行第17列“第三十条”" in wrong
    assert "某某特别办法" not in wrong
    assert "第1行第24列“《某某特别办法》”" in unknown


async def test_every_answer_tells_the_state_of_the_data(ask: Assistant) -> None:
    for tool, arguments in (
        ("check_text", {"text": RIGHT}),
        ("extract_citations", {"text": RIGHT}),
        ("look_up_article", {"statute": "青禾保险法", "article": 9}),
        ("look_up_article", {"statute": "某某法", "article": 9}),
        ("statute_history", {"statute": "青禾保险法"}),
    ):
        data = (await ask(tool, **arguments))["data"]
        assert data["known_to"]["law"] == "2026-08-28"
        assert data["as_of"] == TODAY
        assert re.fullmatch("[0-9a-f]{64}", data["digest"])
        assert "法律 2026-08-28" in await ask.said(tool, **arguments)


@pytest.mark.parametrize("list_date", ["2013", "2013-05", "2013-05-04"])
async def test_a_text_is_judged_by_its_day(ask: Assistant, list_date: str) -> None:
    text = "依据《旧渠稽核条例》第一条。"
    (found,) = (await ask("check_text", text=text))["findings"]
    assert found["code"] == "CL202"
    told = await ask("check_text", text=text, list_date=list_date, as_of="2014-06-01")
    assert [one["code"] for one in told["findings"]] == ["CL208"]
    assert told["list_date"]["basis"] == "given"
    assert told["data"]["as_of"] == "2014-06-01"


async def test_the_kind_of_the_text_may_be_given(ask: Assistant) -> None:
    assert (await ask("check_text", text=RIGHT))["profile"] == "prose"
    assert (await ask("check_text", text=RIGHT, profile="judgment"))["profile"] == "judgment"


async def test_what_is_left_out_is_counted(ask: Assistant) -> None:
    text = "".join(f"依据{LAW}第{one}条。" for one in ("三十", "四十", "五十"))
    told = await ask("check_text", text=text, limit=2)
    assert [one["raw"] for one in told["findings"]] == ["第三十条", "第四十条"]
    assert told["left_out"] == {"findings": 1, "unknown": 0, "suppressed": 0}
    assert told["summary"] == "发现问题：错误 3。"


async def test_a_document_that_is_named_a_thousand_times_does_not_fill_the_answer(
    ask: Assistant,
) -> None:
    (unknown,) = (await ask("check_text", text=UNKNOWN * 1_000))["unknown"]
    assert (len(unknown["related"]), unknown["related_left_out"]) == (20, 979)


async def test_name_of_a_file_is_a_text_and_nothing_is_read(ask: Assistant, tmp_path: Path) -> None:
    path = tmp_path / "清单.txt"
    path.write_text(WRONG, "utf-8")
    assert (await ask("check_text", text=str(path)))["verdict"] == "no-citations"


async def test_rule_that_failed_leaves_the_rest_unknown(
    database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(resolved: ResolvedDocument) -> tuple[Diagnostic, ...]:
        raise ValueError

    rules = tuple(one._replace(check=fail) if one.code == "CL301" else one for one in all_rules())
    monkeypatch.setattr("citelaw.rules.all_rules", lambda: rules)
    told = answered(database, check_text.TOOL, text=WRONG)
    assert told.verdict == "nothing-found-in-part"
    assert [one["code"] for one in told.fields["unknown"]] == ["CL901"]
    assert "有 1 条规则运行出错，它们的结论不在其中" in told.summary.chinese


# ---------------------------------------------------------------- extract_citations


async def test_mentions_are_those_of_the_library(ask: Assistant, database: Path) -> None:
    text = f"{RIGHT}送达《询问通知书》。{UNKNOWN}"
    told = await ask("extract_citations", text=text)
    assert told["mentions"] == Engine(database=database).extract(text).to_dict()["mentions"]
    assert [one["kind"] for one in told["mentions"]] == [
        "statute",
        "ref",
        "nonlegal",
        "statute",
        "ref",
    ]
    assert [text[one["start"] : one["end"]] for one in told["mentions"]] == [
        LAW,
        "第九条",
        "《询问通知书》",
        "《某某特别办法》",
        "第三条",
    ]
    assert (told["verdict"], told["statutes"], told["pinpoints"]) == ("citations", 2, 2)
    assert told["summary"] == "提到法规、文件 2 处，条款 2 处；只是提取，没有核对对错。"


async def test_mentions_that_are_left_out_are_counted(ask: Assistant) -> None:
    told = await ask("extract_citations", text=RIGHT * 3, limit=4)
    assert (len(told["mentions"]), told["left_out"], told["pinpoints"]) == (4, 2, 3)


# ---------------------------------------------------------------- look_up_article


@pytest.mark.parametrize(
    ("statute", "article", "day", "verdict", "exists"),
    [
        ("青禾保险法", 9, None, "exists", True),
        (LAW, "第七条之一", "2018-05-20", "exists", True),
        (LAW, "第七条之一", "2018-05-19", "missing", False),
        ("青禾保险法", "第六条第三款", None, "missing", False),
        ("残卷法", 4, None, "undetermined", None),
        ("白鹭机构管理办法", 2, "2016-07-01", "version-undetermined", None),
        ("云雀会堂法", 1, "2009-01-01", "no-text", None),
        ("远星法", 1, None, "not-in-force-yet", None),
        ("远星法", 1, "2027-01-01", "exists", True),
        ("旧渠稽核条例", 1, "2015-02-28", "exists", True),
        ("旧渠稽核条例", 1, "2015-03-01", "repealed", True),
        ("旧渠稽核条例", 99, None, "repealed", False),
        ("某某法", 1, None, "statute-unknown", None),
        ("救助联营办法", 1, None, "statute-ambiguous", None),
    ],
)
async def test_every_reason_has_a_verdict_of_its_own(
    ask: Assistant, statute: str, article: Any, day: str | None, verdict: str, exists: bool | None
) -> None:
    told = await ask("look_up_article", statute=statute, article=article, on_date=day)
    assert (told["verdict"], told["exists"]) == (verdict, exists)


@pytest.mark.parametrize(
    ("arguments", "pinpoint"),
    [
        ({"article": 6}, "a6"),
        ({"article": "6"}, "a6"),
        ({"article": "第六条"}, "a6"),
        ({"article": "六", "paragraph": 1, "item": 3}, "a6p1i3"),
        ({"article": "第六条第一款", "item": "（三）"}, "a6p1i3"),
        ({"article": "第六条第一款", "paragraph": 1, "item": "第三项"}, "a6p1i3"),
        ({"article": "第六条", "paragraph": "第二款"}, "a6p2"),
        ({"article": "7-1"}, "a7-1"),
    ],
)
async def test_place_is_read_as_it_is_written(
    ask: Assistant, arguments: dict[str, Any], pinpoint: str
) -> None:
    told = await ask("look_up_article", statute="青禾保险法", **arguments)
    assert (told["pinpoint"], told["verdict"]) == (pinpoint, "exists")


async def test_article_comes_with_its_division_versions_and_neighbours(ask: Assistant) -> None:
    told = await ask("look_up_article", statute="青禾保险法", article=6)
    assert told["statute"]["title"] == "中华人民共和国青禾保险法"
    assert told["division"] == [{"paragraph": 1, "items": 3}, {"paragraph": 2, "items": 0}]
    assert told["division_confirmed"] is True
    assert [(one["date"], one["exists"]) for one in told["versions"]] == [
        ("2010-03-01", True),
        ("2018-05-20", True),
    ]
    moved = await ask("look_up_article", statute="云杉职员法", article=3, on_date="2019-05-31")
    (later,) = moved["neighbours"]
    assert (later["later"], later["rows"][0]["new"], later["rows"][0]["certain"]) == (
        True,
        "a5",
        True,
    )


async def test_inserted_article_is_missing_in_the_versions_before(ask: Assistant) -> None:
    told = await ask("look_up_article", statute="青禾保险法", article="7-1")
    assert [(one["date"], one["exists"]) for one in told["versions"]] == [
        ("2010-03-01", False),
        ("2018-05-20", True),
    ]


async def test_flags_say_what_an_article_does(ask: Assistant) -> None:
    (unit,) = (await ask("look_up_article", statute="青禾保险法", article=9))["units"]
    assert unit["flags"] == ["penalty"]


async def test_words_are_not_made_up_where_there_are_none(ask: Assistant) -> None:
    told = await ask("look_up_article", statute="青禾保险法", article=6)
    assert told["words"] is None
    assert "没有条文原文" in told["summary"]


async def test_words_are_given_where_the_user_has_them(informed: Assistant) -> None:
    told = await informed("look_up_article", statute="青禾保险法", article=6, paragraph=1, item=2)
    assert told["words"][2] == "（二）应当由种子企业负担的；"
    assert "没有条文原文" not in told["summary"]


async def test_titles_near_an_unknown_one_are_suggestions_only(ask: Assistant) -> None:
    title = "国家青禾保障局关于优化青禾领域便面服务的意见"
    for tool, more in (("look_up_article", {"article": 1}), ("statute_history", {})):
        told = await ask(tool, statute=title, **more)
        assert (told["verdict"], told["statute"]) == ("statute-unknown", None)
        assert [one["full_title"] for one in told["suggestions"]] == [
            "国家青禾保障局关于优化青禾领域便民服务的意见"
        ]
        assert "不表示没有这部法规，也不表示标题有误" in told["summary"]
        assert "仅供核对" in told["summary"]


async def test_statutes_of_one_title_are_all_named(ask: Assistant) -> None:
    told = await ask("statute_history", statute="救助联营办法")
    assert told["verdict"] == "statute-ambiguous"
    assert [one["title"] for one in told["candidates"]] == ["白鹭机构管理办法", "青禾救助暂行办法"]
    assert told["suggestions"] == []


async def test_verdict_on_an_article_is_bound_to_the_data(ask: Assistant) -> None:
    told = await ask("look_up_article", statute="青禾保险法", article=9999)
    assert told["verdict"] == "missing"
    assert "by changes up to statute.known_to" in told["summary_en"]


async def test_repeal_bounds_what_is_said_of_the_article(ask: Assistant) -> None:
    told = await ask("look_up_article", statute="旧渠稽核条例", article=1)
    assert told["summary"].startswith(
        "《旧渠稽核条例》第一条，2026-11-21：已于 2015-03-01 废止，"
        "废止前是1999年文本（1999-01-22），有这一处。"
    )


async def test_superseded_statute_is_said_to_be_so(ask: Assistant) -> None:
    told = await ask("look_up_article", statute="青禾救助暂行办法", article=2)
    assert "已被《中华人民共和国青禾救助法》替代，未见明文废止" in told["summary"]


async def test_candidates_of_an_open_version_are_told_one_by_one(ask: Assistant) -> None:
    told = await ask("look_up_article", statute="白鹭机构管理办法", article=2, on_date="2016-07-01")
    assert [one["date"] for one in told["at"]["candidates"]] == ["2012-06-01", "2016-06-01"]
    assert told["candidates_have_it"] == [True, True]


def answered(database: Path, tool: Tool, **given: Any) -> Answer:
    """Return what a tool answers in this process."""
    desk = Desk(Engine(database=database), lambda: date.fromisoformat(TODAY))
    return tool.answer(desk, taken(tool.parameters, given))


@pytest.mark.parametrize(
    ("place", "verdict"), [("第六条", "exists"), ("第六条第二款", "undetermined")]
)
async def test_paragraph_whose_division_nothing_confirms_cannot_be_told(
    database: Path, monkeypatch: pytest.MonkeyPatch, place: str, verdict: str
) -> None:
    read = Registry.article

    def unconfirmed(self: Registry, version: Version, locator: Locator) -> ArticleFacts | None:
        facts = read(self, version, locator)
        return facts._replace(confirmations=0) if facts is not None else None

    monkeypatch.setattr(Registry, "article", unconfirmed)
    told = answered(database, look_up_article.TOOL, statute="青禾保险法", article=place)
    assert (told.verdict, told.fields["division_confirmed"]) == (verdict, False)


async def test_repeal_on_an_unknown_day_is_a_verdict_of_its_own(
    database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = Registry.by_title

    def undated(self: Registry, title: str) -> tuple[Statute, ...]:
        return tuple(dataclasses.replace(one, repealed_on=None) for one in read(self, title))

    monkeypatch.setattr(Registry, "by_title", undated)
    told = answered(database, look_up_article.TOOL, statute="旧渠稽核条例", article=1)
    assert told.verdict == "repealed-day-unknown"
    assert "已经废止，自何日起不明" in told.summary.chinese


# ---------------------------------------------------------------- statute_history


@pytest.mark.parametrize(
    ("statute", "verdict"),
    [
        ("青禾保险法", "in-force"),
        ("远星法", "not-yet-in-force"),
        ("旧渠稽核条例", "repealed"),
        ("青禾救助暂行办法", "superseded"),
        ("某某法", "statute-unknown"),
    ],
)
async def test_status_is_the_verdict_on_a_statute(
    ask: Assistant, statute: str, verdict: str
) -> None:
    assert (await ask("statute_history", statute=statute))["verdict"] == verdict


async def test_history_tells_every_change_and_how_far_it_is_known(ask: Assistant) -> None:
    told = await ask("statute_history", statute="青禾保险法")
    assert [
        (one["kind"], one["effective"]["not_before"], one["version"]["articles"])
        for one in told["changes"]
    ] == [("enactment", "2010-07-01", 12), ("amendment", "2018-05-20", 13)]
    assert told["statute"]["history_complete"] is True
    assert told["statute"]["known_to"] == "2026-08-28"
    assert told["at"]["version"]["date"] == "2018-05-20"
    assert "沿革完整，制定和修改共 2 次" in told["summary"]


async def test_incomplete_history_is_not_said_to_be_all(ask: Assistant) -> None:
    told = await ask("statute_history", statute="云雀会堂法")
    assert told["statute"]["history_complete"] is False
    assert "沿革不完整，可能还有未收录的" in told["summary"]
    assert [one["version"] is None for one in told["changes"]] == [True, True, False]


async def test_repeal_and_successor_are_told(ask: Assistant) -> None:
    statute = (await ask("statute_history", statute="旧渠稽核条例"))["statute"]
    assert (statute["repealed_on"], statute["repealed_by"]) == ("2015-03-01", "新渠稽核条例")


# ---------------------------------------------------------------- bad calls


@pytest.mark.parametrize(
    ("tool", "arguments", "reason"),
    [
        ("check_text", None, "text: it must be given"),
        ("check_text", {"text": None}, "text: it must be given"),
        ("check_text", {"text": 7}, "it must be a text (string), not int"),
        ("check_text", {"text": ["依据"]}, "it must be a text (string), not list"),
        ("check_text", {"text": " \n"}, "text: it is empty"),
        ("check_text", {"text": "x", "path": "/etc"}, "There is no argument 'path', only text"),
        ("check_text", {"text": "x", "as_of": "yesterday"}, "as_of: it must be a day"),
        ("check_text", {"text": "x", "as_of": "2018-02-30"}, "as_of: it must be a day"),
        ("check_text", {"text": "x", "as_of": "0001-01-01"}, "as_of: it must be a day"),
        ("check_text", {"text": "x", "as_of": 20180101}, "as_of: it must be a day"),
        ("check_text", {"text": "x", "list_date": "9999"}, "list_date: it must be a day, month"),
        ("check_text", {"text": "x", "list_date": "2018-13"}, "list_date: it must be a day"),
        ("check_text", {"text": "x", "list_date": "٢٠١٨"}, "list_date: it must be a day"),
        ("check_text", {"text": "x", "profile": "poem"}, "only list, judgment, prose"),
        ("check_text", {"text": "x", "profile": ["list"]}, "only list, judgment, prose"),
        ("check_text", {"text": "x", "limit": 0}, "a whole number from 1 to 10000"),
        ("check_text", {"text": "x", "limit": True}, "a whole number from 1 to 10000"),
        ("extract_citations", {"text": None}, "text: it must be given"),
        ("look_up_article", {"statute": "青禾保险法"}, "article: it must be given"),
        ("look_up_article", {"statute": "", "article": 1}, "statute: it is empty"),
        ("look_up_article", {"statute": "法" * 301, "article": 1}, "301 characters, at most 300"),
        ("look_up_article", {"statute": "x", "article": 0}, "a whole number from 1 to 9999"),
        ("look_up_article", {"statute": "x", "article": -88}, "a whole number from 1 to 9999"),
        ("look_up_article", {"statute": "x", "article": 8.5}, "a string or an integer, not float"),
        ("look_up_article", {"statute": "x", "article": True}, "not bool"),
        ("look_up_article", {"statute": "x", "article": "第三章"}, "not the number of one article"),
        ("look_up_article", {"statute": "x", "article": "八至九条"}, "one at a time"),
        ("look_up_article", {"statute": "x", "article": "9" * 40}, "not the number of one article"),
        ("look_up_article", {"statute": "x", "article": "9" * 60}, "60 characters, at most 50"),
        ("look_up_article", {"statute": "x", "article": "零"}, "not the number of one article"),
        (
            "look_up_article",
            {"statute": "x", "article": "第六条第一款", "paragraph": 2},
            "paragraph: article says another",
        ),
        ("look_up_article", {"statute": "x", "article": 6, "item": "甲"}, "item: it is no number"),
        ("look_up_article", {"statute": "x", "article": 6, "item": 0}, "from 1 to 999"),
        ("look_up_article", {"statute": "x", "article": 6, "on_date": "2019"}, "it must be a day"),
        ("statute_history", {"statute": {"title": "x"}}, "a text (string), not dict"),
        ("statute_history", {"statute": "x", "on_date": "2019-01-01"}, "only statute"),
    ],
)
async def test_bad_argument_is_a_clear_answer(
    ask: Assistant, tool: str, arguments: Any, reason: str
) -> None:
    assert reason in await ask.refused(tool, arguments)


async def test_null_stands_for_an_argument_that_is_not_given(ask: Assistant) -> None:
    told = await ask("check_text", text=RIGHT, list_date=None, as_of=None, profile=None, limit=None)
    assert told["verdict"] == "nothing-found"


async def test_text_that_is_too_long_is_refused_by_its_bytes(ask: Assistant) -> None:
    most = "法" * (MOST_BYTES // 3)
    assert (await ask("extract_citations", text=most))["characters"] == len(most)
    assert "cut it into parts" in await ask.refused("extract_citations", {"text": most + "法"})


async def test_unknown_tool_is_an_error_that_names_the_tools(ask: Assistant) -> None:
    with pytest.raises(MCPError, match="check_text"):
        await ask.session.call_tool("fix_text", {"text": RIGHT})


# ---------------------------------------------------------------- several calls at once


async def test_calls_at_once_get_each_their_own_answer(ask: Assistant) -> None:
    def text(number: int) -> str:
        return WRONG * number + RIGHT

    numbers = range(1, 13)
    told = await asyncio.gather(*(ask("check_text", text=text(one)) for one in numbers))
    assert [len(one["findings"]) for one in told] == list(numbers)


async def test_server_answers_while_a_long_text_is_checked(ask: Assistant) -> None:
    long = asyncio.create_task(ask("check_text", text=(RIGHT + UNKNOWN) * 4_000))
    await asyncio.sleep(0)
    await ask.session.send_ping()
    told = await ask("statute_history", statute="青禾保险法")
    assert told["verdict"] == "in-force"
    assert not long.done()
    assert (await long)["counts"]["citations"] == 8_000


async def test_engines_of_several_days_share_one_database(database: Path) -> None:
    engine = Engine(database=database, as_of=date(2026, 11, 21))
    other = engine.with_settings(Settings(as_of=date(2014, 6, 1)))
    assert registry_of(other) is registry_of(engine)
    text = "依据《旧渠稽核条例》第一条。"
    assert other.check(text).as_of == date(2014, 6, 1)
    assert [one.code for one in engine.check(text).diagnostics] == ["CL202"]
    assert [one.code for one in other.check(text).diagnostics] == ["CL208"]


@pytest.mark.parametrize("mode", ["legacy", "auto"])
async def test_clients_with_and_without_a_handshake_are_served(database: Path, mode: Any) -> None:
    program, *options = command("--database", str(database))
    server = StdioServerParameters(command=program, args=options, env=ENVIRONMENT)
    async with Client(stdio_client(server), mode=mode) as client:
        assert (client.session.initialize_result is not None) is (mode == "legacy")
        result = await client.call_tool("check_text", {"text": WRONG})
        assert result.structured_content["verdict"] == "errors"


# ---------------------------------------------------------------- the bare wire


class Wire:
    """The server without a client between: lines go in, lines come out."""

    def __init__(self, database: Path) -> None:
        options = command("--database", str(database))
        self.process = subprocess.Popen(
            options,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={**os.environ, **ENVIRONMENT},
        )

    def send(self, line: bytes) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(line + b"\n")
        self.process.stdin.flush()

    def ask(self, line: bytes) -> Any:
        assert self.process.stdout is not None
        self.send(line)
        patience = Timer(30, self.process.kill)
        patience.start()
        try:
            return json.loads(self.process.stdout.readline())
        finally:
            patience.cancel()

    def greet(self) -> None:
        about = {"name": "wire", "version": "1"}
        params = {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": about}
        said = self.ask(request(0, "initialize", params))
        assert said["result"]["serverInfo"]["name"] == "citelaw"
        self.send(b'{"jsonrpc": "2.0", "method": "notifications/initialized"}')


def request(number: Any, method: str, params: Any) -> bytes:
    said = {"jsonrpc": "2.0", "id": number, "method": method, "params": params}
    return json.dumps(said).encode()


def call(number: Any, text: str) -> bytes:
    return request(number, "tools/call", {"name": "check_text", "arguments": {"text": text}})


@pytest.fixture
def wire(database: Path) -> Iterator[Wire]:
    opened = Wire(database)
    yield opened
    opened.process.kill()
    opened.process.communicate()


@pytest.fixture(scope="module")
def long_wire(database: Path) -> Iterator[Wire]:
    """A connection over which one bad line comes after the other."""
    opened = Wire(database)
    opened.greet()
    yield opened
    opened.process.kill()
    opened.process.communicate()


async def test_server_says_nothing_before_it_is_asked_and_ends_with_its_input(wire: Wire) -> None:
    out, err = wire.process.communicate(timeout=60)
    assert (wire.process.returncode, out, err) == (0, b"", b"")


async def test_server_ends_at_once_in_the_midst_of_a_check(wire: Wire) -> None:
    wire.greet()
    wire.send(call(1, RIGHT * 20_000))
    wire.ask(request(2, "ping", {}))
    wire.process.communicate(timeout=10)
    assert wire.process.returncode == 0


async def test_server_ends_when_nobody_reads_it(wire: Wire) -> None:
    wire.greet()
    assert wire.process.stdout is not None
    wire.process.stdout.close()
    wire.send(request(1, "ping", {}))
    assert wire.process.wait(timeout=60) == 1


@pytest.mark.parametrize(
    ("line", "number", "code"),
    [
        (b"nonsense", None, -32700),
        (b"\xff\xfe", None, -32700),
        (b"[" * 100_000, None, -32700),
        (b"[]", None, -32600),
        (b'{"jsonrpc": "2.0", "id": true, "method": "ping"}', None, -32600),
        (b'{"jsonrpc": "1.0", "id": 4, "method": "ping"}', 4, -32600),
        (call("\ud800", RIGHT), None, -32600),
        (request(4, "tools/call", {"name": "\ud800"}), 4, -32600),
        (request(4, "tools/call", {"name": 7}), 4, -32602),
        (call(4, "a" * LONGEST_LINE), 4, -32600),
        (b'{"method": "' + b"a" * LONGEST_LINE + b'", "jsonrpc": "2.0", "id": 4}', 4, -32600),
    ],
    ids=[
        "no-json",
        "no-utf-8",
        "deep",
        "batch",
        "id-true",
        "old",
        "id-surrogate",
        "name-surrogate",
        "name-number",
        "long",
        "long-id-last",
    ],
)
async def test_line_that_is_no_message_is_answered_and_the_next_one_too(
    long_wire: Wire, line: bytes, number: int | None, code: int
) -> None:
    said = long_wire.ask(line)
    assert (said["id"], said["error"]["code"]) == (number, code)
    assert long_wire.ask(request(9, "ping", {})) == {"jsonrpc": "2.0", "id": 9, "result": {}}


async def test_half_a_character_is_told_with_its_place(long_wire: Wire) -> None:
    result = long_wire.ask(call(1, "依据\ud800"))["result"]
    assert result["isError"] is True
    assert "text: character 3 is half of one" in result["content"][0]["text"]


# ---------------------------------------------------------------- start


def started(*options: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command(*options),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, **ENVIRONMENT},
    )


async def test_database_that_cannot_be_opened_is_said_before_anything(tmp_path: Path) -> None:
    done = started("--database", str(tmp_path / "none.sqlite"))
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("citelaw: ")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("absent", ["mcp", "mcp_types"])
async def test_without_the_extra_one_sentence_says_what_to_install(absent: str) -> None:
    program = f"""
import sys
sys.modules["{absent}"] = None
from citelaw.commands import run
sys.exit(run(["mcp"]))
"""
    done = subprocess.run(
        [sys.executable, "-c", program],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, **ENVIRONMENT},
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "citelaw: 没有安装 MCP 服务所需的软件包，安装：pip install 'citelaw[mcp]'\n"
    )


# ---------------------------------------------------------------- the page


EXAMPLE = re.compile(
    r"### (?P<tool>\w+)\n.*?```json\n(?P<given>.*?)```\n\ngives.*?```json\n(?P<told>.*?)```",
    re.DOTALL,
)


def part_of(shown: Any, whole: Any) -> Any:
    """Return what ``whole`` has where ``shown`` has anything: fields may be left out."""
    if isinstance(shown, dict):
        return {name: part_of(one, whole[name]) for name, one in shown.items()}
    if isinstance(shown, list):
        assert len(shown) == len(whole)
        return [part_of(one, other) for one, other in zip(shown, whole, strict=True)]
    return whole


async def test_examples_of_the_page_are_what_the_tools_answer(ask: Assistant) -> None:
    page = (ROOT / "docs" / "mcp.md").read_text("utf-8")
    examples = list(EXAMPLE.finditer(page))
    tools = (await ask.session.list_tools()).tools
    assert [one["tool"] for one in examples] == [one.name for one in tools]
    for one in examples:
        shown = json.loads(one["told"])
        assert part_of(shown, await ask(one["tool"], **json.loads(one["given"]))) == shown


async def test_page_names_every_verdict_and_argument(ask: Assistant) -> None:
    page = (ROOT / "docs" / "mcp.md").read_text("utf-8")
    for one in (await ask.session.list_tools()).tools:
        assert one.output_schema is not None
        if one.name in ("check_text", "look_up_article"):
            verdicts = one.output_schema["properties"]["verdict"]["enum"]
            assert [word for word in verdicts if f"`{word}`" not in page] == []
        assert [name for name in one.input_schema["properties"] if f"`{name}`" not in page] == []
