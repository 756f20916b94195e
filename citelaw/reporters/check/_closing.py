"""How the reports for people end: what was not checked and why, and the counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from citelaw.model import (
    Applicability,
    Compared,
    DateBasis,
    Report,
    Severity,
    SuppressedBy,
)
from citelaw.reporters import Style
from citelaw.reporters._said import findings, inside, notes, reasons, stale, unverified_titles
from citelaw.reporters._screen import SEVERITY, Screen
from citelaw.reporters._words import WORDS, Words
from citelaw.reporters.check._statistics import statistics

OPTIONS = {Applicability.SAFE: "--fix", Applicability.UNSAFE: "--fix --unsafe-fixes"}
"""What puts the fixes in place that may be put in place at all."""


def closing(report: Report, style: Style, screen: Screen, *, brief: bool = False) -> list[str]:
    """Return the blocks that end a report, the counts last.

    Where it is to be ``brief`` the titles and places that were not checked are counted, not listed;
    a quiet report ends with what was asked for alone.
    """
    words = WORDS[style.language]
    table = statistics(report, words, screen) if style.statistics else ""
    if style.quiet:
        return [table] if table else []
    blocks = [
        _notes(report, style, screen),
        _unverified(report, words, screen, brief=brief),
        _undetermined(report, words, screen, brief=brief),
        stale(report, words),
        *(words.overlay.format(screen.shown(path)) for path in report.overlays),
        table,
        "\n".join([counted(report, words, screen), *compared(report.baseline, words, screen)]),
    ]
    return [block for block in blocks if block]


def written(blocks: Iterable[str], between: str) -> bytes:
    """Return the blocks as they are written; nothing where there is none."""
    text = between.join(blocks)
    return (text + "\n").encode("utf-8", "backslashreplace") if text else b""


def inferred(report: Report, words: Words, screen: Screen) -> Iterator[str]:
    """Yield for each list by what its date was inferred, where a finding depends on it."""
    for file in report.files:
        day = file.facts.list_date if file.facts is not None else None
        if day is None or day.basis is not DateBasis.INFERRED or day.not_before is None:
            continue
        if any(one.evidence.statute is not None for one in findings(file)):
            title = screen.line(day.source)
            path = screen.shown(file.path)
            yield words.inferred.format(path=path, title=title, day=day.not_before)


def _notes(report: Report, style: Style, screen: Screen) -> str:
    """What should be known of the files beside their findings: what could not be read of them."""
    colon = WORDS[style.language].colon
    return "\n".join(
        screen.line(f"{file.path}{colon}{said}")
        for file in report.files
        for said in notes(file, style.language)
    )


def _unverified(report: Report, words: Words, screen: Screen, *, brief: bool) -> str:
    """The titles that are not in the database, with the number of their mentions."""
    titles = unverified_titles(report.files)
    if not titles:
        return ""
    said = words.unverified_number if brief else words.unverified
    lines = [said.format(titles=len(titles), date=report.data_date)]
    for title, number in titles if not brief else ():
        lines.append("  " + words.times.format(title=screen.line(title), number=number))
    return "\n".join(lines)


def _undetermined(report: Report, words: Words, screen: Screen, *, brief: bool) -> str:
    """The statutes whose version could not be told, with why and the number of places."""
    places: Counter[tuple[str, str]] = Counter()
    for file in report.files:
        for one in file.facts.undetermined if file.facts is not None else ():
            places[one.title, words.why_undetermined[one.why].format(one.changed)] += one.places
    if not places:
        return ""
    if brief:
        return words.undetermined_number.format(number=places.total())
    lines = [words.undetermined]
    for (title, why), number in sorted(places.items()):
        title = screen.line(inside(title))
        lines.append("  " + words.why.format(title=title, number=number, why=why))
    return "\n".join(lines)


def counted(report: Report, words: Words, screen: Screen) -> str:
    """Return the numbers of a run, which add up: cited = checked + not checked, by reason."""
    counts = [file.counts for file in report.files if file.counts is not None]
    cited = sum(one.citations for one in counts)
    checked = sum(one.checked for one in counts)
    line = words.summary.format(
        files=len(counts), cited=cited, checked=checked, unchecked=cited - checked
    )
    parts = [line + reasons(counts, words)]
    if counts:
        parts.append(_found(report, words, screen) if cited else words.uncited)
    failed = len(report.files) - len(counts)
    if failed:
        parts.append(words.failed.format(failed))
    parts += _suppressed(report, words)
    return words.semicolon.join([*parts, *_fixes(report, words)])


def _fixes(report: Report, words: Words) -> Iterator[str]:
    """How many findings were corrected, and how many more can be by which option."""
    fixed = [file.fixed for file in report.files if file.fixed is not None]
    if fixed:
        safe = sum(one.number(Applicability.SAFE) for one in fixed)
        unsafe = sum(one.number(Applicability.UNSAFE) for one in fixed)
        yield words.fixed.format(number=safe + unsafe, safe=safe, unsafe=unsafe)
    fixable = Counter(
        one.fix.applicability
        for file in report.files
        for one in file.diagnostics
        if one.fix is not None
    )
    parts = [f"{option} {fixable[kind]}" for kind, option in OPTIONS.items() if fixable[kind]]
    if parts:
        yield words.fixable.format(words.comma.join(parts))


def _found(report: Report, words: Words, screen: Screen) -> str:
    """How many findings there are of each severity; those listed as not verified are none."""
    severities = Counter(one.severity for file in report.files for one in findings(file))
    found = [
        screen.paint(f"{words.severity[one]} {severities[one]}", SEVERITY[one])
        for one in Severity
        if severities[one]
    ]
    return words.comma.join(found) or words.nothing


def _suppressed(report: Report, words: Words) -> Iterator[str]:
    """How many findings are not listed because somebody said so, and who."""
    numbers = Counter(one.how for file in report.files for one in file.suppressed)
    how = [f"{words.suppressed_by[one]} {numbers[one]}" for one in SuppressedBy if numbers[one]]
    if how:
        yield words.suppressed.format(number=numbers.total(), how=words.comma.join(how))


def compared(baseline: Compared | None, words: Words, screen: Screen) -> Iterator[str]:
    """Yield what a later round closes with: what is new, what stayed, what was mended."""
    if baseline is not None:
        yield words.compared.format(
            path=screen.shown(baseline.path),
            new=baseline.new,
            unchanged=baseline.unchanged,
            fixed=len(baseline.fixed),
        )
