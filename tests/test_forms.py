"""Forms (登记表), each value beside the word that says what it is: are they read as items?"""

from __future__ import annotations

import docx_files as word
import pytest
import xlsx_files as excel

from citelaw.model import Cell, Section
from citelaw.readers import read_bytes

LAW = "《中华人民共和国水法》第七条"
RULE = "《取水许可条例》第三条"
PERSONS = "《公务员法》第五十九条"
FORM = (
    ("事项名称", "取水许可"),
    ("权力类型", "行政许可"),
    ("设定依据", LAW),
    ("责任事项", "1.受理责任：公示。"),
    ("责任事项依据", RULE),
    ("追责依据", PERSONS),
)
NEXT = (("事项名称", "排水处罚"), ("权力类型", "行政处罚"), ("设定依据", RULE), ("备注", "无"))

Rows = tuple[tuple[str, ...], ...]


def in_word(*tables: Rows) -> tuple[Cell, ...]:
    body = [word.table(*(word.row(*one) for one in rows)) for rows in tables]
    between = [word.paragraph("登记表") + one for one in body]
    return read_bytes(word.document("".join(between)), "清单.docx").cells


def in_excel(*tables: Rows) -> tuple[Cell, ...]:
    lines = [one for rows in tables for one in (*rows, ())]
    return read_bytes(excel.workbook({"甲": excel.rows(*lines)}), "清单.xlsx").cells


def in_csv(*tables: Rows) -> tuple[Cell, ...]:
    text = "".join(",".join(row) + "\n" for rows in tables for row in rows)
    return read_bytes(text.encode(), "清单.csv").cells


def in_html(*tables: Rows | str) -> tuple[Cell, ...]:
    body = "".join(
        one
        if isinstance(one, str)
        else "".join("<tr>" + "".join(f"<td>{text}" for text in row) for row in one)
        for one in (part for table in tables for part in ("<table>", table, "</table>"))
    )
    return read_bytes(f"<html><body>{body}</body></html>".encode(), "清单.html").cells


def told(cells: tuple[Cell, ...]) -> list[tuple[str, str, str, Section]]:
    """What each citation stands for: the item, its column and its section."""
    return [(one.item_name, one.column, one.text, one.section) for one in cells if "《" in one.text]


@pytest.mark.parametrize("read", [in_word, in_excel, in_html, in_csv])
def test_words_of_a_form_are_the_columns_of_what_stands_beside_them(read) -> None:  # type: ignore[no-untyped-def]
    assert told(read(FORM, NEXT)) == [
        ("取水许可", "设定依据", LAW, Section.BASIS),
        ("取水许可", "责任事项依据", RULE, Section.DUTY_BASIS),
        ("取水许可", "追责依据", PERSONS, Section.ACCOUNTABILITY_BASIS),
        ("排水处罚", "设定依据", RULE, Section.BASIS),
    ]


@pytest.mark.parametrize("read", [in_word, in_excel, in_html, in_csv])
def test_form_of_two_pairs_a_row_is_no_head_and_has_a_number(read) -> None:  # type: ignore[no-untyped-def]
    rows = (("序号", "7", "权力类型", "行政许可"), ("事项名称", "取水许可"), ("设定依据", LAW))
    cells = read(rows)
    assert told(cells) == [("取水许可", "设定依据", LAW, Section.BASIS)]
    assert {one.row for one in cells if not one.prose} == {"7"}


def test_forms_in_one_table_are_items_of_their_own() -> None:
    cells = in_html(FORM + NEXT)
    assert [one.item_name for one in cells if one.column == "设定依据"] == ["取水许可", "排水处罚"]
    assert len({one.record for one in cells}) == 2


def test_form_that_a_later_table_goes_on_with_is_the_same_item() -> None:
    cells = in_word(FORM[:4], FORM[4:])
    assert [name for name, *_ in told(cells)] == ["取水许可"] * 3


