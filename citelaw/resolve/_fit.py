"""How well quoted words fit a place: the measures by which comparisons are weighed."""

from __future__ import annotations

from citelaw.model import Comparison, DifferenceKind

_EXACT = 0.9
"""Share of shingles from which words without a difference are those of the place."""

OWN = 0.5
"""Share of shingles from which an altered text is still the cited article's."""

FITS = 0.85
"""Share of shingles from which words are another version's, or another article's."""

STRANGE = 0.3
"""Share of shingles up to which words are surely not the cited article's."""

LEAD = 0.3
"""By so much another article must fit better than the cited one."""

LEVEL = 0.02
"""By so little less another version may fit than another article, and still be preferred."""

_UNIQUE = 0.15
"""By so much it must fit better than the next, else the words stand in several articles."""

_CLEARLY = 0.05
"""By so much a version fits better than another whatever the number of differences."""


def exact(comparison: Comparison) -> bool:
    """Return whether the words are those of the place."""
    return comparison.coverage >= _EXACT and not comparison.differences


def better(one: Comparison, two: Comparison | None) -> bool:
    """Return whether ``one`` fits clearly better: by much, or with fewer differences."""
    if two is None or one.coverage > two.coverage + _CLEARLY:
        return True
    return one.coverage > two.coverage and len(one.differences) < len(two.differences)


def rivals(first: Comparison, second: Comparison) -> bool:
    """Return whether the second article has the words too, or nearly as much of them."""
    if exact(first):
        return exact(second)
    return second.coverage > first.coverage - _UNIQUE


def stops_early(one: Comparison, other: Comparison) -> bool:
    """Return whether equal words end a unit in ``other`` and stop inside one in ``one``.

    That alone is no proof of an older text (a quotation may stop where it likes); together with
    the older text's number it is.
    """
    return exact(one) and other.stop_unit_end and not one.stop_unit_end


def bare(comparison: Comparison) -> Comparison:
    """Return the comparison without its differences, which say nothing of other words."""
    return comparison._replace(differences=(), complete=None, stop_unit_end=False)


def without_gaps(comparison: Comparison) -> Comparison:
    """Return the comparison without the places where words are left out."""
    kept = tuple(one for one in comparison.differences if one.kind is not DifferenceKind.DROPPED)
    return comparison._replace(differences=kept)
