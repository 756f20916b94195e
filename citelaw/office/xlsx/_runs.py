"""The runs of a cell's string: edited, coloured, and the colours taken back.

Offsets are of the *cell's* text.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from citelaw.model import Severity
from citelaw.office._xml import Node, escaped
from citelaw.office.xlsx._text import decoded, encoded, pieces

Properties = tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
"""The font of a run: its elements without prefix, in the order of the part, and attributes."""

COLOURS = {Severity.ERROR: "FFC00000", Severity.WARNING: "FFC55A11", Severity.INFO: "FF2E74B5"}
_ORDER = (
    *("b", "i", "strike", "condense", "extend", "outline", "shadow", "u", "vertAlign", "sz"),
    *("color", "rFont", "family", "charset", "scheme"),
)
_UNDERLINED = ("u", ())
_PAINT = ("color", "u")
_BLACK = (
    (("theme", "1"),),
    (("rgb", "FF000000"),),
    (("indexed", "64"),),
    (("indexed", "8"),),
    (("auto", "1"),),
)
_UNSEEN = ("family", "charset", "scheme")  # LibreOffice states them anew
_FALSE = ("0", "false", "none")
_PLAIN_STRING = 1


class Run(NamedTuple):
    """Text in one font; without ``font`` it stands in that of the cell."""

    font: Properties | None
    text: str


class Change(NamedTuple):
    """Put ``text`` in place of ``[start, end)``."""

    start: int
    end: int
    text: str


def runs_of(holder: Node) -> list[Run]:
    """Return the runs of a string (``si``, ``is``)."""
    found = []
    for run, text in pieces(holder):
        stated = run.find("x:rPr") if run is not None else None
        font = properties(stated) if stated is not None else None
        found.append(Run(font, decoded(text.text)))
    return found


def properties(node: Node) -> Properties:
    """Return the font that ``rPr``, or a ``font`` of the styles, states."""
    named = {
        "rFont" if one.tag == "x:name" else one.tag.removeprefix("x:"): tuple(
            one.attributes.items()
        )
        for one in node.children
    }
    return tuple((tag, named[tag]) for tag in _ORDER if tag in named)


def written(runs: Sequence[Run], prefix: bytes = b"", tag: bytes = b"is") -> bytes:
    """Return the runs as the inline string (``is``) of a cell, or the ``text`` of a note."""
    plain = len(runs) == _PLAIN_STRING and runs[0].font is None
    told = [_text(runs[0].text, prefix)] if plain else [_run(one, prefix) for one in runs]
    return b"<%s%s>%s</%s%s>" % (prefix, tag, b"".join(told), prefix, tag)


def _run(run: Run, prefix: bytes) -> bytes:
    font = b""
    if run.font:
        told = b"".join(
            b"<%s%s%s/>" % (prefix, tag.encode(), b"".join(map(_attribute, attributes)))
            for tag, attributes in run.font
        )
        font = b"<%srPr>%s</%srPr>" % (prefix, told, prefix)
    return b"<%sr>%s%s</%sr>" % (prefix, font, _text(run.text, prefix), prefix)


def _attribute(attribute: tuple[str, str]) -> bytes:
    return b' %s="%s"' % (attribute[0].encode(), escaped(attribute[1]))


def _text(text: str, prefix: bytes) -> bytes:
    return b'<%st xml:space="preserve">%s</%st>' % (prefix, escaped(encoded(text)), prefix)


def edited(texts: Sequence[str], changes: Iterable[Change]) -> list[str]:
    """Return the texts of the runs with changes, each in the run that it touches first.

    An insertion between two runs goes to the end of the first of them.
    """
    told = list(texts)
    for change in sorted(changes, key=itemgetter(0, 1))[::-1]:
        at = 0
        text: str | None = change.text
        for place, one in enumerate(texts):
            end = at + len(one)
            last = place == len(texts) - 1
            inserted = change.start == change.end and at <= change.start <= end and bool(one)
            if text is not None and (
                inserted or at <= change.start < end or (last and change.start == end)
            ):
                low, high = change.start - at, max(min(change.end, end) - at, 0)
                told[place] = told[place][:low] + text + told[place][high:]
                text = None
            elif text is None and change.end > at:
                told[place] = told[place][max(min(change.end, end) - at, 0) :]
            at = end
    return told


def painted(
    runs: Sequence[Run], spans: Iterable[tuple[int, int, Severity]], font: Properties
) -> list[Run] | None:
    """Return the runs with the words of ``spans`` coloured and underlined.

    None where the colour could not be taken back so that the cell looks as it did. ``font`` is
    that of the cell. Where spans meet the graver severity counts.
    """
    length = sum(len(one.text) for one in runs)
    colours: list[str] = [""] * length
    for start, end, severity in sorted(spans, key=lambda one: -list(COLOURS).index(one[2])):
        colours[start:end] = [COLOURS[severity]] * (end - start)
    told: list[Run] = []
    at = 0
    for run in runs:
        own = run.font or font
        for colour, group in groupby(colours[at : at + len(run.text)]):
            size = sum(1 for _ in group)
            told.append(Run(_coloured(own, colour) if colour else own, run.text[:size]))
            run = run._replace(text=run.text[size:])
            at += size
    if _looks(unpainted(told, font), font) != _looks(runs, font):
        return None
    return told


def unpainted(runs: Sequence[Run], font: Properties) -> list[Run]:
    """Return the runs as they were before ``painted``."""
    own = [one._replace(font=one.font or font) for one in runs if one.text]
    told = [
        one._replace(font=_as_before(own, place, font)) if _is_painted(one.font) else one
        for place, one in enumerate(own)
    ]
    joined = [
        Run(key, "".join(one.text for one in group))
        for key, group in groupby(told, key=lambda one: one.font)
    ]
    if all(_seen(one.font or (), font) == _seen(font, font) for one in joined):
        return [Run(None, "".join(one.text for one in runs))]
    return joined


def is_painted(runs: Iterable[Run]) -> bool:
    """Tell whether words of a string look as ``painted`` makes them."""
    return any(_is_painted(one.font) for one in runs)


def _is_painted(font: Properties | None) -> bool:
    stated = dict(font or ())
    colour = dict(stated.get("color", ())).get("rgb", "")
    underline = dict(stated["u"]).get("val", "single") if "u" in stated else ""
    return colour in COLOURS.values() and underline == "single"


def _coloured(font: Properties, colour: str) -> Properties:
    stated = {**dict(font), "color": (("rgb", colour),), **dict([_UNDERLINED])}
    return tuple((tag, stated[tag]) for tag in _ORDER if tag in stated)


def _as_before(runs: Sequence[Run], place: int, font: Properties) -> Properties:
    """Return the font of a painted run before: it took colour and line from the run beside it."""
    bare = _bare(runs[place].font or ())
    beside = [
        one.font or ()
        for one in (
            next((one for one in reversed(runs[:place]) if not _is_painted(one.font)), None),
            next((one for one in runs[place + 1 :] if not _is_painted(one.font)), None),
        )
        if one is not None
    ]
    source = next((one for one in (*beside, font) if _bare(one) == bare), font)
    stated = {**dict(bare), **{tag: value for tag, value in source if tag in _PAINT}}
    return tuple((tag, stated[tag]) for tag in _ORDER if tag in stated)


def _bare(font: Properties) -> Properties:
    return tuple(one for one in font if one[0] not in _PAINT)


def _seen(font: Properties, cell: Properties) -> Properties:
    """Return a font by what is seen of it: black is no colour, what is off is not there."""
    return tuple(
        (tag, attributes)
        for tag, attributes in font or cell
        if tag not in _UNSEEN
        and not (tag == "color" and attributes in _BLACK)
        and dict(attributes).get("val", "") not in _FALSE
    )


def _looks(runs: Sequence[Run], font: Properties) -> list[tuple[Properties, str]]:
    seen = [(_seen(one.font or font, font), one.text) for one in runs if one.text]
    return [
        (key, "".join(text for _, text in group))
        for key, group in groupby(seen, key=lambda one: one[0])
    ]
