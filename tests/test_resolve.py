"""Whose words are quoted, by which version is a citation judged, and what stays unchecked?"""

from datetime import date
from pathlib import Path

import pytest

from citelaw.engine import Engine
from citelaw.model import (
    CitationResolution,
    DateBasis,
    FileReport,
    ListDate,
    Locator,
    NotYet,
    ResolvedDocument,
    Unchecked,
    Version,
)
from citelaw.registry import Registry, open_registry
from citelaw.reporters import Style, load_reporter
from citelaw.resolve._right_words import RightWords
from citelaw.settings import Settings

STATUTES = Path(__file__).resolve().parents[1] / "fixtures" / "statutes"
INSURANCE = "【法律】《中华人民共和国青禾保险法》"
STAFF = "【法律】《中华人民共和国云杉职员法》"
HALLS = "【法律】《中华人民共和国云雀会堂法》"
HALL_THREE = "云雀会堂不得为未经登记的演出活动提供场地，不得拒绝残疾人入场。"
HALL_FOUR = (
    "会堂管理机构的工作人员索取演出场地以外的费用的，由会堂主管部门责令退还，并处五百元以下的罚款。"
)
NINE = (
    "以虚报播种面积、伪造灾情证明或者其他手段骗取青禾保险待遇的，由青禾主管部门责令退回骗取的保险金，"
    "处骗取金额二倍以上五倍以下的罚款。"
)
SIX = "前款第一项情形中，第三人不支付的，由青禾保险基金先行支付，并有权向第三人追偿。"
FIVE_OLD = "青禾保险经办机构应当自收到申请之日起三十日内核定损失，并书面告知申请人。"
FIVE_NEW = "青禾保险经办机构应当自收到申请之日起十五个工作日内核定损失，并书面告知申请人。"
EIGHT = (
    "农户未按时足额缴纳青禾保险费的，由青禾主管部门责令限期缴纳，逾期仍不缴纳的，"
    "处欠缴数额一倍以上三倍以下的罚款。"
)
EGRET_NEW = "白鹭机构应当向所在地的青禾主管部门登记。"
SECOND_JOB = "云杉职员因工作需要兼职，应当经有关机关批准，并不得领取兼职报酬。"
OFFICE_OLD = (
    "职员主管部门的工作人员，违反本法规定，滥用职权、玩忽职守、徇私舞弊，尚不构成犯罪的，给予处分。"
)


@pytest.fixture(scope="module")
def registry(database: Path) -> Registry:
    return open_registry(database)


def settings(on: str | None, until: str | None = None) -> Settings:
    day = None
    if on is not None:
        day = ListDate(
            not_before=date.fromisoformat(on),
            not_after=date.fromisoformat(until or on),
            basis=DateBasis.GIVEN,
        )
    return Settings(as_of=date(2026, 11, 1), list_date=day)


def report(registry: Registry, text: str, on: str | None, until: str | None = None) -> FileReport:
    engine = Engine(settings(on, until), registry=registry)
    return engine.check_document(engine.read_text(text))


def resolved(registry: Registry, text: str, on: str | None) -> ResolvedDocument:
    document = report(registry, text, on).resolved
    assert document is not None
    return document


def cited(registry: Registry, text: str, on: str | None = "2020-01-01") -> CitationResolution:
    return next(
        one for one in resolved(registry, text, on).citations if not one.citation.pinpoint.internal
    )


def codes(registry: Registry, text: str, on: str | None, until: str | None = None) -> list[str]:
    """The codes of what is found about statutes and quotations."""
    found = report(registry, text, on, until).diagnostics
    return [one.code for one in found if one.code[2] in "234" and one.code != "CL306"]


# ---------------------------------------------------------------- mentions


def test_short_title_resolves_to_its_statute(registry: Registry) -> None:
    (mention,) = resolved(registry, "《青禾保险法》第三条", None).mentions
    assert mention.statute is not None
    assert mention.statute.title == "中华人民共和国青禾保险法"


def test_trial_text_is_another_document(registry: Registry) -> None:
    one = cited(registry, "《白鹭机构管理办法（试行）》第二条")
    assert one.unchecked == (Unchecked.STATUTE_UNKNOWN,)


def test_place_of_a_statute_that_is_not_named_is_not_judged_by_the_one_before(
    registry: Registry,
) -> None:
    text = "【部门规章】《中华人民共和国青禾保险法》及其实施办法第三十条"
    assert codes(registry, text, "2020-01-01") == []


