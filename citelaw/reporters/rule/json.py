"""The manual for programs; its fields are fixed by ``schema/rule.json``."""

from __future__ import annotations

import json
from collections.abc import Sequence

from citelaw.manual import RulePage
from citelaw.reporters import Manual
from citelaw.version import __version__

SCHEMA_VERSION = 1


def render(pages: Sequence[RulePage]) -> bytes:
    """Return the pages as one JSON object."""
    data = {
        "schema_version": SCHEMA_VERSION,
        "citelaw": __version__,
        "rules": [_page(page) for page in pages],
    }
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


def _page(page: RulePage) -> dict[str, object]:
    return {
        "code": page.code,
        "name": page.name,
        "severity": page.severity,
        "on": page.on,
        "profiles": list(page.profiles),
        "finds": page.finds,
        "why": page.why,
        "wrong": list(page.wrong),
        "right": list(page.right),
        "evidence": page.evidence,
        "summary": page.summary,
    }


MANUAL = Manual(render=render)
