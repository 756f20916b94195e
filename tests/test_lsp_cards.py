"""Does the card over a title or a place say what the database knows, and no more?"""

import re
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest
from lsprotocol.types import Hover, MarkupContent, MarkupKind
from open_list import AS_OF, STATUTES, opened

from citelaw.engine import Engine
from citelaw.integrations.lsp._departure import departures
from citelaw.integrations.lsp.checked import Checked
from citelaw.integrations.lsp.hover import hover
from citelaw.integrations.lsp.markup import escaped, markup, shown
from citelaw.integrations.lsp.positions import Positions
from citelaw.model import Difference, DifferenceKind
from citelaw.registry import Registry, open_registry
from citelaw.registry.building import compile_texts
from citelaw.registry.building.corpus import read_corpus
from citelaw.registry.curated import read_curated
from citelaw.registry.lookup import SHIPPED
from citelaw.settings import Settings, given_date
from citelaw.span import Span

INSURANCE = "《中华人民共和国青禾保险法》"
NINE = (
    "以虚报播种面积、伪造灾情证明或者其他手段骗取青禾保险待遇的，由青禾主管部门责令退回骗取的保险金，"
    "处骗取金额二倍以上五倍以下的罚款。"
)


@pytest.fixture(scope="module")
def texts(tmp_path_factory: pytest.TempPathFactory) -> Registry:
    """The invented statutes with their words, as who imported the texts has them."""
    out = tmp_path_factory.mktemp("texts") / "statutes.sqlite"
    compile_texts(read_corpus(STATUTES, False), read_curated(STATUTES / "curated"), out, words=True)
    return open_registry(out)


def opened_with(registry: Registry, text: str, **settings: Any) -> Checked:
    engine = Engine(Settings(**{"as_of": AS_OF, **settings}), registry=registry)
    report = engine.check_document(engine.read_text(text, "list.txt"))
    return Checked("file:///list.txt", 1, None, Positions(text), report, engine)


def pointed(text: str) -> tuple[str, int]:
    """Return a list without its ‸, and where that stood."""
    return text.replace("‸", ""), text.index("‸")


def said(found: Hover | None) -> str:
    assert found is not None
    assert isinstance(found.contents, MarkupContent)
    return found.contents.value


def card(text: str, language: str = "zh", *, markdown: bool = False, **settings: Any) -> str:
    """Return the card at the ‸ of a list."""
    text, offset = pointed(text)
    return said(hover(opened(text, **settings), offset, language, markdown=markdown))


# ---------------------------------------------------------------- the whole card


def test_card_of_a_place_that_is_not_there() -> None:
    text = f"{INSURANCE}（以下简称《青保法》）第三条。按照《青保法》‸第九十九条"
    assert card(text, markdown=True, list_date=given_date("2019-05")) == (
        "**《中华人民共和国青禾保险法》第九十九条** 法律 · 主席令第301号  \n"
        "现行有效  \n"
        "清单制发时和今日：2018年修正文本（2018-05-20 起施行）  \n"
        "**2018年修正文本没有第九十九条，末条是第十二条**\n"
        "\n---\n\n"
        "清单以“青保法”简称《中华人民共和国青禾保险法》  \n"
        "清单日期 2019-05-01 至 2019-05-31；数据截至 2026-08-28"
    )


def test_plain_card_has_no_marks() -> None:
    assert card("‸《旧渠稽核条例》", list_date=given_date("2014")) == (
        "《旧渠稽核条例》 行政法规 · 国务院令第259号\n"
        "已于 2015-03-01 由《新渠稽核条例》废止\n"
        "清单制发时：1999年文本（1999-01-22 起施行）\n"
        "\n"
        "清单日期 2014-01-01 至 2014-12-31；数据截至 2025-04-19"
    )