def test_title_that_goes_on_behind_its_marks_is_another_document(registry: Registry) -> None:
    text = "【部门规章】《中华人民共和国青禾保险法》实施细则第三十条"
    assert codes(registry, text, "2020-01-01") == ["CL201"]  # not known, and not called wrong
    assert cited(registry, text).exists is None


def test_alias_of_two_statutes_is_ambiguous(registry: Registry) -> None:
    one = cited(registry, "《救助联营办法》第二条")
    assert one.mention is not None
    assert len(one.mention.candidates) == 2
    assert one.unchecked == (Unchecked.STATUTE_AMBIGUOUS,)


def test_number_tells_two_statutes_of_one_alias_apart(registry: Registry) -> None:
    one = cited(registry, "《救助联营办法》（国务院令第901号）第二条")
    assert one.mention is not None
    assert one.mention.statute is not None
    assert one.mention.statute.title == "青禾救助暂行办法"


def test_near_titles_are_asked_for_unknown_titles_only(registry: Registry) -> None:
    text = "《中华人民共和国青禾保险法》第三条；《国家青禾保障局关于优化青禾领域便面服务的意见》"
    known, unknown = resolved(registry, text, None).mentions
    assert not known.near
    assert [near.distance for near in unknown.near] == [0.5]


# ---------------------------------------------------------------- which version is meant


def test_version_at_the_date_of_the_list_is_meant(registry: Registry) -> None:
    old = cited(registry, INSURANCE + "第九条：“" + NINE + "”", "2015-01-01")
    assert old.meant is not None
    assert isinstance(old.at_today, Version)
    assert old.at_list == old.meant != old.at_today


def test_version_is_todays_without_any_date(registry: Registry) -> None:
    one = cited(registry, INSURANCE + "第五条：“" + FIVE_NEW + "”", None)
    assert one.at_list is None
    assert one.meant == one.at_today
    assert one.meant_since == "today"


def test_newest_number_cited_bounds_the_date_of_the_list(registry: Registry) -> None:
    text = (
        INSURANCE + "第三条；《某某意见》（青保发〔2021〕39号）；《某某通知》（青保发〔2019〕3号）"
    )
    day = resolved(registry, text, None).list_date
    assert day == ListDate(date(2021, 1, 1), None, DateBasis.INFERRED, source="某某意见")


def test_finding_by_inferred_date_holds_since_the_list(registry: Registry) -> None:
    text = INSURANCE + "第五条：“" + FIVE_OLD + "”《某某意见》（青保发〔2021〕39号）"
    found = [one for one in report(registry, text, None).diagnostics if one.code == "CL402"]
    assert [one.wrong_since for one in found] == ["list"]


def test_old_words_in_an_old_list_are_wrong_today_only(registry: Registry) -> None:
    text = INSURANCE + "第五条：“" + FIVE_OLD + "”"
    (found,) = [o for o in report(registry, text, "2015-01-01").diagnostics if o.code == "CL402"]
    assert (found.wrong_since, found.severity) == ("today", "warning")


def test_old_words_are_right_where_the_note_names_the_old_text(registry: Registry) -> None:
    text = INSURANCE + "（2010年3月1日通过）第五条：“" + FIVE_OLD + "”"
    assert codes(registry, text, "2015-01-01") == ["CL205"]  # the note alone, and today alone


def test_words_that_differ_between_two_possible_versions_are_judged_by_today(
    registry: Registry,
) -> None:
    text = INSURANCE + "第五条：“" + FIVE_OLD + "”"
    (found,) = [
        one
        for one in report(registry, text, "2018-01-01", "2018-12-31").diagnostics
        if one.code == "CL402"
    ]
    assert found.wrong_since == "today"


def test_statute_before_its_first_day_is_judged_by_its_first_version(registry: Registry) -> None:
    one = cited(registry, "【法律】《中华人民共和国青禾救助法》第二条", "2026-05-01")
    assert isinstance(one.at_list, NotYet)
    assert one.meant == one.at_list.first


def test_amendment_without_known_effect_leaves_the_lists_version_undetermined(
    registry: Registry,
) -> None:
    old = EGRET_NEW.replace("登记", "备案")
    text = f"【部门规章】《白鹭机构管理办法》第二条：“{old}”"
    found = [one for one in report(registry, text, "2016-07-01").diagnostics if one.citation]
    assert [(one.code, one.wrong_since) for one in found] == [("CL402", "today")]


