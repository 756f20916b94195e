"""Does ``citelaw statutes`` say what the database knows, and where it knows nothing?"""

import json
import os
import sqlite3
import subprocess
import sys
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

import click
import jsonschema
import pytest

import citelaw.commands.statutes
import citelaw.reporters.statutes
from citelaw.commands import run
from citelaw.commands._freshness import notice
from citelaw.discovery import discover
from citelaw.model import Change, Event, Locator, MapKind, MappedArticle
from citelaw.registry import open_registry
from citelaw.registry.building import compile_texts
from citelaw.registry.building.corpus import read_corpus
from citelaw.registry.composition import joined
from citelaw.registry.curated import read_curated
from citelaw.reporters._width import columns
from citelaw.reporters.statutes import View, as_text
from citelaw.reporters.statutes._history import Held
from citelaw.reporters.statutes._layout import wrapped
from citelaw.reporters.statutes._words import in_force, interval
from citelaw.reporters.statutes.diff import VIEW as DIFF
from citelaw.reporters.statutes.diff import Diff

STATUTES = Path(__file__).resolve().parents[1] / "fixtures" / "statutes"
TODAY = ("--at", "2026-11-22")
NINE = (
    "以虚报播种面积、伪造灾情证明或者其他手段骗取青禾保险待遇的，由青禾主管部门责令退回骗取的保险金，"
    "处骗取金额二倍以上五倍以下的罚款。"
)


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("statutes") / "texts.sqlite"
    compile_texts(read_corpus(STATUTES, False), read_curated(STATUTES / "curated"), out, words=True)
    return out


