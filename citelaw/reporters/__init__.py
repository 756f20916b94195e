"""What leaves the engine: a report, the citations of a document, the manual, as bytes (UTF-8).

A format of ``citelaw check`` is one module in ``check`` with the constant ``REPORTER``, a format of
``citelaw extract`` one in ``extract`` with ``LISTING``, a format of ``citelaw convert`` one in
``convert`` with ``CONVERTER``, a format of ``citelaw rule`` one in ``rule`` with ``MANUAL``; its
name is the module's. Only the format asked for is imported.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from citelaw.discovery import load

if TYPE_CHECKING:
    from citelaw.manual import RulePage
    from citelaw.model import CellCitations, Diagnostic, Document, Report
    from citelaw.reporters.convert import Tabulated


class Language(StrEnum):
    """The language of a report for people."""

    CHINESE = "zh"
    ENGLISH = "en"


class Style(NamedTuple):
    """How a report is to look.

    ``width`` is that of source frames in terminal columns, ``ambiguous`` the number of columns of
    a character whose width depends on the terminal (“ ” — ·). ``statistics`` asks for the numbers
    by rule, ``quiet`` for the findings and nothing else. ``folder`` is the working folder, from
    which formats for programs name the files, or from ``root``, the folder of the repository, where
    that is given. ``encoding`` is that of the terminal, by its name in Python: what it lacks is
    replaced before anything is measured; the bytes of a report are UTF-8 all the same.
    ``suppressed`` is false where findings that are left out are not to be in a format that marks
    them as such: GitHub shows them as open. ``status`` is the exit status that the command will
    leave with, None where that is not known; ``pages`` are the manual pages of the rules, for
    formats that ask for them.
    """

    language: Language = Language.CHINESE
    color: bool = False
    width: int = 96
    ambiguous: int = 1
    statistics: bool = False
    quiet: bool = False
    folder: str = ""
    encoding: str = "utf-8"
    root: str = ""
    suppressed: bool = True
    status: int | None = None
    pages: tuple[RulePage, ...] = ()


class Reporter(NamedTuple):
    """A format of ``citelaw check``.

    ``manual`` says that it has use for the pages of the rules (``Style.pages``), ``views`` for what
    a page shows of a list (``FileReport.view``). ``summary`` makes the page that a CI system shows
    beside the report (GITHUB_STEP_SUMMARY).
    """

    render: Callable[[Report, Style], bytes]
    manual: bool = False
    views: bool = False
    summary: Callable[[Report, Style], bytes] | None = None


class Listing(NamedTuple):
    """A format of ``citelaw extract``; the last argument names the file where there are several.

    ``text`` renders the source, for formats that can hold it.
    """

    render: Callable[[Document, tuple[CellCitations, ...], str | None], bytes]
    text: Callable[[Document, str | None], bytes] | None = None


class Converter(NamedTuple):
    """A format of ``citelaw convert``; ``binary`` where it is nothing for a terminal.

    ``render`` raises ``ReportError`` where what it needs is not installed.
    """

    render: Callable[[Tabulated], bytes]
    binary: bool = False


class Manual(NamedTuple):
    """A format of ``citelaw rule``."""

    render: Callable[[Sequence[RulePage]], bytes]


def load_manual(name: str) -> Manual:
    """Return the format ``name`` of ``citelaw rule``."""
    from citelaw.reporters import rule

    return load(rule, name, "MANUAL", Manual)


def load_reporter(name: str) -> Reporter:
    """Return the format ``name`` of ``citelaw check``."""
    from citelaw.reporters import check

    return load(check, name, "REPORTER", Reporter)


def load_converter(name: str) -> Converter:
    """Return the format ``name`` of ``citelaw convert``."""
    from citelaw.reporters import convert

    return load(convert, name, "CONVERTER", Converter)


def load_listing(name: str) -> Listing:
    """Return the format ``name`` of ``citelaw extract``."""
    from citelaw.reporters import extract

    return load(extract, name, "LISTING", Listing)


def is_unverified(diagnostic: Diagnostic) -> bool:
    """Return whether a finding only says that a statute is not in the database (未核验).

    Such a finding claims nothing to be wrong: it is listed apart and fails no run.
    """
    return diagnostic.name == "statute-unknown"


def exit_status(report: Report) -> int:
    """Return the exit status that a report calls for.

    2 where a file could not be read or corrected, else 1 where a finding is as bad as the settings
    of its file say (``fail_on``), else 0.
    """
    from citelaw.settings import reaches  # lazy: 18 ms, with the model

    if any(file.failure or (file.fixed and file.fixed.refusal) for file in report.files):
        return 2
    found = any(
        reaches(one.severity, file.fail_on) and not is_unverified(one)
        for file in report.files
        for one in file.diagnostics
    )
    return 1 if found else 0
