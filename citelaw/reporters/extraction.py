"""What was found in a document as the plain objects of the contract, placed in its source."""

from __future__ import annotations

from typing import Any

from citelaw.identity import mention_ids
from citelaw.model import Cell, CellCitations, Citation, Document, FormMention, StatuteMention
from citelaw.place import Ruler
from citelaw.span import Span

Object = dict[str, Any]


def objects(document: Document, cells: tuple[CellCitations, ...]) -> list[Object]:
    """Return the objects of ``citelaw extract``, sorted by start.

    Those of a file that is no text say where in it they stand.
    """
    ids = mention_ids(cells)
    found: list[Object] = []
    for one in cells:
        found += [_statute(document, one.cell, mention, ids) for mention in one.statutes]
        found += [_pinpoint(document, citation, ids) for citation in one.citations]
        found += [_form(document, one.cell, form) for form in one.forms]
    found.sort(key=lambda item: (item["start"], item["end"]))
    if document.units:
        ruler = Ruler(document.units)
        for item in found:
            where = ruler.stretch(Span(item["start"], item["end"]))
            item["address"], item["end_address"] = where.address, where.end_address
            item["address_start"], item["address_end"] = where.start, where.end
    return found


def text_object(document: Document) -> Object:
    """Return the object that holds the source, in which all offsets are counted."""
    return {"kind": "text", "text": document.source}


def _place(document: Document, cell: Cell, span: Span) -> Object:
    start, end = cell.offsets.to_source(span)
    return {"start": start, "end": end, "raw": document.source[start:end]}


def _statute(
    document: Document, cell: Cell, mention: StatuteMention, ids: dict[int, str]
) -> Object:
    number, label = mention.document_number, mention.tier_label
    dates = [date for note in mention.notes for date in note.dates]
    return {
        "kind": "statute",
        "id": ids[id(mention)],
        **_place(document, cell, mention.span),
        "title": mention.title,
        "bare": mention.bare,
        "inner": list(mention.inner),
        "doc_no": number.text if number else None,
        "tier": label.text if label else None,
        "dates": [{"kind": date.kind.value, "date": date.value} for date in dates],
        "row": cell.row,
        "column": cell.column,
        "section": cell.section.value,
    }


def _pinpoint(document: Document, citation: Citation, ids: dict[int, str]) -> Object:
    quote, statute = citation.quote, citation.statute
    return {
        "kind": "ref",
        "statute": ids[id(statute)] if statute else None,
        **_place(document, citation.cell, citation.pinpoint.span),
        "pinpoint": citation.pinpoint.key,
        "quote": list(citation.cell.offsets.to_source(quote.span)) if quote else None,
        "internal": citation.pinpoint.internal,
    }


def _form(document: Document, cell: Cell, form: FormMention) -> Object:
    return {"kind": "nonlegal", **_place(document, cell, form.span)}
