"""What several rules work out of the same document is worked out once."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import TypeVar

from citelaw.model import ResolvedDocument

_KEPT = 16
"""Documents of which the results are kept: those of a folder that are judged together."""

T = TypeVar("T")


class _Same:
    """A document as a key: it is equal to itself alone, which is told without reading it."""

    __slots__ = ("resolved",)

    def __init__(self, resolved: ResolvedDocument) -> None:
        self.resolved = resolved

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.resolved is self.resolved

    def __hash__(self) -> int:
        return id(self.resolved)


def once(work: Callable[[ResolvedDocument], T]) -> Callable[[ResolvedDocument], T]:
    """Return ``work`` so that it is done once for a document, whichever rules ask for it.

    What it returns is shared by them, also between threads, and must not be changed.
    """
    kept = lru_cache(maxsize=_KEPT)(lambda same: work(same.resolved))

    @wraps(work)
    def result(resolved: ResolvedDocument) -> T:
        return kept(_Same(resolved))

    return result
