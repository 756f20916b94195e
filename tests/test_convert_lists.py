"""Is the table that ``citelaw convert`` makes of a list the list, and a table?"""

import io
import json
import re
import subprocess
import sys
import zipfile
from collections import Counter
from importlib.resources import files
from pathlib import Path

import jsonschema
import openpyxl
import pytest

import citelaw.reporters.convert
from citelaw.commands import run
from citelaw.commands.convert import FORMATS
from citelaw.counting import count
from citelaw.discovery import module_names
from citelaw.engine import Engine
from citelaw.model import CITED_COLUMNS, Document
from citelaw.readers import read_bytes, read_text
from citelaw.reporters import load_converter
from citelaw.reporters.convert import Tabulated, tabulated

ROOT = Path(__file__).parent.parent
LISTS = sorted((ROOT / "fixtures" / "lists").glob("*.*"))
TEXTS = ("tsv", "md")
TABLES = (*TEXTS, "xlsx")
HEAD = "序号\t事项名称\t权力类型\t设定依据\t追责情形"
Citations = Counter[tuple[str, ...]]


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine()


def table_of(engine: Engine, document: Document) -> Tabulated:
    return tabulated(document, engine.extract_document(document))


def citations(engine: Engine, document: Document) -> Citations:
    """What a list cites: words without white space, statute, place, item."""
    found: Citations = Counter()
    for one in engine.extract_document(document):
        text, row = one.cell.text, one.cell.row
        for mention in one.statutes:
            words = text[mention.span.start : mention.span.end]
            found["statute", re.sub(r"\s", "", words), mention.title, row] += 1
        for each in one.citations:
            words = text[each.pinpoint.span.start : each.pinpoint.span.end]
            title = each.statute.title if each.statute else "?"
            found["place", re.sub(r"\s", "", words), title, each.pinpoint.key, row] += 1
    return found


def converted(engine: Engine, text: str, form: str) -> bytes:
    return load_converter(form).render(table_of(engine, read_text(text)))


def objects(engine: Engine, text: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in converted(engine, text, "jsonl").splitlines()]


def grid(content: bytes, sheet: str = "清单") -> list[list[object]]:
    book = openpyxl.load_workbook(io.BytesIO(content))
    return [[cell.value for cell in row] for row in book[sheet].iter_rows()]


# ---------------------------------------------------------------- nothing is lost


@pytest.mark.parametrize("form", TABLES)
@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.name)
def test_table_read_again_cites_the_same(engine: Engine, path: Path, form: str) -> None:
    before = read_bytes(path.read_bytes(), path.name)
    after = read_bytes(load_converter(form).render(table_of(engine, before)), f"list.{form}")
    assert citations(engine, after) == citations(engine, before)


@pytest.mark.shared
@pytest.mark.parametrize("form", TABLES)
def test_tables_of_real_lists_read_again_cite_the_same(
    engine: Engine, shared: Path, form: str
) -> None:
    for path in sorted((shared / "lists").glob("*.txt")):
        before = read_bytes(path.read_bytes(), path.name)
        after = read_bytes(load_converter(form).render(table_of(engine, before)), f"list.{form}")
        assert citations(engine, after) == citations(engine, before)


@pytest.mark.parametrize("form", TABLES)
def test_table_made_of_a_table_is_the_same(engine: Engine, form: str) -> None:
    text = (ROOT / "fixtures/lists/tsv.txt").read_text("utf-8")
    once = converted(engine, text, form)
    again = load_converter(form).render(table_of(engine, read_bytes(once, f"list.{form}")))
    assert again == once


def test_table_counts_what_a_check_counts(engine: Engine) -> None:
    path = ROOT / "fixtures/lists/tsv.txt"
    document = engine.read(path)
    table = table_of(engine, document)
    counts = count(engine.resolve(document, engine.find(document)))
    assert sum(len(row.cited) for row in table.rows) == counts.citations


# ---------------------------------------------------------------- rows and columns


def test_row_torn_over_records_is_one_row(engine: Engine) -> None:
    text = f"{HEAD}\n1\t甲\t行政处罚\t《价格法》第四十条\t一\n\t\t\t《统计法》第四十一条\t二\n"
    text += "2\t乙\t行政检查\t\t\n"
    first, second = table_of(engine, read_text(text)).items
    assert first.fields == {
        "设定依据": "《价格法》第四十条\n《统计法》第四十一条",
        "追责情形": "一\n二",
    }
    assert [one.title for one in first.cited] == ["价格法", "统计法"]
    assert (second.number, second.name, second.kind, second.fields) == ("2", "乙", "行政检查", {})


