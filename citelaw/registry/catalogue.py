"""What statutes are called: exact titles, aliases, numbers, near titles, over all files at once.

A statute that several files hold is one statute: the facts are those of the first file that has it.
A team's overlay wins over them all.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from citelaw.model import Event, NearTitle, Organ, Status, Statute, Tier
from citelaw.registry.database import Database, joint_id, split_id
from citelaw.registry.kept import Kept
from citelaw.registry.names import is_bare_name, looked_up, short_titles
from citelaw.registry.normalise import number_key, title_key
from citelaw.registry.titles import confusion_groups, most_edits, title_distance

if TYPE_CHECKING:
    from citelaw.registry.curated import CuratedStatute
    from citelaw.registry.overlay import Overlay

_NEAR_CANDIDATES = 40
_NEAR_SHARE = 0.25
_NEAR_MOST = 4.0
"""A near title departs in a quarter of its characters at most, and in four edits at most."""

_PAIRS_OF_EDIT = 2
"""Pairs of neighbouring characters that one edit undoes; an exchange of two undoes three.

One exchange alone is let through wherever a title may depart in two edits.
"""

_LONGEST_TITLE = 400
_KEPT_NAMES = 4096
_OVERLAY_FILE = 255
_COLUMNS = (
    "id, title, aliases, tier, tier_certain, issuer, region, number, events, known_to, "
    "history_complete, repealed_on, repealed_by, successor, "
    "status, status_evidence, status_certainty"
)


class Catalogue:
    """The titles and numbers of all files, and the facts of each statute."""

    def __init__(self, files: Sequence[Database], overlay: Overlay | None = None) -> None:
        self._files = files
        self._statutes: dict[int, Statute] = {}
        self._titles: Kept[str, tuple[Statute, ...]] = Kept(_KEPT_NAMES)
        self._near: Kept[tuple[str, int], tuple[NearTitle, ...]] = Kept(_KEPT_NAMES)
        self._numbered: Kept[str, tuple[Statute, ...]] = Kept(_KEPT_NAMES)
        self._same: dict[int, int] = {}
        self._confusions: dict[str, frozenset[str]] | None = None
        self._overlaid: dict[str, list[int]] = {}
        self._shortened: dict[str, list[int]] = {}
        self._overlay_ids: list[int] = []
        self._added_numbers: dict[str, list[int]] = {}
        self._added_events: dict[int, tuple[Event, ...]] = {}
        self._overlay = tuple(overlay.statutes) if overlay is not None else ()
        self.organs = _organs(files, overlay)
        self._short_organs = sorted(
            ((short, organ.name) for organ in self.organs for short in organ.short),
            key=lambda pair: -len(pair[0]),
        )
        self._lay_over()

    # ------------------------------------------------------------ titles

    def names(self) -> tuple[str, ...]:
        """See ``Registry.names``."""
        found: dict[str, None] = {}
        for file in self._files:
            with file.decoding():
                text = file.rows("SELECT value FROM meta WHERE key = 'names'")[0][0]
                found.update(dict.fromkeys(text.split("\n")))
        for entry in self._overlay:
            names = (name for name in (entry.title, *entry.aliases) if is_bare_name(name))
            found.update(dict.fromkeys(names))
        found.pop("", None)
        return tuple(found)

    def by_title(self, title: str) -> tuple[Statute, ...]:
        """See ``Registry.by_title``."""
        return self._titles.get(title, lambda: self._by_title(title))

    def _by_title(self, title: str) -> tuple[Statute, ...]:
        if len(title) > _LONGEST_TITLE:
            return ()
        for key in dict.fromkeys(looked_up(title, self._short_organs)):
            ids = self._overlaid.get(key) or self._filed(key) or self._shortened.get(key)
            if ids:
                return tuple(self.statute(one) for one in ids)
        return ()

    def _filed(self, key: str) -> tuple[int, ...]:
        """Return the statutes filed under exactly that key, by the best kind of name."""
        hits = []
        for position, file in enumerate(self._files):
            rows = file.rows("SELECT statute_id, rank FROM name WHERE key = ?", key)
            hits += [(rank, self.first_id(joint_id(position, one))) for one, rank in rows]
        best = min((rank for rank, _ in hits), default=0)
        return tuple(dict.fromkeys(one for rank, one in hits if rank == best))

    def near_titles(self, title: str, limit: int) -> tuple[NearTitle, ...]:
        """See ``Registry.near_titles``."""
        return self._near.get((title, limit), lambda: self._near_titles(title, limit))

    def _near_titles(self, title: str, limit: int) -> tuple[NearTitle, ...]:
        found: dict[int, NearTitle] = {}
        if len(title) > _LONGEST_TITLE:
            return ()
        for key in dict.fromkeys(looked_up(title, self._short_organs)):
            most = max(1.0, min(len(key) * _NEAR_SHARE, _NEAR_MOST))
            for one, text in self._candidates(key, most):
                distance = title_distance(key, title_key(text), self._confused(), most)
                before = found.get(one)
                if distance <= most and (before is None or distance < before.distance):
                    found[one] = NearTitle(statute=self.statute(one), title=text, distance=distance)
        near = sorted(found.values(), key=lambda one: (one.distance, one.statute.id))
        return tuple(near[:limit])

    def _candidates(self, key: str, most: float) -> Iterator[tuple[int, str]]:
        """Yield the titles that share the most pairs of characters with ``key``.

        Those that lack more of its pairs than the edits of distance ``most`` can undo are left out.
        """
        for position, entry in enumerate(self._overlay):
            for name in (entry.title, *entry.aliases):
                yield self._overlay_ids[position], name
        grams = sorted({key[at : at + 2] for at in range(len(key) - 1)})
        least = len(grams) - most_edits(key, most, self._confused()) * _PAIRS_OF_EDIT
        marks = ",".join("?" * len(grams))
        for position, file in enumerate(self._files if grams else ()):
            hits: Counter[int] = Counter()
            query = f"SELECT titles FROM bigram WHERE gram IN ({marks})"
            with file.decoding():
                for (titles,) in file.rows(query, *grams):
                    hits.update(memoryview(titles).cast("I"))
            likely = [one for one, shared in hits.items() if shared >= least]
            best = sorted(likely, key=hits.__getitem__, reverse=True)[:_NEAR_CANDIDATES]
            some = ",".join("?" * len(best))
            query = f"SELECT statute_id, text FROM title WHERE id IN ({some})"
            for one, text in file.rows(query, *best):
                yield self.first_id(joint_id(position, one)), text

    def _confused(self) -> dict[str, frozenset[str]]:
        if self._confusions is None:
            with self._files[0].decoding():
                groups = json.loads(self._files[0].meta["confusions"])
                self._confusions = confusion_groups(group["characters"] for group in groups)
        return self._confusions

    def by_number(self, number: str) -> tuple[Statute, ...]:
        """See ``Registry.by_number``."""
        return self._numbered.get(number, lambda: self._by_number(number))

    def _by_number(self, number: str) -> tuple[Statute, ...]:
        key = number_key(number)
        ids = list(self._added_numbers.get(key, ()))
        for position, file in enumerate(self._files):
            rows = file.rows("SELECT statute_id FROM number WHERE key = ?", key)
            ids += [self.first_id(joint_id(position, one)) for (one,) in rows]
        return tuple(self.statute(one) for one in dict.fromkeys(ids))

    # ------------------------------------------------------------ statutes

    def statutes(self) -> Iterator[Statute]:
        """See ``Registry.statutes``."""
        for position, file in enumerate(self._files):
            for (local,) in file.rows("SELECT id FROM statute ORDER BY id"):
                one = joint_id(position, local)
                if self.first_id(one) == one:
                    yield self.statute(one)
        for one in self._overlay_ids:
            if split_id(one)[0] == _OVERLAY_FILE:
                yield self.statute(one)

    def statute(self, one: int) -> Statute:
        """Return the facts of a statute, those of the overlay before those of its file."""
        known = self._statutes.get(one)
        if known is None:
            position, local = split_id(one)
            file = self._files[position]
            with file.decoding():
                rows = file.rows(f"SELECT {_COLUMNS} FROM statute WHERE id = ?", local)
                has_text = any(articles for _, articles in file.versions.get(local, ()))
                known = self._statutes[one] = _statute(one, rows[0], has_text=has_text)
        return known

    def first_id(self, one: int) -> int:
        """Return the statute of that title in the first file that has it."""
        position, local = split_id(one)
        if not position:
            return one
        known = self._same.get(one)
        if known is None:
            rows = self._files[position].rows("SELECT title FROM statute WHERE id = ?", local)
            found = self._of_title(rows[0][0], self._files[:position])
            known = self._same[one] = one if found is None else found
        return known

    def everywhere(self, statute: Statute) -> tuple[int, ...]:
        """Return the ids under which the files hold the statute, in the order of the files."""
        if len(self._files) == 1 and split_id(statute.id)[0] == 0:
            return (statute.id,)
        keys = dict.fromkeys(title_key(name) for name in (statute.title, *statute.aliases))
        found: dict[int, None] = {}
        for position, file in enumerate(self._files):
            for key in keys:
                query = "SELECT statute_id FROM name WHERE key = ? AND rank = 0"
                for (local,) in file.rows(query, key):
                    one = joint_id(position, local)
                    if self.first_id(one) == statute.id:
                        found[one] = None
        return tuple(found)

    def _of_title(self, title: str, files: Sequence[Database]) -> int | None:
        """Return the statute of that title in the first of the files that has it.

        Where none has, the one that is known by it as an alias (社会保险法), if it is the only one.
        """
        for rank in (0, 1):
            found = [
                joint_id(position, local)
                for position, file in enumerate(files)
                for (local,) in file.rows(
                    "SELECT statute_id FROM name WHERE key = ? AND rank = ?", title_key(title), rank
                )
            ]
            if found and (rank == 0 or len({self.first_id(one) for one in found}) == 1):
                return self.first_id(found[0])
        return None

    # ------------------------------------------------------------ the overlay

    def _lay_over(self) -> None:
        """File the overlay: its names win over all files, forms that leave something out do not."""
        for position, entry in enumerate(self._overlay):
            known = self._of_title(entry.title, self._files)
            one = joint_id(_OVERLAY_FILE, position) if known is None else known
            below = self.statute(known) if known is not None else None
            self._statutes[one] = _overlaid(one, entry, below)
            self._overlay_ids.append(one)
            self._added_events[one] = entry.events
            for number in filter(None, (entry.number, *entry.numbers)):
                _file(self._added_numbers, number_key(number), one)
            for name in (entry.title, *entry.aliases):
                _file(self._overlaid, title_key(name), one)
                for form in short_titles(title_key(name)):
                    _file(self._shortened, title_key(form), one)

    def added_events(self, statute: Statute) -> tuple[Event, ...]:
        """Return the events that the overlay states of a statute."""
        return self._added_events.get(statute.id, ())


def _file(index: dict[str, list[int]], key: str, one: int) -> None:
    filed = index.setdefault(key, [])
    if one not in filed:
        filed.append(one)


def _organs(files: Sequence[Database], overlay: Overlay | None) -> tuple[Organ, ...]:
    found: dict[str, Organ] = {}
    for own in overlay.organs if overlay is not None else ():
        found[own.name] = Organ(own.name, own.short, own.since, own.until)
    for file in files:
        with file.decoding():
            for entry in json.loads(file.meta["organs"]):
                organ = Organ(entry["name"], tuple(entry["short"]), entry["since"], entry["until"])
                found.setdefault(organ.name, organ)
    return tuple(found.values())


def _statute(one: int, row: Any, *, has_text: bool) -> Statute:
    return Statute(
        id=one,
        title=row[1],
        aliases=tuple(json.loads(row[2])),
        tier=Tier(row[3]) if row[3] else None,
        tier_certain=bool(row[4]),
        issuer=row[5],
        region=row[6],
        document_number=row[7],
        events=tuple(Event(date=d, kind=k, number=n) for d, k, n in json.loads(row[8])),
        known_to=row[9],
        history_complete=bool(row[10]),
        repealed_on=row[11],
        repealed_by=row[12],
        successor=row[13],
        has_text=has_text,
        status=Status(row[14], row[15], row[16], row[9]),
    )


def _overlaid(one: int, entry: CuratedStatute, below: Statute | None) -> Statute:
    """Return the statute with the facts of the overlay's entry in place of what is known."""
    if below is None:
        below = Statute(
            id=one,
            title=entry.title,
            aliases=(),
            tier=None,
            tier_certain=False,
            issuer=None,
            region=None,
            document_number=None,
            events=(),
            known_to=None,
            history_complete=False,
            has_text=False,
            status=Status("unknown", entry.source, entry.certainty, None),
        )
    return replace(
        below,
        aliases=tuple(dict.fromkeys([*entry.aliases, *below.aliases])),
        tier=entry.tier or below.tier,
        tier_certain=entry.certainty != "listed" if entry.tier else below.tier_certain,
        issuer=entry.issuer or below.issuer,
        region=entry.region or below.region,
        document_number=entry.number or below.document_number,
        events=tuple(sorted({*below.events, *entry.events}, key=lambda e: (e.date, e.kind))),
        history_complete=below.history_complete and not entry.events,
        repealed_on=entry.repealed_on or below.repealed_on,
        repealed_by=entry.repealed_by or below.repealed_by,
        successor=entry.successor or below.successor,
        status=_fate(entry, below.status),
    )


def _fate(entry: CuratedStatute, below: Status) -> Status:
    if entry.repealed_on or entry.repealed_by:
        return Status("repealed", entry.source, entry.certainty, below.as_of)
    if entry.successor:
        return Status("superseded", entry.source, entry.certainty, below.as_of)
    return below
