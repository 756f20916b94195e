"""Workbooks: read as they show, corrected and annotated with all else as it was."""

from __future__ import annotations

import contextlib
import io
import re
import warnings
from collections.abc import Callable, Sequence
from datetime import date
from functools import lru_cache
from typing import Any
from xml.sax.saxutils import escape

import openpyxl
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from openpyxl.cell.rich_text import CellRichText, TextBlock
from xlsx_files import (
    HEAD,
    MAIN,
    RELATIONS,
    cell,
    office_workbook,
    package_of,
    parts_of,
    relations,
    rows,
    workbook,
)

from citelaw.errors import CitelawError, FixError, ReadError
from citelaw.model import Answer, Document, Edit, Section, Severity
from citelaw.office import Grid, Opened, Passage, Remark, Table, format_of
from citelaw.office.xlsx import FORMAT
from citelaw.office.xlsx._address import Area
from citelaw.office.xlsx._merge import by_row
from citelaw.office.xlsx._sheet import Held, Kind
from citelaw.office.xlsx._text import encoded
from citelaw.readers import read_bytes
from citelaw.span import Span

NAME = "清单.xlsx"
LAW = "《中华人民共和国社会保险法》第八十条"


def opened(data: bytes) -> Opened:
    """Return what ``data`` shows, its units checked against its source."""
    found = FORMAT.open(data, NAME)
    assert "\n".join(found.source[unit.start : unit.end] for unit in found.units) == found.source
    return found


def shown(data: bytes) -> dict[str, str]:
    """Return the texts of a workbook by their addresses."""
    found = opened(data)
    return {unit.address: found.source[unit.start : unit.end] for unit in found.units}


def document(data: bytes) -> Document:
    """Return ``data`` as a list."""
    return read_bytes(data, NAME)


def notes(data: bytes) -> list[str]:
    """Return what the reader wants said."""
    return [one.chinese for one in opened(data).notes]


# ---------------------------------------------------------------- which files

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


@pytest.mark.parametrize(
    ("content_type", "claimed"),
    [
        ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml", True),
        ("application/vnd.openxmlformats-officedocument.spreadsheetml.template.main+xml", True),
        (_WORD, False),
    ],
    ids=["xlsx", "xltx", "docx"],
)
def test_workbook_is_known_by_its_content_type(content_type: str, claimed: bool) -> None:
    data = workbook({"甲": rows(["一"])}, content_type=content_type)
    assert FORMAT.claims(data, NAME) is claimed


@pytest.mark.parametrize(
    ("content_type", "message"),
    [
        ("application/vnd.ms-excel.sheet.macroEnabled.main+xml", "含宏.*另存为 .xlsx"),
        ("application/vnd.ms-excel.template.macroEnabled.main+xml", "含宏.*另存为 .xlsx"),
        ("application/vnd.ms-excel.sheet.binary.macroEnabled.main", "二进制.*另存为 .xlsx"),
    ],
    ids=["xlsm", "xltm", "xlsb"],
)
def test_workbooks_with_macros_and_binary_ones_are_refused(content_type: str, message: str) -> None:
    with pytest.raises(ReadError, match=message):
        format_of(workbook({"甲": rows(["一"])}, content_type=content_type), "清单.xlsm")


def test_workbook_that_hides_a_macro_is_refused() -> None:
    data = workbook({"甲": rows(["一"])}, parts={"xl/vbaProject.bin": b"0"})
    with pytest.raises(ReadError, match="含宏"):
        format_of(data, NAME)


# ---------------------------------------------------------------- strings


@pytest.mark.parametrize(
    ("string", "text"),
    [
        ("<si><t>依据</t></si>", "依据"),
        ("<si><r><t>依</t></r><r><rPr><b/></rPr><t xml:space='preserve'>据 </t></r></si>", "依据 "),
        (
            "<si><t>依据</t><rPh sb='0' eb='2'><t>yiju</t></rPh><phoneticPr fontId='1'/></si>",
            "依据",
        ),
        ("<si><t>甲_x000D_\n乙</t></si>", "甲\r\n乙"),
        ("<si><t>_x005F_x000D_</t></si>", "_x000D_"),
        ("<si><t>_xD840__xDC00_</t></si>", "\U00020000"),
        ("<si><t>&amp;&lt;&#12298;</t></si>", "&<《"),
    ],
    ids=["plain", "rich", "phonetic", "line-break", "escaped-escape", "astral", "entities"],
)
def test_shared_string_is_read(string: str, text: str) -> None:
    body = '<sheetData><row r="1"><c r="A1" t="s"><v>0</v></c></row></sheetData>'
    assert shown(workbook({"甲": body}, strings=string)) == {"甲!A1": text}


def test_inline_string_of_several_runs_is_read() -> None:
    body = (
        '<sheetData><row r="2"><c r="C2" t="inlineStr"><is><r><t>《社会</t></r><r><rPr><b/></rPr>'
        "<t>保险法》</t></r></is></c></row></sheetData>"
    )
    assert shown(workbook({"甲": body})) == {"甲!C2": "《社会保险法》"}


_STYLES = (
    '<numFmts count="2"><numFmt numFmtId="176" formatCode="[$-804]yyyy&quot;年&quot;m&quot;月&quot;'
    'd&quot;日&quot;;@"/><numFmt numFmtId="177" formatCode="000"/></numFmts><cellXfs count="7">'
    '<xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="176"/><xf numFmtId="177"/>'
    '<xf numFmtId="10"/><xf numFmtId="31"/><xf numFmtId="22"/></cellXfs>'
)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ('s="0"><v>1</v>', "1"),
        ('s="0"><v>1.0</v>', "1"),
        ('s="0"><v>2.01801010E7</v>', "20180101"),
        ('s="0"><v>0.1</v>', "0.1"),
        ('s="4"><v>0.05</v>', "0.05"),
        ('s="3"><v>7</v>', "007"),
        ('s="1"><v>43463</v>', "2018-12-29"),
        ('s="2"><v>43463</v>', "2018年12月29日"),
        ('s="5"><v>43463</v>', "2018年12月29日"),
        ('s="6"><v>43463.5</v>', "2018-12-29 12:00"),
        ('t="d"><v>2018-12-29T00:00:00</v>', "2018-12-29"),
        ('t="b"><v>1</v>', "TRUE"),
        ('t="e"><v>#REF!</v>', "#REF!"),
        ('t="str"><f>A1&amp;B1</f><v>第八十条</v>', "第八十条"),
        ('s="9"><v>1e999</v>', "1e999"),
        ('s="2"><v>9999999999</v>', "9999999999"),
    ],
)
def test_value_is_read_as_the_sheet_shows_it(value: str, text: str) -> None:
    body = f'<sheetData><row r="1"><c r="A1" {value}</c></row></sheetData>'
    assert shown(workbook({"甲": body}, styles=_STYLES)) == {"甲!A1": text}


