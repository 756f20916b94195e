"""What the readers promise: encoding, shape, 序号, column, section, exact offsets, bounded time."""

import contextlib
import json
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from citelaw.errors import ReadError
from citelaw.model import Cell, DateBasis, Document, Section, Shape
from citelaw.readers import LIMIT, read_bytes, read_path, read_text, readers
from citelaw.readers._cell import make_cell
from citelaw.readers._header import is_header, is_word, section_of
from citelaw.readers._markup import clean
from citelaw.readers._section import classify
from citelaw.span import Span

ROOT = Path(__file__).parent.parent
LISTS = ROOT / "fixtures" / "lists"
TABLES = ROOT / "fixtures" / "tables"

LIST_FILES = sorted(path for path in LISTS.iterdir() if path.name != "README.md")


def table(name: str) -> Document:
    return read_path(TABLES / name)


def texts(document: Document, column: str) -> list[str]:
    return [cell.text for cell in document.cells if cell.column == column]


def rows(document: Document) -> list[tuple[str, str, str]]:
    return [(cell.row, cell.column, cell.text) for cell in document.cells]


def cell_at(document: Document, words: str) -> Cell:
    return next(cell for cell in document.cells if words in cell.text)


def assert_offsets_are_exact(document: Document) -> None:
    last = 0
    for cell in document.cells:
        assert cell.span.start >= last
        last = cell.span.end
        length = 0
        for piece in cell.offsets.pieces_of_cell:
            assert piece.cell == length
            length += piece.length
            assert cell.span.start <= piece.source
            assert piece.source + piece.source_length <= cell.span.end
            if piece.kept:
                source = document.source[piece.source : piece.source + piece.length]
                assert cell.text[piece.cell : piece.cell + piece.length] == source
        assert length == len(cell.text)


def assert_no_title_is_lost(document: Document) -> None:
    for mark in "《》":
        in_cells = sum(cell.text.count(mark) for cell in document.cells)
        assert in_cells == document.source.count(mark), mark


# ------------------------------------------------------------------ own lists


@pytest.mark.parametrize(
    ("name", "shape", "encoding"),
    [
        ("tsv.txt", Shape.TSV, "utf-8"),
        ("tsv-html.txt", Shape.TSV, "utf-8"),
        ("broken.txt", Shape.TSV, "utf-8"),
        ("indented.txt", Shape.INDENTED, "utf-8"),
        ("markdown.md", Shape.MARKDOWN, "utf-8"),
        ("html.html", Shape.HTML, "utf-8"),
        ("key-value.txt", Shape.KEY_VALUE, "gb18030"),
        ("lines.txt", Shape.LINES, "utf-8"),
        ("prose.txt", Shape.PROSE, "utf-16"),
    ],
)
def test_every_own_list_is_read_as_its_shape(name: str, shape: Shape, encoding: str) -> None:
    document = read_path(LISTS / name)
    assert (document.shape, document.encoding) == (shape, encoding)


@pytest.mark.parametrize("path", LIST_FILES, ids=lambda path: path.name)
def test_offsets_of_every_own_list_are_exact(path: Path) -> None:
    assert_offsets_are_exact(read_path(path))


@pytest.mark.parametrize(
    "path", [path for path in LIST_FILES if path.suffix != ".html"], ids=lambda path: path.name
)
def test_no_title_of_an_own_list_is_lost(path: Path) -> None:
    assert_no_title_is_lost(read_path(path))


@pytest.mark.parametrize("path", LIST_FILES, ids=lambda path: path.name)
@pytest.mark.parametrize("shape", list(Shape))
def test_every_shape_can_be_forced_on_every_list(path: Path, shape: Shape) -> None:
    document = read_path(path, shape=shape)
    assert document.shape is shape
    assert_offsets_are_exact(document)
    if path.suffix != ".html":
        assert_no_title_is_lost(document)


