"""What is learned of unknown documents from lists, and is it fit to be pasted?"""

import dataclasses
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from citelaw.commands import run
from citelaw.commands.statutes.learn import COMMAND
from citelaw.engine import Engine
from citelaw.learn import Conflict, Place, Proposal, propose, render
from citelaw.model import DateKind, Tier
from citelaw.registry import open_registry
from citelaw.registry.overlay import Overlay, read_overlay
from citelaw.settings import Settings

STATUTES = Path(__file__).resolve().parents[1] / "fixtures" / "statutes"


@pytest.fixture(scope="module")
def engine(database: Path) -> Engine:
    return Engine(Settings(), registry=open_registry(database))


def learned(engine: Engine, *texts: str) -> tuple[Proposal, ...]:
    """What the lists 1.txt, 2.txt … teach."""
    documents = [engine.read_text(text, f"{n}.txt") for n, text in enumerate(texts, 1)]
    return propose(engine.resolve(document, engine.find(document)) for document in documents)


def one(engine: Engine, *texts: str) -> Proposal:
    (found,) = learned(engine, *texts)
    return found


def pasted(proposals: tuple[Proposal, ...], folder: Path) -> Overlay:
    path = folder / "statutes.toml"
    path.write_text(render(proposals), "utf-8")
    return read_overlay(path)


def conflicts(proposal: Proposal) -> list[Conflict]:
    return [contradiction.conflict for contradiction in proposal.contradictions]


# ---------------------------------------------------------------- which documents


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("《青禾救助暂行办法》第二条处理。", id="known"),
        pytest.param("见《办法》第二条。", id="generic"),
        pytest.param("见《监督管理办法》第二条。", id="generic-of-several-words"),
        pytest.param("按照甲财社〔2014〕70号要求办理。", id="number-for-a-document"),
        pytest.param("附件：《白杨桥梁收费目录》", id="annex"),
        pytest.param("没有文件。", id="nothing"),
        pytest.param(
            "《青禾救助暂行办法》第二条：“依照《白杨桥梁收费办法》第三条的规定处理。”", id="quoted"
        ),
    ],
)
def test_only_unknown_documents_of_the_lists_own_are_proposed(engine: Engine, text: str) -> None:
    assert learned(engine, text) == ()


def test_most_frequent_comes_first_then_the_order_of_titles(engine: Engine) -> None:
    found = learned(
        engine,
        "《白杨渡口办法》第一条；《白杨桥梁办法》第一条；《白杨灯塔办法》第一条；《白杨灯塔办法》第二条",
    )
    assert [(proposal.title, proposal.count) for proposal in found] == [
        ("白杨灯塔办法", 2),
        ("白杨桥梁办法", 1),
        ("白杨渡口办法", 1),
    ]


def test_list_that_defines_a_short_name_means_the_full_title(engine: Engine) -> None:
    found = one(engine, "《白杨桥梁收费办法》（以下简称《收费办法》）第一条；《收费办法》第二条。")
    assert (found.title, found.count) == ("白杨桥梁收费办法", 2)


def test_spellings_that_differ_in_marks_and_space_are_counted_together(engine: Engine) -> None:
    found = one(
        engine,
        "《关于印发<白杨渡口办法>的通知》第一条；《关于印发“白杨渡口办法”的通知》第二条；"
        "《关于印发〈白杨 渡口办法〉的通知》第三条。",
    )
    assert found.title == "关于印发〈白杨渡口办法〉的通知"
    assert [(spelling.value, spelling.count) for spelling in found.spellings] == [
        ("关于印发〈白杨渡口办法〉的通知", 2),
        ("关于印发“白杨渡口办法”的通知", 1),
    ]


def test_version_in_the_title_is_an_event_and_no_part_of_it(engine: Engine) -> None:
    found = one(engine, "《白杨渡口办法（2024年修订）》第一条")
    assert found.title == "白杨渡口办法"
    assert [(event.kind, event.date) for event in found.events] == [(DateKind.REVISED, "2024")]


def test_words_behind_the_marks_make_no_other_document(engine: Engine) -> None:
    inside = "《白杨渡口条例实施细则》第一条；《白杨渡口条例实施细则》第二条；"
    found = one(engine, inside + "《白杨渡口条例》实施细则第三条")
    assert (found.title, found.count) == ("白杨渡口条例实施细则", 3)


