"""Does the packed extension do in a real VS Code what its README promises of a list?

The lists are written for these tests: invented prose, real statutes. What is marked in them is
written down by hand; all is judged as of a fixed day, and nothing wrong here can become right.
"""

import re
from collections.abc import Callable, Iterator

import pytest
from vscode import BOXES, STRUCK, Browser, Server, Window, laid

pytestmark = pytest.mark.heavy

HEAD = "序号\t事项名称\t设定依据\n"
SOCIAL = "《中华人民共和国社会保险法》"

MARKED = {
    "plain.txt": (HEAD + f"1\t社保登记\t{SOCIAL}第八百七十条\n", ["第八百七十条"]),
    "astral.txt": (
        HEAD + f"1\t𠀀𪚥登记😀👨\u200d👩\u200d👧\t𠮷{SOCIAL}第八百七十条；"
        "🈚《中华人民共和国行政处罚法》第九百条𠀀\n",
        ["第八百七十条", "第九百条"],
    ),
    "form-feed.txt": (
        f"\f根据{SOCIAL}第九百零一条。\n\f\n\v根据{SOCIAL}第九百零二条。\f\n根据{SOCIAL}第九百零三条。\n",
        ["第九百零一条", "第九百零二条", "第九百零三条"],
    ),
    "separators.txt": (
        f"根据\u2028{SOCIAL}第九百零一条。\u2029\n根据\u0085{SOCIAL}第九百零二条。\n",
        ["第九百零一条", "第九百零二条"],
    ),
    "crlf.txt": (
        f"\ufeff前言。\r\n\r\n根据{SOCIAL}第九百零一条。\r\n根据{SOCIAL}第九百零二条。\r\n",
        ["第九百零一条", "第九百零二条"],
    ),
    "line-ends.txt": (
        f"前言。\r根据{SOCIAL}第九百零一条。\r\n根据{SOCIAL}第九百零二条。\n根据{SOCIAL}第九百零三条。",
        ["第九百零一条", "第九百零二条", "第九百零三条"],
    ),
    "page.html": (
        "<p>根据&#12298;中华人民共和国社会保险法&#12299;第九百零一条。</p>\n",
        ["第九百零一条"],
    ),
    "notes.md": (
        f"| 序号 | 依据 |\n| --- | --- |\n| 1 | **{SOCIAL}**第九百零一条 |\n",
        ["第九百零一条"],
    ),
    "table.csv": (f"1,2,{SOCIAL}第九百零一条\n", ["第九百零一条"]),
    "table.tsv": (HEAD + f"1\t𠀀登记\t{SOCIAL}第九百零一条\n", ["第九百零一条"]),
}

SEVERAL = (
    HEAD + "1\t社保登记\t《中华人民共和国社会保险法》（2018年修正)第八百七十条\n"
    "2\t合同备案😀\t《中华人民共和国合同法》第四十四条\n"
)
"""Three findings: a half-width bracket, an article that does not exist, a repealed statute."""

SLIPS = (
    "\ufeff𠀀根据《中华人民共和国 社会保险法》（2018年修正)第五十八条办理😀。\r\n"
    "\f根据《中华人民共和国行政处罚法 》第八条办理。\r\n"
)
"""Three slips that can be corrected safely, and nothing else."""
CORRECTED = (
    "\ufeff𠀀根据《中华人民共和国社会保险法》（2018年修正）第五十八条办理😀。\r\n"
    "\f根据《中华人民共和国行政处罚法》第八条办理。\r\n"
)


@pytest.fixture(scope="module")
def lists(
    browser: Browser, server: Server, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Window]:
    """A window with all the lists above."""
    texts = {name: text for name, (text, _) in MARKED.items()}
    texts |= {"several.txt": SEVERAL}
    texts |= {f"slips-{one}.txt": SLIPS for one in ("bracket", "all")}
    texts |= {f"wrong-{one}.txt": MARKED["plain.txt"][0] for one in ("here", "configured")}
    folder = laid(tmp_path_factory.mktemp("lists"), texts)
    window = Window(browser, server, folder, "plain.txt")
    yield window
    window.close()


@pytest.mark.parametrize("name", MARKED)
def test_waves_lie_under_the_words_of_the_findings(lists: Window, name: str) -> None:
    lists.show(name)
    assert lists.until(lists.marked, lambda seen: seen == MARKED[name][1]) == MARKED[name][1]


def test_no_box_is_drawn_around_chinese_characters(lists: Window) -> None:
    lists.show("astral.txt")
    assert lists.until(lists.marked, bool)
    assert lists.stays(lambda: lists.marked(BOXES)) == []


