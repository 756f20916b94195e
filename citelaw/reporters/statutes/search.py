"""What was found for a text: statutes by title and number, articles by their words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from citelaw.model import Comparison, Difference, DifferenceKind, Found, Statute
from citelaw.reporters.statutes import Object, View
from citelaw.reporters.statutes import _words as words
from citelaw.reporters.statutes._history import statute_fields, version_fields
from citelaw.reporters.statutes._layout import WIDTH, labelled, wrapped

_OPEN, _CLOSE = "【】"
_PLACE = re.compile(r"第.{1,9}条")


class Named(NamedTuple):
    """A statute that was found by its title or its number; ``name`` is what matched."""

    statute: Statute
    by: str
    name: str


class Hits(NamedTuple):
    """What was found for ``text``; ``more`` statutes are left out.

    ``quoted`` is true where the words were looked for, ``full`` where there may be more articles
    than are given.
    """

    text: str
    named: tuple[Named, ...]
    more: int
    quoted: bool
    found: tuple[Found, ...]
    full: bool


_BY = {"title": "标题", "alias": "简称", "number": "文号"}


def lines(hits: Hits) -> Iterator[str]:
    """Yield what was found in lines."""
    for one in hits.named:
        tier = words.tier(one.statute)
        status = words.STATUS.get(one.statute.status.word, one.statute.status.word)
        matched = f"{_BY[one.by]}相符" + ("" if one.by == "title" else f"：{one.name}")
        yield from wrapped(f"{words.marked(one.statute.title)}", WIDTH)
        yield f"  {tier}，{status}；{matched}"
    if hits.more:
        yield f"还有 {hits.more} 部没有列出，--limit 放宽。"
    for same in _alike(hits.found):
        yield from _article(same, hits.text)
    if hits.full:
        yield f"只列出最相符的 {len(hits.found)} 处，--limit 放宽。"
    if not hits.named and not hits.found:
        yield from wrapped(_nothing(hits), WIDTH)


def _nothing(hits: Hits) -> str:
    if _PLACE.search(hits.text):
        return "没有找到；看一部法规的某一条用 citelaw statutes show 标题 条号。"
    if hits.quoted:
        return "没有标题、文号相符的法规，也没有一条含有这段文字的一半以上。"
    return "没有标题、文号相符的法规；按引文查找至少要八个汉字。"


def _alike(found: Iterable[Found]) -> Iterator[list[Found]]:
    """Yield what was found by place: versions in which nothing differs are shown as one."""
    groups: dict[tuple[object, ...], list[Found]] = {}
    for one in found:
        groups.setdefault((one.statute.id, *one.comparison[1:]), []).append(one)
    yield from groups.values()


def _article(same: list[Found], text: str) -> Iterator[str]:
    one = same[0].comparison
    place = (one.unit or one.locator).chinese()
    yield from wrapped(f"{words.marked(same[0].statute.title)}{place}", WIDTH)
    yield from labelled("文本", *(_version(found.comparison) for found in same))
    yield from labelled("相符", _agreement(one))
    if one.differences:
        yield from labelled("不符之处", _marked(text, one.differences))
        for difference in one.differences:
            if difference.expected is not None:
                yield from labelled("", _expected(text, difference))
    if one.stop is not None and one.left is not None:
        yield from labelled("止于", _stop(one))


def _version(one: Comparison) -> str:
    version = one.version
    begins = f"，{version.effective_from} 起施行" if version.effective_from else ""
    ends = f"，{version.effective_to} 起不再适用" if version.effective_to else ""
    return words.version(version) + begins + ends


def _agreement(one: Comparison) -> str:
    if not one.differences and one.coverage >= 1:
        return "逐字相符"
    return f"{words.percent(one.coverage)}，{len(one.differences)} 处不符"


def _stop(one: Comparison) -> str:
    assert one.stop is not None
    where = one.stop.chinese()
    return f"{where}末" if not one.left else f"{where}，其后还有 {one.left} 字（不计标点）"


def _marked(text: str, differences: tuple[Difference, ...]) -> str:
    """Return the text with the places that differ in 【】."""
    parts = []
    at = 0
    for one in sorted(differences, key=lambda one: one.span):
        start = max(one.span.start, at)
        parts += [text[at:start], _OPEN, text[start : one.span.end], _CLOSE]
        if one.kind is DifferenceKind.DROPPED:
            parts.append("（此处缺一段）" if one.passage else "（此处缺字）")
        at = max(one.span.end, at)
    return "".join([*parts, text[at:]])


def _expected(text: str, one: Difference) -> str:
    printed = text[one.span.start : one.span.end]
    return f"“{printed}”应为“{one.expected}”"


def fields(hits: Hits) -> Object:
    """Return what was found as an object; spans index ``text``."""
    return {
        "text": hits.text,
        "titles": [
            {"by": one.by, "name": one.name, "statute": statute_fields(one.statute)}
            for one in hits.named
        ],
        "more_titles": hits.more,
        "quoted": hits.quoted,
        "articles": [_article_fields(one) for one in hits.found],
        "more_articles": hits.full,
    }


def _article_fields(found: Found) -> Object:
    one = found.comparison
    return {
        "statute": statute_fields(found.statute),
        "version": version_fields(one.version),
        "pinpoint": one.locator.key,
        "unit": one.unit.key if one.unit is not None else None,
        "coverage": round(one.coverage, 4),
        "differences": [
            {
                "kind": difference.kind.value,
                "start": difference.span.start,
                "end": difference.span.end,
                "expected": difference.expected,
                "passage": difference.passage,
            }
            for difference in one.differences
        ],
        "stop": one.stop.key if one.stop is not None else None,
        "left": one.left,
    }


VIEW = View(name="search", lines=lines, fields=fields)
