"""The build side: what becomes of corpus files, curated facts and events."""

from datetime import date
from pathlib import Path

import pytest

from citelaw.errors import RegistryError
from citelaw.registry import open_registry
from citelaw.registry.building import build
from citelaw.registry.building.corpus import Passed, StatuteText, parse_text, read_corpus
from citelaw.registry.building.history import Held, Occurrence, time_line
from citelaw.registry.curated import read_curated
from citelaw.registry.layout import ArticleKey, Unit, UnitKind
from citelaw.registry.normalise import fold, number_key, title_key, words

STATUTES = Path(__file__).resolve().parents[1] / "fixtures" / "statutes"
SHIPPED = Path(__file__).resolve().parents[1] / "citelaw" / "statutes"


def parsed(body: str, defects: str = "[]", title: str = "甲法") -> StatuteText:
    front = (
        f'---\ntitle: "{title}"\naliases: []\ntier: 法律\nversion: "2001-01-01"\n'
        f'source: "one"\nother_sources: []\ndefects: {defects}\n---\n'
    )
    return parse_text(front + body, "a.txt")


# ---------------------------------------------------------------- the whole build


def test_two_builds_are_equal_to_the_byte(tmp_path: Path) -> None:
    one, two = tmp_path / "one.sqlite", tmp_path / "elsewhere" / "two.sqlite"
    first = build(STATUTES, STATUTES / "curated", one)
    second = build(STATUTES, STATUTES / "curated", two)
    assert first.digest == second.digest
    assert one.read_bytes() == two.read_bytes()


def test_no_path_of_this_machine_and_no_text_gets_in(tmp_path: Path) -> None:
    out = tmp_path / "statutes.sqlite"
    build(STATUTES, STATUTES / "curated", out)
    data = out.read_bytes()
    assert str(tmp_path).encode() not in data
    assert str(STATUTES).encode() not in data
    assert "由青禾主管部门责令退回".encode() not in data


def test_bad_file_is_a_defect_and_the_others_go_on(tmp_path: Path) -> None:
    report = build(STATUTES, STATUTES / "curated", tmp_path / "statutes.sqlite")
    found = {(defect.file, defect.line) for defect in report.defects}
    assert ("04-departmental-rules/broken-front-matter.txt", 2) in found
    assert report.versions == 16


def test_curated_facts_alone_make_a_database(tmp_path: Path) -> None:
    out = tmp_path / "statutes.sqlite"
    build(None, STATUTES / "curated", out)
    (statute,) = open_registry(out).by_title("云杉省青禾救助条例")
    assert not statute.has_text


def test_missing_folder_is_said(tmp_path: Path) -> None:
    with pytest.raises(RegistryError, match="no such folder"):
        build(tmp_path / "none", STATUTES / "curated", tmp_path / "out.sqlite")


def test_data_date_is_the_newest_fact(tmp_path: Path) -> None:
    out = tmp_path / "statutes.sqlite"
    build(STATUTES, STATUTES / "curated", out)
    assert open_registry(out).data_date == "2026-09-30"


# ---------------------------------------------------------------- corpus files


def test_lines_of_an_article_become_units() -> None:
    text = parsed(
        "第一条　有下列情形的：\n（一）甲项；\n1.目一；\n(二) 乙项。\n第二款。\n\n第二条　施行。"
    )
    assert text.articles[0].units == (
        Unit(UnitKind.PARAGRAPH, 6),
        Unit(UnitKind.ITEM, 2),
        Unit(UnitKind.SUBITEM, 2),
        Unit(UnitKind.ITEM, 2),
        Unit(UnitKind.PARAGRAPH, 3),
    )