def test_kind_of_the_card_is_what_the_client_reads() -> None:
    found = opened(INSURANCE)
    for markdown, kind in ((True, MarkupKind.Markdown), (False, MarkupKind.PlainText)):
        contents = hover(found, 0, "zh", markdown=markdown)
        assert contents is not None
        assert isinstance(contents.contents, MarkupContent)
        assert contents.contents.kind is kind


# ---------------------------------------------------------------- the statute


@pytest.mark.parametrize(
    ("text", "as_of", "state"),
    [
        pytest.param(f"‸{INSURANCE}", AS_OF, "现行有效", id="in-force"),
        pytest.param(
            "‸《旧渠稽核条例》", AS_OF, "已于 2015-03-01 由《新渠稽核条例》废止", id="repealed"
        ),
        pytest.param("‸《远星旧船检验办法》", AS_OF, "已于 2020-01-01 废止", id="repealed-by-none"),
        pytest.param(
            "‸《远星旧船检验办法》",
            date(2019, 12, 31),
            "现行有效，2020-01-01 起废止",
            id="repealed-later",
        ),
        pytest.param(
            "‸《青禾救助暂行办法》",
            AS_OF,
            "已由《中华人民共和国青禾救助法》取代（2026-07-01 起），未见明文废止",
            id="superseded",
        ),
        pytest.param(
            "‸《青禾救助暂行办法》",
            date(2026, 6, 30),
            "现行有效，2026-07-01 起由《中华人民共和国青禾救助法》取代",
            id="superseded-later",
        ),
        pytest.param("‸《远星法》", AS_OF, "尚未施行，2027-01-01 起施行", id="not-yet"),
        pytest.param("‸《远星法》", date(2027, 1, 1), "现行有效", id="first-day"),
        pytest.param(
            "‸《云杉职员法》",
            date(2019, 5, 31),
            "现行有效，2019-06-01 起施行修改后的文本",
            id="text-to-come",
        ),
        pytest.param(
            "‸《国家青禾保障局关于优化青禾领域便民服务的意见》",
            AS_OF,
            "效力状态未收录",
            id="listed-only",
        ),
    ],
)
def test_second_line_says_what_has_become_of_the_statute(
    text: str, as_of: date, state: str
) -> None:
    assert card(text, as_of=as_of).split("\n")[1] == state


@pytest.mark.parametrize(
    ("text", "day", "lines"),
    [
        pytest.param(
            f"‸{INSURANCE}", None, ["今日：2018年修正文本（2018-05-20 起施行）"], id="no-date"
        ),
        pytest.param(
            f"‸{INSURANCE}",
            "2018-05-19",
            [
                "清单制发时：2010年文本（2010-07-01 起施行）",
                "今日：2018年修正文本（2018-05-20 起施行）",
            ],
            id="older-text",
        ),
        pytest.param(
            f"‸{INSURANCE}",
            "2018",
            [
                "清单制发时：不能确定，可能是2010年文本（2010-07-01 起施行），"
                "或2018年修正文本（2018-05-20 起施行）",
                "今日：2018年修正文本（2018-05-20 起施行）",
            ],
            id="amended-within-the-days-of-the-list",
        ),
        pytest.param(
            "‸《云雀会堂法》",
            "2010",
            [
                "清单制发时：不能确定，当时的文本未收录",
                "今日：2016年修订文本（2016-05-01 起施行）",
            ],
            id="text-not-held",
        ),
        pytest.param(
            "‸《白鹭机构管理办法》",
            "2016-09",
            [
                "清单制发时：不能确定，可能是2012年文本（2012-09-01 起施行），"
                "或2016年修正文本（施行日期未收录）",
                "今日：2016年修正文本（施行日期未收录）",
            ],
            id="first-day-not-known",
        ),
        pytest.param(
            "‸《旧渠稽核条例》",
            "2016",
            ["清单制发时：已废止，废止前是1999年文本（1999-01-22 起施行）"],
            id="repealed-before",
        ),
        pytest.param("‸《远星法》", "2026-10", [], id="in-force-on-neither-day"),
        pytest.param(
            "‸《远星旧船检验办法》", "2019", ["条文未收录，不能核对"], id="without-articles"
        ),
    ],
)
def test_texts_in_force_are_told_for_both_days(
    text: str, day: str | None, lines: list[str]
) -> None:
    known = given_date(day) if day is not None else None
    head = card(text, list_date=known).split("\n\n")[0].split("\n")
    assert head[2:] == lines


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("‸《灯塔管理规定》", "部门规章（推定）", id="guessed-tier"),
        pytest.param(f"‸{INSURANCE}", "清单日期不明", id="no-date"),
        pytest.param("‸《青禾保险法》", "清单写作《青禾保险法》，是收录的简称或别名", id="alias"),
        pytest.param(
            f"‸{INSURANCE}（以下简称“青保法”）。青保法第三条", "清单中简称“青保法”", id="named"
        ),
        pytest.param(
            "‸《某某办法》", "数据库未收录，没有核验，不表示有误", id="not-in-the-database"
        ),
        pytest.param(
            "‸《国家青禾保障局关于优化青禾领域便面服务的意见》",
            "相近的名称：《国家青禾保障局关于优化青禾领域便民服务的意见》",
            id="near",
        ),
        pytest.param("‸《救助联营办法》", "《白鹭机构管理办法》（青禾部令第3号）", id="ambiguous"),
    ],
)
def test_card_says_it(text: str, words: str) -> None:
    assert words in card(text)


