"""The fold: tokens in order become mentions, pinpoints with their statutes, and quotations.

A title opens a statute in its own frame (the cell, a parenthesis, a quotation) and closes the one
that was open there; leaving a frame restores what was open outside. Titles inside a version note
open nothing. A pinpoint goes to the open statute; one inside quoted provision text is internal.
"""

from __future__ import annotations

from typing import NamedTuple

from citelaw.grammar import _context as context
from citelaw.grammar._draft import Cursor, Found, Mention, Quotation, Vocabulary
from citelaw.grammar._notes import NoteReader, belongs_to_next
from citelaw.grammar.scan import Scanner
from citelaw.grammar.tokens import definition, outline_number, pinpoint
from citelaw.grammar.tokens._text import Token, squeeze
from citelaw.grammar.tokens.bare_title import NameIndex
from citelaw.grammar.tokens.pinpoint import Place
from citelaw.grammar.tokens.title import Title
from citelaw.model import Cell, CellCitations, FormMention, Locator, Quote, TierLabel
from citelaw.span import Span

MAX_QUOTATION = 6_000
"""The longest quotation read, in characters; the longest article known has about 3,500."""


MAX_LINE = 20_000
"""How far back in running text a place looks for the start of its line, in characters."""

_OWN_NAME = 8
"""From this length on a title that a document names is known to stand bare in it too."""


class Composed(NamedTuple):
    """What a cell came to, and what it stands on beside its own words.

    ``found`` is None where nothing is cited. ``names`` are those that may stand bare after it (its
    titles, its short names), ``defined`` the short names with the titles that they stand for.
    ``left`` is the statute that it leaves open, with the cell that named it. ``asked`` tells
    whether the statute that the cell before left open mattered; then ``before`` was that, and
    ``joined`` tells whether it stood in the same row.
    """

    cell: Cell
    found: CellCitations | None = None
    names: tuple[str, ...] = ()
    defined: tuple[tuple[str, str], ...] = ()
    left: tuple[Cell, Mention] | None = None
    asked: bool = False
    before: tuple[Cell, Mention] | None = None
    joined: bool = False


class Composer:
    """Reads the cells of one document; remembers the names that the document gives itself."""

    __slots__ = ("_before", "_scanner", "_vocabulary")

    def __init__(self, names: NameIndex) -> None:
        self._vocabulary = Vocabulary(names)
        self._scanner = Scanner(names)
        self._before: tuple[Cell, Mention] | None = None

    @property
    def names(self) -> NameIndex:
        """The names that may stand bare in the cells still to come."""
        return self._vocabulary.names

    def compose(self, cell: Cell) -> Composed:
        """Return what ``cell`` comes to, and remember the names that it gives."""
        cell.memo.clear()
        shorts = definition.short_names(cell.text)
        for short in shorts:
            self.names.add(short)  # it may stand bare in this very cell
        tokens = self._scanner.scan(cell.text)
        if not tokens:
            return Composed(cell, names=tuple(shorts)) if shorts else Composed(cell)
        fold = _Fold(cell, Cursor(cell.text, tokens), self._vocabulary)
        before, given = self._before, len(self._vocabulary.given)
        fold.carried = fold.current = self._carried(cell, tokens[0])
        whole = fold.current is None and _holds_provisions(cell.column)
        if whole:
            self._quote_whole(fold)
        fold.run()
        if fold.current is not None:
            self._before = cell, fold.current
        found = fold.result()
        defined = tuple(self._vocabulary.given[given:])
        titles = _own_names(found)
        for title in titles:
            self.names.add(title)
        return Composed(
            cell,
            found,
            (*shorts, *titles, *(short for short, _ in defined if self.names.knows(short))),
            defined,
            left=self._before if fold.current is not None else None,
            asked=not cell.prose and (whole or tokens[0].kind == "pinpoint"),
            before=before,
            joined=before is not None and _in_one_row(before[0], cell),
        )

    def left_alike(self, one: Composed) -> bool:
        """Return whether the cell of ``one`` follows the same as when it was composed."""
        if not one.asked or (one.before is None and self._before is None):
            return True
        if one.before is None or self._before is None:
            return False
        (cell, mention), (old, known) = self._before, one.before
        return cell is old and mention is known and one.joined == _in_one_row(cell, one.cell)

    def accept(self, one: Composed) -> None:
        """Remember what ``one`` gives, as if its cell had been composed now."""
        for name in one.names:
            self.names.add(name)
        for short, full in one.defined:
            self._vocabulary.define(short, full)
        if one.left is not None:
            self._before = one.left

    def _carried(self, cell: Cell, first: Token) -> Mention | None:
        """Return the statute of the cell before, where this one goes on with a place of it.

        So it is where the title and its articles stand in columns of their own, or where a field
        was torn over two records.
        """
        if first.kind != "pinpoint" or cell.prose or self._before is None:
            return None
        before, mention = self._before
        alike = before.section == cell.section or any(word in cell.column for word in "条款")
        if not _in_one_row(before, cell) or not alike or cell.text[: first.start].strip():
            return None
        return mention

    def _quote_whole(self, fold: _Fold) -> None:
        """Let the whole cell be words of the statute that the cell before left open, if any."""
        if self._before is None or fold.cell.prose:
            return
        before, mention = self._before
        if _in_one_row(before, fold.cell):
            fold.carried = fold.current = mention
            fold.quotation = Quotation([], 0, len(fold.text), False, mention)