def test_repealed_statute_is_struck_through(lists: Window) -> None:
    lists.show("several.txt")
    assert lists.until(lambda: lists.texts(STRUCK), bool) == ["《中华人民共和国合同法》"]


def test_each_finding_is_one_problem_also_after_changes(open_window: Callable[..., Window]) -> None:
    window = open_window({"several.txt": SEVERAL}, "several.txt")
    window.press("Control+Shift+m")
    assert window.until(window.problems, lambda seen: len(seen) == 4)
    rows = window.stays(window.problems)
    assert rows[0] == "several.txt 3"
    found = {row.rpartition("citelaw ")[2] for row in rows[1:]}
    assert found == {"CL301 [Ln 2, Col 31]", "CL602 [Ln 2, Col 30]", "CL202 [Ln 3, Col 10]"}
    window.at("click", "合同备案")
    window.press("Home")
    window.type("𠀀")
    moved = window.until(window.problems, lambda seen: any("Ln 3, Col 12" in row for row in seen))
    assert len(window.stays(window.problems)) == 4, moved
    window.press("Control+z")
    assert set(window.until(window.problems, lambda seen: set(seen) == set(rows))) == set(rows)


def test_hover_shows_the_finding_and_the_card_of_the_statute(lists: Window) -> None:
    lists.show("several.txt")
    assert lists.until(lists.marked, bool)
    wanted = "《中华人民共和国合同法》 法律 · 主席令第15号"
    card = lists.hover("《中华人民共和国合同法》", wanted)
    assert wanted in card
    assert "已于 2021-01-01 由《中华人民共和国民法典》废止" in card
    assert "CL202" in card


def test_hover_of_a_citation_without_a_finding_shows_its_card(lists: Window) -> None:
    lists.show("slips-all.txt")
    wanted = "《中华人民共和国行政处罚法》第八条"
    card = lists.hover("第八条", wanted)
    assert wanted in card
    assert "现行有效" in card


def test_quick_fix_changes_the_words_of_its_finding_and_nothing_else(lists: Window) -> None:
    lists.show("slips-bracket.txt")
    assert lists.until(lists.marked, lambda seen: len(seen) == 3)
    offered = lists.quick_fixes("2018年修正)第")
    title = next(one for one in offered if "）" in one)
    lists.choose(title)
    assert lists.until(lists.marked, lambda seen: len(seen) == 2)
    wanted = SLIPS.replace(")", "）")
    assert lists.saved("slips-bracket.txt", lambda seen: seen == wanted) == wanted


def test_command_makes_all_safe_corrections(lists: Window) -> None:
    lists.show("slips-all.txt")
    assert lists.until(lists.marked, lambda seen: len(seen) == 3)
    lists.command("citelaw: Make All Safe Corrections in This File")
    assert lists.until(lists.marked, lambda seen: not seen) == []
    assert lists.saved("slips-all.txt", lambda seen: seen == CORRECTED) == CORRECTED


def test_finding_is_left_as_it_is_with_a_reason_beside_it(lists: Window) -> None:
    lists.show("wrong-here.txt")
    assert lists.until(lists.marked, bool)
    offered = lists.quick_fixes("第八百七十条")
    lists.choose(next(one for one in offered if "在此加注释" in one))
    lists.answer("以地方规定为准")
    assert lists.until(lists.marked, lambda seen: not seen) == []
    written = lists.saved("wrong-here.txt", lambda seen: "citelaw: ignore" in seen)
    rest = re.sub(r"[^\S\n]*<!-- citelaw: ignore[^>]* 以地方规定为准 -->", "", written)
    assert rest == MARKED["plain.txt"][0]


def test_finding_is_left_as_it_is_by_the_configuration(lists: Window) -> None:
    lists.show("wrong-configured.txt")
    assert lists.until(lists.marked, bool)
    offered = lists.quick_fixes("第八百七十条")
    lists.choose(next(one for one in offered if "citelaw.toml" in one))
    lists.answer("以地方规定为准")
    lists.press("Control+k", "s")
    lists.show("wrong-configured.txt")
    assert lists.until(lists.marked, lambda seen: not seen) == []
    assert "以地方规定为准" in (lists.folder / "citelaw.toml").read_text("utf-8")


def test_status_item_tells_the_date_of_the_data_and_the_number_of_findings(lists: Window) -> None:
    lists.show("several.txt")
    said = lists.until(lists.data, lambda seen: "3 found" in seen)
    assert said == "citelaw: data up to 2026-09-30, 3 found in this list"


def test_help_opens_the_walkthrough(lists: Window) -> None:
    lists.command("citelaw: Help")
    steps = ".getting-started-step .step-title"
    assert len(lists.until(lambda: lists.texts(steps), lambda seen: len(seen) == 5)) == 5