class Asked:
    """Runs ``citelaw statutes`` on the invented statutes."""

    def __init__(self, database: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self._database = str(database)
        self._capsys = capsys
        self.status = 0
        self.err = ""

    def __call__(self, *arguments: str) -> str:
        self.status = run(["statutes", *arguments, "--database", self._database])
        said = self._capsys.readouterr()
        self.err = said.err
        return said.out

    def json(self, *arguments: str) -> Any:
        data = json.loads(self(*arguments, "--output-format", "json"))
        text = (files("citelaw.reporters") / "schema" / "statutes.json").read_bytes()
        jsonschema.Draft202012Validator(json.loads(text)).validate(data)
        return data


@pytest.fixture
def ask(database: Path, capsys: pytest.CaptureFixture[str]) -> Asked:
    return Asked(database, capsys)


def squeezed(text: str) -> str:
    return "".join(text.split())


def row(text: str, opening: str) -> list[str]:
    """The cells of the one line that begins so."""
    (line,) = (line for line in text.splitlines() if line.lstrip().startswith(opening))
    return line.split()


# ---------------------------------------------------------------- show: a statute


def test_card_tells_names_numbers_and_every_change(ask: Asked) -> None:
    said = ask("show", "青禾保险法", *TODAY)
    assert ask.status == 0
    assert said.startswith("《中华人民共和国青禾保险法》\n")
    assert row(said, "位阶") == ["位阶", "法律"]
    assert row(said, "文号") == ["文号", "主席令第301号"]
    assert row(said, "当日适用") == ["当日适用", "2026-11-22：2018年修正文本（2018-05-20）"]
    assert row(said, "沿革") == ["沿革", "完整，历次文本均已收录"]
    assert "· 2018-05-20 修正 主席令第325号" in said
    assert "施行 2010-07-01 至 2018-05-19" in said
    assert "施行 2018-05-20 起" in said
    assert "文本 13 条，完整" in said
    assert "来源 source/one、copy/one、copy/two" in said


def test_card_says_by_what_a_status_is_known_and_to_which_day(ask: Asked) -> None:
    said = squeezed(ask("show", "青禾保险法", *TODAY))
    assert "状态有效依据：数据来源source/one未载废止" in said
    assert "数据截至2026-08-28" in said


def test_card_of_a_repealed_statute_names_day_and_repealing_text(ask: Asked) -> None:
    said = ask("show", "旧渠稽核条例", *TODAY)
    assert row(said, "废止") == ["废止", "2015-03-01", "起由《新渠稽核条例》废止"]
    assert "施行 1999-01-22 至 2015-02-28" in said
    assert "已于 2015-03-01 废止，废止前是1999年文本" in said


def test_succession_without_repeal_is_said_to_be_that(ask: Asked) -> None:
    said = ask("show", "青禾救助暂行办法", *TODAY)
    assert "已被替代（未见明文废止）" in said
    assert "《中华人民共和国青禾救助法》" in said


def test_guessed_tier_is_marked(ask: Asked) -> None:
    said = ask("show", "灯塔管理规定", *TODAY)
    assert row(said, "位阶") == ["位阶", "部门规章（推定）"]


def test_unknown_effective_day_is_an_interval(ask: Asked) -> None:
    said = ask("show", "白鹭机构管理办法", "--at", "2016-07-01")
    assert "施行 2012-09-01 起，至下一文本施行" in said
    assert "施行 不早于 2016-06-01、不晚于 2018-06-02（推定）" in said
    assert "不能确定，可能是2012年文本（2012-06-01）或2016年修正文本" in said


def test_card_as_json_holds_the_changes(ask: Asked) -> None:
    data = ask.json("show", "白鹭机构管理办法", "--at", "2016-07-01")
    assert (data["view"], data["at"]["word"]) == ("statute", "undetermined")
    assert [one["date"] for one in data["at"]["candidates"]] == ["2012-06-01", "2016-06-01"]
    assert data["changes"][1]["effective"] == {
        "not_before": "2016-06-01",
        "not_after": "2018-06-02",
        "presumed": True,
    }


def test_unknown_title_is_not_said_to_be_wrong(ask: Asked) -> None:
    said = ask("show", "某某法")
    assert ask.status == 1
    assert "《某某法》不在数据库" in said
    assert "不表示没有这部法规" in said


def test_unknown_title_comes_with_those_near_it(ask: Asked) -> None:
    said = ask("show", "国家青禾保障局关于优化青禾领域便面服务的意见")
    assert ask.status == 1
    assert "《国家青禾保障局关于优化青禾领域便民服务的意见》" in said
    assert ask.json("show", "某某法")["near"] == []


@pytest.mark.parametrize("command", ["show", "versions", "diff"])
def test_ambiguous_title_lists_every_statute(ask: Asked, command: str) -> None:
    more = ["2018", "2020"] if command == "diff" else []
    said = ask(command, "救助联营办法", *more)
    assert ask.status == 1
    assert "《白鹭机构管理办法》 部门规章，青禾部" in said
    assert "《青禾救助暂行办法》 行政法规，国务院" in said
    found = ask.json(command, "救助联营办法", *more)
    assert (found["view"], len(found["candidates"])) == ("unresolved", 2)


# ---------------------------------------------------------------- show: an article


def test_article_tells_its_units_what_they_do_and_where_it_stood(ask: Asked) -> None:
    said = ask("show", "青禾保险法", "6", *TODAY)
    assert ask.status == 0
    assert said.startswith("《中华人民共和国青禾保险法》第六条\n")
    assert "结构      2 款，第一款 3 项；款项划分经 3 个来源印证" in said
    assert "第一款第三项 14 字" in said
    assert "前一文本  2010年文本（2010-03-01）：第六条，未变，相似 100%，确定" in said
    assert "citelaw statutes import" in said


@pytest.mark.parametrize(
    ("written", "pinpoint"),
    [
        ("7-1", "a7-1"),
        ("第七条之一", "a7-1"),
        ("七", "a7"),
        ("第7条", "a7"),
        ("第六条第二款", "a6p2"),
        ("第六条第一款第（三）项", "a6p1i3"),
        ("第六条第三项", "a6i3"),
    ],
)
def test_place_is_read_as_people_write_it(ask: Asked, written: str, pinpoint: str) -> None:
    data = ask.json("show", "青禾保险法", written, *TODAY)
    assert (data["pinpoint"], data["exists"]) == (pinpoint, True)


def test_only_the_units_of_the_place_are_shown(ask: Asked) -> None:
    units = ask.json("show", "青禾保险法", "第六条第一款", *TODAY)["units"]
    assert [unit["pinpoint"] for unit in units] == ["a6p1", "a6p1i1", "a6p1i2", "a6p1i3"]
    (item,) = ask.json("show", "青禾保险法", "第六条第三项", *TODAY)["units"]
    assert item == {"pinpoint": "a6p1i3", "length": 14, "flags": []}


def test_what_an_article_does_is_said_in_words(ask: Asked) -> None:
    assert "第一款 61 字：罚则" in ask("show", "青禾保险法", "9", *TODAY)
    (unit,) = ask.json("show", "青禾保险法", "9", *TODAY)["units"]
    assert unit["flags"] == ["penalty"]


@pytest.mark.parametrize("written", ["第三章", "8-", "八至九条", "六、七", "abc", "第六条。"])
def test_unreadable_place_is_one_line(ask: Asked, written: str) -> None:
    assert ask("show", "青禾保险法", written) == ""
    assert ask.status == 2
    assert ask.err.startswith(f"citelaw: ARTICLE：{written!r} 不是条号")
    assert ask.err.count("\n") == 1


def test_renumbered_article_is_followed_both_ways(ask: Asked) -> None:
    before = ask("show", "云杉职员法", "3", "--at", "2019-05-31")
    assert "后一文本" in before
    assert "第五条，移动，相似 100%，确定" in before
    after = ask("show", "云杉职员法", "6", "--at", "2019-06-01")
    assert "第四条，修改" in after
    new = ask("show", "云杉职员法", "4", "--at", "2019-06-01")
    assert "当时没有，后来新增" in new


@pytest.mark.parametrize(
    ("title", "place", "said"),
    [
        ("青禾保险法", "13", "没有这一条，最后一条是第十二条。"),
        ("青禾保险法", "第六条第三款", "没有这一处：2 款，第一款 3 项。"),
        ("残卷法", "4", "文本不完整，不能确定有没有这一条。"),
    ],
)
def test_missing_place_is_told_from_one_that_cannot_be_told(
    ask: Asked, title: str, place: str, said: str
) -> None:
    assert said in ask("show", title, place, *TODAY)
    assert ask.status == 1


def test_article_of_a_statute_not_yet_in_force_is_not_replaced(ask: Asked) -> None:
    said = ask("show", "远星法", "1", *TODAY)
    assert ask.status == 1
    assert "尚未施行，2027-01-01 起施行" in said
    assert "--at 2027-01-01 看2026年文本（2026-08-28）的条文。" in said
    assert "结构" not in said


def test_article_of_an_undetermined_version_is_told_of_each_candidate(ask: Asked) -> None:
    said = ask("show", "白鹭机构管理办法", "2", "--at", "2016-07-01")
    assert ask.status == 1
    assert "2012年文本（2012-06-01）：有这一条" in said
    data = ask.json("show", "白鹭机构管理办法", "9", "--at", "2016-07-01")
    assert (data["exists"], data["candidates_have_it"]) == (None, [False, False])


def test_words_are_shown_where_the_user_has_them(
    imported: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ask = Asked(imported, capsys)
    said = ask("show", "青禾保险法", "第六条第一款第二项", *TODAY)
    assert row(said, "原文") == ["原文", "（二）应当由种子企业负担的；"]
    assert "农户故意" not in said
    assert len(ask.json("show", "青禾保险法", "6", *TODAY)["words"]) == 5


# ---------------------------------------------------------------- list


@pytest.mark.parametrize("tier", ["行政法规", "administrative_regulation"])
def test_list_takes_a_tier_by_either_name(ask: Asked, tier: str) -> None:
    assert ask("list", "--tier", tier).splitlines()[1:] == [
        "行政法规            2014-12-31  有效      新渠稽核条例",
        "行政法规            1999-01-22  已废止    旧渠稽核条例",
        "行政法规            2019-03-02  已被替代  青禾救助暂行办法",
        "共 3 部",
    ]


def test_list_takes_a_status_by_either_name(ask: Asked) -> None:
    found = ask.json("list", "--status", "已废止")["items"]
    assert [one["statute"]["title"] for one in found] == [
        "旧渠稽核条例",
        "欺诈骗取青禾保险金举报奖励暂行办法",
        "远星旧船检验办法",
    ]
    assert found == ask.json("list", "--status", "repealed")["items"]


def test_wrong_tier_names_the_right_ones(ask: Asked) -> None:
    ask("list", "--tier", "命令")
    assert ask.status == 2
    assert "只能是 宪法、法律、行政法规" in ask.err


# ---------------------------------------------------------------- search


def test_part_of_a_title_finds_every_statute_that_has_it(ask: Asked) -> None:
    found = ask.json("search", "青禾保险")["titles"]
    assert [(one["by"], one["statute"]["title"]) for one in found] == [
        ("title", "中华人民共和国青禾保险法"),
        ("title", "欺诈骗取青禾保险金举报奖励暂行办法"),
    ]


def test_limit_says_how_many_are_left_out(ask: Asked) -> None:
    assert "还有 1 部没有列出" in ask("search", "青禾保险", "--limit", "1")
    assert ask.json("search", "青禾保险", "--limit", "1")["more_titles"] == 1


def test_part_of_an_alias_is_told_from_a_title(ask: Asked) -> None:
    found = ask.json("search", "联营")["titles"]
    assert {(one["by"], one["name"]) for one in found} == {("alias", "救助联营办法")}


def test_number_finds_the_statute_and_what_the_decree_amended(ask: Asked) -> None:
    assert "文号相符：国务院令第901号" in ask("search", "国务院令第901号")
    (found,) = ask.json("search", "国务院第909号令")["titles"]
    assert (found["by"], found["statute"]["title"]) == ("number", "青禾救助暂行办法")


def test_quotation_finds_its_article_once_for_all_versions(ask: Asked) -> None:
    said = ask("search", NINE[:30])
    assert said.count("《中华人民共和国青禾保险法》第九条第一款") == 1
    assert "2010年文本（2010-03-01）" in said
    assert "2018年修正文本（2018-05-20）" in said
    assert "逐字相符" in said
    assert "止于      第九条第一款，其后还有" in said
    found = ask.json("search", NINE[:30])["articles"]
    assert [one["version"]["date"] for one in found] == ["2018-05-20", "2010-03-01"]


def test_quotation_to_the_end_stops_at_the_end_of_its_unit(ask: Asked) -> None:
    assert row(ask("search", NINE), "止于") == ["止于", "第九条第一款末"]


def test_differing_places_are_marked(ask: Asked) -> None:
    text = NINE.replace("二倍", "三倍")
    assert "处骗取金额【三】倍以上五倍" in squeezed(ask("search", text))
    (difference,) = ask.json("search", text)["articles"][0]["differences"]
    assert text[difference["start"] : difference["end"]] == "三"


def test_right_word_is_told_where_the_user_has_it(
    imported: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = Asked(imported, capsys)("search", NINE.replace("二倍", "三倍"))
    assert "“三”应为“二”" in said


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("虚构的词", "按引文查找至少要八个汉字"),
        ("《青禾保险法》第九条", "某一条用 citelaw statutes show"),
        ("天上掉下来的馅饼谁也没有见过", "没有一条含有这段文字的一半以上"),
    ],
)
def test_nothing_found_says_what_was_looked_for(ask: Asked, text: str, why: str) -> None:
    assert why in ask("search", text)
    assert ask.status == 1


@pytest.mark.parametrize("text", ["", " \u3000"])
def test_empty_text_is_refused(ask: Asked, text: str) -> None:
    assert ask("search", text) == ""
    assert ask.status == 2


# ---------------------------------------------------------------- versions


def test_versions_stand_in_a_table(ask: Asked) -> None:
    assert ask("versions", "青禾保险法").splitlines() == [
        "《中华人民共和国青禾保险法》",
        "日期        种类  文号           条数   文本  施行",
        "2010-03-01  制定  主席令第301号  12 条  完整  2010-07-01 至 2018-05-19",
        "2018-05-20  修正  主席令第325号  13 条  完整  2018-05-20 起",
        "沿革完整。",
        "来源 2010-03-01：source/one、copy/one、copy/two",
        "来源 2018-05-20：source/one、copy/one、copy/two",
    ]


def test_versions_of_a_truncated_text_are_not_complete(ask: Asked) -> None:
    (change,) = ask.json("versions", "残卷法")["changes"]
    assert change["version"]["complete"] is False
    assert row(ask("versions", "残卷法"), "2001-01-01")[-3:] == ["不完整", "2001-05-01", "起"]


def test_statute_without_text_has_no_versions(ask: Asked) -> None:
    assert "没有收录它的文本和沿革。" in ask("versions", "云杉省青禾救助条例")


# ---------------------------------------------------------------- diff


def test_diff_leaves_out_what_is_the_same_and_says_how_much(ask: Asked) -> None:
    said = ask("diff", "云杉职员法", "2005", "2018")
    assert said.splitlines() == [
        "《中华人民共和国云杉职员法》条文对照",
        "旧 2005年文本（2005-04-27），5 条",
        "新 2018年修订文本（2018-12-29），7 条",
        "旧条    新条    变化  相似  把握",
        "—       第三条  新增",
        "—       第四条  新增",
        "第三条  第五条  移动  100%  确定",
        "第四条  第六条  修改  80%   确定",
        "合计：未变 2，移动 1，修改 1，新增 2，未能对应 2",
        "未能对应（旧文本 1 条，不作判断）：第五条",
        "未能对应（新文本 1 条，不作判断）：第七条",
        "未变的 2 条没有列出，--all 列出。",
    ]


def test_diff_shows_everything_where_asked_for(ask: Asked) -> None:
    said = ask("diff", "云杉职员法", "2005-04-27", "2018-12-29", "--all")
    assert row(said, "第二条") == ["第二条", "第二条", "未变", "100%", "确定"]
    assert "没有列出" not in said


def test_every_article_stands_in_the_map_or_is_open(ask: Asked) -> None:
    data = ask.json("diff", "云杉职员法", "2005", "2018")
    old = [one["old"] for one in data["rows"] if one["old"]] + data["open"]["old"]
    new = [one["new"] for one in data["rows"] if one["new"]] + data["open"]["new"]
    assert sorted(old) == [f"a{number}" for number in range(1, 6)]
    assert sorted(new) == [f"a{number}" for number in range(1, 8)]


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("2006", "2018", "没有收录日期为 '2006' 的文本；已收录的有 2005-04-27、2018-12-29。"),
        ("20", "2018", "'20' 对应几个文本：2005-04-27、2018-12-29；写全日期。"),
        ("2018", "2005", "前一文本 2018-12-29 应早于后一文本 2005-04-27；换个次序。"),
        ("2018", "2018", "前一文本 2018-12-29 应早于后一文本 2018-12-29；换个次序。"),
    ],
)
def test_version_that_cannot_be_compared_is_one_line(
    ask: Asked, old: str, new: str, reason: str
) -> None:
    assert ask("diff", "云杉职员法", old, new) == ""
    assert ask.status == 2
    assert ask.err == f"citelaw: 《中华人民共和国云杉职员法》：{reason}\n"


