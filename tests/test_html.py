"""Is the HTML report one sound page that shows the right words, whatever a list holds?"""

import re
from base64 import b64encode
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citelaw.engine import Engine
from citelaw.model import (
    Applicability,
    BaselineEntry,
    Certainty,
    Compared,
    DateBasis,
    Diagnostic,
    Evidence,
    FileFacts,
    FileReport,
    Fix,
    Fixed,
    Identity,
    ListDate,
    Place,
    Profile,
    Related,
    Report,
    Severity,
    Shape,
    Suppressed,
    SuppressedBy,
    ViewPiece,
    ViewStatute,
    ViewVersion,
)
from citelaw.registry import open_registry
from citelaw.reporters import Language, Style, load_reporter
from citelaw.reporters._html import sheets
from citelaw.reporters._html.marks import Mark, marked
from citelaw.reporters._html.markup import Html, data_block, element
from citelaw.reporters._html.notes import difference
from citelaw.reporters._html.page import policy
from citelaw.reporters._html.sheets import Intervals, Shown
from citelaw.reporters._html.summary import list_date
from citelaw.reporters._html.timeline import begin
from citelaw.reporters._html.words import CHINESE, ENGLISH
from citelaw.rules import all_rules
from citelaw.settings import Settings
from citelaw.span import Span
from citelaw.view import view_of
from citelaw.words import Words

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures"
STATUTES = FIXTURES / "statutes"
LISTS = sorted(path for path in (FIXTURES / "lists").iterdir() if path.name != "README.md")
TODAY = date(2026, 11, 21)

WRONG = (
    "青石县权责清单（2020年版）\n"
    "序号\t名称\t权力类型\t设定依据\n"
    "1\t处罚\t行政处罚\t《中华人民共和国青禾保险法》第九十条；《不存在的管理办法》第五条第二款。\n"
    "2\t处分\t其他\t《中华人民共和国青禾保险法》第九十条、《中华人民共和国云杉职员法》第五条。\n"
)


@pytest.fixture(scope="module")
def engine(database: Path) -> Engine:
    return Engine(Settings(as_of=TODAY), registry=open_registry(database))


def viewed(file: FileReport) -> FileReport:
    assert file.resolved is not None
    return file._replace(view=view_of(file.resolved), resolved=None)


def checked(engine: Engine, text: str, name: str = "甲.txt") -> FileReport:
    return viewed(engine.check_document(engine.read_text(text, name)))


def report_on(*files: FileReport) -> Report:
    return Report(files=files, as_of=TODAY, data_date="2026-10-31", digest="0" * 64)


def page(report: Report, language: Language = Language.CHINESE) -> str:
    return load_reporter("html").render(report, Style(language=language)).decode("utf-8")


# ---------------------------------------------------------------- reading a page

VOID = {"meta", "link", "br", "col", "input", "hr"}


