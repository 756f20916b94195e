"""What belongs to what: the fold, case by case.

A case is a text as it stands in real lists (the quirk is its id) and what is read from it, one
line a mention or place: ``S title`` with what is attached, ``R pinpoint → title`` with the quoted
words; ``*`` marks what is internal, quoted or noted.
"""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from citelaw.grammar import find
from citelaw.model import Cell, Document, Section, Shape
from citelaw.span import OffsetMap, Piece, Span

NAMES = (
    "社会保险法",
    "中华人民共和国社会保险法",
    "民事诉讼法",
    "刑法",
    "刑事诉讼法",
    "行政处罚法",
    "商标法",
)


def document(text, *, prose=False):
    offsets = OffsetMap((Piece(0, 0, len(text), len(text), True),))
    cell = Cell(text=text, offsets=offsets, span=Span(0, len(text)), prose=prose)
    return Document(name="x", source=text, cells=(cell,), shape=Shape.TSV)


def read(text, *, prose=False):
    """Show what is found in ``text``, one line each, in text order."""
    lines = []
    for cell in find(document(text, prose=prose), lambda: NAMES):
        for mention in cell.statutes:
            parts = ["S" + ("*" if mention.quoted or mention.noted else ""), mention.title]
            if mention.bare:
                parts.append("bare")
            if mention.tier_label:
                parts.append(f"【{mention.tier_label.text}】")
            if mention.document_number:
                parts.append(mention.document_number.text)
            parts += [f"{date.kind}={date.value}" for note in mention.notes for date in note.dates]
            if mention.stands_for:
                parts.append(f"= {mention.stands_for}")
            lines.append((mention.span.start, " ".join(parts)))
        for citation in cell.citations:
            place = citation.pinpoint
            line = f"R{'*' if place.internal else ''} {place.key}"
            line += f" → {citation.statute.title if citation.statute else None}"
            if citation.quote:
                line += f" “{citation.quote.text}”"
            lines.append((place.span.start, line))
        for form in cell.forms:
            lines.append((form.span.start, f"F {form.raw}"))
    return [line for _, line in sorted(lines, key=lambda item: item[0])]


