"""How a citation was read: its cell, title, label, numbers, notes, place and quotation."""

from __future__ import annotations

from collections.abc import Iterator

from citelaw.model import Citation, MentionResolution, NoteDate, Section, StatuteMention
from citelaw.reporters.explain import Subject
from citelaw.reporters.explain import _words as words
from citelaw.reporters.explain._voice import Voice, shortened
from citelaw.reporters.statutes._words import marked

_MOST_PINPOINTS = 12


def title_of(one: Subject, voice: Voice) -> str:
    """Return what is explained in words: 《青禾保险法》第八条."""
    if one.form is not None:
        return one.form.raw
    mention = one.mention.mention if one.mention is not None else None
    title = marked(mention.title) if mention is not None else voice("？", "?")
    place = "".join(one.citation.citation.pinpoint.raw.split()) if one.citation is not None else ""
    return f"{title}{place}"


def read(one: Subject, voice: Voice) -> Iterator[str]:
    """Yield how ``one`` was read."""
    section = voice.pair(words.SECTION[one.cell.section])
    row = voice(f"序号 {one.cell.row}", f"item {one.cell.row}") if one.cell.row else ""
    column = voice(f"“{one.cell.column}”栏", f"column {one.cell.column}") if one.cell.column else ""
    kind = voice(f"属于{section}", f"section: {section}")
    if one.cell.section is Section.OTHER:
        kind = "" if row or column else voice("正文", "running text")
    yield from voice.lines(("位置", "where"), voice.joined([row, column, kind]))
    if one.form is not None:
        text = voice("文书、表格一类，不是法规，不核对", "a form, no statute; not checked")
        yield from voice.lines(("读作", "read as"), text)
        return
    if one.mention is not None:
        yield from _mention(one, one.mention, voice)
    if one.citation is not None:
        yield from _place(one.citation.citation, voice)
        yield from _quote(one, one.citation.citation, voice)
    elif one.pinpoints:
        places = [
            f"{''.join(each.pinpoint.raw.split())} {voice.where(each.cell, each.pinpoint.span)}"
            for each in one.pinpoints[:_MOST_PINPOINTS]
        ]
        left = len(one.pinpoints) - len(places)
        more = voice(f"，另有 {left} 处", f", and {left} more") if left else ""
        yield from voice.lines(("所引条款", "cited"), voice.comma.join(places) + more)


def _mention(one: Subject, resolution: MentionResolution, voice: Voice) -> Iterator[str]:
    mention = resolution.mention
    said = [marked(mention.title)]
    if mention.bare:
        said.append(voice("没有书名号", "without marks"))
    if mention.stands_for is not None:
        full = marked(mention.stands_for)
        said.append(voice(f"是{full}的简称", f"short for {full}"))
    if mention.quoted:
        said.append(voice("在引文里面", "inside a quotation"))
    if mention.noted:
        said.append(voice("在题注里面", "inside a note"))
    if one.citation is not None:
        at = voice.where(resolution.cell, mention.span)
        said.append(voice(f"名称在 {at}", f"the title stands at {at}"))
    yield from voice.lines(("名称", "title"), voice.joined(said))
    if mention.tier_label is not None:
        yield from voice.lines(("位阶标注", "label"), f"【{mention.tier_label.text}】")
    numbers = [_number(each.raw, each.text, voice) for each in mention.numbers]
    if numbers:
        yield from voice.lines(("文号", "number"), voice.comma.join(numbers))
    yield from _notes(mention, resolution, voice)


def _number(raw: str, text: str, voice: Voice) -> str:
    printed = "".join(raw.split())
    return printed if printed == text else voice(f"{printed}，读作{text}", f"{printed} = {text}")


def _notes(mention: StatuteMention, one: MentionResolution, voice: Voice) -> Iterator[str]:
    dates = [_date(date, one, voice) for note in mention.notes for date in note.dates]
    if dates:
        yield from voice.lines(("题注", "note"), *dates)


def _date(date: NoteDate, one: MentionResolution, voice: Voice) -> str:
    """Return a date of a note: what it is read as, and what is recorded of that day."""
    kind = voice.pair(words.DATE[date.kind])
    nth = voice(f"第{date.ordinal}次", f"no. {date.ordinal} ") if date.ordinal is not None else ""
    said = voice(f"{date.value} {nth}{kind}", f"{nth}{kind} {date.value}")
    if one.statute is None:
        return said
    days = [
        voice.pair(words.EVENT.get(event.kind, (event.kind, event.kind))) + f" {event.date}"
        for change in one.changes
        for event in change.events
        if event.date.startswith(date.value)
    ]
    days += [
        voice(f"施行 {change.low}", f"in force {change.low}")
        for change in one.changes
        if change.low is not None
        and change.low == change.high
        and change.low.isoformat().startswith(date.value)
    ]
    record = voice.comma.join(dict.fromkeys(days))
    if not record:
        return said + voice("：数据库没有这一天的记录", ": no record of that day")
    return said + voice(f"：数据库记有{record}", f": recorded as {record}")


def _place(citation: Citation, voice: Voice) -> Iterator[str]:
    pinpoint = citation.pinpoint
    place = pinpoint.locator.chinese()
    if pinpoint.through is not None:
        place += voice("至", " to ") + pinpoint.through.chinese()
    said = [f"{place}{voice.in_brackets(pinpoint.key)}" if pinpoint.key else ""]
    if pinpoint.internal:
        text = "引文之内，或者相对本法规而言（本法、前款），不核对"
        said.append(voice(text, "inside a provision or relative to it; not checked"))
    if pinpoint.malformed:
        said.append(voice("写法不合规范", "malformed"))
    yield from voice.lines(("条款", "place"), voice.joined(said) or pinpoint.raw)


def _quote(one: Subject, citation: Citation, voice: Voice) -> Iterator[str]:
    quote = citation.quote
    if quote is None:
        if not citation.pinpoint.internal:
            yield from voice.lines(("引文", "quote"), voice("没有", "none"))
        return
    length = sum(map(str.isalnum, quote.text))
    start = voice.where(citation.cell, quote.span)
    end = voice.place(
        citation.cell.offsets.to_source(quote.span)._replace(
            start=max(citation.cell.offsets.to_source(quote.span).end - 1, 0)
        )
    )
    said = [
        voice(f"{length} 字，{start} 至 {end}", f"{length} characters, {start} to {end}"),
        voice("有引号", "in marks") if quote.marked else voice("没有引号", "without marks"),
        voice("有省略", "elided") if quote.elided else "",
    ]
    yield from voice.lines(("引文", "quote"), voice.joined(said), f"“{shortened(quote.text)}”")
    if one.sharing:
        places = voice.comma.join("".join(each.pinpoint.raw.split()) for each in one.sharing)
        text = voice(f"与{places}合用这段引文", f"shared with {places}")
        yield from voice.lines(("", ""), text)