def test_parts_of_an_item_with_a_merged_number_are_rows_of_their_own(engine: Engine) -> None:
    text = (
        "<table><tr><td>序号<td>事项名称<td>权力类型<td>依据</tr>"
        "<tr><td rowspan=2>1<td>甲<td>行政处罚<td>《价格法》</tr>"
        "<tr><td>乙<td>行政检查<td>《统计法》</tr></table>"
    )
    items = table_of(engine, read_text(text)).items
    assert [(one.number, one.name, one.kind) for one in items] == [
        ("1", "甲", "行政处罚"),
        ("1", "乙", "行政检查"),
    ]


def test_standard_columns_come_first_and_the_others_as_printed(engine: Engine) -> None:
    text = "序号\t职权类别\t项目\t实施\n主体\t设定依据\n".replace("实施\n主体", "实施主体")
    text += "1\t行政处罚\t甲\t\t《价格法》\n2\t行政处罚\t乙\t某局\t《价格法》\n"
    head = converted(engine, text, "tsv").decode().splitlines()[0].split("\t")
    assert head == ["序号", "事项名称", "类型", "实施主体", "设定依据", *CITED_COLUMNS]


def test_column_that_few_rows_fill_keeps_its_place(engine: Engine) -> None:
    text = "序号\t事项名称\t子项\t权力类型\t行使主体\t设定依据\t备注\n"
    text += "1\t甲\t\t行政处罚\t\t《价格法》\t\n2\t乙\t丙\t行政处罚\t某局\t《价格法》\t网办\n"
    assert table_of(engine, read_text(text)).columns == ("子项", "行使主体", "设定依据", "备注")


def test_headings_of_one_section_are_one_column_unless_an_item_has_both(engine: Engine) -> None:
    one = (
        "序号\t事项名称\t设定依据\n1\t甲\t《价格法》\n序号\t事项名称\t实施依据\n1\t乙\t《统计法》\n"
    )
    assert table_of(engine, read_text(one)).columns == ("设定依据",)
    two = "序号\t事项名称\t追责情形\t追责对象\n1\t甲\t失职\t承办人\n"
    assert table_of(engine, read_text(two)).columns == ("追责情形", "追责对象")


def test_list_without_the_usual_columns_has_a_row_a_record(engine: Engine) -> None:
    text = "| 设定依据 | 责任事项 | 备注 |\n|---|---|---|\n"
    text += "| 《价格法》 | 一 | 甲 |\n| 《统计法》 | 二 | 乙 |\n"
    items = table_of(engine, read_text(text)).items
    assert [one.fields["备注"] for one in items] == ["甲", "乙"]


def test_text_around_the_table_is_kept_around_it(engine: Engine) -> None:
    text = (
        f"某局权责清单\n{HEAD}\n1\t甲\t行政处罚\t《价格法》\t无\n注：依照《统计法》第三条公布。\n"
    )
    lines = converted(engine, text, "tsv").decode().splitlines()
    assert lines[0] == "某局权责清单"
    assert lines[-1] == "注：依照《统计法》第三条公布。"
    assert grid(converted(engine, text, "xlsx"), "说明") == [[lines[0]], [lines[-1]]]
    assert [one["kind"] for one in objects(engine, text)] == ["text", "item", "text"]


# ---------------------------------------------------------------- what is cited


def test_citations_stand_in_columns_of_their_own(engine: Engine) -> None:
    basis = (
        "《中华人民共和国价格法》（1997年12月29日通过）第八条第二款、第九条；"
        "《某某办法》（某政发〔2020〕3号）；《中华人民共和国价格法》第八条第二款"
    )
    lines = converted(engine, f"{HEAD}\n1\t甲\t行政处罚\t{basis}\t无\n", "tsv").decode()
    assert lines.splitlines()[1].split("\t")[-4:] == [
        "4",
        "《中华人民共和国价格法》（1997-12-29通过）；《某某办法》",
        "《中华人民共和国价格法》第八条第二款；《中华人民共和国价格法》第九条",
        "某政发〔2020〕3号",
    ]