def test_title_of_the_list_is_not_repeated_where_it_is_the_statutes_own() -> None:
    assert "清单写作" not in card(f"‸{INSURANCE}")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("依据‸有关规定", id="nothing-cited"),
        pytest.param("‸《行政处罚告知书》", id="form"),
        pytest.param("‸", id="empty"),
    ],
)
def test_there_is_no_card_where_nothing_is_cited(text: str) -> None:
    text, offset = pointed(text)
    assert hover(opened(text), offset, "zh", markdown=True) is None


# ---------------------------------------------------------------- the place


@pytest.mark.parametrize(
    ("text", "day", "words"),
    [
        pytest.param(f"{INSURANCE}‸第八条", None, "有第八条：1 款；内容：罚则", id="there"),
        pytest.param(
            f"{INSURANCE}‸第六条第一款第三项", None, "有第六条：2 款，第一款 3 项", id="items"
        ),
        pytest.param(
            f"{INSURANCE}‸第十条",
            None,
            "有第十条：1 款，第一款 4 项；内容：追责；主体：青禾保险经办机构及其工作人员",
            id="accountability",
        ),
        pytest.param(f"{INSURANCE}‸第二章", None, "有第二章", id="chapter"),
        pytest.param(f"{INSURANCE}‸第五条至第九条", None, "有第五条至第九条", id="range"),
        pytest.param(
            f"{INSURANCE}‸第六条第九款",
            None,
            "2018年修正文本没有第六条第九款，共 2 款（有第六条）",
            id="no-such-paragraph",
        ),
        pytest.param(
            "《残卷法》‸第三十条",
            None,
            "收录的文本不完整，不能确定有没有这一处",
            id="incomplete-text",
        ),
        pytest.param(
            "《云杉职员法》‸第四条",
            "2018-03",
            "2005年文本的这一条，2018年修订文本中是第六条",
            id="renumbered",
        ),
        pytest.param(
            f"{INSURANCE}‸第五条",
            "2018-03",
            "2018年修正文本中条号未变，文字有修改",
            id="changed-since",
        ),
        pytest.param(
            "《某某办法》‸第三条", None, "数据库未收录，没有核验，不表示有误", id="unknown-statute"
        ),
        pytest.param(
            f"{INSURANCE}第十条：“违反‸本法第五条规定的，”", None, "有第五条：1 款", id="inside"
        ),
    ],
)
def test_card_says_what_stands_at_the_place(text: str, day: str | None, words: str) -> None:
    known = given_date(day) if day is not None else None
    lines = [
        line for part in card(text, list_date=known).split("\n\n") for line in part.split("\n")
    ]
    assert [line for line in lines if line.startswith(words)]


