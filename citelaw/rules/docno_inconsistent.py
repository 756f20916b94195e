"""找什么：同一文件在清单里写了几个文号，或者几个文件共用一个文号。

为什么
    一个文件只有一个发文字号。前后不一，至少有一处是错的。

错误
    【规范性文件】《关于印发〈甲奖励暂行办法〉的通知》（甲保办发〔2018〕22号）第三条；
    【规范性文件】《关于印发〈甲奖励暂行办法〉的通知》（⟦甲保发〔2018〕22号⟧）第四条

    【规范性文件】《关于加强甲资金监督工作的意见》（甲发〔2019〕35号）第三条；
    【规范性文件】《乙类医疗机构设置规划方案》（⟦甲发〔2019〕35号⟧）第四条

    【规范性文件】《甲奖励暂行办法》（甲发〔2018〕22号）第三条；《甲奖励暂行办法》（甲发[2018]22号）第四条；
    【规范性文件】《甲奖励暂行办法》（⟦甲发〔2018〕23号→甲发〔2018〕22号⟧）第四条

正确
    【规范性文件】《甲局关于印发〈甲奖励暂行办法〉的通知》（甲保办发〔2018〕22号）第三条；
    【规范性文件】《甲奖励暂行办法》（甲保办发[2018]22号）第四条

    【规范性文件】《关于进一步完善甲救助制度的意见》（国甲发〔2015〕30号）第三条；
    【规范性文件】《甲省人民政府办公厅关于进一步完善甲救助制度的意见》（甲政办发〔2017〕54号）第四条

    【规范性文件】《甲管理办法》（甲发〔2010〕1号，甲发〔2015〕2号修订）第三条；
    【规范性文件】《甲管理办法》（甲发〔2010〕1号）第四条

    【行政法规】《甲条例》（国务院令第649号）第三条；
    【行政法规】《甲条例》（国务院令第709号修订）第四条

依据
    只比较发文字号；主席令、部令、公告的号码每届重起，修改决定一令改多部法规，都不比较。括号、空格的写法
    不同不算不同。《关于印发〈甲办法〉的通知》与《甲办法》是同一文件；题名相近的、互相包含的，以及
    一个通知印发的几个附件，不算几个文件；上下级机关各自制发的同名文件，不算同一文件。少数处为错；处数相同的，标后出现的。

English: One document with several numbers in the file, or one number on several documents.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from citelaw.model import (
    Cell,
    Certainty,
    Diagnostic,
    DocumentNumber,
    Need,
    ResolvedDocument,
    Rule,
    Severity,
)
from citelaw.pattern import Pattern
from citelaw.rules._finding import finding, is_number, own_mentions, related
from citelaw.rules._number import Parts, check_form, coded_parts

CODE = ("CL503", "docno-inconsistent", Severity.WARNING)

NEAR = 0.6
"""From this likeness on two titles may be one title, printed with a slip."""

LONG_TITLE = 12
"""From this length on a title is hardly given to two documents by one organ."""

_NOT_WORDS = Pattern(r"[\s《》〈〉<>＜＞（）()“”、，]|中华人民共和国")
_SENT_OUT = Pattern(
    r"^(?!.*(?:转发|批转))(?:[^〈〉]{0,60}?(?:印发|颁发|下发|发布))?〈?([^〈〉]{4,80}?)〉?的通知$"
)
_SENDS = Pattern(r"〈|印发|颁发|下发|发布")
_SUBJECT = Pattern(r"^(.*?)(关于.*)$")


class _Use(NamedTuple):
    """One place where a document is named with its number."""

    cell: Cell
    number: DocumentNumber
    text: str
    parts: Parts
    issuer: str
    subject: str
    inner: tuple[str, ...]


def check(resolved: ResolvedDocument) -> Iterator[Diagnostic]:
    """Yield a finding for each number that contradicts another place of the file."""
    uses = list(_uses(resolved))
    yield from _several_numbers(resolved, uses)
    yield from _several_documents(resolved, uses)


def _uses(resolved: ResolvedDocument) -> Iterator[_Use]:
    for cell, mention in own_mentions(resolved):
        coded = [(one, coded_parts(one.raw)) for one in mention.numbers]
        known = [(one, parts) for one, parts in coded if parts is not None]
        if mention.noted or len(known) != 1 or is_number(mention):
            continue  # a document that prints two numbers says itself that it has both
        number, parts = known[0]
        text = check_form(number.raw).right
        issuer, subject = _document(mention.stands_for or mention.title)
        inner = tuple(_NOT_WORDS.sub("", title) for title in mention.inner)
        yield _Use(cell, number, text, parts, issuer, subject, inner)


def _document(title: str) -> tuple[str, str]:
    """Return the issuer that a title names (or "") and the words that identify the document."""
    sent = _SENT_OUT.match(title)
    if sent is not None and _SENDS.search(title):
        return "", _NOT_WORDS.sub("", sent[1])
    words = _NOT_WORDS.sub("", title)
    found = _SUBJECT.match(words)
    return (found[1], found[2]) if found is not None else ("", words)


# ---------------------------------------------------------------- one document, several numbers


def _several_numbers(resolved: ResolvedDocument, uses: Sequence[_Use]) -> Iterator[Diagnostic]:
    by_subject: dict[str, list[_Use]] = defaultdict(list)
    for use in uses:
        by_subject[use.subject].append(use)
    for same in by_subject.values():
        groups = _grouped(same, key=lambda use: use.parts)
        if len(groups) < 2:
            continue
        right = groups[0]
        for wrong in groups[1:]:
            certainty = _contradiction(right[0], wrong[0])
            if certainty is None:
                continue
            expected = right[0].text if len(right) > len(wrong) else None
            for use in wrong:
                yield _number_finding(resolved, use, right, expected, certainty)


def _number_finding(
    resolved: ResolvedDocument,
    use: _Use,
    others: Sequence[_Use],
    expected: str | None,
    certainty: Certainty,
) -> Diagnostic:
    return finding(
        resolved,
        CODE,
        use.cell,
        use.number.span,
        message=f"同一文件在本清单另有{len(others)}处写作“{others[0].text}”，应核对后统一。",
        message_en=f"The same document is numbered {others[0].text} elsewhere in this file.",
        certainty=certainty,
        expected=expected,
        related=tuple(
            related(one.cell, one.number.span, f"此处写作“{one.text}”") for one in others
        ),
    )


def _contradiction(one: _Use, two: _Use) -> Certainty | None:
    """Return how sure it is that two numbers under one title contradict each other, or None.

    Organs of several levels give their documents the same title; so two numbers that share one
    part only contradict where the organ is the same and the title is long.
    """
    if not _same_issuer(one.issuer, two.issuer):
        return None
    if sum(a == b for a, b in zip(one.parts, two.parts, strict=True)) == len(one.parts) - 1:
        return Certainty.CERTAIN
    same_organ = one.parts.code == two.parts.code and one.issuer == two.issuer
    return Certainty.LIKELY if same_organ and len(one.subject) >= LONG_TITLE else None


def _same_issuer(one: str, two: str) -> bool:
    """Return whether two issuers may be one organ; a short name is read into the full one."""
    short, full = sorted((one, two), key=len)
    rest = iter(full)
    return all(character in rest for character in short)


# ---------------------------------------------------------------- one number, several documents


def _several_documents(resolved: ResolvedDocument, uses: Sequence[_Use]) -> Iterator[Diagnostic]:
    by_number: dict[Parts, list[_Use]] = defaultdict(list)
    for use in uses:
        by_number[use.parts].append(use)
    for same in by_number.values():
        groups = _grouped(same, key=lambda use: use.subject)
        for wrong in groups[1:]:
            if not _related_titles(groups[0], wrong):
                for use in wrong:
                    yield _document_finding(resolved, use, groups[0])


def _document_finding(resolved: ResolvedDocument, use: _Use, others: Sequence[_Use]) -> Diagnostic:
    return finding(
        resolved,
        CODE,
        use.cell,
        use.number.span,
        message=f"“{use.text}”在本清单另有{len(others)}处用作另一文件的文号，应核对。",
        message_en=f"{use.text} is the number of another document elsewhere in this file.",
        certainty=Certainty.LIKELY,
        related=tuple(
            related(one.cell, one.number.span, "此处用作另一文件的文号") for one in others
        ),
    )


def _related_titles(one: Sequence[_Use], two: Sequence[_Use]) -> bool:
    """Return whether two titles may name one document, or what it encloses."""
    a, b = one[0].subject, two[0].subject
    if a in b or b in a:
        return True
    if any(title in (a, b) for use in (*one, *two) for title in use.inner):
        return True
    from difflib import SequenceMatcher  # lazy: 2 ms

    return SequenceMatcher(None, a, b, autojunk=False).ratio() >= NEAR


def _grouped(uses: Sequence[_Use], key: object) -> list[list[_Use]]:
    """Return ``uses`` in groups, the largest first; of equal ones the one that begins first."""
    assert callable(key)
    groups: dict[object, list[_Use]] = {}
    for use in uses:
        groups.setdefault(key(use), []).append(use)
    return sorted(groups.values(), key=lambda group: -len(group))


RULE = Rule(
    code=CODE[0],
    name=CODE[1],
    severity=CODE[2],
    check=check,
    needs=(Need.OWN_WORDS, Need.NUMBER),
)
