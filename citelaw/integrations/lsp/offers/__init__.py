"""What is offered where something is being written: one module for each kind.

``cursor`` says what is being written; ``titles``, ``places`` and ``quotations`` what may follow;
``told`` what is known of one of the offers. Nothing here knows the protocol.
"""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple

from citelaw.integrations.lsp.checked import Checked
from citelaw.integrations.lsp.standing import State, state_of, state_words
from citelaw.model import ArticleFacts, Locator, Statute, Version
from citelaw.resolve import Clock
from citelaw.words import Words

MOST = 60
"""How many things are offered at once; more than that nobody reads."""

CONFIRMED = 2
"""Independent sources from which the breaks between 款 and 项 are trusted."""


class Kind(Enum):
    """What is offered."""

    TITLE = "title"
    PLACE = "place"
    WORDS = "words"


class About(NamedTuple):
    """What an offer is about, by which more is told of it: a statute, and a place of a text of it.

    ``version`` is the id of that text.
    """

    title: str
    version: int | None = None
    place: Locator | None = None


class Offer(NamedTuple):
    """Something that may be written.

    ``label`` is what is shown, ``text`` what is written in place of what is typed of it. ``fits``
    is what is typed, followed by what would be typed next. ``detail`` says what it is, ``beside``
    the most of that in a word or two; ``alias`` is the other name by which it was found.
    """

    kind: Kind
    label: str
    text: str
    fits: str
    detail: str
    beside: str = ""
    alias: str = ""
    repealed: bool = False
    about: About | None = None


def clock(checked: Checked) -> Clock:
    """Return what says which text of a statute counts for a list."""
    resolved = checked.report.resolved
    assert resolved is not None, "nothing is offered in what could not be read"
    return Clock(checked.engine.registry, resolved.list_date, resolved.as_of)


def version_label(version: Version) -> Words:
    """Return a version in words: 2018年修正文本."""
    return Words(version.label, version.label_en)


def detail(checked: Checked, statute: Statute, language: str) -> str:
    """Return what a statute is: 已废止 · 法律 · 主席令第35号 · 2018年修正文本."""
    tier = Words("", "")
    if statute.tier is not None:
        tier = Words(statute.tier.chinese, statute.tier.value.replace("_", " "))
    asked = clock(checked)
    at = asked.at(statute, asked.as_of)
    state = state_of(statute, at, asked.as_of)
    version = ""
    if state is State.IN_FORCE and isinstance(at, Version):
        version = version_label(at).said(language)
    number = statute.document_number or ""
    parts = (state_words(state), tier)
    return " · ".join(filter(None, (*(one.said(language) for one in parts), number, version)))


def in_force(checked: Checked, statute: Statute) -> Version | None:
    """Return the text that is in force today; None where that is not known."""
    asked = clock(checked)
    found = asked.at(statute, asked.as_of)
    return found if isinstance(found, Version) else None


def lines_of(facts: ArticleFacts, lines: tuple[str, ...], place: Locator) -> tuple[str, ...] | None:
    """Return the ``lines`` of an article that are those of a place in it, a 款 with its 项.

    None where it is not known which they are.
    """
    if len(facts.units) != len(lines):
        return None
    wanted = (place.paragraph, place.item, place.subitem)
    found = []
    for unit, line in zip(facts.units, lines, strict=True):
        own = (unit.locator.paragraph, unit.locator.item, unit.locator.subitem)
        if all(want in (None, has) for want, has in zip(wanted, own, strict=True)):
            found.append(line)
    return tuple(found) or None
