"""What reports say of findings and files in the same words, as plain text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator
from typing import NamedTuple

from citelaw.model import (
    Certainty,
    Counts,
    Diagnostic,
    Evidence,
    FileReport,
    Fix,
    Related,
    Report,
    Severity,
    Suppressed,
    Unchecked,
)
from citelaw.pattern import Pattern
from citelaw.reporters import Language, is_unverified
from citelaw.reporters._words import WORDS, Words
from citelaw.span import Span

_TAG = Pattern(r"</?[A-Za-z][^<>]{0,200}>")


def message(one: Diagnostic | Related, language: Language) -> str:
    """Return what is said of a finding, or of another place that belongs to it."""
    return one.message if language is Language.CHINESE else one.message_en


def fix_title(fix: Fix, language: Language) -> str:
    """Return what a fix does."""
    return fix.title if language is Language.CHINESE else fix.title_en


def without_markup(raw: str) -> str:
    """Return printed words without the tags of the list, for reading only."""
    return " ".join(_TAG.sub("", raw).split())


def correction(one: Diagnostic, language: Language) -> str:
    """Return what should stand in place of the marked words, "" where that is not known."""
    if one.expected is not None:
        return one.expected or WORDS[language].deleted
    return fix_title(one.fix, language) if one.fix is not None else ""


def corrected(one: Diagnostic, language: Language) -> str:
    """Return what is wrong and, on a line of its own, what is right where that is known."""
    right = correction(one, language)
    return message(one, language) + (f"\n{WORDS[language].right}{right}" if right else "")


def told(one: Diagnostic, language: Language) -> str:
    """Return a finding in lines: what is wrong, what is right, what proves it."""
    proof = evidence(one.evidence, language)
    said = corrected(one, language)
    return f"{said}\n{WORDS[language].evidence}{proof}" if proof else said


def evidence(one: Evidence, language: Language) -> str:
    """Return what proves a finding; "" where neither statute nor source is named."""
    words = WORDS[language]
    statute = f"《{inside(one.statute)}》" if one.statute else None
    version = one.version if language is Language.CHINESE else one.version_en
    named = " ".join(part for part in (statute, version, one.pinpoint) if part)
    source = one.source
    if source and not source.startswith("《"):
        source = words.quoted.format(source)
    parts = [part for part in (named, source) if part]
    if parts and one.known_to:
        parts.append(words.known_to.format(one.known_to))
    return words.semicolon.join(parts)


def inside(title: str) -> str:
    """Return a title as it stands within marks: those in it are 〈〉."""
    return title.replace("《", "〈").replace("》", "〉")


def weight(one: Diagnostic, words: Words) -> str:
    """Return how bad a finding is, and that it is to be verified where that is so."""
    likely = words.likely if one.certainty is Certainty.LIKELY else ""
    return words.severity[one.severity] + likely


def left_out(one: Suppressed, language: Language) -> str:
    """Return by whose word a finding is left out, and why where that was said."""
    words = WORDS[language]
    how = words.suppressed_by[one.how]
    return f"{how}{words.colon}{one.reason}" if one.reason else how


def notes(file: FileReport, language: Language) -> Iterator[str]:
    """Yield what should be known of a file beside its findings: what was not read, its copy."""
    for one in file.facts.notes if file.facts is not None else ():
        yield one.said(language)
    if file.fixed is not None and file.fixed.copy:
        yield WORDS[language].copied.format(file.fixed.copy)
    if file.fixed is not None and file.fixed.left is not None:
        yield file.fixed.left.said(language)


class Failure(NamedTuple):
    """Why a file could not be read ("unreadable") or corrected ("not-written")."""

    kind: str
    reason: str


def failures(file: FileReport, language: Language) -> Iterator[Failure]:
    """Yield what could not be done with a file, in the language asked for."""
    if file.failure is not None:
        yield Failure("unreadable", file.failure.said(language))
    if file.fixed is not None and file.fixed.refusal is not None:
        yield Failure("not-written", file.fixed.refusal.said(language))


def findings(file: FileReport) -> list[Diagnostic]:
    """Return what is claimed to be wrong in a file."""
    return [one for one in file.diagnostics if not is_unverified(one)]


_SEVERITIES = tuple(Severity)


def gravity(severity: Severity) -> int:
    """Return by what findings are sorted so that the gravest come first."""
    return _SEVERITIES.index(severity)


def likeness(one: Diagnostic) -> Hashable:
    """Return what findings that say the same of the same words have in common."""
    return one.code, one.severity, one.message, one.expected, "".join(one.raw.split())


class Unverified(NamedTuple):
    """A title in one file that is not in the database: what is said of it, all its mentions."""

    first: Diagnostic
    spans: tuple[Span, ...]

    @property
    def title(self) -> str:
        """The title as it is cited."""
        return self.first.title or self.first.raw


def unverified(file: FileReport) -> list[Unverified]:
    """Return the titles of a file that are not in the database, each once, in text order.

    A program that shows each mention as an issue would bury what is wrong.
    """
    titles: dict[str, Unverified] = {}
    for one in filter(is_unverified, file.diagnostics):
        new = Unverified(one, (one.span, *(other.span for other in one.related)))
        known = titles.get(new.title)
        titles[new.title] = new if known is None else known._replace(spans=known.spans + new.spans)
    return list(titles.values())


def unverified_titles(files: Iterable[FileReport]) -> list[tuple[str, int]]:
    """Return such titles of a run with the number of mentions, the most frequent first."""
    titles: Counter[str] = Counter()
    for file in files:
        for one in unverified(file):
            titles[one.title] += len(one.spans)
    return _ranked(titles)


def _ranked(numbers: Counter[str]) -> list[tuple[str, int]]:
    return sorted(numbers.items(), key=lambda item: (-item[1], item[0]))


def unverified_message(one: Unverified, language: Language) -> str:
    """Return what is said of a title that is not in the database, with its number of mentions."""
    said, number = message(one.first, language), len(one.spans)
    return said + WORDS[language].mentions.format(number) if number > 1 else said


def checked(counts: Counts, language: Language) -> str:
    """Return how much of a file was checked and what was not, by reason; the numbers add up."""
    words = WORDS[language]
    line = words.checked.format(
        cited=counts.citations,
        checked=counts.checked,
        unchecked=counts.citations - counts.checked,
    )
    return line + reasons([counts], words)


def reasons(counts: Iterable[Counts], words: Words) -> str:
    """Return why citations were not checked, in brackets; "" if all were."""
    why = each_reason(counts, words)
    return words.reasons.format(words.comma.join(why)) if why else ""


def each_reason(counts: Iterable[Counts], words: Words) -> list[str]:
    """Return why citations were not checked, with their numbers, the most frequent first."""
    numbers: Counter[str] = Counter()
    for one in counts:
        numbers.update(dict(one.uncheckable))
    return [f"{words.unchecked[Unchecked(name)]} {number}" for name, number in _ranked(numbers)]


def stale(report: Report, words: Words) -> str:
    """Return how many of the statutes cited are known to a day more than a year ago only."""
    known = dict(one for file in report.files if file.facts for one in file.facts.known_to)
    year_ago = f"{report.as_of.year - 1}{report.as_of.isoformat()[4:]}"
    old = sorted(day for day in known.values() if day < year_ago)
    return words.stale.format(number=len(old), date=old[0]) if old else ""
