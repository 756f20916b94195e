"""Marks that part a title, or the note behind it, from its pinpoint or its text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from citelaw.model import BASIS_SECTIONS, Certainty, Pinpoint, StatuteMention
from citelaw.pattern import Pattern
from citelaw.rules._mention import end_of
from citelaw.rules._punctuation._cited import Cited
from citelaw.rules._punctuation._fault import NAMES, Fault
from citelaw.span import Span

_STRAY = Pattern(r"[ \u3000]{0,3}(?P<mark>[，。；、,;])(?P<space>\s{0,8})")
_BEFORE_QUOTE = Pattern(r"(?P<mark>。)\s{0,3}(?=“)")
_NOTE = Pattern(r"[（(][^（）()《》]{1,120}(?:[（(][^（）()]{1,60}[)）][^（）()《》]{0,40})?[)）]$")


def strays(cited: Cited) -> Iterator[Fault]:
    """Yield the marks that part a title, or the note behind it, from its pinpoint or its text."""
    for mention in cited.mentions:
        pinpoints = [one.pinpoint for one in cited.of(mention)]
        if pinpoints:
            fault = _before_pinpoint(cited, mention, pinpoints)
        else:
            fault = _before_quote(cited, mention)
        if fault is not None:
            yield fault


def _before_quote(cited: Cited, mention: StatuteMention) -> Fault | None:
    """Return the fault of a full stop between a note and the words that it introduces."""
    end = _end(mention, cited.text)
    if cited.cell.section not in BASIS_SECTIONS or end == mention.span.end:
        return None
    quoted = _BEFORE_QUOTE.match(cited.text, end)
    return _stray(cited.text, mention, quoted.start("mark")) if quoted is not None else None


def _before_pinpoint(
    cited: Cited, mention: StatuteMention, pinpoints: Sequence[Pinpoint]
) -> Fault | None:
    """Return the fault of a mark that stands alone between a mention and its first pinpoint."""
    text, first = cited.text, pinpoints[0]
    end = _end(mention, text)
    stray = _STRAY.fullmatch(text, end, first.span.start) if first.span.start > end else None
    if stray is None or first.locator.article is first.locator.chapter is None:
        return None
    if "\n" in stray["space"]:
        return None if cited.cell.prose else _stray(text, mention, stray.start("mark"))
    if text.startswith("《", pinpoints[-1].span.end):
        return None  # the number belongs to the next title: 第16章《乙条例》
    if end == mention.span.end:
        return _chain(text, stray.start("mark"), pinpoints)
    return _stray(text, mention, stray.start("mark"))


def _end(mention: StatuteMention, text: str) -> int:
    """Return where a mention ends with its notes and numbers and the bracket round them."""
    end = end_of(mention)
    while end > mention.span.end and text[end : end + 1] in (")", "）"):
        end += 1
    return end


def _stray(text: str, mention: StatuteMention, mark: int) -> Fault:
    """Return the fault of a mark at ``mark`` behind a title or its note."""
    note = _NOTE.search(text, mention.span.end, mark)
    start = note.start() if note is not None else mark - 1
    return Fault(
        Span(start, mark + 1),
        f"此处多一个{NAMES[text[mark]]}，把条款或者引文与文件隔开。",
        f"A stray {text[mark]} parts the citation from its statute.",
        text[start:mark],
    )


def _chain(text: str, mark: int, pinpoints: Sequence[Pinpoint]) -> Fault:
    """Return the fault of a mark between title and pinpoint, with 章，条 where it goes on so."""
    last = pinpoints[0]
    words = last.raw
    for one in pinpoints[1:2]:
        gap = text[last.span.end : one.span.start]
        if last.locator.article is None and one.locator.article and gap in ("，", "、", ","):
            words, last = words + one.raw, one
    return Fault(
        Span(mark, last.span.end),
        f"文件名称与条款之间不用{NAMES[text[mark]]}，应作“{words}”。",
        "No mark stands between title and pinpoint.",
        words,
        Certainty.LIKELY,
    )