def test_places_are_told_by_file_and_row_or_line(engine: Engine) -> None:
    table = "序号\t事项\t设定依据\n7\t许可\t《白杨渡口办法》第一条\n"
    prose = "根据有关文件。\n根据《白杨渡口办法》第二条处理。\n"
    assert one(engine, table, prose).places == (Place("1.txt", 2, "7"), Place("2.txt", 2, ""))


# ---------------------------------------------------------------- notices


WRAPPED = "《白杨局关于印发〈白杨渡口办法〉的通知》（杨发〔2019〕3号）第一条；"


@pytest.mark.parametrize(
    "other",
    [
        pytest.param("《白杨渡口办法》（杨发〔2019〕3号）第二条", id="same-number"),
        pytest.param("《白杨渡口办法》（杨发[2019]第3号）第二条", id="number-in-another-form"),
        pytest.param("《白杨渡口办法》第二条", id="no-number"),
    ],
)
def test_notice_and_what_it_issues_are_one_document(engine: Engine, other: str) -> None:
    found = one(engine, WRAPPED + other)
    assert found.title == "白杨局关于印发〈白杨渡口办法〉的通知"
    assert found.aliases == ("白杨渡口办法",)
    assert (found.number, found.count) == ("杨发〔2019〕3号", 2)


def test_notice_tells_what_it_issues_even_where_only_it_is_cited(engine: Engine) -> None:
    assert one(engine, WRAPPED).aliases == ("白杨渡口办法",)


def test_document_with_another_number_is_another_document(engine: Engine) -> None:
    found = learned(engine, WRAPPED + "《白杨渡口办法》（杨发〔2021〕8号）第二条")
    assert [(proposal.title, proposal.aliases) for proposal in found] == [
        ("白杨局关于印发〈白杨渡口办法〉的通知", ()),
        ("白杨渡口办法", ()),
    ]


def test_two_notices_that_issue_the_same_share_no_alias(engine: Engine) -> None:
    found = learned(engine, WRAPPED + "《云岭局关于印发〈白杨渡口办法〉的通知》（云发〔2020〕1号）")
    assert [proposal.aliases for proposal in found] == [(), ()]


@pytest.mark.parametrize(
    "title",
    [
        pytest.param("转发〈关于印发白杨渡口办法的通知〉的通知", id="passed-on"),
        pytest.param("关于印发〈白杨渡口条例〉四项制度的通知", id="about-it"),
        pytest.param("白杨局关于印发〈考核办法〉的通知", id="generic"),
    ],
)
def test_what_a_notice_does_not_issue_by_that_name_is_no_alias(engine: Engine, title: str) -> None:
    assert one(engine, f"《{title}》第一条").aliases == ()


def test_title_without_its_issuer_is_the_same_document_by_its_number(engine: Engine) -> None:
    found = one(
        engine,
        "《白杨局关于加强白杨渡口工作的意见》（杨发〔2019〕3号）；"
        "《关于加强白杨渡口工作的意见》（杨发〔2019〕3号）",
    )
    assert found.title == "白杨局关于加强白杨渡口工作的意见"
    assert found.aliases == ("关于加强白杨渡口工作的意见",)


# ---------------------------------------------------------------- numbers


def test_most_frequent_number_is_taken_and_the_other_told(engine: Engine) -> None:
    found = one(
        engine,
        "《白杨渡口办法》（杨发〔2019〕3号）第一条；《白杨渡口办法》（杨发〔2019〕3号）第二条；"
        "《白杨渡口办法》（杨发〔2019〕8号）第三条",
    )
    assert found.number == "杨发〔2019〕3号"
    assert [(number.value, number.count) for number in found.numbers] == [
        ("杨发〔2019〕3号", 2),
        ("杨发〔2019〕8号", 1),
    ]
    assert conflicts(found) == [Conflict.NUMBERS]
    assert "# 文号不一：杨发〔2019〕3号 2 次，杨发〔2019〕8号 1 次；取 杨发〔2019〕3号。" in render(
        [found]
    )


def test_number_on_a_tie_is_commented_out(engine: Engine, tmp_path: Path) -> None:
    found = learned(
        engine,
        "《白杨渡口办法》（杨发〔2019〕3号）第一条；《白杨渡口办法》（杨发〔2019〕8号）第三条",
    )
    assert found[0].number is None
    text = render(found)
    assert "文号不一：杨发〔2019〕3号 1 次，杨发〔2019〕8号 1 次；次数相同，没有写入。" in text
    assert '\n# number = "杨发〔2019〕3号"\n# number = "杨发〔2019〕8号"\n' in text
    assert pasted(found, tmp_path).statutes[0].number is None


