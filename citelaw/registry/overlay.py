"""Reads the overlay (``statutes.toml``): what a team knows of documents beside the database.

It has two tables of the curated facts, ``[[statute]]`` (with ``[[statute.event]]``) and
``[[organ]]``; ``source`` and ``certainty`` may be left out there.
"""

from __future__ import annotations

import dataclasses
import hashlib
from dataclasses import dataclass
from pathlib import Path

from citelaw.errors import RegistryError
from citelaw.pattern import Pattern
from citelaw.registry.curated import (
    EVENT,
    ORGAN_KEYS,
    STATUTE_KEYS,
    CuratedOrgan,
    CuratedStatute,
    certainty,
    organ,
    statute,
)
from citelaw.registry.facts import Entry, Table, read_bounded, read_entries
from citelaw.registry.normalise import title_key
from citelaw.toml import shown
from citelaw.words import Words

_TABLES = {
    "statute": Table(STATUTE_KEYS, ("title",)),
    "statute.event": EVENT,
    "organ": Table(ORGAN_KEYS, ("name",)),
}
_MARKED = Pattern(r"《(?P<title>[^《》]{0,400}(?:《[^《》]{0,400}》[^《》]{0,400}){0,8})》")


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlay:
    """What a team's file adds to the database, in the order of the file.

    ``digest`` is the SHA-256 of the file's bytes.
    """

    path: Path
    statutes: tuple[CuratedStatute, ...]
    organs: tuple[CuratedOrgan, ...]
    digest: str


def read_overlay(path: Path) -> Overlay:
    """Return what the file ``path`` says.

    Raises:
        RegistryError: the file cannot be read, is larger than 5 MB, is no UTF-8 or no TOML; an
            unknown table or key, a value of the wrong form, a title that stands twice. The message
            names file and line and what may stand there.
    """
    content = read_bounded(path)
    entries = read_entries(path.name, content, _TABLES)
    statutes = [entry for entry in entries if entry.table == "statute"]
    organs = [entry for entry in entries if entry.table == "organ"]
    for entry in organs:
        certainty(entry)
    _check_twice(statutes, "title", Words("标题", "the title"))
    _check_twice(organs, "name", Words("机关", "the organ"))
    return Overlay(
        path=path,
        statutes=tuple(_statute(entry) for entry in statutes),
        organs=tuple(organ(entry) for entry in organs),
        digest=hashlib.sha256(content).hexdigest(),
    )


def _statute(entry: Entry) -> CuratedStatute:
    """Return the statute of an entry; a title in 书名号 is the same without them."""
    found = statute(entry)
    return dataclasses.replace(
        found,
        title=_unmarked(found.title),
        aliases=tuple(_unmarked(alias) for alias in found.aliases),
        repealed_by=_unmarked(found.repealed_by) if found.repealed_by else None,
        successor=_unmarked(found.successor) if found.successor else None,
    )


def _unmarked(title: str) -> str:
    marked = _MARKED.fullmatch(title)
    return str(marked["title"]) if marked is not None else title


def _check_twice(entries: list[Entry], key: str, what: Words) -> None:
    """Demand that no two entries have one title; marks and white space make no other title."""
    seen: dict[str, Entry] = {}
    for entry in entries:
        name = entry.required(key)
        first = seen.setdefault(title_key(_unmarked(name)), entry)
        if first is not entry:
            place = f"{entry.file}:{entry.key_lines.get(key, entry.line)}"
            earlier = first.key_lines.get(key, first.line)
            raise RegistryError(
                f"{place}：{what.chinese}“{shown(name)}”在第 {earlier} 行已经写过；两条合成一条。",
                f"{place}: {what.english} “{shown(name)}” stands in line {earlier} already; make "
                "one of the two.",
            )
