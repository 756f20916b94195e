"""What is asked of the database about one statute or one article, put together for a view.

``citelaw statutes`` shows it to people, ``citelaw mcp`` to assistants.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from citelaw.grammar.tokens import pinpoint
from citelaw.model import Locator, NearTitle, Statute, Undetermined, Version
from citelaw.registry import Registry
from citelaw.reporters.statutes._history import Held, History
from citelaw.reporters.statutes.article import Article, Neighbour, cited

_LONGEST_TITLE = 200
"""No title is longer; beyond this many characters nothing near is looked for."""

_LEAST_ABBREVIATED = 3
_LONGER = 3
"""A title is at most so many times as long as a short form of it."""

_MOST_NEAR = 3


def near(registry: Registry, title: str) -> tuple[NearTitle, ...]:
    """Return what an unknown title may mean: short forms first, then titles a few edits away."""
    title = title[:_LONGEST_TITLE]
    edits = {one.statute.id: one for one in registry.near_titles(title)}
    short = {one.statute.id: one for one in _abbreviated(registry, title)}
    return tuple((short | edits).values())[:_MOST_NEAR]


def _abbreviated(registry: Registry, title: str) -> tuple[NearTitle, ...]:
    """Return the titles of which ``title`` leaves characters out (工伤条例), the shortest first."""
    title = title.strip("《》 ")
    if len(title) < _LEAST_ABBREVIATED:
        return ()
    found = [
        NearTitle(statute=one, title=name, distance=float(len(name) - len(title)))
        for one in registry.statutes()
        for name in (one.title, *one.aliases)
        if len(name) <= _LONGER * len(title) and _in_order(title, name)
    ]
    return tuple(sorted(found, key=lambda one: (one.distance, one.title))[:_MOST_NEAR])


def _in_order(characters: str, text: str) -> bool:
    rest = iter(text)
    return all(character in rest for character in characters)


def history_of(registry: Registry, statute: Statute) -> History:
    """Return the changes of a statute and the versions held."""
    held = tuple(
        Held(one, registry.is_complete(one), registry.sources(one))
        for one in registry.versions(statute)
    )
    return History(statute, registry.changes(statute), held)


def place(text: str) -> Locator | None:
    """Return the article, or the unit of it, as people write it; None where it is none.

    >>> [place(one).key for one in ("88", "17-1", "第十七条之一", "第八十七条第二款")]
    ['a88', 'a17-1', 'a17-1', 'a87p2']
    >>> place("第三章"), place("第五条至第九条")
    (None, None)
    """
    text = "".join(text.split()).removeprefix("第")
    number, dash, inserted = text.partition("-")
    if number.isascii() and number.isdigit():
        text = f"{number}条之{inserted}" if dash else f"{number}条"
    elif "条" not in text:
        text += "条"
    token = pinpoint.read(f"第{text}", 0)
    read: list[pinpoint.Place] = []
    if token is not None and token.end == len(text) + 1:
        read += token.value
    if len(read) != 1 or read[0].locator.article is None or read[0].through is not None:
        return None
    return read[0].locator


def article_on(registry: Registry, statute: Statute, locator: Locator, day: date) -> Article:
    """Return what is known of the place ``locator`` in the version in force on ``day``."""
    at = registry.at(statute, day)
    article = Article(statute, locator, day, at)
    if isinstance(at, Version):
        return _filled(registry, article, at)
    if isinstance(at, Undetermined):
        possible = (registry.article_exists(one, locator) for one in at.candidates)
        return article._replace(possible=tuple(possible))
    return article


def has_place(registry: Registry, version: Version, locator: Locator) -> bool | None:
    """Return whether the version has the place; None where its text does not tell.

    It does not where it is not complete, nor, for a unit of an article, where nothing confirms how
    the article is divided.
    """
    facts = registry.article(version, locator)
    if facts is None:
        return registry.article_exists(version, locator)
    if any(locator[5:8]) and not facts.confirmations:
        return None
    return bool(cited(facts, locator))


def _filled(registry: Registry, article: Article, version: Version) -> Article:
    """Return the article with what the version in force knows of it."""
    facts = registry.article(version, article.locator)
    if facts is None:
        return article._replace(exists=registry.article_exists(version, article.locator))
    return article._replace(
        exists=bool(cited(facts, article.locator)),
        facts=facts,
        lines=registry.words(version, article.locator),
        neighbours=tuple(_neighbours(registry, article.statute, version, facts.locator)),
    )


def _neighbours(
    registry: Registry, statute: Statute, version: Version, locator: Locator
) -> Iterator[Neighbour]:
    held = [one for one in registry.versions(statute) if one.date]
    at = held.index(version) if version in held else len(held)
    for other in (at - 1, at + 1):
        if not 0 <= other < len(held) or at == len(held):
            continue
        later = other > at
        old, new = (version, held[other]) if later else (held[other], version)
        rows = tuple(
            row
            for row in registry.map_over((old, new))
            if locator == (row.old if later else row.new)
        )
        yield Neighbour(held[other], later, rows)
