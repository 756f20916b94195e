"""The titles that may be written behind 《.

First those that the list cites, the oftenest first, then those of the other open lists, then all
others by tier; among each those first that begin as is typed. What is repealed comes last.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import islice
from typing import NamedTuple

from citelaw.integrations.lsp._cited import uses
from citelaw.integrations.lsp._pinyin import Typed, fold, sounds
from citelaw.integrations.lsp._titles import Fit, Titles, titles
from citelaw.integrations.lsp.checked import Checked
from citelaw.integrations.lsp.offers import MOST, About, Kind, Offer, clock, detail
from citelaw.integrations.lsp.offers.cursor import TypedTitle
from citelaw.integrations.lsp.standing import is_repealed
from citelaw.model import Statute
from citelaw.words import Words

_OWN, _OTHER, _KNOWN = range(3)


class _Found(NamedTuple):
    """A title that fits, by whom it is cited and how often.

    ``rest`` is what follows what is typed; ``short_for`` is the title that a list's own short name
    stands for. ``fit`` is None where the database does not have the document.
    """

    group: int
    number: int
    title: str
    rest: str
    fit: Fit | None = None
    place: int = 0
    short_for: str = ""

    def is_repealed(self, day: date) -> bool:
        """Return whether it is known to be repealed on ``day``."""
        return self.fit is not None and is_repealed(self.fit.statute, day)

    def order(self, day: date) -> tuple[bool, int, int, int, int, str]:
        """Return by what titles are sorted on ``day``."""
        rank = self.fit.rank if self.fit is not None else 0
        return self.is_repealed(day), self.group, rank, -self.number, self.place, self.title


def title_offers(
    checked: Checked, typing: TypedTitle, language: str, others: Sequence[Checked]
) -> list[Offer]:
    """Return the titles that fit what is typed; ``others`` are the other open lists."""
    printed = checked.source[typing.start : typing.stop]
    typed = Typed(printed)
    known = titles(checked.engine.registry)
    here = fold(checked.source[typing.start : typing.end])
    found = [one for one in _cited(checked, known, typed, others) if not _is_here(one, here)]
    met = {one.fit.statute.id for one in found if one.fit is not None}
    fitting = (one for one in known.fitting(typed, MOST + len(met)) if one.statute.id not in met)
    found += (_known(one, known, _KNOWN, 0) for one in islice(fitting, MOST))
    day = clock(checked).as_of
    found.sort(key=lambda one: one.order(day))
    return [_offer(checked, one, typing, printed, language) for one in found[:MOST]]


def _is_here(one: _Found, here: str) -> bool:
    """Return whether a title is none but the one that is being written."""
    unknown = one.fit is None and not one.short_for
    return unknown and one.group == _OWN and one.number == 1 and fold(one.title) == here


def _known(fit: Fit, known: Titles, group: int, number: int) -> _Found:
    place = known.place(fit.statute)
    return _Found(group, number, fit.statute.title, fit.rest, fit=fit, place=place)


def _cited(
    checked: Checked, known: Titles, typed: Typed, others: Sequence[Checked]
) -> Iterator[_Found]:
    """Yield the titles that fit and that this list or another open one cites, each once."""
    met: set[int | str] = set()
    for group, lists in ((_OWN, (checked,)), (_OTHER, others)):
        statutes, unknown = _used(lists, checked, known)
        for statute, number in statutes.values():
            fit = known.fit(statute, typed) if statute.id not in met else None
            met.add(statute.id)
            if fit is not None:
                yield _known(fit, known, group, number)
        for title, number in unknown.items():
            rest = _rest(title, typed) if title not in met else None
            met.add(title)
            if rest is not None:
                yield _Found(group, number, title, rest)
    for short, full in uses(checked).short_names.items():
        rest = _rest(short, typed)
        if rest is not None and short not in met:
            yield _Found(_OWN, 0, short, rest, short_for=full)


def _used(
    lists: Iterable[Checked], asking: Checked, known: Titles
) -> tuple[dict[int, tuple[Statute, int]], dict[str, int]]:
    """Return what ``lists`` cite, by the database of the list that asks, and what it lacks."""
    statutes: dict[int, tuple[Statute, int]] = {}
    unknown: dict[str, int] = {}
    registry = asking.engine.registry
    for one in lists:
        cited, same = uses(one), one.engine.registry is registry
        for statute, number in cited.statutes.values():
            own = (statute,) if same else registry.by_title(statute.title)
            if len(own) == 1 and own[0] in known:
                before = statutes.get(own[0].id)
                statutes[own[0].id] = own[0], number + (before[1] if before is not None else 0)
            else:
                unknown[statute.title] = unknown.get(statute.title, 0) + number
        for title, number in cited.titles.items():
            unknown[title] = unknown.get(title, 0) + number
    return statutes, unknown


def _rest(title: str, typed: Typed) -> str | None:
    """Return how a title goes on behind what is typed of it, None where it does not fit."""
    words = fold(title)
    at = typed.find(words, sounds(words), 0, len(words))
    return words[at + len(typed.folded) :] if at is not None else None


def _offer(checked: Checked, one: _Found, typing: TypedTitle, printed: str, language: str) -> Offer:
    statute = one.fit.statute if one.fit is not None else None
    title = _between_marks(one.title, inner=typing.inner)
    beside = _by_whom(one)
    if one.short_for:
        said = Words(f"指《{one.short_for}》", f"stands for 《{one.short_for}》").said(language)
    elif statute is None:
        said = Words("数据库未收录", "not in the database").said(language)
    else:
        said = detail(checked, statute, language)
    return Offer(
        kind=Kind.TITLE,
        label=title,
        text=title + typing.closing,
        # the mark keeps clients from rating a title otherwise that is typed to its end
        fits=f"{printed}{one.rest}》",
        detail=said,
        beside=beside.said(language),
        alias=one.fit.name if one.fit is not None else "",
        repealed=one.is_repealed(clock(checked).as_of),
        about=About(statute.title) if statute is not None else None,
    )


def _by_whom(one: _Found) -> Words:
    """Return who cites a title; of one that no open list cites, its tier."""
    if one.short_for:
        return Words("本清单的简称", "short name of this list")
    if one.group == _OWN:
        return Words(f"本清单 {one.number} 处", f"{one.number}× here")
    if one.group == _OTHER:
        return Words(f"其他清单 {one.number} 处", f"{one.number}× in other lists")
    tier = one.fit.statute.tier if one.fit is not None else None
    return Words(tier.chinese, tier.value.replace("_", " ")) if tier is not None else Words("", "")


_INSIDE = str.maketrans("《》", "〈〉")
_INSIDE_INNER = str.maketrans("〈〉", "《》")


def _between_marks(title: str, *, inner: bool) -> str:
    """Return a title as it stands between marks: with 〈〉 inside 《》, with 《》 inside 〈〉."""
    return title.translate(_INSIDE_INNER if inner else _INSIDE)
