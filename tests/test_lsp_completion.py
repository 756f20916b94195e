"""Is what is offered right where something is half written, and nothing elsewhere?"""

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lsprotocol.converters import get_converter
from lsprotocol.types import (
    CompletionItem,
    CompletionItemTag,
    CompletionList,
    InsertReplaceEdit,
    MarkupContent,
    Range,
    TextEdit,
)
from open_list import AS_OF, STATUTES, opened

from citelaw.engine import Engine
from citelaw.integrations.lsp._pinyin import Typed, fold, initials, sounds
from citelaw.integrations.lsp._titles import Titles
from citelaw.integrations.lsp.checked import Checked
from citelaw.integrations.lsp.completion import completion, resolve_completion
from citelaw.integrations.lsp.positions import Positions
from citelaw.model import DateBasis, ListDate, Status, Statute, Tier
from citelaw.registry import Registry, open_registry
from citelaw.registry.convert import read_folder
from citelaw.registry.home import import_texts
from citelaw.settings import Settings

CURSOR = "▮"
INSURANCE = "《中华人民共和国青禾保险法》"
EGRET = "《白鹭机构管理办法》"
TABLE = "序号\t名称\t权力类型\t设定依据\n"
NINE = (
    "以虚报播种面积、伪造灾情证明或者其他手段骗取青禾保险待遇的，由青禾主管部门责令退回骗取的保险金，"
    "处骗取金额二倍以上五倍以下的罚款。"
)
SIX_ONE = (
    "有下列情形之一的，青禾保险基金不予支付：（一）应当由第三人负担的；"
    "（二）应当由种子企业负担的；（三）因农户故意焚毁青禾造成损失的。"
)
SIX_TWO = "前款第一项情形中，第三人不支付的，由青禾保险基金先行支付，并有权向第三人追偿。"


def asked(
    text: str,
    *,
    others: Iterable[Checked] = (),
    language: str = "zh",
    insert_replace: bool = False,
    **settings: Any,
) -> tuple[Checked, CompletionList]:
    """Return the list, and what is offered where ``CURSOR`` stands in ``text``."""
    at = text.index(CURSOR)
    checked = opened(text.replace(CURSOR, ""), **settings)
    position = checked.positions.position(at)
    found = completion(checked, position, language, [*others], insert_replace=insert_replace)
    return checked, found


def labels(found: CompletionList) -> list[str]:
    return [one.label for one in found.items]


def offered(text: str, **more: Any) -> list[str]:
    return labels(asked(text, **more)[1])


def item(found: CompletionList, label: str) -> CompletionItem:
    (one,) = [one for one in found.items if one.label == label]
    return one


def applied(checked: Checked, given: Range, text: str) -> str:
    start, end = checked.positions.span(given)
    source = checked.positions.text
    return source[:start] + text + source[end:]


def accepted(text: str, label: str, **more: Any) -> str:
    """Return what the text becomes when the item is chosen."""
    checked, found = asked(text, **more)
    edit = item(found, label).text_edit
    assert isinstance(edit, TextEdit)
    return applied(checked, edit.range, edit.new_text)


# ---------------------------------------------------------------- what is written


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32"])
@pytest.mark.parametrize("lead", ["", "甲乙\r\n𠮷\x0c丙\u2028", "\ufeff"], ids=["", "odd", "mark"])
@pytest.mark.parametrize(
    ("text", "label", "becomes"),
    [
        ("依据《qhbx▮", "中华人民共和国青禾保险法", f"依据{INSURANCE}"),
        ("依据《青禾▮》第三条", "中华人民共和国青禾保险法", f"依据{INSURANCE}第三条"),
        ("依据《▮，《新渠稽核条例》", "白鹭机构管理办法", f"依据{EGRET}，《新渠稽核条例》"),
        ("《关于印发〈白鹭▮", "白鹭机构管理办法", "《关于印发〈白鹭机构管理办法〉"),
        (
            "《关于印发〈白鹭▮〉的通知》",
            "白鹭机构管理办法",
            "《关于印发〈白鹭机构管理办法〉的通知》",
        ),
        (f"{INSURANCE}第▮", "第八条", f"{INSURANCE}第八条"),
        (f"{INSURANCE}第8▮条：", "第八条", f"{INSURANCE}第八条："),
        (f"{INSURANCE}第８▮", "第八条", f"{INSURANCE}第八条"),
        (f"{INSURANCE}第▮七条", "第八条", f"{INSURANCE}第八条"),
        (f"{INSURANCE}第七▮条", "第七条之一", f"{INSURANCE}第七条之一"),
        (f"{INSURANCE}第七▮条之一", "第七条", f"{INSURANCE}第七条"),
        (f"{INSURANCE}第六条第▮", "第二款", f"{INSURANCE}第六条第二款"),
        (f"{INSURANCE}第六条第▮款", "第二款", f"{INSURANCE}第六条第二款"),
        (f"{INSURANCE}第六条第▮", "第三项", f"{INSURANCE}第六条第三项"),
        (f"{INSURANCE}第六条第一款第▮", "第三项", f"{INSURANCE}第六条第一款第三项"),
        (f"{INSURANCE}第六条第（▮", "第（二）项", f"{INSURANCE}第六条第（二）项"),
        (f"{INSURANCE}第六条第（2▮）项", "第（二）项", f"{INSURANCE}第六条第（二）项"),
        (f"{INSURANCE}第三条、第▮", "第四条", f"{INSURANCE}第三条、第四条"),
        (f"{INSURANCE}第三条至第▮", "第四条", f"{INSURANCE}第三条至第四条"),
    ],
)
def test_chosen_item_completes_what_is_half_written(
    text: str, label: str, becomes: str, lead: str, encoding: str
) -> None:
    assert accepted(lead + text, label, encoding=encoding) == lead + becomes