def test_inserted_article_keeps_its_number() -> None:
    text = parsed("第一条　甲。\n\n第一条之一　乙。\n\n第二条　本法自公布之日起施行。")
    assert [article.key for article in text.articles] == [
        ArticleKey(1, 0),
        ArticleKey(1, 1),
        ArticleKey(2, 0),
    ]
    assert text.numbered
    assert text.closed


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("第一条　甲。\n\n第三条　本法自公布之日起施行。", id="gap"),
        pytest.param("第二条　甲。\n\n第三条　本法自公布之日起施行。", id="late-start"),
        pytest.param("第一条　甲。\n\n第二条　乙。", id="no-closing-article"),
        pytest.param("> 一、甲。", id="no-articles"),
    ],
)
def test_text_that_may_lack_articles_fails_one_of_the_tests(body: str) -> None:
    text = parsed(body)
    assert not (text.numbered and text.closed)


def test_supplementary_provisions_close_a_text() -> None:
    text = parsed("第一条　甲。\n\n### 第二章 附则\n\n第二条　乙。\n\n第三条　丙。")
    assert text.closed


def test_heading_without_articles_closes_nothing() -> None:
    text = parsed("第一条　甲。\n\n第二条　乙。\n第二章 附 则")
    assert not text.closed


def test_amendments_of_the_constitution_go_on_counting() -> None:
    text = parsed(
        "第三十二条　甲。\n\n第三十三条　乙。", title="中华人民共和国宪法修正案（2018年）"
    )
    assert text.numbered


def test_doubtful_breaks_are_remembered() -> None:
    assert parsed("第一条　施行。", '["paragraph breaks uncertain"]').breaks_doubtful


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("第一条　甲。 第二条 乙。 第三条 施行。", id="in-the-line-of-another"),
        pytest.param("第一条　甲。\n第二 条乙。\n\n第三条　施行。", id="torn-by-white-space"),
        pytest.param("第一条　甲。\n\n笫二条 乙。\n\n第三条　施行。", id="misprinted"),
        pytest.param(
            "第一条　甲。\n第二章 丙丁\n第二条 乙。\n\n第三条　施行。", id="after-a-heading"
        ),
    ],
)
def test_article_that_is_not_set_off_is_found(body: str) -> None:
    text = parsed(body)
    assert [article.words for article in text.articles] == ["甲", "乙", "施行"]
    assert {defect.repaired for defect in text.defects} == {True}


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("第一条　甲。\n第二条 乙。\n\n第二条　丙。", id="number-is-there"),
        pytest.param("第一条　依照下列规定：\n第四十条的规定。\n\n第二条　丙。", id="reference"),
        pytest.param("第一条　甲。 第三条 乙。\n\n第二条　丙。", id="not-due"),
    ],
)
def test_reference_is_not_taken_for_an_article(body: str) -> None:
    assert len(parsed(body).articles) == 2


def test_defect_names_its_line() -> None:
    (defect,) = parsed("第一条　甲。\n\n第三条　施行。").defects
    assert str(defect) == "a.txt:12: article 3 where 2 is due"


def test_sections_restart_in_each_chapter() -> None:
    text = parsed("### 第一章 甲\n\n#### 第一节 乙\n\n第一条　施行。\n\n### 第二章 丙\n\n")
    assert text.headings == ((0, 1, 0), (0, 1, 1), (0, 2, 0))


def test_national_folders_only(tmp_path: Path) -> None:
    for name in ("02-laws", "07-local-regulations"):
        (tmp_path / name).mkdir()
        source = (STATUTES / "02-laws" / "yuanxing-2026.txt").read_text("utf-8")
        (tmp_path / name / "one.txt").write_text(source, "utf-8")
    assert taken(tmp_path, local=False) == ["02-laws/one.txt"]
    assert taken(tmp_path, local=True) == ["07-local-regulations/one.txt"]


def taken(folder: Path, *, local: bool) -> list[str]:
    return [text.file for text in read_corpus(folder, local) if isinstance(text, StatuteText)]


def test_file_that_is_passed_over_is_listed_with_its_reason(tmp_path: Path) -> None:
    for name in ("02-laws", "07-local-regulations", "09-stubs"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "one.txt").write_text("", "utf-8")
    passed = [one for one in read_corpus(tmp_path) if isinstance(one, Passed)]
    assert [one.file for one in passed] == ["07-local-regulations/one.txt", "09-stubs/one.txt"]
    assert "--local" in passed[0].reason


