"""Says in Chinese what a text lacks, for those who import it."""

from __future__ import annotations

from citelaw.numeral import to_chinese
from citelaw.registry.building.corpus import StatuteText
from citelaw.registry.building.provisions import Misplaced, misplaced

UNDATED = "未注明日期，不能判断何时有效"
NOT_CLOSED = "没有收尾条款"


def faults_of(text: StatuteText) -> list[str]:
    """Return what ``text`` lacks: its date, articles, and the first that is out of place.

    A document without articles (决定, 解释) lacks none.
    """
    faults = [] if text.dated else [UNDATED]
    if text.short:
        faults.append(f"开头说有 {text.declared} 条，只读到 {len(text.articles)} 条")
    if not text.articles:
        return faults
    wrong = misplaced(list(text.articles), text.title)
    if wrong:
        faults.append(_numbering(wrong[0]))
    elif not text.closed:
        faults.append(NOT_CLOSED)
    return faults


def _numbering(wrong: Misplaced) -> str:
    number, inserted = wrong.article.key
    name = f"第{to_chinese(number)}条"
    if not number:
        return f"第 {wrong.article.line} 行的条号读不出"
    if inserted:
        return f"{name}之{to_chinese(inserted)}的位置不对"
    if number < wrong.due:
        return f"{name}重复或者次序不对"
    last = number - 1
    return f"缺第{to_chinese(wrong.due)}条" + (
        f"至第{to_chinese(last)}条" if last > wrong.due else ""
    )