def test_client_that_can_choose_may_keep_or_replace_the_rest_of_a_title() -> None:
    checked, found = asked("依据《白鹭▮办法》第三条", insert_replace=True)
    edit = item(found, "白鹭机构管理办法").text_edit
    assert isinstance(edit, InsertReplaceEdit)
    replaced = applied(checked, edit.replace, edit.new_text)
    assert replaced == "依据《白鹭机构管理办法》第三条"
    assert applied(checked, edit.insert, edit.new_text) == "依据《白鹭机构管理办法办法》第三条"


def test_title_that_holds_marks_is_written_with_the_marks_of_its_place() -> None:
    cited = opened("按照《关于修改〈石县某办法〉的决定》办理。")
    outer = "关于修改〈石县某办法〉的决定"
    assert offered("《关于修改▮", others=[cited]) == [outer]
    assert offered("《转发〈关于修改▮", others=[cited]) == ["关于修改《石县某办法》的决定"]


# ---------------------------------------------------------------- which titles


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("青禾保险", "中华人民共和国青禾保险法"),
        ("中华人民共和国青禾保险", "中华人民共和国青禾保险法"),
        ("保险法", "中华人民共和国青禾保险法"),
        ("qhbxf", "中华人民共和国青禾保险法"),
        ("QHBXF", "中华人民共和国青禾保险法"),
        ("zhrmghgqhbxf", "中华人民共和国青禾保险法"),
        ("青禾bxf", "中华人民共和国青禾保险法"),
        ("bxf", "中华人民共和国青禾保险法"),
        ("青 禾", "中华人民共和国青禾保险法"),
        ("bljgglbf", "白鹭机构管理办法"),
        ("中华人民共和国远星", "中华人民共和国远星法"),
    ],
)
def test_title_is_found_by_its_words_and_initials(typed: str, first: str) -> None:
    assert offered(f"依据《{typed}▮")[0] == first


def test_initials_do_not_reach_from_the_name_of_the_state_into_the_title() -> None:
    assert offered("《gqhbxf▮") == []  # 国青禾保险法
    assert offered("《国青禾保险法▮") == []


def test_own_titles_come_first_by_use_then_those_of_other_lists_then_all_by_tier() -> None:
    other = opened("《新渠稽核条例》第一条；《新渠稽核条例》第二条；《白鹭机构管理办法》。")
    own = "《灯塔管理规定》第二条；《青禾种子管理办法》，《灯塔管理规定》第一条。"
    found = offered(own + "依据《▮", others=[other])
    assert found[:4] == ["灯塔管理规定", "青禾种子管理办法", "新渠稽核条例", "白鹭机构管理办法"]
    assert found[4].startswith("中华人民共和国")
    assert len(found) == len(set(found))


def test_words_beside_a_title_say_who_cites_it_else_its_tier() -> None:
    other = opened("《新渠稽核条例》第一条。")
    text = "《灯塔管理规定》第二条，《灯塔管理规定》。依据《▮"
    said = {
        one.label: one.label_details.description
        for one in asked(text, others=[other])[1].items
        if one.label_details is not None
    }
    assert said["灯塔管理规定"] == "本清单 2 处"
    assert said["新渠稽核条例"] == "其他清单 1 处"
    assert said["白鹭机构管理办法"] == "部门规章"
    _, english = asked(text, others=[other], language="en")
    beside = item(english, "灯塔管理规定").label_details
    assert beside is not None
    assert beside.description == "2× here"