# ---------------------------------------------------------------- curated facts


@pytest.mark.parametrize(
    ("source", "message"),
    [
        pytest.param(
            '[[statute]]\ntitle = "甲"\ntilte = "乙"\n',
            "facts.toml:3：没有 tilte 这一项；.*title、tier、issuer",
            id="key",
        ),
        pytest.param(
            '[[statut]]\ntitle = "甲"\n',
            r"facts.toml:1：没有 \[\[statut\]\] 这种表；.*\[\[version\]\]",
            id="table",
        ),
        pytest.param(
            '[[statute]]\ntitle = "甲"\n',
            r"facts.toml:1：\[\[statute\]\] 缺少 source、certainty",
            id="proof",
        ),
        pytest.param(
            '[[statute]]\ntitle = "甲"\nsource = "乙"\ncertainty = "perhaps"\n',
            "facts.toml:4：certainty 不能是“perhaps”，只能是 text、metadata、listed、known",
            id="certainty",
        ),
        pytest.param(
            '[[version]]\nstatute = "甲"\ndate = "2018"\nsource = "乙"\ncertainty = "known"\n',
            "facts.toml:3：date 不能是“2018”，要写成日期",
            id="rough-date",
        ),
        pytest.param(
            '[[statute]]\ntitle = "甲"\ntier = "act"\nsource = "乙"\ncertainty = "known"\n',
            "facts.toml:3：tier 不能是“act”，只能是 宪法（constitution）、法律（law）",
            id="tier",
        ),
        pytest.param(
            "[[statute]\n",
            "facts.toml:1：第 10 列起不合 TOML 的写法（方括号没有配对）",
            id="syntax",
        ),
    ],
)
def test_wrong_curated_fact_stops_the_build(tmp_path: Path, source: str, message: str) -> None:
    (tmp_path / "facts.toml").write_text(source, "utf-8")
    with pytest.raises(RegistryError, match=message):
        read_curated(tmp_path)


def test_fact_without_certainty_is_refused_but_in_an_overlay(tmp_path: Path) -> None:
    (tmp_path / "facts.toml").write_text('[[organ]]\nname = "甲局"\nsource = "乙"\n', "utf-8")
    with pytest.raises(RegistryError, match="缺少 certainty"):
        read_curated(tmp_path)


def test_shipped_facts_can_be_read() -> None:
    facts = read_curated(SHIPPED)
    assert any(organ.name == "国家医疗保障局" for organ in facts.organs)
    assert len({statute.title for statute in facts.statutes}) == len(facts.statutes)


# ---------------------------------------------------------------- time


def held(day: str, effective: str) -> Held:
    return Held(
        day=date.fromisoformat(day), effective=effective, source_as_of=date(2025, 1, 1), index=0
    )


def bounds(
    occurrences: list[tuple[str, str]], texts: list[Held]
) -> list[tuple[str, str | None, str | None]]:
    changes = time_line(
        [Occurrence(day=date.fromisoformat(day), kind=kind) for day, kind in occurrences], texts
    )
    return [(c.kind, str(c.low or ""), str(c.high or "")) for c in changes]


def test_adoption_and_promulgation_are_one_change() -> None:
    found = bounds(
        [("2020-12-09", "adopted"), ("2021-01-15", "promulgated")],
        [held("2021-01-15", "2021-05-01")],
    )
    assert found == [("enactment", "2021-05-01", "2021-05-01")]


def test_amended_text_tells_the_first_effective_date() -> None:
    found = bounds(
        [("2010-10-28", "adopted"), ("2018-12-29", "amended")], [held("2018-12-29", "2011-07-01")]
    )
    assert found == [
        ("enactment", "2011-07-01", "2011-07-01"),
        ("amendment", "2018-12-29", "2020-12-29"),
    ]


