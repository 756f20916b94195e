"""How far one title is from another: edits, of which likely slips cost less.

OCR takes 本 for 术, a typist writes 便面 for 便民: characters of one confusion group (curated,
``statutes/confusions.toml``) are half an edit apart. Two neighbours that were exchanged (管条理例)
are one edit.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

_CONFUSED = 0.5


def confusion_groups(groups: Iterable[str]) -> dict[str, frozenset[str]]:
    """Return for every character of the ``groups`` those it is taken for."""
    table: dict[str, set[str]] = {}
    for group in groups:
        for character in group:
            table.setdefault(character, set()).update(group)
    return {character: frozenset(others) for character, others in table.items()}


def most_edits(title: str, distance: float, confusions: Mapping[str, frozenset[str]]) -> float:
    """Return how many edits of ``title`` a weighted distance leaves room for.

    >>> most_edits("基术保险", 2.0, {"术": frozenset("本")})
    2.5
    """
    confused = min(sum(map(confusions.__contains__, title)), distance / _CONFUSED)
    return distance + confused * (1.0 - _CONFUSED)


def title_distance(
    one: str, two: str, confusions: Mapping[str, frozenset[str]], limit: float
) -> float:
    """Return the weighted edit distance; a value over ``limit`` only says "more than that".

    >>> title_distance("基术保险", "基本保险", {"术": frozenset("本")}, 3.0)
    0.5
    >>> title_distance("管条理例", "管理条例", {}, 3.0)
    1.0
    """
    if abs(len(one) - len(two)) > limit:
        return limit + 1
    start = 0
    shorter = min(len(one), len(two))
    while start < shorter and one[start] == two[start]:
        start += 1
    end = 0
    while end < shorter - start and one[-1 - end] == two[-1 - end]:
        end += 1
    one, two = one[start : len(one) - end], two[start : len(two) - end]
    if max(_least(one, two, confusions), _least(two, one, confusions)) > limit:
        return limit + 1
    two_above: list[float] = []
    above = [float(at) for at in range(len(two) + 1)]
    for line, first in enumerate(one, 1):
        confused = confusions.get(first, frozenset())
        row = [float(line)]
        for at, second in enumerate(two, 1):
            if first == second:
                cost = above[at - 1]
            else:
                change = _CONFUSED if second in confused else 1.0
                cost = min(above[at - 1] + change, above[at] + 1.0, row[at - 1] + 1.0)
                if line > 1 and at > 1 and first == two[at - 2] and second == one[line - 2]:
                    cost = min(cost, two_above[at - 2] + 1.0)
            row.append(cost)
        if min(row) > limit and min(above) > limit:
            return limit + 1
        two_above, above = above, row
    return above[-1]


def _least(one: str, two: str, confusions: Mapping[str, frozenset[str]]) -> float:
    """Return what the edits of the characters that ``two`` has nowhere cost at least."""
    foreign = set(one).difference(two)
    return len(foreign) - (1.0 - _CONFUSED) * sum(map(confusions.__contains__, foreign))
