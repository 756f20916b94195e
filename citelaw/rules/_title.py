"""A printed title (书名号 included) as it should stand: its marks and its white space.

Strings here are cell text. GB/T 15834-2011: 《》 outside, 〈〉 inside it.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from citelaw.pattern import Pattern
from citelaw.span import Span

OPENING = "《〈<＜"
CLOSING = "》〉>＞"
HAN = r"\u4e00-\u9fff"

_MARK = Pattern(f"[{OPENING}{CLOSING}]")
_SPACE = Pattern(r"[\s\u200b\ufeff]+")
# The last characters of an organ's name, and what introduces the next organ or the subject.
_ORGAN = "[院部委局署会府厅办室行社军团网校所心]"
_AFTER_ORGAN = Pattern(rf"{_ORGAN}$")
_NEXT_ORGAN = Pattern(
    rf"[{HAN}]{{1,20}}?{_ORGAN}(?=关于|印发|转发|批转|发布|公布|颁发|等|[\s、]|$)"
)
# Marks that stand round a title in place of 书名号; each opening one with its closing ones.
_OTHER_MARKS = {
    "〈": "〉》",
    "<": ">》",
    "＜": "＞》",
    "﹤": "﹥",
    "「": "」",
    "『": "』",
    "“": "”",
    '"': '"',
}
# What follows the title that a notice sends out, and what stands before it.
_TAIL = Pattern(r"的(补充|紧急)?(通知|决定|意见|批复|公告|通告|函|决议|说明|解释)$")
_ENCLOSED = Pattern(
    r"(?:法|条例|规定|办法|细则|规则|意见|方案|规范|标准|规划|纲要|制度|规程|目录|章程|准则)"
    r"(?:[（(][^（）()]{1,12}[）)])?$"
)
_REST = Pattern(rf"(?:[{HAN}]{{0,8}}[〉>＞》]){{1,2}}")
_SENDS = Pattern(r"(?:印发|转发|批转|颁发|发布|公布|下发|修改|废止)")
_KEPT = 4096
"""Titles of which the forms are kept; a list names most of its own many times."""

_NEAR = 0.6
"""From this likeness on two titles may be one title, printed with a slip."""

STATE = "中华人民共和国"
_NOT_WORDS = Pattern(rf"[\s《》〈〉<>＜＞（）()“”、，]|{STATE}")
_SENT_OUT = Pattern(
    r"^(?!.*(?:转发|批转))(?:[^〈〉]{0,60}?(?:印发|颁发|下发|发布))?〈?([^〈〉]{4,80}?)〉?的通知$"
)
_ISSUES = Pattern(r"〈|印发|颁发|下发|发布")


class Marks(NamedTuple):
    """How a title's marks are wrong: the ``fault`` in a word, and the title as it should stand.

    ``right`` is None where that is not clear. ``sure`` tells that only the style of the marks
    changes, no mark and no word is added.
    """

    fault: str
    right: str | None
    sure: bool


@lru_cache(maxsize=_KEPT)
def without_blanks(printed: str) -> str:
    """Return ``printed`` without white space, but for one space between joint issuers.

    A space beside a Latin letter or a digit is kept too (《GB 50016 甲规范》).

    >>> without_blanks("《甲局办公室 乙部办公厅关于印发〈丙 办法〉的通知》")
    '《甲局办公室 乙部办公厅关于印发〈丙办法〉的通知》'
    """
    parts: list[str] = []
    at = 0
    for found in _SPACE.finditer(printed):
        parts.append(printed[at : found.start()])
        parts.append(_kept(printed, found.start(), found.end()))
        at = found.end()
    parts.append(printed[at:])
    return "".join(parts)


def _kept(printed: str, start: int, end: int) -> str:
    """Return what may stay of the white space ``[start, end)``."""
    before, after = printed[:start], printed[end:]
    if _beside_latin(before[-1:], after[:1]):
        return printed[start:end] if end - start == 1 and printed[start] != "\n" else " "
    if not _AFTER_ORGAN.search(before) or not _NEXT_ORGAN.match(after):
        return ""
    return printed[start:end] if end - start == 1 and printed[start] != "\n" else " "


def _beside_latin(before: str, after: str) -> bool:
    return any(mark.isascii() and mark.isalnum() for mark in (before, after) if mark)


@lru_cache(maxsize=_KEPT)
def check_marks(printed: str) -> Marks | None:
    """Return what is wrong with the marks of ``printed`` (a title without white space), or None."""
    pairs, unclosed, unopened = _pairs(printed)
    if unclosed or unopened:
        return _unbalanced(printed, unclosed, unopened)
    if not pairs:
        return None
    outer = pairs[-1]  # the pair closed last
    first = min(start for start, _ in pairs)
    if first == 0 and outer == (0, len(printed) - 1):
        return _whole(printed, pairs)
    return _outside(printed, pairs)


def _pairs(printed: str) -> tuple[list[tuple[int, int]], list[int], list[int]]:
    """Return the pairs of marks in order of their closing, and the marks that have no partner."""
    pairs: list[tuple[int, int]] = []
    unclosed: list[int] = []
    unopened: list[int] = []
    for mark in _MARK.finditer(printed):
        at = mark.start()
        if mark[0] in OPENING:
            unclosed.append(at)
        elif unclosed:
            pairs.append((unclosed.pop(), at))
        else:
            unopened.append(at)
    return pairs, unclosed, unopened


def _restyled(printed: str) -> str:
    """Return ``printed``, whose marks are balanced, with 《》 outside and 〈〉 inside.

    On the third level, where the standard says nothing, 《》 may stay.
    """
    marks = list(printed)
    pairs, _, _ = _pairs(printed)
    for start, end in pairs:
        depth = sum(one < start and end < other for one, other in pairs)
        if depth < 2 or (printed[start], printed[end]) != ("《", "》"):
            marks[start], marks[end] = "〈〉" if depth else "《》"
    return "".join(marks)


def _whole(printed: str, pairs: list[tuple[int, int]]) -> Marks | None:
    """Judge a title whose outer marks enclose all of it."""
    inside = printed[1:-1]
    if (1, len(printed) - 2) in pairs:
        return Marks("doubled", _restyled(inside), False)
    right = _restyled(printed)
    if right == printed:
        return None
    return Marks("outer" if printed[0] != "《" or printed[-1] != "》" else "inner", right, True)


def _outside(printed: str, pairs: list[tuple[int, int]]) -> Marks:
    """Judge a title part of which stands outside its marks."""
    if printed[0] not in OPENING:
        return Marks("outer-missing", _restyled(f"《{printed}》"), False)
    end = next(close for start, close in pairs if start == 0)
    words, tail = printed[1:end], printed[end + 1 :]
    if not tail.startswith("的"):
        return Marks("tail", None, False)
    if "关于" in words and not _ENCLOSED.search(words):
        return Marks("tail", _restyled(f"《{words}{tail}》"), False)
    if tail != "的通知":
        return Marks("tail", None, False)
    sends = _SENDS.search(words)
    if sends is None:
        return Marks("tail", _restyled(f"《关于印发〈{words}〉{tail}》"), False)
    enclosed = words[sends.end() :]
    right = None if _has_marks(enclosed) else f"《{words[: sends.end()]}〈{enclosed}〉{tail}》"
    return Marks("tail", right, False)


def _unbalanced(printed: str, unclosed: list[int], unopened: list[int]) -> Marks:
    """Judge a title that has an odd mark."""
    right = None
    if len(unclosed) == 1 and not unopened:
        right = _closed(printed, unclosed[0])
    elif len(unopened) == 1 and not unclosed:
        right = _opened(printed)
    return Marks("unbalanced", right, False)


def _closed(printed: str, odd: int) -> str | None:
    """Return ``printed`` with the closing mark that it lacks."""
    if odd == 0 and printed[1] in OPENING and printed[-1] in CLOSING:  # 《《甲办法》
        return _restyled(printed[1:])
    if printed[-1] not in CLOSING:
        return _restyled(printed + "》")
    tail = _TAIL.search(printed[:-1])
    inside = printed[odd + 1 : -1] if odd else printed[1:-1]
    if tail is None:
        return _restyled(f"《{inside}》") if odd == 0 and not _has_marks(inside) else None
    words = printed[: tail.start()]
    if not _ENCLOSED.search(words):
        return None
    return _restyled(f"{words}〉{printed[tail.start() :]}")


def _opened(printed: str) -> str | None:
    """Return ``printed`` with the opening mark that it lacks."""
    if printed[0] not in OPENING:
        return _restyled("《" + printed)
    if printed[-2:-1] in CLOSING:  # 《甲办法》》
        return _restyled(printed[:-1])
    sends = _SENDS.search(printed)
    if sends is None:
        return None
    right = f"{printed[: sends.end()]}〈{printed[sends.end() :]}"
    return _restyled(right)


def to_its_end(text: str, span: Span) -> Span:
    """Return ``span``, a title that breaks off with a mark open, with the words that close it.

    So ends a title of three levels: 《转发〈关于印发《甲办法》的通知〉的通知》.
    """
    _, unclosed, _ = _pairs(text[span.start : span.end])
    rest = _REST.match(text, span.end) if unclosed else None
    if rest is None or any(_pairs(text[span.start : rest.end()])[1:]):
        return span
    return Span(span.start, rest.end())


def in_other_marks(text: str, span: Span) -> bool:
    """Return whether the words at ``span`` stand in marks other than 《》: 「甲法」, <甲法>."""
    before = text[span.start - 1 : span.start] if span.start else ""
    after = text[span.end : span.end + 1]
    return bool(after) and after in _OTHER_MARKS.get(before, "")


def _has_marks(words: str) -> bool:
    return any(mark in words for mark in OPENING + CLOSING)


@lru_cache(maxsize=_KEPT)
def words_of(title: str) -> str:
    """Return the words by which titles are compared: no marks, no white space, no 中华人民共和国.

    >>> words_of("关于印发〈中华人民共和国甲 办法（试行）〉的通知")
    '关于印发甲办法试行的通知'
    """
    return _NOT_WORDS.sub("", title)


@lru_cache(maxsize=_KEPT)
def sent_out(title: str) -> str | None:
    """Return the title of what a notice sends out, None where it is no such notice.

    >>> sent_out("甲局关于印发〈乙管理办法〉的通知"), sent_out("转发〈乙管理办法〉的通知")
    ('乙管理办法', None)
    """
    found = _SENT_OUT.match(title)
    return found[1] if found is not None and _ISSUES.search(title) else None


def alike(one: str, two: str, enclosed: Iterable[str] = ()) -> bool:
    """Return whether the words of two titles may name one document, or what it encloses.

    ``one``, ``two`` and ``enclosed`` are as ``words_of`` gives them.
    """
    if one in two or two in one or any(words in (one, two) for words in enclosed):
        return True
    from difflib import SequenceMatcher  # lazy: 2 ms

    return SequenceMatcher(None, one, two, autojunk=False).ratio() >= _NEAR


def inside(title: str) -> str:
    """Return a title as it stands inside 《》, its own marks 〈〉."""
    return title.replace("《", "〈").replace("》", "〉")
