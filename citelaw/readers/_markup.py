"""A stretch of source to clean cell text: tags, entities, line ends, escapes.

Offsets here are of the *source*. Only real HTML tags are taken for tags: 〈 〉 written as
< > round an inner title stay. Everything is found by one regular expression with bounded
repeats; nothing is parsed, so nothing is fetched and nothing recurses. Three ways lead to the
same text, the rarer the slower: paragraphs only, tags only, anything.
"""

from __future__ import annotations

import re
from functools import lru_cache

from citelaw.pattern import Pattern
from citelaw.span import CellBuilder, OffsetMap, Piece, Span

BLANK = " \t\r\n"

_BLOCK_NAMES = (
    "p div br hr li ul ol dl dt dd h1 h2 h3 h4 h5 h6 table thead tbody tfoot tr td th caption"
    " blockquote pre section article header footer center html head body title form fieldset figure"
    " nav aside main address details summary dialog menu legend select option optgroup button"
    " textarea noscript noframes svg figcaption"
)
_INLINE_NAMES = (
    "span b i u s strong em font a sup sub del ins small big nobr wbr mark label code img col"
    " colgroup meta link base input abbr cite q tt strike object param embed ruby rb bdo bdi dfn"
    " time var samp kbd data canvas area map path g text"
)
_OFFICE = ("o", "v", "w", "x", "m", "st1", "st2")  # prefixes of tags that Word and Excel write
_BLOCK = frozenset(_BLOCK_NAMES.split())  # a line break each
_INLINE = frozenset(_INLINE_NAMES.split())  # nothing each; any other name is no tag

_SCRIPT, _TAG, _ENTITY, _LINE_END, _COMMENT, _DECLARATION, _ESCAPE = range(1, 8)
# An attribute may hold a picture; no tag reaches over another, so that long ones cost nothing.
_NAMED = r"</?([A-Za-z][A-Za-z0-9:-]{0,23})(?:[\s/][^<>]{0,4000000})?>"
_ONLY_TAGS = Pattern(_NAMED)
# What stands in these is not shown; the last are of annotated copies.
_ELEMENTS = "script|style|del|xml|template|citelaw-remarks"
_PARTS = (
    rf"<((?i:{_ELEMENTS}))(?=[\s>/])"
    rf"|{_NAMED}"
    r"|(&(?:\#[0-9]{1,7}|\#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});)"
    r"|(\r\n?)"
    # the marks of remarks and footnotes stand in the last kind of these
    r"|(<!--|<!\[if !support(?:Annotations|Footnotes)\]>)"
    r"|(<[!?][A-Za-z][^<>]{0,500}>|<!\[(?:if|endif)\b[^<>]{0,200}>"
    r"|[\u200b-\u200d\u2060\ufeff]+|\*{2,3})"
)
WRAPS = "\n"
"""What to give ``clean`` as escape for web pages, where a line end in a sentence is none."""

# Not in front of what begins a paragraph: many pages are shown with their line ends.
_WRAP = (
    r"(?<=[\u4e00-\u9fff])(?!(?<=[条款项目])\s{1,200}第)[ \t]{0,200}\r?\n[ \t]{0,200}"
    r"(?=[\u4e00-\u9fff])(?![一二三四五六七八九十]{1,3}、)"
)


@lru_cache(maxsize=3)
def _marks(escape: str) -> Pattern:
    """Return the pattern of all that is no text; compiled when first needed."""
    if escape == WRAPS:
        ends = _PARTS.replace(r"(\r\n?)", rf"((?!{_WRAP})\r\n?)")
        return Pattern(f"{ends[:-1]}|{_WRAP})")
    return Pattern(f"{_PARTS}|({re.escape(escape)})" if escape else _PARTS)


_HIDDEN = Pattern(rf"<(?:[!?]|(?i:{_ELEMENTS})[\s>/])")
_CONDITION = "if"
_ELEMENT_ENDS = {
    **{name: Pattern(rf"</{name}[\s/>]", re.IGNORECASE) for name in _ELEMENTS.split("|")},
    _CONDITION: Pattern(r"<!\[endif\]"),
}


_new = tuple.__new__  # half the time of the constructor of a named tuple, and cells are many

# Clean text, its map to the source, the source span that it takes up.
Cleaned = tuple[str, OffsetMap, Span]


