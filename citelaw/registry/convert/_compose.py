"""Writes a statute in the corpus text format."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import PurePosixPath

from citelaw.registry.building.corpus import CorpusEvent, FormatError
from citelaw.registry.building.effect import effective_stated
from citelaw.registry.convert._history import read_events, version_of
from citelaw.registry.convert._lines import Body, Head, document_number, read_body
from citelaw.registry.convert._source import OWN
from citelaw.registry.convert._tier import issuer_of, tier_of

_NAME = re.compile(
    r"(?P<title>.{1,200}?)[_＿(（](?P<year>[12]\d{3})-?(?P<month>\d\d)-?(?P<day>\d\d)[)）]?"
)

_ORGANS_BEFORE = re.compile(r"(?:[一-鿿]{2,30}、){1,9}(?:中华人民共和国)?$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Front:
    """What the front matter of a text says beside its articles; "" where it is not known."""

    title: str
    tier: str
    issuer: str
    number: str
    version: str
    version_basis: str
    effective: str
    events: tuple[CorpusEvent, ...]
    source: str
    source_path: str
    status: str = "latest-known"
    source_as_of: str = ""


def split_name(file: str) -> tuple[str, str | None]:
    """Return the title and the day (ISO 8601) that a file name gives, the day None if it has none.

    >>> split_name("法律/中华人民共和国青禾保险法_20180520.docx")
    ('中华人民共和国青禾保险法', '2018-05-20')
    """
    stem = PurePosixPath(file).stem
    found = _NAME.fullmatch(stem)
    if not found:
        return stem, None
    return found["title"], f"{found['year']}-{found['month']}-{found['day']}"


def statute(head: Head, file: str) -> str:
    """Return the text of a statute from a user's folder in the corpus format.

    Raises:
        FormatError: its tier cannot be told, or nothing in it shows that it is a statute.
    """
    body = read_body(list(head.rest))
    events = read_events(head.history)
    if not body.articles and not events:
        raise FormatError(1, "没有认出条文（第X条）和题注，不是法规文本")
    _, named = split_name(file)
    version, basis, events = version_of(events, named)
    tier = tier_of(head.title, events, PurePosixPath(file).parent.parts)
    front = Front(
        title=head.title,
        tier=tier,
        issuer=issuer_of(tier, events),
        number=_document_number(head, events),
        version=version,
        version_basis=basis,
        effective=effective_stated(list(body.articles)),
        events=events,
        source=OWN,
        source_path=file,
    )
    return compose(front, body)


def _document_number(head: Head, events: tuple[CorpusEvent, ...]) -> str:
    """Return the number of the earliest event that has one, else one on a line of its own."""
    stated = next((_joint(event.text, event.number) for event in events if event.number), None)
    alone = (document_number(line) for line in head.rest[:10])
    return stated or next((number for number in alone if number), "")


def _joint(text: str, number: str) -> str:
    """Return the decree number with all the organs that share it (国务院、中央军事委员会令)."""
    at = text.find(number)
    organs = _ORGANS_BEFORE.search(text[:at])
    return ((organs[0] if organs else "") + number).removeprefix("中华人民共和国")


def compose(front: Front, body: Body) -> str:
    """Return the text in the corpus format; ``front`` and ``body`` may come from any converter."""
    short = front.title.removeprefix("中华人民共和国")
    values = (
        ("title", _quoted(front.title)),
        ("aliases", json.dumps([short] if short != front.title else [], ensure_ascii=False)),
        ("tier", front.tier),
        ("issuer", _quoted(front.issuer)),
        ("doc_no", _quoted(front.number)),
        ("version", _quoted(front.version)),
        ("version_basis", _quoted(front.version_basis)),
        ("effective_stated", _quoted(front.effective)),
        ("status", front.status),
        ("status_by", _quoted("")),
        ("source_as_of", _quoted(front.source_as_of)),
        ("events", "".join(map(_event, front.events)) or "[]"),
        ("articles", str(len(body.articles))),
        ("source", _quoted(front.source)),
        ("source_path", _quoted(front.source_path)),
        ("other_sources", "[]"),
        ("defects", "[]" if body.articles else '["noarticles"]'),
    )
    matter = "\n".join(f"{key}:{_spaced(value)}" for key, value in values)
    return f"---\n{matter}\n---\n" + "\n".join(body.lines) + "\n"


def _spaced(value: str) -> str:
    return value if value.startswith("\n") else f" {value}"


def _event(event: CorpusEvent) -> str:
    return f"\n  - {{date: {_quoted(event.date)}, kind: {event.kind}, text: {_quoted(event.text)}}}"


def _quoted(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)