@dataclass
class Read(HTMLParser):
    """What the page holds, and what is wrong with it as HTML."""

    text: str
    ids: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    attributes: list[tuple[str, str]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    marks: dict[str, str] = field(default_factory=lambda: defaultdict(str))
    raw: dict[str, str] = field(default_factory=lambda: defaultdict(str))
    words: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._open: list[tuple[str, dict[str, str | None]]] = []
        self.feed(self.text)
        self.close()
        self.faults += [f"<{name}> is not closed" for name, _ in self._open]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if len(given) < len(attrs):
            self.faults.append(f"<{tag}> has an attribute twice")
        self.attributes += [(name, value or "") for name, value in attrs]
        if "id" in given:
            self.ids.append(given["id"] or "")
        if tag == "a":
            self.links.append(given.get("href") or "")
        if tag not in VOID:
            self._open.append((tag, given))

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open[-1][0] != tag:
            self.faults.append(f"</{tag}> closes nothing")
        else:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        names = [name for name, _ in self._open]
        if names and names[-1] in ("script", "style"):
            self.raw[names[-1] if not self._open[-1][1].get("type") else "data"] += data
            return
        self.words.append(data)
        if any("n" in (given.get("class") or "").split() for _, given in self._open):
            return  # the badge behind a mark
        keys = {
            given["data-p"] for name, given in self._open if name == "mark" and "data-p" in given
        }
        for key in keys:
            self.marks[key or ""] += data

    @property
    def shown(self) -> str:
        return "".join(self.words)


def assert_sound(text: str) -> Read:
    """Fail unless the page is well-formed, self-contained, and every anchor has its target."""
    read = Read(text)
    assert read.faults == []
    assert [one for one, number in Counter(read.ids).items() if number > 1] == []
    targets = {link[1:] for link in read.links if link.startswith("#")}
    assert targets - set(read.ids) == set()
    assert [link for link in read.links if not link.startswith("#")] == []
    names = {name for name, _ in read.attributes}
    assert "style" not in names
    assert [name for name in names if name.startswith("on")] == []
    assert [value for name, value in read.attributes if name in ("src", "srcset", "data")] == []
    return read


def hash_of(text: str) -> str:
    return "sha256-" + b64encode(sha256(text.encode()).digest()).decode()


# ---------------------------------------------------------------- the page as a whole


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.stem)
def test_page_of_a_list_is_sound_and_marks_the_words_of_each_finding(
    path: Path, language: Language, engine: Engine
) -> None:
    file = viewed(engine.check_path(str(path)))
    read = assert_sound(page(report_on(file), language))
    expected = Counter(plain(one.raw) for one in file.diagnostics if one.name != "statute-unknown")
    assert Counter(map(plain, read.marks.values())) == expected


def plain(raw: str) -> str:
    """Words of a list without what is no text in any of the fixture lists."""
    return "".join(unescape(re.sub(r"</?[a-z][^<>]*>", "", raw)).split())


def test_policy_allows_the_one_style_and_the_one_script_only(engine: Engine) -> None:
    text = page(report_on(checked(engine, WRONG)))
    read = Read(text)
    allowed = next(value for name, value in read.attributes if value.startswith("default-src"))
    assert allowed == policy()
    assert allowed.startswith("default-src 'none';")
    assert f"style-src '{hash_of(read.raw['style'])}'" in allowed
    assert f"script-src '{hash_of(read.raw['script'])}'" in allowed
    assert "unsafe" not in allowed
    assert text.count("<script") == 2  # the script, and the data that it reads
    assert text.count("<style") == 1


def test_style_and_script_name_no_address() -> None:
    folder = Path(sheets.__file__).parent
    for name in ("style.css", "script.js"):
        text = (folder / name).read_text("utf-8")
        assert not re.search(r"https?:|url\(|@import|fetch\(|innerHTML|eval\(", text), name


def test_page_is_the_same_whenever_it_is_made(engine: Engine) -> None:
    file = checked(engine, WRONG)
    assert page(report_on(file)) == page(report_on(file))


HOSTILE = (
    "序号\t名称\t设定依据\n"
    "1\t</script><script>alert(1)</script>\t《中华人民共和国青禾保险法》第九十条\u2028"
    "<iframe src=x onload=alert(1)>\n"
    "2\t\x00\x1b[31m\u202e\ud800<!--\t“\"'&lt;b&gt;《中华人民共和国青禾保险法》第九十一条]]>\n"
)


def test_what_a_list_holds_is_text_on_the_page_and_nothing_else(engine: Engine) -> None:
    name = "<svg onload=alert(1)>\"'&.txt"
    text = page(report_on(checked(engine, HOSTILE, name)))
    read = assert_sound(text)
    assert "<iframe" not in text
    assert "<svg onload" not in text
    assert text.count("</script>") == 2
    assert name in read.shown
    assert "<iframe src=x onload=alert(1)>" in read.shown
    for harmful in "\x00\x1b\u2028\u202e":
        assert harmful not in text
    assert "\u2028" not in read.raw["data"]
    assert "<" not in read.raw["data"]


def test_data_for_the_script_can_neither_end_its_element_nor_a_line() -> None:
    block = data_block("data", ["</script>", "\u2028", "&", "\x00"]).text
    assert block == (
        '<script type="application/json" id="data">'
        '["\\u003c/script\\u003e","\\u2028","\\u0026","\\u0000"]</script>'
    )