def test_repealed_title_is_struck_and_last_though_the_list_cites_it() -> None:
    _, found = asked("《旧渠稽核条例》第二条。依据《▮")
    gone = [one for one in found.items if one.tags == [CompletionItemTag.Deprecated]]
    assert "旧渠稽核条例" in [one.label for one in gone]
    assert gone == found.items[-len(gone) :]
    assert gone[0].label == "旧渠稽核条例"
    assert all((one.detail or "").startswith("已废止 · ") for one in gone)


@pytest.mark.parametrize(
    ("label", "language", "detail"),
    [
        ("中华人民共和国青禾保险法", "zh", "法律 · 主席令第301号 · 2018年修正文本"),
        ("中华人民共和国青禾保险法", "en", "law · 主席令第301号 · as amended in 2018"),
        ("中华人民共和国远星法", "zh", "尚未施行 · 法律"),
        ("青禾救助暂行办法", "zh", "已被替代 · 行政法规 · 国务院令第901号"),
    ],
)
def test_detail_says_tier_number_and_text_in_force(label: str, language: str, detail: str) -> None:
    _, found = asked("依据《▮", language=language)
    assert item(found, label).detail == detail


@pytest.mark.parametrize(
    ("day", "label", "state"),
    [
        (date(2014, 1, 1), "旧渠稽核条例", ""),
        (date(2015, 3, 1), "旧渠稽核条例", "已废止"),
        (date(2026, 12, 31), "中华人民共和国远星法", "尚未施行"),
        (date(2027, 1, 1), "中华人民共和国远星法", ""),
    ],
)
def test_what_has_become_of_a_statute_is_told_as_of_the_day_of_the_check(
    day: date, label: str, state: str
) -> None:
    _, found = asked("依据《▮", as_of=day)
    one = item(found, label)
    assert (one.detail or "").startswith(("已废止", "尚未施行")) is bool(state)
    assert (one.detail or "").startswith(state)
    assert (one.tags == [CompletionItemTag.Deprecated]) is (state == "已废止")


def test_name_of_the_list_itself_is_offered_with_what_it_stands_for() -> None:
    text = "《中华人民共和国青禾保险法》（以下简称《青保法》）第三条；《青保法》第四条；依据《▮"
    _, found = asked(text)
    assert item(found, "青保法").detail == "指《中华人民共和国青禾保险法》"
    assert accepted(text, "青保法").endswith("依据《青保法》")


def test_title_found_by_another_name_shows_that_name_and_is_written_in_full() -> None:
    named = Statute(
        id=1, title="石县渠道管理条例", aliases=("老渠规",), tier=Tier.LOCAL_REGULATION,
        tier_certain=True, issuer=None, region=None, document_number=None, events=(),
        known_to=None, history_complete=False, has_text=False,
        status=Status("in-force", "", "known", None),
    )  # fmt: skip
    (found,) = Titles([named]).fitting(Typed("lqg"), 9)
    assert (found.statute, found.rank, found.name) == (named, 1, "老渠规")


def test_document_that_the_database_lacks_is_offered_as_the_list_prints_it() -> None:
    text = "《石县灌溉办法》第一条。\n依据《石▮"
    _, found = asked(text)
    assert labels(found) == ["石县灌溉办法"]
    assert found.items[0].detail == "数据库未收录"


def test_slip_and_the_title_under_the_cursor_are_not_offered() -> None:
    assert "中华人民共和国青禾保检法" not in offered("《中华人民共和国青禾保检法》第一条。《▮")
    assert "青禾" not in offered("依据《青禾▮》第三条")


@pytest.mark.parametrize(
    ("before", "typed"),
    [
        *(("依据《", typed) for typed in ("", "q", "青禾", "gl", "管理b", "中华 人民")),
        *((INSURANCE, typed) for typed in ("第", "第1", "第１", "第十", "第七")),
        *((f"{INSURANCE}第六条", typed) for typed in ("第", "第2", "第（", "第（二")),
    ],
)
def test_everything_offered_passes_a_client_that_filters_once_more(before: str, typed: str) -> None:
    """Editors keep what goes on from what is typed, and rate full matches otherwise."""
    checked, found = asked(f"{before}{typed}▮")
    assert found.items
    assert found.is_incomplete
    for one in found.items:
        assert isinstance(one.text_edit, TextEdit)
        span = checked.positions.span(one.text_edit.range)
        assert checked.positions.text[span.start : span.end] == typed
        assert one.filter_text is not None
        assert one.filter_text.startswith(typed)
        assert len(one.filter_text) > len(typed)
    order = [str(one.sort_text) for one in found.items]
    assert order == sorted(order)