def test_findings_are_left_to_the_editor() -> None:
    assert "CL301" not in card(f"{INSURANCE}‸第九十九条")


# ---------------------------------------------------------------- the words of the place


def test_nothing_is_quoted_where_no_texts_are_imported() -> None:
    text = f"{INSURANCE}‸第九条：{NINE.replace('二倍', '三倍')}"
    said_of = card(text)
    assert "原文（" not in said_of
    assert "责令退回" not in said_of


def test_words_and_what_is_to_be_corrected_are_shown_where_texts_are_imported(
    texts: Registry,
) -> None:
    text, offset = pointed(f"{INSURANCE}‸第九条：{NINE.replace('二倍', '三倍')}")
    found = opened_with(texts, text)
    assert said(hover(found, offset, "zh", markdown=True)).split("\n\n---\n\n")[1] == (
        "第九条原文（2018年修正文本）：\n\n"
        f"> {NINE}\n\n"
        "引文应改之处：\n\n"
        "> …的保险金，处骗取金额~~三~~**二**倍以上五倍以下的罚款…"
    )
    plain = said(hover(found, offset, "zh", markdown=False))
    assert "处骗取金额[删：三][增：二]倍以上" in plain


@pytest.mark.parametrize(
    ("text", "shown_words", "hidden"),
    [
        pytest.param(
            f"{INSURANCE}‸第六条第一款第三项",
            "> （三）因农户故意焚毁青禾造成损失的。",
            "种子企业",
            id="item-alone",
        ),
        pytest.param(
            f"{INSURANCE}‸第六条第九款",
            "第六条原文（2018年修正文本）：",
            "第九款原文",
            id="article",
        ),
        pytest.param(f"{INSURANCE}‸第九条：{NINE}", "引文与原文一致。", "应改之处", id="right"),
        pytest.param(
            f"{INSURANCE}‸第九条：{NINE[:40]}", "没有引到末尾", "应改之处", id="stops-early"
        ),
        pytest.param(f"‸{INSURANCE}", "现行有效", "原文", id="title"),
    ],
)
def test_words_are_those_of_the_cited_unit(
    texts: Registry, text: str, shown_words: str, hidden: str
) -> None:
    text, offset = pointed(text)
    found = said(hover(opened_with(texts, text), offset, "zh", markdown=True))
    assert shown_words in found
    assert hidden not in found


def test_words_are_those_of_the_text_that_is_meant(texts: Registry) -> None:
    text, offset = pointed(f"{INSURANCE}‸第五条")
    found = opened_with(texts, text, list_date=given_date("2018-03"))
    assert "三十日内核定" in said(hover(found, offset, "zh", markdown=True))