def test_dates_may_count_from_1904() -> None:
    body = '<sheetData><row r="1"><c r="A1" s="1"><v>42001</v></c></row></sheetData>'
    data = workbook({"甲": body}, styles=_STYLES, settings='<workbookPr date1904="1"/>')
    assert shown(data) == {"甲!A1": "2018-12-29"}


# ---------------------------------------------------------------- places


@pytest.mark.parametrize(
    ("title", "address"),
    [
        ("Sheet1", "Sheet1!A1"),
        ("权责清单", "权责清单!A1"),
        ("权责 清单", "'权责 清单'!A1"),
        ("2018年", "'2018年'!A1"),
        ("甲'乙", "'甲''乙'!A1"),
        ("A1", "'A1'!A1"),
        ("权责（试行）", "'权责（试行）'!A1"),
    ],
)
def test_sheet_title_is_quoted_as_excel_does(title: str, address: str) -> None:
    assert shown(workbook({title: rows(["一"])})) == {address: "一"}


def test_cells_and_rows_need_not_say_where_they_are() -> None:
    body = (
        "<sheetData><row><c t='inlineStr'><is><t>一</t></is></c></row><row r='4'>"
        "<c r='C4'><v>2</v></c><c><v>3</v></c></row><row><c/><c><v>4</v></c></row></sheetData>"
    )
    assert shown(workbook({"甲": body})) == {
        "甲!A1": "一",
        "甲!C4": "2",
        "甲!D4": "3",
        "甲!B5": "4",
    }


def test_sheets_come_in_the_order_of_the_workbook() -> None:
    data = workbook(
        {"乙": rows(["一"]), "甲": rows(["二"])},
        parts={
            "xl/_rels/workbook.xml.rels": relations(
                {
                    "s1": ("worksheet", "/xl/worksheets/sheet2.xml"),
                    "s2": ("worksheet", "worksheets/sheet1.xml"),
                }
            )
        },
    )
    assert shown(data) == {"乙!A1": "二", "甲!A1": "一"}


def test_title_over_the_whole_width_is_prose() -> None:
    body = rows(
        ["某市权责清单（2021年版，截至2021年12月31日有效的权力和责任事项，共两类。）"],
        HEAD,
        ["1", "稽核", "行政检查", LAW, "无"],
        ["说明：本表自发布之日起执行。"],
    )
    merges = '<mergeCells><mergeCell ref="A1:E1"/><mergeCell ref="A4:E4"/></mergeCells>'
    data = workbook({"甲": body + merges})
    first, grid, last = opened(data).blocks
    assert isinstance(first, Passage)
    assert isinstance(grid, Grid)
    assert isinstance(last, Passage)
    cells = document(data).cells
    assert [one.address for one in cells if one.prose] == ["甲!A1", "甲!A4"]
    law = next(one for one in cells if one.address == "甲!D3")
    assert (law.row, law.section, law.item_name) == ("1", Section.BASIS, "稽核")


def test_rows_above_the_head_are_text_and_state_the_date() -> None:
    body = rows(
        ["填报单位：甲局", "", "", "填报日期：", "2023年6月30日"],
        HEAD,
        ["1", "稽核", "行政检查", LAW, "无"],
    )
    found = document(workbook({"甲": body, "乙": body}))
    assert [one.text for one in found.cells if one.prose] == [
        "填报单位：甲局",
        "填报日期：",
        "2023年6月30日",
    ] * 2
    assert found.list_date is not None
    assert found.list_date.not_after == date(2023, 6, 30)


def test_rows_of_items_above_a_repeated_head_are_items() -> None:
    item = ["1", "稽核", "行政检查", LAW, "无"]
    data = workbook({"甲": rows(HEAD, item), "乙": rows(item, ["", "", "", LAW], HEAD, item)})
    laws = [one for one in document(data).cells if "《" in one.text]
    assert [one.section for one in laws] == [Section.BASIS] * 4


def test_merged_number_and_name_count_for_all_their_rows() -> None:
    body = rows(
        HEAD,
        ["1", "稽核", "行政检查", LAW],
        [],
        ["", "", "", "《劳动法》第一条"],
        ["2", "登记", "行政确认", "《劳动法》第二条"],
        ["", "", "", "《劳动法》第三条"],
    )
    merges = '<mergeCells><mergeCell ref="A2:A4"/><mergeCell ref="B2:B4"/></mergeCells>'
    data = workbook({"甲": body + merges})
    laws = [one for one in document(data).cells if "《" in one.text]
    assert [(one.address, one.row, one.item_name) for one in laws] == [
        ("甲!D2", "1", "稽核"),
        ("甲!D4", "1", "稽核"),
        ("甲!D5", "2", "登记"),
        ("甲!D6", "2", "登记"),
    ]
    assert document(data).merged


