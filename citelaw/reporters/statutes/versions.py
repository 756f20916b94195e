"""The changes of a statute as a table: when, by which number, in force from when, which words."""

from __future__ import annotations

from collections.abc import Iterator

from citelaw.reporters.statutes import Object, View
from citelaw.reporters.statutes import _words as words
from citelaw.reporters.statutes._history import (
    History,
    Step,
    history_fields,
    statute_fields,
    steps,
)
from citelaw.reporters.statutes._layout import WIDTH, table, wrapped

_HEADING = ("日期", "种类", "文号", "条数", "文本", "施行")


def lines(history: History) -> Iterator[str]:
    """Yield the table, and where the words come from."""
    statute = history.statute
    yield from wrapped(f"{words.marked(statute.title)}", WIDTH)
    found = steps(history)
    if not found:
        yield "没有收录它的文本和沿革。"
        return
    yield from table(_HEADING, [_row(step) for step in found])
    known = "完整" if statute.history_complete else "不完整，可能还有未收录的变动或文本"
    yield f"沿革{known}。"
    for step in found:
        if step.held is not None and step.held.sources:
            sources = "、".join(step.held.sources)
            yield from wrapped(f"来源 {step.held.version.date or '无日期'}：{sources}", WIDTH)


def _row(step: Step) -> tuple[str, ...]:
    change, held = step.change, step.held
    events = change.events if change is not None else ()
    day = held.version.date if held is not None else ""
    number = next((one.number for one in events if one.number), None)
    if number is None and held is not None:
        number = held.version.decree_number
    return (
        day or (events[0].date if events else "无日期"),
        words.CHANGE[change.kind if change is not None else "undated"],
        number or "",
        f"{held.version.article_count} 条" if held is not None else "",
        ("完整" if held.complete else "不完整") if held is not None else words.NOT_HELD,
        step.effective,
    )


def fields(history: History) -> Object:
    """Return the changes as objects."""
    return {"statute": statute_fields(history.statute), "changes": history_fields(history)}


VIEW = View(name="versions", lines=lines, fields=fields)
