"""Several files asked as one, a team's overlay over them, a user's own texts."""

import json
import os
import re
import sqlite3
import threading
import unicodedata
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings, strategies

from citelaw.engine import Engine
from citelaw.errors import RegistryError
from citelaw.model import (
    Comparison,
    DifferenceKind,
    Locator,
    NotYet,
    Statute,
    Tier,
    Undetermined,
    Version,
)
from citelaw.registry import Registry, open_registry
from citelaw.registry.convert import Source, read_folder
from citelaw.registry.home import compile_kept, import_texts, imported
from citelaw.registry.normalise import fold
from citelaw.registry.overlay import read_overlay

STATUTES = Path(__file__).resolve().parents[1] / "fixtures" / "statutes"
NINE = (
    "以虚报播种面积、伪造灾情证明或者其他手段骗取青禾保险待遇的，由青禾主管部门责令退回骗取的保险金，"
    "处骗取金额二倍以上五倍以下的罚款。"
)
NEWEST = """---
title: "中华人民共和国青禾保险法"
aliases: []
tier: 法律
version: "2026-06-01"
effective_stated: ""
status: latest-known
source_as_of: "2026-06-02"
events:
  - {date: "2010-03-01", kind: 通过, text: "通过"}
  - {date: "2026-06-01", kind: 修订, text: "修订 自2026年9月1日起施行"}
source: "mine"
---
第一条　青禾保险实行新制。

第二条　本法自2026年9月1日起施行。
"""
OWN = """---
title: "杉县灌溉渠管理办法"
tier: 规范性文件
version: "2021-05-01"
effective_stated: "2021-06-01"
source: "mine"
---
第一条　渠长每日巡渠，发现渗漏的应当立即报告灌溉站。

第二条　本办法自2021年6月1日起施行。
"""


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The user's own data: the invented statutes themselves, a newer one, and one more."""
    source = tmp_path_factory.mktemp("source")
    for path in (STATUTES / "02-laws").glob("*.txt"):
        (source / path.name).write_text(path.read_text("utf-8"), "utf-8")
    (source / "newest.txt").write_text(NEWEST, "utf-8")
    (source / "own.txt").write_text(OWN, "utf-8")
    (source / "broken.docx").write_bytes(b"no archive")
    folder = tmp_path_factory.mktemp("data")
    done = import_texts(read_folder(source), folder, lambda _: None)
    assert [defect.file for defect in done.defects] == ["broken.docx"]
    return folder


@pytest.fixture(scope="module")
def both(database: Path, own: Path) -> Registry:
    return open_registry(database, own / "texts.sqlite")


def only(registry: Registry, title: str) -> Statute:
    (statute,) = registry.by_title(title)
    return statute


# ---------------------------------------------------------------- several files


def test_statute_of_both_files_is_one(both: Registry) -> None:
    statute = only(both, "青禾保险法")
    assert [version.date for version in both.versions(statute)] == [
        "2010-03-01",
        "2018-05-20",
        "2026-06-01",
    ]


def test_facts_are_those_of_the_first_file(database: Path, both: Registry) -> None:
    alone = only(open_registry(database), "青禾保险法")
    assert only(both, "青禾保险法") == alone


def test_newer_version_of_the_second_file_is_in_force_from_its_day(both: Registry) -> None:
    statute = only(both, "青禾保险法")
    dates = []
    for day in (date(2026, 8, 31), date(2026, 9, 1)):
        version = both.at(statute, day)
        assert isinstance(version, Version)
        dates.append(version.date)
    assert dates == ["2018-05-20", "2026-06-01"]


def test_statute_of_the_second_file_alone_is_found(both: Registry) -> None:
    statute = only(both, "杉县灌溉渠管理办法")
    assert isinstance(both.at(statute, date(2021, 5, 31)), NotYet)
    version = both.at(statute, date(2021, 6, 1))
    assert isinstance(version, Version)
    assert both.article_exists(version, Locator(article=3)) is False


