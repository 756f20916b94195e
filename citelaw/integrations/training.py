"""Citations as training data: texts with labelled places, for spaCy and Prodigy.

Whatever else finds citations can so be taught by what citelaw finds; offsets are exact, and a
``DocBin`` has a token for each character, so that no place is moved. A pipeline with other tokens
can be trained with it: spaCy aligns them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from citelaw.errors import ReportError
from citelaw.span import LineIndex

if TYPE_CHECKING:
    from citelaw.model import CellCitations, Document

LABELS = {"statute": "STATUTE", "ref": "PINPOINT", "nonlegal": "FORM"}
"""What a mention is called as a span, by its kind."""

GROUP = "citelaw"
"""The span group of a document that its citations stand in."""


_TOKEN = re.compile(r"(\S)( ?)|\s+").finditer
"""A character with the space behind it, or what else is blank."""


class Place(NamedTuple):
    """A labelled range of a text."""

    start: int
    end: int
    label: str


class Example(NamedTuple):
    """A text with the places in it that cite; it stands at ``start`` in the source of ``file``."""

    text: str
    places: tuple[Place, ...]
    file: str
    start: int = 0


def example_of(document: Document, cells: tuple[CellCitations, ...], file: str) -> Example:
    """Return a list as one example."""
    from citelaw.reporters.extraction import objects

    places = (
        Place(one["start"], one["end"], LABELS[one["kind"]]) for one in objects(document, cells)
    )
    return Example(document.source, tuple(places), file)


def lines_of(example: Example) -> Iterator[Example]:
    """Yield the lines of an example, without their ends; blank ones are left out.

    Lines that a place goes over stay together, so that none is cut.
    """
    index, places = LineIndex(example.text), example.places
    first, taken = 1, 0
    while first <= len(index):
        last, until = first, taken
        while until < len(places) and places[until].start < _end(index, last, example.text):
            last = max(last, index.location(places[until].end - 1)[0])
            until += 1
        start, end = index.line_span(first)[0], index.line_span(last)[1]
        text = example.text[start:end]
        if text.strip():
            own = tuple(
                Place(one.start - start, one.end - start, one.label) for one in places[taken:until]
            )
            yield Example(text, own, example.file, example.start + start)
        first, taken = last + 1, until


def _end(index: LineIndex, line: int, text: str) -> int:
    """Return where the next line begins."""
    return index.line_span(line + 1)[0] if line < len(index) else len(text)


def json_line(example: Example) -> bytes:
    """Return an example as a line of the form that Prodigy reads."""
    plain = {
        "text": example.text,
        "spans": [one._asdict() for one in example.places],
        "meta": {"file": example.file, "start": example.start},
    }
    return (json.dumps(plain, ensure_ascii=False) + "\n").encode("utf-8", "backslashreplace")


class Bin:
    """Examples for ``spacy train``: all places as spans, those that lie apart as entities.

    Entities cannot overlap: of places that do, the longest is one, then the first, and the others
    are counted in ``dropped``.

    Raises:
        ReportError: spaCy is not installed.
    """

    def __init__(self) -> None:
        try:
            from spacy.tokens import DocBin  # lazy: 1 s
            from spacy.vocab import Vocab
        except ImportError:
            raise ReportError(
                "写 docbin 要用 spaCy，没有安装；运行 pip install 'citelaw[spacy]'，"
                "或者用 --to jsonl。",
                "what writes a docbin, spaCy, is not installed; run pip install 'citelaw[spacy]', "
                "or use --to jsonl.",
            ) from None
        self.dropped = 0
        self._vocab = Vocab()
        self._docs = DocBin(attrs=["ENT_IOB", "ENT_TYPE"])

    def add(self, example: Example) -> None:
        """Add an example, as a document of characters.

        Tokens are those of ``spacy.blank("zh")``, whose own way to them takes 47 s for
        3 MB, and four times that for twice as much.
        """
        from spacy.tokens import Doc
        from spacy.util import filter_spans

        tokens = [(found[1] or found[0], bool(found[2])) for found in _TOKEN(example.text)]
        words, spaces = [word for word, _ in tokens], [space for _, space in tokens]
        doc = Doc(self._vocab, words=words, spaces=spaces)
        spans: list[Any] = [
            doc.char_span(start, end, label=label, alignment_mode="expand")
            for start, end, label in example.places
        ]
        doc.spans[GROUP] = spans
        apart = filter_spans(spans)
        doc.set_ents(apart)
        self.dropped += len(spans) - len(apart)
        self._docs.add(doc)

    def to_bytes(self) -> bytes:
        """Return what a ``.spacy`` file holds."""
        return self._docs.to_bytes()
