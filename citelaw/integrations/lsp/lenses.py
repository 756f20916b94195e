"""How much a list cites and how much of it is wrong, above its text (textDocument/codeLens).

One lens stands at the top of a list, one at each of its items (序号). Their command is one of the
client (``citelaw.showProblems`` with the URI and the range that is counted): an editor that does
not know it shows the words alone.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from lsprotocol.types import CodeLens, Command, Range

from citelaw.integrations.lsp.checked import Checked
from citelaw.model import Cell
from citelaw.reporters import is_unverified
from citelaw.span import Span
from citelaw.words import Words

SHOW_PROBLEMS = "citelaw.showProblems"
"""The command of a client that shows the findings: the URI, and the range that they are in."""


class Counted(NamedTuple):
    """What was counted in a stretch of a list: citations, findings, titles not in the database."""

    citations: int = 0
    findings: int = 0
    unverified: int = 0

    def and_also(self, other: Counted) -> Counted:
        """Return the sum of two."""
        return Counted(*(one + two for one, two in zip(self, other, strict=True)))


_CITATION = Counted(citations=1)
_FINDING = Counted(findings=1)
_UNVERIFIED = Counted(unverified=1)


def lenses(checked: Checked, language: str) -> list[CodeLens]:
    """Return a lens for the list, and one for each item in which something is cited or wrong."""
    resolved = checked.report.resolved
    if resolved is None:
        return []
    items = tuple(_items(resolved.document.cells))
    whole, own = Counted(), dict[int, Counted]()
    for offset, one in _found(checked):
        whole = whole.and_also(one)
        at = _item_at(items, offset)
        if at is not None:
            own[at] = own.get(at, Counted()).and_also(one)
    shown = [(Span(0, len(checked.source)), whole)]
    shown += [(items[at], one) for at, one in sorted(own.items())]
    return [_lens(checked, span, one, language) for span, one in shown]


def _items(cells: Iterable[Cell]) -> Iterator[Span]:
    """Yield the *source* span of each item: of cells in a row with one 序号."""
    for row, group in groupby(cells, key=lambda cell: cell.row):
        if row:
            together = [cell.span for cell in group]
            yield Span(together[0].start, max(span.end for span in together))


def _item_at(items: Sequence[Span], offset: int) -> int | None:
    """Return the place in ``items`` of the one in which ``offset`` stands, None for none."""
    at = bisect_right(items, offset, key=lambda one: one.start) - 1
    return at if at >= 0 and offset < items[at].end else None


def _found(checked: Checked) -> Iterator[tuple[int, Counted]]:
    """Yield what is counted, each with its *source* offset; citations are those of ``counting``."""
    places = [one for one in checked.citations if not one.what.citation.pinpoint.internal]
    pinned = {id(one.what.citation.statute) for one in places}
    for span, _ in places:
        yield span.start, _CITATION
    for span, one in checked.mentions:
        if one.mention.own and id(one.mention) not in pinned:
            yield span.start, _CITATION
    for finding in checked.report.diagnostics:
        yield finding.span.start, _UNVERIFIED if is_unverified(finding) else _FINDING


def _lens(checked: Checked, span: Span, one: Counted, language: str) -> CodeLens:
    start = checked.range(Span(span.start, span.start)).start
    return CodeLens(
        range=Range(start, start),
        command=Command(
            title=_title(one).said(language),
            command=SHOW_PROBLEMS,
            arguments=[checked.uri, _as_json(checked.range(span))],
        ),
    )


def _title(one: Counted) -> Words:
    """Return what was counted in words: 12 处引用，3 处问题，1 处未收录."""
    chinese = [f"{one.citations} 处引用"]
    english = [f"{one.citations} citation(s)"]
    chinese.append(f"{one.findings} 处问题" if one.findings else "未发现问题")
    english.append(f"{one.findings} problem(s)" if one.findings else "no problem found")
    if one.unverified:
        chinese.append(f"{one.unverified} 处未核验")
        english.append(f"{one.unverified} not verified")
    return Words("，".join(chinese), ", ".join(english))


def _as_json(one: Range) -> dict[str, dict[str, int]]:
    """Return a range as it stands in the protocol: what a command is given is not converted."""
    return {
        name: {"line": place.line, "character": place.character}
        for name, place in (("start", one.start), ("end", one.end))
    }
