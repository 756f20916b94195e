"""From what lists say to proposed documents: the most frequent value, nothing on a tie."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from citelaw.learn._events import events_of
from citelaw.learn._group import Group, grouped
from citelaw.learn._names import (
    NumberKey,
    issuer_of_number,
    issuer_of_title,
    names_its_organ,
    number_key,
    region_of,
    tier_of,
    title_key,
)
from citelaw.learn._proposal import (
    Conflict,
    Contradiction,
    Counted,
    Proposal,
    counted,
    settled,
)
from citelaw.learn._use import Use, uses
from citelaw.model import ResolvedDocument, Tier

_MOST_NEAR = 2
"""How many near titles are told."""

_Holders = Mapping[NumberKey, tuple[Counted, ...]]
"""For every number the titles of the proposed documents that are cited by it."""


class _Numbers(NamedTuple):
    """The numbers a document is cited by, those beside them, and the one that is proposed.

    ``trusted`` are the numbers that show issuer and tier: the most frequent one, all on a tie.
    """

    cited: tuple[Counted, ...]
    trusted: tuple[NumberKey, ...]
    further: tuple[str, ...]
    chosen: str | None
    contradictions: tuple[Contradiction, ...]


def propose(documents: Iterable[ResolvedDocument]) -> tuple[Proposal, ...]:
    """Return the documents (文件) that the lists name and the database does not hold.

    The most frequent comes first, then the order of titles. Neither the order of the lists nor
    anything but their content changes the result.
    """
    groups = grouped(uses(documents))
    holders = _holders(groups)
    proposals = [_proposal(group, holders) for group in groups]
    return tuple(sorted(proposals, key=lambda one: (-one.count, one.title)))


def _proposal(group: Group, holders: _Holders) -> Proposal:
    found = group.uses
    title = _title(group)
    region = region_of(title)
    numbers = _numbers(found, title, holders)
    tier, disputed_labels = _tier(found, region, numbers)
    events, disputed_dates = events_of(found)
    return Proposal(
        title=title,
        places=tuple(use.place for use in found),
        spellings=counted((use.title, use.place) for use in found),
        aliases=_aliases(group),
        number=numbers.chosen,
        numbers=numbers.cited,
        further_numbers=numbers.further,
        tier=tier,
        labels=counted((use.label, use.place) for use in found if use.label),
        issuer=_issuer(group, numbers),
        region=region,
        events=events,
        near=_near(found),
        holders=_known_holders(found),
        contradictions=(*numbers.contradictions, *disputed_labels, *disputed_dates),
    )


# ---------------------------------------------------------------- titles


def _title(group: Group) -> str:
    """Return the most frequent spelling of the document's own title."""
    return _usual(group.titled)


def _usual(found: Iterable[Use]) -> str:
    return counted((use.title, use.place) for use in found)[0].value


def _aliases(group: Group) -> tuple[str, ...]:
    """Return the other titles of the document: what a notice issues, and its title cut short."""
    names = {group.titled[0].key: ""}
    for key in sorted({use.key for use in group.others}):
        names.setdefault(key, _usual(use for use in group.others if use.key == key))
    if group.inner is not None:
        names.setdefault(title_key(group.inner), group.inner)
    return tuple(sorted(name for name in names.values() if name))


def _near(found: list[Use]) -> tuple[str, ...]:
    """Return the known titles nearest to the printed one."""
    near: dict[str, float] = {}
    for use in found:
        for distance, title in use.near:
            near[title] = min(distance, near.get(title, distance))
    return tuple(sorted(near, key=lambda title: (near[title], title))[:_MOST_NEAR])


# ---------------------------------------------------------------- numbers


def _holders(groups: list[Group]) -> _Holders:
    """Return for every number with an organ the documents that are cited by it."""
    stated: dict[NumberKey, list[tuple[str, Use]]] = {}
    for group in groups:
        title = _title(group)
        for use in group.uses:
            for number in use.numbers[:1]:
                if names_its_organ(number.key):
                    stated.setdefault(number.key, []).append((title, use))
    return {
        key: counted((title, use.place) for title, use in found) for key, found in stated.items()
    }


