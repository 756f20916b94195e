"""Do links, hints and lenses stand at the right words, and only where there is something to say?"""

from datetime import date
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from lsprotocol.types import Range
from open_list import opened

from citelaw.integrations.lsp.checked import Checked
from citelaw.integrations.lsp.hints import hints
from citelaw.integrations.lsp.lenses import SHOW_PROBLEMS, lenses
from citelaw.integrations.lsp.links import links
from citelaw.span import Span

INSURANCE = "《中华人民共和国青禾保险法》"
TABLE = (
    "序号\t事项名称\t设定依据\n"
    f"1\t甲𠮷\t{INSURANCE}第三条、第九十九条\n"
    "2\t乙\t无\n"
    "3\t丙\t《某某办法》；《旧渠稽核条例》\n"
)


COUNTED: dict[str, Any] = {"select": ("CL201", "CL202", "CL301")}


def words(found: Checked, given: Range) -> str:
    return found.source[slice(*found.span(given))]


# ---------------------------------------------------------------- links


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_titles_that_the_official_database_holds_are_linked(encoding: str) -> None:
    text = f"𠮷《青禾保险法》第三条，《旧渠稽核条例》，“依照{INSURANCE}”。"
    found = opened(text, encoding=encoding)
    made = links(found, "zh")
    assert [words(found, one.range) for one in made] == [
        "《青禾保险法》",
        "《旧渠稽核条例》",
        INSURANCE,
    ]
    assert made[0].tooltip == f"在国家法律法规数据库查找{INSURANCE}"
    address = urlsplit(made[0].target or "")
    assert (address.scheme, address.netloc) == ("https", "flk.npc.gov.cn")
    assert parse_qs(address.query)["searchValue"] == ["中华人民共和国青禾保险法"]


def test_link_is_explained_in_english() -> None:
    (link,) = links(opened(INSURANCE), "en")
    assert link.tooltip == f"look {INSURANCE} up in the National Database of Laws and Regulations"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("《某某办法》", id="unknown"),
        pytest.param("《救助联营办法》", id="ambiguous"),
        pytest.param("《白鹭机构管理办法》", id="department-rule"),
        pytest.param("《欺诈骗取青禾保险金举报奖励暂行办法》", id="normative-document"),
        pytest.param("《灯塔管理规定》", id="guessed-tier"),
        pytest.param("《行政处罚告知书》", id="form"),
    ],
)
def test_titles_that_it_does_not_hold_are_not_linked(text: str) -> None:
    assert links(opened(text), "zh") == []


# ---------------------------------------------------------------- hints


@pytest.mark.parametrize(
    ("text", "as_of", "label"),
    [
        pytest.param(
            "《旧渠稽核条例》",
            date(2026, 11, 21),
            "已废止（2015-03-01） → 《新渠稽核条例》",
            id="repealed",
        ),
        pytest.param("《旧渠稽核条例》", date(2015, 2, 28), None, id="day-before-repeal"),
        pytest.param(
            "《远星旧船检验办法》", date(2026, 11, 21), "已废止（2020-01-01）", id="nothing-after"
        ),
        pytest.param(
            "《青禾救助暂行办法》",
            date(2026, 7, 1),
            "→ 《中华人民共和国青禾救助法》",
            id="superseded",
        ),
        pytest.param("《青禾救助暂行办法》", date(2026, 6, 30), None, id="day-before-the-new-one"),
        pytest.param(
            "《远星法》", date(2026, 12, 31), "尚未施行（2027-01-01 起）", id="not-in-force-yet"
        ),
        pytest.param("《远星法》", date(2027, 1, 1), None, id="first-day"),
        pytest.param("《青禾保险法》", date(2026, 11, 21), None, id="short-form-of-its-title"),
        pytest.param("《某某办法》", date(2026, 11, 21), None, id="unknown"),
        pytest.param("《救助联营办法》", date(2026, 11, 21), None, id="ambiguous"),
    ],
)
def test_hint_says_what_has_become_of_a_statute(text: str, as_of: date, label: str | None) -> None:
    found = opened(f"依据{text}第一条", as_of=as_of)
    made = hints(found, Span(0, len(found.source)), "zh")
    assert [one.label for one in made] == ([label] if label is not None else [])


