"""Lists as web pages: of governments, saved by browsers, written by Word and Excel."""

import pytest

from citelaw.errors import ReadError
from citelaw.model import Document, Section, Shape
from citelaw.readers import read_bytes, read_text

HEAD = "<tr><td>序号</td><td>事项名称</td><td>设定依据</td></tr>"
BASIS = "《中华人民共和国社会保险法》"

PAGE = f"""<!DOCTYPE html>
<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312">
<title>某某市医疗保障局权责清单（2024年6月）</title>
<meta name="keywords" content="{BASIS}第五十七条">
<script>if (1 < 2) document.write("<table><tr><td>脚本</td></tr></table>")</script>
<style>td {{ color: red }} /* <td> */</style>
<!--[if lt IE 9]><script src="x.js"></script><table><tr><td>旧</td></tr></table><![endif]-->
</head><body>
<nav><ul><li><a href="/">首页</a></li><li>政务公开</li></ul></nav>
<form><select><option>全站</select><input value="《甲法》第五条"><button>搜索</button></form>
<table width="1000"><tr><td><table><tr><td>栏目</td></tr><tr><td>通知公告</td></tr></table></td>
<td><h1>权责清单</h1>
<table border=1>
<thead><tr><th rowspan=2>序号</th><th rowspan=2>事项名称</th><th colspan="2">设定依据</th>
<th rowspan=2>责任事项</th></tr><tr><th>法律名称</th><th>条款内容</th></tr></thead>
<tbody><tr><td>1</td><td>登记</td><td>{BASIS}</td>
<td>第五十七条<br>&ldquo;三十日内&rdquo;<BR/>第五十八条</td><td rowspan='2'>受理</td></tr>
<tr><td>2</td><td>变更</td><td>{BASIS}</td><td>第五十七条&emsp;第二款</td></tr></tbody></table>
<div>附件：<a href="a.doc">清单</a></div></td></tr></table>
<footer>版权所有 &copy; 某某市<img src="x" alt="《乙法》"><svg><path d="M0"/></svg></footer>
</body></html>
"""


def fields(document: Document) -> dict[str, tuple[str, str, Section]]:
    return {
        cell.text: (cell.row, cell.column, cell.section)
        for cell in document.cells
        if not cell.prose
    }


def text_of(cell: str) -> str:
    """Return the text of the last cell of a table that holds ``cell``."""
    page = f"<html><body><table>{HEAD}<tr><td>1</td><td>登记</td><td>{cell}</td></tr></table>"
    return read_text(page).cells[-1].text


def test_table_of_a_government_page_is_read_out_of_its_layout() -> None:
    document = read_bytes(PAGE.encode("gbk"), "清单.html")
    assert (document.shape, document.encoding) == (Shape.HTML, "gb18030")
    found = fields(document)
    assert found["第五十七条\n“三十日内”\n第五十八条"] == ("1", "条款内容", Section.BASIS)
    assert found["第五十七条\u2003第二款"] == ("2", "条款内容", Section.BASIS)
    assert found["受理"] == ("1", "责任事项", Section.DUTY)
    assert document.list_date is not None


def test_words_of_a_second_head_row_speak_for_the_section_above_them() -> None:
    page = (
        "<html><table><tr><th rowspan=3>序号<th rowspan=3>事项名称<th colspan=3>设定依据"
        "<th colspan=2>责任事项<th colspan=2>追责<tr><th colspan=2>法律法规<th rowspan=2>其他"
        "<th rowspan=2>内容<th rowspan=2>依据<th rowspan=2>情形<th rowspan=2>依据"
        "<tr><th>名称<th>条款号数<tr>"
        + "".join(f"<td>{one}" for one in "1甲乙丙丁戊己庚辛")
        + "</table>"
    )
    found = fields(read_text(page))
    assert [(column, section) for _, column, section in found.values()] == [
        ("序号", Section.OTHER),
        ("事项名称", Section.OTHER),
        ("名称", Section.BASIS),
        ("条款号数", Section.BASIS),
        ("其他", Section.BASIS),
        ("内容", Section.DUTY),
        ("依据", Section.DUTY_BASIS),
        ("情形", Section.ACCOUNTABILITY),
        ("依据", Section.ACCOUNTABILITY_BASIS),
    ]


