"""Characters to lines, lines to paragraphs: what was parted by the width of the paper is joined.

Boxes are in points from the top left of the page.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from citelaw.office.pdf._extract import Box, Character
from citelaw.pattern import Pattern

UNREAD = "\ufffd"
"""Stands for a character of which the file does not say what it means."""

_ENDS = "。；;：:！？!?"
_CLOSING = "”’》）)】〕」』"
_ITEM = Pattern(
    r"[（(]?(?:[0-9０-９]{1,3}|[一二三四五六七八九十]{1,3})[)）.．、](?!项)|[①-⑳]|【"
    r"|第[一二三四五六七八九十百零〇0-9]{1,6}[条章节]"
)
_CID = Pattern(r"\(cid:[0-9]{1,6}\)")
_RAGGED = 2.2  # characters by which a line that ends within a sentence may fall short
_PAIRS = (("《", "》"), ("（", "）"), ("〔", "〕"), ("“", "”"), ("【", "】"))
_RADICALS = str.maketrans(
    "⺁⺌⺗⺟⺠⻁⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻥⻦⻧⻨⻩⻬⻮⻰⼾",
    "厂小心母民虎西见角贝车长门青韦页风飞食马骨鱼鸟卤麦黄齐齿龙户",
)
"""Radicals that stand for characters in PDF, as far as NFKC leaves them or makes another form."""


class Line(NamedTuple):
    """A line as printed."""

    text: str
    box: Box
    first: float
    """The width of what cannot be parted at its beginning."""
    size: float


def shown(text: str) -> str:
    """Return the character that is meant: no ligature, no radical (⼀), no form of another width.

    Full-width forms stay, since lists print them on purpose.
    """
    if _CID.fullmatch(text):
        return UNREAD
    if text.isascii():
        return text
    return "".join(_shown(one) for one in text)


def _shown(one: str) -> str:
    if "\u2e80" <= one <= "\u2fdf" or "\uf900" <= one <= "\ufaff" or "\ufb00" <= one <= "\ufb06":
        return unicodedata.normalize("NFKC", one.translate(_RADICALS))
    if "\ue000" <= one <= "\uf8ff" or one == "\0":
        return UNREAD
    return " " if one in "\xa0\u2002\u2003" else one


def printed_rows(characters: Iterable[Character]) -> list[list[Character]]:
    """Return what stands at one height together, from top to bottom."""
    rows: list[list[Character]] = []
    middle = height = 0.0
    for one in sorted(characters, key=lambda one: (one.box.top + one.box.bottom) / 2):
        here = (one.box.top + one.box.bottom) / 2
        if not rows or here - middle > 0.5 * max(height, one.box.bottom - one.box.top, 1.0):
            rows.append([])
            middle, height = here, one.box.bottom - one.box.top
        rows[-1].append(one)
    return rows


def lines_of(characters: Iterable[Character]) -> list[Line]:
    """Return characters as lines, from top to bottom.

    What stands side by side and is parted by a wide gap stays one line, with a space. Letters that
    are printed twice to look bold count once.
    """
    return [line for row in printed_rows(characters) if (line := _line(row)) is not None]


def _line(row: list[Character]) -> Line | None:
    row.sort(key=lambda one: one.box.left)
    pieces: list[str] = []
    kept: list[Character] = []
    for one in row:
        text = shown(one.text)
        if text.isspace() or not text:
            if pieces and not pieces[-1].endswith(" "):
                pieces.append(" ")
            continue
        last = kept[-1] if kept else None
        if last is not None and last.text == one.text and _same_place(last.box, one.box):
            continue
        if last is not None and _gap(last, one) and not pieces[-1].endswith(" "):
            pieces.append(" ")
        pieces.append(text)
        kept.append(one)
    text = "".join(pieces).strip()
    if not text:
        return None
    box = Box(
        kept[0].box.left,
        min(one.box.top for one in kept),
        max(one.box.right for one in kept),
        max(one.box.bottom for one in kept),
    )
    return Line(text, box, _width_of_first(kept), max(_width(one) for one in kept))


def _width(one: Character) -> float:
    return one.box.bottom - one.box.top


def _same_place(one: Box, other: Box) -> bool:
    return abs(one.left - other.left) < 0.3 * max(one.right - one.left, 1.0)


def _gap(one: Character, other: Character) -> bool:
    """Return whether there is room for a space between two characters."""
    room = other.box.left - one.box.right
    words = one.text.isascii() and other.text.isascii()
    return room > (0.25 if words else 1.2) * max(_width(one), _width(other))


def _width_of_first(row: Sequence[Character]) -> float:
    """Return the width of what a line begins with and no line break may part: a word, a number."""
    end = 0
    while end + 1 < len(row) and row[end].text in "《（“〔【":
        end += 1  # these may not end a line
    while end + 1 < len(row) and row[end].text.isascii() and row[end + 1].text.isascii():
        end += 1
    while end + 1 < len(row) and row[end + 1].text in "，。；：、）》”〕】":
        end += 1  # nor these begin one
    return row[end].box.right - row[0].box.left


def paragraphs(lines: Sequence[Line], right: float) -> list[list[Line]]:
    """Return lines as paragraphs; ``right`` is how far lines reach that are full."""
    found: list[list[Line]] = []
    for line in lines:
        if found and _goes_on(found[-1], line, right):
            found[-1].append(line)
        else:
            found.append([line])
    return found


def _goes_on(before: Sequence[Line], line: Line, right: float) -> bool:
    """Return whether a line goes on with the paragraph before it."""
    last = before[-1]
    if line.box.top - last.box.bottom > 2.5 * max(last.size, line.size):
        return False
    if is_open("".join(one.text for one in before)):
        return True
    room = right - last.box.right
    ended = ends_sentence(last.text)
    if _ITEM.match(line.text):
        return not ended and room < line.first + 0.3 * line.size
    return room < max(line.first + 0.3 * line.size, 0 if ended else _RAGGED * line.size)


def is_open(text: str) -> bool:
    """Return whether a title or a bracket is still open: no paragraph ends there."""
    tail = text[-200:]
    return any(tail.rfind(opening) > tail.rfind(closing) for opening, closing in _PAIRS[:3])


def ends_sentence(text: str) -> bool:
    """Return whether a text ends with a sentence."""
    return text.rstrip(_CLOSING).endswith(tuple(_ENDS)) and not is_open(text)


def breaks_off(text: str) -> bool:
    """Return whether a text stops within a sentence: a mere name (行政处罚) is none."""
    return has_sentences(text) and not ends_sentence(text)


def has_sentences(text: str) -> bool:
    """Return whether a text is made of sentences or citations, rather than a name."""
    return any(mark in text for mark in "，、。；：《")


def goes_on(text: str, more: str) -> bool:
    """Return whether ``more``, which stands on the next page, goes on with the sentence before."""
    if ends_sentence(text):
        return False
    return is_open(text) or not (more.startswith(("《", "【")) or _ITEM.match(more))


def joined(lines: Iterable[Line]) -> str:
    """Return the lines of a paragraph as one: with a space between two words only."""
    text = ""
    for line in lines:
        apart = text[-1:].isascii() and text[-1:].isalnum() and line.text[0].isascii()
        words = apart and text[-1:].isalpha() and line.text[0].isalpha()
        text += (" " if words else "") + line.text
    return text
