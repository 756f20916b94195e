"""How a citation was judged: which statute, which version and why, what was compared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

from citelaw.model import (
    ArticleFacts,
    Change,
    CitationResolution,
    Comparison,
    Difference,
    Identified,
    InForce,
    Locator,
    MentionResolution,
    NotYet,
    Quote,
    ResolvedDocument,
    Statute,
    Unchecked,
    Version,
)
from citelaw.reporters.explain import Subject
from citelaw.reporters.explain import _words as words
from citelaw.reporters.explain._voice import Voice, shortened
from citelaw.reporters.statutes import _words as known
from citelaw.reporters.statutes._words import marked
from citelaw.span import Span

_MOST_DIFFERENCES = 8
_MOST_CANDIDATES = 6
_STATUS_EN = {
    "in-force": "in force",
    "not-yet-in-force": "not yet in force",
    "repealed": "repealed",
    "superseded": "superseded",
    "unknown": "unknown",
}


def judged(one: Subject, resolved: ResolvedDocument, voice: Voice) -> Iterator[str]:
    """Yield what the database says of ``one``."""
    if one.form is not None:
        return
    if one.mention is not None:
        yield from _statute(one.mention, voice)
        statute = one.mention.statute
        if statute is not None:
            yield from _status(statute, one.mention, voice)
            yield from _versions(one, statute, one.mention, resolved, voice)
    if one.citation is not None:
        yield from _citation(one, one.citation, voice)


# ---------------------------------------------------------------- which statute


def _statute(one: MentionResolution, voice: Voice) -> Iterator[str]:
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


def _status(statute: Statute, one: MentionResolution, voice: Voice) -> Iterator[str]:
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


def _versions(
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
        yield from voice.lines(("题注所指", "named"), _version(one.named, voice))


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
        return _version(at, voice) + _interval(at, mention, voice)
    if isinstance(at, NotYet):
        begins = str(at.begins) if at.begins is not None else voice("日期不明", "unknown")
        return voice(f"尚未施行，施行日期 {begins}", f"not yet in force, begins {begins}")
    if not at.candidates:
        return voice("不能确定，没有收录条文", "not determined; no text is held")
    names = [_version(each, voice) + _interval(each, mention, voice) for each in at.candidates]
    return voice("不能确定，可能是", "not determined, one of ") + voice.semicolon.join(names)


def _version(one: Version, voice: Voice) -> str:
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


# ---------------------------------------------------------------- what was compared


def _citation(one: Subject, citation: CitationResolution, voice: Voice) -> Iterator[str]:
    if citation.meant is not None:
        by = voice.pair(words.MEANT[citation.meant_by]) if citation.meant_by is not None else ""
        yield from voice.lines(("核对文本", "judged"), _version(citation.meant, voice), by)
    if citation.citation.pinpoint.internal:
        return
    yield from _existence(citation, voice)
    yield from _compared(citation, voice)
    if citation.facts is not None:
        yield from _article(citation, citation.facts, voice)
    if one.words is not None:
        yield from voice.lines(("原文", "words"), *one.words)
    yield from _unchecked(citation, voice)


def _existence(citation: CitationResolution, voice: Voice) -> Iterator[str]:
    if citation.meant is None:
        return
    label, missing = ("有无此条", "exists"), citation.missing
    if citation.exists:
        yield from voice.lines(label, voice("核对文本中有这一处", "the text has the place"))
    elif citation.exists is False and missing is not None:
        place, total = missing.locator.chinese(), missing.total
        until = ""
        if total is not None and missing.kind == "article":
            last = Locator(article=total).chinese()
            until = voice(f"，末条是{last}", f"; the last is {last}")
        elif total is not None:
            unit = "款" if missing.kind == "paragraph" else "项"
            until = voice(f"，共 {total} {unit}", f"; there are {total}")
        yield from voice.lines(label, voice(f"没有{place}{until}", f"no {place}{until}"))
    elif citation.facts is not None:
        text = voice("有这一条，款、项不能确定", "the text has the article; the rest is not known")
        yield from voice.lines(label, text)
    else:
        yield from voice.lines(label, voice("不能确定", "not known"))


def _compared(citation: CitationResolution, voice: Voice) -> Iterator[str]:
    quote = citation.citation.quote
    said = []
    if quote is not None and len(citation.compared) > 1:
        places = voice.comma.join(each.chinese() for each in citation.compared)
        unmatched = Unchecked.QUOTE_UNMATCHED in citation.unchecked
        enough = (
            voice("合起来对不上一半", "less than half of it stands there")
            if unmatched
            else voice("合起来有一半以上的文字", "half of it or more stands there")
        )
        said.append(voice(f"与{places}合并比对：{enough}", f"with {places} together: {enough}"))
    if quote is not None:
        for comparison, opening in (
            (citation.own, voice("与所引条款比对", "with the place cited")),
            (citation.older, voice("另一文本更相合", "another text fits better")),
            (citation.elsewhere, voice("另一条更相合", "another article fits better")),
        ):
            if comparison is not None:
                own = comparison is citation.own
                said += _comparison(citation, quote, comparison, opening, own, voice)
    moved = citation.renumbered
    if moved is not None:
        proved = voice("引文两处都对得上", "the quotation fits both") if moved.proved else ""
        share = known.percent(moved.similarity)
        place = moved.locator.chinese()
        old, new = _version(moved.old, voice), _version(moved.new, voice)
        text = voice(
            f"{old}的这一条在{new}中是{place}，相似 {share}",
            f"the article of the {old} is {place} in the {new}, similarity {share}",
        )
        said.append(text + voice.in_brackets(proved))
    if said:
        yield from voice.lines(("比对", "compared"), *said)


def _comparison(
    citation: CitationResolution,
    quote: Quote,
    one: Comparison,
    opening: str,
    own: bool,
    voice: Voice,
) -> Iterator[str]:
    place, share = one.locator.chinese(), known.percent(one.coverage)
    version = "" if own else _version(one.version, voice)
    where = f"{version}{voice('', ' ')}{place}".strip()
    yield voice(
        f"{opening}，{where}：引文的文字 {share} 在其中",
        f"{opening}, {where}: {share} of the words stand there",
    )
    if not own:
        return
    if one.unit is not None and one.unit.key != one.locator.key:
        unit = one.unit.chinese()
        yield voice(f"对上的文字都在{unit}", f"the words that fit stand in {unit}")
    yield from (
        _difference(citation, quote, each, voice) for each in one.differences[:_MOST_DIFFERENCES]
    )
    left = len(one.differences) - _MOST_DIFFERENCES
    if left > 0:
        yield voice(f"另有 {left} 处不同", f"{left} more differences")
    if not one.differences and one.coverage > 0 and one.unit is not None:
        yield voice("没有发现不同", "no difference found")
    yield from _ending(one, voice)


def _difference(citation: CitationResolution, quote: Quote, one: Difference, voice: Voice) -> str:
    start = quote.span.start
    at = voice.where(citation.citation.cell, Span(start + one.span.start, start + one.span.end))
    printed = shortened(quote.text[one.span.start : one.span.end])
    kind = voice.pair(words.DIFFERENCE[one.kind])
    passage = voice("（整款、整项或者较长一段）", " (a whole unit or a long passage)")
    right = voice(f"，应为“{one.expected}”", f", right: “{one.expected}”") if one.expected else ""
    long = passage if one.passage else ""
    return voice(f"{at} {kind}{long}：“{printed}”{right}", f"{at} {kind}{long}: “{printed}”{right}")


def _ending(one: Comparison, voice: Voice) -> Iterator[str]:
    """Say whether the quotation ends where the cited unit ends."""
    if one.complete:
        yield voice("引文止于所引条款的末尾", "the quotation ends where the place ends")
    elif one.complete is False:
        stop = one.stop.chinese() if one.stop is not None else ""
        left = voice(f"，该处后面还有 {one.left} 字", f", {one.left} words follow in it")
        said = voice(
            "引文没有引到所引条款的末尾", "the quotation stops before the end of the place"
        )
        where = voice(f"，止于{stop}", f", in {stop}") if stop else ""
        yield said + where + (left if one.left else "")


def _article(citation: CitationResolution, facts: ArticleFacts, voice: Voice) -> Iterator[str]:
    paragraphs = {unit.locator.paragraph for unit in facts.units}
    items = Counter(
        unit.locator.paragraph
        for unit in facts.units
        if unit.locator.item is not None and unit.locator.subitem is None
    )
    parts = [voice(f"{len(paragraphs)} 款", f"paragraphs: {len(paragraphs)}")]
    for paragraph, count in sorted(items.items(), key=lambda pair: pair[0] or 0):
        place = Locator(paragraph=paragraph).chinese()
        parts.append(voice(f"{place} {count} 项", f"items of {place}: {count}"))
    sources = facts.confirmations
    parts.append(
        voice(f"划分经 {sources} 个来源印证", f"confirmed by {sources} sources")
        if sources
        else voice("划分未经印证", "division not confirmed")
    )
    said = [voice.joined([facts.locator.chinese(), *parts])]
    flags = citation.flags if citation.flags is not None else facts.flags
    if flags:
        chinese = "、".join(flags.chinese)
        names = ", ".join(str(flag.name).lower() for flag in flags)
        said.append(voice(f"内容：{chinese}", f"does: {names}"))
    if facts.subject:
        said.append(voice(f"主体：{facts.subject}", f"binds: {facts.subject}"))
    yield from voice.lines(("条文", "article"), *said)


def _unchecked(citation: CitationResolution, voice: Voice) -> Iterator[str]:
    said = [words.why(reason, voice.language) for reason in citation.unchecked]
    statute = citation.mention.statute if citation.mention is not None else None
    if statute is not None and Unchecked.STATUTE_UNKNOWN in citation.unchecked:
        said[0] = voice(
            "名称后面接写了“补充规定”一类的字，条款属于那份文件，数据库未收录",
            "the place is of the document that is named behind the title, "
            "which is not in the database",
        )
    if said:
        yield from voice.lines(("未核对", "open"), *said)