def test_what_stands_round_the_table_is_prose_without_markup() -> None:
    document = read_text(PAGE)
    around = "\n".join(cell.text for cell in document.cells if cell.prose)
    assert "首页\n政务公开\n全站\n搜索" in around
    assert "附件：清单" in around
    assert "版权所有 © 某某市" in around
    for hidden in ("<", "脚本", "旧", "甲法", "乙法", "color"):
        assert hidden not in around


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le"])
def test_page_says_another_encoding_than_it_has(encoding: str) -> None:
    document = read_bytes(PAGE.encode(encoding), "清单.html")
    assert fields(document)["变更"] == ("2", "事项名称", Section.OTHER)


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        pytest.param("<p class=MsoNormal>甲<o:p></o:p></p>", "甲", id="office tag"),
        pytest.param(
            '甲<st1:personname w:st="on">乙</st1:personname><v:shape id=a><v:imagedata/></v:shape>',
            "甲乙",
            id="smart tag, drawing",
        ),
        pytest.param("<![if !supportLists]>（一）<![endif]>甲", "（一）甲", id="number of a list"),
        pytest.param("<!--[if !supportLists]-->1.<!--[endif]-->甲", "1.甲", id="the same, newer"),
        pytest.param("甲<!--[if supportFields]>域<![endif]-->乙", "甲乙", id="field code"),
        pytest.param(
            "甲<![if !supportFootnotes]>[1]<![endif]>乙<![if !supportAnnotations]>[张1]<![endif]>",
            "甲乙",
            id="marks of footnotes and remarks",
        ),
        pytest.param("第<del cite=x>五</del><ins cite=x>六</ins>条", "第六条", id="tracked change"),
        pytest.param("甲<xml><o:OfficeDocumentSettings/>乙</xml>丙", "甲丙", id="data of Office"),
        pytest.param("甲<span style='mso-spacerun:yes'>&nbsp; </span>乙", "甲\xa0 乙", id="spaces"),
        pytest.param(f'甲<img src="data:image/png;base64,{"A" * 9000}">乙', "甲乙", id="picture"),
        pytest.param("甲<br>\n    乙", "甲\n乙", id="line of Excel"),
        pytest.param("《甲<乙>丙》第<5条", "《甲<乙>丙》第<5条", id="angle brackets"),
    ],
)
def test_cell_written_by_word_or_excel_is_cleaned(cell: str, text: str) -> None:
    assert text_of(cell) == text


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        pytest.param("社会\n  保险", "社会保险", id="in a word"),
        pytest.param("社会\r\n\t保险", "社会保险", id="of Windows"),
        pytest.param("社会 \n保险", "社会保险", id="blank before it"),
        pytest.param("《甲法》第五十\n  七条", "《甲法》第五十七条", id="in a place"),
        pytest.param("责令改正。\n处罚", "责令改正。\n处罚", id="after a sentence"),
        pytest.param("第五条\n第六条", "第五条\n第六条", id="before another article"),
        pytest.param("第五条\r\n  第六条", "第五条\n  第六条", id="indented"),
        pytest.param("依照本法\n二、受理", "依照本法\n二、受理", id="before a number"),
        pytest.param("甲<br>乙<p>丙</p>", "甲\n乙\n丙", id="breaks"),
    ],
)
def test_line_of_the_source_that_ends_in_a_sentence_ends_no_line(cell: str, text: str) -> None:
    assert text_of(cell) == text


def test_line_ends_of_other_layouts_stay() -> None:
    assert read_text("社会\n保险").cells[0].text == "社会\n保险"


def test_workbook_saved_as_a_web_page_is_a_table() -> None:
    page = f"""<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head>
<style><!--table {{mso-displayed-decimal-separator:"\\.";}}--></style>
<!--[if gte mso 9]><xml><x:ExcelWorkbook><x:Name>清单</x:Name></x:ExcelWorkbook></xml><![endif]-->
</head><body><table x:str border=0><col width=72 span=3>
<tr height=18><td colspan=3 x:str="权责清单　">权责清单</td></tr>{HEAD}
<tr style='display:none'><td x:num>1</td><td>登记</td><td>{BASIS}第五十七条</td></tr>
<![if supportMisalignedColumns]><tr height=0><td width=72></td></tr><![endif]></table></html>"""
    document = read_text(page)
    assert [cell.text for cell in document.cells if cell.prose] == ["权责清单"]
    assert fields(document)[f"{BASIS}第五十七条"] == ("1", "设定依据", Section.BASIS)


def test_page_of_frames_says_where_the_tables_are() -> None:
    frames = '<html><frameset rows="*,39"><frame src="清单.files/sheet001.htm"></frameset></html>'
    assert ".files 文件夹" in read_text(frames).notes[0].chinese
    assert not read_text(PAGE).notes


@pytest.mark.parametrize("name", ["清单.mht", "清单.doc", "清单.html"])
def test_web_archive_is_refused_with_what_to_do(name: str) -> None:
    archive = (
        b"From: <Saved by Blink>\r\nSubject: =?utf-8?Q?=E6=B8=85?=\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/related; boundary="b"\r\n\r\n--b\r\nContent-Type: text/html\r\n'
    )
    with pytest.raises(ReadError, match=r"MHTML.*另存为网页"):
        read_bytes(archive, name)