CASES = {
    "a label, a note, a quotation up to the next bullet": (
        "1.【法律】《甲法》(2018年12月修改)第八十条:骗取待遇的,罚款。"
        " 2.【法律】《乙法》第三条:处分。",
        [
            "S 甲法 【法律】 amended=2018-12",
            "R a80 → 甲法 “骗取待遇的,罚款。”",
            "S 乙法 【法律】",
            "R a3 → 乙法 “处分。”",
        ],
    ),
    "a place on the line after its title": (
        "【法规】《甲条例》（2021年1月15日公布，2021年5月1日施行）\n第四十条：退回。\n第四十二条：处分。",
        [
            "S 甲条例 【法规】 promulgated=2021-01-15 effective=2021-05-01",
            "R a40 → 甲条例 “退回。”",
            "R a42 → 甲条例 “处分。”",
        ],
    ),
    "references inside quoted words are internal": (
        "《甲条例》第四十条：有本条例第三十八条规定行为的，按照本条规定处理。\n第四十一条：个人有下列情形的，改正。\n"
        "个人实施了前款规定行为的，罚款。",
        [
            "S 甲条例",
            "R a40 → 甲条例 “有本条例第三十八条规定行为的，按照本条规定处理。”",
            "R* a38 → 甲条例",
            "R* a40 → 甲条例",
            "R a41 → 甲条例 “个人有下列情形的，改正。\n个人实施了前款规定行为的，罚款。”",
            "R* a41p1 → 甲条例",
        ],
    ),
    "a statute named inside quoted words keeps its own places": (
        "《甲细则》第四十二条：依照《乙法》第三十九条、第四十条规定处以罚款的，执行。第四十三条：处分。",
        [
            "S 甲细则",
            "R a42 → 甲细则 “依照《乙法》第三十九条、第四十条规定处以罚款的，执行。”",
            "S* 乙法",
            "R* a39 → 乙法",
            "R* a40 → 乙法",
            "R a43 → 甲细则 “处分。”",
        ],
    ),
    "titles that open a sentence of quoted words without marks are the provision's own": (
        "《甲法》第九条规定：下列事项：（一）刑法第八条规定的事项；（二）刑法宣传活动。"
        "《乙法》和本法规定的权力，可以委托。刑法第三条：处罚。",
        [
            "S 甲法",
            "R a9 → 甲法 “下列事项：（一）刑法第八条规定的事项；（二）刑法宣传活动。"
            "《乙法》和本法规定的权力，可以委托。”",
            "S* 刑法 bare",
            "R* a8 → 刑法",
            "S* 刑法 bare",
            "S* 乙法",
            "R*  → 甲法",
            "S 刑法 bare",
            "R a3 → 刑法 “处罚。”",
        ],
    ),
    "a line that opens with the name of its field begins a new citation": (
        "《甲条例》（2022年修订）\n第五十六条 罚款。\n设定依据：《乙法》第七十四条",
        [
            "S 甲条例 revised=2022",
            "R a56 → 甲条例 “罚款。”",
            "S 乙法",
            "R a74 → 乙法",
        ],
    ),
    "titles in a version note open nothing": (
        "《甲条例》（2014年2月21日国务院令第649号公布，根据2019年3月2日国务院令第709号"
        "《国务院关于修改部分行政法规的决定》修订）第三十条",
        [
            "S 甲条例 国务院令第649号 promulgated=2014-02-21 revised=2019-03-02",
            "S* 国务院关于修改部分行政法规的决定 国务院令第709号",
            "R a30 → 甲条例",
        ],
    ),
    "a sentence of an amending decision speaks of the amended statute": (
        "《乙办法》第三条。\n《国务院关于修改部分行政法规的决定》（国务院令709号）\n"
        "三十一：将《乙办法》第三条第一款、第二款中的“甲”修改为“丙”。\n第三十条中的“甲”修改为“丙”。",
        [
            "S 乙办法",
            "R a3 → 乙办法",
            "S 国务院关于修改部分行政法规的决定 国务院令709号",
            "R n31 → 国务院关于修改部分行政法规的决定 "
            "“将《乙办法》第三条第一款、第二款中的“甲”修改为“丙”。"
            "\n第三十条中的“甲”修改为“丙”。”",
            "S* 乙办法",
            "R* a3p1 → 乙办法",
            "R* a3p2 → 乙办法",
            "R* a30 → 乙办法",
        ],
    ),
    "one pair of marks around several articles": (
        "《甲办法》第二条：“举报人举报的，适用本办法。第五条：各地负责查处。第九条：公布电话。”",
        [
            "S 甲办法",
            "R a2 → 甲办法 “举报人举报的，适用本办法。”",
            "R*  → 甲办法",
            "R a5 → 甲办法 “各地负责查处。”",
            "R a9 → 甲办法 “公布电话。”",
        ],
    ),
    "several quoted parts of one place": (
        "《甲法》第三条：“前一段。”“后一段。”第四条",
        ["S 甲法", "R a3 → 甲法 “前一段。”“后一段。”", "R a4 → 甲法"],
    ),
    "places that share the words": (
        "《甲法》第七十一条、第七十二条：处分。",
        ["S 甲法", "R a71 → 甲法 “处分。”", "R a72 → 甲法 “处分。”"],
    ),
    "a 款 that stands alone belongs to the article before it": (
        "《甲条例》第三十二条第二款：“应当公示。”第三款：“可以公示……”",
        ["S 甲条例", "R a32p2 → 甲条例 “应当公示。”", "R a32p3 → 甲条例 “可以公示”"],
    ),
    "a chapter has no words of its own": (
        "《甲条例》第五章医疗救助第二十五条：给予救助。",
        ["S 甲条例", "R c5 → 甲条例", "R a25 → 甲条例 “给予救助。”"],
    ),
    "quoted words may begin with a title": (
        "《甲办法》第二十一条：《甲法》所称利用，是指查阅。",
        ["S 甲办法", "R a21 → 甲办法 “《甲法》所称利用，是指查阅。”", "S* 甲法"],
    ),
    "no mark between the place and the words": (
        "【法律】《甲法》第七十五条违反规定举办学校的，予以撤销。",
        ["S 甲法 【法律】", "R a75 → 甲法 “违反规定举办学校的，予以撤销。”"],
    ),
    "the list's own sentence goes on after the place": (
        "违反《甲法》第二十条关于委托的规定的；依据《乙法》第三条予以处罚。",
        ["S 甲法", "R a20 → 甲法", "S 乙法", "R a3 → 乙法"],
    ),
    "a short name that the list gives": (
        "《甲处罚法》（以下简称《处罚法》）第一条。《处罚法》第三条，处罚法第五条",
        [
            "S 甲处罚法",
            "S* 处罚法 = 甲处罚法",
            "R a1 → 甲处罚法",
            "S 处罚法 = 甲处罚法",
            "R a3 → 处罚法",
            "S 处罚法 bare = 甲处罚法",
            "R a5 → 处罚法",
        ],
    ),
    "该条例 stands for the last one of its kind": (
        "根据《甲条例》第三条、《乙办法》第四条，依照该条例第五条计算。",
        ["S 甲条例", "R a3 → 甲条例", "S 乙办法", "R a4 → 乙办法", "R a5 → 甲条例"],
    ),
    "a statute named in a parenthesis is closed with it": (
        "依据《甲法》第三条（参照《乙法》第五条、第六条执行）、第四条处罚。",
        [
            "S 甲法",
            "R a3 → 甲法",
            "S 乙法",
            "R a5 → 乙法",
            "R a6 → 乙法",
            "R a4 → 甲法",
        ],
    ),
    "a parenthesis with a note of its own inside": (
        "《甲法》第六十条第一款（《乙规定》（甲部令第120号）第三条另有规定的除外）、第二款",
        [
            "S 甲法",
            "R a60p1 → 甲法",
            "S 乙规定 甲部令第120号",
            "R a3 → 乙规定",
            "R a60p2 → 甲法",
        ],
    ),
    "a reference after a place is no note of it": (
        "《甲条例》第18条（见《乙法》（2018修正）第一百零二条）、第19条",
        ["S 甲条例", "R a18 → 甲条例", "S 乙法 amended=2018", "R a102 → 乙法", "R a19 → 甲条例"],
    ),
    "the heading of an article": (
        "《甲法》第七十七条【法律责任】：违反的，责令改正。第七十八条（罚则）　违反的，处罚款。",
        ["S 甲法", "R a77 → 甲法 “违反的，责令改正。”", "R a78 → 甲法 “违反的，处罚款。”"],
    ),
    "该条第二款 and 前述第三条": (
        "《甲法》第三条第一款规定：“一。”该条第二款规定：“二。”《乙法》第五条，依照前述第三条处理",
        [
            "S 甲法",
            "R a3p1 → 甲法 “一。”",
            "R a3p2 → 甲法 “二。”",
            "S 乙法",
            "R a5 → 乙法",
            "R a3 → 甲法",
        ],
    ),
    "本条例 in the list's own words": (
        "《甲条例》第七十六条规定，违反本条例第二十四条规定，依照《乙法》第九十九条处罚。",
        ["S 甲条例", "R a76 → 甲条例", "R* a24 → 甲条例", "S 乙法", "R a99 → 乙法"],
    ),
    "an annex in a row": (
        "《甲决定》（甲发〔2019〕6号）附件1第12项、第13项",
        ["S 甲决定 甲发〔2019〕6号", "R x1i12 → 甲决定", "R x1i13 → 甲决定"],
    ),
    "a number and 文 before the place": (
        "按照甲价格〔2012〕673号文第三条执行",
        ["S 甲价格〔2012〕673号 bare 甲价格〔2012〕673号", "R a3 → 甲价格〔2012〕673号"],
    ),
    "straight marks around the title": (
        '"《甲条例》"第五十五条：应当公示。',
        ["S 甲条例", "R a55 → 甲条例 “应当公示。”"],
    ),
    "a numbered point opens no quotation where the list's sentence goes on": (
        "《甲意见》第三部分的要求，依据《乙法》第二十七条处理",
        ["S 甲意见", "R n3 → 甲意见", "S 乙法", "R a27 → 乙法"],
    ),
    "parts of a notice in a row": (
        "《甲方案》第二部分、第三部分和《乙办法》第五条适用",
        ["S 甲方案", "R n2 → 甲方案", "R n3 → 甲方案", "S 乙办法", "R a5 → 乙办法"],
    ),
    "a line of the list's own after a place": (
        "违反条款：《甲法》第三十九条\n处罚条款：《甲法》第八十三条第（三）项",
        ["S 甲法", "R a39 → 甲法", "S 甲法", "R a83i3 → 甲法"],
    ),
    "a place of something that is no statute": (
        "《甲法》第三条，《劳动合同书》第九条，本公告第九条，投标文件第二条",
        ["S 甲法", "R a3 → 甲法", "F 《劳动合同书》"],
    ),
    "a statute that nobody knows, without marks": (
        "《甲法》第三条，乙市停车条例第九条，丙法解释第九十条，丁法修正案（十一）第一条",
        [
            "S 甲法",
            "R a3 → 甲法",
            "S 乙市停车条例 bare",
            "R a9 → 乙市停车条例",
            "S 丙法解释 bare",
            "R a90 → 丙法解释",
            "S 丁法修正案（十一） bare",
            "R a1 → 丁法修正案（十一）",
        ],
    ),
    "a statute that is not named": (
        "《甲法》第三条及其实施细则第五条",
        ["S 甲法", "R a3 → 甲法", "R a5 → None"],
    ),
    "a title whose ending is misspelled": (
        "《甲管理条列》第二十二条第二款；《甲劳动合同》第三条",
        ["S 甲管理条列", "R a22p2 → 甲管理条列", "F 《甲劳动合同》"],
    ),
    "a number right before its place": (
        "甲税发〔2015〕119号第一条第（一）项、国家税务总局公告2018年第28号第八条",
        [
            "S 甲税发〔2015〕119号 bare 甲税发〔2015〕119号",
            "R a1i1 → 甲税发〔2015〕119号",
            "S 国家税务总局公告2018年第28号 bare 国家税务总局公告2018年第28号",
            "R a8 → 国家税务总局公告2018年第28号",
        ],
    ),
    "the mark opens anew with each paragraph": (
        "《甲法》第四十二条：“一；\n“二。”《乙法》第四十三条：“三。”",
        ["S 甲法", "R a42 → 甲法 “一；\n“二。”", "S 乙法", "R a43 → 乙法 “三。”"],
    ),
    "a link around the title": (
        "[《甲办法》](http://a.cn/b)（甲局令第78号）第四条",
        ["S 甲办法 甲局令第78号", "R a4 → 甲办法"],
    ),
    "an unknown title without marks right behind a label": (
        "【地方性法规】甲省消防条例（2010年9月30日通过）第十条",
        [
            "S 甲省消防条例 bare 【地方性法规】 adopted=2010-09-30",
            "R a10 → 甲省消防条例",
        ],
    ),
    "words behind a label that are no title": (
        "【法律责任】违反本办法第三条规定的",
        [],
    ),
    "a label that names no tier": (
        "【设定依据】《甲法》第三条",
        ["S 甲法", "R a3 → 甲法"],
    ),
    "a number beside the short name": (
        "《甲实施细则》（甲局令第52号，以下简称《细则》）第三条",
        ["S 甲实施细则 甲局令第52号", "S* 细则 = 甲实施细则", "R a3 → 甲实施细则"],
    ),
    "a short name of two characters": (
        "《甲条例》（以下简称《条例》）第三条，根据条例第十五条",
        [
            "S 甲条例",
            "S* 条例 = 甲条例",
            "R a3 → 甲条例",
            "S 条例 bare = 甲条例",
            "R a15 → 条例",
        ],
    ),
    "a note after the place": (
        "《甲法》第四十五条（2018年12月29日修正）",
        ["S 甲法 amended=2018-12-29", "R a45 → 甲法"],
    ),
    "an article without 第": (
        "《甲法》六十六条、《乙法》94-96条",
        [
            "S 甲法",
            "R a66 → 甲法",
            "S 乙法",
            "R a94..a96 → 乙法",
        ],
    ),
    "a row of titles shares one label": (
        "【文件】《甲意见》（甲发〔2010〕84号）；《乙通知》（乙发〔2012〕8号）",
        ["S 甲意见 【文件】 甲发〔2010〕84号", "S 乙通知 【文件】 乙发〔2012〕8号"],
    ),
    "a title without marks before its own number": (
        "2.《甲意见》（甲发〔2021〕5号）；\n3.甲局关于优化服务的意见（甲发〔2021〕39号）。",
        ["S 甲意见 甲发〔2021〕5号", "S 甲局关于优化服务的意见 bare 甲发〔2021〕39号"],
    ),
    "a number that stands for its document": (
        "要按照省财政厅、民政厅甲财社〔2014〕70号要求完善。",
        ["S 甲财社〔2014〕70号 bare 甲财社〔2014〕70号"],
    ),
    "a line that is nothing but a title without marks": (
        "甲省举报奖励实施细则（试行）\n第六章 责任\n第十九条 应当审核。",
        [
            "S 甲省举报奖励实施细则（试行） bare",
            "R c6 → 甲省举报奖励实施细则（试行）",
            "R a19 → 甲省举报奖励实施细则（试行） “应当审核。”",
        ],
    ),
    "forms are no statutes": (
        "制作《行政处罚告知书》和《立案审批表》。",
        ["F 《行政处罚告知书》", "F 《立案审批表》"],
    ),
    "known names without marks": (
        "依照民事诉讼法的有关规定送达；违反社会保险法律、法规的；构成犯罪的依照刑法处理",
        ["S 民事诉讼法 bare", "S 刑法 bare"],
    ),
    "a contract's own articles are no citations": ("劳动合同第三条约定支付工资。", []),
    "a title whose closing mark is lost": (
        "《社会保险法第八十七条：骗取的。《价格法》第三条",
        ["S 社会保险法", "R a87 → 社会保险法 “骗取的。”", "S 价格法", "R a3 → 价格法"],
    ),
    "合同法 is no 同法": (
        "《甲法》第四条，按照劳动合同法第八十二条支付。",
        ["S 甲法", "R a4 → 甲法", "S 劳动合同法 bare", "R a82 → 劳动合同法"],
    ),
    "the 公司法 is no journal": (
        "依照《甲公司法》第五十四条处理。",
        ["S 甲公司法", "R a54 → 甲公司法"],
    ),
    "a particle is no name": (
        "依照《甲法》之规定第四十一条；《乙法》等规定第四条",
        ["S 甲法", "R a41 → 甲法", "S 乙法", "R a4 → 乙法"],
    ),
    "names in marks of another kind": (
        "《甲法》第三条；『企业年金办法』第九条；“职业年金办法”第八条",
        [
            "S 甲法",
            "R a3 → 甲法",
            "S 企业年金办法 bare",
            "R a9 → 企业年金办法",
            "S 职业年金办法 bare",
            "R a8 → 职业年金办法",
        ],
    ),
    "a paper of one case is no statute": (
        "依据甲人仲案〔2023〕556号仲裁裁决书",
        [],
    ),
    "a number that asks for a paper": (
        "按照甲发〔2014〕70号要求填写申请书",
        ["S 甲发〔2014〕70号 bare 甲发〔2014〕70号"],
    ),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES)