@pytest.mark.parametrize(
    ("name", "words", "row", "column", "section"),
    [
        ("tsv.txt", "第八十条：", "1", "实施依据", Section.BASIS),
        ("tsv.txt", "第五十七条", "1", "责任事项依据", Section.DUTY_BASIS),
        ("tsv.txt", "《行政处罚决定书》", "1", "责任事项内容", Section.DUTY),
        ("tsv.txt", "经办人员", "1", "追责对象范围", Section.ACCOUNTABILITY),
        ("tsv.txt", "国办发〔2021〕42号", "3", "实施依据", Section.BASIS),
        ("tsv-html.txt", "监察法", "1", "追责情形及依据", Section.ACCOUNTABILITY_BASIS),
        ("tsv-html.txt", "医保办发", "2", "设定依据", Section.BASIS),
        ("indented.txt", "财政部令第94号", "2", "设定依据", Section.BASIS),
        ("indented.txt", "第五十七条", "", "设定依据", Section.BASIS),
        ("indented.txt", "给予处分", "1", "追责形式", Section.ACCOUNTABILITY),
        ("markdown.md", "条列", "2", "职权依据", Section.BASIS),
        ("markdown.md", "第一百零六条", "1", "追责依据", Section.ACCOUNTABILITY_BASIS),
        ("html.html", "旅行社条例", "21", "实施依据", Section.BASIS),
        ("html.html", "第五十九条", "22", "追责情形", Section.ACCOUNTABILITY),
        ("key-value.txt", "第四十五条", "7", "实施依据", Section.BASIS),
        ("key-value.txt", "第五章", "19", "责任事项依据", Section.DUTY_BASIS),
        ("lines.txt", "第一百零五条", "2", "实施依据", Section.BASIS),
        ("lines.txt", "采样送检", "2", "责任事项", Section.DUTY),
        # the shifted rows
        ("broken.txt", "第八十四条", "", "设定、行使依据及有关条款", Section.BASIS),
        ("broken.txt", "责令改正", "", "对应责任事项", Section.DUTY),
        ("broken.txt", "人社部发", "4", "设定、行使依据及有关条款", Section.BASIS),
        ("broken.txt", "第二十八条", "5", "设定、行使依据及有关条款", Section.BASIS),
        ("broken.txt", "配合市局", "1", "对应责任事项", Section.DUTY),
    ],
)
def test_cells_know_row_column_and_section(
    name: str, words: str, row: str, column: str, section: Section
) -> None:
    cell = cell_at(read_path(LISTS / name), words)
    assert (cell.row, cell.column, cell.section) == (row, column, section)


def test_every_accountability_basis_of_shifted_rows_is_known_by_its_words() -> None:
    document = read_path(LISTS / "broken.txt")
    found = [cell for cell in document.cells if "规定的追责情形" in cell.text]
    assert len(found) == 4
    assert {cell.section for cell in found} == {Section.ACCOUNTABILITY_BASIS}


def test_text_outside_tables_is_prose_without_row() -> None:
    prose = [cell for cell in read_path(LISTS / "tsv.txt").cells if cell.prose]
    assert [cell.text.split("\n")[0] for cell in prose] == [
        "青石县医疗保障局权责清单",
        "二、行政确认",
    ]
    assert {(cell.row, cell.column) for cell in prose} == {("", "")}


def test_prose_is_one_cell() -> None:
    document = read_path(LISTS / "prose.txt")
    (cell,) = document.cells
    assert cell.prose
    assert "\r" in document.source
    assert "\r" not in cell.text


def test_script_style_and_comment_are_no_text() -> None:
    words = " ".join(cell.text for cell in read_path(LISTS / "html.html").cells)
    assert "假法" not in words
    assert "作废办法" not in words
    assert "border" not in words
    assert "DOCTYPE" not in words


def test_title_with_inner_tags_maps_to_all_its_source_characters() -> None:
    document = read_path(LISTS / "html.html")
    cell = cell_at(document, "娱乐场所管理条例")
    start = cell.text.index("《")
    span = cell.offsets.to_source(Span(start, cell.text.index("》") + 1))
    assert document.source[slice(*span)] == "《娱乐场所管理<span>条例</span>》"


