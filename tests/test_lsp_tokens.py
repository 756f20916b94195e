"""Do tokens mark the words that they say, whatever stands around them?"""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lsprotocol.types import Position, SemanticTokens
from open_list import opened

from citelaw.integrations.lsp.checked import Checked
from citelaw.integrations.lsp.positions import Positions
from citelaw.integrations.lsp.tokens import LEGEND, tokens
from citelaw.span import Span

TABLE = "序号\t名称\t权力类型\t设定依据\n"
INSURANCE = "《中华人民共和国青禾保险法》"

Shown = tuple[str, str, tuple[str, ...]]


def placed(found: SemanticTokens, positions: Positions) -> Iterator[tuple[Span, int, int]]:
    """Yield the spans of the whole text that the tokens cover, read as a client reads them."""
    line = character = 0
    data = found.data
    for at in range(0, len(data), 5):
        down, along, length, kind, modifiers = data[at : at + 5]
        line, character = line + down, along if down else character + along
        start = positions.offset(Position(line, character))
        end = positions.offset(Position(line, character + length))
        yield Span(start, end), kind, modifiers


def decoded(checked: Checked, span: Span | None = None) -> list[Shown]:
    """Return the tokens: type, text, modifiers."""
    text = checked.positions.text
    return [
        (
            LEGEND.token_types[kind],
            text[where.start : where.end],
            tuple(name for at, name in enumerate(LEGEND.token_modifiers) if modifiers & (1 << at)),
        )
        for where, kind, modifiers in placed(tokens(checked, span), checked.positions)
    ]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (
            f"【法律】{INSURANCE}（主席令第301号）第九条第二款：“骗取的，责令退回”",
            [
                ("property", "法律", ()),
                ("class", INSURANCE, ()),
                ("keyword", "主席令第301号", ()),
                ("number", "第九条第二款", ()),
                ("string", "骗取的，责令退回", ()),
            ],
        ),
        (
            "《旧渠稽核条例》第二条",
            [("class", "《旧渠稽核条例》", ("deprecated",)), ("number", "第二条", ())],
        ),
        (
            f"{INSURANCE}（以下简称《青保法》）；《青保法》",
            [
                ("class", INSURANCE, ()),
                ("class", "《青保法》", ("definition",)),
                ("class", "《青保法》", ()),
            ],
        ),
        (
            f"{INSURANCE}（以下简称“青保法”）；依照青保法第三条",
            [
                ("class", INSURANCE, ()),
                ("class", "青保法", ("definition",)),
                ("class", "青保法", ()),
                ("number", "第三条", ()),
            ],
        ),
        (
            f"{INSURANCE}第九条：“违反《新渠稽核条例》第二条和本法第三条的”",
            [
                ("class", INSURANCE, ()),
                ("number", "第九条", ()),
                ("string", "违反", ()),
                ("class", "《新渠稽核条例》", ()),
                ("number", "第二条", ()),
                ("string", "和", ()),
                ("number", "本法第三条", ()),
                ("string", "的", ()),
            ],
        ),
        (
            "《新渠稽核条例\r\n》第二条",
            [("class", "《新渠稽核条例", ()), ("class", "》", ()), ("number", "第二条", ())],
        ),
        (
            "<table><tr><td>1</td><td>《新渠<b>稽核</b>条例》第三条：“甲<br>乙”</td></tr></table>",
            [
                ("class", "《新渠", ()),
                ("class", "稽核", ()),
                ("class", "条例》", ()),
                ("number", "第三条", ()),
                ("string", "甲", ()),
                ("string", "乙", ()),
            ],
        ),
        (
            "依据《新渠稽核条例》。<!-- citelaw: ignore[CL201] 见《甲法》 -->",
            [
                ("class", "《新渠稽核条例》", ()),
                ("comment", "<!-- citelaw: ignore[CL201] 见《甲法》 -->", ()),
            ],
        ),
        ("按照青发〔2014〕70号要求", [("keyword", "青发〔2014〕70号", ())]),
        ("制作《行政处罚告知书》送达", []),
        ("", []),
    ],
    ids=[
        "citation", "repealed", "short name", "short name in quotes", "in a quotation",
        "two lines", "markup", "comment", "number", "form", "empty",
    ],
)  # fmt: skip
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32"])
def test_tokens_say_what_the_words_are(text: str, shown: list[Shown], encoding: str) -> None:
    assert decoded(opened(text, encoding=encoding)) == shown