def test_text_and_attributes_are_escaped() -> None:
    made = element("a", {"href": '"><b>', "hidden": True, "id": None}, "<i>&", Html("<b></b>"))
    assert made.text == '<a href="&quot;&gt;&lt;b&gt;" hidden>&lt;i&gt;&amp;<b></b></a>'


# ---------------------------------------------------------------- marks

NESTED = {
    "within": ([(0, 4), (1, 3)], "[0甲[1乙丙1]丁0]戊"),
    "same words": ([(1, 3), (1, 3)], "甲[0[1乙丙1]0]丁戊"),
    "same beginning": ([(0, 2), (0, 4)], "[1[0甲乙0]丙丁1]戊"),
    "same end": ([(0, 4), (2, 4)], "[0甲乙[1丙丁1]0]戊"),
    "crossing": ([(0, 3), (2, 5)], "[0甲乙[1丙1]0][1丁戊1]"),
    "crossing thrice": ([(0, 3), (1, 4), (2, 5)], "[0甲[1乙[2丙2]1]0][2[1丁1]戊2]"),
    "side by side": ([(0, 2), (2, 4)], "[0甲乙0][1丙丁1]戊"),
    "empty": ([(2, 2)], "甲乙[00]丙丁戊"),
    "empty within": ([(0, 4), (2, 2)], "[0甲乙[11]丙丁0]戊"),
    "empty at the end": ([(5, 5)], "甲乙丙丁戊[00]"),
    "whole": ([(0, 5)], "[0甲乙丙丁戊0]"),
}


@pytest.mark.parametrize(("spans", "expected"), NESTED.values(), ids=NESTED.keys())
def test_marks_nest_and_cut_where_they_cross(spans: list[tuple[int, int]], expected: str) -> None:
    marks = [Mark(*span, f"[{at}", f"[{at}", f"{at}]") for at, span in enumerate(spans)]
    assert marked("甲乙丙丁戊", marks).text == expected


def test_first_fragment_alone_has_the_anchor_and_the_last_alone_what_follows() -> None:
    marks = [Mark(0, 3, "<a>", "<a>", "</a>", "1"), Mark(2, 5, "<b id>", "<b>", "</b>", "2")]
    assert marked("甲乙丙丁戊", marks).text == "<a>甲乙<b id>丙</b></a>1<b>丁戊</b>2"


spans = st.tuples(st.integers(0, 12), st.integers(0, 12)).map(lambda one: tuple(sorted(one)))


@given(st.text(st.sampled_from('法<&"\n'), min_size=12, max_size=12), st.lists(spans, max_size=8))
def test_fragments_of_a_mark_are_its_words_and_all_is_well_formed(
    text: str, places: list[tuple[int, int]]
) -> None:
    marks = [
        Mark(*place, *[f'<mark data-p="{at}">'] * 2, "</mark>") for at, place in enumerate(places)
    ]
    read = Read(marked(text, marks).text)
    assert read.faults == []
    assert read.shown == text
    for at, (start, end) in enumerate(places):
        assert read.marks.get(str(at), "") == text[start:end]


PIECES = (ViewPiece(10, 14), ViewPiece(14, 21, "\n"), ViewPiece(21, 25))
SOURCE = "." * 10 + "甲乙丙丁" + "</p><p>" + "戊己庚辛" + "." * 5


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (Span(10, 12), Span(0, 2)),
        (Span(11, 23), Span(1, 7)),
        (Span(14, 21), Span(4, 5)),
        (Span(15, 16), Span(4, 5)),
        (Span(0, 11), Span(0, 1)),
        (Span(24, 30), Span(8, 9)),
        (Span(0, 5), None),
        (Span(25, 30), None),
        (Span(12, 12), Span(2, 2)),
        (Span(25, 25), Span(9, 9)),
        (Span(5, 5), None),
    ],
)
def test_span_of_the_source_is_found_in_what_is_shown(source: Span, expected: Span | None) -> None:
    shown = Shown(SOURCE, PIECES)
    assert shown.text == "甲乙丙丁\n戊己庚辛"
    assert shown.span(source) == expected