def test_title_over_a_line_end_keeps_it() -> None:
    document = table("title-torn-by-line-end.txt")
    cell = cell_at(document, "《")
    assert cell.text == "《不动产登记暂行条例\n》第三条"
    assert document.source[slice(*cell.span)] == cell.text


def test_address_is_line_and_field() -> None:
    assert cell_at(read_path(LISTS / "tsv.txt"), "第八十条").address == "第6行第5列"
    assert cell_at(read_path(LISTS / "indented.txt"), "第五十六条").address == "第29行第5列"
    assert cell_at(table("nested-table.html"), "内乙").address == "表2 第1行第2列"


# ------------------------------------------------------------------ one quirk each


def test_torn_row_is_joined_at_the_unquoted_line_end() -> None:
    document = table("row-torn-by-line-end.txt")
    assert texts(document, "实施依据")[0] == "《不动产登记暂行条例》\n第三条"
    assert texts(document, "追责情形") == ["拖延的", "拒绝的"]


def test_quoted_field_holds_line_ends_and_doubled_quotes() -> None:
    document = table("quoted-fields.txt")
    assert texts(document, "实施依据")[0] == '《不动产登记暂行条例》\n第三条：称"登记"的'
    cell = cell_at(document, "称")
    at = cell.text.index('"')
    assert document.source[slice(*cell.offsets.to_source(Span(at, at + 1)))] == '""'


def test_unbalanced_quote_spoils_no_other_field() -> None:
    document = table("unbalanced-quote.txt")
    assert texts(document, "事项名称") == ['"登记', "查询"]
    assert texts(document, "实施依据") == ["《不动产登记暂行条例》第三条", "第二十七条"]


def test_row_with_kind_but_without_number_is_a_new_item() -> None:
    assert [row for row, _, text in rows(table("number-missing.txt")) if text in "甲乙丙"] == [
        "1",
        "",
        "",
    ]


def test_row_with_nothing_but_basis_continues_the_item() -> None:
    document = table("continuation-row.txt")
    assert [(cell.row, cell.text) for cell in document.cells if cell.column == "实施依据"] == [
        ("1", "《甲条例》第一条"),
        ("1", "《乙条例》第二条"),
    ]


def test_kind_of_power_tells_how_far_columns_are_shifted() -> None:
    assert [(cell.column, cell.section) for cell in table("shifted-columns.txt").cells] == [
        ("部门职责", Section.OTHER),
        ("事项名称", Section.OTHER),
        ("事项类型", Section.OTHER),
        ("设定依据", Section.BASIS),
        ("责任事项", Section.DUTY),
        ("追责情形及依据", Section.ACCOUNTABILITY_BASIS),
    ]


def test_rows_of_dashes_are_no_cells() -> None:
    assert texts(table("dash-rows.txt"), "事项名称") == ["登记", "查询"]


def test_single_field_between_rows_is_a_heading() -> None:
    assert [cell.text for cell in table("heading-between-rows.txt").cells if cell.prose] == [
        "一、行政确认"
    ]


def test_entities_are_replaced_and_unknown_ones_stay() -> None:
    assert texts(table("entities.txt"), "实施依据") == ["《甲·乙条例》\xa0第一条<略>&nosuch;"]


def test_angle_brackets_round_an_inner_title_are_no_tags() -> None:
    assert texts(table("angle-marks.txt"), "实施依据") == ["《关于印发<甲办法>的通知》第一条"]


def test_second_line_of_a_head_refines_the_first() -> None:
    document = table("two-line-head.html")
    assert [cell.column for cell in document.cells] == [
        "序号",
        "事项名称",
        "实施依据",
        "责任事项",
        "追责依据",
    ]


def test_outer_cell_goes_on_after_an_inner_table() -> None:
    document = table("nested-table.html")
    assert texts(document, "实施依据") == ["前", "后"]
    assert texts(document, "备注") == ["末"]
    assert cell_at(document, "末").row == "1"


