"""What is said of the findings of a list: a numbered list, which is also what the cards show."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from citelaw.model import Certainty, Diagnostic, Related
from citelaw.reporters import Language
from citelaw.reporters._html.lists import badge_class, plain, related_key
from citelaw.reporters._html.markup import EMPTY, Html, element, joined
from citelaw.reporters._html.sheets import Note, Sheet, Spot, item_at, place_at
from citelaw.reporters._html.words import Words
from citelaw.reporters._said import evidence, fix_title, message, without_markup
from citelaw.reporters._where import standing_parts
from citelaw.reporters._words import WORDS as COMMON

PLACES_SHOWN = 12
RELATED_SHOWN = 12
_CITED = 60
_SHORTEST = 6
_SHORT = 16
_COMPARED = 600
"""Characters of a correction that are compared one by one."""


def notes(sheet: Sheet, anchors: Collection[str], language: Language, words: Words) -> Html:
    """Return the findings of a list, errors first.

    ``anchors`` are the ids in the list that can be linked to.
    """
    if not sheet.notes:
        return element("p", {"class": "none"}, words.no_findings)
    items = (_note(sheet, note, anchors, language, words) for note in sheet.notes)
    return element("ol", {"class": "notes"}, joined(items, "\n"))


def _note(
    sheet: Sheet, note: Note, anchors: Collection[str], language: Language, words: Words
) -> Html:
    first = note.first
    attributes = {
        "class": f"note {badge_class(first.severity)}",
        "id": f"f{note.key}",
        "data-s": first.severity.value,
        "data-r": first.code,
        "data-f": str(sheet.number),
        "tabindex": "-1",
    }
    return element(
        "li",
        attributes,
        _head(note, words),
        element("p", {"class": "say"}, message(first, language)),
        _correction(first, language, words),
        element("dl", None, *_facts(sheet, note, anchors, language, words)),
    )


def _head(note: Note, words: Words) -> Html:
    first = note.first
    name = words.rules.get(first.name)
    number = f"{words.short[first.severity]}{note.number}"
    tags = [words.likely] if first.certainty is Certainty.LIKELY else []
    tags += [words.known[first.known]] if first.known is not None else []
    return element(
        "p",
        {"class": "head"},
        element("span", {"class": f"n {badge_class(first.severity)}"}, number),
        element("strong", None, name or first.name),
        element("code", None, f"{first.code} {first.name}" if name else first.code),
        *(element("span", {"class": "tag"}, tag) for tag in tags),
    )


def _facts(
    sheet: Sheet, note: Note, anchors: Collection[str], language: Language, words: Words
) -> Iterable[Html | None]:
    """Yield term and description of all that is known of a finding beside its message."""
    first = note.first
    if first.cited:
        yield fact(words.about, plain(first.cited, _CITED))
    yield fact(words.time, _time(first, words))
    yield fact(words.evidence, evidence(first.evidence, language))
    others = dict.fromkeys(one for spot in note.spots for one in spot.diagnostic.related)
    yield fact(words.related, _related(sheet, tuple(others), anchors, language, words))
    yield fact(words.location, _places(sheet, note.spots, language, words))


def _time(one: Diagnostic, words: Words) -> str | None:
    """Return since when it is wrong; of what was never right there is nothing to say."""
    if one.since is not None:
        return words.since_day[one.wrong_since].format(one.since)
    return words.since["today"] if one.wrong_since == "today" else None


def fact(term: str, value: Html | str | None) -> Html | None:
    """Return a term with its description, None where there is none."""
    if not value or value == EMPTY:
        return None
    return element("div", None, element("dt", None, term), element("dd", None, value))


# ---------------------------------------------------------------- what is right


def _correction(one: Diagnostic, language: Language, words: Words) -> Html | None:
    if one.expected is not None:
        change = difference(without_markup(one.raw), one.expected)
    elif one.fix is not None:
        change = element("ins", None, fix_title(one.fix, language))
    else:
        return None
    hint = words.applicability[one.fix.applicability] if one.fix is not None else None
    return element(
        "p",
        {"class": "fix"},
        element("span", {"class": "label"}, words.correction),
        change,
        element("span", {"class": "tag"}, hint) if hint else None,
    )


def difference(printed: str, right: str) -> Html:
    """Return what is deleted and what is put in its place, the common words once.

    Short words are replaced as a whole, unless something is only put in or taken out, and so are
    words that have little in common: a half number beside another half is no help.
    """
    from difflib import SequenceMatcher  # lazy: 2 ms

    whole = joined((element("del", None, printed), " ", element("ins", None, right)))
    if not printed:
        return element("ins", None, right)
    if max(len(printed), len(right)) > _COMPARED:
        return whole
    matcher = SequenceMatcher(None, printed, right, autojunk=False)
    steps = matcher.get_opcodes()
    changed = any(kind == "replace" for kind, *_ in steps)
    short = len(printed) < (_SHORT if changed else _SHORTEST)
    if short or matcher.ratio() < 0.6 or len(steps) > 12:
        return whole
    parts: list[Html | str] = []
    for kind, start, end, first, last in steps:
        if kind == "equal":
            parts.append(printed[start:end])
            continue
        parts.append(element("del", None, printed[start:end]) if start < end else "")
        parts.append(element("ins", None, right[first:last]) if first < last else "")
    return joined(parts)


# ---------------------------------------------------------------- what proves it, and where


def _related(
    sheet: Sheet,
    related: Sequence[Related],
    anchors: Collection[str],
    language: Language,
    words: Words,
) -> Html:
    """Return the other places of a finding, with links to those that are shown."""
    items: list[Html] = []
    for one in related[:RELATED_SHOWN]:
        key = related_key(sheet, one.span)
        where = _where(sheet, one, words)
        place = element("a", {"href": f"#{key}"}, where) if key in anchors else where
        said = message(one, language)
        items.append(element("li", None, place, f" {said}" if said else None))
    if len(related) > RELATED_SHOWN:
        rest = words.more_places.format(len(related) - RELATED_SHOWN)
        items.append(element("li", None, rest))
    return element("ul", None, joined(items)) if items else EMPTY


def _places(sheet: Sheet, spots: Sequence[Spot], language: Language, words: Words) -> Html:
    """Return links to the places, with their ids; many are folded."""
    items = [_place(sheet, spot, language, words) for spot in spots]
    shown, rest = joined(items[:PLACES_SHOWN]), items[PLACES_SHOWN:]
    if not rest:
        return element("ul", {"class": "spots"}, shown)
    more = element(
        "details",
        None,
        element("summary", None, words.more_places.format(len(rest))),
        element("ul", {"class": "spots"}, joined(rest)),
    )
    return joined((element("ul", {"class": "spots"}, shown), more))


def _place(sheet: Sheet, spot: Spot, language: Language, words: Words) -> Html:
    one = spot.diagnostic
    attributes = {
        "href": f"#p{spot.key}",
        "data-p": spot.key,
        "data-t": str(spot.statute),
        "data-i": f"{sheet.number}-{spot.item}",
    }
    return element(
        "li",
        None,
        element("a", attributes, _found_at(sheet, one, language, words)),
        " ",
        element("code", {"class": "id"}, spot.identity),
    )


def _where(sheet: Sheet, one: Related, words: Words) -> str:
    """Return another place of a finding for a person: 第 9 行，序号 2."""
    parts = [place_at(sheet, one.span.start, one.address, words)]
    item = item_at(sheet.items, one.span.start)
    if item is not None and item.name:
        parts.append(words.item.format(item.name))
    return words.comma.join(parts)


def _found_at(sheet: Sheet, one: Diagnostic, language: Language, words: Words) -> str:
    """Return where a finding stands for a person: Sheet1!I9，序号 2，社会保险稽核，追责依据."""
    where = place_at(sheet, one.span.start, one.place.address, words)
    item = item_at(sheet.items, one.span.start)
    place = one.place if one.place.row or item is None else one.place._replace(row=item.name)
    return words.comma.join(filter(None, (where, *standing_parts(place, COMMON[language]))))
