"""Does a version have the cited place: the article, and the 款, 项 and 目 in it?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from citelaw.model import Locator, Missing, Pinpoint, Version

if TYPE_CHECKING:
    from citelaw.registry import Registry

_CONFIRMED = 2
"""Independent sources from which the breaks between 款 and 项 are trusted."""

_LONGEST_RANGE = 20
"""Articles in a range of which each is looked at."""


class Places:
    """Asks which places a version has."""

    def __init__(self, registry: Registry) -> None:
        self.registry = registry

    def has(self, version: Version, pinpoint: Pinpoint) -> bool | None:
        """Return whether the version has the place (both ends of a range), None if unknown."""
        known = [self._has(version, locator) for locator in _ends(pinpoint)]
        if False in known:
            return False
        return None if None in known else True

    def _has(self, version: Version, locator: Locator) -> bool | None:
        if locator.article is None:
            return self.registry.chapter_exists(version, locator)
        has = self.registry.article_exists(version, locator)
        if not has or not cites_unit(locator):
            return has
        return self.has_unit(version, locator)

    def missing(self, version: Version, pinpoint: Pinpoint) -> Missing | None:
        """Return what ``version`` lacks of the place, None where it has it all or none can tell."""
        for locator in _ends(pinpoint):
            if self._has(version, locator) is False:
                return self._missing(version, locator)
        return None

    def _missing(self, version: Version, locator: Locator) -> Missing:
        if locator.article is None:
            return Missing("chapter", locator)
        if not self.registry.article_exists(version, locator):
            return Missing("article", Locator(*number(locator)), version.last_article)
        units = self.registry.units(version, locator)
        assert units is not None
        items = max(units.items, default=0)
        if locator.paragraph is not None and locator.paragraph > units.paragraphs:
            place = locator._replace(item=None, subitem=None)
            return Missing("paragraph", place, units.paragraphs, items)
        if locator.paragraph is not None:
            items = units.items[locator.paragraph - 1]
        return Missing("item", locator._replace(subitem=None), items, items)

    def has_unit(
        self, version: Version, locator: Locator, *, confirmed: bool = False
    ) -> bool | None:
        """Return whether the article has the 款, 项 and 目, None where its breaks are not sure.

        A quotation that fills the unit from end to end (``confirmed``) is a source of its own.
        """
        units = self.registry.units(version, locator)
        if units is None or not (confirmed or units.confirmations >= _CONFIRMED):
            return None
        paragraph = locator.paragraph
        if paragraph is not None and paragraph > units.paragraphs:
            return False
        chosen = slice(None) if paragraph is None else slice(paragraph - 1, paragraph)
        if locator.item is not None and locator.item > max(units.items[chosen], default=0):
            return False
        if locator.subitem is None:
            return True
        return locator.subitem <= max(units.subitems[chosen], default=0) or None


def number(locator: Locator) -> tuple[None, None, None, int | None, int | None]:
    """Return the locator's article without its units, as the first fields of a ``Locator``."""
    return (None, None, None, locator.article, locator.inserted)


def cites_unit(locator: Locator) -> bool:
    """Return whether the locator names a 款, 项 or 目."""
    return (locator.paragraph, locator.item, locator.subitem) != (None, None, None)


def articles(pinpoint: Pinpoint) -> list[Locator]:
    """Return the articles of a pinpoint; of a range all that it spans."""
    first = pinpoint.locator.article
    if first is None:
        return []
    last = pinpoint.through.article if pinpoint.through is not None else None
    if last is None or last - first > _LONGEST_RANGE:
        return [Locator(*number(pinpoint.locator))]
    return [Locator(article=one) for one in range(first, last + 1)]


def _ends(pinpoint: Pinpoint) -> tuple[Locator, ...]:
    if pinpoint.through is None:
        return (pinpoint.locator,)
    return (pinpoint.locator, pinpoint.through)
