"""Is a place of a text the same however it is asked for?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citelaw.integrations.lsp.positions import Positions

UNITS = {"utf-8": "utf-8", "utf-16": "utf-16-le", "utf-32": "utf-32-le"}
SIZES = {"utf-8": 1, "utf-16": 2, "utf-32": 4}


@pytest.mark.parametrize("encoding", UNITS)
@given(
    text=st.text("a法𠮷\n\r\x0c\u2028", max_size=40),
    asked=st.lists(st.integers(0, 45), max_size=12),
)
def test_place_does_not_depend_on_what_was_asked_before(
    text: str, asked: list[int], encoding: str
) -> None:
    positions = Positions(text, encoding)
    for offset in asked:
        line = positions.line_at(min(offset, len(text)))
        start, end = positions.line(line)
        before = text[start : min(offset, end)]
        units = len(before.encode(UNITS[encoding])) // SIZES[encoding]
        found = positions.position(offset)
        assert (found.line, found.character) == (line, units)
        assert positions.offset(found) == min(offset, end)