def test_escaped_pipe_is_a_pipe_inside_the_cell() -> None:
    assert texts(table("escaped-pipe.md"), "事项名称") == ["甲|乙"]


def test_markdown_row_over_two_lines_is_one_row() -> None:
    assert texts(table("row-over-lines.md"), "实施依据") == ["《甲条例》\n第一条", "乙"]


def test_blank_lines_inside_an_indented_record_part_nothing() -> None:
    document = table("blank-lines-in-record.txt")
    assert texts(document, "实施依据") == ["《甲条例》第一条", "乙"]
    assert texts(document, "责任事项") == ["受理", "丙"]


def test_heading_between_blocks_is_prose() -> None:
    document = table("heading-between-blocks.txt")
    assert [cell.text for cell in document.cells if cell.prose] == ["二、行政检查"]
    assert texts(document, "序号") == ["1", "2"]


@pytest.mark.parametrize("name", ["line-ends-cr.txt", "line-ends-crlf.txt"])
def test_lines_end_at_cr_and_crlf_too(name: str) -> None:
    document = table(name)
    assert texts(document, "事项名称") == ["登记"]
    assert document.cells[0].address == "第2行第1列"


@pytest.mark.parametrize("mark", ["\x0b", "\x0c", "\x85", "\u2028", "\u2029"])
def test_other_separators_end_no_line(mark: str) -> None:
    document = read_text(f"序号\t事项名称\t实施依据\n1\t登记\t甲{mark}乙\n")
    assert texts(document, "实施依据") == [f"甲{mark}乙"]


@pytest.mark.parametrize("mark", ["\xa0", "\u3000", "１２"])
def test_wide_spaces_and_digits_stay_as_they_are(mark: str) -> None:
    document = read_text(f"序号\t事项名称\t实施依据\n1\t登记\t甲{mark}乙\n")
    assert texts(document, "实施依据") == [f"甲{mark}乙"]


def test_the_same_text_comes_out_of_lf_and_crlf() -> None:
    for path in LIST_FILES:
        source = read_path(path).source.replace("\r\n", "\n")
        expected = [(cell.row, cell.column, cell.text) for cell in read_text(source).cells]
        found = read_text(source.replace("\n", "\r\n")).cells
        assert [(cell.row, cell.column, cell.text) for cell in found] == expected, path.name


# ------------------------------------------------------------------ markup


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("<p>甲</p> <p>乙</p>", "甲\n乙"),
        ("<p>甲</p><p></p>\n<p>乙</p>", "甲\n乙"),
        ("甲<br>乙<BR/>丙<br />丁", "甲\n乙\n丙\n丁"),
        ('<p class="a" style="b">甲</p>', "甲"),
        ("甲<span lang=x>乙</span>丙", "甲乙丙"),
        ("甲<!-- 乙 -->丙", "甲丙"),
        ("甲<script>乙</script>丙", "甲丙"),
        ("甲<!-- 乙", "甲<!-- 乙"),
        ("甲 < 乙 > 丙", "甲 < 乙 > 丙"),
        ("甲<p", "甲<p"),
        ("甲&#12298;乙&#x300b;", "甲《乙》"),
        ("甲\r\n乙\r丙", "甲\n乙\n丙"),
        ("甲\r\n</p>\r\n<p>乙", "甲\n乙"),
        ("  甲  ", "甲"),
        ("<b>甲</b> 乙", "甲 乙"),
        ("《水\u200b法》第二十\ufeff三条", "《水法》第二十三条"),
    ],
)
def test_markup_is_cleaned(source: str, text: str) -> None:
    cleaned = clean(source, 0, len(source))
    assert cleaned is not None
    assert cleaned[0] == text


@pytest.mark.parametrize("source", ["", "  \n", "<p></p>", "\u3000", "<!-- 甲 -->"])
def test_nothing_to_read_gives_no_cell(source: str) -> None:
    assert clean(source, 0, len(source)) is None


