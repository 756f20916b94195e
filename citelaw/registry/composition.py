"""Article maps from any version to any later one, made of those between neighbours."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import reduce
from itertools import pairwise
from typing import TYPE_CHECKING

from citelaw.model import Locator, MapKind, MappedArticle

if TYPE_CHECKING:
    from citelaw.model import Version
    from citelaw.registry.lookup import Registry

_KEPT = (MapKind.SAME, MapKind.MOVED)


def mapped(registry: Registry, chain: Sequence[Version]) -> tuple[MappedArticle, ...]:
    """Return what became of the articles from the first version of ``chain`` to the last.

    ``chain`` holds every dated version between, the oldest first.
    """
    return reduce(joined, (_neighbours(registry, old, new) for old, new in pairwise(chain)))


def _neighbours(registry: Registry, old: Version, new: Version) -> tuple[MappedArticle, ...]:
    """Return the map of two neighbours; where none was made (other files) the words decide."""
    known = registry.article_map(old, new)
    if known is not None:
        return known
    rows = []
    for article in registry.articles(old):
        found = registry.moved(old, new, article.locator)
        if found is not None:
            kind = MapKind.SAME if found.similarity >= 1 else MapKind.CHANGED
            rows.append(_row(kind, article.locator, found.locator, found.similarity))
    return tuple(rows)


def joined(
    first: Sequence[MappedArticle], second: Sequence[MappedArticle]
) -> tuple[MappedArticle, ...]:
    """Return the map over two steps: a place is followed, the lowest similarity counts.

    An article is dropped where all that became of it is; where a step says nothing of an article,
    nothing is said of it.
    """
    onward: dict[Locator | None, list[MappedArticle]] = defaultdict(list)
    for row in second:
        onward[row.old].append(row)
    best: dict[tuple[Locator | None, Locator | None], MappedArticle] = {}
    for row in first:
        for after in onward[row.new] if row.new is not None else ():
            one = _followed(row, after)
            known = best.get((one.old, one.new))
            if (one.old, one.new) != (None, None) and (
                known is None or known.similarity < one.similarity
            ):
                best[one.old, one.new] = one
        if row.new is None:
            best[row.old, None] = row
    best.update({(None, row.new): row for row in onward[None]})
    return tuple(sorted(_consistent(best.values()), key=_order))


def _followed(row: MappedArticle, after: MappedArticle) -> MappedArticle:
    if row.old is None:
        kind = MapKind.NEW
    elif after.new is None:
        kind = MapKind.DROPPED
    else:
        kinds = {row.kind, after.kind}
        divided = [one for one in (MapKind.MERGED, MapKind.SPLIT) if one in kinds]
        kind = divided[0] if divided else MapKind.SAME if kinds <= {*_KEPT} else MapKind.CHANGED
    return _row(kind, row.old, after.new, min(row.similarity, after.similarity))


def _row(
    kind: MapKind, old: Locator | None, new: Locator | None, similarity: float
) -> MappedArticle:
    if kind in _KEPT:
        kind = MapKind.SAME if old == new else MapKind.MOVED
    return MappedArticle(kind=kind, old=old, new=new, similarity=similarity)


def _consistent(rows: Iterable[MappedArticle]) -> list[MappedArticle]:
    """Leave out that an article is dropped, or new, where another row places it."""
    known = list(rows)
    placed_old = {row.old for row in known if row.new is not None}
    placed_new = {row.new for row in known if row.old is not None}
    return [
        row
        for row in known
        if not (row.new is None and row.old in placed_old)
        and not (row.old is None and row.new in placed_new)
    ]


def _order(row: MappedArticle) -> tuple[tuple[int, int], tuple[int, int]]:
    return _number(row.old), _number(row.new)


def _number(place: Locator | None) -> tuple[int, int]:
    return (place.article or 0, place.inserted or 0) if place is not None else (0, 0)
