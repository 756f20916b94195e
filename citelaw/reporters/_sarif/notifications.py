"""What SARIF says beside the results: what was not read, not verified, not checked.

These are limits of the tool and its data, not of the list. As results they would be alerts on
GitHub, where kinds and levels of results are not told apart; here no reader takes them for errors.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from citelaw.model import FileReport
from citelaw.reporters import Language, Style
from citelaw.reporters._said import checked, failures, notes, unverified, unverified_message
from citelaw.reporters._sarif.places import Artifact, Object, location, physical, text
from citelaw.reporters._words import WORDS

SHOWN = 20
"""Mentions of a title whose places are given."""
MOST = 25_000
"""Results of a run above which GitHub refuses it."""


class _Kind(NamedTuple):
    """A kind of notification: its id, how bad it is, and what it means, in both languages."""

    id: str
    level: str
    chinese: str
    english: str


FAILED = {
    "unreadable": _Kind("unreadable", "error", "文件未能读取。", "A file could not be read."),
    "not-written": _Kind(
        "not-written", "error", "修正未能写入。", "A correction could not be written."
    ),
}
UNVERIFIED = _Kind(
    "unverified", "note", "所引文件不在数据库，未予核验，不表示有误。",
    "A cited title is not in the database; it is not wrong for that.",
)  # fmt: skip
UNCHECKED = _Kind(
    "unchecked", "note", "有引用未能核对，按原因计数。",
    "Citations could not be checked; their numbers by reason.",
)  # fmt: skip
UNDETERMINED = _Kind(
    "undetermined", "note", "适用版本未能确定，未核对到底。",
    "The version that counts is not known; not checked to the end.",
)  # fmt: skip
NOTED = _Kind(
    "noted", "note", "读取时的情况：隐藏的内容、没能读到的内容、改好的副本。",
    "What reading a file came upon: what is hidden, what could not be read, a corrected copy.",
)  # fmt: skip
TOO_MANY = _Kind(
    "too-many-results", "warning", "结果超过 GitHub 接受的数目。",
    "More results than GitHub accepts.",
)  # fmt: skip
_KINDS = (*FAILED.values(), UNVERIFIED, UNCHECKED, UNDETERMINED, TOO_MANY, NOTED)


def descriptors(style: Style) -> list[Object]:
    """Return what kinds of notification there are."""
    chinese = style.language is Language.CHINESE
    texts = [kind.chinese if chinese else kind.english for kind in _KINDS]
    return [
        {
            "id": kind.id,
            "shortDescription": {"text": said},
            "fullDescription": {"text": said},
            "help": {"text": said},
            "defaultConfiguration": {"level": kind.level},
        }
        for kind, said in zip(_KINDS, texts, strict=True)
    ]


def notifications(file: FileReport, place: Artifact | None, style: Style) -> Iterator[Object]:
    """Yield what is to be said of a file; ``place`` is None where it could not be read."""
    whole = {"physicalLocation": {"artifactLocation": location(file.path, style)}}
    for failure in failures(file, style.language):
        yield _notification(FAILED[failure.kind], failure.reason, whole)
    for said in notes(file, style.language):
        yield _notification(NOTED, said, whole)
    if place is not None:
        for title in unverified(file):
            said = unverified_message(title, style.language)
            where = [
                {"physicalLocation": physical(place, span, context=False)}
                for span in title.spans[:SHOWN]
            ]
            yield _notification(UNVERIFIED, said, *(where if place.is_text else [whole]))
    yield from _unchecked(file, whole, style)


def _unchecked(file: FileReport, whole: Object, style: Style) -> Iterator[Object]:
    words = WORDS[style.language]
    if file.counts is not None and file.counts.uncheckable:
        yield _notification(UNCHECKED, checked(file.counts, style.language), whole) | {
            "properties": {"uncheckable": dict(file.counts.uncheckable)}
        }
    for one in file.facts.undetermined if file.facts is not None else ():
        why = words.why_undetermined[one.why].format(one.changed)
        said = words.why.format(title=one.title, number=one.places, why=why)
        yield _notification(UNDETERMINED, said, whole)


def too_many(number: int, style: Style) -> Iterator[Object]:
    """Yield that GitHub will refuse the run where it has more results than it takes."""
    if number > MOST:
        said = (
            f"共 {number} 条结果，GitHub 每次只收 {MOST} 条，可用 --min-severity、--select 减少。"
            if style.language is Language.CHINESE
            else f"{number} results, of which GitHub accepts {MOST} in a run; "
            "--min-severity or --select leave some out."
        )
        yield _notification(TOO_MANY, said)


def _notification(kind: _Kind, said: str, *places: Object) -> Object:
    data: Object = {
        "descriptor": {"id": kind.id, "index": _KINDS.index(kind)},
        "level": kind.level,
        "message": text(said),
    }
    if places:
        data["locations"] = list(places)
    return data
