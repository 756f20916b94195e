"""What a user may decide: the database, the days to judge by, how to read, which rules.

``configuration`` makes ``Settings`` of files; the keys there are the names of the fields here with
``-`` for ``_``, and ``settings.schema.json`` describes them for editors.
"""

from __future__ import annotations

import dataclasses
import os
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from citelaw.model import DateBasis, ListDate, Profile, Severity, Shape

if TYPE_CHECKING:
    from citelaw.glob import Glob, Names


INCLUDE = (
    *("*.txt", "*.text", "*.md", "*.markdown", "*.tsv", "*.csv", "*.html", "*.htm"),
    *("*.docx", "*.xlsx", "*.pdf", "*.odt", "*.ods", "*.doc", "*.xls", "*.wps", "*.et"),
)
"""The files that are lists where a folder is checked; with any case of letters."""

EXCLUDE = (
    "node_modules",
    "site-packages",
    "venv",
    "__pycache__",
    "__MACOSX",
    "#recycle",
    "@eaDir",
    "$RECYCLE.BIN",
    "System Volume Information",
)
"""The folders that are passed over: what other programs put there, and what was thrown away.

Kept short: a folder of that name in which someone keeps lists would be passed over in silence.
"""


class FileGlob(NamedTuple):
    """The files that ``glob`` names, seen from ``folder`` (an absolute path), as in ``.gitignore``.

    ``*`` and ``?`` stay within a folder, ``**`` stands for any number of them; a glob without ``/``
    names a file or folder at any depth; a folder stands for all that is in it. Beyond that page a
    glob may begin with ``./`` or ``../``, be an absolute path, and be the very name of a file with
    ``[`` in it.
    """

    folder: str
    glob: str

    def matches(self, path: str | os.PathLike[str]) -> bool:
        """Return whether the file ``path`` is one of them; a relative path is of this process."""
        from citelaw.glob import names_of, seen_from

        names = names_of(os.path.abspath(path))
        return any(glob.holds(seen_from(folder, names)) for folder, glob in self.readings())

    def readings(self) -> tuple[tuple[Names, Glob], ...]:
        """Return the folders that the glob counts from, each with what it names there.

        A glob that begins with ``/`` counts from the folder, and may be an absolute path as well.
        """
        return _readings(os.path.abspath(self.folder), self.glob)


@lru_cache(maxsize=4096)
def _readings(folder: str, glob: str) -> tuple[tuple[Names, Glob], ...]:
    from citelaw.glob import compiled, names_of

    if os.sep == "\\":  # no name has one there, so nothing is lost
        glob = glob.replace(os.sep, "/")
    glob = glob.rstrip("/")
    drive, rest = os.path.splitdrive(glob)
    if drive:
        return ((names_of(drive), compiled(rest, literal_too=True)),)
    below = glob
    while below.startswith(("./", "../")):
        step, _, below = below.partition("/")
        folder = os.path.dirname(folder) if step == ".." else folder
    seen = f"/{below}" if below != glob else glob
    found = (names_of(folder), compiled(seen, literal_too=True))
    if not glob.startswith("/"):
        return (found,)
    return (found, (names_of(os.path.abspath("/")), compiled(glob, literal_too=True)))