def _has_invisible(text: str) -> bool:
    """Tell whether ``text`` holds characters of no width, as text copied from web pages does."""
    return (
        "\u200b" in text
        or "\ufeff" in text
        or "\u200c" in text
        or "\u200d" in text
        or "\u2060" in text
        or "**" in text  # Markdown's emphasis
    )


def clean(source: str, start: int, end: int, escape: str = "") -> Cleaned | None:
    r"""Return the clean text of ``source[start:end]``, or None where it has none.

    ``escape`` is ``'""'`` in quoted fields, ``"\\|"`` in Markdown tables, ``WRAPS`` in web pages.
    """
    raw = source[start:end]
    text = raw.strip(BLANK)
    if not text or text.isspace():
        return None
    if len(text) < len(raw) and raw[0] in BLANK:
        start += len(raw) - len(raw.lstrip(BLANK))
    length = len(text)
    end = start + length
    if "&" in text or "\r" in text or (escape and escape in text) or _has_invisible(text):
        return _clean(source, start, end, escape)
    if "<" in text:
        if text.startswith("<p>") and text.endswith("</p>"):
            cleaned = _clean_paragraphs(text, start, end)
            if cleaned is not None:
                return cleaned
        if _HIDDEN.search(text):
            return _clean(source, start, end, escape)
        return _clean_tags(source, start, end)
    piece = _new(Piece, (0, start, length, length, True))
    return text, OffsetMap((piece,)), _new(Span, (start, end))


_BETWEEN = "</p> <p>"


def _clean_paragraphs(raw: str, start: int, end: int) -> Cleaned | None:
    """Clean ``<p>…</p> <p>…</p>`` and nothing else: nine in ten tagged cells of real lists."""
    paragraphs = raw[3:-4].split(_BETWEEN)
    text = "\n".join(paragraphs)
    if "<" in text:
        return None
    pieces = []
    at = start + 3
    length = 0
    for paragraph in paragraphs:
        if not paragraph or paragraph[0] in BLANK or paragraph[-1] in BLANK:
            return None
        if length:
            gap = at - len(_BETWEEN)
            pieces.append(_new(Piece, (length, gap, 1, len(_BETWEEN), False)))
            length += 1
        size = len(paragraph)
        pieces.append(_new(Piece, (length, at, size, size, True)))
        length += size
        at += size + len(_BETWEEN)
    return text, OffsetMap(tuple(pieces)), _new(Span, (start, end))


def _clean_tags(source: str, start: int, end: int) -> Cleaned | None:
    """Clean text whose only markup is tags; as ``_clean`` does, but faster."""
    texts: list[str] = []
    pieces: list[Piece] = []
    length = 0
    at = start
    gap = gap_end = -1  # a break that waits for text after it
    for found in _ONLY_TAGS.finditer(source, start, end):
        name = found[1].lower()
        is_break = name in _BLOCK
        if not is_break and not _is_inline(name):
            continue
        here, stop = found.span()
        if at < here:
            text = source[at:here]
            if gap >= 0 or not length:
                begin = len(text) - len(text.lstrip(BLANK))
                at += begin
                text = text[begin:]
            if is_break:
                text = text.rstrip(BLANK)
            elif text and text[-1] in BLANK:
                return _clean(source, start, end, "")  # only what follows tells if it stays
            if text:
                if gap >= 0 and length:
                    texts.append("\n")
                    pieces.append(_new(Piece, (length, gap, 1, gap_end - gap, False)))
                    length += 1
                gap = -1
                size = len(text)
                texts.append(text)
                pieces.append(_new(Piece, (length, at, size, size, True)))
                length += size
        if is_break:
            gap, gap_end = (here, stop) if gap < 0 else (gap, stop)
        at = stop
    text = source[at:end]
    if gap >= 0 or not length:
        text = text.lstrip(BLANK)
        at = end - len(text)
    if text:
        if gap >= 0 and length:
            texts.append("\n")
            pieces.append(_new(Piece, (length, gap, 1, gap_end - gap, False)))
            length += 1
        texts.append(text)
        pieces.append(_new(Piece, (length, at, len(text), len(text), True)))
    whole = "".join(texts)
    if not whole or whole.isspace():
        return None
    return whole, OffsetMap(tuple(pieces)), _new(Span, (start, end))


def _is_inline(name: str) -> bool:
    return name in _INLINE or (":" in name and name.partition(":")[0] in _OFFICE)


