"""Are marks put round exactly the words of a web page, and nothing else of it touched?"""

import re
import time
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citelaw.annotating import _page
from citelaw.annotating._page import Insertion, Spot, insertions, stripped, text_nodes
from citelaw.commands import run
from citelaw.model import Severity
from citelaw.readers import read_text
from citelaw.span import Span

MARK = re.compile(r'<mark class="citelaw ([^"]*)"([^<>]*)>(.*?)</mark>', re.DOTALL)


def spliced(source: str, put: tuple[Insertion, ...]) -> str:
    parts, at = [], 0
    for one in put:
        parts += [source[at : one.at], one.markup]
        at = one.at
    return "".join([*parts, source[at:]])


def marked(source: str, *spans: tuple[int, int], severity: Severity = Severity.ERROR) -> str:
    spots = [
        Spot(Span(*span), severity, f"【{number}】", f"【{number}】说明")
        for number, span in enumerate(spans, 1)
    ]
    return spliced(source, insertions(source, spots, "utf-8").insertions)


def wrapped(page: str) -> list[str]:
    return [found[3] for found in MARK.finditer(page)]


def around(source: str, words: str) -> tuple[int, int]:
    start = source.index(words)
    return start, start + len(words)


@pytest.mark.parametrize(
    ("source", "words", "expected"),
    [
        pytest.param("<p>依据《甲法》第八条</p>", "第八条", ["第八条"], id="within a text"),
        pytest.param(
            "<td>《甲<b>法</b>》</td>", "《甲<b>法</b>》", ["《甲", "法", "》"], id="over tags"
        ),
        pytest.param(
            "<tr><td>甲</td> <td>乙</td></tr>",
            "甲</td> <td>乙",
            ["甲", "乙"],
            id="no mark between cells, where none may stand",
        ),
        pytest.param("<p>《甲&amp;乙》</p>", "&amp;乙", ["&amp;乙"], id="entity"),
        pytest.param("<p>甲&#26465;乙</p>", "26465;乙", ["&#26465;乙"], id="half an entity"),
        pytest.param("<p>甲&#26465;乙</p>", "甲&#26", ["甲&#26465;"], id="half an entity behind"),
        pytest.param("<p>甲 & 乙</p>", "& 乙", ["& 乙"], id="an ampersand that is one"),
        pytest.param("<p>1<5，甲</p>", "1<5，甲", ["1<5，甲"], id="a sign that opens no tag"),
        pytest.param("<p>甲<!--《乙》-->丙</p>", "甲<!--《乙》-->丙", ["甲", "丙"], id="comment"),
        pytest.param(
            '<p title="a>b">甲<img alt=\'>"\'>乙</p>',
            "甲<img alt='>\"'>乙",
            ["甲", "乙"],
            id="signs in attributes",
        ),
        pytest.param("<p>甲<br>\n乙</p>", "甲<br>\n乙", ["甲", "\n乙"], id="line break"),
        pytest.param("<p>甲 乙</p>", " ", [" "], id="white space among words"),
        pytest.param("<P>甲</P", "甲", ["甲"], id="page that is cut off"),
    ],
)
def test_marks_stand_round_the_words(source: str, words: str, expected: list[str]) -> None:
    page = marked(source, around(source, words))
    assert wrapped(page) == expected
    assert stripped(page) == source


@pytest.mark.parametrize(
    "source",
    [
        "<title>《甲法》</title>",
        "<script>var a = '《甲法》';</script>",
        "<style>/*《甲法》*/</style>",
        "<textarea>《甲法》</textarea>",
        "<SVG><text>《甲法》</text></SVG>",
        "<select><option>《甲法》</option></select>",
        '<img alt="《甲法》">',
        "<img alt='《甲法》",
        "<!-- 《甲法》 -->",
        "<!-- 《甲法》",
        "<!doctype 《甲法》>",
        "<? 《甲法》 ?>",
        "</ 《甲法》>",
        "<p 《甲法》>",
    ],
)
def test_what_is_no_text_of_the_page_gets_no_mark_and_is_told(source: str) -> None:
    span = Span(*around(source, "《甲法》"))
    found = insertions(source, [Spot(span, Severity.ERROR, "【1】", "说明")], "utf-8")
    assert found.insertions == ()
    assert not found.ids