def test_number_printed_in_two_ways_is_one(engine: Engine) -> None:
    found = one(
        engine,
        "《白杨渡口办法》（白杨部令第3号）第一条；《白杨渡口办法》（白杨部第3号令）第二条；"
        "《白杨渡口办法》（白杨部令第3号）第三条",
    )
    assert [(number.value, number.count) for number in found.numbers] == [("白杨部令第3号", 3)]
    assert found.contradictions == ()


def test_number_of_a_change_is_that_of_its_event(engine: Engine) -> None:
    found = one(
        engine,
        "《白杨渡口办法》（2011年1月20日白杨部令第8号发布，2016年4月1日白杨部令第29号修订）第一条",
    )
    assert (found.number, found.further_numbers) == ("白杨部令第8号", ())
    assert [(event.kind, event.date, event.number) for event in found.events] == [
        (DateKind.PROMULGATED, "2011-01-20", "白杨部令第8号"),
        (DateKind.REVISED, "2016-04-01", "白杨部令第29号"),
    ]


def test_number_that_stands_beside_another_is_no_contradiction(engine: Engine) -> None:
    found = one(
        engine,
        "《白杨渡口办法》（白杨部令第3号，杨法〔2019〕8号）第一条；"
        "《白杨渡口办法》（杨法〔2019〕8号）第二条",
    )
    assert (found.number, found.further_numbers) == ("白杨部令第3号", ("杨法〔2019〕8号",))
    assert found.contradictions == ()


def test_decree_without_organ_is_commented_out(engine: Engine) -> None:
    found = one(engine, "《白杨渡口办法》（第7号令）第一条")
    assert found.number is None
    assert "# 第7号令没有写明是哪个机关的，没有写入。" in render([found])


def test_number_on_two_titles_stays_with_the_more_frequent(engine: Engine) -> None:
    found = learned(
        engine,
        "《白杨渡口办法》（杨发〔2019〕3号）第一条；《白杨渡口办法》（杨发〔2019〕3号）第二条；"
        "《云岭灯塔细则》（杨发〔2019〕3号）第三条",
    )
    assert [proposal.number for proposal in found] == ["杨发〔2019〕3号", None]
    assert [conflicts(proposal) for proposal in found] == [[Conflict.SHARED_NUMBER]] * 2
    told = "几个文件共用杨发〔2019〕3号：《白杨渡口办法》2 次，《云岭灯塔细则》1 次"
    assert render(found).count(told) == 2


# ---------------------------------------------------------------- tier, issuer, region


@pytest.mark.parametrize(
    ("text", "tier"),
    [
        ("【部门规章】《白杨渡口办法》第一条", Tier.DEPARTMENT_RULE),
        ("【规章】《白杨渡口办法》（白杨部令第3号）第一条", Tier.DEPARTMENT_RULE),
        ("【规章】《白杨渡口办法》第一条", None),
        ("【规章】《白杨渡口办法》（白杨省渡口总局令第3号）第一条", None),
        ("【规章】《青海省白杨渡口办法》第一条", Tier.LOCAL_RULE),
        ("【法规】《青海省白杨渡口条例》第一条", Tier.LOCAL_REGULATION),
        ("【法规】《白杨渡口条例》（国务院令第998号）第一条", Tier.ADMINISTRATIVE_REGULATION),
        ("【法规】《白杨渡口条例》第一条", None),
        ("【部委文件】《白杨渡口办法》第一条", None),
        ("《白杨渡口办法》第一条", None),
    ],
)
def test_tier_is_the_labels_where_it_is_certain(
    engine: Engine, text: str, tier: Tier | None
) -> None:
    assert one(engine, text).tier is tier


def test_labels_that_mean_one_tier_do_not_contradict_each_other(engine: Engine) -> None:
    found = one(
        engine,
        "【部门规章】《白杨渡口办法》（白杨部令第3号）第一条；"
        "【规章】《白杨渡口办法》（白杨部令第3号）第二条",
    )
    assert found.tier is Tier.DEPARTMENT_RULE
    assert [(label.value, label.count) for label in found.labels] == [("规章", 1), ("部门规章", 1)]
    assert found.contradictions == ()


