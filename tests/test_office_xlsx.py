"""Workbooks: read as they show, corrected and annotated with all else as it was."""

from __future__ import annotations

import io
from collections.abc import Sequence
from xml.sax.saxutils import escape

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from xlsx_files import HEAD, cell, parts_of, relations, rows, workbook

from citelaw.errors import FixError, ReadError
from citelaw.model import Answer, Document, Edit, Section
from citelaw.office import Grid, Opened, Passage, format_of
from citelaw.office.xlsx import FORMAT
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


def test_refusals_in_the_sheet_of_results_are_answers() -> None:
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
    assert opened(data).answers == (Answer("k1", "本地另有规定"), Answer("k3", ""))


def test_sheet_of_that_title_that_citelaw_did_not_make_is_a_list() -> None:
    assert shown(workbook({"校验结果": rows([LAW])})) == {"校验结果!A1": LAW}


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
    sheet = openpyxl.load_workbook(io.BytesIO(after), rich_text=True)["甲"]
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