def test_unmarked_original_date_leaves_both_possible_versions_open(registry: Registry) -> None:
    text = INSURANCE + "（2010年3月1日通过）第五条：“" + FIVE_NEW + "”"
    assert codes(registry, text, "2018-01-01", "2018-12-31") == ["CL205"]  # the note alone


# ---------------------------------------------------------------- places


@pytest.mark.parametrize(
    ("pinpoint", "exists"),
    [("第三条", True), ("第七条之一", True), ("第七条之二", False), ("第三十条", False)],
)
def test_article_is_looked_up_in_the_version_meant(
    registry: Registry, pinpoint: str, exists: bool
) -> None:
    assert cited(registry, INSURANCE + pinpoint).exists is exists


def test_missing_article_of_incomplete_text_is_not_reported(registry: Registry) -> None:
    one = cited(registry, "【法律】《中华人民共和国残卷法》第三十条")
    assert one.exists is None
    assert one.unchecked == (Unchecked.NO_TEXT,)


def test_item_is_checked_where_its_breaks_are_confirmed(registry: Registry) -> None:
    assert cited(registry, INSURANCE + "第六条第一款第三项").unchecked == ()
    assert cited(registry, INSURANCE + "第六条第一款第九项").exists is False


@pytest.mark.parametrize(
    ("pinpoint", "code"),
    [
        ("第六条第一款第九项", "CL303"),
        ("第六条第九款", "CL302"),
        ("第六条第一款至第九款", "CL302"),
        ("第六条第九款：“" + SIX + "”", "CL302"),
        ("第九章", "CL307"),
    ],
    ids=["item", "paragraph", "range", "right-words", "chapter"],
)
def test_missing_unit_is_checked_and_said(registry: Registry, pinpoint: str, code: str) -> None:
    one = cited(registry, INSURANCE + pinpoint)
    assert one.exists is False
    assert one.unchecked == ()
    assert codes(registry, INSURANCE + pinpoint, "2020-01-01") == [code]


def test_missing_unit_counts_as_checked_where_the_words_name_another_article(
    registry: Registry,
) -> None:
    text = INSURANCE + "第六条第九款：“" + NINE + "”"
    assert cited(registry, text).unchecked == ()
    assert codes(registry, text, "2020-01-01") == ["CL401"]


def test_missing_article_counts_as_checked_whatever_unit_is_cited(registry: Registry) -> None:
    text = INSURANCE + "第三十条第二款"
    assert cited(registry, text).unchecked == ()
    assert codes(registry, text, "2020-01-01") == ["CL301"]


def test_paragraph_of_a_single_source_is_not_confirmed(registry: Registry) -> None:
    one = cited(registry, "【部门规章】《白鹭机构管理办法》第二条第一款", "2015-01-01")
    assert one.unchecked == (Unchecked.UNITS_UNCONFIRMED,)


def test_annex_is_no_article(registry: Registry) -> None:
    assert Unchecked.NOT_AN_ARTICLE in cited(registry, INSURANCE + "附件2").unchecked


def test_statute_without_text_is_not_checked(registry: Registry) -> None:
    one = cited(registry, "《云杉省青禾救助条例》第三条")
    assert one.unchecked == (Unchecked.NO_TEXT,)


# ---------------------------------------------------------------- quotations


def test_right_quotation_has_no_finding(registry: Registry) -> None:
    assert codes(registry, INSURANCE + "第九条：“" + NINE + "”", "2020-01-01") == []


def test_words_of_another_article_name_it(registry: Registry) -> None:
    one = cited(registry, INSURANCE + "第八条：“" + NINE + "”")
    assert one.elsewhere is not None
    assert one.elsewhere.locator.article == 9
    assert codes(registry, INSURANCE + "第八条：“" + NINE + "”", "2020-01-01") == ["CL401"]


def test_missing_article_whose_words_are_found_is_one_finding(registry: Registry) -> None:
    assert codes(registry, INSURANCE + "第九十条：“" + NINE + "”", "2020-01-01") == ["CL401"]


def test_old_number_with_unchanged_words_is_renumbered_only(registry: Registry) -> None:
    one = cited(registry, STAFF + "第三条：“" + SECOND_JOB + "”")
    assert one.renumbered is not None
    assert one.renumbered.proved
    assert one.renumbered.locator.article == 5
    assert codes(registry, STAFF + "第三条：“" + SECOND_JOB + "”", "2020-01-01") == ["CL304"]


