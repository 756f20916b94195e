"""A former round (上一轮): its paper or a baseline, and how this one compares with it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from citelaw.errors import ReadError, SettingsError, why

if TYPE_CHECKING:
    from pathlib import Path

    from citelaw.model import Report
    from citelaw.reporters.report import Before, Held

LARGEST = 256 << 20
"""Bytes of a former paper."""
_ZIP = b"PK"


class Former(NamedTuple):
    """The findings of a former round; ``files`` are its lists, None where not all are known."""

    path: Path
    findings: tuple[Held, ...]
    files: tuple[str, ...] | None = None


def read(path: Path) -> Former:
    """Return the round that a paper carries, or that a baseline holds.

    Raises:
        ReadError: the file is missing, damaged, or too large.
        SettingsError: it is no former round, or another version wrote it.
    """
    content = _content(path)
    if not content.startswith(_ZIP):
        from citelaw import baseline
        from citelaw.reporters.report import Held

        return Former(path, tuple(map(Held, baseline.read(path).entries)))
    from citelaw.reporters.report import carried

    found = carried(content, str(path))
    if found is None:
        raise SettingsError(
            f"{path}：其中没有校验记录，可能不是 citelaw report 写的，或者另存时丢掉了；"
            "用原来的文件，或者改用基线文件（citelaw baseline write）。",
            f"{path}: it carries no record of a round: citelaw report did not write it, or it was "
            "lost when it was saved; use the original, or a baseline (citelaw baseline write).",
        )
    return Former(path, found.findings, found.files)


def _content(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except OSError as error:
        reason = why(error)
        raise ReadError(
            f"{path}：读不出来（{reason.chinese}）；检查 --previous 的路径。",
            f"{path}: cannot be read ({reason.english}); look at the path of --previous.",
        ) from error
    if len(content) > LARGEST:
        raise ReadError(
            f"{path}：大于 {LARGEST >> 20} MB，不像是校验意见书或者基线；换一个文件。",
            f"{path}: larger than {LARGEST >> 20} MB, hardly a report or a baseline; name another.",
        )
    return content


def compared(report: Report, former: Former) -> tuple[Report, Before]:
    """Return the report with every finding marked as new or not, and what became of the others.

    Lists are known by their paths from the folder of the former round. Where they are not (the
    file was renamed, or stands elsewhere) a list of a paper is that of the same name, or the only
    one that is left on both sides.
    """
    from citelaw import baseline
    from citelaw.baseline import Baseline
    from citelaw.reporters.report import Before
    from citelaw.rules import all_rules

    held = Baseline(former.path)
    names = [held.file(file.path) for file in report.files if file.source is not None]
    other = _matched(former.files, names) if former.files is not None else {}
    findings = {_moved(one, other).entry: one for one in former.findings}
    files, numbers = baseline.marked(
        report.files, held._replace(entries=tuple(findings)), all_rules()
    )
    lists = former.files or dict.fromkeys(one.entry.file for one in former.findings)
    before = Before(
        name=former.path.name,
        gone=tuple(findings[entry] for entry in numbers.fixed),
        matched=tuple(sorted(other.items())),
        unseen=tuple(sorted({one for one in lists if other.get(one, one) not in names})),
    )
    return report._replace(files=files), before


def _moved(one: Held, other: Mapping[str, str]) -> Held:
    file = other.get(one.entry.file, one.entry.file)
    return one._replace(entry=one.entry._replace(file=file))


def _matched(before: Iterable[str], now: Sequence[str]) -> dict[str, str]:
    """Return which lists of this round those of a former one are that have no list of their path.

    Names decide where each is borne by one list of either round; then what is left, if it is one.
    """
    old = [one for one in before if one not in now]
    known = frozenset(before)
    new = [one for one in now if one not in known]
    found = {}
    for one in old:
        same = [other for other in new if _name(other) == _name(one)]
        alike = [other for other in old if _name(other) == _name(one)]
        if len(same) == len(alike) == 1:
            found[one] = same[0]
    old = [one for one in old if one not in found]
    new = [one for one in new if one not in found.values()]
    if len(old) == len(new) == 1:
        found[old[0]] = new[0]
    return found


def _name(path: str) -> str:
    return path.replace(os.sep, "/").rstrip("/").rpartition("/")[2]
