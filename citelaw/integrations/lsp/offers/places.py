"""The places that may be written behind 第: articles, then 款 and 项 of an article.

Only what the text has that the citation will be judged by; 款 and 项 only where it is known how
many there are.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from citelaw.integrations.lsp.checked import Checked
from citelaw.integrations.lsp.offers import (
    CONFIRMED,
    MOST,
    About,
    Kind,
    Offer,
    clock,
    version_label,
)
from citelaw.integrations.lsp.offers.cursor import Owner, TypedPlace
from citelaw.model import Locator, Statute, Version
from citelaw.numeral import to_chinese
from citelaw.words import Words

_BRACKETS = "（("


class Meant(NamedTuple):
    """A statute and the text of it that a place is of."""

    statute: Statute
    version: Version


def meant(checked: Checked, owner: Owner) -> Meant | None:
    """Return the text that a place of ``owner`` will be judged by, None where none is held.

    The one that a note behind the title names; else the one in force when the list was made, where
    there is a last day for that; else the one in force today. Where it is not known which of
    several is, the newest.
    """
    registry, asked = checked.engine.registry, clock(checked)
    if owner.resolution is not None:
        statute = owner.resolution.statute
    else:
        found = registry.by_title(owner.mention.stands_for or owner.mention.title)
        statute = found[0] if len(found) == 1 else None
    if statute is None or not registry.versions(statute):
        return None
    named = asked.named(statute, owner.mention)
    if named is not None and named.firm:
        return Meant(statute, named.version)
    versions = asked.window(statute).versions if asked.bounded else ()
    newest = registry.latest(statute)
    for version in (*(versions or asked.today(statute))[-1:], newest):
        if version is not None:
            return Meant(statute, version)
    return None


def place_offers(checked: Checked, typing: TypedPlace, language: str) -> Iterator[Offer]:
    """Yield the places whose numbers begin as is typed, in Chinese or in Arabic numerals."""
    found = meant(checked, typing.owner)
    if found is None:
        return
    printed = checked.source[typing.start + 1 : typing.stop]
    number = printed.lstrip(_BRACKETS)
    if typing.unit == "条":
        places: Iterable[Locator] = checked.engine.registry.places(found.version)
    else:
        places = _units(checked, typing, found.version)
    fitting = (one for one in places if _begins(_number(one, typing.unit), number))
    for one in islice(fitting, MOST):
        yield _offer(checked, found, one, typing, printed, language)


def _number(place: Locator, unit: str) -> int:
    number = {"条": place.article, "款": place.paragraph, "项": place.item}[unit]
    assert number is not None
    return number


def _begins(number: int, printed: str) -> bool:
    typed = unicodedata.normalize("NFKC", printed).replace("○", "零").replace("〇", "零")
    return to_chinese(number).startswith(typed) or str(number).startswith(typed)


def _units(checked: Checked, typing: TypedPlace, version: Version) -> Iterator[Locator]:
    """Yield the 款 of the article, or the 项 of the 款.

    An article of one 款 is cited without it; a 项 without its 款 is that of the only one with 项.
    """
    owner = typing.owner.locator
    article = Locator(article=owner.article, inserted=owner.inserted)
    units = checked.engine.registry.units(version, article)
    if units is None or units.confirmations < CONFIRMED:
        return
    if typing.unit == "款":
        if units.paragraphs > 1:
            yield from (article._replace(paragraph=n + 1) for n in range(units.paragraphs))
        return
    items = [number for number in units.items if number]
    if owner.paragraph is not None:
        items = list(units.items[owner.paragraph - 1 : owner.paragraph])
    if len(items) == 1:
        for number in range(items[0]):
            yield article._replace(paragraph=owner.paragraph, item=number + 1)


def _offer(
    checked: Checked,
    found: Meant,
    place: Locator,
    typing: TypedPlace,
    printed: str,
    language: str,
) -> Offer:
    number = _number(place, typing.unit)
    figure = to_chinese(number)
    typed = printed.lstrip(_BRACKETS)
    bracketed = typed != printed
    text = f"第（{figure}）{typing.unit}" if bracketed else f"第{figure}{typing.unit}"
    if place.inserted is not None:
        text += f"之{to_chinese(place.inserted)}"
    arabic = typed and unicodedata.normalize("NFKC", typed).isdecimal()
    spelled = str(number) if arabic else figure
    does = _does(checked, found.version, place).said(language)
    label = version_label(found.version).said(language)
    return Offer(
        kind=Kind.PLACE,
        label=text,
        text=text,
        fits=f"第{printed}{spelled[len(typed) :]}{'）' if bracketed else ''}{typing.unit}",
        detail=" · ".join(filter(None, (label, does))),
        beside=does,
        about=About(found.statute.title, found.version.id, place),
    )


def _does(checked: Checked, version: Version, place: Locator) -> Words:
    """Return what a place does: 罚则, 许可."""
    flags = checked.engine.registry.flags(version, place)
    if not flags:
        return Words("", "")
    return Words("、".join(flags.chinese), ", ".join(str(one.name).lower() for one in flags))
