"""Small workbooks, made of strings of XML, and one as a real office keeps it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from datetime import datetime
from xml.sax.saxutils import escape

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
SHEET_TYPE = f"{_TYPE}.sheet.main+xml"
_HEADER = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

HEAD = ("序号", "事项名称", "类型", "设定依据", "备注")


def relations(targets: Mapping[str, tuple[str, str]]) -> str:
    """Return a part of relations: ``{id: (kind, target)}``."""
    listed = "".join(
        f'<Relationship Id="{name}" Type="{RELATIONS}/{kind}" Target="{target}"/>'
        for name, (kind, target) in targets.items()
    )
    return f'{_HEADER}<Relationships xmlns="{_PACKAGE}/relationships">{listed}</Relationships>'


def cell(at: str, text: str) -> str:
    """Return a cell with an inline string."""
    return f'<c r="{at}" t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>'


def rows(*lines: Sequence[str], first: int = 1) -> str:
    """Return ``sheetData`` with these lines of inline strings; empty ones are no cells."""
    told = "".join(
        f'<row r="{number}">'
        + "".join(cell(f"{chr(65 + at)}{number}", text) for at, text in enumerate(line) if text)
        + "</row>"
        for number, line in enumerate(lines, first)
    )
    return f"<sheetData>{told}</sheetData>"


def workbook(
    sheets: Mapping[str, str],
    *,
    strings: str = "",
    styles: str = "",
    names: str = "",
    settings: str = "",
    states: Mapping[str, str] | None = None,
    parts: Mapping[str, bytes | str] | None = None,
    content_type: str = SHEET_TYPE,
) -> bytes:
    """Return a workbook.

    ``sheets`` are titles and what stands in their ``worksheet``; ``strings`` and ``styles`` what
    stands in ``sst`` and ``styleSheet``; ``parts`` are added to the package, or in place of what is
    in it.
    """
    listed = "".join(
        f'<sheet name="{escape(title)}" sheetId="{at}"'
        f'{" " + states[title] if states and title in states else ""} r:id="s{at}"/>'
        for at, title in enumerate(sheets, 1)
    )
    related = {f"s{at}": ("worksheet", f"worksheets/sheet{at}.xml") for at in _count(sheets)}
    package: dict[str, bytes | str] = {
        "[Content_Types].xml": _types(len(sheets), content_type, bool(strings), bool(styles)),
        "_rels/.rels": relations({"r1": ("officeDocument", "xl/workbook.xml")}),
        "xl/workbook.xml": f'{_HEADER}<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}">{settings}'
        f"<sheets>{listed}</sheets>{names}</workbook>",
    }
    for at, body in enumerate(sheets.values(), 1):
        package[f"xl/worksheets/sheet{at}.xml"] = (
            f'{_HEADER}<worksheet xmlns="{MAIN}" xmlns:r="{RELATIONS}">{body}</worksheet>'
        )
    if strings:
        related["ss"] = ("sharedStrings", "sharedStrings.xml")
        package["xl/sharedStrings.xml"] = f'{_HEADER}<sst xmlns="{MAIN}">{strings}</sst>'
    if styles:
        related["st"] = ("styles", "styles.xml")
        package["xl/styles.xml"] = f'{_HEADER}<styleSheet xmlns="{MAIN}">{styles}</styleSheet>'
    package["xl/_rels/workbook.xml.rels"] = relations(related)
    return package_of({**package, **(parts or {})})


def package_of(parts: Mapping[str, bytes | str]) -> bytes:
    """Return a ZIP file with these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


def parts_of(data: bytes) -> dict[str, bytes]:
    """Return the parts of a package."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _count(sheets: Mapping[str, str]) -> range:
    return range(1, len(sheets) + 1)


def _types(sheets: int, content_type: str, strings: bool, styles: bool) -> str:
    kinds = {f"/xl/worksheets/sheet{at}.xml": "worksheet" for at in range(1, sheets + 1)}
    kinds |= {"/xl/sharedStrings.xml": "sharedStrings"} if strings else {}
    kinds |= {"/xl/styles.xml": "styles"} if styles else {}
    listed = "".join(
        f'<Override PartName="{part}" ContentType="{_TYPE}.{kind}+xml"/>'
        for part, kind in kinds.items()
    )
    return (
        f'{_HEADER}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{content_type}"/>{listed}</Types>'
    )


def office_workbook() -> bytes:
    """Return a list as an office keeps it.

    Two sheets, merged title and numbers, fonts, widths, a formula, a date, a note of a person, rich
    text, a conditional format, a drop-down, a chart.
    """
    import openpyxl
    from openpyxl.cell.rich_text import CellRichText, TextBlock
    from openpyxl.cell.text import InlineFont
    from openpyxl.chart import BarChart, Reference
    from openpyxl.comments import Comment
    from openpyxl.formatting.rule import CellIsRule
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.worksheet.datavalidation import DataValidation

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "权责 清单"
    sheet.append(["某市人力资源和社会保障局权责清单（2021年版）"])
    sheet.append(["序号", "事项名称", "类型", "设定依据", "生效日期", "数量"])
    law = "《中华人民共和国社会保险法》第八十条：统筹地区人民政府成立社会保险监督委员会。"
    sheet.append([1, "社会保险稽核", "行政检查", law, datetime(2018, 12, 29), 3])
    sheet.append([None, None, None, "《合同法》第五十二条；《民法通则》第一百条。", None, 5])
    sheet.append(
        [2, "劳动合同备案", "其他权力", "《中华人民共和国劳动法》第十六条", None, "=F3+F4"]
    )
    sheet.append([3, "登记", "行政确认", "《民法通则》第一百条", None, None])
    sheet.merge_cells("A1:F1")
    sheet.merge_cells("A3:A4")
    sheet.merge_cells("B3:B4")
    sheet["A1"].font = Font(name="黑体", size=16, bold=True)
    for row in sheet["A2:F6"]:
        for one in row:
            one.font = Font(name="仿宋", size=11, color="1F3864" if one.row == 3 else None)
            one.alignment = Alignment(wrap_text=True, vertical="top")
    sheet["D6"] = CellRichText(
        TextBlock(InlineFont(rFont="仿宋", sz=11, b=True), "《民法通则》第一百条"),
        TextBlock(InlineFont(rFont="仿宋", sz=11, i=True), "（已废止）"),
    )
    sheet["E3"].number_format = 'yyyy"年"m"月"d"日"'
    sheet["C5"].comment = Comment("类型待定", "张三")
    sheet["D5"].comment = Comment("与劳动科核对", "李四")
    sheet.column_dimensions["D"].width = 50
    sheet.row_dimensions[3].height = 48
    sheet.conditional_formatting.add(
        "F3:F6", CellIsRule("greaterThan", ["4"], fill=PatternFill("solid", bgColor="FFC7CE"))
    )
    drop_down = DataValidation("list", formula1='"行政检查,行政确认,其他权力"')
    drop_down.add("C3:C6")
    sheet.add_data_validation(drop_down)
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=6, min_row=2, max_row=4), titles_from_data=True)
    sheet.add_chart(chart, "H8")
    other = book.create_sheet("说明")
    other.append(["依据《合同法》制定。"])
    book.defined_names["数量"] = openpyxl.workbook.defined_name.DefinedName(
        "数量", attr_text="'权责 清单'!$F$3:$F$5"
    )
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
