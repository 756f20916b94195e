"""What may be written where the cursor stands (textDocument/completion).

Behind 《 the titles of statutes, behind 第 the places that the statute has, behind “ the words of
the place that is cited, where texts are imported; nowhere else anything. Every list is marked as
incomplete, since what fits is decided here: clients know no pinyin.

What an item is filtered by (``filter_text``) is what the user has typed, however that is spelled,
and what would be typed next. So a client that filters once more drops nothing, and all items fit
equally well, so that the order given here (``sort_text``) holds.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from lsprotocol.types import (
    CompletionItem,
    CompletionItemKind,
    CompletionItemLabelDetails,
    CompletionItemTag,
    CompletionList,
    InsertReplaceEdit,
    MarkupContent,
    MarkupKind,
    Position,
    TextEdit,
)

from citelaw.integrations.lsp._titles import titles
from citelaw.integrations.lsp.checked import Checked
from citelaw.integrations.lsp.offers import MOST, About, Kind, Offer
from citelaw.integrations.lsp.offers.cursor import (
    TypedPlace,
    TypedTitle,
    Typing,
    at_cursor,
)
from citelaw.integrations.lsp.offers.places import place_offers
from citelaw.integrations.lsp.offers.quotations import quotation_offers
from citelaw.integrations.lsp.offers.titles import title_offers
from citelaw.integrations.lsp.offers.told import told
from citelaw.model import Locator
from citelaw.span import Span

if TYPE_CHECKING:
    from citelaw.engine import Engine

TRIGGERS = ("《", "〈", "第", "“")
"""The characters behind which a client is to ask by itself."""

_KINDS = {
    Kind.TITLE: CompletionItemKind.Class,
    Kind.PLACE: CompletionItemKind.Reference,
    Kind.WORDS: CompletionItemKind.Text,
}


def warm(engine: Engine) -> None:
    """Lay out the titles of the database, which takes half a second for 20,000, before any key."""
    titles(engine.registry)


def completion(
    checked: Checked,
    position: Position,
    language: str,
    others: Sequence[Checked] = (),
    *,
    insert_replace: bool = False,
) -> CompletionList:
    """Return what may be written at ``position``.

    Args:
        checked: the list in the version that is open.
        position: where the cursor stands.
        language: "zh" or "en".
        others: the other open lists.
        insert_replace: whether the client lets its user choose between keeping and replacing what
            stands behind the cursor (``insertReplaceSupport``).
    """
    items: list[CompletionItem] = []
    for typing in at_cursor(checked, checked.offset(position)):
        if items and not isinstance(typing, TypedPlace):
            break  # 第五条第 may go on as 款 or 项, everything else is one thing
        edits = _Edits(checked, typing, insert_replace=insert_replace)
        for one in _offers(checked, typing, language, others):
            items.append(_item(checked, one, edits, len(items)))
    return CompletionList(is_incomplete=bool(items), items=items[:MOST])


def _offers(
    checked: Checked, typing: Typing, language: str, others: Sequence[Checked]
) -> Iterable[Offer]:
    if isinstance(typing, TypedTitle):
        return title_offers(checked, typing, language, others)
    if isinstance(typing, TypedPlace):
        return place_offers(checked, typing, language)
    return quotation_offers(checked, typing, language)


class _Edits:
    """Makes the edits of items that all take the place of the same words."""

    def __init__(self, checked: Checked, typing: Typing, *, insert_replace: bool) -> None:
        start, stop = typing.start, typing.stop
        end = stop
        if isinstance(typing, TypedPlace):
            stop = end = typing.end  # a 条 that stands there is part of what is written
        elif isinstance(typing, TypedTitle) and insert_replace:
            end = typing.end
        self._insert = checked.range(Span(start, stop))
        self._replace = checked.range(Span(start, end)) if end != stop else None

    def edit(self, text: str) -> TextEdit | InsertReplaceEdit:
        """Return the edit that writes ``text``."""
        if self._replace is None:
            return TextEdit(self._insert, text)
        return InsertReplaceEdit(text, insert=self._insert, replace=self._replace)


def _item(checked: Checked, one: Offer, edits: _Edits, place: int) -> CompletionItem:
    alias = f"（{one.alias}）" if one.alias else None
    beside = CompletionItemLabelDetails(alias, one.beside or None)
    return CompletionItem(
        label=one.label,
        label_details=beside if alias or one.beside else None,
        kind=_KINDS[one.kind],
        tags=[CompletionItemTag.Deprecated] if one.repealed else None,
        detail=one.detail or None,
        sort_text=f"{place:04}",
        filter_text=one.fits,
        text_edit=edits.edit(one.text),
        data=_data(checked, one.about) if one.about is not None else None,
    )


def _data(checked: Checked, about: About) -> dict[str, Any]:
    place = list(about.place) if about.place is not None else None
    return {"uri": checked.uri, "title": about.title, "version": about.version, "place": place}


def resolve_completion(item: CompletionItem, checked: Checked, language: str) -> CompletionItem:
    """Return ``item`` with what is known of the statute or the place (completionItem/resolve).

    ``checked`` is the list that ``item.data["uri"]`` names, in any version. What is told is plain
    text: in it nothing of a database can be read as markup.
    """
    about = _about(item.data)
    lines = list(told(checked, about, language)) if about is not None else []
    if lines:
        item.documentation = MarkupContent(MarkupKind.PlainText, "\n".join(lines))
    return item


def _about(data: object) -> About | None:
    """Return what ``_data`` made; None for anything else that a client may send."""
    if not isinstance(data, dict) or not isinstance(data.get("title"), str):
        return None
    place, version = data.get("place"), data.get("version")
    known = isinstance(place, (list, tuple)) and len(place) == len(Locator._fields)
    return About(
        data["title"],
        version if isinstance(version, int) else None,
        Locator(*place) if known and place is not None else None,
    )
