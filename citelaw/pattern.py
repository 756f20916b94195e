"""Patterns that are compiled when they are first used.

Compiling all patterns of the package takes longer than reading a list; in one run half of them
meet no text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

_METHODS = ("findall", "finditer", "fullmatch", "match", "search", "split", "sub")


class Pattern:
    """A regular expression that is compiled at its first use, with the methods of ``re.Pattern``.

    It is ``re`` that compiles: at one position it tries a pattern in half the time of ``regex``,
    which at every call looks for a literal that the pattern needs through the rest of the text.
    """

    __slots__ = (*_METHODS, "flags", "pattern")

    findall: Callable[..., list[Any]]
    finditer: Callable[..., Iterator[re.Match[str]]]
    fullmatch: Callable[..., re.Match[str] | None]
    match: Callable[..., re.Match[str] | None]
    search: Callable[..., re.Match[str] | None]
    split: Callable[..., list[Any]]
    sub: Callable[..., str]

    def __init__(self, pattern: str, flags: int = 0) -> None:
        self.pattern = pattern
        self.flags = flags

    def __getattr__(self, name: str) -> Any:
        if name not in _METHODS:
            raise AttributeError(name)
        compiled = re.compile(self.pattern, self.flags)
        for method in _METHODS:
            setattr(self, method, getattr(compiled, method))
        return object.__getattribute__(self, name)
