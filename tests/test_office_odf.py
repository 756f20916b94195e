"""ODT and ODS: what they show, where it stands, what is said of the rest."""

import zipfile
from io import BytesIO

import pytest
from odf_files import cell, ods, odt, package, row, table

from citelaw.errors import ReadError
from citelaw.model import Document, FileKind, Section
from citelaw.office import format_of
from citelaw.readers import read_bytes, source_of

HEAD = row("序号", "事项名称", "设定依据")
BASIS = "《中华人民共和国社会保险法》第五十七条"
COVERED = "<table:covered-table-cell/>"


def opened(data: bytes) -> Document:
    return read_bytes(data, "清单")


def texts(document: Document) -> list[str]:
    return [cell.text for cell in document.cells]


def addresses(document: Document) -> list[str]:
    return [unit.address for unit in document.units]


def notes(document: Document) -> str:
    return "".join(note.chinese for note in document.notes)


# ---------------------------------------------------------------- text of a paragraph


@pytest.mark.parametrize(
    ("inner", "text"),
    [
        pytest.param("甲<text:span>乙</text:span>丙", "甲乙丙", id="span in order"),
        pytest.param(
            "甲<text:span>乙<text:span>丙</text:span></text:span>丁", "甲乙丙丁", id="deep"
        ),
        pytest.param("甲<text:s/>乙<text:s text:c='3'/>丙", "甲 乙   丙", id="spaces"),
        pytest.param("甲<text:tab/>乙", "甲\t乙", id="tab"),
        pytest.param("甲<text:line-break/>乙", "甲\n乙", id="line break"),
        pytest.param("  甲 \n\t 乙  ", "甲 乙", id="white space is one space"),
        pytest.param("甲 <text:span> 乙</text:span>", "甲 乙", id="over a span too"),
        pytest.param("甲\u3000乙", "甲\u3000乙", id="wide space stays"),
        pytest.param("&lt;甲&gt;&amp;&#20057;", "<甲>&乙", id="entities"),
        pytest.param("<text:a>甲</text:a><text:bookmark/>乙", "甲乙", id="link, bookmark"),
        pytest.param(
            "<text:ruby><text:ruby-base>甲</text:ruby-base><text:ruby-text>jia</text:ruby-text>"
            "</text:ruby>乙",
            "甲乙",
            id="pronunciation",
        ),
        pytest.param(
            "甲<office:annotation><text:p>批注</text:p></office:annotation>乙"
            "<office:annotation-end/>",
            "甲乙",
            id="remark",
        ),
        pytest.param("甲<text:change-start/>乙<text:change-end/>", "甲乙", id="tracked insertion"),
        pytest.param("甲<text:page-number>3</text:page-number>", "甲", id="page number"),
        pytest.param("甲<draw:frame><draw:image/></draw:frame>乙", "甲乙", id="picture"),
    ],
)
def test_paragraph_shows_its_text(inner: str, text: str) -> None:
    assert source_of(odt(f"<text:p>{inner}</text:p>"), "清单.odt") == text


# ---------------------------------------------------------------- documents


def test_blocks_of_a_document_have_addresses() -> None:
    body = (
        "<text:h>权责清单</text:h>"
        "<text:list><text:list-item><text:p>甲</text:p></text:list-item></text:list>"
        "<text:section><text:p>乙</text:p></text:section>"
        f"{table(HEAD, row('1', '登记', BASIS + chr(10) + '第二款'))}<text:p>丙</text:p>"
    )
    document = opened(odt(body))
    assert document.shape is FileKind.ODT
    assert addresses(document)[:4] == ["第1段", "第2段", "第3段", "表1 第1行第1列 段1"]
    assert addresses(document)[-3:] == ["表1 第2行第3列 段1", "表1 第2行第3列 段2", "第4段"]
    assert document.source.startswith("权责清单\n甲\n乙\n序号\n")
    basis = next(cell for cell in document.cells if cell.column == "设定依据")
    assert (basis.row, basis.item_name, basis.section) == ("1", "登记", Section.BASIS)
    assert (basis.text, basis.address) == (f"{BASIS}\n第二款", "表1 第2行第3列")
    assert document.source[slice(*basis.span)] == basis.text


def test_cell_over_rows_and_columns_moves_no_other() -> None:
    body = table(
        row("序号", "事项名称", cell("依据", 'table:number-columns-spanned="2"'), COVERED),
        row(cell("1", 'table:number-rows-spanned="2"'), "登记", BASIS, "甲"),
        row(COVERED, "变更", "乙", "丙"),
    )
    document = opened(odt(body))
    assert document.merged
    found = {cell.text: (cell.row, cell.column, cell.address) for cell in document.cells}
    assert found["甲"] == ("1", "依据", "表1 第2行第4列")
    assert found["乙"] == ("1", "依据", "表1 第3行第3列")
    assert found["变更"] == ("1", "事项名称", "表1 第3行第2列")