# ---------------------------------------------------------------- initials


@pytest.mark.parametrize(
    ("word", "spelled"),
    [
        ("行政", ["xz", "hz"]),
        ("银行", ["yh", "yx"]),
        ("重庆", ["cq", "zq"]),
        ("长江", ["cj", "zj"]),
        ("藏", ["c", "z"]),
        ("调解", ["tj", "dj"]),
        ("音乐", ["yy", "yl"]),
        ("会计", ["kj", "hj"]),
        ("测量", ["cl"]),
        ("重大", ["zd"]),
        ("降低", ["jd"]),
        ("投降", ["tx"]),
        ("畜牧", ["xm", "cm"]),
        ("殡葬", ["bz"]),
        ("卖淫嫖娼", ["mypc"]),
        ("渎职", ["dz"]),
    ],
)
def test_each_reading_of_a_character_counts(word: str, spelled: list[str]) -> None:
    for typed in spelled:
        assert Typed(typed).find(word, sounds(word), 0, len(word)) == 0
    assert Typed("w" + spelled[0][1:]).find(word, sounds(word), 0, len(word)) is None


def test_character_whose_reading_is_not_known_fits_every_letter() -> None:
    assert initials("㐂") == ""
    for typed in ("xzf", "xaf", "x㐂f"):
        assert Typed(typed).find("行㐂法", sounds("行㐂法"), 0, 3) == 0
    assert Typed("x乙f").find("行㐂法", sounds("行㐂法"), 0, 3) is None


def test_every_character_of_the_shipped_titles_has_its_initials() -> None:
    names = {name for one in open_registry().statutes() for name in (one.title, *one.aliases)}
    characters = {one for name in names for one in fold(name) if not one.isascii()}
    assert len(characters) > 1_000
    assert {one for one in characters if not initials(one)} == set()


@given(st.text("行长会计法qx1《》 Ａ", max_size=8), st.text("行长会计法1（", max_size=12))
def test_search_by_sound_finds_what_the_letters_say(typed: str, title: str) -> None:
    words = fold(title)
    wanted = Typed(typed)

    def fits(at: int) -> bool:
        return all(
            have == want or ("a" <= want <= "z" and want in initials(have))
            for want, have in zip(wanted.folded, words[at:], strict=False)
        ) and len(words) - at >= len(wanted.folded)

    expected = next((at for at in range(len(words) + 1) if fits(at)), None)
    assert wanted.find(words, sounds(words), 0, len(words)) == expected


# ---------------------------------------------------------------- which places


@pytest.mark.parametrize(
    ("text", "first", "number"),
    [
        (f"{INSURANCE}第▮", "第一条", 13),
        (f"{INSURANCE}第1▮", "第一条", 4),
        (f"{INSURANCE}第十▮", "第十条", 3),
        (f"{INSURANCE}（主席令第301号）第▮", "第一条", 13),
        (f"{INSURANCE}第三条第一款、第▮", "第一条", 13),
        (f"{INSURANCE}第六条第一款、第▮", "第一款", 15),
        (f"{INSURANCE}第九条：“骗取”；第▮", "第一条", 13),
        (f"（1）{INSURANCE}第三条；（2）依照第▮", "第一条", 13),
        ("按照青禾保险法第▮", "第一条", 13),
        ("《青禾保险法第▮", "第一条", 13),
        ("《青禾保险法》（以下简称《青保法》）。\n《青保法》第▮", "第一条", 13),
        ("《青禾保险法》（以下简称“青保法”）。\n依照青保法第▮", "第一条", 13),
        (f"{TABLE}1\t甲\t许可\t【法律】{INSURANCE}第▮\n", "第一条", 13),
        (f"序号\t依据\t条款\n1\t{INSURANCE}\t第▮\n", "第一条", 13),
        (f"<table><tr><td>1</td><td><p>{INSURANCE}</p><p>第▮</p></td></tr></table>", "第一条", 13),
        (f"| 序号 | 依据 |\n| --- | --- |\n| 1 | {INSURANCE}第▮ |\n", "第一条", 13),
    ],
)
def test_places_of_the_statute_that_is_cited_are_offered(
    text: str, first: str, number: int
) -> None:
    found = offered(text)
    assert found[0] == first
    assert len(found) == number


