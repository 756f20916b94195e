"""Kinds of organs: whom an article on accountability binds, and what the list's own organ is."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from citelaw.model import ResolvedDocument
from citelaw.pattern import Pattern
from citelaw.rules._items import Item, headings


class _Kind(NamedTuple):
    """A kind of organ: the words that name it as a subject, and those in names of such organs."""

    subject: Pattern
    organ: Pattern


_KINDS = tuple(
    _Kind(Pattern(subject), Pattern(organ))
    for subject, organ in (
        (r"公务员主管部门", r"组织部|人力资源|人事|人社|公务员"),
        (r"公安机关|公安部门|人民警察", r"公安|警|移民|出入境|消防"),
        (r"海关", r"海关|口岸"),
        (r"(?:人民)?法院|审判人员|法官", r"法院"),
        (r"(?:人民)?检察院|检察人员|检察官", r"检察"),
        (r"监察机关|监察委员会", r"监察|纪委|纪律检查"),
        (r"税务机关|税务人员|税务部门", r"税务|财政"),
        (r"审计机关|审计人员|审计部门", r"审计"),
        (r"海事管理机构|海事机构", r"海事|交通|港|航"),
        (r"国家安全机关", r"国家安全|公安"),
        (r"监狱|司法行政(?:机关|部门)", r"司法|监狱"),
        (r"(?:政府)?统计机构|统计人员", r"统计|发展和?改革|发改"),
        (r"中国人民银行|银行业监督管理机构|证券监督管理机构", r"银行|金融|证券|银保监|证监"),
        (r"档案主管部门|档案行政管理部门|档案馆", r"档案|档"),
        (r"烟草专卖(?:行政)?主管部门", r"烟草"),
        (r"地震工作(?:主管部门|机构)", r"地震|应急"),
        (r"气象主管机构", r"气象"),
    )
)

_GENERAL = Pattern(
    r"国家|行政机关|有关|其他|各级|人民政府|政府|部门、|等部门|负有|单位|组织|公职人员|事业|机构和|个人"
)
_STAFF = Pattern(  # an organ alone may be the one that disciplines: 监察机关对……给予处分
    r"(?:及其|和其|的)?(?:执法|监督|检查|管理|直属)?(?:工作)?人员|(?<=人员)|(?<=警察|法官)|(?<=检察官)"
)

_SPEAKS = Pattern(r"处分|问责|滥用职权|玩忽职守|徇私舞弊|追究")
_SUBJECT = Pattern(  # the subject that a quoted provision opens with
    r"[\s　“\"]*(?P<subject>[^，,。；;：:（）()《》“”\s]{2,40}?)"
    r"(?=[，,]?(?:有下列|违反|不履行|不依法|未|滥用|玩忽|徇私|泄露|利用|在[^，。]{2,20}中|索取|收受))"
)

_ORGAN = Pattern(
    r"[^\s，,。；;：:《》（）()]{2,30}?(?:局|委员会|委|办公室|厅|部|支队|大队|中心|法院|检察院|政府|海关|处|队|馆|社)"
)


def bound(words: str) -> int | None:
    """Return the kind of organ (its number) that a subject names alone, None for a general one.

    >>> bound("公务员主管部门的工作人员") is None
    False
    >>> bound("国家工作人员") is None
    True
    >>> bound("财政部门和审计机关的工作人员"), bound("监察机关")
    (None, None)
    """
    if _GENERAL.search(words):
        return None
    found = [
        (number, match.group())
        for number, kind in enumerate(_KINDS)
        if (match := kind.subject.match(words)) is not None
    ]
    if len(found) != 1:
        return None
    number, named = found[0]
    return number if _STAFF.fullmatch(words, len(named)) else None


def quoted_subject(text: str) -> str | None:
    """Return whom a quoted provision on accountability binds, as its first words name them."""
    if not _SPEAKS.search(text):
        return None
    found = _SUBJECT.match(text)
    return found["subject"] if found is not None else None


def organs_of_list(resolved: ResolvedDocument, items: Iterable[Item]) -> tuple[str, ...]:
    """Return the organs that exercise the powers, as the list's columns and headings name them."""
    named = {
        line.strip(): None
        for item in items
        for cell in item.organs
        for line in cell.text.split("\n")
    }
    for line in headings(resolved):
        named.update((organ, None) for organ in _organs_in(line))
    return tuple(organ for organ in named if organ)


@lru_cache(maxsize=4096)
def _organs_in(line: str) -> tuple[str, ...]:
    return tuple(_ORGAN.findall(line))


def may_be(number: int, organs: Iterable[str]) -> bool:
    """Return whether one of ``organs`` may be of the kind ``number``."""
    return any(_KINDS[number].organ.search(organ) for organ in organs)
