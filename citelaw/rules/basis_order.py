"""CL706 basis-order (info, list, off)

找什么：同一格里的依据没有按层级从高到低排列。

为什么
    清单的体例是法律在前，行政法规、地方性法规、规章、规范性文件依次在后；乱序时容易漏看上位依据。

错误
    《青禾救助暂行办法》第二条；⟦《中华人民共和国青禾保险法》⟧第三条

    《青禾种子管理办法》第二条；《云杉省青禾救助条例》第三条；⟦《新渠稽核条例》⟧第二条

正确
    《中华人民共和国青禾保险法》第三条；《青禾救助暂行办法》第二条；《青禾种子管理办法》第二条

    《新渠稽核条例》第二条；《青禾救助暂行办法》第二条

    《青禾种子管理办法》第二条；《银杉省青禾种子检验规定》第三条

    《灯塔管理规定》第一条；《中华人民共和国青禾保险法》第三条

    《青禾种子管理办法》第二条：“依照《中华人民共和国青禾保险法》的规定办理。”

依据
    各文件的层级（立法法第九十八至一百零二条）。部门规章与地方政府规章、部门规章与地方性法规之间没有高低，
    不报；同层级的，层级不明或者只是推定的，引文里的，不报。默认不启用，用 --select CL706 启用。

English: The bases of a cell do not stand in order of their tiers.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from citelaw.model import (
    Diagnostic,
    MentionResolution,
    Need,
    Profile,
    ResolvedDocument,
    Rule,
    Section,
    Severity,
    Tier,
)
from citelaw.rules._basis import titled
from citelaw.rules._finding import finding
from citelaw.rules._items import items
from citelaw.rules._tier import sure_tier

CODE = ("CL706", "basis-order", Severity.INFO)

_RANKS: dict[Tier, tuple[int, int]] = {
    Tier.CONSTITUTION: (0, 0),
    Tier.LAW: (1, 1),
    Tier.ADMINISTRATIVE_REGULATION: (2, 2),
    Tier.SUPERVISION_REGULATION: (2, 2),
    Tier.LOCAL_REGULATION: (3, 3),
    Tier.DEPARTMENT_RULE: (3, 4),
    Tier.LOCAL_RULE: (4, 4),
    Tier.NORMATIVE_DOCUMENT: (5, 5),
}
"""From highest to lowest place; a department rule stands neither above nor below a local one.

Source:
    立法法 (2023修正) 第九十八至一百零二条.
"""


def check(resolved: ResolvedDocument) -> Iterator[Diagnostic]:
    """Yield a finding for every title that stands behind one of a lower tier."""
    for item in items(resolved):
        for cell in item.cells_of(Section.BASIS):
            bases = [one for one in item.mentions if one.cell is cell]
            yield from _in_cell(resolved, bases)


def _in_cell(
    resolved: ResolvedDocument, bases: Sequence[MentionResolution]
) -> Iterator[Diagnostic]:
    lowest: tuple[MentionResolution, Tier] | None = None
    for one in bases:
        tier = sure_tier(one)
        if tier is None or tier not in _RANKS:
            continue
        if lowest is not None and _RANKS[tier][1] < _RANKS[lowest[1]][0]:
            yield _finding(resolved, one, tier, *lowest)
        elif lowest is None or _RANKS[tier] > _RANKS[lowest[1]]:
            lowest = one, tier


def _finding(
    resolved: ResolvedDocument,
    one: MentionResolution,
    tier: Tier,
    before: MentionResolution,
    lower: Tier,
) -> Diagnostic:
    title, other = one.mention.title, before.mention.title
    return finding(
        resolved,
        CODE,
        one.cell,
        one.mention.span,
        message=(
            f"{titled(title)}属{tier.chinese}，宜排在属{lower.chinese}的{titled(other)}之前。"
        ),
        message_en=(
            f"{titled(title)} (“{tier.chinese}”) should precede {titled(other)} "
            f"(“{lower.chinese}”)."
        ),
        statute=one.mention,
    )


RULE = Rule(
    code=CODE[0],
    name=CODE[1],
    severity=CODE[2],
    check=check,
    profiles=(Profile.LIST,),
    on=False,
    needs=(Need.OWN_WORDS,),
)