def test_every_statute_is_listed_once(both: Registry) -> None:
    titles = [statute.title for statute in both.statutes()]
    assert len(titles) == len(set(titles))
    assert "杉县灌溉渠管理办法" in titles


def test_quotation_is_found_in_every_file(both: Registry) -> None:
    (found,) = both.find("渠长每日巡渠，发现渗漏的应当立即报告灌溉站")
    assert found.statute.title == "杉县灌溉渠管理办法"
    assert (found.comparison.unit, found.comparison.left) == (Locator(article=1, paragraph=1), 0)


def test_map_across_files_is_not_made_up(both: Registry) -> None:
    versions = both.versions(only(both, "青禾保险法"))
    assert both.article_map(versions[0], versions[1]) is not None
    assert both.article_map(versions[1], versions[2]) is None


def test_digest_covers_all_files(database: Path, both: Registry) -> None:
    assert both.digest != open_registry(database).digest
    assert len(both.digest) == 64


def test_threads_share_one_registry(both: Registry) -> None:
    wrong: list[object] = []

    def ask() -> None:
        for _ in range(20):
            statute = only(both, "青禾保险法")
            version = both.versions(statute)[1]
            compared = both.compare(version, Locator(article=9), NINE)
            if compared is None or compared.differences or not both.search(version, NINE):
                wrong.append(compared)

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


# ---------------------------------------------------------------- the user's own texts


def test_words_are_shown_where_the_user_has_them(database: Path, both: Registry) -> None:
    version = both.versions(only(both, "青禾保险法"))[1]
    assert both.words(version, Locator(article=9)) == (NINE,)
    assert open_registry(database).words(version, Locator(article=9)) is None


@pytest.mark.parametrize(
    ("quoted", "kind", "expected"),
    [
        pytest.param("由农业主管部门", DifferenceKind.CHANGED, "青禾", id="changed"),
        pytest.param("由县级青禾主管部门", DifferenceKind.ADDED, "", id="added"),
        pytest.param("由青禾部门", DifferenceKind.DROPPED, "禾主管部", id="dropped"),
    ],
)
def test_difference_says_what_is_right(
    both: Registry, quoted: str, kind: DifferenceKind, expected: str
) -> None:
    version = both.versions(only(both, "青禾保险法"))[1]
    text = NINE.replace("由青禾主管部门", quoted)
    compared = both.compare(version, Locator(article=9), text)
    assert compared is not None
    (difference,) = compared.differences
    assert (difference.kind, difference.expected) == (kind, expected)
    start, end = difference.span
    assert text[:start] + expected + text[end:] == NINE


PENALTIES = """---
title: "中华人民共和国青禾处罚法"
aliases: []
tier: 法律
version: "2020-03-01"
effective_stated: "2020-07-01"
source: "mine"
---
第一条　青禾违法行为处罚的种类分为：
（一）警告；
（二）罚款；
（三）责令停止播种；
（四）责令停止灌溉。

第二条　有下列行为之一的，处四千元以上一万元以下的罚款；情节严重的，处二万元罚款：
（一）未经登记播种青禾的；
（二）未按照规定灌溉青禾的；
（三）拒绝、阻碍青禾主管部门检查的。

第三条　农户缴纳的保险费不得少于播种面积保险金额的百分之十五。

第四条　本法自2020年7月1日起施行。
"""
OPENING = "有下列行为之一的，处四千元以上一万元以下的罚款；情节严重的，处二万元罚款："


@pytest.fixture(scope="module")
def penalties(database: Path, tmp_path_factory: pytest.TempPathFactory) -> Registry:
    """The invented statutes and one of the user's own, with its words."""
    source = tmp_path_factory.mktemp("penalties")
    (source / "penalties.txt").write_text(PENALTIES, "utf-8")
    folder = tmp_path_factory.mktemp("penalties-data")
    import_texts(read_folder(source), folder, lambda _: None)
    return open_registry(database, folder / "texts.sqlite")