def test_table_in_a_cell_stands_where_it_stands() -> None:
    blocks = f"<text:p>前</text:p>{table(row('甲', '乙'))}<text:p>后</text:p>"
    inner = f"<table:table-cell>{blocks}</table:table-cell>"
    document = opened(odt(table(HEAD, row("1", "登记", inner))))
    assert texts(document)[2:] == ["前", "甲", "乙", "后"]
    assert addresses(document)[5:] == [
        "表1 第2行第3列 段1",
        "表1 第2行第3列 内表1 第1行第1列 段1",
        "表1 第2行第3列 内表1 第1行第2列 段1",
        "表1 第2行第3列 段2",
    ]


def test_head_that_the_file_repeats_on_every_page_is_a_head() -> None:
    rows = f"<table:table-header-rows>{HEAD}</table:table-header-rows>{row('1', '登记', BASIS)}"
    document = opened(odt(table(rows)))
    assert [cell.column for cell in document.cells] == ["序号", "事项名称", "设定依据"]


LISTS = """
<text:list-style style:name="L">
<text:list-level-style-number text:level="1" style:num-suffix="、"
 style:num-format="一, 二, 三, ...">
<style:list-level-properties><style:list-level-label-alignment text:label-followed-by="nothing"/>
</style:list-level-properties></text:list-level-style-number>
<text:list-level-style-number text:level="2" style:num-prefix="（" style:num-format="{format}"
 style:num-suffix="）"/>
<text:list-level-style-number text:level="3" style:num-format="1" text:display-levels="2"/>
</text:list-style>
<text:list-style style:name="B"><text:list-level-style-bullet text:level="1"/></text:list-style>
"""


def listed(*items: str, attributes: str = 'text:style-name="L"') -> str:
    inner = "".join(f"<text:list-item>{item}</text:list-item>" for item in items)
    return f"<text:list {attributes}>{inner}</text:list>"


def shown(body: str, shape: str = "1") -> str:
    return source_of(odt(body, styles=LISTS.format(format=shape)), "清单.odt")


P = "<text:p>甲</text:p>"


@pytest.mark.parametrize(
    ("body", "text"),
    [
        pytest.param(listed(P, P), "一、甲\n二、甲", id="items"),
        pytest.param(listed(P + P, P), "一、甲\n甲\n二、甲", id="second paragraph of an item"),
        pytest.param(
            listed(P + listed(P, P, attributes=""), P),
            "一、甲\n（1） 甲\n（2） 甲\n二、甲",
            id="levels",
        ),
        pytest.param(
            listed(P + listed(P, attributes=""), P + listed(P, attributes="")),
            "一、甲\n（1） 甲\n二、甲\n（1） 甲",
            id="a level begins anew",
        ),
        pytest.param(
            listed(listed(listed(P, P, attributes=""), attributes="")),
            "1.1 甲\n1.2 甲",
            id="third level",
        ),
        pytest.param(listed(P) + P + listed(P), "一、甲\n甲\n一、甲", id="another list"),
        pytest.param(
            listed(P)
            + P
            + listed(P, attributes='text:style-name="L" text:continue-numbering="true"'),
            "一、甲\n甲\n二、甲",
            id="the list goes on",
        ),
        pytest.param(
            listed(P, attributes='text:style-name="L" xml:id="a"')
            + listed(P)
            + listed(P, attributes='text:style-name="L" text:continue-list="a"'),
            "一、甲\n一、甲\n二、甲",
            id="it goes on after another",
        ),
        pytest.param(
            f'<text:list text:style-name="L"><text:list-item text:start-value="9">{P}'
            f"</text:list-item><text:list-item>{P}</text:list-item></text:list>",
            "九、甲\n十、甲",
            id="number given",
        ),
        pytest.param(
            f'<text:list text:style-name="L"><text:list-header>{P}</text:list-header>'
            f"<text:list-item>{P}</text:list-item></text:list>",
            "甲\n一、甲",
            id="head of a list",
        ),
        pytest.param(listed(P, attributes='text:style-name="B"'), "甲", id="bullets"),
        pytest.param(listed(P, attributes='text:style-name="X"'), "甲", id="unknown style"),
        pytest.param(listed("") + P, "甲", id="empty item"),
    ],
)
def test_automatic_numbers_are_text(body: str, text: str) -> None:
    assert shown(body) == text


