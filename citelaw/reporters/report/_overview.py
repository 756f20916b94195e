"""一、概况: what was checked of which bytes, by which data, and what was not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from citelaw.model import FileReport, Tier
from citelaw.reporters import Language
from citelaw.reporters._html.summary import list_date
from citelaw.reporters._paper import Block, Grid
from citelaw.reporters._said import checked, findings, inside, left_out, reasons, stale
from citelaw.reporters.report import _words
from citelaw.reporters.report._given import Given
from citelaw.reporters.report._opinions import Gathered

_WIDTHS = (30.0, 126.0)
_DIGEST = 16
"""Characters of the digest of the data."""


def overview(given: Given, found: Gathered) -> Iterator[Block]:
    """Yield the section."""
    yield _words.heading(1, "概况")
    yield _words.subheading(1, "本次校验")
    yield _grid(_run(given, found))
    for number, file in enumerate(given.report.files, 1):
        named = f"：{_words.list_name(number)}" if given.several else ""
        yield _words.subheading(number + 1, f"所校清单{named}")
        yield _grid(_facts(given, file))


def _grid(rows: Iterable[tuple[str, str]]) -> Grid:
    return Grid((), _WIDTHS, tuple(row for row in rows if row[1]), labels=True)


def _run(given: Given, found: Gathered) -> Iterator[tuple[str, str]]:
    """Yield what is known of the run as a whole."""
    report = given.report
    counts = [file.counts for file in report.files if file.counts is not None]
    cited = sum(one.citations for one in counts)
    sure = sum(one.checked for one in counts)
    yield "核对日", report.as_of.isoformat()
    yield "法规数据", "\n".join(_data(given))
    yield (
        "引用",
        _words.COMMON.checked.format(cited=cited, checked=sure, unchecked=cited - sure)
        + reasons(counts, _words.COMMON),
    )
    parts = (_words.MUST, _words.SHOULD, _words.VERIFY)
    yield (
        "意见",
        "；".join(f"{one} {len(found.part(one))} 条（{found.places(one)} 处）" for one in parts),
    )
    yield "另行说明", "\n".join(one.chinese for one in given.failures)


def _data(given: Given) -> Iterator[str]:
    report = given.report
    yield f"截至 {report.data_date}，数据摘要 {report.digest[:_DIGEST]}"
    days: dict[str, list[str]] = {}
    for tier, day in report.known_to:
        if day:
            days.setdefault(day, []).append(Tier(tier).chinese)
    yield from (f"{'、'.join(tiers)}：至 {day}" for day, tiers in sorted(days.items()))
    old = stale(report, _words.COMMON)
    if old:
        yield f"{old}。"
    yield from (_words.COMMON.overlay.format(path) for path in report.overlays)


def _facts(given: Given, file: FileReport) -> Iterator[tuple[str, str]]:
    """Yield what is known of a list as a whole."""
    yield "文件", file.path
    yield "文件摘要", f"SHA-256：{given.digests[file.path]}" if file.path in given.digests else ""
    if file.failure is not None:
        yield "未能读取", file.failure.chinese
        return
    if file.facts is not None:
        facts = file.facts
        shape, profile = _words.PAGE.shape[facts.shape], _words.PAGE.profile[facts.profile]
        yield "文本形式", f"{profile}，{shape}"
        yield "清单日期", list_date(facts.list_date, _words.PAGE)
        yield "核对日", facts.as_of.isoformat() if facts.as_of != given.report.as_of else ""
        yield "读取说明", "\n".join(one.chinese for one in facts.notes)
    if file.counts is not None:
        yield "引用", checked(file.counts, Language.CHINESE)
    yield "适用版本未能确定", "\n".join(_undetermined(file))
    yield "问题", f"{len(findings(file))} 处"
    yield "未列出", "\n".join(_suppressed(file))


def _undetermined(file: FileReport) -> Iterator[str]:
    for one in file.facts.undetermined if file.facts is not None else ():
        why = _words.COMMON.why_undetermined[one.why].format(one.changed)
        yield _words.COMMON.why.format(title=inside(one.title), number=one.places, why=why)


def _suppressed(file: FileReport) -> Iterator[str]:
    """Yield by whose word how many findings are left out, and why."""
    numbers = Counter(left_out(one, Language.CHINESE) for one in file.suppressed)
    yield from (f"{why}（{number} 处）" for why, number in sorted(numbers.items()))
