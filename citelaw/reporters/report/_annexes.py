"""附件1, what was not checked and why; 附件2, every statute cited."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from citelaw.identity import normalise
from citelaw.model import FileReport, Unchecked, View, ViewCitation, ViewStatute
from citelaw.reporters._html.timeline import tier, version_in_full
from citelaw.reporters._paper import Block, Grid, Look, Text
from citelaw.reporters._said import inside, without_markup
from citelaw.reporters.report import _words
from citelaw.reporters.report._given import Given, Where

CHECKED = "checked"
_CITED, _ITEM = 120, 80


def unchecked(given: Given) -> Iterator[Block]:
    """Yield the annex of the citations that were not checked, each with its reason and place."""
    yield Text("附件1", Look.ANNEX)
    yield Text(_words.ANNEX_1, Look.TITLE)
    rows = list(_unchecked(given))
    if not rows:
        yield Text(_words.NOTHING)
        return
    yield Text("下列引用没有核对到底，不表示有误，由人工核对。未核的原因：", Look.NOTE)
    met = {why for _, why, _, _ in rows}
    for reason, said in _words.ON_UNCHECKED.items():
        if _words.COMMON.unchecked[reason] in met:
            yield Text(f"{_words.COMMON.unchecked[reason]}：{said}。", Look.NOTE)
    yield Grid(
        ("序号", "引用", "未核原因", "事项", "栏目/单元格"),
        (11, 53, 26, 36, 30),
        tuple((str(number), *row) for number, row in enumerate(rows, 1)),
    )


def _unchecked(given: Given) -> Iterator[tuple[str, str, str, str]]:
    for number, file in enumerate(given.report.files, 1):
        if file.view is None:
            continue
        where, printed = Where(file), _printed(file)
        for one in file.view.citations:
            if one.counted and one.verdict != CHECKED:
                spot = where.at(one.start)
                named = f"{_words.list_name(number)} " if given.several else ""
                yield (
                    _words.cut(_named(file, one, printed), _CITED),
                    _words.COMMON.unchecked[Unchecked(one.verdict)],
                    _words.cut(named + (spot.item or ("" if named else "—")), _ITEM),
                    spot.cell,
                )


def _printed(file: FileReport) -> dict[str, str]:
    """Return the titles as they are printed, by the ids of their mentions."""
    assert file.view is not None
    source = file.source or ""
    return {
        one.mention: without_markup(source[one.start : one.end])
        for one in file.view.citations
        if not one.place and one.mention
    }


def _named(file: FileReport, one: ViewCitation, printed: dict[str, str]) -> str:
    """Return a citation as a person would print it: its title, then the place."""
    assert file.view is not None
    if one.statute >= 0:
        title = f"《{inside(file.view.statutes[one.statute].title)}》"
    else:
        title = printed.get(one.mention, "")
    return title + (one.place or ("" if title else _raw(file, one)))


def _raw(file: FileReport, one: ViewCitation) -> str:
    return without_markup((file.source or "")[one.start : one.end])


# ---------------------------------------------------------------- what is cited


class _Key(NamedTuple):
    """A statute in the annex: of unknown ones the printed title."""

    title: str
    number: str


def cited(given: Given) -> Iterator[Block]:
    """Yield the annex of the statutes that are cited, the most cited first."""
    yield Text("附件2", Look.ANNEX)
    yield Text(_words.ANNEX_2, Look.TITLE)
    rows = list(_cited(given))
    if not rows:
        yield Text(_words.NOTHING)
        return
    yield Text("引用次数与概况中的引用一致；所属法规不明的条款不在其中。", Look.NOTE)
    yield Grid(
        ("序号", "名称", "位阶", "文号", "适用的版本（施行日期）", "引用次数"),
        (11, 47, 24, 32, 30, 12),
        tuple((str(number), *row) for number, row in enumerate(rows, 1)),
    )


def _cited(given: Given) -> Iterator[tuple[str, ...]]:
    times: Counter[_Key] = Counter()
    known: dict[_Key, ViewStatute] = {}
    versions: dict[_Key, dict[int, None]] = {}
    for file in given.report.files:
        if file.view is None:
            continue
        printed = _printed(file)
        for one in file.view.citations:
            key = _key(file.view, one, printed) if one.counted else None
            if key is None:
                continue
            times[key] += 1
            used = versions.setdefault(key, {})
            if one.statute >= 0:
                known.setdefault(key, file.view.statutes[one.statute])
                if one.version >= 0:
                    used[one.version] = None
    for key, number in sorted(times.items(), key=lambda item: (-item[1], item[0])):
        statute = known.get(key)
        if statute is None:
            yield key.title, "—", "—", "未收录", str(number)
        else:
            yield _statute(given, statute, sorted(versions[key]), number)


def _key(view: View, one: ViewCitation, printed: dict[str, str]) -> _Key | None:
    """Return the statute of a citation, None where it is not known whose place it is."""
    if one.statute >= 0:
        statute = view.statutes[one.statute]
        return _Key(f"《{inside(statute.title)}》", statute.number)
    title = normalise(printed.get(one.mention, ""))
    return _Key(title, "") if title else None


def _statute(
    given: Given, statute: ViewStatute, versions: list[int], number: int
) -> tuple[str, ...]:
    at = [statute.versions[one] for one in versions]
    said = [version_in_full(one, _words.PAGE) for one in at] or [_today(statute, given)]
    issued = statute.number or _decree(statute, versions)
    state = {"repealed": "已废止", "superseded": "已被替代"}.get(statute.status, "")
    name = f"《{inside(statute.title)}》" + (f"（{state}）" if state else "")
    return name, tier(statute, _words.PAGE), issued or "—", "\n".join(said), str(number)


def _today(statute: ViewStatute, given: Given) -> str:
    """Return the version in force on the day of the check, for a statute cited as a whole."""
    day: date = given.report.as_of
    begun = [one for one in statute.versions if (one.high or one.low or "9") <= day.isoformat()]
    if not begun:
        return "不明"
    return version_in_full(begun[-1], _words.PAGE)


def _decree(statute: ViewStatute, versions: list[int]) -> str:
    """Return the number by which the newest of the versions was issued."""
    for one in reversed(versions):
        for _, _, number in reversed(statute.versions[one].events):
            if number:
                return number
    return ""
