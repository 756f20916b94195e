"""The page of an official paper (公文): figures, styles, page numbers, sections.

Source:
    GB/T 9704—2012 5.2.1 (margins, text block), 5.2.2 and 5.2.3 (三号仿宋, 22 lines of 28
    characters), 7.3.1 (title), 7.3.3 (headings), 7.5 (page numbers), 8 (tables across the page).
"""

from __future__ import annotations

from itertools import count
from typing import Any, NamedTuple

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Length, Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

from citelaw.reporters._docx.tables import add_paragraph, add_table
from citelaw.reporters._paper import Grid, Look, Paper, Part, Size

PAGE_WIDTH, PAGE_HEIGHT = 210, 297
TOP, LEFT = 37, 28
BLOCK_WIDTH, BLOCK_HEIGHT = 156, 225
RIGHT, BOTTOM = PAGE_WIDTH - LEFT - BLOCK_WIDTH, PAGE_HEIGHT - TOP - BLOCK_HEIGHT
"""Millimetres: the page, its upper and inner margin, the text block, the other margins."""

THIRD, SECOND, FOURTH = 16, 22, 14
"""Points of 三号, 二号 and 四号."""
LINE = 28.9
"""Points from line to line: 22 of them are 224.3 mm."""
CLOSER = -5
"""Twentieths of a point between characters of 三号: 28 of them are 155.6 mm, not 158.0."""
NUMBER_BELOW = 25
"""Millimetres from the edge to the page number: its dashes are 7 mm below the text block."""

SMALL = {Size.USUAL: 10.5, Size.SMALL: 9}
"""Points of the text of tables: 五号 and 小五."""

SONG, HEI, KAI, FANG, XIAOBIAO = "宋体", "黑体", "楷体_GB2312", "仿宋_GB2312", "方正小标宋简体"
LATIN = "Times New Roman"
CELLS = {Size.USUAL: "Table Text", Size.SMALL: "Small Table Text"}


class _Style(NamedTuple):
    """A style of paragraphs: its name, fonts for Han and for Latin letters, points, indent.

    ``indent`` are characters, ``line`` points, ``spacing`` twentieths of one; ``level`` is that of
    a heading from 1, 0 for none.
    """

    name: str
    han: str
    latin: str
    points: float
    indent: int = 0
    line: float = LINE
    spacing: int = 0
    level: int = 0


_STYLES = {
    Look.FLUSH: _Style("Normal", FANG, LATIN, THIRD, spacing=CLOSER),
    Look.BODY: _Style("Body Text", FANG, LATIN, THIRD, indent=2, spacing=CLOSER),
    Look.CLOSING: _Style("Closing", FANG, LATIN, THIRD, indent=2, spacing=CLOSER),
    Look.TITLE: _Style("Title", XIAOBIAO, XIAOBIAO, SECOND, line=2 * LINE),
    Look.FIRST: _Style("Heading 1", HEI, HEI, THIRD, indent=2, spacing=CLOSER, level=1),
    Look.SECOND: _Style("Heading 2", KAI, KAI, THIRD, indent=2, spacing=CLOSER, level=2),
    Look.ANNEX: _Style("Annex", HEI, HEI, THIRD),
    Look.NOTE: _Style("Note", FANG, LATIN, 10.5, indent=2, line=16),
}
_CELLS = (
    _Style(CELLS[Size.USUAL], FANG, LATIN, SMALL[Size.USUAL], line=14),
    _Style(CELLS[Size.SMALL], FANG, LATIN, SMALL[Size.SMALL], line=12),
)
_FOOTER = _Style("Footer", SONG, SONG, FOURTH, line=FOURTH)
_KEPT = (Look.TITLE, Look.FIRST, Look.SECOND, Look.ANNEX, Look.CLOSING)
"""What stands on the page of what follows it."""


def laid_out(paper: Paper) -> Document:
    """Return the document with its styles, sections, text and tables."""
    document = docx.Document()
    _set_defaults(document)
    for look, style in _STYLES.items():
        made = _add_style(document, style)
        made.paragraph_format.keep_with_next = look in _KEPT
    for style in _CELLS:
        _add_style(document, style)
    _add_style(document, _FOOTER)
    document.styles["Title"].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    document.styles["Body Text"].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    document.settings.odd_and_even_pages_header_footer = True
    ids = {style.name: style.style_id for style in document.styles if style.name}
    tables = count(1)
    for at, part in enumerate(paper.parts):
        section = document.add_section(WD_SECTION.NEW_PAGE) if at else document.sections[0]
        _set_page(section, part)
        if not at:
            _number_pages(section)
        for block in part.blocks:
            if isinstance(block, Grid):
                add_table(document, block, ids[CELLS[block.size]], next(tables))
            else:
                add_paragraph(document, block.text, ids[_STYLES[block.look].name])
    return document


