"""The versions of the statutes with findings, drawn against the list's date and today."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from citelaw.model import ListDate, Report, Severity, Tier, ViewStatute, ViewVersion
from citelaw.reporters._html.lists import plain
from citelaw.reporters._html.markup import (
    EMPTY,
    Attributes,
    Html,
    element,
    joined,
    scrolled,
    table_head,
)
from citelaw.reporters._html.sheets import Book
from citelaw.reporters._html.words import Words

LANES = 24
"""Statutes that are drawn; the table has them all."""
LANE = 54
TOP = 46
LEFT = 12
WIDTH = 1000
RIGHT = 28
_DAYS = 365.25
_TITLE = 44
"""Characters of a title in the drawing."""
_STEPS = (1, 2, 5, 10, 20)
_GLYPHS = {
    "amended": "M0 -6 L6 5 L-6 5 Z",
    "unspecified": "M0 -6 L6 5 L-6 5 Z",
    "revised": "M-5 -5 H5 V5 H-5 Z",
    "repealed": "M-5 -5 L5 5 M-5 5 L5 -5",
}
_ROUND = "M-5 0 A5 5 0 1 0 5 0 A5 5 0 1 0 -5 0 Z"


class Lane(NamedTuple):
    """A statute with the number of its findings by severity."""

    statute: ViewStatute
    found: Counter[Severity]


class Scale(NamedTuple):
    """Turns days into places; ``first`` and ``last`` are years."""

    first: int
    last: int

    def at(self, day: str) -> float:
        """Return where a day stands; one before the first year at its beginning."""
        numbers = [int(part) for part in day.split("-") if part.isdigit()] or [self.first]
        year, month, of_month = (*numbers, 1, 1)[:3]
        share = (month - 1) / 12 + (of_month - 1) / _DAYS
        reach = (year + share - self.first) / (self.last - self.first)
        return LEFT + min(max(reach, 0.0), 1.0) * (WIDTH - LEFT - RIGHT)


def lanes(book: Book) -> list[Lane]:
    """Return the statutes that findings are about and that are known, most findings first."""
    known = {
        one.title: one
        for sheet in book.sheets
        if sheet.file.view is not None
        for one in sheet.file.view.statutes
    }
    numbers: dict[str, Counter[Severity]] = {}
    for sheet in book.sheets:
        for spot in sheet.spots:
            if spot.statute >= 0:
                title = book.titles[spot.statute]
                numbers.setdefault(title, Counter())[spot.diagnostic.severity] += 1
    found = [Lane(known[title], number) for title, number in numbers.items() if title in known]
    return sorted(found, key=lambda lane: -lane.found.total())


def timeline(report: Report, book: Book, words: Words) -> Html:
    """Return the drawing and the table that says the same; nothing where nothing is on record."""
    all_lanes = lanes(book)
    drawn = [lane for lane in all_lanes if lane.statute.versions][:LANES]
    if not all_lanes:
        return EMPTY
    days = [sheet.file.facts.list_date for sheet in book.sheets if sheet.file.facts is not None]
    dates = [day for day in days if day is not None]
    table = _table(all_lanes, words)
    if not drawn:
        return table
    return joined((_drawing(drawn, dates, report.as_of, words), _legend(words), table), "\n")


# ---------------------------------------------------------------- the drawing

Window = tuple[str, str | None]
"""The days between which a list was made; the last one is None where it is open."""


def _drawing(drawn: Sequence[Lane], dates: Sequence[ListDate], today: date, words: Words) -> Html:
    hand = _Hand(drawn, dates, today, words)
    parts = [
        element("title", {"id": "tl-t"}, words.timeline),
        element("desc", {"id": "tl-d"}, words.timeline_note),
        *hand.axis(),
        *hand.list_days(dates),
        *(hand.lane(lane, TOP + LANE * at) for at, lane in enumerate(drawn)),
        *hand.line(today.isoformat(), "today", words.today, "end"),
    ]
    attributes = {
        "class": "timeline",
        "viewBox": f"0 0 {WIDTH} {hand.height}",
        "role": "img",
        "aria-labelledby": "tl-t tl-d",
    }
    return element(
        "figure",
        {"class": "history"},
        scrolled(words.timeline, element("svg", attributes, joined(parts, "\n"))),
        element("figcaption", None, words.timeline_note),
    )


def _window(dates: Sequence[ListDate]) -> Window | None:
    """Return when the list was made, None where there are several lists or it is not known."""
    if len(dates) != 1:
        return None
    low, high = dates[0].not_before, dates[0].not_after
    first = low or high
    if first is None:
        return None
    return first.isoformat(), high.isoformat() if high is not None else None


class _Hand:
    """Draws the lanes below one axis."""

    def __init__(
        self, drawn: Sequence[Lane], dates: Sequence[ListDate], today: date, words: Words
    ) -> None:
        self.scale = _scale(drawn, dates, today)
        self.height = TOP + LANE * len(drawn) + 8
        self.listed = _window(dates)
        self.today = today.isoformat()
        self.words = words

    def axis(self) -> Iterable[Html]:
        """Yield the years."""
        first, last = self.scale
        step = next((one for one in _STEPS if (last - first) / one <= 14), _STEPS[-1])
        for year in range(first + -first % step, last + 1, step):
            x = f"{self.scale.at(f'{year}-01-01'):.1f}"
            yield element("path", {"class": "grid", "d": f"M{x} {TOP - 8} V{self.height}"})
            yield element("text", {"class": "year", "x": x, "y": TOP - 13}, str(year))

    def list_days(self, dates: Sequence[ListDate]) -> Iterable[Html]:
        """Yield when the list was made, or, of several lists, a line for each day."""
        if self.listed is None:
            days = sorted({str(one.not_before or one.not_after) for one in dates})
            for day in days:
                label = self.words.list_days if day == days[0] else ""
                yield from self.line(day, "listed", label, "start")
            return
        first, last = self.listed
        begin = self.scale.at(first)
        end = self.scale.at(last or self.today)
        if end - begin > 2:
            box: Attributes = {
                "class": "made" if last is not None else "made open",
                "x": f"{begin:.1f}",
                "y": TOP - 8,
                "width": f"{end - begin:.1f}",
                "height": self.height - TOP + 8,
            }
            yield element("rect", box)
        label = self.words.list_day if last is not None else self.words.list_day_open
        yield from self.line(first, "listed", label, "start")

    def line(self, day: str, name: str, label: str, anchor: str) -> Iterable[Html]:
        """Yield a line at a day, with its label above."""
        x = f"{self.scale.at(day):.1f}"
        yield element("path", {"class": name, "d": f"M{x} {TOP - 28} V{self.height}"})
        if label:
            place: Attributes = {"class": f"day {anchor}", "x": x, "y": 13}
            yield element("text", place, label)

    def lane(self, lane: Lane, top: int) -> Html:
        """Return a statute: its title, a bar for each version, a mark for each event."""
        statute = lane.statute
        found = "  ".join(
            f"{self.words.short[one]}×{lane.found[one]}" for one in Severity if lane.found[one]
        )
        name: Attributes = {"class": "lane", "x": LEFT, "y": top + 13}
        count = element("tspan", {"class": "count", "dx": 10}, found)
        parts = [element("text", name, plain(statute.title, _TITLE), count)]
        followers = [*statute.versions[1:], None]
        for one, following in zip(statute.versions, followers, strict=True):
            parts += self._segment(one, following, statute.repealed_on, top)
        for one in statute.versions:
            parts += [self._glyph(day, kind, top) for day, kind, _ in one.events]
        if statute.repealed_on:
            parts.append(self._glyph(statute.repealed_on, "repealed", top))
        return element("g", None, joined(parts))

    def _segment(
        self, one: ViewVersion, following: ViewVersion | None, repealed: str | None, top: int
    ) -> Iterable[Html]:
        """Yield the bar of a version; an open one for the time that is not known."""
        start = one.low or one.date
        if not start:
            return
        end = one.until or (following.low or following.date if following is not None else None)
        end = end or repealed or self.today
        if one.low is None or one.low != one.high:
            sure = one.high if one.high is not None and one.high < end else end
            yield self._box(start, sure, top, "open")
            start = sure
        if start >= end:
            return
        listed = self._may_be_meant(start, end)
        yield self._box(start, end, top, "at" if listed else "run")
        width = self.scale.at(end) - self.scale.at(start)
        label = version_name(one, self.words)
        label = label if width > 110 else one.date[:4] if width > 34 else ""
        if label:
            place: Attributes = {
                "class": "in at" if listed else "in",
                "x": f"{self.scale.at(start) + 9:.1f}",
                "y": top + 40,
            }
            yield element("text", place, label)

    def _may_be_meant(self, start: str, end: str) -> bool:
        """Tell whether a version was in force on a day on which the list may have been made."""
        if self.listed is None:
            return False
        first, last = self.listed
        return start <= (last or self.today) and first < end

    def _box(self, start: str, end: str, top: int, name: str) -> Html:
        first, last = self.scale.at(start), self.scale.at(end)
        attributes: Attributes = {
            "class": name,
            "x": f"{first:.1f}",
            "y": top + 27,
            "width": f"{max(last - first - 1, 1):.1f}",
            "height": 18,
        }
        return element("rect", attributes)

    def _glyph(self, day: str, kind: str, top: int) -> Html:
        place = f"translate({self.scale.at(day):.1f} {top + 27})"
        return _shape(kind, place)


def _scale(drawn: Iterable[Lane], dates: Iterable[ListDate], today: date) -> Scale:
    years = [today.year]
    for lane in drawn:
        for one in lane.statute.versions:
            years += [int(day[:4]) for day, _, _ in one.events if day[:4].isdigit()]
            years += [int(one.low[:4])] if one.low else []
    years += [day.year for one in dates for day in one[:2] if day is not None]
    return Scale(min(years), max(*years, today.year) + 1)


def _shape(kind: str, place: str) -> Html:
    name = "gone" if kind == "repealed" else "event"
    return element("path", {"class": name, "d": _GLYPHS.get(kind, _ROUND), "transform": place})


def _legend(words: Words) -> Html:
    """Return what the shapes mean, in words."""
    marks = [
        element("li", None, _sample(_shape(kind, "translate(11 9)")), words.event[kind])
        for kind in ("promulgated", "amended", "revised", "repealed")
    ]
    for name, label in (("at", words.legend_at), ("open", words.legend_open)):
        box = element("rect", {"class": name, "x": 1, "y": 2, "width": 20, "height": 14})
        marks.append(element("li", None, _sample(box), label))
    return element("ul", {"class": "legend shapes", "aria-label": words.legend}, joined(marks))


def _sample(drawing: Html) -> Html:
    attributes = {"viewBox": "0 0 22 18", "aria-hidden": "true", "focusable": "false"}
    return element("svg", attributes, drawing)


# ---------------------------------------------------------------- the table


def _table(all_lanes: Sequence[Lane], words: Words) -> Html:
    heads = (
        words.statute,
        words.tier_name,
        words.state,
        words.version,
        words.events,
        words.in_force,
        words.until,
    )
    rows = [row for lane in all_lanes for row in _rows(lane.statute, words)]
    table = element(
        "table",
        {"class": "plain"},
        table_head(heads),
        element("tbody", None, joined(rows, "\n")),
    )
    summary = element("summary", None, words.timeline_table)
    return element("details", None, summary, scrolled(words.timeline_table, table))


def _rows(statute: ViewStatute, words: Words) -> Iterable[Html]:
    count = max(len(statute.versions), 1)
    first = [
        element("th", {"scope": "rowgroup", "rowspan": count}, statute.title),
        element("td", {"rowspan": count}, tier(statute, words), _number(statute)),
        element("td", {"rowspan": count}, state(statute, words)),
    ]
    if not statute.versions:
        yield element("tr", None, *first, element("td", {"colspan": 4}, words.timeline_none))
    for at, one in enumerate(statute.versions):
        events = (
            element("li", None, " ".join(filter(None, (day, words.event.get(kind, kind), number))))
            for day, kind, number in one.events
        )
        yield element(
            "tr",
            None,
            *(first if at == 0 else ()),
            element("td", {"class": "keep"}, version_name(one, words)),
            element("td", None, element("ul", None, joined(events))),
            element("td", {"class": "keep" if one.low == one.high else None}, begin(one, words)),
            element("td", {"class": "keep"}, _end(one, at + 1 == count, words)),
        )


def version_name(one: ViewVersion, words: Words) -> str:
    """Return how a version is called: 2018年修正."""
    change = words.change.get(one.kind, one.kind)
    year = one.date[:4]
    if words.language == "en":
        return f"{change} of {year}" if year else change
    return f"{year}年{change}" if year else change


def version_in_full(one: ViewVersion, words: Words) -> str:
    """Return how a version is called and from when it is in force: 2018年修正（2019-06-01）."""
    return words.bracketed.format(version_name(one, words), begin(one, words))


def begin(one: ViewVersion, words: Words) -> str:
    """Return from when a version is in force, as far as that is known."""
    if one.low is not None and one.low == one.high:
        return one.low
    ends = [words.not_before.format(one.low)] if one.low else []
    ends += [words.not_after.format(one.high)] if one.high else []
    if not ends:
        return words.not_known
    return words.comma.join(ends) + (words.presumed if one.presumed else "")


def _end(one: ViewVersion, last: bool, words: Words) -> str:
    if one.until is not None:
        return one.until
    return "" if last else words.not_known


def tier(statute: ViewStatute, words: Words) -> str:
    """Return the tier of a statute in words."""
    if not statute.tier:
        return words.not_known
    return words.tier[Tier(statute.tier)] + ("" if statute.tier_certain else words.guessed)


def _number(statute: ViewStatute) -> Html | None:
    return element("div", {"class": "dim"}, statute.number) if statute.number else None


def state(statute: ViewStatute, words: Words) -> str:
    """Return what has become of a statute."""
    if statute.repealed_on:
        gone = words.repealed.format(day=statute.repealed_on)
    else:
        gone = words.status.get(statute.status, statute.status)
    if not statute.successor:
        return gone
    if statute.successor_since:
        after = words.replaced_on.format(title=statute.successor, day=statute.successor_since)
    else:
        after = words.replaced.format(title=statute.successor)
    return gone + words.comma + after
