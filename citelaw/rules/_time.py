"""Since when something is wrong: when the list was made, or only today.

The list's date is an interval of calendar days (``ListDate``). What holds on every day of it is
wrong since "list"; what holds on the day that counts as today alone, since "today".
"""

from __future__ import annotations

from datetime import date

from citelaw.model import DateBasis, MentionResolution, ResolvedDocument
from citelaw.pattern import Pattern
from citelaw.rules._basis import day

_FORMER = Pattern(r"(?:原|旧|修[订正改]前的?)\s?[《〈]?$")
_SPEAKS_OF_REPEAL = Pattern(
    r"[^。；;\n《]{0,12}?(?:同时|即行|予以|一并|已经?|被|宣布)?(?:废止|失效|停止执行|不再执行)"
)
_REPEALS = Pattern(r"(?:废止|代替|取代|替代)了?[《〈]?$")
_CHANGING = Pattern(r"(?:修改|修正|修订|废止|宣布失效)[^《》]{0,60}的决定[》〉]?$")
_YEAR = Pattern(r"(?<![0-9])((?:19|20)[0-9]{2})(?![0-9])")


def wrong_since(resolved: ResolvedDocument, begins: date) -> str | None:
    """Return since when a thing that holds from the day ``begins`` on is wrong, None if not yet."""
    first = resolved.list_date.not_before if resolved.list_date is not None else None
    if first is not None and begins <= first:
        return "list"
    return "today" if begins <= resolved.as_of else None


def was_right(resolved: ResolvedDocument, begins: date) -> bool:
    """Return whether the list is surely older than the day ``begins``."""
    last = resolved.list_date.not_after if resolved.list_date is not None else None
    return last is not None and last < begins


def list_day(resolved: ResolvedDocument) -> str:
    """Return the list's date as a message prints it: 本清单日期2023年6月1日, 本清单日期2023年."""
    known = resolved.list_date
    assert known is not None
    assert known.not_before is not None
    first, last = known.not_before, known.not_after
    if known.basis is DateBasis.INFERRED or last is None:
        return f"推定的清单日期{day(first)}"
    if (first.month, first.day, last) == (1, 1, date(first.year, 12, 31)):
        return f"本清单日期{first.year}年"
    return f"本清单日期{day(first)}" + (f"至{day(last)}" if last != first else "")


def speaks_of_the_past(one: MentionResolution) -> bool:
    """Return whether the words around a mention say themselves that the statute is a former one.

    So are 原《某办法》, 《某办法》同时废止, and decisions that amend or repeal others.
    """
    text, span = one.cell.text, one.mention.span
    before = text[max(span.start - 8, 0) : span.start]
    return bool(
        _FORMER.search(before)
        or _REPEALS.search(before)
        or _SPEAKS_OF_REPEAL.match(text, span.end)
        or _CHANGING.search(one.mention.title)
    )


def newest_year(one: MentionResolution) -> int | None:
    """Return the newest year that the mention's own notes and numbers print, None without any."""
    printed = [dated.value for note in one.mention.notes for dated in note.dates]
    printed += [number.text for number in one.mention.numbers]
    years = [int(found[1]) for words in printed for found in _YEAR.finditer(words)]
    return max(years, default=None)
