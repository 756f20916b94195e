"""What ``citelaw explain`` shows: all that is known of the citations at one place of a list.

A format is one module with the constant ``EXPLAINER``; its name is the module's.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from citelaw.discovery import load
from citelaw.model import (
    Cell,
    Citation,
    CitationResolution,
    Diagnostic,
    FormMention,
    InForce,
    MentionResolution,
    ResolvedDocument,
    Rule,
    Unchecked,
    Version,
)
from citelaw.reporters import Language
from citelaw.span import Span


class Stance(StrEnum):
    """What a rule made of a citation."""

    SPOKE = "spoke"
    ELSEWHERE = "elsewhere"
    """It spoke of the same statute at another place of the list, and not here."""
    LOOKED = "looked"
    """It had what it needs and said nothing."""
    LACKS = "lacks"
    OFF = "off"
    CRASHED = "crashed"


class Silence(StrEnum):
    """Why a rule could not say anything, beside the reasons of ``Unchecked``."""

    SUPPRESSED = "suppressed"
    NOT_SELECTED = "not-selected"
    OTHER_PROFILE = "other-profile"
    QUOTED = "quoted"
    TIER_GUESSED = "tier-guessed"
    NO_TIER_LABEL = "no-tier-label"
    NO_NUMBER = "no-number"
    NO_DATE = "no-date"
    NO_CLAIM = "no-claim"
    NO_PINPOINT = "no-pinpoint"
    BY_PINPOINT = "by-pinpoint"
    """Each place that is cited of the statute is explained for itself."""
    NO_CHAPTER = "no-chapter"
    NO_ARTICLE = "no-article"
    NO_PARAGRAPH = "no-paragraph"
    NO_ITEM = "no-item"
    NO_QUOTE = "no-quote"
    JOINT_QUOTE = "joint-quote"
    """The quotation is held against several articles together."""
    SHARED_QUOTE = "shared-quote"
    """The quotation is held against another place that shares it, or against none."""


class Ruling(NamedTuple):
    """What a rule made of a citation; ``findings`` where it spoke, ``why`` where it could not."""

    rule: Rule
    stance: Stance
    findings: tuple[Diagnostic, ...] = ()
    why: Silence | Unchecked | None = None


class Subject(NamedTuple):
    """A citation, a mention without pinpoint, or a form, with what is known of it.

    ``span`` is the *source* span of what is explained. ``pinpoints`` are the places that the list
    cites under a mention that is explained for itself. ``sharing`` are the other citations of the
    same quotation. ``at_list`` is None where the list has no date; it and ``at_today`` are None
    where the statute is not known. ``named`` is the version that a note names. ``words`` are the
    lines of the cited article of the version meant, where they are at hand.
    """

    cell: Cell
    span: Span
    mention: MentionResolution | None = None
    citation: CitationResolution | None = None
    form: FormMention | None = None
    pinpoints: tuple[Citation, ...] = ()
    sharing: tuple[Citation, ...] = ()
    at_list: InForce | None = None
    at_today: InForce | None = None
    named: Version | None = None
    words: tuple[str, ...] | None = None
    rulings: tuple[Ruling, ...] = ()


class Explanation(NamedTuple):
    """What is known of the citations on a line, or of the one at a column (both from 1).

    ``address`` is the place that was asked for in a file that is no text, "" for a line. ``nearby``
    are the nearest lines with a citation where this one has none. ``digest`` is that of
    the data.
    """

    path: str
    resolved: ResolvedDocument
    digest: str
    line: int
    column: int | None
    subjects: tuple[Subject, ...]
    nearby: tuple[int, ...] = ()
    address: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Explainer:
    """A format of ``citelaw explain``."""

    render: Callable[[Explanation, Language], bytes]


def load_explainer(name: str) -> Explainer:
    """Return the format ``name`` of ``citelaw explain``."""
    return load(sys.modules[__name__], name, "EXPLAINER", Explainer)
