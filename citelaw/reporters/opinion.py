"""What is said of findings at their own words, and in the table in which people answer them.

Findings that say the same are one *opinion* (意见) with a number. It is said in full at its first
place, and by its number at the others. Spans index the source.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Hashable, Iterator, Mapping
from typing import NamedTuple

from citelaw.identity import id_in_file
from citelaw.model import (
    Certainty,
    Diagnostic,
    Document,
    FileReport,
    Report,
    Severity,
    SuppressedBy,
)
from citelaw.place import Ruler
from citelaw.reporters import Language, is_unverified
from citelaw.reporters._html.words import WORDS as PAGE
from citelaw.reporters._said import (
    checked,
    correction,
    evidence,
    left_out,
    message,
    notes,
    told,
    weight,
    without_markup,
)
from citelaw.reporters._where import standing_parts
from citelaw.reporters._words import WORDS
from citelaw.span import LineIndex, Span

ANSWERS = ("采纳", "不采纳")
"""What may be answered to a finding, in every language: that is how it is read again."""
LONGEST = 32_000
"""Characters of a cell; Excel holds 32,767."""
SHOWN = 12
"""Other places of a finding that are named."""
QUOTED = 40
"""Characters of words that are quoted beside a cell."""

Where = Callable[[Span], str]
"""What a person calls the place of a source span."""


class Columns(NamedTuple):
    """The head of the table of findings; ``place``, ``answer``: the columns of that."""

    head: tuple[str, ...]
    place: int
    answer: int


class Spot(NamedTuple):
    """A place at which something is said.

    ``text`` is what is said there, "" where nothing is any more: the finding was answered.
    ``number`` is that of its opinion, 0 for none; ``row`` the finding as a row of the table, empty
    for the further places of one that has its row.
    """

    span: Span
    severity: Severity
    number: int
    text: str
    finding: Diagnostic
    row: tuple[str, ...] = ()


class _Phrases(NamedTuple):
    """The words of the remarks and of the table in one language."""

    head: tuple[str, ...]
    opinion: str
    same: str
    others: str
    certainty: dict[Certainty, str]
    when: dict[str, str]
    title: str
    state: str
    unplaced: str


_PHRASES = {
    Language.CHINESE: _Phrases(
        head=(
            "编号",
            "序",
            "位置",
            "事项序号",
            "事项名称",
            "栏目",
            "原文",
            "规则",
            "级别",
            "问题",
            "修改意见",
            "依据",
            "确定程度",
            "时点",
            "采纳/不采纳",
            "理由",
        ),
        opinion="【{}】",
        same="同【{}】",
        others="另有 {number} 处：{places}",
        certainty={Certainty.CERTAIN: "确定", Certainty.LIKELY: "待核"},
        when={"list": "制发时", "today": "现时"},
        title="校验意见（citelaw）",
        state="法规数据截至 {}。机器校验，经人工确认后生效。",
        unplaced="（未能标在原处）",
    ),
    Language.ENGLISH: _Phrases(
        head=(
            "id",
            "opinion",
            "place",
            "item",
            "item name",
            "heading",
            "words",
            "rule",
            "severity",
            "problem",
            "correction",
            "evidence",
            "certainty",
            "since",
            "采纳 accept / 不采纳 decline",
            "reason",
        ),
        opinion="[{}]",
        same="see [{}]",
        others="{number} more place(s): {places}",
        certainty={Certainty.CERTAIN: "certain", Certainty.LIKELY: "to be verified"},
        when={"list": "when the list was made", "today": "today"},
        title="What citelaw found",
        state="Statute data to {}. Checked by machine; it counts when a person has confirmed it.",
        unplaced=" (not marked at its words)",
    ),
}


def columns(language: Language) -> Columns:
    """Return the head of the table."""
    return Columns(_PHRASES[language].head, place=2, answer=14)


def label(number: int, language: Language) -> str:
    """Return how an opinion is called: 【3】."""
    return _PHRASES[language].opinion.format(number)


def where_in(document: Document, language: Language) -> Where:
    """Return what tells the places of a document: by the address of unit or cell, else the line."""
    if document.units:
        ruler = Ruler(document.units)
        return lambda span: ruler.unit_at(span.start).address
    lines = LineIndex(document.source)
    starts = [cell.span.start for cell in document.cells]

    def find(span: Span) -> str:
        at = bisect_right(starts, span.start) - 1
        cell = document.cells[at] if at >= 0 else None
        if cell is not None and cell.address and span.start < cell.span.end:
            return cell.address
        return PAGE[language].line.format(lines.location(span.start)[0])

    return find


def place_of(one: Spot, language: Language, where: Where) -> str:
    """Return where a spot stands: 序号, 事项 and column, and the address or the line."""
    words, place = WORDS[language], one.finding.place
    return words.comma.join((*standing_parts(place, words), place.address or where(one.span)))


def with_words(one: Spot, language: Language) -> str:
    """Return what is said at a spot with the words that it is about behind its first line.

    For what stands beside a whole cell.
    """
    words = without_markup(one.finding.raw)
    if not one.text or not words:
        return one.text
    quoted = words if len(words) <= QUOTED else f"{words[: QUOTED - 1]}…"
    first, *others = one.text.split("\n")
    return "\n".join([f"{first}{WORDS[language].colon}“{quoted}”", *others])


def introduction(report: Report, language: Language) -> tuple[str, tuple[str, ...], str]:
    """Return what stands above a list of opinions, and what is said of one without a mark.

    That is its title, then in lines what was checked, what was left out and how far the data goes.
    """
    phrases, (file,) = _PHRASES[language], report.files
    lines = [checked(file.counts, language)] if file.counts is not None else []
    lines += dict.fromkeys(left_out(one, language) for one in file.suppressed)
    lines += notes(file, language)
    lines.append(phrases.state.format(report.data_date))
    return phrases.title, tuple(lines), phrases.unplaced


def spots(
    file: FileReport,
    language: Language,
    where: Where,
    answers: Mapping[str, tuple[str, str]] | None = None,
) -> tuple[Spot, ...]:
    """Return all that is said of a file, in text order; what was answered has a row only.

    Of a title that is not in the database the first mention alone is marked, as in every report:
    nothing is wrong with it, and a balloon at each of forty mentions would bury what is.

    Args:
        file: what was found.
        language: that of the text.
        where: tells places.
        answers: what was answered before, with its reason, by the ids of findings in their file.
    """
    maker = _Maker(language, where, answers or {})
    found = [spot for one in file.diagnostics for spot in maker.spots(one)]
    found += [
        Spot(one.diagnostic.span, one.diagnostic.severity, 0, "", *maker.answered(one.diagnostic))
        for one in file.suppressed
        if one.how is SuppressedBy.ANSWER
    ]
    return tuple(sorted(found, key=lambda spot: (spot.span, spot.number)))


class _Maker:
    """Says what is said of findings, each opinion in full once."""

    __slots__ = ("_answers", "_language", "_numbers", "_where")

    def __init__(
        self, language: Language, where: Where, answers: Mapping[str, tuple[str, str]]
    ) -> None:
        self._language = language
        self._where = where
        self._answers = answers
        self._numbers: dict[Hashable, int] = {}

    def spots(self, one: Diagnostic) -> Iterator[Spot]:
        """Yield what is said of a finding: at its words, and at those of all it stands for."""
        for at, part in enumerate(one.parts or (one,)):
            key = _likeness(part)
            is_new = key not in self._numbers
            number = self._numbers.setdefault(key, len(self._numbers) + 1)
            said = _PHRASES[self._language].same.format(number)
            if is_new:
                said = self._in_full(part if at else one, number)
            row = () if at else self._row(one, number)
            yield Spot(part.span, one.severity, number, said, part, row)

    def answered(self, one: Diagnostic) -> tuple[Diagnostic, tuple[str, ...]]:
        """Return a finding that was answered, and its row."""
        return one, self._row(one, 0)

    def _in_full(self, one: Diagnostic, number: int) -> str:
        language = self._language
        words, page = WORDS[language], PAGE[language]
        named = " ".join(dict.fromkeys((one.code, page.rules.get(one.name, one.name))))
        since = _since(one, language)
        lines = [
            f"{label(number, language)}{weight(one, words)} {named}",
            told(one, language),
            words.since + since if since else "",
        ]
        own = {part.span for part in one.parts}
        if is_unverified(one):
            lines.append(self._others(one))
            own.update(other.span for other in one.related)
        for other in [other for other in one.related if other.span not in own][:SHOWN]:
            said = (other.address or self._where(other.span), message(other, language))
            lines.append(words.see + words.comma.join(filter(None, said)))
        return "\n".join(filter(None, lines))

    def _others(self, one: Diagnostic) -> str:
        """Return where else a finding stands, "" where it stands at one place."""
        words = WORDS[self._language]
        spans = [part.span for part in one.parts[1:]]
        if is_unverified(one):
            spans = [other.span for other in one.related]
        if not spans:
            return ""
        named = dict.fromkeys(filter(None, map(self._where, spans[:SHOWN])))
        places = words.listing.join(named) + (words.and_so_on if len(spans) > SHOWN else "")
        return _PHRASES[self._language].others.format(number=len(spans), places=places)

    def _row(self, one: Diagnostic, number: int) -> tuple[str, ...]:
        language, known = self._language, id_in_file(one)
        phrases, words, page = _PHRASES[language], WORDS[language], PAGE[language]
        row = (
            known,
            str(number) if number else "",
            one.place.address or self._where(one.span),
            one.place.row,
            one.place.item_name,
            one.place.column,
            without_markup(one.raw),
            f"{one.code} {page.rules.get(one.name, one.name)}",
            words.severity[one.severity],
            "\n".join(filter(None, (message(one, language), self._others(one)))),
            correction(one, language),
            evidence(one.evidence, language),
            phrases.certainty[one.certainty],
            phrases.when[one.wrong_since],
            *self._answers.get(known, ("", "")),
        )
        return tuple(cell if len(cell) <= LONGEST else cell[: LONGEST - 1] + "…" for cell in row)


def _likeness(one: Diagnostic) -> Hashable:
    """Return what findings have in common of which one opinion is enough."""
    right = one.expected, one.fix.title if one.fix is not None else None
    return one.code, one.severity, one.certainty, one.since, one.message, right, one.evidence


def _since(one: Diagnostic, language: Language) -> str:
    """Return since when it is wrong; of what was never right there is nothing to say."""
    page = PAGE[language]
    if one.since is not None:
        return page.since_day[one.wrong_since].format(one.since)
    return page.since["today"] if one.wrong_since == "today" else ""
