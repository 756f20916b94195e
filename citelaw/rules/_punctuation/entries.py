"""The ends of numbered bases: a colon that introduces nothing, a missing semicolon."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from citelaw.model import BASIS_SECTIONS
from citelaw.pattern import Pattern
from citelaw.rules._punctuation._cited import Cited
from citelaw.rules._punctuation._fault import Fault
from citelaw.span import Span

_DANGLING = Pattern(
    r"(?P<colon>[：:])[ \u3000]{0,8}\n\s{0,8}"
    r"(?:[0-9]{1,2}[ ]?[.．、]|[（(][0-9一二三四五六七八九十]{1,3}[)）]"
    r"|[一二三四五六七八九十]{1,3}、|[①-⑳])\s{0,3}[【《]"
)
_ENTRY = Pattern(r"(?:\A|\n)[ \u3000]{0,4}[0-9]{1,2}[ ]?[.．、][ \u3000]{0,3}(?=[《【])")


def colons(cited: Cited) -> Iterator[Fault]:
    """Yield the colons behind a pinpoint that introduce nothing: the next basis follows."""
    for citation in cited.citations:
        found = _DANGLING.match(cited.text, citation.pinpoint.span.end)
        if found is not None and citation.quote is None:
            yield Fault(
                Span(*found.span("colon")),
                "冒号之后没有引文，应补引文或者改用分号。",
                "The colon introduces nothing.",
            )


def separators(cited: Cited) -> Iterator[Fault]:
    """Yield the pinpoint that ends the one numbered basis without the ； that all others have."""
    text = cited.text
    if cited.cell.section not in BASIS_SECTIONS or text.count("；\n") < 2:
        return
    starts = [match.start() for match in _ENTRY.finditer(text)]
    entries = [text[a:b].rstrip() for a, b in pairwise(starts)]
    if len(entries) < 3 or sum(entry.endswith("；") for entry in entries) != len(entries) - 1:
        return
    at = next(at for at, entry in enumerate(entries) if not entry.endswith("；"))
    end = starts[at] + len(entries[at])
    last = [
        one.pinpoint
        for one in cited.citations
        if one.pinpoint.span.end == end and one.quote is None
    ]
    for pinpoint in last[:1]:
        yield Fault(
            pinpoint.span,
            "本栏各条依据之间都用分号，此处缺分号。",
            "The semicolon that parts the other bases is missing.",
            f"{pinpoint.raw}；",
        )