def test_labels_on_a_tie_give_no_tier(engine: Engine) -> None:
    found = one(engine, "【部门规章】《白杨渡口办法》第一条；【规范性文件】《白杨渡口办法》第二条")
    assert found.tier is None
    assert conflicts(found) == [Conflict.LABELS]
    assert "tier = " not in render([found])


@pytest.mark.parametrize(
    ("text", "issuer"),
    [
        ("《白杨渡口办法》（白杨部令第3号）", "白杨部"),
        ("《白杨渡口办法》（白杨部、云岭部令第3号）", "白杨部、云岭部"),
        ("《白杨部办公厅关于渡口的通知》", "白杨部办公厅"),
        ("《白杨部 云岭总局关于渡口的通知》", "白杨部、云岭总局"),
        ("《白杨部云岭总局关于渡口的通知》", None),
        ("《关于渡口的通知》（国办发〔2019〕998号）", "国务院办公厅"),
        ("《关于渡口的通知》（杨发〔2019〕3号）", None),
        ("《自治区党委办公厅关于渡口的通知》", None),
        ("《白杨部关于渡口的通知》（云岭部令第3号）", None),
    ],
)
def test_issuer_is_told_only_where_it_is_certain(
    engine: Engine, text: str, issuer: str | None
) -> None:
    assert one(engine, text).issuer == issuer


def test_issuer_is_that_of_the_more_frequent_number(engine: Engine) -> None:
    often, once = "《白杨渡口办法》（白杨部令第3号）；", "《白杨渡口办法》（云岭部令第3号）"
    assert one(engine, often * 2 + once).issuer == "白杨部"
    assert one(engine, often + once).issuer is None


@pytest.mark.parametrize(
    ("title", "region"),
    [
        ("青海省白杨渡口办法", "青海省"),
        ("云杉市人民政府关于渡口的通知", "云杉市"),
        ("青海省云杉市人民政府关于渡口的通知", "青海省云杉市"),
        ("城市渡口办法", None),
        ("渡口市场办法", None),
    ],
)
def test_region_is_the_province_or_city_that_the_title_begins_with(
    engine: Engine, title: str, region: str | None
) -> None:
    assert one(engine, f"《{title}》第一条").region == region


# ---------------------------------------------------------------- dates


def test_dates_of_several_places_are_joined(engine: Engine) -> None:
    found = one(
        engine,
        "《白杨渡口办法》（2019年3月4日公布，2019年5月1日施行）第一条；"
        "《白杨渡口办法》（2019年公布）第二条；《白杨渡口办法》（2021年6月7日修正）第三条",
    )
    assert [(event.kind, event.date, len(event.places)) for event in found.events] == [
        (DateKind.PROMULGATED, "2019-03-04", 2),
        (DateKind.EFFECTIVE, "2019-05-01", 1),
        (DateKind.AMENDED, "2021-06-07", 1),
    ]
    assert found.contradictions == ()


def test_date_without_a_word_is_told_only_where_it_is_new(engine: Engine) -> None:
    found = one(
        engine,
        "《白杨渡口办法》（2019年3月4日，杨发〔2019〕3号）第一条；"
        "《白杨渡口办法》（2019年3月4日公布）第二条",
    )
    assert [(event.kind, event.date) for event in found.events] == [
        (DateKind.PROMULGATED, "2019-03-04")
    ]


def test_place_that_names_a_document_twice_in_one_row_counts_twice(engine: Engine) -> None:
    text = "《白杨渡口办法》（2019年3月4日公布）；" * 2
    assert len(one(engine, text).events[0].places) == 2


@pytest.mark.parametrize(
    ("texts", "chosen"),
    [
        pytest.param(
            ("2019年3月4日", "2019年3月4日", "2019年3月5日"), "2019-03-04", id="two-to-one"
        ),
        pytest.param(("2019年3月4日", "2019年3月5日"), None, id="tie"),
    ],
)
def test_of_two_dates_of_one_kind_the_more_frequent_is_proposed(
    engine: Engine, texts: tuple[str, ...], chosen: str | None
) -> None:
    found = one(engine, "；".join(f"《白杨渡口办法》（{day}公布）第一条" for day in texts))
    assert [event.date for event in found.events if event.certain] == [chosen] * bool(chosen)
    assert conflicts(found) == [Conflict.DATES]
    assert found.contradictions[0].chosen == chosen