SCRAPS = ["<p>", "</p>", " ", "甲", "</p> <p>", "<br/>", "<b>", "</b>", "《乙》", "<略>"]


@settings(max_examples=500)
@given(st.lists(st.sampled_from(SCRAPS), max_size=14).map("".join))
def test_the_quick_ways_of_cleaning_give_what_the_slow_one_gives(source: str) -> None:
    quick = clean(source, 0, len(source))
    slow = clean(source + "<!---->", 0, len(source) + 7)
    assert (quick and quick[0]) == (slow and slow[0])
    if quick and slow:
        for at in range(len(quick[0])):
            one = Span(at, at + 1)
            if quick[0][at] != "\n":
                assert quick[1].to_source(one) == slow[1].to_source(one)


def test_quick_cell_equals_the_constructors() -> None:
    cleaned = clean("甲", 0, 1)
    assert cleaned is not None
    text, offsets, span = cleaned
    made = make_cell(text, offsets, span, "1", "依据", Section.BASIS, 2, "第1行", "对甲的处罚")
    assert made == Cell(
        text=text,
        offsets=offsets,
        span=span,
        row="1",
        column="依据",
        section=Section.BASIS,
        record=2,
        address="第1行",
        item_name="对甲的处罚",
    )


# ------------------------------------------------------------------ heads and words


@pytest.mark.parametrize(
    ("header", "section"),
    [
        ("实施依据", Section.BASIS),
        ("设定依据", Section.BASIS),
        ("职权依据", Section.BASIS),
        ("设定、行使依据及有关条款", Section.BASIS),
        ("法律依据", Section.BASIS),
        ("依据", Section.BASIS),
        ("责任事项", Section.DUTY),
        ("责任事项 内容", Section.DUTY),
        ("对应责任事项", Section.DUTY),
        ("责任事项依据", Section.DUTY_BASIS),
        ("责任事项的依据", Section.DUTY_BASIS),
        ("责任依据", Section.DUTY_BASIS),
        ("追责情形", Section.ACCOUNTABILITY),
        ("追责形式", Section.ACCOUNTABILITY),
        ("追责对象范围", Section.ACCOUNTABILITY),
        ("追责情形及依据", Section.ACCOUNTABILITY_BASIS),
        ("追责依据", Section.ACCOUNTABILITY_BASIS),
        ("问责依据", Section.ACCOUNTABILITY_BASIS),
        ("收费（征收）依据和标准", Section.OTHER),
        ("责任主体", Section.OTHER),
        ("备注", Section.OTHER),
    ],
)
def test_header_words_name_their_section(header: str, section: Section) -> None:
    assert section_of(header) is section
    assert is_word(header)


@pytest.mark.parametrize(
    "texts_of_row",
    [["1", "行政处罚", "县级"], ["登记", "行政确认", "《甲条例》"], ["2021", "2022", "2023"]],
)
def test_data_rows_are_no_heads(texts_of_row: list[str]) -> None:
    assert not is_header(texts_of_row)


@pytest.mark.parametrize(
    ("text", "section"),
    [
        ("直接实施责任：1.受理。", Section.DUTY),
        ("因不履行或不正确履行行政职责的", Section.ACCOUNTABILITY),
        ("1.具体承办人；2.负责人", Section.ACCOUNTABILITY),
        ("【法律】《甲法》第一条：应当登记。", Section.BASIS),
        ("1.【法律】《甲法》第九条：滥用职权的，依法给予处分。", Section.ACCOUNTABILITY_BASIS),
        ("2.【法律】《监察法》规定的追责情形。", Section.ACCOUNTABILITY_BASIS),
        ("对违反登记规定的处罚", None),
    ],
)
def test_words_of_a_cell_speak_for_a_section(text: str, section: Section | None) -> None:
    assert classify(text) is section


def test_two_fields_that_recur_alike_make_a_list() -> None:
    source = (
        "事项名称：甲\n设定依据：《甲法》\n第五条 罚款。\n事项名称：乙\n设定依据：《乙法》第七条\n"
    )
    document = read_text(source)
    assert document.shape is Shape.KEY_VALUE
    assert [cell.column for cell in document.cells] == ["事项名称", "设定依据"] * 2


