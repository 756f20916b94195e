"""CSV: fields, quotes, heads, what stands around the table; what is no CSV; corrections in it."""

from datetime import date
from pathlib import Path

import pytest

from citelaw.engine import Engine
from citelaw.fixing import SAFE, fix_path
from citelaw.model import Document, Section, Shape
from citelaw.readers import read_bytes, read_text
from citelaw.settings import Settings

HEAD = "序号,事项名称,事项类型,设定依据,责任事项\n"
BASIS = "《中华人民共和国社会保险法》第五十七条"


def table(document: Document) -> list[tuple[str, str, str]]:
    return [(cell.address, cell.column, cell.text) for cell in document.cells if not cell.prose]


def outside(document: Document) -> list[str]:
    return [cell.text for cell in document.cells if cell.prose]


def test_fields_have_address_row_column_section_and_item() -> None:
    document = read_text(f"{HEAD}7,社会保险登记,行政确认,{BASIS},受理：一次告知。\n")
    assert document.shape is Shape.CSV
    basis = document.cells[3]
    assert (basis.text, basis.address) == (BASIS, "第2行第4列")
    assert (basis.row, basis.column, basis.item_name) == ("7", "设定依据", "社会保险登记")
    assert basis.section is Section.BASIS
    assert document.source[slice(*basis.span)] == BASIS


