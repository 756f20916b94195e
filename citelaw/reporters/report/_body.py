"""二、应改, 三、宜改, 四、待核: the opinions by statute; 五: what became of those before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import groupby

from citelaw.model import Diagnostic, Unchecked
from citelaw.reporters._paper import Block, Grid, Text
from citelaw.reporters._said import findings, inside, unverified_titles
from citelaw.reporters.report import _words
from citelaw.reporters.report._given import Before, Given, Spot
from citelaw.reporters.report._opinions import Gathered, Numbered, Opinion, grounds, said

_ITEM = 24
"""Characters of an item at a place; the table has all of them."""
_PARTS = (_words.MUST, _words.SHOULD, _words.VERIFY)


def body(given: Given, found: Gathered) -> Iterator[Block]:
    """Yield the three sections."""
    for number, part in enumerate(_PARTS, 2):
        opinions = found.part(part)
        yield _words.heading(number, part)
        last = tuple(_not_checked(given)) if part == _words.VERIFY else ()
        if opinions:
            yield Text(_words.EXPLAINED[part])
        elif not last:
            yield Text(_words.NOTHING)
        groups = [(key, list(own)) for key, own in groupby(opinions, lambda one: one.statute)]
        for at, (statute, own) in enumerate(groups, 1):
            named = f"《{inside(_line(statute))}》" if statute else _words.NO_STATUTE
            yield _words.subheading(at, named)
            for one in own:
                yield from _opinion(given, one)
        if last:
            yield _words.subheading(len(groups) + 1, "未能核验的引用")
            yield from last


def _opinion(given: Given, one: Opinion) -> Iterator[Text]:
    """Yield what is said of the places of an opinion, then the places."""
    first = one.first
    rule = _rule(first.name)
    since = _words.SINCE[first.wrong_since]
    news = _news(one.spots)
    yield Text(f"{one.number}. {rule}{news}：{said(first)}（{since}）")
    proof = grounds(given.report.files[one.spots[0].file], first)
    if proof:
        yield Text(f"依据：{proof}。")
    places = [(spot.file, place) for spot in one.spots for place in (spot.where, *spot.others)]
    see = [(spot.file, place) for spot in one.spots for place in spot.see]
    also = f"另见：{'；'.join(_places(given, see))}。" if see else ""
    yield Text(f"位置：{'；'.join(_places(given, places))}。{_sum(one, len(places))}{also}")


def _news(spots: tuple[Numbered, ...]) -> str:
    """Return how an opinion compares with the former round, "" where there was none."""
    numbers = Counter(spot.diagnostic.known for spot in spots)
    news = [
        _words.KNOWN[known] + (f" {numbers[known]} 处" if len(numbers) > 1 else "")
        for known in (False, True)
        if numbers[known]
    ]
    return f"【{'、'.join(news)}】" if news else ""


def _sum(one: Opinion, places: int) -> str:
    if places == 1:
        return ""
    first, last = one.spots[0].number, one.spots[-1].number
    numbers = f"（附表编号 {first} 至 {last}）" if first != last else ""
    return f"共 {places} 处{numbers}。"


def _places(given: Given, places: list[tuple[int, Spot]]) -> Iterator[str]:
    """Yield the places, those of one item together."""
    last = -1
    for (file, item), own in groupby(places, lambda one: (one[0], one[1].item)):
        cells = Counter(" ".join((spot.column, spot.address)).strip() for _, spot in own)
        where = "、".join(
            cell + (f"（{number} 处）" if number > 1 else "") for cell, number in cells.items()
        )
        named = f"{_words.list_name(file + 1)} " if given.several and file != last else ""
        last = file
        short = item if len(item) <= _ITEM else f"{item[: _ITEM - 1]}…"
        yield named + (f"{short}，{where}" if item else where)


def _not_checked(given: Given) -> Iterator[Text]:
    """Yield what could not be checked, with the reasons; nothing where all was."""
    numbers: Counter[str] = Counter()
    for file in given.report.files:
        if file.counts is not None:
            numbers.update(dict(file.counts.uncheckable))
    if not numbers:
        return
    why = "、".join(
        f"{_words.COMMON.unchecked[Unchecked(name)]} {number} 处"
        for name, number in sorted(numbers.items(), key=lambda item: (-item[1], item[0]))
    )
    yield Text(
        f"另有 {numbers.total()} 处引用未能核验（{why}），逐处列在附件1，不表示有误，由人工核对。"
    )
    titles = unverified_titles(given.report.files)
    if titles:
        named = "、".join(f"《{inside(_line(title))}》{number} 处" for title, number in titles)
        yield Text(f"其中数据库未收录的文件 {len(titles)} 种：{named}。")


# ---------------------------------------------------------------- the former round


def mended(given: Given, before: Before) -> Iterator[Block]:
    """Yield what became of the findings of the former round, and the table of those gone."""
    found = [one for file in given.report.files for one in findings(file)]
    yield _words.heading(5, "上一轮意见的办理情况")
    yield Text(_summary(before, found))
    for old, new in before.matched:
        yield Text(f"上一轮的“{old}”按本轮的“{new}”比较。")
    if before.unseen:
        yield Text(f"上一轮的下列清单本轮没有校验，不作结论：{'、'.join(before.unseen)}。")
    if before.gone:
        yield Text("已改的意见：")
        yield Grid(
            ("原编号", "清单", "事项", "所引", "原意见"),
            (16, 28, 32, 36, 44),
            tuple(
                (
                    one.number,
                    _words.cut(one.entry.file, 60),
                    _words.cut(one.item, 60),
                    _words.cut(one.entry.identity.words, 80),
                    one.message or _rule(one.entry.identity.rule),
                )
                for one in before.gone
            ),
        )


def _rule(name: str) -> str:
    return _words.PAGE.rules.get(name, name)


def _summary(before: Before, found: list[Diagnostic]) -> str:
    numbers = Counter(one.known for one in found)
    return (
        f"与上一轮（{before.name}）相比：已改 {len(before.gone)} 处，"
        f"未改 {numbers[True]} 处，新增 {numbers[False]} 处。"
    )


def _line(text: str) -> str:
    return " ".join(text.split())
