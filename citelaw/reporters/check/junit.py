"""JUnit XML, as Jenkins, GitLab and others read it: a suite for each file, a case for each finding.

A finding fails its case where it fails the run (``fail_on``); what is below, left out or not
verified is a skipped case with its reason, so that the system's verdict is the exit status's.
The names of cases hold no line: Jenkins and GitLab tell old failures from new ones by them, and
GitLab keeps one case of a name only. Attributes are those of Jenkins' junit-10.xsd alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from citelaw.identity import finding_id
from citelaw.model import Diagnostic, FileReport, Report
from citelaw.pattern import Pattern
from citelaw.reporters import Reporter, Style
from citelaw.reporters._paths import named
from citelaw.reporters._said import (
    checked,
    failures,
    findings,
    left_out,
    message,
    notes,
    told,
    unverified,
    unverified_message,
    weight,
)
from citelaw.reporters._screen import Screen
from citelaw.reporters._where import Where, standing
from citelaw.reporters._words import WORDS
from citelaw.reporters.check._closing import compared
from citelaw.settings import reaches

NAMED = 80
"""Characters of a finding's words in the name of its case."""
_ILLEGAL = Pattern(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot hold, not even as a reference."""


class _Case(NamedTuple):
    """A test case; ``verdict`` is "failure", "error", "skipped" or "" for one that passed."""

    name: str
    verdict: str = ""
    kind: str = ""
    said: str = ""
    text: str = ""


def render(report: Report, style: Style) -> bytes:
    """Return the report as one XML document."""
    suites = [_suite(file, style) for file in report.files]
    lines = ['<?xml version="1.0" encoding="UTF-8"?>']
    numbers = [sum(each) for each in zip(*(counts for counts, _ in suites), strict=True)] or [0] * 4
    tests, failures, errors, _ = numbers
    lines.append(
        f'<testsuites name="citelaw" tests="{tests}" failures="{failures}" errors="{errors}">'
    )
    for _, suite in suites:
        lines += suite
    for said in compared(report.baseline, WORDS[style.language], Screen(Style())):
        lines += _baseline_suite(said)
    lines.append("</testsuites>")
    return ("\n".join(lines) + "\n").encode()


def _suite(file: FileReport, style: Style) -> tuple[tuple[int, int, int, int], list[str]]:
    """The numbers of tests, failures, errors and skipped cases of a file, and its lines."""
    path = named(file.path, style).path
    cases = list(_cases(file, path, style)) or [_Case(name="citelaw")]
    verdicts = [case.verdict for case in cases]
    numbers = (
        len(cases),
        verdicts.count("failure"),
        verdicts.count("error"),
        verdicts.count("skipped"),
    )
    tests, failures, errors, skipped = numbers
    lines = [
        f"<testsuite name={_quoted(path)} tests={_quoted(tests)} failures={_quoted(failures)} "
        f"errors={_quoted(errors)} skipped={_quoted(skipped)}>"
    ]
    # Jenkins takes what stands before the last dot for a package.
    class_name = "citelaw." + path.replace(".", "_")
    for case in cases:
        lines += _case(case, class_name)
    said = [checked(file.counts, style.language)] if file.counts is not None else []
    said += notes(file, style.language)
    if said:
        lines.append(f"<system-out>{_escaped(chr(10).join(said))}</system-out>")
    return numbers, [*lines, "</testsuite>"]


def _cases(file: FileReport, path: str, style: Style) -> Iterator[_Case]:
    for kind, reason in failures(file, style.language):
        yield _Case(f"citelaw {kind}", "error", kind, reason, reason)
    if file.source is None:
        return
    where = Where(file, path)
    for one in findings(file):
        verdict = "failure" if reaches(one.severity, file.fail_on) else "skipped"
        said, text = message(one, style.language), _text(where, one, style)
        yield _Case(_name(file, one), verdict, one.severity.value, said, text)
    for title in unverified(file):
        first = title.first
        said = unverified_message(title, style.language)
        yield _Case(_name(file, first), "skipped", "unverified", said, _text_of(where, first))
    for left in file.suppressed if style.suppressed else ():
        said, text = left_out(left, style.language), _text(where, left.diagnostic, style)
        yield _Case(_name(file, left.diagnostic), "skipped", f"suppressed-{left.how}", said, text)


def _text(where: Where, one: Diagnostic, style: Style) -> str:
    """The finding in lines: where it stands in file and list, what is wrong, what is right."""
    words = WORDS[style.language]
    inside = standing(one.place, words)
    text = [f"{_text_of(where, one)} {weight(one, words)}"]
    if inside:
        text.append(words.place + inside)
    return "\n".join([*text, told(one, style.language)])


def _text_of(where: Where, one: Diagnostic) -> str:
    return f"{where.after(one)}: {one.code} {one.name}"


def _name(file: FileReport, one: Diagnostic) -> str:
    """The same in every run as long as it is the same finding, and no other's in its file."""
    if one.identity is None:
        return f"{one.code} {one.name} [{finding_id(file.path, one)}]"
    name = f"{one.code} {one.name} {one.identity.words[:NAMED]}"
    if len(one.identity.words) > NAMED:
        return f"{name}… [{finding_id(file.path, one)}]"
    return f"{name} ({one.identity.nth})" if one.identity.nth > 1 else name


def _case(case: _Case, class_name: str) -> list[str]:
    head = f"<testcase name={_quoted(case.name)} classname={_quoted(class_name)}"
    if not case.verdict:
        return [head + "/>"]
    return [
        head + ">",
        f"<{case.verdict} type={_quoted(case.kind)} message={_quoted(case.said)}>"
        f"{_escaped(case.text)}</{case.verdict}>",
        "</testcase>",
    ]


def _baseline_suite(said: str) -> list[str]:
    """How the run compares with the baseline: the only place where the format has room for it."""
    return [
        '<testsuite name="citelaw baseline" tests="0" failures="0" errors="0" skipped="0">',
        f"<system-out>{_escaped(said)}</system-out>",
        "</testsuite>",
    ]


def _escaped(text: str) -> str:
    text = _ILLEGAL.sub("\ufffd", text).replace("&", "&amp;").replace("<", "&lt;")
    return text.replace(">", "&gt;").replace("\r", "&#13;")


def _quoted(value: str | int) -> str:
    text = _escaped(str(value)).replace('"', "&quot;")
    return '"' + text.replace("\n", "&#10;").replace("\t", "&#9;") + '"'


REPORTER = Reporter(render=render)
