"""Which documents a list cites, and how often."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple
from weakref import WeakKeyDictionary

from citelaw.integrations.lsp.checked import Checked
from citelaw.model import MentionResolution, Statute


class Uses(NamedTuple):
    """What a list cites in its own words, with the number of mentions.

    ``statutes`` holds them by id. ``titles`` are those of documents that the database does not
    have, as they are printed between marks. ``short_names`` are what the list itself calls a
    document (以下简称), with the full title.
    """

    statutes: dict[int, tuple[Statute, int]]
    titles: dict[str, int]
    short_names: dict[str, str]


_known: WeakKeyDictionary[Checked, Uses] = WeakKeyDictionary()


def uses(checked: Checked) -> Uses:
    """Return what a list cites, counted when it is first asked for."""
    known = _known.get(checked)
    if known is None:
        known = _known[checked] = _counted(checked)
    return known


def _counted(checked: Checked) -> Uses:
    resolved = checked.report.resolved
    statutes: dict[int, Statute] = {}
    numbers: Counter[int] = Counter()
    titles: Counter[str] = Counter()
    short_names: dict[str, str] = {}
    for one in resolved.mentions if resolved is not None else ():
        mention, candidates = one.mention, one.candidates
        if mention.stands_for is not None:
            short_names[mention.title] = mention.stands_for
        if mention.quoted or mention.noted:
            continue
        if len(candidates) == 1:
            statutes[candidates[0].id] = candidates[0]
            numbers[candidates[0].id] += 1
        elif not candidates and _is_title(one):
            titles[mention.title] += 1
    counted = {key: (statute, numbers[key]) for key, statute in statutes.items()}
    return Uses(counted, dict(titles), short_names)


def _is_title(one: MentionResolution) -> bool:
    """Return whether an unknown title may be what is meant to stand there.

    Not one that is being typed, nor one that looks like a slip.
    """
    return not one.mention.bare and one.mention.raw.endswith("》") and not one.near