def test_a_field_is_read(text, expected):
    assert read(text) == expected


PROSE = {
    "a judgment": (
        "本院认为，依照《甲民法典》第五百七十七条、第五百七十九条，《乙诉讼法》第六十七条第一款规定，判决如下：\n"
        "一、被告支付货款。\n双方的约定见第三条。",
        [
            "S 甲民法典",
            "R a577 → 甲民法典",
            "R a579 → 甲民法典",
            "S 乙诉讼法",
            "R a67p1 → 乙诉讼法",
        ],
    ),
    "the articles of the document itself": (
        "根据《甲法》，制定本办法。\n第一条 本办法适用于本市。\n"
        "第二条 依照《乙法》第二十三条处理。",
        ["S 甲法", "S 乙法", "R a23 → 乙法"],
    ),
    "list items that the paragraph announces": (
        "《甲条例》第四十五条：责令改正：\n（一）甲；\n（二）乙。\n第四十六条：处分。",
        [
            "S 甲条例",
            "R a45 → 甲条例 “责令改正：\n（一）甲；\n（二）乙。”",
            "R a46 → 甲条例 “处分。”",
        ],
    ),
    "the document's own heading": ("甲市停车管理办法\n第一条 为了规范。\n第二条 本市停车。", []),
    "the heading of a notice": (
        "关于印发《甲工作要点》的通知\n甲发〔2022〕15号\n根据《乙条例》第三条印发。",
        ["S 乙条例", "R a3 → 乙条例"],
    ),
    "Markdown marks": (
        "- **《甲法》**（2018年12月29日修正）\n  - 第七十条：处分。",
        ["S 甲法 amended=2018-12-29", "R a70 → 甲法 “处分。”"],
    ),
    "a heading under which articles are quoted": (
        "《商标法》\n\n第三条经核准的商标为注册商标。\n\n前款所称商标另行规定。\n\n"
        "### 2 释义\n\n参见本编第三章。",
        [
            "S 商标法",
            "R a3 → 商标法 “经核准的商标为注册商标。\n\n前款所称商标另行规定。”",
            "R* a3p1 → 商标法",
        ],
    ),
    "quoted words end with their paragraph": (
        "《甲法》第三条规定：应当公示。\n另据《乙法》第五条处理。",
        ["S 甲法", "R a3 → 甲法 “应当公示。”", "S 乙法", "R a5 → 乙法"],
    ),
}