def test_adoption_date_never_stands_in_for_the_effective_one() -> None:
    found = bounds([("2010-10-28", "adopted")], [held("2010-10-28", "")])
    assert found == [("enactment", "2010-10-28", "2012-10-28")]


def test_effect_on_promulgation_needs_the_day_of_promulgation() -> None:
    found = bounds(
        [("1999-01-10", "adopted"), ("1999-01-22", "promulgated")],
        [held("1999-01-22", "自公布之日")],
    )
    assert found == [("enactment", "1999-01-22", "1999-01-22")]


def test_text_without_its_event_is_a_change_of_unknown_kind() -> None:
    found = bounds([("2014-02-21", "promulgated")], [held("2019-03-02", "2014-05-01")])
    assert [kind for kind, _, _ in found] == ["enactment", "unspecified"]


def test_text_in_force_before_its_date_is_no_enactment() -> None:
    (found,) = bounds([], [held("2019-03-02", "2014-05-01")])
    assert found[0] == "unspecified"


def test_text_dated_after_its_adoption_is_the_adopted_one() -> None:
    found = bounds([("2023-07-27", "adopted")], [held("2023-08-08", "2023-08-15")])
    assert found == [("enactment", "2023-08-15", "2023-08-15")]


def test_promulgation_follows_adoption_closely() -> None:
    found = bounds([("2023-07-27", "adopted")], [held("2023-07-27", "自公布之日")])
    assert found == [("enactment", "2023-07-27", "2023-09-25")]


# ---------------------------------------------------------------- folding


@pytest.mark.parametrize(
    ("one", "two"),
    [
        pytest.param("处1万元以上5万元以下罚款", "处一万元以上五万元以下罚款", id="digits"),
        pytest.param("处１０００元罚款", "处一千元罚款", id="full-width-digits"),
        pytest.param("2倍以上", "二倍以上", id="times"),
        pytest.param("提供帐簿", "提供账簿", id="variant"),
        pytest.param("（一）甲；（二）乙", "(1)甲； 2.乙", id="list-numbers"),
        pytest.param("甲，“乙”（丙）。", "甲,「乙」(丙).", id="punctuation"),
        pytest.param("百分之二十", "20％", id="per-cent"),
        pytest.param("2018年12月", "二〇一八年十二月", id="year"),
        pytest.param("第（四）项", "第四项", id="cited-item"),
        pytest.param("10500元", "一万零五百元", id="ten-thousands"),
        pytest.param("编号007\t元", "编号007元", id="tab-behind-zeros"),
        pytest.param("2020\n年", "2020年", id="torn-year"),
    ],
)
def test_ways_of_writing_are_folded(one: str, two: str) -> None:
    assert fold(one) == fold(two)


@pytest.mark.parametrize(
    ("one", "two"),
    [("二倍", "三倍"), ("应当", "可以"), ("第四项", "第五项"), ("1.5倍", "15倍"), ("12万", "2万")],
)
def test_other_words_stay_other(one: str, two: str) -> None:
    assert fold(one) != fold(two)


@pytest.mark.parametrize(
    "text", ["处1万元以上罚款", "（一）甲；\n（二）乙……丙", "ＡＢ 甲（略）乙 20%", "𠀀甲乙"]
)
def test_folded_words_know_their_place(text: str) -> None:
    folded = words(text)
    assert folded.text == fold(text)
    assert len(folded.starts) == len(folded.ends) == len(folded.text)
    assert all(text[a:b] for a, b in zip(folded.starts, folded.ends, strict=True))


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("人社部发〔2016〕120号", "人社部发[2016]120号"),
        ("国务院令649号", "国务院令第649号"),
        ("主席令第三十五号", "中华人民共和国主席令第35号"),
        ("医保发〔2021〕5号", "医保发〔 2021〕5号"),
    ],
)
def test_forms_of_a_number_are_one(one: str, two: str) -> None:
    assert number_key(one) == number_key(two)


def test_title_key_folds_marks_brackets_and_width() -> None:
    assert title_key("《办法(试行)》") == title_key("〈 办法（试行） 〉")
