"""Words of a document's title that stand in a passage of it with one character changed.

Of documents whose text nobody holds the title is all that is known of their words; it often comes
back in what is quoted of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from citelaw.model import ResolvedDocument, StatuteMention
from citelaw.pattern import Pattern
from citelaw.rules._memo import once
from citelaw.rules._mention import end_of
from citelaw.rules._whole import Whole, whole_documents
from citelaw.span import Span

_LEFT, _RIGHT = 4, 5
"""Characters that must be the title's on either side of the changed one."""

_HAN = Pattern(r"[\u4e00-\u9fff]")
_TELLING = Pattern(r"[〇零一二三四五六七八九十百两第年月日期省市县区州]")
"""Characters that a passage changes with reason."""


class Slip(NamedTuple):
    """The *cell* span of a changed character, and the title's own."""

    whole: Whole
    span: Span
    right: str


def slips(resolved: ResolvedDocument) -> Iterator[Slip]:
    """Yield the characters of passages that their document's title has otherwise."""
    for one in whole_documents(resolved):
        if one.passage or one.heading is not None:
            yield from _in_passage(one, resolved)


@once
def _starts(resolved: ResolvedDocument) -> dict[int, list[int]]:
    """Return where the mentions of each cell begin, by the identity of the cell."""
    return {id(found.cell): [one.span.start for one in found.statutes] for found in resolved.cells}


def _in_passage(one: Whole, resolved: ResolvedDocument) -> Iterator[Slip]:
    cell, mention = one.resolution.cell, one.resolution.mention
    start = end_of(mention)
    others = _starts(resolved)[id(cell)]
    end = min((at for at in others if at >= start), default=len(cell.text))
    passage = cell.text[start:end]
    for at, right in _changed(passage, mention):
        yield Slip(one, Span(start + at, start + at + 1), right)


def _changed(passage: str, mention: StatuteMention) -> Iterator[tuple[int, str]]:
    """Yield where ``passage`` has another character than the title, and the title's own."""
    title = mention.stands_for or mention.title
    for place in range(_LEFT, len(title) - _RIGHT):
        before, own = title[place - _LEFT : place], title[place]
        at = passage.find(title[place + 1 : place + 1 + _RIGHT], _LEFT + 1) - 1
        if at < 0 or passage[at - _LEFT : at] != before or passage[at] == own:
            continue
        pair = passage[at] + own
        if len(_HAN.findall(pair)) == len(pair) and not _TELLING.search(pair):
            yield at, own