def held(registry: Registry, locator: Locator, text: str) -> Comparison:
    statute = only(registry, "中华人民共和国青禾处罚法")
    compared = registry.compare(registry.versions(statute)[0], locator, text)
    assert compared is not None
    return compared


def corrected(text: str, compared: Comparison) -> str:
    """Return the quotation with what is right in place of every difference."""
    for one in sorted(compared.differences, key=lambda one: one.span, reverse=True):
        assert one.expected is not None
        text = text[: one.span.start] + one.expected + text[one.span.end :]
    return text


@pytest.mark.parametrize("quoted", ["2000", "40010", "5000", "44000"])
def test_whole_number_is_right_or_wrong(penalties: Registry, quoted: str) -> None:
    text = OPENING.replace("四千", quoted)
    (one,) = held(penalties, Locator(article=2), text).differences
    assert (text[slice(*one.span)], one.expected) == (quoted, "四千")


def test_figures_of_the_article_are_given_whole(penalties: Registry) -> None:
    text = "本法自2021年7月1日起施行。"
    (one,) = held(penalties, Locator(article=4), text).differences
    assert (text[slice(*one.span)], one.expected) == ("2021", "2020")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(OPENING + "（三）抗绝、阻碍青禾主管部门检查的", ("抗", "拒"), id="first"),
        pytest.param(OPENING + "（二）未安照规定灌溉青禾的", ("安", "按"), id="shared-first"),
        pytest.param(
            OPENING.replace("元罚款：", "元罚金：") + "（三）拒绝、阻碍青禾主管部门检查的",
            ("金", "款"),
            id="last-of-the-opening",
        ),
        pytest.param(
            OPENING.replace("罚款：", "罚款和") + "（三）拒绝、阻碍青禾主管部门检查的",
            ("和", "："),
            id="mark-of-the-opening",
        ),
    ],
)  # fmt: skip
def test_edit_beside_a_seam_is_that_edit(
    penalties: Registry, text: str, expected: tuple[str, str]
) -> None:
    item = 2 if "（二）" in text else 3
    (one,) = held(penalties, Locator(article=2, paragraph=1, item=item), text).differences
    assert (text[slice(*one.span)], one.expected, one.passage) == (*expected, False)


def test_word_dropped_after_a_seam_is_not_the_items_left_out(penalties: Registry) -> None:
    text = OPENING + "（三）绝、阻碍青禾主管部门检查的"
    (one,) = held(penalties, Locator(article=2, paragraph=1, item=3), text).differences
    assert (text[slice(*one.span)], one.expected, one.passage) == (
        "款：（三）绝", "款：（三）拒绝", False,
    )  # fmt: skip


@pytest.mark.parametrize("item", [2, 3, 4])
def test_short_item_after_its_opening_is_no_difference(penalties: Registry, item: int) -> None:
    words = {2: "（二）罚款；", 3: "（三）责令停止播种；", 4: "（四）责令停止灌溉。"}
    text = "青禾违法行为处罚的种类分为：" + words[item]
    compared = held(penalties, Locator(article=1, paragraph=1, item=item), text)
    assert compared.differences == ()


def test_short_item_is_judged_where_its_words_are_known(penalties: Registry) -> None:
    text = "青禾违法行为处罚的种类分为：（二）罚金；"
    compared = held(penalties, Locator(article=1, paragraph=1, item=2), text)
    (one,) = compared.differences
    assert (text[slice(*one.span)], one.expected) == ("金", "款")