def test_title_cited_by_its_short_form_is_given_in_full(engine: Engine) -> None:
    basis = "《某某市价格管理条例》（以下简称《条例》）第三条；《条例》第四条"
    text = f"{HEAD}\n1\t甲\t行政处罚\t{basis}\t无\n"
    (item,) = table_of(engine, read_text(text)).items
    assert {one.title for one in item.cited} == {"某某市价格管理条例"}


def test_lines_are_valid_by_their_schema_and_placed_in_the_source(engine: Engine) -> None:
    schema = json.loads((files("citelaw.reporters") / "schema" / "convert.json").read_bytes())
    for path in LISTS:
        document = read_bytes(path.read_bytes(), path.name)
        lines = load_converter("jsonl").render(table_of(engine, document)).splitlines()
        assert lines
        for line in lines:
            one = json.loads(line)
            jsonschema.validate(one, schema)
            for cited in one["citations"]:
                assert document.source[cited["start"] : cited["end"]] == cited["raw"]


def test_columns_that_convert_added_are_not_read_as_citations(engine: Engine) -> None:
    added = "\t".join(CITED_COLUMNS)
    text = f"{HEAD}\t{added}\n1\t甲\t行政处罚\t《价格法》\t无\t1\t《价格法》\t《价格法》第一条\t\n"
    assert [one.column for one in read_text(text).cells][-1] == "追责情形"


# ---------------------------------------------------------------- tables that are safe to open

FORMULAS = ["=1+1", "+86", "-", "@SUM(A1)", "＝1", "'=1", "''@x", '=HYPERLINK("http://a.b","c")']


@pytest.mark.parametrize("text", FORMULAS)
@pytest.mark.parametrize("form", TEXTS)
def test_formula_gets_an_apostrophe_that_can_be_taken_off(
    engine: Engine, text: str, form: str
) -> None:
    shown = converted(engine, f"{HEAD}\n1\t甲\t行政处罚\t《价格法》\t{text}\n", form).decode()
    field = f"'{text}"
    if '"' in text and form == "tsv":
        field = '"' + field.replace('"', '""') + '"'
    assert field in shown
    (item,) = table_of(engine, read_bytes(shown.encode(), f"list.{form}")).items
    assert item.fields["追责情形"].removeprefix("'") == text


@pytest.mark.parametrize("text", FORMULAS)
def test_formula_is_text_in_a_workbook(engine: Engine, text: str) -> None:
    content = converted(engine, f"{HEAD}\n1\t{text}\t行政处罚\t《价格法》\t{text}\n", "xlsx")
    row = next(openpyxl.load_workbook(io.BytesIO(content))["清单"].iter_rows(min_row=2))
    assert (row[1].value, row[1].data_type) == (text, "s")
    assert (row[4].value, row[4].data_type, row[4].quotePrefix) == (text, "s", True)


def test_marks_of_the_format_in_a_cell_are_text_again(engine: Engine) -> None:
    text = f'{HEAD}\n1\t甲|乙\t行政处罚\t《价格法》\t"他说""好""，\n又说|不"\n'
    for form in TEXTS:
        (item,) = table_of(engine, read_bytes(converted(engine, text, form), f"list.{form}")).items
        assert (item.name, item.fields["追责情形"]) == ("甲|乙", '他说"好"，\n又说|不')


def test_characters_that_a_workbook_cannot_hold_are_replaced(engine: Engine) -> None:
    rows = grid(converted(engine, f"{HEAD}\n1\t甲\x0b乙\t行政处罚\t《价格法》\t\x01无\n", "xlsx"))
    assert rows[1][1] == "甲\ufffd乙"


