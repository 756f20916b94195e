"""Do carets stand under the words that they mean, whatever the words are made of?"""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wcwidth import wcswidth, wcwidth

from citelaw.reporters import Style
from citelaw.reporters._frame import LEAST, Frame, frame
from citelaw.reporters._screen import Screen
from citelaw.reporters._width import columns, fitted, head, printable, tail, wrapped
from citelaw.span import Span

# What stands in lists, how it is shown, and the terminal columns that this takes up where
# characters of ambiguous width are narrow and where they are wide: all known beforehand.
ATOMS = {
    "法": ("法", 2, 2),
    "㐂": ("㐂", 2, 2),
    "𠮷": ("𠮷", 2, 2),
    "葛\U000e0100": ("葛\U000e0100", 2, 2),
    "《": ("《", 2, 2),
    "：": ("：", 2, 2),
    "Ａ": ("Ａ", 2, 2),
    "８": ("８", 2, 2),
    "\u3000": ("\u3000", 2, 2),
    "👍": ("👍", 2, 2),
    "👍🏽": ("👍🏽", 2, 2),
    "🇨🇳": ("🇨🇳", 2, 2),
    "👨\u200d👩\u200d👧": ("👨\u200d👩\u200d👧", 2, 2),
    "❤\ufe0f": ("❤\ufe0f", 2, 2),
    "ｱ": ("ｱ", 1, 1),
    "a": ("a", 1, 1),
    "8": ("8", 1, 1),
    " ": (" ", 1, 1),
    "\u00a0": ("\u00a0", 1, 1),
    "e\u0301": ("e\u0301", 1, 1),
    "“": ("“", 1, 2),
    "”": ("”", 1, 2),
    "—": ("—", 1, 2),
    "·": ("·", 1, 2),
    "…": ("…", 1, 2),
    "①": ("①", 1, 2),
    "×": ("×", 1, 2),
    "Ω": ("Ω", 1, 2),
    "\t": ("    ", 4, 4),
    "\x0c": ("\ufffd", 1, 2),
    "\x1b": ("\ufffd", 1, 2),
    "\u2028": ("\ufffd", 1, 2),
    "\u202e": ("\ufffd", 1, 2),
    "法\u200d律": ("法\ufffd律", 5, 6),
}
atoms = st.lists(st.sampled_from(sorted(ATOMS)), max_size=8)
codes = "法a“\t\x07\u200d\ufe0f\u0301🇨👍🏽❤é①"
parts = st.lists(st.sampled_from(codes), max_size=12).map("".join)
ambiguous = st.sampled_from([1, 2])


def framed(before: str, finding: str, after: str, style: Style | None = None) -> Frame:
    source = before + finding + after
    span = Span(len(before), len(before) + len(finding))
    return frame(source, Span(0, len(source)), span, Screen(style or Style()))


def width(parts: list[str], ambiguous: int) -> int:
    return sum(ATOMS[part][ambiguous] for part in parts)


@given(atoms, atoms.filter(bool), atoms, ambiguous)
def test_carets_stand_under_the_finding_one_a_column(
    before: list[str], finding: list[str], after: list[str], ambiguous: int
) -> None:
    style = Style(ambiguous=ambiguous, width=300)
    shown = framed("".join(before), "".join(finding), "".join(after), style)
    assert shown.text == "".join(ATOMS[part][0] for part in (*before, *finding, *after))
    assert shown.carets == " " * width(before, ambiguous) + "^" * width(finding, ambiguous)


@given(atoms, atoms.filter(bool), atoms, ambiguous)
def test_carets_are_as_many_as_wcwidth_says_of_the_covered_text(
    before: list[str], finding: list[str], after: list[str], ambiguous: int
) -> None:
    style = Style(ambiguous=ambiguous, width=300)
    shown = framed("".join(before), "".join(finding), "".join(after), style)
    prefix = "".join(ATOMS[part][0] for part in before)
    covered = prefix + "".join(ATOMS[part][0] for part in finding)
    first = wcswidth(prefix, None, "auto", ambiguous)
    last = wcswidth(covered, None, "auto", ambiguous)
    assert shown.carets == " " * first + "^" * (last - first)


