"""Is a printed number that of the document, or another's: what the database says."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from citelaw.model import (
    Certainty,
    DocumentNumber,
    MentionResolution,
    ResolvedDocument,
    Statute,
    Tier,
)
from citelaw.pattern import Pattern
from citelaw.rules._memo import once
from citelaw.rules._near import slip
from citelaw.rules._number import Decree, Parts, check_form, coded_parts, decree_parts
from citelaw.rules._title import alike, sent_out, words_of

_SEVERAL_SOURCES = (Tier.LAW, Tier.ADMINISTRATIVE_REGULATION)

_CHANGES = Pattern(r"(?:修改|修正|废止|清理|公布).{0,60}(?:决定|通知|公告)$|修正案")
"""Titles that many documents have: 关于修改部分行政法规的决定."""

_OF_AN_EVENT = Pattern(r"[^，,；;。）)]{0,16}?(?:修[订正改]|修改)")
_BESIDE = 12
"""Characters that may stand between the day of a decree and its number: the organ."""

_ANNEXES = Pattern(r"等|配套|附件|若干|系列|[〈《].*[〈《]")


class WrongNumber(NamedTuple):
    """A number that is not the document's: the ``right`` one, and whose it is, where known."""

    number: DocumentNumber
    right: str | None
    owner: Statute | None
    certainty: Certainty


@once
def wrong_numbers(resolved: ResolvedDocument) -> tuple[tuple[MentionResolution, WrongNumber], ...]:
    """Return the mentions of the list's own whose number is not theirs, with what is wrong."""
    found = ((one, _wrong_number(resolved, one)) for one in resolved.mentions)
    return tuple((one, wrong) for one, wrong in found if wrong is not None)


def further_numbers(
    resolved: ResolvedDocument,
) -> Iterator[tuple[MentionResolution, WrongNumber]]:
    """Yield what is wrong with the numbers of a note beside the first one."""
    for one in resolved.mentions:
        if not one.mention.own:
            continue
        for number in one.mention.numbers[1:]:
            wrong = wrong_for_its_day(resolved, one, number)
            if wrong is not None:
                yield one, wrong


def _wrong_number(resolved: ResolvedDocument, one: MentionResolution) -> WrongNumber | None:
    """Return what is wrong with the number of a mention, None where nothing is.

    What the database does not know proves nothing: a number counts only against a known one.
    """
    mention, number = one.mention, one.mention.document_number
    if number is None or not mention.own or mention.is_number:
        return None
    if _CHANGES.search(mention.title):
        return None
    if _OF_AN_EVENT.match(one.cell.text, number.span.end):
        return wrong_for_its_day(resolved, one, number)
    coded = coded_parts(number.raw)
    if one.statute is None:
        return _of_another(one, number) if coded is not None else None
    if coded is not None:
        return _coded(one, one.statute, number, coded)
    decree = decree_parts(number.raw)
    return None if decree is None else _decree(resolved, one, one.statute, number, decree)


def known_numbers(one: MentionResolution, statute: Statute) -> tuple[str, ...]:
    """Return every number that the statute or a change of it bears, each once."""
    events = [*statute.events, *(event for change in one.changes for event in change.events)]
    found = [statute.document_number, *(event.number for event in events)]
    return tuple(dict.fromkeys(number for number in found if number))


# ---------------------------------------------------------------- 发文字号


def _coded(
    one: MentionResolution, statute: Statute, number: DocumentNumber, printed: Parts
) -> WrongNumber | None:
    known = {parts: text for text in known_numbers(one, statute) if (parts := coded_parts(text))}
    if not known or any(coded_parts(other.raw) in known for other in one.mention.numbers):
        return None
    for parts, text in known.items():
        if _is_slip(printed, parts):
            sure = statute.status.certainty != "listed"
            certainty = Certainty.CERTAIN if sure else Certainty.LIKELY
            return WrongNumber(number, check_form(text).right, _owner(one), certainty)
    owner = _owner(one)
    if owner is None or not _same_place(owner, statute):
        return None
    right = check_form(next(iter(known.values()))).right if len(known) == 1 else None
    return WrongNumber(number, right, owner, Certainty.LIKELY)


def _is_slip(printed: Parts, known: Parts) -> bool:
    """Return whether one part alone differs, the organ's code by one character."""
    equal = [a == b for a, b in zip(printed, known, strict=True)]
    if sum(equal) != len(equal) - 1:
        return False
    return equal[0] or _one_apart(printed.code, known.code)


def _one_apart(one: str, two: str) -> bool:
    """Return whether one character was left out, put in or changed."""
    short, long = sorted((one, two), key=len)
    if len(long) - len(short) > 1:
        return False
    start = next(
        (at for at, pair in enumerate(zip(short, long, strict=False)) if pair[0] != pair[1]),
        len(short),
    )
    skip = len(short) == len(long)
    return short[start + skip :] == long[start + 1 :]