@pytest.mark.parametrize(
    ("quote", "wrong", "line"),
    [
        pytest.param("处二倍罚款", [("二", "三")], "处~~二~~**三**倍罚款", id="one-character"),
        pytest.param("由部门罚款", [("由部门", "由主管部门")], "由**主管**部门罚款", id="missing"),
        pytest.param("由该部门罚款", [("该", "")], "由~~该~~部门罚款", id="too-much"),
        pytest.param(
            "处罚款，并没收", [("，", "。")], "处罚款 ~~，~~  **。** 并没收", id="marks-need-blanks"
        ),
        pytest.param(
            "甲乙丙丁",
            [("甲乙", "甲二"), ("丙", "三")],
            "甲~~乙~~**二**~~丙~~**三**丁",
            id="in-a-row",
        ),
        pytest.param("处𠮷罚", [("𠮷", "吉")], "处~~𠮷~~**吉**罚", id="astral"),
        pytest.param("处*a*罚", [("*a*", "b")], "处 ~~\\*a\\*~~ **b**罚", id="escaped"),
        pytest.param(
            "一二三四五六七八九十甲一二三四五六七八九十",
            [("甲", "乙")],
            "一二三四五六七八九十~~甲~~**乙**一二三四五六七八九十",
            id="short-context",
        ),
        pytest.param(
            "零一二三四五六七八九十甲一二三四五六七八九十零",
            [("甲", "乙")],
            "…一二三四五六七八九十~~甲~~**乙**一二三四五六七八九十…",
            id="long-context",
        ),
    ],
)
def test_departures_are_cut_to_what_differs(
    quote: str, wrong: list[tuple[str, str]], line: str
) -> None:
    found = [
        Difference(DifferenceKind.CHANGED, Span(at, at + len(printed)), right)
        for printed, right in wrong
        for at in [quote.index(printed)]
    ]
    shown_line = departures(quote, found, markup("zh", markdown=True))
    assert shown_line is not None
    assert shown_line.line == line


def test_departure_that_is_not_known_is_not_made_up() -> None:
    unknown = Difference(DifferenceKind.CHANGED, Span(0, 2))
    assert departures("处二倍罚款", [unknown], markup("zh", markdown=True)) is None


# ---------------------------------------------------------------- nothing is markup


HOSTILE = [
    "[点](command:citelaw.fixAll)",
    "![图](http://evil.example/a.png)",
    "<img src=x onerror=alert(1)>",
    "https://evil.example www.evil.example a@evil.example",
    "`码` ~~删~~ **粗** _斜_ $(trash) $x$ &lt;b&gt; | 表 |",
    "甲\n\n# 乙\n- 丙\n1. 丁\n===\n---",
    "甲\u202e乙\x07丙",
]
_LINKS = re.compile(
    r"(?<!\\)[\[\]<>`~@$]|(?<=[a-z]):(?=\S)|www\.|(?<!\\)\*|^\s*[-+#=1]", re.MULTILINE
)


@pytest.mark.parametrize("words", HOSTILE)
def test_text_cannot_be_read_as_markup(words: str) -> None:
    line = escaped(words)
    assert not _LINKS.search(line)
    assert line.isprintable()
    read = {"&lt;": "<", "&gt;": ">"}
    plain = re.sub(r"&lt;|&gt;|\\(.)", lambda found: found[1] or read[found[0]], line)
    assert plain == shown(words)


@pytest.mark.parametrize(
    "title", ["[点](command:evil)办法", "甲**乙**<http://a.b>办法", "甲$(bug)https://a.b办法"]
)
def test_title_of_a_list_is_no_markup_in_its_card(title: str) -> None:
    text = f"《{title}》第三条"
    found = opened(text)
    (mention,) = found.mentions
    for language in ("zh", "en"):
        said_of = said(hover(found, 1, language, markdown=True))
        assert escaped(mention.what.mention.title) in said_of
        assert title not in said_of


def test_line_that_opens_like_a_list_is_no_list() -> None:
    ink = markup("zh", markdown=True)
    lines = [ink.text(one) for one in ("1. 甲", "- 乙", "+ 丙", "# 丁", "=====", ":-")]
    assert ink.block(lines) == "1\\. 甲  \n\\- 乙  \n\\+ 丙  \n\\# 丁  \n\\=====  \n\\:-"


# ---------------------------------------------------------------- English