def test_words_of_two_findings_have_one_mark_with_both() -> None:
    source = "<p>甲乙丙丁</p>"
    page = marked(source, (3, 6), (5, 7))
    assert wrapped(page) == ["甲乙", "丙", "丁"]
    middle = MARK.findall(page)[1]
    assert 'title="【1】说明&#10;&#10;【2】说明"' in middle[1]
    assert 'data-citelaw="【1】"' in middle[1]


def test_finding_without_words_gets_an_empty_mark_where_it_is() -> None:
    page = marked("<p>甲乙</p>", (4, 4))
    assert page.startswith("<p>甲<mark ")
    assert page.endswith("></mark>乙</p>")


def test_what_is_said_cannot_leave_its_attribute() -> None:
    spot = Spot(Span(0, 1), Severity.INFO, "【1】", '"><script>alert(1)</script>\x00\u202e')
    page = spliced("甲", insertions("甲", [spot], "utf-8").insertions)
    assert "<script" not in page
    assert page.isprintable()


def test_text_of_a_mark_stays_short_enough_for_readers_in_any_encoding() -> None:
    spot = Spot(Span(0, 1), Severity.INFO, "【1】", "说" * 5_000)
    for codec in ("utf-8", "ascii", "gb18030"):
        (opening, _) = insertions("x", [spot], codec).insertions
        shown = _page.written(opening.markup, codec).decode(codec)
        assert len(shown) < 2_000
        assert "…" in unescape(shown)


PIECES = st.sampled_from(
    [
        "甲法",
        "第八条",
        " ",
        "\n",
        "<p>",
        "</p>",
        "<b>",
        "</b>",
        "<td class='a>b'>",
        "</td>",
        "&nbsp;",
        "&#26465;",
        "&",
        "<",
        "<5",
        "<!-- 《乙》 -->",
        "<!--",
        "-->",
        "<script>'<p>甲</p>'</script>",
        "<script>",
        "<title>甲</title>",
        '<img alt="',
        '">',
        "<br/>",
        "</",
        "<svg/>",
    ]
)
PAGES = st.lists(PIECES, max_size=20).map("".join)


@st.composite
def pages(draw: st.DrawFn) -> tuple[str, list[tuple[int, int]]]:
    source = draw(PAGES)
    offset = st.integers(0, len(source))
    spans = draw(st.lists(st.tuples(offset, offset).map(sorted).map(tuple), max_size=6))
    return source, spans  # type: ignore[return-value]


@given(pages())
def test_page_without_its_marks_is_the_page(drawn: tuple[str, list[tuple[int, int]]]) -> None:
    source, spans = drawn
    assert stripped(marked(source, *spans)) == source


@given(pages())
def test_marked_words_are_those_of_the_spans(drawn: tuple[str, list[tuple[int, int]]]) -> None:
    source, spans = drawn
    nodes = [node for node in text_nodes(source) if source[slice(*node)].strip(" \t\n\f\r")]
    wanted = {
        at
        for start, end in spans
        for node in nodes
        for at in range(max(start, node.start), min(end, node.end))
    }
    spots = [Spot(Span(*span), Severity.ERROR, "", "说明") for span in spans]
    put = insertions(source, spots, "utf-8").insertions
    opened = [one.at for one in put if not one.markup.startswith("</")]
    closed = [one.at for one in put if one.markup.startswith("</")]
    ranges = [
        (one.at, put[at + 1].at)
        for at, one in enumerate(put)
        if one.markup.startswith("<mark") and not one.markup.endswith("</mark>")
    ]
    covered = {at for start, end in ranges for at in range(start, end)}
    assert covered >= wanted
    for at in covered - wanted:  # the rest of an entity
        assert source[at] in "&#;0123456789nbsp"
    assert len(closed) == len(ranges)
    assert opened == sorted(opened)