def test_head_of_two_rows_is_one_head() -> None:
    body = rows(
        ["序号", "事项名称", "类型", "依据"],
        ["", "", "", "设定依据", "责任事项依据"],
        ["1", "稽核", "行政检查", LAW, "《劳动法》第一条"],
    )
    merges = "".join(f'<mergeCell ref="{one}"/>' for one in ("A1:A2", "B1:B2", "C1:C2", "D1:E1"))
    data = workbook({"甲": f"{body}<mergeCells>{merges}</mergeCells>"})
    assert [one.section for one in document(data).cells][-2:] == [
        Section.BASIS,
        Section.DUTY_BASIS,
    ]


def test_second_table_on_a_sheet_has_a_head_of_its_own() -> None:
    body = rows(
        HEAD,
        ["1", "稽核", "行政检查", LAW, "无"],
        [],
        ["序号", "职权名称", "追责依据"],
        ["1", "登记", "《劳动法》第一条"],
    )
    found = next(one for one in document(workbook({"甲": body})).cells if one.address == "甲!C5")
    assert (found.section, found.item_name) == (Section.ACCOUNTABILITY_BASIS, "登记")


def test_text_under_merged_cells_is_not_read_but_said() -> None:
    body = rows(["甲", "乙", "丙"], ["丁", "戊", "己"])
    data = workbook({"甲": f'{body}<mergeCells><mergeCell ref="A1:B2"/></mergeCells>'})
    assert list(shown(data)) == ["甲!A1", "甲!C1", "甲!C2"]
    assert notes(data) == ["甲 的 B1、A2、B2 被合并单元格遮住，看不见，没有检查。"]


def test_merged_areas_that_meet_others_are_none() -> None:
    body = rows(["甲", "乙"], ["丙", "丁"])
    refs = ("A1:B1", "B1:B2", "A1:XFD1048576", "A9:Z1", "甲", "A1:A1")
    merges = "".join(f'<mergeCell ref="{one}"/>' for one in refs)
    data = workbook({"甲": f"{body}<mergeCells>{merges}</mergeCells>"})
    assert len(shown(data)) < 4


# ---------------------------------------------------------------- what is hidden


def test_hidden_sheets_rows_and_columns_are_read_and_said() -> None:
    body = (
        '<cols><col min="2" max="3" hidden="1"/></cols><sheetData>'
        f'<row r="1">{cell("A1", "一")}{cell("B1", "二")}</row>'
        f'<row r="3" hidden="1">{cell("A3", "三")}</row>'
        f'<row r="4" hidden="1"/><row r="5" hidden="1">{cell("A5", "五")}</row></sheetData>'
    )
    data = workbook({"甲": body, "乙": rows(["六"])}, states={"乙": 'state="veryHidden"'})
    assert list(shown(data).values()) == ["一", "二", "三", "五", "六"]
    assert notes(data) == [
        "甲 的第3、5行是隐藏的，也已检查。",
        "甲 的 B 列是隐藏的，也已检查。",
        "乙 是隐藏的工作表，也已检查。",
    ]


def test_filtered_rows_are_said_and_counted() -> None:
    told = "".join(f'<row r="{at}" hidden="1">{cell(f"A{at}", "甲")}</row>' for at in range(2, 20))
    body = (
        f'<sheetData><row r="1">{cell("A1", "类型")}</row>{told}</sheetData><autoFilter '
        'ref="A1:A19"><filterColumn colId="0"><filters blank="1"/></filterColumn></autoFilter>'
    )
    assert notes(workbook({"甲": body})) == [
        "甲 的第2、3、4、5、6、7、8、9、10、11等 18 行是筛选掉或者隐藏的，也已检查。"
    ]


def test_formulas_are_said_with_and_without_a_saved_result() -> None:
    body = (
        '<sheetData><row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1" t="str"><f>C1</f>'
        '<v>第八十条</v></c><c r="C1"><f>D1</f></c><c r="D1"><f>E1</f><v/></c>'
        '<c r="E1" t="str"><f>F1</f><v/></c></row></sheetData>'
    )
    assert notes(workbook({"甲": body})) == [
        "甲 的 B1 是公式算出的文字，按上次保存的结果检查。",
        "甲 的 C1、D1 是公式，文件里没有存结果，没有检查；用 Excel 或者 WPS 打开后保存再检查。",
    ]


_DRAWING = (
    '<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><xdr:twoCellAnchor>'
    "<xdr:from><xdr:col>6</xdr:col><xdr:row>2</xdr:row></xdr:from><xdr:sp><xdr:txBody><a:p><a:r>"
    "<a:t>依据《社会</a:t></a:r><a:r><a:t>保险法》。</a:t></a:r></a:p><a:p><a:r><a:t>第二段</a:t>"
    "</a:r></a:p></xdr:txBody></xdr:sp></xdr:twoCellAnchor><xdr:oneCellAnchor><mc:AlternateContent>"
    "<mc:Choice><xdr:pic/></mc:Choice><mc:Fallback><xdr:sp><xdr:txBody><a:p><a:r><a:t>旧</a:t>"
    "</a:r></a:p></xdr:txBody></xdr:sp></mc:Fallback></mc:AlternateContent></xdr:oneCellAnchor>"
    "</xdr:wsDr>"
)


def with_drawing(body: str) -> bytes:
    """Return a workbook whose sheet has a text box and a picture."""
    return workbook(
        {"甲": f'{body}<drawing r:id="r1"/>'},
        parts={
            "xl/worksheets/_rels/sheet1.xml.rels": relations(
                {"r1": ("drawing", "../drawings/drawing1.xml")}
            ),
            "xl/drawings/drawing1.xml": _DRAWING,
        },
    )


def test_text_boxes_are_passages_and_pictures_are_said() -> None:
    data = with_drawing(rows(HEAD, ["1", "稽核", "行政检查", LAW]))
    assert shown(data)["甲 文本框1"] == "依据《社会保险法》。\n第二段"
    assert notes(data) == ["甲 有 1 张图片，其中的文字没有检查。"]
    assert document(data).cells[-1].prose


# ---------------------------------------------------------------- the sheet of an earlier round


