"""Does a page get the list as it is laid out, and every citation with its verdict?"""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from citelaw.engine import Engine
from citelaw.model import FileReport, ResolvedDocument, View, ViewCell, ViewVersion
from citelaw.registry import open_registry
from citelaw.running._packing import pack, unpack
from citelaw.settings import Settings
from citelaw.view import view_of

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures"
STATUTES = FIXTURES / "statutes"
LISTS = sorted(path for path in (FIXTURES / "lists").iterdir() if path.name != "README.md")

LIST = (
    "青石县权责清单（2020年版）\n"
    "序号\t名称\t权力类型\t设定依据\n"
    "1\t处罚\t行政处罚\t《中华人民共和国青禾保险法》第九条：“骗取青禾保险待遇的，由青禾主管部门责令退回”；"
    "《旧渠稽核条例》第二条；《不存在的管理办法》第五条第二款。\n"
    "2\t救助\t其他\t《青禾救助暂行办法》\n"
)


@pytest.fixture(scope="module")
def engine(database: Path) -> Engine:
    return Engine(Settings(as_of=date(2026, 11, 21)), registry=open_registry(database))


def resolved(engine: Engine, text: str) -> ResolvedDocument:
    document = engine.read_text(text)
    return engine.resolve(document, engine.find(document))


def shown(source: str, cell: ViewCell) -> str:
    return "".join(
        source[one.start : one.end] if one.text is None else one.text for one in cell.pieces
    )


def laid_out(engine: Engine, text: str) -> list[tuple[Sequence[str], list[list[tuple[int, str]]]]]:
    view = view_of(resolved(engine, text))
    return [
        (
            table.columns,
            [[(cell.column, shown(text, cell)) for cell in row.cells] for row in table.rows],
        )
        for table in view.tables
    ]


# ---------------------------------------------------------------- the layout


def test_table_has_the_headings_of_the_list_and_empty_cells_are_left_out(engine: Engine) -> None:
    text = "序号\t名称\t类型\t依据\n1\t甲\t许可\t《甲法》\n2\t\t处罚\t《乙法》\n"
    assert laid_out(engine, text) == [
        (
            ("序号", "名称", "类型", "依据"),
            [
                [(0, "1"), (1, "甲"), (2, "许可"), (3, "《甲法》")],
                [(0, "2"), (2, "处罚"), (3, "《乙法》")],
            ],
        )
    ]


def test_column_that_only_a_later_row_has_stands_where_that_row_has_it(engine: Engine) -> None:
    text = "序号\t名称\t子项\t依据\n1\t甲\t\t《甲法》\n2\t乙\t细目\t《乙法》\n"
    ((columns, rows),) = laid_out(engine, text)
    assert columns == ("序号", "名称", "子项", "依据")
    assert rows[0] == [(0, "1"), (1, "甲"), (3, "《甲法》")]


def test_text_round_a_table_stands_apart_from_it(engine: Engine) -> None:
    text = "某县清单\n\n序号\t名称\t依据\n1\t甲\t《甲法》\n\n注：以公布的为准。\n"
    columns = [columns for columns, _ in laid_out(engine, text)]
    assert columns == [(), ("序号", "名称", "依据"), ()]


def test_head_that_is_repeated_begins_no_new_table(engine: Engine) -> None:
    head = "序号\t名称\t依据\n"
    text = f"{head}1\t甲\t《甲法》\n{head}2\t乙\t《乙法》\n"
    assert len(laid_out(engine, text)) == 1


def test_other_head_begins_a_new_table(engine: Engine) -> None:
    text = "序号\t名称\t依据\n1\t甲\t《甲法》\n序号\t事项名称\t设定依据\n2\t乙\t《乙法》\n"
    columns = [columns for columns, _ in laid_out(engine, text)]
    assert columns == [("序号", "名称", "依据"), ("序号", "事项名称", "设定依据")]


def test_table_without_head_has_columns_without_names(engine: Engine) -> None:
    text = "<table><tr><td>甲《甲法》</td><td>乙</td></tr></table>"
    assert laid_out(engine, text) == [(("", ""), [[(0, "甲《甲法》"), (1, "乙")]])]


