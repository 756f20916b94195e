"""Which finding is which from round to round, wherever it moves in its file.

The one key of ``id`` in reports and of the entries of a baseline: file, rule, normalised citation,
how-manieth of its like. Lines, offsets, white space and width are no part of it.
"""

from __future__ import annotations

import os
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import PurePath

from citelaw.model import CellCitations, Diagnostic, Identity

_ID_LENGTH = 12
"""Hexadecimal digits of an id: 48 bits, so that a million findings hardly ever share one."""


def numbered(findings: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """Yield the findings of one file, given in text order, with their identities."""
    met: Counter[tuple[str, str]] = Counter()
    for one in findings:
        like = (one.name, words(one))
        met[like] += 1
        yield one._replace(identity=Identity(*like, met[like]))


def words(one: Diagnostic) -> str:
    """Return what a finding is about, without regard to white space and width.

    Its citation; without one the marked words; of a finding that marks nothing, its message.
    """
    return normalise(one.cited or one.raw or one.message)


def mention_ids(cells: Iterable[CellCitations]) -> dict[int, str]:
    """Return "s1", "s2" … by the identity of each mention, numbered in source order.

    Identity, not equality: two cells may hold equal mentions.
    """
    placed = [
        (one.cell.offsets.to_source(mention.span), id(mention))
        for one in cells
        for mention in one.statutes
    ]
    return {identity: f"s{number}" for number, (_, identity) in enumerate(sorted(placed), 1)}


def normalise(text: str) -> str:
    """Return ``text`` without white space, invisible characters, and differences of width.

    >>> normalise("《甲 办法》（第8号）") == normalise("《甲办法》(第８号)")
    True
    """
    folded = "".join(unicodedata.normalize("NFKC", text).split())
    return folded if folded.isprintable() else "".join(filter(str.isprintable, folded))


def finding_id(path: str, one: Diagnostic) -> str:
    """Return the id of a finding in the file ``path``: the same as long as it is the same finding.

    A file below the working folder is known by its path from there, however it was named.
    """
    return finding_ids(path)(one)


def finding_ids(path: str) -> Callable[[Diagnostic], str]:
    """Return what gives the ids of the findings in the file ``path``.

    For many findings of one file: to work out where it lies takes longer than an id.
    """
    from hashlib import sha256  # lazy: 4 ms

    file = from_here(path)

    def find(one: Diagnostic) -> str:
        rule, about, nth = one.identity or Identity(one.name, words(one), 1)
        key = "\n".join((file, rule, about, str(nth)))
        return sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:_ID_LENGTH]

    return find


def id_in_file(one: Diagnostic) -> str:
    """Return by what a finding is known within its file, however that is called.

    For what travels with the file, which people copy and name anew.
    """
    from hashlib import sha256  # lazy: 4 ms

    rule, about, nth = one.identity or Identity(one.name, words(one), 1)
    key = "\n".join((rule, about, str(nth)))
    return sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:_ID_LENGTH]


def from_here(path: str) -> str:
    """Return ``path`` as seen from the working folder: so it counts in the ids of findings."""
    try:
        return file_from(os.getcwd(), path)
    except OSError:  # the working folder is gone
        return PurePath(path).as_posix()


def file_from(folder: str | os.PathLike[str], path: str) -> str:
    """Return ``path`` as seen from ``folder``, with ``/``; where no way leads there, as it is.

    Raises:
        OSError: a path is relative, and the working folder is gone.
    """
    try:
        return PurePath(os.path.relpath(path, folder)).as_posix()
    except ValueError:  # another drive
        return PurePath(path).as_posix()