@pytest.mark.parametrize(
    "text",
    [
        f"‸{INSURANCE}（以下简称“青保法”）。青保法第三条",
        f"{INSURANCE}‸第九十九条",
        f"{INSURANCE}‸第六条第九款",
        "《云杉职员法》‸第四条",
        "‸《旧渠稽核条例》",
        "‸《青禾救助暂行办法》",
        "‸《远星法》",
        "‸《救助联营办法》",
        "‸《某某办法》",
        "‸《灯塔管理规定》",
        "‸《欺诈骗取青禾保险金举报奖励暂行办法》",
        "《残卷法》‸第三十条",
    ],
)
def test_english_card_is_english_but_for_what_is_quoted(text: str) -> None:
    for day in ("2010", "2018-03", None):
        known = given_date(day) if day is not None else None
        english = card(text, "en", list_date=known)
        quoted = r"《[^》]*》|“[^”]*”|第[一-鿿]+[条款项章]|[一-鿿]+(?:〔\d+〕\d+|第\d+)号"
        assert not re.search(r"[一-鿿，。：；]", re.sub(quoted, "", english)), english


# ---------------------------------------------------------------- where


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32"])
@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("𠮷𠮷‸《青禾保险法》第三条", "《青禾保险法》", id="title"),
        pytest.param("𠮷《青禾保‸险法》第三条", "《青禾保险法》", id="in-the-title"),
        pytest.param("𠮷《青禾保险法》‸第三条", "第三条", id="place-where-the-title-ends"),
        pytest.param("𠮷《青禾保险法》第三条‸。", "第三条", id="end-of-the-place"),
        pytest.param("甲\x0c\u2028乙\r\n丙《青禾保险法》‸第三条", "第三条", id="odd-line-ends"),
        pytest.param("\ufeff甲《青禾保险法》‸第三条", "第三条", id="byte-order-mark"),
        pytest.param(
            "<table><tr><td>序号</td><td>设定依据</td></tr><tr><td>1</td>"
            "<td>𠮷《青禾&#20445;险<b>法</b>》‸&#31532;三条</td></tr></table>",
            "&#31532;三条",
            id="entity",
        ),
        pytest.param(
            "<table><tr><td>序号</td><td>设定依据</td></tr><tr><td>1</td>"
            "<td>𠮷‸《青禾&#20445;险<b>法</b>》&#31532;三条</td></tr></table>",
            "《青禾&#20445;险<b>法</b>》",
            id="tags",
        ),
    ],
)
def test_range_is_the_words_that_are_cited(text: str, words: str, encoding: str) -> None:
    text, offset = pointed(text)
    found = opened(text, encoding=encoding)
    position = found.positions.position(offset)
    told = hover(found, found.offset(position), "zh", markdown=True)
    assert told is not None
    assert told.range is not None
    start, end = found.positions.span(told.range)
    assert text[start:end] == words


def test_findings_at_a_span_are_those_that_touch_it() -> None:
    items = [
        f"{n}、{INSURANCE}第九十九条，《旧渠稽核条例》第{n}条（以下简称《条例》）"
        for n in range(30)
    ]
    found = opened("\n".join(items))
    assert len(found.report.diagnostics) > 30
    random = Random(7)
    for _ in range(300):
        start = random.randrange(len(found.source))
        span = Span(start, start + random.choice((0, 1, 5, 40)))
        touched = tuple(
            one
            for one in found.report.diagnostics
            if one.span.start <= span.end and span.start <= one.span.end
        )
        assert found.findings_at(span) == touched


# ---------------------------------------------------------------- the shipped database


@pytest.mark.skipif(not SHIPPED.is_file(), reason="statutes.sqlite is not built")
def test_card_of_a_real_statute() -> None:
    text, offset = pointed("《公务员法》‸第一百零四条")
    with_list_date = Settings(as_of=AS_OF, list_date=given_date("2018-06"))
    engine = Engine(with_list_date, registry=open_registry(SHIPPED))
    report = engine.check_document(engine.read_text(text))
    found = Checked("file:///list.txt", 1, Path("list.txt"), Positions(text), report, engine)
    lines = said(hover(found, offset, "zh", markdown=False)).split("\n")
    assert lines[0].startswith("《中华人民共和国公务员法》第一百零四条 法律")
    assert [line for line in lines if "2018年修订文本中是第一百零八条" in line]