def _known_holders(found: list[Use]) -> tuple[str, ...]:
    """Return the known documents that alone carry the number of a place."""
    named = (use for use in found if use.numbers and names_its_organ(use.numbers[0].key))
    return tuple(sorted({use.holders[0] for use in named if len(use.holders) == 1}))


def _numbers(found: list[Use], title: str, holders: _Holders) -> _Numbers:
    printed = _printed(found)
    beside = {number.key for use in found for number in use.numbers[1:]}
    first = {number.key for use in found for number in use.numbers[:1]}
    own = (first - beside) or first
    cited = counted(
        (printed[use.numbers[0].key], use.place)
        for use in found
        if use.numbers and use.numbers[0].key in own
    )
    further = sorted(printed[key] for key in beside - own if names_its_organ(key))
    usual = settled(cited)
    trusted = tuple(key for key in sorted(own) if usual in (None, printed[key]))
    chosen, shared = _not_anothers(usual, title, holders)
    disputed = (Contradiction(Conflict.NUMBERS, cited, chosen=usual),) if len(cited) > 1 else ()
    return _Numbers(cited, trusted, tuple(further), chosen, (*disputed, *shared))


def _not_anothers(
    number: str | None, title: str, holders: _Holders
) -> tuple[str | None, tuple[Contradiction, ...]]:
    """Return a number if it names an organ and is this document's rather than another's."""
    key = number_key(number) if number is not None else None
    if number is None or key is None or not names_its_organ(key):
        return None, ()
    if len(holders[key]) == 1:
        return number, ()
    holder = settled(holders[key])
    shared = Contradiction(Conflict.SHARED_NUMBER, holders[key], number, holder)
    return number if holder == title else None, (shared,)


def _printed(found: list[Use]) -> dict[NumberKey, str]:
    """Return for every number the way in which it is printed most often."""
    printed: dict[NumberKey, list[tuple[str, Use]]] = {}
    for use in found:
        for number in use.numbers:
            printed.setdefault(number.key, []).append((number.text, use))
    return {
        key: counted((text, use.place) for text, use in forms)[0].value
        for key, forms in printed.items()
    }


# ---------------------------------------------------------------- organ and tier


def _issuer(group: Group, numbers: _Numbers) -> str | None:
    """Return the issuer where numbers and titles that show one show the same."""
    issuers = {issuer_of_title(use.printed) for use in group.titled}
    printed = _printed(group.uses)
    issuers |= {issuer_of_number(key, printed[key]) for key in numbers.trusted}
    issuers.discard(None)
    return issuers.pop() if len(issuers) == 1 else None


def _tier(
    found: list[Use], region: str | None, numbers: _Numbers
) -> tuple[Tier | None, tuple[Contradiction, ...]]:
    """Return the tier that the labels name, and how they contradict each other.

    Labels that name one tier in two ways (部门规章, 规章) are one; a label that names none
    (部委文件) stands for itself.
    """
    keys = numbers.trusted or (None,)
    meanings: dict[str, Tier | None] = {}
    for label in sorted({use.label for use in found if use.label}):
        tiers = {tier_of(label, region, key) for key in keys}
        meanings[label] = tiers.pop() if len(tiers) == 1 else None
    tiers_named = {tier.chinese: tier for tier in meanings.values() if tier is not None}
    values = counted((_meaning(meanings, use), use.place) for use in found if use.label)
    chosen = settled(values)
    if len(values) < 2:
        return tiers_named.get(chosen or ""), ()
    return tiers_named.get(chosen or ""), (Contradiction(Conflict.LABELS, values, chosen=chosen),)


def _meaning(meanings: Mapping[str, Tier | None], use: Use) -> str:
    tier = meanings[use.label]
    return tier.chinese if tier is not None else use.label