@pytest.mark.parametrize(
    ("command", "title"),
    [
        ("citelaw: Show the Page of a Rule", "CL301"),
        ("citelaw: Open the Report (HTML)", "citelaw: report"),
    ],
    ids=["rule", "report"],
)
def test_page_is_shown_beside_the_list(
    command: str, title: str, open_window: Callable[..., Window]
) -> None:
    window = open_window({"a.txt": MARKED["plain.txt"][0]}, "a.txt")
    assert window.until(window.marked, bool)
    window.at("click", "第八百七十条")
    window.command(command)
    assert title in str(window.until(window.titles, lambda seen: title in str(seen)))


def test_workspace_is_checked_and_no_finding_shown_twice(
    open_window: Callable[..., Window],
) -> None:
    texts = {"a.txt": MARKED["plain.txt"][0], "b.txt": SEVERAL, "c.txt": "无引用。\n"}
    window = open_window(texts, "a.txt")
    assert window.until(window.marked, bool)
    window.command("citelaw: Check the Workspace")
    rows = window.until(window.problems, lambda seen: len(seen) == 6)
    assert [one for one in rows if ".txt" in one] == ["a.txt 1", "b.txt 3"]
    window.show("b.txt")
    assert window.until(window.marked, lambda seen: len(seen) == 3)
    assert len(window.stays(window.problems)) == 6


def test_hints_and_lenses_are_shown_where_they_are_asked_for(
    open_window: Callable[..., Window],
) -> None:
    settings = '{"citelaw.inlayHints": true, "citelaw.codeLenses": true}'
    window = open_window({"a.txt": SEVERAL, ".vscode/settings.json": settings}, "a.txt")
    lines = window.until(
        lambda: [one.text for one in window.lines()], lambda seen: "已废止" in "".join(seen)
    )
    assert any("《中华人民共和国合同法》" in one and "已废止" in one for one in lines)
    lenses = window.until(lambda: window.texts(".codelens-decoration"), bool)
    assert any("问题" in one for one in lenses), lenses


def test_titles_and_articles_are_completed(open_window: Callable[..., Window]) -> None:
    window = open_window({"a.txt": "根据\n"}, "a.txt")
    assert window.until(window.data, lambda seen: "data up to" in seen)
    window.at("click", "根据")
    window.press("End")
    title = "中华人民共和国社会保险法"
    assert title in window.completions("《shbxf", title)[0]
    window.press("Enter")
    assert "第八十八条" in window.completions("第八十八", "第八十八条")[0]
    window.press("Enter")
    text = "根据《中华人民共和国社会保险法》第八十八条"
    assert window.until(lambda: window.lines()[0].text, lambda seen: seen == text) == text


def test_findings_follow_each_key(open_window: Callable[..., Window]) -> None:
    window = open_window({"a.txt": "根据\n"}, "a.txt")
    window.do("press_on", selector=".view-line", text="根据")
    window.press("End")
    window.type(f"{SOCIAL}第九百零一条")
    assert window.until(window.marked, lambda seen: seen == ["第九百零一条"]) == ["第九百零一条"]
    window.press(*["Backspace"] * 6)
    window.type("第八十八条")
    assert window.until(window.marked, lambda seen: not seen) == []


def test_findings_are_english_where_the_editor_is(open_window: Callable[..., Window]) -> None:
    settings = '{"citelaw.language": "auto"}'
    lists = {"a.txt": MARKED["plain.txt"][0], ".vscode/settings.json": settings}
    window = open_window(lists, "a.txt")
    assert window.until(window.marked, bool)
    wanted = "ends at article 98"
    assert wanted in window.hover("第八百七十条", wanted)


def test_extension_is_chinese_where_the_editor_is(open_window: Callable[..., Window]) -> None:
    settings = '{"citelaw.language": "auto"}'
    lists = {"a.txt": MARKED["plain.txt"][0], ".vscode/settings.json": settings}
    window = open_window(lists, "a.txt", locale="zh-CN")
    assert window.until(window.marked, bool)
    wanted = "共九十八条"
    assert wanted in window.hover("第八百七十条", wanted)
    said = window.until(window.data, lambda seen: "1 处" in seen)
    assert said == "citelaw: 数据截至 2026-09-30, 这份清单有 1 处问题"
    window.command("citelaw: 帮助")
    steps = ".getting-started-step .step-title"
    titles = window.until(lambda: window.texts(steps), lambda seen: len(seen) == 5)
    assert "Python" in titles[0]
    assert not any(one.isascii() for one in titles), titles
