"""Whose words they are, where the cited place does not have them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from citelaw.model import Found, Statute, Version
from citelaw.resolve._fit import rivals

if TYPE_CHECKING:
    from citelaw.registry import Registry


def owner(
    text: str, versions: Iterable[tuple[Statute, Version]], registry: Registry, *, fits: float
) -> Found | None:
    """Return the one article that has the words of ``text``, None where none or several do.

    Args:
        text: the quotation.
        versions: the texts to be searched; of one statute the first that has the words counts.
        registry: the statute database.
        fits: the share of the words that the article must have.
    """
    best: dict[int, Found] = {}
    several = False
    for statute, version in versions:
        if statute.id in best:
            continue
        found = registry.search(version, text, 2)
        if not found or found[0].coverage < fits:
            continue
        several = several or (len(found) > 1 and rivals(found[0], found[1]))
        best[statute.id] = Found(statute, found[0])
    ranked = sorted(best.values(), key=lambda one: -one.comparison.coverage)
    if not ranked or several:
        return None
    if len(ranked) > 1 and rivals(ranked[0].comparison, ranked[1].comparison):
        return None
    return ranked[0]