class Text(HTMLParser):
    """Collects what a browser shows."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.shown = ""
        self.feed(page)
        self.close()

    def handle_data(self, data: str) -> None:
        self.shown += data


@pytest.mark.parametrize(
    "opening", ['<mark class="citelaw x">', "<citelaw-remarks>", "<svg>", "<!--", "<a ", "<a b='"]
)
def test_page_of_openings_alone_takes_no_time(opening: str) -> None:
    page = opening * 50_000
    started = time.monotonic()
    assert stripped(page) == page
    list(text_nodes(page))
    assert time.monotonic() - started < 5


# ---------------------------------------------------------------- the command

LIST = (
    "<!DOCTYPE html><html><head><title>清单</title>{head}</head><body>\n"
    "<table><tr><th>序号</th><th>事项名称</th><th>设定依据</th></tr>\n"
    "<tr><td>1</td><td>甲事项</td><td>《中华人民共和国<b>社会保险法</b>》第九百条</td></tr>\n"
    "<tr><td>2</td><td>乙事项</td><td>《中华人民共和国社会保险法》第九百条</td></tr>\n"
    "</table>\n</body></html>\n"
)


def annotated(path: Path, *options: str, status: int = 1) -> Path:
    out = path.with_name("out.html")
    arguments = ["annotate", str(path), "-o", str(out), "--as-of", "2026-11-21", *options]
    assert run([*arguments, "--isolated"]) == status
    return out


@pytest.mark.parametrize(
    ("encoding", "head"),
    [
        ("utf-8", '<meta charset="utf-8">'),
        ("utf-8-sig", ""),
        ("gbk", '<meta charset="gb2312">'),
        ("utf-16", ""),
    ],
)
def test_copy_keeps_encoding_and_every_byte_of_the_page(
    tmp_path: Path, encoding: str, head: str
) -> None:
    source = LIST.format(head=head)
    page = tmp_path / "清单.html"
    page.write_bytes(source.encode(encoding))
    before = page.read_bytes()
    out = annotated(page)
    assert page.read_bytes() == before
    copy = out.read_bytes().decode(encoding)
    assert wrapped(copy) == ["第九百条", "第九百条"]
    assert stripped(copy).encode(encoding) == before
    assert "机器校验，经人工确认后生效" in Text(copy).shown


def test_characters_that_the_page_lacks_stand_as_references() -> None:
    assert _page.written("条€𠮷", "gb18030") == "条&#8364;&#134071;".encode("gbk")
    assert _page.written("条", "latin-1") == b"&#26465;"


def test_annotating_a_copy_replaces_its_marks(tmp_path: Path) -> None:
    page = tmp_path / "清单.html"
    page.write_text(LIST.format(head=""), "utf-8")
    first = annotated(page).read_bytes()
    again = tmp_path / "again.html"
    again.write_bytes(first)
    assert annotated(again).read_bytes() == first


def test_copy_reads_like_the_page(tmp_path: Path) -> None:
    page = tmp_path / "清单.html"
    page.write_text(LIST.format(head=""), "utf-8")
    copy = annotated(page).read_text("utf-8")
    cells = [(one.text, one.row, one.column) for one in read_text(copy).cells]
    assert cells == [(one.text, one.row, one.column) for one in read_text(page.read_text()).cells]


def test_links_of_the_list_lead_to_marks(tmp_path: Path) -> None:
    page = tmp_path / "清单.html"
    page.write_text(LIST.format(head=""), "utf-8")
    copy = annotated(page).read_text("utf-8")
    ids = set(re.findall(r' id="(citelaw-[0-9]+)"', copy))
    links = set(re.findall(r'href="#([^"]+)"', copy))
    assert links == ids
    assert len(ids) == 2
    assert copy.count("【1】错误") == 2  # over the first words and in the list
    assert 'title="同【1】"' in copy


def test_finding_that_has_no_mark_is_listed_and_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "清单.html"
    hidden = (
        "<table><tr><td><textarea>《中华人民共和国社会保险法》第九百条</textarea></td></tr></table>"
    )
    page.write_text(f"<html><body>{hidden}</body></html>", "utf-8")
    copy = annotated(page).read_text("utf-8")
    assert wrapped(copy) == []
    assert "（未能标在原处）" in copy
    assert "没有标在原处" in capsys.readouterr().err
