"""What kind of text a document is, as far as its layout and its own formulas tell.

A table or fields make a list. Text without them is a list where its lines are labelled as the
columns of a list are (设定依据：), or where its title says so. It is a decision where it is called
one and speaks as one, or has three of the four parts that courts and authorities give theirs: the
name, the parties, the reasons, the ruling. All else is prose.
"""

from __future__ import annotations

from citelaw.model import Document, Profile, Section
from citelaw.pattern import Pattern
from citelaw.readers._header import is_word, section_of, squeeze

_HEAD_LINES = 30  # lines with words in which a decision is named and numbered
_TITLE_LINES = 10  # lines with words in which a list has its title
_MARKS = " \t\r\xa0\u3000#*>-"  # white space, and what Markdown puts around a heading
_TITLE = 60  # characters of a title, at most
_LABEL = Pattern(
    r"(?:[（(]?[0-9０-９一二三四五六七八九十]{1,4}[）).．、][ \t\u3000]{0,8})?"
    r"(?:【(?P<marked>[^】\n]{2,20})】|(?P<plain>[^：:。；，\n【】]{2,20})[：:])"
)
_SENTENCE = Pattern(r"[。；;]")
_OWN_BASES = ("设定", "实施", "职权", "权力", "行使", "责任", "履职")
_COMMON = ("备注", "说明", "项目", "事项", "状态", "数量", "主要职责")  # words of any text

_LIST_TITLE = Pattern(
    r"(?![（(]?[0-9一二三四五六七八九十]{1,4}[、.．）)])(?!.{0,60}(?:关于|通知|公告|办法|意见|方案))"
    r".{0,50}(?:权责|权力|责任|职权|职责|执法|处罚|许可|强制|事项)[^，。；：]{0,20}"
    r"(?:清单|目录|一览表)(?:[（(][^（）()]{1,20}[）)])?"
)
_CASE_NUMBER = Pattern(
    r"[（(〔\[](?:19|20)[0-9]{2}[）)〕\]][\u4e00-\u9fff0-9]{0,12}"
    r"[民刑行执赔破知商监辖][\u4e00-\u9fff字第]{0,8}[0-9]{1,7}号"
)
_DECISION_NUMBER = Pattern(
    r"[\u4e00-\u9fff]{0,16}(?:罚|复决|复议|裁|许决|强制)[\u4e00-\u9fff]{0,6}"
    r"[〔（(\[［](?:19|20)[0-9]{2}[〕）)\]］][第\u4e00-\u9fff]{0,6}[0-9]{1,7}号"
)
_NAME = Pattern(
    r"[\u4e00-\u9fff（）()·]{0,40}(?:判决|裁定|裁决|调解|决定|复议)书(?:[（(][^（）()]{1,12}[）)])?"
)
_PARTIES = Pattern(
    r"(?:再审|一审|二审|原审)?(?:原告|被告|上诉人|被上诉人|申请人|被申请人|申请执行人|被执行人|公诉机关|当事人|被处罚人|"
    r"被处罚单位|第三人)(?:[（(][^（）()\n]{1,40}[）)]){0,2}[：:，,]"
)
_REASONS = Pattern(
    r"本(?:院|局|机关|府|委|厅|会|单位|大队|支队)(?:经审查|经审理|审查|研究|经研究)?(?:认为|查明)"
    r"|(?:审理|审查|调查)查明|经(?:本院)?(?:依法)?审理"
)
_RULING = Pattern(
    r"(?:判决|裁定|裁决|处罚|处理|复议)?(?:判决|裁定|裁决|决定)(?:内容)?如下|作出如下(?:行政)?(?:处罚|处理|复议)?决定"
    r"|如?不服本(?:判决|裁定|裁决|决定|处罚决定|行政处罚决定|复议决定)|本(?:判决|裁定)为终审"
)


def profile_of(document: Document) -> Profile:
    """Return what kind of text ``document`` is."""
    if any(not cell.prose for cell in document.cells):
        return Profile.LIST
    lines = [
        line.strip(_MARKS)
        for cell in document.cells
        for line in cell.text.split("\n")
        if line.strip(_MARKS)
    ]
    if _is_list(lines):
        return Profile.LIST
    return Profile.JUDGMENT if _is_decision(lines) else Profile.PROSE


def _is_list(lines: list[str]) -> bool:
    """Return whether the lines are labelled as a list's columns are, or the title says so."""
    if any(
        _LIST_TITLE.fullmatch(squeeze(one)) for one in lines[:_TITLE_LINES] if len(one) < _TITLE
    ):
        return True
    bases = own_bases = others = 0
    for label in _labels(lines):
        if section_of(label) in (Section.BASIS, Section.DUTY_BASIS, Section.ACCOUNTABILITY_BASIS):
            bases += 1
            own_bases += label.startswith(_OWN_BASES)
        elif label not in _COMMON:
            others += 1
    return own_bases > 1 or (bases > 0 and others > 0)


def _labels(lines: list[str]) -> list[str]:
    """Return the header words of lists that open a line or a sentence as labels do (依据：)."""
    found = []
    for line in lines:
        for place in (0, *(mark.end() for mark in _SENTENCE.finditer(line))):
            label = _LABEL.match(line, place)
            if label is None:
                continue
            word = squeeze(label["marked"] or label["plain"])
            if is_word(word):
                found.append(word)
    return found


def _is_decision(lines: list[str]) -> bool:
    """Return whether the text is a decision of a court or an authority."""
    head = [squeeze(line) for line in lines[:_HEAD_LINES] if len(line) < _TITLE]
    called = any(_NAME.fullmatch(line) for line in head)
    numbered = any(
        _CASE_NUMBER.search(line) or _DECISION_NUMBER.fullmatch(line.strip("：:文案号"))
        for line in head
    )
    parts = (
        any(_PARTIES.match(line) for line in lines),
        any(_REASONS.search(line) for line in lines),
        any(_RULING.search(line) for line in lines),
    )
    named = called or numbered
    return (called and (numbered or any(parts))) or sum((named, *parts)) >= 3
