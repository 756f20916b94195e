"""What the formats for other programs say of findings and files, as plain text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from citelaw.model import (
    Applicability,
    Certainty,
    Compared,
    Counts,
    Diagnostic,
    Evidence,
    FileReport,
    Place,
    Report,
    Severity,
    Suppressed,
    SuppressedBy,
    Unchecked,
)
from citelaw.reporters import Language, is_unverified
from citelaw.reporters._words import WORDS, Words


def message(one: Diagnostic, language: Language) -> str:
    """Return what is wrong, in the language asked for."""
    return one.message if language is Language.CHINESE else one.message_en


_DELETED = {Language.CHINESE: "（删去）", Language.ENGLISH: "(delete)"}


def correction(one: Diagnostic, language: Language) -> str:
    """Return what should stand in place of the marked words, "" where that is not known."""
    if one.expected is None:
        return one.fix.title if one.fix else ""
    return one.expected or _DELETED[language]


def corrected(one: Diagnostic, language: Language) -> str:
    """Return what is wrong and, on a line of its own, what is right where that is known."""
    said, right = message(one, language), correction(one, language)
    return f"{said}\n{WORDS[language].correction.format(right)}" if right else said


def told(one: Diagnostic, language: Language) -> str:
    """Return a finding in lines: what is wrong, what is right, what proves it."""
    words = WORDS[language]
    proof = evidence(one.evidence, words)
    said = corrected(one, language)
    return f"{said}\n{words.evidence.format(proof)}" if proof else said


def evidence(one: Evidence, words: Words) -> str:
    """Return what proves a finding; "" where neither statute nor source is named."""
    title = one.statute.replace("《", "〈").replace("》", "〉") if one.statute else ""
    statute = f"《{title}》" if title else ""
    named = " ".join(part for part in (statute, one.version, one.pinpoint) if part)
    parts = [part for part in (named, one.source) if part]
    if parts and one.known_to:
        parts.append(words.known_to.format(one.known_to))
    return words.semicolon.join(parts)


def weight(one: Diagnostic, words: Words) -> str:
    """Return how bad a finding is, and that it is to be verified where that is so."""
    likely = words.likely if one.certainty is Certainty.LIKELY else ""
    return words.severity[one.severity] + likely


def standing(place: Place, words: Words) -> str:
    """Return where in the list a finding stands: 序号, column, address; "" if not known."""
    row = words.item.format(place.row) if place.row else ""
    return words.comma.join(part for part in (row, place.column, place.address) if part)


def left_out(one: Suppressed, language: Language) -> str:
    """Return by whose word a finding is left out, and why where that was said."""
    how = WORDS[language].suppressed_by[one.how]
    if not one.reason:
        return how
    return f"{how}：{one.reason}" if language is Language.CHINESE else f"{how}: {one.reason}"


# ---------------------------------------------------------------- what is no finding


class Failure(NamedTuple):
    """Why a file could not be read ("unreadable") or corrected ("not-written")."""

    kind: str
    reason: str


def failures(file: FileReport) -> Iterator[Failure]:
    """Yield what could not be done with a file."""
    if file.failure is not None:
        yield Failure("unreadable", file.failure)
    if file.fixed is not None and file.fixed.refusal is not None:
        yield Failure("not-written", file.fixed.refusal)


class Unverified(NamedTuple):
    """A title in one file that is not in the database, with its mentions in text order."""

    title: str
    mentions: tuple[Diagnostic, ...]


def findings(file: FileReport) -> list[Diagnostic]:
    """Return what is claimed to be wrong in a file."""
    return [one for one in file.diagnostics if not is_unverified(one)]


def unverified(file: FileReport) -> list[Unverified]:
    """Return the titles of a file that are not in the database, in the order of their mentions.

    A title is said once however often it is mentioned: a program that shows each as an issue
    would bury what is wrong.
    """
    titles: dict[str, list[Diagnostic]] = {}
    for one in file.diagnostics:
        if is_unverified(one):
            titles.setdefault(one.title or one.raw, []).append(one)
    return [Unverified(title, tuple(mentions)) for title, mentions in titles.items()]


def unverified_message(one: Unverified, language: Language) -> str:
    """Return what is said of a title that is not in the database, with its number of mentions."""
    said = message(one.mentions[0], language)
    if len(one.mentions) == 1:
        return said
    number = len(one.mentions)
    return (
        f"{said}（共 {number} 处）" if language is Language.CHINESE else f"{said} ({number} times)"
    )


# ---------------------------------------------------------------- sums


_CHECKED = {
    Language.CHINESE: "引用 {cited} 处：已核 {checked}，未核 {unchecked}",
    Language.ENGLISH: "citations {cited}: checked {checked}, not checked {unchecked}",
}


def checked(counts: Counts, language: Language) -> str:
    """Return how much of a file was checked and what was not, by reason; the numbers add up."""
    line = _CHECKED[language].format(
        cited=counts.citations,
        checked=counts.checked,
        unchecked=counts.citations - counts.checked,
    )
    return line + _reasons([counts], WORDS[language])


def _reasons(counts: Iterable[Counts], words: Words) -> str:
    """Return why citations were not checked, the most frequent reason first."""
    reasons: Counter[str] = Counter()
    for one in counts:
        reasons.update(dict(one.uncheckable))
    ranked = sorted(reasons.items(), key=lambda item: (-item[1], item[0]))
    why = [f"{words.unchecked[Unchecked(name)]} {number}" for name, number in ranked]
    return words.reasons.format(words.comma.join(why)) if why else ""


def sums(report: Report, words: Words) -> Iterator[str]:
    """Yield the numbers of a run: what was checked, found, not read, left out, can be fixed."""
    counts = [file.counts for file in report.files if file.counts is not None]
    cited, done = sum(one.citations for one in counts), sum(one.checked for one in counts)
    line = words.summary.format(
        files=len(counts), cited=cited, checked=done, unchecked=cited - done
    )
    yield line + _reasons(counts, words)
    shown = [one for file in report.files for one in findings(file)]
    severities = Counter(one.severity for one in shown)
    found = [f"{words.severity[one]} {severities[one]}" for one in Severity if severities[one]]
    if counts:
        nothing = words.nothing if any(one.citations for one in counts) else words.uncited
        yield words.comma.join(found) or nothing
    failed = len(report.files) - len(counts)
    if failed:
        yield words.failed.format(failed)
    left_out = Counter(one.how for file in report.files for one in file.suppressed)
    how = [f"{words.suppressed_by[one]} {left_out[one]}" for one in SuppressedBy if left_out[one]]
    if how:
        yield words.suppressed.format(number=left_out.total(), how=words.comma.join(how))
    fixes = Counter(one.fix.applicability for one in shown if one.fix is not None)
    options = {Applicability.SAFE: "--fix", Applicability.UNSAFE: "--fix --unsafe-fixes"}
    parts = [f"{option} {fixes[kind]}" for kind, option in options.items() if fixes[kind]]
    if parts:
        yield words.fixable.format(words.comma.join(parts))


def compared(baseline: Compared, words: Words) -> str:
    """Return what is new, what stayed and what was mended since the baseline."""
    return words.compared.format(
        path=baseline.path,
        new=baseline.new,
        unchanged=baseline.unchanged,
        fixed=len(baseline.fixed),
    )