class _Cleaner:
    """Feeds a ``CellBuilder``; white space is held back until text follows it."""

    __slots__ = ("_break", "_builder", "_held", "_source", "_started")

    def __init__(self, source: str) -> None:
        self._source = source
        self._builder = CellBuilder(source)
        self._held: list[tuple[int, int, str | None]] = []
        self._break: tuple[int, int] | None = None
        self._started = False

    def _release(self) -> None:
        if self._started:
            if self._break is not None:
                self._builder.replace(*self._break, "\n")
            for start, end, text in self._held:
                self._put(start, end, text)
        self._break = None
        self._held.clear()
        self._started = True

    def _put(self, start: int, end: int, text: str | None) -> None:
        if text is None:
            self._builder.keep(start, end)
        else:
            self._builder.replace(start, end, text)

    def keep(self, start: int, end: int) -> None:
        """Take a range as it is, white space at its ends only where text is on both sides."""
        piece = self._source[start:end]
        body = piece.strip(BLANK)
        if not body:
            if piece and self._break is None:
                self._held.append((start, end, None))
            return
        first = start + len(piece) - len(piece.lstrip(BLANK))
        last = first + len(body)
        if first > start and self._break is None:
            self._held.append((start, first, None))
        self._release()
        self._builder.keep(first, last)
        if last < end:
            self._held.append((last, end, None))

    def replace(self, start: int, end: int, text: str | None) -> None:
        """Put ``text`` for a range; None takes the range as it is."""
        self._release()
        self._put(start, end, text)

    def line_end(self, start: int, end: int) -> None:
        """Hold a CR or CRLF back; it stands in the cell as LF."""
        if self._break is None:
            self._held.append((start, end, "\n"))

    def line_break(self, start: int, end: int) -> None:
        """Hold a paragraph break back; it takes the place of the white space round it."""
        self._held.clear()
        self._break = (start if self._break is None else self._break[0], end)

    def build(self, span: Span) -> Cleaned | None:
        """Return the cell, without white space at its end."""
        text, offsets = self._builder.build()
        return (text, offsets, span) if text and not text.isspace() else None


def _clean(source: str, start: int, end: int, escape: str) -> Cleaned | None:
    cleaner = _Cleaner(source)
    at = start  # what stands before it is dealt with
    endless: set[str] = set()  # comments and scripts known never to close
    for found in _marks(escape).finditer(source, start, end):
        here, stop = found.span()
        if here < at:
            continue  # inside a comment or a script
        kind = found.lastindex
        if kind in (_COMMENT, _SCRIPT):
            opening = found[0].lower()
            element = (found[_SCRIPT] or "").lower()
            if opening.startswith("<!["):
                element = _CONDITION
            stop = -1 if opening in endless else end_of_hidden(source, stop, end, element)
            if stop < 0:  # never closed: ordinary text
                endless.add(opening)
                continue
        elif kind == _TAG:
            name = found[_TAG].lower()
            if name not in _BLOCK and not _is_inline(name):
                continue
        if at < here:
            cleaner.keep(at, here)
        at = stop
        if kind == _TAG:
            if name in _BLOCK:
                cleaner.line_break(here, stop)
        elif kind == _LINE_END:
            cleaner.line_end(here, stop)
        elif kind == _ENTITY:
            cleaner.replace(here, stop, _unescaped(found[0]))
        elif kind == _ESCAPE:
            cleaner.replace(here, stop, found[0][-1])
    cleaner.keep(at, end)
    return cleaner.build(Span(start, end))


def end_of_hidden(source: str, start: int, end: int, element: str) -> int:
    """Return where what is hidden ends, -1 where it does not before ``end``.

    ``start`` is the offset after its opening, ``element`` the name of one, "" for a comment.
    """
    if not element:
        close = source.find("-->", start, end)
        return close + 3 if close >= 0 else -1
    closing = _ELEMENT_ENDS[element].search(source, start, end)
    if closing is None:
        return -1
    tail = source.find(">", closing.end() - 1, end)
    return tail + 1 if tail >= 0 else end


def _unescaped(entity: str) -> str | None:
    """Return the character of an entity, None where it names none."""
    from html import unescape  # lazy: its table of 2,231 names is rarely needed

    text = unescape(entity)
    return None if text == entity or text == "\ufffd" else text