@pytest.mark.parametrize(("text", "expected"), PROSE.values(), ids=PROSE)
def test_running_text_is_read(text, expected):
    assert read(text, prose=True) == expected


PIECES = st.sampled_from(
    [
        "《",
        "》",
        "〈",
        "〉",
        "甲法",
        "社会保险法",
        "第",
        "三",
        "条",
        "款",
        "（",
        "）",
        "“",
        "”",
        "：",
        "。",
        "、",
        "\n",
        " ",
        "本法",
        "前款",
        "该条例",
        "以下简称",
        "2018年1月2日",
        "修正",
        "国务院令第6号",
        "甲发〔2018〕2号",
        "【法律】",
        "关于印发",
        "的通知",
        "附件2",
        "中的",
        "修改为",
        "1.",
        "……",
        "𠀀",
        "\u2028",
        "\f",
        "<",
        ">",
        "〔2018〕",
        "号",
    ]
)


def record(*fields):
    """One record of a table; a field is its text, column and section."""
    cells = tuple(
        Cell(
            text=text,
            offsets=OffsetMap((Piece(0, 0, len(text), len(text), True),)),
            span=Span(0, len(text)),
            row="1",
            column=column,
            section=section,
        )
        for text, column, section in fields
    )
    return Document(name="x", source="", cells=cells, shape=Shape.TSV)


