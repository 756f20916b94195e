"""PDF files become the lists that were printed: lines, rows and pages put together again."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from pdf_files import Cell, Drawn, Text, pdf, table

from citelaw.commands import run
from citelaw.errors import ReadError
from citelaw.model import Cell as ListCell
from citelaw.model import Document
from citelaw.office.pdf import _extract
from citelaw.readers import read_bytes

pytest.importorskip("pdfplumber")

HEAD = ["序号", "事项名称", "权力类型", "设定依据"]
WIDTHS = [40, 120, 80, 120]


def read(*pages: list[Drawn], **how: object) -> Document:
    """Return what pages are read as."""
    return read_bytes(pdf(pages, **how), "清单.pdf")  # type: ignore[arg-type]


def listed(*rows: list[Cell | str | None], y: float = 80, height: float = 60) -> list[Drawn]:
    """Return a table with the usual head."""
    return table(40, y, WIDTHS, [20] + [height] * len(rows), [HEAD, *rows])


def bases(document: Document) -> list[ListCell]:
    """Return the cells with the basis of an item."""
    return [cell for cell in document.cells if cell.column == "设定依据"]


def titled(document: Document) -> list[tuple[str, str]]:
    """Return the 序号 and the words of each basis."""
    return [(cell.row, cell.text) for cell in bases(document)]


# ---------------------------------------------------------------- lines


def test_title_parted_by_the_width_of_its_cell_is_one() -> None:
    row = ["1", "甲", "行政处罚", Cell(["《中华人民共和国社会保", "险法》第八十八条。"])]
    assert titled(read(listed(row))) == [("1", "《中华人民共和国社会保险法》第八十八条。")]


def test_paragraphs_of_a_cell_stay_apart() -> None:
    lines = ["一、《甲法》第三条。", "二、《乙法》第四条第一", "款第二项；", "三、《丙法》。"]
    (cell,) = bases(read(listed(["1", "甲", "行政处罚", Cell(lines)], height=80)))
    assert cell.text.split("\n") == [
        "一、《甲法》第三条。",
        "二、《乙法》第四条第一款第二项；",
        "三、《丙法》。",
    ]


def test_words_written_downwards_are_one() -> None:
    cells = read(listed(["1", "甲", Cell(["行", "政", "处", "罚"]), "《甲法》"], height=70)).cells
    assert "行政处罚" in [cell.text for cell in cells]


def test_lines_of_a_paragraph_outside_tables_are_one() -> None:
    full = "根据《中华人民共和国行政许可法》第十二条、《中华人民共和国行政处"
    more = [Text(70, 80, "罚法》第四条，公布本清单。"), Text(90, 100, "特此公告。")]
    (cell,) = read([Text(90, 60, full), *more]).cells
    assert cell.text == full + "罚法》第四条，公布本清单。\n特此公告。"


def test_words_printed_twice_to_look_bold_count_once() -> None:
    (cell,) = read([Text(90, 60, "《甲法》第八条"), Text(90.4, 60, "《甲法》第八条")]).cells
    assert cell.text == "《甲法》第八条"


@pytest.mark.parametrize(
    ("printed", "meant"),
    [("⼀", "一"), ("⾏", "行"), ("⻋", "车"), ("⼾", "户"), ("\uf9d1", "六"), ("（", "（")],
)
def test_radicals_are_read_as_the_characters_that_they_stand_for(printed: str, meant: str) -> None:
    (cell,) = read([Text(90, 60, "甲乙"), Text(110, 60, "丙")], meanings={"乙": printed}).cells
    assert cell.text == f"甲{meant}丙"


def test_characters_without_a_meaning_are_said() -> None:
    document = read([Text(90, 60, "《甲法》第八条")], meanings={"甲": "", "八": "\ue123"})
    assert document.cells[0].text == "《\ufffd法》第\ufffd条"
    assert document.notes[0].chinese.startswith("有 2 个字认不出来")


# ---------------------------------------------------------------- tables


def test_rows_of_a_table_have_their_number_name_and_address() -> None:
    title = Text(300, 40, "某局权责清单", 16)
    document = read([title, *listed(["7", "对甲的处罚", "处罚", "《甲法》"])])
    (cell,) = bases(document)
    assert (cell.row, cell.item_name, cell.section) == ("7", "对甲的处罚", "basis")
    assert cell.address == "第1页 表1 第2行第4列"
    assert document.cells[0].text == "某局权责清单"


def test_table_without_rules_at_its_sides_is_read() -> None:
    rows = [HEAD, ["1", "甲", "行政处罚", "《甲法》第三条"]]
    document = read(table(40, 80, WIDTHS, [20, 40], rows, sides=False))
    assert titled(document) == [("1", "《甲法》第三条")]


def test_cells_over_rows_and_columns_are_told() -> None:
    rows: list[list[Cell | str | None]] = [
        HEAD,
        [Cell(["一、行政处罚"], columns=4), None, None, None],
        [Cell(["1"], rows=2), Cell(["甲"], rows=2), "行政处罚", "《甲法》第三条"],
        [None, None, "行政处罚", "《乙法》第四条"],
    ]
    document = read(table(40, 80, WIDTHS, [20, 20, 40, 40], rows))
    assert titled(document) == [("1", "《甲法》第三条"), ("1", "《乙法》第四条")]
    assert document.merged


def test_table_drawn_upwards_on_a_standing_page_is_read() -> None:
    row = ["1", "甲", "行政处罚", Cell(["《中华人民共和国社会保", "险法》第八十八条。"])]
    assert titled(read(listed(row), turned=True)) == [
        ("1", "《中华人民共和国社会保险法》第八十八条。")
    ]


def test_one_cell_alone_is_a_frame() -> None:
    (cell,) = read(table(40, 80, [300], [60], [[Cell(["根据《甲法》第三条。"])]])).cells
    assert (cell.prose, cell.text) == (True, "根据《甲法》第三条。")


# ---------------------------------------------------------------- pages


def number(page: int) -> Text:
    """Return a page number at the foot."""
    return Text(400, 560, f"— {page} —")


def test_table_goes_on_over_pages_with_its_head_repeated() -> None:
    document = read(
        [*listed(["1", "甲", "行政处罚", "《甲法》第三条。"]), number(1)],
        [*listed(["2", "乙", "行政处罚", "《乙法》第四条。"]), number(2)],
        [*table(40, 80, WIDTHS, [40], [["3", "丙", "行政处罚", "《丙法》第五条。"]]), number(3)],
    )
    assert titled(document) == [
        ("1", "《甲法》第三条。"),
        ("2", "《乙法》第四条。"),
        ("3", "《丙法》第五条。"),
    ]
    assert bases(document)[-1].address == "第3页 表1 第1行第4列"


def test_row_parted_by_the_end_of_a_page_is_one() -> None:
    above = Cell(["《甲法》（2018年12月29", "日修正）第五条第"])
    document = read(
        [*listed(["1", "甲", "行政处罚", above]), number(1)],
        [*listed(["", "", "", Cell(["一款、《乙法》第六条。"])]), number(2)],
    )
    assert titled(document) == [
        ("1", "《甲法》（2018年12月29日修正）第五条第一款、《乙法》第六条。")
    ]
    (cell,) = bases(document)
    start = document.source.index("《乙法》")
    addresses = [one.address for one in document.units if one.start <= start < one.end]
    assert addresses == ["第2页 表1 第2行第4列"]
    assert document.source[cell.span.start : cell.span.end] == cell.text


def test_row_that_is_parted_between_sentences_is_one() -> None:
    document = read(
        listed(["1", "甲", "行政处罚", "《甲法》第三条。"]),
        listed(["", "", "", "第四条第一款。"]),
    )
    assert titled(document) == [("1", "《甲法》第三条。\n第四条第一款。")]


def test_next_row_of_an_item_is_not_taken_for_the_rest_of_the_last() -> None:
    document = read(
        listed(["1", "甲", "行政处罚", "《甲法》第三条。"]),
        listed(["", "乙", "行政许可", "《乙法》第四条。"]),
    )
    assert [text for _, text in titled(document)] == ["《甲法》第三条。", "《乙法》第四条。"]


def test_sentence_goes_on_over_the_end_of_a_page() -> None:
    full = "根据《中华人民共和国行政许可法》第十二条、《中华人民共和国行政处"
    document = read(
        [Text(90, 500, full), number(1)], [Text(70, 60, "罚法》第四条，公布本清单。"), number(2)]
    )
    (cell,) = document.cells
    assert cell.text == full + "罚法》第四条，公布本清单。"
    assert [one.address for one in document.units] == ["第1页 第1行", "第2页 第1行"]


def test_heads_that_repeat_are_left_out_and_said() -> None:
    head = Text(300, 30, "某市权责清单（2023年版）")
    pages = [
        [head, *listed([str(one), "甲", "行政处罚", f"《甲法》第{one}条。"]), number(one)]
        for one in (1, 2, 3)
    ]
    document = read(*pages)
    assert "2023年版" not in document.source
    assert [one for one, _ in titled(document)] == ["1", "2", "3"]
    assert [one.chinese for one in document.notes] == [
        "每页重复的页眉、页脚没有检查：某市权责清单（2023年版）。"
    ]


# ---------------------------------------------------------------- what cannot be read


def test_page_without_text_is_said() -> None:
    document = read([Text(90, 60, "《甲法》第八条。")], [], picture=True)
    assert [one.chinese for one in document.notes] == [
        "第 2 页没有文字层（扫描件），没有检查。",
        "有 1 张图片，其中的文字没有检查。",
    ]


def test_words_askew_are_said() -> None:
    data = pdf([[Text(90, 60, "《甲法》第八条。")]])
    assert not read_bytes(data, "甲.pdf").notes
    askew = read([Text(90, 60, "《甲法》第八条。"), Text(90, 190, "机密", askew=True)])
    assert [one.chinese for one in askew.notes] == ["有 2 个字不是横排（水印、印章等），没有检查。"]


def test_scan_is_refused_with_what_to_do() -> None:
    with pytest.raises(ReadError, match="没有文字层（扫描件），没有检查；先用 OCR"):
        read([], picture=True)


def test_file_with_a_password_is_refused() -> None:
    with pytest.raises(ReadError, match="有密码"):
        read([Text(90, 60, "甲")], secret=True)


@pytest.mark.parametrize("share", [0.02, 0.3, 0.6])
def test_file_that_is_cut_off_is_refused(share: float) -> None:
    data = pdf([listed(["1", "甲", "行政处罚", "《甲法》第三条。"])])
    with pytest.raises(ReadError, match="不完整或者已损坏"):
        read_bytes(data[: int(len(data) * share)], "甲.pdf")


def test_file_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_extract, "LONGEST", 0.01)
    with pytest.raises(ReadError, match="秒内没有读完"):
        read([Text(90, 60, "甲")])


def test_file_of_too_many_pages_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_extract, "MOST_PAGES", 1)
    with pytest.raises(ReadError, match="有 2 页，超过 1 页"):
        read([Text(90, 60, "甲")], [Text(90, 60, "乙")])


def test_missing_library_is_said_with_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "path", [])
    with pytest.raises(ReadError, match=r"pip install 'citelaw\[office\]'"):
        read([Text(90, 60, "丁")])


def test_list_is_checked_with_page_and_cell_as_its_address(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    row = ["1", "甲", "行政处罚", Cell(["《中华人民共和国民法通", "则》第八十八条。"])]
    (tmp_path / "清单.pdf").write_bytes(pdf([listed(row)]))
    assert run(["check", "--isolated", "--fail-on=warning", str(tmp_path / "清单.pdf")]) == 1
    assert "第1页 表1 第2行第4列" in capsys.readouterr().out


def test_table_without_rules_is_left_out_and_said() -> None:
    rows = [
        Text(x, 100 + 20 * at, text)
        for at in range(6)
        for x, text in (
            (40, f"{at}"),
            (80, "对甲的处罚"),
            (200, "行政处罚"),
            (300, "《甲法》第三条"),
        )
    ]
    document = read([Text(60, 60, "《乙法》第四条。"), *rows], rows[4:])
    assert document.source == "《乙法》第四条。"
    assert [one.chinese for one in document.notes] == [
        "第 1、2 页的表格没有框线，读不准，没有检查；另存为 Word 或者 Excel 文件再检查。"
    ]
