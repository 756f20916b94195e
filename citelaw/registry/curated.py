"""Reads curated facts (``citelaw/statutes/*.toml``): facts only, each with source and certainty.

An unknown key is an error with file, line and the keys that are allowed there, so that a slip of
the pen cannot silently drop a fact.
"""

from __future__ import annotations

import datetime
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

from citelaw.errors import RegistryError
from citelaw.model import Event, Tier

CERTAINTIES = ("text", "metadata", "listed", "known")
"""How a fact is known: a source text, metadata of a source, a list that cites it, general
knowledge."""

_PROOF = ("source", "certainty")
_ALLOWED = {
    "statute": (
        "title", "tier", "issuer", "region", "number", "numbers", "aliases", "repealed_on",
        "repealed_by", "successor", *_PROOF,
    ),
    "statute.event": ("date", "kind", "number"),
    "version": ("statute", "date", "effective_from", "promulgated", "number", *_PROOF),
    "decree": ("tier", "date", "effective_from", "number", "but", *_PROOF),
    "organ": ("name", "short", "since", "until", *_PROOF),
    "known_to": ("tier", "date", *_PROOF),
    "confusion": ("characters", "kind", *_PROOF),
}  # fmt: skip
_REQUIRED = {
    "statute": ("title", *_PROOF),
    "statute.event": ("date", "kind"),
    "version": ("statute", "date", *_PROOF),
    "decree": ("tier", "date", *_PROOF),
    "organ": ("name", *_PROOF),
    "known_to": ("tier", "date", *_PROOF),
    "confusion": ("characters", "kind", *_PROOF),
}
EVENT_KINDS = (
    "adopted", "approved", "promulgated", "effective", "amended", "revised", "repealed",
    "unspecified",
)  # fmt: skip
_TABLE = re.compile(r"\s*\[\[?\s*(?P<name>[\w.]+)\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"\s*(?P<key>[\w-]+)\s*=")
_ROUGH_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


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
class Curated:
    """All curated facts, in the order of their files."""

    statutes: tuple[CuratedStatute, ...]
    versions: tuple[CuratedVersion, ...]
    decrees: tuple[CuratedDecree, ...]
    organs: tuple[CuratedOrgan, ...]
    known_to: tuple[tuple[Tier, str], ...]
    confusions: tuple[Confusion, ...]


def read_curated(folder: Path) -> Curated:
    """Return the facts of every ``*.toml`` in ``folder``.

    Raises:
        RegistryError: broken TOML, an unknown key or table, a value of the wrong form.
    """
    entries: dict[str, list[_Entry]] = {name: [] for name in _ALLOWED}
    for path in sorted(folder.glob("*.toml")):
        for entry in _entries(path):
            entries[entry.table].append(entry)
    return Curated(
        statutes=tuple(_statute(entry) for entry in entries["statute"]),
        versions=tuple(
            CuratedVersion(
                statute=entry.required("statute"),
                date=_exact(entry, "date"),
                effective_from=_day(entry, "effective_from"),
                promulgated=_day(entry, "promulgated"),
                number=entry.text("number"),
            )
            for entry in entries["version"]
        ),
        decrees=tuple(
            CuratedDecree(
                tier=_tier(entry),
                date=_exact(entry, "date"),
                effective_from=_day(entry, "effective_from"),
                number=entry.text("number"),
                but=entry.texts("but"),
            )
            for entry in entries["decree"]
        ),
        organs=tuple(
            CuratedOrgan(
                name=entry.required("name"),
                short=entry.texts("short"),
                since=entry.text("since"),
                until=entry.text("until"),
            )
            for entry in entries["organ"]
        ),
        known_to=tuple(
            (_tier(entry), _exact(entry, "date").isoformat()) for entry in entries["known_to"]
        ),
        confusions=tuple(
            Confusion(characters=entry.required("characters"), kind=entry.required("kind"))
            for entry in entries["confusion"]
        ),
    )


@dataclass(frozen=True, slots=True)
class _Entry:
    """One table of a TOML file and the line where it starts."""

    table: str
    place: str
    values: dict[str, object]

    def text(self, key: str) -> str | None:
        value = self.values.get(key)
        if value is not None and not isinstance(value, str):
            raise RegistryError(f"{self.place}: {key} must be a string in quotes")
        return value

    def required(self, key: str) -> str:
        return self.text(key) or ""

    def texts(self, key: str) -> tuple[str, ...]:
        value = self.values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            raise RegistryError(f"{self.place}: {key} must be a list of strings")
        return tuple(value)


def _entries(path: Path) -> list[_Entry]:
    source = path.read_text("utf-8")
    lines = _check_keys(path, source)
    try:
        content = tomllib.loads(source)
    except tomllib.TOMLDecodeError as error:
        raise RegistryError(f"{path.name}: {error}; correct the TOML") from error
    entries = []
    for table, tables in content.items():
        for values, line in zip(tables, lines[table], strict=True):
            entry = _Entry(table, f"{path.name}:{line}", values)
            _check_entry(entry)
            entries.append(entry)
    return entries


def _check_keys(path: Path, source: str) -> dict[str, list[int]]:
    """Demand known tables and keys; return the lines on which the entries of each table start."""
    lines: dict[str, list[int]] = {name: [] for name in _ALLOWED}
    table = ""
    for number, line in enumerate(source.split("\n"), 1):
        header = _TABLE.match(line)
        key = _KEY.match(line)
        if header:
            table = header["name"]
            if table not in _ALLOWED:
                allowed = ", ".join(_ALLOWED)
                raise RegistryError(
                    f"{path.name}:{number}: unknown table {table}; allowed: {allowed}"
                )
            lines[table].append(number)
        elif key and key["key"] not in _ALLOWED.get(table, ()):
            allowed = ", ".join(_ALLOWED.get(table, ())) or "none outside a table"
            raise RegistryError(
                f"{path.name}:{number}: unknown key {key['key']}; allowed: {allowed}"
            )
    return lines


def _check_entry(entry: _Entry) -> None:
    missing = [key for key in _REQUIRED[entry.table] if not entry.values.get(key)]
    if missing:
        raise RegistryError(f"{entry.place}: {entry.table} needs {', '.join(missing)}")
    certainty = entry.text("certainty")
    if certainty not in CERTAINTIES:
        raise RegistryError(
            f"{entry.place}: certainty {certainty!r}; allowed: {', '.join(CERTAINTIES)}"
        )


def _statute(entry: _Entry) -> CuratedStatute:
    tier = entry.text("tier")
    return CuratedStatute(
        title=entry.required("title"),
        tier=_tier(entry) if tier else None,
        issuer=entry.text("issuer"),
        region=entry.text("region"),
        number=entry.text("number"),
        numbers=entry.texts("numbers"),
        aliases=entry.texts("aliases"),
        events=_events(entry),
        repealed_on=entry.text("repealed_on"),
        repealed_by=entry.text("repealed_by"),
        successor=entry.text("successor"),
        certainty=entry.required("certainty"),
    )


def _events(entry: _Entry) -> tuple[Event, ...]:
    tables = entry.values.get("event", [])
    events = []
    for values in tables if isinstance(tables, list) else []:
        kind, day = values.get("kind"), values.get("date")
        if kind not in EVENT_KINDS:
            raise RegistryError(
                f"{entry.place}: event kind {kind!r}; allowed: {', '.join(EVENT_KINDS)}"
            )
        if not isinstance(day, str) or not _ROUGH_DATE.fullmatch(day):
            raise RegistryError(
                f'{entry.place}: event date {day!r} must be "2018-12-29" or shorter'
            )
        events.append(Event(date=day, kind=kind, number=values.get("number")))
    return tuple(events)


def _tier(entry: _Entry) -> Tier:
    try:
        return Tier(entry.required("tier"))
    except ValueError:
        allowed = ", ".join(Tier)
        raise RegistryError(
            f"{entry.place}: tier {entry.text('tier')}; allowed: {allowed}"
        ) from None


def _day(entry: _Entry, key: str) -> datetime.date | None:
    return _exact(entry, key) if entry.text(key) else None


def _exact(entry: _Entry, key: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(entry.required(key))
    except ValueError:
        raise RegistryError(f'{entry.place}: {key} must be a day like "2018-12-29"') from None