@pytest.mark.parametrize(
    ("text", "found", "expected"),
    [
        pytest.param(NINE.replace("罚款。", "罚金。"), "金", "款", id="last"),
        pytest.param(NINE + "另行处分", "另行处分", "", id="added-at-the-end"),
        pytest.param(NINE[1:], "虚报", "以虚报", id="first-dropped"),
        pytest.param(NINE.replace("的，由", "的应由"), "应", "，", id="mark-replaced"),
        pytest.param(NINE.replace("的罚款", "罚款"), "下罚", "下的罚", id="near-the-end"),
    ],
)
def test_words_at_the_ends_and_marks_are_known(
    both: Registry, text: str, found: str, expected: str
) -> None:
    version = both.versions(only(both, "青禾保险法"))[1]
    compared = both.compare(version, Locator(article=9), text)
    assert compared is not None
    (one,) = compared.differences
    assert (text[slice(*one.span)], one.expected) == (found, expected)


@settings(
    max_examples=300, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
@given(data=strategies.data())
def test_one_edit_is_put_right(penalties: Registry, data: strategies.DataObject) -> None:
    """Whatever character is replaced, left out or put in: the right words make it the article."""
    place = Locator(article=data.draw(strategies.sampled_from([1, 2, 3, 4])))
    lines = penalties.words(
        penalties.versions(only(penalties, "中华人民共和国青禾处罚法"))[0], place
    )
    assert lines is not None
    text = "".join(lines)
    items = [at for at, line in enumerate(lines) if line.startswith("（")]
    if items and data.draw(strategies.booleans()):
        item = data.draw(strategies.sampled_from(items))
        place = place._replace(paragraph=1, item=item)
        text = lines[0] + lines[item]
    numbers = {at for mark in re.finditer("（.）", text) for at in range(*mark.span())}
    at = data.draw(strategies.sampled_from(sorted(set(range(len(text))) - numbers)))
    put = data.draw(strategies.sampled_from(["", "的", "不", "国", "3", "五", "部门"]))
    gone = data.draw(strategies.integers(0, 1))
    quoted = text[:at] + put + text[at + gone :]
    compared = held(penalties, place, quoted)
    # a quotation may stop early
    if compared.differences or not fold(text).startswith(fold(quoted)):
        assert fold(corrected(quoted, compared)) == fold(text)


def test_later_import_adds_to_the_earlier(tmp_path: Path) -> None:
    for name, text in (("a", OWN), ("b", NEWEST)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "one.txt").write_text(text, "utf-8")
        import_texts(read_folder(tmp_path / name), tmp_path / "data", lambda _: None)
    registry = open_registry(tmp_path / "data" / "texts.sqlite")
    assert [statute.title for statute in registry.statutes()] == [
        "中华人民共和国青禾保险法",
        "杉县灌溉渠管理办法",
    ]


def source(title: str, version: str = "2020-01-01", words: str = "巡渠") -> Source:
    """Return an invented text, its title as JSON writes it."""
    front = f"title: {json.dumps(title)}\ntier: 法律\nversion: {json.dumps(version)}"
    body = f"第一条　渠长每日{words}。\n\n第二条　本法自2020年6月1日起施行。"
    return Source(file=f"{words}.txt", text=f"---\n{front}\n---\n{body}\n")


def titles(folder: Path) -> list[str]:
    registry = open_registry(folder / "texts.sqlite")
    return sorted(statute.title for statute in registry.statutes())


def silent(_: str) -> None: ...


@pytest.mark.parametrize("version", ["2020-01-01", "undated", ""])
def test_second_text_of_one_title_and_version_is_a_defect(tmp_path: Path, version: str) -> None:
    found = [source("甲法", version, "巡渠"), source("甲法", version, "修渠")]
    done = import_texts(found, tmp_path, silent)
    assert [(one.file, one.reason) for one in done.defects] == [
        ("修渠.txt", "标题和版本都与 巡渠.txt 相同，只导入前一个")
    ]
    (kept,) = (tmp_path / "texts").iterdir()
    assert "巡渠" in kept.read_text("utf-8")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param("甲/法", "甲?法", id="unsafe characters"),
        pytest.param("甲A法", "甲a法", id="case"),
        pytest.param("é法", "e\u0301法", id="composed and not"),
        pytest.param("甲" * 399 + "乙", "甲" * 399 + "丙", id="long"),
    ],
)
def test_titles_that_make_one_file_name_are_kept_apart(
    tmp_path: Path, first: str, second: str
) -> None:
    done = import_texts([source(first), source(second)], tmp_path, silent)
    assert (len(done.taken), done.kept, done.defects) == (2, 2, [])
    names = [unicodedata.normalize("NFC", path.name) for path in (tmp_path / "texts").iterdir()]
    assert len({name.casefold() for name in names}) == 2
    assert max(len(name.encode()) for name in names) <= 204