class Selection(NamedTuple):
    """Which rules run, as one place says it: a configuration file, or the command line.

    Each label is a code (CL401), a name, the beginning of codes (CL4) or ALL. ``source`` names the
    place in messages.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    source: str = ""


class FileRules(NamedTuple):
    """The rules that stay silent in some files."""

    file: FileGlob
    rules: tuple[str, ...]
    source: str = ""


class RuleSeverity(NamedTuple):
    """The severity of every finding of the rules that ``rule`` names, in place of their own."""

    rule: str
    severity: Severity
    source: str = ""


class SuppressEntry(NamedTuple):
    """Findings that are known and accepted: those of ``rule`` on ``text`` in ``file``.

    ``file`` is a glob seen from ``folder`` (that of the configuration file, "" for the working
    folder; see ``FileGlob``), ``**`` for every file; ``text`` None means any text. ``reason`` is
    never blank. ``expires`` is the last day on which the entry holds.
    """

    file: str
    rule: str
    text: str | None
    reason: str
    expires: date | None = None
    folder: str = ""
    source: str = ""

    def is_about(self, path: str | os.PathLike[str]) -> bool:
        """Return whether the entry is about the file ``path``."""
        return FileGlob(self.folder or os.curdir, self.file).matches(path)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The decisions of one run; ``None`` and ``()`` mean "not decided".

    ``databases`` stand in for the shipped statute database and what the user added; the later ones
    are looked up beside the first. ``as_of`` is the day that counts as
    today; without it the last day that the database knows does. ``list_date`` overrides the date
    that a list states itself. ``shape``, ``encoding`` and ``profile`` override what the readers
    would tell from the file.

    ``select`` names the rules that run, in place of those that are on by default;
    ``extend_select`` adds to them, ``ignore`` takes away. A more specific label wins over a less
    specific one, ``ignore`` where both are alike. ``inherited`` are the selections that this one
    is laid over, the lowest first. ``per_file_ignores`` keep rules silent in some files.
    ``severity`` changes how bad the findings of a rule are. What is less severe than
    ``min_severity`` (info) is neither reported nor counted; what is at least as severe as
    ``fail_on`` (error) fails the run.

    ``baseline`` is a file of known findings, ``suppress`` are accepted ones. ``source`` says in
    messages where all this was decided: the name of a file, or the command line.

    Where a folder is checked, ``include`` and ``extend_include`` name the files in it that are
    lists, ``exclude`` and ``extend_exclude`` what is passed over, ``respect_gitignore`` (yes)
    whether git's ignore files count. Files that are named themselves are read, unless
    ``force_exclude`` (no) has the excludes count for them too.
    """

    databases: tuple[Path, ...] = ()
    as_of: date | None = None
    list_date: ListDate | None = None
    shape: Shape | None = None
    encoding: str | None = None
    profile: Profile | None = None
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    inherited: tuple[Selection, ...] = ()
    per_file_ignores: tuple[FileRules, ...] = ()
    severity: tuple[RuleSeverity, ...] = ()
    min_severity: Severity | None = None
    fail_on: Severity | None = None
    baseline: Path | None = None
    suppress: tuple[SuppressEntry, ...] = ()
    include: tuple[FileGlob, ...] = ()
    extend_include: tuple[FileGlob, ...] = ()
    exclude: tuple[FileGlob, ...] = ()
    extend_exclude: tuple[FileGlob, ...] = ()
    force_exclude: bool | None = None
    respect_gitignore: bool | None = None
    source: str = ""

    @property
    def selections(self) -> tuple[Selection, ...]:
        """What was said of the rules to run, the lowest first, these settings' own last."""
        own = Selection(self.select, self.ignore, self.extend_select, self.source)
        return (*self.inherited, own) if any(own[:3]) else self.inherited

    def over(self, below: Settings) -> Settings:
        """Return these settings where they decide, those of ``below`` elsewhere.

        What several places may say together adds up: selections, silent files, severities,
        accepted findings, what else is checked and passed over.
        """
        decided: dict[str, Any] = {
            field.name: _first_decided(getattr(self, field.name), getattr(below, field.name))
            for field in dataclasses.fields(self)
        }
        decided |= {name: getattr(self, name) for name in ("select", "ignore", "extend_select")}
        return Settings(
            **decided
            | {
                "inherited": (*below.selections, *self.inherited),
                "per_file_ignores": below.per_file_ignores + self.per_file_ignores,
                "severity": below.severity + self.severity,
                "suppress": below.suppress + self.suppress,
                "extend_include": below.extend_include + self.extend_include,
                "extend_exclude": below.extend_exclude + self.extend_exclude,
            }
        )


def _first_decided(above: object, below: object) -> object:
    """Return what the place above decides, else what the one below does; False is a decision."""
    return below if above is None or above in ((), "") else above


def reaches(severity: Severity, floor: Severity) -> bool:
    """Return whether ``severity`` is at least as bad as ``floor``."""
    order = list(Severity)
    return order.index(severity) <= order.index(floor)


def given_date(text: str) -> ListDate:
    """Return the interval that a day, a month or a year spans: 2023-06-01, 2023-06, 2023.

    Raises:
        ValueError: it is none of these.
    """
    year, *rest = (int(part) for part in text.split("-"))
    if not rest:
        first, last = date(year, 1, 1), date(year, 12, 31)
    elif len(rest) == 1:
        import calendar  # lazy: 3 ms

        month = rest[0]
        first = date(year, month, 1)
        last = date(year, month, calendar.monthrange(year, month)[1])
    else:
        first = last = date.fromisoformat(text)
    return ListDate(not_before=first, not_after=last, basis=DateBasis.GIVEN)


def is_text_encoding(name: str) -> bool:
    """Return whether Python knows a text encoding of that name."""
    import codecs

    try:
        return bool(getattr(codecs.lookup(name), "_is_text_encoding", True))
    except (LookupError, ValueError):  # ValueError: a NUL in the name
        return False