@given(st.lists(spans, max_size=10), spans)
def test_intervals_give_what_touches_a_range(
    places: list[tuple[int, int]], asked: tuple[int, int]
) -> None:
    start, end = asked
    found = Intervals((Span(*one), one) for one in places).touching(start, end)
    expected = [
        (first, last)
        for first, last in places
        if (first < end and last > start) or start <= first == last <= end
    ]
    assert sorted(one for _, one in found) == sorted(expected)


# ---------------------------------------------------------------- what is said


def finding(**changes: Any) -> Diagnostic:
    given = {
        "code": "CL301",
        "name": "article-missing",
        "severity": Severity.ERROR,
        "certainty": Certainty.CERTAIN,
        "wrong_since": "list",
        "message": "没有第九条。",
        "message_en": "There is no article 9.",
        "span": Span(2, 5),
        "raw": "第九条",
        "place": Place(row="1", column="依据"),
    }
    return Diagnostic(**(given | changes))


def file_with(*found: Diagnostic, **changes: Any) -> FileReport:
    facts = FileFacts(encoding="utf-8", shape=Shape.PROSE, profile=Profile.PROSE, as_of=TODAY)
    report = FileReport(
        path="甲.txt", source="依据第九条和第十条。", facts=facts, diagnostics=found
    )
    return report._replace(**changes)


def said(file: FileReport, language: Language = Language.CHINESE, **changes: Any) -> str:
    return assert_sound(page(report_on(file)._replace(**changes), language)).shown


def test_findings_that_say_the_same_are_one_note_with_all_its_places(engine: Engine) -> None:
    text = page(report_on(checked(engine, WRONG)))
    read = assert_sound(text)
    assert text.count('class="note e"') == 1
    assert sorted(read.marks.values()).count("第九十条") == 2
    assert "第 3 行、序号 1、设定依据" in read.shown
    assert "第 4 行、序号 2、设定依据" in read.shown


def test_errors_are_numbered_first() -> None:
    minor = finding(severity=Severity.INFO, message="小处。", span=Span(0, 1), raw="依")
    text = page(report_on(file_with(minor, finding())))
    assert text.index('id="f1-1"') < text.index('id="f1-2"')
    assert 'class="note e" id="f1-1"' in text
    assert 'class="note i" id="f1-2"' in text


def test_finding_in_no_cell_is_shown_with_the_words_round_it(engine: Engine) -> None:
    file = checked(engine, WRONG)
    head = finding(span=Span(15, 17), raw=WRONG[15:17], message="表头。")
    read = assert_sound(page(report_on(file._replace(diagnostics=(head,)))))
    assert "下列问题不在单元格内：" in read.shown
    assert list(read.marks.values()) == [WRONG[15:17]]


def test_report_without_view_shows_the_words_round_each_finding() -> None:
    read = assert_sound(page(report_on(file_with(finding()))))
    assert "各处的前后文：" in read.shown
    assert list(read.marks.values()) == ["第九条"]


def test_title_that_is_not_in_the_database_has_the_number_of_its_mentions() -> None:
    again = (Related(span=Span(6, 7), message="同一文件"), Related(span=Span(8, 9), message=""))
    one = finding(name="statute-unknown", title="某市办法", related=again)
    assert "《某市办法》 3 处" in said(file_with(one))


def test_suppressed_finding_is_listed_with_who_left_it_out_and_why() -> None:
    by = ((SuppressedBy.BASELINE, ""), (SuppressedBy.CONFIG, "原件如此"))
    hidden = tuple(Suppressed(finding(), how, reason) for how, reason in by)
    read = assert_sound(page(report_on(file_with(suppressed=hidden))))
    assert "基线：" not in read.shown
    assert "配置：原件如此" in read.shown


def test_note_says_since_when_by_what_and_where_else() -> None:
    one = finding(
        since="2021-07-15",
        wrong_since="today",
        cited="《甲法》第九条",
        related=(Related(span=Span(6, 9), message="同一条款"),),
        known=True,
        certainty=Certainty.LIKELY,
    )
    shown = said(file_with(one))
    for words in (
        "按核对日看如此，自 2021-07-15 起",
        "《甲法》第九条",
        "同一条款",
        "基线已有",
    ):
        assert words in shown
    assert "待核" in shown


