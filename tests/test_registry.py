"""The look-up side, on invented statutes built for the test."""

import re
import sqlite3
import threading
from datetime import date
from pathlib import Path

import pytest

from citelaw.errors import RegistryError
from citelaw.model import (
    Comparison,
    DifferenceKind,
    Locator,
    NotYet,
    Statute,
    Undetermined,
    Version,
)
from citelaw.registry import Registry, open_registry

STATUTES = Path(__file__).resolve().parents[1] / "fixtures" / "statutes"
NINE = (
    "以虚报播种面积、伪造灾情证明或者其他手段骗取青禾保险待遇的，由青禾主管部门责令退回骗取的保险金，"
    "处骗取金额二倍以上五倍以下的罚款。"
)
SIX = (
    "有下列情形之一的，青禾保险基金不予支付："
    "（一）应当由第三人负担的；（二）应当由种子企业负担的；（三）因农户故意焚毁青禾造成损失的。"
)
SIX_TWO = "前款第一项情形中，第三人不支付的，由青禾保险基金先行支付，并有权向第三人追偿。"


@pytest.fixture(scope="module")
def registry(database: Path) -> Registry:
    return open_registry(database)


def only(registry: Registry, title: str) -> Statute:
    (statute,) = registry.by_title(title)
    return statute


def in_force(registry: Registry, title: str, day: date) -> Version:
    version = registry.at(only(registry, title), day)
    assert isinstance(version, Version)
    return version


def insurance(registry: Registry) -> Version:
    return in_force(registry, "青禾保险法", date(2020, 1, 1))


def held_against(registry: Registry, locator: Locator, text: str) -> Comparison:
    comparison = registry.compare(insurance(registry), locator, text)
    assert comparison is not None
    return comparison


def marked(comparison: Comparison, text: str) -> list[tuple[str, str]]:
    return [
        (difference.kind.value, text[difference.span.start : difference.span.end])
        for difference in comparison.differences
    ]


# ---------------------------------------------------------------- titles and numbers


@pytest.mark.parametrize(
    ("printed", "title"),
    [
        pytest.param("中华人民共和国青禾保险法", "中华人民共和国青禾保险法", id="full"),
        pytest.param("青禾保险法", "中华人民共和国青禾保险法", id="alias"),
        pytest.param("《青禾 保险\n法》", "中华人民共和国青禾保险法", id="marks-and-white-space"),
        pytest.param(
            "国家青保局关于优化青禾领域便民服务的意见",
            "国家青禾保障局关于优化青禾领域便民服务的意见",
            id="short-organ",
        ),
        pytest.param(
            "关于优化青禾领域便民服务的意见",
            "国家青禾保障局关于优化青禾领域便民服务的意见",
            id="issuer-left-out",
        ),
        pytest.param(
            "国家青禾保障局办公室关于印发〈欺诈骗取青禾保险金举报奖励暂行办法〉的通知",
            "欺诈骗取青禾保险金举报奖励暂行办法",
            id="wrapper",
        ),
        pytest.param(
            "〈欺诈骗取青禾保险金举报奖励暂行办法〉的通知",
            "欺诈骗取青禾保险金举报奖励暂行办法",
            id="wrapper-that-lost-its-beginning",
        ),
    ],
)
def test_title_is_found(registry: Registry, printed: str, title: str) -> None:
    assert [statute.title for statute in registry.by_title(printed)] == [title]


@pytest.mark.parametrize(
    "printed",
    [
        pytest.param("青禾保险法律", id="longer-word"),
        pytest.param("青禾保险", id="part-of-a-title"),
        pytest.param("关于修改〈中华人民共和国青禾保险法〉的决定", id="amending-decision"),
        pytest.param("实施〈中华人民共和国青禾保险法〉若干规定", id="implementing-rule"),
    ],
)
def test_what_merely_contains_a_title_is_unknown(registry: Registry, printed: str) -> None:
    assert registry.by_title(printed) == ()


def test_shared_alias_gives_every_statute(registry: Registry) -> None:
    found = {statute.title for statute in registry.by_title("救助联营办法")}
    assert found == {"青禾救助暂行办法", "白鹭机构管理办法"}


def test_names_hold_aliases_and_no_amending_words(registry: Registry) -> None:
    names = registry.names()
    assert {"青禾保险法", "中华人民共和国青禾保险法", "青禾救助暂行办法"} <= set(names)
    assert len(set(names)) == len(names)