def test_repealed_is_what_is_so_on_the_day_of_the_check() -> None:
    marked = {
        day.year: decoded(opened("《旧渠稽核条例》", as_of=day))
        for day in (date(2014, 1, 1), date(2016, 1, 1))
    }
    assert marked == {
        2014: [("class", "《旧渠稽核条例》", ())],
        2016: [("class", "《旧渠稽核条例》", ("deprecated",))],
    }


def test_quotation_over_lines_is_a_token_in_each() -> None:
    text = f"{INSURANCE}第六条：“有下列情形之一的：\r\n（一）第三人负担的；\r\n（二）企业负担的。”"
    shown = [words for kind, words, _ in decoded(opened(text)) if kind == "string"]
    assert shown == ["有下列情形之一的：", "（一）第三人负担的；", "（二）企业负担的。"]


def test_range_gives_the_tokens_of_its_lines_alone() -> None:
    rows = [
        f"{n}\t甲\t许可\t{INSURANCE}第{n}条<!-- citelaw: ignore[CL301] 甲 -->\n"
        for n in range(1, 9)
    ]
    checked = opened(TABLE + "".join(rows))
    source = checked.source
    start = source.index("\n3\t") + 4
    everything = [*placed(tokens(checked), checked.positions)]
    some = [*placed(tokens(checked, Span(start, start + len(rows[0]))), checked.positions)]
    lines = Span(source.rindex("\n", 0, start), source.index("\n5\t"))
    assert some == [
        one for one in everything if lines.start < one[0].start and one[0].end <= lines.end
    ]
    assert len(some) == 6


PARTS = (
    INSURANCE, "《旧渠稽核条例》", "《新渠稽核条例\n》", "《不存在的管理办法》", "青禾保险法",
    "（以下简称《青保法》）", "（以下简称“青保法”）", "《青保法》", "（主席令第301号，2018年修正）",
    "【法律】", "第九条", "第六条第（一）、（二）项", "第三条至第五条", "：“", "骗取的", "\r\n",
    *"”“𠮷\n\t\x0c\u2028 ；。|\ufeff", "<p>", "</p>", "<b>", "</b>", "&lt;", "1\t",
    TABLE, "<!-- citelaw: ignore[CL201] 《甲法》第三条 -->",
)  # fmt: skip


@given(st.lists(st.sampled_from(PARTS), max_size=16), st.integers(0, 99), st.integers(0, 99))
def test_tokens_of_a_range_are_those_of_the_whole(parts: list[str], one: int, two: int) -> None:
    checked = opened("".join(parts))
    length, positions = len(checked.source), checked.positions
    lead = len(positions.text) - length
    asked = Span(min(one, two, length), min(max(one, two), length))
    low = positions.line(positions.line_at(asked.start + lead)).start
    high = positions.line(positions.line_at(asked.end + lead)).end
    expected = [
        one
        for one in placed(tokens(checked), positions)
        if low <= one[0].start < one[0].end <= high
    ]
    assert [*placed(tokens(checked, asked), positions)] == expected


@given(
    st.lists(st.sampled_from(PARTS), max_size=16),
    st.sampled_from(["utf-8", "utf-16", "utf-32"]),
)
def test_tokens_are_in_order_apart_and_hold_what_was_found(parts: list[str], encoding: str) -> None:
    checked = opened("".join(parts), encoding=encoding)
    positions, text = checked.positions, checked.positions.text
    found = [*placed(tokens(checked), positions)]
    for (one, _, _), (two, _, _) in pairwise(found):
        assert one.end <= two.start
    lead = len(text) - len(checked.source)
    whole = {span: "class" for span, one in checked.mentions if not one.mention.is_number}
    whole |= dict.fromkeys((span for span, _ in checked.citations), "number")
    covered: dict[Span, list[Span]] = {}
    for span, kind, _ in found:
        words = text[span.start : span.end]
        assert words
        assert "\n" not in words
        assert "\r" not in words
        for mark, name in whole.items():
            inside = mark.start + lead <= span.start and span.end <= mark.end + lead
            if inside and name == LEGEND.token_types[kind]:
                covered.setdefault(mark, []).append(span)
    for mark in whole:
        raw = text[mark.start + lead : mark.end + lead]
        if "<" not in raw and "\n" not in raw and "\r" not in raw:
            assert covered.get(mark) == [Span(mark.start + lead, mark.end + lead)], raw