def test_english_note_says_all_of_it_in_english() -> None:
    one = finding(
        expected=None,
        fix=Fix(
            title="改引《乙法》",
            edits=(),
            applicability=Applicability.DISPLAY,
            title_en="cite 《乙法》 instead",
        ),
        related=(Related(span=Span(6, 9), message="同一条款", message_en="the same article"),),
        evidence=Evidence(
            statute="甲法", version="2018年修正文本", version_en="text amended in 2018"
        ),
    )
    shown = said(file_with(one), Language.ENGLISH)
    for words in (
        "There is no article 9.",
        "cite 《乙法》 instead",
        "the same article",
        "《甲法》 text amended in 2018",
    ):
        assert words in shown
    assert "同一条款" not in shown


def test_other_places_of_all_places_are_named() -> None:
    spots = [
        finding(
            span=Span(at, at + 1), raw="同", related=(Related(Span(at + 1, at + 2), f"乙{at}"),)
        )
        for at in (0, 4)
    ]
    shown = said(file_with(*spots))
    assert "乙0" in shown
    assert "乙4" in shown


DIFFERENCES = {
    "replaced as a whole": ("第八十条", "第八十八条", "<del>第八十条</del> <ins>第八十八条</ins>"),
    "put in": ("国务院令709号", "国务院令第709号", "国务院令<ins>第</ins>709号"),
    "taken out": ("社会保险 费征缴条例", "社会保险费征缴条例", "社会保险<del> </del>费征缴条例"),
    "changed in a long text": (
        "由县级以上人民政府民政部门依法给予审批",
        "由县级以上人民政府医疗保障部门依法给予审批",
        "由县级以上人民政府<del>民政</del><ins>医疗保障</ins>部门依法给予审批",
    ),
    "nothing in common": ("甲乙", "丙丁", "<del>甲乙</del> <ins>丙丁</ins>"),
    "nothing printed": ("", "第", "<ins>第</ins>"),
    "markup": ("<b>", "&", "<del>&lt;b&gt;</del> <ins>&amp;</ins>"),
}


@pytest.mark.parametrize(
    ("printed", "right", "expected"), DIFFERENCES.values(), ids=DIFFERENCES.keys()
)
def test_correction_shows_what_goes_and_what_comes(printed: str, right: str, expected: str) -> None:
    assert difference(printed, right).text == expected


def test_correction_that_is_an_idea_says_so() -> None:
    fix = Fix(title="改引《乙法》", edits=(), applicability=Applicability.DISPLAY)
    shown = said(file_with(finding(fix=fix)))
    assert "改引《乙法》" in shown
    assert "仅供参考" in shown


def test_what_was_not_checked_is_told_with_its_reason_and_place(engine: Engine) -> None:
    text = page(report_on(checked(engine, WRONG)))
    read = assert_sound(text)
    assert "引用 4 处：已核 3，未核 1" in read.shown
    assert "未核的引用 1 处" in read.shown
    assert "未收录的文件 1" in read.shown
    assert re.search(r'<a href="#c\d+">序号 1</a>', text)


def test_result_claims_no_more_than_was_checked(engine: Engine) -> None:
    def verdict(text: str) -> str:
        found = re.search('<p class="verdict">(.*?)</p>', page(report_on(checked(engine, text))))
        assert found is not None
        return found[1]

    assert verdict(WRONG).startswith("发现问题 ")
    assert verdict("依据《中华人民共和国云杉职员法》第五条。\n《不存在的管理办法》第五条。\n") == (
        "已核的引用未发现问题，另有 1 处未核"
    )
    assert verdict("没有引用的一页。\n") == "没有找到引用"


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (None, "不明（清单没有写日期，也无从推定；可用 --list-date 指定）"),
        (
            ListDate(date(2023, 6, 9), date(2023, 6, 9), DateBasis.STATED),
            "2023-06-09（清单自己写明）",
        ),
        (
            ListDate(date(2023, 1, 1), date(2023, 12, 31), DateBasis.GIVEN),
            "2023-01-01 至 2023-12-31（由使用者指定）",
        ),
        (
            ListDate(date(2021, 1, 1), None, DateBasis.INFERRED, "甲办法"),
            "不早于 2021-01-01（清单没有写日期，按所引最新的文件推定：甲办法）",
        ),
        (ListDate(None, date(2021, 1, 1), DateBasis.GIVEN), "不晚于 2021-01-01（由使用者指定）"),
    ],
)
def test_date_of_the_list_says_how_it_is_known(day: ListDate | None, expected: str) -> None:
    assert list_date(day, CHINESE) == expected


