"""Where the lists of one run contradict each other about the numbers (发文字号) of documents.

What is compared is light: titles and numbers as each list prints them, never cells or resolutions.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from citelaw.model import Certainty, NumberUse, PrintedNumber, ResolvedDocument
from citelaw.rules._title import alike
from citelaw.rules._use import Use, uses

LONG_TITLE = 12
"""From this length on a title is hardly given to two documents by one organ."""

Document = tuple[str, tuple[str, ...]]
"""The words that identify a document, and the parts of the number that is printed with it."""


class Opposed(NamedTuple):
    """What other lists print of a document, against a place of this one.

    ``others`` are the lists that do, ``lists`` how many print it as this one does.
    """

    fact: NumberUse
    others: tuple[str, ...]
    lists: int
    certainty: Certainty


def as_printed(use: Use) -> PrintedNumber:
    """Return a place of a list as the other lists are to see it."""
    parts = tuple(use.parts)
    return PrintedNumber(
        use.title, use.text, use.issuer, use.subject, parts, use.inner, known=use.known
    )


def printed(resolved: ResolvedDocument) -> tuple[PrintedNumber, ...]:
    """Return the documents that a list names with their numbers, each spelling once."""
    found: dict[Hashable, PrintedNumber] = {}
    for use in uses(resolved):
        one = as_printed(use)
        found.setdefault((one.issuer, one.subject, one.parts), one)
    return tuple(found.values())


def compared(
    lists: Sequence[tuple[str, Sequence[PrintedNumber]]],
) -> tuple[tuple[NumberUse, ...], ...]:
    """Return for each list, given by name, what the run prints of the documents that it names.

    That is nothing where the others do not contradict it. The names of files are shared, so that
    the whole takes little more than the titles and numbers themselves.
    """
    together: dict[Hashable, tuple[PrintedNumber, list[str]]] = {}
    for name, numbers in lists:
        for one in numbers:
            key = (one.issuer, one.subject, one.parts)
            together.setdefault(key, (one, []))[1].append(name)
    related: dict[Hashable, list[NumberUse]] = defaultdict(list)
    for one, files in together.values():
        fact = NumberUse(one, tuple(files))
        related[one.subject].append(fact)
        related[one.parts].append(fact)
    return tuple(_bearing(name, numbers, related) for name, numbers in lists)


def _bearing(
    name: str, numbers: Sequence[PrintedNumber], related: dict[Hashable, list[NumberUse]]
) -> tuple[NumberUse, ...]:
    """Return the facts on the documents and numbers of a list that others contradict."""
    keys = dict.fromkeys(key for one in numbers for key in (one.subject, one.parts))
    several = (fact for key in keys if len(related[key]) > 1 for fact in related[key])
    run = tuple(dict.fromkeys(several))
    own = own_documents(numbers)
    contradicted = run and any(opposed(one, run, name, own) for one in numbers)
    return run if contradicted else ()


def own_documents(numbers: Sequence[PrintedNumber]) -> frozenset[Document]:
    """Return what a list prints itself: the others cannot contradict it there."""
    return frozenset((one.subject, one.parts) for one in numbers)


def opposed(
    one: PrintedNumber, run: Sequence[NumberUse], name: str, own: AbstractSet[Document]
) -> Opposed | None:
    """Return what more lists, or an earlier one, print otherwise than the list ``name`` at a place.

    What the database knows no list can contradict.
    """
    if one.known:
        return None
    for fact in run:
        certainty = _across(one, fact.printed)
        if certainty is None or (fact.printed.subject, fact.printed.parts) in own:
            continue
        mine = _lists(one, run, name)
        others = tuple(file for file in fact.files if file != name)
        if (len(others), mine[0]) > (len(mine), others[0]):
            return Opposed(fact, others, len(mine), certainty)
    return None


def _lists(one: PrintedNumber, run: Sequence[NumberUse], name: str) -> tuple[str, ...]:
    """Return the lists of the run that print the document with that number, this one included."""
    files = {name}
    for fact in run:
        if (fact.printed.subject, fact.printed.parts) == (one.subject, one.parts):
            files.update(fact.files)
    return tuple(sorted(files))


def _across(one: PrintedNumber, other: PrintedNumber) -> Certainty | None:
    """Return how sure it is that what another list prints contradicts a place, or None.

    Lists of other towns name other documents by the same title, and by the same number.
    """
    same = bool(one.issuer) and one.issuer == other.issuer
    if other.parts == one.parts:
        contradicts = same and not alike(one.subject, other.subject, one.inner)
        return Certainty.LIKELY if contradicts else None
    if other.subject != one.subject or not same_issuer(one.issuer, other.issuer):
        return None
    if not same and len(one.subject) < LONG_TITLE:
        return None
    return Certainty.CERTAIN if shared(one.parts, other.parts) == len(one.parts) - 1 else None


def shared(one: Sequence[str], two: Sequence[str]) -> int:
    """Return how many parts of two numbers are equal."""
    return sum(a == b for a, b in zip(one, two, strict=True))


def same_issuer(one: str, two: str) -> bool:
    """Return whether two issuers may be one organ; a short name is read into the full one."""
    short, full = sorted((one, two), key=len)
    rest = iter(full)
    return all(character in rest for character in short)