def test_old_number_with_old_words_is_renumbered_and_outdated(registry: Registry) -> None:
    text = STAFF + "第四条：“" + OFFICE_OLD + "”"
    assert sorted(codes(registry, text, "2020-01-01")) == ["CL304", "CL402"]


def test_unquoted_number_is_renumbered_where_the_list_is_older_than_the_change(
    registry: Registry,
) -> None:
    one = cited(registry, STAFF + "第三条", "2010-01-01")
    assert one.renumbered is not None
    assert (one.renumbered.proved, one.meant_since) == (False, "today")


def test_unquoted_number_of_a_newer_list_says_nothing(registry: Registry) -> None:
    assert cited(registry, STAFF + "第三条", "2020-01-01").renumbered is None


def test_short_quotation_is_not_judged(registry: Registry) -> None:
    one = cited(registry, INSURANCE + "第八条：“处欠缴数额的罚款”")
    assert one.unchecked == (Unchecked.QUOTE_TOO_SHORT,)


def test_words_that_stand_nowhere_are_not_judged(registry: Registry) -> None:
    text = INSURANCE + "第九条：“湖泊的水位由当地渔民每年春季共同商定并张榜公布。”"
    assert cited(registry, text).unchecked == (Unchecked.QUOTE_UNMATCHED,)
    assert codes(registry, text, "2020-01-01") == []


def test_words_of_an_amendment_that_is_not_held_are_not_judged(registry: Registry) -> None:
    text = INSURANCE + "（2022年6月1日修正）第九条：“" + NINE.replace("青禾主管", "农业主管") + "”"
    assert cited(registry, text, "2023-01-01").unchecked == (Unchecked.HISTORY_INCOMPLETE,)


def test_words_of_the_unheld_amendment_that_the_note_names_are_not_judged(
    registry: Registry,
) -> None:
    text = HALLS + "（1998年10月25日通过，2008年6月1日修正）第三条：“" + HALL_THREE + "”"
    assert cited(registry, text).unchecked == ()
    other = cited(registry, text.replace("未经登记", "未经批准"))
    assert other.unchecked == (Unchecked.HISTORY_INCOMPLETE,)
    held = cited(registry, (HALLS + "第三条：“" + HALL_THREE + "”").replace("未经登记", "未经批准"))
    assert held.own is not None
    assert held.own.differences


@pytest.mark.parametrize(
    ("pinpoint", "code"),
    [("第七条", "CL304"), ("第十四条", "CL401"), ("第四十四条", "CL401")],
    ids=["may-be-the-number-of-an-unheld-text", "slip-of-the-pen", "too-far-off"],
)
def test_number_of_an_earlier_text_that_is_not_held(
    registry: Registry, pinpoint: str, code: str
) -> None:
    assert codes(registry, HALLS + pinpoint + "：“" + HALL_FOUR + "”", "2020-01-01") == [code]


def test_quotation_of_two_articles_is_held_against_both(registry: Registry) -> None:
    text = INSURANCE + "第四条、第九条：“农户应当按照播种面积缴纳青禾保险费。" + NINE + "”"
    assert codes(registry, text, "2020-01-01") == []


def test_reference_inside_a_provision_is_not_judged(registry: Registry) -> None:
    text = INSURANCE + "第九条：“" + NINE + "依照本法第九十条的规定处理。”"
    inner = [
        one for one in resolved(registry, text, None).citations if one.citation.pinpoint.internal
    ]
    assert inner
    assert all(one.exists is None and one.unchecked == () for one in inner)


TEN = (
    "青禾保险经办机构及其工作人员有下列行为之一的，由青禾主管部门责令改正，"
    "对直接负责的主管人员和其他直接责任人员依法给予处分："
)


@pytest.mark.parametrize(
    ("words", "marked"),
    [
        pytest.param(
            TEN + "（三）克扣或者拒不按时支付青禾保险待遇的；", [], id="numbers-show-the-gap"
        ),
        pytest.param(
            TEN + "（三）尅扣或者拒不按时支付青禾保险待遇的；", ["尅"], id="first-of-an-item"
        ),
        pytest.param(
            TEN + "（三）克扣或者据不按时支付青禾保险待遇的；", ["据"], id="near-the-number"
        ),
        pytest.param(
            TEN.replace("给予处分", "给予处罚") + "（三）克扣或者拒不按时支付青禾保险待遇的；",
            ["罚"],
            id="last-of-the-opening",
        ),
        pytest.param(TEN + "……（四）丢失或者篡改缴费记录、享受待遇记录的。", [], id="ellipsis"),
        pytest.param(TEN.replace("和其他", "和"), ["和直"], id="dropped"),
        pytest.param(TEN.replace("青禾主管部门", "农业主管部门"), ["农业"], id="changed"),
        pytest.param(TEN.replace("责令改正", "责令限期改正"), ["限期"], id="added"),
        pytest.param(TEN.replace("，", ",").replace("：", ":\n"), [], id="marks-and-lines"),
    ],
)
def test_altered_words_are_marked_in_place(
    registry: Registry, words: str, marked: list[str]
) -> None:
    found = report(registry, INSURANCE + "第十条：" + words, "2020-01-01").diagnostics
    assert [one.raw for one in found if one.code == "CL403"] == marked