def test_what_was_left_out_compared_fixed_and_not_read_is_shown() -> None:
    hidden = Suppressed(finding(message="不列的一处。"), SuppressedBy.CONFIG, "上级确认")
    gone = BaselineEntry("甲.txt", Identity("docno-wrong", "甲令第1号", 1))
    fixed = Fixed(rules=(("CL501", Applicability.SAFE, 3),), settled=False)
    file = file_with(finding(known=False), suppressed=(hidden,), fixed=fixed)
    failed = FileReport(path="乙.bin", failure=Words("乙.bin：不是文本。", "乙.bin: not text."))
    compared = Compared(path="基线.toml", new=1, unchanged=0, fixed=(gone,))
    report = report_on(file, failed)._replace(baseline=compared, overlays=("statutes.toml",))
    shown = assert_sound(page(report)).shown
    for words in (
        "已抑制、未列出 1 处",
        "不列的一处。",
        "配置：上级确认",
        "基线.toml：新增 1 处，未改 0 处，已改 1 处",
        "甲.txt：文号有误、甲令第1号",
        "CL501 3 处（可自动修正）",
        "有的修正互相抵触，没有改完",
        "乙.bin：不是文本。",
        "statutes.toml",
    ):
        assert words in shown


# ---------------------------------------------------------------- many lists


def test_run_shows_each_list_and_numbers_its_findings_anew(engine: Engine) -> None:
    files = [checked(engine, WRONG, name) for name in ("甲.txt", "乙.txt")]
    text = page(report_on(*files))
    assert_sound(text)
    assert text.count('class="sheet many"') == 2
    assert '<a href="#l2">乙.txt</a>' in text


def test_list_beyond_the_limit_shows_its_cells_with_findings_only(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sheets, "FULL_LIMIT", 10)
    clean = "序号\t名称\t依据\n1\t没有问题的\t《中华人民共和国云杉职员法》第五条\n"
    files = [
        checked(engine, text, name) for name, text in [("甲", WRONG), ("乙", WRONG), ("丙", clean)]
    ]
    read = assert_sound(page(report_on(*files)))
    assert read.shown.count("青石县权责清单") == 1
    assert len(read.marks) == 2 * len({key for key in read.marks if key.startswith("1-")})
    assert "没有问题的" not in read.shown
    assert "清单较多，这一份只列出有问题的单元格" in read.shown
    assert "没有发现问题，原文未列出" in read.shown


def test_lists_beyond_the_limit_of_notes_are_counted_and_said(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sheets, "NOTES_LIMIT", 3)
    read = assert_sound(page(report_on(*(checked(engine, WRONG, name) for name in "甲乙丙"))))
    assert "本页最多列出 4000 条，下列清单的问题只计数" in read.shown
    assert "丙：错误 2" in read.shown


def test_list_with_too_many_findings_shows_the_gravest_and_says_how_many_more(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sheets, "NOTES_LIMIT", 2)
    minor = [
        finding(severity=Severity.INFO, message=f"第{at}处。", span=Span(at, at + 1), raw="同")
        for at in range(3)
    ]
    read = assert_sound(page(report_on(file_with(*minor, finding()))))
    assert len(read.marks) == 2
    assert "没有第九条。" in read.shown
    assert "这一份另有较轻的 2 处没有列出" in read.shown


# ---------------------------------------------------------------- statutes and words