@pytest.mark.parametrize(
    ("shape", "number"),
    [
        *(("1", "3"), ("a", "c"), ("A", "C"), ("i", "iii"), ("I", "III"), ("", "")),
        *(("一, 二, 三, ...", "三"), ("壹, 贰, 叁, ...", "叁"), ("①, ②, ③, ...", "③")),
        *(("甲, 乙, 丙, ...", "丙"), ("01, 02, 03, ...", "03"), ("ア, イ, ウ, ...", "3")),
    ],
)
def test_numbers_have_the_shape_of_their_level(shape: str, number: str) -> None:
    last = shown(listed(P + listed(P, P, P, attributes="")), shape).split("\n")[-1]
    assert last == (f"（{number}） 甲" if number else "甲")


def test_automatic_number_in_a_cell_is_the_number_of_the_item() -> None:
    numbered = [
        "<table:table-cell>"
        + listed("<text:p/>", attributes=f'text:style-name="N" {more}')
        + "</table:table-cell>"
        for more in ("", 'text:continue-numbering="true"')
    ]
    styles = (
        '<text:list-style style:name="N"><text:list-level-style-number text:level="1" '
        'style:num-format="1"/></text:list-style>'
    )
    body = table(HEAD, row(numbered[0], "登记", BASIS), row(numbered[1], "变更", "乙"))
    rows = {cell.text: cell.row for cell in opened(odt(body, styles=styles)).cells}
    assert (rows[BASIS], rows["乙"]) == ("1", "2")


def test_footnotes_text_boxes_and_margins_are_read_after_the_text() -> None:
    note = (
        '<text:note text:note-class="{}"><text:note-citation>1</text:note-citation>'
        "<text:note-body><text:p>{}</text:p></text:note-body></text:note>"
    )
    box = "<draw:frame><draw:text-box><text:p>框内</text:p></draw:text-box></draw:frame>"
    body = (
        f"<text:p>甲{note.format('footnote', '脚注内')}乙{note.format('endnote', '尾注内')}{box}"
        "</text:p><text:p>丙</text:p>"
    )
    margins = "<style:header><text:p>页眉内</text:p></style:header><style:footer/>"
    document = opened(odt(body, margins=margins))
    assert document.source == "甲乙\n框内\n丙\n脚注内\n尾注内\n页眉内"
    assert addresses(document) == ["第1段", "文本框1", "第2段", "脚注1", "尾注1", "页眉"]


def test_what_was_deleted_hidden_or_is_a_picture_is_said() -> None:
    body = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>删去</text:p>"
        "</text:deletion></text:changed-region></text:tracked-changes>"
        '<text:section text:display="none"><text:p>隐藏</text:p></text:section>'
        f"{table(row('甲', attributes='table:visibility=' + chr(34) + 'collapse' + chr(34)))}"
        "<text:p><draw:frame><draw:image/></draw:frame></text:p>"
    )
    document = opened(odt(body))
    assert document.source == "隐藏\n甲\n"
    assert "图片或者嵌入的对象，其中的文字没有检查" in notes(document)
    assert "删除的内容有 1 处，没有检查" in notes(document)
    assert "隐藏的节或者表格行有 2 处，也作了检查" in notes(document)


def test_what_stands_for_many_rows_or_cells_is_counted() -> None:
    many = 'table:number-rows-repeated="3" '
    body = table(row("甲", attributes=many), row(cell("乙", 'table:number-columns-repeated="2"')))
    assert source_of(odt(body), "清单.odt") == "甲\n甲\n甲\n乙\n乙"
    endless = 'table:number-rows-repeated="999999999"'
    assert len(opened(odt(table(row("甲", attributes=endless)))).units) < 2_000


# ---------------------------------------------------------------- workbooks


def test_cells_of_a_workbook_have_its_own_addresses() -> None:
    empty = '<table:table-cell table:number-columns-repeated="2"/>'
    sheets = table(
        row(cell("某某局权责清单", 'table:number-columns-spanned="4"'), COVERED),
        row(attributes='table:number-rows-repeated="2"'),
        row("序号", "事项名称", empty, "设定依据"),
        row("7", "登记", empty, f"{BASIS}\n第二款"),
        row(attributes='table:number-rows-repeated="1048500"'),
    ) + table(row("甲"), name="说明")
    document = opened(ods(sheets))
    assert document.shape is FileKind.ODS
    found = {cell.text: cell for cell in document.cells}
    basis = found[f"{BASIS}\n第二款"]
    assert (basis.address, basis.row, basis.column) == ("Sheet1!E5", "7", "设定依据")
    assert basis.item_name == "登记"
    assert found["甲"].address == "说明!A1"
    assert addresses(document) == [
        *("Sheet1!A1", "Sheet1!A4", "Sheet1!B4", "Sheet1!E4"),
        *("Sheet1!A5", "Sheet1!B5", "Sheet1!E5", "说明!A1"),
    ]