def test_word_over_several_rows_counts_for_each_of_them() -> None:
    rows = (
        "<tr><td>事项名称<td colspan=2>取水许可<tr><td>权力类型<td colspan=2>行政许可"
        f"<tr><td rowspan=2>设定依据<td>法律<td>{LAW}<tr><td>规章<td>{RULE}"
        f"<tr><td rowspan=2>责任信息<td>责任事项依据<td>{RULE}<tr><td>追责依据<td>{PERSONS}"
    )
    assert [one[1:] for one in told(in_html(rows))] == [
        ("设定依据", LAW, Section.BASIS),
        ("设定依据", RULE, Section.BASIS),
        ("责任事项依据", RULE, Section.DUTY_BASIS),
        ("追责依据", PERSONS, Section.ACCOUNTABILITY_BASIS),
    ]


def test_word_that_no_head_has_is_a_column_where_others_are() -> None:
    cells = in_html((*FORM, ("受理窗口", "三楼"), ("一、设定依据：", LAW)))
    assert [(one.column, one.text) for one in cells][-2:] == [
        ("受理窗口", "三楼"),
        ("设定依据", LAW),
    ]


def test_word_in_a_row_of_its_own_names_the_row_below() -> None:
    cells = in_html((*FORM[:3], ("追责依据",), (PERSONS,)))
    assert told(cells)[-1] == ("取水许可", "追责依据", PERSONS, Section.ACCOUNTABILITY_BASIS)


def test_values_that_are_not_filled_in_change_nothing() -> None:
    rows = (
        ("事项名称", "取水许可", "事项编码", ""),
        ("行使层级", "", "办理时限", ""),
        ("权力类型", "行政许可", "受理条件", "齐全"),
        ("设定依据", LAW, "", ""),
    )
    for read in (in_word, in_excel, in_html):
        assert [one.column for one in read(rows) if one.text == "齐全"] == ["受理条件"]
        assert told(read(rows)) == [("取水许可", "设定依据", LAW, Section.BASIS)]


def test_rest_of_a_value_on_the_next_page_belongs_to_its_word() -> None:
    cells = in_html((*FORM[:3], ("", RULE)))
    assert told(cells)[-1] == ("取水许可", "设定依据", RULE, Section.BASIS)


def test_table_inside_a_value_is_read_in_its_place() -> None:
    inner = word.table(word.row("序号", "法律名称", "条款"), word.row("1", "《水法》", "第七条"))
    rows = [word.row(*one) for one in FORM[:2]]
    rows.append(word.row("设定依据", word.cell(LAW, inner, RULE)))
    rows.append(word.row(*FORM[5]))
    cells = read_bytes(word.document(word.table(*rows)), "清单.docx").cells
    assert [(one[0], one[2]) for one in told(cells)] == [
        ("取水许可", LAW),
        ("取水许可", "《水法》"),
        ("取水许可", RULE),
        ("取水许可", PERSONS),
    ]


def test_table_after_a_form_has_its_own_head() -> None:
    table = (("序号", "事项名称", "责任事项依据"), ("1", "排水", RULE))
    assert told(in_html(FORM, table))[-1] == ("排水", "责任事项依据", RULE, Section.DUTY_BASIS)


@pytest.mark.parametrize("read", [in_word, in_html])
def test_no_form_goes_on_behind_another_table(read) -> None:  # type: ignore[no-untyped-def]
    table = (("序号", "事项名称", "设定依据"), ("1", "排水", RULE))
    cells = read(FORM, table, (("监督电话", "12345"),))
    assert "监督电话" not in {one.column for one in cells if one.item_name == "取水许可"}


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param(
            (("事项名称", "设定依据", "备注"), ("取水", LAW, "无")), id="words-beside-words"
        ),
        pytest.param((("甲", "乙"), ("设定依据", LAW), ("丙", "丁")), id="one-pair"),
        pytest.param((("监督电话", "12345"), ("承办机构", "甲局"), ("备注", "无")), id="no-basis"),
    ],
)
def test_other_tables_are_no_forms(rows: Rows) -> None:
    cells = in_html(rows)
    assert [one.column for one in cells if one.text in ("12345", LAW)] in ([""], ["设定依据"])
    assert "监督电话" not in {one.column for one in cells}
