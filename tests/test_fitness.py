"""Do the rules on the fitness of a basis stay silent where a table leaves a doubt?"""

from datetime import date
from pathlib import Path

import pytest

from citelaw.engine import Engine
from citelaw.model import Diagnostic
from citelaw.registry import open_registry
from citelaw.settings import Settings

STATUTES = Path(__file__).resolve().parents[1] / "fixtures" / "statutes"
HEADER = "序号\t事项名称\t权力类型\t设定依据\t责任事项\n"
LAW = "《中华人民共和国青禾保险法》第三条"
ROWS = "".join(f"{number}\t稽核{number}\t行政检查\t{LAW}\t检查\n" for number in (1, 2, 3, 4))


@pytest.fixture(scope="module")
def engine(database: Path) -> Engine:
    return Engine(Settings(as_of=date(2026, 11, 21)), registry=open_registry(database))


def found(engine: Engine, source: str, code: str) -> list[Diagnostic]:
    report = engine.check_document(engine.read_text(source))
    return [one for one in report.diagnostics if one.code == code]


# ---------------------------------------------------------------- an item without a basis


def test_empty_basis_among_full_ones_is_a_finding_on_the_name(engine: Engine) -> None:
    (one,) = found(engine, f"{HEADER}{ROWS}5\t巡查渠道\t行政检查\t\t检查\n", "CL705")
    assert (one.raw, one.certainty) == ("巡查渠道", "likely")


@pytest.mark.parametrize(
    "row",
    [
        pytest.param("5\t巡查渠道\t\t\t\n", id="whole-row-merged"),
        pytest.param("5\t巡查渠道\t行政检查\t同上\t检查\n", id="as-above"),
        pytest.param("5\t巡查渠道\t行政检查\t市\t检查\n", id="words-of-a-torn-cell"),
        pytest.param("\t巡查渠道\t\t\t检查\n", id="row-without-number"),
        pytest.param(f"5\t巡查\t行政检查\t\t{LAW}\n", id="basis-in-another-column"),
        pytest.param(
            f"5\t巡查\t行政检查\t\t检查\n5.1\t夜巡\t行政检查\t{LAW}\t检查\n", id="sub-items-below"
        ),
    ],
)
def test_basis_that_may_stand_elsewhere_is_not_absent(engine: Engine, row: str) -> None:
    assert found(engine, HEADER + ROWS + row, "CL705") == []


def test_merged_cell_of_an_html_table_is_a_basis_of_all_its_rows(engine: Engine) -> None:
    rows = "".join(
        f"<tr><td>{number}</td><td>稽核{number}</td><td>行政检查</td>"
        f"<td{' rowspan=2' if number == 4 else ''}>{LAW}</td><td>检查</td></tr>"
        for number in (1, 2, 3, 4)
    )
    head = "".join(f"<td>{word}</td>" for word in HEADER.split())
    rest = "<tr><td>5</td><td>巡查</td><td>行政检查</td><td>检查</td></tr>"
    assert found(engine, f"<table><tr>{head}</tr>{rows}{rest}</table>", "CL705") == []


# ---------------------------------------------------------------- the tier and the clause


def test_kind_of_a_heading_is_judged_too(engine: Engine) -> None:
    header = "序号\t事项名称\t设定依据\t责任事项\n"
    row = "1\t来源不明种子的封存\t《青禾种子管理办法》第四条\t检查\n"
    assert found(engine, f"{header}一、行政强制（共1项）\n{row}", "CL701")
    assert not found(engine, f"{header}一、行政检查（共1项）\n{row}", "CL701")


def test_bases_of_all_rows_of_an_item_are_judged_together(engine: Engine) -> None:
    rows = "1\t封存\t行政强制\t《青禾种子管理办法》第四条\t检查\n"
    assert found(engine, HEADER + rows, "CL701")
    assert not found(engine, f"{HEADER}{rows}\t\t\t{LAW}\t检查\n", "CL701")


def test_basis_of_duties_is_no_basis_of_the_power(engine: Engine) -> None:
    header = "序号\t事项名称\t权力类型\t设定依据\t责任事项依据\n"
    row = f"1\t封存\t行政强制\t《青禾种子管理办法》第四条\t{LAW}\n"
    assert found(engine, header + row, "CL701")


@pytest.mark.parametrize(
    ("basis", "silent"),
    [
        pytest.param("第六条：“没收种子。”", False, id="set-by-the-rule"),
        pytest.param("第六条：“依照法律的规定没收种子。”", True, id="left-to-a-law"),
        pytest.param("第六条：“可以处一千元以下的罚款。”", True, id="within-limits"),
    ],
)
def test_rule_alone_may_not_set_every_penalty(engine: Engine, basis: str, silent: bool) -> None:
    source = f"{HEADER}1\t伪造产地\t行政处罚\t《青禾种子管理办法》{basis}\t立案\n"
    assert (found(engine, source, "CL701") == []) is silent


# ---------------------------------------------------------------- other regions


def test_place_named_in_a_heading_decides_whose_list_it_is(engine: Engine) -> None:
    row = "1\t甲\t行政检查\t《洛阳市青禾办法》第三条\t检查\n"
    for title, wrong in (
        ("安阳市水务局", 1),
        ("洛阳市水务局", 0),
        ("河南省水务厅", 0),
        ("水务局", 0),
    ):
        assert len(found(engine, f"{title}权责清单\n\n{HEADER}{row}", "CL703")) == wrong


def test_headings_that_contradict_each_other_decide_nothing(engine: Engine) -> None:
    row = "1\t甲\t行政检查\t《兰州市青禾办法》第三条\t检查\n"
    title = "转发河南省水务厅清单的通知\n山东省水务厅\n\n"
    assert found(engine, f"{title}{HEADER}{row}", "CL703") == []
