"""A wrong mark, and the words for marks."""

from __future__ import annotations

from typing import NamedTuple

from citelaw.model import Applicability, Certainty
from citelaw.pattern import Pattern
from citelaw.span import Span

NAMES = {"，": "逗号", "。": "句号", "；": "分号", "：": "冒号", "、": "顿号"}
NAMES |= {",": "逗号", ";": "分号"}

AT_END = Pattern(r"[ \u3000]{0,8}(?:\n|\Z)")
"""The end of a line."""


class Fault(NamedTuple):
    """A wrong mark: the *cell* span, what is wrong, and the right text where there is one."""

    span: Span
    message: str
    english: str
    expected: str | None = None
    certainty: Certainty = Certainty.CERTAIN
    fix: Applicability = Applicability.SAFE

    def takes_away(self, text: str, at: int) -> bool:
        """Return whether the mark at ``at`` of the cell's ``text`` falls with this fault."""
        start, end = self.span
        if not start <= at < end:
            return False
        return self.expected is None or not self.expected.startswith(text[start : at + 1])