@pytest.mark.parametrize(
    "text",
    [
        "▮",
        "今年第▮",
        "甲乙▮丙",
        "依据《甲法》▮",
        "《新渠稽核条例》第一条▮",
        "《不存在的管理办法》第▮",
        "《远星旧船检验办法》第▮",  # no text is held
        f"{INSURANCE}第三条：“按照本法第▮",
        f"{INSURANCE}第三条第▮",  # one 款, no 项
        f"{EGRET}第二条第▮",  # how it is divided is not confirmed
        f"{INSURANCE}第七条：“▮",  # no words are held
        "他说：“▮",
        "依据《青禾保险法》，依照合同第▮",
        "依据《青禾保险法》及其实施细则第▮",
        "<!-- citelaw: ignore[CL201] 《▮ -->",
        "依据《青禾保险法。第二句▮",
        "<a title='《▮'>甲</a>",
        f"{TABLE}1\t甲\t许可\t《\t第▮\n",
    ],
)
def test_nothing_is_offered_elsewhere(text: str) -> None:
    assert offered(text) == []


@pytest.mark.parametrize(
    ("text", "day", "label"),
    [
        (f"{INSURANCE}第▮", None, "2018年修正文本"),
        (f"{INSURANCE}第▮", date(2012, 1, 1), "2010年文本"),
        (f"{INSURANCE}（2018年5月20日修正）第▮", date(2012, 1, 1), "2018年修正文本"),
    ],
    ids=["today", "the day of the list", "the note"],
)
def test_places_are_those_of_the_text_that_is_meant(
    text: str, day: date | None, label: str
) -> None:
    given = ListDate(day, day, DateBasis.GIVEN) if day is not None else None
    _, found = asked(text, list_date=given)
    assert {str(one.detail).partition(" · ")[0] for one in found.items} == {label}
    assert ("第七条之一" in labels(found)) == (label != "2010年文本")


def test_detail_of_an_article_says_what_it_does() -> None:
    _, found = asked(f"{INSURANCE}第▮")
    assert item(found, "第九条").detail == "2018年修正文本 · 罚则"
    _, found = asked(f"{INSURANCE}第▮", language="en")
    assert item(found, "第九条").detail == "as amended in 2018 · penalty"


# ---------------------------------------------------------------- quotations


@pytest.fixture(scope="module")
def wordy(database: Path, tmp_path_factory: pytest.TempPathFactory) -> Registry:
    """The invented statutes, and the texts of the laws among them as a user imports them."""
    source, folder = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("data")
    for path in (STATUTES / "02-laws").glob("*.txt"):
        (source / path.name).write_text(path.read_text("utf-8"), "utf-8")
    import_texts(read_folder(source), folder, lambda _: None)
    return open_registry(database, folder / "texts.sqlite")


def quoting(registry: Registry, text: str) -> tuple[Checked, CompletionList]:
    at = text.index(CURSOR)
    text = text.replace(CURSOR, "")
    engine = Engine(Settings(as_of=AS_OF), registry=registry)
    report = engine.check_document(engine.read_text(text, "list.txt"))
    checked = Checked("file:///list.txt", 1, None, Positions(text), report, engine)
    return checked, completion(checked, checked.positions.position(at), "zh")


def written(registry: Registry, text: str) -> list[str]:
    """Return what the text becomes by each of the items."""
    checked, found = quoting(registry, text)
    edits = [one.text_edit for one in found.items if isinstance(one.text_edit, TextEdit)]
    return [applied(checked, edit.range, edit.new_text) for edit in edits]


