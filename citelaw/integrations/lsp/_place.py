"""What a card says of a cited place: whether it is there, where it moved, its words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from citelaw.integrations.lsp._departure import departures
from citelaw.integrations.lsp._teller import Teller
from citelaw.model import (
    ArticleFacts,
    ArticleFlag,
    CitationResolution,
    Comparison,
    Locator,
    Unchecked,
    Version,
)
from citelaw.reporters import Language
from citelaw.reporters.explain._words import why
from citelaw.words import Words

if TYPE_CHECKING:
    from citelaw.registry import Registry

_LONGEST = 600
"""Characters of an article that are shown."""
_CERTAIN = 0.75
"""Similarity from which the place of an article in another text is certain."""
_FITS = 0.3
"""Share of a quotation below which its words are not those of the place."""


class Place(NamedTuple):
    """A cited place, with what is known of its article in the text that it is judged by."""

    citation: CitationResolution
    facts: ArticleFacts | None
    flags: ArticleFlag | None
    words: tuple[str, ...] | None

    @property
    def locator(self) -> Locator:
        """The place, the first one of a range."""
        return self.citation.citation.pinpoint.locator

    @property
    def shown(self) -> tuple[str, tuple[str, ...]]:
        """The cited 款 or 项 with its lines; the whole article where the lines are divided else."""
        if self.words is None or self.facts is None:
            return "", ()
        units, wanted = self.facts.units, self.locator[5:8]
        if len(units) == len(self.words):
            lines = [
                line
                for unit, line in zip(units, self.words, strict=True)
                if all(
                    want in (None, has) for want, has in zip(wanted, unit.locator[5:8], strict=True)
                )
            ]
            if lines:
                return self.locator.chinese(), tuple(lines)
        return self.facts.locator.chinese(), self.words


def place_of(citation: CitationResolution, registry: Registry) -> Place:
    """Return the place of ``citation``; one inside a quotation is looked up only here."""
    meant, locator = citation.meant, citation.citation.pinpoint.locator
    facts, flags = citation.facts, citation.flags
    if facts is None and meant is not None and locator.article is not None:
        facts, flags = registry.article(meant, locator), registry.flags(meant, locator)
    words = registry.words(meant, locator) if meant is not None and facts is not None else None
    return Place(citation, facts, flags, words)


# ---------------------------------------------------------------- whether it is there


def place_lines(place: Place, registry: Registry, tell: Teller) -> Iterator[str]:
    """Yield whether the text has the place, what stands there, and where it stands today."""
    citation, meant = place.citation, place.citation.meant
    through = citation.citation.pinpoint.through is not None
    if meant is not None and citation.exists is False and citation.missing is not None:
        yield tell.strong(_missing(citation, meant)) + tell.gap + _present(place, tell)
    elif meant is not None and place.facts is not None and not through:
        yield tell(_there(place, place.facts))
    elif citation.exists:
        name = citation.citation.pinpoint.chinese()
        yield tell(Words(f"有{name}", f"{name} is there"))
    elif citation.unchecked and _has_text(citation):
        yield tell(_open(citation))
    if meant is not None:
        yield from (tell.strong(words) for words in _moved(place, meant, registry))


def _has_text(citation: CitationResolution) -> bool:
    """Return whether articles of the statute are held; that they are not is said already."""
    mention = citation.mention
    return mention is None or mention.statute is None or mention.statute.has_text


def _units_open(place: Place) -> bool:
    """Return whether it cannot be told if the 款 or 项 is there, though the article is."""
    below = any(part is not None for part in place.locator[5:8])
    internal = place.citation.citation.pinpoint.internal
    return place.citation.exists is None and below and not internal


def _open(citation: CitationResolution) -> Words:
    """Return why it cannot be told whether the place is there."""
    reason = citation.unchecked[0]
    if reason is Unchecked.NO_TEXT and citation.meant is not None:
        return Words(
            "收录的文本不完整，不能确定有没有这一处",
            "whether the place is there is not known; the text that is held is incomplete",
        )
    return Words(
        f"未能核对：{why(reason, Language.CHINESE)}",
        f"not checked: {why(reason, Language.ENGLISH)}",
    )


def _missing(citation: CitationResolution, meant: Version) -> Words:
    missing = citation.missing
    assert missing is not None
    name, total = missing.locator.chinese(), missing.total
    chinese, english = f"{meant.label}没有{name}", f"no {name} ({meant.label_en})"
    if total is not None and missing.kind == "article":
        last = Locator(article=total).chinese()
        return Words(f"{chinese}，末条是{last}", f"{english}; the last is {last}")
    if total is not None and missing.kind in ("paragraph", "item"):
        unit = "款" if missing.kind == "paragraph" else "项"
        return Words(f"{chinese}，共 {total} {unit}", f"{english}; there are {total}")
    return Words(chinese, english)


def _present(place: Place, tell: Teller) -> str:
    """Return what the article does of which a 款 or 项 is missing, "" where there is none."""
    if place.facts is None:
        return ""
    article = place.facts.locator.chinese()
    return tell(Words(f"（有{article}）", f"({article} is there)"))


def _there(place: Place, facts: ArticleFacts) -> Words:
    """Return what is known of the article: 有第六条：2 款，第一款 3 项；内容：罚则."""
    article = facts.locator.chinese()
    chinese, english = _division(facts)
    if _units_open(place):
        chinese = f"款、项未经印证，{chinese}"
        english = f"division not confirmed, {english}"
    flags = place.flags if place.flags is not None else facts.flags
    if flags:
        chinese += f"；内容：{'、'.join(flags.chinese)}"
        english += "; does: " + ", ".join(str(flag.name).lower() for flag in flags)
    if facts.subject:
        chinese += f"；主体：{facts.subject}"
        english += f"; binds: {facts.subject}"
    return Words(f"有{article}：{chinese}", f"{article} is there: {english}")


def _division(facts: ArticleFacts) -> Words:
    paragraphs = len({unit.locator.paragraph for unit in facts.units})
    items = Counter(
        unit.locator.paragraph or 0
        for unit in facts.units
        if unit.locator.item is not None and unit.locator.subitem is None
    )
    chinese, english = f"{paragraphs} 款", f"paragraphs {paragraphs}"
    for paragraph, count in sorted(items.items()):
        name = Locator(paragraph=paragraph).chinese()
        chinese += f"，{name} {count} 项"
        english += f", items of {name} {count}"
    return Words(chinese, english)


# ---------------------------------------------------------------- where it moved


def _moved(place: Place, meant: Version, registry: Registry) -> Iterator[Words]:
    """Yield where the article stands in the text that is in force today, if that is another."""
    citation = place.citation
    known = citation.renumbered
    if known is not None:
        name, new = known.locator.chinese(), known.new
        if known.old is None:
            yield Words(f"{new.label}中是{name}", f"{name} ({new.label_en})")
            return
        sure = known.proved or known.similarity >= _CERTAIN
        yield _is_now(known.old, new, name, sure)
        return
    today = citation.at_today
    if not isinstance(today, Version) or today.id == meant.id or place.facts is None:
        return
    if citation.citation.pinpoint.through is not None or citation.exists is False:
        return
    moved = registry.moved(meant, today, place.locator)
    if moved is None:
        yield Words(
            f"{today.label}中没有文字相近的条",
            f"no article with like words ({today.label_en})",
        )
    elif moved.locator != place.locator:
        yield _is_now(meant, today, moved.locator.chinese(), moved.similarity >= _CERTAIN)
    elif registry.same_words(meant, today, place.locator) is False:
        yield Words(
            f"{today.label}中条号未变，文字有修改",
            f"the same number today ({today.label_en}), other words",
        )


def _is_now(old: Version, new: Version, name: str, sure: bool) -> Words:
    perhaps, probably = ("", "") if sure else ("很可能", "probably ")
    return Words(
        f"{old.label}的这一条，{new.label}中{perhaps}是{name}",
        f"the article ({old.label_en}) is {probably}{name} ({new.label_en})",
    )


# ---------------------------------------------------------------- its words


def word_parts(place: Place, tell: Teller) -> Iterator[str]:
    """Yield the words of the place and how the quotation departs from them; nothing without words.

    A database without the words of statutes gives none of them, not even what is told by guess.
    """
    meant, (name, lines) = place.citation.meant, place.shown
    if meant is None or not lines:
        return
    yield tell(Words(f"{name}原文（{meant.label}）：", f"{name} ({meant.label_en}):"))
    yield tell.markup.quoted(map(tell.markup.text, _shortened(lines)))
    yield from _quotation(place.citation, tell)


def _shortened(lines: tuple[str, ...]) -> Iterator[str]:
    left = _LONGEST
    for line in lines:
        if len(line) > left:
            yield line[:left] + "……"
            return
        yield line
        left -= len(line)


def _quotation(citation: CitationResolution, tell: Teller) -> Iterator[str]:
    """Yield how the quotation departs from the place."""
    quote, own = citation.citation.quote, citation.own
    if quote is None or own is None or own.coverage < _FITS:
        return
    found = departures(quote.text, own.differences, tell.markup)
    if found is not None:
        yield tell(Words("引文应改之处：", "to be corrected in the quotation:"))
        more = Words(f"（另有 {found.left} 处）", f" ({found.left} more)")
        yield tell.markup.quoted([found.line + (tell(more) if found.left else "")])
    elif not own.differences:
        yield tell(_alike(own))


def _alike(own: Comparison) -> Words:
    if own.complete is False:
        return Words(
            "引文与原文一致，没有引到末尾。",
            "The quotation is right; it stops before the end of the place.",
        )
    return Words("引文与原文一致。", "The quotation is right.")