def test_hint_of_another_title_is_the_present_one() -> None:
    text = "《救助联营办法》（国务院令第901号）第二条"
    found = opened(text, as_of=date(2026, 1, 1))
    (hint,) = hints(found, Span(0, len(text)), "zh")
    assert hint.label == "→ 《青禾救助暂行办法》"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32"])
def test_hint_stands_behind_its_title(encoding: str) -> None:
    text = "𠮷《旧渠稽核条例》第二条"
    found = opened(text, encoding=encoding)
    (hint,) = hints(found, Span(0, len(text)), "zh")
    assert found.offset(hint.position) == text.index("第")
    assert hint.padding_left
    assert hint.tooltip == "《旧渠稽核条例》：已于 2015-03-01 由《新渠稽核条例》废止"


def test_english_hint_is_english_but_for_titles() -> None:
    text = "《旧渠稽核条例》，《远星法》"
    made = hints(opened(text), Span(0, len(text)), "en")
    assert [one.label for one in made] == [
        "repealed (2015-03-01) → 《新渠稽核条例》",
        "not in force until 2027-01-01",
    ]


def test_quoted_titles_have_no_hint() -> None:
    text = f"{INSURANCE}第十条：“依照《旧渠稽核条例》处理。”"
    assert hints(opened(text), Span(0, len(text)), "zh") == []


def test_only_what_is_asked_for_has_hints() -> None:
    title = "《旧渠稽核条例》"
    text = f"{title}，{title}，{title}"
    found = opened(text)
    second = text.index(title, 1)
    for asked, number in (
        (Span(0, len(text)), 3),
        (Span(second, second + len(title)), 1),
        (Span(second + 2, len(text)), 2),  # it begins before, and its end is asked for
        (Span(second, second + 3), 0),
    ):
        assert len(hints(found, asked, "zh")) == number


# ---------------------------------------------------------------- lenses


def test_lens_of_the_list_counts_what_its_report_counts() -> None:
    found = opened(TABLE, **COUNTED)
    whole = lenses(found, "zh")[0]
    counts = found.report.counts
    assert counts is not None
    assert counts.citations == 4
    assert whole.command is not None
    assert whole.command.title == "4 处引用，2 处问题，1 处未核验"
    assert words(found, whole.range) == ""
    assert (whole.range.start.line, whole.range.start.character) == (0, 0)


def test_items_with_citations_have_a_lens_on_their_first_line() -> None:
    found = opened(TABLE, **COUNTED)
    _, *items = lenses(found, "zh")
    assert [(one.range.start.line, one.command and one.command.title) for one in items] == [
        (1, "2 处引用，1 处问题"),
        (3, "2 处引用，1 处问题，1 处未核验"),
    ]


def test_lens_hands_its_place_to_the_command_of_the_client() -> None:
    found = opened(TABLE, **COUNTED)
    _, first, *_ = lenses(found, "zh")
    assert first.command is not None
    assert first.command.command == SHOW_PROBLEMS
    uri, given = first.command.arguments or ()
    start = found.offset(first.range.start)
    assert uri == found.uri
    assert given["start"] == {"line": 1, "character": first.range.start.character}
    assert given["end"]["line"] == 1
    assert found.source[start:].startswith("1\t")


def test_list_without_items_has_one_lens() -> None:
    (lens,) = lenses(opened(f"依据{INSURANCE}第三条。"), "en")
    assert lens.command is not None
    assert lens.command.title == "1 citation(s), no problem found"


def test_empty_list_has_a_lens_that_says_so() -> None:
    (lens,) = lenses(opened(""), "zh")
    assert lens.command is not None
    assert lens.command.title == "0 处引用，未发现问题"
