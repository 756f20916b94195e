"""A copy of a web page with remarks at their words, all else as it was.

Spans and offsets index the source of the page: its decoded text. Only text between tags is ever
wrapped; attributes, scripts and titles stay what they are. What was put in by an earlier round can
be told by its names and is taken out again (``stripped``).
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import NamedTuple

from citelaw.model import Severity
from citelaw.pattern import Pattern
from citelaw.span import Span

BLOCK = "citelaw-remarks"
"""The element at the end of a page that lists its remarks; readers pass over it."""
_MARK = "citelaw"
_BLANK = " \t\n\f\r"
_LONGEST_TITLE = 1_500
"""Characters of an attribute, as they stand in the file; readers know tags up to 2,000."""
_TOKEN = Pattern(
    r"""
    <!--(?:>|->|.*?(?:--!?>|\Z))              # a comment
    | <[!?][^>]*(?:>|\Z)                      # a declaration
    | </[^A-Za-z>][^>]*(?:>|\Z)               # what a browser takes for a comment
    | <(/?)([A-Za-z][^ \t\n\f\r/>]*+)         # a tag, with its attributes
      (?: [ \t\n\f\r/]++
        | [^ \t\n\f\r/>][^ \t\n\f\r/>=]*+     # the name of one
          (?: [ \t\n\f\r]*+ = [ \t\n\f\r]*+    # its value
              (?: "[^"]*+(?:"|\Z) | '[^']*+(?:'|\Z) | [^ \t\n\f\r>"'][^ \t\n\f\r>]*+ )?
          )?+
      )*+ (?:>|\Z)
    """,
    re.VERBOSE | re.DOTALL,
)
_OPAQUE_NAMES = (
    "script style title textarea xmp iframe noembed noframes noscript plaintext select template"
    " svg math"
)
_OPAQUE = frozenset(_OPAQUE_NAMES.split())
"""Elements that show no text, or none in which a mark may stand."""
_EMPTY_ALLOWED = frozenset({"svg", "math"})
_ENTITY = Pattern(r"&(?:\#[0-9]{1,7}|\#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});?")
_LONGEST_ENTITY = 34
_OWN_MARK = Pattern(r'<mark class="citelaw [^<>]*>')
_OWN_BLOCK = Pattern(rf"<{BLOCK}>")
_CONTROL = Pattern(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff\u202a-\u202e\u2066-\u2069]"
)
_GRAVITY = tuple(Severity)


class Spot(NamedTuple):
    """A remark at a *source* span: ``label`` is shown behind the words, ``text`` over them."""

    span: Span
    severity: Severity
    label: str
    text: str


class Entry(NamedTuple):
    """A remark in the list at the end: its text, and its places by their number and name."""

    text: str
    severity: Severity
    places: tuple[tuple[int, str], ...]


class Listing(NamedTuple):
    """What stands at the end of the page; ``unplaced`` is said of a place that has no mark."""

    title: str
    notes: tuple[str, ...]
    entries: tuple[Entry, ...]
    unplaced: str


class Insertion(NamedTuple):
    """Markup that is put into the source at an offset."""

    at: int
    markup: str


class Marked(NamedTuple):
    """What is put into a page, in order; the ids of the marks at which the spots begin.

    Spots are told by their places; one that is not among those of ``ids`` has no mark.
    """

    insertions: tuple[Insertion, ...]
    ids: Mapping[int, str]


def stripped(source: str) -> str:
    """Return a page without the remarks of an earlier round."""
    without = _without(source, _OWN_BLOCK, f"</{BLOCK}>", keep=False)
    return _without(without, _OWN_MARK, "</mark>", keep=True)


def is_annotated(source: str) -> bool:
    """Return whether a page has remarks of an earlier round."""
    return f"</{BLOCK}>" in source


def _without(source: str, opening: Pattern, closing: str, *, keep: bool) -> str:
    """Return a page without some elements; ``keep`` says that what they hold stays."""
    parts = []
    at = 0
    for found in opening.finditer(source):
        start, inner = found.span()
        end = source.find(closing, inner) if start >= at else at
        if end < 0:
            break
        if start >= at:
            parts += [source[at:start], source[inner:end] if keep else ""]
            at = end + len(closing)
    return "".join([*parts, source[at:]])


def insertions(source: str, spots: Sequence[Spot], codec: str) -> Marked:
    """Return the marks of a page; ``codec`` decides how long their text may be."""
    nodes = [node for node in text_nodes(source) if source[slice(*node)].strip(_BLANK)]
    starts = [node.start for node in nodes]
    pieces: dict[int, list[tuple[int, int, int]]] = defaultdict(list)
    placed: dict[int, tuple[int, int]] = {}  # the first and the last node of each spot
    for number, spot in enumerate(spots):
        first = max(bisect_right(starts, spot.span.start) - 1, 0)
        for at in range(first, max(bisect_left(starts, spot.span.end), first + 1)):
            piece = _piece(source, nodes[at], spot.span) if at < len(nodes) else None
            if piece is not None:
                pieces[at].append((*piece, number))
                placed[number] = (placed.get(number, (at, at))[0], at)
    ids: dict[int, str] = {}
    found = [
        one
        for at in sorted(pieces)
        for one in _marks(_Node(at, pieces[at], spots, placed, codec), ids)
    ]
    return Marked(tuple(found), ids)


def text_nodes(source: str) -> Iterator[Span]:
    """Yield the ranges of text between tags in which a mark may stand, none of them empty."""
    at = 0
    for _, start, end in _tokens(source):
        if at < start:
            yield Span(at, start)
        at = end
    if at < len(source):
        yield Span(at, len(source))


def _tokens(source: str) -> Iterator[tuple[str, int, int]]:
    """Yield what is no text: the names of tags ("/body" of an end tag), start and end.

    An element that shows no text is one with its end.
    """
    at = 0
    while True:
        found = _TOKEN.search(source, at)
        if found is None:
            return
        start, at = found.span()
        name = (found[2] or "").lower()
        if name in _OPAQUE and not found[1] and not _closes_itself(name, found[0]):
            at = _end_of(source, at, name)
        yield (found[1] or "") + name, start, at


def _closes_itself(name: str, tag: str) -> bool:
    return name in _EMPTY_ALLOWED and tag.endswith("/>")


def _end_of(source: str, start: int, name: str) -> int:
    closing = re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE).search(source, start)
    return closing.start() if closing is not None else len(source)


def _piece(source: str, node: Span, span: Span) -> tuple[int, int] | None:
    """Return what of a span is in a text node, with whole entities; None where nothing is."""
    start, end = max(node.start, span.start), min(node.end, span.end)
    if start > end or (start == end and span.start < span.end):
        return None
    entity = _entity_at(source, node, start)
    start = entity.start if entity is not None else start
    if span.start == span.end:
        return start, start
    entity = _entity_at(source, node, end)
    return start, entity.end if entity is not None else end


def _entity_at(source: str, node: Span, at: int) -> Span | None:
    """Return the entity that an offset lies within, None where it lies in none."""
    start = source.rfind("&", max(node.start, at - _LONGEST_ENTITY), at)
    found = _ENTITY.match(source, start, node.end) if start >= 0 else None
    return Span(*found.span()) if found is not None and found.end() > at else None


class _Node(NamedTuple):
    """A text node with pieces of spots: start, end and number of each."""

    at: int
    pieces: list[tuple[int, int, int]]
    spots: Sequence[Spot]
    placed: Mapping[int, tuple[int, int]]
    codec: str


def _marks(node: _Node, ids: dict[int, str]) -> Iterator[Insertion]:
    """Yield the marks of a text node: one for each run of it that the same spots cover.

    The ``ids`` of the marks are noted by the spots that begin there.
    """
    cuts = sorted({offset for start, end, _ in node.pieces for offset in (start, end)})
    for start, end in zip(cuts, [*cuts[1:], cuts[-1]], strict=True):
        empty = [number for first, last, number in node.pieces if first == last == start]
        if empty:
            yield Insertion(start, _opening(node, empty, empty, empty, ids) + "</mark>")
        wide = [piece for piece in node.pieces if piece[0] <= start < end <= piece[1]]
        if wide:
            begun = [number for first, _, number in wide if first == start]
            begun = [number for number in begun if node.placed[number][0] == node.at]
            ended = [number for _, last, number in wide if last == end]
            ended = [number for number in ended if node.placed[number][1] == node.at]
            covering = [number for _, _, number in wide]
            yield Insertion(start, _opening(node, covering, begun, ended, ids))
            yield Insertion(end, "</mark>")


def _opening(
    node: _Node,
    covering: Sequence[int],
    begun: Sequence[int],
    ended: Sequence[int],
    ids: dict[int, str],
) -> str:
    spots = [node.spots[number] for number in covering]
    gravest = min((one.severity for one in spots), key=_GRAVITY.index)
    title = _fitting("\n\n".join(dict.fromkeys(one.text for one in spots)), node.codec)
    parts = [f'<mark class="{_MARK} {_MARK}-{gravest.value}"']
    if begun:
        ids.update(dict.fromkeys(begun, f"{_MARK}-{begun[0] + 1}"))
        parts.append(f' id="{ids[begun[0]]}"')
    labels = "".join(dict.fromkeys(node.spots[number].label for number in ended))
    if labels:
        parts.append(f' data-{_MARK}="{_escaped(labels)}"')
    parts.append(f' title="{title}">')
    return "".join(parts)


def _fitting(text: str, codec: str) -> str:
    """Return a text for an attribute, cut where it would be too long in the file."""
    ends = "&#10;"
    escaped = _escaped(text).replace("\n", ends)
    size = len(written(escaped, codec).decode(codec))
    if size <= _LONGEST_TITLE:
        return escaped
    return _fitting(text[: max(len(text) * _LONGEST_TITLE // size - 1, 0)].rstrip("…") + "…", codec)


def _escaped(text: str) -> str:
    return escape(_CONTROL.sub("\ufffd", text), quote=True)


def written(markup: str, codec: str) -> bytes:
    """Return markup in an encoding; what that lacks stands as a numeric reference.

    A page that GB18030 reads may say that it is GB2312 or GBK: to these it keeps.
    """
    return markup.encode("gbk" if codec == "gb18030" else codec, "xmlcharrefreplace")


def block(listing: Listing, marked: Marked) -> str:
    """Return the list of remarks, in one line: readers of lines pass over it as well."""
    items = "".join(_item(entry, listing, marked) for entry in listing.entries)
    notes = "".join(f"<p>{_escaped(one)}</p>" for one in listing.notes)
    return (
        f"<{BLOCK}><style>{_STYLE}</style><h2>{_escaped(listing.title)}</h2>{notes}"
        f"<ul>{items}</ul></{BLOCK}>"
    )


def _item(entry: Entry, listing: Listing, marked: Marked) -> str:
    said = "<br>".join(map(_escaped, entry.text.split("\n")))
    places = " ".join(_link(*place, listing, marked) for place in entry.places)
    return f'<li class="{_MARK}-{entry.severity.value}"><p>{said}</p><p>{places}</p></li>'


def _link(number: int, name: str, listing: Listing, marked: Marked) -> str:
    if number not in marked.ids:
        return f"<span>{_escaped(name + listing.unplaced)}</span>"
    return f'<a href="#{marked.ids[number]}">{_escaped(name)}</a>'


def end_of_body(source: str) -> int:
    """Return where the list is put: before the body ends, or the page."""
    ends = {name: start for name, start, _ in _tokens(source) if name in ("/body", "/html")}
    return ends.get("/body", ends.get("/html", len(source)))


_STYLE = (
    f"{BLOCK}{{display:block;clear:both;margin:2em auto;padding:1em 1.5em;max-width:60em;"
    "border-top:2px solid #666;background:#fff;color:#222;font:15px/1.6 sans-serif;"
    "text-align:left;overflow-wrap:anywhere}"
    f"{BLOCK} h2{{font-size:1.3em;margin:.2em 0}}{BLOCK} ul{{list-style:none;padding:0}}"
    f"{BLOCK} li{{margin:.8em 0;padding-left:.8em;border-left:4px solid #888}}"
    f"{BLOCK} li p{{margin:.2em 0}}{BLOCK} a{{color:#0645ad;margin-right:.8em}}"
    f"{BLOCK} li.{_MARK}-error{{border-color:#c00}}"
    f"{BLOCK} li.{_MARK}-warning{{border-color:#b36b00}}"
    f"mark.{_MARK}{{color:inherit;background:#eef3ff;text-decoration:underline wavy #36c}}"
    f"mark.{_MARK}-error{{background:#fde8e8;text-decoration-color:#c00}}"
    f"mark.{_MARK}-warning{{background:#fff4d6;text-decoration-color:#b36b00}}"
    f"mark.{_MARK}[data-{_MARK}]::after{{content:attr(data-{_MARK});font-size:.75em;color:#444;"
    "text-decoration:none;vertical-align:super}"
)