def test_several_amendments_do_not_contradict_each_other(engine: Engine) -> None:
    found = one(engine, "《白杨渡口办法》（2012年3月4日第一次修正，2018年5月6日第二次修正）第一条")
    assert [event.date for event in found.events] == ["2012-03-04", "2018-05-06"]
    assert found.contradictions == ()


@pytest.mark.parametrize(
    "note",
    [
        pytest.param("1998年3月公布，2021年8月20日通过", id="adopted-after-promulgation"),
        pytest.param("1998年3月公布，2021年11月1日施行", id="effective-decades-later"),
    ],
)
def test_dates_of_two_versions_are_told_and_not_proposed(engine: Engine, note: str) -> None:
    found = one(engine, f"《白杨渡口办法》（{note}）第一条")
    assert conflicts(found) == [Conflict.DATE_ORDER]
    assert not any(event.certain for event in found.events)


def test_change_explains_a_late_effective_date(engine: Engine) -> None:
    found = one(
        engine, "《白杨渡口办法》（1995年1月14日通过，2004年2月5日修订，2004年6月1日施行）第一条"
    )
    assert found.contradictions == ()


# ---------------------------------------------------------------- known documents


def test_near_title_makes_the_entry_a_comment(engine: Engine, tmp_path: Path) -> None:
    found = learned(
        engine, "《国家青禾保障局关于优化青禾领域便面服务的意见》（青保发〔2021〕39号）"
    )
    text = render(found)
    told = (
        "可能是《国家青禾保障局关于优化青禾领域便民服务的意见》之误，文号相同；核实前不要启用本条。"
    )
    assert told in text
    assert all(line.startswith("#") for line in text.splitlines() if line)
    assert pasted(found, tmp_path).statutes == ()


def test_like_document_of_another_place_is_no_slip(engine: Engine) -> None:
    assert one(engine, "《云杉省青禾救肋条例》第一条").near == ("云杉省青禾救助条例",)
    assert one(engine, "《云岭省青禾救助条例》第一条").near == ()


def test_number_of_a_known_document_makes_the_entry_a_comment(engine: Engine) -> None:
    found = one(engine, "《白杨渡口收费标准》（青保发〔2021〕39号）第一条")
    assert found.doubtful
    assert "文号与数据库里的《国家青禾保障局关于优化青禾领域便民服务的意见》相同" in render([found])


def test_number_of_several_known_documents_says_nothing(engine: Engine) -> None:
    document = engine.read_text("《白杨渡口收费标准》（青保发〔2021〕39号）第一条", "1.txt")
    resolved = engine.resolve(document, engine.find(document))
    (mention,) = resolved.mentions
    changed = dataclasses.replace(mention, by_number=mention.by_number * 2)
    (found,) = propose([resolved._replace(mentions=(changed,))])
    assert not found.doubtful


# ---------------------------------------------------------------- what is written


def test_entry_is_read_back_as_it_was_proposed(engine: Engine, tmp_path: Path) -> None:
    text = (
        "【规章】《青海省白杨渡口办法》（2011年1月20日青海省人民政府令第8号公布，"
        "2011年3月1日施行，2016年4月1日青海省人民政府令第29号修订）第一条；" + WRAPPED
    )
    rule, notice = pasted(learned(engine, text), tmp_path).statutes[::-1]
    assert notice.aliases == ("白杨渡口办法",)
    assert rule.tier is Tier.LOCAL_RULE
    assert rule.region == "青海省"
    assert rule.issuer == "青海省人民政府"
    assert rule.number == "青海省人民政府令第8号"
    assert rule.certainty == "listed"
    assert [(event.date, event.kind, event.number) for event in rule.events] == [
        ("2011-01-20", "promulgated", "青海省人民政府令第8号"),
        ("2011-03-01", "effective", None),
        ("2016-04-01", "revised", "青海省人民政府令第29号"),
    ]


def test_source_names_each_list_and_how_often(engine: Engine) -> None:
    found = learned(
        engine, "《白杨渡口办法》第一条；《白杨渡口办法》第二条", "《白杨渡口办法》第三条"
    )
    assert 'source = "据清单：1.txt（2次）、2.txt（1次）"' in render(found)


