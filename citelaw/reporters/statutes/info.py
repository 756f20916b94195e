"""What the database files hold and how far they are known."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from citelaw.model import Tier
from citelaw.reporters.statutes import Object, View
from citelaw.reporters.statutes import _words as words
from citelaw.reporters.statutes._layout import table

_COLUMNS = {
    "statutes": "法规",
    "with_text": "有文本",
    "versions": "文本",
    "complete": "完整",
    "articles": "条文",
    "history_complete": "沿革全",
}
_TIERS = [tier.value for tier in Tier]


class File(NamedTuple):
    """A database file and what it holds, by tier."""

    path: str
    size: int
    data_date: str
    digest: str
    coverage: Mapping[str, Mapping[str, int]]


class Info(NamedTuple):
    """The files, how far each tier is known, and what is to be said of the age of the data."""

    data_date: str
    digest: str
    names: int
    known_to: Mapping[str, str]
    files: tuple[File, ...]
    notice: str | None


def lines(info: Info) -> Iterator[str]:
    """Yield what there is in lines."""
    yield f"数据截至 {info.data_date or '不明'}"
    yield f"数据摘要 {info.digest}"
    if info.notice is not None:
        yield info.notice
    for file in info.files:
        yield f"文件 {file.path}（{file.size / 1_000_000:.1f} MB）"
        if len(info.files) > 1:
            yield f"  数据截至 {file.data_date or '不明'}，摘要 {file.digest}"
        yield from table(("位阶", *_COLUMNS.values(), "更新至"), _rows(file, info.known_to))
    yield f"不加书名号也能识别的名称 {info.names} 个"


def _rows(file: File, known_to: Mapping[str, str]) -> Iterator[tuple[str, ...]]:
    for tier in sorted(file.coverage, key=_rank):
        counts = [str(file.coverage[tier].get(name, 0)) for name in _COLUMNS]
        yield (words.tier_name(tier), *counts, known_to.get(tier, "不明"))
    total = [str(sum(one.get(name, 0) for one in file.coverage.values())) for name in _COLUMNS]
    yield ("合计", *total, "")


def _rank(tier: str) -> int:
    return _TIERS.index(tier) if tier in _TIERS else len(_TIERS)


def fields(info: Info) -> Object:
    """Return what there is as an object."""
    return {
        "known_to": dict(info.known_to),
        "names": info.names,
        "stale": info.notice is not None,
        "files": [
            {
                "path": file.path,
                "size": file.size,
                "data_date": file.data_date,
                "digest": file.digest,
                "coverage": {
                    tier: {name: file.coverage[tier].get(name, 0) for name in _COLUMNS}
                    for tier in sorted(file.coverage, key=_rank)
                },
            }
            for file in info.files
        ],
    }


VIEW = View(name="info", lines=lines, fields=fields)