def test_misspelled_title_is_near(registry: Registry) -> None:
    (near,) = registry.near_titles("国家青禾保障局关于优化青禾领域便面服务的意见")
    assert near.statute.document_number == "青保发〔2021〕39号"
    assert near.distance == 0.5


def test_part_of_a_title_is_not_near(registry: Registry) -> None:
    assert registry.near_titles("青禾保险金举报") == ()


@pytest.mark.parametrize(
    "printed",
    ["国务院令第901号", "中华人民共和国国务院令 第九百零一号", "国务院第901号令", "国务院令901号"],
)
def test_decree_number_is_found_in_every_form(registry: Registry, printed: str) -> None:
    assert [statute.title for statute in registry.by_number(printed)] == ["青禾救助暂行办法"]


def test_document_number_is_found_with_other_brackets(registry: Registry) -> None:
    (statute,) = registry.by_number("青保发[2021]39号")
    assert statute.title == "国家青禾保障局关于优化青禾领域便民服务的意见"


def test_amending_decree_leads_to_the_amended_statute(registry: Registry) -> None:
    (statute,) = registry.by_number("国务院令第909号")
    assert statute.title == "青禾救助暂行办法"


# ---------------------------------------------------------------- facts of a statute


def test_history_is_complete_where_every_change_is_held(registry: Registry) -> None:
    assert only(registry, "青禾保险法").history_complete
    assert not only(registry, "灯塔管理规定").history_complete


def test_guessed_tier_is_not_certain(registry: Registry) -> None:
    assert not only(registry, "灯塔管理规定").tier_certain
    assert only(registry, "白鹭机构管理办法").tier_certain
    assert not only(registry, "国家青禾保障局关于优化青禾领域便民服务的意见").tier_certain


def test_repeal_names_day_and_successor(registry: Registry) -> None:
    statute = only(registry, "旧渠稽核条例")
    assert (statute.repealed_on, statute.repealed_by) == ("2015-03-01", "新渠稽核条例")


def test_succession_is_no_repeal(registry: Registry) -> None:
    statute = only(registry, "青禾救助暂行办法")
    assert statute.successor == "中华人民共和国青禾救助法"
    assert statute.repealed_on is None


def test_document_without_text_says_so(registry: Registry) -> None:
    statute = only(registry, "云杉省青禾救助条例")
    assert not statute.has_text
    assert statute.region == "云杉省"
    assert registry.versions(statute) == ()
    assert registry.at(statute, date(2020, 1, 1)) == Undetermined(candidates=())


# ---------------------------------------------------------------- time


@pytest.mark.parametrize(
    ("title", "day", "version"),
    [
        pytest.param("青禾保险法", date(2010, 7, 1), "2010-03-01", id="first-day"),
        pytest.param("青禾保险法", date(2018, 5, 19), "2010-03-01", id="day-before-amendment"),
        pytest.param("青禾保险法", date(2018, 5, 20), "2018-05-20", id="curated-effective-date"),
        pytest.param("云杉职员法", date(2019, 5, 31), "2005-04-27", id="adopted-not-effective"),
        pytest.param("云杉职员法", date(2019, 6, 1), "2018-12-29", id="revision-in-force"),
        pytest.param("青禾救助暂行办法", date(2019, 3, 2), "2019-03-02", id="by-decree"),
        pytest.param("白鹭机构管理办法", date(2018, 7, 1), "2016-06-01", id="presumed"),
        pytest.param("灯塔管理规定", date(2024, 4, 3), "", id="undated-by-its-source"),
    ],
)
def test_version_in_force(registry: Registry, title: str, day: date, version: str) -> None:
    assert in_force(registry, title, day).date == version


@pytest.mark.parametrize(
    ("title", "day"),
    [("青禾保险法", date(2010, 6, 30)), ("远星法", date(2026, 11, 22))],
)
def test_before_first_effective_date_is_not_yet(registry: Registry, title: str, day: date) -> None:
    assert isinstance(registry.at(only(registry, title), day), NotYet)


def test_amendment_without_effective_date_is_undetermined(registry: Registry) -> None:
    found = registry.at(only(registry, "白鹭机构管理办法"), date(2016, 7, 1))
    assert isinstance(found, Undetermined)
    assert [version.date for version in found.candidates] == ["2012-06-01", "2016-06-01"]


def test_unknown_effective_date_stays_open(registry: Registry) -> None:
    old, new = registry.versions(only(registry, "白鹭机构管理办法"))
    assert (old.effective_from, old.effective_to) == (date(2012, 9, 1), None)
    assert (new.kind, new.effective_from) == ("amendment", None)


