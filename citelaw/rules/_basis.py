"""What the rules on statutes share: the words of their messages, their evidence, their weight."""

from __future__ import annotations

from datetime import date

from citelaw.days import exact_day
from citelaw.model import (
    NO_EVIDENCE,
    ArticleFlag,
    Certainty,
    CitationResolution,
    DateBasis,
    Evidence,
    Locator,
    Profile,
    ResolvedDocument,
    Severity,
    Statute,
    Tier,
    Version,
)
from citelaw.pattern import Pattern
from citelaw.rules._title import inside

_SEVERAL_SOURCES = frozenset({Tier.CONSTITUTION, Tier.LAW, Tier.ADMINISTRATIVE_REGULATION})
HARMLESS = ArticleFlag.DUTY | ArticleFlag.REFERRAL | ArticleFlag.INSPECTION | ArticleFlag.LICENCE
"""What an article may do and yet carry no penalty."""

_ARTICLE = Pattern(
    r"^[ \t\u3000]{0,4}第?[^条款项章节编目]{1,12}条(?:之[一二三四五六七八九十0-9０-９]{1,3})?"
)


def evidence(
    statute: Statute | None, version: Version | None = None, locator: Locator | None = None
) -> Evidence:
    """Return what proves a finding; nothing where the statute is unknown."""
    if statute is None:
        return NO_EVIDENCE
    dated = version if version and version.date else None
    return Evidence(
        statute=statute.title,
        version=f"{dated.label}（{dated.date}）" if dated else None,
        version_en=f"{dated.label_en} ({dated.date})" if dated else None,
        pinpoint=locator.chinese() if locator else None,
        source=version.decree_number if version else statute.document_number,
        known_to=statute.known_to,
    )


def statute_of(resolution: CitationResolution) -> Statute:
    """Return the statute of a resolved citation."""
    assert resolution.mention is not None
    assert resolution.mention.statute is not None
    return resolution.mention.statute


def titled(title: str) -> str:
    """Return a title in its marks, with 〈〉 inside (GB/T 15834-2011).

    >>> titled("甲局关于印发《乙办法》的通知")
    '《甲局关于印发〈乙办法〉的通知》'
    """
    return f"《{inside(title)}》"


def article(locator: Locator) -> str:
    """Return the article of a place in words, without 款 and 项."""
    return Locator(article=locator.article, inserted=locator.inserted).chinese()


def with_article(raw: str, locator: Locator) -> str | None:
    """Return the printed place with another article number, None where it prints no article.

    >>> with_article("第一百零四条第二款", Locator(article=108))
    '第一百零八条第二款'
    """
    if not _ARTICLE.match(raw):
        return None
    return _ARTICLE.sub(article(locator), raw, count=1)


def day(value: date | None, otherwise: str = "") -> str:
    """Return a day as prose prints it: 2019年6月1日.

    Without one it is that of the data in ``otherwise``, which stands as it is where it is no day.
    """
    value = value or exact_day(otherwise)
    return f"{value.year}年{value.month}月{value.day}日" if value is not None else otherwise


def day_known(resolved: ResolvedDocument) -> bool:
    """Return whether a last day is known on which the document was made."""
    return resolved.list_date is not None and resolved.list_date.not_after is not None


def by_later_law(resolved: ResolvedDocument, resolution: CitationResolution) -> bool:
    """Return whether a decision would be held against law that came after it.

    A court or an authority decides by the law of its day: that a number or words were changed
    later is no fault of the decision.
    """
    return resolved.profile is Profile.JUDGMENT and resolution.meant_since == "today"


def severity(resolution: CitationResolution, default: Severity) -> Severity:
    """Return how bad a finding is: what was right when the list was made is a warning at most."""
    was_right = isinstance(resolution.at_list, Version) and resolution.at_list != resolution.meant
    later = resolution.meant_since == "today" and was_right
    return Severity.WARNING if later and default is Severity.ERROR else default


def certainty(resolved: ResolvedDocument, resolution: CitationResolution) -> Certainty:
    """Return how sure a finding is.

    Certain is what several sources show, for a statute whose every version is held, up to the day
    to which its changes are known.
    """
    statute = statute_of(resolution)
    if not statute.history_complete or statute.tier not in _SEVERAL_SOURCES:
        return Certainty.LIKELY
    judged = resolved.as_of
    if resolution.meant_since == "list" and resolved.list_date is not None:
        known = resolved.list_date.not_after
        if resolved.list_date.basis is DateBasis.INFERRED or known is None:
            known = resolved.list_date.not_before
        judged = known or judged
    beyond = statute.known_to is None or statute.known_to < judged.isoformat()
    return Certainty.LIKELY if beyond else Certainty.CERTAIN
