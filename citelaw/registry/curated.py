"""Reads curated facts (``citelaw/statutes/*.toml``): facts only, each with source and certainty."""

from __future__ import annotations

import dataclasses
import datetime
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from citelaw.model import Event, Tier
from citelaw.registry.facts import Entry, Table, read_bounded, read_entries

if TYPE_CHECKING:
    from citelaw.registry.building.corpus import StatuteText

SHIPPED = Path(__file__).parent.parent / "statutes"
"""The folder of the curated facts in the package."""

CERTAINTIES = ("text", "metadata", "listed", "known")
"""How a fact is known: a source text, metadata of a source, a list that cites it, general
knowledge."""

_PROOF = ("source", "certainty")
STATUTE_KEYS = (
    "title", "tier", "issuer", "region", "number", "numbers", "aliases", "repealed_on",
    "repealed_by", "successor", *_PROOF,
)  # fmt: skip
ORGAN_KEYS = ("name", "short", "since", "until", *_PROOF)
CORRECTION_KEYS = (
    "title", "version", "drop", "complete", "title_to", "tier", "tier_certain", "date", "number",
    "effective_from", "events", "drop_events", *_PROOF,
)  # fmt: skip
EVENT = Table(allowed=("date", "kind", "number"), required=("date", "kind"))
_TABLES = {
    "statute": Table(STATUTE_KEYS, ("title", *_PROOF)),
    "statute.event": EVENT,
    "version": Table(
        ("statute", "date", "effective_from", "promulgated", "number", *_PROOF),
        ("statute", "date", *_PROOF),
    ),
    "decree": Table(
        ("tier", "date", "effective_from", "number", "but", *_PROOF), ("tier", "date", *_PROOF)
    ),
    "organ": Table(ORGAN_KEYS, ("name", *_PROOF)),
    "known_to": Table(("tier", "date", *_PROOF), ("tier", "date", *_PROOF)),
    "confusion": Table(("characters", "kind", *_PROOF), ("characters", "kind", *_PROOF)),
    "correction": Table(CORRECTION_KEYS, ("title", "version", *_PROOF)),
}
_EVENT_KINDS = {
    "adopted": "通过",
    "approved": "批准",
    "promulgated": "公布",
    "effective": "施行",
    "amended": "修正",
    "revised": "修订",
    "repealed": "废止",
    "unspecified": "日期",
}
"""The kinds of an event, with the word that may stand for each."""

_KIND_WORDS = {word: kind for kind, word in _EVENT_KINDS.items()}
_KIND_WORDS |= {kind: kind for kind in _EVENT_KINDS}
_CERTAINTY_WORDS = {word: word for word in CERTAINTIES}