def test_what_was_answered_in_the_sheet_of_results_is_read_again() -> None:
    results = rows(
        ["编号", "问题", "位置", "答复", "理由"],
        ["k1", LAW, "甲!D2", "不采纳", "本地另有规定"],
        ["k2", LAW, "甲!D3", "采纳"],
        ["k3", LAW, "甲!D4", "不采纳"],
        ["", LAW, "甲!D5", "不采纳"],
    )
    names = (
        "<definedNames><definedName name='citelaw_answers' hidden='1'>'校验 结果'!$D$1:$E$5"
        "</definedName></definedNames>"
    )
    data = workbook({"甲": rows(["一"]), "校验 结果": results}, names=names)
    assert shown(data) == {"甲!A1": "一"}
    assert opened(data).answers == (
        Answer("k1", "本地另有规定"),
        Answer("k2", "", taken=True),
        Answer("k3", ""),
    )


def test_sheet_of_results_is_known_by_its_head_where_its_name_is_lost() -> None:
    results = rows(
        ["编号", "问题", "采纳/不采纳", "理由"], ["k1", LAW, "不采纳", "另有规定"], first=3
    )
    data = workbook({"甲": rows(["一"]), "校验结果": results})
    assert shown(data) == {"甲!A1": "一"}
    assert opened(data).answers == (Answer("k1", "另有规定"),)
    again = annotated(data, remark("一", "一", "k1"))
    assert loaded(again).sheetnames == ["甲", "校验结果"]
    assert [one.value for one in loaded(again)["校验结果"]["F"]] == ["答复", "不采纳"]


def test_sheet_of_that_title_that_citelaw_did_not_make_is_a_list() -> None:
    assert shown(workbook({"校验结果": rows([LAW])})) == {"校验结果!A1": LAW}


# ---------------------------------------------------------------- other hands


def strict(data: bytes) -> bytes:
    """Return a workbook in the strict variant of the format."""
    names = {
        MAIN: "http://purl.oclc.org/ooxml/spreadsheetml/main",
        RELATIONS: "http://purl.oclc.org/ooxml/officeDocument/relationships",
    }
    parts = {name: part.decode() for name, part in parts_of(data).items()}
    for old, new in names.items():
        parts = {name: part.replace(old, new) for name, part in parts.items()}
    return package_of(parts)


def prefixed(data: bytes) -> bytes:
    """Return a workbook whose parts name every element with a prefix."""
    parts: dict[str, bytes | str] = {}
    for name, part in parts_of(data).items():
        told = part.decode()
        if MAIN in told:
            told = re.sub(r"<(/?)([A-Za-z])", r"<\1q:\2", told).replace("xmlns=", "xmlns:q=")
        parts[name] = told
    return package_of(parts)


@pytest.mark.parametrize("variant", [strict, prefixed])
def test_variants_of_the_format_are_read_corrected_and_annotated(
    variant: Callable[[bytes], bytes],
) -> None:
    data = variant(workbook({"甲": strings(0, 1)}, strings=_SHARED, styles=_STYLES))
    assert list(shown(data).values()) == ["依据《劳动法》", "依据《合同法》制定 "]
    after = rewritten(data, edit(data, "合同法", "民法典"))
    assert list(shown(after).values())[1] == "依据《民法典》制定 "
    remarks = [remark(opened(data).source, "《合同法》", "k1")]
    copy = annotated(data, *remarks)
    again = annotated(copy, *remarks)
    assert len(parts_of(again)) == len(parts_of(copy))
    assert [name for name in parts_of(copy) if "citelaw" in parts_of(copy)[name].decode()]


# ---------------------------------------------------------------- too much


def test_workbook_of_more_cells_than_a_list_has_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("citelaw.office.xlsx._sheet.MOST_CELLS", 3)
    with pytest.raises(ReadError, match="有字的单元格超过"):
        opened(workbook({"甲": rows(["一", "二"], ["三", "四"])}))


def test_string_shown_in_many_cells_counts_every_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("citelaw.office.xlsx._sheet.MOST_TEXT", 1000)
    told = "".join("<c t='s'><v>0</v></c>" for _ in range(20))
    with pytest.raises(ReadError, match="文字超过"):
        opened(
            workbook(
                {"甲": f"<sheetData><row>{told}</row></sheetData>"},
                strings=f"<si><t>{'甲' * 100}</t></si>",
            )
        )


def test_row_of_ten_thousand_columns_is_read() -> None:
    told = "".join(f"<c><v>{at}</v></c>" for at in range(10_000))
    found = shown(workbook({"甲": f"<sheetData><row>{told}</row></sheetData>"}))
    assert list(found)[-1] == "甲!NTP1"


def test_cells_beyond_the_last_column_are_none() -> None:
    told = '<c r="XFD1"><v>1</v></c><c><v>2</v></c>'
    data = workbook({"甲": f"<sheetData><row>{told}</row></sheetData>"})
    assert shown(data) == {"甲!XFD1": "1"}


# ---------------------------------------------------------------- corrected


def edit(data: bytes, old: str, new: str, which: int = 0) -> Edit:
    """Return the edit that puts ``new`` in place of the words ``old`` of the source."""
    source = opened(data).source
    at = -1
    for _ in range(which + 1):
        at = source.index(old, at + 1)
    return Edit(Span(at, at + len(old)), new)


def rewritten(data: bytes, *edits: Edit) -> bytes:
    """Return ``data`` corrected."""
    assert FORMAT.rewrite is not None
    return FORMAT.rewrite(data, NAME, edits)


_SHARED = (
    "<si><t>依据《劳动法》</t></si><si><r><rPr><b/><sz val='11'/></rPr><t>依据《合</t></r><r><rPr>"
    "<i/></rPr><t xml:space='preserve'>同法》制定 </t></r></si>"
)


def strings(*numbers: int) -> str:
    """Return a sheet whose rows show these shared strings."""
    told = "".join(
        f'<row r="{at}"><c r="A{at}" s="0" t="s"><v>{number}</v></c></row>'
        for at, number in enumerate(numbers, 1)
    )
    return f"<sheetData>{told}</sheetData>"