VERSIONS = (
    ViewVersion("enactment", "1999-07-10", "1999-07-10", "2001-07-10", True, None, ()),
    ViewVersion("revision", "2010-12-04", "2010-12-04", "2010-12-04", False, None, ()),
)


def test_effective_day_that_is_not_known_is_a_range() -> None:
    assert begin(VERSIONS[0], CHINESE) == "不早于 1999-07-10、不晚于 2001-07-10（推定）"
    assert begin(VERSIONS[1], CHINESE) == "2010-12-04"
    unknown = VERSIONS[0]._replace(low=None, high=None)
    assert begin(unknown, CHINESE) == "不明"


def test_timeline_draws_what_is_known_and_the_table_says_the_same(engine: Engine) -> None:
    file = checked(engine, WRONG)
    assert file.view is not None
    statute = ViewStatute(
        title="甲办法",
        tier="department_rule",
        tier_certain=False,
        number="甲令第1号",
        status="repealed",
        versions=VERSIONS,
        repealed_on="2020-01-01",
        successor="乙办法",
        successor_since="2020-01-01",
    )
    one = finding(title="甲办法", span=file.diagnostics[0].span, raw="第九十条")
    view = file.view._replace(statutes=(statute,), citations=())
    facts = file.facts._replace(list_date=ListDate(date(2015, 1, 1), None, DateBasis.GIVEN))  # type: ignore[union-attr]
    text = page(report_on(file._replace(view=view, diagnostics=(one,), facts=facts)))
    read = assert_sound(text)
    drawing = text[text.index('<svg class="timeline"') : text.index("<figcaption>")]
    assert drawing.count('class="open"') == 1
    assert drawing.count('class="run"') == 1
    assert drawing.count('class="at"') == 1
    assert drawing.count('class="gone"') == 1
    for words in (
        "部门规章（推定）",
        "2020-01-01废止、由《乙办法》替代（2020-01-01施行）",
        "甲令第1号",
    ):
        assert words in read.shown


def test_citation_is_clean_only_where_nothing_is_wrong_with_it(engine: Engine) -> None:
    text = page(report_on(checked(engine, WRONG)))
    clean = re.findall(r'<span class="c ok" data-c="\d+">([^<]*)</span>', text)
    assert clean == ["第五条"]
    assert re.search(r'<span class="c un" data-c="\d+" id="c\d+">第五条第二款</span>', text)


def test_suppressed_finding_gives_its_citation_no_tick(engine: Engine) -> None:
    file = checked(engine, WRONG)
    assert file.source is not None
    at = file.source.index("第五条。")
    hidden = Suppressed(
        finding(span=Span(at, at + 3), raw="第五条"), SuppressedBy.COMMENT, "上级确认"
    )
    assert 'class="c ok" data-c' in page(report_on(file))
    assert 'class="c ok" data-c' not in page(report_on(file._replace(suppressed=(hidden,))))


def test_every_rule_has_a_name_in_words() -> None:
    assert {rule.name for rule in all_rules()} <= set(CHINESE.rules)


def test_english_page_says_nothing_of_its_own_in_chinese() -> None:
    def strings(value: Any) -> list[str]:
        if isinstance(value, dict):
            return [text for one in value.values() for text in strings(one)]
        return [value]

    han = re.compile("[\u3000-\u9fff\uff00-\uffef]")
    assert [text for value in ENGLISH for text in strings(value) if han.search(text)] == []


def test_english_page_has_no_full_width_brackets(engine: Engine) -> None:
    file = checked(engine, "依据《中华人民共和国云杉职员法》第五条。\n")
    assert "（" in page(report_on(file))
    assert "（" not in page(report_on(file), Language.ENGLISH)


@pytest.mark.parametrize("name", CHINESE._fields)
def test_phrases_have_the_same_places_to_fill_in_both_languages(name: str) -> None:
    def places(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: places(one) for key, one in value.items()} if name != "rules" else None
        return sorted(re.findall(r"\{\w*\}", value))

    assert places(getattr(CHINESE, name)) == places(getattr(ENGLISH, name))