# ------------------------------------------------------------------ the date of a list


@pytest.mark.parametrize(
    ("head", "first", "last"),
    [
        ("某局文件\n\n2021年1月12日\n", date(2021, 1, 12), date(2021, 1, 12)),
        ("某局文件\n\u3000二〇二一年十一月二十日\n", date(2021, 11, 20), date(2021, 11, 20)),
        ("（2022 年 3 月 1 日印发）\n", date(2022, 3, 1), date(2022, 3, 1)),
        ("２０２２年３月１日\n", date(2022, 3, 1), date(2022, 3, 1)),
        ("2023年某局权力和责任清单\n", date(2023, 1, 1), date(2023, 12, 31)),
        ("某局2024年权责清单\n", date(2024, 1, 1), date(2024, 12, 31)),
        ("某局权责清单（2020版）\n", date(2020, 1, 1), date(2020, 12, 31)),
        ("某局权责清单\n（2020年版）\n", date(2020, 1, 1), date(2020, 12, 31)),
        ("2023年某局清单\n2024年2月29日\n", date(2024, 2, 29), date(2024, 2, 29)),
        ("某局权责清单（2024年2月）\n", date(2024, 2, 1), date(2024, 2, 29)),
        ("某局权责清单\n（二〇二一年九月修订）\n", date(2021, 9, 1), date(2021, 9, 30)),
        ("二〇二二年某局权责清单\n", date(2022, 1, 1), date(2022, 12, 31)),
        ("某局权责清单（截至2023年12月31日）\n", date(2023, 12, 31), date(2023, 12, 31)),
        ("某局权责清单\n2022年8月\n", date(2022, 8, 1), date(2022, 8, 31)),
        ("某局权责清单\n更新日期：2024-03-15\n", date(2024, 3, 15), date(2024, 3, 15)),
        ("填报单位：某局　　填报日期：2024年3月15日\n", date(2024, 3, 15), date(2024, 3, 15)),
        ("某局清单\n填表时间：\n2024-03-15\n", date(2024, 3, 15), date(2024, 3, 15)),
        ("某局文件\n\n某政办发〔2021〕2号\n", date(2021, 1, 1), date(2021, 12, 31)),
    ],
)
def test_date_of_the_list_is_read_from_its_head(head: str, first: date, last: date) -> None:
    document = read_text(f"{head}\n序号\t事项名称\t实施依据\n1\t登记\t《甲法》\n")
    assert document.list_date is not None
    assert (document.list_date.not_before, document.list_date.not_after) == (first, last)
    assert document.list_date.basis is DateBasis.STATED


@pytest.mark.parametrize(
    "head",
    [
        "某局权责清单\n",
        "2021年2月30日\n",
        "某局权责清单（2021年13月）\n",
        "某局权责清单\n（自2022年1月1日起施行）\n",
        "自2021年1月12日起施行\n",
        "关于调整《某局2019年权责清单》的通知\n",
    ],
)
def test_other_dates_are_not_the_date_of_the_list(head: str) -> None:
    assert read_text(f"{head}\n序号\t事项名称\t实施依据\n1\t登记\t甲\n").list_date is None


def test_date_at_the_foot_of_a_list_is_read_where_its_head_has_none() -> None:
    source = (
        "某局权责清单\n\n序号\t事项名称\t实施依据\n1\t登记\t甲\n2\t变更\t乙\n\n某局\n2022年3月4日\n"
    )
    found = read_text(source).list_date
    assert found is not None
    assert found.not_before == found.not_after == date(2022, 3, 4)


def test_date_inside_the_table_is_not_the_date_of_the_list() -> None:
    assert read_text("序号\t事项名称\t实施依据\n1\t登记\t2021年1月12日\n").list_date is None


# ------------------------------------------------------------------ encodings