def test_strange_words_of_a_list_are_written_as_toml(engine: Engine, tmp_path: Path) -> None:
    document = engine.read_text('《白杨"渡口"\\n办法》第一条', 'a"\\\x7f\n[[x]]\udce4.txt')
    found = propose([engine.resolve(document, engine.find(document))])
    (statute,) = pasted(found, tmp_path).statutes
    assert statute.title == found[0].title == '白杨"渡口"\\n办法'


def test_nothing_to_learn_is_said(tmp_path: Path) -> None:
    assert render(()) == "# 清单里没有数据库不认识的文件。\n"
    assert pasted((), tmp_path).statutes == ()


def test_whole_entry_looks_as_a_clerk_reads_it(engine: Engine) -> None:
    text = "序号\t设定依据\n3\t【规章】《白杨渡口办法》（2019年3月4日白杨部令第8号公布）第一条\n"
    assert render(learned(engine, text)).partition("\n\n")[2] == (
        "# 出现 1 次：1.txt 序号 3。\n"
        "[[statute]]\n"
        'title = "白杨渡口办法"\n'
        'tier = "部门规章"\n'
        'issuer = "白杨部"\n'
        'number = "白杨部令第8号"\n'
        'source = "据清单：1.txt（1次）"\n'
        'certainty = "listed"\n'
        "\n"
        "[[statute.event]]\n"
        'date = "2019-03-04"\n'
        'kind = "公布"\n'
        'number = "白杨部令第8号"\n'
    )


# ---------------------------------------------------------------- the command


FIRST = "《白杨渡口办法》（杨发〔2019〕3号）第一条；《白杨桥梁办法》（杨发〔2019〕3号）第二条\n"
SECOND = "《白杨渡口办法》（杨发〔2020〕3号）第一条；【规章】《白杨渡口 办法》第二条\n"


@pytest.fixture
def lists(tmp_path: Path) -> list[str]:
    for name, text in (("one.txt", FIRST), ("two.txt", SECOND)):
        (tmp_path / name).write_text(text, "utf-8")
    return [str(tmp_path / "one.txt"), str(tmp_path / "two.txt")]


def test_command_writes_what_is_learned(lists: list[str], database: Path, tmp_path: Path) -> None:
    out = tmp_path / "learned.toml"
    arguments = [*lists, "--database", str(database), "-o", str(out)]
    assert CliRunner().invoke(COMMAND, arguments, standalone_mode=False).return_value == 0
    titles = [statute.title for statute in read_overlay(out).statutes]
    assert titles == ["白杨渡口办法", "白杨桥梁办法"]


def test_command_goes_on_past_a_file_that_cannot_be_read(
    lists: list[str], database: Path, tmp_path: Path
) -> None:
    out = tmp_path / "learned.toml"
    arguments = ["none.txt", *lists, "--database", str(database), "-o", str(out)]
    result = CliRunner().invoke(COMMAND, arguments, standalone_mode=False)
    assert result.return_value == 2
    assert "citelaw: none.txt：没有这个文件" in result.output
    assert 'title = "白杨桥梁办法"' in out.read_text("utf-8")


def test_entries_that_are_there_are_not_written_over(
    lists: list[str], database: Path, tmp_path: Path
) -> None:
    own = tmp_path / "statutes.toml"
    own.write_text("# 手写\n", "utf-8")
    assert run(["statutes", "learn", *lists, "--database", str(database), "-o", str(own)]) == 2
    assert own.read_text("utf-8") == "# 手写\n"


def test_output_depends_on_neither_seed_nor_order_of_files(
    lists: list[str], database: Path
) -> None:
    program = "from citelaw.commands.statutes.learn import COMMAND; COMMAND()"

    def output(paths: list[str], seed: str) -> bytes:
        command = [sys.executable, "-c", program, *paths, "--database", str(database)]
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        return subprocess.run(command, capture_output=True, env=environment, check=True).stdout

    expected = output(lists, "0")
    assert "文号不一" in expected.decode()
    assert output(lists[::-1], "1") == expected
    assert output(lists, "2") == expected


def test_order_of_documents_changes_nothing(engine: Engine) -> None:
    documents = [engine.read_text(text, name) for text, name in ((FIRST, "1"), (SECOND, "2"))]
    resolved = [engine.resolve(document, engine.find(document)) for document in documents]
    assert propose(resolved) == propose(resolved[::-1])
