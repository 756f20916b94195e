"""All that is known of a citation, for reading: as it stands, as it was judged, what rules said."""

from __future__ import annotations

from collections.abc import Iterator

from citelaw.model import ListDate, Profile
from citelaw.reporters import Language
from citelaw.reporters._frame import frame
from citelaw.reporters._location import Places
from citelaw.reporters._width import printable
from citelaw.reporters.explain import Explainer, Explanation, Subject
from citelaw.reporters.explain import _words as words
from citelaw.reporters.explain._judged import judged
from citelaw.reporters.explain._read import read, title_of
from citelaw.reporters.explain._ruled import ruled
from citelaw.reporters.explain._voice import Voice


def render(explanation: Explanation, language: Language) -> bytes:
    """Return a block for each citation, and below them the days and data that all stands on."""
    document = explanation.resolved.document
    voice = Voice(language, Places(document.source), document.units)
    blocks = ["\n".join(_subject(explanation, one, voice)) for one in explanation.subjects]
    if not blocks:
        blocks = [_nothing(explanation, voice)]
    blocks.append("\n".join(_stands_on(explanation, voice)))
    return ("\n\n".join(blocks) + "\n").encode("utf-8", "backslashreplace")


def _subject(explanation: Explanation, one: Subject, voice: Voice) -> Iterator[str]:
    at = voice.places.locate(one.span.start)
    title = title_of(one, voice)
    mark = " " if voice.units else ":"
    yield printable(f"{explanation.path}{mark}{voice.place(one.span)}: {title}")
    source = explanation.resolved.document.source
    shown = frame(source, voice.places.line_span(at.line), one.span)
    yield f"{'' if voice.units else at.line:>6} | {shown.text}"
    yield f"       | {shown.carets}"
    yield from read(one, voice)
    yield from judged(one, explanation.resolved, voice)
    yield from ruled(one, voice)


def _nothing(explanation: Explanation, voice: Voice) -> str:
    if voice.units:
        return printable(_nothing_in(explanation, voice))
    said = voice(
        f"第 {explanation.line} 行没有找到引用", f"no citation found on line {explanation.line}"
    )
    lines = voice.comma.join(map(str, explanation.nearby))
    near = (
        voice(f"；附近有引用的行：{lines}", f"; near it lines with citations: {lines}")
        if lines
        else voice("；整个文件里都没有找到引用", "; none found in the whole file")
    )
    return printable(f"{explanation.path}:{explanation.line}: {said}{near}")


def _nothing_in(explanation: Explanation, voice: Voice) -> str:
    """Say that a paragraph or cell cites nothing, and which near it do."""
    spans = map(voice.places.line_span, (explanation.line, *explanation.nearby))
    here, *others = dict.fromkeys(map(voice.place, spans))
    said = voice("没有找到引用", "no citation found")
    near = voice("；整个文件里都没有找到引用", "; none found in the whole file")
    if others:
        places = voice.comma.join(others)
        near = voice(f"；附近有引用的：{places}", f"; near it with citations: {places}")
    return f"{explanation.path} {explanation.address or here}: {said}{near}"


def _stands_on(explanation: Explanation, voice: Voice) -> Iterator[str]:
    """Say by which days and data, and as what kind of text, the list is judged."""
    resolved = explanation.resolved
    list_date = _list_date(resolved.list_date, voice)
    kind = voice.pair(words.PROFILE[Profile(resolved.profile)])
    yield voice(f"清单日期：{list_date}", f"list date: {list_date}")
    yield voice(
        f"今日：{resolved.as_of}；数据截至 {resolved.data_date}；按{kind}核对",
        f"today: {resolved.as_of}; data to {resolved.data_date}; judged as {kind}",
    )


def _list_date(day: ListDate | None, voice: Voice) -> str:
    if day is None:
        return voice("不知道，只按今日的文本核对", "not known; judged by today's text alone")
    ends = [day.not_before, day.not_after]
    shown = "–".join(
        dict.fromkeys(str(one) if one is not None else voice("不明", "?") for one in ends)
    )
    return f"{shown}{voice.in_brackets(voice.pair(words.LIST_DATE[day.basis]))}"


EXPLAINER = Explainer(render=render)