def test_correction_changes_one_cell_of_those_that_share_a_string() -> None:
    data = workbook({"甲": strings(0, 0, 1)}, strings=_SHARED)
    after = rewritten(data, edit(data, "劳动法", "劳动合同法", which=1))
    assert list(shown(after).values()) == [
        "依据《劳动法》",
        "依据《劳动合同法》",
        "依据《合同法》制定 ",
    ]
    before, now = parts_of(data), parts_of(after)
    assert [name for name in now if now[name] != before[name]] == ["xl/worksheets/sheet1.xml"]
    told = b'<is><t xml:space="preserve">%s</t></is>' % "依据《劳动合同法》".encode()
    assert now["xl/worksheets/sheet1.xml"] == before["xl/worksheets/sheet1.xml"].replace(
        b'<c r="A2" s="0" t="s"><v>0</v></c>',
        b'<c r="A2" s="0" t="inlineStr">%s</c>' % told,
    )


def test_correction_keeps_the_runs_of_rich_text() -> None:
    data = workbook({"甲": strings(1)}, strings=_SHARED)
    after = rewritten(data, edit(data, "合同法", "民法典"), edit(data, "制定", "制订"))
    sheet = loaded(after)["甲"]
    first, second = sheet["A1"].value
    assert (first.text, first.font.b) == ("依据《民法典", True)
    assert (second.text, second.font.i) == ("》制订 ", True)


@pytest.mark.parametrize(
    "value",
    ['t="str"><f>B1</f><v>第八十条</v>', "><v>80</v>", 't="b"><v>1</v>'],
    ids=["formula", "number", "boolean"],
)
def test_what_is_no_string_is_not_corrected(value: str) -> None:
    data = workbook({"甲": f'<sheetData><row r="1"><c r="A1" {value}</c></row></sheetData>'})
    with pytest.raises(FixError, match="甲!A1 是公式的结果、数字或者日期"):
        rewritten(data, Edit(Span(0, 1), "改"))


def test_correction_over_two_cells_is_refused() -> None:
    data = workbook({"甲": rows(["一", "二"])})
    with pytest.raises(FixError, match="连着下一个单元格"):
        rewritten(data, Edit(Span(0, 3), "改"))


def test_text_box_is_corrected() -> None:
    data = with_drawing(rows(["一"]))
    after = rewritten(data, edit(data, "社会保险法", "劳动法"), edit(data, "第二段", "末段"))
    assert shown(after)["甲 文本框1"] == "依据《劳动法》。\n末段"
    before, now = parts_of(data), parts_of(after)
    assert [name for name in now if now[name] != before[name]] == ["xl/drawings/drawing1.xml"]


def test_correction_in_a_text_box_over_paragraphs_is_refused() -> None:
    data = with_drawing(rows(["一"]))
    with pytest.raises(FixError, match="跨了段"):
        rewritten(data, edit(data, "。\n第二", ""))


_FONTS = (
    "",
    "<rPr><b/></rPr>",
    "<rPr><color rgb='FFFF0000'/></rPr>",
    "<rPr><i/><sz val='9'/></rPr>",
)
_WORDS = st.text(st.sampled_from("甲乙《》&<_x000D_\n\t 一\U00020000"), min_size=1, max_size=6)
_STRINGS = st.lists(st.tuples(st.sampled_from(_FONTS), _WORDS), min_size=1, max_size=4)


def rich(runs: Sequence[tuple[str, str]]) -> str:
    """Return a shared string of runs."""
    return "".join(
        f"<r>{font}<t xml:space='preserve'>{escape(encoded(text))}</t></r>" for font, text in runs
    )


@given(st.lists(_STRINGS, min_size=1, max_size=6), st.data())
def test_corrected_workbook_reads_as_its_corrected_source(
    told: list[list[tuple[str, str]]], draw: st.DataObject
) -> None:
    kept = [f"<si>{rich(one)}</si>" for one in told]
    data = workbook({"甲": strings(*range(len(kept)), 0)}, strings="".join(kept))
    found = opened(data)
    at = 0
    edits = []
    for unit in found.units:
        start = draw.draw(st.integers(unit.start, unit.end))
        end = draw.draw(st.integers(start, unit.end))
        new = draw.draw(st.text(st.sampled_from("新_x0041_\n&"), max_size=4))
        if unit.end - unit.start > end - start:
            edits.append(Edit(Span(start, end), new))
    source = ""
    for one in edits:
        source += found.source[at : one.span.start] + one.text
        at = one.span.end
    assert opened(rewritten(data, *edits)).source == source + found.source[at:]


# ---------------------------------------------------------------- annotated

