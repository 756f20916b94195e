"""The report for people: each finding with its source line, the reason, what is right and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from citelaw.model import (
    Applicability,
    Certainty,
    Compared,
    DateBasis,
    Diagnostic,
    Evidence,
    FileReport,
    Related,
    Report,
    Severity,
    SuppressedBy,
    Unchecked,
)
from citelaw.reporters import Language, Reporter, Style, is_unverified
from citelaw.reporters._frame import frame
from citelaw.reporters._location import Places
from citelaw.reporters._width import printable
from citelaw.reporters._words import WORDS, Words

RELATED_SHOWN = 5
PLACES_SHOWN = 10
LINES_SHOWN = 12
LONG = 10
"""Of a report with more findings the errors are listed once more at its end."""
ERRORS_SHOWN = 20


def render(report: Report, style: Style) -> bytes:
    """Return the report as text: the findings, the titles not verified, the counts."""
    language = style.language
    words = WORDS[language]
    blocks = [block for file in report.files for block in _file(file, language)]
    blocks += _errors(report, words)
    blocks += _unverified(report, words)
    blocks += _undetermined(report, words)
    blocks += _stale(report, words)
    blocks += [words.overlay.format(printable(path)) for path in report.overlays]
    blocks.append("\n".join([_summary(report, words), *_compared(report.baseline, words)]))
    return ("\n\n".join(blocks) + "\n").encode("utf-8", "backslashreplace")


def _file(file: FileReport, language: Language) -> Iterator[str]:
    """The findings of one file, a block each; of a clean file there is nothing to say."""
    shown = [one for one in file.diagnostics if not is_unverified(one)]
    if not shown or file.source is None:
        return
    places, words = Places(file.source), WORDS[language]
    for first, *others in _alike(shown):
        head = _source(printable(file.path), file.source, places, first, words)
        block = [*head, *_reason(places, first, language)]
        if others:
            block.append("  " + _elsewhere(places, others, words))
        yield "\n".join(block)
    yield from _inferred(file, shown, words)


def _alike(shown: Iterable[Diagnostic]) -> Iterable[list[Diagnostic]]:
    """The findings that say the same of the same words, together, in the order of their first."""
    groups: dict[object, list[Diagnostic]] = {}
    for one in shown:
        words = "".join(one.raw.split())
        key = (one.code, one.severity, one.message, one.expected, words)
        groups.setdefault(key, []).append(one)
    return groups.values()


def _errors(report: Report, words: Words) -> list[str]:
    """Where the errors of a long report stand, so that they are looked at first."""
    lines, listed = [], 0
    for file in report.files:
        shown = [one for one in file.diagnostics if not is_unverified(one)]
        listed += len(shown)
        if not shown or file.source is None:
            continue
        places = Places(file.source)
        for first, *others in _alike(one for one in shown if one.severity is Severity.ERROR):
            at = places.locate(first.span.start)
            path = printable(file.path)
            times = f" ×{len(others) + 1}" if others else ""
            lines.append(f"  {path}:{at.line}:{at.column}: {first.code} {first.name}{times}")
    if listed <= LONG or not lines:
        return []
    left = len(lines) - ERRORS_SHOWN
    more = [f"  {words.more.format(left)}"] if left > 0 else []
    return ["\n".join([words.errors, *lines[:ERRORS_SHOWN], *more])]


def _elsewhere(places: Places, others: list[Diagnostic], words: Words) -> str:
    """Where else the same is wrong in the same way; each line once."""
    lines = dict.fromkeys(str(places.locate(one.span.start).line) for one in others)
    more = "……" if len(lines) > LINES_SHOWN else ""
    shown = "、".join(list(lines)[:LINES_SHOWN])
    return words.alike.format(number=len(others), lines=shown + more)


def _inferred(file: FileReport, shown: list[Diagnostic], words: Words) -> Iterator[str]:
    """By what the list's date was inferred, where a finding depends on it."""
    day = file.facts.list_date if file.facts is not None else None
    if day is None or day.basis is not DateBasis.INFERRED or day.not_before is None:
        return
    if any(one.evidence.statute is not None for one in shown):
        yield words.inferred.format(
            path=printable(file.path), title=printable(day.source), day=day.not_before
        )


def _source(path: str, source: str, places: Places, one: Diagnostic, words: Words) -> Iterator[str]:
    """Where a finding is: the line that editors jump by, and the source frame."""
    at = places.locate(one.span.start)
    weight = words.severity[one.severity]
    if one.certainty is Certainty.LIKELY:
        weight += words.likely
    yield f"{path}:{at.line}:{at.column}: {one.code} {one.name} {weight}"
    text, carets = frame(source, places.line_span(at.line), one.span)
    yield f"{at.line:>6} | {text}"
    yield f"       | {carets}"


def _reason(places: Places, one: Diagnostic, language: Language) -> Iterator[str]:
    """What is wrong, what is right, where else, and what proves it."""
    words = WORDS[language]
    row, column = printable(one.place.row), printable(one.place.column)
    where = [words.item.format(row)] * bool(row) + [column] * bool(column)
    if where:
        yield "  " + words.place.format(words.comma.join(where))
    yield "  " + (one.message if language is Language.CHINESE else one.message_en)
    if one.since is not None:
        yield "  " + words.since[one.wrong_since].format(one.since)
    right = one.expected or (one.fix.title if one.fix else None)
    if right:
        yield "  " + words.correction.format(printable(right))
    for line in _related(places, one.related, words):
        yield "  " + line
    proof = _evidence(one.evidence, words)
    if proof:
        yield "  " + words.evidence.format(proof)


