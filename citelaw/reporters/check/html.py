"""The report for leaders and the public: one self-contained page, see ``reporters._html``."""

from __future__ import annotations

from citelaw.model import Report
from citelaw.reporters import Reporter, Style


def render(report: Report, style: Style) -> bytes:
    """Return the report as one HTML document; lists are shown where a report has their views."""
    from citelaw.reporters._html.page import page  # lazy: 25 ms

    return page(report, style.language).encode("utf-8", "replace")


REPORTER = Reporter(render=render, views=True)
