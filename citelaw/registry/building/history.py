"""Turns events and versions into a time line: which words were in force when.

In force is an interval whose ends are often open. What is not known stays open; the adoption date
never stands in for the effective date (施行日期).

Source:
    立法法 (2023修正) 第六十一条: a statute states the day from which it is in force.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from citelaw.days import exact_day

PRESUMED_DAYS = 731
"""An amendment without a known effective date counts as in force this long after its date.

Amendments take effect on promulgation or some months later; the longest wait in the corpus is
under two years. Between the two dates the version in force is undetermined. A curated date
(statutes/*.toml, ``[[version]] effective_from``) always goes before the presumption.
"""

_GROUP_DAYS = 400
"""Adoption, approval and promulgation of one text lie within this many days."""

_ISSUED_DAYS = 200
"""A text dated so long after an adoption (通过) without promulgation is the text adopted then."""

_JOINT_DAYS = 150
"""The two adoptions of a joint interpretation lie within this many days."""

_SAME_DAYS = 60
"""A text that is in force "from the day of promulgation" is promulgated so soon after adoption."""

_ISSUING = {"adopted": "adopted", "approved": "approved", "promulgated": "promulgated"}
_CHANGING = {"amended": "amendment", "revised": "revision"}
KINDS = {
    "通过": "adopted",
    "公布": "promulgated",
    "发布": "promulgated",
    "批准": "approved",
    "修正": "amended",
    "修订": "revised",
    "施行": "effective",
    "废止": "repealed",
    "其他": "unspecified",
    "版本日期": "unspecified",
}
"""Kind of an event as the corpus prints it → as ``model.Event`` names it."""

ON_PROMULGATION = ("自公布之日", "自发布之日", "自颁布之日")


@dataclass(slots=True, kw_only=True)
class Occurrence:
    """An event on a day, with the effective date that its own words state, if any."""

    day: date
    kind: str
    number: str | None = None
    effective: date | None = None


@dataclass(slots=True, kw_only=True)
class Held:
    """A text at hand: its version date (None: undated) and what it says of its effect.

    ``number`` is that of the change which made its words, where facts state it. ``law`` is true
    for the tiers of which a revision (修订) is a whole new text with a closing article of its own;
    decisions of the State Council that "revise" change single articles.
    """

    day: date | None
    effective: str
    source_as_of: date | None
    index: int
    law: bool = False
    number: str | None = None


@dataclass(slots=True, kw_only=True)
class Change:
    """One change of the words of a statute: enactment, amendment or revision.

    ``low`` and ``high`` bound the day from which it is in force; they are equal where that day is
    known. ``presumed`` says that ``high`` is only presumed. ``held`` is the text with the words
    that the change made, None where it is not at hand.
    """

    kind: str
    occurrences: list[Occurrence] = field(default_factory=list)
    held: Held | None = None
    low: date | None = None
    high: date | None = None
    presumed: bool = False

    @property
    def first(self) -> date:
        """The earliest day of the change."""
        return min(entry.day for entry in self.occurrences)

    @property
    def last(self) -> date:
        """The latest day of the change."""
        return max(entry.day for entry in self.occurrences)

    @property
    def promulgated(self) -> date | None:
        """The day of promulgation (公布), where an event states it."""
        return next((e.day for e in self.occurrences if e.kind == "promulgated"), None)

    @property
    def number(self) -> str | None:
        """The decree number of the change."""
        return next((e.number for e in self.occurrences if e.number), None)


def time_line(
    occurrences: Iterable[Occurrence],
    texts: Iterable[Held],
    known: Mapping[date, date] | None = None,
) -> list[Change]:
    """Return the changes of a statute in order, each with its bounds.

    ``known`` gives the curated effective date of the change of a day. Undated texts stand on the
    line only where they are the only text; they then bound the enactment by the day on which
    their source was read.
    """
    held = list(texts)
    ordered = sorted(occurrences, key=lambda entry: (entry.day, entry.kind))
    changes = _group(ordered)
    dated = [text for text in held if text.day is not None]
    for text in dated:
        _attach(changes, text)
    changes.sort(key=lambda change: change.first)
    if changes and changes[0].kind == "unspecified" and not _effective_before(changes[0]):
        changes[0].kind = "enactment"
    if not dated and len(held) == 1:
        _attach_undated(changes, held[0])
    effects = [entry.day for entry in ordered if entry.kind == "effective"]
    _bound(changes, known or {}, effects)
    return changes


def _group(occurrences: list[Occurrence]) -> list[Change]:
    changes: list[Change] = []
    for entry in occurrences:
        last = changes[-1] if changes else None
        if entry.kind in _ISSUING:
            if entry.kind == "adopted" and not any(_issued(change) for change in changes):
                # what lies before is the history of the law that an interpretation applies
                changes = [Change(kind="enactment", occurrences=[entry])]
            elif last is None:
                changes.append(Change(kind="enactment", occurrences=[entry]))
            elif (entry.day - last.first).days <= _GROUP_DAYS and not _adopted_anew(last, entry):
                last.occurrences.append(entry)
            else:
                changes.append(Change(kind="unspecified", occurrences=[entry]))
        elif entry.kind in _CHANGING:
            same_day = last is not None and entry.day in {e.day for e in last.occurrences}
            if last is not None and same_day and last.kind in ("unspecified", "enactment"):
                last.kind = _CHANGING[entry.kind] if len(changes) > 1 else last.kind
                last.occurrences.append(entry)
            elif last is not None and _just_adopted(last, entry) and len(changes) > 1:
                last.kind = _CHANGING[entry.kind]
                last.occurrences.append(entry)
            elif last is None or not same_day:
                changes.append(Change(kind=_CHANGING[entry.kind], occurrences=[entry]))
    return changes


def _issued(change: Change) -> bool:
    return any(entry.kind in _ISSUING for entry in change.occurrences)


def _just_adopted(change: Change, entry: Occurrence) -> bool:
    """Return whether the change was only adopted yet, some days before the ``entry``."""
    kinds = {earlier.kind for earlier in change.occurrences}
    return kinds == {"adopted"} and (entry.day - change.last).days <= _SAME_DAYS


def _adopted_anew(change: Change, entry: Occurrence) -> bool:
    """Return whether an adoption (通过) is of another text than that of the change before it.

    The two courts adopt a joint interpretation on two days some weeks apart.
    """
    if entry.kind != "adopted":
        return False
    for earlier in change.occurrences:
        days = (entry.day - earlier.day).days
        if earlier.kind in _CHANGING and days > _SAME_DAYS:
            return True
        numbered = None not in (earlier.number, entry.number) and earlier.number != entry.number
        if earlier.kind == "adopted" and days and (numbered or days > _JOINT_DAYS):
            return True
    return False


def _attach(changes: list[Change], text: Held) -> None:
    assert text.day is not None
    for change in changes:
        if any(entry.day == text.day for entry in change.occurrences):
            change.held = text
            return
    entry = Occurrence(day=text.day, kind="unspecified", number=text.number)
    for change in changes:
        adopted = {occurrence.kind for occurrence in change.occurrences} <= {"adopted", "approved"}
        if adopted and change.held is None and 0 <= (text.day - change.first).days <= _ISSUED_DAYS:
            change.occurrences.append(entry)
            change.held = text
            return
    shortly_before = [
        change
        for change in changes
        if change.held is None and 0 <= (text.day - change.last).days <= _SAME_DAYS
    ]
    if shortly_before:  # a text is dated by its publication, the change by its adoption
        change = max(shortly_before, key=lambda one: one.last)
        change.occurrences.append(entry)
        change.held = text
        return
    changes.append(Change(kind="unspecified", occurrences=[entry], held=text))


def _effective_before(change: Change) -> bool:
    """Return whether the text was in force before its own date, and so is an amended one."""
    stated = exact_day(change.held.effective) if change.held is not None else None
    return stated is not None and stated < change.first


def _attach_undated(changes: list[Change], text: Held) -> None:
    if len(changes) == 1 and changes[0].kind in ("enactment", "unspecified"):
        changes[0].held = text
    elif not changes and text.source_as_of is not None:
        entry = Occurrence(day=text.source_as_of, kind="unspecified")
        change = Change(kind="undated", occurrences=[entry], held=text)
        stated = exact_day(text.effective)
        change.low = change.high = stated
        if stated is None:
            change.high = text.source_as_of
        changes.append(change)


def _bound(changes: list[Change], known: Mapping[date, date], effects: list[date]) -> None:
    for position, change in enumerate(changes):
        curated = (known[e.day] for e in change.occurrences if e.day in known)
        exact = next(curated, None) or _stated(change, position == 0)
        if exact is not None:
            change.low = change.high = exact
    for position, change in enumerate(changes):
        text = change.held
        stated = exact_day(text.effective) if text is not None else None
        if stated is not None and stated < change.first:
            _first_effect(changes[:position], stated)
        elif text is not None and text.effective in ON_PROMULGATION and position:
            opening = changes[0]
            whole = all(c.kind == "amendment" for c in changes[1 : position + 1])
            if opening.low is None and opening.kind == "enactment" and whole:
                opening.low = opening.high = opening.promulgated
    for day in effects:
        _first_effect(changes, day)
    for change in changes:
        if change.low is None and change.high is None and change.kind != "undated":
            days = _SAME_DAYS if _on_promulgation(change, changes) else PRESUMED_DAYS
            change.low = change.first
            change.high = date.fromordinal(change.first.toordinal() + days)
            change.presumed = True


def _on_promulgation(change: Change, changes: list[Change]) -> bool:
    """Return whether the closing article, 自公布之日起施行, speaks of this very change."""
    text = change.held
    if text is None or text.effective not in ON_PROMULGATION:
        return False
    return change is changes[0] or (text.law and change.kind == "revision")


def _stated(change: Change, first: bool) -> date | None:
    """Return the day from which the change is in force where its own words tell it."""
    text = change.held
    if change.low is not None:
        return change.low
    if text is not None:
        stated = exact_day(text.effective)
        if stated is not None and stated >= change.first:
            return stated
        if first and change.kind == "enactment" and text.effective in ON_PROMULGATION:
            adopted = {entry.kind for entry in change.occurrences} & {"adopted", "approved"}
            return change.promulgated or (None if adopted else text.day)
    return next((e.effective for e in change.occurrences if e.effective), None)


def _first_effect(earlier: list[Change], stated: date) -> None:
    """Give the first effective date, which amended texts repeat, to the text that it belongs to."""
    for change in reversed(earlier):
        if change.first <= stated:
            near = stated.toordinal() - change.first.toordinal() <= 3 * 366
            if change.low is None and near and change.kind in ("enactment", "revision"):
                change.low = change.high = stated
            return
