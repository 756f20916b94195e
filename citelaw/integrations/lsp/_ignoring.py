"""A comment in a list that has citelaw leave a finding out, where the layout has room for it.

The readers take a comment out with the blank before it (``citelaw.directive``), so that one written
with its blank changes nothing of what is read. It stands at the end of the cell or, where the cell
goes on, at the end of its text in that line: never inside a tag, a quoted field or the words that
are marked. Spans index the *source*.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from citelaw.directive import Directive, directives
from citelaw.integrations.lsp.checked import Checked
from citelaw.model import Cell, Diagnostic, Edit, Shape
from citelaw.pattern import Pattern
from citelaw.rules._finding import cell_at
from citelaw.span import Span
from citelaw.words import Words

TO_BE_GIVEN = Words("理由待补", "reason to be given")
"""What stands for a reason that nobody was asked for."""

_BLANK = " \t\u3000"
_ABOVE = 20
"""Lines of comments on the next line that are looked through, upwards."""
_MOST_LABELS = 1_000
"""Characters of labels in a comment to which no more are added; the readers take twice as many."""

_TITLE = 10_000
"""Characters between a tag and what is looked at, within which the tag is looked for."""

_BRACKET = Pattern(r"[\[［【][^\[\]［］【】]*(?=[\]］】])")
_CLOSE = Pattern(r"[ \t\u3000]*(?:--|[–—]{1,2})>\Z")
_RAW_TEXT = Pattern(r"<(/?)(?:title|textarea|script|style|xmp)\b", re.IGNORECASE)
_TAKEN = {"|": "｜", "<": "＜", ">": "＞", '"': "＂", "\t": " "}
"""What has a meaning of its own in a layout or would end a comment, and what stands for it."""

_WIDE = str.maketrans(",;", "，；")
"""What parts the fields of CSV, and what stands for it."""


class Ignoring(NamedTuple):
    """What is to be written in a list so that a finding is left out, in text order.

    ``hole`` is where in the text of the first edit the reason stands. ``places`` is how many
    findings of the rule are left out. ``added`` is true where a comment that stands there is given
    the rule as well.
    """

    edits: tuple[Edit, ...]
    hole: Span | None
    places: int
    added: bool = False


def ignoring(checked: Checked, one: Diagnostic, reason: str) -> Ignoring | None:
    """Return the comment that leaves out ``one``, a finding of its own or a part of one.

    A comment reaches all findings of its rule in its line. Only in HTML, where a line may be a
    whole list and a comment is not seen, it is put around the one where there are others.

    Returns:
        None where no comment can stand.
    """
    first = checked.line(one.span.start)
    last = checked.line(max(one.span.start, one.span.end - 1))
    resolved = checked.report.resolved
    if resolved is None:
        return None
    document = resolved.document
    cell = one.citation.cell if one.citation is not None else cell_at(document, one.span.start)
    reason = written(reason)
    if document.shape is Shape.CSV:
        reason = reason.translate(_WIDE)
    source = checked.source
    places = _places(checked, one.code, last)
    if document.shape is Shape.HTML and (
        _is_raw_text(source, one.span.start) or _is_raw_text(source, one.span.end)
    ):
        return None
    if document.shape is Shape.HTML and places > 1 and not _comments(source, one.span):
        return _around(source, one, reason)
    for found, reached in _standing(checked, first, last):
        edits = _with_label(source, found, one.code, reason)
        if edits:
            return Ignoring(edits, None, _places(checked, one.code, reached), added=True)
    at = _end(source, one.span, cell, last)
    text, hole = _comment("ignore", one.code, reason)
    return Ignoring((Edit(Span(at, at), f" {text}"),), Span(hole.start + 1, hole.end + 1), places)


def written(reason: str) -> str:
    r"""Return a reason as it may stand in a comment on one line of any layout.

    >>> written(' 原文如此 -->\n|甲"乙"| ')
    '原文如此 --＞ ｜甲＂乙＂｜'
    """
    line = "".join(_TAKEN.get(one, one) for one in " ".join(reason.split()))
    said = "".join(one for one in line if one.isprintable()).strip(" :：")
    return said or TO_BE_GIVEN.chinese


def _comment(verb: str, code: str, reason: str) -> tuple[str, Span]:
    """Return a comment, and where in it the reason stands."""
    opening = f"<!-- citelaw: {verb}[{code}] "
    return f"{opening}{reason} -->", Span(len(opening), len(opening) + len(reason))


def _places(checked: Checked, code: str, line: Span) -> int:
    """Return how many places a comment on ``code`` in ``line`` leaves out."""
    return sum(
        part.span.start <= line.end and line.start < max(part.span.end, part.span.start + 1)
        for one in checked.report.diagnostics
        if one.code == code
        for part in one.parts or (one,)
    )


# ---------------------------------------------------------------- a comment that stands there


def _standing(checked: Checked, first: Span, last: Span) -> Iterator[tuple[Directive, Span]]:
    """Yield the comments that reach the lines from ``first`` to ``last``, each with its line."""
    for one in _comments(checked.source, Span(first.start, last.end)):
        if one.verb == "ignore":
            yield one, checked.line(one.span.start)
    line = first
    for _ in range(_ABOVE):
        if line.start == 0:
            return
        line = checked.line(line.start - 1)
        found = _comments(checked.source, line)
        if not found or not found[-1].alone:
            return
        if found[-1].verb == "ignore-next-line":
            yield found[-1], first


def _comments(source: str, within: Span) -> tuple[Directive, ...]:
    """Return the comments in a stretch of ``source``."""
    at = within.start
    return tuple(
        one._replace(span=Span(one.span.start + at, one.span.end + at))
        for one in directives(source[at : within.end])
    )


def _with_label(source: str, one: Directive, code: str, reason: str) -> tuple[Edit, ...]:
    """Return what makes a comment that counts speak of ``code`` too; () where it does not count."""
    if not (one.closed and one.labels and one.reason):
        return ()
    bracket = _BRACKET.search(source, *one.span)
    close = _CLOSE.search(source, *one.span)
    if bracket is None or close is None or len(bracket[0]) > _MOST_LABELS:
        return ()
    label = Edit(Span(bracket.end(), bracket.end()), f", {code}")
    if reason in (*TO_BE_GIVEN, "") or reason in one.reason:
        return (label,)
    return label, Edit(Span(close.start(), close.start()), f"；{reason}")


# ---------------------------------------------------------------- a new one


def _end(source: str, span: Span, cell: Cell | None, line: Span) -> int:
    """Return where in ``line``, the last one of ``span``, a comment may stand."""
    if cell is None:
        return span.end
    if span.end <= cell.span.end <= line.end:
        return cell.span.end
    ends = [
        min(piece.source + piece.source_length, line.end)
        for piece in cell.offsets.pieces_of_cell
        if piece.kept and piece.source < line.end
    ]
    end = max(ends, default=0)
    end -= len(source[span.end : end]) - len(source[span.end : end].rstrip(_BLANK))
    return max(end, span.end)


def _around(source: str, one: Diagnostic, reason: str) -> Ignoring:
    """Return the two comments around a finding."""
    start, end = one.span
    text, hole = _comment("ignore-start", one.code, reason)
    lead = _lead(source, start)
    return Ignoring(
        (
            Edit(Span(start, start), lead + text),
            Edit(Span(end, end), f"{_lead(source, end)}<!-- citelaw: ignore-end -->"),
        ),
        Span(hole.start + len(lead), hole.end + len(lead)),
        1,
    )


def _lead(source: str, at: int) -> str:
    """Return the blank that a comment inside the text needs: the readers take one with it."""
    return " " if source[at - 1 : at] == " " else ""


def _is_raw_text(source: str, at: int) -> bool:
    """Return whether ``at`` stands where HTML has no comments (a title)."""
    tags = [found[1] for found in _RAW_TEXT.finditer(source, max(at - _TITLE, 0), at)]
    return bool(tags) and not tags[-1]
