"""What follows a title: version notes, numbers, 以下简称 – in parentheses or without."""

from __future__ import annotations

from citelaw.grammar._draft import Cursor, Mention, Vocabulary
from citelaw.grammar.tokens._text import BLANK, HAN, NUMERAL, SPACE, Token
from citelaw.grammar.tokens.title import Title
from citelaw.grammar.tokens.version_note import looks_like_note, read_dates
from citelaw.model import DocumentNumber, VersionNote
from citelaw.pattern import Pattern
from citelaw.span import Span

MAX_NOTE = 400
"""The longest version note read, in characters."""

_OPENS = Pattern(rf"{SPACE}{{0,3}}[（(［〔【\[]")
_MARK = Pattern(r"[（(［〔【\[]|[）)］〕】\]]|[；。](?=[\n【])")
_LINK = Pattern(r"\]\([^)\s]{1,300}\)|\*{1,3}")  # what Markdown leaves after a title
# A note that stands without parentheses right after a title, up to a full stop or a place.
_LOOSE = Pattern(
    rf"{BLANK}*[，,]?{BLANK}*(?:自|根据|于|由|已?经)?{BLANK}*"
    rf"(?=(?:1[89]|20)[0-9]{{2}}{BLANK}*[年.\-修]|{HAN}{{2,20}}令第?)"
    rf"[^。：:；;\n《“]{{4,120}}?(?=第{SPACE}*{NUMERAL}{SPACE}*[编章节条]|[。：:；;\n《“]|$)"
)
_LINKS = " 　,，:：\n"