def test_bad_text_does_not_keep_a_good_one_out(tmp_path: Path) -> None:
    done = import_texts([source("甲\ud800法"), source("乙法"), source("丙\n法")], tmp_path, silent)
    assert len(done.defects) == 2
    assert titles(tmp_path) == ["乙法"]


@pytest.mark.parametrize(
    "body",
    [
        "第九九九九九九九九九条　养护。\n\n第二条　养护。 第十条 养护。",
        "第五千条　养护。\n\n第五千零一条　养护。",
        "第一条之九百　养护。",
        "### 第九九九九九九九章　湖\n\n第一条　养护。",
    ],
)
def test_number_too_high_for_a_statute_is_none(body: str, tmp_path: Path) -> None:
    text = f'---\ntitle: "湖法"\ntier: 法律\nversion: 2020-01-01\n---\n{body}\n'
    done = import_texts([Source(file="a.txt", text=text)], tmp_path, silent)
    assert done.kept == 1


def test_import_of_nothing_writes_nothing(tmp_path: Path) -> None:
    import_texts([source("甲\ud800法")], tmp_path / "data", silent)
    assert not (tmp_path / "data").exists()


def test_interrupt_while_reading_leaves_nothing(tmp_path: Path) -> None:
    def found() -> Iterator[Source]:
        yield source("甲法")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        import_texts(found(), tmp_path / "data", silent)
    assert not (tmp_path / "data").exists()


