"""The statutes that lists cite, for the outline and the search of an editor.

In the outline of a list (textDocument/documentSymbol) a statute is a symbol and the places where it
is cited are its children. A statute is cited here and there, between others: a range from its
first place to its last would hold the places of others, and an editor that asks what stands at the
cursor would be told the wrong statute, or would keep its title in view all the way down. So the
range of a statute is that of its first title, that of a child the cited place: where nothing is
right, nothing is said. Both are in the order of the list, and only what counts as a citation is
there, so that the number beside a title is that of its children.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePosixPath
from typing import NamedTuple
from urllib.parse import unquote, urlsplit
from weakref import WeakKeyDictionary

from lsprotocol.types import (
    DocumentSymbol,
    Location,
    SymbolInformation,
    SymbolKind,
    SymbolTag,
    WorkspaceSymbol,
)

from citelaw.integrations.lsp._pinyin import Typed, fold, sounds
from citelaw.integrations.lsp._titles import STATE
from citelaw.integrations.lsp.checked import Checked
from citelaw.integrations.lsp.standing import State, state_of, state_words
from citelaw.model import Cell, MentionResolution, Pinpoint, Statute
from citelaw.resolve import Clock
from citelaw.span import Span
from citelaw.words import Words

_MOST = 500
"""Symbols of all lists that are given at once; what is typed next leaves fewer."""


class _Place(NamedTuple):
    """A citation: a *cell* span, and the place, None where the statute is cited as a whole."""

    cell: Cell
    span: Span
    pinpoint: Pinpoint | None


class _Group(NamedTuple):
    """A statute, the title under which it is shown, and where it is cited.

    ``first`` is its first title in the list, a *cell* span; "" is the title of what is unclear.
    ``state`` is that of the day that counts as today, None where the statute is not known.
    """

    title: str
    statute: Statute | None
    first: _Place
    places: list[_Place]
    state: State | None


_known: WeakKeyDictionary[Checked, tuple[_Group, ...]] = WeakKeyDictionary()


def _groups(checked: Checked) -> tuple[_Group, ...]:
    """Return the statutes that a list cites in its own words, in its order."""
    known = _known.get(checked)
    if known is None:
        known = _known[checked] = tuple(_grouped(checked))
    return known


def _grouped(checked: Checked) -> Iterator[_Group]:
    resolved = checked.report.resolved
    if resolved is None:
        return
    clock = Clock(checked.engine.registry, resolved.list_date, resolved.as_of)
    groups: dict[str, _Group] = {}
    of_mention: dict[int, _Group] = {}
    external = [one for one in resolved.citations if not one.citation.pinpoint.internal]
    pinned = {id(one.citation.statute) for one in external}
    for one in resolved.mentions:
        if not one.mention.own:
            continue
        place = _Place(one.cell, one.mention.span, None)
        title = _title(one)
        group = groups.get(title)
        if group is None:
            state = _state(one.statute, clock)
            group = groups[title] = _Group(title, one.statute, place, [], state)
        of_mention[id(one.mention)] = group
        if id(one.mention) not in pinned:
            group.places.append(place)
    for each in external:
        citation = each.citation
        place = _Place(citation.cell, citation.pinpoint.span, citation.pinpoint)
        found = of_mention.get(id(citation.statute))
        if found is None:
            found = groups.setdefault("", _Group("", None, place, [], None))
        found.places.append(place)
    for group in groups.values():
        group.places.sort(key=_order)
        yield group


def _state(statute: Statute | None, clock: Clock) -> State | None:
    if statute is None:
        return None
    return state_of(statute, clock.at(statute, clock.as_of), clock.as_of)


def _title(one: MentionResolution) -> str:
    """Return the title of the statute that is meant; as it is printed where that is not known."""
    statute = one.statute
    return statute.title if statute is not None else one.mention.stands_for or one.mention.title


def _order(place: _Place) -> tuple[int, int]:
    return place.cell.span.start, place.span.start


def _said(language: str, chinese: str, english: str) -> str:
    return Words(chinese, english).said(language)


def _name(group: _Group, language: str) -> str:
    return group.title or _said(language, "所属法规不明", "statute unclear")


def _number(group: _Group, language: str) -> str:
    number = len(group.places)
    return _said(language, f"{number} 处", f"{number} place{'s' if number != 1 else ''}")


def _standing(group: _Group, language: str) -> str:
    """Return what has become of a statute; "" where it is in force or nothing is known."""
    if group.state is None:
        return _said(language, "未核验", "not verified") if group.title else ""
    return state_words(group.state).said(language)


def _tags(group: _Group) -> list[SymbolTag] | None:
    return [SymbolTag.Deprecated] if group.state is State.REPEALED else None


# ---------------------------------------------------------------- one list


def document_symbols(checked: Checked, language: str) -> list[DocumentSymbol]:
    """Return the statutes that a list cites, with the places where it does, in its order."""
    return [_symbol(checked, group, language) for group in _groups(checked)]


def _symbol(checked: Checked, group: _Group, language: str) -> DocumentSymbol:
    first = checked.range(_span(group.first))
    parts = (_number(group, language), _standing(group, language))
    return DocumentSymbol(
        name=_name(group, language),
        detail=" · ".join(filter(None, parts)),
        kind=SymbolKind.Class,
        tags=_tags(group),
        range=first,
        selection_range=first,
        children=[_child(checked, place, language) for place in group.places],
    )


def _span(place: _Place) -> Span:
    return place.cell.offsets.to_source(place.span)


def _child(checked: Checked, place: _Place, language: str) -> DocumentSymbol:
    where = checked.range(_span(place))
    return DocumentSymbol(
        name=_place_name(place, language),
        detail=_item(place.cell, language) or None,
        kind=SymbolKind.Field,
        range=where,
        selection_range=where,
    )


def _place_name(place: _Place, language: str) -> str:
    pinpoint = place.pinpoint
    if pinpoint is None:
        return _said(language, "（未引条款）", "(as a whole)")
    return pinpoint.chinese() or pinpoint.raw


def _item(cell: Cell, language: str) -> str:
    """Return where in a list a cell stands: 序号 12 · 设定依据."""
    row = _said(language, f"序号 {cell.row}", f"item {cell.row}") if cell.row else ""
    return " · ".join(filter(None, (row, " ".join(cell.column.split()))))


def flat_symbols(checked: Checked, language: str) -> list[SymbolInformation]:
    """Return the same for a client that knows no tree: the citations in the order of the list.

    ``hierarchicalDocumentSymbolSupport`` says whether a client does.
    """
    placed = sorted(
        ((_order(place), group, place) for group in _groups(checked) for place in group.places),
        key=lambda one: one[0],
    )
    return [
        SymbolInformation(
            name=f"《{_name(group, language)}》{_place_name(place, language)}",
            kind=SymbolKind.Field,
            tags=_tags(group),
            location=Location(checked.uri, checked.range(_span(place))),
            container_name=_item(place.cell, language) or None,
        )
        for _, group, place in placed
    ]


# ---------------------------------------------------------------- all lists


def workspace_symbols(
    all_checked: Sequence[Checked], query: str, language: str
) -> list[WorkspaceSymbol]:
    """Return the statutes that any of the lists cites, one symbol a list, the most cited first.

    ``query`` is a part of a title, or the initials of its pinyin; "" gives all. A symbol that was
    found by initials has them behind its name, since editors look for ``query`` in it once more.
    """
    typed = Typed(query)
    fits: dict[str, bool] = {}
    found: list[tuple[int, str, WorkspaceSymbol]] = []
    for checked in all_checked:
        for group in _groups(checked):
            if group.title and _fits(group, typed, fits):
                name = f"{group.title}（{query.strip()}）" if typed.spelled else group.title
                symbol = _workspace_symbol(checked, group, name, language)
                found.append((-len(group.places), group.title, symbol))
    found.sort(key=lambda one: one[:2])
    return [symbol for _, _, symbol in found[:_MOST]]


def _workspace_symbol(checked: Checked, group: _Group, name: str, language: str) -> WorkspaceSymbol:
    parts = (_file_name(checked), _number(group, language), _standing(group, language))
    return WorkspaceSymbol(
        name=name,
        kind=SymbolKind.Class,
        tags=_tags(group),
        location=Location(checked.uri, checked.range(_span(group.first))),
        container_name=" · ".join(filter(None, parts)),
    )


def _file_name(checked: Checked) -> str:
    if checked.path is not None:
        return checked.path.name
    return PurePosixPath(unquote(urlsplit(checked.uri).path)).name


def _fits(group: _Group, typed: Typed, known: dict[str, bool]) -> bool:
    """Return whether a statute is called as is typed; ``known`` keeps the answers."""
    if group.title not in known:
        known[group.title] = any(_has(name, typed) for name in _names(group))
    return known[group.title]


def _names(group: _Group) -> Iterable[str]:
    aliases = group.statute.aliases if group.statute is not None else ()
    return dict.fromkeys((group.title.replace(STATE, ""), group.title, *aliases))


def _has(name: str, typed: Typed) -> bool:
    words = fold(name)
    return typed.find(words, sounds(words), 0, len(words)) is not None
