"""The words of a cited place that may be quoted behind “, where its text is held."""

from __future__ import annotations

import html
from collections.abc import Iterator

from citelaw.integrations.lsp.checked import Checked
from citelaw.integrations.lsp.offers import About, Kind, Offer, lines_of, version_label
from citelaw.integrations.lsp.offers.cursor import TypedQuotation
from citelaw.integrations.lsp.offers.places import Meant, meant
from citelaw.model import Locator, Shape, Version

_WIDE = str.maketrans(',;"|', "，；＂｜")
"""What would part a field of CSV that is not in quotes, and what stands for it."""

_SHOWN = 30
"""Characters of a provision that are shown in the list."""


def quotation_offers(checked: Checked, typing: TypedQuotation, language: str) -> Iterator[Offer]:
    """Yield the words of the cited places that begin as is typed, each once."""
    printed = checked.source[typing.start : typing.stop]
    begun = "".join(printed.split())
    met: set[str] = set()
    for owner in typing.owners:
        found = meant(checked, owner)
        if found is None:
            continue
        for place, words in _provisions(checked, found.version, owner.locator):
            if words not in met and words.startswith(begun):
                met.add(words)
                rest = words[len(begun) :]
                yield _offer(checked, found, place, words, printed + rest, typing, language)


def _offer(
    checked: Checked,
    found: Meant,
    place: Locator,
    words: str,
    fits: str,
    typing: TypedQuotation,
    language: str,
) -> Offer:
    label = version_label(found.version).said(language)
    return Offer(
        kind=Kind.WORDS,
        label=words if len(words) <= _SHOWN else words[:_SHOWN] + "……",
        text=_written(words, typing, checked) + typing.closing,
        fits=f"{fits}”",
        detail=f"《{found.statute.title}》{place.chinese()}（{label}）",
        beside=place.chinese(),
        about=About(found.statute.title, found.version.id, place),
    )


def _provisions(
    checked: Checked, version: Version, place: Locator
) -> Iterator[tuple[Locator, str]]:
    """Yield the words of a place, then of each 款 of it; nothing where they are not held."""
    registry = checked.engine.registry
    article = Locator(article=place.article, inserted=place.inserted)
    facts, lines = registry.article(version, article), registry.words(version, article)
    if facts is None or not lines:
        return
    whole = lines_of(facts, lines, place)
    yield (place, _joined(whole)) if whole is not None else (article, _joined(lines))
    if place.paragraph is not None or place.item is not None:
        return
    for number in sorted({one.locator.paragraph or 0 for one in facts.units}):
        paragraph = article._replace(paragraph=number)
        own = lines_of(facts, lines, paragraph)
        if own is not None:
            yield paragraph, _joined(own)


def _joined(lines: tuple[str, ...]) -> str:
    """Return lines as one: a line break would end the cell in most lists."""
    return "".join("".join(line.split()) for line in lines)


def _written(words: str, typing: TypedQuotation, checked: Checked) -> str:
    """Return words as they are written in the cell, so that they do not tear it."""
    resolved, cell = checked.report.resolved, typing.cell
    shape = resolved.document.shape if resolved is not None else Shape.PROSE
    if shape is Shape.HTML:
        return html.escape(words, quote=False)
    if shape is Shape.MARKDOWN and not cell.prose:
        return words.replace("|", "\\|")
    quoted = checked.source[max(cell.span.start - 1, 0) : cell.span.start] == '"'
    if quoted and shape in (Shape.TSV, Shape.CSV):
        return words.replace('"', '""')
    return words.translate(_WIDE) if shape is Shape.CSV and not cell.prose else words