def test_interrupt_while_writing_leaves_whole_files_that_the_next_import_compiles(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    moved: list[str] = []

    def stop_at_second(old: Path, new: Path) -> None:
        if moved:
            raise KeyboardInterrupt
        moved.append(new.name)
        os.rename(old, new)

    import_texts([source("甲法")], tmp_path, silent)
    with monkeypatch.context() as patch:
        patch.setattr("citelaw.registry.home.os.replace", stop_at_second)
        with pytest.raises(KeyboardInterrupt):
            import_texts([source("乙法"), source("丙法")], tmp_path, silent)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["texts", "texts.sqlite"]
    assert titles(tmp_path) == ["甲法"]
    assert compile_kept(tmp_path, silent).damaged == []
    assert titles(tmp_path) == ["乙法", "甲法"]


def test_failed_compile_leaves_the_database_and_the_next_import_repairs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OSError(28, "disk full")

    import_texts([source("甲法")], tmp_path, silent)
    with monkeypatch.context() as patch:
        patch.setattr("citelaw.registry.building.compile._fill", fail)
        with pytest.raises(RegistryError, match="写不进去"):
            import_texts([source("乙法")], tmp_path, silent)
    assert titles(tmp_path) == ["甲法"]
    import_texts([source("丙法")], tmp_path, silent)
    assert titles(tmp_path) == ["丙法", "乙法", "甲法"]


def test_texts_of_two_imports_at_once_are_all_compiled(tmp_path: Path) -> None:
    def other(_: str) -> None:
        """Import another text while the first import compiles."""
        if not (tmp_path / "texts" / "乙法(2020-01-01).txt").exists():
            import_texts([source("乙法")], tmp_path, silent)

    def late(found: str) -> None:
        threads.append(threading.Thread(target=other, args=(found,)))
        threads[-1].start()

    threads: list[threading.Thread] = []
    import_texts([source("甲法")], tmp_path, late)
    for thread in threads:
        thread.join()
    assert titles(tmp_path) == ["乙法", "甲法"]


def test_copy_of_a_kept_file_is_named_and_counted_once(tmp_path: Path) -> None:
    import_texts([source("甲法")], tmp_path, silent)
    kept = tmp_path / "texts" / "甲法(2020-01-01).txt"
    (tmp_path / "texts" / "甲法.txt").write_bytes(kept.read_bytes())
    done = compile_kept(tmp_path, silent)
    assert (done.kept, len(done.damaged)) == (1, 1)


def test_what_was_imported_is_found_again(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CITELAW_DATA", str(own))
    assert imported() == own / "texts.sqlite"
    monkeypatch.setenv("CITELAW_DATA", str(own / "none"))
    assert imported() is None


def test_data_folder_is_among_those_that_are_looked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    from citelaw.registry.home import data_folder, likely_folders

    monkeypatch.delenv("CITELAW_DATA", raising=False)
    assert str(data_folder()) in list(likely_folders())


# ---------------------------------------------------------------- the overlay

OVERLAY = """
[[statute]]
title = "杉县人民政府关于印发〈青禾灌溉奖励办法〉的通知"
tier = "规范性文件"
number = "杉政发〔2020〕3号"
aliases = ["青禾灌溉奖励办法"]

[[statute]]
title = "新渠稽核条例"
aliases = ["救助联营办法"]
repealed_on = "2024-01-01"
repealed_by = "杉县灌溉渠管理办法"
source = "县府公告"
"""


@pytest.fixture
def overlaid(database: Path, tmp_path: Path) -> Registry:
    path = tmp_path / "statutes.toml"
    path.write_text(OVERLAY, "utf-8")
    return open_registry(database, overlay=read_overlay(path))


def test_overlay_adds_a_document(overlaid: Registry) -> None:
    statute = only(overlaid, "青禾灌溉奖励办法")
    assert (statute.tier, statute.has_text) == (Tier.NORMATIVE_DOCUMENT, False)
    assert overlaid.by_number("杉政发[2020]3号") == (statute,)
    assert overlaid.versions(statute) == ()
    assert "青禾灌溉奖励办法" in overlaid.names()


def test_overlay_wins_over_the_database(overlaid: Registry) -> None:
    statute = only(overlaid, "新渠稽核条例")
    assert statute.repealed_on == "2024-01-01"
    assert (statute.status.word, statute.status.evidence) == ("repealed", "县府公告")
    assert overlaid.versions(statute) != ()


def test_alias_of_the_overlay_settles_an_ambiguous_one(database: Path, overlaid: Registry) -> None:
    assert len(open_registry(database).by_title("救助联营办法")) == 2
    assert only(overlaid, "救助联营办法").title == "新渠稽核条例"


def test_misspelled_title_of_the_overlay_is_near(overlaid: Registry) -> None:
    (near,) = overlaid.near_titles("青禾灌溉奖厉办法")
    assert near.title == "青禾灌溉奖励办法"


def test_lists_beside_an_overlay_are_judged_with_it(database: Path, tmp_path: Path) -> None:
    row = "依据《青禾灌溉奖励办法》给予奖励。\n"
    for name in ("with", "without"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "list.txt").write_text(row, "utf-8")
    (tmp_path / "with" / "statutes.toml").write_text(OVERLAY, "utf-8")
    engine = Engine(registry=open_registry(database))
    report = engine.check_paths(tmp_path / name / "list.txt" for name in ("with", "without"))
    unknown = [
        [found.code for found in file.diagnostics if found.code == "CL201"] for file in report.files
    ]
    assert unknown == [[], ["CL201"]]
    assert report.digest != engine.registry.digest
    assert report.overlays == (str(tmp_path / "with" / "statutes.toml"),)


def test_broken_overlay_fails_its_own_lists_only(database: Path, tmp_path: Path) -> None:
    (tmp_path / "list.txt").write_text("依据《青禾灌溉奖励办法》。\n", "utf-8")
    (tmp_path / "statutes.toml").write_text("[[statute]]\ntitel = 1\n", "utf-8")
    report = Engine(registry=open_registry(database)).check_paths([tmp_path / "list.txt"])
    assert report.files[0].failure is not None
    assert "titel" in report.files[0].failure.chinese


# ---------------------------------------------------------------- a damaged file


def test_truncated_file_is_refused(database: Path, tmp_path: Path) -> None:
    path = tmp_path / "short.sqlite"
    path.write_bytes(database.read_bytes()[:-4096])
    with pytest.raises(RegistryError, match="已损坏"):
        open_registry(path)


def test_older_format_is_refused_with_what_to_do(database: Path, tmp_path: Path) -> None:
    path = tmp_path / "old.sqlite"
    path.write_bytes(database.read_bytes())
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 1")
    connection.close()
    with pytest.raises(RegistryError, match="重新生成"):
        open_registry(path)


# ---------------------------------------------------------------- one statute under two names

SHORT = """---
title: "青禾保险法"
tier: 法律
version: "{day}"
source: "mine"
source_as_of: "2020-01-01"
---
第一条　甲。

第二条　施行。
"""


def with_texts(database: Path, folder: Path, *texts: str) -> Registry:
    (folder / "source").mkdir()
    for at, text in enumerate(texts):
        (folder / "source" / f"{at}.txt").write_text(text, "utf-8")
    import_texts(read_folder(folder / "source"), folder / "data", lambda _: None)
    return open_registry(database, folder / "data" / "texts.sqlite")


def test_text_under_the_short_title_is_the_same_statute(database: Path, tmp_path: Path) -> None:
    registry = with_texts(database, tmp_path, SHORT.format(day="2005-01-01"))
    statute = only(registry, "青禾保险法")
    assert statute.title == "中华人民共和国青禾保险法"
    assert [version.date for version in registry.versions(statute)] == [
        "2005-01-01",
        "2010-03-01",
        "2018-05-20",
    ]


def test_version_by_another_of_its_days_is_not_held_twice(database: Path, tmp_path: Path) -> None:
    registry = with_texts(database, tmp_path, SHORT.format(day="2018-06-02"))
    versions = registry.versions(only(registry, "青禾保险法"))
    assert [version.date for version in versions] == ["2010-03-01", "2018-05-20"]


def test_undated_text_moves_nothing_on_the_line(database: Path, tmp_path: Path) -> None:
    registry = with_texts(database, tmp_path, SHORT.format(day="undated"))
    statute = only(registry, "青禾保险法")
    assert isinstance(registry.at(statute, date(2000, 1, 1)), NotYet)
    assert "" not in {version.date for version in registry.versions(statute)}


def laid_over(database: Path, folder: Path, facts: str) -> Registry:
    path = folder / "statutes.toml"
    path.write_text(facts, "utf-8")
    return open_registry(database, overlay=read_overlay(path))


def test_overlay_under_the_short_title_is_about_the_statute(database: Path, tmp_path: Path) -> None:
    facts = '[[statute]]\ntitle = "青禾保险法"\naliases = ["青保法"]\n'
    registry = laid_over(database, tmp_path, facts)
    statute = only(registry, "青保法")
    assert statute.title == "中华人民共和国青禾保险法"
    assert len(registry.versions(statute)) == 2


def test_event_of_the_overlay_makes_the_line_open(database: Path, tmp_path: Path) -> None:
    facts = (
        '[[statute]]\ntitle = "青禾保险法"\n[[statute.event]]\ndate = "2025-03-01"\nkind = "修订"\n'
    )
    registry = laid_over(database, tmp_path, facts)
    statute = only(registry, "青禾保险法")
    assert not statute.history_complete
    assert isinstance(registry.at(statute, date(2024, 1, 1)), Version)
    assert isinstance(registry.at(statute, date(2025, 6, 1)), Undetermined)


def test_document_of_the_overlay_has_its_days(database: Path, tmp_path: Path) -> None:
    facts = (
        '[[statute]]\ntitle = "杉县渠道奖励办法"\n'
        '[[statute.event]]\ndate = "2020-02-01"\nkind = "公布"\n'
        '[[statute.event]]\ndate = "2020-03-01"\nkind = "施行"\n'
    )
    registry = laid_over(database, tmp_path, facts)
    statute = only(registry, "杉县渠道奖励办法")
    assert registry.at(statute, date(2020, 2, 1)) == NotYet(first=None, begins=date(2020, 3, 1))


# ---------------------------------------------------------------- bounds


def test_title_of_absurd_length_is_unknown_at_once(database: Path) -> None:
    registry = open_registry(database)
    assert registry.by_title("某" * 100_000) == registry.near_titles("某" * 100_000) == ()


def test_connection_of_a_finished_thread_is_closed(database: Path) -> None:
    registry = open_registry(database)
    for at in range(20):
        thread = threading.Thread(target=registry.by_title, args=(f"某{at}法",))
        thread.start()
        thread.join()
    (file,) = registry._files
    assert len(file._open_ones) <= 1


@pytest.mark.parametrize(
    "change",
    [
        pytest.param("UPDATE meta SET value = 'x' WHERE key = 'organs'", id="organs"),
        pytest.param("DELETE FROM meta WHERE key = 'names'", id="names"),
        pytest.param("UPDATE version SET articles = x'00'", id="articles"),
        pytest.param("UPDATE version SET date = 'x', effective_from = 'x'", id="dates"),
        pytest.param("UPDATE change SET events = '{'", id="events"),
        pytest.param("UPDATE text SET units = x'00'", id="units"),
        pytest.param("UPDATE statute SET aliases = 'x'", id="aliases"),
    ],
)
def test_damaged_row_is_said_to_be_one(database: Path, tmp_path: Path, change: str) -> None:
    path = tmp_path / "damaged.sqlite"
    path.write_bytes(database.read_bytes())
    connection = sqlite3.connect(path)
    connection.execute(change)
    connection.commit()
    connection.execute("VACUUM")
    connection.close()
    with pytest.raises(RegistryError, match="已损坏"):
        ask_everything(open_registry(path))


def ask_everything(registry: Registry) -> None:
    registry.names()
    statute = only(registry, "青禾保险法")
    registry.at(statute, date(2020, 1, 1))
    for version in registry.versions(statute):
        registry.search(version, NINE)


# ---------------------------------------------------------------- what is at hand


def test_local_statutes_beside_the_shipped_file_are_looked_up(
    database: Path, own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shipped, local = tmp_path / "statutes.sqlite", tmp_path / "statutes-local.sqlite"
    shipped.write_bytes(database.read_bytes())
    local.write_bytes((own / "texts.sqlite").read_bytes())
    monkeypatch.setattr("citelaw.registry.lookup.SHIPPED", shipped)
    registry = open_registry()
    assert registry.paths == (shipped, local)
    assert only(registry, "杉县灌溉渠管理办法").has_text


def test_own_texts_of_another_format_say_how_to_compile_them_again(
    database: Path, own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = tmp_path / "texts.sqlite"
    data.write_bytes((own / "texts.sqlite").read_bytes())
    connection = sqlite3.connect(data)
    connection.execute("PRAGMA user_version = 1")
    connection.close()
    monkeypatch.setenv("CITELAW_DATA", str(tmp_path))
    monkeypatch.setattr("citelaw.registry.lookup.SHIPPED", database)
    with pytest.raises(RegistryError, match="citelaw statutes import 重新编译"):
        open_registry()