WORDS = "《中华人民共和国社会保险法》第八十八条规定：应当责令退回骗取的社会保险金。\n第二条。\n"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (WORDS.encode(), "utf-8"),
        (b"\xef\xbb\xbf" + WORDS.encode(), "utf-8-sig"),
        (WORDS.encode("gbk"), "gb18030"),
        (WORDS.encode("gb18030"), "gb18030"),
        (b"\xff\xfe" + WORDS.encode("utf-16-le"), "utf-16"),
        (b"\xfe\xff" + WORDS.encode("utf-16-be"), "utf-16"),
        (WORDS.encode("utf-16-le"), "utf-16-le"),
        (WORDS.encode("utf-16-be"), "utf-16-be"),
    ],
)
def test_encoding_is_recognised_and_the_mark_not_counted(data: bytes, encoding: str) -> None:
    document = read_bytes(data, "甲.txt")
    assert (document.source, document.encoding) == (WORDS, encoding)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_without_mark_and_without_any_ascii_is_recognised(encoding: str) -> None:
    words = "依据《中华人民共和国社会保险法》第八十八条规定，由行政部门责令改正。"
    data = words.encode(encoding)
    assert b"\0" not in data
    document = read_bytes(data, "甲.txt")
    assert (document.source, document.encoding) == (words, encoding)


def test_encoding_can_be_forced() -> None:
    assert read_bytes(WORDS.encode("big5", "ignore"), "甲", encoding="big5").encoding == "big5"


def test_newlines_of_the_source_are_untouched() -> None:
    source = "甲\r\n乙\r丙\n"
    assert read_bytes(source.encode(), "甲").source == source


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"PK\x03\x04abc", "已损坏"),
        (b"\x00\x01\x02\x03" * 50, "二进制"),
        (WORDS.encode() + b"\0", "二进制"),
        (WORDS.encode()[:-2] + b"\xff" + WORDS.encode(), "UTF-8"),
        (bytes(range(128, 256)) * 4, "编码"),
        ("中華民國法律規範彙編".encode("big5") * 9, "编码"),
    ],
)
def test_what_is_no_text_is_refused_in_one_line(data: bytes, what: str) -> None:
    with pytest.raises(ReadError, match=what) as caught:
        read_bytes(data, "甲.bin")
    assert str(caught.value).startswith("甲.bin：")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("encoding", ["no-such-codec", "ascii", "rot13", "idna", "undefined", "\0"])
def test_wrong_forced_encoding_is_refused(encoding: str) -> None:
    with pytest.raises(ReadError, match="编码"):
        read_bytes(WORDS.encode(), "甲", encoding=encoding)


def test_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="没有这个文件"):
        read_path(tmp_path / "missing.txt")


def test_directory_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="目录"):
        read_path(tmp_path)


def test_file_without_permission_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(ReadError, match="权限"):
        read_path(tmp_path / "secret.txt")


def test_too_large_file_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    assert LIMIT == 200 * 1024 * 1024
    monkeypatch.setattr("citelaw.readers.LIMIT", 8)
    with pytest.raises(ReadError, match="拆成"):
        read_bytes(b"123456789", "甲")


@pytest.mark.parametrize("data", [b"", b"\xef\xbb\xbf", b"\xff\xfe", b"\n \n"])
def test_empty_file_is_a_document_without_cells(data: bytes) -> None:
    document = read_bytes(data, "甲")
    assert document.cells == ()
    assert document.list_date is None


# ------------------------------------------------------------------ any input