TABLE = Table(("编号", "级别", "位置", "原文", "问题", "答复", "理由"), 2, 5, ("采纳", "不采纳"))
_RED, _ORANGE, _BLUE = "FFC00000", "FFC55A11", "FF2E74B5"
_OWN = ("xl/styles.xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "[Content_Types].xml")


def remark(
    source: str, words: str, key: str, severity: Severity = Severity.ERROR, text: str = "已废止。"
) -> Remark:
    """Return a remark at the first place of ``words``."""
    at = source.index(words)
    row = (key, severity.value, "", words, text)
    return Remark(Span(at, at + len(words)), severity, text, (), row)


def annotated(data: bytes, *remarks: Remark) -> bytes:
    """Return a copy of ``data`` with remarks, which shows the same text at the same places."""
    assert FORMAT.annotate is not None
    copy = FORMAT.annotate(data, NAME, remarks, TABLE)
    before, after = opened(data), opened(copy)
    assert (after.source, after.units, after.blocks) == (
        before.source,
        before.units,
        before.blocks,
    )
    return copy


def loaded(data: bytes) -> Any:
    """Return a workbook as openpyxl reads it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl knows no text boxes
        return openpyxl.load_workbook(io.BytesIO(data), rich_text=True)


def coloured(value: Any) -> list[tuple[str, str]]:
    """Return the colours and words of a cell that are underlined."""
    return [
        (run.font.color.rgb, run.text)
        for run in value
        if isinstance(value, CellRichText) and isinstance(run, TextBlock) and run.font.u
    ]


def looks(one: Any) -> list[str]:
    """Return the formats of a cell."""
    return [repr(part) for part in (one.font, one.fill, one.alignment, one.border)]


def plain(value: object) -> object:
    """Return a cell's value without its runs."""
    return str(value) if isinstance(value, CellRichText) else value


def test_annotated_workbook_keeps_all_that_is_not_remarked() -> None:
    data = office_workbook()
    source = opened(data).source
    copy = annotated(
        data, remark(source, "《合同法》第五十二条", "k1"), remark(source, "第八十条", "k2")
    )
    before, after = loaded(data), loaded(copy)
    assert after.sheetnames == [*before.sheetnames, "校验结果"]
    assert after.active.title == before.active.title
    for sheet in before:
        other = after[sheet.title]
        assert other.merged_cells.ranges == sheet.merged_cells.ranges
        assert dict(other.column_dimensions).keys() == dict(sheet.column_dimensions).keys()
        assert other.column_dimensions["D"].width == sheet.column_dimensions["D"].width
        assert len(other._charts) == len(sheet._charts)
        for row in sheet:
            for one in row:
                found = other[one.coordinate]
                assert plain(found.value) == plain(one.value)
                assert found.number_format == one.number_format
                assert looks(found) == looks(one)
    old, new = parts_of(data), parts_of(copy)
    comments = ("xl/comments/comment1.xml", "xl/drawings/commentsDrawing1.vml")
    changed = {name for name in old if new[name] != old[name]}
    assert changed == {"xl/worksheets/sheet1.xml", *comments, *_OWN}


def test_second_round_takes_back_the_first() -> None:
    data = office_workbook()
    source = opened(data).source
    first = annotated(
        data,
        remark(source, "《合同法》第五十二条", "k1"),
        remark(source, "《中华人民共和国劳动法》", "k2"),
        remark(source, "《民法通则》第一百条（已废", "k3", Severity.INFO),
    )
    second = annotated(first)
    for sheet in loaded(data):
        for row in sheet:
            for one in row:
                found = loaded_cell(second, sheet.title, one.coordinate)
                assert str(found.value) == str(one.value)
                assert isinstance(found.value, CellRichText) == isinstance(one.value, CellRichText)
                assert (found.comment and found.comment.text) == (one.comment and one.comment.text)


_LOADED: dict[bytes, Any] = {}


def loaded_cell(data: bytes, title: str, at: str) -> Any:
    """Return a cell of a workbook, which is loaded once."""
    if data not in _LOADED:
        _LOADED.clear()
        _LOADED[data] = loaded(data)
    return _LOADED[data][title][at]


def test_same_remarks_again_give_the_same_copy() -> None:
    data = office_workbook()
    remarks = [remark(opened(data).source, "《合同法》", "k1")]
    first = parts_of(annotated(data, *remarks))
    second = parts_of(annotated(package_of(first), *remarks))
    differ = {name for name in first if second[name] != first[name]}
    assert first.keys() == second.keys()
    assert all(name.endswith(".vml") for name in differ)


def test_words_are_coloured_by_severity_in_the_font_of_their_cell() -> None:
    data = office_workbook()
    source = opened(data).source
    copy = annotated(
        data,
        remark(source, "《合同法》第五十二条", "k1"),
        remark(source, "《民法通则》第一百条。", "k2", Severity.WARNING),
        remark(source, "第八十条", "k3", Severity.INFO),
    )
    sheet = loaded(copy)["权责 清单"]
    assert coloured(sheet["D4"].value) == [
        (_RED, "《合同法》第五十二条"),
        (_ORANGE, "《民法通则》第一百条。"),
    ]
    assert coloured(sheet["D3"].value) == [(_BLUE, "第八十条")]
    fonts = [(run.font.rFont, run.font.sz) for run in sheet["D3"].value]
    assert fonts == [("仿宋", 11.0)] * 3
    assert sheet["D3"].value[0].font.color.rgb == "001F3864"


def test_graver_severity_counts_where_remarks_meet() -> None:
    data = workbook({"甲": rows(["依据《合同法》第一条制定"])})
    source = opened(data).source
    copy = annotated(
        data,
        remark(source, "《合同法》第一条", "k1", Severity.INFO),
        remark(source, "《合同法》", "k2", Severity.ERROR),
    )
    value = loaded(copy)["甲"]["A1"].value
    assert coloured(value) == [(_RED, "《合同法》"), (_BLUE, "第一条")]


def test_several_remarks_of_a_cell_are_one_note() -> None:
    data = workbook({"甲": rows(["《合同法》《民法通则》"])})
    source = opened(data).source
    copy = annotated(
        data,
        remark(source, "《合同法》", "k1", text="甲。"),
        remark(source, "《民法", "k2", text="乙。"),
    )
    comment = loaded(copy)["甲"]["A1"].comment
    assert comment.author == "citelaw"
    assert comment.text == "【citelaw 校验】\n甲。\n乙。"


def test_note_of_a_person_keeps_its_words_and_gets_ours_below() -> None:
    data = office_workbook()
    copy = annotated(data, remark(opened(data).source, "《中华人民共和国劳动法》", "k1"))
    sheet = loaded(copy)["权责 清单"]
    assert (sheet["C5"].comment.text, sheet["C5"].comment.author) == ("类型待定", "张三")
    told = "与劳动科核对\n【citelaw 校验】\n已废止。\n【citelaw 校验完】"
    assert (sheet["D5"].comment.text, sheet["D5"].comment.author) == (told, "李四")


def test_threaded_comments_are_left_alone() -> None:
    old = (
        f'<comments xmlns="{MAIN}"><authors><author>tc={{1}}</author></authors><commentList>'
        '<comment ref="A1" authorId="0"><text><t>[会话批注]</t></text></comment></commentList>'
        "</comments>"
    )
    data = workbook(
        {"甲": rows([LAW]) + '<legacyDrawing r:id="r2"/>'},
        parts={
            "xl/worksheets/_rels/sheet1.xml.rels": relations(
                {"r1": ("comments", "../comments7.xml"), "r2": ("vmlDrawing", "../d.vml")}
            ),
            "xl/comments7.xml": old,
            "xl/d.vml": "<xml xmlns:v='urn:schemas-microsoft-com:vml'><v:shape id='a'/></xml>",
        },
    )
    parts = parts_of(annotated(data, remark(opened(data).source, LAW, "k1")))
    assert parts["xl/comments7.xml"].decode() == old
    assert parts["xl/d.vml"] == parts_of(data)["xl/d.vml"]


def test_what_a_formula_gave_has_a_note_and_no_colour() -> None:
    body = '<sheetData><row r="1"><c r="A1" t="str"><f>B1</f><v>第八十条</v></c></row></sheetData>'
    data = workbook({"甲": body})
    copy = annotated(data, remark(opened(data).source, "第八十条", "k1"))
    assert body.encode() in parts_of(copy)["xl/worksheets/sheet1.xml"]
    assert loaded(copy)["甲"]["A1"].comment.text.startswith("【citelaw 校验，文字未着色】")


def test_colour_that_could_not_be_taken_back_is_not_given() -> None:
    own = "<color rgb='FFFF0000'/>"
    string = f"<si><r><rPr>{own}</rPr><t>《合同法》</t></r><r><t>制定</t></r></si>"
    data = workbook({"甲": strings(0)}, strings=string)
    copy = annotated(data, remark(opened(data).source, "《合同法》", "k1"))
    assert parts_of(copy)["xl/sharedStrings.xml"] == parts_of(data)["xl/sharedStrings.xml"]
    assert coloured(loaded(copy)["甲"]["A1"].value) == []
    assert loaded(copy)["甲"]["A1"].comment.text.startswith("【citelaw 校验，文字未着色】")


def test_results_sheet_lists_remarks_with_links_filter_and_drop_down() -> None:
    data = office_workbook()
    source = opened(data).source
    copy = annotated(
        data, remark(source, "《合同法》", "k1", text="=1+1"), remark(source, "第八十条", "k2")
    )
    sheet = loaded(copy)["校验结果"]
    assert [[one.value for one in row] for row in sheet] == [
        list(TABLE.head),
        ["k1", "error", "'权责 清单'!D4", "《合同法》", "=1+1", None, None],
        ["k2", "error", "'权责 清单'!D3", "第八十条", "已废止。", None, None],
    ]
    assert sheet["E2"].data_type == "s"
    assert sheet["C2"].hyperlink.location == "'权责 清单'!D4"
    assert (sheet.auto_filter.ref, sheet.freeze_panes) == ("A1:G3", "A2")
    (drop_down,) = sheet.data_validations.dataValidation
    assert (str(drop_down.sqref), drop_down.formula1) == ("F2:F3", '"采纳,不采纳"')


def answered(copy: bytes, *answers: tuple[str, str, str]) -> bytes:
    """Return an annotated copy in which a person answered: row, answer, reason."""
    parts = parts_of(copy)
    name = next(one for one in sorted(parts) if "worksheets/sheet" in one and b"k1" in parts[one])
    told = parts[name].decode()
    for row, answer, reason in answers:
        for column, text in (("F", answer), ("G", reason)):
            told = re.sub(rf'<c r="{column}{row}" s="(\d+)"/>', cell(f"{column}{row}", text), told)
    return package_of({**parts, name: told})


def test_answers_stay_with_their_findings() -> None:
    data = workbook({"甲": rows(["《合同法》第一条", "《民法通则》", "《担保法》"])})
    source = opened(data).source
    old = [
        remark(source, words, f"k{at}")
        for at, words in enumerate(("《合同法》", "《民法通则》", "《担保法》"), 1)
    ]
    copy = answered(
        annotated(data, *old), ("2", "不采纳", "另有规定"), ("3", "采纳", ""), ("4", "不采纳", "")
    )
    assert opened(copy).answers == (
        Answer("k1", "另有规定"),
        Answer("k2", "", taken=True),
        Answer("k3", ""),
    )
    again = annotated(copy, old[2], old[1])
    told = [[one.value for one in row][::5] for row in loaded(again)["校验结果"]]
    assert told == [["编号", "答复"], ["k3", "不采纳"], ["k2", "采纳"], ["k1", "不采纳"]]
    assert Answer("k1", "另有规定") in opened(again).answers
    assert coloured(loaded(again)["甲"]["A1"].value) == []


def test_colours_go_though_a_person_took_the_note_away() -> None:
    data = workbook({"甲": rows(["依据《合同法》制定"])})
    parts = parts_of(annotated(data, remark(opened(data).source, "《合同法》", "k1")))
    none = re.sub(rb"<comment .*</comment>", b"", parts["xl/comments1.xml"])
    again = annotated(package_of({**parts, "xl/comments1.xml": none}))
    assert loaded(again)["甲"]["A1"].value == "依据《合同法》制定"


def test_text_box_has_a_row_that_links_to_its_corner() -> None:
    data = with_drawing(rows(["一"]))
    copy = annotated(data, remark(opened(data).source, "《社会保险法》", "k1"))
    assert loaded(copy)["校验结果"]["C2"].hyperlink.location == "甲!G3"
    assert "xl/comments1.xml" not in parts_of(copy)


def test_remark_without_words_has_a_row_alone() -> None:
    data = workbook({"甲": rows(["一"])})
    copy = annotated(data, Remark(Span(0, 0), Severity.INFO, "", (), ("k1", "info")))
    sheet = loaded(copy)["校验结果"]
    assert (sheet["A2"].value, sheet["C2"].hyperlink) == ("k1", None)
    assert parts_of(copy)["xl/worksheets/sheet1.xml"] == parts_of(data)["xl/worksheets/sheet1.xml"]


def test_remark_without_a_row_is_at_its_words_alone() -> None:
    data = workbook({"甲": rows(["《合同法》"])})
    copy = annotated(data, Remark(Span(0, 5), Severity.ERROR, "同【1】"))
    assert loaded(copy)["校验结果"].max_row == 1
    assert coloured(loaded(copy)["甲"]["A1"].value) == [(_RED, "《合同法》")]


def test_sheet_of_that_title_stays_and_ours_has_another() -> None:
    data = workbook({"校验结果": rows([LAW])})
    copy = annotated(data, remark(opened(data).source, LAW, "k1"))
    assert loaded(copy).sheetnames == ["校验结果", "校验结果 (2)"]


def test_many_notes_take_ids_of_their_own() -> None:
    data = workbook({"甲": rows(*[[f"《合同法》第{at}条"] for at in range(1, 1500)])})
    source = opened(data).source
    copy = annotated(data, *(remark(source, f"第{at}条", f"k{at}") for at in range(1, 1500)))
    drawing = parts_of(copy)["xl/drawings/vmlDrawing1.vml"].decode()
    ids = re.findall(r'id="(_x0000_s\d+)"', drawing)
    assert len(ids) == len(set(ids)) == 1499
    assert 'data="1,2"' in drawing


@given(st.lists(_STRINGS, min_size=1, max_size=6), st.data())
@settings(deadline=None, max_examples=6, phases=(Phase.generate,))
def test_annotating_random_workbooks_colours_the_words_and_nothing_else(
    told: list[list[tuple[str, str]]], draw: st.DataObject
) -> None:
    kept = "".join(f"<si>{rich(one)}</si>" for one in told)
    data = workbook({"甲": strings(*range(len(told)), 0)}, strings=kept)
    found = opened(data)
    remarks = []
    for at, unit in enumerate(found.units):
        start = draw.draw(st.integers(unit.start, unit.end))
        end = draw.draw(st.integers(start, unit.end))
        if start < end:
            text = found.source[start:end]
            remarks.append(Remark(Span(start, end), Severity.ERROR, "错", (), (f"k{at}", text)))
    copy = annotated(data, *remarks)
    sheet = loaded(copy)["甲"]
    for one in remarks:
        address = next(unit.address for unit in found.units if unit.end >= one.span.end)
        at = sheet[address.partition("!")[2]]
        if "未着色" not in at.comment.text:
            words = "".join(text for _, text in coloured(at.value))
            assert words == encoded(found.source[one.span.start : one.span.end]) or (
                words == found.source[one.span.start : one.span.end]
            )
    assert not coloured_anywhere(annotated(copy))


def coloured_anywhere(data: bytes) -> bool:
    """Tell whether a cell of the first sheet has words in a colour of citelaw."""
    return any(
        colour in (_RED, _ORANGE, _BLUE)
        for row in loaded(data).worksheets[0]
        for one in row
        for colour, _ in coloured(one.value)
    )


_AREAS = st.builds(
    lambda row, column, rows, columns: Area(row, column, row + rows, column + columns),
    *(st.integers(1, 6), st.integers(1, 5), st.integers(0, 3), st.integers(0, 3)),
)


@given(st.sets(st.tuples(st.integers(1, 8), st.integers(1, 7))), st.lists(_AREAS, max_size=6))
def test_cells_are_shown_but_those_under_merged_ones(
    places: set[tuple[int, int]], areas: list[Area]
) -> None:
    cells = [Held(row, column, "甲", Kind.STRING, 0) for row, column in sorted(places)]
    free: list[Area] = []
    for area in sorted(areas):
        if not any(_meet(area, other) for other in free):
            free.append(area)
    under = {
        one[:2]
        for one in cells
        if any(_meet(Area(*one[:2], *one[:2]), area) and one[:2] != area[:2] for area in free)
    }
    lines = list(by_row(cells, areas))
    assert {one[:2] for _, _, _, hidden in lines for one in hidden} == under
    assert [one for _, shown, _, hidden in lines for one in sorted([*shown, *hidden])] == cells


def _meet(one: Area, other: Area) -> bool:
    rows_meet = one.row <= other.last_row and other.row <= one.last_row
    return rows_meet and one.column <= other.last_column and other.column <= one.last_column


@lru_cache(maxsize=1)
def annotated_parts() -> dict[str, bytes]:
    """Return the parts of an annotated workbook."""
    data = office_workbook()
    return parts_of(annotated(data, remark(opened(data).source, "《合同法》", "k1")))


@given(st.data())
@settings(deadline=None, max_examples=60)
def test_damaged_workbook_is_refused_with_a_reason_or_annotated(draw: st.DataObject) -> None:
    parts = dict(annotated_parts())
    name = draw.draw(st.sampled_from(sorted(one for one in parts if not one.startswith("doc"))))
    at = draw.draw(st.integers(0, len(parts[name]) - 1))
    end = draw.draw(st.integers(at, at + 9))
    new = draw.draw(st.sampled_from([b"", b'"', b"<", b"0", b"-", b"\xe4\xb8\x80", b"q", b"/"]))
    data = package_of({**parts, name: parts[name][:at] + new + parts[name][end:]})
    with contextlib.suppress(CitelawError):
        if FORMAT.claims(data, NAME):
            length = len(opened(data).source)
            remarks = [Remark(Span(0, min(5, length)), Severity.ERROR, "错", (), ("k1",))]
            annotated(data, *remarks)


def test_relation_that_is_named_but_missing_stays_missing() -> None:
    parts = dict(annotated_parts())
    name = "xl/_rels/workbook.xml.rels"
    parts[name] = parts[name].replace(b'Id="rIdCitelaw1"', b'Id="other"')
    data = package_of(parts)
    assert FORMAT.annotate is not None
    assert opened(FORMAT.annotate(data, NAME, [], TABLE)).source == opened(data).source


def test_workbook_without_sheets_is_damaged() -> None:
    data = workbook({"甲": rows(["一"])}, parts={"xl/workbook.xml": f'<workbook xmlns="{MAIN}"/>'})
    with pytest.raises(ReadError, match="已损坏"):
        opened(data)