def test_workbook_is_ready_for_use_and_holds_numbers_as_numbers(engine: Engine) -> None:
    text = f"{HEAD}\n1\t甲\t行政处罚\t《价格法》第三条\t{'很长的情形' * 30}\n"
    content = converted(engine, text, "xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(content))["清单"]
    assert sheet.freeze_panes == "C2"
    assert sheet.auto_filter.ref == "A1:I2"
    assert sheet["A2"].value == 1
    assert sheet["F2"].value == 1
    assert sheet["A1"].font.bold
    assert sheet["E2"].alignment.wrap_text
    assert 6 <= sheet.column_dimensions["E"].width <= 46


def test_cell_too_long_for_a_workbook_goes_on_in_the_next_row(engine: Engine) -> None:
    long = "\n".join(["承办人失职的，依法给予处分。"] * 4000)
    text = f'{HEAD}\n1\t甲\t行政处罚\t《价格法》\t"{long}"\n'
    rows = grid(converted(engine, text, "xlsx"))[1:]
    assert [row[0] for row in rows] == [1, 1]
    assert "".join(str(row[4]) for row in rows) == long


def test_workbook_of_a_list_is_the_same_whenever_it_is_made(engine: Engine) -> None:
    text = f"{HEAD}\n1\t甲\t行政处罚\t《价格法》\t无\n"
    first = converted(engine, text, "xlsx")
    with zipfile.ZipFile(io.BytesIO(first)) as book:
        assert {one.date_time[0] for one in book.infolist()} == {1980}
        assert b"dcterms:" not in book.read("docProps/core.xml")
    assert converted(engine, text, "xlsx") == first


# ---------------------------------------------------------------- the command


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "list.txt"
    path.write_text(f"{HEAD}\n1\t甲\t行政处罚\t《价格法》第三条\t无\n", "utf-8")
    return path


def test_format_is_known_by_the_name_of_the_output(path: Path, tmp_path: Path) -> None:
    out = tmp_path / "表.xlsx"
    assert run(["convert", str(path), "-o", str(out)]) == 0
    assert grid(out.read_bytes())[1][1] == "甲"
    assert run(["convert", str(path), "-o", str(out), "--to", "jsonl"]) == 0
    assert out.read_bytes().startswith(b"{")


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        ([], "没有给出 --to"),
        (["-o", "out.docx"], "没有给出 --to"),
        (["--to", "pdf"], "--to：只能是 xlsx、tsv、md、jsonl"),
        (["--to", "tsv", "-o", "list.txt"], "就是要读的清单"),
        (["--to", "tsv", "other.txt"], "多出了 other.txt"),
        (["--to", "tsv", "-o", "no/such/out.tsv"], "写不进去"),
    ],
)
def test_what_cannot_be_converted_ends_with_2_and_a_reason(
    arguments: list[str],
    reason: str,
    path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(path.parent)
    before = path.read_bytes()
    assert run(["convert", path.name, *arguments]) == 2
    said = capsys.readouterr()
    assert reason in said.err
    assert said.err.count("\n") == 1
    assert not said.out
    assert path.read_bytes() == before
    assert [one.name for one in path.parent.iterdir()] == [path.name]


def test_list_that_cannot_be_read_ends_with_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["convert", str(tmp_path / "none.txt"), "--to", "tsv"]) == 2
    assert "没有这个文件" in capsys.readouterr().err


def test_folder_of_several_lists_is_refused(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (path.parent / "other.txt").write_bytes(path.read_bytes())
    assert run(["convert", str(path.parent), "--to", "tsv"]) == 2
    assert "一次只转换一份清单" in capsys.readouterr().err


def test_text_without_a_table_is_said(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path.write_text("依照《价格法》第三条办理。\n", "utf-8")
    assert run(["convert", str(path), "--to", "jsonl"]) == 0
    said = capsys.readouterr()
    assert "没有找到表格" in said.err
    assert json.loads(said.out)["citations"][0]["pinpoint"] == "a3"


def test_workbook_without_what_writes_it_ends_with_2(path: Path, tmp_path: Path) -> None:
    program = (
        "import sys; sys.modules['openpyxl'] = None; from citelaw.commands import run;"
        f"sys.exit(run(['convert', {str(path)!r}, '-o', {str(tmp_path / 'a.xlsx')!r}]))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.returncode == 2
    assert "pip install 'citelaw[office]'" in done.stderr
    assert not (tmp_path / "a.xlsx").exists()


def test_every_format_can_be_asked_for() -> None:
    assert set(FORMATS) == set(module_names(citelaw.reporters.convert))


def test_rows_are_as_high_as_their_text_within_what_excel_has(engine: Engine) -> None:
    long = "承办人失职的，依法给予处分。" * 20
    text = f"{HEAD}\n1\t甲\t行政处罚\t《价格法》\t无\n2\t乙\t行政处罚\t《价格法》\t{long}\n"
    text += f"3\t丙\t行政处罚\t《价格法》\t{long * 20}\n"
    content = converted(engine, text, "xlsx")
    heights = openpyxl.load_workbook(io.BytesIO(content))["清单"].row_dimensions
    assert heights[2].height < heights[3].height < heights[4].height == 409
