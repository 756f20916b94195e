"""How a citation was judged: which statute, which version and why, what was compared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from citelaw.model import (
    ArticleFacts,
    CitationResolution,
    Comparison,
    Difference,
    Locator,
    Quote,
    ResolvedDocument,
    Unchecked,
)
from citelaw.reporters.explain import Subject
from citelaw.reporters.explain import _words as words
from citelaw.reporters.explain._statute import (
    status_lines,
    statute_lines,
    version_lines,
    version_words,
)
from citelaw.reporters.explain._voice import Voice, shortened
from citelaw.reporters.statutes import _words as known
from citelaw.span import Span

_MOST_DIFFERENCES = 8


def judged(one: Subject, resolved: ResolvedDocument, voice: Voice) -> Iterator[str]:
    """Yield what the database says of ``one``."""
    if one.form is not None:
        return
    if one.mention is not None:
        yield from statute_lines(one.mention, voice)
        statute = one.mention.statute
        if statute is not None:
            yield from status_lines(statute, one.mention, voice)
            yield from version_lines(one, statute, one.mention, resolved, voice)
    if one.citation is not None:
        yield from _citation(one, one.citation, voice)


# ---------------------------------------------------------------- what was compared


def _citation(one: Subject, citation: CitationResolution, voice: Voice) -> Iterator[str]:
    if citation.meant is not None:
        by = voice.pair(words.MEANT[citation.meant_by]) if citation.meant_by is not None else ""
        yield from voice.lines(("核对文本", "judged"), version_words(citation.meant, voice), by)
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
        both = voice("引文两处都对得上", "the quotation fits both")
        proved = both if moved.proved and moved.old is not None else ""
        share = known.percent(moved.similarity)
        place = moved.locator.chinese()
        new = version_words(moved.new, voice)
        if moved.old is None:
            text = voice(
                f"条号可能是此前文本的，该文本未收录；引文在{new}中是{place}",
                "the number may be that of an earlier text, which is not held; "
                f"the words are {place} of the {new}",
            )
        else:
            old = version_words(moved.old, voice)
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
    version = "" if own else version_words(one.version, voice)
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
