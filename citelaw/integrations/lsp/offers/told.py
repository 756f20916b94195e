"""What is told of something that is offered, once it is looked at."""

from __future__ import annotations

from collections.abc import Iterator

from citelaw.integrations.lsp.checked import Checked
from citelaw.integrations.lsp.offers import (
    CONFIRMED,
    About,
    detail,
    in_force,
    lines_of,
    version_label,
)
from citelaw.model import ArticleFacts, Locator, Statute
from citelaw.words import Words


def told(checked: Checked, about: About, language: str) -> Iterator[str]:
    """Yield what is known of a statute, or of a place of it, a line each."""
    found = checked.engine.registry.by_title(about.title)
    if len(found) != 1:
        return
    if about.place is None:
        lines = _of_statute(checked, found[0], language)
    else:
        lines = _of_place(checked, found[0], about.version, about.place, language)
    yield from filter(None, lines)


def _of_statute(checked: Checked, one: Statute, language: str) -> Iterator[str]:
    yield f"《{one.title}》"
    yield detail(checked, one, language)
    yield _fate(one).said(language)
    version = in_force(checked, one)
    if version is not None and version.effective_from is not None and not one.repealed_on:
        label, day = version_label(version), version.effective_from
        words = Words(f"{label.chinese}自 {day} 起施行", f"{label.english}, in force from {day}")
        yield words.said(language)
    if one.aliases:
        names = "、".join(one.aliases)
        yield Words(f"又称：{names}", f"also called: {names}").said(language)
    if one.known_to:
        yield Words(f"数据截至 {one.known_to}", f"data to {one.known_to}").said(language)


def _fate(one: Statute) -> Words:
    """Return by what and from when a statute is repealed, or what took its place."""
    since = one.repealed_on
    by = f"《{one.repealed_by}》" if one.repealed_by else ""
    if since or by:
        day = f"{since} 起" if since else ""
        again = f" from {since}" if since else ""
        return Words(
            f"{day}{'由' if by else ''}{by}废止", f"repealed{' by ' if by else ''}{by}{again}"
        )
    if one.successor:
        return Words(f"后继：《{one.successor}》", f"successor: 《{one.successor}》")
    return Words("", "")


def _of_place(
    checked: Checked, one: Statute, version_id: int | None, place: Locator, language: str
) -> Iterator[str]:
    """Yield the words of a place where they are held, else how it is divided."""
    registry = checked.engine.registry
    version = next((each for each in registry.versions(one) if each.id == version_id), None)
    if version is None or place.article is None:
        return
    yield f"《{one.title}》{place.chinese()}（{version_label(version).said(language)}）"
    article = Locator(article=place.article, inserted=place.inserted)
    facts, lines = registry.article(version, article), registry.words(version, article)
    if facts is None:
        return
    if lines:
        yield from lines_of(facts, lines, place) or lines
        return
    if facts.confirmations >= CONFIRMED and place.paragraph is None and place.item is None:
        yield _division(facts).said(language)
    if facts.subject:
        yield Words(f"主体：{facts.subject}", f"binds: {facts.subject}").said(language)


def _division(facts: ArticleFacts) -> Words:
    paragraphs = len({unit.locator.paragraph for unit in facts.units})
    items = sum(unit.locator.item is not None for unit in facts.units)
    chinese, english = f"共 {paragraphs} 款", f"paragraphs: {paragraphs}"
    if items:
        chinese, english = f"{chinese}，{items} 项", f"{english}, items: {items}"
    return Words(chinese, english)
