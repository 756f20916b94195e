"""What a user may decide: the database, the days to judge by, how to read, which rules."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import NamedTuple

from citelaw.model import ListDate, Shape


class SuppressEntry(NamedTuple):
    """Findings that a configuration says are not to be reported, and why.

    ``file`` is a glob that the path, or its end from some folder on, must match (``*`` within a
    folder, ``**`` over several); ``rule`` a name, a code or the beginning of one; ``text`` a piece
    of the printed citation, None for any; ``expires`` the last day on which the entry holds.
    """

    file: str
    rule: str
    text: str | None
    reason: str
    expires: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The decisions of one run; ``None`` means "not decided".

    ``databases`` stand in for the shipped statute database and what the user added; the later ones
    are looked up beside the first. ``as_of`` is the day that counts as
    today; without it the last day that the database knows does. ``list_date`` overrides the date
    that a list states itself. ``shape`` and ``encoding`` override what the readers would sniff.
    ``select`` and ``ignore`` hold rule names or codes; an empty ``select`` means every rule.
    ``suppress`` are findings not to report, and ``baseline`` is the file of those that an earlier
    run wrote down.
    """

    databases: tuple[Path, ...] = ()
    as_of: date | None = None
    list_date: ListDate | None = None
    shape: Shape | None = None
    encoding: str | None = None
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    suppress: tuple[SuppressEntry, ...] = ()
    baseline: Path | None = None
