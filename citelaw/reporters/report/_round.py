"""What a paper carries for the next round: its findings by their identities (``identity``).

Lines of JSON in ASCII: the first tells what this is, each of the others a finding. Whoever reads
them again trusts nothing in them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from citelaw.errors import SettingsError
from citelaw.model import BaselineEntry, Identity
from citelaw.version import __version__

if TYPE_CHECKING:
    from citelaw.reporters.report._given import Given
    from citelaw.reporters.report._opinions import Gathered

SCHEMA = 1
LONGEST = 20_000
"""Characters of a field; of a message ``_MESSAGE`` are kept."""
_MESSAGE, _ITEM = 400, 200
_KEY = "citelaw_round"
_FIELDS: dict[str, type] = {
    "file": str,
    "rule": str,
    "citation": str,
    "nth": int,
    "places": int,
    "number": str,
    "item": str,
    "message": str,
}


class Held(NamedTuple):
    """A finding of a round: its entry, the 编号 that it had, its item, what was said of it."""

    entry: BaselineEntry
    number: str = ""
    item: str = ""
    message: str = ""


class Round(NamedTuple):
    """The lists of a round, as seen from the folder of its paper, and its findings."""

    files: tuple[str, ...]
    findings: tuple[Held, ...]


def round_of(given: Given, found: Gathered) -> Round:
    """Return what the paper on a run carries."""
    files = tuple(given.file(file.path) for file in given.report.files if file.source is not None)
    return Round(files, tuple(_held(given, found)))


def _held(given: Given, found: Gathered) -> Iterator[Held]:
    for one in found.spots:
        identity = one.diagnostic.identity
        if identity is not None:
            path = given.report.files[one.file].path
            places = len(one.diagnostic.parts) or 1
            yield Held(
                BaselineEntry(given.file(path), identity, places),
                one.number,
                one.where.item[:_ITEM],
                one.diagnostic.message[:_MESSAGE],
            )


def rendered(round_: Round) -> bytes:
    """Return a round as lines of ASCII."""
    lines: list[dict[str, Any]] = [
        {_KEY: SCHEMA, "citelaw": __version__, "files": list(round_.files)}
    ]
    for one in round_.findings:
        entry = one.entry
        lines.append(
            {
                "file": entry.file,
                "rule": entry.identity.rule,
                "citation": entry.identity.words,
                "nth": entry.identity.nth,
                "places": entry.places,
                "number": one.number,
                "item": one.item,
                "message": one.message,
            }
        )
    return "\n".join(map(json.dumps, lines)).encode("ascii")


def parsed(content: bytes, name: str) -> Round:
    """Return the round that ``rendered`` gave as ``content``.

    Args:
        content: the lines; anybody may have changed them.
        name: what their file is called in messages.

    Raises:
        SettingsError: they are not what they should be, or another version wrote them.
    """
    try:
        head, *lines = [json.loads(line) for line in content.splitlines()]
    except (ValueError, RecursionError):
        raise _damaged(name) from None
    if not isinstance(head, dict) or head.get(_KEY) != SCHEMA:
        raise SettingsError(
            f"{name}：其中的校验记录不是第 {SCHEMA} 版，读不了；"
            "用写它的 citelaw 版本，或者改用基线文件（citelaw baseline write）。",
            f"{name}: the record in it is not of format {SCHEMA}; use the citelaw that wrote it, "
            "or a baseline (citelaw baseline write).",
        )
    files = head.get("files")
    if not isinstance(files, list) or not all(map(_is_text, files)):
        raise _damaged(name)
    return Round(tuple(files), tuple(_finding(line, name) for line in lines))


def _finding(line: object, name: str) -> Held:
    if not isinstance(line, dict) or line.keys() != _FIELDS.keys():
        raise _damaged(name)
    for field, kind in _FIELDS.items():
        value = line[field]
        if kind is str and not _is_text(value):
            raise _damaged(name)
        if kind is int and (type(value) is not int or not 1 <= value <= 10**9):
            raise _damaged(name)
    identity = Identity(line["rule"], line["citation"], line["nth"])
    entry = BaselineEntry(line["file"], identity, line["places"])
    return Held(entry, line["number"], line["item"], line["message"])


def _is_text(value: object) -> bool:
    return isinstance(value, str) and len(value) <= LONGEST


def _damaged(name: str) -> SettingsError:
    return SettingsError(
        f"{name}：其中的校验记录已经损坏；用原来的文件，"
        "或者改用基线文件（citelaw baseline write）。",
        f"{name}: the record in it is damaged; use the original, or a baseline (citelaw baseline "
        "write).",
    )