@pytest.mark.parametrize(
    ("column", "section", "expected"),
    [
        ("条款号", Section.BASIS, [("a3", "甲法"), ("a5", "甲法")]),
        ("具体条款", Section.OTHER, [("a3", "甲法"), ("a5", "甲法")]),
        ("备注", Section.OTHER, []),
    ],
)
def test_articles_in_a_field_of_their_own_belong_to_the_title_beside_them(
    column, section, expected
):
    table = record(("《甲法》", "依据名称", Section.BASIS), ("第三条、第五条", column, section))
    places = [place for cell in find(table) for place in cell.citations]
    assert [(place.pinpoint.key, place.statute.title) for place in places] == expected


def test_a_column_of_provisions_speaks_for_the_statute_beside_it():
    table = record(
        ("《甲条例》", "依据名称", Section.BASIS),
        ("第三十条", "条款号", Section.BASIS),
        ("对有第（一）项行为的，违反本条例第八条，处罚款。", "条款内容", Section.BASIS),
    )
    found = [
        (place.pinpoint.key, place.pinpoint.internal, place.statute.title)
        for cell in find(table)
        for place in cell.citations
    ]
    assert found == [
        ("a30", False, "甲条例"),
        ("i1", True, "甲条例"),
        ("a8", True, "甲条例"),
    ]


