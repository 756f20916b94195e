"""How facts are packed in ``statutes.sqlite``: what the build writes and the look-up reads."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from enum import IntEnum
from typing import NamedTuple

from citelaw.model import MapKind

SCHEMA = 2
"""Version of the tables; a file of another version is refused."""

APPLICATION_ID = 0x43_4C_41_57
"""``PRAGMA application_id`` of the file: "CLAW"."""

_ARTICLE = struct.Struct("<HBI")
_UNIT = struct.Struct("<BHH")
_HEADING = struct.Struct("<HHH")
_MAPPED = struct.Struct("<HBHBBB")


class UnitKind(IntEnum):
    """A unit of an article: one line of it in print (款 项 目)."""

    PARAGRAPH = 0
    ITEM = 1
    SUBITEM = 2


_UNIT_KINDS = tuple(UnitKind)  # a third of the time of the constructor


class Unit(NamedTuple):
    """A unit, how many folded characters it has, what it does (``model.ArticleFlag``)."""

    kind: UnitKind
    length: int
    flags: int = 0


class ArticleKey(NamedTuple):
    """The number of an article; ``inserted`` is the N of 之N, 0 where there is none."""

    number: int
    inserted: int


class Heading(NamedTuple):
    """A chapter heading: 编, 章, 节; 0 where the statute has no such level there."""

    part: int
    chapter: int
    section: int


NOWHERE = ArticleKey(0, 0)
"""Stands in a map for the article that a dropped or new one has no counterpart in."""

MAP_KINDS = tuple(MapKind)
"""The kinds of rows in the order of the numbers that stand for them in the file."""


class Mapped(NamedTuple):
    """An article and where it stands in the next version; ``similarity`` in hundredths."""

    old: ArticleKey
    new: ArticleKey
    similarity: int
    kind: MapKind


def pack_articles(articles: list[tuple[ArticleKey, int]]) -> bytes:
    """Return articles, each with the id of its words, as bytes."""
    return b"".join(_ARTICLE.pack(key.number, key.inserted, text) for key, text in articles)


def unpack_articles(data: bytes) -> list[tuple[ArticleKey, int]]:
    """Return what ``pack_articles`` wrote."""
    return [(ArticleKey(a, b), text) for a, b, text in _ARTICLE.iter_unpack(data)]


def pack_units(units: list[Unit]) -> bytes:
    """Return the units of an article as bytes."""
    return b"".join(_UNIT.pack(*unit) for unit in units)


def unpack_units(data: bytes) -> tuple[Unit, ...]:
    """Return what ``pack_units`` wrote."""
    return tuple(
        Unit(_UNIT_KINDS[kind], length, flags) for kind, length, flags in _UNIT.iter_unpack(data)
    )


def pack_headings(headings: list[Heading]) -> bytes:
    """Return chapter headings as bytes."""
    return b"".join(_HEADING.pack(*heading) for heading in headings)


def unpack_headings(data: bytes) -> tuple[Heading, ...]:
    """Return what ``pack_headings`` wrote."""
    return tuple(Heading(*row) for row in _HEADING.iter_unpack(data))


def pack_map(rows: list[Mapped]) -> bytes:
    """Return an article map as bytes."""
    return b"".join(
        _MAPPED.pack(*row.old, *row.new, row.similarity, MAP_KINDS.index(row.kind)) for row in rows
    )


def unpack_map(data: bytes) -> tuple[Mapped, ...]:
    """Return what ``pack_map`` wrote."""
    return tuple(
        Mapped(ArticleKey(a, b), ArticleKey(c, d), similarity, MAP_KINDS[kind])
        for a, b, c, d, similarity, kind in _MAPPED.iter_unpack(data)
    )


def pack_lines(lines: Sequence[str]) -> bytes:
    """Return the lines (款 项 目) of an article as bytes."""
    import zlib  # lazy: only where a user has texts

    return zlib.compress("\n".join(lines).encode("utf-8", "surrogatepass"), 9)


def unpack_lines(data: bytes) -> tuple[str, ...]:
    """Return what ``pack_lines`` wrote."""
    import zlib  # lazy: only where a user has texts

    return tuple(zlib.decompress(data).decode("utf-8", "surrogatepass").split("\n"))
