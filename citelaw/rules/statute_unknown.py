"""CL201 statute-unknown (info)

找什么：所引文件不在数据库中，未予核验。

为什么
    没有核验和核验无误是两回事，必须分开告诉读者；这不表示引用有误。

错误
    ⟦《无名湖水位管理规定》⟧第三条

正确
    【法律】《中华人民共和国青禾保险法》第三条

依据
    标题和别名都查不到。每个标题在一个文件中只报一次，其余位置列入相关位置。引文之内、版本说明之内的文件不报。

English: The statute is not in the database and was not checked; this is no error.
"""

from __future__ import annotations

from collections.abc import Iterator

from citelaw.model import (
    Diagnostic,
    Evidence,
    MentionResolution,
    Need,
    ResolvedDocument,
    Rule,
    Severity,
)
from citelaw.rules._finding import finding, related
from citelaw.rules._near import slip

CODE = ("CL201", "statute-unknown", Severity.INFO)


def check(resolved: ResolvedDocument) -> Iterator[Diagnostic]:
    """Yield one finding for every unknown title; the first place is marked."""
    places: dict[str, list[MentionResolution]] = {}
    for one in resolved.mentions:
        mention = one.mention
        if one.candidates or not mention.own or slip(one) is not None:
            continue
        places.setdefault(mention.stands_for or mention.title, []).append(one)
    for title, found in places.items():
        yield _finding(resolved, title, found)


def _finding(resolved: ResolvedDocument, title: str, found: list[MentionResolution]) -> Diagnostic:
    first = found[0]
    return finding(
        resolved,
        CODE,
        first.cell,
        first.mention.span,
        message=f"《{title}》不在数据库（数据截至{resolved.data_date}），未予核验，不表示有误。",
        message_en=(
            f"《{title}》 is not in the database (data to {resolved.data_date}); "
            "it was not checked, which does not mean that it is wrong."
        ),
        related=tuple(
            related(
                one.cell, one.mention.span, "同一文件，同样未予核验", "the same title, not checked"
            )
            for one in found[1:]
        ),
        evidence=Evidence(known_to=resolved.data_date),
        statute=first.mention,
    )


RULE = Rule(
    code=CODE[0],
    name=CODE[1],
    severity=CODE[2],
    check=check,
    needs=(Need.OWN_WORDS,),
)
