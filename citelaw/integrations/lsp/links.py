"""Links from cited titles to the official database (textDocument/documentLink).

国家法律法规数据库 holds the constitution, laws, administrative and supervision regulations, local
regulations and judicial interpretations, but no rules (规章) and no normative documents. The page
of a statute there has an address that cannot be told from its title; a link therefore leads to the
page on which statutes are searched. How that page reads its query is nowhere documented: where it
does not read the title, it is the right page all the same, and the tooltip has the title.
"""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import urlencode

from lsprotocol.types import DocumentLink

from citelaw.integrations.lsp.checked import Checked
from citelaw.integrations.lsp.standing import titled
from citelaw.model import MentionResolution, Statute, Tier
from citelaw.words import Words

SEARCH = "https://flk.npc.gov.cn/search"
"""The page on which the official database lists what it was asked for."""

HELD = frozenset(
    {
        Tier.CONSTITUTION,
        Tier.LAW,
        Tier.ADMINISTRATIVE_REGULATION,
        Tier.SUPERVISION_REGULATION,
        Tier.LOCAL_REGULATION,
        Tier.JUDICIAL_INTERPRETATION,
    }
)
"""What the official database holds."""


def links(checked: Checked, language: str) -> list[DocumentLink]:
    """Return a link for each title of a known statute that the official database holds."""
    found = ((span, _held(one)) for span, one in checked.mentions)
    return [
        DocumentLink(
            range=checked.range(span),
            target=address(statute.title),
            tooltip=_tooltip(statute.title).said(language),
        )
        for span, statute in found
        if statute is not None
    ]


def _held(one: MentionResolution) -> Statute | None:
    statute = one.statute
    if statute is None or not statute.tier_certain or statute.tier not in HELD:
        return None
    return statute


@lru_cache(maxsize=4096)
def address(title: str) -> str:
    """Return the address at which the official database is asked for a title."""
    return f"{SEARCH}?{urlencode({'searchType': 'title;accurate', 'searchValue': title})}"


def _tooltip(title: str) -> Words:
    name = titled(title)
    return Words(
        f"在国家法律法规数据库查找{name}",
        f"look {name} up in the National Database of Laws and Regulations",
    )