@given(parts, parts, parts, ambiguous)
def test_carets_fit_what_is_shown_where_a_finding_parts_a_picture(
    before: str, finding: str, after: str, ambiguous: int
) -> None:
    shown = framed(before, finding, after, Style(ambiguous=ambiguous, width=300))
    first = wcswidth(shown.before, None, "auto", ambiguous)
    last = wcswidth(shown.before + shown.marked, None, "auto", ambiguous)
    assert min(first, last) >= 0, "nothing that moves the cursor"
    assert shown.column in ((first,) if last > first else (first, first - 1))
    assert shown.width == max(last - shown.column, 1)


@given(
    atoms, atoms.filter(bool), atoms, st.integers(0, 200), st.integers(1, 200), ambiguous,
    st.integers(1, 200),
)  # fmt: skip
def test_frame_of_a_long_line_is_a_window_with_carets_inside(
    before: list[str],
    finding: list[str],
    after: list[str],
    lead: int,
    times: int,
    ambiguous: int,
    room: int,
) -> None:
    style = Style(ambiguous=ambiguous, width=room)
    shown = framed("".join(before) * lead, "".join(finding) * times, "".join(after) * lead, style)
    used = wcswidth(shown.text, None, "auto", ambiguous)
    assert used <= max(room, LEAST)
    assert shown.width >= 1
    assert shown.column + shown.width <= max(used, 1)


@pytest.mark.parametrize(("cut", "wide"), [("…", 1), ("…", 2)])
def test_window_shows_the_finding_and_marks_what_is_cut_off(cut: str, wide: int) -> None:
    shown = framed("前" * 500, "第八十条", "后" * 500, Style(ambiguous=wide))
    assert shown.before.startswith(cut + "前")
    assert shown.after.endswith("后" + cut)
    assert (shown.marked, shown.width) == ("第八十条", 8)
    assert shown.column == wide + 2 * shown.before.count("前")


def test_line_that_fits_is_shown_whole() -> None:
    shown = framed("前" * 40, "第八十条", "后")
    assert shown.text == "前" * 40 + "第八十条后"


def test_room_that_nothing_behind_the_finding_needs_shows_what_stands_before_it() -> None:
    shown = framed("前" * 500, "第八十条", "后", Style(width=60))
    assert shown.text == "…" + "前" * 24 + "第八十条后"


def test_long_finding_is_shown_from_its_beginning() -> None:
    shown = framed("前" * 500, "引" * 500, "后", Style(width=60))
    assert shown.text == "…" + "前" * 4 + "引" * 25 + "…"
    assert not shown.whole


def test_finding_over_several_lines_is_framed_on_its_first() -> None:
    source = "甲第一行\n第二行"
    shown = frame(source, Span(0, 4), Span(1, 8))
    assert (shown.text, shown.carets) == ("甲第一行", "  ^^^^^^")
    assert not shown.whole


def test_combining_mark_alone_is_marked_at_its_letter() -> None:
    assert framed("e", "\u0301", "x").carets == "^"


def test_empty_finding_has_one_caret() -> None:
    assert framed("法", "", "条").carets == "  ^"


@pytest.mark.parametrize("wide", [1, 2])
def test_width_known_beforehand_equals_wcwidth(wide: int) -> None:
    for code in range(0x20, 0x20000):  # pictures and letters; all further ones wcwidth is asked
        character = chr(code)
        alone = -1 if 0xD800 <= code < 0xE000 else wcwidth(character, "auto", wide)
        if alone >= 0:
            assert columns(character, wide) == alone, hex(code)


@given(st.text("法aＡ《。“…·—①②’", max_size=40), ambiguous)
def test_width_of_what_lists_are_made_of_equals_wcwidth(text: str, ambiguous: int) -> None:
    assert columns(text, ambiguous) == wcswidth(text, None, "auto", ambiguous)


