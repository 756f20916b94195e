"""Which statute a mention names and by what that is known, its status and its versions."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from citelaw.model import (
    Change,
    Identified,
    InForce,
    MentionResolution,
    NotYet,
    ResolvedDocument,
    Statute,
    Version,
)
from citelaw.reporters.explain import Subject
from citelaw.reporters.explain import _words as words
from citelaw.reporters.explain._voice import Voice
from citelaw.reporters.statutes import _words as known
from citelaw.reporters.statutes._words import marked

_MOST_CANDIDATES = 6
_STATUS_EN = {
    "in-force": "in force",
    "not-yet-in-force": "not yet in force",
    "repealed": "repealed",
    "superseded": "superseded",
    "unknown": "unknown",
}


# ---------------------------------------------------------------- which statute


def statute_lines(one: MentionResolution, voice: Voice) -> Iterator[str]:
    """Yield which statute is meant and why, or what may be meant."""
    label = ("法规", "statute")
    if one.statute is not None:
        yield from voice.lines(label, marked(one.statute.title), _identified(one, voice))
    elif one.candidates:
        titles = voice.comma.join(_described(each, voice) for each in _some(one.candidates))
        text = voice(
            f"同名法规 {len(one.candidates)} 部，不能认定是哪一部：{titles}",
            f"{len(one.candidates)} statutes have that title: {titles}",
        )
        yield from voice.lines(label, text)
    else:
        text = voice(
            "数据库未收录，没有核对，不表示有误",
            "not in the database and not checked, which does not mean that it is wrong",
        )
        yield from voice.lines(label, text, *_near(one, voice))
    strangers = [each for each in one.by_number if each not in one.candidates]
    if strangers:
        titles = voice.comma.join(marked(each.title) for each in _some(tuple(strangers)))
        text = voice(f"数据库中用这一文号的是{titles}", f"the number is that of {titles}")
        yield from voice.lines(("", ""), text)


def _some(statutes: tuple[Statute, ...]) -> tuple[Statute, ...]:
    return statutes[:_MOST_CANDIDATES]


def _described(statute: Statute, voice: Voice) -> str:
    return marked(statute.title) + voice.in_brackets(statute.document_number or "")


def _identified(one: MentionResolution, voice: Voice) -> str:
    """Return by what it is known which statute is meant."""
    assert one.statute is not None
    said = voice.pair(words.IDENTIFIED[one.identified]) if one.identified is not None else ""
    if one.identified is Identified.TITLE:
        title = one.mention.title
        if title == one.statute.title:
            said = voice("与收录的名称相同", "the very title")
        elif title in one.statute.aliases:
            said = voice("是收录的简称或别名", "a known other title")
        else:
            said = voice("写法不同，视为同一名称", "taken for the same title")
    if one.told_apart is Identified.NUMBER:
        said += voice("；同名的不止一部，以文号认定", "; told from others by its number")
    elif one.told_apart is Identified.NOTE:
        said += voice("；同名的不止一部，以题注的日期认定", "; told from others by its dates")
    return said


def _near(one: MentionResolution, voice: Voice) -> list[str]:
    if not one.near:
        return [voice("收录的名称中没有相近的", "no known title is near")]
    return [
        voice(
            f"相近的名称：{marked(each.title)}，相差 {each.distance:g}",
            f"near: {marked(each.title)}, distance {each.distance:g}",
        )
        for each in one.near
    ]


# ---------------------------------------------------------------- its status and versions


def status_lines(statute: Statute, one: MentionResolution, voice: Voice) -> Iterator[str]:
    """Yield what has become of the statute, and its tier."""
    word = statute.status.word
    said = [voice(known.STATUS.get(word, word), _STATUS_EN.get(word, word))]
    if statute.repealed_on is not None or statute.repealed_by is not None:
        day = statute.repealed_on or voice("日期不明", "an unknown day")
        by = marked(statute.repealed_by) if statute.repealed_by is not None else ""
        repeal = voice(f"{day} 废止", f"repealed on {day}")
        said.append(repeal + (voice(f"，废止它的是{by}", f" by {by}") if by else ""))
    after = one.successor
    if after is not None and after.title != statute.repealed_by:
        day = str(after.since) if after.since is not None else voice("日期不明", "an unknown day")
        title = marked(after.title)
        said.append(
            voice(f"承接它的是{title}，{day} 起施行", f"succeeded by {title}, in force from {day}")
        )
    if statute.known_to is not None:
        said.append(voice(f"数据截至 {statute.known_to}", f"data to {statute.known_to}"))
    tier = statute.tier
    if tier is not None:
        sure = "" if statute.tier_certain else voice("（推定）", " (guessed)")
        english = tier.value.replace("_", " ")
        said.append(voice(f"位阶：{tier.chinese}{sure}", f"tier: {english}{sure}"))
    yield from voice.lines(("状态", "status"), voice.joined(said))


def version_lines(
    one: Subject,
    statute: Statute,
    mention: MentionResolution,
    resolved: ResolvedDocument,
    voice: Voice,
) -> Iterator[str]:
    """Yield the versions in force at the list's date and today, and the one that a note names."""
    if resolved.list_date is None:
        unknown = voice("清单日期不知道", "the date of the list is not known")
        yield from voice.lines(("制发时", "at list"), unknown)
    elif one.at_list is not None:
        said = _until_repeal(one.at_list, mention, resolved.list_date.not_before, voice)
        yield from voice.lines(("制发时", "at list"), said)
    if one.at_today is not None:
        said = _until_repeal(one.at_today, mention, resolved.as_of, voice)
        yield from voice.lines(("今日", "today"), said)
    if not statute.history_complete:
        text = voice("版本沿革不全，可能另有未收录的修改", "further changes may not be held")
        yield from voice.lines(("沿革", "history"), text)
    if one.named is not None:
        yield from voice.lines(("题注所指", "named"), version_words(one.named, voice))


