"""Where a list names documents with their numbers (发文字号)."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from typing import NamedTuple

from citelaw.model import (
    Cell,
    DocumentNumber,
    MentionResolution,
    ResolvedDocument,
)
from citelaw.pattern import Pattern
from citelaw.rules._memo import once
from citelaw.rules._number import Parts, check_form, coded_parts
from citelaw.rules._title import sent_out, words_of
from citelaw.rules._wrong_number import known_numbers

_SUBJECT = Pattern(r"^(.*?)(关于.*)$")


class Subject(NamedTuple):
    """What a title names: the ``issuer`` where it says so, and the ``words`` of the document."""

    issuer: str
    words: str


class Use(NamedTuple):
    """One place where a document is named with its number.

    ``text`` is the number as it should be printed. ``known`` tells that the database has the
    document with that number.
    """

    resolution: MentionResolution
    number: DocumentNumber
    text: str
    parts: Parts
    issuer: str
    subject: str
    inner: tuple[str, ...]
    known: bool

    @property
    def title(self) -> str:
        """The title that is meant."""
        return self.resolution.mention.stands_for or self.resolution.mention.title

    @property
    def cell(self) -> Cell:
        """The cell that the number's span indexes."""
        return self.resolution.cell


@once
def uses(resolved: ResolvedDocument) -> tuple[Use, ...]:
    """Return the places of the list's own words, in text order."""
    return tuple(_uses(resolved))


def _uses(resolved: ResolvedDocument) -> Iterator[Use]:
    for one in resolved.mentions:
        mention = one.mention
        if not mention.own or mention.is_number:
            continue
        coded = [(number, coded_parts(number.raw)) for number in mention.numbers]
        found = [(number, parts) for number, parts in coded if parts is not None]
        if len(found) != 1:
            continue  # a document that prints two numbers says itself that it has both
        number, parts = found[0]
        issuer, subject = subject_of(mention.stands_for or mention.title)
        inner = tuple(words_of(title) for title in mention.inner)
        text = check_form(number.raw).right
        yield Use(one, number, text, parts, issuer, subject, inner, _is_known(one, parts))


def _is_known(one: MentionResolution, parts: Parts) -> bool:
    """Return whether the database has the document with that number."""
    if one.statute is None:
        return False
    return any(coded_parts(text) == parts for text in known_numbers(one, one.statute))


def grouped(uses: Sequence[Use], key: Callable[[Use], Hashable]) -> list[list[Use]]:
    """Return ``uses`` in groups: the one that the database knows, else the largest, first.

    Of equal ones the one that begins first comes first.
    """
    groups: dict[Hashable, list[Use]] = {}
    for use in uses:
        groups.setdefault(key(use), []).append(use)
    return sorted(groups.values(), key=lambda group: (not group[0].known, -len(group)))


def subject_of(title: str) -> Subject:
    """Return the issuer that a title names, and the words that identify the document."""
    sent = sent_out(title)
    if sent is not None:
        return Subject("", words_of(sent))
    words = words_of(title)
    found = _SUBJECT.match(words)
    return Subject(found[1], found[2]) if found is not None else Subject("", words)