def test_incomplete_text_warns_of_articles_that_seem_new(database: Path) -> None:
    registry = open_registry(database)
    (statute,) = registry.by_title("云杉职员法")
    old, new = registry.versions(statute)
    rows = (mapped("new", None, 3, 0.0), mapped("moved", 3, 5, 1.0))
    shown = Diff(statute, Held(old, False, ()), Held(new, True, ()), rows, (), (), True, False)
    said = as_text(DIFF, shown).decode()
    assert "注意：旧文本不完整，“新增”可能只是旧文本缺了这一条。" in said
    assert "新文本不完整" not in said
    assert "两个文本不相邻" in said


def mapped(kind: str, old: int | None, new: int | None, similarity: float) -> MappedArticle:
    first = Locator(article=old) if old is not None else None
    second = Locator(article=new) if new is not None else None
    return MappedArticle(MapKind(kind), first, second, similarity)


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        pytest.param(
            [mapped("moved", 3, 5, 1.0)],
            [mapped("moved", 5, 3, 1.0)],
            [mapped("same", 3, 3, 1.0)],
            id="there-and-back",
        ),
        pytest.param(
            [mapped("changed", 3, 5, 0.9)],
            [mapped("changed", 5, 6, 0.6)],
            [mapped("changed", 3, 6, 0.6)],
            id="the-lowest-counts",
        ),
        pytest.param(
            [mapped("same", 3, 3, 1.0)],
            [mapped("dropped", 3, None, 0.0)],
            [mapped("dropped", 3, None, 0.0)],
            id="dropped-later",
        ),
        pytest.param(
            [mapped("dropped", 3, None, 0.0)],
            [mapped("new", None, 3, 0.0)],
            [mapped("new", None, 3, 0.0), mapped("dropped", 3, None, 0.0)],
            id="another-under-its-number",
        ),
        pytest.param(
            [mapped("new", None, 4, 0.0)],
            [mapped("moved", 4, 5, 1.0)],
            [mapped("new", None, 5, 0.0)],
            id="new-and-moved",
        ),
        pytest.param(
            [mapped("new", None, 4, 0.0)],
            [mapped("dropped", 4, None, 0.0)],
            [],
            id="came-and-went",
        ),
        pytest.param(
            [mapped("changed", 3, 3, 0.8), mapped("split", 3, 4, 0.9)],
            [mapped("dropped", 3, None, 0.0), mapped("same", 4, 4, 1.0)],
            [mapped("split", 3, 4, 0.9)],
            id="one-half-dropped",
        ),
        pytest.param([mapped("same", 3, 3, 1.0)], [], [], id="silence-stays"),
    ],
)
def test_maps_are_followed_over_a_version_between(
    first: list[MappedArticle], second: list[MappedArticle], expected: list[MappedArticle]
) -> None:
    assert list(joined(first, second)) == expected


