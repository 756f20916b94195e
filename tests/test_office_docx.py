"""Word documents: is what they show read, changed and remarked on at the right places?"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence

import docx
import pytest
from docx_files import (
    MACROS,
    STRICT,
    TEMPLATE,
    anchored,
    box,
    cell,
    comments,
    deleted,
    document,
    field,
    inserted,
    note,
    notes,
    numbered,
    numbering,
    paragraph,
    part,
    parts,
    row,
    run,
    table,
    zipped,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from citelaw.errors import FixError, ReadError
from citelaw.fixing._edits import apply
from citelaw.model import Edit, FileKind, Section, Severity
from citelaw.office import Grid, Opened, Passage, Remark, Table, format_of
from citelaw.office.docx import FORMAT
from citelaw.readers import read_bytes
from citelaw.span import Span

LAW = "《中华人民共和国青禾保险法》第三条"
TABLE = Table(head=(), places=0, answer=0, answers=())


def opened(data: bytes) -> Opened:
    assert format_of(data, "清单.docx") is FORMAT
    return FORMAT.open(data, "清单.docx")


def shown(*body: str, **sides: str) -> str:
    return opened(document(*body, sides=sides)).source


def addresses(found: Opened) -> dict[str, str]:
    return {unit.address: found.source[unit.start : unit.end] for unit in found.units}


def rewritten(data: bytes, *edits: Edit) -> bytes:
    assert FORMAT.rewrite is not None
    return FORMAT.rewrite(data, "清单.docx", edits)


def annotated(data: bytes, *remarks: Remark) -> bytes:
    assert FORMAT.annotate is not None
    return FORMAT.annotate(data, "清单.docx", remarks, TABLE)


def remark(
    source: str, words: str, *edits: Edit, severity: Severity = Severity.ERROR, nth: int = 1
) -> Remark:
    start = -1
    for _ in range(nth):
        start = source.index(words, start + 1)
    return Remark(Span(start, start + len(words)), severity, f"说{words}", edits)


def replace(source: str, words: str, by: str) -> Edit:
    start = source.index(words)
    return Edit(Span(start, start + len(words)), by)


# ---------------------------------------------------------------- what is text


@pytest.mark.parametrize(
    ("content", "text"),
    [
        pytest.param(run("《合同") + run("法》", "<w:b/>"), "《合同法》", id="word-over-runs"),
        pytest.param(run("甲") + "<w:r><w:tab/><w:t>乙</w:t></w:r>", "甲\t乙", id="tab"),
        pytest.param("<w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t></w:r>", "甲\n乙", id="line-break"),
        pytest.param("<w:r><w:t>甲</w:t><w:cr/></w:r>", "甲\n", id="carriage-return"),
        pytest.param("<w:r><w:noBreakHyphen/></w:r>", "-", id="hyphen-that-does-not-break"),
        pytest.param("<w:r><w:t>甲</w:t><w:softHyphen/></w:r>", "甲", id="soft-hyphen"),
        pytest.param("<w:r><w:t> 甲 </w:t></w:r>", "甲", id="white-space-that-is-not-kept"),
        pytest.param(run(" 甲 "), " 甲 ", id="white-space-that-is-kept"),
        pytest.param('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>', "☑", id="ticked-box"),
        pytest.param('<w:r><w:sym w:font="Times" w:char="00A7"/></w:r>', "§", id="symbol"),
        pytest.param('<w:r><w:sym w:font="Webdings" w:char="x"/></w:r>', "", id="bad-symbol"),
        pytest.param("<m:oMath><m:r><m:rPr/><m:t>a+b</m:t></m:r></m:oMath>", "a+b", id="formula"),
        pytest.param(inserted("甲") + "<w:r><w:t>乙</w:t></w:r>", "甲乙", id="insertion"),
        pytest.param(run("甲") + deleted("乙"), "甲", id="deletion"),
        pytest.param(
            f"<w:moveFrom>{run('旧')}</w:moveFrom><w:moveTo>{run('新')}</w:moveTo>", "新", id="move"
        ),
        pytest.param(
            f'<w:ins w:author="甲">{deleted("乙")}{run("丙")}</w:ins>',
            "丙",
            id="deletion-in-insertion",
        ),
        pytest.param(
            f'<w:hyperlink r:id="x">{run("《合同")}</w:hyperlink>{run("法》")}',
            "《合同法》",
            id="hyperlink",
        ),
        pytest.param(
            f"<w:smartTag><w:smartTagPr/><w:sdt><w:sdtPr/><w:sdtContent>{run('甲')}</w:sdtContent>"
            "</w:sdt></w:smartTag>",
            "甲",
            id="control-in-smart-tag",
        ),
        pytest.param(field("HYPERLINK x", "甲"), "甲", id="complex-field"),
        pytest.param(
            field("IF", "甲").replace("<w:instrText>", f"{field('REF', '乙')}<w:instrText>"),
            "甲",
            id="field-inside-an-instruction",
        ),
        pytest.param(
            f'<w:fldSimple w:instr="REF 甲">{run("乙")}</w:fldSimple>', "乙", id="simple-field"
        ),
        pytest.param(
            f'{field("PAGE", "7")}<w:fldSimple w:instr=" NUMPAGES ">{run("9")}</w:fldSimple>',
            "",
            id="page-numbers",
        ),
        pytest.param(
            f"<w:r><w:ruby><w:rubyPr/><w:rt>{run('pin')}</w:rt><w:rubyBase>{run('拼')}"
            "</w:rubyBase></w:ruby></w:r>",
            "拼",
            id="ruby",
        ),
        pytest.param(
            '<w:commentRangeStart w:id="1"/><w:r><w:t>甲</w:t></w:r><w:commentRangeEnd w:id="1"/>'
            '<w:r><w:commentReference w:id="1"/></w:r>',
            "甲",
            id="comment-of-another",
        ),
        pytest.param(run("隐", "<w:vanish/>"), "隐", id="hidden"),
        pytest.param(run("甲") + note(1), "甲", id="footnote-mark-without-footnotes"),
        pytest.param(
            f'<mc:AlternateContent><mc:Choice Requires="x">{run("甲")}</mc:Choice><mc:Fallback>'
            f"{run('乙')}</mc:Fallback></mc:AlternateContent>",
            "甲",
            id="one-of-two-branches",
        ),
        pytest.param(run("𠮷😀&<"), "𠮷😀&<", id="far-characters-and-escapes"),
    ],
)
def test_paragraph_shows_its_visible_text(content: str, text: str) -> None:
    assert shown(paragraph(content)) == text


def test_paragraphs_are_lines_and_empty_ones_too() -> None:
    found = opened(document("甲", "<w:p/>", "乙"))
    assert found.source == "甲\n\n乙"
    assert addresses(found) == {"第1段": "甲", "第2段": "", "第3段": "乙"}
    assert found.blocks == (Passage(0, 4, "第1段"),)


def test_paragraph_whose_end_is_deleted_goes_on_with_the_next() -> None:
    mark = '<w:rPr><w:del w:id="1" w:author="张三"/></w:rPr>'
    found = opened(document(paragraph("《合同", properties=mark), paragraph("法》"), "乙"))
    assert found.source == "《合同法》\n乙"
    assert [unit.address for unit in found.units] == ["第1段", "第2段"]


def test_deleted_end_does_not_join_over_the_edge_of_a_cell() -> None:
    mark = '<w:rPr><w:del w:id="1" w:author="张三"/></w:rPr>'
    first = cell(paragraph("甲", properties=mark))
    assert shown(table(row(first, "乙"))) == "甲\n乙"


def test_text_of_a_text_box_is_read_once_and_after_its_paragraph() -> None:
    found = opened(document(paragraph("甲", box("盒一", "盒二"), "乙"), "丙"))
    assert found.source == "甲乙\n盒一\n盒二\n丙"
    assert list(addresses(found)) == ["第1段", "文本框1", "文本框1 第2段", "第2段"]
    assert [block[:2] for block in found.blocks] == [(0, 2), (3, 8), (9, 10)]


def test_footnotes_and_endnotes_follow_in_the_order_of_their_marks() -> None:
    data = document(
        paragraph("甲", note(2), note(1)),
        paragraph(
            "乙", note(1, "endnote"), deleted("丙").replace("</w:del>", f"{note(3)}</w:del>")
        ),
        sides={
            "footnotes": notes("footnote", "注一", "注二", "注三"),
            "endnotes": notes("endnote", "尾"),
        },
    )
    found = opened(data)
    assert found.source == "甲\n乙\n注二\n注一\n尾"
    assert list(addresses(found))[2:] == ["脚注1", "脚注2", "尾注1"]
    assert [block[2] for block in found.blocks] == ["第1段", "脚注1", "脚注2", "尾注1"]


def test_header_is_read_once_without_page_numbers() -> None:
    section = '<w:sectPr><w:headerReference r:id="r0"/><w:footerReference r:id="r1"/></w:sectPr>'
    found = opened(
        document(
            paragraph("甲", properties=section),
            section,
            sides={"header": paragraph("清单 2024年版"), "footer": paragraph(field("PAGE", "1"))},
        )
    )
    assert found.source.startswith("甲\n清单 2024年版")
    assert addresses(found)["页眉"] == "清单 2024年版"


# ---------------------------------------------------------------- tables

HEAD = row("序号", "事项名称", "设定依据", "责任事项")


def test_table_gives_cells_with_addresses_items_and_sections() -> None:
    rows = row("1", "稽核", cell("依据如下", LAW), "检查")
    data = document("清单", table(row("甲", "乙")), "附表", table(HEAD, rows))
    read = read_bytes(data, "清单.docx")
    assert read.shape is FileKind.DOCX
    (basis,) = (one for one in read.cells if LAW in one.text)
    assert (basis.row, basis.item_name, basis.section) == ("1", "稽核", Section.BASIS)
    assert basis.address == "表2 第2行第3列"
    at = read.source.index(LAW)
    (unit,) = (unit for unit in read.units if unit.start <= at < unit.end)
    assert unit.address == "表2 第2行第3列 段2"


def test_merged_cells_reach_over_rows_and_columns() -> None:
    start, goes_on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    found = opened(
        document(
            table(
                row(cell("甲", properties='<w:gridSpan w:val="2"/>'), "乙"),
                row(cell("1", properties=start), "丙", "丁"),
                row(cell("看不见", properties=goes_on), "戊", "己"),
                row("庚", properties='<w:gridBefore w:val="2"/>'),
            )
        )
    )
    assert "看不见" not in found.source
    (grid,) = found.blocks
    assert isinstance(grid, Grid)
    places = [
        (found.source[one.start : one.end], one.column, one.rows, one.columns)
        for line in grid.rows
        for one in line.fields
    ]
    assert places == [
        ("甲", 0, 1, 2),
        ("乙", 2, 1, 1),
        ("1", 0, 2, 1),
        ("丙", 1, 1, 1),
        ("丁", 2, 1, 1),
        ("戊", 1, 1, 1),
        ("己", 2, 1, 1),
        ("庚", 2, 1, 1),
    ]
    assert [one.address for one in grid.rows[2].fields] == ["表1 第3行第2列", "表1 第3行第3列"]


def test_row_merged_from_edge_to_edge_is_prose() -> None:
    across = '<w:gridSpan w:val="4"/>'
    long = "说明：本清单所列事项，依照" + LAW + "编制；" + "由本局负责解释。" * 8
    note = row(cell(long, properties=across))
    data = document(table(HEAD, row("1", "稽核", LAW, "检查"), note, row("", "", LAW, "")))
    cells = read_bytes(data, "清单.docx").cells
    assert [one.prose for one in cells if LAW in one.text] == [False, True, False]
    assert [one.row for one in cells if LAW in one.text] == ["1", "", ""]


def test_merge_that_nothing_begins_shows_its_text() -> None:
    assert shown(table(row(cell("甲", properties="<w:vMerge/>")))) == "甲"


def test_cells_merged_the_old_way_are_one() -> None:
    first = cell("甲", properties='<w:hMerge w:val="restart"/>')
    (grid,) = opened(document(table(row(first, cell("", properties="<w:hMerge/>"), "乙")))).blocks
    assert isinstance(grid, Grid)
    assert [(one.column, one.columns) for one in grid.rows[0].fields] == [(0, 2), (2, 1)]


def test_rows_and_cells_in_content_controls_are_read() -> None:
    def control(content: str) -> str:
        return f"<w:sdt><w:sdtPr/><w:sdtContent>{content}</w:sdtContent></w:sdt>"

    rows = control(row(control(cell("甲")), "乙"))
    found = opened(document(control(table(rows, row("丙", control(control(cell("丁"))))))))
    assert found.source == "甲\n乙\n丙\n丁"


def test_deleted_row_is_passed_over_and_head_rows_are_known() -> None:
    head = HEAD.replace("<w:tr>", "<w:tr><w:trPr><w:tblHeader/></w:trPr>", 1)
    gone = row("旧", properties='<w:del w:id="3" w:author="张三"/>')
    found = opened(document(table(head, gone, row("1", "甲", LAW, "乙"))))
    assert "旧" not in found.source
    (grid,) = found.blocks
    assert isinstance(grid, Grid)
    assert [line.head for line in grid.rows] == [True, False]
    assert grid.rows[1].fields[0].address == "表1 第2行第1列"


def test_nested_table_stands_inside_its_cell() -> None:
    inner = table(row("内一", "内二"))
    data = document(table(HEAD, row("1", "稽核", cell("前", inner, "后"), "检查")))
    found = opened(data)
    (grid,) = found.blocks
    assert isinstance(grid, Grid)
    field_ = grid.rows[1].fields[2]
    assert found.source[field_.start : field_.end] == "前\n内一\n内二\n后"
    ((nested,),) = [one.rows for one in field_.inner]
    assert [found.source[one.start : one.end] for one in nested.fields] == ["内一", "内二"]
    assert nested.fields[1].address == "表1 第2行第3列 内表1 第1行第2列"
    assert "前" in [one.text for one in read_bytes(data, "清单.docx").cells]


def test_table_in_a_text_box_is_a_table() -> None:
    found = opened(document(paragraph("甲", box(table(row("乙", "丙"))))))
    assert [type(block) for block in found.blocks] == [Passage, Grid]
    assert addresses(found)["文本框1 表1 第1行第2列 段1"] == "丙"


def test_head_that_is_typed_again_on_each_page_is_no_row() -> None:
    rows = [row(str(number), f"事{number}", LAW, "检查") for number in (1, 2)]
    read = read_bytes(document(table(HEAD, rows[0], HEAD, rows[1])), "清单.docx")
    assert [one.row for one in read.cells if one.text == LAW] == ["1", "2"]
    assert not [one for one in read.cells if one.text == "设定依据"]


# ---------------------------------------------------------------- automatic numbers


def test_column_of_automatic_numbers_numbers_the_items() -> None:
    def line(name: str) -> str:
        return row(cell(paragraph(properties=numbered())), name, LAW, "检查")

    data = document(
        table(HEAD, line("甲"), line("乙")), sides={"numbering": numbering(("decimal", "%1"))}
    )
    read = read_bytes(data, "清单.docx")
    assert [(one.row, one.item_name) for one in read.cells if one.text == LAW] == [
        ("1", "甲"),
        ("2", "乙"),
    ]


@pytest.mark.parametrize(
    ("form", "text", "start", "labels"),
    [
        ("decimal", "%1.", 1, ["1.", "2."]),
        ("chineseCountingThousand", "%1、", 10, ["十、", "十一、"]),
        ("chineseCounting", "（%1）", 1, ["（一）", "（二）"]),
        ("decimalEnclosedCircle", "%1", 1, ["①", "②"]),
        ("decimalZero", "%1", 9, ["09", "10"]),
        ("lowerRoman", "%1)", 4, ["iv)", "v)"]),
        ("upperLetter", "%1", 26, ["Z", "AA"]),
        ("ideographTraditional", "%1", 1, ["甲", "乙"]),
        ("decimalFullWidth", "%1", 9, ["９", "１０"]),
        ("bullet", "●", 1, ["", ""]),
        ("someNewKind", "%1", 3, ["3", "4"]),
    ],
)
def test_automatic_number_is_printed_as_word_does(
    form: str, text: str, start: int, labels: list[str]
) -> None:
    listed = [paragraph("。", properties=numbered()) for _ in labels]
    source = shown(*listed, numbering=numbering((form, text), start=start))
    assert source.split("\n") == [f"{label}。" for label in labels]


def test_lower_levels_begin_anew_and_name_those_above() -> None:
    levels = numbering(("chineseCounting", "%1、"), ("decimal", "%1.%2"))
    depths = [0, 1, 1, 0, 1]
    listed = [paragraph("。", properties=numbered(depth)) for depth in depths]
    assert shown(*listed, numbering=levels).split("\n") == [
        "一、。",
        "一.1。",
        "一.2。",
        "二、。",
        "二.1。",
    ]


def test_number_of_a_style_counts() -> None:
    styles = (
        f'<w:style w:styleId="甲"><w:pPr>{numbered()}</w:pPr></w:style>'
        '<w:style w:styleId="乙"><w:basedOn w:val="甲"/></w:style>'
    )
    source = shown(
        paragraph("。", properties='<w:pStyle w:val="乙"/>'),
        paragraph("。", properties=f'<w:pStyle w:val="乙"/>{numbered(number=0)}'),
        styles=styles,
        numbering=numbering(("decimal", "%1")),
    )
    assert source == "1。\n。"


# ---------------------------------------------------------------- what is said


def test_reader_says_what_was_not_read_and_what_was_hidden() -> None:
    picture = "<w:r><w:drawing><a:blip/></w:drawing></w:r>"
    found = opened(
        document(
            paragraph(run("隐", "<w:vanish/>"), picture, deleted("旧"), inserted("新")),
            paragraph("<w:r><w:object/></w:r>", box("盒")),
        )
    )
    assert [note_.chinese for note_ in found.notes] == [
        "有 2 处图片或者嵌入的对象，其中的文字没有检查。",
        "修订中删除的内容有 1 处，没有检查；插入的内容按已经接受检查。",
        "隐藏的文字或者表格行有 1 处，也作了检查。",
    ]


def test_plain_document_needs_no_words() -> None:
    assert opened(document("甲")).notes == ()


# ---------------------------------------------------------------- kinds of packages


def test_document_is_found_wherever_it_is() -> None:
    data = document("甲", main="some/other.xml")
    assert opened(data).source == "甲"
    assert opened(rewritten(data, Edit(Span(0, 1), "乙"))).source == "乙"
    assert comments(annotated(data, remark("甲", "甲"))) == {"0": ("citelaw", "说甲")}


@pytest.mark.parametrize("options", [{"content_type": TEMPLATE}, {"namespace": STRICT}])
def test_templates_and_strict_documents_are_word_documents(options: dict[str, str]) -> None:
    assert opened(document("甲", **options)).source == "甲"  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(document("甲", content_type=MACROS), id="by-its-type"),
        pytest.param(document("甲", extra={"word/vbaProject.bin": b""}), id="by-its-program"),
    ],
)
def test_document_with_macros_is_refused_and_says_so(data: bytes) -> None:
    with pytest.raises(ReadError, match=r"含宏.*另存为 \.docx"):
        opened(data)


def test_other_packages_are_not_word_documents() -> None:
    assert not FORMAT.claims(zipped({"mimetype": b"x"}), "甲")
    assert not FORMAT.claims(b"%PDF-1.4", "甲")


@pytest.mark.parametrize(
    "xml",
    [
        pytest.param(b"<w:document", id="cut-off"),
        pytest.param(b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>', id="entities"),
        pytest.param(b"<x/>", id="no-body"),
        pytest.param(b"<a>" * 600 + b"</a>" * 600, id="deep"),
    ],
)
def test_damaged_document_is_refused(xml: bytes) -> None:
    held = parts(document("甲"))
    with pytest.raises(ReadError):
        opened(zipped({**held, "word/document.xml": xml}))


def test_document_in_a_default_namespace_is_read_and_annotated() -> None:
    held = parts(document("甲", sides={"comments": OTHERS}))
    xml = held["word/document.xml"].replace(b"<w:", b"<").replace(b"</w:", b"</")
    data = zipped({**held, "word/document.xml": xml.replace(b"xmlns:w=", b"xmlns=")})
    after = annotated(data, remark("甲", "甲"))
    assert anchored(after) == {"5": "甲"}
    assert opened(rewritten(after, Edit(Span(0, 1), "乙"))).source == "乙"
    assert part(annotated(after)) == part(data)


def test_strict_document_gets_strict_comments() -> None:
    after = annotated(document("甲", namespace=STRICT), remark("甲", "甲"))
    assert STRICT.encode() in part(after, "word/comments.xml")
    relations = part(after, "word/_rels/document.xml.rels")
    assert b"http://purl.oclc.org/ooxml/officeDocument/relationships/comments" in relations
    assert opened(annotated(after)).source == "甲"


# ---------------------------------------------------------------- edits


def test_correction_over_runs_takes_the_look_of_the_first() -> None:
    body = paragraph(run("依据《民法", "<w:b/>"), run("通则》", "<w:i/>"), run("。"))
    data = document(body)
    after = rewritten(data, replace(opened(data).source, "《民法通则》", "《民法典》"))
    assert opened(after).source == "依据《民法典》。"
    bold = '<w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">依据《民法典》</w:t></w:r>'
    assert bold.encode() in part(after)
    assert {name: data_ for name, data_ in parts(after).items() if "document" not in name} == {
        name: data_ for name, data_ in parts(data).items() if "document" not in name
    }


@pytest.mark.parametrize(
    ("content", "words", "by"),
    [
        pytest.param(run("甲") + inserted("乙") + run("丙"), "乙丙", "丁", id="insertion"),
        pytest.param(run("甲") + deleted("删") + run("乙"), "甲乙", "丁", id="deletion-between"),
        pytest.param("<w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t></w:r>", "甲\n乙", "丙", id="break"),
        pytest.param(run("甲乙"), "甲乙", "甲\n\t乙", id="break-put-in"),
        pytest.param("<w:r><w:t>甲</w:t><w:tab/></w:r>", "\t", " ", id="tab"),
        pytest.param("<w:r><w:t>甲</w:t></w:r>", "甲", " 甲 ", id="white-space"),
        pytest.param("<m:oMath><m:r><m:t>甲</m:t></m:r></m:oMath>", "甲", "乙<", id="formula"),
        pytest.param(field("REF", "甲"), "甲", "乙", id="field"),
    ],
)
def test_correction_is_in_the_text_read_again(content: str, words: str, by: str) -> None:
    data = document(paragraph(content))
    source = opened(data).source
    edit = replace(source, words, by)
    assert opened(rewritten(data, edit)).source == apply(source, [edit])


def test_correction_in_a_text_box_is_made_for_old_programs_too() -> None:
    data = document(paragraph("附", box("据《民法通则》。")))
    after = rewritten(data, replace(opened(data).source, "民法通则", "民法典"))
    assert part(after).decode().count("据《民法典》。") == 2
    assert opened(after).source == "附\n据《民法典》。"


def test_correction_over_paragraphs_keeps_them_apart() -> None:
    data = document("《民法", "通则》")
    after = rewritten(data, Edit(Span(0, 7), "《民\n法典》"))
    assert [unit.address for unit in opened(after).units] == ["第1段", "第2段"]
    assert opened(after).source == "《民\n法典》"


@pytest.mark.parametrize(
    ("edit", "where"),
    [
        pytest.param(Edit(Span(3, 6), "丙"), "第1段", id="end-of-a-paragraph"),
        pytest.param(Edit(Span(0, 3), "二、甲"), "第1段", id="automatic-number"),
        pytest.param(Edit(Span(1, 1), "二"), "第1段", id="inside-an-automatic-number"),
        pytest.param(Edit(Span(2, 3), "\x01"), "第1段", id="character-that-no-xml-holds"),
    ],
)
def test_correction_of_what_is_no_text_is_refused(edit: Edit, where: str) -> None:
    body = [paragraph(text, properties=numbered()) for text in ("甲甲", "乙乙")]
    data = document(*body, sides={"numbering": numbering(("decimal", "%1、"))})
    assert opened(data).source == "1、甲甲\n2、乙乙"
    with pytest.raises(FixError, match=f"{where} 的修改"):
        rewritten(data, edit)


# ---------------------------------------------------------------- remarks


@pytest.mark.parametrize(
    ("body", "words"),
    [
        pytest.param(
            paragraph(run("据《民法", "<w:b/>"), run("通则》。")), "《民法通则》", id="runs"
        ),
        pytest.param(table(row("甲", cell("乙", "据《民法通则》。"))), "《民法通则》", id="cell"),
        pytest.param(
            paragraph("甲", inserted("《民法通则》"), "乙"), "《民法通则》", id="insertion"
        ),
        pytest.param(
            paragraph("《民", inserted("法通"), "则》"), "《民法通则》", id="over-insertion"
        ),
        pytest.param(paragraph("《民", deleted("商"), "法》"), "《民法》", id="over-deletion"),
        pytest.param(
            paragraph(f'<w:hyperlink r:id="x">{run("《民法")}</w:hyperlink>', "》。"),
            "《民法》",
            id="hyperlink",
        ),
        pytest.param(
            paragraph(f"<w:sdt><w:sdtPr/><w:sdtContent>{run('据《民法》')}</w:sdtContent></w:sdt>"),
            "《民法》",
            id="content-control",
        ),
        pytest.param(paragraph("据《民法") + paragraph("典》。"), "《民法\n典》", id="paragraphs"),
        pytest.param(
            paragraph("<w:r><w:t>《民</w:t><w:br/><w:t>法》。</w:t></w:r>"),
            "《民\n法》",
            id="break",
        ),
        pytest.param(paragraph("甲", field("REF", "乙《民法》")), "《民法》", id="field"),
    ],
)
def test_comment_stands_at_exactly_the_words(body: str, words: str) -> None:
    data = document(body)
    source = opened(data).source
    after = annotated(data, remark(source, words))
    assert list(anchored(after).values()) == [words]
    assert list(comments(after).values()) == [("citelaw", f"说{words}")]
    assert opened(after).source == source
    assert opened(after).units == opened(data).units


def test_copy_opens_in_a_library_with_comments_by_citelaw() -> None:
    data = document("据《民法通则》。")
    after = annotated(data, remark("据《民法通则》。", "《民法通则》"))
    (comment,) = docx.Document(io.BytesIO(after)).comments
    assert (comment.author, comment.initials, comment.text) == ("citelaw", "CL", "说《民法通则》")


def test_wave_is_coloured_by_severity_and_stands_in_its_place() -> None:
    data = document(paragraph(run("甲乙", '<w:b/><w:sz w:val="3"/><w:vertAlign w:val="x"/>')))
    remarks = [
        remark("甲乙", "甲", severity=Severity.INFO),
        remark("甲乙", "甲乙", severity=Severity.WARNING),
    ]
    xml = part(annotated(data, *remarks)).decode()
    (looks,) = set(re.findall("<w:rPr>.*?</w:rPr>", xml))
    assert re.search('<w:sz w:val="3"/><w:u w:val="wave" w:color="E36C0."/><w:vertAlign', looks)


def test_line_that_stood_under_the_words_stays() -> None:
    data = document(paragraph(run("甲", '<w:u w:val="double"/>')))
    xml = part(annotated(data, remark("甲", "甲")))
    assert b'<w:u w:val="double"/>' in xml
    assert b"wave" not in xml


def test_remarks_on_the_same_words_all_stand_there() -> None:
    data = document("据《民法通则》第三条。")
    source = opened(data).source
    remarks = [remark(source, words) for words in ("《民法通则》", "《民法通则》第三条", "》第")]
    after = annotated(data, *remarks, remarks[0])
    assert sorted(anchored(after).values()) == sorted(
        ["《民法通则》", "《民法通则》", "《民法通则》第三条", "》第"]
    )


def test_remark_without_words_stands_at_its_place() -> None:
    data = document("甲", "<w:p/>", table(row("乙", "")))
    after = annotated(data, *(Remark(Span(at, at), Severity.INFO, str(at)) for at in (0, 1, 2, 5)))
    assert set(anchored(after).values()) == {""}
    assert len(comments(after)) == 4


def test_remark_to_a_number_that_word_counts_stands_at_its_paragraph() -> None:
    data = document(
        paragraph("甲", properties=numbered()), sides={"numbering": numbering(("decimal", "%1、"))}
    )
    after = annotated(data, Remark(Span(0, 1), Severity.INFO, "号"))
    assert comments(after) == {"0": ("citelaw", "号")}
    assert opened(after).source == "1、甲"


def test_remarks_outside_the_body_stand_where_that_is_anchored() -> None:
    section = '<w:sectPr><w:headerReference r:id="r1"/></w:sectPr>'
    data = document(
        "首段",
        paragraph("甲", note(1), "乙", box("盒里《民法》")),
        section,
        sides={"footnotes": notes("footnote", "注《民法》"), "header": paragraph("眉《民法》")},
    )
    source = opened(data).source
    after = annotated(data, *(remark(source, "《民法》", nth=nth) for nth in (1, 2, 3)))
    said = [text for _, text in comments(after).values()]
    assert said == [
        "〔文本框1：“《民法》”〕说《民法》",
        "〔脚注1：“《民法》”〕说《民法》",
        "〔页眉：“《民法》”〕说《民法》",
    ]
    xml = part(after).decode()
    assert '<w:commentRangeStart w:id="1"/><w:r><w:footnoteReference' in xml
    assert '<w:p><w:commentRangeStart w:id="2"/><w:r><w:t xml:space="preserve">首段' in xml
    box_ = xml[xml.index("<w:txbxContent") :]
    assert "comment" not in box_[: box_.index("</w:txbxContent")]
    for name in ("word/document.xml", "word/footnotes.xml", "word/header1.xml"):
        assert b'w:val="wave"' in part(after, name)
    assert opened(after).source == source


def test_folder_with_a_name_that_xml_must_escape_gets_comments() -> None:
    usual = document(f"依据{LAW}", main="w/document.xml")
    data = zipped(
        {
            name.replace("w/", "甲&乙/"): content.replace(b'"w/', '"甲&amp;乙/'.encode()).replace(
                b'"/w/', '"/甲&amp;乙/'.encode()
            )
            for name, content in parts(usual).items()
        }
    )
    copy = annotated(data, remark(opened(data).source, LAW))
    assert "甲&乙/comments.xml" in parts(copy)
    assert opened(copy).source == f"依据{LAW}"


def test_lines_of_a_remark_are_paragraphs_of_its_comment() -> None:
    after = annotated(document("甲"), Remark(Span(0, 1), Severity.INFO, "一\n二"))
    assert part(after, "word/comments.xml").count(b"<w:p>") == 2
    assert comments(after)["0"][1] == "一\n二"


OTHERS = '<w:comment w:id="4" w:author="李四"><w:p><w:r><w:t>改</w:t></w:r></w:p></w:comment>'
OTHERS_MARKS = (
    '<w:commentRangeStart w:id="4"/>{}<w:commentRangeEnd w:id="4"/>'
    '<w:r><w:commentReference w:id="4"/></w:r>'
)


def test_comments_of_others_stay() -> None:
    body = paragraph(OTHERS_MARKS.format(run("据《民法》")), "。")
    data = document(body, sides={"comments": OTHERS})
    source = opened(data).source
    after = annotated(data, remark(source, "《民法》。"))
    assert comments(after) == {"4": ("李四", "改"), "5": ("citelaw", "说《民法》。")}
    assert anchored(after) == {"4": "据《民法》", "5": "《民法》。"}
    cleared = annotated(after)
    assert comments(cleared) == {"4": ("李四", "改")}
    assert part(cleared) == part(data)


def test_second_round_takes_the_place_of_the_first() -> None:
    data = document(
        paragraph(run("据《民法", "<w:b/>"), run("通则》。")),
        table(row("甲", cell(paragraph(run("乙丙丁", '<w:u w:val="single"/>'))))),
    )
    source = opened(data).source
    first = [remark(source, words) for words in ("《民法通则》", "丙")]
    second = [remark(source, words) for words in ("通则", "乙丙")]
    once = annotated(data, *first)
    assert part(annotated(once)) == part(data)
    assert part(annotated(once, *second)) == part(annotated(data, *second))
    assert annotated(once, *first) == once


# ---------------------------------------------------------------- proposed corrections


def corrected(data: bytes, words: str, by: str) -> bytes:
    source = opened(data).source
    return annotated(data, remark(source, words, replace(source, words, by)))


def accepted(data: bytes) -> bytes:
    """Return the copy after somebody accepted all that citelaw proposes."""
    xml = part(data).decode()
    xml = re.sub('<w:del [^>]*"citelaw">.*?</w:del>', "", xml)
    xml = re.sub('<w:ins [^>]*"citelaw">(.*?)</w:ins>', r"\1", xml)
    return zipped({**parts(data), "word/document.xml": xml.encode()})


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(paragraph("据《民法通则》。"), id="run"),
        pytest.param(paragraph(run("据《民法", "<w:b/>"), run("通则》。")), id="over-runs"),
        pytest.param(table(row("甲", cell("据《民法通则》。"))), id="cell"),
        pytest.param(paragraph("据", inserted("《民法通则》。")), id="insertion"),
    ],
)
def test_correction_is_proposed_and_can_be_accepted(body: str) -> None:
    data = document(body)
    source = opened(data).source
    after = corrected(data, "民法通则", "民法典")
    assert opened(after).source == source  # a proposal changes nothing yet
    assert opened(after).notes[-1].chinese.startswith("citelaw 写入的修订")
    assert list(anchored(after).values()) == ["民法通则"]
    assert opened(accepted(after)).source == source.replace("民法通则", "民法典")


def test_second_round_takes_back_what_nobody_accepted() -> None:
    data = document(paragraph(run("据《民法", "<w:b/>"), run("通则》。")))
    after = corrected(data, "民法通则", "民法典")
    assert part(annotated(after)) == part(data)
    assert corrected(after, "民法通则", "民法典") == after


def test_accepted_correction_stays_in_the_second_round() -> None:
    after = accepted(corrected(document("据《民法通则》。"), "民法通则", "民法典"))
    assert opened(annotated(after)).source == "据《民法典》。"


def test_correction_of_a_copy_takes_back_proposals_and_leaves_comments() -> None:
    copy = corrected(document("据《民法通则》。"), "民法通则", "民法典")
    after = rewritten(copy, replace(opened(copy).source, "通则", "典"))
    assert opened(after).source == "据《民法典》。"
    assert anchored(after) == {"0": "民法典"}
    assert opened(after).notes == ()


# ---------------------------------------------------------------- at random

_WORDS = st.text("甲乙《》第条 ab&<\t\n𠮷", min_size=1, max_size=5)


@st.composite
def _runs(draw: st.DrawFn) -> str:
    words = draw(_WORDS)
    kind = draw(st.integers(0, 9))
    inner = "".join(
        f"<w:{'tab' if one == chr(9) else 'br'}/>" if one in "\t\n" else run(one)[5:-6]
        for one in re.findall(r"[\t\n]|[^\t\n]+", words)
    )
    looks = draw(
        st.sampled_from(["", "<w:rPr><w:b/></w:rPr>", '<w:rPr><w:u w:val="none"/></w:rPr>'])
    )
    one = f"<w:r>{looks}{inner}</w:r>"
    if kind == 0:
        return inserted(one, number=draw(st.integers(0, 99)))
    if kind == 1:
        return one + deleted(words.replace("\n", "").replace("\t", "") or "删")
    if kind == 2:
        return f'<w:hyperlink r:id="x">{one}</w:hyperlink>'
    if kind == 3:
        return field("REF", words.replace("\n", " ").replace("\t", " "))
    if kind == 4:
        return one + '<w:proofErr w:type="spellStart"/><w:bookmarkStart w:id="1" w:name="x"/>'
    return one


_TAGS = st.sampled_from(
    [
        *("w:p", "w:p", "w:r", "w:r", "w:t", "w:t", "w:tbl", "w:tr", "w:tc", "w:pPr", "w:rPr"),
        *("w:tcPr", "w:trPr", "w:vMerge", "w:gridSpan", "w:hMerge", "w:del", "w:ins", "w:delText"),
        *("w:tab", "w:br", "w:sym", "w:u", "w:vanish", "w:fldSimple", "w:instrText", "w:sdt"),
        *("w:sdtContent", "w:drawing", "w:txbxContent", "w:sectPr", "w:headerReference"),
        *("w:footnoteReference", "w:numPr", "w:numId", "w:ilvl", "w:hyperlink", "w:ruby"),
        *("w:rubyBase", "m:oMath", "m:r", "m:t", "mc:AlternateContent", "mc:Choice"),
        *("mc:Fallback", "w:commentRangeStart", "w:commentRangeEnd", "w:commentReference"),
        *("w:fldChar", "w:fldChar", "w:moveFrom", "w:object", "w:altChunk", "r:unknown"),
    ]
)
_ATTRIBUTES = st.sampled_from(
    [
        *("", "", "", 'w:val="1"', 'w:val="restart"', 'w:val="99999999999"', 'w:val="-1"'),
        *('w:id="1"', 'w:author="citelaw"', 'w:fldCharType="begin"', 'r:id="r0"'),
        *('w:fldCharType="separate"', 'w:fldCharType="end"', 'w:char="FFFFFFFF"', 'w:char="F0FC"'),
        'w:val="wave" w:color="C00002"',
    ]
)


def _element(tag: str, attribute: str, inner: Sequence[str]) -> str:
    return f"<{tag} {attribute}>{''.join(inner)}</{tag}>" if inner else f"<{tag} {attribute}/>"


_TREES = st.recursive(
    st.builds(_element, _TAGS, _ATTRIBUTES, st.sampled_from([[], ["甲乙"], ["  "]])),
    lambda inner: st.builds(_element, _TAGS, _ATTRIBUTES, st.lists(inner, max_size=4)),
    max_leaves=25,
)


@given(st.lists(_TREES, max_size=5), st.data())
@settings(deadline=None, max_examples=200)
def test_any_elements_in_any_order_are_read_and_written_or_refused(
    trees: list[str], data: st.DataObject
) -> None:
    sides = {
        "header": "".join(trees[:1]),
        "footnotes": notes("footnote", "注"),
        "comments": OTHERS,
        "numbering": numbering(("decimal", "%1、")),
    }
    before = document(*trees, sides=sides)
    found = opened(before)
    assert [unit.start for unit in found.units] == sorted(unit.start for unit in found.units)
    read_bytes(before, "清单.docx")
    length = len(found.source)
    start = data.draw(st.integers(0, length))
    span = Span(start, data.draw(st.integers(start, length)))
    after = annotated(before, Remark(span, Severity.INFO, "说", (Edit(span, "改"),)))
    assert opened(after).source == found.source
    assert opened(annotated(after)).source == found.source
    try:
        changed = rewritten(before, Edit(span, "改"))
    except FixError:
        return
    assert opened(changed).source == apply(found.source, [Edit(span, "改")])


_PARAGRAPHS = st.builds(
    lambda runs, listed: paragraph(*runs, properties=numbered() if listed else ""),
    st.lists(_runs(), max_size=4),
    st.booleans(),
)


@st.composite
def _bodies(draw: st.DrawFn) -> list[str]:
    body = []
    for _ in range(draw(st.integers(1, 3))):
        if draw(st.booleans()):
            body.append(draw(_PARAGRAPHS))
            continue
        rows = [
            row(*(cell(*draw(st.lists(_PARAGRAPHS, min_size=1, max_size=2))) for _ in range(2)))
            for _ in range(draw(st.integers(1, 2)))
        ]
        body.append(table(*rows))
    return body


def _numbered(body: Sequence[str]) -> bytes:
    return document(*body, sides={"numbering": numbering(("decimal", "%1、"))})


def _spans(draw: st.DrawFn, length: int) -> Sequence[Span]:
    edges = sorted(draw(st.lists(st.integers(0, length), max_size=6)))
    return [Span(start, end) for start, end in zip(edges[::2], edges[1::2], strict=False)]


@given(st.data())
@settings(deadline=None, max_examples=150)
def test_edits_at_random_are_in_the_text_or_refused(data: st.DataObject) -> None:
    before = _numbered(data.draw(_bodies()))
    source = opened(before).source
    spans = data.draw(st.composite(_spans)(len(source)))
    edits = [Edit(span, data.draw(st.text("丙\n\t <", max_size=3))) for span in spans]
    edits = [
        one
        for at, one in enumerate(edits)
        if one.text != source[slice(*one.span)]
        and all(other.span.end < one.span.start for other in edits[:at])
    ]
    try:
        after = rewritten(before, *edits)
    except FixError:
        return
    assert opened(after).source == apply(source, edits)


@given(st.data())
@settings(deadline=None, max_examples=150)
def test_remarks_at_random_stand_at_their_words(data: st.DataObject) -> None:
    before = _numbered(data.draw(_bodies()))
    source = opened(before).source
    spans = data.draw(
        st.lists(
            st.tuples(st.integers(0, len(source)), st.integers(1, 9)).map(
                lambda one: Span(one[0], min(one[0] + one[1], len(source)))
            ),
            max_size=4,
        )
    )
    severities = st.sampled_from(list(Severity))
    remarks = [Remark(span, data.draw(severities), f"{span.start}-{span.end}") for span in spans]
    after = annotated(before, *remarks)
    assert opened(after).source == source
    words = anchored(after)
    said = {number: text for number, (_, text) in comments(after).items()}
    assert sorted(said.values()) == sorted(one.text for one in remarks)
    for number, text in said.items():
        start, end = map(int, text.split("-"))
        expected = re.sub(r"^\d+、", "", source[start:end].strip("\n"))
        assert _plain(words[number]) in (_plain(source[start:end]), _plain(expected)) or _near(
            source, start, end
        )
    again = annotated(after, *remarks)
    assert _texts(part(again)) == _texts(part(after))
    assert annotated(again, *remarks) == again
    assert _texts(part(annotated(after))) == _texts(part(before))


def _plain(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _near(source: str, start: int, end: int) -> bool:
    """Tell whether a range holds numbers that Word counts, which no mark can stand at."""
    lines = re.finditer(r"(?m)^\d+、", source)
    return any(found.start() < end and start < found.end() for found in lines)


def _texts(xml: bytes) -> list[tuple[str, str]]:
    """Return every character that shows with the looks it has."""
    found = []
    for looks, content in re.findall(
        r"<w:r>(?:<w:rPr>(.*?)</w:rPr>)?(.*?)</w:r>", xml.decode(), re.DOTALL
    ):
        for kind, text in re.findall(r"<w:(t|delText)[ >][^>]*>?([^<]*)<|$", content):
            found += [(looks, one) for one in text if kind]
    return found
