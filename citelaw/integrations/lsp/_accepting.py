"""An entry of a configuration file that accepts a finding (``[[suppress]]``).

It is put at the end of the file that decides for the list; all that stands in the file stays as it
is. Nothing is offered where the file would not say afterwards what is meant: a broken one, one that
has its entries in another form.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Callable
from pathlib import Path, PurePath
from typing import Any, NamedTuple

from lsprotocol.types import TextEdit

from citelaw.configuration import NAMES, PROJECT, Configuration
from citelaw.errors import SettingsError
from citelaw.identity import normalise
from citelaw.integrations.lsp._changes import Change, text_edits
from citelaw.integrations.lsp.checked import Checked
from citelaw.integrations.lsp.client import ClientAbilities
from citelaw.integrations.lsp.positions import Positions
from citelaw.model import Diagnostic, Edit
from citelaw.pattern import Pattern
from citelaw.settings import FileGlob, Settings
from citelaw.span import Span
from citelaw.toml import read_bounded
from citelaw.words import Words

_KIND = Words("配置文件", "a configuration")
_TABLE = "suppress"
_TOOL = ("tool", "citelaw")
_WILD = Pattern(r"[*?\[\\]")
_LINE_ENDS = Pattern(r"\s*[\r\n]\s*")
_BOM = "\ufeff"
_KEYS = ("file", "rule", "text", "reason")


class OpenText(NamedTuple):
    """A file that is open in the editor: as the client calls it, and its text, saved or not."""

    uri: str
    version: int | None
    text: str


def _nothing_open(_path: Path) -> OpenText | None:
    return None


class Surroundings(NamedTuple):
    """What lies about a list.

    ``root`` is the folder of the workspace that it is in; ``configuration`` is the file that the
    client names for all lists, None for the nearest; ``text_of`` returns a file that is open.
    """

    root: Path | None = None
    configuration: Path | None = None
    text_of: Callable[[Path], OpenText | None] = _nothing_open


class Accepting(NamedTuple):
    """What is to be written so that findings are accepted.

    ``name`` is that of the configuration file, ``text`` the words by which the findings are known,
    ``places`` how many there are in the list now.
    """

    change: Change
    name: str
    text: str
    places: int


def accepting(
    checked: Checked,
    one: Diagnostic,
    reason: str,
    around: Surroundings,
    client: ClientAbilities,
) -> Accepting | None:
    """Return the entry that accepts ``one`` in the configuration of its list.

    Returns:
        None where the list is no file, its configuration cannot be added to or created, or no words
        tell the finding from others.
    """
    text = _words(one)
    path = Path(os.path.abspath(checked.report.path))
    if text is None or checked.path is None:
        return None
    try:
        file = around.configuration or Configuration(Settings()).file(path)
    except SettingsError:
        return None
    file = Path(os.path.abspath(file or _new_file(path, around)))
    standing = around.text_of(file) or _closed(file)
    if standing is None and (os.path.lexists(file) or not client.create_files):
        return None
    entry = {
        "file": _glob(path, file.parent).strip(),
        "rule": one.code,
        "text": text,
        "reason": " ".join(reason.split()),
    }
    meant = FileGlob(str(file.parent), entry["file"])
    before = standing.text if standing is not None else ""
    added = _added(before, entry, file.name == PROJECT)
    if added is None or not meant.matches(checked.report.path):
        return None
    return Accepting(
        change=Change(
            uri=standing.uri if standing is not None else file.as_uri(),
            version=standing.version if standing is not None else None,
            edits=_at_the_end(before, added, checked.positions.encoding),
            new=standing is None,
        ),
        name=file.name,
        text=text,
        places=_places(checked, one.code, text),
    )


def _new_file(path: Path, around: Surroundings) -> Path:
    """Return the configuration that the list ``path`` would have."""
    root = around.root
    inside = root is not None and path.is_relative_to(os.path.abspath(root))
    return (root if root is not None and inside else path.parent) / NAMES[0]


def _closed(file: Path) -> OpenText | None:
    """Return what stands in a file that is not open; None where it cannot be read."""
    if not os.path.isfile(file):  # false, not an error, where nobody may look
        return None
    try:
        content = read_bounded(file, str(file), _KIND, SettingsError)
        text = content.decode("utf-8")
    except (SettingsError, UnicodeDecodeError):
        return None
    return OpenText(file.as_uri(), None, text.removeprefix(_BOM))  # editors count no such mark


# ---------------------------------------------------------------- the entry


def _words(one: Diagnostic) -> str | None:
    """Return the words by which an entry knows a finding in all its parts."""
    parts = one.parts or (one,)
    for said in (one.cited, one.raw):
        text = _LINE_ENDS.sub("", said).strip()
        wanted = normalise(text)
        if wanted and all(_is_meant(wanted, part) for part in parts):
            return text
    return None


def _is_meant(wanted: str, one: Diagnostic) -> bool:
    return wanted in normalise(one.cited) or wanted in normalise(one.raw)


def _places(checked: Checked, code: str, text: str) -> int:
    wanted = normalise(text)
    return sum(
        _is_meant(wanted, part)
        for one in checked.report.diagnostics
        if one.code == code
        for part in one.parts or (one,)
    )


def _glob(path: Path, folder: Path) -> str:
    """Return the glob that names the list ``path`` alone, seen from ``folder``."""
    try:
        seen = PurePath(os.path.relpath(path, folder)).as_posix()
    except ValueError:  # on another drive
        return path.as_posix()
    if "*" in seen or "?" in seen or "\\" in seen:  # a bracket alone may stand for itself
        seen = _WILD.sub(r"\\\g<0>", seen)
    return seen if "/" in seen else f"./{seen}"


def _added(before: str, entry: dict[str, str], in_project: bool) -> str | None:
    """Return what is to be put behind ``before``; None where that would not say ``entry``."""
    known = _entries(before, in_project)
    if known is None or any(_is_alike(one, entry) for one in known):
        return None
    end = "\r\n" if "\r\n" in before else "\n"
    heading = ".".join((*_TOOL, _TABLE)) if in_project else _TABLE
    lines = [f"[[{heading}]]", *(f"{key} = {_quoted(entry[key])}" for key in _KEYS), ""]
    if before and not before.endswith("\n"):
        lines = ["", *lines]
    if before.strip() and not before.endswith(("\n\n", "\r\n\r\n")):
        lines = ["", *lines]
    added = end.join(lines)
    return added if _entries(before + added, in_project) == [*known, entry] else None


def _is_alike(one: object, entry: dict[str, str]) -> bool:
    """Return whether an entry is there already, for whatever reason."""
    return isinstance(one, dict) and all(one.get(key) == entry[key] for key in _KEYS[:-1])


def _entries(text: str, in_project: bool) -> list[Any] | None:
    """Return the entries of a configuration; None where it has a fault."""
    try:
        values: Any = tomllib.loads(text.removeprefix(_BOM))
    except (ValueError, RecursionError):
        return None
    for name in _TOOL if in_project else ():
        values = values.get(name, {}) if isinstance(values, dict) else None
    values = values.get(_TABLE, []) if isinstance(values, dict) else None
    return values if isinstance(values, list) else None


def _quoted(text: str) -> str:
    r"""Return ``text`` as a string of TOML.

    >>> print(_quoted('《甲"乙\\丙》\x07'))
    "《甲\"乙\\丙》\u0007"
    """
    return f'"{"".join(map(_character, text))}"'


def _character(one: str) -> str:
    if one in '"\\':
        return f"\\{one}"
    if one.isprintable() or one == "\u3000":
        return one
    return f"\\u{ord(one):04x}" if ord(one) <= 0xFFFF else f"\\U{ord(one):08x}"


def _at_the_end(text: str, added: str, encoding: str) -> list[TextEdit]:
    end = Span(len(text), len(text))
    return text_edits(text, [Edit(end, added)], Positions(text, encoding).range)
