"""Version notes after a title: which day, and what happened on it.

Not found by the scan: the fold reads a note where it has found the words that may be one.
"""

from __future__ import annotations

from collections.abc import Sequence

from citelaw.grammar.tokens._text import SPACE, Token, TokenKind
from citelaw.model import DateKind, NoteDate
from citelaw.numeral import parse_number
from citelaw.pattern import Pattern
from citelaw.span import Span

_CN = "〇零○O一二三四五六七八九"
_DATE = Pattern(
    rf"((?:1[89]|20|１９|２０)[0-9０-９]{{2}}|[一二][{_CN}]{{3}})"
    rf"(?:{SPACE}*年{SPACE}*(?:([0-9０-９]{{1,2}}|[一二三四五六七八九十]{{1,3}}){SPACE}*月份?{SPACE}*"
    rf"(?:([0-9０-９]{{1,2}}|[一二三四五六七八九十]{{1,3}}){SPACE}*日)?)?"
    rf"|[.\-/．]([0-9]{{1,2}})(?:[.\-/．]([0-9]{{1,2}}))?"
    rf"|(?=第?[一二三四五六七八九十]{{0,2}}次?(?:修正|修订|修改)))"
)
_KIND = Pattern(
    r"(?:第([一二三四五六七八九十]{1,2})次)?"
    r"(审议通过|表决通过|通过|重新公布|重新发布|公布|发布|颁布|印发|施行|实施|生效|起执行|修正|修改|修订)(?!的)"
)
_KIND_BEFORE = Pattern(
    rf"(通过|公布|发布|颁布|印发|施行|实施|生效|修正|修改|修订)(?:日期|时间)?{SPACE}?(?:于|为|[：:])?{SPACE}?$"
)
_NOT_A_DATE = Pattern(r"(?:版|本(?![法条办规细])|年版|年本|年度|号|[0-9])")

_KINDS = {
    "通过": DateKind.ADOPTED,
    "审议通过": DateKind.ADOPTED,
    "表决通过": DateKind.ADOPTED,
    "公布": DateKind.PROMULGATED,
    "发布": DateKind.PROMULGATED,
    "颁布": DateKind.PROMULGATED,
    "印发": DateKind.PROMULGATED,
    "重新公布": DateKind.PROMULGATED,
    "重新发布": DateKind.PROMULGATED,
    "施行": DateKind.EFFECTIVE,
    "实施": DateKind.EFFECTIVE,
    "生效": DateKind.EFFECTIVE,
    "起执行": DateKind.EFFECTIVE,
    "修正": DateKind.AMENDED,
    "修改": DateKind.AMENDED,
    "修订": DateKind.REVISED,
}


def read_dates(
    text: str, start: int, end: int, masked: Sequence[tuple[int, int]] = ()
) -> tuple[NoteDate, ...]:
    """Return the dates of the note ``text[start:end]`` with what happened on them.

    ``masked`` are the spans of titles and numbers inside the note; nothing in them is read.
    A date's kind is the first word of an event between it and the next date.
    """
    found = [
        match
        for match in _DATE.finditer(text, start, end)
        if not _inside(match.start(), masked) and not _NOT_A_DATE.match(text, match.end(), end)
    ]
    dates = []
    for index, match in enumerate(found):
        stop = found[index + 1].start() if index + 1 < len(found) else end
        dates.append(_read_date(text, match, start, stop, masked))
    for index in range(len(dates) - 2, -1, -1):
        between = _unmasked(text, found[index].end(), found[index + 1].start(), masked)
        if dates[index].kind is DateKind.UNSPECIFIED and between in ("、", "和", "及"):
            kind = dates[index + 1].kind  # 2010年、2018年修正: the word belongs to both
            dates[index] = dates[index]._replace(kind=kind, word=dates[index + 1].word)
    return tuple(dates)


def _unmasked(text: str, start: int, end: int, masked: Sequence[tuple[int, int]]) -> str:
    """Return what stands between two dates beside titles and numbers."""
    for begin, stop in masked:
        if start <= begin and stop <= end:
            return text[start:begin] + _unmasked(text, stop, end, masked)
    return text[start:end]


def _inside(position: int, masked: Sequence[tuple[int, int]]) -> bool:
    return any(start <= position < end for start, end in masked) if masked else False


def _read_date(
    text: str, match: object, start: int, stop: int, masked: Sequence[tuple[int, int]]
) -> NoteDate:
    year, month, day, dotted_month, dotted_day = match.groups()  # type: ignore[attr-defined]
    begin, end = match.start(), match.end()  # type: ignore[attr-defined]
    if not year.isascii():
        year = f"{parse_number(year.replace('○', '〇').replace('O', '〇')):04d}"
    value = year
    month = month or dotted_month
    day = day or dotted_day
    if month:
        value = f"{year}-{parse_number(month):02d}"
        if day:
            value = f"{value}-{parse_number(day):02d}"
    word = None
    for candidate in _KIND.finditer(text, end, stop):
        if not _inside(candidate.start(), masked):
            word = candidate
            break
    if word is None:
        before = _KIND_BEFORE.search(text, max(start, begin - 8), begin)
        if before is not None:
            return NoteDate(
                kind=_KINDS[before[1]], value=value, span=Span(before.start(), end), word=before[1]
            )
        return NoteDate(kind=DateKind.UNSPECIFIED, value=value, span=Span(begin, end))
    return NoteDate(
        kind=_KINDS[word[2]],
        value=value,
        span=Span(begin, word.end()),
        word=word[2],
        ordinal=parse_number(word[1]) if word[1] else None,
    )


def looks_like_note(text: str, start: int, end: int) -> bool:
    """Return whether ``text[start:end]`` holds a date or a word that names a version."""
    return (
        _VERSION_WORD.search(text, start, end) is not None
        or _DATE.search(text, start, end) is not None
    )


_VERSION_WORD = Pattern(r"修正|修订|修改|公布|发布|通过|施行|试行|令|号")


def _read_example(text: str, position: int) -> Token | None:
    return Token("note", position, len(text), read_dates(text, position, len(text)))


TOKEN = TokenKind(
    anchors="",
    read=_read_example,
    show=lambda token: [(date.kind.value, date.value) for date in token.value],
    examples=(
        (
            "2011年7月1日施行, 2018年12月29日第十三届全国人民代表大会常务委员会第七次会议修正",
            [("effective", "2011-07-01"), ("amended", "2018-12-29")],
        ),
        ("2018修正", [("amended", "2018")]),
        ("2018年12月修改", [("amended", "2018-12")]),
        ("2014年6月14日，国发〔2014〕21号", [("unspecified", "2014-06-14")]),
        ("国务院令649号, 自2014年5月1日起施行", [("effective", "2014-05-01")]),
        ("二〇一八年十二月二十九日修正", [("amended", "2018-12-29")]),
        ("2018.12.29修正", [("amended", "2018-12-29")]),
        ("2021年修订", [("revised", "2021")]),
        ("2010年、2018年修正", [("amended", "2010"), ("amended", "2018")]),
        ("2019年本", []),
        ("发布日期：2014-02-21", [("promulgated", "2014-02-21")]),
    ),
)