@given(parts.map(printable), st.integers(0, 20), ambiguous)
def test_text_is_cut_where_it_is_full_and_no_picture_is_cut_apart(
    text: str, limit: int, ambiguous: int
) -> None:
    for cut, after in ((head(text, limit, ambiguous), 1), (tail(text, limit, ambiguous), 0)):
        assert columns(cut, ambiguous) <= limit
        assert text.startswith(cut) if after else text.endswith(cut)
        rest = text[len(cut) :] if after else text[: len(text) - len(cut)]
        beside = rest[:1] if after else cut[:1]
        assert not rest or not cut or beside not in ("\u0301", "\ufe0f", "\u200d", "🏽")


def test_pictures_that_are_wider_together_than_each_alone_are_cut_too() -> None:
    text = "“é\ufe0f①❤\u200d❤🏽"
    assert columns(tail(text, 5, 2), 2) <= 5


@given(st.text("法a“", max_size=40), st.integers(0, 60), ambiguous)
def test_cut_text_is_the_longest_that_fits(text: str, limit: int, ambiguous: int) -> None:
    first, last = head(text, limit, ambiguous), tail(text, limit, ambiguous)
    assert columns(first, ambiguous) <= limit >= columns(last, ambiguous)
    assert first == text or columns(text[: len(first) + 1], ambiguous) > limit
    assert last == text or columns(text[len(text) - len(last) - 1 :], ambiguous) > limit


@pytest.mark.parametrize("text", ["法", "中华人民共和国", "ab", "法\t律\n规"])
def test_table_cells_have_their_width(text: str) -> None:
    assert columns(fitted(text, 7)) == 7


@given(st.text(max_size=60))
def test_what_is_shown_holds_no_control(text: str) -> None:
    assert wcswidth(printable(text)) >= 0
    assert not set(printable(text)) & set("\x1b\x9b\x07\r\n\u202e\u2066\u200b")


def test_wcwidth_is_not_loaded_for_plain_chinese() -> None:
    code = "import sys; from citelaw.reporters._width import columns; columns('《社会保险法》a“');"
    code += "print('wcwidth' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


def test_wrapped_line_breaks_no_latin_word_and_opens_with_no_closing_mark() -> None:
    text = "引文说明是旧文本的，由 quote-outdated 或 article-renumbered 说明。"
    assert list(wrapped(text, 30)) == [
        "引文说明是旧文本的，由",
        "quote-outdated 或",
        "article-renumbered 说明。",
    ]
    assert list(wrapped("a" * 25, 10)) == ["a" * 10, "a" * 10, "a" * 5]


# ---------------------------------------------------------------- terminals that lack characters


@given(atoms, atoms.filter(bool), atoms, st.sampled_from(["gbk", "gb2312", "latin-1", "ascii"]))
def test_carets_stand_under_what_an_encoding_leaves_of_the_finding(
    before: list[str], finding: list[str], after: list[str], encoding: str
) -> None:
    style = Style(encoding=encoding, width=300)
    shown = framed("".join(before), "".join(finding), "".join(after), style)
    shown.text.encode(encoding)  # fails on a character that it lacks
    first = wcswidth(shown.before)
    assert shown.carets == " " * first + "^" * (wcswidth(shown.before + shown.marked) - first)


@pytest.mark.parametrize(
    ("encoding", "text", "shown"),
    [
        pytest.param("gbk", "《法》①…×⏎", "《法》①…×/", id="gbk-has-the-marks-of-lists"),
        pytest.param("gbk", "𠮷👍〈é〉", "??〈é〉", id="gbk-lacks-emoji"),
        pytest.param("gb18030", "𠮷👍", "𠮷👍", id="gb18030-has-all"),
        pytest.param("latin-1", "法…→é×", "?...->é×", id="latin-1"),
        pytest.param("ascii", "法 ×2 …", "? x2 ...", id="ascii"),
    ],
)
def test_what_an_encoding_lacks_is_replaced(encoding: str, text: str, shown: str) -> None:
    assert Screen(Style(encoding=encoding)).shown(text) == shown
