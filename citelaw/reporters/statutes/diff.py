"""What became of the articles from one version to another (条文对照)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from citelaw.model import Locator, MapKind, MappedArticle, Statute
from citelaw.reporters.statutes import Object, View
from citelaw.reporters.statutes import _words as words
from citelaw.reporters.statutes._history import Held, held_fields, statute_fields
from citelaw.reporters.statutes._layout import WIDTH, table, wrapped
from citelaw.reporters.statutes.article import row_fields


class Diff(NamedTuple):
    """The article map from ``old`` to ``new``, and the articles of which it says nothing.

    ``composed`` is true where versions lie between, over which the maps were followed. ``every``
    asks for the articles that are the same, too.
    """

    statute: Statute
    old: Held
    new: Held
    rows: tuple[MappedArticle, ...]
    open_old: tuple[Locator, ...]
    open_new: tuple[Locator, ...]
    composed: bool
    every: bool


_HEADING = ("旧条", "新条", "变化", "相似", "把握")


def lines(diff: Diff) -> Iterator[str]:
    """Yield the map as a table, what was left out, and what is not known."""
    yield from wrapped(f"{words.marked(diff.statute.title)}条文对照", WIDTH)
    for label, held in (("旧", diff.old), ("新", diff.new)):
        yield f"{label} {words.version(held.version)}，{held.version.article_count} 条"
    yield from _caveats(diff)
    shown = [row for row in diff.rows if diff.every or row.kind is not MapKind.SAME]
    if shown:
        yield from table(_HEADING, [_row(row) for row in _read(shown)])
    yield from wrapped(_summary(diff), WIDTH)
    for label, places in (("旧", diff.open_old), ("新", diff.open_new)):
        if places:
            listed = "、".join(place.chinese() for place in places)
            text = f"未能对应（{label}文本 {len(places)} 条，不作判断）：{listed}"
            yield from wrapped(text, WIDTH)
    same = len(diff.rows) - len(shown)
    if same:
        yield f"未变的 {same} 条没有列出，--all 列出。"


def _read(rows: Sequence[MappedArticle]) -> list[MappedArticle]:
    """Return the rows in the order of reading: a new article after the one that it follows."""
    ordered = [row for row in rows if row.old is not None]
    for row in rows:
        if row.old is None:
            before = [
                (_number(one.new), at)
                for at, one in enumerate(ordered)
                if one.new is not None and _number(one.new) < _number(row.new)
            ]
            ordered.insert(max(before)[1] + 1 if before else 0, row)
    return ordered


def _number(place: Locator | None) -> tuple[int, int]:
    return (place.article or 0, place.inserted or 0) if place is not None else (0, 0)


def _caveats(diff: Diff) -> Iterator[str]:
    if not diff.old.complete:
        yield from wrapped("注意：旧文本不完整，“新增”可能只是旧文本缺了这一条。", WIDTH)
    if not diff.new.complete:
        yield from wrapped("注意：新文本不完整，“删去”可能只是新文本缺了这一条。", WIDTH)
    if diff.composed:
        yield from wrapped("两个文本不相邻：逐个文本对照后合成，相似度取各步最低。", WIDTH)


def _row(row: MappedArticle) -> tuple[str, ...]:
    placed = row.old is not None and row.new is not None
    return (
        row.old.chinese() if row.old is not None else "—",
        row.new.chinese() if row.new is not None else "—",
        words.MAPPED[row.kind],
        words.percent(row.similarity) if placed else "",
        words.certainty(row.similarity) if placed else "",
    )


def _summary(diff: Diff) -> str:
    counts = Counter(row.kind for row in diff.rows)
    said = [f"{words.MAPPED[kind]} {counts[kind]}" for kind in MapKind if counts[kind]]
    silent = len(diff.open_old) + len(diff.open_new)
    said += [f"未能对应 {silent}"] if silent else []
    return "合计：" + "，".join(said)


def fields(diff: Diff) -> Object:
    """Return the map as an object; every row stands in it."""
    return {
        "statute": statute_fields(diff.statute),
        "old": held_fields(diff.old),
        "new": held_fields(diff.new),
        "composed": diff.composed,
        "rows": [row_fields(row) for row in diff.rows],
        "open": {
            "old": [place.key for place in diff.open_old],
            "new": [place.key for place in diff.open_new],
        },
    }


VIEW = View(name="diff", lines=lines, fields=fields)