@dataclass(frozen=True, slots=True, kw_only=True)
class CuratedStatute:
    """What is known of a document beside its text, or without it."""

    title: str
    tier: Tier | None
    issuer: str | None
    region: str | None
    number: str | None
    numbers: tuple[str, ...]
    aliases: tuple[str, ...]
    events: tuple[Event, ...]
    repealed_on: str | None
    repealed_by: str | None
    successor: str | None
    source: str
    certainty: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CuratedVersion:
    """Facts of one change of a statute: when it took effect, by which decree."""

    statute: str
    date: datetime.date
    effective_from: datetime.date | None
    promulgated: datetime.date | None
    number: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CuratedDecree:
    """A decision that amends many statutes of one ``tier`` on one day, all but some."""

    tier: Tier
    date: datetime.date
    effective_from: datetime.date | None
    number: str | None
    but: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CuratedOrgan:
    """An organ, its official short names, and the years in which it existed where known."""

    name: str
    short: tuple[str, ...]
    since: str | None
    until: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Confusion:
    """Characters that are taken for one another: ``kind`` "shape" (OCR) or "sound" (homophones)."""

    characters: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """What is wrong in one text of a corpus: the text is named by its title and version date.

    ``drop`` leaves the text out; ``complete`` says that it is whole although it does not close as
    statutes do. Other fields stand in for what the text's header says, None where that is right;
    ``events`` is false where its events are another text's, ``drop_events`` are days of events
    that are slips.
    """

    title: str
    version: str
    drop: bool
    complete: bool
    title_to: str | None
    tier: Tier | None
    tier_certain: bool
    date: str | None
    number: str | None
    effective: str | None
    events: bool
    drop_events: tuple[str, ...]
    source: str

    def applied(self, text: StatuteText) -> StatuteText:
        """Return ``text`` with the correction."""
        return dataclasses.replace(
            text,
            title=self.title_to or text.title,
            tier=self.tier or text.tier,
            tier_certain=text.tier_certain and self.tier_certain,
            date=self.date or text.date,
            number=self.number or text.number,
            effective=self.effective or text.effective,
            closed=text.closed or self.complete,
            events=tuple(
                event for event in text.events if self.events and event.date not in self.drop_events
            ),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Curated:
    """All curated facts, in the order of their files."""

    statutes: tuple[CuratedStatute, ...]
    versions: tuple[CuratedVersion, ...]
    decrees: tuple[CuratedDecree, ...]
    organs: tuple[CuratedOrgan, ...]
    known_to: tuple[tuple[Tier, str], ...]
    confusions: tuple[Confusion, ...]
    corrections: tuple[Correction, ...] = ()


def read_curated(folder: Path) -> Curated:
    """Return the facts of every ``*.toml`` in ``folder``.

    Raises:
        RegistryError: broken TOML, an unknown key or table, a value of the wrong form.
    """
    entries: dict[str, list[Entry]] = {name: [] for name in _TABLES}
    for path in sorted(folder.glob("*.toml")):
        for entry in read_entries(path.name, read_bounded(path), _TABLES):
            certainty(entry)
            entries[entry.table].append(entry)
    return Curated(
        statutes=tuple(statute(entry) for entry in entries["statute"]),
        versions=tuple(_version(entry) for entry in entries["version"]),
        decrees=tuple(_decree(entry) for entry in entries["decree"]),
        organs=tuple(organ(entry) for entry in entries["organ"]),
        known_to=tuple(
            (_tier(entry), _day(entry, "date").isoformat()) for entry in entries["known_to"]
        ),
        confusions=tuple(
            Confusion(characters=entry.required("characters"), kind=entry.required("kind"))
            for entry in entries["confusion"]
        ),
        corrections=tuple(_correction(entry) for entry in entries["correction"]),
    )


def statute(entry: Entry) -> CuratedStatute:
    """Return what a ``[[statute]]`` says."""
    repealed = entry.day("repealed_on")
    return CuratedStatute(
        title=entry.required("title"),
        tier=entry.tier(),
        issuer=entry.text("issuer"),
        region=entry.text("region"),
        number=entry.text("number"),
        numbers=entry.texts("numbers"),
        aliases=entry.texts("aliases"),
        events=tuple(_event(part) for part in entry.parts),
        repealed_on=repealed.isoformat() if repealed is not None else None,
        repealed_by=entry.text("repealed_by"),
        successor=entry.text("successor"),
        source=entry.text("source") or entry.file,
        certainty=certainty(entry),
    )


def _correction(entry: Entry) -> Correction:
    day, effective = entry.day("date"), entry.day("effective_from")
    return Correction(
        title=entry.required("title"),
        version=entry.required("version"),
        drop=entry.flag("drop"),
        complete=entry.flag("complete"),
        title_to=entry.text("title_to"),
        tier=entry.tier(),
        tier_certain=entry.flag("tier_certain", default=True),
        date=day.isoformat() if day is not None else None,
        number=entry.text("number"),
        effective=effective.isoformat() if effective is not None else None,
        events=entry.flag("events", default=True),
        drop_events=entry.texts("drop_events"),
        source=entry.required("source"),
    )


def organ(entry: Entry) -> CuratedOrgan:
    """Return what an ``[[organ]]`` says."""
    return CuratedOrgan(
        name=entry.required("name"),
        short=entry.texts("short"),
        since=entry.rough_day("since"),
        until=entry.rough_day("until"),
    )


def certainty(entry: Entry) -> str:
    """Return how a fact is known; "known" where it is not said.

    Raises:
        RegistryError: another word, or a source that is no text.
    """
    entry.text("source")
    if entry.text("certainty") is None:
        return "known"
    return entry.choice("certainty", _CERTAINTY_WORDS)


def _event(entry: Entry) -> Event:
    return Event(
        date=entry.rough_day("date") or "",
        kind=entry.choice("kind", _KIND_WORDS),
        number=entry.text("number"),
    )


def _version(entry: Entry) -> CuratedVersion:
    return CuratedVersion(
        statute=entry.required("statute"),
        date=_day(entry, "date"),
        effective_from=entry.day("effective_from"),
        promulgated=entry.day("promulgated"),
        number=entry.text("number"),
    )


def _decree(entry: Entry) -> CuratedDecree:
    return CuratedDecree(
        tier=_tier(entry),
        date=_day(entry, "date"),
        effective_from=entry.day("effective_from"),
        number=entry.text("number"),
        but=entry.texts("but"),
    )


def _tier(entry: Entry) -> Tier:
    """Return the tier of an entry that must have one."""
    tier = entry.tier()
    assert tier is not None
    return tier


def _day(entry: Entry, key: str) -> datetime.date:
    """Return the day of an entry that must have one."""
    day = entry.day(key)
    assert day is not None
    return day
