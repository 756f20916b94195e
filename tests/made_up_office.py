"""A made-up kind of file that is no text: a ZIP with one part, rows by lines and cells by tabs.

A pilcrow parts the paragraphs of a cell. What the commands make of Office files is tested on it
without the formats themselves. Cells that begin with = take no correction.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from functools import cache

from citelaw.errors import FixError
from citelaw.model import Edit, FileKind, Unit
from citelaw.office import Field, Format, Grid, Opened, Row
from citelaw.span import Span
from citelaw.words import Words

PART = "sheet.txt"
BREAK = "¶"


def package(text: str, note: str = "") -> bytes:
    """Return the file whose part is ``text``; ``note`` is what its reader says of it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in ((PART, text), ("note.txt", note)):
            file.writestr(zipfile.ZipInfo(name), content)
    return out.getvalue()


def part(data: bytes, name: str = PART) -> str:
    """Return what stands in a part of a file."""
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return file.read(name).decode()


def claims(data: bytes, _name: str) -> bool:
    """Return whether ``data`` is such a file."""
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return PART in file.namelist()


def opened(data: bytes, _name: str) -> Opened:
    """Return what a file shows: its cells, and their paragraphs, on lines of their own."""
    at, lines, rows, units = 0, [], [], []
    for number, row in enumerate(part(data).splitlines(), 1):
        fields = []
        for column, text in enumerate(row.split("\t")):
            start, address = at, f"Sheet1!{chr(65 + column)}{number}"
            for nth, line in enumerate(text.split(BREAK), 1):
                last = at + len(line)
                units.append(Unit(at, last, f"{address} 段{nth}" if BREAK in text else address))
                lines.append(line)
                at = last + 1
            fields.append(Field(start, at - 1, column, address=address))
        rows.append(Row(tuple(fields)))
    said = part(data, "note.txt")
    notes = (Words(said, f"[{said}]"),) if said else ()
    return Opened("\n".join(lines), (Grid(tuple(rows)),), tuple(units), notes)


def rewritten(data: bytes, name: str, edits: Sequence[Edit]) -> bytes:
    """Return the file with ``edits`` of what it shows."""
    text = part(data)
    shown = opened(data, name).source
    assert len(text.removesuffix("\n")) == len(shown)
    for (start, end), words in sorted(edits, reverse=True):
        cell = max(text.rfind("\t", 0, start), text.rfind("\n", 0, start)) + 1
        if text[cell : cell + 1] == "=":
            raise FixError(f"{name}：公式不改。", f"{name}: formulas stay.")
        assert set("\t\n¶").isdisjoint(text[start:end])
        text = text[:start] + words + text[end:]
    return package(text, part(data, "note.txt"))


@cache
def fake(kind: FileKind = FileKind.XLSX, *, writes: bool = True) -> Format:
    """Return the made-up format in place of ``kind``."""
    return Format(
        kind=kind,
        endings=(f".{kind}",),
        claims=claims,
        open=opened,
        rewrite=rewritten if writes else None,
    )


def span(data: bytes, words: str) -> Span:
    """Return the *source* span of ``words`` in what a file shows."""
    start = opened(data, "").source.index(words)
    return Span(start, start + len(words))