def _of_another(one: MentionResolution, number: DocumentNumber) -> WrongNumber | None:
    """Judge the number of a document that is not known itself."""
    owner = _owner(one)
    if owner is None or slip(one) is not None or owner.region is not None:
        return None
    if owner.status.certainty == "listed" or _ANNEXES.search(owner.title):
        return None
    return WrongNumber(number, None, owner, Certainty.LIKELY)


def _owner(one: MentionResolution) -> Statute | None:
    """Return the one statute of another title that bears the number."""
    own = one.statute.id if one.statute is not None else None
    if len(one.by_number) != 1 or one.by_number[0].id == own:
        return None
    owner = one.by_number[0]
    printed, known = (
        words_of(sent_out(title) or title) for title in (one.mention.title, owner.title)
    )
    return None if alike(printed, known, map(words_of, one.mention.inner)) else owner


def _same_place(one: Statute, two: Statute) -> bool:
    return one.region == two.region


# ---------------------------------------------------------------- 令号


def _decree(
    resolved: ResolvedDocument,
    one: MentionResolution,
    statute: Statute,
    number: DocumentNumber,
    printed: Decree,
) -> WrongNumber | None:
    """Judge a decree number; the numbers of most organs restart, so only a full history counts.

    Or the day printed with it does, where it is on record by which decree it was done.
    """
    texts = known_numbers(one, statute)
    known = [parts for text in texts if (parts := decree_parts(text)) is not None]
    numbers = {parts.number for parts in known}
    if printed.number in numbers or statute in one.by_number:
        return None
    organ = _full_name(resolved, printed.organ)
    if not any(_full_name(resolved, parts.organ) == organ for parts in known):
        return None
    of_its_day = wrong_for_its_day(resolved, one, number)
    if of_its_day is not None:
        return of_its_day
    complete = statute.history_complete and all(
        any(event.number for event in change.events) for change in one.changes
    )
    slips = [text for text in texts if _is_digit_slip(printed, decree_parts(text))]
    if not one.by_number:
        passed = complete and printed.organ == "国务院" and printed.number < max(numbers)
        return _slip_of(number, slips) if passed else None
    enacted = [
        other
        for other in one.by_number
        if (parts := decree_parts(other.document_number or "")) and parts.number == printed.number
    ]
    if not enacted or (not complete and (printed.organ != "国务院" or len(enacted) != 1)):
        return None  # a decree that only amends may have amended this one too
    rights = slips or ([] if len(numbers) > 1 else list(texts))
    right = check_form(rights[0]).right if len(rights) == 1 else None
    owner = enacted[0] if len(enacted) == 1 and printed.organ != "主席" else None
    sure = complete and statute.tier in _SEVERAL_SOURCES
    certainty = Certainty.CERTAIN if sure else Certainty.LIKELY
    return WrongNumber(number, right, owner, certainty)


def _slip_of(number: DocumentNumber, slips: list[str]) -> WrongNumber | None:
    """Return a number that is known of nothing as the slip for the one that it resembles.

    Those of 国务院 run on from term to term: what is lower than a known one was not issued later.
    """
    if len(slips) != 1:
        return None
    return WrongNumber(number, check_form(slips[0]).right, None, Certainty.LIKELY)


def wrong_for_its_day(
    resolved: ResolvedDocument, one: MentionResolution, number: DocumentNumber
) -> WrongNumber | None:
    """Return what is wrong with a decree number that stands beside a day on record.

    It is where another decree of that organ is on record for the day, and no such number at all.
    """
    printed = decree_parts(number.raw)
    if one.statute is None or printed is None:
        return None
    known = [decree_parts(text) for text in known_numbers(one, one.statute)]
    if any(parts is not None and parts.number == printed.number for parts in known):
        return None
    right = _of_its_day(one, number)
    parts = decree_parts(right) if right is not None else None
    if right is None or parts is None:
        return None
    if _full_name(resolved, parts.organ) != _full_name(resolved, printed.organ):
        return None
    return WrongNumber(number, check_form(right).right, None, Certainty.LIKELY)


def _of_its_day(one: MentionResolution, number: DocumentNumber) -> str | None:
    """Return the one decree on record for the day that is printed right before the number.

    As in （2014年2月21日国务院令第649号公布）.
    """
    days = [
        dated.value
        for note in one.mention.notes
        for dated in note.dates
        if dated.span.start < number.span.start <= dated.span.end + _BESIDE
    ]
    events = [event for change in one.changes for event in change.events]
    found = {event.number for event in events if days and event.date == days[-1]}
    return found.pop() if len(found) == 1 else None


def _is_digit_slip(printed: Decree, known: Decree | None) -> bool:
    """Return whether two digits were exchanged, or one was mistaken, left out or put in."""
    if known is None:
        return False
    one, two = str(printed.number), str(known.number)
    return sorted(one) == sorted(two) or _one_apart(one, two)


def _full_name(resolved: ResolvedDocument, organ: str) -> str:
    """Return the full name of an organ that is named by its official short one."""
    for known in resolved.organs:
        if organ in known.short:
            return known.name
    return organ
