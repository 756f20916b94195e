"""The statutes of the database, a line each; the title stands last, so that it is never cut."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from citelaw.model import Statute, Version
from citelaw.reporters._width import fitted
from citelaw.reporters.statutes import Object, View
from citelaw.reporters.statutes import _words as words
from citelaw.reporters.statutes._history import statute_fields, version_fields

_WIDTHS = (18, 10, 8)


class Listed(NamedTuple):
    """A statute and the newest version of it that is held."""

    statute: Statute
    latest: Version | None


def lines(listing: tuple[Listed, ...]) -> Iterator[str]:
    """Yield a line for each statute, and their number."""
    yield _row("位阶", "最新文本", "状态", "标题")
    for one in listing:
        held = (one.latest.date or "无日期") if one.latest is not None else "无文本"
        status = words.STATUS.get(one.statute.status.word, one.statute.status.word)
        yield _row(words.tier(one.statute), held, status, one.statute.title)
    yield f"共 {len(listing)} 部"


def _row(*cells: str) -> str:
    fixed = (fitted(cell, width) for cell, width in zip(cells[:-1], _WIDTHS, strict=True))
    return "  ".join((*fixed, cells[-1]))


def fields(listing: tuple[Listed, ...]) -> Object:
    """Return the statutes as objects."""
    return {
        "items": [
            {
                "statute": statute_fields(one.statute),
                "latest": version_fields(one.latest) if one.latest is not None else None,
            }
            for one in listing
        ]
    }


VIEW = View(name="list", lines=lines, fields=fields)