# ---------------------------------------------------------------- verify


def damaged(database: Path, folder: Path) -> Path:
    """The database with one row changed, as a file that still opens."""
    path = folder / "damaged.sqlite"
    path.write_bytes(database.read_bytes())
    connection = sqlite3.connect(path)
    connection.execute("UPDATE statute SET repealed_on = '2000-01-01' WHERE id = 1")
    connection.commit()
    connection.close()
    return path


def test_intact_database_is_said_to_be(ask: Asked) -> None:
    assert ask("verify").startswith("完好  ")
    assert ask.status == 0
    assert ask.json("verify")["intact"] is True


def test_changed_row_is_noticed(
    database: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ask = Asked(damaged(database, tmp_path), capsys)
    assert ask("verify").startswith("已损坏  ")
    assert ask.status == 1
    (file,) = ask.json("verify")["files"]
    assert (file["intact"], len(file["problems"])) == (False, 1)


def test_torn_file_is_damaged_and_a_missing_one_is_an_error(
    database: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    torn = tmp_path / "torn.sqlite"
    torn.write_bytes(database.read_bytes()[:-4096])
    ask = Asked(torn, capsys)
    assert ask("verify").startswith("已损坏  ")
    assert ask.status == 1
    missing = Asked(tmp_path / "missing.sqlite", capsys)
    assert missing("verify") == ""
    assert missing.status == 2


def test_every_file_is_verified(
    database: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = str(damaged(database, tmp_path))
    assert run(["statutes", "verify", "--database", str(database), "--database", path]) == 1
    said = capsys.readouterr().out
    assert f"完好  {database}" in said
    assert f"已损坏  {path}" in said


# ---------------------------------------------------------------- info, and the age of the data


def test_info_counts_by_tier(ask: Asked) -> None:
    said = ask("info", "--as-of", "2026-11-22")
    assert row(said, "数据截至") == ["数据截至", "2026-09-30"]
    assert row(said, "行政法规") == ["行政法规", "3", "3", "4", "4", "14", "3", "不明"]
    assert row(said, "合计") == ["合计", "17", "12", "16", "15", "81", "10"]
    data = ask.json("info", "--as-of", "2026-11-22")
    assert data["known_to"]["law"] == "2026-08-28"
    assert data["stale"] is True  # department rules are known to 2024-04-03


@pytest.mark.parametrize(
    ("day", "today", "old"),
    [
        ("2026-09-30", date(2027, 9, 30), False),
        ("2026-09-30", date(2027, 10, 1), True),
        ("2024-02-29", date(2025, 2, 28), False),
        ("2024-02-29", date(2025, 3, 1), True),
    ],
)
def test_data_are_old_after_a_year(day: str, today: date, old: bool) -> None:
    assert (notice([("law", day)], today) is not None) is old


def test_notice_names_the_tiers_that_are_old() -> None:
    known_to = [("law", "2026-08-28"), ("department_rule", "2024-04-03")]
    assert notice(known_to, date(2026, 11, 22)) == (
        "法规数据部门规章截至 2024-04-03，已超过一年，其后的修改和废止不在其中；更新 citelaw。",
        "the statute data (department rule up to 2024-04-03) is more than a year old and knows no "
        "later change; update citelaw.",
    )


def test_old_data_are_said_to_be_by_info_and_once_by_check(
    ask: Asked, database: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "法律截至 2026-08-28，已超过一年" in ask("info", "--as-of", "2028-01-01")
    assert ask.json("info", "--as-of", "2028-01-01")["stale"] is True
    paths = [tmp_path / "a.txt", tmp_path / "b.txt"]
    for path in paths:
        path.write_text("依据《中华人民共和国青禾保险法》第九条处理。\n", "utf-8")
    options = ["--database", str(database), "--as-of", "2028-01-01"]
    assert run(["check", *options, *map(str, paths)]) == 0
    said = capsys.readouterr().err
    assert said.startswith("citelaw: 法规数据")
    assert "已超过一年" in said
    assert said.count("\n") == 1


# ---------------------------------------------------------------- words and lines


@pytest.mark.parametrize(
    ("low", "high", "presumed", "said"),
    [
        (date(2018, 5, 20), date(2018, 5, 20), False, "2018-05-20"),
        (
            date(2018, 5, 20),
            date(2020, 5, 20),
            True,
            "不早于 2018-05-20、不晚于 2020-05-20（推定）",
        ),
        (None, date(2024, 4, 3), False, "不晚于 2024-04-03"),
        (None, None, False, "未收录"),
    ],
)
def test_day_is_said_as_far_as_it_is_known(
    low: date | None, high: date | None, presumed: bool, said: str
) -> None:
    assert interval(low, high, presumed) == said


def test_presumed_start_ends_before_the_next_known_one() -> None:
    event = (Event("2016-06-01", "amended"),)
    start, following = date(2016, 6, 1), date(2020, 1, 1)
    first = Change("amendment", event, start, date(2018, 6, 2), True, None)
    second = Change("amendment", event, following, following, False, None)
    said = in_force(first, second, None)
    assert said == "不早于 2016-06-01、不晚于 2018-06-02（推定），至 2019-12-31"


def test_no_line_opens_with_a_closing_mark_or_tears_a_date() -> None:
    text = "自2018-05-20（修正）起，施行日期、文号“国务院令”、来源与条文数目都在其中。" * 4
    for width in range(12, 40):
        lines = list(wrapped(text, width))
        assert "".join(lines) == text
        for line in lines:
            assert columns(line) <= width
            assert line[0] not in "，。、；：？）】》〉”’"
            assert line[-1] not in "（《〈“‘【"
        assert sum("2018-05-20" in line for line in lines) == 4


@pytest.mark.parametrize(
    "arguments",
    [
        ["show", "青禾保险法"],
        ["show", "青禾保险法", "10"],
        ["show", "白鹭机构管理办法", "--at", "2016-07-01"],
        ["versions", "白鹭机构管理办法"],
        ["diff", "云杉职员法", "2005", "2018"],
        ["search", NINE.replace("二倍", "三倍")],
        ["search", "青禾"],
        ["show", "某" * 90],
    ],
    ids=lambda arguments: " ".join(arguments)[:30],
)
def test_lines_fit_a_terminal_of_80_columns(ask: Asked, arguments: list[str]) -> None:
    assert max(map(columns, ask(*arguments).splitlines())) <= 80


@pytest.mark.parametrize("command", ["show", "search", "versions"])
@pytest.mark.parametrize("text", ["\x1b[31m红\x07\u202e", "\udcff坏字节\udc80", "％_'\"《》" * 300])
def test_hostile_text_reaches_no_terminal_and_breaks_nothing(
    ask: Asked, command: str, text: str
) -> None:
    said = ask(command, text) + ask.err
    assert ask.status in (1, 2)
    assert not {"\x1b", "\x07", "\u202e"} & set(said)
    assert "Traceback" not in said


# ---------------------------------------------------------------- the command line


def test_every_module_holds_its_command() -> None:
    found = discover(citelaw.commands.statutes, "COMMAND", click.Command)
    assert set(found) >= {"show", "list", "search", "versions", "diff", "verify", "info"}


def test_every_view_is_named_in_the_schema() -> None:
    text = (files("citelaw.reporters") / "schema" / "statutes.json").read_bytes()
    named = json.loads(text)["properties"]["view"]["enum"]
    views = discover(citelaw.reporters.statutes, "VIEW", View)
    assert sorted(view.name for view in views.values()) == sorted(named)


def test_help_imports_no_more_than_click() -> None:
    program = (
        "import sys\nfrom citelaw.commands import run\nrun(['statutes', '--help'])\n"
        "print(*sys.modules, file=sys.stderr)"
    )
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    modules = set(done.stderr.split())
    assert "citelaw.commands.statutes.show" in modules
    assert not modules & {"citelaw.model", "citelaw.registry", "citelaw.grammar", "sqlite3"}
    assert not [name for name in modules if name.startswith("citelaw.reporters")]


def test_closed_pipe_is_silent(database: Path) -> None:
    arguments = ["statutes", "list", "--output-format", "json", "--database", str(database)]
    reader, writer = os.pipe()
    os.close(reader)
    command = [sys.executable, "-m", "citelaw", *arguments]
    done = subprocess.run(command, stdout=writer, stderr=subprocess.PIPE, check=False)
    os.close(writer)
    assert (done.returncode, done.stderr) == (0, b"")


def test_facts_of_the_working_folder_are_laid_over(
    ask: Asked, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    facts = '[[statute]]\ntitle = "杉县渠道奖励办法"\nnumber = "杉政发〔2020〕3号"\n'
    (tmp_path / "statutes.toml").write_text(facts, "utf-8")
    monkeypatch.chdir(tmp_path)
    assert "杉政发〔2020〕3号" in ask("show", "杉县渠道奖励办法")
    assert ask.status == 0


def test_short_form_of_a_title_leads_to_it(ask: Asked) -> None:
    said = ask("show", "青禾险法")
    assert ask.status == 1
    assert "《中华人民共和国青禾保险法》" in said


def test_characters_in_another_order_lead_nowhere(ask: Asked) -> None:
    assert "标题相近的有" not in ask("show", "法险禾")
