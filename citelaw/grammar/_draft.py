"""What the fold builds: mentions, citations and quotations while they are still open."""

from __future__ import annotations

from dataclasses import dataclass, field

from citelaw.grammar.tokens._text import Token
from citelaw.grammar.tokens.bare_title import NameIndex
from citelaw.grammar.tokens.pinpoint import Place
from citelaw.grammar.tokens.title import Title
from citelaw.model import (
    Cell,
    Citation,
    DocumentNumber,
    Pinpoint,
    Quote,
    StatuteMention,
    TierLabel,
    VersionNote,
)
from citelaw.span import Span


@dataclass(slots=True)
class Mention:
    """A mention under construction; ``tail`` is where its notes and numbers end."""

    token: Token
    title: Title
    tail: int
    label: TierLabel | None = None
    numbers: list[DocumentNumber] = field(default_factory=list)
    notes: list[VersionNote] = field(default_factory=list)
    quoted: bool = False
    noted: bool = False
    stands_for: str | None = None
    built: StatuteMention | None = None

    def build(self, text: str) -> StatuteMention:
        """Return the finished mention; always the same one."""
        if self.built is None:
            start, end = self.token.start, self.token.end
            self.built = StatuteMention(
                span=Span(start, end),
                raw=text[start:end],
                title=self.title.text,
                bare=not self.title.marked,
                inner=self.title.inner,
                tier_label=self.label,
                document_number=self.numbers[0] if self.numbers else None,
                numbers=tuple(self.numbers),
                notes=tuple(self.notes),
                quoted=self.quoted,
                noted=self.noted,
                stands_for=self.stands_for,
            )
        return self.built


@dataclass(slots=True)
class Found:
    """A citation under construction."""

    statute: Mention | None
    place: Place
    internal: bool
    quote: Quote | None = None

    def build(self, cell: Cell) -> Citation:
        """Return the finished citation."""
        start, end, locator, through, malformed = self.place
        return Citation(
            cell=cell,
            statute=self.statute.build(cell.text) if self.statute is not None else None,
            pinpoint=Pinpoint(
                span=Span(start, end),
                raw=cell.text[start:end],
                locator=locator,
                through=through,
                internal=self.internal,
                malformed=malformed,
            ),
            quote=self.quote,
        )


@dataclass(slots=True)
class Quotation:
    """An open quotation.

    ``citations`` share it (none where a title alone introduces the words); it cannot reach beyond
    ``limit``. ``depth`` counts the marks opened inside it, and is -1 between two quoted parts.
    """

    citations: list[Found]
    start: int
    limit: int
    marked: bool
    statute: Mention | None
    depth: int = 0


class Vocabulary:
    """The names of one document: those known from outside and those that it gives itself.

    ``given`` are the definitions in their order.
    """

    __slots__ = ("defined", "given", "names")

    def __init__(self, names: NameIndex) -> None:
        self.names = names
        self.defined: dict[str, str] = {}
        self.given: list[tuple[str, str]] = []

    def define(self, short: str, full: str) -> None:
        """Let ``short`` stand for ``full`` from now on (以下简称)."""
        self.defined[short] = full
        self.given.append((short, full))
        if len(short) >= _SHORTEST_NAME:
            self.names.add(short)


_SHORTEST_NAME = 3
"""Characters of a short name that may stand bare."""


class Cursor:
    """A place in the row of a cell's tokens."""

    __slots__ = ("at", "text", "tokens")

    def __init__(self, text: str, tokens: list[Token]) -> None:
        self.text = text
        self.tokens = tokens
        self.at = 0

    def next(self) -> Token | None:
        """Return the next token and go past it."""
        if self.at >= len(self.tokens):
            return None
        self.at += 1
        return self.tokens[self.at - 1]

    def peek(self) -> Token | None:
        """Return the next token and stay."""
        return self.tokens[self.at] if self.at < len(self.tokens) else None

    def previous(self) -> Token | None:
        """Return the token before the one that was last taken."""
        return self.tokens[self.at - 2] if self.at >= 2 else None

    def skip(self, position: int) -> None:
        """Go past the tokens that begin before ``position``."""
        while self.at < len(self.tokens) and self.tokens[self.at].start < position:
            self.at += 1

    def between(self, start: int, end: int) -> list[Token]:
        """Return the tokens still to come that lie in ``[start, end)``."""
        inside = []
        for index in range(self.at, len(self.tokens)):
            token = self.tokens[index]
            if token.start >= end:
                break
            if token.start >= start and token.end <= end:
                inside.append(token)
        return inside
