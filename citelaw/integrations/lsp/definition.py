"""Where a list says what a short name stands for, and where it cites the same again.

textDocument/definition leads from a short name (以下简称) to where the list gives it, and from a
place (第八十七条) to the title that it belongs to. textDocument/references leads from a title or
short name to all mentions of its statute, and from a place to where the same place is cited.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Set
from typing import NamedTuple
from weakref import WeakKeyDictionary

from lsprotocol.types import Location

from citelaw.grammar.tokens import definition as given_name
from citelaw.integrations.lsp._subject import subject
from citelaw.integrations.lsp.checked import Checked
from citelaw.model import CellCitations, CitationResolution, MentionResolution, StatuteMention
from citelaw.span import Span


class ShortName(NamedTuple):
    """A short name at the *source* span where the list gives it, and the title it stands for."""

    span: Span
    name: str
    full: str


def definition(checked: Checked, offset: int) -> Location | None:
    """Return where the short name at ``offset`` is given, or the title of the place there.

    Where a short name is given it is itself the answer; a full title has none.
    """
    index, given = _index(checked), _given_at(checked, offset)
    found = subject(checked, offset)
    span: Span | None = None
    if given is not None:
        span = given.span
    elif found is not None and isinstance(found.what, CitationResolution):
        span = _span(found.what.mention) if found.what.mention is not None else None
    elif found is not None:
        span = index.definition(found.what.mention, found.span)
    return Location(checked.uri, checked.range(span)) if span is not None else None


def references(checked: Checked, offset: int, *, declaration: bool) -> list[Location]:
    """Return where the statute or the place at ``offset`` is cited, in source order.

    ``declaration`` adds where the list gives the statute a short name, or the title of the place.
    """
    index, given = _index(checked), _given_at(checked, offset)
    found = subject(checked, offset)
    spans: Iterable[Span] = ()
    if given is not None:
        spans = index.uses(index.keys.get(given.full, given.full), declaration)
    elif found is not None and isinstance(found.what, CitationResolution):
        spans = index.same_place(found.what, found.span, declaration)
    elif found is not None:
        spans = index.uses(_key(found.what), declaration)
    return [Location(checked.uri, checked.range(one)) for one in spans]


def short_names(checked: Checked, one: MentionResolution) -> tuple[str, ...]:
    """Return the short names that the list gives what ``one`` names, in its order."""
    full = one.mention.stands_for or one.mention.title
    return tuple(dict.fromkeys(given.name for given in _index(checked).given if given.full == full))


# ---------------------------------------------------------------- what is known of a list


class _Index:
    """What a list cites where, and which short names it gives."""

    def __init__(self, checked: Checked) -> None:
        resolved = checked.report.resolved
        cells = resolved.cells if resolved is not None else ()
        self.given = tuple(sorted(_given(cells)))
        """The short names where they are given, in source order."""
        self.keys: dict[str, Hashable] = {}
        """By the title of a mention, what all mentions of its statute have in common."""
        self._mentions: dict[Hashable, list[Span]] = defaultdict(list)
        self._places: dict[Hashable, list[Span]] = defaultdict(list)
        for span, mention in checked.mentions:
            key = _key(mention)
            self.keys.setdefault(mention.mention.title, key)
            self._mentions[key].append(span)
        for span, citation in checked.citations:
            self._places[_place_key(citation)].append(span)
        self._definitions: dict[tuple[str, str], list[Span]] = defaultdict(list)
        self._of: dict[Hashable, list[Span]] = defaultdict(list)
        for one in self.given:
            self._definitions[one.name, one.full].append(one.span)
            self._of[self.keys.get(one.full, one.full)].append(one.span)

    def given_at(self, offset: int) -> ShortName | None:
        """Return the short name that is given at ``offset``."""
        at = bisect_right(self.given, offset, key=lambda one: one.span.start) - 1
        return self.given[at] if at >= 0 and offset <= self.given[at].span.end else None

    def definition(self, mention: StatuteMention, span: Span) -> Span | None:
        """Return where the short name of a mention at ``span`` was last given before."""
        if mention.stands_for is None:
            return None
        spans = self._definitions.get((mention.title, mention.stands_for))
        if not spans:
            return None
        return spans[max(bisect_right(spans, span) - 1, 0)]

    def uses(self, key: Hashable, declaration: bool) -> list[Span]:
        """Return the mentions of a statute; where it is given a short name only on demand."""
        given = set(self._of.get(key, ()))
        used = set(self._mentions.get(key, ()))
        return sorted(used | given if declaration else used - given)

    def same_place(self, one: CitationResolution, own: Span, declaration: bool) -> list[Span]:
        """Return where the place of ``one`` is cited; of a statute as such, its mentions."""
        if one.mention is None:
            return [own]
        if not one.citation.pinpoint.key:
            return self.uses(_key(one.mention), declaration)
        title = {_span(one.mention)} if declaration else set[Span]()
        return sorted(title | set(self._places[_place_key(one)]))


_INDEXES: WeakKeyDictionary[Checked, _Index] = WeakKeyDictionary()


def _index(checked: Checked) -> _Index:
    """Return what is known of a list, worked out when it is first asked for."""
    known = _INDEXES.get(checked)
    if known is None:
        known = _INDEXES[checked] = _Index(checked)
    return known


def _given_at(checked: Checked, offset: int) -> ShortName | None:
    return _index(checked).given_at(offset)


def _span(one: MentionResolution) -> Span:
    return one.cell.offsets.to_source(one.mention.span)


def _key(one: MentionResolution) -> Hashable:
    """Return what all mentions of a statute have in common: the statute, else its title."""
    if one.statute is not None:
        return one.statute.id
    return one.mention.stands_for or one.mention.title


def _place_key(one: CitationResolution) -> Hashable:
    return (_key(one.mention) if one.mention is not None else None, one.citation.pinpoint.key)


# ---------------------------------------------------------------- where short names are given


def _given(cells: Iterable[CellCitations]) -> Iterator[ShortName]:
    """Yield the short names where the list gives them.

    The grammar keeps what a name stands for, not where that was said: it is looked up here. A name
    that nothing uses stands for nothing.
    """
    cells = tuple(cells)
    used: defaultdict[str, set[str]] = defaultdict(set)
    for one in cells:
        for mention in one.statutes:
            if mention.stands_for is not None:
                used[mention.title].add(mention.stands_for)
    for one in cells if used else ():
        yield from _given_in(one, used)


_NONE: Set[str] = frozenset()


def _given_in(one: CellCitations, used: Mapping[str, Set[str]]) -> Iterator[ShortName]:
    """Yield the short names given in a cell; ``used`` tells what those in use stand for."""
    text, to_source = one.cell.text, one.cell.offsets.to_source
    starting = {each.span.start: each for each in reversed(one.statutes)}
    ending = sorted(one.statutes, key=lambda each: each.span.end)
    last: dict[str, int] = {}  # by title, the last of ``ending`` in front of the short name
    passed = 0
    for found in re.finditer("称", text):
        token = given_name.read(text, found.start())
        if token is None:
            continue
        while passed < len(ending) and ending[passed].span.end <= token.start:
            last[ending[passed].title] = passed
            passed += 1
        marked = starting.get(token.end)
        if marked is not None and marked.stands_for is not None:
            yield ShortName(to_source(marked.span), marked.title, marked.stands_for)
            continue
        full = max(used.get(token.value, _NONE) & last.keys(), key=last.__getitem__, default=None)
        own = _words(text, token.value, Span(token.start, token.end))
        if full is not None and own is not None:
            yield ShortName(to_source(own), token.value, full)


def _words(text: str, name: str, within: Span) -> Span | None:
    """Return where ``name`` stands last in a part of a cell; white space in it does not count."""
    pattern = re.compile(r"\s*".join(map(re.escape, name)))
    found = [one.span() for one in pattern.finditer(text, *within)]
    return Span(*found[-1]) if found else None