class NoteReader:
    """Reads what stands right after (or before) a title into its mention.

    ``mentions`` receives the titles named inside notes.
    """

    __slots__ = ("_given", "cursor", "mentions", "text", "vocabulary")

    def __init__(self, cursor: Cursor, vocabulary: Vocabulary, mentions: list[Mention]) -> None:
        self.cursor = cursor
        self.text = cursor.text
        self.vocabulary = vocabulary
        self.mentions = mentions
        self._given: set[int] = set()

    def read_tail(self, mention: Mention) -> None:
        """Read the notes, numbers and short names that stand right after the title."""
        while True:
            following = self.text[mention.tail : mention.tail + 1]
            if following in "第：:；。、":
                return
            if following == '"' and self.text.startswith('"', mention.token.start - 1):
                mention.tail += 1  # "《甲办法》"第三条
                continue
            if following in "]*":
                link = _LINK.match(self.text, mention.tail)
                if link is None:
                    return
                mention.tail = int(link.end())
                continue
            opens = _OPENS.match(self.text, mention.tail)
            if opens is not None:
                start = int(opens.end())
                end = self._closing(start)
                if end is None or not self._note(mention, start, end):
                    return
            elif not (self._number_after(mention) or self._loose_note(mention)):
                return

    def note_after_place(self, mention: Mention, end: int) -> None:
        """Read a note that stands after a place: 《甲法》第四十五条（2018年12月29日修正）."""
        if self.text[end : end + 1] not in ("（", "("):
            return
        closing = self._closing(end + 1)
        if closing is None or closing - end > 80:
            return
        inside = self.cursor.between(end + 1, closing)
        if any(
            token.kind == "pinpoint"
            or (token.kind == "title" and not token.value.text.endswith("决定"))
            for token in inside
        ):
            return  # （见《乙法》（2018修正）第三条） is no note of this statute
        if any(date.word for date in read_dates(self.text, end + 1, closing)):
            self._read_note(mention, end + 1, closing, inside)
            self.cursor.skip(closing)

    def number_before(self, mention: Mention) -> None:
        """Give the mention the number that stands right before it: 国务院令第709号《…》."""
        token = self.cursor.previous()
        if token is None or token.start in self._given:
            return
        if _is_number_of(self.text, token, mention.token):
            self.give_number(mention, token)

    def give_number(self, mention: Mention, token: Token) -> None:
        """Record the number ``token`` as one of the mention's."""
        self._given.add(token.start)
        span = Span(token.start, token.end)
        raw = self.text[token.start : token.end]
        mention.numbers.append(DocumentNumber(span=span, raw=raw, text=token.value))

    def define_in(self, mention: Mention, inside: list[Token]) -> None:
        """Record the short names that the tokens ``inside`` a parenthesis give the mention."""
        full = mention.title.text
        for token in inside:
            if token.kind == "definition":
                self.vocabulary.define(token.value, full)
            elif token.kind == "title" and token.value.statute:
                inner = self._noted(token, None, quoted=mention.quoted)
                inner.stands_for = full
                self.vocabulary.define(token.value.text, full)

    def _closing(self, start: int) -> int | None:
        """Return where the parenthesis that was opened before ``start`` closes, or None.

        Where the mark is lost, the note ends with its line or before a place in the statute.
        """
        depth = 1
        limit = min(len(self.text), start + MAX_NOTE)
        for found in _MARK.finditer(self.text, start, limit):
            mark = found[0]
            if mark in "（(［〔【[":
                depth += 1
            elif mark in "）)］〕】]":
                depth -= 1
                if depth == 0:
                    return int(found.start())
            else:  # a sentence ends with its line before the parenthesis closes
                break
        line_end = self.text.find("\n", start, limit)
        for token in self.cursor.between(start, line_end if line_end > 0 else limit):
            if token.kind == "pinpoint":
                return token.start
        return line_end if line_end > 0 else None

    def _note(self, mention: Mention, start: int, end: int) -> bool:
        """Read the parenthesis ``[start, end)`` after a title; False where it is no note."""
        inside = self.cursor.between(start, end)
        kinds = [token.kind for token in inside]
        if "definition" in kinds:
            self.define_in(mention, inside)
            if "number" in kinds or looks_like_note(self.text, start, end):
                inside = [token for token in inside if token.kind != "title"]
                self._read_note(mention, start, end, inside)
        elif kinds and kinds[0] == "pinpoint":
            return False
        elif "number" in kinds or looks_like_note(self.text, start, end):
            self._read_note(mention, start, end, inside)
        elif end - start > 12 or self.text[start - 1] not in "（(":
            return False
        mention.tail = end + 1 if self.text[end : end + 1] in "）)］〕】]" else end
        self.cursor.skip(mention.tail)
        return True

    def _read_note(self, mention: Mention, start: int, end: int, inside: list[Token]) -> None:
        masked: list[tuple[int, int]] = []
        previous: Token | None = None
        for index, token in enumerate(inside):
            if token.kind in ("title", "number"):
                masked.append((token.start, token.end))
            if token.kind == "title" and token.value.statute:
                self._noted(token, previous, quoted=mention.quoted)
            elif token.kind == "number":
                following = inside[index + 1] if index + 1 < len(inside) else None
                if following is None or not _is_number_of(self.text, token, following):
                    self.give_number(mention, token)
            previous = token
        dates = read_dates(self.text, start, end, masked)
        mention.notes.append(VersionNote(span=Span(start, end), dates=dates))

    def _noted(self, token: Token, previous: Token | None, *, quoted: bool) -> Mention:
        """Record a title named inside a note, with the number that stands right before it."""
        title: Title = token.value
        inner = Mention(token, title, token.end, noted=True, quoted=quoted)
        if previous is not None and _is_number_of(self.text, previous, token):
            self.give_number(inner, previous)
        self.mentions.append(inner)
        return inner

    def _number_after(self, mention: Mention) -> bool:
        """Take a number that follows the title without parentheses."""
        token = self.cursor.peek()
        if token is None or token.kind != "number":
            return False
        if self.text[mention.tail : token.start].strip(" 　，,"):
            return False
        self.give_number(mention, token)
        mention.tail = token.end
        self.cursor.at += 1
        return True

    def _loose_note(self, mention: Mention) -> bool:
        """Read a note without parentheses: 《甲法》2018年12月29日修正第八十七条."""
        if mention.notes:
            return False
        found = _LOOSE.match(self.text, mention.tail)
        if found is None:
            return False
        start, end = int(found.start()), int(found.end())
        if not looks_like_note(self.text, start, end):
            return False
        self._read_note(mention, start, end, self.cursor.between(start, end))
        mention.tail = end
        self.cursor.skip(end)
        return True


def _is_number_of(text: str, number: Token, title: Token) -> bool:
    """Return whether ``number`` stands right before ``title`` and so is that document's."""
    return (
        number.kind == "number"
        and title.kind == "title"
        and not text[number.end : title.start].strip(_LINKS)
    )


def belongs_to_next(text: str, number: Token, following: Token | None) -> bool:
    """Return whether a number is that of the title that follows it."""
    return following is not None and _is_number_of(text, number, following)