def test_cell_shows_its_text_and_without_one_its_value() -> None:
    shown = cell("2024年6月", 'office:value-type="date" office:date-value="2024-06-01"')
    bare = '<table:table-cell office:value-type="float" office:value="7"/>'
    said = "<office:annotation><text:p>批注</text:p></office:annotation>"
    remark = f"<table:table-cell>{said}<text:p>甲</text:p></table:table-cell>"
    assert source_of(ods(table(row(shown, bare, remark))), "a.ods") == "2024年6月\n7\n甲"


def test_cell_over_rows_ends_where_it_ends_though_rows_in_it_are_empty() -> None:
    sheet = table(
        row("序号", "事项名称", "设定依据"),
        row(cell("1", 'table:number-rows-spanned="3"'), "登记", BASIS),
        row(COVERED),
        row(COVERED, "变更", "乙"),
        row("2", "注销", "丙"),
    )
    rows = {cell.text: cell.row for cell in opened(ods(sheet)).cells}
    assert (rows["变更"], rows["注销"], rows["丙"]) == ("1", "2", "2")


def test_hidden_sheets_rows_and_columns_are_read_and_said() -> None:
    styles = (
        '<style:style style:name="ta1"><style:table-properties table:display="false"/>'
        "</style:style>"
    )
    columns = (
        '<table:table-column/><table:table-column table:visibility="collapse" '
        'table:number-columns-repeated="1000"/>'
    )
    hidden = 'table:visibility="filter"'
    sheets = table(columns, row("甲", "乙"), row("丙", attributes=hidden)) + table(
        row("丁"), name="旧", attributes='table:style-name="ta1"'
    )
    document = opened(ods(sheets, styles=styles))
    assert document.source == "甲\n乙\n丙\n丁"
    said = notes(document)
    assert "隐藏的工作表（旧）也作了检查" in said
    assert "隐藏或者被筛选掉的行有 1 行" in said
    assert "隐藏的列有 1 列" in said


def test_repeated_cells_and_rows_of_a_workbook_are_bounded() -> None:
    bomb = row(
        cell("甲", 'table:number-columns-repeated="16384"'),
        attributes='table:number-rows-repeated="1048576"',
    )
    assert len(opened(ods(table(bomb))).units) <= 20_000


# ---------------------------------------------------------------- what cannot be read


@pytest.mark.parametrize("name", ["清单.odt", "清单"])
def test_password_is_said(name: str) -> None:
    with pytest.raises(ReadError, match="文件有密码"):
        read_bytes(odt("<text:p>甲</text:p>", secret=True), name)


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(package("text", {}), id="no content"),
        pytest.param(package("text", {"content.xml": "<a>"}), id="broken"),
        pytest.param(package("text", {"content.xml": "<a/>"}), id="something else"),
        pytest.param(package("spreadsheet", {"content.xml": "<a/>"}), id="no workbook"),
        pytest.param(odt("<text:span>" * 600), id="endless"),
    ],
)
def test_damaged_package_is_refused(data: bytes) -> None:
    with pytest.raises(ReadError, match="文件不完整或者已损坏"):
        read_bytes(data, "清单")


def test_text_as_deep_as_may_be_is_read() -> None:
    spans = 500
    data = odt(f"<text:p>{'<text:span>' * spans}甲{'</text:span>' * spans}</text:p>")
    assert source_of(data, "清单") == "甲"


def test_name_of_the_other_kind_is_said() -> None:
    with pytest.raises(ReadError, match=r"扩展名是 \.ods，内容却是 ODT 文件"):
        read_bytes(odt("<text:p>甲</text:p>"), "清单.ods")


def test_slides_are_no_list() -> None:
    with pytest.raises(ReadError, match="没有见过的格式"):
        read_bytes(package("presentation", {"content.xml": "<a/>"}), "清单")


def test_opendocument_is_read_only() -> None:
    for data in (odt("<text:p>甲</text:p>"), ods(table(row("甲")))):
        form = format_of(data, "清单")
        assert (form.rewrite, form.annotate) == (None, None)


def test_package_is_told_by_its_bytes_whatever_its_name() -> None:
    data = odt("<text:p>甲</text:p>")
    assert zipfile.is_zipfile(BytesIO(data))
    assert read_bytes(data, "/dev/stdin").shape is FileKind.ODT