def assert_spans_hold_their_words(text, cells):
    for cell in cells:
        for mention in cell.statutes:
            assert text[mention.span.start : mention.span.end] == mention.raw
            assert mention.raw
            assert mention.title
        for citation in cell.citations:
            place = citation.pinpoint
            assert text[place.span.start : place.span.end] == place.raw != ""
            if citation.quote is not None:
                span = citation.quote.span
                assert text[span.start : span.end] == citation.quote.text != ""


@given(st.lists(PIECES, max_size=60).map("".join), st.booleans())
@settings(max_examples=400, deadline=None)
def test_whatever_is_written_every_span_holds_its_own_words(text, prose):
    assert_spans_hold_their_words(text, find(document(text, prose=prose), lambda: NAMES))


HOSTILE = [
    "《",
    "第",
    "第一、",
    "（",
    "“",
    "《社会保险法》（",
    "〔2018〕",
    "令",
    "关于《",
    "第一条、",
    "《社会保险法》第一条：“",
    "前款",
    "本法",
    "【法律】",
    "以下简称",
    "2018年",
    "<社会保险法",
    "号",
    "甲",
]


@pytest.mark.parametrize("unit", HOSTILE)
def test_endless_repetition_is_read_to_its_end(unit):
    # bench/hostile.py measures that the time grows with the length and no faster
    text = unit * (20_000 // len(unit))
    assert_spans_hold_their_words(text, find(document(text), lambda: NAMES))
