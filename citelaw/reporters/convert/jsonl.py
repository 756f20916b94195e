"""One JSON object a line, for programs: an item or a stretch of text, with its citations."""

from __future__ import annotations

from typing import Any

from citelaw.reporters import Converter
from citelaw.reporters._json import line, whole
from citelaw.reporters.convert._tabulated import Cited, Item, Prose, Tabulated


def render(table: Tabulated) -> bytes:
    """Return the items of a list and the text around them, in the order of the list."""
    return whole("".join(line(_object(one)) + "\n" for one in table.rows))


def _object(one: Item | Prose) -> dict[str, Any]:
    cited = [_citation(each) for each in one.cited]
    if isinstance(one, Prose):
        return {"kind": "text", "address": one.address, "text": one.text, "citations": cited}
    return {
        "kind": "item",
        "address": one.address,
        "number": one.number,
        "name": one.name,
        "type": one.kind,
        "fields": one.fields,
        "citations": cited,
    }


def _citation(one: Cited) -> dict[str, Any]:
    return {
        "statute": one.title,
        "doc_no": one.document_number,
        "version": one.version or None,
        "pinpoint": one.pinpoint.key if one.pinpoint is not None else None,
        "words": one.pinpoint.chinese() if one.pinpoint is not None else None,
        "raw": one.raw,
        "start": one.span.start,
        "end": one.span.end,
        "column": one.cell.column,
        "section": one.cell.section.value,
        "quote": one.quoted,
    }


CONVERTER = Converter(render=render)