NASTY = (
    *("《甲法》", "第一条", "\t", "\n", "\r\n", "\r", '"', '""', "|", "\\|", "| --- | --- |\n"),
    *("<p>", "</p>", "<br/>", "<table>", "</table>", "<tr>", "<td rowspan=3 colspan=2>", "</td>"),
    *("<!--", "-->", "<script>", "</script>", "&amp;", "&", "----\n", " ", "\u3000", "\x0c"),
    *(
        "序号",
        "序号：",
        "事项名称",
        "实施依据：",
        "责任事项",
        "追责情形",
        "1",
        "行政处罚",
        "\u2028",
    ),
    *("直接实施责任：", "【法律】", "序号\t事项名称\t权力类型\t实施依据\n"),
    *("| 序号 | 事项名称 | 实施依据 |\n", "\t序号\n\t事项名称\n\t实施依据\n"),
    "序号\n事项名称\n权力类型\n实施依据\n",
)
PLAIN = tuple(word for word in NASTY if "<" not in word)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(NASTY), max_size=40).map("".join))
def test_any_text_is_read_with_exact_offsets_in_every_shape(source: str) -> None:
    for shape in [None, *Shape]:
        document = read_text(source, shape=shape)
        assert document.source == source
        assert_offsets_are_exact(document)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(PLAIN), max_size=40).map("".join))
def test_no_title_is_lost_in_any_shape(source: str) -> None:
    for shape in [None, *Shape]:
        assert_no_title_is_lost(read_text(source, shape=shape))


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    with contextlib.suppress(ReadError):
        assert_offsets_are_exact(read_bytes(data, "甲"))


HEAD = "序号\t事项名称\t权力类型\t实施依据\n"


@pytest.mark.parametrize(
    "unit",
    [
        *("<", "<p ", "<!--", "<script>", '\t"', HEAD + '"a\n', "\r\n ", "| a\n", "&", "《"),
        *("<table><tr><td>", "<tr><td rowspan=999 colspan=999>1</td>", HEAD + "1\ta\nb\n"),
        *("序号：1\n实施依据：a\n\n", "\t1\n\n", "序号\n"),
    ],
)
def test_endless_repetition_is_read_to_its_end(unit: str) -> None:
    source = unit * (200_000 // len(unit))  # quadratic reading would not come back
    last = 0
    for cell in read_text(source).cells:
        assert cell.span.start >= last
        assert cell.offsets.to_source(Span(0, len(cell.text))).end <= cell.span.end
        last = cell.span.start


def test_a_very_long_line_is_one_field() -> None:
    source = HEAD + "1\t登记\t行政确认\t" + "《甲法》第一条、" * 500_000
    assert [len(cell.text) for cell in read_text(source).cells] == [1, 2, 4, 4_000_000]


def test_every_shape_has_one_reader_and_prose_is_asked_last() -> None:
    assert set(readers()) == set(Shape)
    assert list(readers())[-1] is Shape.PROSE


# ------------------------------------------------------------------ the real lists


@pytest.mark.shared
def test_real_lists_are_read_without_loss(shared: Path) -> None:
    for path in [*shared.glob("lists/*.txt"), *shared.glob("lists/more/*.txt")]:
        document = read_path(path)
        assert_offsets_are_exact(document)
        assert_no_title_is_lost(document)


@pytest.mark.shared
def test_rows_and_sections_of_the_gold_are_right(shared: Path) -> None:
    right: Counter[str] = Counter()
    for gold in shared.glob("gold/*.gold.jsonl"):
        document = read_path(shared / "lists" / gold.name.replace(".gold.jsonl", ".txt"))
        for line in gold.read_text(encoding="utf-8").splitlines():
            mark = json.loads(line)
            start, end = mark["start"], mark["end"]
            cell = next(
                cell for cell in document.cells if cell.span.start <= start and end <= cell.span.end
            )
            if mark["kind"] == "statute":
                right["all"] += 1
                right["row"] += cell.row == mark["row"]
                right["column"] += cell.column == mark["column"]
                right["section"] += cell.section == mark["section"]
    assert right["row"] >= 0.98 * right["all"]
    assert right["column"] >= 0.98 * right["all"]
    assert right["section"] >= 0.97 * right["all"]


def test_half_of_a_character_counts_as_one_that_is_not_known() -> None:
    document = read_text("甲\ud840乙\udc0b")
    assert document.source == "甲\ufffd乙\ufffd"
    assert read_text("甲𠀋").source == "甲𠀋"