@pytest.mark.parametrize("mark", [",", ";", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_marks_and_line_ends_of_every_program_are_known(mark: str, end: str) -> None:
    text = (HEAD + f"1,登记,行政确认,{BASIS},受理\n").replace(",", mark).replace("\n", end)
    document = read_text(text)
    assert document.shape is Shape.CSV
    assert [cell.text for cell in document.cells] == ["1", "登记", "行政确认", BASIS, "受理"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_encodings_in_which_excel_and_wps_write_are_known(encoding: str) -> None:
    document = read_bytes((HEAD + f"1,登记,行政确认,{BASIS},受理\n").encode(encoding), "清单.csv")
    assert (document.shape, document.cells[3].text) == (Shape.CSV, BASIS)


@pytest.mark.parametrize(
    ("field", "text"),
    [
        pytest.param('"甲,乙"', "甲,乙", id="comma"),
        pytest.param('"甲\n乙"', "甲\n乙", id="line end"),
        pytest.param('"甲\r\n乙"', "甲\n乙", id="line end of Windows"),
        pytest.param('"所称""甲""，是指乙"', '所称"甲"，是指乙', id="doubled quotes"),
        pytest.param('"""甲""乙"', '"甲"乙', id="doubled quotes first"),
        pytest.param('"甲""乙"""', '甲"乙"', id="doubled quotes last"),
        pytest.param(' "甲,乙" ', "甲,乙", id="blanks round the quotes"),
        pytest.param('"关于"十四五"规划,的通知"', '关于"十四五"规划,的通知', id="not doubled"),
        pytest.param('"甲', '"甲', id="never closed"),
        pytest.param('甲"乙"', '甲"乙"', id="inside the field"),
    ],
)
def test_field_in_quotes_is_one_field(field: str, text: str) -> None:
    document = read_text(f'{HEAD}1,登记,行政确认,{field},受理\n2,"变更",行政确认,乙,"受,理"\n')
    assert [cell.text for cell in document.cells][3:] == [
        text,
        "受理",
        *("2", "变更", "行政确认", "乙", "受,理"),
    ]


def test_quotes_that_nothing_closes_cost_no_more_than_a_look() -> None:
    document = read_text(HEAD + '1,登记,行政确认,""x,受理\n' * 20_000)
    assert len(document.cells) == 100_000


def test_head_of_quoted_words_over_two_lines_is_one_head() -> None:
    text = f'"序号","事项\n名称","设定\n依据"\n"1","登记","{BASIS}"\n'
    assert table(read_text(text))[2] == ("第4行第3列", "设定\n依据", BASIS)


def test_text_above_and_below_the_table_is_prose() -> None:
    text = (
        "某某局权责清单,,,,\n填表单位:某某局,2024年编制\n\n"
        f"{HEAD}1,登记,行政确认,{BASIS},受理\n,,,,\n"
        "注:本表由法规科编制,未列事项依照《某某规定》,从其规定\n"
    )
    document = read_text(text)
    assert document.shape is Shape.CSV
    assert outside(document) == [
        "某某局权责清单",
        "填表单位:某某局,2024年编制",
        "注:本表由法规科编制,未列事项依照《某某规定》,从其规定",
    ]
    assert table(document)[3] == ("第5行第4列", "设定依据", BASIS)


def test_line_that_tells_excel_the_mark_is_no_text() -> None:
    text = f"sep=;\r\n1;登,记;{BASIS};受理\r\n"
    document = read_text(text, "清单.csv")
    assert [cell.text for cell in document.cells] == ["1", "登,记", BASIS, "受理"]
    assert document.cells[0].address == "第2行第1列"


def test_heading_between_rows_ends_the_item() -> None:
    document = read_text(
        f"{HEAD}1,登记,行政确认,{BASIS},受理\n二、行政许可,,,,\n2,备案,许可,无,审查\n"
    )
    assert outside(document) == ["二、行政许可"]


def test_every_page_may_repeat_the_head() -> None:
    row = f"1,登记,行政确认,{BASIS},受理\n"
    assert len(table(read_text(HEAD + row + HEAD + row))) == 10


def test_row_that_an_unquoted_line_end_tore_is_joined() -> None:
    document = read_text(f"{HEAD}1,登记,行政确认,{BASIS}\n第二款,受理\n2,变更,行政确认,无,受理\n")
    assert table(document)[3] == ("第2行第4列", "设定依据", f"{BASIS}\n第二款")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("依照本法，受理、审查，逾期不办的，责令改正。\n" * 9, id="full-width commas"),
        pytest.param("一,甲局负责登记,乙局配合。\n二,丙局负责。\n", id="half-width commas"),
        pytest.param("权责清单包括事项名称,设定依据,责任事项等。\n", id="words in a sentence"),
        pytest.param("序号\t事项名称\t设定依据\n1\t甲,乙,丙\t丁,戊\n", id="tabs"),
        pytest.param(
            "| 序号 | 事项名称 | 设定依据 |\n| --- | --- | --- |\n| 1 | 甲 | 乙 |\n", id="md"
        ),
        pytest.param("事项名称：甲,乙\n设定依据：丙\n责任事项：丁\n追责情形：戊\n", id="labels"),
    ],
)
def test_other_layouts_are_not_taken_for_csv(text: str) -> None:
    assert read_text(text).shape is not Shape.CSV


@pytest.mark.parametrize(
    ("text", "shape"),
    [
        pytest.param(f"1,登记,{BASIS},受理\n", Shape.CSV, id="without a head"),
        pytest.param(
            '1,"责任事项：甲\n追责情形：乙\n设定依据：丙"\n2,"丁"\n', Shape.CSV, id="labels"
        ),
        pytest.param("依照本法，受理、审查。\n不得收费。\n", Shape.PROSE, id="prose"),
        pytest.param("序号\t事项名称\t设定依据\n1\t甲,乙\t丙,丁\n", Shape.TSV, id="tabs"),
        pytest.param("<table><tr><td>1<td>甲,乙<td>丙</table>", Shape.HTML, id="web page"),
    ],
)
def test_name_says_csv_where_the_text_does_not_contradict(text: str, shape: Shape) -> None:
    assert read_text(text, "清单.CSV").shape is shape


def test_separators_are_no_punctuation_and_commas_in_cells_are() -> None:
    engine = Engine(Settings(as_of=date(2026, 11, 21)))
    plain = engine.check_document(engine.read_text(f"1,登记,{BASIS},受理\n", "清单.csv"))
    assert "CL602" not in {one.code for one in plain.diagnostics}
    quoted = f'1,登记,"{BASIS},第五十八条",受理\n'
    found = engine.check_document(engine.read_text(quoted, "清单.csv")).diagnostics
    assert [one.raw for one in found if one.code == "CL602"] == [","]


def test_correction_leaves_every_other_field_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "清单.csv"
    title = "《中华人民共和国社会保险法》"
    text = f'{HEAD}1,"登,记",行政确认,"{title}第五十七条,第五十八条""注""",受理\r\n'
    path.write_bytes(text.encode("gb18030"))
    fix_path(Engine(Settings(as_of=date(2026, 11, 21))), str(path), SAFE)
    after = path.read_bytes().decode("gb18030")
    assert after != text
    before, now = read_text(text, "清单.csv"), read_text(after, "清单.csv")
    assert [one.address for one in now.cells] == [one.address for one in before.cells]
    assert [one.text for one in now.cells if "《" not in one.text] == [
        one.text for one in before.cells if "《" not in one.text
    ]