# ---------------------------------------------------------------- slips in titles


def title_codes(registry: Registry, text: str) -> list[str]:
    found = report(registry, text, "2022-01-01").diagnostics
    return [one.code for one in found if one.code in ("CL101", "CL201")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("《国家青禾保障局关于优化青禾领域便面服务的意见》", ["CL101"], id="sound"),
        pytest.param(
            "《国家青保局关于优化青禾领域便民服务的意见》", [], id="short-name-of-an-organ"
        ),
        pytest.param("《云松省青禾救助条例》", ["CL201"], id="another-province"),
        pytest.param("《青禾救助实施办法》", ["CL201"], id="another-kind-of-document"),
        pytest.param(
            "《欺诈骗取青禾保险金举报奖历暂行办法》（青保办发〔2018〕22号）",
            ["CL101"],
            id="number-confirms",
        ),
        pytest.param(
            "《欺诈骗取青禾保险金举报奖励暂行办法》（青保办发〔2018〕22号）", [], id="right"
        ),
    ],
)
def test_slip_is_told_from_another_document(
    registry: Registry, text: str, expected: list[str]
) -> None:
    assert title_codes(registry, text) == expected


# ---------------------------------------------------------------- the shipped database


OFFICE_NOW = (
    "公务员主管部门的工作人员，违反本法规定，滥用职权、玩忽职守、徇私舞弊，构成犯罪的，依法追究刑事责任；"
    "尚不构成犯罪的，给予处分或者由监察机关依法给予政务处分。"
)
REAL = [
    pytest.param(
        "【法律】《中华人民共和国社会保险法》第八十条：“以欺诈、伪造证明材料或者其他手段骗取社会保险待遇的，"
        "由社会保险行政部门责令退回骗取的社会保险金，处骗取金额二倍以上五倍以下的罚款。”",
        [("CL401", "第八十八条")],
        id="article-88-as-80",
    ),
    pytest.param(
        "【行政法规】《中华人民共和国社会保险法》第八十八条",
        [("CL207", "法律")],
        id="law-as-regulation",
    ),
    pytest.param(
        "【法律】《中华人民共和国公务员法》第一百零四条：“公务员主管部门的工作人员，违反本法规定，滥用职权、"
        "玩忽职守、徇私舞弊，构成犯罪的，依法追究刑事责任；尚不构成犯罪的，给予处分。”",
        [("CL304", "第一百零八条"), ("CL402", OFFICE_NOW)],
        id="article-104-of-2005",
    ),
    pytest.param(
        "【法律】《中华人民共和国社会保险法》第五十七条第一款、第三款：“用人单位应当自成立之日起三十日内凭营业执照、"
        "登记证书或者单位印章，向当地社会保险经办机构申请办理社会保险登记。社会保险经办机构应当自收到申请之日起十五日内"
        "予以审核，发给社会保险登记证件。市场监督管理部门、民政部门和机构编制管理机关应当及时向社会保险经办机构通报"
        "用人单位的成立、终止情况，公安机关应当及时向社会保险经办机构通报个人的出生、死亡以及户口登记、迁移、注销等情况。”",
        [],
        id="first-and-third-paragraph",
    ),
    pytest.param(
        "【法律】《中华人民共和国社会保险法》第一百条", [("CL301", None)], id="beyond-the-end"
    ),
]


@pytest.mark.parametrize(("text", "expected"), REAL)
def test_known_errors_of_real_lists(text: str, expected: list[tuple[str, str | None]]) -> None:
    day = date(2021, 6, 1)
    engine = Engine(
        Settings(
            as_of=date(2026, 10, 31),
            list_date=ListDate(not_before=day, not_after=day, basis=DateBasis.GIVEN),
        )
    )
    found = engine.check_document(engine.read_text(text)).diagnostics
    assert [(one.code, one.expected) for one in found if one.code[2] in "234"] == expected