def _own_names(found: CellCitations) -> list[str]:
    """Return the titles that are named in a cell and may stand bare in the cells after it."""
    return [
        title
        for mention in found.statutes
        for title in (mention.title, *mention.inner)
        if len(title) >= _OWN_NAME and "〈" not in title
    ]


def _in_one_row(before: Cell, cell: Cell) -> bool:
    return before.row == cell.row and 0 <= cell.record - before.record <= 1


def _holds_provisions(column: str) -> bool:
    """Return whether a column is headed as one of quoted provisions: 条款内容, 法律条文."""
    return column.endswith(("条款内容", "条文内容", "法律条文", "原文"))


class _Fold:
    """The state of reading one cell.

    ``current`` is the statute open in the list's own words, ``local`` the one last named inside a
    quotation, which holds only for places that adjoin it (up to ``local_end``). ``carried`` is the
    statute that the cell before left open, whose offsets are not of this cell. ``heading`` is true
    after a title that takes up its own line of running text.
    """

    def __init__(self, cell: Cell, cursor: Cursor, vocabulary: Vocabulary) -> None:
        self.cell = cell
        self.text = cell.text
        self.cursor = cursor
        self.vocabulary = vocabulary
        self.mentions: list[Mention] = []
        self.found: list[Found] = []
        self.forms: list[FormMention] = []
        self.notes = NoteReader(cursor, vocabulary, self.mentions)
        self.current: Mention | None = None
        self.carried: Mention | None = None
        self.local: Mention | None = None
        self.local_end = 0
        self.frame: tuple[int, Mention | None] | None = None
        self.quotation: Quotation | None = None
        self.label: Token | None = None
        self.heading = False
        self.form_end = -1
        self.last_end = 0

    def run(self) -> None:
        """Read every token, then close what is still open."""
        while (token := self.cursor.next()) is not None:
            if self.quotation is not None and token.start >= self.quotation.limit:
                self._end_quotation(self.quotation.limit)
            if self.frame is not None and token.start >= self.frame[0]:
                self._leave_frame()
            _HANDLERS[token.kind](self, token)
            self.last_end = token.end
        self._end_quotation(len(self.text))

    def result(self) -> CellCitations:
        """Return what was found, each kind in text order."""
        self.mentions.sort(key=lambda mention: mention.token.start)
        self.found.sort(key=lambda found: found.place.start)
        return CellCitations(
            cell=self.cell,
            statutes=tuple(mention.build(self.text) for mention in self.mentions),
            citations=tuple(found.build(self.cell) for found in self.found),
            forms=tuple(self.forms),
        )

    # ------------------------------------------------------------ titles

    def _title(self, token: Token) -> None:
        title: Title = token.value
        if not title.statute:
            raw = self.text[token.start : token.end]
            self.forms.append(FormMention(span=Span(token.start, token.end), raw=raw))
            self.form_end = token.end
            return
        if self._is_own_heading(token):
            return
        label = self._label_for(token.start)
        if self.quotation is not None and self._may_open(token):
            lead = token.start if label else context.lead_before(self.text, token.start)
            if lead is not None:
                self._end_quotation(lead)
        mention = self._mention(token, label)
        self.notes.number_before(mention)
        self._open_mention(mention)

    def _is_own_heading(self, token: Token) -> bool:
        """Return whether a title is the document's own: 关于印发《…》的通知 at its head."""
        if not self.cell.prose or self.text.startswith("《", token.start):
            return False
        rest = self.text[token.end : token.end + 40].partition("\n")[0]
        return not rest.strip() and not self.text[: token.start].strip("# \n\r　")

    def _may_open(self, token: Token) -> bool:
        """Return whether a title at the start of a sentence in a quotation begins a new citation.

        In a pair of marks it does only at the start of a line; without marks not where the
        provision itself speaks of the title.
        """
        quotation = self.quotation
        assert quotation is not None
        if not quotation.marked:
            return not context.spoken_of(self.text, token.end, marked=token.value.marked)
        if context.character_before(self.text, token.start) == "\n":
            return quotation.depth == 0
        following = self.cursor.peek()  # 。《乙法》第三条：“ – the closing mark was forgotten
        return (
            following is not None
            and following.kind == "pinpoint"
            and following.start == token.end
            and context.introduces(
                self.text, following.start, following.end, marked=False, own=True
            )
        )

    def _mention(self, token: Token, label: TierLabel | None = None) -> Mention:
        mention = Mention(token, token.value, token.end, label, quoted=self.quotation is not None)
        mention.stands_for = self.vocabulary.defined.get(mention.title.text)
        self.mentions.append(mention)
        return mention

    def _open_mention(self, mention: Mention) -> None:
        """Read what follows the title, and let the places after it be its own."""
        self.notes.read_tail(mention)
        if mention.quoted:
            self.local, self.local_end = mention, mention.tail
            return
        self._enter_frame(mention)
        self.current = mention
        self.local = None
        if self.cell.prose:
            self.heading = self._is_heading(mention)
        self._after_mention(mention)

    def _is_heading(self, mention: Mention) -> bool:
        rest = self.text[mention.tail : mention.tail + 40].partition("\n")[0]
        return not rest.strip(" 　\r：:。;；，,规定")

    def _after_mention(self, mention: Mention) -> None:
        """See whether a numbered point or quoted words follow the mention at once."""
        following = self.cursor.peek()
        if following is not None and following.kind == "pinpoint":
            gap = self.text[mention.tail : following.start]
            if not gap or gap.isspace():
                return
        point = outline_number.read(self.text, mention.tail) or pinpoint.read_bare(
            self.text, mention.tail
        )
        if point is not None:
            self.cursor.skip(point.end)
            self._external(point.value, mention)
            return
        start = context.introduction_end(self.text, mention.tail)
        if start is not None and not context.starts_citation(self.text, start, start):
            self._begin_quotation([], start, mention)

    # ------------------------------------------------------------ labels

    def _label(self, token: Token) -> None:
        if self.found and self.found[-1].place.end == token.start:
            return  # 第七十七条【法律责任】: the heading of the article
        if self.quotation is not None:
            lead = context.lead_before(self.text, token.start)
            if lead is None and self.quotation.marked:
                return
            self._end_quotation(token.start if lead is None else lead)
        self.label = token
        self.current = None
        self.local = None
        self.frame = None
        if token.value:
            self._labelled_title(token)

    def _labelled_title(self, label: Token) -> None:
        """Take the words right behind a label for the title without marks that they are."""
        span = context.labelled_title(self.text, label.end)
        following = self.cursor.peek()
        if span is None or (
            following is not None and following.kind == "title" and following.start < span[1]
        ):
            return
        self._open_mention(self._mention(self._bare(*span), self._label_for(span[0])))

    def _label_for(self, start: int) -> TierLabel | None:
        """Return the label in front of a title that begins at ``start``."""
        label, self.label = self.label, None
        if label is None:
            return self._shared_label(start)
        between = self.text[label.end : start].lstrip("：: ")
        if not label.value:
            return None
        if len(between) > 44 or any(mark in between for mark in "，。；：《》“”"):
            return None
        return TierLabel(span=Span(label.start + 1, label.end - 1), text=label.value)

    def _shared_label(self, start: int) -> TierLabel | None:
        """Return the label of the mention before, in a row of titles: 【…】《甲》；《乙》."""
        last = self.mentions[-1] if self.mentions else None
        if last is None or last.label is None or start - last.tail > 4:
            return None
        between = self.text[last.tail : start]
        return None if between.strip(" 　；;、，,和及与") else last.label

    # ------------------------------------------------------------ numbers, definitions

    def _number(self, token: Token) -> None:
        """Place a number that belongs to no title in marks."""
        if belongs_to_next(self.text, token, self.cursor.peek()):
            return
        if context.fills_its_line(self.text, token.start, token.end):
            return  # the document's own number
        if self._unmarked_title(token):
            return
        following = self.cursor.peek()
        end = context.number_end(self.text, token.end)
        cited = (
            following is not None
            and following.kind == "pinpoint"
            and not self.text[end : following.start].strip()
        )
        if cited or context.stands_for_document(self.text, token.start, token.end):
            name = Token("title", token.start, token.end, Title(token.value, (), True, False))
            mention = self._mention(name)
            mention.tail = end
            self.notes.give_number(mention, token)
            if mention.quoted:
                self.local, self.local_end = mention, mention.tail
            else:
                self.current = mention

    def _unmarked_title(self, number: Token) -> bool:
        """Take the words before a number for the title without marks that they are."""
        span = context.unmarked_title_before(self.text, number.start)
        if span is None or (self.mentions and self.mentions[-1].token.end > span[0]):
            return False
        if self.quotation is not None:
            lead = context.lead_before(self.text, span[0])
            if lead is None:
                return False
            self._end_quotation(lead)
        label = self._label_for(span[0])
        mention = self._mention(self._bare(*span), label)
        self.cursor.at -= 1  # the number is part of what follows the title
        self._open_mention(mention)
        if not mention.numbers:
            self.cursor.at += 1
            self.notes.give_number(mention, number)
            mention.tail = number.end
        return True

    def _bare(self, start: int, end: int) -> Token:
        return Token("title", start, end, Title(squeeze(self.text[start:end]), (), True, False))

    def _definition(self, token: Token) -> None:
        if self.current is not None and self.quotation is None:
            self.notes.define_in(self.current, [token])

    # ------------------------------------------------------------ frames

    def _enter_frame(self, mention: Mention) -> None:
        """Where a title stands in a parenthesis, remember what is open outside it."""
        if self.frame is None and self.current is not None:
            end = context.parenthesis_end(self.text, mention.token.start, mention.tail)
            if end is not None:
                self.frame = (end, self.current)

    def _leave_frame(self) -> None:
        assert self.frame is not None
        self.current, self.frame = self.frame[1], None

    def _open_quote(self, token: Token) -> None:
        quotation = self.quotation
        if quotation is None or not quotation.marked:
            return
        if context.character_before(self.text, token.start) != "\n":
            quotation.depth += 1  # each paragraph of a quotation may open anew: that is no nesting
        elif quotation.depth < 0:
            quotation.depth = 0

    def _close_quote(self, token: Token) -> None:
        quotation = self.quotation
        if quotation is None or not quotation.marked:
            return
        if quotation.depth > 0:
            quotation.depth -= 1
        elif context.follows_part(self.text, token.end):
            quotation.depth = -1
        else:
            self._end_quotation(token.start)

    def _straight_quote(self, token: Token) -> None:
        quotation = self.quotation
        if quotation is not None and quotation.marked and self.text[quotation.start - 1] == '"':
            self._end_quotation(token.start)

    # ------------------------------------------------------------ places

    def _pinpoint(self, token: Token) -> None:
        places: tuple[Place, ...] = token.value
        if context.of_document_itself(self.text, token.start):
            return
        if token.start == self.form_end and places[0].locator.annex is None:
            self.form_end = token.end
            return  # 《劳动合同书》第九条
        if self.local is not None and context.adjoins(self.text, self.local_end, token.start):
            self._internal(places, self.local)
            self.local_end = token.end
            return
        quotation = self.quotation
        if quotation is not None and not self._introduces(token, quotation):
            self._inside(token, quotation)
            return
        if context.amends(self.text, token.end):
            amended = self._last_amendable()
            if amended is not None and amended is not self.current:
                self._internal(places, amended)
                return
        if not self._settle_owner(token):
            return
        self._end_quotation(token.start)
        self._titled_line(token)
        if self._may_attach(token):
            self._external(places, self.current)

    def _settle_owner(self, token: Token) -> bool:
        """See to a word right before the place; False where the place is no statute's.

        A name of a statute that is not known becomes a mention of its own.
        """
        last = self.found[-1].place if self.found else None
        if last is not None and last.end == self.last_end and not _holds_text(last.locator):
            return True  # 第五章医疗救助第二十五条: the heading of the chapter
        low = self.last_end
        if self.current is not None and self.current is not self.carried:
            low = max(low, self.current.tail)
        if self.text.startswith(("前述", "上述"), token.start - 2):
            article = token.value[0].locator.article
            for found in reversed(self.found[-40:]):
                if not found.internal and found.place.locator.article == article:
                    self.current = found.statute  # 前述第四十三条: the one cited before
                    break
            return True
        noun = context.noun_before(self.text, low, token.start)
        if noun is None:
            return True
        if noun.start == noun.end:
            return False
        if self.mentions and self.mentions[-1].token.end > noun.start:
            return True  # a mention already, as “甲法” is where its short name is known
        name = self.text[noun.start : noun.end]
        if name.startswith("其"):
            self.current = None  # 《甲法》及其实施细则第三条: a statute that is not named
            return True
        if len(name) <= 2 and name not in self.vocabulary.defined and not name.endswith("法"):
            return True  # 条例第五条: the one that is open
        self._end_quotation(noun.start)
        self.current = self._mention(self._bare(*noun))
        return True

    def _introduces(self, token: Token, quotation: Quotation) -> bool:
        marked = quotation.marked and quotation.depth >= 0
        return context.introduces(self.text, token.start, token.end, marked=marked)

    def _inside(self, token: Token, quotation: Quotation) -> None:
        """Record places inside quoted words: of the statute that speaks, or that it amends."""
        places: tuple[Place, ...] = token.value
        if context.amends(self.text, token.end):
            amended = self.local if self.local is not None else self._last_amendable()
            if amended is not None:
                self._internal(places, amended)
                return
        if quotation.citations:
            places = self._below(quotation.citations[-1].place.locator, places)
        self._internal(places, quotation.statute)

    def _last_amendable(self) -> Mention | None:
        """Return the last mention that is no amending decision itself."""
        for mention in reversed(self.mentions):
            if not mention.noted and not mention.title.text.endswith("决定"):
                return mention
        return None

    def _titled_line(self, token: Token) -> None:
        """Take a line above that is nothing but an unmarked title for the statute meant."""
        span = context.titled_line_above(self.text, token.start)
        if span is None or (self.cell.prose and not self.text[: span[0]].strip()):
            return  # no such line, or the document's own heading
        if any(
            mention.token.start < span[1] and mention.token.end > span[0]
            for mention in self.mentions[-3:]
        ):
            return
        self.current = self._mention(self._bare(*span))
        self.heading = True

    def _may_attach(self, token: Token) -> bool:
        """Return whether a place is a citation at all, and belongs to the open statute.

        In running text a line may open an article of the document itself; only after a title that
        takes up its own line does a line that begins with an article cite that title.
        """
        opens_line = context.character_before(self.text, token.start) in "\n#*-•"
        if not self.cell.prose:
            return self.current is not None or not opens_line
        if opens_line:
            if not self.heading and not self._follows_quotation(token):
                self.current = None
        elif self.current is not None:
            line_start = self.text.rfind("\n", max(0, token.start - MAX_LINE), token.start) + 1
            last = self.found[-1] if self.found else None
            continued = (
                last is not None and last.place.end >= line_start and last.statute is self.current
            )
            if self.current.tail < line_start and not continued:
                self.current = None
        return self.current is not None

    def _follows_quotation(self, token: Token) -> bool:
        """Return whether a place stands right after words quoted from the same statute."""
        last = self.found[-1] if self.found else None
        if last is None or last.quote is None or last.statute is not self.current:
            return False
        return not self.text[last.quote.span.end : token.start].strip(" 　\n\r”*-•")

    def _external(self, places: tuple[Place, ...], statute: Mention | None) -> None:
        """Record the list's own places and open the quotation that they introduce."""
        places = self._inherit(places, statute)
        members = [Found(statute, place, False) for place in places]
        self.found.extend(members)
        self.local = None
        end = places[-1].end
        if statute is not None and statute is not self.carried:
            self.notes.note_after_place(statute, end)
        quotable = [member for member in members if _holds_text(member.place.locator)]
        if not quotable:
            return
        if places[-1].locator.outline is not None:
            start: int | None = context.point_text(self.text, end)
        else:
            opens_line = self._opens_line(places[0].start)
            start = context.quotation_start(self.text, end, opens_line=opens_line)
        if start is not None and not context.starts_citation(self.text, end, start):
            self._begin_quotation(quotable, start, statute)

    def _inherit(self, places: tuple[Place, ...], statute: Mention | None) -> tuple[Place, ...]:
        """Give a 款 or 项 that stands alone the article named before it in the same statute."""
        first = places[0].locator
        if first.article is not None or (first.paragraph is None and first.item is None):
            return places
        own = (found for found in reversed(self.found[-40:]) if found.statute is statute)
        last = next((found for found in own if not found.internal), None)
        if last is None:
            return places
        return self._below(last.place.locator, places)

    @staticmethod
    def _below(above: Locator, places: tuple[Place, ...]) -> tuple[Place, ...]:
        return tuple(
            place._replace(locator=context.below(above, place.locator)) for place in places
        )

    def _opens_line(self, start: int) -> bool:
        """Return whether a place, or the citation that it ends, begins a line of the field."""
        if context.character_before(self.text, start) == "\n":
            return True
        current = self.current
        if current is None or current is self.carried or self.text[current.tail : start].strip():
            return False
        if current.label is not None or self.cell.prose:
            return current.label is not None
        return context.lead_before(self.text, current.token.start) is not None

    # ------------------------------------------------------------ quotations

    def _begin_quotation(self, citations: list[Found], start: int, statute: Mention | None) -> None:
        marked = self.text[start : start + 1] in ("“", "「", "『", '"')
        if marked:
            start += 1
            self.cursor.skip(start)
        limit = min(len(self.text), start + MAX_QUOTATION)
        if self.cell.prose and not marked:
            # in running text a quotation ends with its paragraph, or before the next heading
            limit = context.paragraph_end(self.text, start, limit, heading=self.heading)
        self.quotation = Quotation(citations, start, limit, marked, statute)

    def _end_quotation(self, end: int) -> None:
        """Close the open quotation at ``end`` at the latest and give it to its citations."""
        self.local = None
        quotation = self.quotation
        if quotation is None:
            return
        self.quotation = None
        end = context.trim_quotation(self.text, quotation.start, min(end, quotation.limit))
        if end <= quotation.start or not quotation.citations:
            return
        text = self.text[quotation.start : end]
        quote = Quote(
            span=Span(quotation.start, end),
            text=text,
            elided=context.elides(text) or context.elides(self.text[end : end + 6]),
            marked=quotation.marked,
        )
        for citation in quotation.citations:
            citation.quote = quote

    # ------------------------------------------------------------ internal references

    def _internal(self, places: tuple[Place, ...], statute: Mention | None) -> None:
        self.found.extend(Found(statute, place, True) for place in places)

    def _self(self, token: Token) -> None:
        """Record 本法, 本条例第三十八条, 前款规定 inside quoted words."""
        quotation = self.quotation
        word, places = token.value
        if quotation is None:
            self._own_words(token, places)
            return
        if quotation.statute is None:
            return
        word = word.removesuffix("规定").removesuffix("的") if len(word) > 3 else word
        here = self._relative(word, token.start, quotation)
        if places:
            first = places[0]._replace(start=token.start)
            self._internal(self._below(here, (first, *places[1:])), quotation.statute)
        else:
            place = Place(token.start, token.end, here, None, "")
            self._internal((place,), quotation.statute)

    def _own_words(self, token: Token, places: tuple[Place, ...]) -> None:
        """Record 本条例第二十四条 where the list tells in its own words what a statute says."""
        last = self.found[-1] if self.found else None
        if not places or last is None or last.statute is None or last.statute is not self.current:
            return
        between = self.text[last.place.end : token.start]
        if (
            "规定" in between
            and len(between) <= 60
            and not any(mark in between for mark in "。；\n")
        ):
            self._internal((places[0]._replace(start=token.start), *places[1:]), last.statute)

    def _relative(self, word: str, position: int, quotation: Quotation) -> Locator:
        """Return the place that 本条, 前款, 前条 name at ``position`` of a quotation."""
        if not quotation.citations or word[-1] not in "条款项":
            return Locator()
        own = quotation.citations[-1].place.locator
        if own.article is None:
            return Locator()
        here = Locator(article=own.article, inserted=own.inserted)
        if word in ("前条", "上条") and own.inserted is None:
            return Locator(article=own.article - 1)
        if word == "本款":
            return here._replace(paragraph=own.paragraph)
        if word in ("前款", "上款"):
            paragraph = own.paragraph or context.paragraph_at(self.text, quotation.start, position)
            if paragraph > 1:
                return here._replace(paragraph=paragraph - 1)
        return here

    def _anaphora(self, token: Token) -> None:
        """Let 该条例 stand for the last mention of that kind, for the place that follows it."""
        for mention in reversed(self.mentions[-20:]):
            if mention.title.text.partition("（")[0].endswith(token.value):
                if self.quotation is not None:
                    self.local, self.local_end = mention, token.end
                else:
                    self.current = mention
                return


def _holds_text(locator: Locator) -> bool:
    """Return whether a place has words of its own to quote; a chapter has none."""
    return any(
        value is not None
        for value in (
            locator.article,
            locator.paragraph,
            locator.item,
            locator.annex,
            locator.outline,
        )
    )


_HANDLERS = {
    "title": _Fold._title,
    "pinpoint": _Fold._pinpoint,
    "self": _Fold._self,
    "anaphora": _Fold._anaphora,
    "label": _Fold._label,
    "number": _Fold._number,
    "definition": _Fold._definition,
    "open-quote": _Fold._open_quote,
    "close-quote": _Fold._close_quote,
    "quote": _Fold._straight_quote,
}
