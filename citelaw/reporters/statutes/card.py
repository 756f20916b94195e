"""The card of a statute: what it is called, whether it is in force, how it came to its words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from citelaw.model import InForce, NotYet, Statute, Version
from citelaw.reporters.statutes import Object, View
from citelaw.reporters.statutes import _words as words
from citelaw.reporters.statutes._history import (
    History,
    Step,
    articles,
    history_fields,
    statute_fields,
    steps,
    version_fields,
)
from citelaw.reporters.statutes._layout import WIDTH, labelled, wrapped


class Card(NamedTuple):
    """A statute with its history, and what of it is in force on ``day``."""

    history: History
    day: date
    at: InForce


def lines(card: Card) -> Iterator[str]:
    """Yield the card in lines."""
    statute = card.history.statute
    yield from wrapped(f"{words.marked(statute.title)}", WIDTH)
    for label, text in (
        ("简称", "、".join(statute.aliases)),
        ("位阶", words.tier(statute)),
        ("制定机关", statute.issuer),
        ("地区", statute.region),
        ("文号", statute.document_number),
    ):
        if text:
            yield from labelled(label, text)
    yield from _status(statute)
    yield from labelled("当日适用", f"{card.day}：{in_force_words(statute, card.day, card.at)}")
    yield from _history(card.history)


def _status(statute: Statute) -> Iterator[str]:
    status = statute.status
    as_of = status.as_of or statute.known_to
    known = [
        words.evidence(status),
        words.CERTAINTY.get(status.certainty, status.certainty),
        f"数据截至 {as_of}" if as_of else "",
    ]
    word = words.STATUS.get(status.word, status.word)
    if status.word == "superseded":
        word += "（未见明文废止）"
    yield from labelled("状态", word, "依据：" + "；".join(filter(None, known)))
    if statute.repealed_on or statute.repealed_by:
        day = f"{statute.repealed_on} 起" if statute.repealed_on else ""
        by = f"由{words.marked(statute.repealed_by)}" if statute.repealed_by else ""
        yield from labelled("废止", f"{day}{by}废止")
    if statute.successor and statute.successor != statute.repealed_by:
        yield from labelled("后继", f"{words.marked(statute.successor)}")


def in_force_words(statute: Statute, day: date, at: InForce) -> str:
    """Return which version is in force; what is not determined is never replaced."""
    if statute.repealed_on is not None and statute.repealed_on <= day.isoformat():
        last = f"，废止前是{words.version(at)}" if isinstance(at, Version) else ""
        return f"已于 {statute.repealed_on} 废止{last}"
    if isinstance(at, Version):
        return words.version(at)
    if isinstance(at, NotYet):
        begins = f"{at.begins} 起施行" if at.begins else "施行日期" + words.NOT_HELD
        return f"尚未施行，{begins}"
    if not at.candidates:
        return "不能确定，当日的文本未收录"
    return f"不能确定，可能是{'或'.join(words.version(one) for one in at.candidates)}"


def in_force_fields(at: InForce) -> Object:
    """Return which version is in force as an object."""
    if isinstance(at, Version):
        return {"word": "in-force", "version": version_fields(at), "candidates": []}
    if isinstance(at, NotYet):
        first = [version_fields(at.first)] if at.first is not None else []
        return {"word": "not-yet", "version": None, "candidates": first}
    candidates = [version_fields(one) for one in at.candidates]
    return {"word": "undetermined", "version": None, "candidates": candidates}


def _history(history: History) -> Iterator[str]:
    found = steps(history)
    missing = sum(step.held is None for step in found)
    if not found:
        yield from labelled("沿革", words.NOT_HELD)
        return
    if history.statute.history_complete:
        known = "完整，历次文本均已收录"
    elif missing:
        known = f"不完整，{missing} 次变动的文本未收录"
    else:
        known = "不完整，可能还有未收录的变动"
    yield from labelled("沿革", known)
    for step in found:
        yield from labelled("", *_step(step))


def _step(step: Step) -> tuple[str, ...]:
    if step.change is not None and step.change.events:
        opening = "，".join(words.event(one) for one in step.change.events)
    else:
        opening = "日期不明的文本"
    parts = [f"施行 {step.effective}", f"文本 {articles(step.held)}"]
    if step.held is not None and step.held.sources:
        parts.append("来源 " + "、".join(step.held.sources))
    return ("· " + opening, *(f"  {part}" for part in parts))


def fields(card: Card) -> Object:
    """Return the card as an object."""
    return {
        "statute": statute_fields(card.history.statute),
        "day": card.day.isoformat(),
        "at": in_force_fields(card.at),
        "changes": history_fields(card.history),
    }


VIEW = View(name="statute", lines=lines, fields=fields)
