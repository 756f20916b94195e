"""A table for people: where, which statute or pinpoint, whose, and what is known of it."""

from __future__ import annotations

from citelaw.model import CellCitations, Document
from citelaw.reporters import Listing
from citelaw.reporters._width import fitted, printable
from citelaw.reporters.extraction import Object, objects
from citelaw.span import LineIndex

PLACE, NUMBER, RAW, DETAIL = 10, 6, 44, 60
DATE_KINDS = {
    "adopted": "通过",
    "promulgated": "公布",
    "effective": "施行",
    "amended": "修正",
    "revised": "修订",
    "unspecified": "",
}


def render(document: Document, cells: tuple[CellCitations, ...], file: str | None) -> bytes:
    """Return the statutes, pinpoints and forms of a document as a table."""
    found = objects(document, cells)
    lines = LineIndex(document.source)
    rows = [_row("位置", "编号", "原文", "所属", "要点")]
    rows += [_object(document, lines, one) for one in found]
    heading = [] if file is None else [printable(file)]
    kinds = [one["kind"] for one in found]
    closing = (
        f"法规 {kinds.count('statute')} 处，条款 {kinds.count('ref')} 处，"
        f"非法规文书 {kinds.count('nonlegal')} 处"
    )
    text = "\n".join([*heading, *rows, closing, ""])
    return text.encode("utf-8", "backslashreplace")


def _object(document: Document, lines: LineIndex, one: Object) -> str:
    place = "{}:{}".format(*lines.location(one["start"]))
    if one["kind"] == "statute":
        return _row(place, one["id"], one["raw"], "", _about_statute(one))
    if one["kind"] == "ref":
        detail = one["pinpoint"]
        if one["internal"]:
            detail += " 文内"
        if one["quote"]:
            detail += f" “{document.source[slice(*one['quote'])]}”"
        return _row(place, "", "  " + one["raw"], one["statute"] or "？", detail)
    return _row(place, "", one["raw"], "", "非法规文书")


def _about_statute(one: Object) -> str:
    dates = [date["date"] + DATE_KINDS[date["kind"]] for date in one["dates"]]
    return "，".join(part for part in (one["tier"], one["doc_no"], *dates) if part)


def _row(place: str, number: str, raw: str, owner: str, detail: str) -> str:
    indent = "  " if raw.startswith("  ") else ""
    cells = (
        fitted(place, PLACE),
        fitted(number, NUMBER),
        indent + fitted(raw, RAW - len(indent)),
        fitted(owner, NUMBER),
        fitted(detail, DETAIL),
    )
    return " ".join(cells).rstrip()


LISTING = Listing(render=render)