# ---------------------------------------------------------------- styles


def _set_defaults(document: Document) -> None:
    """Make Chinese the language, and let no font come from the theme of the template."""
    defaults = document.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault"))
    properties = defaults.find(qn("w:rPr"))
    for child in list(properties):
        properties.remove(child)
    properties.append(_fonts(FANG, LATIN))
    language = OxmlElement("w:lang")
    for name, value in (("val", "en-US"), ("eastAsia", "zh-CN"), ("bidi", "ar-SA")):
        language.set(qn(f"w:{name}"), value)
    properties.append(language)


def _add_style(document: Document, style: _Style) -> ParagraphStyle:
    """Return the paragraph style of that name, made as ``style`` says."""
    styles = document.styles
    known = any(one.name == style.name for one in styles)
    made: Any = (
        styles[style.name] if known else styles.add_style(style.name, WD_STYLE_TYPE.PARAGRAPH)
    )
    if style.name != "Normal":
        made.base_style = None
    element = made.element
    for tag in ("w:pPr", "w:rPr"):
        old = element.find(qn(tag))
        if old is not None:
            element.remove(old)
    made.font.size = Pt(style.points)
    made.font.bold = False
    made.font.color.rgb = RGBColor(0, 0, 0)
    properties = element.get_or_add_rPr()
    properties.insert(0, _fonts(style.han, style.latin))
    if style.spacing:
        spacing = OxmlElement("w:spacing")
        spacing.set(qn("w:val"), str(style.spacing))
        properties.insert_element_before(spacing, "w:w", "w:kern", "w:position", "w:sz")
    _set_paragraph(made, style)
    found: ParagraphStyle = made
    return found


def _set_paragraph(made: Any, style: _Style) -> None:
    form = made.paragraph_format
    form.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    form.line_spacing = Pt(style.line)
    form.space_before = form.space_after = Pt(0)
    form.widow_control = False
    if style.level:
        level = OxmlElement("w:outlineLvl")
        level.set(qn("w:val"), str(style.level - 1))
        made.element.get_or_add_pPr().append(level)
    if style.indent:
        form.first_line_indent = Pt(style.indent * style.points)
        indent = made.element.pPr.find(qn("w:ind"))
        indent.set(qn("w:firstLineChars"), str(100 * style.indent))


def _fonts(han: str, latin: str) -> Any:
    """Return the element that names fonts; quotation marks and dashes are Han as well."""
    fonts = OxmlElement("w:rFonts")
    for name, value in (("hint", "eastAsia"), ("ascii", latin), ("hAnsi", latin), ("cs", latin)):
        fonts.set(qn(f"w:{name}"), value)
    fonts.set(qn("w:eastAsia"), han)
    return fonts


# ---------------------------------------------------------------- pages


def _set_page(section: Section, part: Part) -> None:
    """Set size and margins; a page across is the upright one turned, its head at the spine."""
    turned = part.landscape
    width, height = Mm(PAGE_WIDTH), Mm(PAGE_HEIGHT)
    section.orientation = WD_ORIENT.LANDSCAPE if turned else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (height, width) if turned else (width, height)
    margins = (LEFT, TOP, RIGHT, BOTTOM) if turned else (TOP, RIGHT, BOTTOM, LEFT)
    top, right, bottom, left = map(_mm, margins)
    section.top_margin, section.right_margin = top, right
    section.bottom_margin, section.left_margin = bottom, left
    section.gutter = Mm(0)
    section.header_distance = Mm(15)
    section.footer_distance = Mm(NUMBER_BELOW - BOTTOM + RIGHT) if turned else Mm(NUMBER_BELOW)


def _mm(number: float) -> Length:
    return Mm(number)


def _number_pages(section: Section) -> None:
    """Put "— 1 —" below the text block on the outer side, one character from its edge."""
    one_character = Pt(FOURTH)
    for footer, odd in ((section.footer, True), (section.even_page_footer, False)):
        footer.is_linked_to_previous = False
        paragraph = footer.paragraphs[0]
        paragraph.style = "Footer"
        form = paragraph.paragraph_format
        form.alignment = WD_ALIGN_PARAGRAPH.RIGHT if odd else WD_ALIGN_PARAGRAPH.LEFT
        if odd:
            form.right_indent = one_character
        else:
            form.left_indent = one_character
        paragraph.add_run("— ")
        _add_field(paragraph, "PAGE")
        paragraph.add_run(" —")


def _add_field(paragraph: Any, name: str) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), name)
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)
