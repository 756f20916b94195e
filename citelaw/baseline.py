"""The baseline (基线): findings that an earlier round wrote down, and how a later one compares.

A JSON file with one entry a line, sorted, so that its changes read well. An entry is known by file,
rule, normalised citation and how-manieth (``citelaw.identity``): edits elsewhere do not touch it.
What people wrote into it (``reason``) is kept; only ``pruned`` takes an entry away.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from citelaw.errors import ReportError, SettingsError, why
from citelaw.identity import file_from
from citelaw.model import (
    BaselineEntry,
    Compared,
    Diagnostic,
    FileReport,
    Identity,
    Rule,
    Suppressed,
    SuppressedBy,
)
from citelaw.reporters import is_unverified
from citelaw.toml import MEGABYTE
from citelaw.version import __version__
from citelaw.whole import write_whole
from citelaw.words import Words

LIMIT = 100 * MEGABYTE
"""Bytes of a baseline; one of 1,000 lists with 60,000 findings has some 12 MB."""

_SCHEMA = 1
_KEY = "citelaw_baseline"
_FIELDS: dict[str, type] = {"file": str, "rule": str, "citation": str, "nth": int}
_OPTIONAL: dict[str, type] = {"places": int, "reason": str}
_CRASHED = "rule-crashed"

Key = tuple[str, Identity]


class Baseline(NamedTuple):
    """The entries of the file ``path``; each key once."""

    path: Path
    entries: tuple[BaselineEntry, ...] = ()

    def file(self, path: str) -> str:
        """Return how the entries name the file ``path``."""
        return file_from(os.path.abspath(self.path.parent), os.path.abspath(path))


class Changed(NamedTuple):
    """A baseline after a change: how many entries were added, taken away, kept."""

    baseline: Baseline
    added: int
    dropped: int
    kept: int


# ---------------------------------------------------------------- the file


def read(path: Path) -> Baseline:
    """Return the baseline in ``path``.

    Raises:
        SettingsError: there is none, or it cannot be read, or another version wrote it.
    """
    try:
        with path.open("rb") as file:
            content = file.read(LIMIT + 1)
        if len(content) > LIMIT:
            raise SettingsError(
                f"{path}：大于 {LIMIT // MEGABYTE} MB，不像是基线；换一个路径。",
                f"{path}: larger than {LIMIT // MEGABYTE} MB, hardly a baseline; name another.",
            )
        data = json.loads(content.decode("utf-8-sig"))
    except FileNotFoundError:
        raise SettingsError(
            f"{path}：没有这个基线文件；先用 citelaw baseline write 生成。",
            f"{path}: there is no such baseline; make it with citelaw baseline write.",
        ) from None
    except OSError as error:
        reason = why(error)
        raise SettingsError(
            f"{path}：基线读不出来（{reason.chinese}）；检查路径和权限。",
            f"{path}: the baseline cannot be read ({reason.english}); check path and mode.",
        ) from None
    except json.JSONDecodeError as error:
        raise SettingsError(
            f"{path}：第 {error.lineno} 行不是正确的 JSON；改正，或者从版本库恢复。",
            f"{path}: line {error.lineno} is no JSON; mend it, or restore it from version control.",
        ) from None
    except (ValueError, RecursionError):  # no UTF-8, or nested without end
        raise SettingsError(
            f"{path}：不是 UTF-8 的 JSON 文件；从版本库恢复。",
            f"{path}: no JSON file in UTF-8; restore it from version control.",
        ) from None
    if not isinstance(data, dict) or _KEY not in data:
        raise SettingsError(
            f"{path}：不是 citelaw 的基线文件；换一个路径。",
            f"{path}: no baseline of citelaw; name another file.",
        )
    _check_version(path, data)
    entries = data.get("entries")
    if not isinstance(entries, list):
        raise SettingsError(
            f"{path}：基线缺少 entries；从版本库恢复。",
            f"{path}: the baseline has no entries; restore it from version control.",
        )
    return Baseline(path, _once(_entry(path, at, one) for at, one in enumerate(entries, 1)))


def _check_version(path: Path, data: dict[str, Any]) -> None:
    """Raise where another version wrote the file: its keys may mean something else."""
    schema, version = data[_KEY], data.get("citelaw")
    if schema != _SCHEMA:
        raise SettingsError(
            f"{path}：基线格式是第 {schema!r} 版，本程序只读第 {_SCHEMA} 版，文件未改动；"
            "用写它的 citelaw 版本，或者另写一个（-o）。",
            f"{path}: the baseline has format {schema!r}, this program reads {_SCHEMA} only, and "
            "it is as it was; use the citelaw that wrote it, or write another one (-o).",
        )
    if not isinstance(version, str) or _major(version) != _major(__version__):
        raise SettingsError(
            f"{path}：基线由 citelaw {version} 写成，与本程序（{__version__}）主版本不同，"
            "文件未改动；用原来的版本，或者另写一个（-o）。",
            f"{path}: citelaw {version} wrote the baseline, this is {__version__}, another major "
            "version, and it is as it was; use the former, or write another one (-o).",
        )


def _major(version: str) -> str:
    return version.partition(".")[0]


def _entry(path: Path, at: int, data: object) -> BaselineEntry:
    where, english = f"{path}：第 {at} 个条目", f"{path}: entry {at}"
    if not isinstance(data, dict):
        raise SettingsError(
            f"{where}不是对象；改正，或者从版本库恢复。",
            f"{english} is no object; mend it, or restore the file from version control.",
        )
    known = _FIELDS | _OPTIONAL
    for name, kind in known.items():
        value = data.get(name)
        if name in data and (not isinstance(value, kind) or isinstance(value, bool)):
            word = Words("文字", "text") if kind is str else Words("整数", "whole number")
            raise SettingsError(
                f"{where}的 {name} 不是{word.chinese}；改正后再用。",
                f"{english}: {name} is no {word.english}; mend it.",
            )
        if name in _FIELDS and name not in data:
            raise SettingsError(
                f"{where}缺少 {name}；改正后再用。", f"{english} has no {name}; mend it."
            )
    for name in data:
        if name not in known:
            raise SettingsError(
                f"{where}有不认识的 {name}，只能有 {'、'.join(known)}；改写到 reason 里。",
                f"{english}: {name} is not known, only {', '.join(known)} are; write it in reason.",
            )
    return BaselineEntry(
        file=data["file"],
        identity=Identity(data["rule"], data["citation"], data["nth"]),
        places=data.get("places", 1),
        reason=data.get("reason", ""),
    )


def _once(entries: Iterable[BaselineEntry]) -> tuple[BaselineEntry, ...]:
    """Return the entries in their order; of equal ones (a merge) the one with a reason."""
    held: dict[Key, BaselineEntry] = {}
    for one in entries:
        key = (one.file, one.identity)
        if key not in held or (one.reason and not held[key].reason):
            held[key] = one
    return tuple(held[key] for key in sorted(held))


def write(baseline: Baseline) -> None:
    """Write the baseline to its file, in whole or not at all.

    Raises:
        ReportError: the file cannot be written.
    """
    try:
        write_whole(baseline.path, [_rendered(baseline)])
    except OSError as error:
        reason = why(error)
        raise ReportError(
            f"{baseline.path}：基线写不进去（{reason.chinese}），原文件未改动；换一个位置。",
            f"{baseline.path}: the baseline cannot be written ({reason.english}) and is as it was; "
            "choose another place.",
        ) from error


def _rendered(baseline: Baseline) -> bytes:
    lines = [
        json.dumps(
            {
                "file": one.file,
                "rule": one.identity.rule,
                "citation": one.identity.words,
                "nth": one.identity.nth,
                "places": one.places,
                "reason": one.reason,
            },
            ensure_ascii=False,
        )
        for one in _once(baseline.entries)
    ]
    head = f'{{"{_KEY}": {_SCHEMA}, "citelaw": "{__version__}", "entries": ['
    return "\n".join([head, ",\n".join(lines), "]}", ""]).encode("utf-8", "backslashreplace")


# ---------------------------------------------------------------- a run against it


def _all(file: FileReport) -> Iterator[Diagnostic]:
    """Yield all findings in a file that a baseline may hold, the suppressed ones too."""
    for one in (*file.diagnostics, *(gone.diagnostic for gone in file.suppressed)):
        if not is_unverified(one):
            yield one


def _key(baseline: Baseline, file: FileReport, one: Diagnostic) -> Key:
    assert one.identity is not None, "the engine gives every finding its identity"
    return baseline.file(file.path), one.identity


def _places(one: Diagnostic) -> int:
    return len(one.parts) or 1


def compare(
    files: Sequence[FileReport], baseline: Baseline, rules: Sequence[Rule]
) -> tuple[tuple[FileReport, ...], Compared]:
    """Return the files of a run without what the baseline holds, and the numbers of the round.

    A finding that stands for more places than its entry did is new: one of them nobody has seen.
    """
    held = {(one.file, one.identity): one for one in baseline.entries}
    compared = tuple(_compared(file, baseline, held) for file in files)
    reported = [one for file in compared for one in file.diagnostics if not is_unverified(one)]
    known = [one for file in compared for one in file.suppressed if one.diagnostic.known]
    fixed = tuple(_gone(files, baseline, rules))
    return compared, Compared(str(baseline.path), len(reported), len(known), fixed)


def marked(
    files: Sequence[FileReport], baseline: Baseline, rules: Sequence[Rule]
) -> tuple[tuple[FileReport, ...], Compared]:
    """Return the files of a run with every finding marked, none left out, and the numbers.

    What ``compare`` leaves out stands among the others, as it did.
    """
    compared, numbers = compare(files, baseline, rules)
    return tuple(map(_restored, files, compared)), numbers


def _restored(before: FileReport, after: FileReport) -> FileReport:
    kept = len(before.suppressed)
    known = (one.diagnostic for one in after.suppressed[kept:])
    again = sorted((*after.diagnostics, *known), key=lambda one: (one.span, one.code, one.message))
    return after._replace(diagnostics=tuple(again), suppressed=after.suppressed[:kept])


def _compared(file: FileReport, baseline: Baseline, held: dict[Key, BaselineEntry]) -> FileReport:
    """Return a file with every finding marked, and those that the baseline holds suppressed."""

    def marked(one: Diagnostic) -> tuple[Diagnostic, BaselineEntry | None]:
        if is_unverified(one):  # neither new nor known: no round holds it
            return one, None
        entry = held.get(_key(baseline, file, one))
        entry = entry if entry is not None and _places(one) <= entry.places else None
        return one._replace(known=entry is not None), entry

    reported: list[Diagnostic] = []
    suppressed = [gone._replace(diagnostic=marked(gone.diagnostic)[0]) for gone in file.suppressed]
    for one, entry in map(marked, file.diagnostics):
        if entry is None:
            reported.append(one)
        else:
            suppressed.append(Suppressed(one, SuppressedBy.BASELINE, entry.reason))
    return file._replace(diagnostics=tuple(reported), suppressed=tuple(suppressed))


def _gone(
    files: Sequence[FileReport], baseline: Baseline, rules: Sequence[Rule]
) -> Iterator[BaselineEntry]:
    """Yield the entries whose finding is gone, of the files and rules that were really run."""
    run: dict[str, set[Identity]] = {}
    silent: dict[str, frozenset[str]] = {}
    for file in files:
        found = list(_all(file))
        if file.source is not None and not any(one.name == _CRASHED for one in found):
            identities = {one.identity for one in found if one.identity is not None}
            name = baseline.file(file.path)
            run.setdefault(name, set()).update(identities)
            silent[name] = file.silent
    names = {rule.name for rule in rules}
    for entry in baseline.entries:
        present, rule = run.get(entry.file), entry.identity.rule
        if present is None or rule not in names - silent[entry.file]:
            continue
        if entry.identity not in present:
            yield entry


# ---------------------------------------------------------------- changing it


def extended(files: Sequence[FileReport], baseline: Baseline, reason: str) -> Changed:
    """Return the baseline with what the run reports; entries that are there keep their reasons.

    Args:
        files: a run that was not compared with a baseline.
        baseline: the entries so far; none is taken away.
        reason: why the new findings stay, "" where nobody says so yet.
    """
    entries = {(one.file, one.identity): one for one in baseline.entries}
    before = len(entries)
    for file in files:
        for one in file.diagnostics:
            if is_unverified(one):
                continue
            key = _key(baseline, file, one)
            new = BaselineEntry(*key, places=_places(one), reason=reason)
            held = entries.get(key)
            entries[key] = new if held is None else held._replace(places=new.places)
    return Changed(
        baseline._replace(entries=_once(entries.values())), len(entries) - before, 0, before
    )


def pruned(files: Sequence[FileReport], baseline: Baseline, rules: Sequence[Rule]) -> Changed:
    """Return the baseline without the entries whose finding is gone; files not run keep theirs."""
    gone = {(one.file, one.identity) for one in _gone(files, baseline, rules)}
    kept = tuple(one for one in baseline.entries if (one.file, one.identity) not in gone)
    return Changed(baseline._replace(entries=kept), 0, len(gone), len(kept))
