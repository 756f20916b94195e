"""Do outline and search lead to the places where a statute is cited?"""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lsprotocol.types import DocumentSymbol, Range, SymbolTag
from open_list import opened

from citelaw.integrations.lsp.checked import Checked
from citelaw.integrations.lsp.symbols import document_symbols, flat_symbols, workspace_symbols

INSURANCE = "《中华人民共和国青禾保险法》"
LIST = (
    "序号\t名称\t权力类型\t设定依据\r\n"
    f"1\t𠮷处罚\t行政处罚\t{INSURANCE}（以下简称《青保法》）第九条：“违反《白鹭机构管理办法》第二条的”；"
    "《旧渠稽核条例》第二条；《不存在的管理办法》第五条第二款。\r\n"
    "2\t救助\t其他\t《青禾救助暂行办法》；《青保法》第三条至第五条\r\n"
)


def words(checked: Checked, given: Range) -> str:
    span = checked.span(given)
    return checked.source[span.start : span.end]


def outline(checked: Checked, language: str = "zh") -> list[tuple[str, str | None, list[str]]]:
    return [
        (one.name, one.detail, [f"{child.name} {child.detail}" for child in one.children or ()])
        for one in document_symbols(checked, language)
    ]


def test_outline_has_each_statute_once_with_its_places() -> None:
    assert outline(opened(LIST)) == [
        (
            "中华人民共和国青禾保险法",
            "2 处",
            ["第九条 序号 1 · 设定依据", "第三条至第五条 序号 2 · 设定依据"],
        ),
        ("旧渠稽核条例", "1 处 · 已废止", ["第二条 序号 1 · 设定依据"]),
        ("不存在的管理办法", "1 处 · 未核验", ["第五条第二款 序号 1 · 设定依据"]),
        ("青禾救助暂行办法", "1 处 · 已被替代", ["（未引条款） 序号 2 · 设定依据"]),
    ]


def test_outline_is_said_in_english() -> None:
    assert outline(opened(LIST), "en")[0] == (
        "中华人民共和国青禾保险法",
        "2 places",
        ["第九条 item 1 · 设定依据", "第三条至第五条 item 2 · 设定依据"],
    )


def test_repealed_statute_is_marked_as_such() -> None:
    tags = {one.name: one.tags for one in document_symbols(opened(LIST), "zh")}
    assert tags["旧渠稽核条例"] == [SymbolTag.Deprecated]
    assert tags["青禾救助暂行办法"] is None


def test_what_has_become_of_a_statute_is_told_as_of_the_day_of_the_check() -> None:
    said = {}
    for day in (date(2014, 1, 1), date(2027, 1, 1)):
        found = opened("《旧渠稽核条例》第二条，《中华人民共和国远星法》第二条", as_of=day)
        said[day.year] = [(one.detail, one.tags) for one in document_symbols(found, "zh")]
    assert said[2014] == [("1 处", None), ("1 处 · 尚未施行", None)]
    assert said[2027] == [("1 处 · 已废止", [SymbolTag.Deprecated]), ("1 处", None)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32"])
def test_ranges_are_those_of_the_title_and_the_places(encoding: str) -> None:
    checked = opened(LIST, encoding=encoding)
    first = document_symbols(checked, "zh")[0]
    assert words(checked, first.range) == INSURANCE
    assert [words(checked, one.range) for one in first.children or ()] == [
        "第九条",
        "第三条至第五条",
    ]


def test_place_whose_statute_is_unclear_is_not_lost() -> None:
    text = f"依据{INSURANCE}。依照民诉条例解释办法第三条"
    names = [one.name for one in document_symbols(opened(text), "zh")]
    assert names[0] == "中华人民共和国青禾保险法"
    assert sum(len(one.children or ()) for one in document_symbols(opened(text), "zh")) == 2


def test_client_without_trees_gets_the_places_in_order() -> None:
    checked = opened(LIST)
    assert [(one.name, one.container_name) for one in flat_symbols(checked, "zh")] == [
        ("《中华人民共和国青禾保险法》第九条", "序号 1 · 设定依据"),
        ("《旧渠稽核条例》第二条", "序号 1 · 设定依据"),
        ("《不存在的管理办法》第五条第二款", "序号 1 · 设定依据"),
        ("《青禾救助暂行办法》（未引条款）", "序号 2 · 设定依据"),
        ("《中华人民共和国青禾保险法》第三条至第五条", "序号 2 · 设定依据"),
    ]


PARTS = (
    INSURANCE, "《旧渠稽核条例》", "《不存在的管理办法》", "《青保法》", "（以下简称《青保法》）",
    "第九条", "第六条第二款", "本法第三条", "合同第三条", "按照青发〔2014〕70号要求",
    "：“", *"”；。甲𠮷\n\t", "\r\n", "<p>", "</p>",
)  # fmt: skip


@given(st.lists(st.sampled_from(PARTS), max_size=16))
def test_children_are_the_citations_that_are_counted(parts: list[str]) -> None:
    checked = opened("".join(parts))
    counts = checked.report.counts
    assert counts is not None
    symbols: list[DocumentSymbol] = document_symbols(checked, "zh")
    assert sum(len(one.children or ()) for one in symbols) == counts.citations
    for one in symbols:
        assert one.name
        assert one.range == one.selection_range
        assert all(child.name for child in one.children or ())
    assert len(flat_symbols(checked, "zh")) == counts.citations


# ---------------------------------------------------------------- all lists


@pytest.fixture(scope="module")
def lists() -> list[Checked]:
    return [
        opened(LIST, name="甲.txt"),
        opened("《旧渠稽核条例》第一条；《旧渠稽核条例》第二条。", name="乙.txt"),
    ]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        (
            "旧渠",
            [
                ("旧渠稽核条例", "乙.txt · 2 处 · 已废止"),
                ("旧渠稽核条例", "甲.txt · 1 处 · 已废止"),
            ],
        ),
        ("青禾保险", [("中华人民共和国青禾保险法", "甲.txt · 2 处")]),
        ("中华人民共和国", [("中华人民共和国青禾保险法", "甲.txt · 2 处")]),
        ("qhbx", [("中华人民共和国青禾保险法（qhbx）", "甲.txt · 2 处")]),
        ("不存在", [("不存在的管理办法", "甲.txt · 1 处 · 未核验")]),
        ("白鹭", []),  # it is named in a quotation only
    ],
)
def test_statutes_of_all_lists_are_found_by_title_and_initials(
    lists: list[Checked], query: str, found: list[tuple[str, str]]
) -> None:
    symbols = workspace_symbols(lists, query, "zh")
    assert [(one.name, one.container_name) for one in symbols] == found


def test_symbol_leads_to_the_first_title_in_its_list(lists: list[Checked]) -> None:
    one = workspace_symbols(lists, "旧渠", "zh")[0]
    assert one.location.uri == Path("乙.txt").absolute().as_uri()
    assert isinstance(one.location.range, Range)
    assert words(lists[1], one.location.range) == "《旧渠稽核条例》"
    assert one.location.range.start.character == 0


def test_empty_query_gives_all_the_most_cited_first(lists: list[Checked]) -> None:
    names = [one.name for one in workspace_symbols(lists, "", "zh")]
    assert names[0] in ("中华人民共和国青禾保险法", "旧渠稽核条例")
    assert len(names) == 5


def test_name_found_by_initials_holds_them_for_a_client_that_looks_once_more(
    lists: list[Checked],
) -> None:
    for one in workspace_symbols(lists, "JQ", "zh"):
        assert "JQ" in one.name
