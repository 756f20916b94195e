"""附表: every finding in its place, with room for the answer and for the second look."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from citelaw.identity import normalise
from citelaw.reporters._paper import Block, Grid, Look, Size, Text
from citelaw.reporters._said import without_markup
from citelaw.reporters.report import _words
from citelaw.reporters.report._given import Given
from citelaw.reporters.report._opinions import Gathered, Numbered, advice, grounds, part_of, time

HEAD = (
    "编号",
    "事项",
    "栏目/单元格",
    "原文",
    "问题",
    "修改意见",
    "依据",
    "确定程度",
    "制发时/现时",
    "编制单位答复",
    "复核",
)
WIDTHS = (12.0, 20.0, 19.0, 29.0, 31.0, 28.0, 29.0, 10.0, 18.0, 20.0, 9.0)
_ITEM, _RAW, _CITED, _TEXT = 60, 160, 60, 200
"""Characters: of an item, of the list's own words, of what is cited there, of a provision."""


def table(given: Given, found: Gathered) -> Iterator[Block]:
    """Yield the table of each list."""
    yield Text("附表", Look.ANNEX)
    yield Text(_words.TABLE, Look.TITLE)
    yield Text(_words.ON_NUMBERS, Look.NOTE) if found.spots else Text(_words.NOTHING)
    for number, (file, spots) in enumerate(groupby(found.spots, lambda one: one.file), 1):
        if given.several:
            path = given.report.files[file].path
            yield _words.subheading(number, f"{_words.list_name(file + 1)}：{path}")
        rows = tuple(_row(given, one) for one in spots)
        yield Grid(HEAD, WIDTHS, rows, Size.SMALL)


def _row(given: Given, one: Numbered) -> tuple[str, ...]:
    found = one.diagnostic
    news = f"\n{_words.KNOWN[found.known]}" if found.known is not None else ""
    part = part_of(found)
    sure = _words.VERIFY if part == _words.VERIFY else f"确定\n{part}"
    return (
        one.number + news,
        _words.cut(one.where.item, _ITEM) or "—",
        one.where.cell + (f"\n等 {len(one.others) + 1} 处" if one.others else ""),
        _printed(one),
        found.message,
        advice(found),
        _grounds(given, one),
        sure,
        time(found),
        "",
        "",
    )


def _printed(one: Numbered) -> str:
    """Return the list's own words, and the citation that they belong to where that says more."""
    found = one.diagnostic
    printed = _words.cut(without_markup(found.raw), _RAW)
    cited = _words.cut(" ".join(found.cited.split()), _CITED)
    if not cited or normalise(cited) in normalise(printed):
        return printed or "—"
    return f"{printed}\n（所引：{cited}）" if printed else cited


def _grounds(given: Given, one: Numbered) -> str:
    found = one.diagnostic
    proof = grounds(given.report.files[one.file], found) or _words.ON_ITSELF
    lines = given.texts.get(found.evidence, ())
    return f"{proof}\n条文：{_words.cut(''.join(lines), _TEXT)}" if lines else proof