def test_cell_is_shown_without_its_markup(engine: Engine) -> None:
    text = "序号\t名称\t依据\n1\t甲\t<p>《甲&amp;乙法》</p> <p>第一条</p>\n"
    ((_, rows),) = laid_out(engine, text)
    assert rows[0][2] == (2, "《甲&乙法》\n第一条")


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.stem)
def test_every_cell_of_a_list_is_in_its_view(path: Path, engine: Engine) -> None:
    document = engine.read(path)
    view = view_of(engine.resolve(document, engine.find(document)))
    cells = [cell for table in view.tables for row in table.rows for cell in row.cells]
    assert [shown(document.source, cell) for cell in cells] == [one.text for one in document.cells]


# ---------------------------------------------------------------- what is cited


def test_citations_have_their_words_their_place_and_their_verdict(engine: Engine) -> None:
    view = view_of(resolved(engine, LIST))
    found = [
        (LIST[one.start : one.end], one.place, one.verdict, one.counted) for one in view.citations
    ]
    assert found == [
        ("《中华人民共和国青禾保险法》", "", "checked", False),
        ("第九条", "第九条", "checked", True),
        ("《旧渠稽核条例》", "", "checked", False),
        ("第二条", "第二条", "checked", True),
        ("《不存在的管理办法》", "", "statute-unknown", False),
        ("第五条第二款", "第五条第二款", "statute-unknown", True),
        ("《青禾救助暂行办法》", "", "checked", True),
    ]


def test_quotation_is_known_with_its_words(engine: Engine) -> None:
    view = view_of(resolved(engine, LIST))
    quoting = next(one for one in view.citations if one.place == "第九条")
    assert LIST[slice(*quoting.quote)] == "骗取青禾保险待遇的，由青禾主管部门责令退回"
    assert quoting.compared


def test_place_and_its_title_have_one_mention(engine: Engine) -> None:
    view = view_of(resolved(engine, LIST))
    assert [one.mention for one in view.citations] == ["s1", "s1", "s2", "s2", "s3", "s3", "s4"]


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.stem)
def test_citations_that_count_are_those_of_the_closing_line(path: Path, engine: Engine) -> None:
    report = engine.check_path(str(path))
    assert report.resolved is not None
    assert report.counts is not None
    counted = [one for one in view_of(report.resolved).citations if one.counted]
    assert len(counted) == report.counts.citations
    assert sum(one.verdict == "checked" for one in counted) == report.counts.checked


def test_what_a_quotation_cites_is_internal(engine: Engine) -> None:
    text = (
        "依据《中华人民共和国青禾保险法》第九条：“依照《中华人民共和国云杉职员法》给予处分，"
        "本法另有规定。”\n"
    )
    view = view_of(resolved(engine, text))
    verdicts = {text[one.start : one.end]: one.verdict for one in view.citations}
    assert verdicts["《中华人民共和国云杉职员法》"] == "internal"
    assert verdicts["本法"] == "internal"


def test_statute_has_its_versions_with_the_days_on_which_they_begin_and_end(
    engine: Engine,
) -> None:
    view = view_of(resolved(engine, "依据《中华人民共和国云杉职员法》第三条、第五条。\n"))
    (statute,) = view.statutes
    assert (statute.title, statute.tier) == ("中华人民共和国云杉职员法", "law")
    assert statute.versions == (
        ViewVersion(
            kind="enactment",
            date="2005-04-27",
            low="2006-01-01",
            high="2006-01-01",
            presumed=False,
            until="2019-06-01",
            events=(("2005-04-27", "adopted", ""),),
        ),
        ViewVersion(
            kind="revision",
            date="2018-12-29",
            low="2019-06-01",
            high="2019-06-01",
            presumed=False,
            until=None,
            events=(("2018-12-29", "revised", ""),),
        ),
    )


def test_place_names_the_version_that_it_was_judged_by(engine: Engine) -> None:
    text = "依据《中华人民共和国云杉职员法》（2018年12月29日修订）第三条。\n"
    view = view_of(resolved(engine, text))
    (place,) = [one for one in view.citations if one.place]
    assert view.statutes[place.statute].versions[place.version].date == "2018-12-29"


def test_repeal_and_successor_are_told(engine: Engine) -> None:
    text = "依据《欺诈骗取青禾保险金举报奖励暂行办法》《青禾救助暂行办法》。\n"
    repealed, replaced = view_of(resolved(engine, text)).statutes
    assert repealed.repealed_on == "2023-01-01"
    assert replaced.successor == "中华人民共和国青禾救助法"


def test_view_is_kept_and_sent_as_it_is(engine: Engine) -> None:
    view = view_of(resolved(engine, LIST))
    again = unpack(pack(FileReport(path="甲.txt", view=view)))
    assert again.view == view
    assert isinstance(again.view, View)