@pytest.mark.parametrize(
    ("text", "becomes"),
    [
        (f"{INSURANCE}第九条：“▮", [f"{INSURANCE}第九条：“{NINE}”"]),
        (f"{INSURANCE}第九条规定：“▮”。", [f"{INSURANCE}第九条规定：“{NINE}”。"]),
        (f"{INSURANCE}第九条：“以虚报▮", [f"{INSURANCE}第九条：“{NINE}”"]),
        (f"{INSURANCE}第九条：“以虚 报▮", [f"{INSURANCE}第九条：“{NINE}”"]),
        (
            f"{INSURANCE}第九条：“▮；《新渠稽核条例》第二条：“甲”",
            [f"{INSURANCE}第九条：“{NINE}”；《新渠稽核条例》第二条：“甲”"],
        ),
        (f"{INSURANCE}第六条第二款：“▮", [f"{INSURANCE}第六条第二款：“{SIX_TWO}”"]),
        (
            f"{INSURANCE}第六条：“▮",
            [f"{INSURANCE}第六条：“{words}”" for words in (SIX_ONE + SIX_TWO, SIX_ONE, SIX_TWO)],
        ),
        (f"{INSURANCE}第六条：“前款▮", [f"{INSURANCE}第六条：“{SIX_TWO}”"]),
        (f"{INSURANCE}第九条：“以虚报收入▮", []),
        ("《新渠稽核条例》第二条：“▮", []),
        (f"{INSURANCE}第九十九条：“▮", []),
    ],
)
def test_words_of_the_cited_place_are_offered(
    wordy: Registry, text: str, becomes: list[str]
) -> None:
    assert written(wordy, text) == becomes


def test_detail_of_words_says_of_which_text_they_are(wordy: Registry) -> None:
    _, found = quoting(wordy, f"{INSURANCE}第九条：“▮")
    assert found.items[0].detail == "《中华人民共和国青禾保险法》第九条（2018年修正文本）"


# ---------------------------------------------------------------- what is told


def told(checked: Checked, one: CompletionItem, language: str = "zh") -> str:
    converter = get_converter()
    sent = converter.structure(converter.unstructure(one), CompletionItem)  # as a client returns it
    document = resolve_completion(sent, checked, language).documentation
    assert isinstance(document, MarkupContent)
    return document.value


@pytest.mark.parametrize(
    ("text", "label", "line"),
    [
        ("《▮", "旧渠稽核条例", "2015-03-01 起由《新渠稽核条例》废止"),
        ("《▮", "中华人民共和国青禾保险法", "又称：青禾保险法"),
        ("《▮", "青禾救助暂行办法", "后继：《中华人民共和国青禾救助法》"),
        (f"{INSURANCE}第▮", "第六条", "共 2 款，3 项"),
        (f"{INSURANCE}第▮", "第六条", "《中华人民共和国青禾保险法》第六条（2018年修正文本）"),
    ],
)
def test_more_is_told_of_an_item_on_demand(text: str, label: str, line: str) -> None:
    checked, found = asked(text)
    assert item(found, label).documentation is None
    assert line in told(checked, item(found, label)).split("\n")


def test_words_of_a_place_are_told_where_they_are_held(wordy: Registry) -> None:
    checked, found = quoting(wordy, f"{INSURANCE}第9▮")
    assert told(checked, found.items[0]).split("\n")[1:] == [NINE]


@pytest.mark.parametrize(
    "data",
    [None, {}, {"title": 3}, {"title": "没有的法"}, {"title": "青禾保险法", "place": [1]}, []],
)
def test_item_of_which_nothing_is_known_stays_as_it_is(data: Any) -> None:
    one = CompletionItem(label="甲", data=data)
    resolve_completion(one, opened("甲"), "zh")
    assert one.label == "甲"


# ---------------------------------------------------------------- whatever is written

PARTS = (
    *"《》〈〉“”第条款项六七1（）：、",
    "青禾保险法", INSURANCE, "《关于印发", "qh", "甲", "𠮷", "\r\n", "\n", "\t", " ", "<p>", "</p>",
    "&amp;", "|", TABLE, "（以下简称《青保法》）", "<!-- citelaw: ignore[CL201] 甲 -->",
)  # fmt: skip


@given(
    st.lists(st.sampled_from(PARTS), max_size=14),
    st.integers(0, 200),
    st.sampled_from(["utf-8", "utf-16", "utf-32"]),
    st.booleans(),
)
def test_edits_stay_in_the_line_and_hold_the_cursor(
    parts: list[str], at: int, encoding: str, insert_replace: bool
) -> None:
    text = "".join(parts)
    at = min(at, len(text))
    checked = opened(text, encoding=encoding)
    position = checked.positions.position(at)
    found = completion(checked, position, "zh", insert_replace=insert_replace)
    for one in found.items:
        edit = one.text_edit
        if isinstance(edit, InsertReplaceEdit):
            assert edit.insert.start == edit.replace.start
            assert edit.insert.end == position
            ranges = [edit.insert, edit.replace]
        else:
            assert isinstance(edit, TextEdit)
            ranges = [edit.range]
        for one_range in ranges:
            assert one_range.start.line == one_range.end.line == position.line
            start, end = one_range.start.character, one_range.end.character
            assert start <= position.character <= end
