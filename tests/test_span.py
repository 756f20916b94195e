"""Offset maps, cell builders and line indexes, on any text."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citelaw.span import CellBuilder, LineIndex, OffsetMap, Span

TEXT = st.text(alphabet="甲乙《》&<>\r\n\t a\u2028\x0c𠀀", max_size=40)


@st.composite
def builds(draw: st.DrawFn) -> tuple[str, list[tuple[str, int, int, str]], str, OffsetMap]:
    """A source, the steps taken over it (keep, replace, drop), and what was built."""
    source = draw(TEXT)
    builder = CellBuilder(source)
    steps: list[tuple[str, int, int, str]] = []
    at = 0
    while at < len(source):
        end = draw(st.integers(at + 1, len(source)))
        step = draw(st.sampled_from(["keep", "replace", "drop"]))
        text = draw(st.sampled_from(["\n", "&", "《》"])) if step == "replace" else ""
        if step == "keep":
            builder.keep(at, end)
        elif step == "replace":
            builder.replace(at, end, text)
        steps.append((step, at, end, text))
        at = end
    return source, steps, *builder.build()


@given(builds())
def test_text_is_what_was_kept_and_replaced(
    built: tuple[str, list[tuple[str, int, int, str]], str, OffsetMap],
) -> None:
    source, steps, text, _ = built
    parts = [source[a:b] if step == "keep" else new for step, a, b, new in steps]
    assert text == "".join(parts)


@given(builds())
def test_every_kept_character_maps_to_itself(
    built: tuple[str, list[tuple[str, int, int, str]], str, OffsetMap],
) -> None:
    source, steps, text, offsets = built
    at = 0
    for step, start, end, new in steps:
        if step == "keep":
            for place in range(start, end):
                assert offsets.to_source(Span(at, at + 1)) == (place, place + 1)
                assert text[at] == source[place]
                at += 1
        elif step == "replace":
            assert offsets.to_source(Span(at, at + len(new))) == (start, end)
            at += len(new)


@given(builds(), st.data())
def test_source_spans_cover_their_pieces_and_nothing_before_or_after(
    built: tuple[str, list[tuple[str, int, int, str]], str, OffsetMap], data: st.DataObject
) -> None:
    _, _, text, offsets = built
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    pieces = offsets.pieces(Span(start, end))
    if start == end:
        assert pieces == ()
        return
    whole = offsets.to_source(Span(start, end))
    assert (whole.start, whole.end) == (pieces[0].start, pieces[-1].end)
    assert all(one.end <= two.start for one, two in pairwise(pieces))


@given(builds(), st.data())
def test_offsets_never_go_back(
    built: tuple[str, list[tuple[str, int, int, str]], str, OffsetMap], data: st.DataObject
) -> None:
    _, _, text, offsets = built
    one, two = sorted(data.draw(st.tuples(*[st.integers(0, len(text))] * 2)))
    assert offsets.start(one) <= offsets.start(two)
    assert offsets.end(one) <= offsets.end(two)


@given(builds())
def test_neighbouring_kept_ranges_are_one_piece(
    built: tuple[str, list[tuple[str, int, int, str]], str, OffsetMap],
) -> None:
    _, _, _, offsets = built
    for one, two in pairwise(offsets.pieces_of_cell):
        assert not (one.kept and two.kept and one.source + one.length == two.source)


def test_empty_cell_maps_nowhere() -> None:
    text, offsets = CellBuilder("甲").build()
    assert text == ""
    assert offsets.to_source(Span(0, 0)) == (0, 0)
    assert offsets.pieces(Span(0, 0)) == ()


def test_pieces_leave_a_dropped_tag_out() -> None:
    builder = CellBuilder("《甲</p>法》")
    builder.keep(0, 2)
    builder.keep(6, 8)
    text, offsets = builder.build()
    assert text == "《甲法》"
    assert offsets.to_source(Span(0, 4)) == (0, 8)
    assert offsets.pieces(Span(0, 4)) == ((0, 2), (6, 8))


@given(TEXT)
def test_line_and_column_lead_back_to_the_offset(text: str) -> None:
    index = LineIndex(text)
    for offset in range(len(text) + 1):
        line, column = index.location(offset)
        assert 1 <= line <= len(index)
        assert index.line_span(line).start + column - 1 == offset


@given(TEXT)
def test_lines_are_those_of_cr_lf_and_crlf_only(text: str) -> None:
    index = LineIndex(text)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    assert len(index) == len(lines)
    for number, line in enumerate(lines, 1):
        start, end = index.line_span(number)
        assert text[start:end] == line


@pytest.mark.parametrize("mark", ["\x0b", "\x0c", "\x85", "\u2028", "\u2029"])
def test_no_other_character_ends_a_line(mark: str) -> None:
    assert len(LineIndex(f"甲{mark}乙")) == 1


@pytest.mark.parametrize(
    ("offset", "location"),
    [(0, (1, 1)), (1, (1, 2)), (2, (1, 3)), (3, (2, 1)), (4, (2, 2)), (5, (3, 1))],
)
def test_crlf_is_one_line_end(offset: int, location: tuple[int, int]) -> None:
    assert LineIndex("甲\r\n乙\r丙").location(offset) == location
