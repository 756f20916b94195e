"""The tier of a basis, only where nobody can doubt it."""

from __future__ import annotations

from citelaw.model import MentionResolution, Statute, Tier
from citelaw.pattern import Pattern

_CONTINUED = Pattern(r"(?:及其)?的?(?:配套|实施|施行|补充|修正|修改|司法解释|通知|决定|等(?!级))")
"""Words behind the marks that name another document, or more than one: 《某规定》实施细则."""

_FILED = Pattern(r"(?P<code>[^〔〕]{2,24})〔(?P<year>(?:19|20)\d\d)〕")
_NOTICE = Pattern(r"(?:通知|意见|复函|函|批复|通告|公告|方案|规划|纲要)$")
_POSTS = Pattern(r"职能配置.{0,3}内设机构和人员编制(?:的?规定|方案)")
_NOT_BY_CODE = Pattern(r"人大|常|法释|法发|高检|令|公告")
_ORDERS_ONLY = 2002
"""Since this year a rule (规章) is promulgated by an order (令), never by a numbered document."""

_LEGISLATION_LAW = "2000-07-01"
"""Since when a rule approved by the State Council is no 行政法规 (立法法 第九十四条, 2000)."""


def sure_tier(one: MentionResolution) -> Tier | None:
    """Return the tier of what is named, None where it is unknown, guessed or disputed.

    A document with a number of the form 某发〔2019〕3号 that calls itself a notice is a 规范性文件
    by its form, whether the database holds it or not; so is what lays down the posts of an organ
    (三定规定).

    Source:
        规章制定程序条例 (2001) 第三十条, in force since 2002-01-01: rules are published by order.
        立法法 (2000) 第六十一条: administrative regulations are published by order too.
    """
    statute = one.statute
    if continues(one):
        return None
    if statute is not None and statute.tier_certain:
        rule = statute.tier is Tier.DEPARTMENT_RULE
        return None if rule and approved_early(statute) else statute.tier
    guessed = statute is not None and statute.tier is Tier.NORMATIVE_DOCUMENT
    if one.candidates and not guessed:
        return None
    title = one.mention.title
    by_form = _is_filed(one) and (guessed or _NOTICE.search(title) is not None)
    return Tier.NORMATIVE_DOCUMENT if by_form or _POSTS.search(title) else None


def continues(one: MentionResolution) -> bool:
    """Return whether the words behind the marks make another document of the title."""
    return _CONTINUED.match(one.cell.text, one.mention.span.end) is not None


def approved_early(statute: Statute) -> bool:
    """Return whether the State Council approved the statute before the 立法法.

    What it approved and a department issued passed for an administrative regulation and for a rule
    alike.
    """
    return any(
        event.kind == "approved" and event.date < _LEGISLATION_LAW for event in statute.events
    )


def _is_filed(one: MentionResolution) -> bool:
    """Return whether the number is that of a document of an organ, not of an order."""
    number = one.mention.document_number
    filed = _FILED.match(number.text) if number is not None else None
    if filed is None or int(filed["year"]) < _ORDERS_ONLY:
        return False
    return not _NOT_BY_CODE.search(filed["code"])