# ---------------------------------------------------------------- places


@pytest.mark.parametrize(
    ("locator", "exists"),
    [
        (Locator(article=12), True),
        (Locator(article=13), False),
        (Locator(article=7, inserted=1), True),
        (Locator(article=7, inserted=2), False),
    ],
)
def test_article_exists(registry: Registry, locator: Locator, exists: bool) -> None:
    assert registry.article_exists(insurance(registry), locator) is exists


def test_inserted_article_is_missing_before_its_insertion(registry: Registry) -> None:
    old = in_force(registry, "青禾保险法", date(2015, 1, 1))
    assert registry.article_exists(old, Locator(article=7, inserted=1)) is False


def test_incomplete_text_never_proves_that_an_article_is_missing(registry: Registry) -> None:
    version = in_force(registry, "残卷法", date(2010, 1, 1))
    assert registry.article_exists(version, Locator(article=3)) is True
    assert registry.article_exists(version, Locator(article=4)) is None


def test_chapter_exists(registry: Registry) -> None:
    version = insurance(registry)
    assert registry.chapter_exists(version, Locator(chapter=4)) is True
    assert registry.chapter_exists(version, Locator(chapter=5)) is False
    assert registry.chapter_exists(version, Locator(article=5)) is None


def test_units_count_items_of_each_paragraph(registry: Registry) -> None:
    units = registry.units(insurance(registry), Locator(article=6))
    assert units is not None
    assert (units.paragraphs, units.items, units.confirmations) == (2, (3, 0), 3)
    assert registry.units(insurance(registry), Locator(article=99)) is None


# ---------------------------------------------------------------- quotations


@pytest.mark.parametrize(
    ("locator", "text", "complete"),
    [
        pytest.param(Locator(article=9), NINE, True, id="whole-article"),
        pytest.param(Locator(article=6), SIX + SIX_TWO, True, id="items-in-one-line"),
        pytest.param(Locator(article=6), SIX, False, id="first-paragraph-of-two"),
        pytest.param(Locator(article=6, paragraph=1), SIX, True, id="cited-paragraph"),
        pytest.param(Locator(article=6, paragraph=2), SIX_TWO, True, id="second-paragraph"),
        pytest.param(
            Locator(article=6, paragraph=1, item=2),
            "有下列情形之一的，青禾保险基金不予支付：（二）应当由种子企业负担的",
            True,
            id="opening-and-item",
        ),
        pytest.param(
            Locator(article=6, item=2), "应当由种子企业负担的", True, id="item-of-like-opening"
        ),
        pytest.param(
            Locator(article=9),
            NINE.replace("二倍以上五倍", "2倍以上5倍"),
            True,
            id="arabic-numbers",
        ),
        pytest.param(
            Locator(article=6), "有下列情形之一的……并有权向第三人追偿。", True, id="marked-elision"
        ),
        pytest.param(Locator(article=9), NINE.replace("，", ","), True, id="width"),
    ],
)
def test_true_quotation_has_no_differences(
    registry: Registry, locator: Locator, text: str, complete: bool
) -> None:
    comparison = held_against(registry, locator, text)
    assert comparison.differences == ()
    assert comparison.complete is complete
    assert comparison.locator == locator


@pytest.mark.parametrize(
    ("text", "differences"),
    [
        pytest.param(
            NINE.replace("二倍以上五倍", "二倍以上三倍"), [("changed", "三")], id="changed-number"
        ),
        pytest.param(
            NINE.replace("责令退回", "应当责令退回"), [("added", "应当")], id="added-words"
        ),
        pytest.param(NINE.replace("责令退回", "退回"), [("dropped", "门退")], id="dropped-words"),
        pytest.param(NINE[10:], [("dropped", "灾情")], id="starts-in-the-middle"),
        pytest.param(
            NINE + "情节严重的，取消资格。",
            [("added", "情节严重的，取消资格")],
            id="words-after-the-end",
        ),
        pytest.param(
            NINE.replace("二倍", "三倍").replace("罚款", "罚金"),
            [("changed", "三"), ("changed", "金")],
            id="two-places",
        ),
    ],
)
def test_difference_is_placed(
    registry: Registry, text: str, differences: list[tuple[str, str]]
) -> None:
    comparison = held_against(registry, Locator(article=9), text)
    assert marked(comparison, text) == differences


