"""One finding a line, for programs: the object of ``json`` with its ``file`` in front.

Nothing but findings: what reads such lines takes each for one. Files that could not be read are
said on standard error and by the exit status; ``json`` has them, the counts and what is left out.
"""

from __future__ import annotations

from collections.abc import Iterator

from citelaw.identity import finding_ids
from citelaw.model import Report
from citelaw.reporters import Reporter, Style
from citelaw.reporters._diagnostic import fields
from citelaw.reporters._json import line
from citelaw.reporters._location import Places


def render(report: Report, style: Style) -> bytes:
    """Return the findings, one JSON object a line; messages stand in it in both languages."""
    return "".join(one + "\n" for one in _lines(report)).encode("utf-8", "backslashreplace")


def _lines(report: Report) -> Iterator[str]:
    for file in report.files:
        if file.source is None or not file.diagnostics:
            continue
        identify, places = finding_ids(file.path), Places(file.source)
        for one in file.diagnostics:
            yield line({"file": file.path} | fields(identify, places, one))


REPORTER = Reporter(render=render)
