"""The report for people: each finding with its source line, the reason, what is right and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from citelaw.model import Diagnostic, Related, Report, Severity
from citelaw.reporters import Language, Reporter, Style
from citelaw.reporters._frame import frame
from citelaw.reporters._said import evidence, findings, fix_title, likeness
from citelaw.reporters._screen import BOLD, FAINT, MARKED, RIGHT, SEVERITY, WRONG, Screen
from citelaw.reporters._where import Where, called, standing
from citelaw.reporters._words import WORDS, Words
from citelaw.reporters.check._closing import closing, inferred, written
from citelaw.reporters.check._correction import correction, proposed
from citelaw.reporters.check._heading import message, rule

RELATED_SHOWN = 5
PLACES_SHOWN = 10
LINES_SHOWN = 12
LONG = 10
"""Of a report with more findings the errors are listed once more at its end."""
ERRORS_SHOWN = 20

_GUTTER = 3
"""Digits of a line number for which there is room at least."""

_SIGNS = {"-": WRONG, "+": RIGHT, " ": FAINT}


class _List(NamedTuple):
    """A list with its findings, those that say the same of the same words together."""

    where: Where
    source: str
    findings: tuple[tuple[Diagnostic, ...], ...]


def render(report: Report, style: Style) -> bytes:
    """Return the report as text: the findings, the titles not verified, the counts."""
    screen, words = Screen(style), WORDS[style.language]
    lists = list(_lists(report, screen))
    blocks = [
        "\n".join(_finding(one, alike, style.language, screen))
        for one in lists
        for alike in one.findings
    ]
    if not style.quiet:
        blocks += inferred(report, words, screen)
        blocks += _errors(lists, words, screen)
    return written([*blocks, *closing(report, style, screen)], "\n\n")


def _lists(report: Report, screen: Screen) -> Iterator[_List]:
    """Yield the lists in which something was found."""
    for file in report.files:
        found = findings(file)
        if found and file.source is not None:
            where = Where(file, screen.shown(called(file)))
            yield _List(where, file.source, _alike(found))


def _alike(found: Iterable[Diagnostic]) -> tuple[tuple[Diagnostic, ...], ...]:
    """Return the findings that say the same of the same words, in the order of their first."""
    groups: dict[object, list[Diagnostic]] = {}
    for one in found:
        groups.setdefault(likeness(one), []).append(one)
    return tuple(map(tuple, groups.values()))


def _finding(
    one: _List, alike: tuple[Diagnostic, ...], language: Language, screen: Screen
) -> Iterator[str]:
    """The lines on a finding and on those that say the same of other places."""
    words, (first, *others) = WORDS[language], alike
    where = screen.paint(screen.shown(one.where.named(first)) + ":", FAINT)
    yield f"{where} {rule(first, words, screen)}"
    yield "  " + screen.paint(message(first, language, screen), BOLD)
    yield from _source(one, first, screen)
    for label, text in _details(one.where, first, language, screen):
        yield f"  {screen.paint(label, FAINT)}{text}"
    if others:
        yield "  " + screen.paint(_elsewhere(one.where, others, words, screen), FAINT)


def _source(one: _List, found: Diagnostic, screen: Screen) -> Iterator[str]:
    """The source frame, and what should stand there; lines have numbers in text alone."""
    lines = one.where.lines
    gutter = max(len(str(len(lines))), _GUTTER) if one.where.is_text else _GUTTER
    look = SEVERITY[found.severity]
    line, _ = lines.location(found.span.start)
    number = line if one.where.is_text else ""
    shown = frame(one.source, lines.line_span(line), found.span, screen)
    marked = screen.paint(shown.marked, MARKED, look)
    yield f"{screen.paint(f'{number:>{gutter}} |', FAINT)} {shown.before}{marked}{shown.after}"
    bar = screen.paint(f"{'':>{gutter}} |", FAINT)
    yield f"{bar} {' ' * shown.column}{screen.paint('^' * shown.width, look)}"
    for sign, text in correction(found, shown, screen):
        yield f"{screen.paint(f'{sign:>{gutter}} |', _SIGNS[sign])} {text}"


def _details(
    where: Where, one: Diagnostic, language: Language, screen: Screen
) -> Iterator[tuple[str, str]]:
    """Where in the list, since when, by what, and where else: labels, and what they stand for."""
    words = WORDS[language]
    inside = standing(one.place, words)
    if inside:
        yield words.place, screen.line(inside)
    if one.since is not None:
        yield words.since, words.since_when[one.wrong_since].format(one.since)
    if one.fix is not None and proposed(one) is None:
        yield words.correction, screen.line(fix_title(one.fix, language))
    proof = evidence(one.evidence, language)
    if proof:
        yield words.evidence, screen.line(proof)
    for said in _related(where, one.related, language, screen):
        yield words.see, said


def _related(
    where: Where, related: Iterable[Related], language: Language, screen: Screen
) -> Iterator[str]:
    """The other places of a finding: those of which the same is said stand on one line."""
    words = WORDS[language]
    groups: dict[str, list[str]] = {}
    for one in related:
        place = screen.shown(where.of_related(one))
        groups.setdefault(message(one, language, screen), []).append(place)
    for said, found in list(groups.items())[:RELATED_SHOWN]:
        shown = words.listing.join(found[:PLACES_SHOWN])
        if len(found) > PLACES_SHOWN:
            shown = words.places.format(shown=shown, number=len(found))
        yield f"{shown} {said}".rstrip()
    if len(groups) > RELATED_SHOWN:
        left = list(groups.values())[RELATED_SHOWN:]
        yield words.more.format(sum(map(len, left)))


def _elsewhere(where: Where, others: list[Diagnostic], words: Words, screen: Screen) -> str:
    """Where else the same is wrong in the same way; each line once."""
    found = dict.fromkeys(screen.shown(where.line_of(one)) for one in others)
    more = words.and_so_on if len(found) > LINES_SHOWN else ""
    shown = words.listing.join(list(found)[:LINES_SHOWN])
    said = words.alike if where.is_text else words.alike_at
    return said.format(number=len(others), lines=shown + more)


def _errors(lists: list[_List], words: Words, screen: Screen) -> list[str]:
    """Where the errors of a long report stand, so that they are looked at first."""
    entries = [
        (one, alike)
        for one in lists
        for alike in one.findings
        if alike[0].severity is Severity.ERROR
    ]
    listed = sum(len(alike) for one in lists for alike in one.findings)
    if listed <= LONG or not entries:
        return []
    shown = []
    for one, (first, *others) in entries[:ERRORS_SHOWN]:
        times = screen.shown(f" ×{len(others) + 1}") if others else ""
        place = screen.shown(one.where.named(first))
        shown.append(f"  {place}: {first.code} {first.name}{times}")
    left = len(entries) - ERRORS_SHOWN
    more = [f"  {words.more.format(left)}"] if left > 0 else []
    return ["\n".join([words.errors, *shown, *more])]


REPORTER = Reporter(render=render)