def _related(places: Places, related: Iterable[Related], words: Words) -> Iterator[str]:
    """The other places of a finding: those of which the same is said stand on one line."""
    groups: dict[str, list[str]] = {}
    for one in related:
        at = places.locate(one.span.start)
        groups.setdefault(one.message, []).append(f"{at.line}:{at.column}")
    for message, found in list(groups.items())[:RELATED_SHOWN]:
        shown = "、".join(found[:PLACES_SHOWN])
        if len(found) > PLACES_SHOWN:
            shown = words.places.format(shown=shown, number=len(found))
        yield words.see.format(places=shown, message=message).rstrip()
    if len(groups) > RELATED_SHOWN:
        left = list(groups.values())[RELATED_SHOWN:]
        yield words.more.format(sum(map(len, left)))


def _evidence(evidence: Evidence, words: Words) -> str:
    """What proves a finding, in one line; empty where neither statute nor source is named."""
    statute = f"《{_inside(evidence.statute)}》" if evidence.statute else None
    named = " ".join(part for part in (statute, evidence.version, evidence.pinpoint) if part)
    parts = [part for part in (named, evidence.source) if part]
    if parts and evidence.known_to:
        parts.append(words.known_to.format(evidence.known_to))
    return words.semicolon.join(parts)


def _inside(title: str) -> str:
    """Return a title as it stands within marks: those in it are 〈〉."""
    return title.replace("《", "〈").replace("》", "〉")


def _unverified(report: Report, words: Words) -> list[str]:
    """The titles that are not in the database, with the number of their mentions."""
    titles = Counter(
        one.title or one.raw
        for file in report.files
        for one in file.diagnostics
        if is_unverified(one)
    )
    if not titles:
        return []
    lines = [words.unverified.format(titles=len(titles), date=report.data_date)]
    for title, number in _ranked(titles):
        lines.append("  " + words.times.format(title=printable(title), number=number))
    return ["\n".join(lines)]


def _undetermined(report: Report, words: Words) -> list[str]:
    """The statutes whose version could not be told, with why and the number of places."""
    places: Counter[tuple[str, str]] = Counter()
    for file in report.files:
        for one in file.facts.undetermined if file.facts is not None else ():
            places[one.title, words.why_undetermined[one.why].format(one.changed)] += one.places
    if not places:
        return []
    lines = [words.undetermined]
    for (title, why), number in sorted(places.items()):
        title = printable(_inside(title))
        lines.append("  " + words.why.format(title=title, number=number, why=why))
    return ["\n".join(lines)]


def _stale(report: Report, words: Words) -> list[str]:
    """How many of the statutes cited are known to a day more than a year ago only."""
    known = dict(one for file in report.files if file.facts for one in file.facts.known_to)
    year_ago = f"{report.as_of.year - 1}{report.as_of.isoformat()[4:]}"
    old = sorted(day for day in known.values() if day < year_ago)
    return [words.stale.format(number=len(old), date=old[0])] if old else []


def _summary(report: Report, words: Words) -> str:
    """The closing line; its numbers add up: cited = checked + not checked, by reason."""
    counts = [file.counts for file in report.files if file.counts is not None]
    cited = sum(one.citations for one in counts)
    checked = sum(one.checked for one in counts)
    reasons: Counter[str] = Counter()
    for one in counts:
        reasons.update(dict(one.uncheckable))
    line = words.summary.format(
        files=len(counts), cited=cited, checked=checked, unchecked=cited - checked
    )
    why = [f"{words.unchecked[Unchecked(name)]} {number}" for name, number in _ranked(reasons)]
    if why:
        line += words.reasons.format(words.comma.join(why))
    parts = [line]
    if counts:
        parts.append(_found(report, words) if cited else words.uncited)
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
    options = {Applicability.SAFE: "--fix", Applicability.UNSAFE: "--fix --unsafe-fixes"}
    parts = [f"{option} {fixable[kind]}" for kind, option in options.items() if fixable[kind]]
    if parts:
        yield words.fixable.format(words.comma.join(parts))


def _found(report: Report, words: Words) -> str:
    """How many findings there are of each severity; those listed as not verified are none."""
    severities = Counter(
        one.severity for file in report.files for one in file.diagnostics if not is_unverified(one)
    )
    found = [f"{words.severity[one]} {severities[one]}" for one in Severity if severities[one]]
    return words.comma.join(found) or words.nothing


def _suppressed(report: Report, words: Words) -> Iterator[str]:
    """How many findings are not listed because somebody said so, and who."""
    numbers = Counter(one.how for file in report.files for one in file.suppressed)
    how = [f"{words.suppressed_by[one]} {numbers[one]}" for one in SuppressedBy if numbers[one]]
    if how:
        yield words.suppressed.format(number=numbers.total(), how=words.comma.join(how))


def _compared(baseline: Compared | None, words: Words) -> Iterator[str]:
    """The last line of a later round: what is new, what stayed, what was mended."""
    if baseline is not None:
        yield words.compared.format(
            path=printable(baseline.path),
            new=baseline.new,
            unchanged=baseline.unchanged,
            fixed=len(baseline.fixed),
        )


def _ranked(numbers: Counter[str]) -> list[tuple[str, int]]:
    """The entries, the most frequent first."""
    return sorted(numbers.items(), key=lambda item: (-item[1], item[0]))


REPORTER = Reporter(render=render)
