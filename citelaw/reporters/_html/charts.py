"""Bars of findings: tables whose numbers are the figures, with a bar beside each row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from citelaw.model import Report, Severity
from citelaw.reporters._html.lists import badge_class
from citelaw.reporters._html.markup import EMPTY, Html, element, joined, table_head
from citelaw.reporters._html.sheets import NO_STATUTE, Book
from citelaw.reporters._html.words import Words
from citelaw.reporters._said import findings

ROWS = 20

Numbers = Counter[Severity]

NO_STATUTE_GO = f"t={NO_STATUTE}"


class Bar(NamedTuple):
    """A row of a chart; ``go`` is the filter of the page that shows just its findings."""

    name: Html | str
    go: str | None
    numbers: Numbers


def by_rule(report: Report, words: Words) -> Html:
    """Return the findings of each rule."""
    numbers: dict[tuple[str, str], Numbers] = {}
    for file in report.files:
        for one in findings(file):
            numbers.setdefault((one.code, one.name), Counter())[one.severity] += 1
    bars = [
        Bar(rule_name(code, name, words), f"r={code}", found)
        for (code, name), found in numbers.items()
    ]
    return chart(words.by_rule, words.rule, bars, words)


def rule_name(code: str, name: str, words: Words) -> Html:
    """Return how a rule is called: in words where there are any, and by its code."""
    return joined((words.rules.get(name, name), " ", element("code", None, code)))


def by_statute(book: Book, words: Words) -> Html:
    """Return the findings about each statute."""
    numbers: dict[int, Numbers] = {}
    for sheet in book.sheets:
        for spot in sheet.spots:
            found = numbers.setdefault(spot.statute, Counter())
            found[spot.diagnostic.severity] += 1
    bars = [
        Bar(words.no_statute if at == NO_STATUTE else book.titles[at], f"t={at}", found)
        for at, found in numbers.items()
    ]
    return chart(words.by_statute, words.statute, bars, words)


def chart(caption: str, head: str, bars: Iterable[Bar], words: Words) -> Html:
    """Return bars as a table, the longest first, what is about no statute last.

    What is beyond ``ROWS`` is folded.
    """
    ordered = sorted(bars, key=lambda bar: (bar.go == NO_STATUTE_GO, -bar.numbers.total()))
    if not ordered:
        return EMPTY
    most = max(bar.numbers.total() for bar in ordered)
    first = _table(caption, head, ordered[:ROWS], most, words)
    rest = ordered[ROWS:]
    more = None
    if rest:
        summary = element("summary", None, words.more_rows.format(len(rest)))
        more = element("details", None, summary, _table("", head, rest, most, words))
    return element("div", None, first, more)


def _table(caption: str, head: str, bars: Iterable[Bar], most: int, words: Words) -> Html:
    heads = [head, *(words.severity[one] for one in Severity), words.total, words.share]
    return element(
        "table",
        {"class": "chart"},
        element("caption", None, caption) if caption else None,
        table_head(heads),
        element("tbody", None, joined((_row(bar, most) for bar in bars), "\n")),
    )


def _row(bar: Bar, most: int) -> Html:
    name = element("span", {"data-go": bar.go}, bar.name)
    return element(
        "tr",
        None,
        element("th", {"scope": "row"}, name),
        *(element("td", {"class": "num"}, _figure(bar.numbers[one])) for one in Severity),
        element("td", {"class": "num"}, str(bar.numbers.total())),
        element("td", {"class": "bar"}, stacked(bar.numbers, most)),
    )


def _figure(number: int) -> str:
    return str(number) if number else ""


def stacked(numbers: Mapping[Severity, int], most: int) -> Html:
    """Return a bar whose parts are the severities; the numbers beside it say the same."""
    parts = [(badge_class(one), numbers.get(one, 0)) for one in Severity]
    return strip(parts, most)


def strip(parts: Iterable[tuple[str, int]], most: int) -> Html:
    """Return a bar of parts, each with the class that colours it; ``most`` fills it."""
    at = 0.0
    rects = []
    for name, number in parts:
        width = 100 * number / max(most, 1)
        if number:
            gap = 0.4 if width > 1 else 0.0
            rects.append(
                element(
                    "rect",
                    {"class": name, "x": f"{at:.2f}", "width": f"{width - gap:.2f}", "height": 10},
                )
            )
        at += width
    attributes = {
        "viewBox": "0 0 100 10",
        "preserveAspectRatio": "none",
        "aria-hidden": "true",
        "focusable": "false",
    }
    return element("svg", attributes, joined(rects))
