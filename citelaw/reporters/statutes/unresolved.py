"""What is said where a title names no statute, or several."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from citelaw.model import NearTitle, Statute
from citelaw.reporters.statutes import Object, View
from citelaw.reporters.statutes import _words as words
from citelaw.reporters.statutes._history import statute_fields
from citelaw.reporters.statutes._layout import WIDTH, wrapped


class Unresolved(NamedTuple):
    """A title, the statutes that bear it, and where there are none the known titles near it."""

    title: str
    candidates: tuple[Statute, ...]
    near: tuple[NearTitle, ...]
    data_date: str


def lines(it: Unresolved) -> Iterator[str]:
    """Yield what may have been meant, in lines."""
    title = it.title.strip("《》")
    if it.candidates:
        count = len(it.candidates)
        yield from wrapped(f"称作{words.marked(title)}的法规有 {count} 部，写出全称再查：", WIDTH)
        for one in it.candidates:
            about = "，".join(part for part in (words.tier(one), one.issuer) if part)
            yield f"  {words.marked(one.title)} {about}"
        return
    yield from wrapped(
        f"{words.marked(title)}不在数据库（数据截至 {it.data_date}），不表示没有这部法规。", WIDTH
    )
    if it.near:
        yield "标题相近的有："
        for near in it.near:
            other = near.title != near.statute.title
            also = f"，即{words.marked(near.statute.title)}" if other else ""
            yield f"  {words.marked(near.title)}{also}"
    yield "按标题的一部分查找用 citelaw statutes search。"


def fields(it: Unresolved) -> Object:
    """Return what may have been meant as an object."""
    return {
        "title": it.title,
        "candidates": [statute_fields(one) for one in it.candidates],
        "near": [
            {"title": one.title, "distance": one.distance, "statute": statute_fields(one.statute)}
            for one in it.near
        ],
    }


VIEW = View(name="unresolved", lines=lines, fields=fields)
