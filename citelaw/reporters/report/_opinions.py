"""Findings as opinions: the same thing wrong with the same statute is one, with all its places."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Hashable, Iterable
from typing import NamedTuple

from citelaw.model import Certainty, Diagnostic, FileReport, Severity, View, ViewVersion
from citelaw.reporters import Language
from citelaw.reporters._html.timeline import begin
from citelaw.reporters._said import evidence, findings, fix_title, gravity, without_markup
from citelaw.reporters.check._correction import changes, proposed
from citelaw.reporters.report import _words
from citelaw.reporters.report._given import Given, Spot, Where

_SHORT = 60
"""Characters of a correction that is given whole; of a longer one what changes."""
_CONTEXT = 6
"""Characters that are given on either side of a change."""
_CHANGES = 4


class Numbered(NamedTuple):
    """A finding in its place: the number of its list from 0, where in it, its 编号.

    ``others`` are the further places that it is about, ``see`` those that belong to it.
    """

    file: int
    diagnostic: Diagnostic
    where: Spot
    others: tuple[Spot, ...] = ()
    see: tuple[Spot, ...] = ()
    number: str = ""


class Opinion(NamedTuple):
    """What is said once: of which part it is, of which statute, and all places in text order."""

    number: int
    part: str
    statute: str
    spots: tuple[Numbered, ...]

    @property
    def first(self) -> Diagnostic:
        """The finding that speaks for all."""
        return self.spots[0].diagnostic


class Gathered(NamedTuple):
    """The opinions in their order, and the findings one by one, in text order."""

    opinions: tuple[Opinion, ...]
    spots: tuple[Numbered, ...]

    def part(self, name: str) -> list[Opinion]:
        """Return the opinions of a part."""
        return [one for one in self.opinions if one.part == name]

    def places(self, name: str) -> int:
        """Return how many findings the opinions of a part are about."""
        return sum(len(one.spots) for one in self.part(name))


def part_of(one: Diagnostic) -> str:
    """Return where a finding belongs: what is not sure is to be verified, however grave it is."""
    if one.certainty is Certainty.LIKELY:
        return _words.VERIFY
    return _words.MUST if one.severity is Severity.ERROR else _words.SHOULD


def gathered(given: Given) -> Gathered:
    """Return the findings of a run as opinions; titles that are not in the database are none."""
    groups: dict[tuple[str, str, Hashable], list[Numbered]] = {}
    for at, file in enumerate(given.report.files):
        cited, where = _Cited(file.view), Where(file)
        for one in findings(file):
            statute = cited.title(one)
            key = (part_of(one), statute, _likeness(one))
            groups.setdefault(key, []).append(_placed(at, one, where))
    seen = {statute: at for at, statute in enumerate(dict.fromkeys(key[1] for key in groups))}
    parts = (_words.MUST, _words.SHOULD, _words.VERIFY)

    def order(key: tuple[str, str, Hashable]) -> tuple[int, bool, int, int]:
        part, statute, _ = key
        first = groups[key][0].diagnostic
        return parts.index(part), not statute, seen[statute], gravity(first.severity)

    opinions = [
        Opinion(number, part, statute, tuple(_numbered(number, groups[part, statute, like])))
        for number, (part, statute, like) in enumerate(sorted(groups, key=order), 1)
    ]
    placed = (spot for one in opinions for spot in one.spots)
    return Gathered(tuple(opinions), tuple(sorted(placed, key=_place)))


def _placed(file: int, one: Diagnostic, where: Where) -> Numbered:
    """Return a finding with all its places; of a joined one the related ones are its own."""
    spot = where.of(one)
    related = tuple(where.at(other.span.start) for other in one.related)
    if one.parts:
        return Numbered(file, one, spot, others=related)
    return Numbered(file, one, spot, see=tuple(other for other in related if other != spot))


def _likeness(one: Diagnostic) -> Hashable:
    return one.code, one.severity, one.wrong_since, one.since, one.message, advice(one)


def _place(one: Numbered) -> tuple[int, int, int, str, str]:
    found = one.diagnostic
    return one.file, found.span.start, found.span.end, found.code, found.message


def _numbered(number: int, spots: list[Numbered]) -> Iterable[Numbered]:
    alone = len(spots) == 1
    for at, spot in enumerate(spots, 1):
        yield spot._replace(number=str(number) if alone else f"{number}-{at}")


class _Cited:
    """Says which statute a finding is about."""

    __slots__ = ("_mentions", "_starts", "_titles")

    def __init__(self, view: View | None) -> None:
        statutes = view.statutes if view is not None else ()
        known = [one for one in view.citations if one.statute >= 0] if view is not None else []
        self._titles = {one.mention: statutes[one.statute].title for one in known if one.mention}
        self._mentions = [one for one in known if not one.place]
        self._starts = [one.start for one in self._mentions]

    def title(self, one: Diagnostic) -> str:
        """Return the full title of its statute, as printed where that is not known, "" for none.

        A finding on the marks or the white space of a title names no statute; the title does.
        """
        title = self._titles.get(one.statute_id or "") or one.title
        at = bisect_right(self._starts, one.span.start) - 1
        if title or at < 0 or self._mentions[at].end < one.span.end:
            return title
        return self._titles.get(self._mentions[at].mention, "")


# ---------------------------------------------------------------- what is said of one


def said(one: Diagnostic) -> str:
    """Return what is wrong, and what is to be done where that is not said with it."""
    right, done = without_markup(one.expected or ""), advice(one)
    if done in (_words.TO_CHANGE, _words.TO_VERIFY) or (right and right in one.message):
        return one.message
    return one.message + done


def advice(one: Diagnostic) -> str:
    """Return what is to be done about a finding, in a sentence."""
    right = one.expected if one.expected is not None else proposed(one)
    printed = without_markup(one.raw)
    if right is not None:
        right = without_markup(right)
        if not right:
            return f"删去“{_words.cut(printed, _SHORT)}”。"
        if right != printed:
            return _change(printed, right)
    if one.fix is not None:
        return fix_title(one.fix, Language.CHINESE) + "。"
    if part_of(one) == _words.VERIFY:
        return _words.TO_VERIFY
    return _words.TO_CHANGE


def _change(printed: str, right: str) -> str:
    """Return how the printed words become the right ones: long ones change by change."""
    if len(right) <= _SHORT:
        return f"改为“{right}”。"
    found = changes(printed, right)
    said = []
    for one in found[:_CHANGES]:
        before = printed[max(one.start - _CONTEXT, 0) : one.end + _CONTEXT]
        after = right[max(one.new_start - _CONTEXT, 0) : one.new_end + _CONTEXT]
        before, after = _words.cut(before, _SHORT), _words.cut(after, _SHORT)
        said.append(f"“{before}”改为“{after}”")
    rest = f"；另有 {len(found) - _CHANGES} 处" if len(found) > _CHANGES else ""
    return "；".join(said) + rest + "。"


def grounds(file: FileReport, one: Diagnostic) -> str:
    """Return what proves a finding: statute, version, place, source, and since when it holds."""
    proof = evidence(one.evidence, Language.CHINESE)
    version = _version(file.view, one)
    if version is None:
        return proof
    return f"{proof}；施行日期：{begin(version, _words.PAGE)}"


def _version(view: View | None, one: Diagnostic) -> ViewVersion | None:
    """Return the version that a finding stands on; its evidence names it by its date."""
    named = one.evidence.version
    if view is None or named is None:
        return None
    for statute in view.statutes:
        if statute.title == one.evidence.statute:
            for version in statute.versions:
                if version.date and named.endswith(f"（{version.date}）"):
                    return version
    return None


def time(one: Diagnostic) -> str:
    """Return since when it is wrong: 制发时 or 现时, and from which day."""
    since = f"\n{one.since}\n起" if one.since is not None else ""
    return _words.SINCE[one.wrong_since] + since