def test_dropped_item_is_a_passage(registry: Registry) -> None:
    text = SIX.replace("（二）应当由种子企业负担的；", "") + SIX_TWO
    (difference,) = held_against(registry, Locator(article=6), text).differences
    assert difference.kind is DifferenceKind.DROPPED
    assert difference.passage
    assert text[difference.span.start : difference.span.end] == "的；（三）因"


def test_swapped_items_are_noticed(registry: Registry) -> None:
    two, three = "（二）应当由种子企业负担的；", "（三）因农户故意焚毁青禾造成损失的。"
    text = SIX.replace(two + three, three + two)
    assert held_against(registry, Locator(article=6), text).differences


def test_words_of_another_paragraph_are_placed_there(registry: Registry) -> None:
    comparison = held_against(registry, Locator(article=6, paragraph=1), SIX_TWO)
    assert comparison.locator == Locator(article=6, paragraph=2)
    assert comparison.coverage == 1.0


def test_stop_in_mid_sentence_is_not_a_units_end(registry: Registry) -> None:
    cut = held_against(registry, Locator(article=9), NINE[:30])
    assert (cut.complete, cut.stop_unit_end, cut.differences) == (False, False, ())
    unit = held_against(registry, Locator(article=6), SIX)
    assert (unit.complete, unit.stop_unit_end) == (False, True)


def test_words_of_another_article_do_not_cover(registry: Registry) -> None:
    comparison = held_against(registry, Locator(article=8), NINE)
    assert comparison.coverage < 0.5


def test_too_short_or_missing_gives_none(registry: Registry) -> None:
    version = insurance(registry)
    assert registry.compare(version, Locator(article=9), "罚款。") is None
    assert registry.compare(version, Locator(article=40), NINE) is None
    assert registry.compare(version, Locator(chapter=1), NINE) is None


def test_places_are_the_articles_in_their_order(registry: Registry) -> None:
    version = insurance(registry)
    places = registry.places(version)
    assert places == tuple(one.locator for one in registry.articles(version))
    assert Locator(article=7, inserted=1) in places


def test_search_finds_the_article_of_the_words(registry: Registry) -> None:
    best = registry.search(insurance(registry), NINE[5:40])[0]
    assert best.locator == Locator(article=9)
    assert best.coverage == 1.0


def test_word_of_an_older_version_is_a_change(registry: Registry) -> None:
    text = "青禾保险经办机构应当自收到申请之日起三十日内核定损失，并书面告知申请人。"
    own = held_against(registry, Locator(article=5), text)
    assert marked(own, text) == [("changed", "三十")]


@pytest.mark.parametrize(("old", "new"), [(3, 5), (4, 6)])
def test_renumbered_article_is_followed(registry: Registry, old: int, new: int) -> None:
    first, second = registry.versions(only(registry, "云杉职员法"))
    moved = registry.moved(first, second, Locator(article=old, paragraph=1))
    assert moved is not None
    assert moved.locator == Locator(article=new, paragraph=1)


# ---------------------------------------------------------------- the file


def test_several_threads_read_at_once(registry: Registry) -> None:
    found: list[int] = []

    def look() -> None:
        found.append(len(registry.search(insurance(registry), NINE)))

    threads = [threading.Thread(target=look) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 4


def test_missing_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(RegistryError, match="没有法规数据库文件"):
        open_registry(tmp_path / "none.sqlite")


def test_other_file_is_said(tmp_path: Path) -> None:
    path = tmp_path / "list.sqlite"
    path.write_bytes(b"not a database, but long enough to be read as one" * 20)
    with pytest.raises(RegistryError, match="不能作为法规数据库读取"):
        open_registry(path)


def test_database_of_another_program_is_said(tmp_path: Path) -> None:
    path = tmp_path / "other.sqlite"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE one (two)")
    connection.close()
    with pytest.raises(RegistryError, match="不是 citelaw 的法规数据库"):
        open_registry(path)


@pytest.mark.parametrize(("schema", "age"), [(0, "更旧"), (99, "更新")])
def test_other_schema_is_said(database: Path, tmp_path: Path, schema: int, age: str) -> None:
    path = tmp_path / "other.sqlite"
    path.write_bytes(database.read_bytes())
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA user_version = {schema}")
    connection.commit()
    connection.close()
    with pytest.raises(RegistryError, match=age):
        open_registry(path)


def test_damaged_file_is_said(database: Path, tmp_path: Path) -> None:
    path = tmp_path / "damaged.sqlite"
    path.write_bytes(database.read_bytes()[:4096])
    with pytest.raises(RegistryError, match=re.escape("damaged.sqlite")):
        open_registry(path).names()