def _until_repeal(at: InForce, mention: MentionResolution, day: date | None, voice: Voice) -> str:
    """Return what is in force on ``day``, and that it is nothing where the statute is repealed."""
    assert mention.statute is not None
    said, repealed = _in_force(at, mention, voice), mention.statute.repealed_on
    if repealed is None or day is None or repealed > day.isoformat():
        return said
    last = voice("，废止前是", "; before that ") + said if isinstance(at, Version) else ""
    return voice(f"已于 {repealed} 废止", f"repealed on {repealed}") + last


def _in_force(at: InForce, mention: MentionResolution, voice: Voice) -> str:
    if isinstance(at, Version):
        return version_words(at, voice) + _interval(at, mention, voice)
    if isinstance(at, NotYet):
        begins = str(at.begins) if at.begins is not None else voice("日期不明", "unknown")
        return voice(f"尚未施行，施行日期 {begins}", f"not yet in force, begins {begins}")
    if not at.candidates:
        return voice("不能确定，没有收录条文", "not determined; no text is held")
    names = [version_words(each, voice) + _interval(each, mention, voice) for each in at.candidates]
    return voice("不能确定，可能是", "not determined, one of ") + voice.semicolon.join(names)


def version_words(one: Version, voice: Voice) -> str:
    """Return a version in words with its day."""
    if voice("", "x"):
        return f"text of {one.date}" if one.date else "an undated text"
    return known.version(one)


def _interval(one: Version, mention: MentionResolution, voice: Voice) -> str:
    """Return from when to when the words of a version are in force, as far as it is recorded."""
    for change, following in zip(mention.changes, (*mention.changes[1:], None), strict=True):
        if change.version is not None and change.version.id == one.id:
            begins, until = _day(change, voice), ""
            if following is not None:
                next_day = _day(following, voice)
                until = voice(f"，下一文本{next_day}起", f", next text from {next_day}")
            return voice(f"，{begins}起施行{until}", f", in force from {begins}{until}")
    return voice("，施行日期不明", ", in force from an unknown day")


def _day(change: Change, voice: Voice) -> str:
    low, high = change.low, change.high
    if low is not None and low == high:
        return low.isoformat()
    ends = [voice(f"不早于 {low}", f"not before {low}")] if low is not None else []
    ends += [voice(f"不晚于 {high}", f"not after {high}")] if high is not None else []
    presumed = voice("（推定）", " (presumed)") if change.presumed else ""
    return voice.comma.join(ends) + presumed if ends else voice("日期不明", "an unknown day")
