"""What should stand where a quotation departs: words that are guessed, and proved.

The database cannot be read: it tells that and where words differ, and shows none. But it can be
asked whether an article has certain words. So the words that are likely to be meant are tried:
those that stand at the like place elsewhere in the same document, the statute's name for itself,
the names of departments, and the little words and formulas of legal drafting. What the article
has, with the words around it, is proved: a wrong guess passes once in a thousand million times.
Where a unit opens one side alone is known, and a guess of one character may pass once in some
hundreds.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from citelaw.model import Comparison, Difference, DifferenceKind, Document, Organ, Quote
from citelaw.pattern import Pattern
from citelaw.registry.guess import Guesses
from citelaw.resolve._fit import exact
from citelaw.span import Span

if TYPE_CHECKING:
    from citelaw.registry import Registry

_KEY = 4
"""Characters by which the like place is looked for in the document."""

_FARTHEST = 60
"""Characters that may stand between the two sides of the like place."""

REACH = 2 * _KEY + _FARTHEST
"""Characters of the document from the start of the one side to the end of the other."""

_LIKE_PLACES = 8
_MOST_DIFFERENCES = 6
"""Differences from which on nothing is guessed: such a quotation is to be made anew."""

_LONGEST_EDITED = 6
"""Printed characters inside of which a guess is tried at every place."""

_OWN_NAMES = (
    "本法", "本条例", "本办法", "本规定", "本细则", "本规则", "本决定", "本解释", "本意见",
)  # fmt: skip
_OWN_PARTS = (
    "法", "办", "办法", "条例", "规定", "细则", "规则", "决定", "解释", "条", "规", "细", "决",
)  # fmt: skip
_LITTLE = (
    *"的了和或及与并且也又都不未无非应须得可能会有是为以由被将把对向给从自至到在于按照经因其所者等当该此之",
    *"上下中内外前后时处罚人物款项各",
    "或者", "以及", "并且", "并处", "及其", "不得", "不予", "应当", "可以", "必须", "依法", "依照",
    "按照", "根据", "违反", "有关", "相关", "其他", "规定", "同时", "直接", "责令", "限期", "给予",
    "处以", "以下", "以上", "之一", "单位", "个人", "人员", "部门", "机关", "机构", "组织", "情形",
    "行为", "主管部门", "行政部门", "行政主管部门", "监督管理部门", "县级以上", "地方", "各级",
    "人民政府",
)  # fmt: skip
_FORMULAS = (
    "或者由监察机关依法给予政务处分",
    "由监察机关依法给予政务处分",
    "依法给予政务处分",
    "依法给予处分",
    "依法给予行政处分",
    "构成犯罪的，依法追究刑事责任",
    "尚不构成犯罪的",
    "法律、行政法规另有规定的除外",
    "法律、行政法规另有规定的，从其规定",
    "情节严重的",
    "造成损失的，依法承担赔偿责任",
)
_FRAME = Pattern(r"^(?:中华人民共和国|国家)?(.{2,16}?)(?:管理|监督管理)?(?:部|总局|局|委员会|署)$")
_MARKS = "。；，、：” \t\n\u3000"
_ENDS_SENTENCE = Pattern(r"[。；\n”]")
_ENDS = Pattern(r"[。；，、：\s”\"]+$")


class RightWords:
    """Finds the words that should stand in quotations, for one document.

    ``looked`` are the words that were looked for in it, in order.
    """

    def __init__(self, registry: Registry, document: Document) -> None:
        self.registry = registry
        self.looked: list[str] = []
        self._document = document
        self._text: str | None = None
        self._names: Guesses | None = None

    def filled(self, comparison: Comparison | None, quote: Quote | None) -> Comparison | None:
        """Return the comparison with what is right at each difference, where that is proved."""
        if comparison is None or quote is None or not comparison.differences:
            return comparison
        if len(comparison.differences) > _MOST_DIFFERENCES:
            return comparison
        differences = tuple(
            each if each.expected is not None else self._proved(comparison, quote.text, each)
            for each in comparison.differences
        )
        return comparison._replace(differences=differences)

    def whole(self, comparison: Comparison | None, quote: Quote, *, to_the_end: bool) -> str | None:
        """Return the quotation as the place of ``comparison`` has it, None where unproved.

        The differences must be filled. ``to_the_end`` leads a quotation that stops early to the end
        of its unit.
        """
        if comparison is None:
            return None
        text, at, parts = quote.text, 0, []
        for each in comparison.differences:
            if each.expected is None:
                return None
            parts += [text[at : each.span.start], each.expected]
            at = each.span.end
        right = "".join([*parts, text[at:]])
        found = self.registry.compare(comparison.version, comparison.locator, right)
        if found is None or not exact(found):
            return None
        if to_the_end and found.left and not quote.elided:
            return self._ended(found, right, found.left)
        return right if right != text else None

    def _ended(self, comparison: Comparison, right: str, left: int) -> str | None:
        """Return the words with the formula that ends their unit; ``left`` words are missing."""
        marks = _ENDS.search(right)
        at = marks.start() if marks else len(right)
        found = self.registry.standing(
            comparison.version, comparison.locator, right[:at], _formulas(), ""
        )
        ends = [one.words for one in found if not one.left and len(one.words) >= left]
        return f"{right[:at]}{ends[0]}{right[at:]}" if len(ends) == 1 else None

    def _proved(self, comparison: Comparison, text: str, each: Difference) -> Difference:
        """Return the difference with the one guess that the article has, else as it is."""
        start, end = each.span
        elsewhere = Guesses(self._elsewhere(text[:start], text[end:]))
        found = set(self._at(comparison, text, start, end, _usual()))
        found.update(self._at(comparison, text, start, end, elsewhere))
        if not found and end - start <= _LONGEST_EDITED:
            found = self._edited(comparison, text, start, end)
        return _narrowed(text, each, found.pop()) if len(found) == 1 else each

    def _edited(self, comparison: Comparison, text: str, start: int, end: int) -> set[str]:
        """Return the printed words with one part of them put right, where the article has them.

        At the end of a quotation nothing that follows would speak against a guess.
        """
        found = set()
        ends = end if text[end:].strip(_MARKS) else end - 1
        for first in range(start, ends + 1):
            for last in range(first, ends + 1):
                guesses = _little() if last - first < 2 else self._departments()
                for words in self._at(comparison, text, first, last, guesses):
                    found.add(text[start:first] + words + text[last:end])
        return found

    def _at(
        self, comparison: Comparison, text: str, start: int, end: int, guesses: Guesses
    ) -> Iterator[str]:
        """Yield the guesses that the article has in place of ``text[start:end]``.

        Where the quotation ends with them their unit must end too: else any beginning of what
        follows would do.
        """
        before, after = text[:start].lstrip(' \t\n\u3000“"'), text[end:]
        for one in self.registry.standing(
            comparison.version, comparison.locator, before, guesses, after
        ):
            if not one.left or after.strip(_MARKS):
                yield one.words

    # ------------------------------------------------------------ what may be meant

    def _elsewhere(self, before: str, after: str) -> Iterator[str]:
        """Yield what stands between the same words in other places of the document."""
        before, after = before[-_KEY:], after[:_KEY]
        if len(before) < _KEY:
            return
        self.looked.append(before)
        if self._text is None:
            self._text = "\n".join(cell.text for cell in self._document.cells)
        until = after if len(after) == _KEY else None
        at = self._text.find(before)
        for _ in range(_LIKE_PLACES):
            if at < 0:
                return
            start = at + _KEY
            end = self._end(start, until)
            if end >= 0:
                yield self._text[start:end]
            at = self._text.find(before, at + 1)

    def _end(self, start: int, until: str | None) -> int:
        """Return where ``until`` follows in the document, or the sentence ends; -1 if too far."""
        assert self._text is not None
        if until is not None:
            return self._text.find(until, start, start + _FARTHEST)
        found = _ENDS_SENTENCE.search(self._text, start, start + _FARTHEST)
        return found.start() if found else -1

    def _departments(self) -> Guesses:
        """Return what departments are called in law: 医疗保障 of 国家医疗保障局."""
        if self._names is None:
            self._names = _names_of(self.registry.organs)
        return self._names


@lru_cache(maxsize=4)
def _names_of(organs: tuple[Organ, ...]) -> Guesses:
    found = (_FRAME.match(organ.name) for organ in organs)
    return Guesses(one[1] for one in found if one is not None)


@cache
def _usual() -> Guesses:
    return Guesses(("", *_OWN_NAMES, *_OWN_PARTS, *_LITTLE))


@cache
def _little() -> Guesses:
    return Guesses(("", *_OWN_PARTS, *_LITTLE))


@cache
def _formulas() -> Guesses:
    return Guesses(_FORMULAS)


def _narrowed(text: str, each: Difference, right: str) -> Difference:
    """Return a difference of which ``right`` is proved, without the words that are right in it."""
    start, end = each.span
    front, back = 0, 0
    while start + front < end and front < len(right) and text[start + front] == right[front]:
        front += 1
    while (
        start + front < end - back
        and back < len(right) - front
        and text[end - 1 - back] == right[len(right) - 1 - back]
    ):
        back += 1
    start, end = start + front, end - back
    words = right[front : len(right) - back]
    if start < end:
        kind = DifferenceKind.CHANGED if words else DifferenceKind.ADDED
        return each._replace(kind=kind, span=Span(start, end), expected=words)
    first, last = max(start - 1, 0), min(end + 1, len(text))
    if not start:
        last = min(2, len(text))
    words = text[first:start] + words + text[end:last]
    return each._replace(kind=DifferenceKind.DROPPED, span=Span(first, last), expected=words)