# ---------------------------------------------------------------- words that are guessed and proved


@pytest.mark.parametrize(
    ("place", "quoted", "printed", "right"),
    [
        (
            "保险法》第九条",
            NINE.replace("或者其他手段", "和其他手段"),
            "和",
            "或者",
        ),
        ("保险法》第八条", EIGHT.replace("逾期仍不", "逾期不"), "期不", None),
        ("保险法》第八条", EIGHT.replace("，处欠缴", "，可以处欠缴"), "可以", ""),
        ("保险法》第二条第二款", "国家鼓励农户自愿的参加青禾保险。", "的", ""),
    ],
    ids=["little-word", "word-that-nobody-guesses", "added-word", "added-particle"],
)
def test_right_words_are_told_where_they_are_proved(
    registry: Registry, place: str, quoted: str, printed: str, right: str | None
) -> None:
    found = cited(registry, f"【法律】《中华人民共和国青禾{place}：“{quoted}”").own
    assert found is not None
    (difference,) = found.differences
    start, end = difference.span
    assert (quoted[start:end], difference.expected) == (printed, right)


def test_own_name_of_the_statute_is_guessed(registry: Registry) -> None:
    text = "【行政法规】《青禾救助暂行办法》第一条：“为了加强青禾救助，制定本条例。”"
    found = cited(registry, text).own
    assert found is not None
    (difference,) = found.differences
    assert difference.expected is not None
    assert "办法" in difference.expected


def test_words_are_taken_from_the_like_place_of_the_document(registry: Registry) -> None:
    wrong = EIGHT.replace("一倍以上三倍以下", "一倍以上五倍以下").replace("欠缴数额", "罚没数额")
    text = INSURANCE + f"第八条：“{wrong}”；另见第八条：“{EIGHT}”"
    found = cited(registry, text).own
    assert found is not None
    assert "欠缴" in {each.expected for each in found.differences}


def test_outdated_quotation_is_given_in_the_words_in_force(registry: Registry) -> None:
    text = (
        "【行政法规】《青禾救助暂行办法》第二条：“受灾农户可以向乡镇人民政府提出申请，"
        "由民政部门审批。”受灾农户向乡镇人民政府提出申请，由医疗保障部门审批。"
    )
    found = cited(registry, text)
    assert found.older is not None
    assert found.right == "受灾农户可以向乡镇人民政府提出申请，由医疗保障部门审批。"


def test_provision_without_its_document_is_found_among_the_statutes_cited(
    registry: Registry,
) -> None:
    wrong = EIGHT.replace("逾期仍不缴纳的，", "")
    row = f'1\t处罚\t"{wrong}\n【法律】《中华人民共和国青禾保险法》第三条"\n'
    document = Engine().read_text(f"序号\t权力名称\t设定依据\n{row}")
    found = Engine(registry=registry).check_document(document).diagnostics
    said = {one.code: one for one in found}
    assert "《中华人民共和国青禾保险法》第八条" in said["CL305"].message
    assert said["CL403"].raw == wrong


@pytest.mark.parametrize(
    ("text", "on", "why"),
    [
        (
            "【部门规章】《白鹭机构管理办法》第二条：“{egret}”",
            "2016-03-01",
            "2016-06-01 修改决定的施行日期未收录，适用版本请人工核定",
        ),
        (INSURANCE + "第五条：“{new}”", "2015-01-01", "引文是清单日期以后的文本，请核对清单的日期"),
    ],
    ids=["day-of-the-amendment", "day-of-the-list"],
)
def test_why_a_version_is_undetermined_is_said(
    registry: Registry, text: str, on: str, why: str
) -> None:
    text = text.format(new=FIVE_NEW, egret=EGRET_NEW)
    engine = Engine(settings(on), registry=registry)
    report = engine.report([engine.check_document(engine.read_text(text))])
    assert f" 1 处：{why}" in load_reporter("full").render(report, Style()).decode()


def test_words_of_another_provision_are_no_correction(registry: Registry) -> None:
    document = resolved(registry, STAFF + "第三条：“" + SECOND_JOB + "”", "2015-01-01")
    quote = document.citations[0].citation.quote
    (staff,) = registry.by_title("云杉职员法")
    other = registry.compare(registry.versions(staff)[-1], Locator(article=3), SECOND_JOB)
    assert quote is not None
    assert other is not None
    words = RightWords(registry, document.document)
    assert words.whole(other._replace(differences=()), quote, to_the_end=False) is None
